//! Updates of a register as lines of JSON: what `luotain register apply` takes in
//! (docs/register-format.md).
//!
//! Each line is a whole record as it is from a moment on. Of two updates of one record the one that
//! holds from the later moment wins, and at the same moment the one with the higher change id: so
//! updates may come in any order and any number of times.

use std::fmt;

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{HeaderFault, LONGEST_LINE, LineFault, head, parse_line, reason, write_line};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::register::RegisterRecord;

/// The name of the format, in the header of every file of updates.
pub const UPDATE_FORMAT: &str = "luotain-update";
/// The newest version of the format that this program reads.
pub const UPDATE_VERSION: u32 = 1;

/// The first line of a file of updates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateHeader {
    /// Always [`UPDATE_FORMAT`].
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The register that the updates are of.
    pub environment: Environment,
    /// The day as of which the register stands once they are in it.
    pub day: NaiveDate,
}

impl UpdateHeader {
    /// The header of a file in the newest version.
    #[must_use]
    pub fn new(environment: Environment, day: NaiveDate) -> Self {
        Self {
            format: UPDATE_FORMAT.to_owned(),
            version: UPDATE_VERSION,
            environment,
            day,
        }
    }

    /// Reads the first line of a file.
    ///
    /// # Errors
    /// Another kind of file, a newer version, or a header that does not read.
    pub fn parse(line: &[u8]) -> Result<Self, HeaderFault> {
        head(line, UPDATE_FORMAT, UPDATE_VERSION, HeaderFault::NoUpdates)
    }
}

/// The name that the source gave to a change: 1 to 64 letters, digits and `.-_:/` of ASCII.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ChangeId(String);

impl ChangeId {
    /// Reads a change id.
    ///
    /// # Errors
    /// What is wrong with it, without the value.
    pub fn parse(text: &str) -> Result<Self, ChangeIdError> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:/".contains(&byte);
        if text.is_empty() || text.len() > 64 || !text.bytes().all(fits) {
            return Err(ChangeIdError::Form);
        }
        // It is kept beside the record and may stand in the source's own traces.
        let holds_code = text.as_bytes().windows(11).any(|window| {
            std::str::from_utf8(window).is_ok_and(|text| PersonalIdentityCode::parse(text).is_ok())
        });
        if holds_code {
            return Err(ChangeIdError::IdentityCode);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for ChangeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ChangeId(..)")
    }
}

impl<'de> Deserialize<'de> for ChangeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

/// Why a text is no change id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeIdError {
    /// Too short, too long, or with another character.
    #[error("a change id has 1 to 64 letters, digits and .-_:/")]
    Form,
    /// It would carry a person's code to where none may stand.
    #[error("a change id must not hold an identity code")]
    IdentityCode,
}

/// From when on an update holds, to the microsecond.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment(DateTime<Utc>);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment = DateTime::parse_from_rfc3339(&text);
        let moment = moment.map_err(|_| D::Error::custom("a time is written YYYY-MM-DDTHH:MM:SSZ"))?;
        Ok(Self(moment.to_utc().trunc_subsecs(6)))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A record as it is from a moment on.
#[derive(Clone, PartialEq, Eq)]
pub struct RegisterUpdate {
    /// The change that it came with; a change may concern several records.
    pub change: ChangeId,
    /// From when on it holds, to the microsecond.
    pub effective: DateTime<Utc>,
    /// The whole record, in the place of what was known under its identifier.
    pub record: RegisterRecord,
}

impl fmt::Debug for RegisterUpdate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegisterUpdate({})", self.record.kind())
    }
}

/// A line as it is written; the record's text is left for the reader of records.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    change: ChangeId,
    effective: Moment,
    #[serde(borrow)]
    kind: &'a RawValue,
    #[serde(borrow)]
    record: &'a RawValue,
}

/// The same, for finding out what is wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only whether it reads matters")]
struct Shape {
    change: ChangeId,
    effective: Moment,
    kind: IgnoredAny,
    record: IgnoredAny,
}

/// Reads a line with an update. With `test_codes_only`, an identity code that may be a real person's
/// is refused wherever in the record it stands.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse_update(line: &[u8], test_codes_only: bool) -> Result<RegisterUpdate, LineFault> {
    if line.len() > LONGEST_LINE {
        return Err(LineFault::TooLong);
    }
    let text = std::str::from_utf8(line).map_err(|error| LineFault::NotText {
        position: error.valid_up_to() + 1,
    })?;
    let text = text.trim();
    let written: Written<'_> = serde_json::from_str(text).map_err(|_| fault_of(text))?;
    let record = format!(
        r#"{{"kind":{},"record":{}}}"#,
        written.kind.get(),
        written.record.get()
    );
    let record = parse_line(record.as_bytes(), test_codes_only)?;
    Ok(RegisterUpdate {
        change: written.change,
        effective: written.effective.0,
        record,
    })
}

/// An update as its line, without the line's end.
///
/// # Errors
/// A value that JSON cannot hold; none of ours is one.
pub fn write_update(update: &RegisterUpdate) -> Result<String, serde_json::Error> {
    let change = serde_json::to_string(&update.change)?;
    let effective = serde_json::to_string(&Moment(update.effective))?;
    let record = write_line(&update.record)?;
    let record = record.strip_prefix('{').unwrap_or(&record);
    Ok(format!(r#"{{"change":{change},"effective":{effective},{record}"#))
}

/// What is wrong with a line that did not read, with the path of the field.
fn fault_of(text: &str) -> LineFault {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, Shape>(&mut reader) {
        // The name of the field is the line's, and may be anything.
        Err(error) if error.inner().to_string().starts_with("unknown field ") => LineFault::UnknownField {
            within: "line".to_owned(),
        },
        Err(error) if error.inner().is_data() => {
            let path = error.path().to_string();
            LineFault::Field {
                field: if path == "." { "line".to_owned() } else { path },
                reason: reason(error.inner()),
            }
        }
        Err(error) => LineFault::Syntax {
            column: error.inner().column(),
        },
        // The update reads, so what follows it is wrong.
        Ok(_) => LineFault::Syntax {
            column: text.len().max(1),
        },
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::sample;

    const PROPERTY: &str = r#"{"change":"2026-09-01/17","effective":"2026-09-01T08:15:00.25+03:00","kind":"property","record":{"id":"837-123-45-6","name":"Mäkelä"}}"#;

    fn fault(line: &str) -> LineFault {
        parse_update(line.as_bytes(), false).unwrap_err()
    }

    #[test]
    fn an_update_comes_back_as_it_was_written() {
        let update = RegisterUpdate {
            change: ChangeId::parse("a-1").unwrap(),
            effective: "2026-09-01T05:15:00.000001Z".parse().unwrap(),
            record: sample::person().into(),
        };
        let line = write_update(&update).unwrap();
        assert!(line.starts_with(
            r#"{"change":"a-1","effective":"2026-09-01T05:15:00.000001Z","kind":"person","record":{"#
        ));
        assert!(parse_update(line.as_bytes(), false).unwrap() == update);
    }

    #[test]
    fn moments_are_compared_whatever_their_offset_is() {
        let update = parse_update(PROPERTY.as_bytes(), false).unwrap();
        assert_eq!(update.effective.to_rfc3339(), "2026-09-01T05:15:00.250+00:00");
        let finer = PROPERTY.replace("00.25+", "00.2500009+");
        assert_eq!(
            parse_update(finer.as_bytes(), false).unwrap().effective,
            update.effective
        );
    }

    #[test]
    fn what_is_wrong_is_told_by_field_and_never_by_value() {
        for (from, to, told) in [
            (r#""change":"2026-09-01/17","#, "", "line: missing field `change`"),
            (
                "2026-09-01/17",
                "a b",
                "change: a change id has 1 to 64 letters, digits and .-_:/",
            ),
            (
                "2026-09-01/17",
                "x010594Y9032",
                "change: a change id must not hold an identity code",
            ),
            (
                "2026-09-01T08:15:00.25+03:00",
                "010594Y9032",
                "effective: a time is written YYYY-MM-DDTHH:MM:SSZ",
            ),
            (
                r#""kind":"property","#,
                r#""kind":"property","010594Y9032":1,"#,
                "line: holds a field that is not known here",
            ),
            (
                r#""name":"#,
                r#""nam":"#,
                "record: holds a field that is not known here",
            ),
            ("property", "010594Y9032", "none of the words that may stand here"),
        ] {
            let fault = fault(&PROPERTY.replace(from, to)).to_string();
            assert!(fault.contains(told), "{fault}");
            assert!(!fault.contains("010594Y9032"), "{fault}");
        }
        assert!(matches!(
            fault(&format!("{PROPERTY} x")),
            LineFault::Syntax { .. }
        ));
        assert!(matches!(fault("{"), LineFault::Syntax { .. }));
        assert_eq!(fault(&" ".repeat(LONGEST_LINE + 1)), LineFault::TooLong);
    }

    #[test]
    fn the_record_of_an_update_keeps_the_rules_of_the_register() {
        let mut person = sample::person();
        person.code = PersonalIdentityCode::parse("131052-308T").unwrap();
        let update = RegisterUpdate {
            change: ChangeId::parse("1").unwrap(),
            effective: DateTime::UNIX_EPOCH,
            record: person.into(),
        };
        let line = write_update(&update).unwrap();
        assert_eq!(
            parse_update(line.as_bytes(), true).unwrap_err(),
            LineFault::RealCode
        );
    }

    #[test]
    fn a_register_file_is_no_file_of_updates() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 2).unwrap();
        let header = UpdateHeader::new(Environment::Training, day);
        let line = serde_json::to_string(&header).unwrap();
        assert_eq!(
            line,
            r#"{"format":"luotain-update","version":1,"environment":"training","day":"2026-09-02"}"#
        );
        assert_eq!(UpdateHeader::parse(line.as_bytes()).unwrap(), header);
        let other = line.replace("luotain-update", super::super::FORMAT);
        assert_eq!(UpdateHeader::parse(other.as_bytes()), Err(HeaderFault::NoUpdates));
        let newer = line.replace(r#""version":1"#, r#""version":2"#);
        assert_eq!(
            UpdateHeader::parse(newer.as_bytes()),
            Err(HeaderFault::Newer { found: 2 })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_update(&line, true);
            let _ = UpdateHeader::parse(&line);
        }

        #[test]
        fn a_damaged_update_never_tells_a_code(at in 0_usize..400, byte in any::<u8>()) {
            let line = r#"{"change":"1","effective":"2026-09-01T08:15:00Z","kind":"person","record":{"code":"010594Y9032","facts":{"birthDate":"1994-05-01"}}}"#;
            let mut bytes = line.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Err(fault) = parse_update(&bytes, false) {
                prop_assert!(!fault.to_string().contains("010594"));
            }
        }
    }
}
