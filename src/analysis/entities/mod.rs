//! Who and what is named: a tagger finds the names, `names` makes one entity of the forms of one name.

pub mod tagger;
