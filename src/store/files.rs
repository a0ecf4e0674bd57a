//! A look at the engine's files before the engine opens them.
//!
//! The engine (SurrealKV 0.21) checks the blocks of its tables when it reads them. Of what it
//! does not check, or mends by leaving out, this looks at everything that could make a read
//! differ in silence:
//! - the journal (write-ahead log): the engine cuts it at the first bad record, whatever stands
//!   behind it, and goes on writing into the file that it has replaced. Here a torn end, which a
//!   crash leaves, is cut off before the engine sees it; any other damage is refused;
//! - the manifest, which has no checksum: held against the journal and the tables;
//! - the filter of a table, by which the engine decides that a record is not there: its checksum
//!   is written and never read.
//!
//! `docs/log-formats.md` has the layout of the files.

mod journal;
mod manifest;
mod tables;

use std::path::Path;

use super::StoreError;

/// Damage of one file, in words for the operator.
type Damage = String;

/// Checks the files of a store that is not open, and cuts a torn end off its journal. A folder
/// without files of the engine is a new one.
///
/// # Errors
/// [`StoreError::Damaged`] with the file and what is wrong with it.
pub(super) fn check(folder: &Path) -> Result<(), StoreError> {
    let manifest = manifest::read(folder)?;
    journal::check(&folder.join("wal"), manifest.as_ref())?;
    if let Some(manifest) = &manifest {
        tables::check(&folder.join("sstables"), &manifest.tables)?;
    }
    Ok(())
}

/// The damage of a file as an error.
fn damaged(path: &Path, damage: impl Into<Damage>) -> StoreError {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    StoreError::Damaged {
        file: name.into_owned(),
        damage: damage.into(),
    }
}

/// An unsigned number of seven bits per byte, the lowest first, and the bytes behind it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (place, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f).checked_shl(7 * u32::try_from(place).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((number, &bytes[place + 1..]));
        }
    }
    None
}
