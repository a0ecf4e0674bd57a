//! `luotain register export`: a whole register as JSON lines.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use luotain::environment::Environment;
use luotain::register::exchange::{Counts, End, Header, write_line};
use luotain::store::{RecordKind, Store};

/// How many records are held in memory at a time.
const PAGE: u32 = 500;

/// Exports into a new file, which is there whole or not at all.
///
/// # Errors
/// If the file is there already or cannot be written, or what the store says.
pub(super) async fn export_file(
    store: &Store,
    environment: Environment,
    today: NaiveDate,
    file: &Path,
    progress: impl FnMut(u64, u64),
) -> anyhow::Result<Counts> {
    if file.exists() {
        bail!("{} is there already: give another file", file.display());
    }
    let half = half_written(file);
    let written = {
        let mut out = BufWriter::with_capacity(1 << 18, create(&half)?);
        let written = export(store, environment, today, &mut out, progress).await;
        let kept = match written {
            Ok(written) => keep(out).map(|()| written),
            Err(error) => Err(error),
        };
        if kept.is_err() {
            // What could not be finished helps nobody, and holds personal data.
            let _ = std::fs::remove_file(&half);
        }
        kept?
    };
    std::fs::rename(&half, file).with_context(|| format!("name {}", file.display()))?;
    Ok(written)
}

/// Where a file lies until it is whole.
fn half_written(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    file.with_file_name(name)
}

/// Makes a file that its owner alone may read: it holds personal data.
fn create(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
        .open(path)
        .with_context(|| format!("write {}", path.display()))
}

/// Brings what was written to the disk.
fn keep(out: BufWriter<File>) -> anyhow::Result<()> {
    let file = out.into_inner().context("write the file")?;
    file.sync_all().context("write the file")
}

/// Writes header, records and end. The records come kind by kind, each in the order of their keys, so
/// that the same register gives the same bytes.
///
/// # Errors
/// If a line cannot be written, or what the store says.
pub(super) async fn export(
    store: &Store,
    environment: Environment,
    today: NaiveDate,
    out: &mut impl Write,
    mut progress: impl FnMut(u64, u64),
) -> anyhow::Result<Counts> {
    let counts = store.count_records(environment).await?;
    // A register that was never told its day stands as of now.
    let day = store.find_register_day(environment).await?.unwrap_or(today);
    let header = Header::new(environment, day, counts);
    writeln!(out, "{}", serde_json::to_string(&header)?)?;
    let mut written = Counts::default();
    for kind in RecordKind::ALL {
        let mut after = None;
        loop {
            let page = store.list_records(environment, kind, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.key();
            for record in &page {
                writeln!(out, "{}", write_line(record)?)?;
                written.count(record);
            }
            progress(written.total(), counts.total());
        }
    }
    if written != counts {
        bail!("the register counts {counts}, but {written} were read");
    }
    writeln!(out, "{}", serde_json::to_string(&End::after(written.total()))?)?;
    Ok(written)
}
