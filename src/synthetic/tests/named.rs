//! The demonstration's named persons.

use std::collections::HashMap;

use super::*;
use crate::register::codes::{AdoptionNote, ChildResidence};

#[test]
fn each_persona_is_what_its_key_says() {
    let personas = personas(today());
    let people: HashMap<_, _> = personas
        .households
        .iter()
        .flatten()
        .map(|person| (person.code, person))
        .collect();
    let named: HashMap<_, _> = personas
        .named
        .iter()
        .map(|(key, code)| (*key, people[code]))
        .collect();
    let facts = |key: &str| &named[key].facts;
    assert!(facts("nonDisclosure").is_non_disclosed(today()));
    assert!(!facts("sameDwelling").is_non_disclosed(today()));
    assert!(facts("sameDwelling").is_dwelling_non_disclosed(today()));
    let contact = named["nonDisclosure"]
        .groups
        .addresses
        .clone()
        .unwrap()
        .contact_only();
    assert_eq!(contact.unwrap().addresses.len(), 1);
    assert!(facts("dead").dead);
    assert!((0..15).contains(&facts("under15").age(today())));
    assert!(facts("passive").passive.as_ref().unwrap().replaced_by == Some(named["plain2"].code));
    assert!(facts("withheld").withheld);
    assert!(named["abroad"].groups.migration.is_some());
    assert_eq!(
        named["twoCitizenships"]
            .groups
            .citizenship
            .as_ref()
            .unwrap()
            .citizenships
            .len(),
        2
    );
    assert!(named["guardianship"].groups.guardianship.is_some());
    assert_eq!(
        named["altResidence"]
            .groups
            .custody
            .as_ref()
            .unwrap()
            .guardians
            .len(),
        2
    );
    let plain = named["plain"];
    assert!(!plain.facts.dead && plain.facts.non_disclosure.is_none() && plain.facts.age(today()) > 18);
    assert_eq!(plain.groups.children.as_ref().unwrap().children.len(), 2);
    assert_eq!(plain.groups.addresses.as_ref().unwrap().addresses.len(), 4);
}

#[test]
fn the_personas_of_families_and_dwellings_are_what_their_keys_say() {
    let personas = personas(today());
    let people: HashMap<_, _> = personas
        .households
        .iter()
        .flatten()
        .map(|person| (person.code, person))
        .collect();
    let named: HashMap<_, _> = personas
        .named
        .iter()
        .map(|(key, code)| (*key, people[code]))
        .collect();
    let parents = &named["adopted"].groups.parents.as_ref().unwrap().parents;
    let notes: Vec<_> = parents
        .iter()
        .map(|row| row.value.adoption.as_ref().unwrap().note.unwrap())
        .collect();
    assert_eq!(
        notes
            .iter()
            .filter(|note| **note == AdoptionNote::Adopted)
            .count(),
        2
    );
    assert_eq!(
        notes
            .iter()
            .filter(|note| **note == AdoptionNote::GivenForAdoption)
            .count(),
        1
    );
    let guardians = &named["altResidence"].groups.custody.as_ref().unwrap().guardians;
    assert!(
        guardians
            .iter()
            .all(|row| row.value.child_residence == Some(ChildResidence::Alternating))
    );
    let orders = &named["guardianship"].groups.guardianship.as_ref().unwrap().orders;
    let guardian = orders[0].value.guardians[0].value.person.as_ref().unwrap();
    assert!(guardian.code == Some(named["guardian"].code));
    let places = |key: &str| &named[key].groups.residence.as_ref().unwrap().places;
    let split = places("splitApartment")[0].value.apartment.unwrap();
    assert_eq!(split.split(), Some('a'));
    assert!(places("noFixedDwelling")[0].value.no_fixed_dwelling);
    assert!(places("institution")[0].value.institution);
    let buildings: HashMap<_, _> = personas.buildings.iter().copied().collect();
    let gone = buildings["demolished"];
    assert!(
        places("demolishedHome")
            .iter()
            .any(|row| row.value.building == Some(gone))
    );
    let built = personas.built.iter().filter_map(|item| match item {
        Item::Building(building) => Some(building),
        _ => None,
    });
    let of = |id: BuildingId| built.clone().find(|building| building.id == Some(id)).unwrap();
    assert_eq!(of(gone).state, Some(BuildingState::Demolished));
    assert_eq!(of(buildings["splitApartments"]).apartment_count, Some(3));
    assert!(
        of(buildings["institution"])
            .owners
            .iter()
            .all(|owner| owner.person.is_none())
    );
}
