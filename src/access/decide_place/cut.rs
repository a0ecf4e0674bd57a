//! Taking the fields of groups away that may not be shown. A test holds each against the register's
//! own table of fields, so that a new field cannot be forgotten here.

use std::collections::BTreeSet;

use crate::register::{
    Address, Apartment, ApartmentGroup, BilingualName, Building, BuildingGroup, Property, PropertyGroup,
};

/// Leaves a building only the fields of `groups`.
pub(super) fn cut_building(building: &mut Building, groups: &BTreeSet<BuildingGroup>) {
    for group in BuildingGroup::ALL.iter().filter(|group| !groups.contains(group)) {
        match group {
            BuildingGroup::Identity => {
                building.id = None;
                building.property_based_id = None;
                building.property = None;
                building.municipality = None;
            }
            BuildingGroup::Location => {
                building.addresses.clear();
                building.north = None;
                building.east = None;
                building.voting_district_code.clear();
                building.voting_district = BilingualName::default();
                building.sub_area.clear();
            }
            BuildingGroup::State => {
                building.class = None;
                building.main_use = None;
                building.state = None;
                building.state_date = None;
                building.completed = None;
                building.in_use = None;
                building.project_id.clear();
                building.permit_id.clear();
                building.apartment_count = None;
            }
            BuildingGroup::Structure => {
                building.builder = None;
                building.construction_way = None;
                building.floors = None;
                building.floor_area = None;
                building.gross_floor_area = None;
                building.total_area = None;
                building.basement_area = None;
                building.volume = None;
                building.bearing_material = None;
                building.facade = None;
                building.heating_way = None;
                building.heat_source = None;
                building.connections.clear();
                building.equipment.clear();
                building.energy_class = None;
                building.fire_class = None;
            }
            BuildingGroup::Owners => building.owners.clear(),
        }
    }
}

/// Leaves an apartment only the fields of `groups`. Residents in the record itself always go: who lives
/// there is told by where each person lives.
pub(super) fn cut_apartment(apartment: &mut Apartment, groups: &BTreeSet<ApartmentGroup>) {
    apartment.residents.clear();
    for group in ApartmentGroup::ALL.iter().filter(|group| !groups.contains(group)) {
        match group {
            ApartmentGroup::Identity => {
                apartment.id = None;
                apartment.building = None;
                apartment.part = None;
                apartment.address = Address::default();
                apartment.from = None;
                apartment.to = None;
            }
            ApartmentGroup::Details => {
                apartment.kind = None;
                apartment.area = None;
                apartment.rooms = None;
                apartment.kitchen = None;
                apartment.equipment.clear();
                apartment.tenure = None;
                apartment.in_use = None;
            }
        }
    }
}

/// Leaves a property only the fields of `groups`.
pub(super) fn cut_property(property: &mut Property, groups: &BTreeSet<PropertyGroup>) {
    for group in PropertyGroup::ALL.iter().filter(|group| !groups.contains(group)) {
        match group {
            PropertyGroup::Identity => {
                property.id = None;
                property.name.clear();
                property.municipality = None;
                property.area = None;
            }
            PropertyGroup::Contents => {
                property.buildings.clear();
                property.parcels.clear();
            }
            PropertyGroup::Owners => property.owners.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Grouped, sample};

    /// Every set of the groups.
    fn sets<G: Copy + Ord>(all: &[G]) -> Vec<BTreeSet<G>> {
        (0..1_usize << all.len())
            .map(|bits| {
                let chosen = all.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                chosen.map(|(_, group)| *group).collect()
            })
            .collect()
    }

    #[test]
    fn what_is_left_is_what_the_table_of_fields_says() {
        for groups in sets(BuildingGroup::ALL) {
            let mut building = sample::building();
            cut_building(&mut building, &groups);
            assert!(building == sample::building().take_only(&groups), "{groups:?}");
        }
        for groups in sets(ApartmentGroup::ALL) {
            let mut apartment = sample::apartment();
            cut_apartment(&mut apartment, &groups);
            assert!(apartment == sample::apartment().take_only(&groups), "{groups:?}");
        }
        for groups in sets(PropertyGroup::ALL) {
            let mut property = sample::property();
            cut_property(&mut property, &groups);
            assert!(property == sample::property().take_only(&groups), "{groups:?}");
        }
    }
}
