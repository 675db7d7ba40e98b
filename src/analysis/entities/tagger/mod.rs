//! The tagger: an averaged perceptron that reads left to right and gives each token a tag, begin, inside, last or
//! only word of a person, organisation, place or other name, or none.
//!
//! Training (workspace member `training`) and use share everything but the weights: [`features`] says what the
//! tagger looks at, [`decode`] walks, [`model`] keeps weights; [`score`] is how use sums them.

pub mod decode;
pub mod facts;
pub mod features;
pub mod model;
pub mod score;

use crate::analysis::EntityKind;

/// Number of tags.
pub const TAGS: usize = 17;

/// The kinds in the order of their tags.
pub const KINDS: [EntityKind; 4] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Misc];

/// A token's place in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// First of several words.
    Begin,
    /// Between first and last.
    Inside,
    /// Last of several.
    Last,
    /// The only one.
    Only,
}

/// A tag: 0 outside of names, else `1 + 4 * kind + part`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tag(pub u8);

impl Tag {
    /// Outside of names.
    pub const OUT: Self = Self(0);

    /// The tag of a part of a name of kind number `kind` in [`KINDS`].
    #[must_use]
    pub fn new(kind: usize, part: Part) -> Self {
        Self(1 + 4 * kind as u8 + part as u8)
    }

    /// Number of the kind in [`KINDS`], if it is within a name.
    #[must_use]
    pub fn kind(self) -> Option<usize> {
        (self.0 > 0).then(|| usize::from(self.0 - 1) / 4)
    }

    /// Whether the name goes on with the next token.
    #[must_use]
    pub const fn is_open(self) -> bool {
        self.0 > 0 && (self.0 - 1) % 4 < 2
    }

    /// Whether a name starts here.
    #[must_use]
    pub const fn starts(self) -> bool {
        self.0 > 0 && matches!((self.0 - 1) % 4, 0 | 3)
    }

    /// Whether `self` may follow `before`.
    #[must_use]
    pub const fn may_follow(self, before: Self) -> bool {
        if before.is_open() {
            self.0 > 0 && (self.0 - 1) / 4 == (before.0 - 1) / 4 && !self.starts()
        } else {
            self.0 == 0 || self.starts()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_go_on_and_end() {
        let tag = |part| Tag::new(1, part);
        assert!(tag(Part::Begin).may_follow(Tag::OUT) && tag(Part::Last).may_follow(tag(Part::Begin)));
        assert!(!tag(Part::Last).may_follow(Tag::OUT) && !Tag::OUT.may_follow(tag(Part::Inside)));
        assert!(!Tag::new(2, Part::Last).may_follow(tag(Part::Begin)));
        assert!(tag(Part::Only).may_follow(tag(Part::Last)));
    }
}
