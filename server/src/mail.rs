//! Sending the outbox by SMTP: the options of the command line, the carrier, and the task that
//! sends what is due.

mod options;
mod smtp;

pub use options::{MailOptions, Security};
pub use smtp::SmtpCarrier;

use std::sync::Arc;
use std::time::Duration;

use luotain::service::Service;
use tokio::task::JoinHandle;

/// How often the outbox is looked at.
const EVERY: Duration = Duration::from_secs(3);

/// Sends what is due, until it is aborted. A message that is under way then is sent again by the
/// next program, under the same id.
#[must_use]
pub fn start(service: Arc<Service>, carrier: SmtpCarrier) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut tick = tokio::time::interval(EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            match service.send_mail(&carrier).await {
                Ok(round) if round.sent + round.failed > 0 => {
                    tracing::info!(sent = round.sent, failed = round.failed, "mail");
                }
                Ok(_) => {}
                Err(problem) => tracing::error!(%problem, "the outbox could not be sent"),
            }
        }
    })
}
