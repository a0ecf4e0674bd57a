//! Small files and folders that are whole after a power cut.
//!
//! A file is safe only when its bytes are synced *and* the folder that holds its name is; a
//! rename of bytes that were never synced may leave an empty file behind. The database keeps
//! its own files so; these functions do it for what lies beside them.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Puts `contents` in the place of the file in one step: whatever happens, the old or the new
/// content is there, and once this returns, the new. `mode` is the file's mode where the
/// system has modes.
///
/// # Errors
/// If the folder cannot be written.
pub fn replace(path: &Path, contents: &[u8], mode: u32) -> io::Result<()> {
    let mut next = path.file_name().map(OsString::from).unwrap_or_default();
    next.push(".next");
    let next = path.with_file_name(next);
    // What an interrupted call left may have another mode.
    match fs::remove_file(&next) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = options(mode).write(true).create_new(true).open(&next)?;
    file.write_all(contents)?;
    file.sync_all()?;
    fs::rename(&next, path)?;
    sync_folder(parent(path))
}

/// Makes a folder, with those above it, so that its name outlives a power cut. One that is
/// there already is synced too: whoever made it may have been killed before that.
///
/// # Errors
/// If it cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let above = parent(path);
    if !path.is_dir() {
        if !above.is_dir() {
            make_folder(above)?;
        }
        match fs::create_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    match sync_folder(above) {
        // A folder that we may use in one that we may not read: its owner made it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        outcome => outcome,
    }
}

/// Makes the names in a folder durable.
///
/// # Errors
/// If it cannot be opened or synced.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Makes the names in a folder durable, where the system needs to be told.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The folder that holds a path's name.
fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(unix)]
fn options(mode: u32) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.mode(mode);
    options
}

#[cfg(not(unix))]
fn options(_: u32) -> OpenOptions {
    File::options()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_in_one_step_and_what_was_half_written_is_forgotten() {
        let folder = std::env::temp_dir().join(format!("luotain-durable-{}", std::process::id()));
        make_folder(&folder.join("above/below")).unwrap();
        let file = folder.join("above/below/file.json");
        fs::write(folder.join("above/below/file.json.next"), "half a fi").unwrap();
        for content in ["one", "two"] {
            replace(&file, content.as_bytes(), 0o600).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), content);
        }
        let names: Vec<_> = fs::read_dir(folder.join("above/below")).unwrap().collect();
        assert_eq!(names.len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
