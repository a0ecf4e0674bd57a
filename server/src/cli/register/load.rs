//! Writing records into a register, batch by batch, whatever makes them.
//!
//! Four threads work side by side: one makes the records, one words them as rows, one packs the rows, and
//! the caller's task writes. What lies between them is bounded, so memory does not grow with the number
//! of records.

use std::sync::mpsc as blocking;

use luotain::register::RegisterRecord;
use luotain::register::exchange::Counts;
use luotain::store::{Prepared, Preparer, Records, SharedRows, Store, StoreError, Worded};
use tokio::sync::mpsc;

/// How many records one transaction takes.
pub(super) const BATCH: usize = 2_000;
/// How many batches wait before a thread, at the most.
const WAITING: usize = 2;

/// A batch on its way, with what is in it.
type Of<T> = (Counts, Result<T, StoreError>);

/// Writes all records as `preparer` makes them ready, each batch whole or not at all and after the one
/// before it, and tells after each batch how far it is. The first error ends it, and with it the threads.
///
/// # Errors
/// What the store says; the batches before are written then.
pub(super) async fn load<I>(
    store: &Store,
    preparer: Preparer,
    records: I,
    progress: impl FnMut(&Counts),
) -> anyhow::Result<Counts>
where
    I: Iterator<Item = RegisterRecord> + Send + 'static,
{
    let (made, batches) = blocking::sync_channel(WAITING);
    let (worded, rows) = blocking::sync_channel(WAITING);
    let (ready, prepared) = mpsc::channel(WAITING);
    let making = tokio::task::spawn_blocking(move || make(records, &made));
    let wording = tokio::task::spawn_blocking(move || word(preparer, &batches, &worded));
    let packing = tokio::task::spawn_blocking(move || pack(preparer, &rows, &ready));
    // Whatever comes of it, what is left waiting is dropped with the channel, and the threads end.
    let loaded = write(store, prepared, progress).await;
    making.await?;
    wording.await?;
    packing.await?;
    loaded
}

/// Puts records together in batches, until there are no more or nobody takes them.
fn make(records: impl Iterator<Item = RegisterRecord>, made: &blocking::SyncSender<Records>) {
    let mut batch = Records::default();
    for record in records {
        batch.push(record);
        if batch.len() >= BATCH && made.send(std::mem::take(&mut batch)).is_err() {
            return;
        }
    }
    // An error means that the load has ended before, and its cause is told there.
    let _ = made.send(batch);
}

/// Words batches in their order, until nobody takes them.
fn word(
    preparer: Preparer,
    batches: &blocking::Receiver<Records>,
    worded: &blocking::SyncSender<Of<Worded>>,
) {
    // Every batch is written after those before it, and none after one that failed.
    let mut written = SharedRows::default();
    for batch in batches {
        let rows = preparer.word(&batch, Some(&mut written));
        if worded.send((batch.counts(), rows)).is_err() {
            return;
        }
    }
}

/// Packs batches in their order, until nobody takes them.
fn pack(preparer: Preparer, worded: &blocking::Receiver<Of<Worded>>, ready: &mpsc::Sender<Of<Prepared>>) {
    for (counts, rows) in worded {
        let prepared = rows.and_then(|rows| preparer.pack(rows));
        if ready.blocking_send((counts, prepared)).is_err() {
            return;
        }
    }
}

async fn write(
    store: &Store,
    mut prepared: mpsc::Receiver<Of<Prepared>>,
    mut progress: impl FnMut(&Counts),
) -> anyhow::Result<Counts> {
    let mut loaded = Counts::default();
    while let Some((counts, batch)) = prepared.recv().await {
        store.write_prepared(batch?, None).await?;
        loaded += counts;
        progress(&loaded);
    }
    Ok(loaded)
}
