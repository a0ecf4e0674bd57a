//! Alarms in the store: since when each was on and until when, and what mail said of it last.

use chrono::{DateTime, Utc};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue, Value};

use super::changes::with_entries;
use super::outbox::rows;
use super::query::{field, from_json, run, to_json, values};
use super::{OutboxMessage, Store, StoreError, Waiting};
use crate::alarms::{Alarm, Mailed, Unsent};
use crate::management::{DeliveryState, MailFailure};
use crate::permit::Key;

const EPISODE: &str = "alarm_episode";
const MAIL: &str = "alarm_mail";

/// Once that an alarm was on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmEpisode {
    /// Its key.
    pub id: Key,
    /// Which alarm.
    pub alarm: Alarm,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when; none = it is on.
    pub until: Option<DateTime<Utc>>,
}

/// What changes at once: episodes that begin and end, what mail says of it, the entries of the
/// change log.
#[derive(Clone, Debug, Default)]
pub struct AlarmChange {
    /// The episodes that have begun.
    pub begun: Vec<AlarmEpisode>,
    /// The episodes that have ended, with their end.
    pub ended: Vec<AlarmEpisode>,
    /// What mail says from now on.
    pub mailed: Vec<(Alarm, Mailed)>,
    /// The mail.
    pub messages: Vec<OutboxMessage>,
    /// The entries.
    pub entries: Vec<Waiting>,
}

impl AlarmChange {
    /// Whether there is anything to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.begun.is_empty() && self.ended.is_empty() && self.mailed.is_empty()
    }
}

impl<C: Connection> Store<C> {
    /// The alarms that are on, and the newest of those that were.
    ///
    /// # Errors
    /// What the database says. An alarm that this program does not know is passed over.
    pub async fn list_alarm_episodes(&self, past: u32) -> Result<Vec<AlarmEpisode>, StoreError> {
        let sql = "SELECT record::id(id) AS key, alarm, since, until FROM alarm_episode WHERE until = NONE; \
                   SELECT record::id(id) AS key, alarm, since, until FROM alarm_episode WHERE until != NONE \
                   ORDER BY until DESC LIMIT $past";
        let bound = values([("past", i64::from(past).into_value())]);
        let mut results = run(&self.directory, sql, bound).await?;
        let mut found: Vec<Object> = results.take(0)?;
        found.extend(results.take::<Vec<Object>>(1)?);
        let mut episodes = Vec::with_capacity(found.len());
        for row in found {
            episodes.extend(episode(row)?);
        }
        Ok(episodes)
    }

    /// What mail said last, of each alarm that it told of.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_alarm_mail(&self) -> Result<Vec<(Alarm, Mailed)>, StoreError> {
        let sql = "SELECT record::id(id) AS key, content FROM alarm_mail";
        let rows: Vec<Object> = run(&self.directory, sql, Object::new()).await?.take(0)?;
        let mut mailed = Vec::with_capacity(rows.len());
        for mut row in rows {
            let code: String = field(MAIL, &mut row, "key")?;
            let content: String = field(MAIL, &mut row, "content")?;
            if let Some(alarm) = Alarm::from_code(&code) {
                mailed.push((alarm, from_json(MAIL, &content)?));
            }
        }
        Ok(mailed)
    }

    /// Writes what changes, all or nothing, and removes what ended before `forget`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_alarms(&self, change: &AlarmChange, forget: DateTime<Utc>) -> Result<(), StoreError> {
        let mut bound = values([("forget", forget.timestamp_micros().into_value())]);
        let mut writes = String::new();
        if !change.begun.is_empty() {
            bound.insert(
                "begun",
                Value::Array(change.begun.iter().map(begun_row).collect()),
            );
            writes.push_str("INSERT INTO alarm_episode $begun RETURN NONE; ");
        }
        for (number, episode) in change.ended.iter().enumerate() {
            let until = episode.until.map(|until| until.timestamp_micros());
            bound.insert(
                format!("ended{number}"),
                RecordId::new(EPISODE, episode.id.as_str()).into_value(),
            );
            bound.insert(format!("until{number}"), until.into_value());
            writes.push_str(&format!(
                "UPDATE $ended{number} SET until = $until{number} RETURN NONE; "
            ));
        }
        for (number, (alarm, mailed)) in change.mailed.iter().enumerate() {
            bound.insert(
                format!("mail{number}"),
                RecordId::new(MAIL, alarm.code()).into_value(),
            );
            bound.insert(format!("content{number}"), to_json(MAIL, mailed)?.into_value());
            writes.push_str(&format!(
                "UPSERT $mail{number} SET content = $content{number} RETURN NONE; "
            ));
        }
        if !change.messages.is_empty() {
            bound.insert("messages", rows(&change.messages)?);
            writes.push_str("INSERT INTO outbox $messages RETURN NONE; ");
        }
        writes.push_str("DELETE alarm_episode WHERE until != NONE AND until < $forget RETURN NONE; ");
        let insert = with_entries(&mut bound, &change.entries);
        let sql = format!("BEGIN; {writes} {insert} COMMIT");
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// What is not sent, without any of its words. A message with a link that is no good any more
    /// will not be sent, whoever is asked.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_unsent(&self, now: DateTime<Utc>) -> Result<Vec<Unsent>, StoreError> {
        let sql = "SELECT state, tries, failure, good_until, time FROM outbox WHERE state != 'sent'";
        let rows: Vec<Object> = run(&self.directory, sql, Object::new()).await?.take(0)?;
        rows.into_iter().map(|row| unsent(row, now)).collect()
    }

    /// Makes a row durable that means nothing: whether the disk takes anything.
    ///
    /// # Errors
    /// What the database says.
    pub(super) async fn try_write(&self) -> Result<(), StoreError> {
        let sql = "UPSERT write_probe:probe SET turn = (turn ?? 0) + 1 RETURN NONE";
        run(&self.directory, sql, Object::new()).await?;
        Ok(())
    }
}

fn begun_row(episode: &AlarmEpisode) -> Value {
    let mut row = Object::new();
    row.insert("id", RecordId::new(EPISODE, episode.id.as_str()));
    row.insert("alarm", episode.alarm.code());
    row.insert("since", episode.since.timestamp_micros());
    Value::Object(row)
}

fn episode(mut row: Object) -> Result<Option<AlarmEpisode>, StoreError> {
    let id: String = field(EPISODE, &mut row, "key")?;
    let code: String = field(EPISODE, &mut row, "alarm")?;
    let since: i64 = field(EPISODE, &mut row, "since")?;
    let until: Option<i64> = field(EPISODE, &mut row, "until")?;
    let (Ok(id), Some(alarm)) = (Key::parse(&id), Alarm::from_code(&code)) else {
        return Ok(None);
    };
    Ok(Some(AlarmEpisode {
        id,
        alarm,
        since: DateTime::from_timestamp_micros(since).unwrap_or_default(),
        until: until.and_then(DateTime::from_timestamp_micros),
    }))
}

fn unsent(mut row: Object, now: DateTime<Utc>) -> Result<Unsent, StoreError> {
    const TABLE: &str = "outbox";
    let state: Option<String> = field(TABLE, &mut row, "state")?;
    let tries: Option<i64> = field(TABLE, &mut row, "tries")?;
    let failure: Option<String> = field(TABLE, &mut row, "failure")?;
    let failure: Option<MailFailure> = failure.map(|text| from_json(TABLE, &text)).transpose()?;
    let good_until: Option<i64> = field(TABLE, &mut row, "good_until")?;
    let time: i64 = field(TABLE, &mut row, "time")?;
    let state = DeliveryState::from_code(state.as_deref());
    let is_of_use = good_until.is_none_or(|until| now.timestamp_micros() < until);
    Ok(Unsent {
        time: DateTime::from_timestamp_micros(time).unwrap_or_default(),
        tries: u32::try_from(tries.unwrap_or(0)).unwrap_or(u32::MAX),
        is_given_up: state == DeliveryState::Stuck
            && is_of_use
            && failure.is_some_and(|failure| !failure.is_final()),
        is_waiting: state == DeliveryState::Waiting,
    })
}
