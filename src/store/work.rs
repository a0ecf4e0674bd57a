//! Counting the store's work, so that tests can hold two queries against each other.
//!
//! Where the kind of an answer would give something away, the work behind the answers must be equal
//! (design.md, rule 3). Clocks are a poor witness of that; statements and rows are a good one.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static WORK: Cell<Work>;
}

/// What the store did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Calls of the database.
    pub calls: u64,
    /// Rows that came back.
    pub rows: u64,
}

/// Runs a future and tells what the store did for it. Work that the future hands to other tasks is
/// not seen.
pub async fn counted<F: Future>(future: F) -> (F::Output, Work) {
    WORK.scope(Cell::default(), async {
        let output = future.await;
        (output, WORK.with(Cell::get))
    })
    .await
}

/// Counts a call of the database.
pub(super) fn called() {
    add(Work { calls: 1, rows: 0 });
}

/// Counts rows that came back.
pub(super) fn read(rows: usize) {
    add(Work {
        calls: 0,
        rows: u64::try_from(rows).unwrap_or(u64::MAX),
    });
}

fn add(more: Work) {
    // Nobody counts outside of `counted`, and that is no failure.
    let _ = WORK.try_with(|work| {
        let done = work.get();
        work.set(Work {
            calls: done.calls + more.calls,
            rows: done.rows + more.rows,
        });
    });
}
