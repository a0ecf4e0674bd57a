//! Persons by electronic client identifier (SATU).
//!
//! | Table | Key |
//! |---|---|
//! | `client_identifier` | electronic client identifier, personal identity code |
//!
//! Only identifiers in force lead to a person, and only to the code in use.

use surrealdb::Connection;

use super::rows::{Inserts, beginning, list_keys, part};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{ElectronicClientIdentifier, PersonalIdentityCode};
use crate::register::{Person, Validity};

const TABLE: &str = "client_identifier";

impl<C: Connection> Store<C> {
    /// Finds the personal identity code of whoever has an electronic client identifier. If a faulty
    /// register gives one to several, nobody is found.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_by_client_identifier(
        &self,
        environment: Environment,
        identifier: ElectronicClientIdentifier,
    ) -> Result<Option<PersonalIdentityCode>, StoreError> {
        let range = beginning(TABLE, &[identifier.as_str()]);
        let keys = list_keys(self.register(environment), TABLE, range, 2).await?;
        match keys.as_slice() {
            [[_, code]] => part(TABLE, code).map(Some),
            _ => Ok(None),
        }
    }
}

/// Adds the client identifiers of persons to a transaction.
pub(super) fn add(inserts: &mut Inserts, persons: &[Person]) {
    for person in persons.iter().filter(|person| person.facts.passive.is_none()) {
        let identifiers = person
            .groups
            .identity
            .iter()
            .flat_map(|group| &group.electronic_identifiers);
        for identifier in identifiers.filter(|row| row.validity == Validity::Active) {
            inserts.share_key(TABLE, &[identifier.value.as_str(), person.code.as_str()]);
        }
    }
}
