//! What a made-up population must be like.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::*;
use crate::identifier::{BuildingId, PersonalIdentityCode, Realm};
use crate::register::codes::{LanguageCode, MaritalStatus};
use crate::register::{DataGroup, NonDisclosure, PersonFacts, PersonGroups, Relative};

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
    assert_eq!(personas.named.len(), 12);
    assert_eq!(
        personas
            .named
            .iter()
            .map(|(_, code)| code)
            .collect::<HashSet<_>>()
            .len(),
        12
    );
    assert!(personas.named.iter().all(|(_, code)| codes.contains(code)));
}

type Links = HashSet<(PersonalIdentityCode, PersonalIdentityCode)>;

/// The links of one kind within a household, from whom to whom.
fn links<'a>(household: &'a [Person], of: impl Fn(&'a PersonGroups) -> Vec<&'a Relative>) -> Links {
    let pairs = household.iter().flat_map(|person| {
        of(&person.groups)
            .into_iter()
            .filter_map(|relative| Some((person.code, relative.code?)))
    });
    pairs.collect()
}

fn turned(links: &Links) -> Links {
    links.iter().map(|(one, two)| (*two, *one)).collect()
}

#[test]
fn every_code_of_a_relative_exists_in_the_household_and_the_tie_is_mutual() {
    let mut seen = [0; 5];
    for household in households() {
        let codes: HashMap<_, _> = household.iter().map(|person| (person.code, person)).collect();
        for person in &household {
            let mut groups = person.groups.clone();
            for (group, relative) in groups.relatives_mut() {
                let Some(code) = relative.code else {
                    assert!(group == DataGroup::Name || relative.birth_date.is_some());
                    continue;
                };
                let other = codes[&code];
                assert!(other.facts.passive.is_none() && code != person.code);
                assert!(other.facts.non_disclosure == relative.non_disclosure);
                let name = other.groups.name.as_ref().unwrap();
                assert_eq!(
                    (&name.surname, &name.first_names),
                    (&relative.surname, &relative.first_names)
                );
            }
        }
        let spouses = links(&household, |groups| {
            groups
                .marriages
                .iter()
                .flat_map(|group| &group.marriages)
                .map(|row| &row.value.spouse)
                .collect()
        });
        assert!(spouses == turned(&spouses));
        let parents = links(&household, |groups| {
            groups
                .parents
                .iter()
                .flat_map(|group| &group.parents)
                .map(|row| &row.value.relative)
                .collect()
        });
        let children = links(&household, |groups| {
            groups
                .children
                .iter()
                .flat_map(|group| &group.children)
                .map(|row| &row.value.relative)
                .collect()
        });
        assert!(parents == turned(&children));
        let guardians = links(&household, |groups| {
            groups
                .custody
                .iter()
                .flat_map(|group| &group.guardians)
                .map(|row| &row.value.relative)
                .collect()
        });
        let dependants = links(&household, |groups| {
            groups
                .custody
                .iter()
                .flat_map(|group| &group.dependants)
                .map(|row| &row.value.relative)
                .collect()
        });
        assert!(guardians == turned(&dependants));
        let members = links(&household, |groups| {
            groups.household.iter().flat_map(|group| &group.members).collect()
        });
        assert!(members == turned(&members));
        for (place, found) in [&spouses, &parents, &children, &guardians, &members]
            .iter()
            .enumerate()
        {
            seen[place] += found.len();
        }
    }
    assert!(seen.iter().all(|count| *count > 1_000), "{seen:?}");
}

#[test]
fn parents_are_older_than_their_children_by_a_plausible_span() {
    for household in households() {
        let births: HashMap<_, _> = household
            .iter()
            .map(|person| (person.code, person.facts.birth_date))
            .collect();
        for person in &household {
            for parent in person.groups.parents.iter().flat_map(|group| &group.parents) {
                let relative = &parent.value.relative;
                let birth = match relative.code {
                    Some(code) => births[&code],
                    None => relative.birth_date.unwrap().full().unwrap(),
                };
                let age = PersonFacts::new(birth).age(person.facts.birth_date);
                assert!((13..=60).contains(&age), "{age}");
            }
        }
    }
}

#[test]
fn a_ban_marks_all_others_in_the_dwelling_and_nobody_else() {
    let (mut own, mut only_dwelling) = (0, 0);
    for household in households() {
        let bans: HashMap<PersonalIdentityCode, Option<NonDisclosure>> = household
            .iter()
            .map(|person| (person.code, person.facts.non_disclosure))
            .collect();
        for person in &household {
            let members = person.groups.household.iter().flat_map(|group| &group.members);
            let others: Vec<NonDisclosure> =
                members.filter_map(|member| bans[&member.code.unwrap()]).collect();
            match person.facts.dwelling_non_disclosure {
                Some(ban) => assert!(others.contains(&ban)),
                None => assert!(others.is_empty()),
            }
            let of_group = person.groups.bans.as_ref().and_then(|group| group.non_disclosure);
            assert!(of_group == person.facts.non_disclosure);
            own += i32::from(person.facts.is_non_disclosed(today()));
            only_dwelling += i32::from(
                person.facts.is_dwelling_non_disclosed(today()) && !person.facts.is_non_disclosed(today()),
            );
        }
    }
    assert!((40..250).contains(&own), "{own}");
    assert!(only_dwelling > 3, "{only_dwelling}");
}

#[test]
fn the_shares_are_those_of_finland_within_wide_limits() {
    let people = persons(40_000, 11);
    let share = |test: &dyn Fn(&&Person) -> bool| people.iter().filter(test).count() as f64 / 40_000.0;
    let speaks = |person: &Person, code: &str| {
        let code = LanguageCode::parse(code).ok();
        person
            .groups
            .languages
            .iter()
            .any(|group| group.mother_tongues.iter().any(|row| row.value.code == code))
    };
    let has_status = |person: &Person, status: MaritalStatus| {
        let group = person.groups.marital_status.as_ref();
        group
            .and_then(|group| group.statuses.first())
            .is_some_and(|row| row.value == status)
    };
    let living = |person: &Person| !person.facts.dead && person.facts.passive.is_none();
    let shares = [
        (
            "under 15",
            share(&|p| living(p) && p.facts.age(today()) < 15),
            0.11,
            0.20,
        ),
        (
            "over 65",
            share(&|p| living(p) && p.facts.age(today()) >= 65),
            0.15,
            0.28,
        ),
        (
            "over 85",
            share(&|p| living(p) && p.facts.age(today()) >= 85),
            0.01,
            0.06,
        ),
        ("dead", share(&|p| p.facts.dead), 0.02, 0.08),
        ("passive", share(&|p| p.facts.passive.is_some()), 0.001, 0.01),
        (
            "banned",
            share(&|p| p.facts.is_non_disclosed(today())),
            0.001,
            0.006,
        ),
        ("swedish", share(&|p| speaks(p, "sv")), 0.035, 0.075),
        ("finnish", share(&|p| speaks(p, "fi")), 0.80, 0.90),
        (
            "married",
            share(&|p| has_status(p, MaritalStatus::Married)),
            0.25,
            0.50,
        ),
        (
            "widowed",
            share(&|p| has_status(p, MaritalStatus::Widowed)),
            0.02,
            0.07,
        ),
        (
            "divorced",
            share(&|p| has_status(p, MaritalStatus::Divorced)),
            0.05,
            0.16,
        ),
        ("migrated", share(&|p| p.groups.migration.is_some()), 0.05, 0.15),
        (
            "guarded",
            share(&|p| p.groups.guardianship.is_some()),
            0.001,
            0.02,
        ),
        ("withheld", share(&|p| p.facts.withheld), 0.0, 0.002),
    ];
    for (name, found, low, high) in shares {
        assert!((low..=high).contains(&found), "{name}: {found}");
    }
    assert!(
        people
            .iter()
            .all(|person| !living(person) || person.facts.age(today()) <= 110)
    );
    assert!(people.iter().all(|person| person.facts.birth_date <= today()));
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

#[test]
fn a_building_has_one_address_and_dates_never_run_backwards() {
    let mut addresses: HashMap<(BuildingId, String), String> = HashMap::new();
    let mut shared = 0;
    for person in households().into_iter().flatten() {
        assert!(!person.groups.name.as_ref().unwrap().surname.is_empty());
        for row in person.groups.residence.iter().flat_map(|group| &group.places) {
            assert!(row.to.is_none_or(|to| row.from.unwrap() <= to));
            let Some(building) = row.value.building else {
                continue;
            };
            assert_eq!(building.realm(), Realm::Test);
            let address = &row.value.address;
            let place = format!("{} {} {}", address.street.fi, address.number, address.postcode);
            let apartment = row.value.apartment.map(|part| part.show()).unwrap_or_default();
            let key = (building, apartment);
            if let Some(known) = addresses.insert(key, place.clone()) {
                shared += 1;
                assert_eq!(known, place);
            }
        }
        for row in person.groups.marriages.iter().flat_map(|group| &group.marriages) {
            assert!(row.to.is_none_or(|to| row.from.unwrap() <= to));
        }
        for row in person
            .groups
            .marital_status
            .iter()
            .flat_map(|group| &group.statuses)
        {
            assert!(row.from.zip(row.to).is_none_or(|(from, to)| from <= to));
        }
        let current = person.groups.addresses.iter().flat_map(|group| &group.addresses);
        let best = current
            .filter(|row| row.value.best && row.is_current(today()))
            .count();
        let living = !person.facts.dead && person.facts.passive.is_none();
        assert_eq!(best, usize::from(living));
    }
    assert!(shared > 1_000);
}

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
