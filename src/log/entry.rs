//! One disclosure as the log remembers it, and the one byte encoding in which it is hashed and kept.
//!
//! The encoding is frozen: an upgrade must verify every older entry, so a new
//! field means a new version byte beside this one, never a change here.
//!
//! Version 1, fields in this order: version byte, then per field
//! - text: length (2 bytes, big-endian) ‖ UTF-8; an identity code is a text of 11 characters;
//! - optional text: `00`, or `01` ‖ text;
//! - list: number of items (2 bytes, big-endian) ‖ items;
//! - truth value: `00` or `01`; environment: `01` production, `02` training;
//! - numbers: big-endian, time as a signed 64-bit one.

use std::fmt;

use thiserror::Error;

use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;

/// The version byte of the encoding.
pub const ENTRY_VERSION: u8 = 1;

/// The longest canonical payload in bytes; leaves room below the 65 535 bytes of an entry in C2SP formats.
pub const MAX_PAYLOAD_LENGTH: usize = 60_000;

/// The payload of one log entry: who asked about whom, what was shown, when and under which right (D7, domain s. 9).
///
/// Without an id: an entry is named by its log and its index there.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// When the disclosure was decided: microseconds since 1970-01-01T00:00:00Z.
    pub time_micros: i64,
    /// The register that was asked.
    pub environment: Environment,
    /// Id of the username that asked (opaque).
    pub username: String,
    /// The asking user's own identity code at that time.
    pub user_code_snapshot: PersonalIdentityCode,
    /// Id of the customer organisation.
    pub organisation: String,
    /// Id of the data permit.
    pub permit: String,
    /// The version of the permit that decided.
    pub permit_version: u32,
    /// Id of the query role.
    pub role: String,
    /// Code of the operation.
    pub operation: String,
    /// The search criteria as (key, value), in the order in which they were given.
    pub criteria: Vec<(String, String)>,
    /// Code of the purpose of use.
    pub purpose: String,
    /// The user's reference, such as a case number.
    pub reference: Option<String>,
    /// The result code as *answered*: never an inner reason that the user was not told.
    pub result: String,
    /// The persons whose data were returned.
    pub subjects: Vec<PersonalIdentityCode>,
    /// Codes of the data groups that were shown.
    pub groups_shown: Vec<String>,
    /// Whether data under a non-disclosure for personal safety were shown.
    pub non_disclosure_seen: bool,
    /// Code of the print form, if the disclosure was a printout.
    pub printed: Option<String>,
    /// Code of the price item, if one applied.
    pub price_item: Option<String>,
    /// Version of the tariff that priced it, if one applied.
    pub tariff_version: Option<String>,
    /// The price in thousandths of a euro.
    pub price_thousandths: u32,
    /// A digest of the session's id: ties the entries of one session together, opens none.
    pub session_digest: [u8; 16],
    /// The network address from which the request came.
    pub source_address: String,
    /// The id of the request, as on error pages and in traces.
    pub request_id: String,
}

/// Why an entry cannot be encoded or bytes are not an entry. Names the field, never a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryError {
    /// The payload is longer than [`MAX_PAYLOAD_LENGTH`].
    #[error("the entry is longer than {MAX_PAYLOAD_LENGTH} bytes")]
    TooLong,
    /// The first byte is a version that this program does not know.
    #[error("unknown entry version {0}")]
    UnknownVersion(u8),
    /// The bytes end within this field.
    #[error("the entry ends within {0}")]
    Truncated(&'static str),
    /// Bytes follow the last field.
    #[error("bytes follow the entry")]
    TrailingBytes,
    /// This text field is not UTF-8.
    #[error("{0} is not UTF-8")]
    NotUtf8(&'static str),
    /// This field has a value outside its code.
    #[error("{0} has an impossible value")]
    ImpossibleValue(&'static str),
    /// This field is not an identity code in its canonical form.
    #[error("{0} is not a canonical identity code")]
    IdentityCode(&'static str),
}

impl Entry {
    /// The canonical payload: the only byte form of this entry. Fails with [`EntryError::TooLong`] only.
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        let mut writer = Writer::new();
        writer.raw(&[ENTRY_VERSION]);
        writer.raw(&self.time_micros.to_be_bytes());
        writer.raw(&[match self.environment {
            Environment::Production => 1,
            Environment::Training => 2,
        }]);
        writer.text(&self.username)?;
        writer.text(self.user_code_snapshot.as_str())?;
        writer.text(&self.organisation)?;
        writer.text(&self.permit)?;
        writer.raw(&self.permit_version.to_be_bytes());
        writer.text(&self.role)?;
        writer.text(&self.operation)?;
        writer.length(self.criteria.len())?;
        for (key, value) in &self.criteria {
            writer.text(key)?;
            writer.text(value)?;
        }
        writer.text(&self.purpose)?;
        writer.optional(self.reference.as_deref())?;
        writer.text(&self.result)?;
        writer.length(self.subjects.len())?;
        for subject in &self.subjects {
            writer.text(subject.as_str())?;
        }
        writer.length(self.groups_shown.len())?;
        for group in &self.groups_shown {
            writer.text(group)?;
        }
        writer.raw(&[u8::from(self.non_disclosure_seen)]);
        writer.optional(self.printed.as_deref())?;
        writer.optional(self.price_item.as_deref())?;
        writer.optional(self.tariff_version.as_deref())?;
        writer.raw(&self.price_thousandths.to_be_bytes());
        writer.raw(&self.session_digest);
        writer.text(&self.source_address)?;
        writer.text(&self.request_id)?;
        writer.finish()
    }

    /// Reads a canonical payload strictly: whatever it accepts, [`Entry::encode`] gives back byte for byte.
    pub fn decode(payload: &[u8]) -> Result<Self, EntryError> {
        let mut reader = Reader::new(payload)?;
        let [version] = reader.raw("version")?;
        if version != ENTRY_VERSION {
            return Err(EntryError::UnknownVersion(version));
        }
        // Fields of a struct literal are evaluated in the order written: the order of the bytes.
        let entry = Self {
            time_micros: i64::from_be_bytes(reader.raw("time")?),
            environment: match reader.raw("environment")? {
                [1] => Environment::Production,
                [2] => Environment::Training,
                _ => return Err(EntryError::ImpossibleValue("environment")),
            },
            username: reader.text("username")?,
            user_code_snapshot: reader.identity_code("user identity code")?,
            organisation: reader.text("organisation")?,
            permit: reader.text("permit")?,
            permit_version: u32::from_be_bytes(reader.raw("permit version")?),
            role: reader.text("role")?,
            operation: reader.text("operation")?,
            criteria: reader.list("criteria", |reader| {
                Ok((reader.text("criterion key")?, reader.text("criterion value")?))
            })?,
            purpose: reader.text("purpose")?,
            reference: reader.optional("reference")?,
            result: reader.text("result")?,
            subjects: reader.list("subjects", |reader| reader.identity_code("subject"))?,
            groups_shown: reader.list("groups", |reader| reader.text("group"))?,
            non_disclosure_seen: reader.truth("non-disclosure")?,
            printed: reader.optional("print form")?,
            price_item: reader.optional("price item")?,
            tariff_version: reader.optional("tariff version")?,
            price_thousandths: u32::from_be_bytes(reader.raw("price")?),
            session_digest: reader.raw("session digest")?,
            source_address: reader.text("source address")?,
            request_id: reader.text("request id")?,
        };
        reader.end()?;
        Ok(entry)
    }
}

/// Shows when and what kind, never who asked about whom.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("time_micros", &self.time_micros)
            .field("environment", &self.environment)
            .field("operation", &self.operation)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::with_capacity(512),
        }
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn length(&mut self, length: usize) -> Result<(), EntryError> {
        let length = u16::try_from(length).map_err(|_| EntryError::TooLong)?;
        self.raw(&length.to_be_bytes());
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), EntryError> {
        self.length(text.len())?;
        self.raw(text.as_bytes());
        Ok(())
    }

    pub(super) fn optional(&mut self, text: Option<&str>) -> Result<(), EntryError> {
        self.raw(&[u8::from(text.is_some())]);
        text.map_or(Ok(()), |text| self.text(text))
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, EntryError> {
        if self.bytes.len() > MAX_PAYLOAD_LENGTH {
            return Err(EntryError::TooLong);
        }
        Ok(self.bytes)
    }
}

pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(payload: &'a [u8]) -> Result<Self, EntryError> {
        if payload.len() > MAX_PAYLOAD_LENGTH {
            return Err(EntryError::TooLong);
        }
        Ok(Self { rest: payload })
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<(), EntryError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(EntryError::TrailingBytes)
        }
    }

    pub(super) fn raw<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], EntryError> {
        let (bytes, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or(EntryError::Truncated(field))?;
        self.rest = rest;
        Ok(*bytes)
    }

    pub(super) fn length(&mut self, field: &'static str) -> Result<usize, EntryError> {
        self.raw(field).map(u16::from_be_bytes).map(usize::from)
    }

    pub(super) fn text(&mut self, field: &'static str) -> Result<String, EntryError> {
        let length = self.length(field)?;
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(EntryError::Truncated(field))?;
        self.rest = rest;
        let text = std::str::from_utf8(bytes).map_err(|_| EntryError::NotUtf8(field))?;
        Ok(text.to_owned())
    }

    pub(super) fn optional(&mut self, field: &'static str) -> Result<Option<String>, EntryError> {
        if self.truth(field)? {
            self.text(field).map(Some)
        } else {
            Ok(None)
        }
    }

    fn truth(&mut self, field: &'static str) -> Result<bool, EntryError> {
        match self.raw(field)? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(EntryError::ImpossibleValue(field)),
        }
    }

    fn identity_code(&mut self, field: &'static str) -> Result<PersonalIdentityCode, EntryError> {
        let text = self.text(field)?;
        // Parsing forgives case and blanks; the canonical encoding must not.
        match PersonalIdentityCode::parse(&text) {
            Ok(code) if code.as_str() == text => Ok(code),
            _ => Err(EntryError::IdentityCode(field)),
        }
    }

    pub(super) fn list<T>(
        &mut self,
        field: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, EntryError>,
    ) -> Result<Vec<T>, EntryError> {
        let count = self.length(field)?;
        // Nothing is reserved by a count that the bytes may not bear out.
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }
}

#[cfg(test)]
pub(crate) mod tests;
