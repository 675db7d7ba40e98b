//! Random archives and random queries: the index and a plain reading of the contract give the same answers.

use std::collections::BTreeSet;

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::fixture::{Archive, Paragraph, Speech, Story};
use crate::query::{
    Request, Sort, Target,
    ast::{Ast, Field, Form, KindValue, Leaf, Near, Value, Within},
    dates::{Days, period},
    grammar::MAX_SCANS,
    parse,
};

const WORDS: [&str; 6] = ["alfa", "alba", "beta", "gama", "O'Neil", "U.S."];

fn sentence(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), words).prop_map(|words| words.join(" "))
}

fn speech() -> impl Strategy<Value = Speech> {
    let speaker = option::of(select(vec!["Ada Orlova", "Jan Brandt"]));
    let kind = select(vec!["direct", "mixed", "indirect"]);
    (sentence(1..4), speaker, kind, select(vec![0.25, 0.5, 1.0])).prop_map(|(said, speaker, kind, confidence)| Speech {
        said,
        speaker: speaker.map(str::to_owned),
        kind,
        confidence,
        ..Speech::default()
    })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    (sentence(1..5), vec(speech(), 0..3), option::of(sentence(1..3))).prop_map(|(text, quotes, after)| {
        let said: String = quotes.iter().map(|quote| format!(" “{}”", quote.said)).collect();
        let after = after.map(|text| format!(" {text}")).unwrap_or_default();
        Paragraph { text: text + &said + &after, quotes, ..Paragraph::default() }
    })
}

/// Makes some speech run on over the next paragraphs, to the end of so many of their words.
fn run_on(paragraphs: &mut [Paragraph], runs: &[(usize, usize)]) {
    for &(at, words) in runs {
        let Some((paragraph, next)) = paragraphs.get_mut(at..).and_then(<[_]>::split_first_mut) else { continue };
        let Some(speech) = paragraph.quotes.last_mut() else { continue };
        let Some(begin) = paragraph.text.rfind(&speech.said) else { continue };
        let next: Vec<&str> = next.iter().map(|paragraph| paragraph.text.as_str()).collect();
        let whole = format!("{}\n{}", &paragraph.text[begin..], next.join("\n"));
        let ends = whole.match_indices([' ', '\n']).map(|(end, _)| end).chain([whole.trim_end().len()]);
        let end = ends.filter(|end| *end >= speech.said.len()).nth(words).unwrap_or(whole.trim_end().len());
        whole[..end].clone_into(&mut speech.said);
    }
}

const DATES: [&str; 5] = ["2015", "2015-03", "2015-03-07", "2016-01-01", "2016-12"];

fn story() -> impl Strategy<Value = Story> {
    let date = option::of(select(&DATES[..]));
    let runs = vec((0usize..4, 0usize..12), 0..3);
    (option::of(sentence(1..3)), option::of(sentence(1..2)), date, vec(paragraph(), 1..5), runs).prop_map(
        |(title, source, date, mut paragraphs, runs)| {
            run_on(&mut paragraphs, &runs);
            Story { title, source, date: date.map(str::to_owned), paragraphs, ..Story::default() }
        },
    )
}

fn words() -> impl Strategy<Value = Value> {
    let text = |text: String, form| Value::Text { text, form };
    prop_oneof![
        4 => select(&WORDS[..]).prop_map(move |word| text(word.to_owned(), Form::Word)),
        2 => sentence(1..3).prop_map(move |phrase| text(phrase, Form::Phrase)),
        1 => select(vec!["al", "bet", "gam", "o'ne"]).prop_map(move |word| text(word.to_owned(), Form::Prefix)),
        1 => select(vec!["alfa al", "beta ga"]).prop_map(move |word| text(word.to_owned(), Form::PrefixPhrase)),
        1 => (sentence(2..4), 1u8..4).prop_map(move |(words, n)| text(words, Form::Loose(n))),
        1 => select(vec![("alfa", 1), ("gamma", 1), ("bata", 1), ("albeta", 2)])
            .prop_map(move |(word, n)| text(word.to_owned(), Form::Fuzzy(n))),
        1 => select(vec!["al?a", "*ta", "?e*a", "?am*"]).prop_map(|pattern| Value::Pattern(pattern.to_owned())),
        1 => select(vec!["al[bf]a", "(gama|neil)", ".et.", "s?o"]).prop_map(|pattern| Value::Regex(pattern.to_owned())),
    ]
}

fn days() -> impl Strategy<Value = Value> {
    (option::of(select(&DATES[..])), option::of(select(&DATES[..]))).prop_filter_map("a range", |(from, to)| {
        let days = Days { from: from.map(|d| period(d).unwrap().0), to: to.map(|d| period(d).unwrap().1) };
        let ordered = days.from.zip(days.to).is_none_or(|(from, to)| from <= to);
        (ordered && (days.from.is_some() || days.to.is_some())).then_some(Value::Days(days))
    })
}

fn leaf() -> impl Strategy<Value = Ast> {
    let field = select(vec![Field::Any, Field::Any, Field::Any, Field::Title, Field::Source]);
    let speaker = select(vec!["orlova", "Brandt", "ada"]);
    let word = |text: &str| Value::Text { text: text.to_owned(), form: Form::Word };
    let kinds = select(vec![KindValue::Direct, KindValue::Mixed, KindValue::Indirect, KindValue::Passage]);
    let number = select(vec![0.5, 1.0]);
    prop_oneof![
        8 => (field, words()).prop_map(|(field, value)| Leaf { field, value }),
        2 => days().prop_map(|value| Leaf { field: Field::Date, value }),
        1 => words().prop_map(|value| Leaf { field: Field::Said, value }),
        1 => speaker.prop_map(move |name| Leaf { field: Field::Speaker, value: word(name) }),
        1 => Just(Leaf { field: Field::Speaker, value: Value::Unknown }),
        1 => kinds.prop_map(|kind| Leaf { field: Field::Kind, value: Value::Kind(kind) }),
        1 => number.prop_map(|n| Leaf {
            field: Field::Confidence,
            value: Value::Numbers(std::ops::Bound::Included(n), std::ops::Bound::Unbounded),
        }),
    ]
    .prop_map(Ast::Leaf)
}

/// Words near one another, in the text, the words said or the title.
fn near() -> impl Strategy<Value = Ast> {
    let field = select(vec![Field::Any, Field::Any, Field::Said, Field::Title]);
    let words =
        words().prop_filter("no loose phrase", |value| !matches!(value, Value::Text { form: Form::Loose(_), .. }));
    let step = prop_oneof![(1u16..4).prop_map(Within::Words), (1u16..4).prop_map(Within::After)];
    let steps = prop_oneof![
        4 => vec(step, 2),
        1 => select(vec![Within::Sentence, Within::Paragraph]).prop_map(|step| vec![step; 2]),
    ];
    (field, vec(vec(words, 1..3), 2..4), steps).prop_map(|(field, parts, mut steps)| {
        let leaf = |value| Ast::Leaf(Leaf { field, value });
        let part = |values: Vec<Value>| Ast::or(values.into_iter().map(leaf).collect()).unwrap();
        steps.truncate(parts.len() - 1);
        Ast::Near(Near { parts: parts.into_iter().map(part).collect(), steps })
    })
}

fn ast() -> impl Strategy<Value = Ast> {
    let any = prop_oneof![12 => leaf(), 3 => near(), 1 => Just(Ast::All)].prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 2..4).prop_map(|parts| Ast::and(parts).unwrap()),
            2 => vec(inner.clone(), 2..4).prop_map(|parts| Ast::or(parts).unwrap()),
            1 => inner.clone().prop_map(|part| Ast::Not(Box::new(part))),
            1 => (inner, 1u16..200).prop_map(|(part, tenths)| Ast::Boost(Box::new(part), tenths)),
        ]
    });
    any.prop_filter("refused: more scans than a query may ask for", |ast| {
        ast.to_string().matches(['*', '?', '~', '/']).count() <= MAX_SCANS
    })
}

/// What is searched: a passage or a quote of a story.
struct Unit<'s> {
    story: &'s Story,
    at: usize,
    start: usize,
    /// The passage, or those that the quote touches.
    texts: Vec<&'s str>,
    quote: Option<&'s Speech>,
}

fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn letters_apart(a: &[char], b: &[char]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([x, a1 @ ..], [y, b1 @ ..]) => {
            let changed = letters_apart(a1, b1) + usize::from(x != y);
            let mut least = changed.min(letters_apart(a1, b) + 1).min(letters_apart(a, b1) + 1);
            if let ([p, q, a2 @ ..], [r, s, b2 @ ..]) = (a, b)
                && (p, q) == (s, r)
            {
                least = least.min(letters_apart(a2, b2) + 1);
            }
            least
        }
    }
}

fn fits(pattern: &[char], word: &[char]) -> bool {
    match (pattern, word) {
        ([], rest) => rest.is_empty(),
        (['*', rest @ ..], word) => (0..=word.len()).any(|n| fits(rest, &word[n..])),
        ([p, rest @ ..], [w, word @ ..]) => (*p == '?' || p == w) && fits(rest, word),
        _ => false,
    }
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// First and last word of each place where the value stands in a row.
fn places(text: &[String], value: &Value) -> Vec<(usize, usize)> {
    let wanted = match value {
        Value::Text { text, .. } => tokens(text),
        _ => vec![String::new()],
    };
    let last = wanted.len() - 1;
    let is = |i: usize, word: &String| match value {
        Value::Pattern(pattern) => fits(&chars(pattern), &chars(word)),
        Value::Regex(pattern) => regex::Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(word),
        Value::Text { form: Form::Fuzzy(n), .. } => letters_apart(&chars(&wanted[i]), &chars(word)) <= usize::from(*n),
        Value::Text { form: Form::Prefix | Form::PrefixPhrase, .. } if i == last => word.starts_with(&wanted[i]),
        _ => *word == wanted[i],
    };
    let rows = text.windows(wanted.len()).enumerate();
    rows.filter(|(_, row)| row.iter().enumerate().all(|(i, word)| is(i, word))).map(|(at, _)| (at, at + last)).collect()
}

fn has(text: &str, value: &Value) -> bool {
    let text = tokens(text);
    let Value::Text { text: wanted, form: Form::Loose(n) } = value else { return !places(&text, value).is_empty() };
    let mut wanted = tokens(wanted);
    wanted.sort();
    let holds = |window: &[String]| {
        let mut left = window.to_vec();
        wanted.iter().all(|word| left.iter().position(|other| other == word).map(|at| left.remove(at)).is_some())
    };
    let width = (wanted.len() + usize::from(*n)).min(text.len());
    width > 0 && text.windows(width).any(holds)
}

/// Whether some choice of one place a part is near enough, step by step.
fn chained(text: &str, near: &Near) -> bool {
    let text = tokens(text);
    let of = |part: &Ast| {
        let mut found = Vec::new();
        part.visit(&mut |leaf, _| found.extend(places(&text, &leaf.value)));
        found
    };
    let parts: Vec<_> = near.parts.iter().map(of).collect();
    fn from(at: (usize, usize), parts: &[Vec<(usize, usize)>], steps: &[Within]) -> bool {
        let ([next, parts @ ..], [step, steps @ ..]) = (parts, steps) else { return true };
        next.iter().any(|&place| {
            let (after, before) = (place.0 as isize - at.1 as isize, at.0 as isize - place.1 as isize);
            let near = match *step {
                Within::Words(n) => (1..=n as isize).contains(&after) || (1..=n as isize).contains(&before),
                Within::After(n) => (1..=n as isize).contains(&after),
                Within::Sentence | Within::Paragraph => true,
            };
            near && from(place, parts, steps)
        })
    }
    parts[0].iter().any(|&place| from(place, &parts[1..], &near.steps))
}

impl Unit<'_> {
    fn holds_near(&self, near: &Near) -> bool {
        let mut field = Field::Any;
        near.parts[0].visit(&mut |leaf, _| field = leaf.field);
        // No text here has a stop, so each is one sentence.
        match field {
            Field::Title => self.story.title.as_deref().is_some_and(|title| chained(title, near)),
            Field::Said => self.said_near(near),
            _ => self.texts.iter().any(|text| chained(text, near)) || self.said_near(near),
        }
    }

    fn said_near(&self, near: &Near) -> bool {
        let Some(quote) = self.quote else { return false };
        // No sentence goes over the end of a paragraph.
        if near.steps.first() == Some(&Within::Sentence) {
            return quote.said.lines().any(|line| chained(line, near));
        }
        chained(&quote.said, near)
    }

    fn holds(&self, leaf: &Leaf) -> bool {
        let value = &leaf.value;
        let in_quote = |test: &dyn Fn(&Speech) -> bool| self.quote.is_some_and(test);
        match leaf.field {
            Field::Any => self.texts.iter().any(|text| has(text, value)) || in_quote(&|quote| has(&quote.said, value)),
            Field::Said => in_quote(&|quote| has(&quote.said, value)),
            Field::Title => self.story.title.as_deref().is_some_and(|title| has(title, value)),
            Field::Source => self.story.source.as_deref().is_some_and(|source| has(source, value)),
            Field::Speaker if *value == Value::Unknown => in_quote(&|quote| quote.speaker.is_none()),
            Field::Speaker => in_quote(&|quote| quote.speaker.as_deref().is_some_and(|name| has(name, value))),
            Field::Confidence => in_quote(&|quote| match value {
                Value::Numbers(std::ops::Bound::Included(least), _) => quote.confidence >= *least,
                _ => true,
            }),
            Field::Kind => match value {
                Value::Kind(KindValue::Passage) => self.quote.is_none(),
                Value::Kind(kind) => in_quote(&|quote| quote.kind == kind.name()),
                _ => self.quote.is_some(),
            },
            Field::Date => match (value, &self.story.date) {
                (Value::Days(days), Some(date)) => days.overlap(period(date).unwrap()),
                _ => false,
            },
            other => panic!("not made by these strategies: {other:?}"),
        }
    }
}

fn holds(ast: &Ast, test: &dyn Fn(&Leaf) -> bool, near: &dyn Fn(&Near) -> bool) -> bool {
    match ast {
        Ast::All => true,
        Ast::Leaf(leaf) => test(leaf),
        Ast::And(parts) => parts.iter().all(|part| holds(part, test, near)),
        Ast::Or(parts) => parts.iter().any(|part| holds(part, test, near)),
        Ast::Not(part) => !holds(part, test, near),
        Ast::Near(wanted) => near(wanted),
        Ast::Boost(part, _) => holds(part, test, near),
    }
}

fn units(stories: &[Story], quotes: bool) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    for (at, story) in stories.iter().enumerate() {
        if let (Some(title), false) = (&story.title, quotes) {
            out.push(Unit { story, at, start: 0, texts: vec![title], quote: None });
        }
        let placed = story.placed();
        if !quotes {
            for (start, paragraph) in placed {
                out.push(Unit { story, at, start, texts: vec![&paragraph.text], quote: None });
            }
            continue;
        }
        for (start, quote) in story.speeches() {
            let end = start + quote.said.len();
            let touched = placed.iter().filter(|(at, of)| start < at + of.text.len() && *at < end);
            let texts = touched.map(|(_, paragraph)| paragraph.text.as_str()).collect();
            out.push(Unit { story, at, start, texts, quote: Some(quote) });
        }
    }
    out
}

/// Hit ids, sorted, that the contract asks for.
fn expected(stories: &[Story], ast: &Ast, quotes: bool) -> Vec<String> {
    let units = units(stories, quotes);
    let hits = units.iter().filter(|unit| holds(ast, &|leaf| unit.holds(leaf), &|near| unit.holds_near(near)));
    let mut ids: Vec<String> = hits.map(|unit| format!("{}:{}", Story::id(unit.at), unit.start)).collect();
    ids.sort();
    ids
}

/// Articles that hold the words as a whole.
fn expected_whole(stories: &[Story], ast: &Ast) -> BTreeSet<String> {
    let mut wanted = 0;
    ast.visit(&mut |leaf, positive| wanted += usize::from(positive && leaf.is_of_passages()));
    if wanted < 2 || holds(ast, &|_| false, &|_| false) {
        return BTreeSet::new();
    }
    let units = units(stories, false);
    let of = |at: usize| units.iter().filter(move |unit| unit.at == at);
    let whole = |at: &usize| {
        holds(ast, &|leaf| of(*at).any(|unit| unit.holds(leaf)), &|near| of(*at).any(|unit| unit.holds_near(near)))
    };
    let shown = |at: &usize| {
        let mut any = false;
        ast.visit(&mut |leaf, positive| {
            any |= positive && leaf.is_of_passages() && of(*at).any(|unit| unit.holds(leaf));
        });
        any
    };
    (0..stories.len()).filter(whole).filter(shown).map(|at| Story::id(at).to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_a_plain_reading(
        stories in vec(story(), 1..6),
        per_segment in 1usize..4,
        asts in vec(ast(), 6),
    ) {
        let archive = Archive::new(&stories, per_segment);
        for ast in asts {
            let request = Request { expr: ast.to_string(), ..Request::default() };
            let quotes = ast.any(Leaf::is_of_quotes);
            let answers = archive.answer(&request);
            prop_assert_eq!(answers.target, if quotes { Target::Quotes } else { Target::Passages });
            let widened = answers.note.is_some();
            let mut found: Vec<String> = answers.map(|hit| hit.unwrap().id).collect();
            found.sort();
            let expected = expected(&stories, &ast, quotes);
            if expected.is_empty() && !quotes {
                let whole = expected_whole(&stories, &ast);
                let found: BTreeSet<String> = found.iter().map(|id| id[..32].to_owned()).collect();
                prop_assert_eq!(widened, !whole.is_empty());
                prop_assert_eq!(found, whole, "{}", ast);
            } else {
                prop_assert!(!widened);
                prop_assert_eq!(found, expected, "{}", ast);
            }
        }
    }

    #[test]
    fn order_and_limit_do_not_depend_on_segments(stories in vec(story(), 1..6), ast in ast(), limit in 1usize..4) {
        let (one, many) = (Archive::new(&stories, 100), Archive::new(&stories, 1));
        for sort in [Sort::Relevance, Sort::DateAsc, Sort::DateDesc] {
            for target in [None, Some(Target::Quotes), Some(Target::Passages), Some(Target::Articles)] {
                let all = Request { expr: ast.to_string(), sort, target, ..Request::default() };
                let whole = one.hits(&all);
                prop_assert_eq!(&whole, &many.hits(&all));
                let cut = many.hits(&Request { limit: Some(limit), ..all });
                prop_assert_eq!(&whole[..limit.min(whole.len())], &cut[..]);
            }
        }
    }

    #[test]
    fn a_printed_query_reads_back_as_the_same(ast in ast()) {
        let printed = ast.to_string();
        let read = parse(&printed).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read, ast, "{}", printed);
    }

    #[test]
    fn what_can_be_read_can_be_printed_and_read(parts in vec(select(&PARTS[..]), 0..12)) {
        let input: String = parts.concat();
        if let Ok(ast) = parse(&input) {
            let printed = ast.to_string();
            let again = parse(&printed).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(again, ast, "{} -> {}", input, printed);
        }
    }

    #[test]
    fn no_string_is_too_much(input in "\\PC{0,80}") {
        if let Err(error) = parse(&input) {
            prop_assert!(input.get(error.span.clone()).is_some());
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

const PARTS: [&str; 54] = [
    " ",
    " ",
    " ",
    " ",
    "a",
    "bc*",
    "\"c d\"",
    "“e fg*”",
    "«h»",
    "(",
    ")",
    " OR ",
    " AND ",
    " NOT ",
    "-",
    "+",
    "speaker:",
    "speaker:unknown",
    "date:2015..",
    "date:<2015-03",
    "kind:direct,mixed",
    "confidence:>0.5",
    "conf",
    "*",
    "!!!",
    "title:(",
    "U.S.",
    "10:30",
    "http://a.b/c",
    "lang:en",
    "id:3fa9",
    "mentions:2014",
    "é",
    "--",
    " w/3 ",
    " PRE/2 ",
    " near/4 ",
    " w/s ",
    "~",
    "~2",
    "^2",
    "^0.5",
    "harbour~1",
    "\"a b\"~3",
    "/mi.*/",
    "w?rd",
    "noo?*",
    "//pi",
    "\"c*\"~3",
    "??*=",
    "*rd",
    "speaker:=",
    "=\"Ada O\"",
    "why?",
];
