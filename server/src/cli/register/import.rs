//! `luotain register import`: JSON lines into a register.
//!
//! Batches are written whole or not at all, each together with the mark of how far the import has
//! come. A killed import that is started again goes on after the last batch that was written; that it
//! is the same file is told by a digest of all that was read before.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, bail};
use luotain::environment::Environment;
use luotain::register::RegisterRecord;
use luotain::register::exchange::{Counts, End, Header, LineFault, parse_line};
use luotain::register::record::RecordKey;
use luotain::store::{ImportMark, Prepared, Preparer, RecordKind, Records, Store, StoreError};
use tokio::sync::mpsc;

use super::load::BATCH;
use crate::lines::{Line, Lines};

/// How many bytes of lines are held together, however few records they are.
const BATCH_BYTES: u64 = 16 << 20;
/// How far from the end of a file its last line is looked for.
const TAIL: u64 = 4 << 10;
/// The longest header.
const LONGEST_HEADER: u64 = 64 << 10;

/// How a file is imported.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    /// The register that the file must be of.
    pub(super) environment: Option<Environment>,
    /// Write nothing.
    pub(super) dry_run: bool,
    /// Begin at this line, whatever was imported before.
    pub(super) from_line: Option<u64>,
    /// Real persons' identity codes may stand in a production file.
    pub(super) real_persons: bool,
}

/// What became of an import, earlier runs of the same file included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The register.
    pub(super) environment: Environment,
    /// Records written.
    pub(super) loaded: Counts,
    /// Records that were there already, just as they stand in the file.
    pub(super) unchanged: u64,
    /// Lines that were refused.
    pub(super) refused: u64,
    /// The line after which this run went on, if an earlier one was interrupted.
    pub(super) resumed_after: Option<u64>,
    /// The same file was imported to its end before, and nothing was done now.
    pub(super) was_finished: bool,
    /// Nothing was written, because nothing was to be.
    pub(super) dry_run: bool,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.resumed_after {
            writeln!(f, "went on after line {line}, where an earlier import stopped")?;
        }
        if self.was_finished {
            writeln!(
                f,
                "this file was imported to its end before: nothing was done now"
            )?;
        }
        let verb = if self.dry_run { "would be loaded" } else { "loaded" };
        write!(
            f,
            "{} {verb} into the {} register; {} were there already and the same; {} lines refused",
            self.loaded,
            self.environment.code(),
            self.unchanged,
            self.refused
        )
    }
}

/// Imports a file. `progress` is told the bytes done and all bytes, `report` the number of each line that
/// was refused and why.
///
/// # Errors
/// If the file is refused as a whole, and then nothing was written; or what the store says.
pub(super) async fn import_file(
    store: &Store,
    file: &Path,
    options: Options,
    mut progress: impl FnMut(u64, u64),
    mut report: impl FnMut(u64, &str),
) -> anyhow::Result<Outcome> {
    let opened = File::open(file).with_context(|| format!("read {}", file.display()))?;
    let size = opened.metadata()?.len();
    let (header, end) = look_over(&opened, size).with_context(|| file.display().to_string())?;
    let environment = header.environment;
    if let Some(wanted) = options.environment.filter(|wanted| *wanted != environment) {
        bail!(
            "{} is of the {} register, not of the {} one",
            file.display(),
            environment.code(),
            wanted.code()
        );
    }

    let (lines, mut mark) = begin(store, environment, opened, options).await?;
    let mut outcome = Outcome {
        environment,
        loaded: mark.loaded,
        unchanged: mark.unchanged,
        refused: mark.refused,
        resumed_after: (mark.line > 0 && !mark.finished).then_some(mark.line),
        was_finished: mark.finished,
        dry_run: options.dry_run,
    };
    if mark.finished {
        return Ok(outcome);
    }
    let test_codes_only = environment == Environment::Training || !options.real_persons;
    let compares = options.dry_run && holds_any(store, environment).await?;

    // One thread reads and checks, one words and packs, and this task writes.
    let (sender, read_batches) = mpsc::channel::<Batch>(1);
    let (ready, mut batches) = mpsc::channel::<(Batch, Option<Ready>)>(1);
    let reader = tokio::task::spawn_blocking(move || read(lines, size, test_codes_only, &sender));
    let preparer = (!options.dry_run).then(|| store.preparer(environment));
    let preparing = tokio::task::spawn_blocking(move || prepare(preparer, read_batches, &ready));
    while let Some((mut batch, ready)) = batches.recv().await {
        mark.line = batch.line;
        mark.offset = batch.offset;
        mark.digest = std::mem::take(&mut batch.digest);
        let refused = match ready {
            None => check(store, batch, compares, &mut outcome).await?,
            Some(ready) => write(store, batch.refused, ready, &mut mark, &mut outcome).await?,
        };
        for (line, fault) in &refused {
            report(*line, fault);
        }
        progress(mark.offset, size);
    }
    reader.await??;
    preparing.await?;

    let seen = outcome.loaded.total() + outcome.unchanged + outcome.refused;
    if options.from_line.is_none() && seen != end.end.records {
        outcome.refused += 1;
        let counted = end.end.records;
        report(
            mark.line,
            &format!("the end line counts {counted} records, but {seen} stand before it"),
        );
    }
    if !options.dry_run {
        store.update_loaded_day(environment, header.day).await?;
        let day = store.find_register_day(environment).await?;
        let day = day.map_or(header.day, |day| day.max(header.day));
        store.update_register_day(environment, day).await?;
        mark.finished = true;
        tell(&mut mark, &outcome);
        store
            .create_records(environment, &Records::default(), Some(&mark))
            .await?;
    }
    Ok(outcome)
}

/// Looks at the two ends of a file, before anything else is done with it.
fn look_over(file: &File, size: u64) -> anyhow::Result<(Header, End)> {
    let mut file = file;
    let mut first = Vec::new();
    file.take(LONGEST_HEADER).read_to_end(&mut first)?;
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = Header::parse(line)?;

    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    file.take(TAIL).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let last = tail
        .strip_suffix(b"\n")
        .and_then(|tail| tail.rsplit(|byte| *byte == b'\n').next())
        .and_then(End::parse);
    let Some(end) = last else {
        bail!("the file is cut off: its last line is not the end line");
    };
    if header.counts.total() != end.end.records {
        bail!(
            "the header counts {} records, the end line {}",
            header.counts.total(),
            end.end.records
        );
    }
    Ok((header, end))
}

/// The lines from where this run begins, and the mark that it goes on from: an empty one for a run from
/// the start.
async fn begin(
    store: &Store,
    environment: Environment,
    file: File,
    options: Options,
) -> anyhow::Result<(Lines<BufReader<File>>, ImportMark)> {
    let from_start = |mut file: File| -> std::io::Result<Lines<BufReader<File>>> {
        file.seek(SeekFrom::Start(0))?;
        let mut lines = Lines::new(BufReader::with_capacity(1 << 18, file));
        lines.next(&mut Vec::new())?;
        Ok(lines)
    };
    if let Some(first) = options.from_line {
        let mut lines = from_start(file)?;
        let mut buffer = Vec::new();
        while lines.number + 1 < first {
            if lines.next(&mut buffer)? == Line::None {
                bail!("the file has {} lines, so none with number {first}", lines.number);
            }
        }
        return Ok((lines, ImportMark::default()));
    }
    if !options.dry_run
        && let Some(mark) = store.find_import_mark(environment).await?
    {
        let mut lines = Lines::new(BufReader::with_capacity(1 << 18, file.try_clone()?));
        if lines.pass_to(mark.offset, mark.line)? && lines.digest() == mark.digest {
            return Ok((lines, mark));
        }
        if !mark.finished {
            bail!(
                "the import of another file was interrupted after line {}: go on with that file, or give \
                 --from-line 2 to import this one from its start",
                mark.line
            );
        }
    }
    Ok((from_start(file)?, ImportMark::default()))
}

/// Lines that are dealt with together.
#[derive(Debug, Default)]
struct Batch {
    /// The records, each with its line.
    records: Vec<(u64, RegisterRecord)>,
    /// The lines that were refused, and why.
    refused: Vec<(u64, String)>,
    /// The last line.
    line: u64,
    /// Where the line after it begins.
    offset: u64,
    /// The digest of the file up to there.
    digest: String,
}

/// Reads a file to its end and hands it on in batches.
fn read<R: std::io::BufRead>(
    mut lines: Lines<R>,
    size: u64,
    test_codes_only: bool,
    batches: &mpsc::Sender<Batch>,
) -> anyhow::Result<()> {
    let mut buffer = Vec::new();
    let mut batch = Batch::default();
    let mut begun = lines.offset;
    let mut ended = false;
    while !ended {
        let record = match lines.next(&mut buffer)? {
            Line::None => bail!("the file became shorter while it was read"),
            Line::TooLong => Some(Err(LineFault::TooLong)),
            Line::Whole if lines.offset >= size && End::parse(&buffer).is_some() => {
                ended = true;
                None
            }
            Line::Whole if buffer.trim_ascii().is_empty() => None,
            Line::Whole => Some(parse_line(&buffer, test_codes_only)),
        };
        match record {
            Some(Ok(record)) => batch.records.push((lines.number, record)),
            Some(Err(fault)) => batch.refused.push((lines.number, fault.to_string())),
            None => {}
        }
        let full = batch.records.len() + batch.refused.len() >= BATCH || lines.offset - begun >= BATCH_BYTES;
        if full || ended {
            batch.line = lines.number;
            batch.offset = lines.offset;
            batch.digest = lines.digest();
            begun = lines.offset;
            if batches.blocking_send(std::mem::take(&mut batch)).is_err() {
                // Whoever writes has given up and says why.
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Records that are ready to be written.
struct Ready {
    /// The records, and where each stands, should they have to be looked at one by one.
    records: Records,
    lines: HashMap<RecordKey, u64>,
    prepared: Result<Prepared, StoreError>,
}

/// Takes twins out of batches, and makes the rest ready if it is to be written.
fn prepare(
    preparer: Option<Preparer>,
    mut batches: mpsc::Receiver<Batch>,
    ready: &mpsc::Sender<(Batch, Option<Ready>)>,
) {
    while let Some(mut batch) = batches.blocking_recv() {
        take_out_twins(&mut batch);
        let made = preparer.map(|preparer| {
            let mut lines = HashMap::with_capacity(batch.records.len());
            let mut records = Records::default();
            for (line, record) in std::mem::take(&mut batch.records) {
                if let Some(key) = record.key() {
                    lines.insert(key, line);
                }
                records.push(record);
            }
            Ready {
                // Each batch with all its rows: of the one before it, some records may be refused.
                prepared: preparer.prepare(&records),
                records,
                lines,
            }
        });
        if ready.blocking_send((batch, made)).is_err() {
            // Whoever writes has given up and says why.
            return;
        }
    }
}

/// Refuses the second of two records of one identifier. Those of other batches are found in the register.
fn take_out_twins(batch: &mut Batch) {
    let mut seen = HashMap::new();
    let Batch { records, refused, .. } = batch;
    records.retain(|(line, record)| {
        let Some(key) = record.key() else { return true };
        let first = *seen.entry(key).or_insert(*line);
        if first != *line {
            refused.push((*line, format!("the same identifier stands on line {first}")));
        }
        first == *line
    });
}

const OTHER_CONTENT: &str = "is in the register already, with other content";

/// Counts what a batch would do, for a dry run.
async fn check(
    store: &Store,
    batch: Batch,
    compares: bool,
    outcome: &mut Outcome,
) -> anyhow::Result<Vec<(u64, String)>> {
    let mut refused = batch.refused;
    for (line, record) in batch.records {
        let there = match record.key() {
            Some(key) if compares => store.find_record(outcome.environment, key).await?,
            _ => None,
        };
        match there {
            None => outcome.loaded.count(&record),
            Some(there) if there == record => outcome.unchanged += 1,
            Some(_) => refused.push((line, OTHER_CONTENT.to_owned())),
        }
    }
    outcome.refused += refused.len() as u64;
    refused.sort();
    Ok(refused)
}

/// Writes a batch with its mark, and gives the lines that were refused.
///
/// As a rule nothing of it is in the register yet. Only if that shows to be wrong is each record looked
/// up: what is there already and the same is passed over, what is there and another is refused.
async fn write(
    store: &Store,
    mut refused: Vec<(u64, String)>,
    ready: Ready,
    mark: &mut ImportMark,
    outcome: &mut Outcome,
) -> anyhow::Result<Vec<(u64, String)>> {
    let environment = outcome.environment;
    let Ready {
        records,
        lines,
        prepared,
    } = ready;
    let mut ahead = outcome.clone();
    ahead.refused += refused.len() as u64;
    ahead.loaded += records.counts();
    tell(mark, &ahead);
    if let Err(error) = store.write_prepared(prepared?, Some(mark)).await {
        ahead = outcome.clone();
        let all = records.len();
        let mut new = Records::default();
        for record in records.into_records() {
            let Some(key) = record.key() else { continue };
            match store.find_record(environment, key).await? {
                None => new.push(record),
                Some(there) if there == record => ahead.unchanged += 1,
                Some(_) => {
                    let line = lines.get(&key).copied().unwrap_or_default();
                    refused.push((line, OTHER_CONTENT.to_owned()));
                }
            }
        }
        if new.len() == all {
            // Nothing of it was there, so something else is wrong.
            return Err(error.into());
        }
        ahead.refused += refused.len() as u64;
        ahead.loaded += new.counts();
        tell(mark, &ahead);
        store.create_records(environment, &new, Some(mark)).await?;
    }
    *outcome = ahead;
    refused.sort();
    Ok(refused)
}

/// Puts into the mark what was done up to it.
fn tell(mark: &mut ImportMark, outcome: &Outcome) {
    mark.loaded = outcome.loaded;
    mark.unchanged = outcome.unchanged;
    mark.refused = outcome.refused;
}

/// Whether there is anything in a register.
async fn holds_any(store: &Store, environment: Environment) -> anyhow::Result<bool> {
    for kind in RecordKind::ALL {
        if !store.list_records(environment, kind, None, 1).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
