//! What the repositories of the register share: rows written together, keys made of parts, and
//! records kept by data group.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::ops::Bound;

use serde_json::value::RawValue;
use surrealdb::types::{Object, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};
use surrealdb::{Connection, Surreal};

use super::embedded::{Encoded, Place, RowKey, Write as Put};
use super::packed::{self, Stored};
use super::query::{field, from_json, run, run_once, unreadable, values};
use super::{Store, StoreError, addresses, persons, work};
use crate::environment::Environment;
use crate::register::Grouped;

/// The key of a row. May hold an identity code or a name, so it has no debug form.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// One text: an identifier.
    Text(String),
    /// Several texts, by which rows are ordered and found in ranges.
    Parts(Vec<String>),
}

impl Key {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn parts(parts: &[&str]) -> Self {
        Self::Parts(parts.iter().map(|part| (*part).to_owned()).collect())
    }

    /// Its texts in their order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Parts(parts) => parts.as_slice(),
        }
        .iter()
        .map(String::as_str)
    }

    /// The key of a row as the query language gives it.
    fn of_row(table: &'static str, row: &Object) -> Result<Self, StoreError> {
        match row.get("id") {
            Some(Value::RecordId(RecordId {
                key: RecordIdKey::String(text),
                ..
            })) => Ok(Self::Text(text.clone())),
            Some(Value::RecordId(RecordId {
                key: RecordIdKey::Array(parts),
                ..
            })) => {
                let parts = parts.iter().map(|part| match part {
                    Value::String(text) => Ok(text.clone()),
                    _ => Err(misshapen(table)),
                });
                parts.collect::<Result<_, _>>().map(Self::Parts)
            }
            _ => Err(misshapen(table)),
        }
    }

    /// The record of a table under this key.
    pub(super) fn of(self, table: &'static str) -> RecordId {
        RecordId::new(table, self.into_key())
    }

    /// The key as the database has it.
    pub(super) fn into_key(self) -> RecordIdKey {
        match self {
            Self::Text(text) => RecordIdKey::String(text),
            Self::Parts(parts) => RecordIdKey::Array(parts.into_iter().map(Value::String).collect()),
        }
    }
}

impl From<Key> for RowKey {
    fn from(key: Key) -> Self {
        match key {
            Key::Text(text) => Self::from(text.as_str()),
            Key::Parts(parts) => Self::from(parts),
        }
    }
}

/// The texts of a row by the names of their fields.
pub(super) type Fields = BTreeMap<&'static str, String>;

/// A row with its fields.
type NewRow = (Key, Fields);

/// Rows that a load has written and need not write again: streets and postcodes, of which each building
/// would write its own once more. Only where the rows of earlier batches are in the store before those
/// of a later one.
#[derive(Default)]
pub struct SharedRows(HashSet<(&'static str, Key)>);

impl SharedRows {
    /// How many are remembered; a nation has some fifty thousand streets and postcodes.
    const MOST: usize = 200_000;

    /// Whether the row is not remembered yet; it is from now on.
    fn is_new(&mut self, table: &'static str, key: &Key) -> bool {
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        self.0.insert((table, key.clone()))
    }
}

/// Rows for several tables, written in one transaction: all of them or none. Every field is text.
#[derive(Default)]
pub(super) struct Inserts {
    /// Rows that must not be there yet.
    new: BTreeMap<&'static str, Vec<NewRow>>,
    /// Rows that are nothing but their key and may be there already.
    shared: BTreeMap<&'static str, BTreeSet<Key>>,
    /// Rows that take the place of what is there.
    replacing: Vec<(&'static str, Key, Fields)>,
    /// Rows that go, if they are there.
    removed: Keys,
}

/// Keys by their table.
type Keys = BTreeMap<&'static str, BTreeSet<Key>>;

impl Inserts {
    /// Adds a row that must not be there yet.
    pub(super) fn add(&mut self, table: &'static str, key: Key, fields: Fields) {
        self.new.entry(table).or_default().push((key, fields));
    }

    /// Adds a row that is nothing but its key and must not be there yet.
    pub(super) fn add_key(&mut self, table: &'static str, parts: &[&str]) {
        self.add(table, Key::parts(parts), BTreeMap::new());
    }

    /// Adds a row that is nothing but its key and that others may have added before.
    pub(super) fn share_key(&mut self, table: &'static str, parts: &[&str]) {
        self.shared.entry(table).or_default().insert(Key::parts(parts));
    }

    /// Adds a row that takes the place of what is there.
    pub(super) fn replace(&mut self, table: &'static str, key: Key, fields: Fields) {
        self.replacing.push((table, key, fields));
    }

    /// The rows of records that take the place of earlier ones, whose rows `old` has: what only the
    /// earlier ones had goes.
    pub(super) fn in_place_of(self, old: &Self) -> Self {
        let kept = self.keys();
        let mut removed = old.keys();
        for (table, keys) in &mut removed {
            if let Some(kept) = kept.get(table) {
                keys.retain(|key| !kept.contains(key));
            }
        }
        let mut rows = Self {
            shared: self.shared,
            replacing: self.replacing,
            removed,
            ..Self::default()
        };
        for (table, key, fields) in self
            .new
            .into_iter()
            .flat_map(|(table, rows)| rows.into_iter().map(move |(key, fields)| (table, key, fields)))
        {
            if fields.is_empty() {
                rows.shared.entry(table).or_default().insert(key);
            } else {
                rows.replacing.push((table, key, fields));
            }
        }
        rows
    }

    /// The keys of all rows that are written.
    fn keys(&self) -> Keys {
        let mut keys = self.shared.clone();
        for (table, rows) in &self.new {
            let of_table = keys.entry(table).or_default();
            of_table.extend(rows.iter().map(|(key, _)| key.clone()));
        }
        keys
    }

    /// The rows of a table that go.
    pub(super) fn removed_from(&self, table: &str) -> impl Iterator<Item = &Key> {
        self.removed.get(table).into_iter().flatten()
    }

    /// Lets a row stay that was to go.
    pub(super) fn keep(&mut self, table: &str, key: &Key) {
        if let Some(keys) = self.removed.get_mut(table) {
            keys.remove(key);
        }
    }

    /// Writes all of it, or nothing. Fails if a row of [`add`](Self::add) is there already.
    pub(super) async fn run<C: Connection>(
        self,
        store: &Store<C>,
        environment: Environment,
    ) -> Result<(), StoreError> {
        let writes = !self.new.is_empty() || !self.shared.is_empty() || !self.replacing.is_empty();
        if !writes && self.removed.is_empty() {
            return Ok(());
        }
        if let Some(embedded) = &store.embedded {
            return embedded.write(environment, self.into_puts()?).await;
        }
        // Names of tables are ours.
        let mut sql = String::from("BEGIN; ");
        let mut bound = Object::new();
        for (table, rows) in self.new {
            let rows = rows.into_iter().map(|(key, fields)| object(table, key, fields));
            let _ = write!(sql, "INSERT INTO {table} ${table} RETURN NONE; ");
            bound.insert(table, Value::Array(rows.collect()));
        }
        for (table, keys) in self.shared {
            let rows = keys.into_iter().map(|key| object(table, key, BTreeMap::new()));
            let _ = write!(sql, "INSERT IGNORE INTO {table} $shared_{table} RETURN NONE; ");
            bound.insert(format!("shared_{table}"), Value::Array(rows.collect()));
        }
        for (number, (table, key, fields)) in self.replacing.into_iter().enumerate() {
            let _ = write!(sql, "UPSERT $id{number} CONTENT $row{number} RETURN NONE; ");
            bound.insert(format!("id{number}"), key.clone().of(table));
            bound.insert(format!("row{number}"), object(table, key, fields));
        }
        for (table, keys) in self.removed {
            let ids = keys.into_iter().map(|key| key.of(table).into_value());
            let _ = write!(sql, "DELETE $removed_{table} RETURN NONE; ");
            bound.insert(format!("removed_{table}"), Value::Array(ids.collect()));
        }
        sql.push_str("COMMIT");
        run_once(store.register(environment), &sql, bound).await?;
        Ok(())
    }
}

impl Inserts {
    /// Adds the rows that take the place of what is there.
    pub(super) fn append(&mut self, more: Self) {
        self.replacing.extend(more.replacing);
    }

    /// Leaves out what a load has written before.
    pub(super) fn leave_out(&mut self, written: &mut SharedRows) {
        for table in addresses::REPEATED {
            if let Some(keys) = self.shared.get_mut(table) {
                keys.retain(|key| written.is_new(table, key));
            }
        }
    }

    /// The rows as the engine keeps them: keys and values in bytes.
    pub(super) fn encode(self, place: Place) -> Result<Vec<Encoded>, StoreError> {
        let puts = self.into_puts()?;
        puts.into_iter().map(|put| put.encode(place)).collect()
    }

    /// As [`encode`](Self::encode), of rows none of which can be there already.
    pub(super) fn encode_for_empty(self, place: Place) -> Result<Vec<Encoded>, StoreError> {
        let puts = self.into_puts()?;
        puts.into_iter().map(|put| put.unseen().encode(place)).collect()
    }

    /// The same rows for the engine's own transaction, the register's records packed. Shared rows are
    /// nothing but their key, so that writing one again changes nothing.
    fn into_puts(self) -> Result<Vec<Put>, StoreError> {
        fn filled(
            table: &'static str,
            key: Key,
            fields: Fields,
            begun: fn(&'static str, RowKey) -> Put,
        ) -> Result<Put, StoreError> {
            if packed::is_packed(table) {
                let packed = packed::pack(table, &key, &fields)?;
                return Ok(begun(table, key.into()).with(packed::FIELD, packed));
            }
            let mut put = begun(table, key.into());
            for (name, text) in fields {
                put = put.with(name, text);
            }
            Ok(put)
        }
        let new = self.new.into_iter().flat_map(|(table, rows)| {
            rows.into_iter()
                .map(move |(key, fields)| filled(table, key, fields, Put::create))
        });
        let shared = self
            .shared
            .into_iter()
            .flat_map(|(table, keys)| keys.into_iter().map(move |key| Ok(Put::upsert(table, key))));
        let replacing = self
            .replacing
            .into_iter()
            .map(|(table, key, fields)| filled(table, key, fields, Put::upsert));
        let removed = self
            .removed
            .into_iter()
            .flat_map(|(table, keys)| keys.into_iter().map(move |key| Ok(Put::remove(table, key))));
        new.chain(shared).chain(replacing).chain(removed).collect()
    }
}

/// A row for the query language, which keeps a record's groups as texts.
fn object(table: &'static str, key: Key, mut fields: Fields) -> Value {
    if table == persons::TABLE {
        persons::add_checksum(&key, &mut fields);
    }
    let mut row = Object::new();
    row.insert("id", key.of(table));
    for (name, text) in fields {
        row.insert(name, text);
    }
    Value::Object(row)
}

/// Every record whose key begins with `parts`, of which there is at least one.
pub(super) fn beginning(table: &'static str, parts: &[&str]) -> Value {
    range(
        table,
        Bound::Included(Key::parts(parts).into_key()),
        Bound::Excluded(after_last(parts, "\u{1}")),
    )
}

/// Every record whose key has `parts`, and whose next part begins with `text`.
pub(super) fn beginning_with_text(table: &'static str, parts: &[&str], text: &str) -> Value {
    let from: Vec<&str> = parts.iter().copied().chain([text]).collect();
    range(
        table,
        Bound::Included(Key::parts(&from).into_key()),
        Bound::Excluded(after_last(&from, "\u{10FFFF}")),
    )
}

/// Every record whose key has `parts`, and whose next part lies from `first` to `last`.
pub(super) fn between(table: &'static str, parts: &[&str], first: &str, last: &str) -> Value {
    let from: Vec<&str> = parts.iter().copied().chain([first]).collect();
    let to: Vec<&str> = parts.iter().copied().chain([last]).collect();
    range(
        table,
        Bound::Included(Key::parts(&from).into_key()),
        Bound::Excluded(after_last(&to, "\u{1}")),
    )
}

/// Every record after the one with this key, or all.
pub(super) fn following(table: &'static str, after: Option<Key>) -> Value {
    range(
        table,
        after.map_or(Bound::Unbounded, |key| Bound::Excluded(key.into_key())),
        Bound::Unbounded,
    )
}

/// `parts` with `tail` after the last of them: no part ends in a character as low as U+0001 or as
/// high as U+10FFFF, for parts are identifiers, codes and folded names.
fn after_last(parts: &[&str], tail: &str) -> RecordIdKey {
    let mut parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    if let Some(last) = parts.last_mut() {
        last.push_str(tail);
    }
    Key::Parts(parts).into_key()
}

fn range(table: &'static str, start: Bound<RecordIdKey>, end: Bound<RecordIdKey>) -> Value {
    RecordId::new(table, RecordIdKeyRange { start, end }).into_value()
}

/// The parts of the keys in a range, in their order, at most `limit`. `N` parts each.
pub(super) async fn list_keys<C: Connection, const N: usize>(
    db: &Surreal<C>,
    table: &'static str,
    range: Value,
    limit: u32,
) -> Result<Vec<[String; N]>, StoreError> {
    let sql = "SELECT VALUE id FROM $range LIMIT $limit";
    let bound = values([("range", range), ("limit", i64::from(limit).into_value())]);
    let mut results = run(db, sql, bound).await?;
    let keys: Vec<RecordId> = results.take(0)?;
    work::read(keys.len());
    keys.into_iter()
        .map(|id| {
            let RecordIdKey::Array(parts) = id.key else {
                return Err(misshapen(table));
            };
            let parts: Vec<String> = parts
                .into_iter()
                .map(|part| match part {
                    Value::String(text) => Ok(text),
                    _ => Err(misshapen(table)),
                })
                .collect::<Result<_, _>>()?;
            parts.try_into().map_err(|_| misshapen(table))
        })
        .collect()
}

fn misshapen(table: &'static str) -> StoreError {
    StoreError::Unreadable {
        table,
        reason: "a key of another form".to_owned(),
    }
}

/// A part of a key read back as what it was.
pub(super) fn part<T: std::str::FromStr>(table: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| misshapen(table))
}

/// A part of a key that may be missing, which is then empty.
pub(super) fn optional_part<T: std::str::FromStr>(
    table: &'static str,
    text: &str,
) -> Result<Option<T>, StoreError> {
    if text.is_empty() {
        return Ok(None);
    }
    part(table, text).map(Some)
}

/// The fields of a record that is kept by data group: each group that has content is a field with the
/// JSON text of its fields.
///
/// A field that belongs to no group is a fault of ours and refused, but for those of `left_out`.
pub(super) fn fields_of<R: Grouped>(
    table: &'static str,
    record: &R,
    left_out: &[&str],
) -> Result<Fields, StoreError> {
    // Each field's text is taken as it stands.
    let json = serde_json::to_string(record).map_err(|error| unreadable(table, &error))?;
    let fields: BTreeMap<&str, &RawValue> =
        serde_json::from_str(&json).map_err(|error| unreadable(table, &error))?;
    let mut texts: BTreeMap<R::Group, String> = BTreeMap::new();
    for (name, value) in fields {
        let Some(group) = R::group_of(name) else {
            if left_out.contains(&name) {
                continue;
            }
            return Err(StoreError::Unreadable {
                table,
                reason: format!("field {name} belongs to no data group"),
            });
        };
        let text = texts.entry(group).or_default();
        text.push(if text.is_empty() { '{' } else { ',' });
        text.extend(["\"", name, "\":", value.get()]);
    }
    Ok(texts
        .into_iter()
        .map(|(group, text)| (R::code(group), text + "}"))
        .collect())
}

/// The record under a key, with only the `readable` groups; the others are neither unpacked nor
/// parsed.
pub(super) async fn find_grouped<C: Connection, R: Grouped>(
    store: &Store<C>,
    environment: Environment,
    table: &'static str,
    key: Key,
    readable: &BTreeSet<R::Group>,
) -> Result<Option<R>, StoreError> {
    if let Some(embedded) = &store.embedded {
        let Some(row) = embedded.find(environment, table, key.clone()).await? else {
            return Ok(None);
        };
        return joined(table, &Stored::of_row(table, &key, &row)?, readable.iter()).map(Some);
    }
    let what = key.of(table).into_value();
    let found = list_grouped(store.register(environment), table, what, readable, 1).await?;
    Ok(found.into_iter().next())
}

/// The records of a range or list of ids with only the `readable` groups, in the order of their keys.
pub(super) async fn list_grouped<C: Connection, R: Grouped>(
    db: &Surreal<C>,
    table: &'static str,
    what: Value,
    readable: &BTreeSet<R::Group>,
    limit: u32,
) -> Result<Vec<R>, StoreError> {
    // `id` is always read, so that a record without the groups asked for is still one that is there.
    let mut sql = format!("SELECT id,{}", packed::FIELD);
    for group in readable {
        // Field names are ours, never a user's.
        let _ = write!(sql, ",{}", R::code(*group));
    }
    sql.push_str(" FROM $what LIMIT $limit");
    let bound = values([("what", what), ("limit", i64::from(limit).into_value())]);
    let mut results = run(db, &sql, bound).await?;
    let rows: Vec<Object> = results.take(0)?;
    work::read(rows.len());
    rows.iter()
        .map(|row| {
            let stored = Stored::of_object(table, &Key::of_row(table, row)?, row)?;
            joined(table, &stored, readable.iter())
        })
        .collect()
}

/// The record with some of its groups: their fields put side by side and read in one go.
fn joined<'a, R: Grouped>(
    table: &'static str,
    stored: &Stored<'_>,
    readable: impl Iterator<Item = &'a R::Group>,
) -> Result<R, StoreError> {
    let mut json = String::with_capacity(1024);
    json.push('{');
    for group in readable {
        let Some(text) = stored.text(R::code(*group))? else {
            continue;
        };
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let Some(inner) = inner else {
            return Err(StoreError::Unreadable {
                table,
                reason: "a group that is no object".to_owned(),
            });
        };
        if !inner.is_empty() {
            if json.len() > 1 {
                json.push(',');
            }
            json.push_str(inner);
        }
    }
    json.push('}');
    from_json(table, &json)
}

/// How many records a table has. Counts them all: for the command line.
pub(super) async fn count<C: Connection>(db: &Surreal<C>, table: &'static str) -> Result<u64, StoreError> {
    // The table's name is ours.
    let sql = format!("SELECT count() AS n FROM {table} GROUP ALL");
    let mut results = run(db, &sql, Object::new()).await?;
    let row: Option<Object> = results.take(0)?;
    let Some(mut row) = row else { return Ok(0) };
    let count: i64 = field(table, &mut row, "n")?;
    Ok(u64::try_from(count).unwrap_or(0))
}
