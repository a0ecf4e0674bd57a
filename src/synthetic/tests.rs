//! What a made-up population must be like.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::HashSet;

use chrono::NaiveDate;

mod built_world;
mod links;
mod lives;
mod marginals;
mod named;

use super::*;
use crate::identifier::{BuildingId, PersonalIdentityCode, Realm};
use crate::register::codes::{BuildingState, OwnerKind, ResidenceKind};
use crate::register::{DataGroup, PartialDate, PersonFacts};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 15).unwrap()
}

fn persons(count: u64, seed: u64) -> Vec<Person> {
    population(count, seed, today()).flatten().collect()
}

/// The households of a large population and of the personas.
fn households() -> Vec<Household> {
    population(30_000, 7, today())
        .chain(personas(today()).households)
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_seed_others() {
    assert!(persons(2_000, 1) == persons(2_000, 1));
    assert!(persons(2_000, 1) != persons(2_000, 2));
}

#[test]
fn a_population_has_exactly_the_size_asked_for() {
    for count in [0, 1, 2, 3, 5, 17, 999, 1_000, 1_001] {
        assert_eq!(persons(count, 3).len() as u64, count);
    }
}

#[test]
fn any_seed_and_day_makes_a_whole_world() {
    for (seed, day) in (100..).zip([
        "2018-01-01",
        "2024-02-29",
        "2026-11-24",
        "2026-12-31",
        "2031-07-15",
        "2044-03-01",
    ]) {
        let day: NaiveDate = day.parse().unwrap();
        let mut persons = 0;
        for item in built_world(4_000, seed, day) {
            if let Item::Household(household) = item {
                persons += household.len();
                assert!(household.iter().all(|person| person.facts.birth_date <= day));
            }
        }
        assert_eq!(persons, 4_000);
    }
}

#[test]
fn a_smaller_population_is_the_beginning_of_a_larger_one() {
    let large = persons(5_000, 4);
    let mut small: Vec<Household> = population(1_000, 4, today()).collect();
    // The end may be filled with persons who live alone.
    let full = small.len()
        - small
            .iter()
            .rev()
            .take_while(|household| household.len() == 1)
            .count();
    small.truncate(full);
    let small: Vec<Person> = small.into_iter().flatten().collect();
    assert!(small.len() > 950);
    assert!(small[..] == large[..small.len()]);
}

#[test]
fn codes_are_unique_test_codes_that_the_personas_do_not_have() {
    let mut codes = HashSet::new();
    let mut signs = HashSet::new();
    let mut former = HashSet::new();
    for person in population(200_000, 5, today()).flatten() {
        assert_eq!(person.code.realm(), Realm::Test);
        assert!(person.code.serial() < 990);
        assert!(!person.groups.name.as_ref().unwrap().surname.is_empty());
        signs.insert(person.code.sign());
        let identity = person.groups.identity.as_ref().unwrap();
        former.extend(identity.former_codes.iter().filter_map(|row| row.value.code));
        assert!(codes.insert(person.code));
    }
    assert_eq!(signs.len(), 12);
    assert!(former.is_subset(&codes));
    let personas = personas(today());
    for person in personas.households.iter().flatten() {
        assert!(person.code.serial() >= 990);
        assert!(codes.insert(person.code));
    }
    assert_eq!(personas.named.len(), 20);
    assert_eq!(
        personas
            .named
            .iter()
            .map(|(_, code)| code)
            .collect::<HashSet<_>>()
            .len(),
        20
    );
    assert!(personas.named.iter().all(|(_, code)| codes.contains(code)));
}

#[test]
fn every_group_is_in_use_and_survives_its_json() {
    let mut used = HashSet::new();
    for person in households().into_iter().flatten().step_by(3) {
        used.extend(person.groups.present());
        let json = serde_json::to_string(&person).unwrap();
        let read: Person = serde_json::from_str(&json).unwrap();
        assert!(read == person);
    }
    let missing: Vec<_> = DataGroup::ALL
        .iter()
        .filter(|group| !used.contains(group))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
