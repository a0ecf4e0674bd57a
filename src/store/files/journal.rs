//! The engine's journal: files of 32 KiB blocks with records that never span a block.
//! ```text
//! crc32 of type and data u32 ‖ length u16 ‖ type u8 ‖ data      big-endian
//! type: 1 whole, 2 first part, 3 middle part, 4 last part; 0 = the rest of the block is empty
//! ```
//! Data of a whole record: version u8 ‖ first sequence varint ‖ number of changes varint ‖ …

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::{Damage, StoreError, damaged, varint};

const BLOCK: usize = 32 * 1024;
const HEADER: usize = 7;
/// What a disk writes at once, at the least: data that never reached it are missing in such pieces.
const SECTOR: usize = 512;

/// Checks all journals, and cuts the torn end off the newest.
pub(super) fn check(folder: &Path, manifest: Option<&Manifest>) -> Result<(), StoreError> {
    let journals = list(folder)?;
    let (needed, last_sequence) =
        manifest.map_or((0, 0), |manifest| (manifest.journal, manifest.last_sequence));
    let newest = journals.last().map(|(number, _)| *number);
    let mut expected = None;
    for (number, path) in &journals {
        let bytes = std::fs::read(path)?;
        let walked = walk(&bytes);
        if *number < needed {
            // The engine does not read it any more. What it holds must be in the tables.
            if walked
                .last_sequence
                .is_some_and(|sequence| sequence > last_sequence)
            {
                return Err(damaged(
                    path,
                    "holds changes that the manifest takes for written, and no table has them",
                ));
            }
            continue;
        }
        if expected.is_some_and(|expected| *number != expected) {
            return Err(damaged(path, "the journal before it is missing"));
        }
        expected = Some(number + 1);
        match walked.damage {
            None => {}
            // The last write, never acknowledged, of which the rest did not reach the disk.
            Some(damage) if walked.is_torn && Some(*number) == newest => {
                tracing::warn!(
                    journal = %path.display(), kept = walked.sound, cut = bytes.len() - walked.sound, %damage,
                    "cut off the end of the journal that a crash had left unfinished"
                );
                cut(path, walked.sound)?;
            }
            Some(damage) => {
                return Err(damaged(
                    path,
                    format!("{damage}, after {} sound bytes", walked.sound),
                ));
            }
        }
    }
    Ok(())
}

/// The journals by number.
fn list(folder: &Path) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut journals = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let number = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_suffix(".wal"))
            .and_then(|number| number.parse().ok());
        if let Some(number) = number {
            journals.push((number, path));
        }
    }
    journals.sort();
    Ok(journals)
}

fn cut(path: &Path, length: usize) -> Result<(), StoreError> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(length as u64)?;
    file.sync_all()?;
    Ok(())
}

/// What a walk through a journal found.
#[derive(Debug, PartialEq, Eq)]
struct Walked {
    /// Where the last whole record ends.
    sound: usize,
    /// The highest sequence number of the whole records.
    last_sequence: Option<u64>,
    /// What is wrong behind that, if the file does not end there.
    damage: Option<Damage>,
    /// Whether the damage is what a crash leaves.
    is_torn: bool,
}

fn walk(bytes: &[u8]) -> Walked {
    let mut walked = Walked {
        sound: 0,
        last_sequence: None,
        damage: None,
        is_torn: false,
    };
    if let Err(stop) = walk_records(bytes, &mut walked) {
        walked.is_torn = stop.is_cut_short || has_missing_sector(bytes, walked.sound);
        walked.damage = Some(stop.damage.to_owned());
    }
    walked
}

/// Why a walk did not come to the end.
struct Stop {
    damage: &'static str,
    /// The file ends before the record does.
    is_cut_short: bool,
}

fn walk_records(bytes: &[u8], walked: &mut Walked) -> Result<(), Stop> {
    let wrong = |damage| Stop {
        damage,
        is_cut_short: false,
    };
    let cut_short = Stop {
        damage: "a record that was begun",
        is_cut_short: true,
    };
    let mut place = 0;
    // The parts of a record that goes on.
    let mut parts: Option<Vec<u8>> = None;
    loop {
        let left = BLOCK - place % BLOCK;
        let block = &bytes[place..bytes.len().min(place + left)];
        if left < HEADER {
            // Too little for a header: the writer fills it with zeros.
            if block.iter().any(|byte| *byte != 0) {
                return Err(wrong("the end of a block that is not empty"));
            }
            place += block.len();
            if block.len() < left {
                break;
            }
            continue;
        }
        let Some(header) = block.first_chunk::<HEADER>() else {
            break;
        };
        let kind = header[6];
        let length = usize::from(u16::from_be_bytes([header[4], header[5]]));
        if kind == 0 {
            return Err(wrong("an empty record"));
        }
        if HEADER + length > left {
            return Err(wrong("a record beyond its block"));
        }
        let Some(data) = block.get(HEADER..HEADER + length) else {
            return Err(if is_whole_but_for_its_length(&block[HEADER..], *header) {
                wrong("a record with a wrong length")
            } else {
                cut_short
            });
        };
        let mut sum = crc32fast::Hasher::new();
        sum.update(&[kind]);
        sum.update(data);
        if sum.finalize().to_be_bytes() != header[..4] {
            return Err(wrong("a record with a wrong checksum"));
        }
        place += HEADER + length;
        let whole = match (kind, parts.take()) {
            (1, None) => data.to_vec(),
            (2, None) => {
                parts = Some(data.to_vec());
                continue;
            }
            (3, Some(mut begun)) => {
                begun.extend_from_slice(data);
                parts = Some(begun);
                continue;
            }
            (4, Some(mut begun)) => {
                begun.extend_from_slice(data);
                begun
            }
            _ => return Err(wrong("a record out of its order")),
        };
        walked.sound = place;
        walked.last_sequence = walked.last_sequence.max(last_sequence(&whole));
    }
    if walked.sound < bytes.len() {
        Err(cut_short)
    } else {
        Ok(())
    }
}

/// Whether something behind the sound records never reached the disk, though the file's length
/// did: the beginning of the next record or a whole sector is zeros, which no record of ours
/// has. A changed bit leaves neither.
fn has_missing_sector(bytes: &[u8], sound: usize) -> bool {
    let begins_with_nothing = bytes[sound..].iter().take(HEADER).all(|byte| *byte == 0);
    let begin = sound.next_multiple_of(SECTOR).min(bytes.len());
    let mut sectors = bytes[begin..].chunks_exact(SECTOR);
    begins_with_nothing || sectors.any(|sector| sector.iter().all(|byte| *byte == 0))
}

/// The highest sequence number of a whole record.
fn last_sequence(record: &[u8]) -> Option<u64> {
    let (first, rest) = varint(record.get(1..)?)?;
    let (count, _) = varint(rest)?;
    first.checked_add(count.saturating_sub(1))
}

/// Whether some beginning of the data has the checksum of the header: then nothing is missing,
/// and it is the length that was changed (the checksum does not cover it).
fn is_whole_but_for_its_length(data: &[u8], header: [u8; HEADER]) -> bool {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&header[6..]);
    data.iter().any(|byte| {
        sum.update(&[*byte]);
        sum.clone().finalize().to_be_bytes() == header[..4]
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    /// A journal as the engine writes it: records of these lengths with the sequence numbers 1, 2, …
    fn journal(lengths: &[usize]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (length, sequence) in lengths.iter().zip(1_u8..) {
            // Version, first sequence, one change, and something that is never all zeros.
            let mut record = vec![1, sequence, 1];
            record.extend((0..*length).map(|place| (place % 251) as u8 + 1));
            let mut rest = record.as_slice();
            let mut is_first = true;
            while is_first || !rest.is_empty() {
                let left = BLOCK - bytes.len() % BLOCK;
                if left < HEADER {
                    bytes.extend(std::iter::repeat_n(0, left));
                    continue;
                }
                let (data, after) = rest.split_at(rest.len().min(left - HEADER));
                let kind = match (is_first, after.is_empty()) {
                    (true, true) => 1,
                    (true, false) => 2,
                    (false, false) => 3,
                    (false, true) => 4,
                };
                let mut sum = crc32fast::Hasher::new();
                sum.update(&[kind]);
                sum.update(data);
                bytes.extend(sum.finalize().to_be_bytes());
                bytes.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
                bytes.push(kind);
                bytes.extend_from_slice(data);
                rest = after;
                is_first = false;
            }
        }
        bytes
    }

    /// The second leaves three bytes of its block, the third goes over two.
    const LENGTHS: [usize; 5] = [100, 32_645, 40_000, 3, 900];

    #[test]
    fn whole_journal_is_sound_to_its_end() {
        let bytes = journal(&LENGTHS);
        assert_eq!(
            walk(&bytes),
            Walked {
                sound: bytes.len(),
                last_sequence: Some(5),
                damage: None,
                is_torn: false
            }
        );
        assert_eq!(walk(&[]).damage, None);
    }

    #[test]
    fn journal_cut_anywhere_keeps_its_whole_records_and_is_torn() {
        let bytes = journal(&LENGTHS);
        for length in (0..bytes.len()).rev().step_by(11) {
            let walked = walk(&bytes[..length]);
            let whole = walked.last_sequence.unwrap_or(0);
            assert_eq!(
                walked.sound,
                journal(&LENGTHS[..usize::try_from(whole).unwrap()]).len()
            );
            assert_eq!(walked.is_torn, walked.sound < length, "{length}");
        }
    }

    #[test]
    fn one_changed_bit_is_damage_and_never_a_torn_end() {
        let bytes = journal(&LENGTHS);
        for bit in (0..bytes.len() * 8)
            .step_by(37)
            .chain(bytes.len() * 8 - 8_000..bytes.len() * 8)
        {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let walked = walk(&changed);
            assert!(walked.damage.is_some() && !walked.is_torn, "bit {bit}");
        }
    }

    #[test]
    fn sectors_that_never_reached_the_disk_are_a_torn_end() {
        let sound = journal(&LENGTHS[..4]).len();
        let mut bytes = journal(&[100, 32_645, 40_000, 3, 9_000]);
        let hole = (sound + 1_000).next_multiple_of(SECTOR);
        bytes[hole..hole + SECTOR].fill(0);
        let walked = walk(&bytes);
        assert_eq!(walked.sound, sound);
        assert!(walked.is_torn);
        let mut longer = journal(&LENGTHS);
        let length = longer.len();
        longer.extend([0; 3_000]);
        let walked = walk(&longer);
        assert_eq!((walked.sound, walked.is_torn), (length, true));
    }
}
