//! Buildings of one environment's register.
//!
//! | Table | Key | What for |
//! |---|---|---|
//! | `building` | permanent identifier | the building, each data group as JSON text |
//! | `building_property` | property, property-based identifier or empty, building, `1` on it now / `2` only by the old identifier | by property, by property-based identifier |
//!
//! Where it stands is found through [`super::addresses`], who owns it through [`super::ownership`].

use std::collections::BTreeSet;

use surrealdb::Connection;

use super::rows::{Inserts, Key, beginning, fields_of, find_grouped, list_keys, part};
use super::{Store, StoreError, addresses, ownership};
use crate::environment::Environment;
use crate::identifier::{BuildingId, PropertyBasedBuildingId, PropertyId};
use crate::register::{Building, BuildingGroup};

pub(super) const TABLE: &str = "building";
const BY_PROPERTY: &str = "building_property";

const STANDS_ON_IT: &str = "1";
const STOOD_ON_IT: &str = "2";

/// How many buildings of one property are read.
const MOST: u32 = 1_000;

impl<C: Connection> Store<C> {
    /// Finds a building by its permanent identifier, with only the `readable` groups; the others are
    /// not read, and their fields are empty.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_building(
        &self,
        environment: Environment,
        building: BuildingId,
        readable: &BTreeSet<BuildingGroup>,
    ) -> Result<Option<Building>, StoreError> {
        find_grouped(self, environment, TABLE, Key::text(building.as_str()), readable).await
    }

    /// Finds the permanent identifiers of the buildings that bear a property-based identifier: one,
    /// unless the register holds a slip.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_buildings_by_property_based_id(
        &self,
        environment: Environment,
        id: PropertyBasedBuildingId,
    ) -> Result<Vec<BuildingId>, StoreError> {
        let property = id.property();
        let range = beginning(BY_PROPERTY, &[property.packed(), id.as_str()]);
        let keys = list_keys(self.register(environment), BY_PROPERTY, range, MOST).await?;
        let mut buildings: Vec<BuildingId> = keys
            .iter()
            .map(|[_, _, building, _]| part(BY_PROPERTY, building))
            .collect::<Result<_, _>>()?;
        buildings.dedup();
        Ok(buildings)
    }

    /// Lists the buildings that stand on a property; a parcel's are those of its property.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_buildings_on(
        &self,
        environment: Environment,
        property: PropertyId,
    ) -> Result<Vec<BuildingId>, StoreError> {
        let range = beginning(BY_PROPERTY, &[property.packed()]);
        let keys = list_keys(self.register(environment), BY_PROPERTY, range, MOST).await?;
        let buildings: BTreeSet<BuildingId> = keys
            .iter()
            .filter(|[_, _, _, how]| how == STANDS_ON_IT)
            .map(|[_, _, building, _]| part(BY_PROPERTY, building))
            .collect::<Result<_, _>>()?;
        Ok(buildings.into_iter().collect())
    }

    /// Adds buildings with their ways in, all or none of them. Fails if one of them is there already.
    ///
    /// # Errors
    /// A building without its permanent identifier, or what the database says; nothing is written then.
    pub async fn create_buildings(
        &self,
        environment: Environment,
        buildings: &[Building],
    ) -> Result<(), StoreError> {
        let mut inserts = Inserts::default();
        add_buildings(&mut inserts, buildings)?;
        inserts.run(self, environment).await
    }
}

/// Adds the rows of buildings to a transaction.
pub(super) fn add_buildings(inserts: &mut Inserts, buildings: &[Building]) -> Result<(), StoreError> {
    for building in buildings {
        let id = building.id.ok_or(StoreError::NoIdentifier { table: TABLE })?;
        inserts.add(TABLE, Key::text(id.as_str()), fields_of(TABLE, building, &[])?);
        let former = building.property_based_id;
        // As a rule the old identifier is of the property on which the building still stands, and one
        // row serves both ways in.
        let of_property =
            |id: &PropertyBasedBuildingId, property: &PropertyId| id.property().packed() == property.packed();
        if let Some(property) = building.property {
            let same = former.filter(|former| of_property(former, &property));
            let text = same.as_ref().map_or("", PropertyBasedBuildingId::as_str);
            inserts.add_key(BY_PROPERTY, &[property.packed(), text, id.as_str(), STANDS_ON_IT]);
        }
        if let Some(former) = former
            && !building
                .property
                .is_some_and(|property| of_property(&former, &property))
        {
            let property = former.property();
            inserts.add_key(
                BY_PROPERTY,
                &[property.packed(), former.as_str(), id.as_str(), STOOD_ON_IT],
            );
        }
        addresses::add_addresses(inserts, id, building);
        ownership::add_owners(inserts, &building.owners, ownership::BUILDING, id.as_str());
    }
    Ok(())
}
