//! Ties between persons, and bans.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::register::{NonDisclosure, PersonGroups, Relative};

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
    assert!((20..250).contains(&own), "{own}");
    assert!(only_dwelling > 3, "{only_dwelling}");
}
