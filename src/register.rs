//! The register's own shapes: persons by data group, buildings, apartments, properties and code sets.
//!
//! What a permit ticks is a [`DataGroup`]; what a query reads is a [`Person`] with only the groups
//! that the decision let through; what a page shows is made of them by [`presentation`].

pub mod address;
pub mod apartment;
pub mod building;
pub mod codes;
pub mod data_group;
pub mod exchange;
pub mod folded;
pub mod groups;
#[cfg(feature = "server")]
pub mod municipalities;
pub mod occupant;
pub mod owner;
pub mod partial_date;
pub mod person;
pub mod person_groups;
pub mod place_groups;
pub mod presentation;
pub mod property;
pub mod record;
pub mod relative;
#[cfg(test)]
pub(crate) mod sample;
pub mod street_number;
pub mod versioned;
mod wire;

pub use address::{Address, BilingualName, Municipality};
pub use apartment::Apartment;
pub use building::Building;
pub use data_group::DataGroup;
pub use folded::Folded;
pub use occupant::Occupant;
pub use owner::{Organisation, Owner};
pub use partial_date::{PartialDate, PartialDateError};
pub use person::{NonDisclosure, PassiveCode, Person, PersonFacts};
pub use person_groups::PersonGroups;
pub use place_groups::{ApartmentGroup, BuildingGroup, Grouped, PropertyGroup};
pub use presentation::{Entry, Field, LeadsTo, Section};
pub use property::Property;
pub use record::RegisterRecord;
pub use relative::Relative;
pub use street_number::StreetNumber;
pub use versioned::{Validity, Versioned};
