//! Persons' names taken apart and compared.

use crate::lexicon::{self, word};

/// Short and long forms of first names that may stand for one another.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("abby", "abigail"),
    ("al", "albert"),
    ("alex", "alexander"),
    ("alex", "alexandra"),
    ("andy", "andrew"),
    ("barb", "barbara"),
    ("ben", "benjamin"),
    ("bernie", "bernard"),
    ("beth", "elizabeth"),
    ("bill", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("cathy", "catherine"),
    ("charlie", "charles"),
    ("chris", "christopher"),
    ("chris", "christine"),
    ("chuck", "charles"),
    ("dan", "daniel"),
    ("danny", "daniel"),
    ("dave", "david"),
    ("deb", "deborah"),
    ("debbie", "deborah"),
    ("dick", "richard"),
    ("don", "donald"),
    ("doug", "douglas"),
    ("ed", "edward"),
    ("eddie", "edward"),
    ("fred", "frederick"),
    ("gabe", "gabriel"),
    ("gerry", "gerald"),
    ("greg", "gregory"),
    ("hank", "henry"),
    ("harry", "harold"),
    ("jack", "john"),
    ("jake", "jacob"),
    ("jeff", "jeffrey"),
    ("jen", "jennifer"),
    ("jerry", "gerald"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("joe", "joseph"),
    ("joey", "joseph"),
    ("johnny", "john"),
    ("jon", "jonathan"),
    ("josh", "joshua"),
    ("kate", "katherine"),
    ("kathy", "katherine"),
    ("ken", "kenneth"),
    ("larry", "lawrence"),
    ("liz", "elizabeth"),
    ("maggie", "margaret"),
    ("matt", "matthew"),
    ("meg", "margaret"),
    ("mick", "michael"),
    ("mike", "michael"),
    ("nate", "nathan"),
    ("ned", "edward"),
    ("nick", "nicholas"),
    ("pat", "patricia"),
    ("pat", "patrick"),
    ("peggy", "margaret"),
    ("pete", "peter"),
    ("phil", "philip"),
    ("ray", "raymond"),
    ("rich", "richard"),
    ("rick", "richard"),
    ("rob", "robert"),
    ("ron", "ronald"),
    ("ronnie", "ronald"),
    ("sam", "samuel"),
    ("sam", "samantha"),
    ("sandy", "sandra"),
    ("steve", "stephen"),
    ("steve", "steven"),
    ("sue", "susan"),
    ("ted", "edward"),
    ("ted", "theodore"),
    ("tim", "timothy"),
    ("tom", "thomas"),
    ("tony", "anthony"),
    ("vicky", "victoria"),
    ("vince", "vincent"),
    ("will", "william"),
    ("zach", "zachary"),
];

/// Whether `lower` stands behind a last name ("Jr.").
#[must_use]
pub fn is_suffix(lower: &str) -> bool {
    matches!(lower, "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "iv" | "," | "esq" | "esq.")
}

/// The words without what stands behind the last name.
#[must_use]
pub fn bare<'w, 's>(words: &'w [&'s str]) -> &'w [&'s str] {
    let mut end = words.len();
    while end > 1 && is_suffix(words[end - 1]) {
        end -= 1;
    }
    &words[..end]
}

/// The last name's last word.
#[must_use]
pub fn last_name<'s>(words: &[&'s str]) -> Option<&'s str> {
    bare(words).last().copied()
}

/// Which of those who share a name it is, as it is printed behind it: "jr", "sr", "iii".
#[must_use]
pub fn generation<'s>(words: &[&'s str]) -> Option<&'s str> {
    let last = words.last()?.trim_end_matches('.');
    matches!(last, "jr" | "sr" | "ii" | "iii" | "iv").then_some(last)
}

/// Whether two names in full (two words or more, lower case) are likely one person's: one holds the other, or last
/// names agree, first names agree or may stand for one another, and no middle names conflict. A father and a son of one name
/// are told by [`generation`], which is not looked at here.
#[must_use]
pub fn same_person(a: &[&str], b: &[&str]) -> bool {
    let (a, b) = (bare(a), bare(b));
    if a.len() < 2 || b.len() < 2 {
        return false;
    }
    holds(a, b) || holds(b, a) || (a.last() == b.last() && first_agree(a[0], b[0]) && middles_agree(a, b))
}

/// Whether `short` (two words or more) stands at the front or the end of `long`.
fn holds(long: &[&str], short: &[&str]) -> bool {
    long.starts_with(short) || long.ends_with(short)
}

fn first_agree(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.len() == 2 && short.ends_with('.') && long.starts_with(&short[..1]);
    a == b
        || initial(a, b)
        || initial(b, a)
        || SHORT_FORMS.iter().any(|(short, long)| (a == *short && b == *long) || (b == *short && a == *long))
}

fn middles_agree(a: &[&str], b: &[&str]) -> bool {
    let (a, b) = (&a[1..a.len() - 1], &b[1..b.len() - 1]);
    a.is_empty() || b.is_empty() || a.iter().zip(b).all(|(x, y)| first_agree(x, y))
}

/// Where a short form (a last name with particles, a first or middle name) stands in a full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// A first or middle name.
    Inner,
    /// The last name, with its particles or without.
    Last,
}

/// How the short form fits the full name, if it does.
#[must_use]
pub fn fit(short: &[&str], full: &[&str]) -> Option<Fit> {
    let (short, full) = (bare(short), bare(full));
    if short.is_empty() || short.len() >= full.len() {
        return None;
    }
    if full.ends_with(short) {
        return Some(Fit::Last);
    }
    let [only] = short else { return None };
    let parts_of_last = full.last().is_some_and(|last| last.contains('-') && last.split('-').any(|part| part == *only));
    let last_particle = lexicon::word_bits(*only) & word::PARTICLE != 0;
    if last_particle {
        return None;
    }
    (parts_of_last || full[..full.len() - 1].contains(only)).then_some(Fit::Inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let words = |name: &'static str| name.split(' ').collect::<Vec<_>>();
        let leak = |name: &str| -> &'static str { Box::leak(name.to_owned().into_boxed_str()) };
        same_person(&words(leak(a)), &words(leak(b)))
    }

    #[test]
    fn forms_of_one_full_name_are_one_person() {
        assert!(same("igor t. orlov", "igor orlov") && same("i. orlov", "igor orlov"));
        assert!(same("bill marsh", "william marsh") && same("ada orlova jr.", "ada orlova"));
        assert!(same("luis ignacio lima da costa", "lima da costa"));
    }

    #[test]
    fn two_with_one_last_name_stay_two() {
        assert!(!same("ada orlova", "vera orlova") && !same("john a. marsh", "john b. marsh"));
        assert!(!same("ada orlova", "ada lind"));
    }

    #[test]
    fn short_forms_fit() {
        let full = ["jan", "van", "der", "berg"];
        assert_eq!(fit(&["van", "der", "berg"], &full), Some(Fit::Last));
        assert_eq!(fit(&["berg"], &full), Some(Fit::Last));
        assert_eq!(fit(&["jan"], &full), Some(Fit::Inner));
        assert_eq!(fit(&["van"], &full), None);
        assert_eq!(fit(&["orr"], &["lena", "orr-lind"]), Some(Fit::Inner));
    }
}
