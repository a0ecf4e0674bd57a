//! The command line, one file per command.

mod attestation;
mod backup;
pub mod bench;
mod config;
mod demo;
mod emergency;
mod id;
mod init;
mod keys;
mod log;
mod permit;
mod register;
mod serve;
mod tell;
mod texts;
mod username;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use luotain::language::Language;

use crate::launch::DataFolder;
use crate::secret_file::Passphrase;

pub(crate) use serve::fixed_for;

use crate::operator_log;

/// Luotain: single, current records of a population register for those who may see them.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a data folder: keys, the first organisation and its first user.
    Init(init::Init),
    /// Serve the pages from a data folder, behind a TLS proxy or with TLS of its own.
    Serve(serve::Serve),
    /// The settings of `serve`: check them, write an example.
    #[command(subcommand)]
    Config(config::Config),
    /// Make a demonstration with a synthetic register and users, and serve it on this machine.
    Demo(demo::Demo),
    /// Usernames: open a locked one when nobody is left who may.
    #[command(subcommand)]
    Username(username::Username),
    /// The register: generate a synthetic one.
    #[command(subcommand)]
    Register(register::Register),
    /// The log: verify it, write it as tiles.
    #[command(subcommand)]
    Log(log::Log),
    /// The keys that sign the logs: show them, hand a log over to a new one, encrypt them.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Permits: take decided ones in from a file.
    #[command(subcommand)]
    Permit(permit::Permit),
    /// Backups: take, verify, restore.
    #[command(subcommand)]
    Backup(backup::Backup),
    /// The levers for an emergency, when nobody gets to their page: list them, put one back.
    #[command(subcommand)]
    Emergency(emergency::Emergency),
    /// Identifiers: check them.
    #[command(subcommand)]
    Id(Id),
    /// Write the short texts of the pages in one language, as the browser loads them.
    Texts {
        /// The language: fi, sv or en.
        #[arg(value_parser = texts::language)]
        language: Language,
    },
    /// Measure the store and the audited query on this machine.
    #[command(subcommand)]
    Bench(bench::Bench),
}

#[derive(Debug, Subcommand)]
enum Id {
    /// Say of each value which identifier it is, or why it is none. Reads lines without values.
    Check {
        /// The values.
        values: Vec<String>,
    },
}

/// Where the data lie.
#[derive(Debug, clap::Args)]
pub struct Data {
    /// The data folder.
    #[arg(long, env = "LUOTAIN_DATA")]
    data: PathBuf,
    /// The folder for copies of the log's checkpoints; best on another disk. Default: in the data folder.
    #[arg(long, env = "LUOTAIN_COPIES")]
    copies: Option<PathBuf>,
    /// The file with the passphrase of the logs' signing keys, if they are encrypted.
    #[arg(long, env = "LUOTAIN_KEY_PASSPHRASE_FILE")]
    key_passphrase_file: Option<PathBuf>,
}

impl Data {
    /// The passphrase of the logs' signing keys, if they have one.
    fn passphrase(&self) -> anyhow::Result<Option<Passphrase>> {
        self.key_passphrase_file
            .as_deref()
            .map(Passphrase::read)
            .transpose()
    }

    /// The folder, opened with the passphrase of its keys.
    fn open(&self) -> anyhow::Result<DataFolder> {
        let passphrase = self.passphrase()?;
        Ok(DataFolder::open(&self.data)?.with_passphrase(passphrase))
    }

    /// The same of a folder that `luotain init` made.
    fn open_made(&self) -> anyhow::Result<DataFolder> {
        let passphrase = self.passphrase()?;
        Ok(DataFolder::open_made(&self.data)?.with_passphrase(passphrase))
    }

    fn copies(&self) -> PathBuf {
        self.copies
            .clone()
            .unwrap_or_else(|| self.data.join("checkpoints"))
    }
}

/// Runs a command.
///
/// # Errors
/// What went wrong, in words for the operator.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    if let Command::Id(Id::Check { values }) = cli.command {
        let all_valid = id::check(values, std::io::stdin().lock(), &mut std::io::stdout().lock())?;
        return Ok(if all_valid {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    if let Command::Texts { language } = cli.command {
        texts::write(language, &mut std::io::stdout().lock())?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Config(command) = cli.command {
        return command.run(&mut std::io::stdout().lock());
    }
    let settings = match &cli.command {
        Command::Serve(serve) => Some(serve.settings()?),
        _ => None,
    };
    let format = settings
        .as_ref()
        .and_then(|settings| settings.value("log-format"));
    start_log(format.is_some_and(|format| format.text == "json"));
    // The engine writes out and merges its tables on two of these threads, minutes at a time with a large
    // register; requests must find others.
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores + 2)
        .enable_all()
        .thread_stack_size(8 << 20)
        .build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Init(command) => command.run().await,
            Command::Serve(command) => command.run(settings.unwrap_or_default()).await,
            Command::Demo(command) => command.run().await,
            Command::Username(command) => command.run().await,
            Command::Register(command) => command.run().await,
            Command::Log(command) => command.run().await,
            Command::Keys(command) => command.run().await,
            Command::Permit(command) => command.run().await,
            Command::Backup(command) => command.run().await,
            Command::Emergency(command) => command.run().await,
            Command::Bench(command) => command.run().await,
            Command::Id(_) | Command::Config(_) | Command::Texts { .. } => Ok(ExitCode::SUCCESS),
        }
    })
}

/// The operator's log, to standard error: lines to read, or one JSON object a line.
fn start_log(as_json: bool) {
    let asked = operator_log::asked(&std::env::var("LUOTAIN_LOG").unwrap_or_default());
    let log = tracing_subscriber::fmt()
        .with_env_filter(asked.filter)
        .with_writer(std::io::stderr);
    if as_json {
        log.json().flatten_event(true).with_current_span(false).init();
    } else {
        log.init();
    }
    for part in asked.left_out {
        tracing::warn!(
            part,
            "LUOTAIN_LOG asks for what is not told: it may hold personal data, or is no level"
        );
    }
}
