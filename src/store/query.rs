//! One way to run SurrealQL: every statement's result is looked at, conflicts are tried
//! again a bounded number of times (design.md, rule 8).

use surrealdb::IndexedResults;
use surrealdb::types::{Object, QueryError, SurrealValue, Value};
use surrealdb::{Connection, Surreal};

use super::{StoreError, work};

/// How often a conflicting statement is tried in all.
const TRIES: u32 = 5;

/// Runs `sql` with bound values and fails if any of its statements failed. The text is
/// always one of ours: what users write arrives in `values` only.
pub(super) async fn run<C: Connection>(
    db: &Surreal<C>,
    sql: &str,
    values: Object,
) -> Result<IndexedResults, StoreError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let outcome = run_once(db, sql, values.clone()).await;
        match outcome {
            Err(StoreError::Conflict) if tries < TRIES => {}
            outcome => return outcome,
        }
    }
}

/// As [`run`], without a second try: for writers that are alone and must know at once.
pub(super) async fn run_once<C: Connection>(
    db: &Surreal<C>,
    sql: &str,
    values: Object,
) -> Result<IndexedResults, StoreError> {
    work::called();
    let mut results = db.query(sql).bind(values).await?;
    let mut errors = results.take_errors();
    if errors.is_empty() {
        return Ok(results);
    }
    // In a failed transaction most statements only say that it failed; the conflict, if
    // there is one, is what decides about trying again.
    if errors
        .values()
        .any(|error| error.query_details() == Some(&QueryError::TransactionConflict))
    {
        return Err(StoreError::Conflict);
    }
    let first = errors
        .keys()
        .min()
        .copied()
        .and_then(|statement| errors.remove(&statement));
    Err(first.map_or(StoreError::Conflict, StoreError::from))
}

/// The number that a transaction returned with its `RETURN`.
pub(super) fn returned(results: &mut IndexedResults) -> Option<i64> {
    let mut found = None;
    for statement in 0..results.num_statements() {
        if let Ok(Some(number)) = results.take::<Option<i64>>(statement) {
            found = Some(number);
        }
    }
    found
}

/// The values bound to a statement.
pub(super) fn values<const N: usize>(pairs: [(&str, Value); N]) -> Object {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The value of one field of a stored object.
pub(super) fn field<T: SurrealValue>(
    table: &'static str,
    object: &mut Object,
    name: &str,
) -> Result<T, StoreError> {
    let value = object.remove(name).unwrap_or(Value::None);
    T::from_value(value).map_err(|error| StoreError::Unreadable {
        table,
        reason: format!("field {name}: {error}"),
    })
}

/// A value as JSON text, for content that is read and written whole.
pub(super) fn to_json<T: serde::Serialize>(table: &'static str, content: &T) -> Result<String, StoreError> {
    serde_json::to_string(content).map_err(|error| unreadable(table, &error))
}

/// Content that was stored as JSON text. The reader's own words may quote a value, so only
/// the place is kept.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    table: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| unreadable(table, &error))
}

pub(super) fn unreadable(table: &'static str, error: &serde_json::Error) -> StoreError {
    StoreError::Unreadable {
        table,
        reason: format!(
            "{:?} at line {} column {}",
            error.classify(),
            error.line(),
            error.column()
        ),
    }
}
