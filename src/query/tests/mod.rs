//! What a user relies on, asked of small indexes of invented news.

mod asking;
mod copies;
mod fixture;
mod hostile;
mod model;
mod speed;
