//! Questions to a small archive, as a user puts them.

use super::fixture::{Archive, Paragraph, Speech, Story, owned, plain};
use crate::query::{Hit, HitKind, LookupError, Request, Sort, Target, lookup};

fn bridge() -> Story {
    let speech =
        |said: &str| Speech { said: said.to_owned(), kind: "direct", confidence: 0.9f32.into(), ..Speech::default() };
    let orlova = Speech {
        speaker: owned("Ada Orlova"),
        variants: vec!["Orlova".to_owned()],
        cue: owned("Said"),
        about: vec!["Jan Brandt".to_owned()],
        ..speech("“The café bridge stays, whatever Brandt wants,")
    };
    Story {
        title: owned("Quay reopens in Lindholm"),
        source: owned("The Daily Courier"),
        byline: owned("By Mira Sand"),
        url: owned("https://Courier.example/Lindholm/quay"),
        lang: owned("en-GB"),
        date: owned("2016-09-20"),
        path: owned("/archive/courier/1.txt"),
        paragraphs: vec![
            plain("Größte Freude: the quay is open."),
            Paragraph {
                text: "“The café bridge stays, whatever Brandt wants,” Said Orlova of the old river crossing."
                    .to_owned(),
                quotes: vec![orlova],
                persons: vec!["Brandt".to_owned()],
                mentions: vec!["2014-03-05".to_owned()],
            },
            Paragraph {
                text: "It will cost money, one voice added.".to_owned(),
                quotes: vec![Speech { kind: "indirect", confidence: 0.4, ..speech("It will cost money") }],
                mentions: vec!["2014".to_owned()],
                ..Paragraph::default()
            },
        ],
        copy_of: None,
    }
}

fn archive() -> Archive {
    let ferry = Story {
        title: owned("Ferry stops"),
        source: owned("Evening Post"),
        date: owned("2016"),
        path: owned("/archive/courier-old/2.txt"),
        paragraphs: vec![plain("The ferry crossed the river twice."), plain("Money ran out at the quay.")],
        ..Story::default()
    };
    let undated = Story { paragraphs: vec![plain("A quay without a day.")], ..Story::default() };
    Archive::new(&[bridge(), ferry, undated], 2)
}

#[test]
fn words_said_rank_above_words_round_them() {
    let story = |before: &str, said: &str| Story {
        paragraphs: vec![Paragraph {
            text: format!("{before}, and then “{said}” she told them."),
            quotes: vec![Speech { said: said.to_owned(), kind: "direct", ..Speech::default() }],
            ..Paragraph::default()
        }],
        ..Story::default()
    };
    let archive =
        Archive::new(&[story("The harbour froze", "we waited long"), story("It went cold", "the harbour froze")], 1);
    let quotes: Vec<_> = archive.ask("harbour kind:quote").into_iter().filter_map(|hit| hit.quote).collect();
    assert_eq!(quotes, ["the harbour froze", "we waited long"]);
}

#[test]
fn what_was_deleted_is_not_found() {
    let stories = [bridge(), Story { paragraphs: vec![plain("Another quay.")], ..Story::default() }];
    let archive = Archive::without(&stories, 1, &[0]);
    for (expr, left) in
        [("quay", 1), ("qua*", 1), ("speaker:*", 0), ("path:archive quay", 1), ("title:*", 0), ("-ferry", 1)]
    {
        assert_eq!(count(&archive, expr), left, "{expr}");
    }
    let request = Request { expr: "*".to_owned(), target: Some(Target::Articles), ..Request::default() };
    assert_eq!(archive.hits(&request).len(), 1);
    let id = Story::id(0).to_string();
    assert!(matches!(lookup(&archive.searcher, &archive.fields, &id), Err(LookupError::NotFound(_))));
}

fn slice(text: &str, range: (usize, usize)) -> String {
    text.chars().skip(range.0).take(range.1 - range.0).collect()
}

fn marked(hit: &Hit) -> Vec<String> {
    hit.highlights.iter().map(|&range| slice(&hit.passage, range)).collect()
}

fn count(archive: &Archive, expr: &str) -> usize {
    archive.ask(expr).len()
}

#[test]
fn a_quote_comes_with_its_passage_speaker_and_places() {
    let archive = archive();
    let hits = archive.ask("speaker:orlova CAFE");
    let hit = &hits[0];
    assert_eq!((hits.len(), hit.kind), (1, HitKind::Direct));
    assert_eq!(hit.quote.as_deref(), Some("“The café bridge stays, whatever Brandt wants,"));
    assert_eq!(hit.passage, bridge().paragraphs[1].text);
    assert_eq!(Some(slice(&hit.passage, hit.quote_in_passage.unwrap())), hit.quote);
    assert_eq!(slice(&bridge().text(), (hit.start, hit.end)), hit.quote.clone().unwrap());
    assert_eq!(marked(hit), ["café"]);
    let speaker = hit.speaker.as_ref().unwrap();
    assert_eq!((speaker.name.as_str(), speaker.mention.as_deref()), ("Ada Orlova", Some("Orlova")));
    assert_eq!(hit.cue.as_deref(), Some("Said"));
    assert_eq!(hit.date.as_deref(), Some("2016-09-20"));
    assert_eq!(hit.article.path.as_deref(), Some("/archive/courier/1.txt"));
    assert_eq!(hit.article.cluster, Story::id(0).to_string()[..16]);
    let named: Vec<&str> = hit.entities.iter().map(|entity| entity.text.as_str()).collect();
    assert_eq!(named, ["Brandt"]);
    let entity = &hit.entities[0];
    assert_eq!(slice(&bridge().text(), (entity.start, entity.end)), "Brandt");
}

#[test]
fn conditions_on_quotes_hold_of_one_quote() {
    let archive = archive();
    assert_eq!(count(&archive, "speaker:orlova said:money"), 0);
    assert_eq!(count(&archive, "speaker:orlova river"), 1, "a bare word may stand in the paragraph");
    assert_eq!(count(&archive, "speaker:orlova said:river"), 0);
    assert_eq!(count(&archive, "speaker:unknown"), 1);
    assert_eq!(count(&archive, "speaker:*"), 1);
    assert_eq!(count(&archive, "-speaker:orlova"), 1, "a negated condition asks for quotes too");
    assert_eq!(count(&archive, "speaker:\"orlova ada\""), 0);
    assert_eq!(count(&archive, "speaker:(orlova ada)"), 1);
    assert_eq!(count(&archive, "confidence:0.9"), 1, "a confidence stored in 32 bits is not lost by rounding");
    assert_eq!(count(&archive, "confidence:<0.9"), 1);
    assert_eq!(count(&archive, "kind:direct,indirect"), 2);
    assert_eq!(count(&archive, "kind:quote -kind:direct"), 1);
    assert_eq!(count(&archive, "cue:said about:brandt"), 1);
}

#[test]
fn conditions_on_the_article_filter_passages_and_quotes() {
    let archive = archive();
    for condition in [
        "title:lindholm",
        "byline:\"mira sand\"",
        "path:courier/",
        "url:courier.example",
        "source:courier",
        "lang:en",
        "lang:en-gb",
        "date:>=2016-09 source:daily",
    ] {
        assert_eq!(count(&archive, &format!("{condition} said:bridge")), 1, "{condition}");
        let passages = archive.ask(&format!("{condition} quay"));
        assert!(
            !passages.is_empty() && passages.iter().all(|hit| hit.article.id == Story::id(0).to_string()),
            "{condition}"
        );
        assert_eq!(count(&archive, &format!("-({condition}) said:bridge")), 0, "{condition}");
    }
    assert_eq!(count(&archive, "lang:e quay"), 0);
    assert_eq!(count(&archive, &format!("id:{} quay", &Story::id(0).to_string()[..8])), 2);
    assert_eq!(count(&archive, &format!("cluster:{} quay", &Story::id(0).to_string()[..16])), 2);
}

#[test]
fn dates_are_whole_periods_and_the_undated_match_none() {
    let archive = archive();
    assert_eq!(count(&archive, "quay date:2016"), 3);
    assert_eq!(count(&archive, "quay date:2016-05"), 1, "an article of which only the year is known may be of May");
    assert_eq!(count(&archive, "quay date:..2015"), 0);
    assert_eq!(count(&archive, "quay date:*"), 3);
    assert_eq!(count(&archive, "quay -date:*"), 1);
    assert_eq!(count(&archive, "mentions:2014-03"), 2, "a day named in March, and a year that has a March");
    assert_eq!(count(&archive, "mentions:2014-04"), 1);
    assert_eq!(count(&archive, "mentions:2015"), 0);
}

#[test]
fn sorting_by_date_puts_the_undated_last() {
    let archive = archive();
    let order = |sort| {
        let request = Request { expr: "*".to_owned(), target: Some(Target::Articles), sort, ..Request::default() };
        archive.hits(&request).into_iter().map(|hit| hit.date).collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::DateAsc), [owned("2016"), owned("2016-09-20"), None]);
    assert_eq!(order(Sort::DateDesc), [owned("2016-09-20"), owned("2016"), None]);
}

#[test]
fn words_of_one_article_are_found_across_passages_and_that_is_said() {
    let archive = archive();
    let request = Request { expr: "ferry money".to_owned(), ..Request::default() };
    let answers = archive.answer(&request);
    assert!(answers.note.as_ref().unwrap().contains("as a whole"));
    let hits: Vec<Hit> = answers.map(|hit| hit.unwrap()).collect();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].kind, HitKind::Passage);
    assert_eq!(marked(&hits[0]).len(), 1);
    assert_eq!(count(&archive, "kind:passage ferry money"), 1);
    assert_eq!(count(&archive, "ferry lindholm"), 0);
}

#[test]
fn the_kind_of_answer_can_be_forced() {
    let archive = archive();
    let kinds = |expr: &str, target| {
        let request = Request { expr: expr.to_owned(), target: Some(target), ..Request::default() };
        archive.hits(&request).into_iter().map(|hit| (hit.kind, hit.passage)).collect::<Vec<_>>()
    };
    assert_eq!(kinds("river", Target::Quotes), [(HitKind::Direct, bridge().paragraphs[1].text.clone())]);
    assert_eq!(kinds("speaker:orlova", Target::Passages), [(HitKind::Passage, bridge().paragraphs[1].text.clone())]);
    assert_eq!(kinds("speaker:*", Target::Articles), [(HitKind::Article, bridge().paragraphs[1].text.clone())]);
    assert_eq!(kinds("quay", Target::Articles).len(), 3);
    assert_eq!(kinds("*", Target::Articles).len(), 3);
}

#[test]
fn the_title_is_a_passage() {
    let hits = archive().ask("lindholm");
    assert_eq!(hits[0].passage, "Quay reopens in Lindholm");
    assert_eq!((hits[0].start, hits[0].end), (0, 0));
    assert_eq!(marked(&hits[0]), ["Lindholm"]);
}

#[test]
fn only_articles_below_the_given_paths_answer() {
    let archive = archive();
    let within = |root: &str| Request { expr: "quay".to_owned(), within: vec![root.to_owned()], ..Request::default() };
    assert_eq!(archive.hits(&within("/archive/courier")).len(), 2);
    assert_eq!(archive.hits(&within("/archive/courier/")).len(), 2);
    assert_eq!(archive.hits(&within("/archive/courier/1.txt")).len(), 2);
    assert_eq!(archive.hits(&within("/archive")).len(), 4);
    assert_eq!(archive.hits(&within("/")).len(), 4);
    assert_eq!(archive.hits(&within("/arch")).len(), 0);
}

#[test]
fn options_mean_what_fields_mean() {
    let archive = archive();
    let request = Request {
        speaker: owned("Ada Orlova"),
        about: owned("Jan Brandt"),
        source: owned("daily courier"),
        kind: owned("direct,mixed"),
        date: owned("2016-03..2016-09"),
        ..Request::default()
    };
    assert_eq!(archive.hits(&request).len(), 1);
    assert_eq!(archive.hits(&Request { expr: "nothing".to_owned(), ..request }).len(), 0);
}

#[test]
fn words_without_letters_are_ignored_and_that_is_said() {
    let archive = archive();
    let request = Request { expr: "quay !!! - ferry…".to_owned(), ..Request::default() };
    assert!(archive.answer(&request).note.unwrap().contains("`!!!`"));
    assert_eq!(count(&archive, "quay !!!"), 4);
}

#[test]
fn operators_are_upper_case_and_marks_of_any_kind_make_phrases() {
    let archive = archive();
    assert_eq!(count(&archive, "lindholm OR ferry"), 3);
    assert_eq!(count(&archive, "lindholm or ferry"), 0);
    assert_eq!(count(&archive, "„quay is“"), 1);
    assert_eq!(count(&archive, "«is quay»"), 0);
    assert_eq!(count(&archive, "+quay NOT open AND -(money OR reopens)"), 1);
    assert_eq!(count(&archive, "grosste"), 1, "the sharp s is folded as the index folds it");
}

#[test]
fn ids_open_articles_quotes_and_passages() {
    let archive = archive();
    let open = |id: &str| lookup(&archive.searcher, &archive.fields, id);
    let id = Story::id(0).to_string();
    let found = open(&id).unwrap();
    assert_eq!((found.article.quotes.len(), found.places.len(), found.span), (2, 1, None));
    for hit in [archive.ask("speaker:orlova"), archive.ask("\"quay is open\"")].concat() {
        let found = open(&hit.id).unwrap();
        let span = found.span.unwrap();
        assert_eq!(span.of(&found.article.text), hit.quote.as_deref().unwrap_or(&hit.passage));
    }
    assert_eq!(open(&id[..6].to_uppercase()).unwrap().article.article_id, id);
    for wrong in ["", "abc", "zzzz", "00000000", ":5", &format!("{id}:7"), &format!("{id}:x"), &format!("{id}0")] {
        assert!(matches!(open(wrong), Err(LookupError::NotFound(_))), "{wrong}");
    }
}

#[test]
fn a_short_id_names_its_candidates() {
    let stories: Vec<Story> = (0..600).map(|_| Story { paragraphs: vec![plain("x")], ..Story::default() }).collect();
    let mut heads: Vec<(String, usize)> = (0..600).map(|at| (Story::id(at).to_string()[..4].to_owned(), at)).collect();
    heads.sort();
    let twins = heads.windows(2).find(|pair| pair[0].0 == pair[1].0).expect("600 ids share some first four digits");
    let archive = Archive::new(&stories, 1000);
    let Err(LookupError::Ambiguous(ids)) = lookup(&archive.searcher, &archive.fields, &twins[0].0) else { panic!() };
    assert!(ids.len() >= 2 && ids.iter().all(|id| id.starts_with(&twins[0].0)));
}

#[test]
fn words_near_one_another_are_found_in_any_order_or_in_one() {
    let archive = archive();
    for (expr, found) in [
        ("bridge w/2 café", 1),
        ("café NEAR/1 bridge", 1),
        ("bridge pre/2 café", 0),
        ("café pre/2 bridge", 1),
        ("said:(café w/1 bridge)", 1),
        ("crossing w/3 (said OR orlova)", 0),
        ("crossing w/5 (ferry OR orlova)", 1),
        ("\"old river\" w/1 crossing", 1),
        ("\"bridge café\"~1", 1),
        ("\"stays café\"~0", 0),
        ("title:(lindholm w/3 reopens)", 4),
        ("ferr?", 0),
        ("f?rry", 2),
        ("*rry", 2),
        ("fery~1", 2),
        ("/(ferry|quays?)/", 6),
        ("speaker:=\"ada orlova\"", 1),
        ("speaker:=Orlova", 0),
        ("source:=\"the daily courier\" kind:direct", 1),
        ("source:=\"daily courier\" kind:direct", 0),
    ] {
        assert_eq!(count(&archive, expr), found, "{expr}");
    }
    assert_eq!(marked(&archive.ask("fery~1")[1]), ["ferry"]);
    assert_eq!(marked(&archive.ask("\"bridge café\"~1 -title:x")[0]), ["café", "bridge"]);
}

#[test]
fn sentences_are_told_apart_and_paragraphs_too() {
    let story = Story {
        title: owned("The lamp. The quay."),
        paragraphs: vec![
            plain("The lamp went out at ten. Mr. Brandt saw it from the quay."),
            plain("A mast broke. Nobody saw it."),
        ],
        ..Story::default()
    };
    let archive = Archive::new(&[story], 1);
    for (expr, found) in [
        ("brandt w/s quay", 1),
        ("lamp w/s quay", 0),
        ("lamp w/p quay", 2),
        ("\"went out\" w/s (ten OR nine)", 1),
        ("quay w/p mast", 0),
        ("title:(lamp w/p quay)", 3),
        ("title:(lamp w/s quay)", 0),
    ] {
        assert_eq!(archive.ask(expr).len(), found, "{expr}");
    }
}

#[test]
fn a_weight_moves_what_has_the_word_up() {
    let story = |text: &str| Story { paragraphs: vec![plain(text)], ..Story::default() };
    let archive = Archive::new(&[story("a mast and a sail"), story("a mast and a rope")], 1);
    let first = |expr: &str| archive.ask(expr)[0].passage.clone();
    assert_eq!(first("sail^5 OR rope"), "a mast and a sail");
    assert_eq!(first("sail OR rope^5"), "a mast and a rope");
}
