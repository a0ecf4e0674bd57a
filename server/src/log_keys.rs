//! The signing keys of the logs as files, and how one takes the place of another
//! (docs/decisions/0021-keys-are-handed-over.md).
//!
//! ```text
//! keys/production.key        the secret key in force
//! keys/production.vkey       its public half
//! keys/production.handovers  the records that lead to it from the first key; none = it is the first
//! keys/production.key.new    the next key, while it takes over
//! ```
//!
//! The records decide which key is in force: the one to which they lead. So one write, the new record's,
//! passes the log from the old key to the new one; killed before it, the old one signs, after it the
//! new one, and the next start does what is left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::{DateTime, SubsecRound, Utc};
use luotain::access::Reason;
use luotain::log::{
    Change, ChangeAct, Checkpoint, Detail, Handover, KeyChain, LogKeys, LogName, NoteSigner, NoteVerifier,
    Subject, Succession,
};
use luotain::service::log_verify::LOG_KEY;
use luotain::service::log_writer::{CopyFolder, LogError, checked_end};
use luotain::service::{CheckpointCopy, Entropy};
use luotain::store::{ChangeShelf, Store, StoreShelf, Waiting, durable};
use sha2::{Digest, Sha256};

use crate::secret_file::{KeyFile, Passphrase, key_text};

/// The files of one log's keys.
#[derive(Clone, Debug)]
pub struct KeyFiles {
    folder: PathBuf,
    log: LogName,
}

impl KeyFiles {
    /// The files in a folder of keys.
    #[must_use]
    pub fn new(folder: &Path, log: impl Into<LogName>) -> Self {
        Self {
            folder: folder.to_owned(),
            log: log.into(),
        }
    }

    fn file(&self, end: &str) -> PathBuf {
        self.folder.join(format!("{}.{end}", self.log.code()))
    }

    /// The secret key in force.
    #[must_use]
    pub fn key(&self) -> PathBuf {
        self.file("key")
    }

    /// The next key, while it takes over.
    #[must_use]
    pub fn pending(&self) -> PathBuf {
        self.file("key.new")
    }

    /// The public half of the key in force.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.file("vkey")
    }

    /// The records of the keys before.
    #[must_use]
    pub fn records(&self) -> PathBuf {
        self.file("handovers")
    }

    /// Whether there is anything of the log's keys.
    #[must_use]
    pub fn exist(&self) -> bool {
        [self.key(), self.pending(), self.public(), self.records()]
            .iter()
            .any(|file| file.exists())
    }

    /// The records, empty if there are none.
    ///
    /// # Errors
    /// If the file does not read.
    pub fn records_text(&self) -> anyhow::Result<String> {
        read_records(&self.records())
    }

    /// The file with the key to which the records lead; none if there is no key.
    ///
    /// # Errors
    /// If the records do not hold, or no key that is there is the one to which they lead.
    pub fn in_force(&self) -> anyhow::Result<Option<KeyFile>> {
        let records = self.records_text()?;
        let chain = KeyChain::read(&records).with_context(|| self.records().display().to_string())?;
        let mut found = Vec::new();
        for path in [self.key(), self.pending()] {
            if path.exists() {
                found.push(KeyFile::read(&path)?);
            }
        }
        let Some(chain) = chain else {
            // Nothing was ever handed over: a next key is one that never took over.
            let has_key = self.key().exists();
            return Ok(found.into_iter().next().filter(|_| has_key));
        };
        if found.is_empty() {
            return Ok(None);
        }
        let current = chain.current();
        match found.into_iter().find(|file| file.verifier() == current) {
            Some(file) => Ok(Some(file)),
            None => bail!(
                "{} is not the key in force, which is {}: bring the kept key that was made at the last change of keys",
                self.key().display(),
                current.to_text()
            ),
        }
    }

    /// The key in force, opened, with the records that lead to it; none if there is no key.
    ///
    /// # Errors
    /// As [`Self::in_force`], and if the passphrase does not open it.
    pub fn open(&self, passphrase: Option<&Passphrase>) -> anyhow::Result<Option<LogKeys>> {
        let Some(file) = self.in_force()? else {
            return Ok(None);
        };
        let signer = file.open(passphrase)?;
        let keys = LogKeys::new(signer, &self.records_text()?)
            .with_context(|| self.records().display().to_string())?;
        Ok(Some(keys))
    }

    /// Holds the records against those in the second place: what an interrupted change of keys, or a
    /// restored folder, lacks is added; what contradicts is refused.
    ///
    /// # Errors
    /// If the two tell different stories, or the second place knows a later key.
    pub fn agree_with(&self, copies: &Path, current: &NoteVerifier) -> anyhow::Result<()> {
        let (own, copy) = (self.records(), Self::new(copies, self.log).records());
        let (ours, theirs) = (self.records_text()?, read_records(&copy)?);
        if ours == theirs {
            return Ok(());
        }
        if continues(&ours, &theirs) {
            durable::make_folder(copies)?;
            return durable::replace(&copy, ours.as_bytes(), 0o644)
                .with_context(|| format!("write {}", copy.display()));
        }
        KeyChain::read(&theirs).with_context(|| format!("the hand-overs in {}", copy.display()))?;
        if !continues(&theirs, &ours) {
            bail!(
                "the hand-overs in {} are not those in {}: one of the two was changed. Keep both, and see docs/operating.md",
                copy.display(),
                own.display()
            );
        }
        // A folder that was restored with the key alone.
        KeyChain::parse(&theirs, current).with_context(|| {
            format!(
                "{} tells of a later key than {}: bring the key that was made then",
                copy.display(),
                own.display()
            )
        })?;
        durable::replace(&own, theirs.as_bytes(), 0o644).with_context(|| format!("write {}", own.display()))
    }

    /// Puts the key's public half beside it.
    fn publish(&self, key: &NoteVerifier) -> anyhow::Result<()> {
        let (file, text) = (self.public(), key.to_text());
        if std::fs::read_to_string(&file).is_ok_and(|found| found == text) {
            return Ok(());
        }
        Ok(durable::replace(&file, text.as_bytes(), 0o644)?)
    }

    /// The keys of a log, the first of them made if there is none yet.
    ///
    /// # Errors
    /// As [`Self::open`]; if a key was there before and is gone, or is of another log.
    pub fn open_or_make(
        &self,
        name: &str,
        passphrase: Option<&Passphrase>,
        entropy: &dyn Entropy,
    ) -> anyhow::Result<LogKeys> {
        let keys = match self.open(passphrase)? {
            Some(keys) => keys,
            None if self.public().exists() || self.records().exists() => bail!(
                "the key {} is gone: bring the kept copy. If there is none, `luotain keys replace-lost` puts a new one in its place (docs/operating.md)",
                self.key().display()
            ),
            None => {
                let signer = new_signer(name, entropy)?;
                // Durable before the first signature: a log without its key does not start.
                self.write(&self.key(), &signer, passphrase, entropy)?;
                LogKeys::from(signer)
            }
        };
        if keys.signer().verifier().name() != name {
            bail!(
                "{} is the key of {}, not of {name}",
                self.key().display(),
                keys.signer().verifier().name()
            );
        }
        self.publish(keys.signer().verifier())?;
        Ok(keys)
    }

    fn write(
        &self,
        path: &Path,
        signer: &NoteSigner,
        passphrase: Option<&Passphrase>,
        entropy: &dyn Entropy,
    ) -> anyhow::Result<()> {
        let text = key_text(signer, passphrase, entropy)?;
        durable::replace(path, text.as_bytes(), 0o600).with_context(|| format!("write {}", path.display()))
    }

    /// Writes the key in force anew: with another passphrase, or without any.
    ///
    /// # Errors
    /// If it does not open, or cannot be written.
    pub fn write_again(
        &self,
        old: Option<&Passphrase>,
        new: Option<&Passphrase>,
        entropy: &dyn Entropy,
    ) -> anyhow::Result<()> {
        let keys = self
            .open(old)?
            .with_context(|| format!("{} is not there", self.key().display()))?;
        self.write(&self.key(), keys.signer(), new, entropy)
    }
}

/// What a restored folder gets of kept keys.
#[derive(Debug)]
pub struct Kept {
    /// The file with the key in force; none if it is lost.
    key: Option<PathBuf>,
    /// The public half of the key in force.
    public: String,
    /// The records that lead to it.
    records: String,
}

impl KeyFiles {
    /// What was kept of a log's keys, with the records that are in the backup.
    ///
    /// # Errors
    /// If nothing was kept, the two tell different stories, or no kept key is the one in force.
    pub fn kept(&self, in_backup: &str) -> anyhow::Result<Kept> {
        let paths = [self.key(), self.pending()]
            .into_iter()
            .filter(|path| path.is_file());
        let files: Vec<(PathBuf, NoteVerifier)> = paths
            .map(|path| {
                let verifier = KeyFile::read_kept(&path)?.verifier().clone();
                Ok((path, verifier))
            })
            .collect::<anyhow::Result<_>>()?;
        let public = self.public();
        if files.is_empty() && !public.is_file() {
            bail!(
                "{} is not there: without the kept signing keys no log goes on, and they are in no backup",
                self.key().display()
            );
        }
        let own = self.records_text()?;
        let records = if continues(&own, in_backup) {
            own
        } else if continues(in_backup, &own) {
            in_backup.to_owned()
        } else {
            bail!(
                "{} and the backup tell of different changes of keys: one of the two was changed",
                self.records().display()
            );
        };
        let chain = KeyChain::read(&records).with_context(|| self.records().display().to_string())?;
        if files.is_empty() {
            let lost = NoteVerifier::parse(std::fs::read_to_string(&public)?.trim())
                .with_context(|| public.display().to_string())?;
            return Ok(Kept {
                key: None,
                public: lost.to_text(),
                records,
            });
        }
        let in_force = files
            .into_iter()
            .find(|(_, key)| chain.as_ref().is_none_or(|chain| chain.current() == key));
        let Some((key, verifier)) = in_force else {
            bail!(
                "{} is not the key to which the hand-overs lead: bring the key that was made at the last change of keys, with its file {}",
                self.key().display(),
                self.records().display()
            );
        };
        Ok(Kept {
            key: Some(key),
            public: verifier.to_text(),
            records,
        })
    }

    /// Puts kept keys into a new folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn restore(&self, kept: &Kept) -> anyhow::Result<()> {
        if let Some(key) = &kept.key {
            let content = zeroize::Zeroizing::new(std::fs::read(key)?);
            durable::replace(&self.key(), &content, 0o600)?;
        }
        if !kept.records.is_empty() {
            durable::replace(&self.records(), kept.records.as_bytes(), 0o644)?;
        }
        Ok(durable::replace(&self.public(), kept.public.as_bytes(), 0o644)?)
    }
}

fn new_signer(name: &str, entropy: &dyn Entropy) -> anyhow::Result<NoteSigner> {
    let mut seed = zeroize::Zeroizing::new([0; 32]);
    entropy.fill(seed.as_mut_slice())?;
    Ok(NoteSigner::from_seed(name, *seed)?)
}

/// Whether records are those others and what came after.
fn continues(longer: &str, shorter: &str) -> bool {
    match longer.strip_prefix(shorter) {
        Some(rest) => shorter.is_empty() || rest.is_empty() || rest.starts_with('\n'),
        None => false,
    }
}

/// Records from a file; empty if it is not there.
fn read_records(file: &Path) -> anyhow::Result<String> {
    match std::fs::read_to_string(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        read => read.with_context(|| format!("read {}", file.display())),
    }
}

/// How far a change of keys has come. After each step the folder is one that starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The new key is written; the old one signs.
    KeyWritten,
    /// The record is written: from here on the new key signs.
    HandedOver,
    /// The record lies in the second place, too.
    RecordCopied,
    /// The second place has a checkpoint by the new key.
    Signed,
    /// The change log tells of it.
    Told,
}

impl Step {
    /// All steps in their order.
    pub const ALL: [Self; 5] = [
        Self::KeyWritten,
        Self::HandedOver,
        Self::RecordCopied,
        Self::Signed,
        Self::Told,
    ];
}

/// A change of the key of one log, in a folder that nobody serves now.
#[derive(Debug)]
pub struct KeyChange<'a> {
    /// The files of its keys.
    pub files: KeyFiles,
    /// The log's origin, which is the name of its keys.
    pub name: String,
    /// The store.
    pub store: &'a Arc<Store>,
    /// The second place of the checkpoints.
    pub copies: &'a Path,
    /// The passphrase of the key files.
    pub passphrase: Option<&'a Passphrase>,
}

impl KeyChange<'_> {
    /// Hands the log over to a new key. `after` is called after each step; what it refuses ends the
    /// change there, as a crash would.
    ///
    /// # Errors
    /// If the log does not extend its copied checkpoint, the clock stands before the last change of
    /// keys, or something cannot be written.
    pub async fn rotate(
        &self,
        reason: &Reason,
        now: DateTime<Utc>,
        entropy: &dyn Entropy,
        after: impl FnMut(Step) -> anyhow::Result<()>,
    ) -> anyhow::Result<Handover> {
        self.finish().await?;
        let old = self.files.open_or_make(&self.name, self.passphrase, entropy)?;
        self.files.agree_with(self.copies, old.chain().current())?;
        // What the second place knew is here now.
        let old = self.files.open_or_make(&self.name, self.passphrase, entropy)?;
        let end = self.end(old.chain()).await?;
        let new = new_signer(&self.name, entropy)?;
        let time = now.trunc_subsecs(0);
        let handover = Handover::sign(old.signer(), &new, &end, time, reason.as_str())?;
        let mut chain = old.chain().clone();
        chain.add(handover.clone())?;
        self.take_over(&chain, &new, &end, entropy, after).await?;
        Ok(handover)
    }

    /// Puts a new key in the place of one that is lost, whose public half is known.
    ///
    /// # Errors
    /// As [`Self::rotate`]; also if the key is there, or its public half is not that of the log.
    pub async fn replace_lost(
        &self,
        lost: &NoteVerifier,
        reason: &Reason,
        now: DateTime<Utc>,
        entropy: &dyn Entropy,
        after: impl FnMut(Step) -> anyhow::Result<()>,
    ) -> anyhow::Result<Handover> {
        if self.files.key().exists() {
            bail!(
                "{} is there: hand the log over with `luotain keys rotate`. A key that is not the log's is to be taken away first",
                self.files.key().display()
            );
        }
        self.finish().await?;
        if let Some(file) = self.files.in_force()? {
            bail!("the log has its key {}", file.verifier().to_text());
        }
        if lost.name() != self.name {
            bail!("{} is no key of {}", lost.to_text(), self.name);
        }
        self.files.agree_with(self.copies, lost)?;
        let mut chain = KeyChain::parse(&self.files.records_text()?, lost)
            .context("the key that is said to be lost is not the one in force")?;
        // Proves, too, that the key named is the one that signed last.
        let end = self.end(&chain).await?;
        let new = new_signer(&self.name, entropy)?;
        let handover = Handover::replace_lost(lost, &new, &end, now.trunc_subsecs(0), reason.as_str())?;
        chain.add(handover.clone())?;
        self.take_over(&chain, &new, &end, entropy, after).await?;
        Ok(handover)
    }

    async fn take_over(
        &self,
        chain: &KeyChain,
        new: &NoteSigner,
        end: &Checkpoint,
        entropy: &dyn Entropy,
        mut after: impl FnMut(Step) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let files = &self.files;
        files.write(&files.pending(), new, self.passphrase, entropy)?;
        after(Step::KeyWritten)?;
        durable::replace(&files.records(), chain.to_text().as_bytes(), 0o644)
            .with_context(|| format!("write {}", files.records().display()))?;
        after(Step::HandedOver)?;
        files.agree_with(self.copies, new.verifier())?;
        after(Step::RecordCopied)?;
        CopyFolder::open(self.copies, files.log)?
            .write(&end.sign(new)?)
            .await
            .context("copy the checkpoint")?;
        after(Step::Signed)?;
        self.tell(chain).await?;
        after(Step::Told)?;
        self.settle(new.verifier())
    }

    /// Finishes a change of keys that was interrupted: to its end if the record was written, else as
    /// if it had never begun. Does nothing if there is none.
    ///
    /// # Errors
    /// If something cannot be read or written.
    pub async fn finish(&self) -> anyhow::Result<()> {
        let pending = self.files.pending();
        if !pending.exists() {
            return Ok(());
        }
        let new = KeyFile::read(&pending)?.verifier().clone();
        let chain = KeyChain::read(&self.files.records_text()?)
            .with_context(|| self.files.records().display().to_string())?;
        let Some(chain) = chain.filter(|chain| *chain.current() == new) else {
            std::fs::remove_file(&pending).context("remove a key that never took over")?;
            return Ok(durable::sync_folder(&self.files.folder)?);
        };
        self.files.agree_with(self.copies, &new)?;
        self.tell(&chain).await?;
        self.settle(&new)?;
        tracing::info!(log = self.name, "an interrupted change of keys was finished");
        Ok(())
    }

    /// The last step: the new key under the name of the one in force.
    fn settle(&self, new: &NoteVerifier) -> anyhow::Result<()> {
        std::fs::rename(self.files.pending(), self.files.key()).context("put the new key in its place")?;
        durable::sync_folder(&self.files.folder)?;
        self.files.publish(new)
    }

    async fn tell(&self, chain: &KeyChain) -> anyhow::Result<()> {
        if let Some(handover) = chain.handovers().last() {
            self.store
                .create_change_once(&entry_of(handover, self.files.log)?)
                .await?;
        }
        Ok(())
    }

    async fn end(&self, chain: &KeyChain) -> Result<Checkpoint, LogError> {
        let store = Arc::clone(self.store);
        let copy = CopyFolder::open(self.copies, self.files.log)?;
        match self.files.log {
            LogName::Disclosures(environment) => {
                checked_end(&StoreShelf(store, environment), &copy, chain).await
            }
            LogName::Changes => checked_end(&ChangeShelf(store), &copy, chain).await,
        }
    }
}

/// The entry of a hand-over in the change log. It follows from the record, so that writing it again
/// after a crash writes the same.
fn entry_of(handover: &Handover, log: LogName) -> anyhow::Result<Waiting> {
    let digest: [u8; 32] = Sha256::digest(handover.note()).into();
    let id = digest.first_chunk().copied().unwrap_or_default();
    let change = Change {
        id,
        time_micros: handover.time().timestamp_micros(),
        act: match handover.succession() {
            Succession::HandedOver => ChangeAct::LogKeyHandedOver,
            Succession::Replaced => ChangeAct::LogKeyReplaced,
        },
        actor: None,
        actor_organisation: None,
        subject: Subject::Log(log.code().to_owned()),
        organisation: None,
        details: vec![
            Detail {
                field: LOG_KEY.to_owned(),
                before: Some(handover.old().to_text()),
                after: Some(handover.new_key().to_text()),
            },
            Detail::after("log-size", handover.checkpoint().size().to_string()),
        ],
        reason: Some(handover.reason().to_owned()),
        source_address: String::new(),
        request_id: String::new(),
    };
    Ok(Waiting::new(&change, 0)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_continue_others_only_at_the_border_of_one() {
        for (longer, shorter, is_so) in [
            ("", "", true),
            ("a\n", "", true),
            ("a\n", "a\n", true),
            ("a\n\nb\n", "a\n", true),
            ("a\nb\n", "a\n", false),
            ("a\n", "a\n\nb\n", false),
            ("b\n", "a\n", false),
        ] {
            assert_eq!(continues(longer, shorter), is_so, "{longer:?} {shorter:?}");
        }
    }
}
