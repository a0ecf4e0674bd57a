//! Links for a new password, one open link a username, and the terms that a username accepted.

use chrono::{DateTime, Utc};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue};

use super::outbox::{DELETE_LINKS, link_row, row};
use super::query::{field, from_json, run, to_json, values};
use super::{OutboxMessage, Store, StoreError, StoredPassword};
use crate::permit::Key;
use crate::session::AcceptedTerms;

const TABLE: &str = "password_order";

/// Makes the open link for a new password worthless. To be used in a transaction that binds
/// `$password_order`.
pub(super) const CLOSE_ORDER: &str = "UPDATE $password_order SET digest = NONE, until = NONE RETURN NONE; ";

/// The record of a username's links.
pub(super) fn order_of(username: &Key) -> RecordId {
    RecordId::new(TABLE, username.as_str())
}

impl<C: Connection> Store<C> {
    /// When links were ordered for a username, as of the last order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_password_orders(&self, username: &Key) -> Result<Vec<DateTime<Utc>>, StoreError> {
        let bound = values([("order", order_of(username).into_value())]);
        let mut results = run(&self.directory, "SELECT VALUE times FROM $order", bound).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.first()
            .map_or_else(|| Ok(Vec::new()), |times| from_json(TABLE, times))
    }

    /// Opens a link, with the message that brings it and the entries that tell of it; an earlier one
    /// is worthless from then on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_password_order(
        &self,
        digest: &str,
        until: DateTime<Utc>,
        times: &[DateTime<Utc>],
        message: &OutboxMessage,
        entries: &[super::Waiting],
    ) -> Result<(), StoreError> {
        let mut bound = values([
            ("order", order_of(&message.username).into_value()),
            ("username", message.username.as_str().into_value()),
            ("digest", digest.into_value()),
            ("until", until.timestamp_micros().into_value()),
            ("times", to_json(TABLE, &times)?.into_value()),
            ("message", link_row(message, Some(until))?),
        ]);
        let insert = super::changes::with_entries(&mut bound, entries);
        let sql = format!(
            "BEGIN; \
             UPSERT $order SET digest = $digest, until = $until, times = $times RETURN NONE; \
             {DELETE_LINKS} \
             INSERT INTO outbox $message RETURN NONE; \
             {insert} \
             COMMIT"
        );
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// Sets a new password with the secret of a link, if it is the username's and still good;
    /// then the link is used, and `notice` is to tell the owner. `false` if it is not, and
    /// nothing is written then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_password_order(
        &self,
        username: &Key,
        digest: &str,
        now: DateTime<Utc>,
        password: &StoredPassword,
        notice: &OutboxMessage,
        entries: &[super::Waiting],
    ) -> Result<bool, StoreError> {
        let mut bound = values([
            ("order", order_of(username).into_value()),
            ("id", RecordId::new("username", username.as_str()).into_value()),
            ("username", username.as_str().into_value()),
            ("digest", digest.into_value()),
            ("now", now.timestamp_micros().into_value()),
            ("password", to_json("username", password)?.into_value()),
            ("notice", row(notice)?),
        ]);
        let insert = super::changes::with_entries(&mut bound, entries);
        let sql = format!(
            "BEGIN; \
             LET $taken = UPDATE $order SET digest = NONE, until = NONE \
                 WHERE digest = $digest AND until > $now RETURN BEFORE; \
             IF array::len($taken) > 0 {{ \
                 UPDATE $id SET password = $password RETURN NONE; \
                 {DELETE_LINKS} \
                 INSERT INTO outbox $notice RETURN NONE; \
                 {insert} \
             }}; \
             RETURN array::len($taken); \
             COMMIT"
        );
        let mut results = run(&self.directory, &sql, bound).await?;
        let mut taken: Option<i64> = None;
        for statement in 0..results.num_statements() {
            if let Ok(Some(count)) = results.take::<Option<i64>>(statement) {
                taken = Some(count);
            }
        }
        Ok(taken == Some(1))
    }

    /// The terms of use that a username accepted last.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_accepted_terms(&self, username: &Key) -> Result<Option<AcceptedTerms>, StoreError> {
        let bound = values([("id", RecordId::new("username", username.as_str()).into_value())]);
        let mut results = run(&self.directory, "SELECT terms FROM $id", bound).await?;
        let rows: Vec<Object> = results.take(0)?;
        let Some(mut row) = rows.into_iter().next() else {
            return Ok(None);
        };
        let terms: Option<String> = field("username", &mut row, "terms")?;
        terms.map(|terms| from_json("username", &terms)).transpose()
    }

    /// Keeps which terms a username accepted, and when.
    ///
    /// # Errors
    /// What the database says.
    pub async fn accept_terms(
        &self,
        username: &Key,
        terms: &AcceptedTerms,
        entries: &[super::Waiting],
    ) -> Result<(), StoreError> {
        let mut bound = values([
            ("id", RecordId::new("username", username.as_str()).into_value()),
            ("terms", to_json("username", terms)?.into_value()),
        ]);
        let insert = super::changes::with_entries(&mut bound, entries);
        let sql = format!("BEGIN; UPDATE $id SET terms = $terms RETURN NONE; {insert} COMMIT");
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }
}
