//! The engine's list of its tables. Big-endian numbers, no checksum:
//! ```text
//! version u16 ‖ next table u64 ‖ first journal still needed u64 ‖ last sequence u64
//! ‖ levels u8 ‖ per level: tables u32 ‖ their numbers u64 …
//! ‖ snapshots u32 ‖ per snapshot: length u32 ‖ bytes
//! ```

use std::path::Path;

use super::{StoreError, damaged};

/// What the manifest says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Journals before this one are in the tables already.
    pub journal: u64,
    /// The highest sequence number in the tables.
    pub last_sequence: u64,
    /// The tables in use.
    pub tables: Vec<u64>,
}

/// Reads the manifest; none for a new folder.
pub(super) fn read(folder: &Path) -> Result<Option<Manifest>, StoreError> {
    let path = folder.join("manifest").join(format!("{:020}.manifest", 0));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        // Tables without a manifest would be taken for left-overs and removed.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let has_tables =
                std::fs::read_dir(folder.join("sstables")).is_ok_and(|mut entries| entries.next().is_some());
            return if has_tables {
                Err(damaged(&path, "is missing"))
            } else {
                Ok(None)
            };
        }
        Err(error) => return Err(error.into()),
    };
    let (manifest, next_table) = parse(&bytes).ok_or_else(|| damaged(&path, "does not read"))?;
    if manifest.tables.iter().any(|table| *table >= next_table) {
        return Err(damaged(&path, "names a table that was not yet made"));
    }
    Ok(Some(manifest))
}

fn parse(bytes: &[u8]) -> Option<(Manifest, u64)> {
    let mut rest = bytes;
    let version = u16::from_be_bytes(take(&mut rest)?);
    let next_table = u64::from_be_bytes(take(&mut rest)?);
    let journal = u64::from_be_bytes(take(&mut rest)?);
    let last_sequence = u64::from_be_bytes(take(&mut rest)?);
    let [levels] = take(&mut rest)?;
    let mut tables = Vec::new();
    for _ in 0..levels {
        for _ in 0..u32::from_be_bytes(take(&mut rest)?) {
            tables.push(u64::from_be_bytes(take(&mut rest)?));
        }
    }
    for _ in 0..u32::from_be_bytes(take(&mut rest)?) {
        let length = u32::from_be_bytes(take(&mut rest)?) as usize;
        rest = rest.get(length..)?;
    }
    let manifest = Manifest {
        journal,
        last_sequence,
        tables,
    };
    (version == 1 && rest.is_empty()).then_some((manifest, next_table))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes() -> Vec<u8> {
        let mut bytes = vec![0, 1];
        for number in [9_u64, 3, 77] {
            bytes.extend(number.to_be_bytes());
        }
        bytes.extend([2, 0, 0, 0, 1]);
        bytes.extend(8_u64.to_be_bytes());
        bytes.extend([0; 8]);
        bytes
    }

    #[test]
    fn manifest_reads_to_its_last_byte_and_no_further() {
        let expected = Manifest {
            journal: 3,
            last_sequence: 77,
            tables: vec![8],
        };
        assert_eq!(parse(&bytes()), Some((expected, 9)));
        for length in 0..bytes().len() {
            assert_eq!(parse(&bytes()[..length]), None, "{length}");
        }
        let mut longer = bytes();
        longer.push(0);
        assert_eq!(parse(&longer), None);
    }
}
