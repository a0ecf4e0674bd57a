//! Properties of one environment's register: one record under the property identifier, each data
//! group as JSON text. Buildings on a property are found through [`super::buildings`], what a person
//! owns through [`super::ownership`].

use std::collections::BTreeSet;

use surrealdb::Connection;

use super::rows::{Inserts, Key, fields_of, find_grouped};
use super::{Store, StoreError, ownership};
use crate::environment::Environment;
use crate::identifier::PropertyId;
use crate::register::{Property, PropertyGroup};

pub(super) const TABLE: &str = "property";

impl<C: Connection> Store<C> {
    /// Finds a property with only the `readable` groups; the others are not read.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_property(
        &self,
        environment: Environment,
        property: PropertyId,
        readable: &BTreeSet<PropertyGroup>,
    ) -> Result<Option<Property>, StoreError> {
        find_grouped(self, environment, TABLE, Key::text(property.as_str()), readable).await
    }

    /// Adds properties with their owners, all or none of them. Fails if one of them is there already.
    ///
    /// # Errors
    /// A property without its identifier, or what the database says; nothing is written then.
    pub async fn create_properties(
        &self,
        environment: Environment,
        properties: &[Property],
    ) -> Result<(), StoreError> {
        let mut inserts = Inserts::default();
        add_properties(&mut inserts, properties)?;
        inserts.run(self, environment).await
    }
}

/// Adds the rows of properties to a transaction.
pub(super) fn add_properties(inserts: &mut Inserts, properties: &[Property]) -> Result<(), StoreError> {
    for property in properties {
        let id = property.id.ok_or(StoreError::NoIdentifier { table: TABLE })?;
        inserts.add(TABLE, Key::text(id.as_str()), fields_of(TABLE, property, &[])?);
        ownership::add_owners(inserts, &property.owners, ownership::PROPERTY, id.as_str());
    }
    Ok(())
}
