//! Mending what a crash left half-written, before the database opens its folder.
//!
//! SurrealKV 0.21.4 goes on writing where its newest write-ahead segment ends, even if a crash
//! left half a record there; from the next start on, the reader stops at that half and drops
//! every commit behind it, although each was synced and acknowledged. If the half has a whole
//! header, it is worse: the repair puts another file in the segment's place after the writer
//! has opened the old one, and all commits of that run go into a file without a name. So the
//! half is cut off here, where it is certain that nobody has built on it: a record is
//! acknowledged only after it was synced whole.
//!
//! If what is cut had been acknowledged, the disk broke its word or the file was damaged. The
//! log notices: it no longer extends the copied checkpoint, and does not start (D7).

use std::fs::{self, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// A segment consists of blocks; no record's part crosses their border.
const BLOCK: usize = 32 * 1024;
/// Checksum (4 bytes), length (2), kind (1), big-endian; in front of each part.
const HEADER: usize = 7;
/// The header of a file of large values.
const VALUE_HEADER: usize = 31;

/// The kinds of parts: a whole record, the first, a middle and the last part of one, and the
/// note of how a segment is compressed.
const FULL: u8 = 1;
const FIRST: u8 = 2;
const MIDDLE: u8 = 3;
const LAST: u8 = 4;
const COMPRESSION: u8 = 9;

/// For how long a lock may be held by one that is ending, a second in all: the database gives its
/// lock back by closing the file, and a program that was started in that moment has a copy of it
/// until it has begun.
const MOST_TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// Mends the folder of a store. Does nothing while another program has it open;
/// blocks its thread for a second then.
///
/// # Errors
/// If the folder cannot be read or written.
pub(super) fn mend(store: &Path) -> io::Result<()> {
    if !store.is_dir() {
        return Ok(());
    }
    // The database's own lock: a folder in use is not ours to touch.
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(store.join("LOCK"))?;
    let mut tries = 0;
    loop {
        match lock.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if tries < MOST_TRIES => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        tries += 1;
    }
    if let Some(segment) = newest(&store.join("wal"), "wal")? {
        cut_torn_tail(&segment)?;
    }
    if let Some(values) = newest(&store.join("vlog"), "vlog")? {
        empty_without_header(&values)?;
    }
    // Given back by name: the database asks for it next, and a program that was started in this
    // very moment may still have its copy of the open file.
    lock.unlock()
}

/// The file with the highest number. Older ones were synced before it was begun.
fn newest(folder: &Path, extension: &str) -> io::Result<Option<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut newest = None;
    for entry in entries {
        let path = entry?.path();
        let is_one = path.extension().is_some_and(|found| found == extension);
        let number = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .filter(|stem| stem.len() == 20)
            .and_then(|stem| stem.parse::<u64>().ok());
        if let Some(number) = number.filter(|_| is_one) {
            newest = newest.max(Some((number, path)));
        }
    }
    Ok(newest.map(|(_, path)| path))
}

fn cut_torn_tail(segment: &Path) -> io::Result<()> {
    let file = OpenOptions::new().read(true).write(true).open(segment)?;
    let length = file.metadata()?.len();
    let whole = whole_length(&file)?;
    if whole < length {
        file.set_len(whole)?;
        file.sync_all()?;
        tracing::warn!(
            segment = %segment.display(),
            bytes = length - whole,
            "a crash left half a write at the end of the store's log of changes: cut off"
        );
    }
    Ok(())
}

/// Where the last whole record ends.
fn whole_length(mut segment: impl Read) -> io::Result<u64> {
    let mut block = vec![0; BLOCK];
    let mut before = 0;
    let mut whole = 0;
    let mut is_inside = false;
    loop {
        let filled = fill(&mut segment, &mut block)?;
        let mut rest = block.get(..filled).unwrap_or_default();
        // Less than a header at the end of a block is padding.
        while let Some((header, after)) = rest.split_first_chunk::<HEADER>() {
            let [a, b, c, d, high, low, kind] = *header;
            let length = usize::from(u16::from_be_bytes([high, low]));
            let Some((content, after)) = after.split_at_checked(length) else {
                return Ok(whole);
            };
            let mut checksum = crc32fast::Hasher::new();
            checksum.update(&[kind]);
            checksum.update(content);
            if checksum.finalize() != u32::from_be_bytes([a, b, c, d]) {
                return Ok(whole);
            }
            is_inside = match (kind, is_inside) {
                (FULL | COMPRESSION, false) | (LAST, true) => false,
                (FIRST, false) | (MIDDLE, true) => true,
                _ => return Ok(whole),
            };
            rest = after;
            if !is_inside {
                whole = before + (filled - rest.len()) as u64;
            }
        }
        if filled < BLOCK {
            return Ok(whole);
        }
        before += filled as u64;
    }
}

/// A file of large values whose header never reached the disk was never synced, so nothing
/// refers to it; but the database refuses to open with it. An empty one gets a new header.
fn empty_without_header(values: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(values)?;
    let mut header = [0; VALUE_HEADER];
    let filled = fill(&mut file, &mut header)?;
    let is_lost = filled < VALUE_HEADER || header.iter().all(|byte| *byte == 0);
    if filled > 0 && is_lost {
        file.set_len(0)?;
        file.sync_all()?;
        tracing::warn!(file = %values.display(), "a crash left a file of values without its header: emptied");
    }
    Ok(())
}

/// Reads until the buffer is full or the file ends; how much.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(free) = buffer.get_mut(filled..).filter(|free| !free.is_empty()) {
        match file.read(free) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::DateTime;

    use super::super::{SessionRow, Settings, Store};
    use super::*;
    use crate::permit::Key;
    use crate::session::Stage;

    /// The parts of one record that begins at `at` in its segment.
    fn record(at: usize, content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut rest = content;
        let mut is_first = true;
        loop {
            let room = BLOCK - (at + bytes.len()) % BLOCK;
            if room < HEADER {
                bytes.resize(bytes.len() + room, 0);
                continue;
            }
            let (part, after) = rest.split_at(rest.len().min(room - HEADER));
            let kind = match (is_first, after.is_empty()) {
                (true, true) => FULL,
                (true, false) => FIRST,
                (false, false) => MIDDLE,
                (false, true) => LAST,
            };
            let mut checksum = crc32fast::Hasher::new();
            checksum.update(&[kind]);
            checksum.update(part);
            bytes.extend(checksum.finalize().to_be_bytes());
            bytes.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
            bytes.push(kind);
            bytes.extend(part);
            (rest, is_first) = (after, false);
            if rest.is_empty() {
                return bytes;
            }
        }
    }

    #[test]
    fn a_segment_cut_anywhere_keeps_exactly_its_whole_records() {
        let mut segment = Vec::new();
        let mut ends = vec![0];
        // Small ones, one that leaves less than a header in its block, one over three blocks.
        for length in [1, 500, BLOCK - 2 * HEADER - 1 - 500 - HEADER - 3, 80_000, 20] {
            let bytes = record(segment.len(), &vec![7; length]);
            segment.extend(bytes);
            ends.push(segment.len());
        }
        assert_eq!(ends[3], BLOCK - 3, "the padding is looked at");
        let near = |cut: &usize| cut.is_multiple_of(89) || ends.iter().any(|end| end.abs_diff(*cut) < 9);
        for cut in (0..=segment.len()).filter(near) {
            let kept = whole_length(&segment[..cut]).unwrap();
            let whole = ends.iter().copied().filter(|end| *end <= cut).max().unwrap();
            assert_eq!(kept, whole as u64, "cut at {cut}");
        }
    }

    #[test]
    fn whatever_stands_in_the_place_of_a_record_ends_the_segment() {
        let first = record(0, &[1; 100]);
        let second = record(first.len(), &[2; 3000]);
        let whole = first.len() as u64;
        // Never written, but the file has grown; written in part with the rest after it.
        for range in [0..second.len(), 0..200, 200..400] {
            let mut torn = second.clone();
            torn[range].fill(0);
            let third = record(first.len() + second.len(), &[3; 50]);
            let segment = [&first[..], &torn, &third].concat();
            assert_eq!(whole_length(&segment[..]).unwrap(), whole);
        }
        // Half of a record over two blocks, and a new one behind it.
        let half = &record(0, &vec![4; 40_000])[..BLOCK];
        let segment = [half, &record(0, &[5; 10])].concat();
        assert_eq!(whole_length(&segment[..]).unwrap(), 0);
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("luotain-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    /// What a killed program leaves: all that it wrote, nothing closed.
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_dir() {
                copy(&entry.path(), &to.join(entry.file_name()));
            } else {
                fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
            }
        }
    }

    #[tokio::test]
    async fn a_lock_that_is_about_to_be_given_back_is_waited_for() {
        let place = folder("lock-waited-for");
        let settings = Settings::for_folder(&place);
        Store::open(&settings).await.unwrap().close().await;
        let held = OpenOptions::new().write(true).open(place.join("LOCK")).unwrap();
        held.try_lock().unwrap();
        let ending = thread::spawn(move || {
            thread::sleep(PAUSE * 5);
            held.unlock().unwrap();
        });
        Store::open(&settings).await.unwrap().close().await;
        ending.join().unwrap();
        fs::remove_dir_all(&place).unwrap();
    }

    fn session(digest: &str) -> SessionRow {
        SessionRow {
            digest: digest.to_owned(),
            username: Key::parse("kunta-kysely1").unwrap(),
            stage: Stage::SignedIn,
            began_at: DateTime::UNIX_EPOCH,
            last_seen: DateTime::UNIX_EPOCH,
            is_enrolling: false,
            confirmed_at: None,
            source: "127.0.0.1".to_owned(),
            browser: "test".to_owned(),
            key: None,
        }
    }

    async fn sessions(store: &Store) -> Vec<String> {
        let mut digests: Vec<_> = store
            .list_sessions()
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.digest)
            .collect();
        digests.sort();
        digests
    }

    /// A first crash tears a write, a second one follows: what was acknowledged between them
    /// must be there after the second.
    async fn acknowledged_between_two_crashes(name: &str, torn: &[u8]) -> Vec<String> {
        let base = folder(name);
        let (running, first, second) = (base.join("0"), base.join("1"), base.join("2"));
        let store = Store::open(&Settings::for_folder(&running)).await.unwrap();
        store.update_session(&session("before")).await.unwrap();
        copy(&running, &first);
        store.close().await;

        let segment = newest(&first.join("wal"), "wal").unwrap().unwrap();
        let mut file = OpenOptions::new().append(true).open(&segment).unwrap();
        io::Write::write_all(&mut file, torn).unwrap();
        let store = Store::open(&Settings::for_folder(&first)).await.unwrap();
        store.update_session(&session("between")).await.unwrap();
        copy(&first, &second);
        store.close().await;

        let store = Store::open(&Settings::for_folder(&second)).await.unwrap();
        let found = sessions(&store).await;
        store.close().await;
        fs::remove_dir_all(&base).unwrap();
        found
    }

    #[tokio::test]
    async fn a_commit_behind_a_torn_header_is_not_lost() {
        let found = acknowledged_between_two_crashes("torn-header", &[1, 2, 3]).await;
        assert_eq!(found, ["before", "between"]);
    }

    #[tokio::test]
    async fn a_commit_behind_a_torn_record_is_not_lost() {
        let half = &record(0, &[9; 2000])[..700];
        let found = acknowledged_between_two_crashes("torn-record", half).await;
        assert_eq!(found, ["before", "between"]);
    }

    #[tokio::test]
    async fn a_commit_behind_a_hole_is_not_lost() {
        let found = acknowledged_between_two_crashes("torn-hole", &[0; 1024]).await;
        assert_eq!(found, ["before", "between"]);
    }

    #[tokio::test]
    async fn a_file_of_values_without_its_header_does_not_stop_the_start() {
        for (name, content) in [("headless-zeros", &[0; 600][..]), ("headless-half", &[0x56; 7])] {
            let base = folder(name);
            let store = Store::open(&Settings::for_folder(&base)).await.unwrap();
            store.update_session(&session("kept")).await.unwrap();
            store.close().await;
            fs::create_dir_all(base.join("vlog")).unwrap();
            fs::write(base.join("vlog/00000000000000000009.vlog"), content).unwrap();
            let store = Store::open(&Settings::for_folder(&base)).await.unwrap();
            assert_eq!(sessions(&store).await, ["kept"]);
            store.close().await;
            fs::remove_dir_all(&base).unwrap();
        }
    }

    #[tokio::test]
    async fn a_store_in_use_is_left_alone() {
        let base = folder("in-use");
        let store = Store::open(&Settings::for_folder(&base)).await.unwrap();
        let segment = newest(&base.join("wal"), "wal").unwrap().unwrap();
        let mut file = OpenOptions::new().append(true).open(&segment).unwrap();
        io::Write::write_all(&mut file, &[1, 2, 3]).unwrap();
        let length = file.metadata().unwrap().len();
        mend(&base).unwrap();
        assert_eq!(file.metadata().unwrap().len(), length);
        store.close().await;
        fs::remove_dir_all(&base).unwrap();
    }
}
