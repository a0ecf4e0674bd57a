//! Every bad input that concerns places, and the spellings that are none.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::super::PlaceField;
use super::*;

fn by_id(identifier: &str) -> Result<CheckedCriteria, PlaceProblem> {
    let identifier = identifier.to_owned();
    PlaceCriteria::Building { identifier }.check()
}

fn property(identifier: &str) -> Result<CheckedCriteria, PlaceProblem> {
    let identifier = identifier.to_owned();
    PlaceCriteria::Property { identifier }.check()
}

fn apartment_of(building: &str, part: &str) -> Result<CheckedCriteria, PlaceProblem> {
    let (building, part) = (building.to_owned(), part.to_owned());
    PlaceCriteria::ApartmentOf { building, part }.check()
}

fn address() -> WrittenAddress {
    WrittenAddress {
        municipality: "Tampere".to_owned(),
        street: "Hämeenkatu".to_owned(),
        number: "12".to_owned(),
        ..WrittenAddress::default()
    }
}

fn refused(change: impl FnOnce(&mut WrittenAddress)) -> PlaceProblem {
    let mut written = address();
    change(&mut written);
    written.check().unwrap_err()
}

#[test]
fn a_building_is_asked_for_by_either_identifier() {
    let permanent = by_id(" 103515074x ").unwrap();
    assert!(matches!(permanent, CheckedCriteria::Building(id) if id.as_str() == "103515074X"));
    for text in [
        "837-123-0045-0006-V-001",
        "837-123-45-6-V-1",
        "83712300450006V001",
    ] {
        let old = by_id(text).unwrap();
        assert!(
            matches!(old, CheckedCriteria::BuildingByProperty(id) if id.as_str() == "837-123-0045-0006-V-001"),
            "{text}"
        );
    }
}

#[test]
fn a_wrong_check_character_is_told_with_the_right_one() {
    let told = PlaceProblem::Identifier(IdentifierError::CheckCharacter { expected: 'N' });
    assert_eq!(by_id("100012345A").unwrap_err(), told);
    assert_eq!(told.field(), PlaceField::Identifier);
}

#[test]
fn what_is_no_identifier_is_told_at_its_field() {
    for text in [
        "",
        " ",
        "10351507",
        "1O3515074X",
        "203515074X",
        "837-123-45",
        "837-1234-45-6-V-1",
    ] {
        let problem = by_id(text).unwrap_err();
        assert!(
            matches!(problem, PlaceProblem::Identifier(_)),
            "{text}: {problem:?}"
        );
    }
    for text in ["837-1234-45-6", "837-123-45", "8371230045000", "837-123-4S-6", ""] {
        assert!(
            matches!(property(text), Err(PlaceProblem::Identifier(_))),
            "{text}"
        );
    }
    let identifier = "H9000000-K".to_owned();
    assert!(PlaceCriteria::Apartment { identifier }.check().is_err());
}

#[test]
fn a_property_is_the_same_in_its_short_and_packed_forms() {
    let forms = [
        "837-123-45-6",
        "83712300450006",
        "837-123-0045-0006",
        " 837–123-45-6",
    ];
    for text in forms {
        assert!(property(text).unwrap() == property(forms[0]).unwrap(), "{text}");
    }
}

#[test]
fn an_apartment_is_read_in_any_spelling_of_its_part() {
    for text in ["B 012 a", "b12a", "B012a", " B  12 a"] {
        let checked = apartment_of("103515074X", text).unwrap();
        assert!(
            matches!(checked, CheckedCriteria::ApartmentOf(_, Some(part)) if part.as_str() == "B012a"),
            "{text}"
        );
    }
    let none = apartment_of("103515074X", " ").unwrap();
    assert!(matches!(none, CheckedCriteria::ApartmentOf(_, None)));
    for (building, part) in [("103515074X", "12 b B"), ("103515074X", "B 1234")] {
        let problem = apartment_of(building, part).unwrap_err();
        assert_eq!(problem.field(), PlaceField::Apartment, "{part}");
    }
    let problem = apartment_of("103515074A", "B 12").unwrap_err();
    assert_eq!(problem.field(), PlaceField::Identifier);
}

#[test]
fn an_address_in_any_spelling_is_one_address() {
    let plain = WrittenAddress {
        number: "12-14b".to_owned(),
        apartment: "B12a".to_owned(),
        ..address()
    };
    let other = WrittenAddress {
        municipality: " Tampere ".to_owned(),
        street: " HÄMEENKATU".to_owned(),
        number: "12–14 b".to_owned(),
        apartment: "B 012 a".to_owned(),
        ..WrittenAddress::default()
    };
    let (plain, other) = (plain.check().unwrap(), other.check().unwrap());
    assert_eq!(
        (&plain.street, &plain.number, plain.apartment, &plain.municipality),
        (&other.street, &other.number, other.apartment, &other.municipality)
    );
}

#[test]
fn a_faulty_address_is_told_at_its_field() {
    assert_eq!(refused(|a| a.municipality.clear()), PlaceProblem::PlaceMissing);
    assert_eq!(
        refused(|a| a.municipality = "x".repeat(101)),
        PlaceProblem::MunicipalityUnknown
    );
    for postcode in ["3310", "331000", "3310A", "-----", "３３１００"] {
        let problem = refused(|a| postcode.clone_into(&mut a.postcode));
        assert_eq!(problem, PlaceProblem::Postcode, "{postcode}");
    }
    assert_eq!(
        refused(|a| a.street = " - ".to_owned()),
        PlaceProblem::StreetMissing
    );
    assert_eq!(
        refused(|a| a.street = "a".repeat(101)),
        PlaceProblem::StreetTooLong
    );
    for street in ["Häme*", "%", "Häm?enkatu", "a_b"] {
        let problem = refused(|a| street.clone_into(&mut a.street));
        assert_eq!(problem, PlaceProblem::StreetWildcard, "{street}");
    }
    for number in ["b", "12345", "-"] {
        let problem = refused(|a| number.clone_into(&mut a.number));
        assert_eq!(problem, PlaceProblem::Number, "{number}");
    }
    assert_eq!(
        refused(|a| a.number = "1-2-3-4-5-6-7-8".to_owned()),
        PlaceProblem::NumberTooLong
    );
    let problem = refused(|a| a.apartment = "12 b B".to_owned());
    assert_eq!(problem.field(), PlaceField::Apartment);
    let problem = refused(|a| {
        a.number.clear();
        "B 1".clone_into(&mut a.apartment);
    });
    assert_eq!(problem, PlaceProblem::NumberMissing);
}

#[test]
fn a_postcode_stands_in_the_place_of_a_municipality() {
    let written = WrittenAddress {
        municipality: String::new(),
        postcode: " 33 100".to_owned(),
        ..address()
    };
    let checked = written.check().unwrap();
    assert_eq!(checked.municipality, "");
    assert_eq!(checked.postcode.as_deref(), Some("33100"));
}

#[test]
fn criteria_do_not_show_themselves() {
    let criteria = PlaceCriteria::Address(address());
    let shown = format!("{criteria:?} {:?} {:?}", criteria.check().unwrap(), address());
    assert_eq!(shown, "PlaceCriteria(..) CheckedCriteria(..) WrittenAddress(..)");
}

proptest! {
    #[test]
    fn any_texts_are_read_or_refused(texts in proptest::collection::vec("\\PC{0,20}", 5)) {
        let [municipality, postcode, street, number, apartment] = texts.try_into().unwrap();
        let _ = by_id(&street);
        let written = WrittenAddress { municipality, postcode, street, number, apartment };
        if let Ok(checked) = written.check() {
            prop_assert!(!checked.street.is_empty());
            prop_assert!(!checked.municipality.is_empty() || checked.postcode.is_some());
        }
    }
}
