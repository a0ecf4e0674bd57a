//! `luotain register apply`: a file of updates into a register, through the service that holds the data
//! folder if one does.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, bail};
use luotain::service::Clock;

use crate::launch::DataFolder;
use crate::system::{SystemClock, SystemEntropy};
use crate::updates::{Ground, Options, Outcome, apply};

/// Applies a file. `progress` is told the bytes done and all bytes, `report` the number of each line that
/// was refused and why.
///
/// # Errors
/// If the file is refused as a whole, the folder is in use by something that takes no updates, or what
/// the store says.
pub(super) async fn apply_file(
    data: &Path,
    file: &Path,
    options: Options,
    progress: impl FnMut(u64, u64) + Send,
    report: impl FnMut(u64, &str) + Send,
) -> anyhow::Result<Outcome> {
    let opened = File::open(file).with_context(|| format!("read {}", file.display()))?;
    if !opened.metadata()?.is_file() {
        bail!("{} is no file", file.display());
    }
    if !data.join("store").is_dir() {
        bail!("{} holds no store: correct --data", data.display());
    }
    let Some(folder) = DataFolder::try_open(data)? else {
        return through_service(data, opened, options, progress, report).await;
    };
    let store = folder.open_store().await?;
    let operator = operator();
    let ground = Ground {
        store: &store,
        entropy: &SystemEntropy,
        now: SystemClock.now(),
        real_persons: folder.allows_real_persons(),
        operator: &operator,
    };
    let outcome = apply(ground, opened, options, progress, report).await;
    store.close().await;
    outcome
}

#[cfg(unix)]
async fn through_service(
    data: &Path,
    file: File,
    options: Options,
    progress: impl FnMut(u64, u64),
    report: impl FnMut(u64, &str),
) -> anyhow::Result<Outcome> {
    let outcome = crate::updates::socket::send(data, file, options, progress, report).await?;
    outcome.with_context(|| {
        format!(
            "the folder {} is in use by a luotain that takes no updates: another command, or a service that \
             is starting or ending. Try again when it is done",
            data.display()
        )
    })
}

#[cfg(not(unix))]
async fn through_service(
    data: &Path,
    _: File,
    _: Options,
    _: impl FnMut(u64, u64),
    _: impl FnMut(u64, &str),
) -> anyhow::Result<Outcome> {
    bail!(
        "the folder {} is in use by another luotain, which takes no updates on this system: stop it first",
        data.display()
    )
}

/// Who runs the command, as the system knows them.
fn operator() -> String {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let us = std::fs::metadata("/proc/self").map(|us| format!("uid {}", us.uid()));
        us.unwrap_or_default()
    }
    #[cfg(not(unix))]
    String::new()
}
