//! `luotain emergency`: putting a lever back when nobody gets to the page of levers, for instance
//! because the only administrator's key is lost. The service must be stopped.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use luotain::access::Reason;
use luotain::emergency::Lever;
use luotain::log::{ChangeAct, Subject};

use super::Data;
use crate::launch::DataFolder;

/// The levers for an emergency, without the service.
#[derive(Debug, Subcommand)]
pub enum Emergency {
    /// List the levers that are pulled.
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Put a lever back. It is told in the change log at the next start.
    Release {
        #[command(flatten)]
        data: Data,
        /// read-only, queries, or organisation/KEY.
        #[arg(long, value_parser = lever)]
        lever: Lever,
        /// Why: 3-200 characters, without identity codes.
        #[arg(long)]
        reason: String,
    },
}

fn lever(text: &str) -> Result<Lever, String> {
    Lever::from_code(text).ok_or_else(|| "read-only, queries, or organisation/KEY".to_owned())
}

impl Emergency {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { data } => list(&data).await,
            Self::Release { data, lever, reason } => release(&data, &lever, &reason).await,
        }
    }
}

async fn list(data: &Data) -> anyhow::Result<ExitCode> {
    let folder = DataFolder::open(&data.data)?;
    let store = folder.open_store().await?;
    for pulled in store.list_levers().await? {
        println!(
            "{} since {} by {}: {}",
            pulled.lever.code(),
            pulled.since.to_rfc3339(),
            pulled.by.as_str(),
            pulled.reason
        );
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn release(data: &Data, lever: &Lever, reason: &str) -> anyhow::Result<ExitCode> {
    let reason = Reason::parse(reason).context("the reason")?;
    let folder = DataFolder::open(&data.data)?;
    let store = folder.open_store().await?;
    let (act, subject) = match lever {
        Lever::ReadOnly => (ChangeAct::ReadOnlyEnded, Subject::Setting(lever.code())),
        Lever::Queries => (ChangeAct::QueriesOpened, Subject::Setting(lever.code())),
        Lever::Organisation(id) => (
            ChangeAct::OrganisationOpened,
            Subject::Organisation(id.as_str().to_owned()),
        ),
    };
    let organisation = match lever {
        Lever::Organisation(id) => Some(id),
        _ => None,
    };
    let entry = super::tell::entry(act, subject, organisation, Vec::new(), Some(reason.as_str()))?;
    let released = store.delete_lever(lever, &[entry]).await?;
    store.close().await;
    if !released {
        bail!("{} is not pulled", lever.code());
    }
    println!("{}: put back", lever.code());
    Ok(ExitCode::SUCCESS)
}
