//! `luotain backup`: take, check and restore backups. A running `serve` takes its own.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use luotain::log::LogName;
use luotain::service::log_writer::CopyFolder;
use luotain::service::{CheckpointCopy, Clock};
use luotain::store::backup::{BackupHead, BackupSize, verify_backup};
use luotain::store::{Settings, Store};

use crate::backups;
use crate::launch::{DataFolder, Fixed};
use crate::log_keys::KeyFiles;
use crate::system::SystemClock;

/// Backups of a data folder.
#[derive(Debug, clap::Subcommand)]
pub enum Backup {
    /// Take a backup of a folder that nobody serves now. `luotain serve` takes its own while it
    /// runs: see the setting `backup-folder`.
    Take {
        #[command(flatten)]
        data: super::Data,
        /// The folder for the backup; best on another disk.
        #[arg(long)]
        into: PathBuf,
    },
    /// Read a backup from end to end and say whether it is whole.
    Verify {
        /// The backup.
        file: PathBuf,
        /// Write the newest checkpoints in it into this new or empty folder: a place of checkpoint
        /// copies for when the entries after the backup are lost.
        #[arg(long)]
        checkpoints_into: Option<PathBuf>,
    },
    /// Make a data folder of a backup and of the kept signing keys.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The new data folder; it may not be there yet, or is empty.
        #[arg(long, env = "LUOTAIN_DATA")]
        data: PathBuf,
        /// The folder with the kept signing keys: what `keys` held in the old data folder.
        #[arg(long)]
        keys: PathBuf,
    },
}

impl Backup {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Take { data, into } => {
                let folder = DataFolder::open_made(&data.data)?;
                let fixed = folder.fixed()?.context("read what the folder was made for")?;
                let store = folder.open_store().await?;
                let taken = backups::take(&store, &fixed, &data.copies(), &into, SystemClock.now()).await;
                store.close().await;
                let (file, size) = taken?;
                println!("{}: {}", file.display(), words(size));
            }
            Self::Verify {
                file,
                checkpoints_into,
            } => {
                let (head, size) = read(&file)?;
                println!("{}: whole, {}", file.display(), words(size));
                tell(&head);
                if let Some(folder) = checkpoints_into {
                    write_checkpoints(&head, &folder).await?;
                }
            }
            Self::Restore { file, data, keys } => restore(&file, &data, &keys).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn read(file: &Path) -> anyhow::Result<(BackupHead, BackupSize)> {
    let input = File::open(file).with_context(|| format!("open {}", file.display()))?;
    Ok(verify_backup(BufReader::with_capacity(1 << 20, input))?)
}

fn words(size: BackupSize) -> String {
    format!("{} keys, {} bytes before compression", size.keys, size.bytes)
}

fn tell(head: &BackupHead) {
    println!("taken {} by luotain {}", head.time, head.program);
    for note in &head.checkpoints {
        let lines: Vec<&str> = note.lines().take(2).collect();
        if let [log, size] = lines.as_slice() {
            println!("log {log}: at least {size} entries");
        }
    }
}

/// The newest checkpoint of a log in a backup; none if it does not know of that log.
fn checkpoint(head: &BackupHead, log: LogName) -> Option<&str> {
    let is_of_log = |note: &&String| {
        let origin = note.lines().next().unwrap_or_default();
        origin.ends_with(&format!("/{}", log.code()))
    };
    head.checkpoints.iter().find(is_of_log).map(String::as_str)
}

/// Whether nothing is there, or a folder with nothing in it.
fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

/// Writes the checkpoints where `serve` looks for copies. Never over others: those may tell of entries
/// that this backup does not have.
async fn write_checkpoints(head: &BackupHead, folder: &Path) -> anyhow::Result<()> {
    if !is_empty(folder) {
        bail!(
            "{} is not empty: its copies may be newer than the backup; name a new folder",
            folder.display()
        );
    }
    for log in LogName::ALL {
        if let Some(note) = checkpoint(head, log) {
            CopyFolder::open(folder, log)?.write(note).await?;
        }
    }
    println!("{}: the checkpoints of this backup", folder.display());
    Ok(())
}

async fn restore(file: &Path, data: &Path, keys: &Path) -> anyhow::Result<()> {
    if !is_empty(data) {
        bail!("{} is not empty: restore into a new folder", data.display());
    }
    // First from end to end: a backup that is not whole leaves nothing behind.
    let (head, _) = read(file)?;
    head.check_schema()?;
    let mut kept = Vec::new();
    for log in LogName::ALL {
        let files = KeyFiles::new(keys, log);
        // A backup from before there was a change log: its key is made at the first start.
        if log == LogName::Changes && !files.exist() && checkpoint(&head, log).is_none() {
            continue;
        }
        let in_backup = head.handovers.get(log.code()).map_or("", String::as_str);
        kept.push((log, files.kept(in_backup)?));
    }
    let fixed: Fixed = serde_json::from_value(head.fixed.clone())
        .context("the backup does not say what its folder was made for")?;
    let folder = DataFolder::open(data)?;
    let store = folder.path().join("store");
    let input = BufReader::with_capacity(1 << 20, File::open(file)?);
    let restored = Store::restore_backup(&Settings::for_folder(&store), &store, input).await;
    if restored.is_err() {
        // Nobody has worked with it; what is left of it would only be in the way.
        let _ = std::fs::remove_dir_all(&store);
    }
    let (_, size) = restored?;
    for (log, kept) in &kept {
        folder.key_files(*log)?.restore(kept)?;
    }
    // Last: from here on the folder counts as made.
    folder.fix(&fixed)?;
    println!("{} is restored: {}", data.display(), words(size));
    tell(&head);
    println!(
        "\nStart `luotain serve` with the folder of checkpoint copies (--copies) that the old one had. It starts only if the logs \
         extend what was copied there. If it says that entries are missing, they were written after this backup: look for a newer one."
    );
    Ok(())
}
