//! The batches of the log that hold entries of a username.
//!
//! | Table | Key |
//! |---|---|
//! | `own_entry` | username, local day, index of the batch's first entry in twenty digits |
//!
//! Written in the commit of the batch. It leads to batches, not to entries: one row for a username
//! and a batch, however many of its entries are in it.

use std::ops::Bound;

use chrono::NaiveDate;
use surrealdb::Connection;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};

use super::query::{run, values};
use super::rows::Key;
use super::{Store, StoreError, work};
use crate::environment::Environment;

pub(super) const TABLE: &str = "own_entry";

/// The parts of the key of a row.
pub(super) fn key(username: &str, day: &str, first: i64) -> Vec<String> {
    vec![username.to_owned(), day.to_owned(), format!("{first:020}")]
}

/// A batch that holds entries of a username.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnBatch {
    /// The local day of the entries meant.
    pub day: NaiveDate,
    /// The index of the batch's first entry.
    pub first: u64,
}

impl<C: Connection> Store<C> {
    /// Lists batches with entries of a username, newest first, at most `limit`: those of `day`, or of
    /// any; with `until` that one and those before it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_own_batches(
        &self,
        environment: Environment,
        username: &crate::permit::Key,
        day: Option<NaiveDate>,
        until: Option<OwnBatch>,
        limit: u32,
    ) -> Result<Vec<OwnBatch>, StoreError> {
        let name = username.as_str();
        let whole = |parts: Vec<String>| Key::Parts(parts).into_key();
        let start = match day {
            Some(day) => vec![name.to_owned(), day.to_string()],
            None => vec![name.to_owned()],
        };
        let end: Bound<RecordIdKey> = match (until, day) {
            (Some(until), _) => {
                let first = i64::try_from(until.first).unwrap_or(i64::MAX);
                Bound::Included(whole(key(name, &until.day.to_string(), first)))
            }
            // No part of a key ends in a character as low as this one.
            (None, Some(day)) => Bound::Excluded(whole(vec![name.to_owned(), format!("{day}\u{1}")])),
            (None, None) => Bound::Excluded(whole(vec![format!("{name}\u{1}")])),
        };
        let start = Bound::Included(whole(start));
        let range = RecordId::new(TABLE, RecordIdKeyRange { start, end }).into_value();
        let sql = "SELECT VALUE id FROM $range ORDER BY id DESC LIMIT $limit";
        let bound = values([("range", range), ("limit", i64::from(limit).into_value())]);
        let mut results = run(self.register(environment), sql, bound).await?;
        let ids: Vec<RecordId> = results.take(0)?;
        work::read(ids.len());
        ids.into_iter()
            .map(|id| {
                let RecordIdKey::Array(parts) = id.key else {
                    return Err(misshapen());
                };
                match parts.into_iter().collect::<Vec<Value>>().as_slice() {
                    [_, Value::String(day), Value::String(first)] => Ok(OwnBatch {
                        day: day.parse().map_err(|_| misshapen())?,
                        first: first.parse().map_err(|_| misshapen())?,
                    }),
                    _ => Err(misshapen()),
                }
            })
            .collect()
    }
}

fn misshapen() -> StoreError {
    StoreError::Unreadable {
        table: TABLE,
        reason: "a key of another form".to_owned(),
    }
}
