//! The second place of the log's checkpoints as a folder (D7).

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::log_writer::CheckpointCopy;
use crate::log::{LogName, SignedNote};
use crate::store::durable;

/// Every so manieth checkpoint is also kept synced.
const SYNC_EVERY: u32 = 256;

/// A folder for checkpoints: the newest is replaced in one step, and an older one beside it
/// is sure to outlive a power cut.
///
/// The newest is not synced, for that would cost each batch two more waits for the disk. A
/// power cut may leave an older one in its place, which is as good, since the log must extend
/// that one too; or an empty or torn file, and then the older one counts.
#[derive(Clone, Debug)]
pub struct CopyFolder {
    newest: PathBuf,
    next: PathBuf,
    synced: PathBuf,
    written: Arc<AtomicU32>,
}

impl CopyFolder {
    /// A folder in which a log's newest checkpoint is kept as `<log>.checkpoint`, and an older one
    /// as `<log>.checkpoint.synced`.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn open(folder: &Path, log: impl Into<LogName>) -> Result<Self, Error> {
        durable::make_folder(folder)?;
        let name = format!("{}.checkpoint", log.into().code());
        Ok(Self {
            newest: folder.join(&name),
            next: folder.join(format!("{name}.next")),
            synced: folder.join(format!("{name}.synced")),
            written: Arc::default(),
        })
    }
}

impl CheckpointCopy for CopyFolder {
    // Plain calls: a few hundred bytes into the page cache take less than a hop to another
    // thread.
    async fn write(&self, note: &str) -> Result<(), Error> {
        // The first one of each run is synced, so that an older one is there from the very
        // first entry on; and before the newest is touched.
        if self
            .written
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(SYNC_EVERY)
        {
            durable::replace(&self.synced, note.as_bytes(), 0o644)?;
        }
        std::fs::write(&self.next, note)?;
        std::fs::rename(&self.next, &self.newest)
    }

    async fn read(&self) -> Result<Option<String>, Error> {
        let newest = read(&self.newest)?;
        if let Kept::Whole(note) = newest {
            return Ok(Some(note));
        }
        match (newest, read(&self.synced)?) {
            (_, Kept::Whole(note)) => {
                tracing::warn!(
                    file = %self.newest.display(),
                    "the newest copied checkpoint did not outlive a crash: an older one counts"
                );
                Ok(Some(note))
            }
            (Kept::Missing, Kept::Missing) => Ok(None),
            _ => Err(Error::new(
                ErrorKind::InvalidData,
                format!("no checkpoint in {} reads", self.newest.display()),
            )),
        }
    }
}

/// What is under a name.
enum Kept {
    Missing,
    /// Not what was ever written there: cut, or never more than a name.
    Torn,
    /// A whole note. Whose it is, is not known yet.
    Whole(String),
}

fn read(file: &Path) -> Result<Kept, Error> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(String::from_utf8(bytes)
            .ok()
            .filter(|note| SignedNote::parse(note).is_ok())
            .map_or(Kept::Torn, Kept::Whole)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Kept::Missing),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::fs;

    use super::*;
    use crate::environment::Environment;
    use crate::log::{Checkpoint, Frontier, Hash, NoteSigner};

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("luotain-copy-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }

        fn copies(&self) -> CopyFolder {
            CopyFolder::open(&self.0, Environment::Training).unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// The signed checkpoint of a log of so many entries.
    fn note(size: u64) -> String {
        let signer = NoteSigner::from_seed("localhost/log/training", [4; 32]).unwrap();
        let mut frontier = Frontier::new();
        for _ in 0..size {
            frontier.append(Hash::from_bytes([5; 32]));
        }
        let checkpoint = Checkpoint::new(signer.verifier().name(), size, frontier.root());
        checkpoint.unwrap().sign(&signer).unwrap()
    }

    #[tokio::test]
    async fn the_newest_checkpoint_is_read_back_also_by_the_next_run() {
        let folder = Folder::new("newest");
        assert_eq!(folder.copies().read().await.unwrap(), None);
        let copies = folder.copies();
        for size in [0, 3, 4] {
            copies.write(&note(size)).await.unwrap();
        }
        assert_eq!(copies.read().await.unwrap(), Some(note(4)));
        assert_eq!(folder.copies().read().await.unwrap(), Some(note(4)));
    }

    #[tokio::test]
    async fn an_empty_torn_or_missing_newest_copy_gives_way_to_the_older_synced_one() {
        let folder = Folder::new("torn");
        let copies = folder.copies();
        copies.write(&note(7)).await.unwrap();
        copies.write(&note(9)).await.unwrap();
        let newest = folder.0.join("training.checkpoint");
        let cut = &note(9)[..note(9).len() - 20];
        for content in ["", cut, "\0\0\0\0\0\0\0\0"] {
            fs::write(&newest, content).unwrap();
            assert_eq!(copies.read().await.unwrap(), Some(note(7)), "{content:?}");
        }
        fs::remove_file(&newest).unwrap();
        assert_eq!(copies.read().await.unwrap(), Some(note(7)));
    }

    #[tokio::test]
    async fn a_torn_newest_copy_without_an_older_one_is_no_missing_copy() {
        let folder = Folder::new("only-torn");
        let copies = folder.copies();
        fs::write(folder.0.join("training.checkpoint"), "half").unwrap();
        let refused = copies.read().await;
        assert_eq!(refused.map_err(|error| error.kind()), Err(ErrorKind::InvalidData));
    }

    #[tokio::test]
    async fn a_whole_copy_by_another_key_is_handed_on_to_be_refused() {
        let folder = Folder::new("foreign");
        let copies = folder.copies();
        copies.write(&note(2)).await.unwrap();
        let stranger = NoteSigner::from_seed("localhost/log/training", [8; 32]).unwrap();
        let forged = stranger.sign("localhost/log/training\n0\n\n").unwrap();
        fs::write(folder.0.join("training.checkpoint"), &forged).unwrap();
        assert_eq!(copies.read().await.unwrap(), Some(forged));
    }

    #[tokio::test]
    async fn the_synced_copy_follows_at_a_bounded_distance() {
        let folder = Folder::new("follows");
        let copies = folder.copies();
        for size in 0..=u64::from(SYNC_EVERY) {
            copies.write(&note(size)).await.unwrap();
        }
        fs::remove_file(folder.0.join("training.checkpoint")).unwrap();
        assert_eq!(copies.read().await.unwrap(), Some(note(u64::from(SYNC_EVERY))));
    }
}
