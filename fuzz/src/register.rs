//! Records of the register as JSON lines: persons, buildings, apartments, properties.

use std::collections::BTreeSet;

use luotain::access::{Decision, Request, admit, decide};
use luotain::language::Language;
use luotain::permit::{Key, Operation};
use luotain::register::presentation::{apartment_entries, building_entries, property_entries, sections};
use luotain::register::{Apartment, Building, DataGroup, Entry, Person, PersonGroups, Property, Section};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fixture;

/// Reads a record, if the text is one: written and read again it is the same, and its trace
/// shows nothing of it.
fn record<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    text: &str,
    shown: &str,
) -> Option<T> {
    let record: T = serde_json::from_str(text).ok()?;
    let written = serde_json::to_string(&record).unwrap_or_default();
    let again: Option<T> = serde_json::from_str(&written).ok();
    assert!(
        again.as_ref() == Some(&record),
        "a record changes when it is written and read: {written}"
    );
    assert_eq!(
        again.and_then(|again| serde_json::to_string(&again).ok()),
        Some(written)
    );
    assert_eq!(format!("{record:?}"), shown);
    Some(record)
}

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let text = &*String::from_utf8_lossy(data);
    let person: Option<Person> = record(text, "Person(******-****)");
    if let Some(person) = &person {
        shown_person_holds(person);
        fewer_rights_show_less(person);
        masking_stays(person.groups.clone());
    }
    let building: Option<Building> = record(text, "Building(..)");
    let apartment: Option<Apartment> = record(text, "Apartment(..)");
    let property: Option<Property> = record(text, "Property(..)");
    for language in Language::ALL {
        let today = fixture::today();
        let entries = [
            building
                .as_ref()
                .map(|building| building_entries(building, today, language)),
            apartment
                .as_ref()
                .map(|apartment| apartment_entries(apartment, today, language)),
            property
                .as_ref()
                .map(|property| property_entries(property, today, language)),
        ];
        entries
            .into_iter()
            .flatten()
            .for_each(|entries| rows_hold(&entries));
    }
    if let Some(mut building) = building {
        building.mask_owners(fixture::today());
        let once = building.clone();
        building.mask_owners(fixture::today());
        assert!(building == once);
    }
    person.is_some() || apartment.is_some() || property.is_some()
}

/// Rows are there to be read.
fn rows_hold(entries: &[Entry]) {
    for entry in entries {
        assert!(!entry.fields.is_empty(), "an entry without rows");
        for field in &entry.fields {
            assert!(!field.label.is_empty() && !field.value.is_empty(), "an empty row");
        }
    }
}

fn all_groups() -> BTreeSet<DataGroup> {
    DataGroup::ALL.iter().copied().collect()
}

/// What a page gets of any person: rows to be read, no history without the right to it, and the
/// same in the browser as on the server.
fn shown_person_holds(person: &Person) {
    for (language, history) in Language::ALL
        .into_iter()
        .flat_map(|language| [(language, false), (language, true)])
    {
        let sections = sections(
            &person.groups,
            DataGroup::ALL,
            history,
            fixture::today(),
            language,
        );
        assert_eq!(sections.len(), DataGroup::ALL.len());
        for section in &sections {
            rows_hold(&section.current);
            rows_hold(&section.history);
            assert!(history || section.history.is_empty());
            assert!(person.groups.is_present(section.group) || section.is_empty());
        }
        let sent = serde_json::to_string(&sections).unwrap_or_default();
        assert!(serde_json::from_str::<Vec<Section>>(&sent).is_ok_and(|read| read == sections));
    }
}

/// The decision on the person for a role with these groups, with every other right or none, and
/// what is left of the person by it.
fn projected(
    person: &Person,
    groups: &BTreeSet<DataGroup>,
    everything_else: bool,
) -> (Decision, PersonGroups) {
    let (officer, permit) = (
        fixture::officer(),
        fixture::permit(groups.clone(), everything_else),
    );
    let parse = |text| Key::parse(text).unwrap_or_else(|error| unreachable!("{error}"));
    let request = Request {
        role: &parse("asiakaspalvelu"),
        purpose: &parse("asukaspalvelu"),
        reference: "",
        operation: Operation::PersonByCode,
    };
    let grant = admit(&officer, Some(&permit), request, fixture::today())
        .unwrap_or_else(|error| unreachable!("{error}"));
    let decision = decide(&grant, Some(&person.facts));
    let projected = decision.project(person.groups.clone());
    assert!(
        decision.project(projected.clone()) == projected,
        "a second cut takes more"
    );
    assert!(projected.present().all(|group| groups.contains(&group)));
    (decision, projected)
}

/// Fewer rights never show more, value by value.
fn fewer_rights_show_less(person: &Person) {
    let all = all_groups();
    let (_, whole) = projected(person, &all, true);
    let (decision, less) = projected(person, &all, false);
    assert!(is_part_of(&json(&less), &json(&whole)), "fewer rights show more");
    if decision.notices().is_empty() {
        // No ban on the person: every group that either shows, both show.
        assert!(less.present().count() == 0 || less.present().eq(whole.present()));
    }
    // A group less takes just that group; which one, the data decide.
    let present: Vec<DataGroup> = less.present().collect();
    let picked = present.get(person.groups.present().count() % present.len().max(1));
    if let Some(gone) = picked.copied() {
        let mut fewer = all.clone();
        fewer.remove(&gone);
        let (_, rest) = projected(person, &fewer, false);
        let mut expected = less.clone();
        expected.remove(gone);
        assert!(rest == expected);
    }
}

fn json(groups: &PersonGroups) -> Value {
    serde_json::to_value(groups).unwrap_or_default()
}

/// Whether nothing stands in `part` that does not stand in `whole`: objects may lack fields, lists
/// may lack items. The one thing that a narrower view adds is the word that it was narrowed.
fn is_part_of(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part.iter().all(|(name, value)| {
            (name == "masked" && *value == Value::Bool(true))
                || whole.get(name).is_some_and(|other| is_part_of(value, other))
        }),
        (Value::Array(part), Value::Array(whole)) => {
            // In order: each item is found after the one before it.
            let mut rest = whole.iter();
            part.iter().all(|item| rest.any(|other| is_part_of(item, other)))
        }
        (part, whole) => part == whole,
    }
}

/// Masking twice is masking once.
fn masking_stays(mut groups: PersonGroups) {
    let today = fixture::today();
    groups.mask_relatives(|relative| relative.is_non_disclosed(today));
    let once = groups.clone();
    assert_eq!(
        groups.mask_relatives(|relative| relative.is_non_disclosed(today)),
        0
    );
    assert!(groups == once);
    groups.remove_contact_data();
    let once = groups.clone();
    groups.remove_contact_data();
    assert!(groups == once);
    assert!(
        groups
            .present()
            .all(|group| !group.is_contact() || group == DataGroup::Addresses)
    );
}
