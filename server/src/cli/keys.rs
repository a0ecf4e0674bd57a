//! `luotain keys`: the keys that sign the logs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Subcommand;
use luotain::access::Reason;
use luotain::log::{ChangeAct, Detail, Handover, KeyChain, LogName, NoteVerifier, Subject, Succession, Term};
use luotain::service::Clock;

use super::Data;
use super::log::{chosen, log_name};
use super::tell::entry;
use crate::launch::{DataFolder, Fixed};
use crate::log_keys::KeyFiles;
use crate::secret_file::Passphrase;
use crate::system::{SystemClock, SystemEntropy};

/// The keys that sign the logs. What changes them needs a folder that nobody serves.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// List all keys that the logs have had, and when each was in force. May be asked while the
    /// service runs.
    List(Which),
    /// Write the public keys in force, a line each, as `/log/keys` shows them. May be asked while
    /// the service runs.
    Show {
        #[command(flatten)]
        which: Which,
        /// The records of how the keys passed on, in the place of the keys.
        #[arg(long)]
        handovers: bool,
    },
    /// Hand each log over to a new key, with a record that both keys sign.
    Rotate(Act),
    /// Put a new key in the place of one that is lost. Nobody vouches for it: tell whoever keeps
    /// receipts.
    ReplaceLost {
        #[command(flatten)]
        act: Act,
        /// The public half of the lost key, or a file with it. Default: what lies in the folder.
        #[arg(long)]
        lost: Option<String>,
    },
    /// Encrypt the keys with the passphrase in --key-passphrase-file. The safe's copy stays as it is.
    Encrypt {
        #[command(flatten)]
        data: Data,
    },
    /// Write the keys without encryption, with the passphrase in --key-passphrase-file.
    Decrypt {
        #[command(flatten)]
        data: Data,
    },
}

/// Whose keys.
#[derive(Debug, clap::Args)]
pub struct Which {
    #[command(flatten)]
    data: Data,
    /// Only this log: production, training or changes.
    #[arg(long, value_parser = log_name)]
    log: Option<LogName>,
}

/// Whose keys are changed, and why.
#[derive(Debug, clap::Args)]
pub struct Act {
    #[command(flatten)]
    which: Which,
    /// Why: 3-200 characters, without identity codes. Everybody may read it.
    #[arg(long)]
    reason: String,
}

impl Keys {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::List(which) => list(&which)?,
            Self::Show { which, handovers } => show(&which, handovers)?,
            Self::Rotate(act) => rotate(&act).await?,
            Self::ReplaceLost { act, lost } => replace_lost(&act, lost.as_deref()).await?,
            Self::Encrypt { data } => encrypt(&data).await?,
            Self::Decrypt { data } => decrypt(&data).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The files of the logs that are meant, without taking the folder from who serves it.
fn files(which: &Which) -> anyhow::Result<Vec<KeyFiles>> {
    let folder = which.data.data.join("keys");
    if !folder.is_dir() {
        bail!("{} holds no keys: is --data right?", which.data.data.display());
    }
    Ok(chosen(which.log).map(|log| KeyFiles::new(&folder, log)).collect())
}

/// The keys that a log has had; none if it has none yet.
fn chain_of(files: &KeyFiles) -> anyhow::Result<Option<(KeyChain, bool)>> {
    let Some(file) = files.in_force()? else {
        return Ok(None);
    };
    let chain = KeyChain::parse(&files.records_text()?, file.verifier())?;
    Ok(Some((chain, file.is_encrypted())))
}

fn list(which: &Which) -> anyhow::Result<()> {
    for files in files(which)? {
        let Some((chain, is_encrypted)) = chain_of(&files)? else {
            println!("{}: there is no key", files.key().display());
            continue;
        };
        println!(
            "{} ({}{})",
            files.key().display(),
            if is_encrypted {
                "encrypted"
            } else {
                "not encrypted"
            },
            if files.pending().exists() {
                "; a change of keys was interrupted, the next start finishes it"
            } else {
                ""
            }
        );
        for term in chain.terms() {
            println!("  {}\n    {}", term.key.to_text(), words_of(term));
        }
    }
    Ok(())
}

/// When a key was in force.
fn words_of(term: Term<'_>) -> String {
    let place = |handover: &Handover| {
        format!(
            "entry {} ({})",
            handover.checkpoint().size(),
            handover.time().format("%Y-%m-%dT%H:%M:%SZ")
        )
    };
    let from = match term.by {
        None => "the first key".to_owned(),
        Some(handover) => {
            let how = match handover.succession() {
                Succession::HandedOver => "signed by both keys",
                Succession::Replaced => "the key before it was lost and has not signed",
            };
            format!("from {}, {how}: {}", place(handover), handover.reason())
        }
    };
    match term.until {
        None => format!("{from}; in force"),
        Some(handover) => format!("{from}; until {}", place(handover)),
    }
}

fn show(which: &Which, handovers: bool) -> anyhow::Result<()> {
    let mut records = Vec::new();
    for files in files(which)? {
        let Some((chain, _)) = chain_of(&files)? else {
            continue;
        };
        if !handovers {
            println!("{}", chain.current().to_text());
        } else if !chain.handovers().is_empty() {
            records.push(chain.to_text());
        }
    }
    print!("{}", records.join("\n"));
    Ok(())
}

/// A folder that nobody serves, with what was fixed when it was made.
fn opened(data: &Data) -> anyhow::Result<(DataFolder, Fixed)> {
    let folder = data.open_made()?;
    let fixed = folder.fixed()?.context("read what the folder was made for")?;
    Ok((folder, fixed))
}

async fn rotate(act: &Act) -> anyhow::Result<()> {
    let reason = Reason::parse(&act.reason).context("the reason")?;
    let data = &act.which.data;
    let (folder, fixed) = opened(data)?;
    let store = Arc::new(folder.open_store().await?);
    let copies = data.copies();
    for log in chosen(act.which.log) {
        let change = folder.key_change(&fixed, log, &store, &copies)?;
        let handover = change
            .rotate(&reason, SystemClock.now(), &SystemEntropy, |_| Ok(()))
            .await
            .with_context(|| format!("{}: the key was not changed", log.code()))?;
        tell(log, &handover);
    }
    close(store).await;
    println!(
        "\nKeep a copy of {} in the safe now: the old copy starts nothing any more. Publish the new keys where the old ones \
         were published.",
        folder.path().join("keys").display()
    );
    Ok(())
}

fn tell(log: LogName, handover: &Handover) {
    println!(
        "{}: handed over at {} entries\n  from {}\n  to   {}",
        log.code(),
        handover.checkpoint().size(),
        handover.old().to_text(),
        handover.new_key().to_text()
    );
}

async fn replace_lost(act: &Act, lost: Option<&str>) -> anyhow::Result<()> {
    let reason = Reason::parse(&act.reason).context("the reason")?;
    let Some(log) = act.which.log else {
        bail!("name the log whose key is lost with --log");
    };
    let data = &act.which.data;
    let (folder, fixed) = opened(data)?;
    let public = folder.key_files(log)?.public();
    let text = match lost {
        Some(lost) if Path::new(lost).is_file() => read(Path::new(lost))?,
        Some(lost) => lost.to_owned(),
        None => read(&public).context("the public half of the lost key: name it with --lost")?,
    };
    let lost = NoteVerifier::parse(text.trim()).context("the public half of the lost key")?;
    let store = Arc::new(folder.open_store().await?);
    let copies = data.copies();
    let change = folder.key_change(&fixed, log, &store, &copies)?;
    let handover = change
        .replace_lost(&lost, &reason, SystemClock.now(), &SystemEntropy, |_| Ok(()))
        .await
        .with_context(|| format!("{}: the key was not replaced", log.code()))?;
    tell(log, &handover);
    close(store).await;
    println!(
        "\nThe lost key has not signed this: nobody who knows it has to believe the new one. Tell them by another way, with the \
         record that `luotain keys show --handovers` writes. Keep a copy of {} in the safe now.",
        folder.path().join("keys").display()
    );
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))
}

async fn close(store: Arc<luotain::store::Store>) {
    if let Ok(store) = Arc::try_unwrap(store) {
        store.close().await;
    }
}

async fn encrypt(data: &Data) -> anyhow::Result<()> {
    let passphrase = data
        .passphrase()?
        .context("name the file with the passphrase: --key-passphrase-file")?;
    write_again(data, None, Some(&passphrase)).await
}

async fn decrypt(data: &Data) -> anyhow::Result<()> {
    let passphrase = data
        .passphrase()?
        .context("name the file with the passphrase: --key-passphrase-file")?;
    write_again(data, Some(&passphrase), None).await
}

/// Writes the key files of all logs anew, those that are not yet as they are to be.
async fn write_again(data: &Data, old: Option<&Passphrase>, new: Option<&Passphrase>) -> anyhow::Result<()> {
    let (folder, _) = opened(data)?;
    let store = folder.open_store().await?;
    let words = |is_encrypted| if is_encrypted { "encrypted" } else { "plain" };
    let mut done: Vec<PathBuf> = Vec::new();
    for log in LogName::ALL {
        let files = folder.key_files(log)?;
        if files.pending().exists() {
            bail!(
                "a change of the key of {} was interrupted: finish it with a start of the service",
                log.code()
            );
        }
        let Some(file) = files.in_force()? else { continue };
        if file.is_encrypted() == new.is_some() {
            continue;
        }
        let detail = Detail {
            field: "key-file".to_owned(),
            before: Some(words(file.is_encrypted()).to_owned()),
            after: Some(words(new.is_some()).to_owned()),
        };
        // A wrong passphrase is found before anything is told or written.
        files.open(old)?;
        let subject = Subject::Log(log.code().to_owned());
        let told = entry(ChangeAct::LogKeyFileChanged, subject, None, vec![detail], None)?;
        store.create_changes(&[told]).await?;
        files.write_again(old, new, &SystemEntropy)?;
        done.push(files.key());
    }
    store.close().await;
    for file in &done {
        println!("{}: {}", file.display(), words(new.is_some()));
    }
    if done.is_empty() {
        println!("nothing to do: the keys are {} already", words(new.is_some()));
    }
    Ok(())
}
