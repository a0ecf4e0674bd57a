//! One record of the register, of whatever kind: what a generator yields, a file holds line by line
//! and a load writes.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Apartment, Building, Person, Property};
use crate::identifier::{
    ApartmentAddressPart, BuildingId, PermanentApartmentId, PersonalIdentityCode, PropertyId,
};

/// A record of the register. Written as `{"kind":"person","record":{…}}`: the kind stands beside
/// the record, not in it, because an apartment has a kind of its own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "record", rename_all = "lowercase")]
pub enum RegisterRecord {
    /// A person with all groups.
    Person(Box<Person>),
    /// A building.
    Building(Box<Building>),
    /// An apartment.
    Apartment(Box<Apartment>),
    /// A property.
    Property(Box<Property>),
}

impl RegisterRecord {
    /// What kind of record it is, as written in a file.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Building(_) => "building",
            Self::Apartment(_) => "apartment",
            Self::Property(_) => "property",
        }
    }
}

impl fmt::Debug for RegisterRecord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegisterRecord({})", self.kind())
    }
}

impl From<Person> for RegisterRecord {
    fn from(person: Person) -> Self {
        Self::Person(Box::new(person))
    }
}

impl From<Building> for RegisterRecord {
    fn from(building: Building) -> Self {
        Self::Building(Box::new(building))
    }
}

impl From<Apartment> for RegisterRecord {
    fn from(apartment: Apartment) -> Self {
        Self::Apartment(Box::new(apartment))
    }
}

impl From<Property> for RegisterRecord {
    fn from(property: Property) -> Self {
        Self::Property(Box::new(property))
    }
}

/// Under what a record lies in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKey {
    /// A person's identity code.
    Person(PersonalIdentityCode),
    /// A building's permanent identifier.
    Building(BuildingId),
    /// An apartment's building, its part of the address and its permanent identifier. The last tells
    /// apart apartments that bore the same number one after another.
    Apartment(
        BuildingId,
        Option<ApartmentAddressPart>,
        Option<PermanentApartmentId>,
    ),
    /// A property's identifier.
    Property(PropertyId),
}

impl RegisterRecord {
    /// Under what the record lies; none if it lacks the identifier that it must have.
    #[must_use]
    pub fn key(&self) -> Option<RecordKey> {
        match self {
            Self::Person(person) => Some(RecordKey::Person(person.code)),
            Self::Building(building) => building.id.map(RecordKey::Building),
            Self::Apartment(apartment) => apartment
                .building
                .map(|building| RecordKey::Apartment(building, apartment.part, apartment.id)),
            Self::Property(property) => property.id.map(RecordKey::Property),
        }
    }
}
