//! The open questions to keys, in memory, under a random id, bound to the session. Each is taken
//! out at its first answer and lives two minutes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use webauthn_rs::prelude::{AttestedPasskeyRegistration, PasskeyAuthentication, PasskeyRegistration};

use super::super::Service;
use super::super::sessions::Session;
use crate::error::Problem;

/// How long a question may be answered.
pub(in super::super) const CHALLENGE_LIFE: Duration = Duration::from_secs(120);
/// So many open questions at once; the oldest go first.
const LARGEST: usize = 10_000;

/// What a question was for, as the library keeps it.
#[derive(Debug)]
pub(super) enum State {
    /// The linking of a key.
    Link(PasskeyRegistration),
    /// The linking of a key with an attestation that leads to a configured root.
    LinkAttested(AttestedPasskeyRegistration),
    /// The use of a key.
    Use(PasskeyAuthentication),
}

#[derive(Debug)]
struct Pending {
    session: [u8; 32],
    state: State,
    deadline: DateTime<Utc>,
}

/// The open questions.
#[derive(Debug, Default)]
pub(in super::super) struct Ceremonies {
    open: Mutex<HashMap<String, Pending>>,
}

impl Ceremonies {
    fn put(&self, id: String, pending: Pending) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= LARGEST
            && let Some(oldest) = open
                .iter()
                .min_by_key(|(_, pending)| pending.deadline)
                .map(|(id, _)| id.clone())
        {
            open.remove(&oldest);
        }
        open.insert(id, pending);
    }

    /// Takes a question out, so that no second answer finds it.
    pub(super) fn take(&self, id: &str, session: &Session, now: DateTime<Utc>) -> Result<State, Problem> {
        let pending = self
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(id);
        pending
            .filter(|pending| pending.session == *session.digest() && now < pending.deadline)
            .map(|pending| pending.state)
            .ok_or(Problem::ChallengeExpired)
    }

    pub(in super::super) fn sweep(&self, now: DateTime<Utc>) {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, pending| now < pending.deadline);
    }
}

impl Service {
    /// Keeps a question until it is answered; its id.
    pub(super) fn pend(&self, session: &Session, state: State) -> Result<String, Problem> {
        let id = self.new_key()?.as_str().to_owned();
        let life = TimeDelta::from_std(CHALLENGE_LIFE).unwrap_or_default();
        let deadline = self.clock.now() + life;
        self.ceremonies.put(
            id.clone(),
            Pending {
                session: *session.digest(),
                state,
                deadline,
            },
        );
        Ok(id)
    }
}
