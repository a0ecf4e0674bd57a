//! Persons of one environment's register.
//!
//! One record a person, under the personal identity code. Each data group is a field of its
//! own holding JSON text, so that a query names the groups it may read and no other leaves
//! the store, and so that a record costs the engine one short value per group instead of a
//! tree of them (measured: docs/decisions/0001-store.md).

use std::collections::BTreeSet;
use std::fmt::Write;

use surrealdb::Connection;
use surrealdb::types::{Array, Object, RecordId, SurrealValue, Value};

use super::query::{field, from_json, run, run_once, to_json, values};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::register::{DataGroup, Person, PersonFacts, PersonGroups};

const TABLE: &str = "person";

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
        let facts: String = field(TABLE, &mut row, "facts")?;
        Ok(Some(FoundPerson {
            facts: from_json(TABLE, &facts)?,
            groups: groups_of(&mut row)?,
        }))
    }

    /// Adds persons, all or none of them. Fails if one of them is there already.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn create_persons(
        &self,
        environment: Environment,
        persons: &[Person],
    ) -> Result<(), StoreError> {
        let rows: Vec<Value> = persons
            .iter()
            .map(|person| Ok(Value::Object(row_of(person)?)))
            .collect::<Result<_, StoreError>>()?;
        let rows = Value::Array(Array::from(rows));
        run_once(
            self.register(environment),
            "INSERT INTO person $rows RETURN NONE",
            values([("rows", rows)]),
        )
        .await?;
        Ok(())
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

/// The stored row of a person.
fn row_of(person: &Person) -> Result<Object, StoreError> {
    let mut row = Object::new();
    row.insert("id", RecordId::new(TABLE, person.code.as_str()));
    row.insert("facts", to_json(TABLE, &person.facts)?);
    let groups = serde_json::to_value(&person.groups).map_err(|error| StoreError::Unreadable {
        table: TABLE,
        reason: error.to_string(),
    })?;
    if let serde_json::Value::Object(groups) = groups {
        for (name, content) in groups {
            row.insert(name, content.to_string());
        }
    }
    Ok(row)
}

/// The groups that a row holds. Each is JSON text; put side by side they are the JSON of
/// [`PersonGroups`], which is read in one go.
fn groups_of(row: &mut Object) -> Result<PersonGroups, StoreError> {
    let mut json = String::with_capacity(2048);
    json.push('{');
    for group in DataGroup::ALL {
        if let Some(Value::String(content)) = row.remove(group.field()) {
            if json.len() > 1 {
                json.push(',');
            }
            let _ = write!(json, "\"{}\":{content}", group.field());
        }
    }
    json.push('}');
    from_json(TABLE, &json)
}
