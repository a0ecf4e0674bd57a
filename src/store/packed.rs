//! A record of the register in few bytes, each data group for itself.
//!
//! | Bytes | What |
//! |---|---|
//! | 1 | version: 1 |
//! | 8 | checksum: the beginning of SHA-256 over table, key, version, the book's digest and all that follows |
//! | 1 | how many groups |
//! | for each, in the order of the numbers | number; varint of twice the text's length, and one more if it is packed; if packed, varint of the packed length |
//! | the rest | the groups' contents one after another, packed with [`phrases`] or as they stand |
//!
//! A group that nobody may see is neither unpacked nor parsed (D6): the checksum is over the bytes as
//! they lie, so that the whole record is checked without being read. That unpacking gives the very text
//! that was packed follows from the book, which is part of the checksum.
//!
//! The engine's own transactions write records so. SurrealQL writes each group as text in a field of
//! its own, as all folders once had it; both are read everywhere ([`Stored`]).

mod phrases;

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use surrealdb::types::{Object, Value};

use self::phrases::BOOK;
use super::StoreError;
use super::embedded::Row;
use super::rows::{Fields, Key};

/// The field of a packed record.
pub(super) const FIELD: &str = "packed";

const VERSION: u8 = 1;
const CHECKSUM: std::ops::Range<usize> = 1..9;

/// The numbers of the groups: their places in these lists, by the name of their field. **Folders hold
/// them**: a further group comes at the end, and none is ever taken out.
const NUMBERS: &[(&str, &[&str])] = &[
    (
        "person",
        &[
            "facts",
            "identity",
            "name",
            "former_names",
            "birth",
            "death",
            "sex",
            "home_municipality",
            "addresses",
            "residence",
            "migration",
            "languages",
            "citizenship",
            "occupation",
            "marital_status",
            "marriages",
            "parents",
            "children",
            "custody",
            "taken_into_care",
            "guardianship",
            "continuing_poa",
            "religion",
            "voting",
            "household",
            "ownership",
            "bans",
            "register_office",
            "email",
        ],
    ),
    (
        "building",
        &["identity", "location", "state", "structure", "owners"],
    ),
    ("apartment", &["identity", "details"]),
    ("property", &["identity", "contents", "owners"]),
];

/// The names of a table's groups by their numbers; none for a table whose rows are not packed.
fn names(table: &str) -> Option<&'static [&'static str]> {
    NUMBERS
        .iter()
        .find_map(|(name, numbers)| (*name == table).then_some(*numbers))
}

/// Whether the rows of a table are packed.
pub(super) fn is_packed(table: &str) -> bool {
    names(table).is_some()
}

/// Packs a record: texts by the names of their fields.
///
/// # Errors
/// A field that has no number.
pub(super) fn pack(table: &'static str, key: &Key, fields: &Fields) -> Result<Vec<u8>, StoreError> {
    let names = names(table).unwrap_or_default();
    let mut numbered = Vec::with_capacity(fields.len());
    for (field, text) in fields {
        let number = names.iter().position(|name| name == field);
        let number = number.and_then(|number| u8::try_from(number).ok());
        let Some(number) = number else {
            return Err(StoreError::Unreadable {
                table,
                reason: format!("the group {field} has no number"),
            });
        };
        numbered.push((number, text.as_bytes()));
    }
    numbered.sort_unstable_by_key(|(number, _)| *number);

    let mut record = Vec::with_capacity(2048);
    record.push(VERSION);
    record.resize(CHECKSUM.end, 0);
    record.push(u8::try_from(numbered.len()).unwrap_or(u8::MAX));
    let mut contents = Vec::with_capacity(2048);
    for (number, text) in numbered {
        record.push(number);
        let start = contents.len();
        BOOK.pack(text, &mut contents);
        let packed = contents.len() - start;
        if packed < text.len() {
            put_varint(&mut record, text.len() * 2 + 1);
            put_varint(&mut record, packed);
        } else {
            contents.truncate(start);
            contents.extend_from_slice(text);
            put_varint(&mut record, text.len() * 2);
        }
    }
    record.append(&mut contents);
    let sum = checksum(table, key, &record[CHECKSUM.end..]);
    record[CHECKSUM].copy_from_slice(&sum);
    Ok(record)
}

/// A packed record that is whole; its groups are still packed.
pub(super) struct Packed<'a> {
    table: &'static str,
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    number: u8,
    /// The length of its text in bytes.
    length: usize,
    is_packed: bool,
    bytes: &'a [u8],
}

impl<'a> Packed<'a> {
    /// Checks a record and finds its groups.
    ///
    /// # Errors
    /// Any byte that is not as it was written, or a version that is not known.
    pub(super) fn read(table: &'static str, key: &Key, record: &'a [u8]) -> Result<Self, StoreError> {
        Self::taken_apart(table, key, record).ok_or_else(|| damaged(table))
    }

    fn taken_apart(table: &'static str, key: &Key, record: &'a [u8]) -> Option<Self> {
        let body = record.get(CHECKSUM.end..)?;
        if record.first() != Some(&VERSION) || record.get(CHECKSUM)? != checksum(table, key, body) {
            return None;
        }
        let (count, mut rest) = body.split_first()?;
        let mut groups: Vec<Group<'a>> = Vec::with_capacity(usize::from(*count));
        let mut lengths = Vec::with_capacity(usize::from(*count));
        for _ in 0..*count {
            let (number, after) = rest.split_first()?;
            rest = after;
            if groups.last().is_some_and(|last| last.number >= *number) {
                return None;
            }
            let coded = take_varint(&mut rest)?;
            let (length, is_packed) = (coded / 2, coded % 2 == 1);
            lengths.push(if is_packed {
                take_varint(&mut rest)?
            } else {
                length
            });
            groups.push(Group {
                number: *number,
                length,
                is_packed,
                bytes: &[],
            });
        }
        for (group, length) in groups.iter_mut().zip(lengths) {
            (group.bytes, rest) = rest.split_at_checked(length)?;
        }
        rest.is_empty().then_some(Self { table, groups })
    }

    /// The text of a group, by the name of its field; none if the record has no such group. No other
    /// group is looked at.
    ///
    /// # Errors
    /// Bytes that are no text of the length told.
    fn text(&self, field: &str) -> Result<Option<Cow<'a, str>>, StoreError> {
        let number = names(self.table).and_then(|names| names.iter().position(|name| *name == field));
        let group = self
            .groups
            .iter()
            .find(|group| Some(usize::from(group.number)) == number);
        let Some(group) = group else { return Ok(None) };
        let text = if group.is_packed {
            let text = BOOK.unpack(group.bytes, group.length);
            text.and_then(|text| String::from_utf8(text).ok()).map(Cow::Owned)
        } else {
            std::str::from_utf8(group.bytes).ok().map(Cow::Borrowed)
        };
        text.map(Some).ok_or_else(|| damaged(self.table))
    }
}

/// A record as it lies in the store: packed, or each group as text in a field of its own.
pub(super) enum Stored<'a> {
    /// Packed.
    Packed(Packed<'a>),
    /// Texts by field.
    Texts(BTreeMap<&'a str, &'a str>),
}

impl<'a> Stored<'a> {
    /// The record of a row that the engine's own transaction read.
    ///
    /// # Errors
    /// A record that is not as it was written.
    pub(super) fn of_row(table: &'static str, key: &Key, row: &'a Row) -> Result<Self, StoreError> {
        let mut texts = row.texts().filter(|(name, _)| *name != "id");
        if let Some(packed) = row.bytes(FIELD) {
            // A packed record has nothing beside what is packed.
            if texts.any(|(name, _)| name != FIELD) {
                return Err(damaged(table));
            }
            return Packed::read(table, key, packed).map(Self::Packed);
        }
        let texts = texts.map(|(name, text)| text.map(|text| (name, text)));
        let texts: BTreeMap<_, _> = texts.collect::<Option<_>>().ok_or_else(|| damaged(table))?;
        // Every record ever written had a group.
        if texts.is_empty() {
            return Err(damaged(table));
        }
        Ok(Self::Texts(texts))
    }

    /// The record of a row, or of a part of it, that SurrealQL gave.
    ///
    /// # Errors
    /// A record that is not as it was written.
    pub(super) fn of_object(table: &'static str, key: &Key, row: &'a Object) -> Result<Self, StoreError> {
        if let Some(Value::Bytes(packed)) = row.get(FIELD) {
            return Packed::read(table, key, packed).map(Self::Packed);
        }
        let texts = row.iter().filter_map(|(name, value)| match value {
            Value::String(text) => Some((name.as_str(), text.as_str())),
            _ => None,
        });
        Ok(Self::Texts(texts.collect()))
    }

    /// The text of a group, by the name of its field; none if the record has no such group.
    ///
    /// # Errors
    /// Bytes that do not unpack.
    pub(super) fn text(&self, field: &str) -> Result<Option<Cow<'a, str>>, StoreError> {
        match self {
            Self::Packed(packed) => packed.text(field),
            Self::Texts(texts) => Ok(texts.get(field).map(|text| Cow::Borrowed(*text))),
        }
    }
}

/// What is said of a record that is not as it was written.
pub(super) fn damaged(table: &'static str) -> StoreError {
    StoreError::Unreadable {
        table,
        reason: "the record is damaged: restore the register from a backup".to_owned(),
    }
}

fn checksum(table: &str, key: &Key, body: &[u8]) -> [u8; 8] {
    let mut digest = Sha256::new();
    // Lengths first: no two keys give the same bytes.
    for part in std::iter::once(table).chain(key.texts()) {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.update([VERSION]);
    digest.update(BOOK.digest);
    digest.update(body);
    let mut sum = [0; 8];
    sum.copy_from_slice(&digest.finalize()[..8]);
    sum
}

/// Seven bits a byte, the lowest first, the highest bit set but for the last.
fn put_varint(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number % 0x80) as u8 | 0x80);
        number /= 0x80;
    }
    bytes.push(number as u8);
}

/// At most five bytes: no group is longer than what they count.
fn take_varint(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0_u64;
    for place in 0..5 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte % 0x80) << (7 * place);
        if *byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests;
