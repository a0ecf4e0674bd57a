//! What tells one of several places from the others, and the labels of what was asked.

use chrono::NaiveDate;

use super::super::Field;
use super::super::labels::{
    ADDRESS, APARTMENT, FROM, MUNICIPALITY, NAME, PERMANENT_APARTMENT_ID, PERMANENT_BUILDING_ID, PROPERTY_ID,
    UNTIL,
};
use super::labels::{CLASS, NUMBER, POSTCODE, PROPERTY_BASED_ID, STATE, STREET};
use super::{Reader, told};
use crate::language::{Language, StaticText};
use crate::register::{Apartment, Building, Property};

/// A building in a list.
#[must_use]
pub fn building_hit(building: &Building, today: NaiveDate, language: Language) -> Vec<Field> {
    let reader = Reader { today, language };
    let part = reader.part(None, Vec::new(), |rows| {
        rows.maybe(&PERMANENT_BUILDING_ID, building.id.as_ref().map(|id| id.as_str()));
        let address = building.addresses.first();
        rows.maybe(
            &ADDRESS,
            address.map(|address| address.one_line(language)).as_deref(),
        );
        let class = building.class.as_ref();
        rows.code(
            &CLASS,
            class.map(|class| told(class.code(), class.name(language))),
        );
        rows.code(
            &STATE,
            building.state.map(|state| (state.code(), state.name(language))),
        );
    });
    part.map(|part| part.entry.fields).unwrap_or_default()
}

/// An apartment in a list.
#[must_use]
pub fn apartment_hit(apartment: &Apartment, today: NaiveDate, language: Language) -> Vec<Field> {
    let reader = Reader { today, language };
    let part = reader.part(None, Vec::new(), |rows| {
        rows.maybe(&APARTMENT, apartment.part.map(|part| part.show()).as_deref());
        rows.text(&ADDRESS, &apartment.address.one_line(language));
        rows.maybe(
            &PERMANENT_APARTMENT_ID,
            apartment.id.as_ref().map(|id| id.as_str()),
        );
        rows.maybe(
            &PERMANENT_BUILDING_ID,
            apartment.building.as_ref().map(|id| id.as_str()),
        );
        rows.date(&FROM, apartment.from);
        rows.date(&UNTIL, apartment.to);
    });
    part.map(|part| part.entry.fields).unwrap_or_default()
}

/// A property in a list.
#[must_use]
pub fn property_hit(property: &Property, today: NaiveDate, language: Language) -> Vec<Field> {
    let reader = Reader { today, language };
    let part = reader.part(None, Vec::new(), |rows| {
        rows.maybe(&PROPERTY_ID, property.id.map(|id| id.short()).as_deref());
        rows.text(&NAME, &property.name);
        rows.municipality(&MUNICIPALITY, property.municipality.as_ref());
    });
    part.map(|part| part.entry.fields).unwrap_or_default()
}

/// What was asked as rows: the names of the criteria that the log keeps, with what to show of each.
#[must_use]
pub fn asked_rows(criteria: &[(String, String)], language: Language) -> Vec<Field> {
    let reader = Reader {
        today: NaiveDate::default(),
        language,
    };
    let part = reader.part(None, Vec::new(), |rows| {
        for (name, value) in criteria {
            rows.labelled(asked_label(name, language), value);
        }
    });
    part.map(|part| part.entry.fields).unwrap_or_default()
}

/// The label of a criterion; the name itself for one that is none of these.
fn asked_label(criterion: &str, language: Language) -> &str {
    let label: &StaticText = match criterion {
        "permanentBuildingId" => &PERMANENT_BUILDING_ID,
        "propertyBasedBuildingId" => &PROPERTY_BASED_ID,
        "permanentApartmentId" => &PERMANENT_APARTMENT_ID,
        "propertyId" => &PROPERTY_ID,
        "municipality" => &MUNICIPALITY,
        "postcode" => &POSTCODE,
        "street" => &STREET,
        "number" => &NUMBER,
        "apartment" => &APARTMENT,
        other => return other,
    };
    label.get(language)
}
