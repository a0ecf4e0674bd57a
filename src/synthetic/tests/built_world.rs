//! The built world and the persons agree.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::identifier::{PermanentApartmentId, PropertyId};
use crate::register::{Apartment, Building, Owner, Property};

/// Everything by its identifier, each once.
#[derive(Default)]
struct World {
    persons: HashMap<PersonalIdentityCode, Person>,
    buildings: HashMap<BuildingId, Building>,
    apartments: HashMap<(BuildingId, String), Apartment>,
    properties: HashMap<PropertyId, Property>,
}

fn key(building: BuildingId, part: Option<crate::identifier::ApartmentAddressPart>) -> (BuildingId, String) {
    (
        building,
        part.map(|part| part.as_str().to_owned()).unwrap_or_default(),
    )
}

impl World {
    fn of(items: impl Iterator<Item = Item>) -> Self {
        let mut world = Self::default();
        let mut identifiers: HashSet<PermanentApartmentId> = HashSet::new();
        for item in items {
            let first = match item {
                Item::Household(household) => household
                    .into_iter()
                    .all(|person| world.persons.insert(person.code, person).is_none()),
                Item::Building(building) => world.buildings.insert(building.id.unwrap(), building).is_none(),
                Item::Apartment(apartment) => {
                    assert!(apartment.id.is_none_or(|id| identifiers.insert(id)));
                    let key = key(apartment.building.unwrap(), apartment.part);
                    world.apartments.insert(key, apartment).is_none()
                }
                Item::Property(property) => world.properties.insert(property.id.unwrap(), property).is_none(),
            };
            assert!(first, "an item came twice");
        }
        world
    }

    fn personas() -> Self {
        let personas = personas(today());
        let households = personas.households.into_iter().map(Item::Household);
        Self::of(households.chain(personas.built))
    }

    fn both() -> [Self; 2] {
        [Self::of(built_world(30_000, 7, today())), Self::personas()]
    }
}

/// The persons among owners, estates left out.
fn persons_of(owners: &[Owner]) -> impl Iterator<Item = PersonalIdentityCode> {
    let living = owners.iter().filter(|owner| !owner.estate);
    living.filter_map(|owner| owner.person.as_ref()?.code)
}

#[test]
fn every_dwelling_someone_lives_or_lived_in_is_an_apartment_of_a_building() {
    for world in World::both() {
        let (mut seen, mut institutions) = (0, 0);
        for person in world.persons.values() {
            for row in person.groups.residence.iter().flat_map(|group| &group.places) {
                let place = &row.value;
                let Some(id) = place.building else {
                    assert!(place.no_fixed_dwelling || place.residence_code.is_some());
                    continue;
                };
                seen += 1;
                let building = &world.buildings[&id];
                assert!(building.property == place.property);
                assert!(building.municipality == place.municipality);
                let completed = building.completed.unwrap();
                assert!(completed <= row.from.unwrap(), "{completed:?} {:?}", row.from);
                if building.state == Some(BuildingState::Demolished) {
                    assert!(row.to.unwrap() <= building.state_date.unwrap());
                }
                let address = &building.addresses[0];
                assert!(address.street == place.address.street && address.number == place.address.number);
                assert!(address.postcode == place.address.postcode);
                assert!(world.properties[&place.property.unwrap()].buildings.contains(&id));
                if place.institution {
                    institutions += 1;
                    assert!(place.permanent_apartment.is_none() && !place.institution_name.is_empty());
                    continue;
                }
                let apartment = &world.apartments[&key(id, place.apartment)];
                assert!(apartment.id == place.permanent_apartment);
                assert!(apartment.from.unwrap() <= row.from.unwrap());
                assert!(apartment.to.is_none_or(|to| row.to.unwrap() <= to));
                assert!(apartment.address == place.address);
            }
        }
        assert!(seen > 20 && institutions > 0);
    }
}

#[test]
fn residents_of_an_apartment_are_those_whose_home_it_is() {
    for world in World::both() {
        let mut homes: HashMap<(BuildingId, String), HashSet<PersonalIdentityCode>> = HashMap::new();
        for person in world.persons.values().filter(|person| !person.facts.dead) {
            for row in person.groups.residence.iter().flat_map(|group| &group.places) {
                let place = &row.value;
                let home = place.kind == Some(ResidenceKind::Permanent) && !place.institution;
                if let (true, true, Some(id)) = (home, row.is_current(today()), place.building) {
                    homes
                        .entry(key(id, place.apartment))
                        .or_default()
                        .insert(person.code);
                }
            }
        }
        let mut lived_in = HashMap::new();
        for (key, apartment) in &world.apartments {
            let residents: HashSet<_> = apartment.residents.iter().map(|one| one.code.unwrap()).collect();
            assert_eq!(residents.len(), apartment.residents.len());
            for resident in &apartment.residents {
                let person = &world.persons[&resident.code.unwrap()];
                assert!(person.facts.non_disclosure == resident.non_disclosure);
            }
            if !residents.is_empty() {
                lived_in.insert(key.clone(), residents);
            }
        }
        assert!(lived_in == homes);
    }
}

#[test]
fn a_household_is_all_residents_of_its_apartment() {
    let world = World::of(built_world(10_000, 8, today()));
    for apartment in world.apartments.values() {
        for resident in &apartment.residents {
            let person = &world.persons[&resident.code.unwrap()];
            let members = person.groups.household.iter().flat_map(|group| &group.members);
            let all: HashSet<_> = members
                .filter_map(|member| member.code)
                .chain([person.code])
                .collect();
            assert!(
                apartment
                    .residents
                    .iter()
                    .all(|one| all.contains(&one.code.unwrap()))
            );
            assert_eq!(all.len(), apartment.residents.len());
        }
    }
}

#[test]
fn what_a_person_owns_is_what_names_the_person_as_owner() {
    for world in World::both() {
        let mut told_buildings = HashSet::new();
        let mut told_properties = HashSet::new();
        for person in world.persons.values() {
            let Some(group) = &person.groups.ownership else {
                continue;
            };
            let mut own = HashSet::new();
            for row in &group.holdings {
                own.insert(row.value.property.unwrap());
                told_properties.insert((person.code, row.value.property.unwrap()));
                told_buildings.extend(row.value.building.map(|id| (person.code, id)));
            }
            let buildings = group
                .holdings
                .iter()
                .filter(|row| row.value.building.is_some())
                .count();
            assert_eq!(group.building_count, Some(buildings as u32));
            assert_eq!(group.property_count, Some(own.len() as u32));
            assert_eq!(group.owns_buildings, Some(buildings > 0));
        }
        let mut buildings = HashSet::new();
        let mut properties = HashSet::new();
        for (id, building) in &world.buildings {
            buildings.extend(persons_of(&building.owners).map(|code| (code, *id)));
        }
        for (id, property) in &world.properties {
            properties.extend(persons_of(&property.owners).map(|code| (code, *id)));
        }
        assert!(!buildings.is_empty());
        assert!(buildings == told_buildings);
        assert!(properties == told_properties);
    }
}

#[test]
fn properties_and_buildings_name_each_other_and_apartments_are_counted() {
    for (place, world) in World::both().into_iter().enumerate() {
        let mut counted: HashMap<BuildingId, u32> = HashMap::new();
        for (building, _) in world.apartments.keys() {
            *counted.entry(*building).or_default() += 1;
        }
        let mut short = 0;
        for (id, building) in &world.buildings {
            assert_eq!(id.realm(), Realm::Test);
            assert!(
                world.properties[&building.property.unwrap()]
                    .buildings
                    .contains(id)
            );
            let told = building.apartment_count.unwrap_or(0);
            let found = counted.get(id).copied().unwrap_or(0);
            assert!(found <= told, "{} {found} {told}", id.as_str());
            short += u32::from(found < told);
            assert!(building.owners.is_empty() == (building.state == Some(BuildingState::Demolished)));
        }
        // Only where the world ends may apartments be missing.
        assert!(short <= if place == 0 { 40 } else { 0 }, "{short}");
        for (id, property) in &world.properties {
            for building in &property.buildings {
                assert!(world.buildings[building].property == Some(*id));
            }
            assert!(!property.owners.is_empty());
        }
    }
}

#[test]
fn a_smaller_world_is_the_beginning_of_a_larger_one() {
    let text = |item: &Item| match item {
        Item::Household(persons) => serde_json::to_string(persons).unwrap(),
        Item::Building(building) => serde_json::to_string(building).unwrap(),
        Item::Apartment(apartment) => serde_json::to_string(apartment).unwrap(),
        Item::Property(property) => serde_json::to_string(property).unwrap(),
    };
    let large: Vec<String> = built_world(10_000, 4, today()).map(|item| text(&item)).collect();
    for count in [10, 100, 3_000] {
        let small: Vec<Item> = built_world(count, 4, today()).collect();
        let persons = small.iter().map(|item| match item {
            Item::Household(household) => household.len() as u64,
            _ => 0,
        });
        assert_eq!(persons.sum::<u64>(), count);
        let same = small
            .iter()
            .zip(&large)
            .take_while(|(item, other)| text(item) == **other)
            .count();
        // The rest is persons who live alone, at the very end.
        let rest = small[same..]
            .iter()
            .filter(|item| matches!(item, Item::Household(_)))
            .count();
        assert!(rest <= 8, "{count}: {rest}");
        assert!(small.len() - same <= 60, "{count}: {}", small.len() - same);
        assert!(same > 20);
    }
}

#[test]
fn the_households_are_the_same_with_and_without_the_world_around_them() {
    let with = built_world(4_000, 9, today()).filter_map(|item| match item {
        Item::Household(household) => Some(household),
        _ => None,
    });
    assert!(with.eq(population(4_000, 9, today())));
}

#[test]
fn the_world_has_demolished_buildings_split_apartments_cottages_and_all_kinds_of_owners() {
    let [world, _] = World::both();
    let count = |test: &dyn Fn(&Building) -> bool| world.buildings.values().filter(|one| test(one)).count();
    let class = |building: &Building, start: &str| building.class.unwrap().code().starts_with(start);
    assert!(count(&|one| one.state == Some(BuildingState::Demolished)) > 50);
    assert!(count(&|one| class(one, "02")) > 500);
    assert!(count(&|one| class(one, "19")) > 2_000);
    assert!(count(&|one| class(one, "08")) > 20);
    let split = world
        .apartments
        .values()
        .filter(|one| one.part.is_some_and(|part| part.split().is_some()));
    let lived_in = split.clone().filter(|one| !one.residents.is_empty()).count();
    assert!(split.count() > 100 && lived_in > 5, "{lived_in}");
    let owners = world.buildings.values().flat_map(|building| &building.owners);
    let kinds: HashSet<_> = owners.clone().filter_map(|owner| owner.kind).collect();
    for kind in [
        OwnerKind::PrivatePerson,
        OwnerKind::PrivateFarmer,
        OwnerKind::HousingCompany,
        OwnerKind::PrivateCompany,
        OwnerKind::PublicMajorityCompany,
        OwnerKind::Municipality,
        OwnerKind::State,
        OwnerKind::Community,
    ] {
        assert!(kinds.contains(&kind), "{}", kind.code());
    }
    assert!(owners.filter(|owner| owner.estate).count() > 5);
    assert!(
        world
            .properties
            .values()
            .any(|property| !property.parcels.is_empty())
    );
}
