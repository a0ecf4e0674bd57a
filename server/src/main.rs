//! The `luotain` program.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

use std::process::ExitCode;

use clap::Parser;
use luotain_server::cli::Cli;
use mimalloc::MiMalloc;

/// A third of the time of an audited query went into the system's allocator (docs/performance.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match luotain_server::cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("luotain: {error:#}");
            ExitCode::FAILURE
        }
    }
}
