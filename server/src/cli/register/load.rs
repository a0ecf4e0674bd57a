//! Writing records into a register, batch by batch, whatever makes them.

use luotain::environment::Environment;
use luotain::register::RegisterRecord;
use luotain::register::exchange::Counts;
use luotain::store::{Records, Store};

/// How many records one transaction takes.
pub(super) const BATCH: usize = 2_000;

/// Writes all records, each batch whole or not at all, and tells after each batch how far it is.
/// Memory does not grow with their number.
///
/// # Errors
/// What the store says; the batches before are written then.
pub(super) async fn load(
    store: &Store,
    environment: Environment,
    records: impl Iterator<Item = RegisterRecord>,
    mut progress: impl FnMut(&Counts),
) -> anyhow::Result<Counts> {
    let mut loaded = Counts::default();
    let mut batch = Records::default();
    for record in records {
        loaded.count(&record);
        batch.push(record);
        if batch.len() >= BATCH {
            store.create_records(environment, &batch, None).await?;
            batch = Records::default();
            progress(&loaded);
        }
    }
    store.create_records(environment, &batch, None).await?;
    progress(&loaded);
    Ok(loaded)
}
