//! The levers that are pulled in an emergency (src/service/levers.rs says what each does).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue};

use super::changes::{if_any, with_entries};
use super::query::{from_json, run, to_json, values};
use super::{Store, StoreError, Waiting};
use crate::emergency::Lever;
use crate::language::Text;
use crate::permit::Key;

const TABLE: &str = "lever";

/// A lever that is pulled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PulledLever {
    /// Which.
    pub lever: Lever,
    /// Since when.
    pub since: DateTime<Utc>,
    /// By which username.
    pub by: Key,
    /// Why, for the authority.
    pub reason: String,
    /// What users are told; empty where the lever has no words of its own.
    pub notice: Text,
}

impl<C: Connection> Store<C> {
    /// The levers that are pulled.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_levers(&self) -> Result<Vec<PulledLever>, StoreError> {
        let sql = "SELECT VALUE content FROM lever";
        let rows: Vec<String> = run(&self.directory, sql, Object::new()).await?.take(0)?;
        rows.iter().map(|row| from_json(TABLE, row)).collect()
    }

    /// Keeps that a lever is pulled, with the entry that tells of it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_lever(&self, pulled: &PulledLever, entries: &[Waiting]) -> Result<(), StoreError> {
        let mut bound = values([
            ("id", RecordId::new(TABLE, pulled.lever.code()).into_value()),
            ("content", to_json(TABLE, pulled)?.into_value()),
        ]);
        let insert = with_entries(&mut bound, entries);
        let sql = format!("BEGIN; UPSERT $id SET content = $content RETURN NONE; {insert} COMMIT");
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// Puts a lever back, with the entry that tells of it; `false` if it was not pulled, and nothing
    /// is written then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_lever(&self, lever: &Lever, entries: &[Waiting]) -> Result<bool, StoreError> {
        let mut bound = values([("id", RecordId::new(TABLE, lever.code()).into_value())]);
        let insert = if_any("$gone", with_entries(&mut bound, entries));
        let sql = format!(
            "BEGIN; LET $gone = DELETE $id RETURN BEFORE; \
             {insert} \
             RETURN array::len($gone); COMMIT"
        );
        let mut results = run(&self.directory, &sql, bound).await?;
        Ok(super::query::returned(&mut results) == Some(1))
    }
}
