//! Apartments of one environment's register.
//!
//! | Table | Key | What for |
//! |---|---|---|
//! | `apartment` | building, part of the address or empty, permanent identifier or empty | the apartment, each data group as JSON text; by building and part |
//! | `apartment_id` | permanent identifier, building, part of the address or empty | by permanent identifier |
//!
//! Who lives in an apartment is no part of it: see [`super::residents`].

use std::collections::BTreeSet;

use surrealdb::Connection;

use super::rows::{Inserts, Key, beginning, fields_of, find_grouped, list_grouped, list_keys};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{ApartmentAddressPart, BuildingId, PermanentApartmentId};
use crate::register::{Apartment, ApartmentGroup};

pub(super) const TABLE: &str = "apartment";
const BY_ID: &str = "apartment_id";

/// How many apartments of one building are read.
const MOST: u32 = 2_000;

impl<C: Connection> Store<C> {
    /// Lists the apartments of a building, in the order of their parts of the address, with only the
    /// `readable` groups.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_apartments(
        &self,
        environment: Environment,
        building: BuildingId,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> Result<Vec<Apartment>, StoreError> {
        let range = beginning(TABLE, &[building.as_str()]);
        list_grouped(self.register(environment), TABLE, range, readable, MOST).await
    }

    /// Lists the apartments that have or had a part of a building's address: one as a rule, several
    /// where apartments were joined or parted over time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_apartments_at(
        &self,
        environment: Environment,
        building: BuildingId,
        part: Option<ApartmentAddressPart>,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> Result<Vec<Apartment>, StoreError> {
        let range = beginning(TABLE, &[building.as_str(), part_text(part.as_ref())]);
        list_grouped(self.register(environment), TABLE, range, readable, MOST).await
    }

    /// Finds an apartment by its permanent identifier, with only the `readable` groups.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_apartment(
        &self,
        environment: Environment,
        id: PermanentApartmentId,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> Result<Option<Apartment>, StoreError> {
        let db = self.register(environment);
        let keys = list_keys(db, BY_ID, beginning(BY_ID, &[id.as_str()]), 1).await?;
        let Some([_, building, part]) = keys.first() else {
            return Ok(None);
        };
        let key = Key::parts(&[building, part, id.as_str()]);
        find_grouped(self, environment, TABLE, key, readable).await
    }

    /// Adds apartments with their ways in, all or none of them. Residents are left out. Fails if one
    /// of them is there already.
    ///
    /// # Errors
    /// An apartment without its building, or what the database says; nothing is written then.
    pub async fn create_apartments(
        &self,
        environment: Environment,
        apartments: &[Apartment],
    ) -> Result<(), StoreError> {
        let mut inserts = Inserts::default();
        add_apartments(&mut inserts, apartments)?;
        inserts.run(self, environment).await
    }
}

/// Adds the rows of apartments to a transaction.
pub(super) fn add_apartments(inserts: &mut Inserts, apartments: &[Apartment]) -> Result<(), StoreError> {
    for apartment in apartments {
        let building = apartment
            .building
            .ok_or(StoreError::NoIdentifier { table: TABLE })?;
        let part = part_text(apartment.part.as_ref());
        let id = apartment.id.as_ref().map_or("", PermanentApartmentId::as_str);
        let key = Key::parts(&[building.as_str(), part, id]);
        inserts.add(TABLE, key, fields_of(TABLE, apartment, &["residents"])?);
        if !id.is_empty() {
            inserts.add_key(BY_ID, &[id, building.as_str(), part]);
        }
    }
    Ok(())
}

/// The part of the address as it stands in a key.
pub(super) fn part_text(part: Option<&ApartmentAddressPart>) -> &str {
    part.map_or("", ApartmentAddressPart::as_str)
}
