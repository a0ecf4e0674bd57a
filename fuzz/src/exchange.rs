//! The lines of a register file, and what the ways in are made of: folded names, street numbers.

use luotain::identifier::{PersonalIdentityCode, Realm};
use luotain::register::exchange::{
    End, Header, LineFault, UpdateHeader, parse_line, parse_update, write_line, write_update,
};
use luotain::register::{Folded, RegisterRecord, StreetNumber};
use serde_json::Value;

use super::holds_digits;

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    ends_of_a_file(data);
    let text = &*String::from_utf8_lossy(data);
    folded(text);
    street_number(text);
    update(data) || line(data)
}

/// Whether the line is an update. It keeps the rules of records, and a fault names no value of it.
fn update(data: &[u8]) -> bool {
    let update = match parse_update(data, true) {
        Ok(update) => update,
        Err(fault) => {
            assert!(!holds_digits(&fault.to_string(), 6), "{fault}");
            return false;
        }
    };
    assert!(!names_a_real_person(&update.record));
    let written = write_update(&update).unwrap_or_default();
    let again = parse_update(written.as_bytes(), true);
    assert!(
        again.as_ref() == Ok(&update),
        "an update changes when it is written and read"
    );
    assert_eq!(
        format!("{update:?}"),
        format!("RegisterUpdate({})", update.record.kind())
    );
    line(write_line(&update.record).unwrap_or_default().as_bytes())
}

/// Header and end are written as they were read, and what is wrong with a header is told without a
/// value of it.
fn ends_of_a_file(data: &[u8]) {
    match Header::parse(data) {
        Ok(header) => {
            let written = serde_json::to_vec(&header).unwrap_or_default();
            assert_eq!(Header::parse(&written).as_ref(), Ok(&header));
        }
        Err(fault) => assert!(!holds_digits(&fault.to_string(), 11), "{fault}"),
    }
    match UpdateHeader::parse(data) {
        Ok(header) => {
            let written = serde_json::to_vec(&header).unwrap_or_default();
            assert_eq!(UpdateHeader::parse(&written).as_ref(), Ok(&header));
        }
        Err(fault) => assert!(!holds_digits(&fault.to_string(), 11), "{fault}"),
    }
    if let Some(end) = End::parse(data) {
        let written = serde_json::to_vec(&end).unwrap_or_default();
        assert_eq!(End::parse(&written), Some(end));
    }
}

/// Whether the line is a record. Nothing of it is lost, and a fault names no value of it.
fn line(data: &[u8]) -> bool {
    let (any, test) = (parse_line(data, false), parse_line(data, true));
    for fault in [&any, &test].into_iter().filter_map(|read| read.as_ref().err()) {
        assert!(!holds_digits(&fault.to_string(), 6), "{fault}");
    }
    let record = match (any, test) {
        (Ok(any), Ok(test)) => {
            assert!(any == test);
            assert!(
                !names_a_real_person(&any),
                "a real person's code among test codes"
            );
            any
        }
        // A register of test codes refuses for one reason more.
        (Ok(any), Err(fault)) => {
            assert_eq!(fault, LineFault::RealCode);
            assert!(
                names_a_real_person(&any),
                "a line refused for a code that it does not hold"
            );
            any
        }
        (Err(any), test) => {
            assert_eq!(test.err(), Some(any));
            return false;
        }
    };
    assert!(record.key().is_some(), "a record that would lie nowhere");
    let written = write_line(&record).unwrap_or_default();
    assert!(!written.contains('\n'), "a record of two lines");
    let again = parse_line(written.as_bytes(), false);
    assert!(
        again.as_ref() == Ok(&record),
        "a record changes when it is written and read"
    );
    let shown = format!("RegisterRecord({})", record.kind());
    assert_eq!(format!("{record:?}"), shown);
    true
}

/// Whether any text of the record is an identity code that may be a real person's.
fn names_a_real_person(record: &RegisterRecord) -> bool {
    fn any(value: &Value) -> bool {
        match value {
            Value::String(text)
                if text.len() == 11 && text.bytes().take(6).all(|byte| byte.is_ascii_digit()) =>
            {
                PersonalIdentityCode::parse(text).is_ok_and(|code| code.realm() != Realm::Test)
            }
            Value::Array(values) => values.iter().any(any),
            Value::Object(fields) => fields.values().any(any),
            _ => false,
        }
    }
    any(&serde_json::to_value(record).unwrap_or_default())
}

/// Folding twice is folding once, and what is folded is words with one space between them.
fn folded(text: &str) {
    let once = Folded::of(text);
    assert!(
        Folded::of(once.as_str()) == once,
        "a second folding changes {:?}",
        once.as_str()
    );
    assert_eq!(once.is_empty(), once.as_str().is_empty());
    assert!(once.as_str().split(' ').all(|word| !word.is_empty()) || once.is_empty());
    assert!(
        !once
            .as_str()
            .contains(|character: char| character.is_control() || character == '-')
    );
    assert_eq!(format!("{once:?}"), "Folded(..)");
}

/// A span begins and ends where it says, is found by each of its numbers, and is not endless.
fn street_number(text: &str) {
    let number = StreetNumber::of(text);
    assert_eq!(StreetNumber::of(Folded::of(text).as_str()), number);
    let Some(number) = number else { return };
    let numbers: Vec<u16> = number.numbers().collect();
    assert!(number.first() <= number.last() && (1..=61).contains(&numbers.len()));
    assert_eq!(
        (numbers.first(), numbers.last()),
        (Some(&number.first()), Some(&number.last()))
    );
    assert!(numbers.is_sorted_by(|one, next| one < next));
    assert!(number.answers(&number), "a number that does not answer to itself");
    for covered in numbers {
        let asked = StreetNumber::of(&covered.to_string());
        assert!(
            asked.is_some_and(|asked| number.answers(&asked)),
            "{covered} does not find the span"
        );
    }
}
