//! Where speech stands and who could be speaking: quote marks paired into stretches, the words round them classed, the
//! possible speakers found.

pub mod asides;
pub mod candidates;
pub mod lexemes;
pub mod marks;
pub mod papers;
pub mod scene;
mod setoff;
pub mod shares;
mod singles;
pub mod words;

pub use candidates::{Candidate, Kind, Pronoun};
pub use marks::{Ending, Stretch, stretches};
pub use scene::Scene;
pub use words::Class;
