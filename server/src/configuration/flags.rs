//! The settings as flags of a command: one per setting, made from the table.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use super::SETTINGS;

/// The flag that names the settings file.
const FILE: &str = "config";

/// What was given on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The settings file, from the flag or `LUOTAIN_CONFIG`.
    pub file: Option<PathBuf>,
    /// The values by the setting's name.
    pub values: BTreeMap<&'static str, String>,
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        if let Some(file) = matches.get_one::<PathBuf>(FILE) {
            self.file = Some(file.clone());
        }
        for setting in SETTINGS {
            let given: Vec<&str> = matches
                .get_many::<String>(setting.name)
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            if !given.is_empty() {
                self.values.insert(setting.name, given.join(","));
            }
        }
        Ok(())
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE)
            .long(FILE)
            .value_name("FILE")
            .env("LUOTAIN_CONFIG")
            .value_parser(value_parser!(PathBuf))
            .help("The settings file; `luotain config example` writes one");
        SETTINGS.iter().fold(command.arg(file), |command, setting| {
            command.arg(
                Arg::new(setting.name)
                    .long(setting.name)
                    .value_name(setting.value)
                    // Given twice is both, for the settings that are lists; others refuse a list.
                    .action(clap::ArgAction::Append)
                    .help(setting.about),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
