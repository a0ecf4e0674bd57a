//! What is special about a building, an apartment or a property of the training register.

use chrono::NaiveDate;

use super::kinds::Kind;
use super::persons::written;
use crate::query::PracticeCriteria;
use crate::register::codes::{BuildingState, OwnerRole};
use crate::register::{Apartment, Building, Property};

/// From how many apartments on a building has several.
const SEVERAL: u32 = 4;

/// The cases that a building is.
pub(super) fn cases_of_building(building: &Building) -> Vec<(Kind, PracticeCriteria)> {
    let Some(id) = building.id else { return Vec::new() };
    let by_id = || PracticeCriteria::Identifier {
        identifier: id.as_str().to_owned(),
    };
    if building.state == Some(BuildingState::Demolished) {
        return vec![(Kind::Demolished, by_id())];
    }
    let mut cases = Vec::new();
    if building.apartment_count.is_some_and(|count| count >= SEVERAL) {
        cases.push((Kind::ManyApartments, by_id()));
    }
    let address = building.addresses.first().and_then(written);
    let address = address.filter(|_| building.property.is_some() && !building.owners.is_empty());
    cases.extend(address.map(|address| (Kind::PropertyByAddress, PracticeCriteria::Address(address))));
    cases
}

/// The cases that an apartment is.
pub(super) fn cases_of_apartment(apartment: &Apartment, day: NaiveDate) -> Vec<(Kind, PracticeCriteria)> {
    let exists = !apartment.to.is_some_and(|to| to.ended_before(day));
    let is_split = apartment.part.is_some_and(|part| part.split().is_some());
    let address = written(&apartment.address).filter(|_| exists && is_split);
    address
        .map(|address| (Kind::SplitApartment, PracticeCriteria::Address(address)))
        .into_iter()
        .collect()
}

/// The cases that a property is.
pub(super) fn cases_of_property(property: &Property) -> Vec<(Kind, PracticeCriteria)> {
    let Some(id) = property.id else { return Vec::new() };
    let owners = property.owners.iter();
    let owners =
        owners.filter(|owner| owner.role != Some(OwnerRole::Representative) && owner.person.is_some());
    let marks = [
        (Kind::SeveralOwners, owners.count() > 1),
        (Kind::Parcel, !property.parcels.is_empty()),
    ];
    let so = marks.into_iter().filter(|(_, is_so)| *is_so);
    so.map(|(kind, _)| {
        (
            kind,
            PracticeCriteria::Identifier {
                identifier: id.short(),
            },
        )
    })
    .collect()
}
