//! Where the log's batches lie.
//!
//! A trait, so that tests can put a shelf that fails in the place of the store: no entry on
//! the shelf, no answer (D15).

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;

use surrealdb::types::{Bytes, Object, RecordId, SurrealValue, Value};
use surrealdb::{Connection, Surreal};

use super::embedded::Write;
use super::query::{field, run, run_once, values};
use super::rows::Key;
use super::{Store, StoreError, own_entries};
use crate::environment::Environment;

pub(super) const BATCH: &str = "log_batch";
pub(super) const PAYLOAD: &str = "log_payload";
const HEAD: &str = "log_head";

/// A batch of entries that becomes durable at once or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The index of the first entry.
    pub first: u64,
    /// The commitments, one after another, each of [`crate::log::COMMITMENT_LENGTH`] bytes.
    pub commitments: Vec<u8>,
    /// The salts, 32 bytes each.
    pub salts: Vec<u8>,
    /// The payloads, each after its length as four bytes, big-endian.
    pub payloads: Vec<u8>,
    /// How many entries.
    pub count: u32,
    /// The root of the tree after the batch.
    pub root: [u8; 32],
    /// The compact frontier of the tree after the batch.
    pub frontier: Vec<u8>,
    /// The latest time in the log so far, in microseconds UTC.
    pub last_time: i64,
    /// Whose entries are in it, and of which local day, for the way in by username.
    pub owners: BTreeSet<(String, String)>,
}

/// The end of the log as the shelf has it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LogHead {
    /// How many entries.
    pub size: u64,
    /// The latest time in it, in microseconds UTC.
    pub last_time: i64,
    /// The compact frontier; empty for an empty log.
    pub frontier: Vec<u8>,
}

/// A batch as it is read back for verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBatch {
    /// The index of the first entry.
    pub first: u64,
    /// How many entries it says it has.
    pub count: u32,
    /// The commitments.
    pub commitments: Vec<u8>,
    /// The root it says the tree had after it.
    pub root: Vec<u8>,
    /// Salts and payloads, unless they were erased after their time.
    pub content: Option<StoredContent>,
}

impl StoredContent {
    /// The payloads one by one, as far as they read.
    pub fn payloads(&self) -> impl Iterator<Item = &[u8]> {
        split_payloads(&self.payloads)
    }
}

/// Payloads, each after its length as four bytes, one by one as far as they read.
pub(super) fn split_payloads(payloads: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = payloads;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (payload, after) = after.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        rest = after;
        Some(payload)
    })
}

/// What lies apart from a batch's commitments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredContent {
    /// The salts, 32 bytes each.
    pub salts: Vec<u8>,
    /// The payloads, each after its length as four bytes, big-endian.
    pub payloads: Vec<u8>,
    /// The latest time in the log up to the end of the batch, in microseconds UTC.
    pub last_time: i64,
}

/// The keys of the rows that lead to a batch by username.
fn owner_keys(owners: &BTreeSet<(String, String)>, first: i64) -> impl Iterator<Item = Vec<String>> {
    owners
        .iter()
        .map(move |(username, day)| own_entries::key(username, day, first))
}

/// What makes a batch durable, as part of a transaction. CREATE, not UPSERT: a second writer's
/// batch at the same place fails the whole transaction instead of replacing what was acknowledged.
pub(super) const APPEND: &str = "CREATE $batch SET count = $count, commitments = $commitments, root = $root RETURN NONE; \
    CREATE $payload SET last_time = $last_time, salts = $salts, payloads = $payloads RETURN NONE; \
    UPSERT log_head:head SET size = $size, last_time = $last_time, frontier = $frontier RETURN NONE;";

/// The values that [`APPEND`] needs.
pub(super) fn batch_values(batch: Batch) -> Object {
    let first = i64::try_from(batch.first).unwrap_or(i64::MAX);
    let size = first.saturating_add(i64::from(batch.count));
    values([
        ("batch", RecordId::new(BATCH, first).into_value()),
        ("payload", RecordId::new(PAYLOAD, first).into_value()),
        ("count", i64::from(batch.count).into_value()),
        ("commitments", Bytes::from(batch.commitments).into_value()),
        ("root", Bytes::from(batch.root.to_vec()).into_value()),
        ("last_time", batch.last_time.into_value()),
        ("salts", Bytes::from(batch.salts).into_value()),
        ("payloads", Bytes::from(batch.payloads).into_value()),
        ("size", size.into_value()),
        ("frontier", Bytes::from(batch.frontier).into_value()),
    ])
}

/// A place for the log. One writer at a time.
pub trait LogShelf: Send + Sync + 'static {
    /// Makes a batch and the new head durable, in one commit.
    fn append(&self, batch: Batch) -> impl Future<Output = Result<(), StoreError>> + Send;
    /// The end of the log.
    fn find_head(&self) -> impl Future<Output = Result<LogHead, StoreError>> + Send;
    /// The root of the tree when it had `size` entries, if a batch ended there.
    fn find_root(&self, size: u64) -> impl Future<Output = Result<Option<[u8; 32]>, StoreError>> + Send;
    /// Up to `limit` batches from the one that begins at `first`, in order.
    fn list_batches(
        &self,
        first: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<StoredBatch>, StoreError>> + Send;
    /// Whether something can be made durable where the log lies. Touches nothing of the log.
    fn try_write(&self) -> impl Future<Output = Result<(), StoreError>> + Send {
        async { Ok(()) }
    }
}

/// The log of one environment in the store.
#[derive(Debug)]
pub struct StoreShelf<C: Connection>(pub Arc<Store<C>>, pub Environment);

impl<C: Connection> LogShelf for StoreShelf<C> {
    async fn append(&self, batch: Batch) -> Result<(), StoreError> {
        let first = i64::try_from(batch.first).unwrap_or(i64::MAX);
        let size = first.saturating_add(i64::from(batch.count));
        if let Some(embedded) = &self.0.embedded {
            let owners = owner_keys(&batch.owners, first).map(|key| Write::upsert(own_entries::TABLE, key));
            let owners: Vec<Write> = owners.collect();
            let rows = [
                Write::create(BATCH, first)
                    .with("count", i64::from(batch.count))
                    .with("commitments", batch.commitments)
                    .with("root", batch.root.to_vec()),
                Write::create(PAYLOAD, first)
                    .with("last_time", batch.last_time)
                    .with("payloads", batch.payloads)
                    .with("salts", batch.salts),
                Write::upsert(HEAD, "head")
                    .with("frontier", batch.frontier)
                    .with("last_time", batch.last_time)
                    .with("size", size),
            ];
            return embedded.write(self.1, rows.into_iter().chain(owners)).await;
        }
        let owners = owner_keys(&batch.owners, first).map(|key| {
            let mut row = Object::new();
            row.insert("id", Key::Parts(key).of(own_entries::TABLE));
            Value::Object(row)
        });
        let owners = Value::Array(owners.collect());
        let mut bound = batch_values(batch);
        bound.insert("owners", owners);
        let sql = format!("BEGIN; {APPEND} INSERT IGNORE INTO own_entry $owners RETURN NONE; COMMIT");
        run_once(self.0.register(self.1), &sql, bound).await?;
        Ok(())
    }

    async fn find_head(&self) -> Result<LogHead, StoreError> {
        head_in(self.0.register(self.1)).await
    }

    async fn find_root(&self, size: u64) -> Result<Option<[u8; 32]>, StoreError> {
        root_in(self.0.register(self.1), size).await
    }

    async fn list_batches(&self, first: u64, limit: u32) -> Result<Vec<StoredBatch>, StoreError> {
        batches_in(self.0.register(self.1), first, limit).await
    }

    async fn try_write(&self) -> Result<(), StoreError> {
        self.0.try_write().await
    }
}

/// The end of the log that lies in a database.
pub(super) async fn head_in<C: Connection>(db: &Surreal<C>) -> Result<LogHead, StoreError> {
    let mut results = run(db, "SELECT * FROM ONLY log_head:head", Object::new()).await?;
    let row: Option<Object> = results.take(0)?;
    let Some(mut row) = row else {
        return Ok(LogHead::default());
    };
    let size: i64 = field(HEAD, &mut row, "size")?;
    let frontier: Bytes = field(HEAD, &mut row, "frontier")?;
    Ok(LogHead {
        size: u64::try_from(size).unwrap_or(0),
        last_time: field(HEAD, &mut row, "last_time")?,
        frontier: frontier.to_vec(),
    })
}

/// The root that the log in a database had at a size.
pub(super) async fn root_in<C: Connection>(
    db: &Surreal<C>,
    size: u64,
) -> Result<Option<[u8; 32]>, StoreError> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    // The batch that ends at `size` is the last one that begins before it.
    let sql = "SELECT record::id(id) AS first, count, root FROM log_batch:..$size ORDER BY id DESC LIMIT 1";
    let sql = sql.replace("$size", &size.to_string());
    let mut results = run(db, &sql, Object::new()).await?;
    let row: Option<Object> = results.take(0)?;
    let Some(mut row) = row else { return Ok(None) };
    let first: i64 = field(BATCH, &mut row, "first")?;
    let count: i64 = field(BATCH, &mut row, "count")?;
    let root: Bytes = field(BATCH, &mut row, "root")?;
    if first + count != size {
        return Ok(None);
    }
    Ok(<[u8; 32]>::try_from(root.as_ref()).ok())
}

/// Batches of the log in a database.
pub(super) async fn batches_in<C: Connection>(
    db: &Surreal<C>,
    first: u64,
    limit: u32,
) -> Result<Vec<StoredBatch>, StoreError> {
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT record::id(id) AS first, count, commitments, root FROM log_batch:{first}.. LIMIT {limit}"
    );
    let rows: Vec<Object> = run(db, &sql, Object::new()).await?.take(0)?;
    let is_last_page = rows.len() < limit as usize;
    let mut batches = BTreeMap::new();
    for mut row in rows {
        let first: i64 = field(BATCH, &mut row, "first")?;
        let count: i64 = field(BATCH, &mut row, "count")?;
        let commitments: Bytes = field(BATCH, &mut row, "commitments")?;
        let root: Bytes = field(BATCH, &mut row, "root")?;
        let batch = StoredBatch {
            first: u64::try_from(first).unwrap_or(0),
            count: u32::try_from(count).unwrap_or(0),
            commitments: commitments.to_vec(),
            root: root.to_vec(),
            content: None,
        };
        batches.insert(first, batch);
    }
    // Up to the end of the page, and to the end of the table on the last one, so that
    // content without its batch is seen, too.
    let end = match batches.last_key_value() {
        Some((last, _)) if !is_last_page => format!("={last}"),
        _ => String::new(),
    };
    let sql =
        format!("SELECT record::id(id) AS first, salts, payloads, last_time FROM log_payload:{first}..{end}");
    let rows: Vec<Object> = run(db, &sql, Object::new()).await?.take(0)?;
    for mut row in rows {
        let first: i64 = field(PAYLOAD, &mut row, "first")?;
        let salts: Bytes = field(PAYLOAD, &mut row, "salts")?;
        let payloads: Bytes = field(PAYLOAD, &mut row, "payloads")?;
        let content = StoredContent {
            salts: salts.to_vec(),
            payloads: payloads.to_vec(),
            last_time: field(PAYLOAD, &mut row, "last_time")?,
        };
        // Without a batch: one that has no commitments, which no reader takes for sound.
        let batch = batches.entry(first).or_insert_with(|| StoredBatch {
            first: u64::try_from(first).unwrap_or(0),
            count: 0,
            commitments: Vec::new(),
            root: Vec::new(),
            content: None,
        });
        batch.content = Some(content);
    }
    Ok(batches.into_values().collect())
}
