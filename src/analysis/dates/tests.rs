//! Placeholder until the fixtures are read.
