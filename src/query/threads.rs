//! Searches the parts of an index side by side.

use std::sync::LazyLock;

use tantivy::{
    Executor, Searcher,
    collector::Collector,
    query::{EnableScoring, Query},
};

/// Documents below which one thread is done before others have begun.
const MANY: u64 = 50_000;

/// Threads that search, each a part of the index; one if that is all the machine has, or if they cannot be had.
static THREADS: LazyLock<Executor> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let several = (cores > 1).then(|| Executor::multi_thread(cores, "search-").ok()).flatten();
    several.unwrap_or_else(Executor::single_thread)
});

/// Searches the parts of a large index side by side. What is found does not depend on it: parts are put together in order.
pub(super) fn on_all_cores<C: Collector>(
    searcher: &Searcher,
    query: &dyn Query,
    collector: &C,
) -> tantivy::Result<C::Fruit> {
    if searcher.segment_readers().len() < 2 || searcher.num_docs() < MANY {
        return searcher.search(query, collector);
    }
    let scoring = if collector.requires_scoring() {
        EnableScoring::enabled_from_searcher(searcher)
    } else {
        EnableScoring::disabled_from_searcher(searcher)
    };
    searcher.search_with_executor(query, collector, &THREADS, scoring)
}
