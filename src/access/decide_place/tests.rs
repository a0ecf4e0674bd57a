//! Rights over places, as properties: whatever content, persons and day, nothing is shown that was not
//! granted, whoever is protected is nowhere in what is shown, and fewer rights never show more.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{KeyUsed, Officer, Request, admit};
use super::*;
use crate::billing::FeeClass;
use crate::identifier::PersonalIdentityCode;
use crate::language::{Language, Text};
use crate::permit::{DataPermit, Key, Purpose, ReferenceRule, UserRight};
use crate::register::{BuildingGroup, PassiveCode, PropertyGroup, sample};

const KINDS: [PlaceKind; 3] = [PlaceKind::Building, PlaceKind::Apartment, PlaceKind::Property];
const OPERATIONS: [Operation; 5] = [
    Operation::PersonByCode,
    Operation::BuildingById,
    Operation::BuildingIdentification,
    Operation::PropertyById,
    Operation::PropertyIdentification,
];

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn code(serial: u16) -> PersonalIdentityCode {
    PersonalIdentityCode::from_parts(NaiveDate::from_ymd_opt(1994, 5, 1).unwrap(), '-', serial).unwrap()
}

/// A person of the record: an owner of both, or a resident.
fn named(serial: u16) -> Relative {
    Relative {
        surname: format!("surname-{serial}"),
        first_names: format!("first-{serial}"),
        code: Some(code(serial)),
        ..Relative::default()
    }
}

/// A record with three persons: 901 owns, 902 and 903 live there.
fn record() -> PlaceRecord {
    let owner = Owner {
        person: Some(named(901)),
        address: "owner-street 1".to_owned(),
        ..Owner::default()
    };
    let occupants = [902, 903].map(|serial| Occupant {
        person: named(serial),
        ..Occupant::default()
    });
    let mut former = sample::apartment();
    former.to = crate::register::PartialDate::parse("2001").ok();
    PlaceRecord {
        building: Some(Building {
            owners: vec![owner.clone()],
            ..sample::building()
        }),
        apartments: vec![sample::apartment(), former],
        property: Some(Property {
            owners: vec![owner],
            ..sample::property()
        }),
        occupants: occupants.to_vec(),
    }
}

fn role() -> QueryRole {
    QueryRole {
        id: key("role"),
        name: Text::default(),
        operations: OPERATIONS.into(),
        groups: [DataGroup::Identity, DataGroup::Name, DataGroup::Birth].into(),
        places: PlaceContent {
            building: BuildingGroup::all(),
            apartment: ApartmentGroup::all(),
            property: PropertyGroup::all(),
            residents: true,
        },
        history: true,
        contact_under_non_disclosure: true,
        dead: true,
        under_15: true,
        replacement_of_passive_code: true,
        withheld: true,
        reference: ReferenceRule::Optional,
    }
}

fn shown(role: &QueryRole, kind: PlaceKind, persons: &FactsOfPersons) -> Option<Projected> {
    shown_of(role, kind, record(), persons, true)
}

/// What a role would show of a record; none if it gives nothing of the kind.
fn shown_of(
    role: &QueryRole,
    kind: PlaceKind,
    record: PlaceRecord,
    persons: &FactsOfPersons,
    with_key: bool,
) -> Option<Projected> {
    let officer = Officer {
        username: key("user"),
        code: code(990),
        name: "Testi Virkailija".to_owned(),
        organisation: key("org"),
        organisation_name: Text::default(),
        rights: vec![UserRight {
            permit: key("permit"),
            role: key("role"),
            valid_from: today(),
            valid_until: today(),
        }],
        language: Language::Fi,
        is_suspended: false,
    };
    let permit = DataPermit {
        id: key("permit"),
        number: "1".to_owned(),
        version: 1,
        organisation: key("org"),
        name: Text::default(),
        purposes: vec![Purpose {
            id: key("purpose"),
            name: Text::default(),
        }],
        roles: vec![role.clone()],
        fee_class: FeeClass::Free,
        valid_from: today(),
        valid_until: None,
        ended_from: None,
        asks_approval: false,
    };
    let request = Request {
        role: &key("role"),
        purpose: &key("purpose"),
        reference: "",
        operation: Operation::BuildingById,
    };
    let grant = admit(&officer, Some(&permit), request, today()).unwrap();
    let grant = if with_key {
        grant.with_key(KeyUsed::for_this_act())
    } else {
        grant
    };
    let decision = decide_place(&grant, kind).ok()?;
    // Shown and hidden together are what the answer concerns, and nothing is both.
    let (shown, hidden) = (decision.shown(), decision.hidden());
    assert!(shown.iter().all(|group| role.places.gives(*group)));
    assert!(hidden.iter().all(|(group, _)| !role.places.gives(*group)));
    Some(decision.project(record, persons))
}

fn json(projected: Option<&Projected>) -> Value {
    let Some(projected) = projected else {
        return json!({});
    };
    let record = projected.record();
    json!({
        "building": record.building, "apartments": record.apartments, "property": record.property,
        "occupants": record.occupants,
    })
}

/// Whether nothing stands in `part` that does not stand in `whole`: objects may lack fields, lists items.
fn is_part_of(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Null, _) => true,
        (Value::Object(part), Value::Object(whole)) => part
            .iter()
            .all(|(name, value)| whole.get(name).is_some_and(|other| is_part_of(value, other))),
        (Value::Array(part), Value::Array(whole)) => {
            let mut rest = whole.iter();
            part.iter().all(|item| rest.any(|other| is_part_of(item, other)))
        }
        (part, whole) => part == whole,
    }
}

fn ban() -> Option<NonDisclosure> {
    Some(NonDisclosure {
        from: today(),
        until: Some(today()),
    })
}

prop_compose! {
    fn any_role()(
        building in proptest::collection::btree_set(proptest::sample::select(BuildingGroup::ALL), 0..6),
        apartment in proptest::collection::btree_set(proptest::sample::select(ApartmentGroup::ALL), 0..3),
        property in proptest::collection::btree_set(proptest::sample::select(PropertyGroup::ALL), 0..4),
        groups in proptest::collection::btree_set(proptest::sample::select(DataGroup::ALL), 0..28),
        operations in proptest::collection::btree_set(proptest::sample::select(&OPERATIONS[..]), 0..5),
        flags in any::<[bool; 7]>(),
    ) -> QueryRole {
        let [residents, history, contact, dead, under_15, passive, withheld] = flags;
        let mut operations = operations;
        operations.insert(Operation::BuildingById);
        QueryRole {
            operations,
            groups,
            places: PlaceContent { building, apartment, property, residents },
            history,
            contact_under_non_disclosure: contact,
            dead,
            under_15,
            replacement_of_passive_code: passive,
            withheld,
            ..role()
        }
    }
}

prop_compose! {
    fn any_facts()(
        age_days in 0_u64..40_000,
        [dead, withheld, own, dwelling] in any::<[bool; 4]>(),
    ) -> PersonFacts {
        PersonFacts {
            birth_date: today() - Days::new(age_days),
            dead,
            withheld,
            passive: None,
            non_disclosure: ban().filter(|_| own),
            dwelling_non_disclosure: ban().filter(|_| dwelling),
        }
    }
}

prop_compose! {
    fn any_persons()(facts in proptest::collection::vec(proptest::option::of(any_facts()), 3)) -> FactsOfPersons {
        let persons = [901, 902, 903].into_iter().zip(facts);
        persons.filter_map(|(serial, facts)| Some((code(serial), facts?))).collect()
    }
}

proptest! {
    #[test]
    fn whoever_is_protected_or_refused_is_nowhere_in_what_is_shown(
        role in any_role(), persons in any_persons(), kind in proptest::sample::select(&KINDS[..]),
    ) {
        let projected = shown(&role, kind, &persons);
        let text = json(projected.as_ref()).to_string();
        for (person, facts) in &persons {
            let banned = facts.non_disclosure.is_some() || facts.dwelling_non_disclosure.is_some();
            let refused = (banned && !role.contact_under_non_disclosure)
                || (facts.dead && !role.dead)
                || (facts.withheld && !role.withheld)
                || (facts.age(today()) < 15 && !role.under_15);
            if refused {
                let surname = format!("surname-{}", person.serial());
                prop_assert!(!text.contains(&surname));
                prop_assert!(!text.contains(person.as_str()));
                prop_assert!(projected.as_ref().is_none_or(|shown| !shown.subjects().contains(person)));
            }
        }
        if let Some(projected) = projected {
            let banned = projected.subjects().iter().any(|person| persons.get(person).is_some_and(|facts| {
                facts.non_disclosure.is_some() || facts.dwelling_non_disclosure.is_some()
            }));
            prop_assert_eq!(projected.shows_non_disclosure(), banned);
        }
    }

    #[test]
    fn a_protected_person_leaves_no_more_trace_than_one_who_is_not_there(
        role in any_role(), persons in any_persons(), kind in proptest::sample::select(&KINDS[..]), own in any::<bool>(),
    ) {
        let role = QueryRole { contact_under_non_disclosure: false, ..role };
        let mut persons = persons;
        let facts = persons.entry(code(903)).or_insert_with(|| PersonFacts::new(today() - Days::new(9000)));
        if own { facts.non_disclosure = ban() } else { facts.dwelling_non_disclosure = ban() }
        let with = shown_of(&role, kind, record(), &persons, true);
        let mut without = record();
        without.occupants.pop();
        prop_assert_eq!(with, shown_of(&role, kind, without, &persons, true));
    }

    #[test]
    fn without_the_key_the_right_shows_no_more_than_no_right(
        role in any_role(), persons in any_persons(), kind in proptest::sample::select(&KINDS[..]),
    ) {
        let role = QueryRole { contact_under_non_disclosure: true, ..role };
        let blind = QueryRole { contact_under_non_disclosure: false, ..role.clone() };
        let without_key = shown_of(&role, kind, record(), &persons, false);
        let without_right = shown_of(&blind, kind, record(), &persons, true);
        prop_assert_eq!(json(without_key.as_ref()), json(without_right.as_ref()));
        prop_assert!(without_right.as_ref().is_none_or(|shown| !shown.awaits_key()));
        if let (Some(waiting), Some(open)) = (without_key, shown(&role, kind, &persons)) {
            prop_assert!(!waiting.shows_non_disclosure() && !open.awaits_key());
            prop_assert_eq!(waiting.awaits_key(), open.shows_non_disclosure());
        }
    }

    #[test]
    fn nothing_outside_the_content_is_shown(
        role in any_role(), persons in any_persons(), kind in proptest::sample::select(&KINDS[..]),
    ) {
        let Some(projected) = shown(&role, kind, &persons) else {
            return Ok(());
        };
        let (record, places) = (projected.record(), &role.places);
        let whole = self::record();
        if let Some(building) = &record.building {
            prop_assert_eq!(kind, PlaceKind::Building);
            let mut left = building.clone();
            left.owners.clear();
            let mut allowed = crate::register::Grouped::take_only(&whole.building.unwrap(), &places.building);
            allowed.owners.clear();
            prop_assert!(left == allowed);
            prop_assert!(building.owners.is_empty() || places.building.contains(&BuildingGroup::Owners));
        }
        if let Some(property) = &record.property {
            prop_assert_eq!(kind, PlaceKind::Property);
            prop_assert!(property.owners.is_empty() || places.property.contains(&PropertyGroup::Owners));
            prop_assert!(property.buildings.is_empty() || places.property.contains(&PropertyGroup::Contents));
        }
        prop_assert!(record.occupants.is_empty() || places.residents);
        for apartment in &record.apartments {
            prop_assert!(apartment.id.is_none() || places.apartment.contains(&ApartmentGroup::Identity));
            let details = kind == PlaceKind::Apartment && places.apartment.contains(&ApartmentGroup::Details);
            prop_assert!(apartment.kind.is_none() || details);
            prop_assert!(apartment.residents.is_empty());
        }
        let persons = record.occupants.iter().map(|occupant| &occupant.person);
        for person in persons {
            prop_assert!(person.code.is_none() || role.groups.contains(&DataGroup::Identity));
            prop_assert!(person.birth_date.is_none() || role.groups.contains(&DataGroup::Birth));
        }
    }

    #[test]
    fn fewer_rights_never_show_one_value_more(
        role in any_role(), persons in any_persons(), kind in proptest::sample::select(&KINDS[..]),
        switch in 0_usize..11, pick in any::<proptest::sample::Index>(),
    ) {
        let whole = json(shown(&role, kind, &persons).as_ref());
        let mut fewer = role;
        match switch {
            0 => fewer.places.residents = false,
            1 => fewer.history = false,
            2 => fewer.contact_under_non_disclosure = false,
            3 => fewer.dead = false,
            4 => fewer.under_15 = false,
            5 => fewer.withheld = false,
            6 => fewer.places.building = less(fewer.places.building, pick),
            7 => fewer.places.apartment = less(fewer.places.apartment, pick),
            8 => fewer.places.property = less(fewer.places.property, pick),
            9 => fewer.groups = less(fewer.groups, pick),
            _ => fewer.replacement_of_passive_code = false,
        }
        let left = json(shown(&fewer, kind, &persons).as_ref());
        prop_assert!(is_part_of(&left, &whole), "{left} {whole}");
    }
}

fn less<T: Copy + Ord>(mut set: BTreeSet<T>, pick: proptest::sample::Index) -> BTreeSet<T> {
    let gone = set.iter().nth(pick.index(set.len().max(1))).copied();
    set.retain(|item| Some(*item) != gone);
    set
}

fn facts() -> PersonFacts {
    PersonFacts::new(NaiveDate::from_ymd_opt(1994, 5, 1).unwrap())
}

#[test]
fn a_ban_under_the_code_that_replaced_a_passive_one_protects_too() {
    let blind = QueryRole {
        contact_under_non_disclosure: false,
        ..role()
    };
    let passive = PersonFacts {
        passive: Some(PassiveCode {
            replaced_by: Some(code(950)),
        }),
        ..facts()
    };
    let banned = PersonFacts {
        non_disclosure: ban(),
        ..facts()
    };
    let persons = FactsOfPersons::from([(code(901), passive), (code(950), banned)]);
    let projected = shown(&blind, PlaceKind::Building, &persons).unwrap();
    assert!(projected.record().building.as_ref().unwrap().owners.is_empty());
}

#[test]
fn with_the_right_the_ban_is_told_and_marked() {
    let banned = PersonFacts {
        dwelling_non_disclosure: ban(),
        ..facts()
    };
    let persons = FactsOfPersons::from([(code(902), banned)]);
    let projected = shown(&role(), PlaceKind::Apartment, &persons).unwrap();
    assert!(projected.shows_non_disclosure());
    let occupants = &projected.record().occupants;
    assert_eq!(occupants.len(), 2);
    assert!(occupants[0].person.is_non_disclosed(today()));
    assert!(!occupants[1].person.is_non_disclosed(today()));
    assert_eq!(projected.subjects(), [code(902), code(903)]);
}

#[test]
fn a_role_without_a_kind_of_place_is_refused_it() {
    let nothing = QueryRole {
        places: PlaceContent::default(),
        ..role()
    };
    for kind in KINDS {
        assert!(shown(&nothing, kind, &FactsOfPersons::new()).is_none());
    }
    let residents_only = QueryRole {
        places: PlaceContent {
            residents: true,
            ..PlaceContent::default()
        },
        ..role()
    };
    assert!(shown(&residents_only, PlaceKind::Apartment, &FactsOfPersons::new()).is_some());
    assert!(shown(&residents_only, PlaceKind::Building, &FactsOfPersons::new()).is_none());
}

#[test]
fn a_former_apartment_needs_the_right_to_history() {
    let count = |history| {
        let role = QueryRole { history, ..role() };
        let projected = shown(&role, PlaceKind::Building, &FactsOfPersons::new()).unwrap();
        projected.record().apartments.len()
    };
    assert_eq!((count(true), count(false)), (2, 1));
}
