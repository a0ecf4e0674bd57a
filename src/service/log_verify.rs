//! Walking the whole log: every commitment against its payload, every batch against its
//! root and its time, the end against the head, the copied checkpoint and any receipt or
//! checkpoint that somebody kept.
//!
//! Each fault names the first entry that is bad, as exactly as can be known: to the entry
//! where its payload or a receipt tells, to its batch where only the tree does, and to the
//! part after the last checkpoint that still agrees where everything was computed anew.

use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{
    Change, ChangeAct, Checkpoint, CheckpointVerifier, Commitment, Entry, EntryError, Frontier, Handover,
    Hash, KeyChain, Receipt, Salt, Subject,
};
use crate::store::{ChangeShelf, Db, LogHead, LogShelf, StoreError, StoredBatch, ways_of};

/// The detail of an entry of the change log that names the keys of a log before and after a change.
pub const LOG_KEY: &str = "log-key";

/// How many batches are read at once.
const PAGE: u32 = 200;

/// What a walk found, if nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries.
    pub size: u64,
    /// The root.
    pub root: Hash,
    /// How many entries have their payload.
    pub with_payload: u64,
}

/// The first thing found wrong, with the index of the first bad entry where there is one.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Entries are missing: the next batch begins elsewhere.
    #[error("entry {index}: missing (the next stored one is {found})")]
    Missing {
        /// The first missing entry.
        index: u64,
        /// Where the log goes on.
        found: u64,
    },
    /// A batch does not have the bytes that it says.
    #[error("entry {0}: its batch is torn")]
    Torn(u64),
    /// A commitment has an unknown form.
    #[error("entry {0}: its commitment does not read")]
    Commitment(u64),
    /// A payload or salt is not the one that was committed to.
    #[error("entry {0}: its payload is not the one committed to")]
    Payload(u64),
    /// Payload and salt are gone. Erasure after five years is not built: nothing may be missing.
    #[error("entry {0}: its payload is gone")]
    Erased(u64),
    /// What was committed to is not an entry.
    #[error("entry {index}: its payload does not read: {reason}")]
    Entry {
        /// The entry.
        index: u64,
        /// Why.
        reason: EntryError,
    },
    /// The tree over a batch is not the one stored with it.
    #[error(
        "entry {0}: the tree at the end of its batch is not the one stored there: a commitment of the batch, its root, or an earlier batch together with its root was changed"
    )]
    Root(u64),
    /// The latest time stored with a batch or with the head is not that of the entries.
    #[error("entry {0}: the time stored with its batch or behind it is not that of the entries")]
    Time(u64),
    /// The head names another end than the entries have.
    #[error("entry {index}: the head says {head} entries")]
    Head {
        /// Where the entries end.
        index: u64,
        /// What the head says.
        head: u64,
    },
    /// The head has the right size, but not the tree that the entries have.
    #[error("entry {0}: the stored end of the tree is not that of the entries before it")]
    Frontier(u64),
    /// The log does not extend a checkpoint that was given out.
    #[error("entry {index}: the log does not extend the given checkpoint of {size} entries")]
    NotExtended {
        /// The first missing entry; or the first one behind the last checkpoint that agrees.
        index: u64,
        /// The size of the checkpoint.
        size: u64,
    },
    /// The log holds another entry than a receipt that was given out.
    #[error("entry {0}: it is not the one of the given receipt")]
    Replaced(u64),
    /// What leads to an entry does not follow from the entries: somebody would not find it, or
    /// would find what is not there.
    #[error("entry {0}: the ways to the entries of its batch are not those that follow from them")]
    Ways(u64),
    /// The file given is no receipt or checkpoint of this log.
    #[error("the file is not a receipt or checkpoint of this log: {0}")]
    Witness(String),
}

/// Something given out earlier that the log must extend.
#[derive(Clone, Debug)]
pub struct Witness {
    checkpoint: Checkpoint,
    /// Of a receipt: where its entry stands, and the hash of it.
    leaf: Option<(u64, Hash)>,
}

impl Witness {
    /// Reads a `.tlog-proof` receipt or a checkpoint and checks its signature (and, of a
    /// receipt, its inclusion).
    ///
    /// # Errors
    /// [`LogFault::Witness`].
    pub fn parse<V: CheckpointVerifier>(text: &str, verifier: &V) -> Result<Self, LogFault> {
        if !text.starts_with(crate::log::proof::HEADER) {
            let checkpoint = verifier
                .open(text)
                .map_err(|error| LogFault::Witness(error.to_string()))?;
            return Ok(Self {
                checkpoint,
                leaf: None,
            });
        }
        let receipt = Receipt::parse(text).map_err(|error| LogFault::Witness(error.to_string()))?;
        let verified = receipt
            .verify(verifier)
            .map_err(|error| LogFault::Witness(error.to_string()))?;
        let leaf = Commitment::new(&receipt.salt, &receipt.payload).leaf_hash();
        Ok(Self {
            checkpoint: verified.checkpoint().clone(),
            leaf: Some((receipt.index, leaf)),
        })
    }

    /// The ends at which the log's keys were handed over.
    pub fn of_handovers(keys: &KeyChain) -> impl Iterator<Item = Self> {
        let ends = keys.handovers().iter().map(Handover::checkpoint);
        ends.map(|checkpoint| Self {
            checkpoint: checkpoint.clone(),
            leaf: None,
        })
    }
}

/// What a log holds: how an entry is committed to, and when it says that it was made.
#[derive(Clone, Copy)]
struct Kind {
    commit: fn(&Salt, &[u8]) -> Commitment,
    time: fn(&[u8]) -> Result<i64, EntryError>,
}

const DISCLOSURES: Kind = Kind {
    commit: Commitment::new,
    time: |payload| Entry::decode(payload).map(|entry| entry.time_micros),
};
const CHANGES: Kind = Kind {
    commit: Commitment::of_change,
    time: |payload| Change::decode(payload).map(|change| change.time_micros),
};

/// Walks a log of disclosures. `progress` is told the number of entries seen.
///
/// # Errors
/// The first [`LogFault`].
pub async fn verify<S: LogShelf>(
    shelf: &S,
    witnesses: &[Witness],
    progress: impl FnMut(u64),
) -> Result<Verified, LogFault> {
    walk(shelf, witnesses, DISCLOSURES, progress).await
}

/// Walks the change log, and looks at the ways to its entries: one that was taken away would hide
/// an entry from those who look for it.
///
/// # Errors
/// The first [`LogFault`].
pub async fn verify_changes(
    shelf: &ChangeShelf<Db>,
    witnesses: &[Witness],
    progress: impl FnMut(u64),
) -> Result<Verified, LogFault> {
    let verified = walk(shelf, witnesses, CHANGES, progress).await?;
    let (mut first, mut ways) = (0, 0);
    loop {
        let page = shelf.list_batches(first, PAGE).await?;
        let Some(last) = page.last() else { break };
        first = last.first + u64::from(last.count);
        for batch in page {
            if !shelf.has_ways(&batch).await? {
                return Err(LogFault::Ways(batch.first));
            }
            ways += ways_of(&batch)?;
        }
    }
    if shelf.count_ways().await? == ways {
        Ok(verified)
    } else {
        Err(LogFault::Ways(verified.size))
    }
}

/// The changes of the logs' keys that the change log tells of, oldest first: the code of the log, and
/// the key that came into force. To be asked after the change log was verified.
///
/// # Errors
/// [`LogFault`].
pub async fn list_told_keys(shelf: &ChangeShelf<Db>) -> Result<Vec<(String, String)>, LogFault> {
    let (mut first, mut told) = (0, Vec::new());
    loop {
        let page = shelf.list_batches(first, PAGE).await?;
        let Some(last) = page.last() else { return Ok(told) };
        first = last.first + u64::from(last.count);
        let contents = page.iter().filter_map(|batch| batch.content.as_ref());
        let changes = contents
            .flat_map(|content| content.payloads())
            .filter_map(|payload| Change::decode(payload).ok());
        for change in changes {
            if !matches!(
                change.act,
                ChangeAct::LogKeyHandedOver | ChangeAct::LogKeyReplaced
            ) {
                continue;
            }
            let Subject::Log(log) = change.subject else {
                continue;
            };
            let keys = change
                .details
                .into_iter()
                .filter(|detail| detail.field == LOG_KEY);
            told.extend(
                keys.filter_map(|detail| detail.after)
                    .map(|key| (log.clone(), key)),
            );
        }
    }
}

async fn walk<S: LogShelf>(
    shelf: &S,
    witnesses: &[Witness],
    kind: Kind,
    mut progress: impl FnMut(u64),
) -> Result<Verified, LogFault> {
    let mut walk = Walk::new(witnesses, kind);
    loop {
        let page = shelf.list_batches(walk.frontier.size(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        for batch in page {
            walk.take(&batch)?;
            progress(walk.frontier.size());
        }
    }
    walk.end(&shelf.find_head().await?)
}

/// How far a walk has come.
struct Walk<'a> {
    kind: Kind,
    frontier: Frontier,
    /// The latest time so far.
    last_time: Option<i64>,
    with_payload: u64,
    /// The checkpoints still ahead, the smallest last.
    checkpoints: Vec<&'a Checkpoint>,
    /// The entries of receipts still ahead, the first last.
    leaves: Vec<(u64, Hash)>,
    /// How many entries the last agreeing checkpoint has proved.
    proved: u64,
}

impl<'a> Walk<'a> {
    fn new(witnesses: &'a [Witness], kind: Kind) -> Self {
        let checkpoints = witnesses.iter().map(|witness| &witness.checkpoint);
        let mut checkpoints: Vec<_> = checkpoints.filter(|checkpoint| checkpoint.size() > 0).collect();
        checkpoints.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size()));
        let mut leaves: Vec<_> = witnesses.iter().filter_map(|witness| witness.leaf).collect();
        leaves.sort_by_key(|(index, _)| std::cmp::Reverse(*index));
        Self {
            kind,
            frontier: Frontier::new(),
            last_time: None,
            with_payload: 0,
            checkpoints,
            leaves,
            proved: 0,
        }
    }

    fn take(&mut self, batch: &StoredBatch) -> Result<(), LogFault> {
        let first = self.frontier.size();
        for commitment in commitments_of(batch, first, self.kind.commit)? {
            self.append(commitment.leaf_hash())?;
        }
        if batch.root.as_slice() != self.frontier.root().as_bytes() {
            return Err(LogFault::Root(first));
        }
        let content = batch.content.as_ref().ok_or(LogFault::Erased(first))?;
        for (payload, index) in content.payloads().zip(first..) {
            let time = (self.kind.time)(payload).map_err(|reason| LogFault::Entry { index, reason })?;
            self.last_time = self.last_time.max(Some(time));
            self.with_payload += 1;
        }
        if self.last_time != Some(content.last_time) {
            return Err(LogFault::Time(first));
        }
        Ok(())
    }

    /// Appends an entry and holds it against what was given out.
    fn append(&mut self, leaf: Hash) -> Result<(), LogFault> {
        let index = self.frontier.append(leaf);
        while let Some((_, wanted)) = self.leaves.pop_if(|(place, _)| *place == index) {
            if wanted != leaf {
                return Err(LogFault::Replaced(index));
            }
        }
        let size = self.frontier.size();
        while let Some(checkpoint) = self.checkpoints.pop_if(|checkpoint| checkpoint.size() == size) {
            if checkpoint.root() != self.frontier.root() {
                return Err(LogFault::NotExtended {
                    index: self.proved,
                    size,
                });
            }
            self.proved = size;
        }
        Ok(())
    }

    fn end(mut self, head: &LogHead) -> Result<Verified, LogFault> {
        let size = self.frontier.size();
        if let Some(checkpoint) = self.checkpoints.pop() {
            return Err(LogFault::NotExtended {
                index: size,
                size: checkpoint.size(),
            });
        }
        if head.size != size {
            return Err(LogFault::Head {
                index: size,
                head: head.size,
            });
        }
        if size > 0 && head.frontier != self.frontier.to_bytes() {
            return Err(LogFault::Frontier(size));
        }
        if self.last_time.is_some_and(|time| time != head.last_time) {
            return Err(LogFault::Time(size));
        }
        Ok(Verified {
            size,
            root: self.frontier.root(),
            with_payload: self.with_payload,
        })
    }
}

/// The commitments of a batch, each held against its payload.
fn commitments_of(
    batch: &StoredBatch,
    expected: u64,
    commit: fn(&Salt, &[u8]) -> Commitment,
) -> Result<Vec<Commitment>, LogFault> {
    if batch.first != expected {
        return Err(LogFault::Missing {
            index: expected,
            found: batch.first,
        });
    }
    let count = batch.count as usize;
    let (chunks, rest) = batch.commitments.as_chunks::<COMMITMENT_LENGTH>();
    if chunks.len() != count || !rest.is_empty() || count == 0 {
        return Err(LogFault::Torn(expected));
    }
    let commitments = chunks
        .iter()
        .zip(expected..)
        .map(|(bytes, index)| Commitment::from_bytes(*bytes).ok_or(LogFault::Commitment(index)))
        .collect::<Result<Vec<_>, _>>()?;
    let Some(content) = &batch.content else {
        return Err(LogFault::Erased(expected));
    };
    let (salts, rest) = content.salts.as_chunks::<SALT_LENGTH>();
    if salts.len() != count || !rest.is_empty() {
        return Err(LogFault::Torn(expected));
    }
    let mut payloads = content.payloads.as_slice();
    for ((commitment, salt), index) in commitments.iter().zip(salts).zip(expected..) {
        let (payload, rest) = split_payload(payloads).ok_or(LogFault::Payload(index))?;
        if commit(&Salt::from_bytes(*salt), payload) != *commitment {
            return Err(LogFault::Payload(index));
        }
        payloads = rest;
    }
    if payloads.is_empty() {
        Ok(commitments)
    } else {
        Err(LogFault::Torn(expected))
    }
}

/// The first payload of several, and the rest.
fn split_payload(payloads: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = payloads.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_be_bytes(*length) as usize)
}
