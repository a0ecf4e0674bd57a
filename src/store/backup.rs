//! The whole store as one file, taken while it is in use, and a store made of such a file.
//!
//! A backup is what one read transaction sees: registers, logs, directory, sessions, all of the
//! same moment. Keys and values travel as the engine has them, so nothing is worded anew, and a
//! restored store is opened, checked and migrated like any other. Signing keys are not in the
//! store and so never in a backup.
//!
//! docs/operating.md says how it is used; [`format`] how the file is laid out.

mod format;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use surrealdb_core::kvs::Datastore;
use surrealdb_core::kvs::copy::{KeyRole, KeyspaceVersion, key_role, keyspace};
use surrealdb_datastore::{Key, Transaction, TransactionType};
use surrealdb_kvs::key::RawRange;

use self::format::{Pair, Reader, Writer};
pub use super::migrations::SchemaVersions;
use super::{Db, Settings, Store};

/// How many keys one step of reading takes.
const PAGE: u32 = 1000;
/// How many bytes one transaction of a restored store takes: well below a memory table.
const LARGEST_WRITE: usize = 4 << 20;

/// Why a backup cannot be taken, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file or folder failed.
    #[error("the backup's file: {0}")]
    File(#[from] std::io::Error),
    /// The engine failed.
    #[error("the store: {0}")]
    Store(String),
    /// It is no backup, or is not whole.
    #[error("the backup is damaged: {0}")]
    Damaged(&'static str),
    /// A newer program wrote it.
    #[error("the backup has format {0}, this program knows 1: use the program that wrote it")]
    NewerFormat(u32),
    /// A newer program wrote the store that is in it.
    #[error(
        "the backup holds a store of a newer version ({database} {found}, this program knows up to {known}): use the program that took it"
    )]
    NewerSchema {
        /// Which database.
        database: &'static str,
        /// The version in the backup.
        found: u64,
        /// The newest that this program knows.
        known: u64,
    },
    /// The engine could not start from it.
    #[error("the backup was written by another version of the store: {0}")]
    OtherEngine(String),
    /// There is a store where one is to be made.
    #[error("there is something in the folder already: restore into an empty one")]
    NotEmpty,
}

/// What stands at the front of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHead {
    /// When it was taken, RFC 3339.
    pub time: String,
    /// The version of the program that took it.
    pub program: String,
    /// What the folder was made for: relying party and log origin, as in `luotain.json`.
    pub fixed: serde_json::Value,
    /// The newest copied checkpoint of each log when the backup began, as signed notes: what is
    /// in the backup extends them.
    pub checkpoints: Vec<String>,
    /// The records of how the logs' keys passed on, by log; none for a log that has its first key.
    #[serde(default)]
    pub handovers: BTreeMap<String, String>,
    /// The versions of the store's databases. A backup of before they were told has none, and is
    /// older than this program.
    #[serde(default)]
    pub schema: SchemaVersions,
}

impl BackupHead {
    /// Refuses a backup of a store that this program does not know.
    ///
    /// # Errors
    /// [`BackupError::NewerSchema`].
    pub fn check_schema(&self) -> Result<(), BackupError> {
        let known = SchemaVersions::KNOWN;
        for (database, found, known) in [
            ("directory", self.schema.directory, known.directory),
            ("register", self.schema.register, known.register),
        ] {
            if found > known {
                return Err(BackupError::NewerSchema {
                    database,
                    found,
                    known,
                });
            }
        }
        Ok(())
    }
}

/// What a backup holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSize {
    /// How many keys.
    pub keys: u64,
    /// How many bytes keys and values have, not compressed.
    pub bytes: u64,
}

impl Store<Db> {
    /// Writes a backup of this moment; the store goes on being used meanwhile.
    ///
    /// # Errors
    /// [`BackupError`]; the file is then of no use.
    pub async fn write_backup(
        &self,
        head: &BackupHead,
        out: impl Write + Send,
    ) -> Result<BackupSize, BackupError> {
        let Some(datastore) = &self.datastore else {
            return Err(BackupError::Store(
                "only an embedded store has backups".to_owned(),
            ));
        };
        let transaction = datastore
            .transaction(TransactionType::Read)
            .await
            .map_err(|error| engine(&error))?;
        let written = write_all(&transaction, head, out).await;
        transaction.cancel().await.map_err(|error| engine(&error))?;
        written
    }

    /// Makes a store of a backup. The folder is whole only once this returns: it is then to be
    /// opened like any other.
    ///
    /// # Errors
    /// [`BackupError`]. Nothing counts as restored then.
    pub async fn restore_backup(
        settings: &Settings,
        folder: &Path,
        input: impl Read + Send,
    ) -> Result<(BackupHead, BackupSize), BackupError> {
        if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(BackupError::NotEmpty);
        }
        let mut reader = Reader::start(input)?;
        reader.head().check_schema()?;
        reader
            .engine()
            .check()
            .map_err(|error| BackupError::OtherEngine(error.to_string()))?;
        super::durable::make_folder(folder)?;
        let datastore = super::open::build(settings)
            .await
            .map_err(|error| engine(&error))?;
        let written = read_all(&datastore, &mut reader).await;
        datastore.shutdown().await.map_err(|error| engine(&error))?;
        Ok((reader.head().clone(), written?))
    }
}

/// Reads a backup from end to end: whether it is whole and as it was written.
///
/// # Errors
/// [`BackupError::Damaged`] and what else stands against it.
pub fn verify_backup(input: impl Read) -> Result<(BackupHead, BackupSize), BackupError> {
    let mut reader = Reader::start(input)?;
    while reader.next()?.is_some() {}
    let size = reader.finish()?;
    Ok((reader.head().clone(), size))
}

async fn write_all(
    transaction: &Transaction,
    head: &BackupHead,
    out: impl Write + Send,
) -> Result<BackupSize, BackupError> {
    let version = KeyspaceVersion::read(transaction)
        .await
        .map_err(|error| engine(&error))?;
    let mut writer = Writer::start(out, head, &version)?;
    let mut range = keyspace();
    loop {
        let page = transaction
            .scan_raw(range, PAGE, 0, None)
            .await
            .map_err(|error| engine(&error))?;
        let Some((last, _)) = page.last() else { break };
        range = RawRange::every_key_after(&Key::from(last.clone()));
        for (key, value) in &page {
            if key_role(key) != KeyRole::Skipped {
                writer.add(key, value)?;
            }
        }
        // A long backup leaves the others their turn.
        tokio::task::yield_now().await;
    }
    writer.finish()
}

async fn read_all<R: Read>(
    datastore: &Arc<Datastore>,
    reader: &mut Reader<R>,
) -> Result<BackupSize, BackupError> {
    // The version comes last: a store without it does not open, so one that was restored
    // half-way is never taken for a whole one.
    let mut version = None;
    let mut waiting = Vec::new();
    let mut bytes = 0;
    while let Some((key, value)) = reader.next()? {
        match key_role(&key) {
            KeyRole::Skipped => continue,
            KeyRole::Version => {
                version = Some((key, value));
                continue;
            }
            KeyRole::Data => {}
        }
        bytes += key.len() + value.len();
        waiting.push((key, value));
        if bytes >= LARGEST_WRITE {
            write(datastore, std::mem::take(&mut waiting)).await?;
            bytes = 0;
        }
    }
    let size = reader.finish()?;
    write(datastore, waiting).await?;
    let Some(version) = version else {
        return Err(BackupError::Damaged("it names no version of the store"));
    };
    write(datastore, vec![version]).await?;
    Ok(size)
}

async fn write(datastore: &Arc<Datastore>, pairs: Vec<Pair>) -> Result<(), BackupError> {
    if pairs.is_empty() {
        return Ok(());
    }
    let transaction = datastore
        .transaction(TransactionType::Write)
        .await
        .map_err(|error| engine(&error))?;
    for (key, value) in pairs {
        if let Err(error) = transaction.set(Key::from(key), value).await {
            let _ = transaction.cancel().await;
            return Err(engine(&error));
        }
    }
    transaction.commit().await.map_err(|error| engine(&error))
}

/// The engine's words may hold a key, which may be an identity code: only the kind is kept.
fn engine(error: &impl std::fmt::Debug) -> BackupError {
    let words = format!("{error:?}");
    let kind: String = words
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':'))
        .collect();
    BackupError::Store(kind)
}

#[cfg(test)]
mod tests;
