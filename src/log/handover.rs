//! How the key of a log passes to the next one: a record of the place at which it does.
//!
//! ```text
//! luotain log key hand-over v1
//! <origin>
//! <number of entries>
//! <root, Base64>
//! <time, UTC>
//! <old verifier key>
//! <new verifier key>
//! <why, in words>
//! ```
//!
//! The record is a signed note by the old key *and* the new one: whoever trusts one of them may
//! trust the other. A key that was lost cannot sign; then the first line is another, only the new
//! key has signed, and nobody vouches for it (docs/decisions/0021-keys-are-handed-over.md).
//! The first line is no checkpoint's, so neither record ever passes for one.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};
use thiserror::Error;

use super::checkpoint::{Checkpoint, CheckpointError, parse_decimal};
use super::note::{NoteError, NoteSigner, NoteVerifier, SignedNote};
use super::tree::Hash;

const HANDED_OVER: &str = "luotain log key hand-over v1";
const REPLACED: &str = "luotain log key replacement v1";
/// How both begin.
pub(super) const BEGIN: &str = "luotain log key ";

/// How a key came in the place of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Succession {
    /// Both keys have signed.
    HandedOver,
    /// The key before was lost: only the new one has signed.
    Replaced,
}

impl Succession {
    const fn header(self) -> &'static str {
        match self {
            Self::HandedOver => HANDED_OVER,
            Self::Replaced => REPLACED,
        }
    }
}

/// Why a record was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HandoverError {
    /// It is not a signed note.
    #[error(transparent)]
    Note(NoteError),
    /// The first line is another, or there are not eight lines.
    #[error("it is not a hand-over: eight lines, the first of which says so")]
    Lines,
    /// Origin, size or root are impossible.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The time is not of the form `2026-11-28T19:00:00Z`.
    #[error("its time is not of the form 2026-11-28T19:00:00Z")]
    Time,
    /// One of the keys does not read.
    #[error("one of its keys does not read: {0}")]
    Key(NoteError),
    /// A key bears another name than the log, or both keys are one.
    #[error("its keys are not two keys of the log that it names")]
    Keys,
    /// No reason is given.
    #[error("it gives no reason")]
    Reason,
    /// The old key has not signed it.
    #[error("the old key has not signed it: {0}")]
    NotByOld(NoteError),
    /// The new key has not signed it.
    #[error("the new key has not signed it: {0}")]
    NotByNew(NoteError),
}

/// A record that was checked: of a key that passed to the next one, or was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    succession: Succession,
    checkpoint: Checkpoint,
    time: DateTime<Utc>,
    old: NoteVerifier,
    new: NoteVerifier,
    reason: String,
    note: String,
}

impl Handover {
    /// Hands a log over from the old to the new key, at the end that it has.
    ///
    /// # Errors
    /// [`HandoverError`] if the keys are not two keys of the log, or the reason has no words.
    pub fn sign(
        old: &NoteSigner,
        new: &NoteSigner,
        at: &Checkpoint,
        time: DateTime<Utc>,
        reason: &str,
    ) -> Result<Self, HandoverError> {
        let text = text_of(
            Succession::HandedOver,
            at,
            time,
            (old.verifier(), new.verifier()),
            reason,
        );
        let note = old
            .sign(&text)
            .and_then(|note| new.cosign(&note))
            .map_err(HandoverError::Note)?;
        Self::parse(&note)
    }

    /// Puts a new key in the place of one that was lost, at the end that the log has.
    ///
    /// # Errors
    /// As [`Self::sign`].
    pub fn replace_lost(
        old: &NoteVerifier,
        new: &NoteSigner,
        at: &Checkpoint,
        time: DateTime<Utc>,
        reason: &str,
    ) -> Result<Self, HandoverError> {
        let text = text_of(Succession::Replaced, at, time, (old, new.verifier()), reason);
        Self::parse(&new.sign(&text).map_err(HandoverError::Note)?)
    }

    /// Reads a record and checks its signatures with the keys that it names. Whether those are the
    /// log's is for the chain to say ([`KeyChain`](super::KeyChain)).
    ///
    /// # Errors
    /// The first [`HandoverError`].
    pub fn parse(note: &str) -> Result<Self, HandoverError> {
        let signed = SignedNote::parse(note).map_err(HandoverError::Note)?;
        let mut lines = signed.unverified_text().lines();
        let mut line = || lines.next().ok_or(HandoverError::Lines);
        let succession = match line()? {
            HANDED_OVER => Succession::HandedOver,
            REPLACED => Succession::Replaced,
            _ => return Err(HandoverError::Lines),
        };
        let origin = line()?;
        let size = parse_decimal(line()?).ok_or(CheckpointError::Size)?;
        let root = Hash::from_base64(line()?).ok_or(CheckpointError::Root)?;
        let checkpoint = Checkpoint::new(origin, size, root)?;
        let time = parse_time(line()?).ok_or(HandoverError::Time)?;
        let old = NoteVerifier::parse(line()?).map_err(HandoverError::Key)?;
        let new = NoteVerifier::parse(line()?).map_err(HandoverError::Key)?;
        let reason = line()?;
        if lines.next().is_some() {
            return Err(HandoverError::Lines);
        }
        if old.name() != origin || new.name() != origin || old == new {
            return Err(HandoverError::Keys);
        }
        if reason.trim().is_empty() {
            return Err(HandoverError::Reason);
        }
        signed.verify(&new).map_err(HandoverError::NotByNew)?;
        if succession == Succession::HandedOver {
            signed.verify(&old).map_err(HandoverError::NotByOld)?;
        }
        Ok(Self {
            succession,
            checkpoint,
            time,
            old,
            new,
            reason: reason.to_owned(),
            note: note.to_owned(),
        })
    }

    /// Whether the old key has signed, too.
    #[must_use]
    pub const fn succession(&self) -> Succession {
        self.succession
    }

    /// The end of the log at which the key passed on.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// When, to the second.
    #[must_use]
    pub const fn time(&self) -> DateTime<Utc> {
        self.time
    }

    /// The key until then.
    #[must_use]
    pub const fn old(&self) -> &NoteVerifier {
        &self.old
    }

    /// The key from then on.
    #[must_use]
    pub const fn new_key(&self) -> &NoteVerifier {
        &self.new
    }

    /// Why, in words that anybody may read.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The whole record, for publication.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

fn text_of(
    succession: Succession,
    at: &Checkpoint,
    time: DateTime<Utc>,
    (old, new): (&NoteVerifier, &NoteVerifier),
    reason: &str,
) -> String {
    let time = time.to_rfc3339_opts(SecondsFormat::Secs, true);
    format!(
        "{}\n{}{time}\n{}\n{}\n{reason}\n",
        succession.header(),
        at.to_text(),
        old.to_text(),
        new.to_text()
    )
}

/// A time of one form only, so that a record has one text only.
fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ")
        .ok()?
        .and_utc();
    (time.to_rfc3339_opts(SecondsFormat::Secs, true) == text).then_some(time)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::log::tree::leaf_hash;

    const ORIGIN: &str = "luotain.example/log/production";

    fn key(seed: u8) -> NoteSigner {
        NoteSigner::from_seed(ORIGIN, [seed; 32]).unwrap()
    }

    fn end(size: u64) -> Checkpoint {
        Checkpoint::new(ORIGIN, size, leaf_hash(b"root")).unwrap()
    }

    fn time() -> DateTime<Utc> {
        DateTime::from_timestamp(1_796_000_000, 0).unwrap()
    }

    fn handover() -> Handover {
        Handover::sign(&key(1), &key(2), &end(12), time(), "once a year").unwrap()
    }

    #[test]
    fn a_hand_over_reads_back_and_bears_both_signatures() {
        let made = handover();
        let read = Handover::parse(made.note()).unwrap();
        assert_eq!(read, made);
        assert_eq!(read.succession(), Succession::HandedOver);
        assert_eq!((read.checkpoint().size(), read.time()), (12, time()));
        assert_eq!(
            (read.old(), read.new_key()),
            (key(1).verifier(), key(2).verifier())
        );
        assert_eq!(read.reason(), "once a year");
        assert_eq!(
            made.note().lines().filter(|line| line.starts_with("— ")).count(),
            2
        );
        // Nobody takes it for a checkpoint of the log.
        assert!(Checkpoint::open(made.note(), key(1).verifier()).is_err());
        assert!(Checkpoint::open(made.note(), key(2).verifier()).is_err());
    }

    /// Made by a program in another language.
    #[test]
    fn the_record_is_the_frozen_one() {
        let frozen = "luotain log key hand-over v1\n\
         luotain.example/log/production\n\
         12\n\
         PAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV/pxK4WeCk=\n\
         2026-11-30T00:53:20Z\n\
         luotain.example/log/production+c01bb6be+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c\n\
         luotain.example/log/production+ffc0a48f+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU\n\
         once a year\n\
         \n\
         — luotain.example/log/production wBu2viJnkeWIifLEDt5bgjQDcTDgCwDtTC9MpGS5bfN57mZyZh4+VPiXgGnKB6vk499BMjij3ED+3U/Eo8HSDqqMXQ4=\n\
         — luotain.example/log/production /8CkjyJ2TfXvYW4/gYStcQKcwi5lnRNz7NdSrWt79wVVjqHIxPbErmWxR0kErMN1pg3SNHY3WH/xk8slXoN21BlazwE=\n";
        assert_eq!(handover().note(), frozen);
    }

    #[test]
    fn one_signature_is_not_enough_for_a_hand_over() {
        let made = handover();
        let signed = SignedNote::parse(made.note()).unwrap();
        let text = signed.unverified_text();
        assert_eq!(
            Handover::parse(&key(1).sign(text).unwrap()),
            Err(HandoverError::NotByNew(NoteError::NotSignedByKey))
        );
        assert_eq!(
            Handover::parse(&key(2).sign(text).unwrap()),
            Err(HandoverError::NotByOld(NoteError::NotSignedByKey))
        );
        // Nor do two by the same hand.
        let twice = key(2).cosign(&key(2).sign(text).unwrap()).unwrap();
        assert!(Handover::parse(&twice).is_err());
    }

    #[test]
    fn a_replacement_says_that_the_lost_key_has_not_signed() {
        let made = Handover::replace_lost(key(1).verifier(), &key(2), &end(3), time(), "lost").unwrap();
        assert_eq!(made.succession(), Succession::Replaced);
        // It is not turned into a hand-over by another first line.
        let other = made.note().replacen("replacement", "hand-over", 1);
        assert!(Handover::parse(&other).is_err());
    }

    #[test]
    fn every_changed_bit_of_a_hand_over_is_found() {
        let made = handover();
        for bit in 0..made.note().len() * 8 {
            let mut bytes = made.note().to_owned().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(Handover::parse(&changed).is_err(), "bit {bit}: {changed}");
            }
        }
    }

    #[test]
    fn impossible_hand_overs_are_refused() {
        let foreign = NoteSigner::from_seed("luotain.example/log/training", [3; 32]).unwrap();
        assert_eq!(
            Handover::sign(&key(1), &foreign, &end(1), time(), "why"),
            Err(HandoverError::Keys)
        );
        assert_eq!(
            Handover::sign(&key(1), &key(1), &end(1), time(), "why").err(),
            Some(HandoverError::Keys)
        );
        assert_eq!(
            Handover::sign(&key(1), &key(2), &end(1), time(), " "),
            Err(HandoverError::Reason)
        );
        assert!(Handover::sign(&key(1), &key(2), &end(1), time(), "two\nlines").is_err());
        for (from, to) in [
            ("2026-", "02026-"),
            ("Z\n", "+00:00\n"),
            ("\n12\n", "\n012\n"),
            ("hand-over v1", "hand-over v2"),
        ] {
            let signed = SignedNote::parse(handover().note()).unwrap();
            let text = signed.unverified_text().replacen(from, to, 1);
            let note = key(2).cosign(&key(1).sign(&text).unwrap()).unwrap();
            assert!(Handover::parse(&note).is_err(), "{text}");
        }
    }
}
