//! Loading and listing whole registers: batches of records of every kind, all or none of each batch,
//! and how far an import has come.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, SurrealValue, Value};

use super::query::{field, from_json, run, to_json, values};
use super::rows::{self, Fields, Inserts, Key, following, list_grouped};
use super::{Store, StoreError, apartments, buildings, persons, properties};
use crate::environment::Environment;
use crate::identifier::{ApartmentAddressPart, PermanentApartmentId};
use crate::register::exchange::Counts;
use crate::register::record::RecordKey;
use crate::register::{Apartment, Building, DataGroup, Grouped, Person, Property, RegisterRecord};

const STATE: &str = "register_state";
const LAST_IMPORT: &str = "last_import";
const AS_OF: &str = "as_of";
const LOADED_AS_OF: &str = "loaded_as_of";

/// Records that are written together.
#[derive(Debug, Default)]
pub struct Records {
    /// Persons.
    pub persons: Vec<Person>,
    /// Buildings.
    pub buildings: Vec<Building>,
    /// Apartments.
    pub apartments: Vec<Apartment>,
    /// Properties.
    pub properties: Vec<Property>,
}

impl Records {
    /// Puts a record to the others of its kind.
    pub fn push(&mut self, record: RegisterRecord) {
        match record {
            RegisterRecord::Person(person) => self.persons.push(*person),
            RegisterRecord::Building(building) => self.buildings.push(*building),
            RegisterRecord::Apartment(apartment) => self.apartments.push(*apartment),
            RegisterRecord::Property(property) => self.properties.push(*property),
        }
    }

    /// One after another, kind by kind.
    pub fn into_records(self) -> impl Iterator<Item = RegisterRecord> {
        let persons = self.persons.into_iter().map(RegisterRecord::from);
        persons
            .chain(self.buildings.into_iter().map(RegisterRecord::from))
            .chain(self.apartments.into_iter().map(RegisterRecord::from))
            .chain(self.properties.into_iter().map(RegisterRecord::from))
    }

    /// How many there are of each kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        Counts {
            persons: count(self.persons.len()),
            buildings: count(self.buildings.len()),
            apartments: count(self.apartments.len()),
            properties: count(self.properties.len()),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.persons.len() + self.buildings.len() + self.apartments.len() + self.properties.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl FromIterator<RegisterRecord> for Records {
    fn from_iter<I: IntoIterator<Item = RegisterRecord>>(records: I) -> Self {
        let mut batch = Self::default();
        records.into_iter().for_each(|record| batch.push(record));
        batch
    }
}

/// A kind of record, in the order in which a register is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// Persons.
    Person,
    /// Buildings.
    Building,
    /// Apartments.
    Apartment,
    /// Properties.
    Property,
}

impl RecordKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Person, Self::Building, Self::Apartment, Self::Property];
}

/// How far the import of a file has come. Written with each batch, in the same transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportMark {
    /// The last line that is done with.
    pub line: u64,
    /// Where the next one begins, in bytes.
    pub offset: u64,
    /// SHA-256 of the file up to there, in hexadecimal digits: the same file is gone on with, no other.
    pub digest: String,
    /// How many lines before it were refused.
    pub refused: u64,
    /// How many records before it were in the register already, just as they stand there.
    pub unchanged: u64,
    /// Records loaded so far.
    pub loaded: Counts,
    /// The whole file was read.
    pub finished: bool,
}

impl<C: Connection> Store<C> {
    /// Adds records of any kind with all their ways in, and moves the mark of an import with them: all
    /// of it or nothing. Fails if a record is there already.
    ///
    /// # Errors
    /// A record without its identifier, or what the database says; nothing is written then.
    pub async fn create_records(
        &self,
        environment: Environment,
        records: &Records,
        mark: Option<&ImportMark>,
    ) -> Result<(), StoreError> {
        let prepared = self.preparer(environment).prepare(records)?;
        self.write_prepared(prepared, mark).await
    }

    /// Finds how far the last import came, if there was one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_import_mark(&self, environment: Environment) -> Result<Option<ImportMark>, StoreError> {
        self.state(environment, LAST_IMPORT).await
    }

    /// Finds the day as of which the register stands, if it was told.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_register_day(&self, environment: Environment) -> Result<Option<NaiveDate>, StoreError> {
        self.state(environment, AS_OF).await
    }

    /// Tells the day as of which the register stands.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_register_day(
        &self,
        environment: Environment,
        day: NaiveDate,
    ) -> Result<(), StoreError> {
        let mut inserts = Inserts::default();
        inserts.replace(STATE, Key::text(AS_OF), content(&day)?);
        inserts.run(self, environment).await
    }

    /// Finds the day as of which the records stand that came with a load and by no update since.
    pub(super) async fn find_loaded_day(
        &self,
        environment: Environment,
    ) -> Result<Option<NaiveDate>, StoreError> {
        match self.state(environment, LOADED_AS_OF).await? {
            Some(day) => Ok(Some(day)),
            // Until the first update nothing but loads has told the day.
            None => self.find_register_day(environment).await,
        }
    }

    /// Tells the day of a load, before the day of the register is told: of several loads the latest
    /// counts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_loaded_day(
        &self,
        environment: Environment,
        day: NaiveDate,
    ) -> Result<(), StoreError> {
        let before = self.find_loaded_day(environment).await?;
        let day = before.map_or(day, |before| before.max(day));
        let mut inserts = Inserts::default();
        inserts.replace(STATE, Key::text(LOADED_AS_OF), content(&day)?);
        inserts.run(self, environment).await
    }

    async fn state<T: serde::de::DeserializeOwned>(
        &self,
        environment: Environment,
        name: &str,
    ) -> Result<Option<T>, StoreError> {
        self.find_content(environment, STATE, Key::text(name)).await
    }

    /// Finds what a row holds as JSON text.
    pub(super) async fn find_content<T: serde::de::DeserializeOwned>(
        &self,
        environment: Environment,
        table: &'static str,
        key: Key,
    ) -> Result<Option<T>, StoreError> {
        if let Some(embedded) = &self.embedded {
            let Some(row) = embedded.find(environment, table, key).await? else {
                return Ok(None);
            };
            let text = row.texts().find(|(name, _)| *name == "content");
            let text = text.and_then(|(_, text)| text).unwrap_or_default();
            return from_json(table, text).map(Some);
        }
        let id = key.of(table).into_value();
        let sql = "SELECT content FROM ONLY $id";
        let mut results = run(self.register(environment), sql, values([("id", id)])).await?;
        let row: Option<Object> = results.take(0)?;
        let Some(mut row) = row else { return Ok(None) };
        let content: String = field(table, &mut row, "content")?;
        from_json(table, &content).map(Some)
    }

    /// How many records of each kind there are. Counts them all: for the command line.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_records(&self, environment: Environment) -> Result<Counts, StoreError> {
        let db = self.register(environment);
        Ok(Counts {
            persons: self.count_persons(environment).await?,
            buildings: rows::count(db, buildings::TABLE).await?,
            apartments: rows::count(db, apartments::TABLE).await?,
            properties: rows::count(db, properties::TABLE).await?,
        })
    }

    /// Lists whole records of a kind in the order of their keys, from the one after `after`, at most
    /// `limit`. For exports: a query names the groups that it may read.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_records(
        &self,
        environment: Environment,
        kind: RecordKind,
        after: Option<RecordKey>,
        limit: u32,
    ) -> Result<Vec<RegisterRecord>, StoreError> {
        let after = after.map(|key| place_of(key).1);
        Ok(match kind {
            RecordKind::Person => {
                let persons = self.list_persons(environment, following(persons::TABLE, after), limit);
                persons.await?.into_iter().map(RegisterRecord::from).collect()
            }
            RecordKind::Building => {
                let what = following(buildings::TABLE, after);
                self.whole::<Building>(environment, buildings::TABLE, what, limit)
                    .await?
            }
            RecordKind::Apartment => {
                let what = following(apartments::TABLE, after);
                self.whole::<Apartment>(environment, apartments::TABLE, what, limit)
                    .await?
            }
            RecordKind::Property => {
                let what = following(properties::TABLE, after);
                self.whole::<Property>(environment, properties::TABLE, what, limit)
                    .await?
            }
        })
    }

    /// Finds a whole record by its key, as it was written. For imports, which tell a record that is there already and the
    /// same from one that is there and another.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_record(
        &self,
        environment: Environment,
        key: RecordKey,
    ) -> Result<Option<RegisterRecord>, StoreError> {
        let (table, place) = place_of(key);
        let what = place.of(table).into_value();
        let found = match key {
            RecordKey::Person(code) => {
                let groups: BTreeSet<DataGroup> = DataGroup::ALL.iter().copied().collect();
                let found = self.find_as_written(environment, code, &groups).await?;
                return Ok(found.map(|found| {
                    RegisterRecord::from(Person {
                        code,
                        facts: found.facts,
                        groups: found.groups,
                    })
                }));
            }
            RecordKey::Building(_) => self.whole::<Building>(environment, table, what, 1).await?,
            RecordKey::Apartment(..) => self.whole::<Apartment>(environment, table, what, 1).await?,
            RecordKey::Property(_) => self.whole::<Property>(environment, table, what, 1).await?,
        };
        Ok(found.into_iter().next())
    }

    async fn whole<R: Grouped + Into<RegisterRecord>>(
        &self,
        environment: Environment,
        table: &'static str,
        what: Value,
        limit: u32,
    ) -> Result<Vec<RegisterRecord>, StoreError> {
        let groups = R::groups().iter().copied().collect();
        let records: Vec<R> = list_grouped(self.register(environment), table, what, &groups, limit).await?;
        Ok(records.into_iter().map(Into::into).collect())
    }
}

/// Adds the mark of an import to a transaction.
pub(super) fn add_mark(inserts: &mut Inserts, mark: &ImportMark) -> Result<(), StoreError> {
    inserts.replace(STATE, Key::text(LAST_IMPORT), content(mark)?);
    Ok(())
}

/// Adds the day as of which the register stands to a transaction, and the day of what was loaded
/// before, which nothing may move but a load.
pub(super) fn add_days(
    inserts: &mut Inserts,
    day: NaiveDate,
    loaded: Option<NaiveDate>,
) -> Result<(), StoreError> {
    inserts.replace(STATE, Key::text(AS_OF), content(&day)?);
    if let Some(loaded) = loaded {
        inserts.replace(STATE, Key::text(LOADED_AS_OF), content(&loaded)?);
    }
    Ok(())
}

/// The fields of a row that holds nothing but JSON text.
pub(super) fn content<T: Serialize>(value: &T) -> Result<Fields, StoreError> {
    Ok([("content", to_json(STATE, value)?)].into())
}

/// In which table a record lies, under what.
pub(super) fn place_of(record: RecordKey) -> (&'static str, Key) {
    match record {
        RecordKey::Person(code) => (persons::TABLE, Key::text(code.as_str())),
        RecordKey::Building(id) => (buildings::TABLE, Key::text(id.as_str())),
        RecordKey::Property(id) => (properties::TABLE, Key::text(id.as_str())),
        RecordKey::Apartment(building, part, id) => {
            let part = part.as_ref().map_or("", ApartmentAddressPart::as_str);
            let id = id.as_ref().map_or("", PermanentApartmentId::as_str);
            (apartments::TABLE, Key::parts(&[building.as_str(), part, id]))
        }
    }
}
