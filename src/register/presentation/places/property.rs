//! A property's data, group by group.

use chrono::NaiveDate;

use super::super::labels::{MUNICIPALITY, NAME, PERMANENT_BUILDING_ID, PROPERTY_ID};
use super::super::parts::Rows;
use super::labels::{AREA, BUILDING, PARCEL};
use super::owners::owners;
use super::{Named, PlacePart, Reader};
use crate::language::Language;
use crate::register::{Property, PropertyGroup};

/// The entries of one group of a property.
#[must_use]
pub fn property_group(
    property: &Property,
    group: PropertyGroup,
    today: NaiveDate,
    language: Language,
) -> Vec<PlacePart> {
    let reader = Reader { today, language };
    match group {
        PropertyGroup::Identity => {
            let part = reader.part(None, Vec::new(), |rows| identity(property, rows));
            part.into_iter().collect()
        }
        PropertyGroup::Contents => {
            let parcels = reader.part(None, Vec::new(), |rows| {
                for parcel in &property.parcels {
                    rows.text(&PARCEL, &parcel.short());
                }
            });
            let buildings = property.buildings.iter().filter_map(|building| {
                let title = BUILDING.get(language);
                reader.part(Some(title), vec![Named::Building(*building)], |rows| {
                    rows.text(&PERMANENT_BUILDING_ID, building.as_str())
                })
            });
            buildings.chain(parcels).collect()
        }
        PropertyGroup::Owners => owners(&property.owners, reader),
    }
}

fn identity(property: &Property, rows: &mut Rows) {
    rows.maybe(&PROPERTY_ID, property.id.map(|id| id.short()).as_deref());
    rows.text(&NAME, &property.name);
    rows.municipality(&MUNICIPALITY, property.municipality.as_ref());
    rows.measure(&AREA, property.area, "m²");
}
