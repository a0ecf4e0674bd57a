//! Sessions, under the SHA-256 of their token.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue};

use super::query::{field, from_json, run, to_json, values};
use super::{Store, StoreError};
use crate::access::KeyKind;
use crate::permit::Key;
use crate::session::Stage;

/// A session as it is kept. The token is not in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionRow {
    /// The SHA-256 of the token, in hexadecimal digits.
    #[serde(skip)]
    pub digest: String,
    /// Whose it is.
    pub username: Key,
    /// How far it has come.
    pub stage: Stage,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it was last used, as of the last write.
    pub last_seen: DateTime<Utc>,
    /// When its owner last used a key in it.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// From where it began.
    pub source: String,
    /// With which browser, shortened.
    pub browser: String,
    /// Whether an enrolment code stands in the place of the lost key: the next key linked takes
    /// the place of all others.
    #[serde(default)]
    pub is_enrolling: bool,
    /// The key that opened it; none before that step.
    #[serde(default)]
    pub key: Option<OpenedBy>,
}

/// The key that opened a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedBy {
    /// The key.
    pub id: Key,
    /// The kinds that it may be of, as far as was known then.
    pub kinds: BTreeSet<KeyKind>,
}

impl<C: Connection> Store<C> {
    /// Writes a session, new or changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_session(&self, session: &SessionRow) -> Result<(), StoreError> {
        let bound = values([
            (
                "id",
                RecordId::new("session", session.digest.as_str()).into_value(),
            ),
            ("username", session.username.as_str().into_value()),
            ("content", to_json("session", session)?.into_value()),
        ]);
        run(
            &self.directory,
            "UPSERT $id SET username = $username, content = $content RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// Writes the last use of a session unless it was removed meanwhile: a late write must
    /// not bring an ended session back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touch_session(&self, session: &SessionRow) -> Result<(), StoreError> {
        let bound = values([
            (
                "id",
                RecordId::new("session", session.digest.as_str()).into_value(),
            ),
            ("content", to_json("session", session)?.into_value()),
        ]);
        run(
            &self.directory,
            "UPDATE $id SET content = $content RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// Removes a session.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_session(&self, digest: &str) -> Result<(), StoreError> {
        let bound = values([("id", RecordId::new("session", digest).into_value())]);
        run(&self.directory, "DELETE $id RETURN NONE", bound).await?;
        Ok(())
    }

    /// All sessions, for the start.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_sessions(&self) -> Result<Vec<SessionRow>, StoreError> {
        let sql = "SELECT record::id(id) AS digest, content FROM session";
        let mut results = run(&self.directory, sql, Object::new()).await?;
        let rows: Vec<Object> = results.take(0)?;
        rows.into_iter()
            .map(|mut row| {
                let content: String = field("session", &mut row, "content")?;
                let mut session: SessionRow = from_json("session", &content)?;
                session.digest = field("session", &mut row, "digest")?;
                Ok(session)
            })
            .collect()
    }
}
