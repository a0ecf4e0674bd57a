//! `luotain log`: verifying the log, and writing it as tiles.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use luotain::log::{Checkpoint, KeyChain, LogKeys, LogName, TileFile};
use luotain::service::CheckpointCopy;
use luotain::service::log_export::export;
use luotain::service::log_verify::{LogFault, Verified, Witness, list_told_keys, verify, verify_changes};
use luotain::service::log_writer::CopyFolder;
use luotain::store::{ChangeShelf, LogHead, LogShelf, Store, StoreError, StoreShelf};

use super::Data;
use crate::launch::{DataFolder, Fixed};
use crate::system::SystemEntropy;

/// The log.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Walk the whole log and name the first bad index, if there is one.
    Verify {
        #[command(flatten)]
        data: Data,
        /// A receipt (.tlog-proof) or checkpoint given out earlier, which the log must extend.
        #[arg(long)]
        against: Vec<PathBuf>,
        /// Only this log: production, training or changes.
        #[arg(long, alias = "environment", value_parser = log_name)]
        log: Option<LogName>,
    },
    /// Write the verified log as C2SP tiles, for mirrors and for verifiers in other languages.
    /// They hold commitments only: nothing of a person.
    Export {
        #[command(flatten)]
        data: Data,
        /// The folder; each log gets a folder of its own in it.
        #[arg(long)]
        tiles: PathBuf,
        /// Only this log: production, training or changes.
        #[arg(long, alias = "environment", value_parser = log_name)]
        log: Option<LogName>,
    },
}

pub(super) fn log_name(text: &str) -> Result<LogName, String> {
    LogName::from_code(text).ok_or_else(|| "production, training or changes".to_owned())
}

impl Log {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Verify { data, against, log } => verify_logs(&data, &against, log).await,
            Self::Export { data, tiles, log } => export_logs(&data, &tiles, log).await,
        }
    }
}

/// The logs that are meant: one, or all.
pub(super) fn chosen(log: Option<LogName>) -> impl Iterator<Item = LogName> {
    LogName::ALL
        .into_iter()
        .filter(move |one| log.is_none_or(|wanted| wanted == *one))
}

/// A stopped data folder with its store.
struct Opened {
    folder: DataFolder,
    fixed: Fixed,
    store: Arc<Store>,
}

impl Opened {
    async fn open(data: &Data) -> anyhow::Result<Self> {
        let folder = data.open()?;
        let Some(fixed) = folder.fixed()? else {
            bail!("{} was never served: there is no log", data.data.display())
        };
        let store = Arc::new(folder.open_store().await?);
        Ok(Self { folder, fixed, store })
    }

    /// The keys of a log, held against the records in the second place. What is wrong with them, in
    /// words, where the log can be looked at all the same.
    fn keys(&self, data: &Data, log: LogName) -> anyhow::Result<(LogKeys, Option<String>)> {
        let files = self.folder.key_files(log)?;
        let keys = self.folder.log_keys(&self.fixed, log, &SystemEntropy)?;
        match files.agree_with(&data.copies(), keys.chain().current()) {
            Ok(()) => Ok((self.folder.log_keys(&self.fixed, log, &SystemEntropy)?, None)),
            Err(error) => Ok((keys, Some(format!("{error:#}")))),
        }
    }

    async fn head(&self, log: LogName) -> Result<LogHead, StoreError> {
        let store = Arc::clone(&self.store);
        match log {
            LogName::Disclosures(environment) => StoreShelf(store, environment).find_head().await,
            LogName::Changes => ChangeShelf(store).find_head().await,
        }
    }

    async fn verify(
        &self,
        log: LogName,
        witnesses: &[Witness],
        progress: impl FnMut(u64),
    ) -> Result<Verified, LogFault> {
        let store = Arc::clone(&self.store);
        match log {
            LogName::Disclosures(environment) => {
                verify(&StoreShelf(store, environment), witnesses, progress).await
            }
            LogName::Changes => verify_changes(&ChangeShelf(store), witnesses, progress).await,
        }
    }
}

/// The newest checkpoint in the second place, as something that the log must extend; none for
/// a new log. Why not, in words.
async fn copied_checkpoint(
    data: &Data,
    log: LogName,
    size: u64,
    keys: &KeyChain,
) -> Result<Option<Witness>, String> {
    let place = data.copies();
    let read = match CopyFolder::open(&place, log) {
        Ok(folder) => folder.read().await,
        Err(error) => Err(error),
    };
    match read {
        Ok(Some(note)) => match Witness::parse(&note, keys) {
            Ok(witness) => Ok(Some(witness)),
            Err(fault) => Err(format!("the copied checkpoint in {}: {fault}", place.display())),
        },
        Ok(None) if size > 0 => Err(format!("no copied checkpoint in {}", place.display())),
        Ok(None) => Ok(None),
        Err(error) => Err(format!("the copied checkpoint in {}: {error}", place.display())),
    }
}

fn progress(size: u64, log: LogName) -> anyhow::Result<ProgressBar> {
    let bar = ProgressBar::new(size);
    bar.set_style(ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}")?);
    bar.set_message(log.code());
    Ok(bar)
}

async fn verify_logs(data: &Data, against: &[PathBuf], log: Option<LogName>) -> anyhow::Result<ExitCode> {
    let opened = Opened::open(data).await?;
    let mut texts = Vec::new();
    for file in against {
        let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
        texts.push((file, text));
    }
    let mut sound = true;
    let mut chains = Vec::new();
    let mut used = vec![false; texts.len()];
    for log in chosen(log) {
        let (keys, fault) = match opened.keys(data, log) {
            Ok(read) => read,
            Err(error) => {
                sound = false;
                println!("{}: NOT SOUND: its keys: {error:#}", log.code());
                continue;
            }
        };
        if let Some(fault) = fault {
            sound = false;
            println!("{}: NOT SOUND: its keys: {fault}", log.code());
        }
        let keys = keys.chain();
        chains.push((log, keys.clone()));
        let size = opened.head(log).await?.size;
        // Each end at which a key was handed over is one that the log must extend.
        let mut witnesses: Vec<Witness> = Witness::of_handovers(keys).collect();
        match copied_checkpoint(data, log, size, keys).await {
            Ok(witness) => witnesses.extend(witness),
            Err(reason) => {
                sound = false;
                println!("{}: NOT SOUND: {reason}", log.code());
            }
        }
        // A receipt belongs to one of the logs: another's key does not open it.
        for ((_, text), used) in texts.iter().zip(&mut used) {
            if let Ok(witness) = Witness::parse(text, keys) {
                witnesses.push(witness);
                *used = true;
            }
        }
        let bar = progress(size, log)?;
        let outcome = opened
            .verify(log, &witnesses, |seen| bar.set_position(seen))
            .await;
        bar.finish_and_clear();
        match outcome {
            Ok(verified) => println!(
                "{}: sound, {} entries ({} with payload), root {}",
                log.code(),
                verified.size,
                verified.with_payload,
                verified.root.to_base64()
            ),
            Err(fault) => {
                sound = false;
                println!("{}: NOT SOUND: {fault}", log.code());
            }
        }
    }
    sound &= all_told_keys_are_known(&opened, &chains).await?;
    for ((file, _), used) in texts.iter().zip(used) {
        if !used {
            sound = false;
            println!(
                "{}: NOT SOUND: no receipt or checkpoint of this log",
                file.display()
            );
        }
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Whether each change of keys that the change log tells of has its record: somebody may have taken
/// the same one from both places.
async fn all_told_keys_are_known(opened: &Opened, chains: &[(LogName, KeyChain)]) -> anyhow::Result<bool> {
    let mut all = true;
    for (code, key) in list_told_keys(&ChangeShelf(Arc::clone(&opened.store))).await? {
        let chain = chains.iter().find(|(log, _)| log.code() == code);
        let Some((_, chain)) = chain else { continue };
        if !chain.terms().any(|term| term.key.to_text() == key) {
            all = false;
            println!(
                "{code}: NOT SOUND: its keys: the change log tells of a change to {key}, and there is no record of it"
            );
        }
    }
    Ok(all)
}

async fn export_logs(data: &Data, tiles: &Path, log: Option<LogName>) -> anyhow::Result<ExitCode> {
    let opened = Opened::open(data).await?;
    for log in chosen(log) {
        let (keys, fault) = opened.keys(data, log)?;
        if let Some(fault) = fault {
            bail!("{}: nothing is exported: its keys: {fault}", log.code());
        }
        let signer = keys.signer();
        let size = opened.head(log).await?.size;
        let mut witnesses: Vec<Witness> = Witness::of_handovers(keys.chain()).collect();
        match copied_checkpoint(data, log, size, keys.chain()).await {
            Ok(witness) => witnesses.extend(witness),
            Err(reason) => bail!("{}: nothing is exported: {reason}", log.code()),
        }
        let folder = tiles.join(log.code());
        let bar = progress(size, log)?;
        // A log that is not sound is not exported: a signed checkpoint over it would make it so.
        let verified = opened
            .verify(log, &witnesses, |seen| bar.set_position(seen))
            .await
            .with_context(|| format!("{}: nothing is exported", log.code()))?;
        let store = Arc::clone(&opened.store);
        let write = |file: TileFile| write_tile(&folder, &file);
        let exported = match log {
            LogName::Disclosures(environment) => export(&StoreShelf(store, environment), write).await?,
            LogName::Changes => export(&ChangeShelf(store), write).await?,
        };
        bar.finish_and_clear();
        if (exported.size(), exported.root()) != (verified.size, verified.root) {
            bail!("{}: the log changed while it was exported", log.code())
        }
        let note = Checkpoint::new(signer.verifier().name(), verified.size, verified.root)?.sign(signer)?;
        let records = keys.chain().to_text();
        if !records.is_empty() {
            write_tile(
                &folder,
                &TileFile {
                    path: "handovers".to_owned(),
                    content: records.into_bytes(),
                },
            )?;
        }
        // Last: whoever sees the checkpoint finds its tiles (tlog-tiles).
        write_tile(
            &folder,
            &TileFile {
                path: "checkpoint".to_owned(),
                content: note.into_bytes(),
            },
        )?;
        println!(
            "{}: {} entries in {}, key {}",
            log.code(),
            verified.size,
            folder.display(),
            signer.verifier().to_text()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file of the export, whole or not at all.
fn write_tile(folder: &Path, file: &TileFile) -> std::io::Result<()> {
    let path = folder.join(&file.path);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let next = path.with_extension("next");
    std::fs::write(&next, &file.content)?;
    std::fs::rename(&next, &path)
}
