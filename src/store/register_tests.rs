//! The register's repositories, on a store in memory and one on the disk.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod names;
mod places;
mod records;
mod updates;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::identifier::{
    ApartmentAddressPart, BuildingId, MunicipalityCode, PermanentApartmentId, PersonalIdentityCode,
    PropertyBasedBuildingId, PropertyId,
};
use crate::register::codes::{NameKind, OwnerRole, Sex};
use crate::register::exchange::Counts;
use crate::register::groups::{FormerName, FormerNamesGroup, ResidencePlace};
use crate::register::record::RecordKey;
use crate::register::{
    Address, Apartment, ApartmentGroup, BilingualName, Building, BuildingGroup, Folded, Grouped,
    NonDisclosure, PartialDate, Person, Property, PropertyGroup, RegisterRecord, StreetNumber, Versioned,
    sample,
};

const HERE: Environment = Environment::Training;

async fn store() -> Store {
    Store::open(&Settings::in_memory()).await.unwrap()
}

fn building_id(serial: u32) -> BuildingId {
    BuildingId::from_serial(190_000_000 + serial).unwrap()
}

fn property_id(unit: u16) -> PropertyId {
    PropertyId::from_parts(MunicipalityCode::parse("837").unwrap(), 123, 45, unit).unwrap()
}

fn part(text: &str) -> Option<ApartmentAddressPart> {
    Some(ApartmentAddressPart::parse(text).unwrap())
}

fn code(serial: u16) -> PersonalIdentityCode {
    PersonalIdentityCode::from_parts(NaiveDate::from_ymd_opt(1994, 5, 1).unwrap(), '-', serial).unwrap()
}

fn address(fi: &str, sv: &str, number: &str, postcode: &str) -> Address {
    Address {
        street: BilingualName::new(fi, sv),
        number: number.into(),
        postcode: postcode.into(),
        ..Address::default()
    }
}

/// A building in Tampere with one address.
fn building_at(serial: u32, address: Address) -> Building {
    Building {
        id: Some(building_id(serial)),
        property_based_id: None,
        property: None,
        owners: Vec::new(),
        addresses: vec![address],
        ..sample::building()
    }
}

fn at(municipality: &str, street: &str, number: &str) -> AddressCriteria {
    AddressCriteria {
        place: AddressPlace::Municipality(MunicipalityCode::parse(municipality).unwrap()),
        street: Folded::of(street),
        number: StreetNumber::of(number),
    }
}

async fn found(store: &Store, criteria: &AddressCriteria) -> Vec<u32> {
    let found = store.list_buildings_at(HERE, criteria, 100).await.unwrap();
    assert!(!found.more);
    found
        .addresses
        .iter()
        .map(|address| address.building.serial() - 190_000_000)
        .collect()
}

/// A person who lives in a place and bears a name.
fn person(serial: u16, surname: &str, first_names: &str) -> Person {
    let mut person = sample::person();
    person.code = code(serial);
    person.groups.former_names = None;
    let name = person.groups.name.as_mut().unwrap();
    surname.clone_into(&mut name.surname);
    first_names.clone_into(&mut name.first_names);
    person.groups.residence.as_mut().unwrap().places.clear();
    person
}

fn lives_at(mut person: Person, building: BuildingId, apartment: &str) -> Person {
    let place = ResidencePlace {
        building: Some(building),
        apartment: part(apartment),
        ..ResidencePlace::default()
    };
    let from = Some(PartialDate::parse("2020-01-01").unwrap());
    let places = &mut person.groups.residence.as_mut().unwrap().places;
    places.push(Versioned::active(place, from));
    person
}

fn called(surname: &str, first_names: &str) -> NameCriteria {
    NameCriteria {
        surname: Folded::of(surname),
        first_names: Folded::of(first_names),
        birth_date: NaiveDate::from_ymd_opt(1994, 5, 1).unwrap(),
    }
}

async fn serials(store: &Store, criteria: &NameCriteria, former: bool) -> Vec<u16> {
    let hits = store.list_persons_by_name(HERE, criteria, former).await.unwrap();
    assert!(!hits.more);
    hits.hits.iter().map(|hit| hit.code.serial()).collect()
}
