//! `luotain config`: what the settings of `serve` are and where each comes from.

use std::io::Write;
use std::process::ExitCode;

use crate::configuration::{self, ConfigurationError, Flags, Resolved};

/// The settings of `serve`.
#[derive(Debug, clap::Subcommand)]
pub enum Config {
    /// Say of each setting what holds and where it comes from, and all that is wrong. Takes
    /// what `serve` takes.
    Check {
        /// What `serve` would be given.
        #[command(flatten)]
        flags: Flags,
    },
    /// Write a commented settings file with every setting.
    Example,
}

/// The settings from flags, environment and file.
pub(super) fn resolved(flags: &Flags) -> Result<Resolved, ConfigurationError> {
    configuration::resolve(flags, |name| {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    })
}

impl Config {
    pub(super) fn run(self, out: &mut impl Write) -> anyhow::Result<ExitCode> {
        let flags = match self {
            Self::Example => {
                write!(out, "{}", configuration::example())?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::Check { flags } => flags,
        };
        let resolved = resolved(&flags)?;
        write!(out, "{}", configuration::explain(&resolved))?;
        let problems = configuration::problems(&resolved);
        if problems.is_empty() {
            writeln!(out, "\nAll of it can be used.")?;
            return Ok(ExitCode::SUCCESS);
        }
        writeln!(out)?;
        for problem in &problems {
            writeln!(out, "wrong: {problem}")?;
        }
        Ok(ExitCode::FAILURE)
    }
}
