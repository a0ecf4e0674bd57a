//! Sending what waits in the outbox, one round at a time.
//!
//! At least once: a message is noted as sent only after the mail server has taken it, and keeps
//! its id, so that a second copy after a crash is known as one. A message that cannot be sent
//! is tried again after growing delays, a bounded number of times, and then stays until somebody
//! sends it again (issue: mail).

use std::future::Future;
use std::sync::atomic::Ordering;

use chrono::{DateTime, TimeDelta, Utc};

use super::Service;
use crate::error::Problem;
use crate::management::{MailFailure, MailProblem};
use crate::permit::Key;

/// The delays before a message is tried again; after the last one it is stuck.
const DELAYS: [TimeDelta; 7] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
];
/// So many messages a round takes at most.
const ROUND: u32 = 50;
/// For so long a message that was sent stays in the list, without its text.
pub(super) const SENT_KEPT: TimeDelta = TimeDelta::days(30);

/// A message as a carrier takes it.
#[derive(Clone)]
pub struct Letter {
    /// The id, the same whenever the message is sent.
    pub id: Key,
    /// When it was written.
    pub time: DateTime<Utc>,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Whoever brings messages to their receivers: a mail server, or a test.
pub trait MailCarrier: Send + Sync {
    /// Hands a message over. Once this is `Ok`, the carrier answers for it.
    fn carry(&self, letter: Letter) -> impl Future<Output = Result<(), MailFailure>> + Send;
}

/// What came of a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailRound {
    /// How many messages were handed over.
    pub sent: u32,
    /// How many were not.
    pub failed: u32,
}

impl Service {
    /// Sends what is due. One caller at a time.
    ///
    /// # Errors
    /// `Internal` if the store failed.
    pub async fn send_mail<M: MailCarrier>(&self, carrier: &M) -> Result<MailRound, Problem> {
        self.sends_mail.store(true, Ordering::Relaxed);
        let mut round = MailRound::default();
        for entry in self.store.list_due_messages(self.clock.now(), ROUND).await? {
            let message = entry.message;
            let now = self.clock.now();
            if entry.good_until.is_some_and(|until| until <= now) {
                round.failed += 1;
                let lapsed = MailFailure::of(MailProblem::Lapsed);
                self.store.note_not_sent(&message, lapsed, None, true).await?;
                continue;
            }
            // Withdrawn since the round began: a newer link has taken its place, or it was used.
            if self.store.find_outbox_message(&message.id).await?.is_none() {
                continue;
            }
            let letter = Letter {
                id: message.id.clone(),
                time: message.time,
                to: message.to.clone(),
                subject: message.subject.clone(),
                text: message.text.clone(),
            };
            match carrier.carry(letter).await {
                Ok(()) => {
                    round.sent += 1;
                    self.store.note_sent(&message, self.clock.now()).await?;
                }
                Err(failure) => {
                    round.failed += 1;
                    let tried = usize::try_from(entry.tries).unwrap_or(usize::MAX);
                    let next = DELAYS
                        .get(tried)
                        .filter(|_| !failure.is_final())
                        .map(|delay| now + *delay);
                    tracing::warn!(message = message.id.as_str(), %failure, again = next.is_some(), "a message was not sent");
                    self.store.note_not_sent(&message, failure, next, false).await?;
                    if failure.is_of_server() {
                        break;
                    }
                }
            }
        }
        self.note_mail_round(round);
        Ok(round)
    }

    /// Whether messages are sent at all: whether a mail server is configured.
    pub(super) fn is_sending_mail(&self) -> bool {
        self.sends_mail.load(Ordering::Relaxed)
    }
}
