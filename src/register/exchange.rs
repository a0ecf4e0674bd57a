//! The register as lines of JSON: the format of `luotain register export` and `import`
//! (docs/register-format.md).
//!
//! A header line, one line for each record, an end line. Reading tells what is wrong with a line
//! without repeating any value of it: the register's values are personal.

mod update;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use update::{
    ChangeId, ChangeIdError, RegisterUpdate, UPDATE_FORMAT, UPDATE_VERSION, UpdateHeader, parse_update,
    write_update,
};

use super::record::RegisterRecord;
use crate::environment::Environment;
use crate::identifier::{PersonalIdentityCode, Realm};

/// The name of the format, in the header of every file.
pub const FORMAT: &str = "luotain-register";
/// The newest version of the format that this program reads, and the one that it writes.
pub const VERSION: u32 = 1;
/// The longest line that is read, in bytes; a person takes some five thousand.
pub const LONGEST_LINE: usize = 4 << 20;

/// How many records of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Counts {
    /// Persons.
    pub persons: u64,
    /// Buildings.
    pub buildings: u64,
    /// Apartments.
    pub apartments: u64,
    /// Properties.
    pub properties: u64,
}

impl Counts {
    /// Counts one record more.
    pub fn count(&mut self, record: &RegisterRecord) {
        let count = match record {
            RegisterRecord::Person(_) => &mut self.persons,
            RegisterRecord::Building(_) => &mut self.buildings,
            RegisterRecord::Apartment(_) => &mut self.apartments,
            RegisterRecord::Property(_) => &mut self.properties,
        };
        *count += 1;
    }

    /// All of them together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.persons + self.buildings + self.apartments + self.properties
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.persons += other.persons;
        self.buildings += other.buildings;
        self.apartments += other.apartments;
        self.properties += other.properties;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} persons, {} buildings, {} apartments, {} properties",
            self.persons, self.buildings, self.apartments, self.properties
        )
    }
}

/// The first line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The register that the records are of.
    pub environment: Environment,
    /// The day as of which the register stood.
    pub day: NaiveDate,
    /// How many records follow.
    pub counts: Counts,
}

impl Header {
    /// The header of a file as this program writes it.
    #[must_use]
    pub fn new(environment: Environment, day: NaiveDate, counts: Counts) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            environment,
            day,
            counts,
        }
    }

    /// Reads the first line of a file.
    ///
    /// # Errors
    /// Another kind of file, a newer version, or a header that does not read.
    pub fn parse(line: &[u8]) -> Result<Self, HeaderFault> {
        head(line, FORMAT, VERSION, HeaderFault::OtherFile)
    }
}

/// Reads the first line of a file of ours.
fn head<H: DeserializeOwned>(
    line: &[u8],
    format: &str,
    version: u32,
    other: HeaderFault,
) -> Result<H, HeaderFault> {
    /// What every version of every header has.
    #[derive(Deserialize)]
    struct Any {
        format: String,
        version: u32,
    }

    let Ok(any) = serde_json::from_slice::<Any>(line) else {
        return Err(other);
    };
    if any.format != format {
        return Err(other);
    }
    if any.version > version {
        return Err(HeaderFault::Newer { found: any.version });
    }
    serde_json::from_slice(line).map_err(|error| HeaderFault::Unreadable {
        reason: reason(&error),
    })
}

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// The first line is no header of ours.
    #[error("this is no register file: its first line is no header of the format luotain-register")]
    OtherFile,
    /// The first line is no header of a file of updates.
    #[error("this is no file of updates: its first line is no header of the format luotain-update")]
    NoUpdates,
    /// A newer program wrote it.
    #[error(
        "the file has version {found} of the format, this program reads up to {}: use a newer program",
        VERSION
    )]
    Newer {
        /// The version found.
        found: u32,
    },
    /// A field of the header is missing or wrong.
    #[error("the header does not read: {reason}")]
    Unreadable {
        /// What is wrong; holds no value.
        reason: String,
    },
}

/// The last line of a file: without it, the file was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// What stood before it.
    pub end: EndCount,
}

/// How many records stood before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndCount {
    /// Lines with a record.
    pub records: u64,
}

impl End {
    /// The end after so many records.
    #[must_use]
    pub const fn after(records: u64) -> Self {
        Self {
            end: EndCount { records },
        }
    }

    /// Reads the last line of a file; none if it is another line.
    #[must_use]
    pub fn parse(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }
}

/// What is wrong with a line. Names fields and places, never a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The line is longer than [`LONGEST_LINE`].
    #[error("the line is longer than {} MiB", LONGEST_LINE >> 20)]
    TooLong,
    /// The bytes are no UTF-8 text.
    #[error("the line is no UTF-8 text: byte {position} does not fit")]
    NotText {
        /// Place of the first byte that does not fit, from 1.
        position: usize,
    },
    /// The text is no JSON.
    #[error("the line is no JSON: column {column}")]
    Syntax {
        /// Where, from 1.
        column: usize,
    },
    /// A field is missing or has a wrong value.
    #[error("{field}: {reason}")]
    Field {
        /// Its path.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A field that no record of this kind has; it would be lost.
    #[error("{within}: holds a field that is not known here")]
    UnknownField {
        /// The path of the object that holds it.
        within: String,
    },
    /// The record lacks the identifier under which it would lie.
    #[error("the {kind} has no identifier to lie under")]
    NoIdentifier {
        /// The kind of record.
        kind: &'static str,
    },
    /// Residents stand in an apartment: they would be a second truth beside the persons' own.
    #[error("record.residents: residents are told by each person's own residence, not by the apartment")]
    Residents,
    /// An identity code that may be a real person's, where only test codes may be.
    #[error("the line holds an identity code of a real person, and this register takes test codes only")]
    RealCode,
}

/// Reads a line with a record. With `test_codes_only`, an identity code that may be a real person's is
/// refused wherever in the record it stands.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse_line(line: &[u8], test_codes_only: bool) -> Result<RegisterRecord, LineFault> {
    if line.len() > LONGEST_LINE {
        return Err(LineFault::TooLong);
    }
    let text = std::str::from_utf8(line).map_err(|error| LineFault::NotText {
        position: error.valid_up_to() + 1,
    })?;
    let text = text.trim();
    let record: RegisterRecord = serde_json::from_str(text).map_err(|_| fault_of(text))?;
    let Ok(written) = write_line(&record) else {
        return Err(LineFault::Syntax { column: 1 });
    };
    // What we wrote ourselves comes back letter by letter; only other spellings are looked at closely.
    if written != text
        && let (Ok(before), Ok(after)) = (
            serde_json::from_str::<Value>(text),
            serde_json::from_str::<Value>(&written),
        )
        && let Some(within) = lost_within(&before, &after)
    {
        return Err(LineFault::UnknownField { within });
    }
    if let RegisterRecord::Apartment(apartment) = &record
        && !apartment.residents.is_empty()
    {
        return Err(LineFault::Residents);
    }
    if record.key().is_none() {
        return Err(LineFault::NoIdentifier { kind: record.kind() });
    }
    if test_codes_only && holds_real_code(&written) {
        return Err(LineFault::RealCode);
    }
    Ok(record)
}

/// A record as its line, without the line's end.
///
/// # Errors
/// A value that JSON cannot hold; none of ours is one.
pub fn write_line(record: &RegisterRecord) -> Result<String, serde_json::Error> {
    serde_json::to_string(record)
}

/// What is wrong with a line that did not read, with the path of the field.
fn fault_of(text: &str) -> LineFault {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, RegisterRecord>(&mut reader) {
        Err(error) if error.inner().is_data() => LineFault::Field {
            field: error.path().to_string(),
            reason: reason(error.inner()),
        },
        Err(error) => LineFault::Syntax {
            column: error.inner().column(),
        },
        // The record reads, so what follows it is wrong.
        Ok(_) => LineFault::Syntax {
            column: text.len().max(1),
        },
    }
}

/// The reader's own words, without what may quote a value of the line.
fn reason(error: &serde_json::Error) -> String {
    // Names of fields are ours; so are the texts of our own types, which hold no value.
    const OWN: &[&str] = &[
        "missing field `",
        "duplicate field `",
        "unknown code of ",
        "a date is written ",
        "a time is written ",
        "a change id ",
        "the calendar has no such date",
        "the text does not have the form of a code",
    ];
    let text = error.to_string();
    let text = match text.rsplit_once(" at line ") {
        Some((words, _)) => words,
        None => &text,
    };
    if OWN.iter().any(|start| text.starts_with(start)) {
        return text.to_owned();
    }
    // An identifier's own words: `invalid BuildingId: …`, and `expected BuildingId as text` for one that
    // is missing or no text.
    let invalid = text
        .strip_prefix("invalid ")
        .and_then(|rest| rest.split_once(": "));
    let missing = text
        .strip_prefix("expected ")
        .and_then(|rest| rest.strip_suffix(" as text"));
    let is_type = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if invalid.is_some_and(|(name, _)| is_type(name)) || missing.is_some_and(is_type) {
        return text.to_owned();
    }
    if text.starts_with("unknown variant ") {
        return "none of the words that may stand here".to_owned();
    }
    // `invalid type: string "…", expected u16`: the last part is the type's, the middle is the line's.
    if text.starts_with("invalid ")
        && let Some((_, expected)) = text.rsplit_once(", expected ")
    {
        return format!("another kind of value than {expected}");
    }
    "does not read".to_owned()
}

/// The path of the first object of `before` that holds a filled field which `after` lacks.
fn lost_within(before: &Value, after: &Value) -> Option<String> {
    fn look(before: &Value, after: &Value, path: &mut Vec<String>) -> bool {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => before.iter().any(|(name, value)| {
                let Some(kept) = after.get(name) else {
                    // "In force" is the one code that is left out where it is written.
                    let is_default = name == "validity" && value == "1";
                    return !is_default && !is_empty(value);
                };
                // The name is in our own writing too, so it is one of ours.
                path.push(name.clone());
                let lost = look(value, kept, path);
                if !lost {
                    path.pop();
                }
                lost
            }),
            (Value::Array(before), Value::Array(after)) => {
                before.len() != after.len()
                    || before
                        .iter()
                        .zip(after)
                        .any(|(before, after)| look(before, after, path))
            }
            _ => false,
        }
    }

    let mut path = Vec::new();
    look(before, after, &mut path).then(|| {
        if path.is_empty() {
            "line".to_owned()
        } else {
            path.join(".")
        }
    })
}

/// Whether a value says nothing, so that it may be left out.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
    }
}

/// Whether any text of a written record is an identity code that may be a real person's.
fn holds_real_code(written: &str) -> bool {
    // A code is eleven ASCII characters, so it stands between quotes twelve bytes apart.
    written.as_bytes().windows(13).any(|window| {
        window[0] == b'"'
            && window[12] == b'"'
            && window[1..7].iter().all(u8::is_ascii_digit)
            && std::str::from_utf8(&window[1..12])
                .ok()
                .and_then(|text| PersonalIdentityCode::parse(text).ok())
                .is_some_and(|code| code.realm() != Realm::Test)
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;

    use super::super::{Apartment, Building, sample};
    use super::*;

    fn samples() -> Vec<RegisterRecord> {
        let mut apartment = sample::apartment();
        apartment.residents.clear();
        vec![
            sample::person().into(),
            sample::building().into(),
            apartment.into(),
            sample::property().into(),
        ]
    }

    fn fault(line: &str) -> LineFault {
        parse_line(line.as_bytes(), false).unwrap_err()
    }

    #[test]
    fn every_kind_of_record_comes_back_as_it_was_written() {
        for record in samples() {
            let line = write_line(&record).unwrap();
            assert!(line.starts_with(&format!(r#"{{"kind":"{}","record":{{"#, record.kind())));
            assert!(!line.contains('\n'));
            let read = parse_line(line.as_bytes(), false).unwrap();
            assert!(read == record, "{}", record.kind());
            assert_eq!(write_line(&read).unwrap(), line);
        }
    }

    #[test]
    fn another_order_of_fields_and_white_space_are_read() {
        let line =
            r#" { "record" : { "buildings": [], "id": "837-123-45-6", "name": "" } , "kind" : "property" } "#;
        let record = parse_line(line.as_bytes(), false).unwrap();
        assert_eq!(
            write_line(&record).unwrap(),
            r#"{"kind":"property","record":{"id":"83712300450006"}}"#
        );
    }

    #[test]
    fn a_field_in_force_may_be_written_out() {
        let line = r#"{"kind":"person","record":{"code":"010594Y9032","facts":{"birthDate":"1994-05-01"},
            "groups":{"occupation":{"occupations":[{"value":"kokki","validity":"1"}]}}}}"#
            .replace('\n', " ");
        assert!(parse_line(line.as_bytes(), false).is_ok());
    }

    #[test]
    fn a_misspelt_field_is_refused_and_its_object_named() {
        let line = r#"{"kind":"person","record":{"code":"010594Y9032","facts":{"birthDate":"1994-05-01"},"groups":{"name":{"surnam":"Mäki","firstNames":"Ada"}}}}"#;
        assert_eq!(
            fault(line),
            LineFault::UnknownField {
                within: "record.groups.name".into()
            }
        );
        assert_eq!(
            fault(r#"{"kind":"property","record":{"id":"837-123-45-6"},"note":"x"}"#),
            LineFault::UnknownField {
                within: "line".into()
            }
        );
    }

    #[test]
    fn faults_name_the_field_and_never_the_value() {
        let person = |birth: &str, code: &str| {
            format!(
                r#"{{"kind":"person","record":{{"code":"{code}","facts":{{"birthDate":"1994-05-01"}},"groups":{{"birth":{{"date":{birth}}}}}}}}}"#
            )
        };
        for (line, words) in [
            (
                person(r#""1994-02-30""#, "010594Y9032"),
                "record.groups.birth.date: the calendar has no such date",
            ),
            (
                person(r#""1994-05-01""#, "010594Y903X"),
                "record.code: invalid PersonalIdentityCode",
            ),
            (person("1994", "010594Y9032"), "another kind of value than"),
        ] {
            let told = fault(&line).to_string();
            assert!(told.contains(words), "{told}");
            assert!(!told.contains("010594") && !told.contains("1994"), "{told}");
        }
        let told = fault(r#"{"kind":"person","record":{"facts":{"birthDate":"1994-05-01"}}}"#).to_string();
        assert!(
            told.contains("record: expected PersonalIdentityCode as text"),
            "{told}"
        );
        let told = fault(r#"{"kind":"010594Y9032","record":{}}"#).to_string();
        assert!(
            told.contains("none of the words") && !told.contains("010594"),
            "{told}"
        );
        let told =
            fault(r#"{"kind":"building","record":{"floors":"010594Y9032, expected u16"}}"#).to_string();
        assert!(told.contains("u16") && !told.contains("010594"), "{told}");
    }

    #[test]
    fn what_is_no_json_is_told_by_its_column() {
        assert!(matches!(fault(""), LineFault::Syntax { .. }));
        assert!(matches!(fault("{\"kind\":"), LineFault::Syntax { .. }));
        let line = r#"{"kind":"property","record":{"id":"837-123-45-6"}} x"#;
        assert!(matches!(fault(line), LineFault::Syntax { .. }));
        assert_eq!(
            parse_line(b"{\"kind\":\"\xFF\"}", false).unwrap_err(),
            LineFault::NotText { position: 10 }
        );
        assert_eq!(
            parse_line(&vec![b' '; LONGEST_LINE + 1], false).unwrap_err(),
            LineFault::TooLong
        );
    }

    #[test]
    fn a_record_without_its_identifier_is_refused() {
        for record in [
            RegisterRecord::from(Building::default()),
            RegisterRecord::from(Apartment::default()),
        ] {
            let line = write_line(&record).unwrap();
            assert_eq!(fault(&line), LineFault::NoIdentifier { kind: record.kind() });
        }
    }

    #[test]
    fn residents_in_an_apartment_are_refused() {
        let line = write_line(&sample::apartment().into()).unwrap();
        assert_eq!(fault(&line), LineFault::Residents);
    }

    #[test]
    fn a_real_code_is_refused_wherever_it_stands() {
        let test_only = |record: RegisterRecord| {
            parse_line(write_line(&record).unwrap().as_bytes(), true).map(|record| record.kind())
        };
        let real = PersonalIdentityCode::parse("131052-308T").unwrap();
        let mut person = sample::person();
        person.code = real;
        assert_eq!(test_only(person.into()), Err(LineFault::RealCode));
        let mut building = sample::building();
        assert_eq!(test_only(building.clone().into()), Ok("building"));
        building.owners[0].person.as_mut().unwrap().code = Some(real);
        assert_eq!(test_only(building.into()), Err(LineFault::RealCode));
    }

    #[test]
    fn headers_of_other_files_and_newer_versions_are_refused() {
        let day = NaiveDate::from_ymd_opt(2025, 5, 15).unwrap();
        let header = Header::new(Environment::Training, day, Counts::default());
        let line = serde_json::to_string(&header).unwrap();
        assert_eq!(Header::parse(line.as_bytes()).unwrap(), header);
        for other in [
            "",
            "{}",
            "\u{0}\u{1}PK",
            "[1]",
            r#"{"format":"other","version":1}"#,
        ] {
            assert_eq!(Header::parse(other.as_bytes()), Err(HeaderFault::OtherFile));
        }
        assert_eq!(
            Header::parse(br#"{"format":"luotain-register","version":2,"shape":"new"}"#),
            Err(HeaderFault::Newer { found: 2 })
        );
        assert!(matches!(
            Header::parse(br#"{"format":"luotain-register","version":1}"#),
            Err(HeaderFault::Unreadable { .. })
        ));
    }

    #[test]
    fn the_end_line_is_told_from_records() {
        let line = serde_json::to_string(&End::after(7)).unwrap();
        assert_eq!(line, r#"{"end":{"records":7}}"#);
        assert_eq!(End::parse(line.as_bytes()), Some(End::after(7)));
        assert_eq!(End::parse(br#"{"kind":"person","record":{}}"#), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_line(&line, true);
            let _ = Header::parse(&line);
        }

        #[test]
        fn a_damaged_line_never_tells_a_code(at in 0_usize..400, byte in any::<u8>()) {
            let line = r#"{"kind":"person","record":{"code":"010594Y9032","facts":{"birthDate":"1994-05-01"},"groups":{"parents":{"parents":[{"value":{"relative":{"surname":"X","code":"010594Y9032"}}}]}}}}"#;
            let mut bytes = line.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Err(fault) = parse_line(&bytes, false) {
                prop_assert!(!fault.to_string().contains("010594"));
            }
        }
    }
}
