//! All keys that a log has had, each with the sizes at which it was in force.
//!
//! A chain of hand-overs leads from the first key to the present one. A checkpoint counts if the key
//! that signed it was in force at its size: a key that was handed over signs nothing new, and a
//! receipt from before stays as good as it was.

use thiserror::Error;

use super::checkpoint::{Checkpoint, CheckpointError, CheckpointVerifier};
use super::handover::{BEGIN, Handover, HandoverError, Succession};
use super::note::{NoteError, NoteSigner, NoteVerifier};

/// Longest history read, in bytes: a thousand hand-overs.
pub const MAX_HISTORY_LENGTH: usize = 1 << 20;

/// Why the records of a log's keys were refused. Records are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChainError {
    /// More than any log has.
    #[error("the hand-overs are too long")]
    TooLong,
    /// A record does not read or is not signed.
    #[error("hand-over {place}: {reason}")]
    Record {
        /// Which one.
        place: usize,
        /// Why.
        reason: HandoverError,
    },
    /// The key that hands over is not the one in force.
    #[error(
        "hand-over {place}: it hands over {found}, but {expected} was in force: one before it is missing, or they are not in their order"
    )]
    Gap {
        /// Which one.
        place: usize,
        /// The key in force, as text.
        expected: String,
        /// The key that hands over, as text.
        found: String,
    },
    /// It lies before the one before it.
    #[error("hand-over {0}: it was made earlier, or at fewer entries, than the one before it")]
    Order(usize),
    /// The new key was in force before.
    #[error("hand-over {0}: its new key was in force before")]
    Again(usize),
    /// The records end at another key than the present one.
    #[error(
        "the hand-overs lead to {found}, and the key is {expected}: the newest hand-over is missing, or the key is of another time"
    )]
    End {
        /// The key that is there, as text.
        expected: String,
        /// The key to which they lead, as text.
        found: String,
    },
}

/// A key and when it was in force.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    /// The key.
    pub key: &'a NoteVerifier,
    /// How it came into force; none = it is the log's first.
    pub by: Option<&'a Handover>,
    /// How it was followed; none = it is in force.
    pub until: Option<&'a Handover>,
}

impl Term<'_> {
    fn covers(&self, size: u64) -> bool {
        self.by
            .is_none_or(|handover| size >= handover.checkpoint().size())
            && self
                .until
                .is_none_or(|handover| size <= handover.checkpoint().size())
    }
}

/// The keys of one log, from the first to the present one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyChain {
    first: NoteVerifier,
    handovers: Vec<Handover>,
}

impl From<NoteVerifier> for KeyChain {
    /// The chain of a log that has had this key only.
    fn from(key: NoteVerifier) -> Self {
        Self {
            first: key,
            handovers: Vec::new(),
        }
    }
}

impl KeyChain {
    /// Reads the records of a log whose present key is known. No record: it is the only key.
    ///
    /// # Errors
    /// The first [`ChainError`].
    pub fn parse(text: &str, current: &NoteVerifier) -> Result<Self, ChainError> {
        let Some(chain) = Self::read(text)? else {
            return Ok(Self::from(current.clone()));
        };
        if chain.current() != current {
            return Err(ChainError::End {
                expected: current.to_text(),
                found: chain.current().to_text(),
            });
        }
        Ok(chain)
    }

    /// Reads records, wherever they lead; none if there is no record.
    ///
    /// # Errors
    /// The first [`ChainError`].
    pub fn read(text: &str) -> Result<Option<Self>, ChainError> {
        if text.len() > MAX_HISTORY_LENGTH {
            return Err(ChainError::TooLong);
        }
        let mut chain: Option<Self> = None;
        for (note, place) in notes(text).zip(1..) {
            let handover = Handover::parse(note).map_err(|reason| ChainError::Record { place, reason })?;
            chain
                .get_or_insert_with(|| Self::from(handover.old().clone()))
                .add(handover)?;
        }
        Ok(chain)
    }

    /// Adds the next record.
    ///
    /// # Errors
    /// [`ChainError`] if it does not follow.
    pub fn add(&mut self, handover: Handover) -> Result<(), ChainError> {
        let place = self.handovers.len() + 1;
        if handover.old() != self.current() {
            return Err(ChainError::Gap {
                place,
                expected: self.current().to_text(),
                found: handover.old().to_text(),
            });
        }
        if self.handovers.last().is_some_and(|last| {
            last.time() > handover.time() || last.checkpoint().size() > handover.checkpoint().size()
        }) {
            return Err(ChainError::Order(place));
        }
        if self.terms().any(|term| term.key == handover.new_key()) {
            return Err(ChainError::Again(place));
        }
        self.handovers.push(handover);
        Ok(())
    }

    /// The records as they are published: an empty line between two.
    #[must_use]
    pub fn to_text(&self) -> String {
        let notes: Vec<&str> = self.handovers.iter().map(Handover::note).collect();
        notes.join("\n")
    }

    /// The key in force.
    #[must_use]
    pub fn current(&self) -> &NoteVerifier {
        self.handovers.last().map_or(&self.first, Handover::new_key)
    }

    /// The records, oldest first.
    #[must_use]
    pub fn handovers(&self) -> &[Handover] {
        &self.handovers
    }

    /// The keys, oldest first.
    pub fn terms(&self) -> impl Iterator<Item = Term<'_>> {
        let by = std::iter::once(None).chain(self.handovers.iter().map(Some));
        let until = self.handovers.iter().map(Some).chain(std::iter::once(None));
        by.zip(until).map(|(by, until)| Term {
            key: by.map_or(&self.first, Handover::new_key),
            by,
            until,
        })
    }

    /// The part of the chain in which each key vouches for its neighbour and of which this key is
    /// one; none if the log never had the key. Where a lost key was replaced, trust ends.
    #[must_use]
    pub fn vouched_with(&self, key: &NoteVerifier) -> Option<Self> {
        let mut part = Self::from(self.first.clone());
        for handover in &self.handovers {
            if handover.succession() == Succession::Replaced {
                if part.terms().any(|term| term.key == key) {
                    break;
                }
                part = Self::from(handover.new_key().clone());
            } else {
                part.handovers.push(handover.clone());
            }
        }
        let is_there = part.terms().any(|term| term.key == key);
        is_there.then_some(part)
    }

    /// Whether a checkpoint that a key of a term signed counts at its size.
    fn hold(&self, checkpoint: &Checkpoint, term: Term<'_>) -> Result<(), CheckpointError> {
        if !term.covers(checkpoint.size()) {
            return Err(CheckpointError::NotInForce);
        }
        let is_split = self.handovers.iter().any(|handover| {
            handover.checkpoint().size() == checkpoint.size()
                && handover.checkpoint().root() != checkpoint.root()
        });
        if is_split {
            return Err(CheckpointError::OtherThanHandedOver);
        }
        Ok(())
    }
}

impl CheckpointVerifier for KeyChain {
    fn open(&self, note: &str) -> Result<Checkpoint, CheckpointError> {
        let mut outcome = Err(CheckpointError::Note(NoteError::NotSignedByKey));
        for term in self.terms() {
            let opened = Checkpoint::open(note, term.key)
                .and_then(|checkpoint| self.hold(&checkpoint, term).map(|()| checkpoint));
            match opened {
                Ok(checkpoint) => return Ok(checkpoint),
                Err(CheckpointError::Note(NoteError::NotSignedByKey)) => {}
                Err(error) => outcome = Err(error),
            }
        }
        outcome
    }

    fn origin(&self) -> &str {
        self.first.name()
    }
}

/// The key that signs a log, and those before it.
#[derive(Clone, Debug)]
pub struct LogKeys {
    signer: NoteSigner,
    chain: KeyChain,
}

impl LogKeys {
    /// The key in force with the records that lead to it.
    ///
    /// # Errors
    /// [`ChainError`].
    pub fn new(signer: NoteSigner, records: &str) -> Result<Self, ChainError> {
        let chain = KeyChain::parse(records, signer.verifier())?;
        Ok(Self { signer, chain })
    }

    /// What signs.
    #[must_use]
    pub const fn signer(&self) -> &NoteSigner {
        &self.signer
    }

    /// What verifies.
    #[must_use]
    pub const fn chain(&self) -> &KeyChain {
        &self.chain
    }
}

impl From<NoteSigner> for LogKeys {
    /// The keys of a log that has had this one only.
    fn from(signer: NoteSigner) -> Self {
        let chain = KeyChain::from(signer.verifier().clone());
        Self { signer, chain }
    }
}

/// The records of a history, one after another.
fn notes(text: &str) -> impl Iterator<Item = &str> {
    let between = format!("\n\n{BEGIN}");
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(end) = rest.find(&between) else {
            return Some(std::mem::take(&mut rest));
        };
        let (note, after) = rest.split_at(end + 1);
        rest = after.strip_prefix('\n').unwrap_or(after);
        Some(note)
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::log::tree::{Frontier, Hash, leaf_hash};

    const ORIGIN: &str = "luotain.example/log/production";

    fn key(seed: u8) -> NoteSigner {
        NoteSigner::from_seed(ORIGIN, [seed; 32]).unwrap()
    }

    fn root(size: u64) -> Hash {
        let mut frontier = Frontier::new();
        for number in 0..size {
            frontier.append(leaf_hash(&number.to_be_bytes()));
        }
        frontier.root()
    }

    fn end(size: u64) -> Checkpoint {
        Checkpoint::new(ORIGIN, size, root(size)).unwrap()
    }

    fn time(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_796_000_000 + second, 0).unwrap()
    }

    fn handover(old: u8, new: u8, size: u64, second: i64) -> Handover {
        Handover::sign(&key(old), &key(new), &end(size), time(second), "once a year").unwrap()
    }

    /// Keys 1, 2, 3 and 4: handed over at 5 and 9 entries, and again at 9.
    fn chain() -> KeyChain {
        let mut chain = KeyChain::from(key(1).verifier().clone());
        for (old, size) in [(1, 5), (2, 9), (3, 9)] {
            chain.add(handover(old, old + 1, size, i64::from(old))).unwrap();
        }
        chain
    }

    #[test]
    fn a_chain_reads_back_and_leads_to_the_present_key() {
        let chain = chain();
        assert_eq!(chain.current(), key(4).verifier());
        let text = chain.to_text();
        assert_eq!(KeyChain::parse(&text, key(4).verifier()), Ok(chain.clone()));
        assert_eq!(KeyChain::read(&text), Ok(Some(chain)));
        assert_eq!(KeyChain::read(""), Ok(None));
        assert_eq!(
            KeyChain::parse("", key(1).verifier()),
            Ok(KeyChain::from(key(1).verifier().clone()))
        );
    }

    #[test]
    fn each_key_counts_at_the_sizes_at_which_it_was_in_force() {
        let chain = chain();
        for size in 0..14 {
            for seed in 1..=5 {
                let opened = chain.open(&end(size).sign(&key(seed)).unwrap());
                let expected = match seed {
                    1 => size <= 5,
                    2 => (5..=9).contains(&size),
                    3 => size == 9,
                    4 => size >= 9,
                    _ => false,
                };
                assert_eq!(opened.is_ok(), expected, "key {seed} at {size}: {opened:?}");
                if !expected && seed < 5 {
                    assert_eq!(opened, Err(CheckpointError::NotInForce));
                }
            }
        }
        // At a hand-over there is one tree.
        let other = Checkpoint::new(ORIGIN, 5, leaf_hash(b"other")).unwrap();
        for seed in [1, 2] {
            assert_eq!(
                chain.open(&other.sign(&key(seed)).unwrap()),
                Err(CheckpointError::OtherThanHandedOver)
            );
        }
    }

    #[test]
    fn a_missing_forged_or_misplaced_record_is_found_and_named() {
        let text = chain().to_text();
        let all: Vec<&str> = notes(&text).collect();
        assert_eq!(all.len(), 3);
        let read = |notes: &[&str]| KeyChain::parse(&notes.join("\n"), key(4).verifier());
        assert!(matches!(
            read(&[all[0], all[2]]),
            Err(ChainError::Gap { place: 2, .. })
        ));
        assert!(matches!(
            read(&[all[1], all[0], all[2]]),
            Err(ChainError::Gap { place: 2, .. })
        ));
        assert!(matches!(read(&all[..2]), Err(ChainError::End { .. })));
        // Without its beginning it leads from a later key, which nobody who knows the first takes.
        let cut = read(&all[1..]).unwrap();
        assert_eq!(cut.vouched_with(key(1).verifier()), None);
        let forged = all[1].replacen("once a year", "twice a year", 1);
        assert!(matches!(
            read(&[all[0], &forged, all[2]]),
            Err(ChainError::Record {
                place: 2,
                reason: HandoverError::NotByNew(NoteError::WrongSignature)
            })
        ));
        let words = read(&[all[0], all[2]]).unwrap_err().to_string();
        assert!(words.contains("hand-over 2"), "{words}");
        assert!(read(&[all[0], "\n", all[1], all[2]]).is_err());
        assert_eq!(
            KeyChain::read(&"x".repeat(MAX_HISTORY_LENGTH + 1)),
            Err(ChainError::TooLong)
        );
    }

    #[test]
    fn records_neither_go_back_nor_bring_an_old_key_back() {
        let mut chain = KeyChain::from(key(1).verifier().clone());
        chain.add(handover(1, 2, 5, 10)).unwrap();
        assert_eq!(chain.add(handover(2, 3, 4, 20)), Err(ChainError::Order(2)));
        assert_eq!(chain.add(handover(2, 3, 6, 9)), Err(ChainError::Order(2)));
        assert_eq!(chain.add(handover(2, 1, 6, 20)), Err(ChainError::Again(2)));
        assert_eq!(chain.handovers().len(), 1);
    }

    #[test]
    fn trust_ends_where_a_lost_key_was_replaced() {
        let mut chain = chain();
        let replaced =
            Handover::replace_lost(key(4).verifier(), &key(5), &end(11), time(9), "lost in a fire").unwrap();
        chain.add(replaced).unwrap();
        chain.add(handover(5, 6, 12, 10)).unwrap();
        let old = end(3).sign(&key(1)).unwrap();
        let new = end(13).sign(&key(6)).unwrap();
        // The whole chain knows both; each side knows its own.
        assert!(chain.open(&old).is_ok() && chain.open(&new).is_ok());
        for seed in 1..=4 {
            let part = chain.vouched_with(key(seed).verifier()).unwrap();
            assert!(part.open(&old).is_ok() && part.open(&new).is_err(), "{seed}");
        }
        for seed in [5, 6] {
            let part = chain.vouched_with(key(seed).verifier()).unwrap();
            assert!(part.open(&old).is_err() && part.open(&new).is_ok(), "{seed}");
        }
        assert_eq!(chain.vouched_with(key(7).verifier()), None);
    }

    #[test]
    fn keys_that_sign_fit_their_records() {
        let text = chain().to_text();
        assert!(LogKeys::new(key(4), &text).is_ok());
        assert!(matches!(LogKeys::new(key(3), &text), Err(ChainError::End { .. })));
        let keys = LogKeys::from(key(1));
        assert_eq!(keys.chain().current(), keys.signer().verifier());
    }
}
