//! Which language a text is in, told by its words: what records declare is often the language of a template.

use std::borrow::Cow;

use whatlang::Lang;

/// Bytes of a text that are looked at.
const SAMPLE: usize = 2000;

/// Letters that a text must have for anything but its declaration to be believed.
const ENOUGH: usize = 120;

/// English words of which every text has many, and no other language most.
const ENGLISH: [u32; 16] = {
    const WORDS: [&str; 16] =
        ["the", "and", "of", "to", "in", "that", "for", "is", "was", "on", "with", "said", "as", "he", "it", "by"];
    let (mut numbers, mut n) = ([0; WORDS.len()], 0);
    while n < WORDS.len() {
        let Some(number) = packed(WORDS[n]) else { panic!("a word has at most four letters") };
        numbers[n] = number;
        n += 1;
    }
    numbers
};

/// A word of at most four ASCII letters in lower case, as a number; none for another.
const fn packed(word: &str) -> Option<u32> {
    let (bytes, mut number, mut n) = (word.as_bytes(), 0, 0);
    if bytes.len() > 4 {
        return None;
    }
    while n < bytes.len() {
        number = number << 8 | bytes[n].to_ascii_lowercase() as u32;
        n += 1;
    }
    Some(number)
}

/// The runs of letters in a text.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[run(rest, false)..];
        let (word, after) = rest.split_at(run(rest, true));
        rest = after;
        (!word.is_empty()).then_some(word)
    })
}

/// Bytes at the beginning of a text whose characters are all letters, or all none.
#[inline]
fn run(text: &str, letters: bool) -> usize {
    let (bytes, wanted) = (text.as_bytes(), if letters { Class::Letter } else { Class::Sign });
    let mut at = 0;
    loop {
        while at < bytes.len() && CLASSES[usize::from(bytes[at])] == wanted {
            at += 1;
        }
        if bytes.get(at).is_none_or(u8::is_ascii) {
            return at;
        }
        match text[at..].chars().next() {
            Some(c) if c.is_alphabetic() == letters => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// What a byte of a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Sign,
    /// Of a character beyond ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let (mut classes, mut byte) = ([Class::Wide; 256], 0);
    while byte < 128 {
        classes[byte] = if (byte as u8).is_ascii_alphabetic() { Class::Letter } else { Class::Sign };
        byte += 1;
    }
    classes
};

/// The language of an article: told where its text is long enough to be sure, else as declared.
///
/// A declaration that agrees is kept as it is printed (`en-GB` says more than `en`).
pub(super) fn of(text: &str, declared: Option<String>) -> Option<String> {
    let Some(told) = told(text) else { return declared };
    match declared.as_deref().and_then(primary) {
        Some(primary) if primary == told => declared,
        _ => Some(told.to_owned()),
    }
}

/// The ISO 639 code of the language that a text is in, if that is sure.
pub(super) fn told(text: &str) -> Option<&'static str> {
    let sample = sample(text);
    if sample.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count() < ENOUGH {
        return None;
    }
    if is_english(sample) {
        return Some("en");
    }
    if may_be_english(sample) || is_table(sample) {
        return None;
    }
    let info = whatlang::detect(sample)?;
    (info.is_reliable() && info.confidence() > 0.9).then(|| code(info.lang()))
}

/// The beginning of a text, cut between letters.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether so many words are English function words that it must be English: all but a few texts of an English archive,
/// and a hundredth of the work of telling languages apart.
fn is_english(text: &str) -> bool {
    let (mut words, mut hits, mut kinds) = (0_usize, 0_usize, 0_u32);
    for word in words_of(text) {
        words += 1;
        if let Some(at) = packed(word).and_then(|word| ENGLISH.iter().position(|known| *known == word)) {
            hits += 1;
            kinds |= 1 << at;
        }
    }
    let telling = kinds & 0b11 != 0 && kinds.count_ones() >= 4;
    telling && hits * 100 > words * 14
}

/// Whether words that only English has stand there now and then: a headline and an abstract have few of them.
fn may_be_english(text: &str) -> bool {
    const OWN: [&str; 9] = ["the", "and", "said", "with", "that", "for", "from", "which", "has"];
    let (mut words, mut hits) = (0_usize, 0_usize);
    for word in words_of(text) {
        words += 1;
        hits += usize::from(OWN.iter().any(|own| own.eq_ignore_ascii_case(word)));
    }
    hits * 100 > words * 4
}

/// Whether so much of it is digits that it is a table of results, which is in no language.
fn is_table(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let all = text.chars().filter(|c| c.is_alphanumeric()).count();
    digits * 8 > all
}

/// The two-letter code where there is one, as records have it.
fn code(lang: Lang) -> &'static str {
    const SHORT: [(&str, &str); 40] = [
        ("eng", "en"),
        ("deu", "de"),
        ("fra", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "no"),
        ("fin", "fi"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("hun", "hu"),
        ("ron", "ro"),
        ("bul", "bg"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("slv", "sl"),
        ("ell", "el"),
        ("tur", "tr"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("heb", "he"),
        ("ara", "ar"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("tha", "th"),
        ("vie", "vi"),
        ("ind", "id"),
    ];
    let long = lang.code();
    SHORT.iter().find(|(three, _)| *three == long).map_or(long, |(_, two)| two)
}

/// The first part of a language tag in lower case, if it names a language: `en` of `en-GB`, `en_US` and `English`.
fn primary(tag: &str) -> Option<Cow<'_, str>> {
    let first = tag.trim().split(['-', '_', ' ', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let code = match first.as_str() {
        "english" | "eng" => "en",
        "german" | "deutsch" | "deu" | "ger" => "de",
        "french" | "fra" | "fre" => "fr",
        "spanish" | "spa" => "es",
        "und" | "mul" | "zxx" => return None,
        other if (2..=3).contains(&other.len()) && other.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            return Some(Cow::Owned(first));
        }
        _ => return None,
    };
    Some(Cow::Borrowed(code))
}

/// Whether a language tag, such as [`Article::lang`](crate::article::Article::lang), names another language than
/// English: there are rules of speech for English alone.
#[must_use]
pub fn is_foreign(tag: &str) -> bool {
    primary(tag).is_some_and(|primary| primary != "en")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH_TEXT: &str = "Ilka Brandt said on Monday that the ferry to the island would stay in service, and that she had told the \
        council so in a letter it received last week. It was read out in the hall by her deputy.";
    const GERMAN_TEXT: &str = "Ilka Brandt sagte am Montag, die Fähre zur Insel bleibe in Betrieb, und sie habe das dem Rat in einem Brief \
        mitgeteilt, den er in der vergangenen Woche erhalten habe. Verlesen wurde er von ihrem Stellvertreter.";

    #[test]
    fn the_words_outweigh_the_declaration_and_agreement_keeps_it() {
        let of = |text: &str, declared: &str| of(text, Some(declared.to_owned())).unwrap();
        assert_eq!(of(ENGLISH_TEXT, "en_GB"), "en_GB");
        assert_eq!(of(ENGLISH_TEXT, "de"), "en");
        assert_eq!(of(GERMAN_TEXT, "en-US"), "de");
        assert_eq!(of(GERMAN_TEXT, "x-default"), "de");
        assert_eq!(super::of(GERMAN_TEXT, None).as_deref(), Some("de"));
    }

    #[test]
    fn short_texts_and_tables_are_what_they_are_declared_to_be() {
        assert_eq!(of("Die Fähre bleibt.", None), None);
        assert_eq!(of("Die Fähre bleibt.", Some("de".to_owned())).as_deref(), Some("de"));
        let earnings = "Shr profit 10 cts vs loss seven cts. Net profit 286,870 vs loss 156,124. Revs 10.0 mln vs 7,577,207. Avg shrs 2,800,000 vs 2,700,000";
        assert_eq!(of(earnings, None), None);
        let table = "Brandt 3, Dahl 4; Lind 12, Okonjo 7; ".repeat(20);
        assert_eq!(of(&table, Some("en".to_owned())).as_deref(), Some("en"));
    }

    #[test]
    fn words_are_runs_of_letters_of_any_script() {
        let texts = ["", " ", "a", "a b", "Ähre, d’or: 東京 x1y\u{301}z", "é", "“é”", "naïve—Straße!", "١٢ب", "end é"];
        for text in texts.map(str::to_owned).into_iter().chain([texts.concat(), texts.join("é")]) {
            let plain: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
            assert_eq!(words_of(&text).collect::<Vec<_>>(), plain, "{text:?}");
        }
        assert_eq!([packed("The"), packed("é"), packed("said,")], [packed("the"), packed("é"), None]);
    }

    #[test]
    fn tags_of_all_spellings_are_understood() {
        for tag in ["en", "en-GB", "EN_us", "English", "eng", "und", "x-default", ""] {
            assert!(!is_foreign(tag), "{tag}");
        }
        for tag in ["de", "fr-CA", "German", "zu"] {
            assert!(is_foreign(tag), "{tag}");
        }
    }
}
