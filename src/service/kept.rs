//! Answers that can be opened again within the session, under an opaque id (domain.md §8).
//!
//! What is kept is the question, not the answer: opening again asks the register anew under the
//! role as it stands then, so that nothing is shown that has been barred since. It is kept in memory
//! only, never in the browser, and goes with the session.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Service;
use super::disclosing::Granted;
use super::person::Identifier;
use super::sessions::Session;
use crate::error::Problem;
use crate::identifier::PersonalIdentityCode;
use crate::log::{Entry, ReceiptText};
use crate::permit::{Key, Operation};
use crate::query::places::PlaceCriteria;
use crate::query::{Asking, WrittenCriteria};

/// So many answers a session; the oldest go first.
const MOST_A_SITTING: usize = 40;
/// So many sessions; the one that asked longest ago goes first.
const MOST_SITTINGS: usize = 5_000;
/// So many questions to keys that are bound to an act; the oldest go first.
const MOST_BOUND: usize = 5_000;

/// A session through its changes of token: its username and when it was signed in, in microseconds
/// since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Sitting(Key, i64);

impl Sitting {
    pub(super) fn of(session: &Session) -> Self {
        Self(
            session.username().clone(),
            session.row().began_at.timestamp_micros(),
        )
    }
}

/// What was asked.
#[derive(Clone)]
pub(super) enum Act {
    /// A person by identifier, or what a person owns.
    Person {
        operation: Operation,
        identifier: Identifier,
    },
    /// A person out of a short list.
    Hit { code: PersonalIdentityCode },
    /// A person by name and date of birth.
    Identification { written: WrittenCriteria },
    /// A building, apartment or property.
    Place { criteria: PlaceCriteria },
}

/// An answer that can be opened again.
#[derive(Clone)]
pub(super) struct KeptAnswer {
    /// Its id.
    pub id: Key,
    /// In which role and for what.
    pub asking: Asking,
    /// What was asked.
    pub act: Act,
    /// Its entry.
    pub entry: Entry,
    /// The number of its entry.
    pub index: u64,
    /// The persons of its short list, under their ids.
    pub hits: Vec<(String, PersonalIdentityCode)>,
    /// The number of the note that the wrong person was opened.
    pub noted: Option<u64>,
}

#[derive(Default)]
struct Memory {
    sittings: HashMap<Sitting, VecDeque<KeptAnswer>>,
    /// The questions to keys that are bound to opening an answer.
    bound: VecDeque<(String, Key)>,
}

/// All kept answers.
#[derive(Default)]
pub(super) struct Kept(Mutex<Memory>);

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kept(..)")
    }
}

impl Kept {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, sitting: Sitting, kept: KeptAnswer) {
        let mut memory = self.memory();
        if memory.sittings.len() >= MOST_SITTINGS
            && !memory.sittings.contains_key(&sitting)
            && let Some(oldest) = memory
                .sittings
                .iter()
                .min_by_key(|(_, answers)| answers.back().map_or(0, |kept| kept.entry.time_micros))
                .map(|(sitting, _)| sitting.clone())
        {
            memory.sittings.remove(&oldest);
        }
        let answers = memory.sittings.entry(sitting).or_default();
        answers.push_back(kept);
        if answers.len() > MOST_A_SITTING {
            answers.pop_front();
        }
    }

    /// The answers of a session, newest first.
    pub(super) fn list(&self, sitting: &Sitting) -> Vec<KeptAnswer> {
        let memory = self.memory();
        let answers = memory.sittings.get(sitting);
        answers.into_iter().flatten().rev().cloned().collect()
    }

    /// An answer of a session.
    ///
    /// # Errors
    /// `NotFound`: it never was, was of another session, or has gone.
    pub(super) fn find(&self, sitting: &Sitting, id: &str) -> Result<KeptAnswer, Problem> {
        let memory = self.memory();
        let mut answers = memory.sittings.get(sitting).into_iter().flatten();
        answers
            .find(|kept| kept.id.as_str() == id)
            .cloned()
            .ok_or(Problem::NotFound)
    }

    /// A person of a short list of this session, and the number of the list's entry. A list opens
    /// only in the register and role in which it was given.
    ///
    /// # Errors
    /// `NotFound`.
    pub(super) fn find_hit(
        &self,
        sitting: &Sitting,
        hit: &str,
        asking: &Asking,
    ) -> Result<(PersonalIdentityCode, u64), Problem> {
        let memory = self.memory();
        let answers = memory.sittings.get(sitting).into_iter().flatten();
        answers
            .filter(|kept| {
                kept.asking.environment == asking.environment
                    && kept.asking.permit == asking.permit
                    && kept.asking.role == asking.role
            })
            .find_map(|kept| {
                let (_, code) = kept.hits.iter().find(|(id, _)| id == hit)?;
                Some((*code, kept.index))
            })
            .ok_or(Problem::NotFound)
    }

    /// Notes that the answer was of the wrong person.
    pub(super) fn note(&self, sitting: &Sitting, id: &Key, index: u64) {
        let mut memory = self.memory();
        let answers = memory.sittings.get_mut(sitting).into_iter().flatten();
        for kept in answers.filter(|kept| kept.id == *id) {
            kept.noted = Some(index);
        }
    }

    /// Puts the ids of a short list that was opened again in the place of the earlier ones.
    pub(super) fn renew_hits(&self, sitting: &Sitting, id: &Key, hits: Vec<(String, PersonalIdentityCode)>) {
        let mut memory = self.memory();
        let mut answers = memory.sittings.get_mut(sitting).into_iter().flatten();
        if let Some(kept) = answers.find(|kept| kept.id == *id) {
            kept.hits = hits;
        }
    }

    /// Drops what a session kept.
    pub(super) fn forget(&self, sitting: &Sitting) {
        self.memory().sittings.remove(sitting);
    }

    /// Binds a question to a key to the opening of one answer.
    pub(super) fn bind(&self, question: &str, id: &Key) {
        let mut memory = self.memory();
        memory.bound.push_back((question.to_owned(), id.clone()));
        if memory.bound.len() > MOST_BOUND {
            memory.bound.pop_front();
        }
    }

    /// Whether a question is bound to an act.
    pub(super) fn is_bound(&self, question: &str) -> bool {
        self.memory().bound.iter().any(|(bound, _)| bound == question)
    }

    /// Takes the binding of a question out; whether it was to this answer.
    pub(super) fn unbind(&self, question: &str, id: &Key) -> bool {
        let mut memory = self.memory();
        let place = memory.bound.iter().position(|(bound, _)| bound == question);
        place
            .and_then(|place| memory.bound.remove(place))
            .is_some_and(|(_, to)| to == *id)
    }
}

impl Service {
    /// Keeps an answer that has been written to the log.
    pub(super) fn keep(
        &self,
        granted: &Granted<'_>,
        id: Key,
        act: Act,
        entry: Entry,
        receipt: &ReceiptText,
        hits: Vec<(String, PersonalIdentityCode)>,
    ) {
        let Some(index) = receipt.index() else { return };
        let kept = KeptAnswer {
            id,
            asking: granted.asking(),
            act,
            entry,
            index,
            hits,
            noted: None,
        };
        self.kept.put(granted.asker().sitting(), kept);
    }
}
