//! The access-rights register (käyttöoikeusrekisteri): rows are added and never changed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::query::{from_json, run, to_json, values};
use super::{Store, StoreError};
use crate::management::{RegisteredRight, RightEventKind};
use crate::permit::Key;

const TABLE: &str = "right_event";

/// What happened to a right: a row of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightEvent {
    /// Its key.
    pub id: Key,
    /// When.
    pub time: DateTime<Utc>,
    /// Whose right.
    pub username: Key,
    /// In which organisation.
    pub organisation: Key,
    /// Which right.
    pub right: RegisteredRight,
    /// What happened.
    pub kind: RightEventKind,
    /// The first local day of the right, as it then was.
    pub valid_from: Option<NaiveDate>,
    /// Its last local day, as it then was.
    pub valid_until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
    /// By which username; none = when the service was set up.
    pub by: Option<Key>,
    /// Who had asked for it, where the right needed the authority's approval.
    #[serde(default)]
    pub requested_by: Option<Key>,
}

/// The rows as they are inserted.
pub(super) fn rows(events: &[RightEvent]) -> Result<Value, StoreError> {
    let rows: Vec<Value> = events
        .iter()
        .map(|event| {
            let mut row = Object::new();
            row.insert("id", RecordId::new(TABLE, event.id.as_str()));
            row.insert("time", event.time.timestamp_micros());
            row.insert("username", event.username.as_str());
            row.insert("organisation", event.organisation.as_str());
            row.insert("content", to_json(TABLE, event)?);
            Ok(Value::Object(row))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Value::Array(Array::from(rows)))
}

impl<C: Connection> Store<C> {
    /// Adds rows to the register.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_right_events(&self, events: &[RightEvent]) -> Result<(), StoreError> {
        if events.is_empty() {
            return Ok(());
        }
        run(
            &self.directory,
            "INSERT INTO right_event $events RETURN NONE",
            values([("events", rows(events)?)]),
        )
        .await?;
        Ok(())
    }

    /// The rows of one username, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_right_events_of_user(&self, username: &Key) -> Result<Vec<RightEvent>, StoreError> {
        self.list_right_events("WHERE username = $of", username.as_str())
            .await
    }

    /// The rows of one organisation, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_right_events_of_organisation(
        &self,
        organisation: &Key,
    ) -> Result<Vec<RightEvent>, StoreError> {
        self.list_right_events("WHERE organisation = $of", organisation.as_str())
            .await
    }

    /// All rows, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_all_right_events(&self) -> Result<Vec<RightEvent>, StoreError> {
        self.list_right_events("", "").await
    }

    async fn list_right_events(&self, filter: &str, of: &str) -> Result<Vec<RightEvent>, StoreError> {
        let sql = format!(
            "SELECT VALUE content FROM (SELECT content, time FROM right_event {filter} ORDER BY time DESC)"
        );
        let mut results = run(&self.directory, &sql, values([("of", of.into_value())])).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json(TABLE, row)).collect()
    }
}
