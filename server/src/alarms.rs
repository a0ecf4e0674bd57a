//! Looking for alarms while the service runs: what the machine tells, the settings, and the task.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use luotain::alarms::{BackupReading, DiskPlace, DiskReading, Limits, MEGABYTE, MemoryReading};
use luotain::service::{AlarmSettings, Probes, Service};
use tokio::task::JoinHandle;

use crate::backups::Newest;
use crate::configuration::Resolved;
use crate::watch::machine;

/// How often it is looked when nothing happens.
const EVERY: Duration = Duration::from_secs(5);
/// The shortest time between two looks, however much happens.
const PAUSE: Duration = Duration::from_secs(1);

/// What the machine tells.
#[derive(Debug)]
pub struct Machine {
    /// The data folder.
    data: PathBuf,
    /// The folders that the service writes to.
    places: Vec<(DiskPlace, PathBuf)>,
    backups: Option<(Arc<Newest>, TimeDelta)>,
}

impl Machine {
    /// A machine on which these folders are written to.
    #[must_use]
    pub fn new(data: &Path, copies: &Path) -> Self {
        Self {
            data: data.to_owned(),
            places: vec![
                (DiskPlace::Data, data.to_owned()),
                (DiskPlace::Copies, copies.to_owned()),
            ],
            backups: None,
        }
    }

    /// The same, with backups that are taken every so often into a folder.
    #[must_use]
    pub fn with_backups(mut self, folder: &Path, every: Duration, newest: Arc<Newest>) -> Self {
        self.places.push((DiskPlace::Backups, folder.to_owned()));
        let every = TimeDelta::from_std(every).unwrap_or(TimeDelta::MAX);
        self.backups = Some((newest, every));
        self
    }
}

impl Probes for Machine {
    /// Each disk once, under the first of its folders. A folder that is not there is passed over:
    /// whoever needs it tells.
    fn disks(&self) -> Vec<DiskReading> {
        let mut known = Vec::new();
        let mut found = Vec::new();
        for (place, folder) in &self.places {
            let (Some(device), Some(disk)) = (device(folder), machine::disk(folder)) else {
                continue;
            };
            if known.contains(&device) {
                continue;
            }
            known.push(device);
            found.push(DiskReading {
                place: *place,
                free: disk.free,
                size: disk.size,
            });
        }
        found
    }

    fn memory(&self) -> Option<MemoryReading> {
        Some(MemoryReading {
            limit: machine::memory_limit()?,
            largest_table: machine::largest_file(&tables(&self.data))?,
        })
    }

    fn backups(&self) -> Option<BackupReading> {
        let (newest, every) = self.backups.as_ref()?;
        Some(BackupReading {
            every: *every,
            newest: newest.taken(),
            failing_since: newest.failing_since(),
        })
    }
}

/// Where the store of a data folder has its tables.
fn tables(data: &Path) -> PathBuf {
    data.join("store").join("sstables")
}

/// The disk on which a folder lies.
#[cfg(unix)]
fn device(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(std::fs::metadata(folder).ok()?.dev())
}

#[cfg(not(unix))]
fn device(folder: &Path) -> Option<u64> {
    std::fs::metadata(folder).ok().map(|_| 0)
}

/// What the settings say of alarms.
///
/// # Errors
/// If a setting cannot be used.
pub fn settings_of(settings: &Resolved) -> anyhow::Result<AlarmSettings> {
    let number = |name| -> anyhow::Result<i64> { Ok(settings.require(name)?.parse()?) };
    let bytes = |name| -> anyhow::Result<u64> {
        Ok(settings.require(name)?.parse::<u64>()?.saturating_mul(MEGABYTE))
    };
    let overdue = settings
        .get("backup-overdue-hours")?
        .map(str::parse::<i64>)
        .transpose()?;
    Ok(AlarmSettings {
        limits: Limits {
            disk_alarm: bytes("disk-alarm-mb")?,
            disk_close: bytes("disk-close-mb")?,
            backup_overdue: overdue.map(TimeDelta::hours),
            mail_stuck: TimeDelta::minutes(number("mail-stuck-minutes")?),
            clock_tolerance: TimeDelta::seconds(number("clock-tolerance-seconds")?),
        },
        addresses: settings
            .get("alarm-mail")?
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|address| !address.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

/// Looks now and then, and whenever something happens, until it is aborted.
#[must_use]
pub fn start(service: Arc<Service>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            service.look_for_alarms().await;
            tokio::time::sleep(PAUSE).await;
            // Whether something has happened or the time is up: it is looked again.
            let _ = tokio::time::timeout(EVERY.saturating_sub(PAUSE), service.alarm_event()).await;
        }
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_memory_and_the_largest_table_are_told() {
        let folder = std::env::temp_dir().join(format!("luotain-tables-{}", std::process::id()));
        let memory = || Machine::new(&folder, &folder).memory();
        assert!(memory().is_some_and(|memory| memory.largest_table == 0 && memory.limit > 0));
        std::fs::create_dir_all(tables(&folder)).unwrap();
        for (name, size) in [("1.sst", 10), ("2.sst", 300), ("3.sst", 20)] {
            std::fs::write(tables(&folder).join(name), vec![0; size]).unwrap();
        }
        assert!(memory().is_some_and(|memory| memory.largest_table == 300));
        let _ = std::fs::remove_dir_all(&folder);
        // What cannot be read is not told as nothing.
        std::fs::create_dir_all(folder.join("store")).unwrap();
        std::fs::write(tables(&folder), "").unwrap();
        assert_eq!(memory(), None);
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[test]
    fn a_disk_is_told_once_and_a_folder_that_is_not_there_not_at_all() {
        let folder = std::env::temp_dir();
        let machine = Machine::new(&folder, &folder).with_backups(
            Path::new("/no/such/folder"),
            Duration::from_secs(3600),
            Arc::default(),
        );
        let disks = machine.disks();
        assert_eq!(disks.len(), 1);
        assert!(
            disks
                .iter()
                .all(|disk| disk.place == DiskPlace::Data && disk.free <= disk.size)
        );
        let backups = machine.backups();
        assert!(backups.is_some_and(|backups| backups.every == TimeDelta::hours(1)
            && backups.newest.is_none()
            && backups.failing_since.is_none()));
    }
}
