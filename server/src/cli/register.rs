//! `luotain register`: filling the register.

use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use luotain::environment::Environment;
use luotain::register::Person;
use luotain::service::{Clock, local_day};
use luotain::store::Store;
use luotain::synthetic::population;

use super::Data;
use crate::launch::DataFolder;
use crate::system::SystemClock;

/// How many persons one transaction takes.
const BATCH: usize = 2_000;

/// The register.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Generate a synthetic population into an empty register. The same seed gives the same persons.
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
    },
}

fn environment(text: &str) -> Result<Environment, String> {
    Environment::from_code(text).ok_or_else(|| "production or training".to_owned())
}

impl Register {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Generate {
            data,
            persons,
            seed,
            environment,
            day,
        } = self;
        let folder = DataFolder::open(&data.data)?;
        let store = folder.open_store().await?;
        let day = day.unwrap_or_else(|| local_day(SystemClock.now()));
        generate(&store, environment, persons, seed, day).await?;
        println!("{persons} persons in the {} register", environment.code());
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// Generates persons into an empty register, showing progress. What was loaded by an
/// interrupted run is told, for no second one can stand beside it.
pub(super) async fn generate(
    store: &Store,
    environment: Environment,
    persons: u64,
    seed: u64,
    day: NaiveDate,
) -> anyhow::Result<()> {
    if store.has_persons(environment).await? {
        bail!(
            "the {} register already holds {} persons: generate into a new data folder",
            environment.code(),
            store.count_persons(environment).await?
        );
    }
    let bar = ProgressBar::new(persons);
    bar.set_style(ProgressStyle::with_template(
        "{msg} {bar:30} {pos}/{len} {per_sec}",
    )?);
    bar.set_message(format!("{} persons", environment.code()));
    let mut batch: Vec<Person> = Vec::with_capacity(BATCH + 16);
    for household in population(persons, seed, day) {
        batch.extend(household);
        if batch.len() >= BATCH {
            store.create_persons(environment, &batch).await?;
            bar.inc(batch.len() as u64);
            batch.clear();
        }
    }
    if !batch.is_empty() {
        store.create_persons(environment, &batch).await?;
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    Ok(())
}
