//! Groups `household` and `ownership`.

use crate::identifier::{BuildingId, PropertyId};
use crate::register::address::{Address, Municipality};
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Persons living in the same dwelling [X].
    pub struct HouseholdGroup {
        /// The others in the dwelling.
        pub members: Vec<Relative>,
        /// Number of minors in the dwelling.
        pub minors: Option<u16>,
    }

    /// What the person owns [X].
    pub struct OwnershipGroup {
        /// Owns buildings; none = not told.
        pub owns_buildings: Option<bool>,
        /// Owns properties; none = not told.
        pub owns_properties: Option<bool>,
        /// Number of buildings.
        pub building_count: Option<u32>,
        /// Number of properties.
        pub property_count: Option<u32>,
        /// The buildings and properties.
        pub holdings: Vec<Versioned<Holding>>,
    }

    /// A building or property as far as a person links to it, its place laid out.
    pub struct Holding {
        /// The building.
        pub building: Option<BuildingId>,
        /// The property, or the one on which the building stands.
        pub property: Option<PropertyId>,
        /// Name of the property.
        pub name: String,
        /// The municipality.
        pub municipality: Option<Municipality>,
        /// The place in words.
        pub address: Address,
    }
}
