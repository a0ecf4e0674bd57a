//! A building's data, group by group.

use chrono::NaiveDate;

use super::super::labels::{ADDRESS, MUNICIPALITY, PERMANENT_BUILDING_ID, PROPERTY_ID, VOTING_DISTRICT};
use super::super::parts::Rows;
use super::labels::{
    APARTMENT_COUNT, BASEMENT_AREA, BEARING_MATERIAL, BUILDER, CLASS, COMPLETED, CONNECTIONS,
    CONSTRUCTION_WAY, COORDINATES, ENERGY_CLASS, EQUIPMENT, FACADE, FIRE_CLASS, FLOOR_AREA, FLOORS,
    GROSS_FLOOR_AREA, HEAT_SOURCE, HEATING_WAY, IN_USE, MAIN_USE, MEASURES, PERMIT_ID, PROJECT_ID,
    PROPERTY_BASED_ID, STATE, STATE_DATE, SUB_AREA, TECHNICAL, TOTAL_AREA, VOLUME,
};
use super::owners::owners;
use super::{Named, PlacePart, Reader, joined, told};
use crate::language::Language;
use crate::register::{Building, BuildingGroup};

/// The entries of one group of a building.
#[must_use]
pub fn building_group(
    building: &Building,
    group: BuildingGroup,
    today: NaiveDate,
    language: Language,
) -> Vec<PlacePart> {
    let reader = Reader { today, language };
    let one = |part: Option<PlacePart>| part.into_iter().collect();
    match group {
        BuildingGroup::Identity => {
            let property = building.property.map(Named::Property);
            one(reader.part(None, property.into_iter().collect(), |rows| {
                identity(building, rows)
            }))
        }
        BuildingGroup::Location => one(reader.part(None, Vec::new(), |rows| location(building, rows))),
        BuildingGroup::State => one(reader.part(None, Vec::new(), |rows| state(building, rows))),
        BuildingGroup::Structure => [
            reader.headed(&MEASURES, |rows| measures(building, rows)),
            reader.headed(&TECHNICAL, |rows| technical(building, rows)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        BuildingGroup::Owners => owners(&building.owners, reader),
    }
}

fn identity(building: &Building, rows: &mut Rows) {
    rows.maybe(&PERMANENT_BUILDING_ID, building.id.as_ref().map(|id| id.as_str()));
    rows.maybe(
        &PROPERTY_BASED_ID,
        building.property_based_id.as_ref().map(|id| id.as_str()),
    );
    rows.maybe(&PROPERTY_ID, building.property.map(|id| id.short()).as_deref());
    rows.municipality(&MUNICIPALITY, building.municipality.as_ref());
}

fn location(building: &Building, rows: &mut Rows) {
    let language = rows.language();
    for address in &building.addresses {
        rows.text(&ADDRESS, &address.one_line(language));
    }
    if let (Some(north), Some(east)) = (building.north, building.east) {
        rows.text(&COORDINATES, &format!("{north} / {east}"));
    }
    rows.text(&SUB_AREA, &building.sub_area);
    rows.coded(
        &VOTING_DISTRICT,
        &building.voting_district_code,
        &building.voting_district,
    );
}

fn state(building: &Building, rows: &mut Rows) {
    let language = rows.language();
    rows.code(
        &STATE,
        building.state.map(|state| (state.code(), state.name(language))),
    );
    rows.date(&STATE_DATE, building.state_date);
    rows.code(
        &IN_USE,
        building.in_use.map(|state| (state.code(), state.name(language))),
    );
    rows.date(&COMPLETED, building.completed);
    let class = building.class.as_ref();
    rows.code(
        &CLASS,
        class.map(|class| told(class.code(), class.name(language))),
    );
    let main_use = building.main_use.as_ref();
    rows.code(
        &MAIN_USE,
        main_use.map(|main_use| told(main_use.code(), main_use.name(language))),
    );
    rows.text(&PROJECT_ID, &building.project_id);
    rows.text(&PERMIT_ID, &building.permit_id);
    rows.number(&APARTMENT_COUNT, building.apartment_count);
}

fn measures(building: &Building, rows: &mut Rows) {
    rows.number(&FLOORS, building.floors);
    rows.measure(&FLOOR_AREA, building.floor_area, "m²");
    rows.measure(&GROSS_FLOOR_AREA, building.gross_floor_area, "m²");
    rows.measure(&TOTAL_AREA, building.total_area, "m²");
    rows.measure(&BASEMENT_AREA, building.basement_area, "m²");
    rows.measure(&VOLUME, building.volume, "m³");
}

fn technical(building: &Building, rows: &mut Rows) {
    let language = rows.language();
    rows.code(
        &BUILDER,
        building
            .builder
            .map(|builder| (builder.code(), builder.name(language))),
    );
    rows.code(
        &CONSTRUCTION_WAY,
        building
            .construction_way
            .map(|way| (way.code(), way.name(language))),
    );
    rows.code(
        &BEARING_MATERIAL,
        building
            .bearing_material
            .map(|material| (material.code(), material.name(language))),
    );
    rows.code(
        &FACADE,
        building
            .facade
            .map(|material| (material.code(), material.name(language))),
    );
    rows.code(
        &HEATING_WAY,
        building.heating_way.map(|way| (way.code(), way.name(language))),
    );
    rows.code(
        &HEAT_SOURCE,
        building
            .heat_source
            .map(|source| (source.code(), source.name(language))),
    );
    let connections = joined(
        building
            .connections
            .iter()
            .map(|code| (code.code(), code.name(language))),
    );
    rows.code(&CONNECTIONS, Some((&connections.0, &connections.1)));
    let equipment = joined(
        building
            .equipment
            .iter()
            .map(|code| (code.code(), code.name(language))),
    );
    rows.code(&EQUIPMENT, Some((&equipment.0, &equipment.1)));
    rows.code(
        &ENERGY_CLASS,
        building
            .energy_class
            .map(|class| (class.code(), class.name(language))),
    );
    rows.code(
        &FIRE_CLASS,
        building
            .fire_class
            .map(|class| (class.code(), class.name(language))),
    );
}
