//! What is read as a name and a date of birth, and what is refused with which words.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

fn fault(written: &str) -> CriterionFault {
    SoughtName::parse(written).unwrap_err()
}

#[test]
fn names_with_hyphens_apostrophes_particles_and_other_scripts_are_names() {
    for name in [
        "Mäki-Virtanen",
        "O'Brien",
        "O’Brien",
        "von der Leyen",
        "af Ursin",
        "Đorđević",
        "Нефёдова",
        "محمد",
        "田中",
        "Anna  Maija",
        "St. John",
        "E\u{301}ric",
    ] {
        assert!(SoughtName::parse(name).is_ok(), "{name}");
    }
    assert_eq!(
        SoughtName::parse("  Anna \t Maija ").unwrap().as_str(),
        "Anna Maija"
    );
    assert_eq!(
        SoughtName::parse("MÄKI–VIRTANEN").unwrap().folded(),
        SoughtName::parse("maki virtanen").unwrap().folded()
    );
}

#[test]
fn wildcards_digits_and_too_long_names_are_refused_with_what_is_wrong() {
    for text in ["Mä*", "M?ki", "%", "_____"] {
        assert_eq!(fault(text), CriterionFault::Wildcard, "{text}");
    }
    for text in [
        "Mäki 2",
        "010190-999W",
        "Mäki;",
        "<b>",
        "-",
        "'",
        "Mä\u{0}ki",
        "١٢",
    ] {
        assert_eq!(fault(text), CriterionFault::NotAName, "{text}");
    }
    assert_eq!(fault(" \t"), CriterionFault::Missing);
    assert!(SoughtName::parse(&"ä".repeat(100)).is_ok());
    for length in [101, 200, 100_000] {
        assert_eq!(fault(&"a".repeat(length)), CriterionFault::TooLong);
    }
}

#[test]
fn a_whole_date_is_read_in_the_usual_forms_and_a_part_of_one_is_refused() {
    let day = NaiveDate::from_ymd_opt(1956, 3, 7);
    for text in ["7.3.1956", "07.03.1956", " 7. 3. 1956 ", "1956-03-07", "7/3/1956"] {
        assert_eq!(parse_birth_date(text).ok(), day, "{text}");
    }
    for text in [
        "1956",
        "3/1956",
        "3.1956",
        "1956-03",
        "maaliskuu 1956",
        "7.3.195",
        "7.3.19566",
        "..",
        "7.3",
    ] {
        assert_eq!(
            parse_birth_date(text),
            Err(CriterionFault::NotAWholeDate),
            "{text}"
        );
    }
    assert_eq!(parse_birth_date("7.3.56"), Err(CriterionFault::ShortYear));
    for text in ["31.2.1956", "0.3.1956", "7.13.1956", "29.2.1957"] {
        assert_eq!(parse_birth_date(text), Err(CriterionFault::NoSuchDay), "{text}");
    }
    assert_eq!(parse_birth_date(""), Err(CriterionFault::Missing));
}

#[test]
fn every_wrong_criterion_is_told_at_once_in_the_order_of_the_form() {
    let criteria = WrittenCriteria {
        first_names: "A*".to_owned(),
        birth_date: "1.1.2030".to_owned(),
        ..WrittenCriteria::default()
    };
    let today = NaiveDate::from_ymd_opt(2026, 11, 24);
    let problems = criteria.read(today).unwrap_err();
    let told: Vec<_> = problems
        .iter()
        .map(|problem| (problem.criterion, problem.fault))
        .collect();
    assert_eq!(
        told,
        [
            (Criterion::Surname, CriterionFault::Missing),
            (Criterion::FirstNames, CriterionFault::Wildcard),
            (Criterion::BirthDate, CriterionFault::ToCome),
        ]
    );
    assert!(!format!("{criteria:?}{problems:?}").contains("2030"));
}

proptest! {
    #[test]
    fn whatever_is_written_is_a_name_of_bounded_length_or_refused(text in "\\PC{0,300}") {
        if let Ok(name) = SoughtName::parse(&text) {
            prop_assert!(name.as_str().chars().count() <= 100 && !name.folded().is_empty());
            let again = SoughtName::parse(name.as_str()).unwrap();
            prop_assert_eq!(again, name);
        }
        let _ = parse_birth_date(&text);
    }
}
