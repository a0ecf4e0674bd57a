//! What masking and removal leave behind.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use super::PersonGroups;
use crate::register::DataGroup;
use crate::register::person::{Person, PersonFacts};
use crate::register::sample::{code, day, full_groups, today};

#[test]
fn stored_json_has_one_field_per_group_and_reads_back_the_same() {
    let groups = full_groups();
    let json = serde_json::to_value(&groups).unwrap();
    let fields: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, DataGroup::ALL.iter().map(|group| group.field()).collect());
    assert_eq!(serde_json::from_value::<PersonGroups>(json).unwrap(), groups);
}

#[test]
fn empty_groups_take_no_room_in_the_store() {
    assert_eq!(serde_json::to_string(&PersonGroups::default()).unwrap(), "{}");
    let groups = PersonGroups {
        death: Some(crate::register::groups::DeathGroup::default()),
        ..PersonGroups::default()
    };
    assert_eq!(serde_json::to_string(&groups).unwrap(), r#"{"death":{}}"#);
    assert_eq!(
        serde_json::from_str::<PersonGroups>(r#"{"death":{}}"#).unwrap(),
        groups
    );
}

#[test]
fn code_names_and_fields_of_the_groups_are_unique_and_read_back() {
    let codes: BTreeSet<&str> = DataGroup::ALL.iter().map(|group| group.code()).collect();
    assert_eq!(codes.len(), DataGroup::ALL.len());
    for group in DataGroup::ALL {
        assert_eq!(DataGroup::from_code(group.code()), Some(*group));
        let json = serde_json::to_string(group).unwrap();
        assert_eq!(serde_json::from_str::<DataGroup>(&json).unwrap(), *group);
        let snake: String = group
            .code()
            .chars()
            .flat_map(|letter| {
                letter
                    .is_uppercase()
                    .then_some('_')
                    .into_iter()
                    .chain(letter.to_lowercase())
            })
            .collect();
        assert_eq!(group.field(), snake);
    }
}

#[test]
fn only_the_chosen_groups_are_kept() {
    let wanted = BTreeSet::from([DataGroup::Name, DataGroup::Birth]);
    let groups = full_groups().take_only(&wanted);
    assert_eq!(groups.present().collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn a_ban_leaves_no_contact_data_but_the_contact_address() {
    let mut groups = full_groups();
    groups.remove_contact_data();
    for group in DataGroup::ALL {
        let expected = !group.is_contact() || *group == DataGroup::Addresses;
        assert_eq!(groups.is_present(*group), expected, "{}", group.code());
    }
    let addresses = groups.addresses.unwrap().addresses;
    assert!(!addresses.is_empty());
    assert!(addresses.iter().all(|row| row.value.kind.unwrap().is_contact()));
    let custody = groups.custody.unwrap();
    assert!(
        custody
            .guardians
            .iter()
            .chain(&custody.dependants)
            .all(|row| row.value.child_residence.is_none())
    );
}

#[test]
fn a_ban_without_a_contact_address_leaves_no_addresses_at_all() {
    let mut groups = full_groups();
    let addresses = groups.addresses.as_mut().unwrap();
    addresses
        .addresses
        .retain(|row| !row.value.kind.unwrap().is_contact());
    groups.remove_contact_data();
    assert!(!groups.is_present(DataGroup::Addresses));
}

#[test]
fn every_group_that_names_relatives_gives_them_for_masking() {
    let mut groups = full_groups();
    let json = serde_json::to_string(&groups).unwrap();
    let named: BTreeSet<DataGroup> = groups.relatives_mut().iter().map(|(group, _)| *group).collect();
    let expected = [
        DataGroup::Name,
        DataGroup::Marriages,
        DataGroup::Parents,
        DataGroup::Children,
        DataGroup::Custody,
        DataGroup::Guardianship,
        DataGroup::ContinuingPoa,
        DataGroup::Household,
    ];
    assert_eq!(named, BTreeSet::from(expected));
    // Every relative of the sample has a surname of this form or is nameless: none is missed.
    let surnames = json.matches("-sukunimi\"").count() + json.matches("\"noSurname\"").count();
    assert_eq!(groups.relatives_mut().len(), surnames);
}

#[test]
fn masking_takes_the_household_row_and_every_hint_of_the_dwelling() {
    let mut groups = full_groups();
    let masked = groups.mask_relatives(|relative| relative.is_non_disclosed(today()));
    assert!(masked > 0);
    let household = groups.household.as_ref().unwrap();
    assert_eq!(household.members.len(), 1);
    assert_eq!(household.minors, None);
    let custody = groups.custody.as_ref().unwrap();
    assert!(
        custody
            .guardians
            .iter()
            .all(|row| row.value.child_residence.is_none())
    );
    for (group, relative) in groups.relatives_mut() {
        assert_eq!(relative.masked, group != DataGroup::Household);
        assert!(relative.non_disclosure.is_none());
    }
}

#[test]
fn nobody_is_masked_after_the_ban_has_ended() {
    let mut groups = full_groups();
    assert_eq!(
        groups.mask_relatives(|relative| relative.is_non_disclosed(day(2027, 1, 1))),
        0
    );
}

#[test]
fn debug_shows_nothing_of_a_person() {
    let mut facts = PersonFacts::new(day(1945, 7, 17));
    facts.dead = true;
    let groups = full_groups();
    let name = format!("{:?}", groups.name.as_ref().unwrap());
    assert_eq!(name, "NameGroup(..)");
    assert_eq!(
        format!("{groups:?} {facts:?}"),
        "PersonGroups(..) PersonFacts(..)"
    );
    let person = Person {
        code: code("170745X918U"),
        facts,
        groups,
    };
    assert_eq!(format!("{person:?}"), "Person(******-****)");
}

#[test]
fn person_reads_back_from_json() {
    let person = Person {
        code: code("170745X918U"),
        facts: PersonFacts::new(day(1945, 7, 17)),
        groups: full_groups(),
    };
    let json = serde_json::to_string(&person).unwrap();
    assert_eq!(serde_json::from_str::<Person>(&json).unwrap(), person);
    let facts = serde_json::to_string(&person.facts).unwrap();
    assert_eq!(facts, r#"{"birthDate":"1945-07-17"}"#);
}
