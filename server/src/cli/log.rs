//! `luotain log`: verifying the log.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use luotain::environment::Environment;
use luotain::service::CheckpointCopy;
use luotain::service::log_verify::{Witness, verify};
use luotain::service::log_writer::CopyFolder;
use luotain::store::{LogShelf, StoreShelf};

use super::Data;
use crate::launch::DataFolder;
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
        /// Only this environment's log.
        #[arg(long, value_parser = environment)]
        environment: Option<Environment>,
    },
}

fn environment(text: &str) -> Result<Environment, String> {
    Environment::from_code(text).ok_or_else(|| "production or training".to_owned())
}

impl Log {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Verify {
            data,
            against,
            environment,
        } = self;
        let folder = DataFolder::open(&data.data)?;
        let Some(fixed) = folder.fixed()? else {
            bail!("{} was never served: there is no log", data.data.display())
        };
        let store = Arc::new(folder.open_store().await?);
        let mut texts = Vec::new();
        for file in &against {
            let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
            texts.push((file, text));
        }
        let mut sound = true;
        let mut used = vec![false; texts.len()];
        for environment in Environment::ALL
            .into_iter()
            .filter(|one| environment.is_none_or(|wanted| wanted == *one))
        {
            let signer = folder.signer(&fixed, environment, &SystemEntropy)?;
            let verifier = signer.verifier();
            let shelf = StoreShelf(Arc::clone(&store), environment);
            let mut witnesses = Vec::new();
            let size = shelf.find_head().await?.size;
            match CopyFolder::open(&data.copies(), environment)?.read().await? {
                Some(note) => {
                    witnesses.push(Witness::parse(&note, verifier).context("the copied checkpoint")?)
                }
                None if size > 0 => {
                    sound = false;
                    println!(
                        "{}: NOT SOUND: no copied checkpoint in {}",
                        environment.code(),
                        data.copies().display()
                    );
                }
                None => {}
            }
            // A receipt belongs to one of the two logs: the other's key does not open it.
            for ((_, text), used) in texts.iter().zip(&mut used) {
                if let Ok(witness) = Witness::parse(text, verifier) {
                    witnesses.push(witness);
                    *used = true;
                }
            }
            let bar = ProgressBar::new(size);
            bar.set_style(ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}")?);
            bar.set_message(environment.code());
            let outcome = verify(&shelf, &witnesses, |seen| bar.set_position(seen)).await;
            bar.finish_and_clear();
            match outcome {
                Ok(verified) => println!(
                    "{}: sound, {} entries ({} with payload), root {}",
                    environment.code(),
                    verified.size,
                    verified.with_payload,
                    verified.root.to_base64()
                ),
                Err(fault) => {
                    sound = false;
                    println!("{}: NOT SOUND: {fault}", environment.code());
                }
            }
        }
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
}
