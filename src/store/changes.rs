//! The change log in the store: entries that wait for their place in the tree, the tree's shelf,
//! and the ways to an entry.
//!
//! An entry is written in the transaction of the act that it tells of ([`Waiting`]), so neither
//! stands without the other. The writer takes what waits, and the transaction that puts entries
//! into the tree takes them from the queue: a crash in between neither loses nor doubles one.

mod reading;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use surrealdb::Connection;
use surrealdb::types::{Array, Bytes, Object, RecordId, SurrealValue, Value};

use super::embedded::Write;
use super::log_shelf::{APPEND, batch_values, batches_in, head_in, root_in, split_payloads};
use super::query::{field, run, values};
use super::rows::Key as RowKey;
use super::{Batch, LogHead, LogShelf, Store, StoreError, StoredBatch};
use crate::log::{Change, EntryError, Subject};
use crate::permit::Key;

pub use reading::ChangeFilter;

const WAITING: &str = "change_waiting";
const WAY: &str = "change_way";

/// An entry that goes into the store with the act that it tells of.
#[derive(Clone, PartialEq, Eq)]
pub struct Waiting {
    id: String,
    time: i64,
    place: i64,
    payload: Vec<u8>,
}

impl Waiting {
    /// An entry as it waits. Of two with the same time, that with the lower `place` comes first.
    ///
    /// # Errors
    /// [`EntryError::TooLong`].
    pub fn new(change: &Change, place: u64) -> Result<Self, EntryError> {
        Ok(Self {
            id: id_text(change.id),
            time: change.time_micros,
            place: i64::try_from(place).unwrap_or(i64::MAX),
            payload: change.encode()?,
        })
    }

    /// When it happened, in microseconds UTC.
    #[must_use]
    pub fn time_micros(&self) -> i64 {
        self.time
    }

    /// The entry's bytes, taken out.
    #[must_use]
    pub fn into_payload(self) -> Vec<u8> {
        self.payload
    }

    /// The same row for the engine's own transaction.
    pub(super) fn into_write(self) -> Write {
        Write::create(WAITING, self.id.as_str())
            .with("time", self.time)
            .with("place", self.place)
            .with("payload", self.payload)
    }

    fn row(&self) -> Value {
        let mut row = Object::new();
        row.insert("id", RecordId::new(WAITING, self.id.as_str()));
        row.insert("time", self.time);
        row.insert("place", self.place);
        row.insert("payload", Bytes::from(self.payload.clone()));
        Value::Object(row)
    }
}

impl std::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Waiting")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

fn id_text(id: [u8; 16]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Binds entries to a transaction, and gives the statement that writes them in it.
pub(super) fn with_entries(bound: &mut Object, entries: &[Waiting]) -> &'static str {
    if entries.is_empty() {
        return "";
    }
    let rows: Vec<Value> = entries.iter().map(Waiting::row).collect();
    bound.insert("entries", Value::Array(Array::from(rows)));
    "INSERT INTO change_waiting $entries RETURN NONE; "
}

/// The same, where the entries belong to an act only if the rows in `name` are not empty.
pub(super) fn if_any(name: &str, insert: &str) -> String {
    if insert.is_empty() {
        String::new()
    } else {
        format!("IF array::len({name}) > 0 {{ {insert} }};")
    }
}

/// A row of the trail that the change log has replaced.
#[derive(Clone, Debug)]
pub struct OldAuditRow {
    id: RecordId,
    /// When.
    pub time: DateTime<Utc>,
    /// Which username, if it was known.
    pub username: Option<Key>,
    /// What, as a code.
    pub event: String,
    /// Further data as JSON.
    pub detail: String,
}

impl<C: Connection> Store<C> {
    /// Writes entries whose act has no transaction of its own.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_changes(&self, entries: &[Waiting]) -> Result<(), StoreError> {
        let mut bound = Object::new();
        let sql = with_entries(&mut bound, entries);
        if !sql.is_empty() {
            run(&self.directory, sql, bound).await?;
        }
        Ok(())
    }

    /// Writes an entry that an interrupted act may have written already, and that has not left the
    /// queue since.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_change_once(&self, entry: &Waiting) -> Result<(), StoreError> {
        let mut bound = Object::new();
        with_entries(&mut bound, std::slice::from_ref(entry));
        let sql = "INSERT IGNORE INTO change_waiting $entries RETURN NONE";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }

    /// The entries that have waited longest.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_waiting_changes(&self, limit: u32) -> Result<Vec<Waiting>, StoreError> {
        let sql = "SELECT record::id(id) AS key, time, place, payload FROM change_waiting \
                   ORDER BY time, place LIMIT $limit";
        let bound = values([("limit", i64::from(limit).into_value())]);
        let rows: Vec<Object> = run(&self.directory, sql, bound).await?.take(0)?;
        rows.into_iter()
            .map(|mut row| {
                let payload: Bytes = field(WAITING, &mut row, "payload")?;
                Ok(Waiting {
                    id: field(WAITING, &mut row, "key")?,
                    time: field(WAITING, &mut row, "time")?,
                    place: field(WAITING, &mut row, "place")?,
                    payload: payload.to_vec(),
                })
            })
            .collect()
    }

    /// How many entries wait.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_waiting_changes(&self) -> Result<u64, StoreError> {
        super::rows::count(&self.directory, WAITING).await
    }

    /// The oldest rows of the trail that the change log has replaced.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_old_audit_rows(&self, limit: u32) -> Result<Vec<OldAuditRow>, StoreError> {
        let sql = "SELECT id, time, username, event, detail FROM audit ORDER BY time LIMIT $limit";
        let bound = values([("limit", i64::from(limit).into_value())]);
        let rows: Vec<Object> = run(&self.directory, sql, bound).await?.take(0)?;
        rows.into_iter()
            .map(|mut row| {
                let time: i64 = field("audit", &mut row, "time")?;
                let username: Option<String> = field("audit", &mut row, "username")?;
                Ok(OldAuditRow {
                    id: field("audit", &mut row, "id")?,
                    time: DateTime::from_timestamp_micros(time).unwrap_or_default(),
                    username: username.and_then(|username| Key::parse(&username).ok()),
                    event: field("audit", &mut row, "event")?,
                    detail: field("audit", &mut row, "detail")?,
                })
            })
            .collect()
    }

    /// Puts entries in the place of rows of the old trail: all or nothing.
    ///
    /// # Errors
    /// What the database says.
    pub async fn replace_audit_rows(
        &self,
        rows: Vec<OldAuditRow>,
        entries: &[Waiting],
    ) -> Result<(), StoreError> {
        let ids: Vec<Value> = rows.into_iter().map(|row| row.id.into_value()).collect();
        let mut bound = values([("rows", Value::Array(Array::from(ids)))]);
        let insert = with_entries(&mut bound, entries);
        let sql = format!("BEGIN; {insert} DELETE $rows RETURN NONE; COMMIT");
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }
}

/// The change log's tree in the store.
#[derive(Debug)]
pub struct ChangeShelf<C: Connection>(pub Arc<Store<C>>);

impl<C: Connection> LogShelf for ChangeShelf<C> {
    /// With the batch go the ways to its entries, and its entries leave the queue.
    async fn append(&self, batch: Batch) -> Result<(), StoreError> {
        let mut ways = Vec::new();
        let mut taken = Vec::new();
        for (payload, number) in split_payloads(&batch.payloads).zip(batch.first..) {
            let change = Change::decode(payload).map_err(unreadable)?;
            taken.push(RecordId::new(WAITING, id_text(change.id)).into_value());
            ways.extend(ways_to(&change, number, batch.first));
        }
        let mut bound = batch_values(batch);
        bound.insert("ways", Value::Array(Array::from(ways)));
        bound.insert("taken", Value::Array(Array::from(taken)));
        let sql = format!(
            "BEGIN; {APPEND} INSERT INTO change_way $ways RETURN NONE; DELETE $taken RETURN NONE; COMMIT"
        );
        run(&self.0.directory, &sql, bound).await?;
        Ok(())
    }

    async fn find_head(&self) -> Result<LogHead, StoreError> {
        head_in(&self.0.directory).await
    }

    async fn find_root(&self, size: u64) -> Result<Option<[u8; 32]>, StoreError> {
        root_in(&self.0.directory, size).await
    }

    async fn list_batches(&self, first: u64, limit: u32) -> Result<Vec<StoredBatch>, StoreError> {
        batches_in(&self.0.directory, first, limit).await
    }

    async fn try_write(&self) -> Result<(), StoreError> {
        self.0.try_write().await
    }
}

impl<C: Connection> ChangeShelf<C> {
    /// Whether the ways to a batch's entries are those that follow from the entries.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_ways(&self, batch: &StoredBatch) -> Result<bool, StoreError> {
        let mut expected = Vec::new();
        let content = batch.content.as_ref();
        let payloads = content.into_iter().flat_map(|content| content.payloads());
        for (payload, number) in payloads.zip(batch.first..) {
            let change = Change::decode(payload).map_err(unreadable)?;
            expected.extend(ways_to(&change, number, batch.first));
        }
        let ids: Vec<Value> = expected
            .iter()
            .filter_map(|row| match row {
                Value::Object(row) => row.get("id").cloned(),
                _ => None,
            })
            .collect();
        let bound = values([("ids", Value::Array(Array::from(ids)))]);
        let found: Vec<Value> = run(&self.0.directory, "SELECT * FROM $ids", bound)
            .await?
            .take(0)?;
        Ok(found == expected)
    }

    /// How many ways there are to entries, and how many there must be to a batch's.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_ways(&self) -> Result<u64, StoreError> {
        super::rows::count(&self.0.directory, WAY).await
    }
}

/// How many ways lead to the entries of a batch.
///
/// # Errors
/// [`StoreError::Unreadable`].
pub fn ways_of(batch: &StoredBatch) -> Result<u64, StoreError> {
    let mut count = 0;
    let content = batch.content.as_ref();
    for payload in content.into_iter().flat_map(|content| content.payloads()) {
        let change = Change::decode(payload).map_err(unreadable)?;
        count += ways_to(&change, 0, 0).len();
    }
    Ok(u64::try_from(count).unwrap_or(u64::MAX))
}

fn unreadable(error: EntryError) -> StoreError {
    StoreError::Unreadable {
        table: "log_payload",
        reason: error.to_string(),
    }
}

/// A number as part of a key: as wide as the widest, so that keys are ordered by it.
fn number_text(number: u64) -> String {
    format!("{number:020}")
}

/// The rows by which an entry is found.
fn ways_to(change: &Change, number: u64, batch: u64) -> Vec<Value> {
    let subject = subject_key(&change.subject);
    let mut ways = vec![("log", "changes".to_owned())];
    ways.extend(change.actor.clone().map(|actor| ("actor", actor)));
    ways.extend((!subject.is_empty()).then(|| ("subject", subject.clone())));
    ways.extend(
        change
            .organisation
            .clone()
            .map(|organisation| ("organisation", organisation)),
    );
    let numbered = ways
        .into_iter()
        .map(|(way, of)| RowKey::parts(&[way, &of, &number_text(number)]));
    // Without the number: the same entry a second time fails the whole transaction.
    let once = RowKey::parts(&["entry", &id_text(change.id)]);
    numbered
        .chain([once])
        .map(|key| {
            let mut row = Object::new();
            row.insert("id", key.of(WAY));
            row.insert("batch", i64::try_from(batch).unwrap_or(i64::MAX));
            row.insert("time", change.time_micros);
            row.insert("act", change.act.code());
            row.insert("actor", change.actor.clone().unwrap_or_default());
            row.insert("subject", subject.clone());
            row.insert("organisation", change.organisation.clone().unwrap_or_default());
            Value::Object(row)
        })
        .collect()
}

/// A subject as a way has it: kind and key, or nothing.
fn subject_key(subject: &Subject) -> String {
    match subject.parts() {
        ("none", _) => String::new(),
        (kind, key) => format!("{kind}:{key}"),
    }
}
