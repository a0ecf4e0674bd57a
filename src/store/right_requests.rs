//! Rights that wait for the authority's approval, and what became of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::guarded::{Guard, run_guarded};
use super::query::{from_json, run, to_json, values};
use super::{OutboxMessage, RightEvent, Store, StoreError, UserRow};
use crate::access::RequestKind;
use crate::management::RequestState;
use crate::permit::{Key, UserRight};

const TABLE: &str = "right_request";

/// A request for a right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightRequest {
    /// Its key.
    pub id: Key,
    /// When it was made.
    pub time: DateTime<Utc>,
    /// For which username.
    pub username: Key,
    /// In which organisation.
    pub organisation: Key,
    /// What is asked.
    pub kind: RequestKind,
    /// The right asked for.
    pub right: UserRight,
    /// Why.
    pub reason: String,
    /// By which username.
    pub by: Key,
    /// How it stands.
    pub state: RequestState,
    /// What became of it.
    pub decision: Option<RequestDecision>,
    /// How often it was written.
    pub revision: u32,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestDecision {
    /// When.
    pub time: DateTime<Utc>,
    /// By which username.
    pub by: Key,
    /// Why; empty where it was taken back.
    pub reason: String,
}

/// The rows as they are inserted.
pub(super) fn rows(requests: &[RightRequest]) -> Result<Value, StoreError> {
    let rows: Vec<Value> = requests
        .iter()
        .map(|request| {
            let mut row = Object::new();
            row.insert("id", RecordId::new(TABLE, request.id.as_str()));
            row.insert("time", request.time.timestamp_micros());
            row.insert("username", request.username.as_str());
            row.insert("revision", i64::from(request.revision));
            row.insert("content", to_json(TABLE, request)?);
            Ok(Value::Object(row))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Value::Array(Array::from(rows)))
}

/// Messages that only tell something: unlike an invitation they stay when the username's
/// invitations go.
fn notices(messages: &[OutboxMessage]) -> Result<Value, StoreError> {
    let rows: Vec<Value> = messages
        .iter()
        .map(|message| {
            let mut row = super::outbox::row(message)?;
            if let Value::Object(fields) = &mut row {
                fields.insert("username", "");
            }
            Ok(row)
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Value::Array(Array::from(rows)))
}

impl<C: Connection> Store<C> {
    /// Writes what became of a request as of its next revision, and with it the username that
    /// the approval changes, its rows of the access-rights register, and the messages that tell
    /// of it: all or nothing. `false` if somebody wrote the request or the username since.
    ///
    /// # Errors
    /// What the database says.
    pub async fn decide_right_request(
        &self,
        request: &RightRequest,
        change: Option<(&UserRow, &[RightEvent])>,
        messages: &[OutboxMessage],
    ) -> Result<bool, StoreError> {
        let id = RecordId::new(TABLE, request.id.as_str());
        let mut guards = vec![Guard {
            id: id.clone(),
            revision: request.revision.saturating_sub(1),
        }];
        let mut bound = values([
            ("request", id.into_value()),
            ("content", to_json(TABLE, request)?.into_value()),
            ("revision", i64::from(request.revision).into_value()),
            ("messages", notices(messages)?),
        ]);
        let mut writes =
            String::from("UPDATE $request SET content = $content, revision = $revision RETURN NONE; ");
        if !messages.is_empty() {
            writes.push_str("INSERT INTO outbox $messages RETURN NONE; ");
        }
        if let Some((user, events)) = change {
            let id = RecordId::new("username", user.id.as_str());
            guards.push(Guard {
                id: id.clone(),
                revision: user.revision.saturating_sub(1),
            });
            bound.insert("user", id);
            bound.insert("user_content", to_json("username", user)?);
            bound.insert("user_revision", i64::from(user.revision));
            bound.insert("events", super::rights_register::rows(events)?);
            writes.push_str(
                "UPDATE $user SET content = $user_content, revision = $user_revision RETURN NONE; \
                 INSERT INTO right_event $events RETURN NONE; ",
            );
        }
        run_guarded(&self.directory, guards, &writes, bound).await
    }

    /// One request.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_right_request(&self, id: &Key) -> Result<Option<RightRequest>, StoreError> {
        let bound = values([("id", RecordId::new(TABLE, id.as_str()).into_value())]);
        let mut results = run(&self.directory, "SELECT VALUE content FROM $id", bound).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.first().map(|row| from_json(TABLE, row)).transpose()
    }

    /// The requests for one username, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_right_requests_of_user(&self, username: &Key) -> Result<Vec<RightRequest>, StoreError> {
        self.list_right_requests("WHERE username = $of", username.as_str())
            .await
    }

    /// All requests, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_all_right_requests(&self) -> Result<Vec<RightRequest>, StoreError> {
        self.list_right_requests("", "").await
    }

    async fn list_right_requests(&self, filter: &str, of: &str) -> Result<Vec<RightRequest>, StoreError> {
        let sql = format!(
            "SELECT VALUE content FROM (SELECT content, time FROM right_request {filter} ORDER BY time DESC)"
        );
        let mut results = run(&self.directory, &sql, values([("of", of.into_value())])).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json(TABLE, row)).collect()
    }
}
