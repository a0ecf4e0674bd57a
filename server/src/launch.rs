//! Opening what a running service needs: folder, lock, log keys, store, writers.
//!
//! The data folder:
//! ```text
//! store/        the database
//! keys/         the signing keys of the logs, readable by the owner only (`log_keys`)
//! checkpoints/  the second place of the checkpoints; put it on another disk with --copies
//! luotain.json  what was fixed when the folder was made: relying party, log origin
//! real-persons  there if the production register may take real persons' identity codes
//! luotain.lock  held while a program uses the folder
//! luotain.socket  where a running service takes updates of the register
//! ```

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use luotain::environment::Environment;
use luotain::log::{LogKeys, LogName, NoteSigner};
use luotain::service::log_writer::CopyFolder;
use luotain::service::{
    AttestationRoots, ChangeWriter, Entropy, LogWriter, Service, ServiceParts, ServiceSettings,
};
use luotain::store::{Settings, Store, StoreShelf, durable};
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

use crate::log_keys::{KeyChange, KeyFiles};
use crate::secret_file::Passphrase;
use crate::system::{SystemClock, SystemEntropy};

/// What is fixed when a data folder is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fixed {
    /// The host to which every key is bound.
    pub relying_party: String,
    /// The log's origin without its environment, such as `luotain.example/log`.
    pub log_origin: String,
}

impl Fixed {
    /// A log's origin, which is the name of its keys.
    #[must_use]
    pub fn origin_of(&self, log: impl Into<LogName>) -> String {
        format!("{}/{}", self.log_origin, log.into().code())
    }
}

/// A data folder, held by this program alone.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    passphrase: Option<Passphrase>,
    _lock: HeldLock,
}

/// A held lock, given back when dropped: closing the file alone would not do while a program that
/// was started in this very moment still has its copy of the open file.
#[derive(Debug)]
struct HeldLock(File);

impl HeldLock {
    /// Takes the lock of an open file; none if another program holds it.
    fn try_take(file: File) -> io::Result<Option<Self>> {
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        // What cannot be given back ends with the program at the latest.
        let _ = self.0.unlock();
    }
}

impl DataFolder {
    /// Opens a folder, making it if it is not there.
    ///
    /// # Errors
    /// If it cannot be made or another program holds it.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        Self::try_open(path)?.with_context(|| {
            format!(
                "the folder {} is in use by another luotain: stop it first, or give another --data",
                path.display()
            )
        })
    }

    /// The same; none if another program holds it.
    ///
    /// # Errors
    /// If it cannot be made, or its lock not be asked for.
    pub fn try_open(path: &Path) -> anyhow::Result<Option<Self>> {
        durable::make_folder(path).with_context(|| format!("make the folder {}", path.display()))?;
        restrict(path, 0o700)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("luotain.lock"))
            .context("open the folder's lock")?;
        let lock = HeldLock::try_take(lock).context("take the folder's lock")?;
        Ok(lock.map(|lock| Self {
            path: path.to_owned(),
            passphrase: None,
            _lock: lock,
        }))
    }

    /// The folder with the passphrase of its signing keys, if they have one.
    #[must_use]
    pub fn with_passphrase(self, passphrase: Option<Passphrase>) -> Self {
        Self { passphrase, ..self }
    }

    /// The passphrase of its signing keys.
    #[must_use]
    pub const fn passphrase(&self) -> Option<&Passphrase> {
        self.passphrase.as_ref()
    }

    /// Opens a folder that `luotain init` made.
    ///
    /// # Errors
    /// If it was not made, or another program holds it.
    pub fn open_made(path: &Path) -> anyhow::Result<Self> {
        if !path.join("luotain.json").is_file() {
            bail!(
                "{} was not made by luotain: make it with `luotain init`, or correct --data",
                path.display()
            );
        }
        Self::open(path)
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was fixed when the folder was made; `wanted` is kept on the first call and held
    /// against what is there on later ones.
    ///
    /// # Errors
    /// If they differ: a changed relying party would make every key useless.
    pub fn fix(&self, wanted: &Fixed) -> anyhow::Result<()> {
        let file = self.path.join("luotain.json");
        if file.exists() {
            let found: Fixed = serde_json::from_slice(&std::fs::read(&file)?).context("read luotain.json")?;
            if found != *wanted {
                bail!(
                    "this folder was made for {} with log {}, not for {} with log {}: every linked key would stop working",
                    found.relying_party,
                    found.log_origin,
                    wanted.relying_party,
                    wanted.log_origin
                );
            }
            return Ok(());
        }
        durable::replace(&file, &serde_json::to_vec_pretty(wanted)?, 0o600).context("write luotain.json")
    }

    /// The fixed values, if the folder was ever served.
    ///
    /// # Errors
    /// If the file does not read.
    pub fn fixed(&self) -> anyhow::Result<Option<Fixed>> {
        let file = self.path.join("luotain.json");
        if !file.exists() {
            return Ok(None);
        }
        Ok(Some(
            serde_json::from_slice(&std::fs::read(&file)?).context("read luotain.json")?,
        ))
    }

    /// Opens the store.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open_store(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&Settings::for_folder(self.path.join("store"))).await?)
    }

    /// Opens the store for loading a whole register, with a table of recent writes of so many bytes.
    ///
    /// # Errors
    /// What the store says.
    pub async fn open_store_for_load(&self, memtable: u64) -> anyhow::Result<Store> {
        Ok(Store::open(&Settings::for_load(self.path.join("store"), memtable)).await?)
    }

    /// Whether the production register may take real persons' identity codes. Nothing else may, ever.
    #[must_use]
    pub fn allows_real_persons(&self) -> bool {
        allows_real_persons(&self.path)
    }

    /// Lets the production register take real persons' identity codes from now on.
    ///
    /// # Errors
    /// If the folder is a demonstration's, whose passwords are printed, or cannot be written to.
    pub fn allow_real_persons(&self) -> anyhow::Result<()> {
        if self.path.join("demo-users.json").exists() {
            bail!(
                "the folder {} is a demonstration's: no real person belongs there",
                self.path.display()
            );
        }
        std::fs::write(self.path.join("real-persons"), "").context("write into the data folder")
    }

    /// The files of a log's keys, in a folder that only its owner may enter.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn key_files(&self, log: impl Into<LogName>) -> anyhow::Result<KeyFiles> {
        let folder = self.path.join("keys");
        durable::make_folder(&folder)?;
        restrict(&folder, 0o700)?;
        Ok(KeyFiles::new(&folder, log))
    }

    /// The keys of a log, the first of them made on first use.
    ///
    /// # Errors
    /// If they cannot be read or made, or do not fit together.
    pub fn log_keys(
        &self,
        fixed: &Fixed,
        log: impl Into<LogName>,
        entropy: &dyn Entropy,
    ) -> anyhow::Result<LogKeys> {
        let log = log.into();
        let files = self.key_files(log)?;
        files.open_or_make(&fixed.origin_of(log), self.passphrase.as_ref(), entropy)
    }

    /// The key with which a log signs.
    ///
    /// # Errors
    /// As [`Self::log_keys`].
    pub fn signer(
        &self,
        fixed: &Fixed,
        log: impl Into<LogName>,
        entropy: &dyn Entropy,
    ) -> anyhow::Result<NoteSigner> {
        Ok(self.log_keys(fixed, log, entropy)?.signer().clone())
    }

    /// What changes the key of a log.
    ///
    /// # Errors
    /// As [`Self::key_files`].
    pub fn key_change<'a>(
        &'a self,
        fixed: &Fixed,
        log: LogName,
        store: &'a Arc<Store>,
        copies: &'a Path,
    ) -> anyhow::Result<KeyChange<'a>> {
        Ok(KeyChange {
            files: self.key_files(log)?,
            name: fixed.origin_of(log),
            store,
            copies,
            passphrase: self.passphrase.as_ref(),
        })
    }

    /// The keys of a log as a writer needs them: a change of keys that was interrupted is finished,
    /// and the second place knows the same records.
    async fn ready_keys(
        &self,
        fixed: &Fixed,
        log: LogName,
        store: &Arc<Store>,
        copies: &Path,
        entropy: &dyn Entropy,
    ) -> anyhow::Result<LogKeys> {
        self.key_change(fixed, log, store, copies)?.finish().await?;
        let keys = self.log_keys(fixed, log, entropy)?;
        let files = self.key_files(log)?;
        files.agree_with(copies, keys.chain().current())?;
        // What the second place knew is here now.
        let is_changed = files.records_text()? != keys.chain().to_text();
        let keys = if is_changed {
            self.log_keys(fixed, log, entropy)?
        } else {
            keys
        };
        Ok(keys)
    }
}

/// Whether the production register of a data folder may take real persons' identity codes.
#[must_use]
pub fn allows_real_persons(folder: &Path) -> bool {
    folder.join("real-persons").exists()
}

/// Lets only the owner in.
#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}

/// A running service with what must be ended in order.
#[derive(Debug)]
pub struct Running {
    /// The service.
    pub service: Arc<Service>,
    /// The store, for what the command line does beside serving.
    pub store: Arc<Store>,
    writers: Vec<JoinHandle<()>>,
}

impl Running {
    /// Starts the service on a folder, without roots of makers of keys.
    ///
    /// # Errors
    /// If the store, a log or the service does not start.
    pub async fn start(
        folder: &DataFolder,
        store: Store,
        fixed: &Fixed,
        copies: &Path,
        settings: ServiceSettings,
    ) -> anyhow::Result<Self> {
        let roots = AttestationRoots::default();
        Self::start_with(folder, store, fixed, copies, settings, roots).await
    }

    /// As [`Self::start`], with the roots to which attestations of keys may lead.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn start_with(
        folder: &DataFolder,
        store: Store,
        fixed: &Fixed,
        copies: &Path,
        settings: ServiceSettings,
        roots: AttestationRoots,
    ) -> anyhow::Result<Self> {
        let store = Arc::new(store);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let mut writers = Vec::new();
        let mut logs = Vec::new();
        for environment in Environment::ALL {
            let keys = folder
                .ready_keys(fixed, environment.into(), &store, copies, &*entropy)
                .await
                .with_context(|| format!("the keys of the {} log", environment.code()))?;
            let copy =
                CopyFolder::open(copies, environment).context("open the folder of checkpoint copies")?;
            let shelf = StoreShelf(Arc::clone(&store), environment);
            let (writer, task) = LogWriter::start(shelf, copy, keys, Arc::clone(&entropy))
                .await
                .with_context(|| format!("start the {} log", environment.code()))?;
            logs.push(writer);
            writers.push(task);
        }
        let (Some(training_log), Some(production_log)) = (logs.pop(), logs.pop()) else {
            bail!("two logs")
        };
        let keys = folder
            .ready_keys(fixed, LogName::Changes, &store, copies, &*entropy)
            .await
            .context("the keys of the change log")?;
        let copy =
            CopyFolder::open(copies, LogName::Changes).context("open the folder of checkpoint copies")?;
        let (changes, task) = ChangeWriter::start(Arc::clone(&store), copy, keys, Arc::clone(&entropy))
            .await
            .context("start the change log")?;
        writers.push(task);
        let parts = ServiceParts {
            store: Arc::clone(&store),
            clock: Arc::new(SystemClock),
            entropy,
            production_log,
            training_log,
            changes,
            settings,
        };
        let service = Arc::new(Service::start(parts).await?.with_attestation_roots(roots));
        Ok(Self {
            service,
            store,
            writers,
        })
    }

    /// Ends it in order: no more use cases, the last log batch, the store.
    pub async fn stop(self) {
        drop(self.service);
        for writer in self.writers {
            let _ = writer.await;
        }
        if let Ok(store) = Arc::try_unwrap(self.store) {
            store.close().await;
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_free_when_it_is_let_go_though_a_started_program_has_a_copy_of_its_file() {
        let path = std::env::temp_dir().join(format!("luotain-held-{}", std::process::id()));
        let open = || File::create(&path).unwrap();
        let file = open();
        let copy = file.try_clone().unwrap();
        let held = HeldLock::try_take(file).unwrap().unwrap();
        assert!(HeldLock::try_take(open()).unwrap().is_none());
        drop(held);
        assert!(HeldLock::try_take(open()).unwrap().is_some());
        drop(copy);
        std::fs::remove_file(&path).unwrap();
    }
}
