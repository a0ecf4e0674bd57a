//! What the sections of a full person say, and what they keep to themselves.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::Value;

use super::{Entry, Section, apartment_entries, building_entries, property_entries, sections};
use crate::identifier::{BuildingId, PropertyId};
use crate::language::Language;
use crate::register::codes::OwnerRole;
use crate::register::groups::{LanguagesGroup, NameGroup, ReligionGroup, ReligiousMembership};
use crate::register::sample::{day, full_groups, relative, today};
use crate::register::{
    Address, Apartment, Building, DataGroup, Owner, PersonGroups, Property, Relative, Versioned,
};

fn all(groups: &PersonGroups, history: bool, language: Language) -> Vec<Section> {
    sections(groups, DataGroup::ALL, history, today(), language)
}

fn one(groups: &PersonGroups, group: DataGroup, language: Language) -> Section {
    sections(groups, &[group], true, today(), language)
        .into_iter()
        .next()
        .unwrap()
}

/// All text of the entries, one row a line.
fn text(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        text.push_str(entry.title.as_deref().unwrap_or_default());
        text.push('\n');
        for field in &entry.fields {
            text.push_str(&format!("{}: {}\n", field.label, field.value));
        }
    }
    text
}

/// Pointers to every key of every object.
fn keys(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                found.push((path.to_owned(), key.clone()));
                keys(inner, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(array) => {
            for (place, inner) in array.iter().enumerate() {
                keys(inner, &format!("{path}/{place}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_group_makes_labelled_rows_in_each_language() {
    let groups = full_groups();
    for language in Language::ALL {
        let sections = all(&groups, true, language);
        assert_eq!(sections.len(), DataGroup::ALL.len());
        for section in &sections {
            assert!(!section.title.is_empty());
            assert!(!section.is_empty(), "{} is empty", section.group.code());
            for entry in section.current.iter().chain(&section.history) {
                assert!(!entry.fields.is_empty());
                assert!(entry.title.as_ref().is_none_or(|title| !title.is_empty()));
                for field in &entry.fields {
                    assert!(!field.label.trim().is_empty() && !field.value.trim().is_empty());
                }
            }
        }
    }
}

#[test]
fn every_stored_field_has_its_place_on_the_page() {
    let groups = full_groups();
    let json = serde_json::to_value(&groups).unwrap();
    let shown = Language::ALL.map(|language| all(&groups, true, language));
    let mut found = Vec::new();
    keys(&json, "", &mut found);
    let mut checked = 0;
    let mut lost = Vec::new();
    for (path, key) in found {
        // The end date alone puts ended values in the past; another test takes the code by itself.
        // Of a relative's ban only that it is in force is told, not its dates.
        let is_relatives_ban = path.ends_with("/nonDisclosure") && !path.starts_with("/bans");
        if key == "validity" || is_relatives_ban {
            continue;
        }
        let mut without = json.clone();
        without
            .pointer_mut(&path)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove(&key);
        // What cannot be missing, such as the value of a version, needs no check.
        let Ok(without) = serde_json::from_value::<PersonGroups>(without) else {
            continue;
        };
        let changed = Language::ALL.map(|language| all(&without, true, language));
        if changed == shown {
            lost.push(format!("{path}/{key}"));
        }
        checked += 1;
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(checked > 500);
}

#[test]
fn without_the_history_right_nothing_ended_is_given() {
    let groups = full_groups();
    for language in Language::ALL {
        let with = all(&groups, true, language);
        let without = all(&groups, false, language);
        for (with, without) in with.iter().zip(&without) {
            assert!(without.history.is_empty());
            assert!(with.current == without.current);
            let text = text(&without.current);
            for ended in [
                "entinen",
                "ennen",
                "vanha",
                "muinainen",
                "290200",
                "ex-",
                "biologinen",
                "annettu",
                "2001",
            ] {
                assert!(!text.contains(ended), "{} tells of {ended}", without.group.code());
            }
        }
    }
}

#[test]
fn versions_marked_passive_never_count_as_current() {
    fn make_passive(value: &mut Value) {
        match value {
            Value::Object(object) => {
                if object.contains_key("value") {
                    object.insert("validity".into(), "2".into());
                }
                object.values_mut().for_each(make_passive);
            }
            Value::Array(array) => array.iter_mut().for_each(make_passive),
            _ => {}
        }
    }
    let mut json = serde_json::to_value(full_groups()).unwrap();
    make_passive(&mut json);
    let groups = serde_json::from_value::<PersonGroups>(json).unwrap();
    for section in all(&groups, false, Language::Fi) {
        let text = text(&section.current);
        assert!(
            !text.contains("Päättyen") || section.group == DataGroup::Bans,
            "{}",
            section.group.code()
        );
        assert!(!text.contains("2031"), "{}", section.group.code());
    }
}

#[test]
fn a_value_ends_when_its_last_day_has_passed_even_if_still_marked_active() {
    let mut groups = full_groups();
    groups.occupation.as_mut().unwrap().occupations.truncate(1);
    let shown = [DataGroup::Occupation];
    let on = |day| sections(&groups, &shown, true, day, Language::Fi).remove(0);
    assert_eq!(on(day(2031, 12, 31)).current.len(), 1);
    let after = on(day(2032, 1, 1));
    assert_eq!((after.current.len(), after.history.len()), (0, 1));
}

#[test]
fn only_the_shown_groups_have_sections_in_the_given_order() {
    let shown = [DataGroup::Death, DataGroup::Name];
    let sections = sections(&full_groups(), &shown, true, today(), Language::Fi);
    let groups: Vec<DataGroup> = sections.iter().map(|section| section.group).collect();
    assert_eq!(groups, shown);
}

#[test]
fn a_group_without_data_still_has_its_empty_section() {
    let section = one(&PersonGroups::default(), DataGroup::Religion, Language::Sv);
    assert!(section.is_empty());
    assert_eq!(section.title, "Trossamfund");
}

#[test]
fn placeholders_for_missing_names_are_words() {
    let name = NameGroup {
        no_surname: true,
        no_first_names: true,
        ..NameGroup::default()
    };
    let groups = PersonGroups {
        name: Some(name),
        ..PersonGroups::default()
    };
    let text = text(&one(&groups, DataGroup::Name, Language::Fi).current);
    assert!(text.contains("Sukunimi: sukunimetön"));
    assert!(text.contains("Etunimet: etunimetön"));
}

#[test]
fn a_masked_relative_is_a_name_with_the_words_of_the_ban() {
    let mut groups = full_groups();
    groups.mask_relatives(|relative| relative.is_non_disclosed(today()));
    for language in Language::ALL {
        let spouse = one(&groups, DataGroup::Marriages, language);
        let text = text(&spouse.current);
        assert!(text.contains("puoliso-sukunimi puoliso-etunimet"));
        assert!(!text.contains("010594"));
        assert!(text.contains(super::labels::IN_FORCE_WORDS.get(language)));
    }
    let custody = text(&one(&groups, DataGroup::Custody, Language::En).current);
    assert!(!custody.contains("alternating") && !custody.contains("jako"));
    let household = text(&one(&groups, DataGroup::Household, Language::En).current);
    assert!(!household.contains("asuja") && household.contains("toinen"));
}

#[test]
fn who_sees_a_relative_unmasked_is_told_of_the_ban() {
    let text = text(&one(&full_groups(), DataGroup::Marriages, Language::Fi).current);
    assert!(text.contains("Henkilötunnus: 010594Y9032"));
    assert!(text.contains("Turvakielto: turvakielto on voimassa"));
}

#[test]
fn a_ban_in_force_is_current_even_in_the_list_of_former_ones() {
    let mut groups = full_groups();
    let bans = groups.bans.as_mut().unwrap();
    bans.disclosure_bans.clear();
    bans.former_non_disclosures.extend(bans.non_disclosure.take());
    let section = one(&groups, DataGroup::Bans, Language::Fi);
    assert!(text(&section.current).contains("voimassa"));
    assert!(text(&section.history).contains("päättynyt"));
}

#[test]
fn names_of_places_fall_back_to_the_other_language() {
    let mut address = Address {
        number: "1".into(),
        ..Address::default()
    };
    address.street.fi = "Katu".into();
    address.post_office.sv = "Ort".into();
    for language in Language::ALL {
        assert_eq!(address.one_line(language), "Katu 1, Ort");
    }
}

#[test]
fn the_flagged_address_is_best_and_without_a_flag_the_ranking_decides() {
    let mut addresses = full_groups().addresses.unwrap();
    assert_eq!(addresses.best(today()).unwrap().value.kind.unwrap().code(), "5");
    addresses
        .addresses
        .iter_mut()
        .for_each(|row| row.value.best = false);
    assert_eq!(addresses.best(today()).unwrap().value.kind.unwrap().code(), "1");
}

#[test]
fn a_language_or_community_told_only_by_code_is_still_shown() {
    let spoken = serde_json::from_str(
        r#"{"motherTongues":[{"value":{"code":"zu"}},{"value":{"code":"98","text":"kveeni"}}]}"#,
    )
    .unwrap();
    let religion = ReligiousMembership {
        code: "777".into(),
        ..ReligiousMembership::default()
    };
    let groups = PersonGroups {
        languages: Some::<LanguagesGroup>(spoken),
        religion: Some(ReligionGroup {
            memberships: vec![Versioned::active(religion, None)],
        }),
        ..PersonGroups::default()
    };
    let languages = text(&one(&groups, DataGroup::Languages, Language::En).current);
    assert!(languages.contains("Mother tongue: zu\n") && languages.contains("Mother tongue: kveeni\n"));
    assert!(text(&one(&groups, DataGroup::Religion, Language::En).current).contains("777"));
}

#[test]
fn a_banned_owner_is_shown_without_address_and_a_masked_resident_not_at_all() {
    let banned = Owner {
        role: Some(OwnerRole::Owner),
        person: Some(relative("omistaja")),
        address: "Salakatu 1".into(),
        ..Owner::default()
    };
    let mut property = Property {
        id: Some(PropertyId::parse("837-123-45-6").unwrap()),
        owners: vec![banned.clone()],
        buildings: vec![BuildingId::parse("103515074X").unwrap()],
        area: Some(1200),
        ..Property::default()
    };
    property.mask_owners(today());
    let text_of_property = text(&property_entries(&property, today(), Language::Fi));
    assert!(text_of_property.contains("Kiinteistötunnus: 837-123-45-6"));
    assert!(text_of_property.contains("1200 m²") && text_of_property.contains("103515074X"));
    assert!(text_of_property.contains("omistaja-sukunimi") && text_of_property.contains("turvakielto"));
    assert!(!text_of_property.contains("Salakatu"));

    let mut building = Building {
        owners: vec![banned],
        ..Building::default()
    };
    building.mask_owners(day(2027, 1, 1));
    assert!(text(&building_entries(&building, today(), Language::Fi)).contains("Salakatu"));

    let mut apartment = Apartment {
        area: Some("54.5".parse().unwrap()),
        residents: vec![
            relative("asukas").masked(),
            Relative {
                non_disclosure: None,
                ..relative("toinen")
            },
        ],
        ..Apartment::default()
    };
    let shown = text(&apartment_entries(&apartment, today(), Language::Fi));
    assert!(shown.contains("Pinta-ala: 54,5 m²"));
    assert!(!shown.contains("asukas-") && shown.contains("toinen-"));
    apartment.leave_out_residents(|_| true);
    assert!(apartment.residents.is_empty());
}
