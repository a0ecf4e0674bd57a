//! Taking backups and keeping the newest ones.
//!
//! A backup is written beside its final name and takes it only when it is whole, synced, and
//! read again from end to end; so a file with that name is never half a backup.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use luotain::log::LogName;
use luotain::service::Clock;
use luotain::store::backup::{BackupHead, BackupSize, SchemaVersions, verify_backup};
use luotain::store::{Store, durable};

use crate::launch::Fixed;
use crate::log_keys::KeyFiles;
use crate::system::SystemClock;

/// How a backup's name begins and ends.
const FRONT: &str = "luotain-";
const END: &str = ".backup";

/// When and where a running service takes its backups.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The folder for the backups.
    pub folder: PathBuf,
    /// The time from one to the next.
    pub every: Duration,
    /// How many are kept.
    pub keep: usize,
}

/// How backups stand, for those who watch; seconds since 1970, 0 = never.
#[derive(Debug, Default)]
pub struct Newest {
    taken: AtomicI64,
    failing: AtomicI64,
}

impl Newest {
    /// When the newest was taken, in seconds since 1970; 0 = never.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// When the newest was taken and read again.
    #[must_use]
    pub fn taken(&self) -> Option<DateTime<Utc>> {
        moment(self.seconds())
    }

    /// Since when every attempt has failed; none if the last one did not.
    #[must_use]
    pub fn failing_since(&self) -> Option<DateTime<Utc>> {
        moment(self.failing.load(Ordering::Relaxed))
    }

    fn note_taken(&self, at: DateTime<Utc>) {
        self.taken.store(at.timestamp(), Ordering::Relaxed);
    }

    /// An attempt has gone well, or has failed.
    fn note_attempt(&self, failed_at: Option<DateTime<Utc>>) {
        let Some(at) = failed_at else {
            self.failing.store(0, Ordering::Relaxed);
            return;
        };
        // The first of several counts.
        let _ = self
            .failing
            .compare_exchange(0, at.timestamp(), Ordering::Relaxed, Ordering::Relaxed);
    }
}

fn moment(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 0)
}

/// Takes a backup into a folder and reads it again.
///
/// # Errors
/// If it cannot be written, or what was written is not whole.
pub async fn take(
    store: &Store,
    fixed: &Fixed,
    copies: &Path,
    into: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<(PathBuf, BackupSize)> {
    durable::make_folder(into).with_context(|| format!("make the folder {}", into.display()))?;
    let name = format!("{FRONT}{}{END}", now.format("%Y%m%dT%H%M%SZ"));
    let path = into.join(&name);
    let unfinished = into.join(format!("{name}.unfinished"));
    let head = BackupHead {
        time: now.to_rfc3339_opts(SecondsFormat::Secs, true),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        fixed: serde_json::to_value(fixed)?,
        checkpoints: checkpoints(copies),
        handovers: handovers(copies),
        schema: SchemaVersions::KNOWN,
    };
    let written = write(store, &head, &unfinished).await;
    let size = match written {
        Ok(size) => size,
        Err(error) => {
            // Half a backup is of no use and takes the disk's room.
            let _ = std::fs::remove_file(&unfinished);
            return Err(error);
        }
    };
    std::fs::rename(&unfinished, &path)?;
    durable::sync_folder(into)?;
    Ok((path, size))
}

async fn write(store: &Store, head: &BackupHead, path: &Path) -> anyhow::Result<BackupSize> {
    let _ = std::fs::remove_file(path);
    let file = owners_file(path).with_context(|| format!("write {}", path.display()))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    store.write_backup(head, &mut out).await?;
    out.flush()?;
    out.get_ref().sync_all()?;
    let path = path.to_owned();
    let read = tokio::task::spawn_blocking(move || -> anyhow::Result<BackupSize> {
        let input = BufReader::with_capacity(1 << 20, File::open(path)?);
        Ok(verify_backup(input).context("read the backup again")?.1)
    });
    read.await?
}

/// A file that only its owner may read: a backup holds all that the registers hold.
fn owners_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// The newest copied checkpoint of each log that has one.
fn checkpoints(copies: &Path) -> Vec<String> {
    LogName::ALL
        .into_iter()
        .filter_map(|log| std::fs::read_to_string(copies.join(format!("{}.checkpoint", log.code()))).ok())
        .collect()
}

/// The records of the logs' keys, as the second place has them: a start puts them there.
fn handovers(copies: &Path) -> BTreeMap<String, String> {
    LogName::ALL
        .into_iter()
        .filter_map(|log| {
            let records = std::fs::read_to_string(KeyFiles::new(copies, log).records()).ok()?;
            (!records.is_empty()).then(|| (log.code().to_owned(), records))
        })
        .collect()
}

/// The backups in a folder, oldest first.
fn list(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_ours = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(FRONT) && name.ends_with(END));
        if is_ours {
            found.push(path);
        }
    }
    // The time is in the name, so names sort by it.
    found.sort();
    Ok(found)
}

/// Removes all but the newest backups.
fn rotate(folder: &Path, keep: usize) -> std::io::Result<()> {
    let all = list(folder)?;
    let old = all.len().saturating_sub(keep.max(1));
    for path in all.into_iter().take(old) {
        std::fs::remove_file(path)?;
    }
    Ok(())
}

/// When the newest backup in a folder was taken, by its name.
#[must_use]
pub fn newest(folder: &Path) -> Option<DateTime<Utc>> {
    let path = list(folder).ok()?.pop()?;
    let name = path.file_name()?.to_str()?;
    let time = name.strip_prefix(FRONT)?.strip_suffix(END)?;
    let time = chrono::NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%SZ").ok()?;
    Some(time.and_utc())
}

/// Takes a backup whenever one is due, until it is dropped. The first is due at once if the
/// folder has none of the last while.
pub async fn keep_taking(
    store: Arc<Store>,
    fixed: Fixed,
    copies: PathBuf,
    schedule: Schedule,
    told: Arc<Newest>,
) {
    let mut last = newest(&schedule.folder);
    loop {
        if let Some(last) = last {
            told.note_taken(last);
        }
        let now = SystemClock.now();
        let wait = last
            .and_then(|last| (now - last).to_std().ok())
            .map_or(Duration::ZERO, |past| schedule.every.saturating_sub(past));
        tokio::time::sleep(wait).await;
        let now = SystemClock.now();
        let taken = take(&store, &fixed, &copies, &schedule.folder, now).await;
        match taken {
            Ok((file, size)) => {
                tracing::info!(file = %file.display(), keys = size.keys, "a backup was taken");
                last = Some(now);
                told.note_attempt(None);
                if let Err(error) = rotate(&schedule.folder, schedule.keep) {
                    tracing::error!(%error, "old backups could not be removed");
                }
            }
            Err(error) => {
                told.note_attempt(Some(now));
                tracing::error!(
                    error = format!("{error:#}"),
                    "no backup could be taken; tried again in ten minutes"
                );
                tokio::time::sleep(Duration::from_secs(600)).await;
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_newest_backups_are_kept_and_strange_files_are_left_alone() {
        let folder = std::env::temp_dir().join(format!("luotain-rotate-{}", std::process::id()));
        durable::make_folder(&folder).unwrap();
        for name in [
            "luotain-20261101T000000Z.backup",
            "luotain-20261103T000000Z.backup",
            "luotain-20261102T000000Z.backup",
            "luotain-20261104T000000Z.backup.unfinished",
            "notes.txt",
        ] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        rotate(&folder, 2).unwrap();
        let mut left: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                "luotain-20261102T000000Z.backup",
                "luotain-20261103T000000Z.backup",
                "luotain-20261104T000000Z.backup.unfinished",
                "notes.txt"
            ]
        );
        assert_eq!(
            newest(&folder).map(|time| time.to_rfc3339()),
            Some("2026-11-03T00:00:00+00:00".to_owned())
        );
        std::fs::remove_dir_all(folder).unwrap();
    }
}
