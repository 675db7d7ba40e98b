//! Full-text search over news archives that knows who said what.
//!
//! The rooms, in the order in which data flows through them:
//! [`source`] reads a dump and yields [`article`]s; [`text`] cuts them into paragraphs, sentences and tokens;
//! [`analysis`] finds entities, dates and quotes with their speakers, helped by the word lists of [`lexicon`];
//! [`pipeline`] runs all that in parallel; [`index`] keeps the result; [`names`] says which
//! names are one person's; [`query`] asks it; [`render`] prints answers.
//! [`cli`] and [`commands`] are what the binary adds. `ARCHITECTURE.md` is the tour.
#![deny(missing_docs)]

pub mod analysis;
pub mod article;
pub mod cli;
pub mod commands;
pub mod index;
pub mod lexicon;
pub mod names;
pub mod pipeline;
pub mod query;
pub mod render;
pub mod source;
pub mod text;
