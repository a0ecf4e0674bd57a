//! Persons of one environment's register.
//!
//! One record a person, under the personal identity code. Each data group is JSON text of its own,
//! so that a query names the groups it may read and no other is unpacked, and so that a record costs
//! the engine one short value instead of a tree of them (measured: docs/decisions/0001-store.md,
//! 0013-packed-records.md).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, RecordIdKey, SurrealValue, Value};

use super::packed::{self, Stored, damaged};
use super::query::{field, from_json, run, to_json, unreadable, values};
use super::rows::{Fields, Inserts, Key, part};
use super::{Store, StoreError, client_identifiers, person_index, residents, work};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::register::{DataGroup, Person, PersonFacts, PersonGroups};

pub(super) const TABLE: &str = "person";
const FACTS: &str = "facts";
/// The field that tells a damaged record from a whole one, if the record is not packed. The engine
/// checks the blocks of its tables; folders of before have persons outside of them, which it does not
/// check.
const CHECKSUM: &str = "checksum";

/// What one read brought: the facts for the decision, and of the data only the groups named.
#[derive(Debug)]
pub struct FoundPerson {
    /// What every decision needs.
    pub facts: PersonFacts,
    /// The groups that were asked for.
    pub groups: PersonGroups,
}

impl<C: Connection> Store<C> {
    /// Finds a person with only the `readable` groups; the others are not read.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_person(
        &self,
        environment: Environment,
        code: PersonalIdentityCode,
        readable: &BTreeSet<DataGroup>,
    ) -> Result<Option<FoundPerson>, StoreError> {
        let mut found = self.find_as_written(environment, code, readable).await?;
        if let Some(FoundPerson { facts, groups }) = &mut found {
            self.protections.put_right(environment, code, facts, groups);
        }
        Ok(found)
    }

    /// As [`Self::find_person`], with the copies of other people's non-disclosures as the record has
    /// them.
    pub(super) async fn find_as_written(
        &self,
        environment: Environment,
        code: PersonalIdentityCode,
        readable: &BTreeSet<DataGroup>,
    ) -> Result<Option<FoundPerson>, StoreError> {
        let key = Key::text(code.as_str());
        if let Some(embedded) = &self.embedded {
            let Some(row) = embedded.find(environment, TABLE, code.as_str()).await? else {
                return Ok(None);
            };
            let stored = Stored::of_row(TABLE, &key, &row)?;
            check(&key, &stored)?;
            return found_in(&stored, readable).map(Some);
        }
        let mut sql = String::with_capacity(400);
        let _ = write!(sql, "SELECT facts,{}", packed::FIELD);
        for group in readable {
            // Field names are ours, never a user's.
            let _ = write!(sql, ",{}", group.field());
        }
        sql.push_str(" FROM ONLY $person");
        let person = RecordId::new(TABLE, code.as_str()).into_value();
        let mut results = run(self.register(environment), &sql, values([("person", person)])).await?;
        let row: Option<Object> = results.take(0)?;
        let Some(row) = row else { return Ok(None) };
        work::read(1);
        found_in(&Stored::of_object(TABLE, &key, &row)?, readable).map(Some)
    }

    /// Adds persons with the ways in by name and by dwelling, all or none of them. Fails if one of them
    /// is there already.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn create_persons(
        &self,
        environment: Environment,
        persons: &[Person],
    ) -> Result<(), StoreError> {
        let mut inserts = Inserts::default();
        add_persons(&mut inserts, persons)?;
        inserts.run(self, environment).await
    }

    /// Lists persons with all groups, at most `limit` of a range.
    pub(super) async fn list_persons(
        &self,
        environment: Environment,
        range: Value,
        limit: u32,
    ) -> Result<Vec<Person>, StoreError> {
        let bound = values([("range", range), ("limit", i64::from(limit).into_value())]);
        let sql = "SELECT * FROM $range LIMIT $limit";
        let mut results = run(self.register(environment), sql, bound).await?;
        let rows: Vec<Object> = results.take(0)?;
        work::read(rows.len());
        let mut persons: Vec<Person> = rows.into_iter().map(person_of).collect::<Result<_, _>>()?;
        for Person { code, facts, groups } in &mut persons {
            self.protections.put_right(environment, *code, facts, groups);
        }
        Ok(persons)
    }

    /// How many persons there are. Counts them all: for the command line and for start-up.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count_persons(&self, environment: Environment) -> Result<u64, StoreError> {
        let sql = "SELECT count() AS n FROM person GROUP ALL";
        let mut results = run(self.register(environment), sql, Object::new()).await?;
        let row: Option<Object> = results.take(0)?;
        let Some(mut row) = row else { return Ok(0) };
        let count: i64 = field(TABLE, &mut row, "n")?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Whether there is any person at all.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_persons(&self, environment: Environment) -> Result<bool, StoreError> {
        let mut results = run(
            self.register(environment),
            "SELECT VALUE id FROM person LIMIT 1",
            Object::new(),
        )
        .await?;
        let rows: Vec<Value> = results.take(0)?;
        Ok(!rows.is_empty())
    }
}

/// What a stored person consists of: facts and groups, each as JSON text under its field.
fn fields_of(person: &Person) -> Result<Fields, StoreError> {
    let mut fields = person
        .groups
        .texts()
        .map_err(|error| unreadable(TABLE, &error))?
        .into_iter()
        .map(|(group, text)| (group.field(), text))
        .collect::<Fields>();
    fields.insert(FACTS, to_json(TABLE, &person.facts)?);
    Ok(fields)
}

/// Adds the checksum to the fields of a record that is not packed.
pub(super) fn add_checksum(key: &Key, fields: &mut Fields) {
    let sum = checksum(key, fields.iter().map(|(name, text)| (*name, text.as_str())));
    fields.insert(CHECKSUM, sum);
}

/// Sixteen hexadecimal digits over the code and the fields in the order of their names.
fn checksum<'a>(key: &Key, fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut digest = Sha256::new();
    key.texts().for_each(|code| digest.update(code));
    for (name, text) in fields {
        // Lengths first: no two lists of fields give the same bytes.
        digest.update((name.len() as u64).to_be_bytes());
        digest.update(name);
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text);
    }
    let digest = digest.finalize();
    let mut text = String::with_capacity(16);
    for byte in digest.iter().take(8) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Refuses a record of texts that is not as it was written; a packed one was checked when it was found.
/// Records from before there were checksums have none; a name that we never wrote is damage in any case.
fn check(key: &Key, stored: &Stored<'_>) -> Result<(), StoreError> {
    let Stored::Texts(texts) = stored else {
        return Ok(());
    };
    let fields = || texts.iter().filter(|(name, _)| **name != CHECKSUM);
    let is_ours = |name: &str| name == FACTS || DataGroup::ALL.iter().any(|group| group.field() == name);
    if !fields().all(|(name, _)| is_ours(name)) {
        return Err(damaged(TABLE));
    }
    match texts.get(CHECKSUM) {
        Some(found) if *found != checksum(key, fields().map(|(name, text)| (*name, *text))) => {
            Err(damaged(TABLE))
        }
        _ => Ok(()),
    }
}

/// Adds the rows of persons to a transaction, and with them the ways in by name and by dwelling.
pub(super) fn add_persons(inserts: &mut Inserts, persons: &[Person]) -> Result<(), StoreError> {
    for person in persons {
        inserts.add(TABLE, Key::text(person.code.as_str()), fields_of(person)?);
    }
    person_index::add_names(inserts, persons);
    client_identifiers::add(inserts, persons);
    residents::add_residents(inserts, persons);
    Ok(())
}

/// The whole person of a row as the query language gives it.
fn person_of(mut row: Object) -> Result<Person, StoreError> {
    let code = match row.remove("id") {
        Some(Value::RecordId(RecordId {
            key: RecordIdKey::String(code),
            ..
        })) => part(TABLE, &code)?,
        _ => return Err(damaged(TABLE)),
    };
    let key = Key::text(PersonalIdentityCode::as_str(&code));
    let stored = Stored::of_object(TABLE, &key, &row)?;
    check(&key, &stored)?;
    let every = DataGroup::ALL.iter().copied().collect();
    let found = found_in(&stored, &every)?;
    Ok(Person {
        code,
        facts: found.facts,
        groups: found.groups,
    })
}

/// The facts and of the groups only the `readable` ones; the others are neither unpacked nor parsed.
/// Put side by side the groups' texts are the JSON of [`PersonGroups`], which is read in one go.
fn found_in(stored: &Stored<'_>, readable: &BTreeSet<DataGroup>) -> Result<FoundPerson, StoreError> {
    let mut json = String::with_capacity(2048);
    json.push('{');
    for group in readable {
        let Some(content) = stored.text(group.field())? else {
            continue;
        };
        if json.len() > 1 {
            json.push(',');
        }
        let _ = write!(json, "\"{}\":{content}", group.field());
    }
    json.push('}');
    Ok(FoundPerson {
        facts: from_json(TABLE, &stored.text(FACTS)?.unwrap_or_default())?,
        groups: from_json(TABLE, &json)?,
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::store::Settings;
    use crate::synthetic::population;

    fn persons() -> Vec<Person> {
        let day = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        population(60, 3, day).flatten().collect()
    }

    fn all() -> BTreeSet<DataGroup> {
        DataGroup::ALL.iter().copied().collect()
    }

    /// Writes with one of the two ways and reads with the other: with the engine's own
    /// transactions and in SurrealQL.
    async fn written_and_read(write_embedded: bool, readable: &BTreeSet<DataGroup>) -> Vec<FoundPerson> {
        let mut store = Store::open(&Settings::in_memory()).await.unwrap();
        let mut embedded = store.embedded.take();
        let swap =
            |store: &mut Store, embedded: &mut Option<_>| std::mem::swap(&mut store.embedded, embedded);
        if write_embedded {
            swap(&mut store, &mut embedded);
        }
        store
            .create_persons(Environment::Training, &persons())
            .await
            .unwrap();
        swap(&mut store, &mut embedded);
        let mut found = Vec::new();
        for person in persons() {
            let one = store
                .find_person(Environment::Training, person.code, readable)
                .await
                .unwrap();
            found.push(one.unwrap());
        }
        found
    }

    #[tokio::test]
    async fn both_ways_to_the_records_write_and_read_the_same() {
        for write_embedded in [true, false] {
            let found = written_and_read(write_embedded, &all()).await;
            for (person, found) in persons().into_iter().zip(found) {
                assert!(person.facts == found.facts);
                assert!(person.groups == found.groups);
            }
        }
    }

    #[tokio::test]
    async fn both_ways_read_only_the_groups_that_were_named() {
        let few = BTreeSet::from([DataGroup::Name, DataGroup::Bans]);
        for write_embedded in [true, false] {
            let found = written_and_read(write_embedded, &few).await;
            for (person, found) in persons().into_iter().zip(found) {
                assert!(found.groups.present().all(|group| few.contains(&group)));
                assert!(person.groups.take_only(&few) == found.groups);
            }
        }
    }

    const DAMAGED: &str =
        "stored record of person does not read: the record is damaged: restore the register from a backup";

    /// Writes persons, changes the first, and reads it by code and in a list.
    async fn read_after(store: &Store, damage: &str, bound: Option<Value>) -> [Result<(), StoreError>; 2] {
        let persons = persons();
        let register = store.register(Environment::Training);
        let id = RecordId::new(TABLE, persons[0].code.as_str()).into_value();
        let bytes = bound.unwrap_or(Value::None);
        let bound = values([("person", id.clone()), ("bytes", bytes)]);
        run(register, damage, bound).await.unwrap();
        let found = store
            .find_person(Environment::Training, persons[0].code, &all())
            .await;
        let listed = store.list_persons(Environment::Training, id, 1).await;
        [found.map(|_| ()), listed.map(|_| ())]
    }

    #[tokio::test]
    async fn a_damaged_record_of_texts_is_refused() {
        for damage in [
            "UPDATE $person SET sex = string::replace(sex ?? '{}', '{', '{ ')",
            "UPDATE $person SET sex = NONE",
            "UPDATE $person SET checksum = '0123456789abcdef'",
        ] {
            let mut store = Store::open(&Settings::in_memory()).await.unwrap();
            let embedded = store.embedded.take();
            store
                .create_persons(Environment::Training, &persons())
                .await
                .unwrap();
            store.embedded = embedded;
            for outcome in read_after(&store, "RETURN 1", None).await {
                assert!(outcome.is_ok());
            }
            for outcome in read_after(&store, damage, None).await {
                assert_eq!(outcome.unwrap_err().to_string(), DAMAGED, "{damage}");
            }
        }
    }

    #[tokio::test]
    async fn a_damaged_packed_record_is_refused() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        store
            .create_persons(Environment::Training, &persons())
            .await
            .unwrap();
        let register = store.register(Environment::Training);
        let id = RecordId::new(TABLE, persons()[0].code.as_str()).into_value();
        let sql = "SELECT VALUE packed FROM ONLY $person";
        let mut read = run(register, sql, values([("person", id)])).await.unwrap();
        let packed: Option<Value> = read.take(0).unwrap();
        let Some(Value::Bytes(packed)) = packed else {
            unreachable!("a packed person");
        };
        let put = "UPDATE $person SET packed = $bytes";
        let bytes = |bytes: Vec<u8>| Some(Value::Bytes(bytes.into()));
        for outcome in read_after(&store, put, bytes(packed.to_vec())).await {
            assert!(outcome.is_ok());
        }
        for at in (0..packed.len()).step_by(packed.len() / 23) {
            let mut other = packed.to_vec();
            other[at] ^= 0x10;
            for outcome in read_after(&store, put, bytes(other)).await {
                assert_eq!(outcome.unwrap_err().to_string(), DAMAGED, "byte {at}");
            }
        }
        // What stands beside a packed record, and a record with nothing in it.
        let beside = "UPDATE $person SET packed = $bytes, sex = '{}'";
        let [found, _] = read_after(&store, beside, bytes(packed.to_vec())).await;
        assert_eq!(found.unwrap_err().to_string(), DAMAGED);
        let [found, _] = read_after(&store, "UPDATE $person SET packed = NONE, sex = NONE", None).await;
        assert_eq!(found.unwrap_err().to_string(), DAMAGED);
    }

    #[tokio::test]
    async fn a_person_who_is_there_already_stops_the_whole_batch() {
        let persons = persons();
        let (first, rest) = persons.split_at(1);
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        store.create_persons(Environment::Training, first).await.unwrap();
        let both = [rest, first].concat();
        let error = store
            .create_persons(Environment::Training, &both)
            .await
            .unwrap_err();
        // No code in the text: it goes to the operator's log.
        assert_eq!(error.to_string(), "database: the record is there already");
        assert_eq!(store.count_persons(Environment::Training).await.unwrap(), 1);
        let elsewhere = store
            .find_person(Environment::Production, persons[0].code, &all())
            .await;
        assert!(elsewhere.unwrap().is_none());
    }
}
