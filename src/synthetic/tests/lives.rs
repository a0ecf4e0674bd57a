//! Lives: homes from birth to now, names, marriages, and what only few have.

use std::collections::{HashMap, HashSet};

use super::*;
use crate::register::Versioned;
use crate::register::codes::{
    Absence, AdoptionNote, ChildResidence, Country, CustodyKind, DisclosureBan, GuardianKind, LanguageCode,
    MaritalStatus, NameChange, NameKind, WayBegun, WayEnded,
};

fn everybody() -> Vec<Person> {
    population(60_000, 21, today()).flatten().collect()
}

/// The day of a full date.
fn day(date: Option<PartialDate>) -> NaiveDate {
    date.unwrap().full().unwrap()
}

#[test]
fn homes_follow_each_other_from_birth_or_arrival_to_now_or_death() {
    for person in everybody().iter().filter(|person| person.facts.passive.is_none()) {
        let groups = &person.groups;
        let places = groups.residence.iter().flat_map(|group| &group.places);
        let homes: Vec<_> = places
            .filter(|row| row.value.kind == Some(ResidenceKind::Permanent))
            .collect();
        assert!(!homes.is_empty());
        for pair in homes.windows(2) {
            let (later, earlier) = (day(pair[0].from), day(pair[1].to));
            assert_eq!(later, earlier.succ_opt().unwrap());
        }
        for row in &homes {
            assert!(row.to.is_none_or(|to| row.from.unwrap() <= to));
        }
        let arrived = groups.migration.as_ref().and_then(|group| group.moved_to_finland);
        let begun = arrived.map_or(person.facts.birth_date, |date| date.full().unwrap());
        assert_eq!(day(homes.last().unwrap().from), begun);
        match groups.death.as_ref() {
            Some(death) => assert!(homes[0].to == death.date),
            None => assert!(homes[0].is_current(today())),
        }
        if arrived.is_none() {
            let born = groups.birth.as_ref().unwrap().municipality.as_ref().unwrap();
            assert!(homes.last().unwrap().value.municipality.as_ref() == Some(born));
        }
        let current = groups.addresses.iter().flat_map(|group| &group.addresses);
        let best = current
            .filter(|row| row.value.best && row.is_current(today()))
            .count();
        assert_eq!(best, usize::from(!person.facts.dead));
    }
}

/// Rows, newest first, of which none begins before the one under it ends.
fn follow<T>(rows: &[Versioned<T>]) {
    for row in rows {
        assert!(row.from.zip(row.to).is_none_or(|(from, to)| from <= to));
    }
    for pair in rows.windows(2) {
        assert!(pair[0].from.unwrap() > pair[1].to.unwrap());
    }
}

#[test]
fn statuses_marriages_and_surnames_never_overlap() {
    for person in everybody() {
        if let Some(group) = &person.groups.marital_status {
            follow(&group.statuses);
        }
        let marriages = person.groups.marriages.iter().flat_map(|group| &group.marriages);
        let marriages: Vec<_> = marriages.collect();
        for pair in marriages.windows(2) {
            assert!(pair[0].from.unwrap() >= pair[1].to.unwrap());
            assert!(pair[0].value.order > pair[1].value.order);
        }
        for row in &marriages {
            assert!(row.to.is_none_or(|to| row.from.unwrap() <= to));
            let age = PersonFacts::new(person.facts.birth_date).age(day(row.from));
            assert!((18..=100).contains(&age), "{age}");
        }
        let surnames = person.groups.former_names.iter().flat_map(|group| &group.names);
        let surnames: Vec<_> = surnames
            .filter(|row| {
                matches!(
                    row.value.kind,
                    Some(NameKind::FormerSurname | NameKind::LastSurnameAsUnmarried)
                )
            })
            .cloned()
            .collect();
        follow(&surnames);
        if let (Some(row), Some(name)) = (surnames.first(), &person.groups.name) {
            assert!(day(name.from) == day(row.to).succ_opt().unwrap());
            assert!(row.value.name != name.surname);
        }
        if let Some(name) = &person.groups.name {
            assert!(name.first_names.split(' ').any(|one| one == name.call_name));
        }
    }
}

#[test]
fn what_only_few_have_is_there() {
    let people = everybody();
    let mut ways = HashSet::new();
    let mut begun = HashSet::new();
    let mut ended = HashSet::new();
    let mut statuses = HashSet::new();
    let mut custody = HashSet::new();
    let mut living = HashSet::new();
    let mut adoption = HashSet::new();
    let mut bans = HashSet::new();
    let mut guardians = HashSet::new();
    let mut absences = HashSet::new();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for person in &people {
        let groups = &person.groups;
        let mut count = |name: &'static str, is: bool| *counts.entry(name).or_default() += u32::from(is);
        ways.extend(
            groups
                .former_names
                .iter()
                .flat_map(|group| &group.names)
                .filter_map(|row| row.value.way),
        );
        for row in groups.marriages.iter().flat_map(|group| &group.marriages) {
            begun.extend(row.value.begun);
            ended.extend(row.value.ended);
            count("legal separation", row.value.legal_separation.is_some());
        }
        statuses.extend(
            groups
                .marital_status
                .iter()
                .flat_map(|group| &group.statuses)
                .map(|row| row.value),
        );
        for row in groups.custody.iter().flat_map(|group| &group.guardians) {
            custody.extend(row.value.kind);
            living.extend(row.value.child_residence);
        }
        let parents = groups.parents.iter().flat_map(|group| &group.parents);
        adoption.extend(
            parents
                .filter_map(|row| row.value.adoption.as_ref()?.note)
                .map(|note| ("parent", note)),
        );
        let children = groups.children.iter().flat_map(|group| &group.children);
        adoption.extend(
            children
                .filter_map(|row| row.value.adoption.as_ref()?.note)
                .map(|note| ("child", note)),
        );
        bans.extend(
            groups
                .bans
                .iter()
                .flat_map(|group| &group.disclosure_bans)
                .map(|row| row.value),
        );
        for order in groups.guardianship.iter().flat_map(|group| &group.orders) {
            guardians.extend(order.value.guardians.iter().filter_map(|row| row.value.kind));
        }
        absences.extend(
            groups
                .migration
                .iter()
                .flat_map(|group| &group.absences)
                .map(|row| row.value),
        );
        let places = groups.residence.iter().flat_map(|group| &group.places);
        for row in places.filter(|row| row.is_current(today())) {
            count("no fixed dwelling", row.value.no_fixed_dwelling);
            count("institution", row.value.institution);
            count(
                "temporary residence",
                row.value.kind == Some(ResidenceKind::Temporary),
            );
        }
        count("attorney", groups.continuing_poa.is_some());
        count("taken into care", groups.taken_into_care.is_some());
        count(
            "sex confirmed",
            groups
                .sex
                .as_ref()
                .is_some_and(|group| group.change_confirmed.is_some()),
        );
        count(
            "foreign number",
            groups
                .identity
                .as_ref()
                .is_some_and(|group| !group.foreign_numbers.is_empty()),
        );
        let sami = LanguageCode::parse("se").ok();
        let tongues = groups.languages.iter().flat_map(|group| &group.mother_tongues);
        count("Sámi", tongues.clone().any(|row| row.value.code == sami));
        count(
            "tongue in words",
            tongues.clone().any(|row| !row.value.text.is_empty()),
        );
        let citizenships = groups.citizenship.iter().map(|group| group.citizenships.len());
        count("two citizenships", citizenships.sum::<usize>() > 1);
        count(
            "own surname",
            groups
                .name
                .as_ref()
                .is_some_and(|name| !name.own_surname.is_empty()),
        );
        count(
            "widowed again married",
            groups
                .marriages
                .as_ref()
                .is_some_and(|group| group.marriages.len() > 1),
        );
    }
    for way in [
        NameChange::FirstName,
        NameChange::ChildSurnameByNotice,
        NameChange::BackToUnmarriedName,
        NameChange::BackToNameAtMarriage,
        NameChange::SurnameByNotice,
        NameChange::FirstNameAdded,
        NameChange::FirstNameGivenUp,
        NameChange::FirstNameOrder,
        NameChange::Hyphen,
        NameChange::OwnSurnameDropped,
        NameChange::OtherFirstNameByNotice,
        NameChange::CallName,
    ] {
        assert!(ways.contains(&way), "{}", way.code());
    }
    for way in [
        WayBegun::ReligiousWedding,
        WayBegun::CivilWedding,
        WayBegun::PartnershipRegistered,
        WayBegun::PartnershipIntoMarriage,
    ] {
        assert!(begun.contains(&way), "{}", way.code());
    }
    for way in [
        WayEnded::Divorce,
        WayEnded::SpouseDied,
        WayEnded::PartnershipDissolved,
        WayEnded::PartnershipIntoMarriage,
    ] {
        assert!(ended.contains(&way), "{}", way.code());
    }
    assert!(statuses.contains(&MaritalStatus::LegallySeparated));
    assert!(statuses.contains(&MaritalStatus::InPartnership));
    assert!(statuses.contains(&MaritalStatus::DivorcedFromPartnership));
    for kind in [
        CustodyKind::Statutory,
        CustodyKind::ByOrder,
        CustodyKind::Informed,
    ] {
        assert!(custody.contains(&kind), "{}", kind.code());
    }
    for residence in [
        ChildResidence::Parents,
        ChildResidence::Mother,
        ChildResidence::Father,
        ChildResidence::Alternating,
        ChildResidence::Other,
    ] {
        assert!(living.contains(&residence), "{}", residence.code());
    }
    for side in ["parent", "child"] {
        for note in [AdoptionNote::Adopted, AdoptionNote::GivenForAdoption] {
            assert!(adoption.contains(&(side, note)), "{side}");
        }
    }
    assert_eq!(bans.len(), DisclosureBan::ALL.len());
    assert!(
        guardians.contains(&GuardianKind::Person) && guardians.contains(&GuardianKind::PublicLegalAidOffice)
    );
    for absence in [
        Absence::HomeInNordicCountry,
        Absence::HomeElsewhere,
        Absence::AlienRemoved,
    ] {
        assert!(absences.contains(&absence), "{}", absence.code());
    }
    let missing: Vec<_> = counts.iter().filter(|(_, count)| **count == 0).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_language_of_the_neighbours_goes_by_the_municipality() {
    let mut swedish: HashMap<String, (u32, u32)> = HashMap::new();
    let sv = LanguageCode::parse("sv").ok();
    for person in everybody().iter().filter(|person| person.facts.passive.is_none()) {
        let towns = person
            .groups
            .home_municipality
            .iter()
            .flat_map(|group| &group.municipalities);
        let Some(town) = towns
            .filter(|row| row.is_current(today()))
            .map(|row| &row.value)
            .next()
        else {
            continue;
        };
        let tongues = person
            .groups
            .languages
            .iter()
            .flat_map(|group| &group.mother_tongues);
        let sum = swedish.entry(town.code.unwrap().as_str().to_owned()).or_default();
        sum.0 += u32::from(tongues.clone().any(|row| row.value.code == sv));
        sum.1 += 1;
    }
    let shares = |codes: &[&str]| {
        let sums = codes.iter().filter_map(|code| swedish.get(*code));
        let (part, whole) = sums.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        assert!(whole > 100, "{codes:?} {whole}");
        f64::from(part) / f64::from(whole)
    };
    // Swedish Ostrobothnia and west Nyland; bilingual towns; the Finnish inland.
    assert!(shares(&["499", "599", "598", "710", "545", "440"]) > 0.5);
    assert!((0.03..0.45).contains(&shares(&["638", "753", "905", "091"])));
    assert!(shares(&["837", "297", "179", "167"]) < 0.03);
}

#[test]
fn citizens_of_other_countries_came_from_somewhere() {
    let mut seen = (0, 0);
    for person in everybody().iter().filter(|person| person.facts.passive.is_none()) {
        let groups = &person.groups;
        let rows = groups.citizenship.iter().flat_map(|group| &group.citizenships);
        let countries: HashSet<Country> = rows.filter_map(|row| row.value.country).collect();
        assert!(!countries.is_empty());
        let Some(migration) = groups
            .migration
            .as_ref()
            .filter(|group| group.moved_to_finland.is_some())
        else {
            assert!(groups.birth.as_ref().unwrap().municipality.is_some());
            continue;
        };
        seen.0 += 1;
        assert!(day(migration.moved_to_finland) > person.facts.birth_date);
        assert!(groups.birth.as_ref().unwrap().country != Some(Country::FINLAND));
        if let Some(removed) = migration.removed_from_register {
            seen.1 += 1;
            assert!(day(Some(removed)) > day(migration.moved_to_finland));
            assert!(!countries.contains(&Country::FINLAND));
        }
    }
    assert!(seen.0 > 2_000 && seen.1 > 0, "{seen:?}");
}
