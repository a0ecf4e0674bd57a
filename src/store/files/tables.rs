//! The filters of the engine's tables. A table ends in:
//! ```text
//! filter ‖ 0 ‖ checksum      …  list of parts ‖ 0 ‖ checksum      footer of 50 bytes
//! ```
//! The footer: format u8 ‖ kind of checksum u8 ‖ place and length of the list of parts ‖ of the
//! index (varints) ‖ zeros ‖ magic. A checksum is crc32 of part and kind of compression, turned
//! right by 15 bits and increased by a constant, little-endian.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::{Damage, StoreError, damaged, varint};

const FOOTER: u64 = 50;
const MAGIC: [u8; 8] = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const MASK: u32 = 0xa282_ead8;
/// Kind of compression and checksum behind each part.
const TRAILER: usize = 5;
/// Longer parts are not: the engine's filter has ten bits per record.
const LONGEST_PART: u64 = 1 << 30;

/// Checks the filter of each table in use. The engine checks everything else when it reads it.
pub(super) fn check(folder: &Path, tables: &[u64]) -> Result<(), StoreError> {
    for table in tables {
        let path = folder.join(format!("{table:020}.sst"));
        let mut file = File::open(&path).map_err(|error| damaged(&path, error.to_string()))?;
        check_table(&mut file).map_err(|damage| damaged(&path, damage))?;
    }
    Ok(())
}

fn check_table(file: &mut File) -> Result<(), Damage> {
    let length = file.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
    let begin = length.checked_sub(FOOTER).ok_or("is too short")?;
    let footer = read(file, begin, FOOTER)?;
    if footer[42..] != MAGIC {
        return Err("has no footer".to_owned());
    }
    let parts = handle(&footer[2..42]).ok_or("has a footer that does not read")?;
    let list = read_part(file, length, parts)?;
    let filter = filter_of(&list).ok_or("has a list of parts that does not read")?;
    match filter {
        Some(place) => read_part(file, length, place).map(drop),
        None => Ok(()),
    }
}

/// Place and length of a part.
fn handle(bytes: &[u8]) -> Option<(u64, u64)> {
    let (place, rest) = varint(bytes)?;
    let (length, _) = varint(rest)?;
    Some((place, length))
}

fn read(file: &mut File, place: u64, length: u64) -> Result<Vec<u8>, Damage> {
    let mut bytes = vec![0; usize::try_from(length).map_err(|_| "is too long")?];
    file.seek(SeekFrom::Start(place))
        .and_then(|_| file.read_exact(&mut bytes))
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Reads a part and checks its checksum.
fn read_part(file: &mut File, file_length: u64, (place, length): (u64, u64)) -> Result<Vec<u8>, Damage> {
    let whole = length + TRAILER as u64;
    if length > LONGEST_PART || place.checked_add(whole).is_none_or(|end| end > file_length) {
        return Err("has a part outside itself".to_owned());
    }
    let mut bytes = read(file, place, whole)?;
    let wrong = || "has a filter or a list of parts with a wrong checksum".to_owned();
    let stored = bytes
        .split_off(bytes.len() - 4)
        .try_into()
        .map(u32::from_le_bytes)
        .map_err(|_| wrong())?;
    let sum = crc32fast::hash(&bytes).rotate_right(15).wrapping_add(MASK);
    bytes.pop();
    if sum == stored { Ok(bytes) } else { Err(wrong()) }
}

/// Where the filter lies, as the list of parts says: entries of shared and own length of the
/// key, length of the value, the key's own bytes and the value; behind them the places of some
/// entries and the number of those places.
fn filter_of(list: &[u8]) -> Option<Option<(u64, u64)>> {
    let (rest, places) = list.split_last_chunk::<4>()?;
    let places = usize::try_from(u32::from_le_bytes(*places))
        .ok()?
        .checked_mul(4)?;
    let mut rest = &rest[..rest.len().checked_sub(places)?];
    let mut key: Vec<u8> = Vec::new();
    while !rest.is_empty() {
        let (shared, after) = varint(rest)?;
        let (own, after) = varint(after)?;
        let (length, after) = varint(after)?;
        let (own, after) = after.split_at_checked(usize::try_from(own).ok()?)?;
        let (value, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
        rest = after;
        let shared = usize::try_from(shared).ok()?;
        key = [key.get(..shared)?, own].concat();
        if key.starts_with(b"filter.") {
            return handle(value).map(Some);
        }
    }
    Some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_is_found_in_the_list_of_parts() {
        let list = [
            &[0, 9, 3][..],
            b"filter.xy",
            &[0x80, 0x01, 0x07],
            &[0, 4, 1],
            b"meta",
            &[0],
            &0_u32.to_le_bytes(),
            &1_u32.to_le_bytes(),
        ]
        .concat();
        assert_eq!(filter_of(&list), Some(Some((128, 7))));
        let without = [
            &[0, 4, 1][..],
            b"meta",
            &[0],
            &0_u32.to_le_bytes(),
            &1_u32.to_le_bytes(),
        ]
        .concat();
        assert_eq!(filter_of(&without), Some(None));
        assert_eq!(filter_of(&list[3..]), None);
    }
}
