//! Whatever was answered is in the log, whenever the program or the power goes.
//!
//! A real server under a real load is killed at random moments and started again, over and
//! over, on the same folder; docs/reliability.md tells what is looked at. `cargo test` runs a
//! few rounds, `make crash` many:
//!
//! LUOTAIN_CRASH_ROUNDS   rounds of each case, 10 if nothing is said
//! LUOTAIN_CRASH_SEED     the plan of the kills and of what a power cut takes
//! LUOTAIN_CRASH_FOLDER   where the folders are made
//!
//! The kills strike by the clock, so the same seed makes the same plan, not the same run.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

mod check;
mod client;
mod disk;
mod random;
mod rounds;
mod server;
mod stopwatch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use luotain_server::system::{SystemEntropy, random_id};

use rounds::Case;

/// A test by its name, in the way of the usual harness.
type Test = (&'static str, fn(&Plan) -> anyhow::Result<()>);

const TESTS: [Test; 4] = [
    ("the_pretended_disk_writes_a_sector_as_a_whole", |_| {
        disk::the_pretended_disk_writes_a_sector_as_a_whole()
    }),
    ("the_pretended_disk_loses_only_what_was_not_synced", |_| {
        disk::the_pretended_disk_loses_only_what_was_not_synced()
    }),
    ("every_answer_outlives_a_kill", |plan| {
        Case::new(plan.folder.join("kill"), false, plan.seed)?.run(plan.rounds)
    }),
    ("every_answer_outlives_a_power_cut", |plan| {
        Case::new(plan.folder.join("power-cut"), true, plan.seed)?.run(plan.rounds)
    }),
];

struct Plan {
    rounds: u64,
    seed: u64,
    folder: PathBuf,
}

impl Plan {
    fn from_environment() -> anyhow::Result<Self> {
        let number = |name: &str| {
            std::env::var(name)
                .ok()
                .filter(|text| !text.is_empty())
                .map(|text| text.parse::<u64>().with_context(|| format!("{name} is a number")))
                .transpose()
        };
        let chosen = u64::from_str_radix(&random_id(&SystemEntropy), 16).context("a seed")?;
        Ok(Self {
            rounds: number("LUOTAIN_CRASH_ROUNDS")?.unwrap_or(10),
            // Short enough to be typed in again.
            seed: number("LUOTAIN_CRASH_SEED")?.unwrap_or(chosen % 1_000_000_000),
            folder: std::env::var_os("LUOTAIN_CRASH_FOLDER")
                .filter(|folder| !folder.is_empty())
                .map_or_else(std::env::temp_dir, PathBuf::from)
                .join(format!("luotain-crash-{}", std::process::id())),
        })
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [argument, order] = arguments.as_slice()
        && argument == check::ARGUMENT
    {
        return match check::look_into(Path::new(order)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        };
    }
    if arguments.iter().any(|argument| argument == "--list") {
        for (name, _) in TESTS {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the tests whose names have one of the given words in them; whether all went well.
fn run(arguments: &[String]) -> anyhow::Result<bool> {
    let words: Vec<&String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let plan = Plan::from_environment()?;
    let mut all_well = true;
    for (name, test) in TESTS {
        if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        println!("{name}: {} rounds, LUOTAIN_CRASH_SEED={}", plan.rounds, plan.seed);
        match test(&plan) {
            Ok(()) => println!("{name}: ok"),
            Err(error) => {
                all_well = false;
                println!("{name}: FAILED: {error:#}");
                println!("  again: LUOTAIN_CRASH_SEED={}", plan.seed);
            }
        }
    }
    if all_well {
        server::remove_folder(&plan.folder)?;
    }
    Ok(all_well)
}
