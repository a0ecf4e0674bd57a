//! `luotain register apply`: bringing a register up to date from a file of updates, beside a running
//! service or without one (docs/register-format.md, "Updates").
//!
//! A file is looked over from end to end before anything is written. Then it goes into the register lot by
//! lot, each lot one transaction with all its ways in; the entry of the change log goes with the last of
//! them, and with the first one too if there are several. Whatever stops it in between: the same file
//! once more completes it, because what is there already is known.

#[cfg(unix)]
pub mod socket;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use luotain::environment::Environment;
use luotain::log::{Change, ChangeAct, Detail, Subject};
use luotain::register::exchange::{Counts, End, LineFault, RegisterUpdate, UpdateHeader, parse_update};
use luotain::service::{Entropy, local_day};
use luotain::store::{Ahead, Fate, Store, Waiting};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::lines::{Line, Lines};

/// How many updates one transaction takes: few enough that queries do not wait for it.
const LOT: usize = 500;
/// How many bytes of lines are held together, however few updates they are.
const LOT_BYTES: u64 = 8 << 20;
/// How many lots wait to be written, at the most.
const WAITING: usize = 2;
/// The longest end line.
const LONGEST_END: usize = 4 << 10;
/// By how much the clocks of the source and of this machine may differ.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// How a file is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// The register that the file must be of.
    pub environment: Option<Environment>,
    /// Write nothing.
    pub dry_run: bool,
    /// Write nothing if any line is refused.
    pub strict: bool,
}

/// Where and under which conditions a file is applied.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The store.
    pub store: &'a Store,
    /// The source of randomness, for the entry of the change log.
    pub entropy: &'a dyn Entropy,
    /// The time.
    pub now: DateTime<Utc>,
    /// Real persons' identity codes may stand in a production file.
    pub real_persons: bool,
    /// Who applies it, as the machine knows them.
    pub operator: &'a str,
}

impl std::fmt::Debug for Ground<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ground")
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The register.
    pub environment: Environment,
    /// SHA-256 of the file, in hexadecimal digits.
    pub digest: String,
    /// Updates taken into the register.
    pub taken: Counts,
    /// Updates that were in it already.
    pub known: u64,
    /// Updates of records of which later ones are in it.
    pub outdated: u64,
    /// Lines that were refused.
    pub refused: u64,
    /// Whether anything was to be written.
    pub written: bool,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verb = if self.written { "taken" } else { "would be taken" };
        write!(
            f,
            "{} {verb} into the {} register; {} were in it already, {} were outdated; {} lines refused",
            self.taken,
            self.environment.code(),
            self.known,
            self.outdated,
            self.refused
        )?;
        if !self.written {
            write!(f, "; nothing was written")?;
        }
        Ok(())
    }
}

/// What was seen of a file before anything else is done with it.
#[derive(Clone)]
struct Seen {
    header: UpdateHeader,
    /// Up to where the end line reaches.
    size: u64,
    /// SHA-256 up to there, in hexadecimal digits.
    digest: String,
}

/// Applies a file. `progress` is told the bytes done and all bytes, `report` the number of each line that
/// was refused and why.
///
/// # Errors
/// If the file is refused as a whole, and then nothing was written; or what the store says.
pub async fn apply(
    ground: Ground<'_>,
    file: File,
    options: Options,
    mut progress: impl FnMut(u64, u64) + Send,
    mut report: impl FnMut(u64, &str) + Send,
) -> anyhow::Result<Outcome> {
    let (file, seen) =
        tokio::task::spawn_blocking(move || look_over(&file).map(|seen| (file, seen))).await??;
    let environment = seen.header.environment;
    if let Some(wanted) = options.environment.filter(|wanted| *wanted != environment) {
        bail!(
            "the file is of the {} register, not of the {} one",
            environment.code(),
            wanted.code()
        );
    }
    if seen.header.day > local_day(ground.now) {
        bail!("the header's day lies in the future by this machine's clock");
    }
    if options.dry_run || options.strict {
        let looked = run(ground, &file, &seen, false, &mut progress, &mut report).await?;
        if options.dry_run || looked.refused > 0 {
            return Ok(looked);
        }
    }
    run(ground, &file, &seen, true, &mut progress, &mut report).await
}

/// Reads a file to its end: it must be whole.
fn look_over(file: &File) -> anyhow::Result<Seen> {
    let mut lines = from_start(file)?;
    let mut line = Vec::new();
    if lines.next(&mut line)? != Line::Whole {
        bail!("the file is empty, or its first line is too long");
    }
    let header = UpdateHeader::parse(&line)?;
    let (mut records, mut end, mut whole) = (0, None, None);
    loop {
        match lines.next(&mut line)? {
            Line::None => break,
            Line::Whole if line.trim_ascii().is_empty() => {}
            read => {
                // A line after the end line makes that one a line like others.
                records += u64::from(end.is_some());
                let is_short = read == Line::Whole && line.len() <= LONGEST_END;
                end = is_short.then(|| End::parse(&line)).flatten();
                records += u64::from(end.is_none());
                if let Some(end) = end
                    && end.end.records == records
                {
                    whole = Some((lines.offset, lines.digest()));
                }
            }
        }
    }
    let Some(end) = end else {
        bail!("the file is cut off: its last line is not the end line");
    };
    let Some((size, digest)) = whole.filter(|_| end.end.records == records) else {
        bail!(
            "the end line counts {} updates, but {records} stand before it",
            end.end.records
        );
    };
    Ok(Seen { header, size, digest })
}

fn from_start(mut file: &File) -> std::io::Result<Lines<BufReader<&File>>> {
    file.seek(SeekFrom::Start(0))?;
    Ok(Lines::new(BufReader::with_capacity(1 << 18, file)))
}

/// Updates that are dealt with together.
#[derive(Default)]
struct Lot {
    /// The updates, each with its line.
    updates: Vec<(u64, RegisterUpdate)>,
    /// The lines that were refused, and why.
    refused: Vec<(u64, String)>,
    /// Where the line after it begins.
    offset: u64,
    is_last: bool,
}

/// Goes through a file once, and writes it if it is to.
async fn run(
    ground: Ground<'_>,
    file: &File,
    seen: &Seen,
    writes: bool,
    progress: &mut (impl FnMut(u64, u64) + Send),
    report: &mut (impl FnMut(u64, &str) + Send),
) -> anyhow::Result<Outcome> {
    let environment = seen.header.environment;
    let mut outcome = Outcome {
        environment,
        digest: seen.digest.clone(),
        taken: Counts::default(),
        known: 0,
        outdated: 0,
        refused: 0,
        written: writes,
    };
    let test_codes_only = environment != Environment::Production || !ground.real_persons;
    let mut ahead = (!writes).then(Ahead::default);
    let mut begun = false;
    let (ready, mut lots) = mpsc::channel(WAITING);
    let (file, seen_before) = (file.try_clone()?, seen.clone());
    let reading = tokio::task::spawn_blocking(move || read(&file, &seen_before, test_codes_only, &ready));
    while let Some(mut lot) = lots.recv().await {
        let mut refused = std::mem::take(&mut lot.refused);
        let (lines, updates) = in_time(lot.updates, ground.now, &mut refused);
        let judged = ground
            .store
            .judge_updates(environment, updates, ahead.as_mut())
            .await?;
        for ((line, counts), fate) in lines.into_iter().zip(judged.fates()) {
            match fate {
                Fate::Taken => outcome.taken += counts,
                Fate::Known => outcome.known += 1,
                Fate::Outdated => outcome.outdated += 1,
                Fate::Contradicts => refused.push((line, CONTRADICTS.to_owned())),
            }
        }
        outcome.refused += refused.len() as u64;
        refused.sort();
        for (line, reason) in &refused {
            report(*line, reason);
        }
        if writes {
            // Of several lots the first that changes something tells that it is begun: a run that is
            // killed stands in the change log, too.
            let begins = !begun && outcome.taken.total() > 0;
            begun |= begins;
            let entry = (begins || lot.is_last)
                .then(|| entry(ground, seen, &outcome, lot.is_last))
                .transpose()?;
            let day = lot.is_last.then_some(seen.header.day);
            ground.store.write_updates(judged, day, entry).await?;
        }
        progress(lot.offset, seen.size);
    }
    reading.await??;
    Ok(outcome)
}

const CONTRADICTS: &str =
    "change: the same change brought another content of this record for the same time before";
const FUTURE: &str =
    "effective: lies in the future by this machine's clock; give it again when its time has come";

/// The updates whose time has come, with their lines; the others are refused.
fn in_time(
    updates: Vec<(u64, RegisterUpdate)>,
    now: DateTime<Utc>,
    refused: &mut Vec<(u64, String)>,
) -> (Vec<(u64, Counts)>, Vec<RegisterUpdate>) {
    let mut lines = Vec::with_capacity(updates.len());
    let mut kept = Vec::with_capacity(updates.len());
    for (line, update) in updates {
        if update.effective > now + CLOCKS_DIFFER {
            refused.push((line, FUTURE.to_owned()));
            continue;
        }
        let mut counts = Counts::default();
        counts.count(&update.record);
        lines.push((line, counts));
        kept.push(update);
    }
    (lines, kept)
}

/// Reads a file to its end and hands it on in lots.
fn read(file: &File, seen: &Seen, test_codes_only: bool, lots: &mpsc::Sender<Lot>) -> anyhow::Result<()> {
    let mut lines = from_start(file)?;
    let mut line = Vec::new();
    lines.next(&mut line)?;
    let mut lot = Lot::default();
    let mut begins_at = lines.offset;
    while !lot.is_last {
        let update = match lines.next(&mut line)? {
            Line::None => bail!("the file became shorter while it was read"),
            Line::TooLong => Some(Err(LineFault::TooLong)),
            Line::Whole if line.trim_ascii().is_empty() => None,
            Line::Whole if lines.offset >= seen.size && End::parse(&line).is_some() => None,
            Line::Whole => Some(parse_update(&line, test_codes_only)),
        };
        match update {
            Some(Ok(update)) => lot.updates.push((lines.number, update)),
            Some(Err(fault)) => lot.refused.push((lines.number, fault.to_string())),
            None => {}
        }
        lot.is_last = lines.offset >= seen.size;
        let full = lot.updates.len() + lot.refused.len() >= LOT || lines.offset - begins_at >= LOT_BYTES;
        if !full && !lot.is_last {
            continue;
        }
        if lot.is_last && lines.digest() != seen.digest {
            bail!("the file was changed while it was read: apply it again");
        }
        begins_at = lines.offset;
        lot.offset = lines.offset;
        let is_last = lot.is_last;
        if lots.blocking_send(std::mem::take(&mut lot)).is_err() {
            // Whoever writes has given up and says why.
            return Ok(());
        }
        lot.is_last = is_last;
    }
    Ok(())
}

/// What the change log tells of a file: no word of what is in it.
fn entry(ground: Ground<'_>, seen: &Seen, outcome: &Outcome, ends: bool) -> anyhow::Result<Waiting> {
    let mut id = [0; 16];
    ground.entropy.fill(&mut id)?;
    let mut details = vec![
        Detail::after("file", seen.digest.as_str()),
        Detail::after("operator", ground.operator),
    ];
    if ends {
        details.extend([
            Detail::after("register-day", seen.header.day.to_string()),
            Detail::after("updates-taken", outcome.taken.total().to_string()),
            Detail::after("updates-known", outcome.known.to_string()),
            Detail::after("updates-outdated", outcome.outdated.to_string()),
            Detail::after("lines-refused", outcome.refused.to_string()),
        ]);
    } else {
        details.push(Detail::after("begun", "yes"));
    }
    let change = Change {
        id,
        time_micros: ground.now.timestamp_micros(),
        act: ChangeAct::RegisterUpdated,
        actor: None,
        actor_organisation: None,
        subject: Subject::Register(outcome.environment.code().to_owned()),
        organisation: None,
        details,
        reason: None,
        source_address: String::new(),
        request_id: String::new(),
    };
    Waiting::new(&change, 0).context("word the entry of the change log")
}
