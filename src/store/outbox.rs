//! Messages that wait to be sent by e-mail, and how the sending of each stands.
//!
//! A message is written in the transaction of what it tells of, so neither is without the
//! other. It is sent at least once: should the program die between the server's "taken" and
//! our note of it, the message goes again, under the same id. Once sent, its text is erased:
//! a link in it is a secret.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::query::{field, from_json, run, to_json, values};
use super::{Store, StoreError};
use crate::management::{DeliveryState, MailFailure};
use crate::permit::Key;

const TABLE: &str = "outbox";
/// So many sent messages are listed.
const SENT_SHOWN: u32 = 200;
/// The columns of an entry.
const COLUMNS: &str = "content, state, tries, due, failure, sent, good_until, time";

/// Takes away the links that a username has not been sent yet: what they bring is no good any
/// more. To be used in a transaction that binds `$username`.
pub(super) const DELETE_LINKS: &str =
    "DELETE outbox WHERE username = $username AND is_link = true AND state != 'sent' RETURN NONE; ";

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
    /// The text, which may hold what only the receiver may know; empty once it is sent.
    pub text: String,
}

impl std::fmt::Debug for OutboxMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OutboxMessage")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl OutboxMessage {
    /// The message without its text.
    fn erased(&self) -> Self {
        Self {
            text: String::new(),
            ..self.clone()
        }
    }
}

/// A message with the state of its sending.
#[derive(Clone, Debug)]
pub struct OutboxEntry {
    /// The message.
    pub message: OutboxMessage,
    /// How its sending stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is to be tried next.
    pub due: DateTime<Utc>,
    /// What hindered it last.
    pub failure: Option<MailFailure>,
    /// When it was sent.
    pub sent: Option<DateTime<Utc>>,
    /// Until when the link in it may be used; none for a message without one.
    pub good_until: Option<DateTime<Utc>>,
}

/// The row of a message without a link, as it is inserted.
pub(super) fn row(message: &OutboxMessage) -> Result<Value, StoreError> {
    insertable(message, None)
}

/// The row of a message with a link that may be used until then.
pub(super) fn link_row(message: &OutboxMessage, until: Option<DateTime<Utc>>) -> Result<Value, StoreError> {
    insertable(message, Some(until))
}

/// The rows of messages without links.
pub(super) fn rows(messages: &[OutboxMessage]) -> Result<Value, StoreError> {
    let rows: Vec<Value> = messages.iter().map(row).collect::<Result<_, _>>()?;
    Ok(Value::Array(Array::from(rows)))
}

/// Binds messages to a transaction; what it then has to hold.
pub(super) fn with_notices(
    bound: &mut Object,
    notices: &[OutboxMessage],
) -> Result<&'static str, StoreError> {
    if notices.is_empty() {
        return Ok("");
    }
    bound.insert("notices", rows(notices)?);
    Ok("INSERT INTO outbox $notices RETURN NONE; ")
}

fn insertable(message: &OutboxMessage, link: Option<Option<DateTime<Utc>>>) -> Result<Value, StoreError> {
    let mut row = Object::new();
    row.insert("id", RecordId::new(TABLE, message.id.as_str()));
    row.insert("time", message.time.timestamp_micros());
    row.insert("username", message.username.as_str());
    row.insert("content", to_json(TABLE, message)?);
    row.insert("state", DeliveryState::Waiting.code());
    row.insert("due", message.time.timestamp_micros());
    row.insert("tries", 0_i64);
    row.insert("is_link", link.is_some());
    if let Some(until) = link.flatten() {
        row.insert("good_until", until.timestamp_micros());
    }
    Ok(Value::Object(row))
}

fn entry(mut row: Object) -> Result<OutboxEntry, StoreError> {
    let moment = |micros: Option<i64>| micros.and_then(DateTime::from_timestamp_micros);
    let content: String = field(TABLE, &mut row, "content")?;
    let message: OutboxMessage = from_json(TABLE, &content)?;
    let state: Option<String> = field(TABLE, &mut row, "state")?;
    let tries: Option<i64> = field(TABLE, &mut row, "tries")?;
    let failure: Option<String> = field(TABLE, &mut row, "failure")?;
    Ok(OutboxEntry {
        state: DeliveryState::from_code(state.as_deref()),
        tries: u32::try_from(tries.unwrap_or(0)).unwrap_or(u32::MAX),
        due: moment(field(TABLE, &mut row, "due")?).unwrap_or(message.time),
        failure: failure.map(|text| from_json(TABLE, &text)).transpose()?,
        sent: moment(field(TABLE, &mut row, "sent")?),
        good_until: moment(field(TABLE, &mut row, "good_until")?),
        message,
    })
}

impl<C: Connection> Store<C> {
    /// The messages that are not sent, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_outbox(&self) -> Result<Vec<OutboxMessage>, StoreError> {
        let entries = self.list_outbox_entries().await?;
        Ok(entries
            .into_iter()
            .filter(|entry| entry.state != DeliveryState::Sent)
            .map(|entry| entry.message)
            .collect())
    }

    /// The messages with the state of their sending, newest first: all that are not sent, and
    /// the newest of the sent.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_outbox_entries(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox WHERE state != 'sent'; \
             SELECT {COLUMNS} FROM outbox WHERE state = 'sent' ORDER BY time DESC LIMIT {SENT_SHOWN}"
        );
        let mut results = run(&self.directory, &sql, Object::new()).await?;
        let mut rows: Vec<Object> = results.take(0)?;
        rows.extend(results.take::<Vec<Object>>(1)?);
        let mut entries: Vec<OutboxEntry> = rows.into_iter().map(entry).collect::<Result<_, _>>()?;
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.message.time));
        Ok(entries)
    }

    /// The messages that are to be tried now, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_due_messages(
        &self,
        now: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<OutboxEntry>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox WHERE state = 'waiting' AND due <= $now ORDER BY time LIMIT $limit"
        );
        let bound = values([
            ("now", now.timestamp_micros().into_value()),
            ("limit", i64::from(limit).into_value()),
        ]);
        let mut results = run(&self.directory, &sql, bound).await?;
        let rows: Vec<Object> = results.take(0)?;
        rows.into_iter().map(entry).collect()
    }

    /// Notes that the mail server has taken a message, and erases its text. A message that was
    /// withdrawn meanwhile stays away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn note_sent(&self, message: &OutboxMessage, now: DateTime<Utc>) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new(TABLE, message.id.as_str()).into_value()),
            ("content", to_json(TABLE, &message.erased())?.into_value()),
            ("now", now.timestamp_micros().into_value()),
        ]);
        let sql = "UPDATE $id SET state = 'sent', sent = $now, content = $content, failure = NONE, \
            tries = (tries ?? 0) + 1 RETURN NONE";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }

    /// Notes that a message could not be sent. `next`: when it is tried again; none = not by
    /// itself. The text of one whose link has lapsed is erased.
    ///
    /// # Errors
    /// What the database says.
    pub async fn note_not_sent(
        &self,
        message: &OutboxMessage,
        failure: MailFailure,
        next: Option<DateTime<Utc>>,
        erase: bool,
    ) -> Result<(), StoreError> {
        let content = if erase { message.erased() } else { message.clone() };
        let bound = values([
            ("id", RecordId::new(TABLE, message.id.as_str()).into_value()),
            ("content", to_json(TABLE, &content)?.into_value()),
            ("failure", to_json(TABLE, &failure)?.into_value()),
            (
                "state",
                next.map_or(DeliveryState::Stuck, |_| DeliveryState::Waiting)
                    .code()
                    .into_value(),
            ),
            ("due", next.map(|next| next.timestamp_micros()).into_value()),
        ]);
        let sql = "UPDATE $id SET state = $state, due = $due, content = $content, failure = $failure, \
            tries = (tries ?? 0) + 1 RETURN NONE";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }

    /// Lets a stuck message be tried from the beginning; `false` if it is not stuck, or its link
    /// has lapsed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn send_again(&self, id: &Key, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let bound = values([
            ("id", RecordId::new(TABLE, id.as_str()).into_value()),
            ("now", now.timestamp_micros().into_value()),
        ]);
        let sql = "UPDATE $id SET state = 'waiting', due = $now, tries = 0 \
            WHERE state = 'stuck' AND (good_until = NONE OR good_until > $now) RETURN VALUE tries";
        let mut results = run(&self.directory, sql, bound).await?;
        let written: Vec<i64> = results.take(0)?;
        Ok(!written.is_empty())
    }

    /// Removes what was sent before a time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_sent_before(&self, time: DateTime<Utc>) -> Result<(), StoreError> {
        let bound = values([("time", time.timestamp_micros().into_value())]);
        let sql = "DELETE outbox WHERE state = 'sent' AND sent < $time RETURN NONE";
        run(&self.directory, sql, bound).await?;
        Ok(())
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

    /// Removes the links that wait for a username: what they bring has been used or is no good
    /// any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_messages_of(&self, username: &Key) -> Result<(), StoreError> {
        let bound = values([("username", username.as_str().into_value())]);
        run(&self.directory, DELETE_LINKS, bound).await?;
        Ok(())
    }
}
