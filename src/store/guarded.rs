//! Writes that stand only if nobody wrote what they rest on since it was read.

use std::fmt::Write;

use surrealdb::types::{Object, RecordId};
use surrealdb::{Connection, Surreal};

use super::StoreError;
use super::query::run;

/// A record and the revision that it must still have. It must be among what is written, so that
/// two at once conflict.
pub(super) struct Guard {
    /// The record.
    pub id: RecordId,
    /// The revision as it was read.
    pub revision: u32,
}

/// Runs `writes` in one transaction if every guard holds: `false` if one does not, and nothing is
/// written then. The writes are ours; what users wrote arrives in `bound` only.
pub(super) async fn run_guarded<C: Connection>(
    db: &Surreal<C>,
    guards: Vec<Guard>,
    writes: &str,
    mut bound: Object,
) -> Result<bool, StoreError> {
    let mut sql = String::from("BEGIN; LET $free = true");
    for (number, guard) in guards.into_iter().enumerate() {
        let _ = write!(
            sql,
            " AND array::len(SELECT VALUE id FROM $guard{number} WHERE (revision ?? 0) = $revision{number}) = 1"
        );
        bound.insert(format!("guard{number}"), guard.id);
        bound.insert(format!("revision{number}"), i64::from(guard.revision));
    }
    let _ = write!(
        sql,
        "; IF $free {{ {writes} }}; RETURN IF $free {{ 1 }} ELSE {{ 0 }}; COMMIT"
    );
    let mut results = run(db, &sql, bound).await?;
    let mut written: Option<i64> = None;
    for statement in 0..results.num_statements() {
        if let Ok(Some(count)) = results.take::<Option<i64>>(statement) {
            written = Some(count);
        }
    }
    Ok(written == Some(1))
}
