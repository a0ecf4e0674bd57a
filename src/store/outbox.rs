//! Messages that wait to be sent by e-mail.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue, Value};

use super::query::{from_json, run, to_json, values};
use super::{Store, StoreError};
use crate::permit::Key;

const TABLE: &str = "outbox";

/// A message.
#[derive(Clone, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// Its key.
    pub id: Key,
    /// The username that it is for.
    pub username: Key,
    /// When it was written.
    pub time: DateTime<Utc>,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text, which may hold what only the receiver may know.
    pub text: String,
}

impl std::fmt::Debug for OutboxMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxMessage")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The row as it is inserted.
pub(super) fn row(message: &OutboxMessage) -> Result<Value, StoreError> {
    let mut row = Object::new();
    row.insert("id", RecordId::new(TABLE, message.id.as_str()));
    row.insert("time", message.time.timestamp_micros());
    row.insert("username", message.username.as_str());
    row.insert("content", to_json(TABLE, message)?);
    Ok(Value::Object(row))
}

impl<C: Connection> Store<C> {
    /// The messages that wait, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_outbox(&self) -> Result<Vec<OutboxMessage>, StoreError> {
        let sql = "SELECT VALUE content FROM (SELECT content, time FROM outbox ORDER BY time DESC)";
        let mut results = run(&self.directory, sql, Object::new()).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json(TABLE, row)).collect()
    }

    /// One message.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_outbox_message(&self, id: &Key) -> Result<Option<OutboxMessage>, StoreError> {
        let bound = values([("id", RecordId::new(TABLE, id.as_str()).into_value())]);
        let mut results = run(&self.directory, "SELECT VALUE content FROM $id", bound).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.first().map(|row| from_json(TABLE, row)).transpose()
    }

    /// Removes a username's messages: what they bring has been used or is no good any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_messages_of(&self, username: &Key) -> Result<(), StoreError> {
        let bound = values([("username", username.as_str().into_value())]);
        run(
            &self.directory,
            "DELETE outbox WHERE username = $username RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }
}
