//! The command line, one file per command.

pub mod bench;
mod demo;
mod id;
mod log;
mod register;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Luotain: single, current records of a population register for those who may see them.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages from a data folder, behind a TLS proxy.
    Serve(serve::Serve),
    /// Make a demonstration with a synthetic register and users, and serve it on this machine.
    Demo(demo::Demo),
    /// The register: generate a synthetic one.
    #[command(subcommand)]
    Register(register::Register),
    /// The log: verify it, write it as tiles.
    #[command(subcommand)]
    Log(log::Log),
    /// Identifiers: check them.
    #[command(subcommand)]
    Id(Id),
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
}

impl Data {
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
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("LUOTAIN_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,surrealdb=warn,surrealkv=warn")),
        )
        .with_writer(std::io::stderr)
        .init();
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
            Command::Serve(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::Register(command) => command.run().await,
            Command::Log(command) => command.run().await,
            Command::Bench(command) => command.run().await,
            Command::Id(_) => Ok(ExitCode::SUCCESS),
        }
    })
}
