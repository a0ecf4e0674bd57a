//! `luotain username`: what only whoever runs the service can do with a username.

use std::process::ExitCode;

use anyhow::bail;
use luotain::error::Problem;

use super::Data;
use super::serve::{fixed_for, service_settings};
use crate::launch::Running;

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Username {
    /// Open a username that was locked on a suspicion, when nobody in the service may open it. The
    /// service must not be running. A link to a new password waits in the outbox and is sent
    /// when the service runs again.
    Open {
        #[command(flatten)]
        data: Data,
        /// The origin that browsers see; it stands in the link.
        #[arg(long, env = "LUOTAIN_ORIGIN")]
        origin: String,
        /// How the owner's identity was checked; kept with the opening.
        #[arg(long)]
        checked: String,
        /// The username.
        username: String,
    },
}

impl Username {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Open {
            data,
            origin,
            checked,
            username,
        } = self;
        let folder = data.open_made()?;
        let fixed = fixed_for(&origin)?;
        folder.fix(&fixed)?;
        let store = folder.open_store().await?;
        let settings = service_settings(&origin, &fixed, false);
        let running = Running::start(&folder, store, &fixed, &data.copies(), settings).await?;
        let outcome = running.service.unlock_as_operator(&username, &checked).await;
        running.stop().await;
        match outcome {
            Ok(()) => {
                println!("{username} is open. A link to a new password waits in the outbox.");
                Ok(ExitCode::SUCCESS)
            }
            Err(Problem::NotFound) => bail!("there is no username {username} in use"),
            Err(Problem::Changed) => bail!("{username} is not locked"),
            Err(Problem::Reason(problem)) => {
                bail!(
                    "--checked says how the identity was checked, in 3–200 characters, without an identity code: {problem}"
                )
            }
            Err(Problem::Detail(_)) => bail!("{username} has no work e-mail to which a link could go"),
            Err(problem) => bail!("{username} was not opened: {problem}"),
        }
    }
}
