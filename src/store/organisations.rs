//! Changes of organisations, each together with its row of their history.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::guarded::{Guard, run_guarded};
use super::query::{from_json, run, to_json, values};
use super::right_requests::RightRequest;
use super::{Store, StoreError, UserRow};
use crate::management::OrganisationChange;
use crate::permit::{CustomerOrg, DataPermit, Key};

const TABLE: &str = "organisation";
const HISTORY: &str = "organisation_history";

/// What happened to an organisation: a row of its history, which is never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationEvent {
    /// Its key.
    pub id: Key,
    /// When.
    pub time: DateTime<Utc>,
    /// Which organisation.
    pub organisation: Key,
    /// What happened.
    pub change: OrganisationChange,
    /// Why; empty for what the service itself notes.
    pub reason: String,
    /// By which username; none = the service itself.
    pub by: Option<Key>,
}

/// One organisation merged into another, with all that moves. Everything is as of its next
/// revision.
#[derive(Debug)]
pub struct Merge {
    /// The organisation that goes.
    pub from: CustomerOrg,
    /// The organisation that stays.
    pub into: CustomerOrg,
    /// The usernames that move.
    pub users: Vec<UserRow>,
    /// The permits that move, each as a new version.
    pub permits: Vec<DataPermit>,
    /// The waiting requests of the usernames that move.
    pub requests: Vec<RightRequest>,
}

fn record(organisation: &CustomerOrg) -> RecordId {
    RecordId::new(TABLE, organisation.id.as_str())
}

fn guard(organisation: &CustomerOrg) -> Guard {
    Guard {
        id: record(organisation),
        revision: organisation.care.revision.saturating_sub(1),
    }
}

fn history(events: &[OrganisationEvent]) -> Result<Value, StoreError> {
    let rows: Vec<Value> = events
        .iter()
        .map(|event| {
            let mut row = Object::new();
            row.insert("id", RecordId::new(HISTORY, event.id.as_str()));
            row.insert("time", event.time.timestamp_micros());
            row.insert("organisation", event.organisation.as_str());
            row.insert("content", to_json(HISTORY, event)?);
            Ok(Value::Object(row))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Value::Array(Array::from(rows)))
}

/// Rows to be written over others: id, content, revision.
fn written(rows: Vec<(RecordId, String, u32)>) -> Value {
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|(id, content, revision)| {
            Value::Object(values([
                ("id", id.into_value()),
                ("content", content.into_value()),
                ("revision", i64::from(revision).into_value()),
            ]))
        })
        .collect();
    Value::Array(Array::from(rows))
}

impl<C: Connection> Store<C> {
    /// Creates an organisation with the first row of its history. Fails if the key is taken.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_organisation(
        &self,
        organisation: &CustomerOrg,
        events: &[OrganisationEvent],
    ) -> Result<(), StoreError> {
        let bound = values([
            ("id", record(organisation).into_value()),
            ("content", to_json(TABLE, organisation)?.into_value()),
            ("revision", i64::from(organisation.care.revision).into_value()),
            ("events", history(events)?),
        ]);
        let sql = "BEGIN; CREATE $id SET content = $content, revision = $revision RETURN NONE; \
            INSERT INTO organisation_history $events RETURN NONE; COMMIT";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }

    /// Writes an organisation as of its next revision, with the rows of its history, if nobody
    /// wrote it since: `false` if somebody did, and nothing is written then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change_organisation(
        &self,
        organisation: &CustomerOrg,
        events: &[OrganisationEvent],
    ) -> Result<bool, StoreError> {
        let bound = values([
            ("id", record(organisation).into_value()),
            ("content", to_json(TABLE, organisation)?.into_value()),
            ("revision", i64::from(organisation.care.revision).into_value()),
            ("events", history(events)?),
        ]);
        let mut writes =
            String::from("UPDATE $id SET content = $content, revision = $revision RETURN NONE; ");
        if !events.is_empty() {
            writes.push_str("INSERT INTO organisation_history $events RETURN NONE; ");
        }
        run_guarded(&self.directory, vec![guard(organisation)], &writes, bound).await
    }

    /// Merges one organisation into another: all of it or nothing. `false` if somebody wrote one
    /// of the two, or one of the usernames or requests that move, since.
    ///
    /// # Errors
    /// What the database says, also if the next version of a permit is there already.
    pub async fn merge_organisations(
        &self,
        merge: &Merge,
        events: &[OrganisationEvent],
    ) -> Result<bool, StoreError> {
        let mut guards = vec![guard(&merge.from), guard(&merge.into)];
        let mut rows = Vec::new();
        for organisation in [&merge.from, &merge.into] {
            rows.push((
                record(organisation),
                to_json(TABLE, organisation)?,
                organisation.care.revision,
            ));
        }
        for user in &merge.users {
            let id = RecordId::new("username", user.id.as_str());
            rows.push((id, to_json("username", user)?, user.revision));
        }
        for request in &merge.requests {
            let id = RecordId::new("right_request", request.id.as_str());
            rows.push((id, to_json("right_request", request)?, request.revision));
        }
        guards.extend(rows.iter().skip(2).map(|(id, _, revision)| Guard {
            id: id.clone(),
            revision: revision.saturating_sub(1),
        }));
        let permits: Vec<Value> = merge
            .permits
            .iter()
            .map(|permit| {
                let mut row = Object::new();
                let version = format!("{}/{}", permit.id.as_str(), permit.version);
                row.insert("id", RecordId::new("permit", version));
                row.insert("permit", permit.id.as_str());
                row.insert("version", i64::from(permit.version));
                row.insert("content", to_json("permit", permit)?);
                Ok(Value::Object(row))
            })
            .collect::<Result<_, StoreError>>()?;
        let mut writes = String::from(
            "FOR $row IN $rows { LET $record = $row.id; UPDATE $record SET content = $row.content, revision = $row.revision RETURN NONE }; \
             INSERT INTO organisation_history $events RETURN NONE; ",
        );
        if !permits.is_empty() {
            writes.push_str("INSERT INTO permit $permits RETURN NONE; ");
        }
        let bound = values([
            ("rows", written(rows)),
            ("permits", Value::Array(Array::from(permits))),
            ("events", history(events)?),
        ]);
        run_guarded(&self.directory, guards, &writes, bound).await
    }

    /// The history of an organisation, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_organisation_events(
        &self,
        organisation: &Key,
    ) -> Result<Vec<OrganisationEvent>, StoreError> {
        let sql = "SELECT VALUE content FROM (SELECT content, time FROM organisation_history \
            WHERE organisation = $of ORDER BY time DESC)";
        let bound = values([("of", organisation.as_str().into_value())]);
        let mut results = run(&self.directory, sql, bound).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json(HISTORY, row)).collect()
    }
}
