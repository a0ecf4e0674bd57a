//! The `luotain` program.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

use std::process::ExitCode;

use clap::Parser;
use luotain_server::cli::Cli;

fn main() -> ExitCode {
    match luotain_server::cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("luotain: {error:#}");
            ExitCode::FAILURE
        }
    }
}
