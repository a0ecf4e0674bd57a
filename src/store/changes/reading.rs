//! Finding entries of the change log, newest first. What is shown is read from the tree itself and
//! held against its commitment; the ways only tell where it is.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use surrealdb::Connection;
use surrealdb::types::{Array, Bytes, Object, RecordId, RecordIdKey, SurrealValue, Value};

use super::{WAY, number_text, split_payloads, subject_key, unreadable};
use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{Change, ChangeAct, Commitment, Salt, Subject};
use crate::permit::Key;
use crate::store::log_shelf::{BATCH, PAYLOAD, head_in};
use crate::store::query::{field, run, values};
use crate::store::rows::between;
use crate::store::{Store, StoreError};

/// How many entries are looked at first; then four times as many, and so on.
const FIRST_WINDOW: u64 = 2_048;

/// Which entries are wanted. All of it must hold.
#[derive(Clone, Debug, Default)]
pub struct ChangeFilter {
    /// Only about this.
    pub subject: Option<Subject>,
    /// Only by this username.
    pub actor: Option<Key>,
    /// Only what concerns this organisation.
    pub organisation: Option<Key>,
    /// Only these acts; empty = all.
    pub acts: Vec<ChangeAct>,
    /// From this time on, in microseconds UTC.
    pub from: Option<i64>,
    /// Before this time, in microseconds UTC.
    pub until: Option<i64>,
    /// Only entries with a lower number.
    pub before: Option<u64>,
}

impl ChangeFilter {
    /// The way on which the fewest other entries lie.
    fn way(&self) -> (&'static str, String) {
        match (&self.subject, &self.actor, &self.organisation) {
            (Some(subject), ..) => ("subject", subject_key(subject)),
            (None, Some(actor), _) => ("actor", actor.as_str().to_owned()),
            (None, None, Some(organisation)) => ("organisation", organisation.as_str().to_owned()),
            (None, None, None) => ("log", "changes".to_owned()),
        }
    }

    /// The other conditions, with their values.
    fn conditions(&self, bound: &mut Object) -> String {
        let mut conditions: Vec<&str> = Vec::new();
        if let Some(actor) = &self.actor {
            bound.insert("actor", actor.as_str());
            conditions.push("actor = $actor");
        }
        if let Some(organisation) = &self.organisation {
            bound.insert("organisation", organisation.as_str());
            conditions.push("organisation = $organisation");
        }
        if !self.acts.is_empty() {
            let acts: Vec<Value> = self.acts.iter().map(|act| act.code().into_value()).collect();
            bound.insert("acts", Value::Array(Array::from(acts)));
            conditions.push("act IN $acts");
        }
        if let Some(from) = self.from {
            bound.insert("from", from);
            conditions.push("time >= $from");
        }
        if let Some(until) = self.until {
            bound.insert("until", until);
            conditions.push("time < $until");
        }
        if conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", conditions.join(" AND "))
        }
    }
}

impl<C: Connection> Store<C> {
    /// The newest entries that match, at most `limit`, each with its number in the log.
    ///
    /// # Errors
    /// What the database says; [`StoreError::Unreadable`] for an entry that is not the one that
    /// the tree has committed to.
    pub async fn list_changes(
        &self,
        filter: &ChangeFilter,
        limit: usize,
    ) -> Result<Vec<(u64, Change)>, StoreError> {
        let (way, of) = filter.way();
        let size = head_in(&self.directory).await?.size;
        let mut end = filter.before.unwrap_or(size).min(size);
        let mut width = FIRST_WINDOW;
        let mut found = Vec::new();
        // A window after the other, so that what is looked at is bounded by what is asked for.
        while found.len() < limit && end > 0 {
            let start = end.saturating_sub(width);
            let range = between(WAY, &[way, &of], &number_text(start), &number_text(end - 1));
            let left = limit - found.len();
            let mut bound = values([
                ("range", range),
                ("limit", i64::try_from(left).unwrap_or(i64::MAX).into_value()),
            ]);
            let conditions = filter.conditions(&mut bound);
            let sql = format!("SELECT id, batch FROM $range {conditions} ORDER BY id DESC LIMIT $limit");
            let rows: Vec<Object> = run(&self.directory, &sql, bound).await?.take(0)?;
            for mut row in rows {
                let id: RecordId = field(WAY, &mut row, "id")?;
                let batch: i64 = field(WAY, &mut row, "batch")?;
                found.push((number_of(&id)?, batch));
            }
            end = start;
            width = width.saturating_mul(4);
        }
        self.read_changes(found).await
    }

    /// Reads entries out of the tree, each by its number and its batch.
    async fn read_changes(&self, found: Vec<(u64, i64)>) -> Result<Vec<(u64, Change)>, StoreError> {
        let mut batches: BTreeMap<i64, Vec<Change>> = BTreeMap::new();
        for (_, batch) in &found {
            if !batches.contains_key(batch) {
                batches.insert(*batch, self.changes_of_batch(*batch).await?);
            }
        }
        found
            .into_iter()
            .map(|(number, batch)| {
                let place = u64::try_from(batch)
                    .ok()
                    .and_then(|first| usize::try_from(number.checked_sub(first)?).ok());
                let change = place
                    .zip(batches.get(&batch))
                    .and_then(|(place, batch)| batch.get(place).cloned());
                Ok((number, change.ok_or_else(|| not_there("an entry is gone"))?))
            })
            .collect()
    }

    async fn changes_of_batch(&self, first: i64) -> Result<Vec<Change>, StoreError> {
        let bound = values([
            ("batch", RecordId::new(BATCH, first).into_value()),
            ("payload", RecordId::new(PAYLOAD, first).into_value()),
        ]);
        let sql = "SELECT commitments FROM ONLY $batch; SELECT salts, payloads FROM ONLY $payload";
        let mut results = run(&self.directory, sql, bound).await?;
        let (batch, content): (Option<Object>, Option<Object>) = (results.take(0)?, results.take(1)?);
        let (Some(mut batch), Some(mut content)) = (batch, content) else {
            return Err(not_there("a batch is gone"));
        };
        let commitments: Bytes = field(BATCH, &mut batch, "commitments")?;
        let salts: Bytes = field(PAYLOAD, &mut content, "salts")?;
        let payloads: Bytes = field(PAYLOAD, &mut content, "payloads")?;
        let (commitments, _) = commitments.as_chunks::<COMMITMENT_LENGTH>();
        let (salts, _) = salts.as_chunks::<SALT_LENGTH>();
        commitments
            .iter()
            .zip(salts)
            .zip(split_payloads(&payloads))
            .map(|((commitment, salt), payload)| {
                if Commitment::of_change(&Salt::from_bytes(*salt), payload).as_bytes() != commitment {
                    return Err(not_there("an entry is not the one committed to"));
                }
                Change::decode(payload).map_err(unreadable)
            })
            .collect()
    }

    /// The codes of what a username did and of what was done to it, oldest first, also of entries
    /// that still wait; for tests and support.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_audit_events(&self, username: &Key) -> Result<Vec<String>, StoreError> {
        let mut found = BTreeMap::new();
        let filters = [
            ChangeFilter {
                actor: Some(username.clone()),
                ..ChangeFilter::default()
            },
            ChangeFilter {
                subject: Some(Subject::Username(username.as_str().to_owned())),
                ..ChangeFilter::default()
            },
        ];
        for filter in filters {
            found.extend(self.list_changes(&filter, 10_000).await?);
        }
        let mut events: Vec<String> = found
            .into_values()
            .map(|change| change.act.code().to_owned())
            .collect();
        for waiting in self.list_waiting_changes(10_000).await? {
            let change = Change::decode(&waiting.payload).map_err(unreadable)?;
            let is_actor = change.actor.as_deref() == Some(username.as_str());
            if is_actor || change.subject == Subject::Username(username.as_str().to_owned()) {
                events.push(change.act.code().to_owned());
            }
        }
        Ok(events)
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
        let filter = ChangeFilter {
            subject: Some(Subject::Username(id.as_str().to_owned())),
            acts: vec![ChangeAct::SignInDone, ChangeAct::SignInRefused],
            ..ChangeFilter::default()
        };
        let found = self
            .list_changes(&filter, usize::try_from(limit).unwrap_or(0))
            .await?;
        Ok(found
            .into_iter()
            .map(|(_, change)| {
                let time = DateTime::from_timestamp_micros(change.time_micros).unwrap_or_default();
                (time, change.act == ChangeAct::SignInDone)
            })
            .collect())
    }
}

/// The number at the end of a way's key.
fn number_of(id: &RecordId) -> Result<u64, StoreError> {
    let number = match &id.key {
        RecordIdKey::Array(parts) => match parts.iter().last() {
            Some(Value::String(text)) => text.parse().ok(),
            _ => None,
        },
        _ => None,
    };
    number.ok_or_else(|| StoreError::Unreadable {
        table: WAY,
        reason: "a key has another form".to_owned(),
    })
}

fn not_there(reason: &str) -> StoreError {
    StoreError::Unreadable {
        table: PAYLOAD,
        reason: reason.to_owned(),
    }
}
