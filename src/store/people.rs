//! Changes of usernames by those who manage them, each together with what the access-rights
//! register says of it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::query::{field, run, to_json, values};
use super::{
    KeyRow, OutboxMessage, RightEvent, RightRequest, SignInFailures, Store, StoreError, StoredPassword,
    UserRow,
};
use crate::permit::Key;

/// What else goes with a change of a username, in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct AlsoChange<'a> {
    /// A new temporary password, with the message that brings it.
    pub invitation: Option<(&'a StoredPassword, &'a OutboxMessage)>,
    /// The username's keys and its open invitation and enrolment code go.
    pub removes_keys: bool,
    /// An enrolment code by its digest, good until then.
    pub enrolment: Option<(&'a str, DateTime<Utc>)>,
    /// The links on their way to the username, and an open enrolment code, are worthless from
    /// now on.
    pub closes_links: bool,
    /// Messages that tell of the change.
    pub notices: &'a [OutboxMessage],
    /// Rights that wait for the authority's approval.
    pub requests: &'a [RightRequest],
    /// Requests that waited and are closed with this change, as of their next revision.
    pub closed_requests: &'a [RightRequest],
}

impl<C: Connection> Store<C> {
    /// Creates a username with its temporary password, the message that brings it, and its rows
    /// in the access-rights register: all or nothing.
    ///
    /// # Errors
    /// What the database says, also if the login name is taken.
    pub async fn create_person(
        &self,
        user: &UserRow,
        password: &StoredPassword,
        events: &[RightEvent],
        message: &OutboxMessage,
    ) -> Result<(), StoreError> {
        let mut bound = user_values(user)?;
        bound.insert("password", to_json("username", password)?);
        bound.insert("failures", to_json("username", &SignInFailures::default())?);
        bound.insert("login", user.login.as_str());
        bound.insert("events", super::rights_register::rows(events)?);
        bound.insert(
            "message",
            super::outbox::link_row(message, password.temporary_until)?,
        );
        let sql = "BEGIN; \
            CREATE $id SET login = $login, content = $content, password = $password, failures = $failures, \
                ended = $ended, revision = $revision RETURN NONE; \
            INSERT INTO right_event $events RETURN NONE; \
            INSERT INTO outbox $message RETURN NONE; \
            COMMIT";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }

    /// Writes a username as of its next revision, with its rows in the access-rights register,
    /// if nobody wrote it since: `false` if somebody did, and nothing is written then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change_user(
        &self,
        user: &UserRow,
        events: &[RightEvent],
        also: &AlsoChange<'_>,
    ) -> Result<bool, StoreError> {
        let mut bound = user_values(user)?;
        bound.insert("expected", i64::from(user.revision) - 1);
        bound.insert("username", user.id.as_str());
        let mut then = String::new();
        if !events.is_empty() {
            bound.insert("events", super::rights_register::rows(events)?);
            then.push_str("INSERT INTO right_event $events RETURN NONE; ");
        }
        if !also.requests.is_empty() {
            bound.insert("requests", super::right_requests::rows(also.requests)?);
            then.push_str("INSERT INTO right_request $requests RETURN NONE; ");
        }
        if !also.closed_requests.is_empty() {
            bound.insert("closed", super::right_requests::rows(also.closed_requests)?);
            then.push_str(
                "FOR $row IN $closed { LET $asked = $row.id; \
                 UPDATE $asked SET content = $row.content, revision = $row.revision RETURN NONE }; ",
            );
        }
        if also.removes_keys || also.closes_links || also.invitation.is_some() {
            // An older message would bring what is no good any more.
            bound.insert("password_order", super::password_orders::order_of(&user.id));
            then.push_str(super::outbox::DELETE_LINKS);
            then.push_str(super::password_orders::CLOSE_ORDER);
        }
        if also.removes_keys || also.closes_links {
            bound.insert("open_code", RecordId::new("enrolment", user.id.as_str()));
            then.push_str("DELETE $open_code RETURN NONE; ");
        }
        if also.removes_keys {
            then.push_str("DELETE security_key WHERE username = $username RETURN NONE; ");
        }
        if let Some((password, message)) = also.invitation {
            bound.insert("password", to_json("username", password)?);
            bound.insert(
                "message",
                super::outbox::link_row(message, password.temporary_until)?,
            );
            then.push_str(
                "UPDATE $id SET password = $password RETURN NONE; \
                 INSERT INTO outbox $message RETURN NONE; ",
            );
        }
        if !also.notices.is_empty() {
            bound.insert("notices", super::outbox::rows(also.notices)?);
            then.push_str("INSERT INTO outbox $notices RETURN NONE; ");
        }
        if let Some((digest, until)) = also.enrolment {
            bound.insert("code", RecordId::new("enrolment", user.id.as_str()));
            bound.insert("digest", digest);
            bound.insert("until", until.timestamp_micros());
            then.push_str("UPSERT $code SET digest = $digest, until = $until RETURN NONE; ");
        }
        if !then.is_empty() {
            then = format!("IF array::len($done) > 0 {{ {then} }};");
        }
        let sql = format!(
            "BEGIN; \
             LET $done = UPDATE $id SET content = $content, ended = $ended, revision = $revision \
                 WHERE (revision ?? 0) = $expected RETURN AFTER; \
             {then} \
             RETURN array::len($done); \
             COMMIT"
        );
        let mut results = run(&self.directory, &sql, bound).await?;
        let mut written: Option<i64> = None;
        for statement in 0..results.num_statements() {
            if let Ok(Some(count)) = results.take::<Option<i64>>(statement) {
                written = Some(count);
            }
        }
        Ok(written == Some(1))
    }

    /// Notes that a username was signed in with.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touch_sign_in(&self, id: &Key, time: DateTime<Utc>) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("username", id.as_str()).into_value()),
            ("time", time.timestamp_micros().into_value()),
        ]);
        run(
            &self.directory,
            "UPDATE $id SET last_sign_in = $time RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// When each of these usernames was last signed in with; those that never were are not in it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_last_sign_ins(&self, ids: &[Key]) -> Result<HashMap<Key, DateTime<Utc>>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<Value> = ids
            .iter()
            .map(|id| RecordId::new("username", id.as_str()).into_value())
            .collect();
        let bound = values([("ids", Value::Array(Array::from(ids)))]);
        let sql = "SELECT record::id(id) AS key, last_sign_in FROM $ids";
        let mut results = run(&self.directory, sql, bound).await?;
        let rows: Vec<Object> = results.take(0)?;
        let mut found = HashMap::new();
        for mut row in rows {
            let key: String = field("username", &mut row, "key")?;
            let time: Option<i64> = field("username", &mut row, "last_sign_in")?;
            if let (Ok(key), Some(time)) = (Key::parse(&key), time.and_then(DateTime::from_timestamp_micros))
            {
                found.insert(key, time);
            }
        }
        Ok(found)
    }

    /// The latest good and failed sign-ins of a username, newest first: time, and whether it was
    /// good.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_sign_ins(
        &self,
        id: &Key,
        limit: u32,
    ) -> Result<Vec<(DateTime<Utc>, bool)>, StoreError> {
        let bound = values([
            ("username", id.as_str().into_value()),
            ("limit", i64::from(limit).into_value()),
        ]);
        let sql = "SELECT time, event FROM audit \
            WHERE username = $username AND event IN ['sign-in.done', 'sign-in.refused'] \
            ORDER BY time DESC LIMIT $limit";
        let mut results = run(&self.directory, sql, bound).await?;
        let rows: Vec<Object> = results.take(0)?;
        rows.into_iter()
            .map(|mut row| {
                let time: i64 = field("audit", &mut row, "time")?;
                let event: String = field("audit", &mut row, "event")?;
                let time = DateTime::from_timestamp_micros(time).unwrap_or_default();
                Ok((time, event == "sign-in.done"))
            })
            .collect()
    }

    /// Takes an enrolment code out, if it is the username's and still good; so a second use does
    /// not find it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_enrolment(
        &self,
        username: &Key,
        digest: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let bound = values([
            ("id", RecordId::new("enrolment", username.as_str()).into_value()),
            ("digest", digest.into_value()),
            ("now", now.timestamp_micros().into_value()),
        ]);
        let sql = "DELETE $id WHERE digest = $digest AND until > $now RETURN BEFORE";
        let mut results = run(&self.directory, sql, bound).await?;
        let taken: Vec<Object> = results.take(0)?;
        Ok(!taken.is_empty())
    }

    /// Puts a new key in the place of all keys of a username. Fails if the credential is
    /// linked to somebody else.
    ///
    /// # Errors
    /// What the database says.
    pub async fn replace_keys(&self, key: &KeyRow) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("security_key", key.id.as_str()).into_value()),
            (
                "owner",
                RecordId::new("username", key.username.as_str()).into_value(),
            ),
            ("username", key.username.as_str().into_value()),
            ("credential", super::directory::credential_of(key).into_value()),
            ("content", to_json("security_key", key)?.into_value()),
        ]);
        let sql = "BEGIN; \
            UPDATE $owner SET key_changes = (key_changes ?? 0) + 1 RETURN NONE; \
            DELETE security_key WHERE username = $username RETURN NONE; \
            CREATE $id SET username = $username, credential_id = $credential, content = $content, \
                revision = 1 RETURN NONE; \
            COMMIT";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }
}

fn user_values(user: &UserRow) -> Result<Object, StoreError> {
    Ok(values([
        ("id", RecordId::new("username", user.id.as_str()).into_value()),
        ("content", to_json("username", user)?.into_value()),
        ("ended", user.ended_at.is_some().into_value()),
        ("revision", i64::from(user.revision).into_value()),
    ]))
}
