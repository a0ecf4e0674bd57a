//! `luotain register`: filling the register, giving it out and taking it in as a file, and keeping it
//! current.

mod apply;
mod export;
mod import;
mod load;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use luotain::environment::Environment;
use luotain::log::{ChangeAct, Detail, Subject};
use luotain::register::exchange::Counts;
use luotain::service::{Clock, local_day};
use luotain::store::Store;
use luotain::synthetic::{Item, built_world};

use super::Data;
use crate::launch::DataFolder;
use crate::system::SystemClock;
use crate::updates::Options;

/// How much memory a load takes.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct LoadMemory {
    /// Memory for the table of recent writes, in MB, of which up to three are in use. A nation loads
    /// faster with more (docs/performance.md).
    #[arg(long, value_name = "MB", default_value_t = 448, value_parser = clap::value_parser!(u64).range(64..=2_048))]
    recent_writes: u64,
}

impl LoadMemory {
    /// Opens the store of a folder for a load.
    ///
    /// # Errors
    /// What the store says.
    pub(super) async fn open(self, folder: &DataFolder) -> anyhow::Result<Store> {
        folder.open_store_for_load(self.recent_writes << 20).await
    }
}

/// The register.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Generate a synthetic population with all that stands around it into an empty register. The same
    /// seed gives the same persons and buildings.
    Generate {
        #[command(flatten)]
        data: Data,
        /// How many persons.
        #[arg(long)]
        persons: u64,
        /// The seed.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Which register.
        #[arg(long, value_parser = environment, default_value = "training")]
        environment: Environment,
        /// The day on which ages and permits of stay are set; today by default.
        #[arg(long)]
        day: Option<NaiveDate>,
        #[command(flatten)]
        memory: LoadMemory,
    },
    /// Write a whole register into a file of JSON lines (docs/register-format.md).
    Export {
        #[command(flatten)]
        data: Data,
        /// The file; must not be there yet. Readable by its owner only.
        file: PathBuf,
        /// Which register.
        #[arg(long, value_parser = environment, default_value = "training")]
        environment: Environment,
    },
    /// Take a file of JSON lines into a register. Goes on where an interrupted import of the same file
    /// stopped; ends with 1 if any line was refused.
    Import {
        #[command(flatten)]
        data: Data,
        /// The file.
        file: PathBuf,
        /// The register that the file must be of; by default the one that its header names.
        #[arg(long, value_parser = environment)]
        environment: Option<Environment>,
        /// Read and check everything, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Begin at this line, whatever was imported before. The header is line 1.
        #[arg(long, value_parser = clap::value_parser!(u64).range(2..))]
        from_line: Option<u64>,
        #[command(flatten)]
        memory: LoadMemory,
    },
    /// Bring a register up to date from a file of updates (docs/register-format.md), through the running
    /// service if there is one. The same file again changes nothing. Bad lines are told and the others
    /// taken in; ends with 1 if any line was refused.
    Apply {
        #[command(flatten)]
        data: Data,
        /// The file.
        file: PathBuf,
        /// The register that the file must be of; by default the one that its header names.
        #[arg(long, value_parser = environment)]
        environment: Option<Environment>,
        /// Read and check everything, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// Write nothing if any line is refused.
        #[arg(long)]
        strict: bool,
    },
    /// Let the production register of a folder take real persons' identity codes from now on.
    AllowReal {
        #[command(flatten)]
        data: Data,
    },
}

fn environment(text: &str) -> Result<Environment, String> {
    Environment::from_code(text).ok_or_else(|| "production or training".to_owned())
}

impl Register {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Generate {
                data,
                persons,
                seed,
                environment,
                day,
                memory,
            } => {
                let folder = DataFolder::open(&data.data)?;
                let store = memory.open(&folder).await?;
                let day = day.unwrap_or_else(|| local_day(SystemClock.now()));
                let counts = generate(&store, environment, persons, seed, day).await?;
                println!("{counts} in the {} register", environment.code());
                store.close().await;
                Ok(ExitCode::SUCCESS)
            }
            Self::Export {
                data,
                file,
                environment,
            } => {
                let folder = DataFolder::open(&data.data)?;
                let store = folder.open_store().await?;
                let today = local_day(SystemClock.now());
                let bar = bar(0, "{msg} {bar:30} {pos}/{len} {per_sec}")?;
                bar.set_message(format!("{} records", environment.code()));
                let written = export::export_file(&store, environment, today, &file, |done, all| {
                    bar.set_length(all);
                    bar.set_position(done);
                })
                .await?;
                bar.finish_and_clear();
                tell(
                    &store,
                    ChangeAct::RegisterExported,
                    environment,
                    &written.to_string(),
                )
                .await?;
                println!("{written} in {}", file.display());
                store.close().await;
                Ok(ExitCode::SUCCESS)
            }
            Self::Import {
                data,
                file,
                environment,
                dry_run,
                from_line,
                memory,
            } => {
                let folder = DataFolder::open(&data.data)?;
                let store = memory.open(&folder).await?;
                let bar = file_bar(&file)?;
                let options = import::Options {
                    environment,
                    dry_run,
                    from_line,
                    real_persons: folder.allows_real_persons(),
                };
                let progress = |done, all| {
                    bar.set_length(all);
                    bar.set_position(done);
                };
                let report = |line: u64, reason: &str| {
                    bar.suspend(|| eprintln!("line {line}: {reason}"));
                };
                let outcome = import::import_file(&store, &file, options, progress, report).await?;
                bar.finish_and_clear();
                if !dry_run {
                    let detail = format!("{}; {} lines refused", outcome.loaded, outcome.refused);
                    tell(&store, ChangeAct::RegisterImported, outcome.environment, &detail).await?;
                }
                println!("{outcome}");
                store.close().await;
                Ok(if outcome.refused == 0 {
                    ExitCode::SUCCESS
                } else {
                    ExitCode::FAILURE
                })
            }
            Self::Apply {
                data,
                file,
                environment,
                dry_run,
                strict,
            } => {
                let bar = file_bar(&file)?;
                let options = Options {
                    environment,
                    dry_run,
                    strict,
                };
                let progress = |done, all| {
                    bar.set_length(all);
                    bar.set_position(done);
                };
                let report = |line: u64, reason: &str| {
                    bar.suspend(|| eprintln!("line {line}: {reason}"));
                };
                let outcome = apply::apply_file(&data.data, &file, options, progress, report).await?;
                bar.finish_and_clear();
                println!("{outcome}");
                Ok(if outcome.refused == 0 {
                    ExitCode::SUCCESS
                } else {
                    ExitCode::FAILURE
                })
            }
            Self::AllowReal { data } => {
                DataFolder::open(&data.data)?.allow_real_persons()?;
                println!(
                    "the production register in {} may take real persons",
                    data.data.display()
                );
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// The progress through a file.
fn file_bar(file: &Path) -> anyhow::Result<ProgressBar> {
    let bar = bar(0, "{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}")?;
    let name = file.file_name().unwrap_or_default();
    bar.set_message(name.to_string_lossy().into_owned());
    Ok(bar)
}

fn bar(length: u64, template: &str) -> anyhow::Result<ProgressBar> {
    let bar = ProgressBar::new(length);
    bar.set_style(ProgressStyle::with_template(template)?);
    Ok(bar)
}

/// Tells the change log that a whole register went out or came in: the entry waits in the store
/// until the service is started.
async fn tell(store: &Store, act: ChangeAct, environment: Environment, what: &str) -> anyhow::Result<()> {
    let subject = Subject::Register(environment.code().to_owned());
    let details = vec![Detail::after("records", what)];
    let entry = super::tell::entry(act, subject, None, details, None)?;
    store.create_changes(&[entry]).await?;
    Ok(())
}

/// Generates persons, and the buildings, apartments and properties around them, into an empty register,
/// showing progress; gives what was loaded. What was loaded by an interrupted run is told, for no second
/// one can stand beside it.
pub(super) async fn generate(
    store: &Store,
    environment: Environment,
    persons: u64,
    seed: u64,
    day: NaiveDate,
) -> anyhow::Result<Counts> {
    let there = store.count_records(environment).await?.total();
    if there > 0 {
        bail!(
            "the {} register already holds {there} records: generate into a new data folder",
            environment.code(),
        );
    }
    let bar = bar(persons, "{msg} {bar:30} {pos}/{len} {per_sec}")?;
    bar.set_message(format!("{} persons", environment.code()));
    let records = built_world(persons, seed, day).flat_map(Item::into_records);
    // The register is empty, and the generator names nothing twice.
    let preparer = store.preparer(environment).into_empty();
    let loaded = load::load(store, preparer, records, |loaded| {
        bar.set_position(loaded.persons)
    })
    .await?;
    store.update_register_day(environment, day).await?;
    bar.finish_and_clear();
    Ok(loaded)
}
