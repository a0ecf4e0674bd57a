//! Updates of a register that is in use: whole records in the place of earlier ones, with all their ways
//! in, and nothing left of those of before.
//!
//! | Table | Key | Content |
//! |---|---|---|
//! | `record_version` | kind, parts of the record's key | from when on the record holds, with which change it came, a digest of it |
//!
//! Of two updates of one record the later wins, whichever comes first ([`RegisterUpdate`]). A record
//! without a version came with a load and stands as of its day.
//!
//! What becomes of updates is found out first ([`Store::judge_updates`]) and then written in one
//! transaction ([`Store::write_updates`]), together with the entry that tells of it: a crash leaves all of
//! it or nothing, and a second time changes nothing. Only one at a time brings a register up to date.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use surrealdb::Connection;
use tokio::sync::OwnedMutexGuard;

use super::changes::Waiting;
use super::prepared::rows_of;
use super::protections::{self, Protected};
use super::records::{add_days, content, place_of};
use super::rows::{Inserts, Key};
use super::{Records, Store, StoreError};
use crate::environment::Environment;
use crate::register::RegisterRecord;
use crate::register::exchange::{ChangeId, RegisterUpdate, write_line};
use crate::register::record::RecordKey;

const VERSION: &str = "record_version";

/// What became of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is the latest of its record.
    Taken,
    /// It is in the register already.
    Known,
    /// What the register has holds from a later moment on.
    Outdated,
    /// The same change brought another content for the same moment: one of the two is wrong.
    Contradicts,
}

/// With what a record came.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    /// From when on the record holds.
    effective: DateTime<Utc>,
    change: ChangeId,
    /// Of the record as it came.
    digest: String,
}

impl Version {
    fn of(update: &RegisterUpdate) -> Result<Self, StoreError> {
        let line = write_line(&update.record).map_err(|error| super::query::unreadable(VERSION, &error))?;
        let digest = Sha256::digest(line.as_bytes());
        Ok(Self {
            effective: update.effective,
            change: update.change.clone(),
            digest: digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

/// How current what is known of a record is.
#[derive(Clone)]
enum Standing {
    /// Nothing is known.
    New,
    /// It came with a load, as of a day if one was told.
    Loaded(Option<NaiveDate>),
    /// It came with an update.
    Updated(Version),
}

impl Standing {
    fn judge(&self, version: &Version) -> Fate {
        match self {
            Self::New | Self::Loaded(None) => Fate::Taken,
            Self::Loaded(Some(day)) if version.effective < begin_of(*day) => Fate::Outdated,
            Self::Loaded(Some(_)) => Fate::Taken,
            Self::Updated(known) => {
                let order = (version.effective, &version.change).cmp(&(known.effective, &known.change));
                match order {
                    Ordering::Greater => Fate::Taken,
                    Ordering::Less => Fate::Outdated,
                    Ordering::Equal if version.digest == known.digest => Fate::Known,
                    Ordering::Equal => Fate::Contradicts,
                }
            }
        }
    }
}

/// The moment at which a local day begins, at the earliest: clocks in Finland are two or three hours
/// before UTC, and an hour too early only takes an update that is in the load already.
fn begin_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(3)
}

/// What a run that writes nothing would have written before: so its later updates are judged as if.
#[derive(Default)]
pub struct Ahead(BTreeMap<RecordKey, Version>);

impl std::fmt::Debug for Ahead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ahead")
    }
}

/// Updates of which it is known what becomes of them, and what there is to write. Nobody else brings a
/// register up to date as long as it lives.
pub struct Judged {
    environment: Environment,
    fates: Vec<Fate>,
    rows: Inserts,
    protected: Protected,
    _turn: OwnedMutexGuard<()>,
}

impl Judged {
    /// What becomes of each update, in their order.
    #[must_use]
    pub fn fates(&self) -> &[Fate] {
        &self.fates
    }
}

impl std::fmt::Debug for Judged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Judged")
            .field("fates", &self.fates)
            .finish_non_exhaustive()
    }
}

impl<C: Connection> Store<C> {
    /// Finds out what becomes of updates, each after the one before it. With `ahead` nothing is made
    /// ready to be written.
    ///
    /// # Errors
    /// A record without its identifier, or what the database says.
    pub async fn judge_updates(
        &self,
        environment: Environment,
        updates: Vec<RegisterUpdate>,
        ahead: Option<&mut Ahead>,
    ) -> Result<Judged, StoreError> {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        let loaded = self.find_loaded_day(environment).await?;
        let mut standings: BTreeMap<RecordKey, Standing> = BTreeMap::new();
        let mut taken: BTreeMap<RecordKey, (RegisterRecord, Version)> = BTreeMap::new();
        let mut fates = Vec::with_capacity(updates.len());
        for update in updates {
            let table = update.record.kind();
            let key = update.record.key().ok_or(StoreError::NoIdentifier { table })?;
            let standing = match standings.entry(key) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => {
                    let before = ahead.as_ref().and_then(|ahead| ahead.0.get(&key));
                    let standing = match before {
                        Some(version) => Standing::Updated(version.clone()),
                        None => self.standing(environment, key, loaded).await?,
                    };
                    entry.insert(standing)
                }
            };
            let version = Version::of(&update)?;
            let fate = standing.judge(&version);
            if fate == Fate::Taken {
                *standing = Standing::Updated(version.clone());
                taken.insert(key, (update.record, version));
            }
            fates.push(fate);
        }
        let (rows, protected) = match ahead {
            Some(ahead) => {
                ahead
                    .0
                    .extend(taken.into_iter().map(|(key, (_, version))| (key, version)));
                (Inserts::default(), Protected::new())
            }
            None => self.rows_for(environment, taken).await?,
        };
        Ok(Judged {
            environment,
            fates,
            rows,
            protected,
            _turn: turn,
        })
    }

    async fn standing(
        &self,
        environment: Environment,
        key: RecordKey,
        loaded: Option<NaiveDate>,
    ) -> Result<Standing, StoreError> {
        let version = self.find_content(environment, VERSION, version_key(key)).await?;
        if let Some(version) = version {
            return Ok(Standing::Updated(version));
        }
        let found = self.find_record(environment, key).await?;
        Ok(found.map_or(Standing::New, |_| Standing::Loaded(loaded)))
    }

    /// What there is to write for records that take the place of what is known of them.
    async fn rows_for(
        &self,
        environment: Environment,
        taken: BTreeMap<RecordKey, (RegisterRecord, Version)>,
    ) -> Result<(Inserts, Protected), StoreError> {
        let (mut old, mut new) = (Records::default(), Records::default());
        let mut versions = Inserts::default();
        for (key, (record, version)) in taken {
            if let Some(before) = self.find_record(environment, key).await? {
                old.push(before);
            }
            new.push(record);
            versions.replace(VERSION, version_key(key), content(&version)?);
        }
        let protected = self
            .protections_after(environment, &old.persons, &new.persons)
            .await?;
        let mut rows = rows_of(&new)?.in_place_of(&rows_of(&old)?);
        self.keep_shared(environment, &mut rows, &old.buildings, &new.buildings)
            .await?;
        rows.append(versions);
        protections::add(&mut rows, &protected)?;
        Ok((rows, protected))
    }

    /// Writes judged updates, and the entry that tells of them, all or nothing. With a `day`, the last
    /// of a file, the register stands as of that day unless it stood as of a later one.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn write_updates(
        &self,
        judged: Judged,
        day: Option<NaiveDate>,
        entry: Option<Waiting>,
    ) -> Result<(), StoreError> {
        let Judged {
            environment,
            mut rows,
            protected,
            _turn: turn,
            ..
        } = judged;
        if let Some(day) = day {
            let before = self.find_register_day(environment).await?;
            let loaded = self.find_loaded_day(environment).await?;
            let day = before.map_or(day, |before| before.max(day));
            add_days(&mut rows, day, loaded)?;
        }
        match &self.embedded {
            Some(embedded) => {
                let mut writes = rows.encode(embedded.place(environment))?;
                if let Some(entry) = entry {
                    writes.push(entry.into_write().encode(embedded.directory())?);
                }
                if !writes.is_empty() {
                    embedded.write_encoded(writes).await?;
                }
            }
            None => {
                // Two databases of a remote engine are two transactions: what is done is told before.
                let entries: Vec<Waiting> = entry.into_iter().collect();
                self.create_changes(&entries).await?;
                rows.run(self, environment).await?;
            }
        }
        self.protections.take_in(environment, protected);
        drop(turn);
        Ok(())
    }
}

/// Under what the version of a record lies.
fn version_key(record: RecordKey) -> Key {
    let (table, key) = place_of(record);
    let parts: Vec<&str> = std::iter::once(table).chain(key.texts()).collect();
    Key::parts(&parts)
}
