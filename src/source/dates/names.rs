//! The names of months and weekdays.

/// Months by their English, German, French, Spanish, Italian, Dutch or Portuguese names or the abbreviations of these,
/// and by their Swedish, Danish, Polish, Czech, Russian, Ukrainian, Greek, Turkish, Hungarian, Romanian and Indonesian names
/// as they stand in a day.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "ocak",
        "ledna",
        "január",
        "ianuarie",
        "ιανουαρίου",
        "січня",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "enero",
        "gennaio",
        "januari",
        "janeiro",
        "stycznia",
        "января",
    ],
    &[
        "february",
        "şubat",
        "února",
        "február",
        "februarie",
        "φεβρουαρίου",
        "лютого",
        "feb",
        "februar",
        "février",
        "fevrier",
        "febrero",
        "febbraio",
        "februari",
        "fevereiro",
        "lutego",
        "февраля",
    ],
    &[
        "march",
        "mart",
        "března",
        "március",
        "martie",
        "marts",
        "maret",
        "μαρτίου",
        "березня",
        "mar",
        "märz",
        "maerz",
        "mrz",
        "mars",
        "marzo",
        "maart",
        "março",
        "marca",
        "марта",
    ],
    &[
        "april",
        "nisan",
        "dubna",
        "április",
        "aprilie",
        "απριλίου",
        "квітня",
        "apr",
        "avril",
        "abril",
        "aprile",
        "avr",
        "kwietnia",
        "апреля",
    ],
    &[
        "may",
        "mayıs",
        "května",
        "május",
        "μαΐου",
        "травня",
        "mai",
        "mayo",
        "maggio",
        "mei",
        "maio",
        "maj",
        "maja",
        "мая",
    ],
    &[
        "june",
        "haziran",
        "června",
        "június",
        "iunie",
        "ιουνίου",
        "червня",
        "jun",
        "juni",
        "juin",
        "junio",
        "giugno",
        "junho",
        "czerwca",
        "июня",
    ],
    &[
        "july",
        "temmuz",
        "července",
        "július",
        "iulie",
        "ιουλίου",
        "липня",
        "jul",
        "juli",
        "juillet",
        "julio",
        "luglio",
        "julho",
        "juil",
        "lipca",
        "июля",
    ],
    &[
        "august",
        "ağustos",
        "srpna",
        "augusztus",
        "agustus",
        "αυγούστου",
        "серпня",
        "aug",
        "août",
        "aout",
        "agosto",
        "augustus",
        "augusti",
        "sierpnia",
        "августа",
    ],
    &[
        "september",
        "eylül",
        "září",
        "szeptember",
        "septembrie",
        "σεπτεμβρίου",
        "вересня",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "settembre",
        "setembro",
        "września",
        "сентября",
    ],
    &[
        "october",
        "ekim",
        "října",
        "október",
        "octombrie",
        "οκτωβρίου",
        "жовтня",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "października",
        "октября",
    ],
    &[
        "november",
        "kasım",
        "listopadu",
        "noiembrie",
        "νοεμβρίου",
        "листопада",
        "nov",
        "novembre",
        "noviembre",
        "novembro",
        "listopada",
        "ноября",
    ],
    &[
        "december",
        "aralık",
        "prosince",
        "desember",
        "decembrie",
        "δεκεμβρίου",
        "грудня",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "grudnia",
        "декабря",
    ],
];

/// Weekdays from Monday on, in the languages of most archives.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "montag", "lundi", "lunes", "lunedì", "maandag", "понедельник"],
    &["tuesday", "dienstag", "mardi", "martes", "martedì", "dinsdag", "вторник"],
    &["wednesday", "mittwoch", "mercredi", "miércoles", "mercoledì", "woensdag", "среда"],
    &["thursday", "donnerstag", "jeudi", "jueves", "giovedì", "donderdag", "четверг"],
    &["friday", "freitag", "vendredi", "viernes", "venerdì", "vrijdag", "пятница"],
    &["saturday", "samstag", "samedi", "sábado", "sabato", "zaterdag", "суббота"],
    &["sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "воскресенье"],
];

/// Whether a word is the name of a month.
pub(in crate::source) fn is_month(word: &str) -> bool {
    month_name(word).is_some()
}

/// The number of a month by its name in a language that is known, or its abbreviation.
pub(in crate::source) fn month_name(word: &str) -> Option<i8> {
    if word.len() < 3 || word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    number(&MONTHS, &word.to_lowercase(), |name, word| name == word)
}

/// The number of a weekday, from 1 for Monday on, by its whole name or its first three to five letters.
pub(in crate::source) fn weekday(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    number(&WEEKDAYS, &word, |name, word| name == word || (3..=5).contains(&word.len()) && name.starts_with(word))
}

/// Whether a word may be the name of a weekday, be it of two letters.
pub(in crate::source) fn is_weekday(word: &str) -> bool {
    let is_short = |names: &[&str]| names.iter().any(|name| name.starts_with(&word.to_lowercase()));
    weekday(word).is_some() || (word.len() == 2 && WEEKDAYS.iter().any(|names| is_short(names)))
}

fn number<const N: usize>(names: &[&[&str]; N], word: &str, is: impl Fn(&str, &str) -> bool) -> Option<i8> {
    let at = names.iter().position(|names| names.iter().any(|name| is(name, word)))?;
    i8::try_from(at + 1).ok()
}
