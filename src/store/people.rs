//! Changes of usernames by those who manage them, each together with what the access-rights
//! register says of it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::changes::{if_any, with_entries};
use super::outbox::with_notices;
use super::query::{field, returned, run, to_json, values};
use super::{
    KeyRow, OutboxMessage, RightEvent, RightRequest, SignInFailures, Store, StoreError, StoredPassword,
    UserRow, Waiting,
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
    /// What the change log says of it.
    pub entries: &'a [Waiting],
}

impl<C: Connection> Store<C> {
    /// Creates a username with its temporary password, the message that brings it, its rows in the
    /// access-rights register and its entries in the change log: all or nothing.
    ///
    /// # Errors
    /// What the database says, also if the login name is taken.
    pub async fn create_person(
        &self,
        user: &UserRow,
        password: &StoredPassword,
        events: &[RightEvent],
        message: &OutboxMessage,
        entries: &[Waiting],
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
        let insert = with_entries(&mut bound, entries);
        let sql = format!(
            "BEGIN; \
            CREATE $id SET login = $login, content = $content, password = $password, failures = $failures, \
                ended = $ended, revision = $revision RETURN NONE; \
            INSERT INTO right_event $events RETURN NONE; \
            INSERT INTO outbox $message RETURN NONE; \
            {insert} \
            COMMIT"
        );
        run(&self.directory, &sql, bound).await?;
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
        then.push_str(with_notices(&mut bound, also.notices)?);
        if let Some((digest, until)) = also.enrolment {
            bound.insert("code", RecordId::new("enrolment", user.id.as_str()));
            bound.insert("digest", digest);
            bound.insert("until", until.timestamp_micros());
            then.push_str("UPSERT $code SET digest = $digest, until = $until RETURN NONE; ");
        }
        then.push_str(with_entries(&mut bound, also.entries));
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
        Ok(returned(&mut results) == Some(1))
    }

    /// Notes that a username was signed in with, here and in the change log.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touch_sign_in(
        &self,
        id: &Key,
        time: DateTime<Utc>,
        entries: &[Waiting],
    ) -> Result<(), StoreError> {
        let mut bound = values([
            ("id", RecordId::new("username", id.as_str()).into_value()),
            ("time", time.timestamp_micros().into_value()),
        ]);
        let insert = with_entries(&mut bound, entries);
        let sql = format!("BEGIN; UPDATE $id SET last_sign_in = $time RETURN NONE; {insert} COMMIT");
        run(&self.directory, &sql, bound).await?;
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
        entries: &[Waiting],
    ) -> Result<bool, StoreError> {
        let mut bound = values([
            ("id", RecordId::new("enrolment", username.as_str()).into_value()),
            ("digest", digest.into_value()),
            ("now", now.timestamp_micros().into_value()),
        ]);
        let insert = if_any("$taken", with_entries(&mut bound, entries));
        let sql = format!(
            "BEGIN; LET $taken = DELETE $id WHERE digest = $digest AND until > $now RETURN BEFORE; \
             {insert} \
             RETURN array::len($taken); COMMIT"
        );
        let mut results = run(&self.directory, &sql, bound).await?;
        Ok(returned(&mut results) == Some(1))
    }

    /// Puts a new key in the place of all keys of a username, with the messages that tell of it.
    /// Fails if the credential is linked to somebody else.
    ///
    /// # Errors
    /// What the database says.
    pub async fn replace_keys(
        &self,
        key: &KeyRow,
        notices: &[OutboxMessage],
        entries: &[Waiting],
    ) -> Result<(), StoreError> {
        let mut bound = values([
            ("id", RecordId::new("security_key", key.id.as_str()).into_value()),
            (
                "owner",
                RecordId::new("username", key.username.as_str()).into_value(),
            ),
            ("username", key.username.as_str().into_value()),
            ("credential", super::directory::credential_of(key).into_value()),
            ("content", to_json("security_key", key)?.into_value()),
        ]);
        let tell = with_notices(&mut bound, notices)?;
        let insert = with_entries(&mut bound, entries);
        let sql = format!(
            "BEGIN; \
            UPDATE $owner SET key_changes = (key_changes ?? 0) + 1 RETURN NONE; \
            DELETE security_key WHERE username = $username RETURN NONE; \
            CREATE $id SET username = $username, credential_id = $credential, content = $content, \
                revision = 1 RETURN NONE; \
            {tell} {insert} \
            COMMIT"
        );
        run(&self.directory, &sql, bound).await?;
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
