//! Word lists and the gazetteer: data files with a loader; each list has a test of its own invariants.
