//! Persons of one environment's register.
//!
//! One record a person, under the personal identity code. Each data group is a field of its
//! own holding JSON text, so that a query names the groups it may read and no other leaves
//! the store, and so that a record costs the engine one short value per group instead of a
//! tree of them (measured: docs/decisions/0001-store.md).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, RecordIdKey, SurrealValue, Value};

use super::embedded::Row;
use super::query::{field, from_json, run, to_json, unreadable, values};
use super::rows::{Inserts, Key, part};
use super::{Store, StoreError, client_identifiers, person_index, residents, work};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::register::{DataGroup, Person, PersonFacts, PersonGroups};

pub(super) const TABLE: &str = "person";
const FACTS: &str = "facts";
/// The field that tells a damaged record from a whole one. The engine checks the blocks of its
/// tables; folders of before have persons outside of them, which it does not check.
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
        if let Some(embedded) = &self.embedded {
            let row = embedded.find(environment, TABLE, code.as_str()).await?;
            return row.map(|row| found_in(code, &row, readable)).transpose();
        }
        let mut sql = String::with_capacity(400);
        sql.push_str("SELECT facts");
        for group in readable {
            // Field names are ours, never a user's.
            let _ = write!(sql, ",{}", group.field());
        }
        sql.push_str(" FROM ONLY $person");
        let person = RecordId::new(TABLE, code.as_str()).into_value();
        let mut results = run(self.register(environment), &sql, values([("person", person)])).await?;
        let row: Option<Object> = results.take(0)?;
        let Some(mut row) = row else { return Ok(None) };
        work::read(1);
        let facts: String = field(TABLE, &mut row, "facts")?;
        let contents: Vec<(DataGroup, String)> = readable
            .iter()
            .filter_map(|group| match row.remove(group.field()) {
                Some(Value::String(content)) => Some((*group, content)),
                _ => None,
            })
            .collect();
        let contents = contents.iter().map(|(group, content)| (*group, content.as_str()));
        Ok(Some(FoundPerson {
            facts: from_json(TABLE, &facts)?,
            groups: groups_from(contents)?,
        }))
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
        rows.into_iter().map(person_of).collect()
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

/// What a stored person consists of: facts and groups, each as JSON text under its field, in the
/// order of the fields' names, and their checksum.
fn fields_of(person: &Person) -> Result<BTreeMap<String, String>, StoreError> {
    // Each group's text is the stored value as it stands.
    let groups: BTreeMap<String, Box<RawValue>> = serde_json::to_string(&person.groups)
        .and_then(|json| serde_json::from_str(&json))
        .map_err(|error| unreadable(TABLE, &error))?;
    let mut fields: BTreeMap<String, String> = groups
        .into_iter()
        .map(|(name, content)| (name, content.get().to_owned()))
        .collect();
    fields.insert(FACTS.to_owned(), to_json(TABLE, &person.facts)?);
    let sum = checksum(
        person.code,
        fields.iter().map(|(name, text)| (name.as_str(), text.as_str())),
    );
    fields.insert(CHECKSUM.to_owned(), sum);
    Ok(fields)
}

/// Sixteen hexadecimal digits over the code and the fields in the order of their names.
fn checksum<'a>(code: PersonalIdentityCode, fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut digest = Sha256::new();
    digest.update(code.as_str());
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

/// Refuses a record that is not as it was written. Records from before there were checksums have
/// none; a name that we never wrote is damage in any case.
fn check<'a>(
    code: PersonalIdentityCode,
    texts: impl Iterator<Item = (&'a str, Option<&'a str>)>,
) -> Result<(), StoreError> {
    let mut found = None;
    let mut fields = Vec::with_capacity(DataGroup::ALL.len() + 1);
    for (name, text) in texts {
        match (name, text) {
            ("id", _) => {}
            (CHECKSUM, Some(text)) => found = Some(text),
            (name, Some(text))
                if name == FACTS || DataGroup::ALL.iter().any(|group| group.field() == name) =>
            {
                fields.push((name, text));
            }
            _ => return Err(damaged()),
        }
    }
    match found {
        Some(found) if found != checksum(code, fields.into_iter()) => Err(damaged()),
        _ => Ok(()),
    }
}

fn damaged() -> StoreError {
    StoreError::Unreadable {
        table: TABLE,
        reason: "the record is damaged: restore the register from a backup".to_owned(),
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
fn person_of(row: Object) -> Result<Person, StoreError> {
    let code = match row.get("id") {
        Some(Value::RecordId(RecordId {
            key: RecordIdKey::String(code),
            ..
        })) => part(TABLE, code)?,
        _ => return Err(damaged()),
    };
    let texts = || {
        row.iter().map(|(name, value)| match value {
            Value::String(text) => (name.as_str(), Some(text.as_str())),
            _ => (name.as_str(), None),
        })
    };
    check(code, texts().filter(|(_, text)| text.is_some()))?;
    let text = |wanted: &str| texts().find_map(|(name, text)| text.filter(|_| name == wanted));
    let groups = DataGroup::ALL.iter();
    let contents = groups.filter_map(|group| Some((*group, text(group.field())?)));
    Ok(Person {
        code,
        facts: from_json(TABLE, text(FACTS).unwrap_or_default())?,
        groups: groups_from(contents)?,
    })
}

/// The facts and of the groups only the `readable` ones; the others are not even parsed.
fn found_in(
    code: PersonalIdentityCode,
    row: &Row,
    readable: &BTreeSet<DataGroup>,
) -> Result<FoundPerson, StoreError> {
    check(code, row.texts())?;
    let facts = row.text(FACTS).unwrap_or_default();
    let contents = readable
        .iter()
        .filter_map(|group| row.text(group.field()).map(|content| (*group, content)));
    Ok(FoundPerson {
        facts: from_json(TABLE, facts)?,
        groups: groups_from(contents)?,
    })
}

/// Groups from their JSON texts; put side by side these are the JSON of [`PersonGroups`],
/// which is read in one go.
fn groups_from<'a>(contents: impl Iterator<Item = (DataGroup, &'a str)>) -> Result<PersonGroups, StoreError> {
    let mut json = String::with_capacity(2048);
    json.push('{');
    for (group, content) in contents {
        if json.len() > 1 {
            json.push(',');
        }
        let _ = write!(json, "\"{}\":{content}", group.field());
    }
    json.push('}');
    from_json(TABLE, &json)
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

    #[tokio::test]
    async fn a_damaged_record_is_refused() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        let persons = persons();
        let person = &persons[0];
        for damage in [
            "UPDATE $person SET sex = string::replace(sex ?? '{}', '{', '{ ')",
            "UPDATE $person SET sex = NONE",
            "UPDATE $person SET checksum = '0123456789abcdef'",
        ] {
            let register = store.register(Environment::Training);
            let delete = "DELETE person";
            run(register, delete, Object::new()).await.unwrap();
            store
                .create_persons(Environment::Training, &persons)
                .await
                .unwrap();
            let every = all();
            let find = || store.find_person(Environment::Training, person.code, &every);
            assert!(find().await.is_ok());
            let id = RecordId::new(TABLE, person.code.as_str()).into_value();
            run(register, damage, values([("person", id)])).await.unwrap();
            let error = find().await.unwrap_err();
            assert_eq!(
                error.to_string(),
                "stored record of person does not read: the record is damaged: restore the register from a backup"
            );
        }
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
