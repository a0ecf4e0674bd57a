//! What the repositories of the register share: rows written together, keys made of parts, and
//! records kept by data group.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Bound;

use surrealdb::types::{Object, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};
use surrealdb::{Connection, Surreal};

use super::embedded::{RowKey, Write as Put};
use super::query::{field, from_json, run, run_once, values};
use super::{Store, StoreError, work};
use crate::environment::Environment;
use crate::register::Grouped;

/// The key of a row. May hold an identity code or a name, so it has no debug form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// A row with its fields.
type NewRow = (Key, BTreeMap<String, String>);

/// Rows for several tables, written in one transaction: all of them or none. Every field is text.
#[derive(Default)]
pub(super) struct Inserts {
    /// Rows that must not be there yet.
    new: BTreeMap<&'static str, Vec<NewRow>>,
    /// Rows that are nothing but their key and may be there already.
    shared: BTreeMap<&'static str, BTreeSet<Key>>,
    /// Rows that take the place of what is there.
    replacing: Vec<(&'static str, Key, BTreeMap<String, String>)>,
}

impl Inserts {
    /// Adds a row that must not be there yet.
    pub(super) fn add(&mut self, table: &'static str, key: Key, fields: BTreeMap<String, String>) {
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
    pub(super) fn replace(&mut self, table: &'static str, key: Key, fields: BTreeMap<String, String>) {
        self.replacing.push((table, key, fields));
    }

    /// Writes all of it, or nothing. Fails if a row of [`add`](Self::add) is there already.
    pub(super) async fn run<C: Connection>(
        self,
        store: &Store<C>,
        environment: Environment,
    ) -> Result<(), StoreError> {
        if self.new.is_empty() && self.shared.is_empty() && self.replacing.is_empty() {
            return Ok(());
        }
        if let Some(embedded) = &store.embedded {
            return embedded.write(environment, self.into_puts()).await;
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
        sql.push_str("COMMIT");
        run_once(store.register(environment), &sql, bound).await?;
        Ok(())
    }
}

impl Inserts {
    /// The same rows for the engine's own transaction. Shared rows are nothing but their key, so that
    /// writing one again changes nothing.
    fn into_puts(self) -> impl Iterator<Item = Put> {
        fn filled(mut put: Put, fields: BTreeMap<String, String>) -> Put {
            for (name, text) in fields {
                put.set_named(&name, text);
            }
            put
        }
        let new = self.new.into_iter().flat_map(|(table, rows)| {
            rows.into_iter()
                .map(move |(key, fields)| filled(Put::create(table, key), fields))
        });
        let shared = self
            .shared
            .into_iter()
            .flat_map(|(table, keys)| keys.into_iter().map(move |key| Put::upsert(table, key)));
        let replacing = self
            .replacing
            .into_iter()
            .map(|(table, key, fields)| filled(Put::upsert(table, key), fields));
        new.chain(shared).chain(replacing)
    }
}

fn object(table: &'static str, key: Key, fields: BTreeMap<String, String>) -> Value {
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
) -> Result<BTreeMap<String, String>, StoreError> {
    let unreadable = |reason: String| StoreError::Unreadable { table, reason };
    let json = serde_json::to_value(record).map_err(|error| unreadable(error.to_string()))?;
    let serde_json::Value::Object(fields) = json else {
        return Err(unreadable("no object".to_owned()));
    };
    let mut groups: BTreeMap<R::Group, serde_json::Map<String, serde_json::Value>> = BTreeMap::new();
    for (name, value) in fields {
        match R::group_of(&name) {
            Some(group) => {
                groups.entry(group).or_default().insert(name, value);
            }
            None if left_out.contains(&name.as_str()) => {}
            None => return Err(unreadable(format!("field {name} belongs to no data group"))),
        }
    }
    Ok(groups
        .into_iter()
        .map(|(group, fields)| {
            let text = serde_json::Value::Object(fields).to_string();
            (R::code(group).to_owned(), text)
        })
        .collect())
}

/// The record under a key, with only the `readable` groups; the others are not even parsed.
pub(super) async fn find_grouped<C: Connection, R: Grouped>(
    store: &Store<C>,
    environment: Environment,
    table: &'static str,
    key: Key,
    readable: &BTreeSet<R::Group>,
) -> Result<Option<R>, StoreError> {
    if let Some(embedded) = &store.embedded {
        let Some(row) = embedded.find(environment, table, key).await? else {
            return Ok(None);
        };
        let groups = readable.iter();
        return joined(table, groups.filter_map(|group| row.text(R::code(*group)))).map(Some);
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
    let mut sql = String::from("SELECT id");
    for group in readable {
        // Field names are ours, never a user's.
        let _ = write!(sql, ",{}", R::code(*group));
    }
    sql.push_str(" FROM $what LIMIT $limit");
    let bound = values([("what", what), ("limit", i64::from(limit).into_value())]);
    let mut results = run(db, &sql, bound).await?;
    let rows: Vec<Object> = results.take(0)?;
    work::read(rows.len());
    rows.into_iter().map(|row| record_of(table, row)).collect()
}

/// The record of a row as the query language gives it.
fn record_of<R: Grouped>(table: &'static str, mut row: Object) -> Result<R, StoreError> {
    let mut texts = Vec::with_capacity(R::groups().len());
    for group in R::groups() {
        texts.extend(field::<Option<String>>(table, &mut row, R::code(*group))?);
    }
    joined(table, texts.iter().map(String::as_str))
}

/// The record of its groups' texts: their fields put side by side and read in one go.
fn joined<'a, R: Grouped>(
    table: &'static str,
    texts: impl Iterator<Item = &'a str>,
) -> Result<R, StoreError> {
    let mut json = String::with_capacity(1024);
    json.push('{');
    for text in texts {
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
