//! An apartment's data, group by group, and who lives in it.

use chrono::NaiveDate;

use super::super::labels::{
    ADDRESS, APARTMENT, FROM, KIND, PERMANENT_APARTMENT_ID, PERMANENT_BUILDING_ID, UNTIL,
};
use super::super::parts::Rows;
use super::labels::{
    APARTMENT_TYPE, AREA, EQUIPMENT, IN_USE, KITCHEN, MOVED_IN, RESIDENCE_UNTIL, RESIDENT, ROOMS, TENURE,
};
use super::{Named, PlacePart, Reader, joined};
use crate::language::Language;
use crate::register::{Apartment, ApartmentGroup, Occupant};

/// The entries of one group of an apartment.
#[must_use]
pub fn apartment_group(
    apartment: &Apartment,
    group: ApartmentGroup,
    today: NaiveDate,
    language: Language,
) -> Vec<PlacePart> {
    let reader = Reader { today, language };
    let part = match group {
        ApartmentGroup::Identity => {
            let building = apartment.building.map(Named::Building);
            reader.part(None, building.into_iter().collect(), |rows| {
                identity(apartment, rows)
            })
        }
        ApartmentGroup::Details => reader.part(None, Vec::new(), |rows| details(apartment, rows)),
    };
    part.into_iter().collect()
}

/// An apartment as one of a building's: what tells it from the others, with the way to it.
#[must_use]
pub fn listed_apartment(apartment: &Apartment, today: NaiveDate, language: Language) -> Option<PlacePart> {
    let reader = Reader { today, language };
    let part = apartment.part.map(|part| part.show());
    let way = apartment
        .building
        .map(|building| Named::Apartment(building, apartment.part));
    reader.part(part.as_deref(), way.into_iter().collect(), |rows| {
        rows.maybe(
            &PERMANENT_APARTMENT_ID,
            apartment.id.as_ref().map(|id| id.as_str()),
        );
        rows.code(
            &APARTMENT_TYPE,
            apartment.kind.map(|kind| (kind.code(), kind.name(language))),
        );
        rows.measure(&AREA, apartment.area, "m²");
        rows.date(&FROM, apartment.from);
        rows.date(&UNTIL, apartment.to);
    })
}

/// Those who live in an apartment and may be shown, one entry each.
#[must_use]
pub fn residents(occupants: &[Occupant], today: NaiveDate, language: Language) -> Vec<PlacePart> {
    let reader = Reader { today, language };
    occupants
        .iter()
        .filter_map(|occupant| {
            let way = occupant.person.code.map(Named::Person);
            reader.part(None, way.into_iter().collect(), |rows| {
                rows.person(&occupant.person);
                rows.code(
                    &KIND,
                    occupant.kind.map(|kind| (kind.code(), kind.name(language))),
                );
                rows.date(&MOVED_IN, occupant.from);
                rows.date(&RESIDENCE_UNTIL, occupant.to);
            })
        })
        .collect()
}

/// The residents that an apartment's record itself names. Residence is the very thing that a ban
/// hides: a masked row would tell it.
pub(super) fn recorded_residents(
    apartment: &Apartment,
    today: NaiveDate,
    language: Language,
) -> impl Iterator<Item = PlacePart> {
    let reader = Reader { today, language };
    let residents = apartment.residents.iter().filter(|resident| !resident.masked);
    residents.filter_map(move |resident| reader.headed(&RESIDENT, |rows| rows.person(resident)))
}

fn identity(apartment: &Apartment, rows: &mut Rows) {
    let language = rows.language();
    rows.maybe(
        &PERMANENT_APARTMENT_ID,
        apartment.id.as_ref().map(|id| id.as_str()),
    );
    rows.maybe(
        &PERMANENT_BUILDING_ID,
        apartment.building.as_ref().map(|id| id.as_str()),
    );
    rows.maybe(&APARTMENT, apartment.part.map(|part| part.show()).as_deref());
    rows.text(&ADDRESS, &apartment.address.one_line(language));
    rows.date(&FROM, apartment.from);
    rows.date(&UNTIL, apartment.to);
}

fn details(apartment: &Apartment, rows: &mut Rows) {
    let language = rows.language();
    rows.code(
        &APARTMENT_TYPE,
        apartment.kind.map(|kind| (kind.code(), kind.name(language))),
    );
    rows.measure(&AREA, apartment.area, "m²");
    rows.number(&ROOMS, apartment.rooms);
    rows.code(
        &KITCHEN,
        apartment
            .kitchen
            .map(|kitchen| (kitchen.code(), kitchen.name(language))),
    );
    let equipment = joined(
        apartment
            .equipment
            .iter()
            .map(|code| (code.code(), code.name(language))),
    );
    rows.code(&EQUIPMENT, Some((&equipment.0, &equipment.1)));
    rows.code(
        &TENURE,
        apartment
            .tenure
            .map(|tenure| (tenure.code(), tenure.name(language))),
    );
    rows.code(
        &IN_USE,
        apartment.in_use.map(|state| (state.code(), state.name(language))),
    );
}
