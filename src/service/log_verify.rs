//! Walking the whole log: every commitment against its payload, every batch against its
//! root and its time, the end against the head, the copied checkpoint and any receipt or
//! checkpoint that somebody kept.
//!
//! Each fault names the first entry that is bad, as exactly as can be known: to the entry
//! where its payload or a receipt tells, to its batch where only the tree does, and to the
//! part after the last checkpoint that still agrees where everything was computed anew.

use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{Checkpoint, Commitment, Entry, EntryError, Frontier, Hash, NoteVerifier, Receipt, Salt};
use crate::store::{LogHead, LogShelf, StoreError, StoredBatch, StoredContent};

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
    pub fn parse(text: &str, verifier: &NoteVerifier) -> Result<Self, LogFault> {
        if !text.starts_with(crate::log::proof::HEADER) {
            let checkpoint =
                Checkpoint::open(text, verifier).map_err(|error| LogFault::Witness(error.to_string()))?;
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
}

/// Walks the log. `progress` is told the number of entries seen.
///
/// # Errors
/// The first [`LogFault`].
pub async fn verify<S: LogShelf>(
    shelf: &S,
    witnesses: &[Witness],
    mut progress: impl FnMut(u64),
) -> Result<Verified, LogFault> {
    let mut walk = Walk::new(witnesses);
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
    fn new(witnesses: &'a [Witness]) -> Self {
        let checkpoints = witnesses.iter().map(|witness| &witness.checkpoint);
        let mut checkpoints: Vec<_> = checkpoints.filter(|checkpoint| checkpoint.size() > 0).collect();
        checkpoints.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size()));
        let mut leaves: Vec<_> = witnesses.iter().filter_map(|witness| witness.leaf).collect();
        leaves.sort_by_key(|(index, _)| std::cmp::Reverse(*index));
        Self {
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
        for commitment in commitments_of(batch, first)? {
            self.append(commitment.leaf_hash())?;
        }
        if batch.root.as_slice() != self.frontier.root().as_bytes() {
            return Err(LogFault::Root(first));
        }
        let content = batch.content.as_ref().ok_or(LogFault::Erased(first))?;
        for (payload, index) in payloads_of(content).zip(first..) {
            let entry = Entry::decode(payload).map_err(|reason| LogFault::Entry { index, reason })?;
            self.last_time = self.last_time.max(Some(entry.time_micros));
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
fn commitments_of(batch: &StoredBatch, expected: u64) -> Result<Vec<Commitment>, LogFault> {
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
        if Commitment::new(&Salt::from_bytes(*salt), payload) != *commitment {
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

/// The payloads of a batch, one by one.
pub(super) fn payloads_of(content: &StoredContent) -> impl Iterator<Item = &[u8]> {
    let mut rest = content.payloads.as_slice();
    std::iter::from_fn(move || {
        let (payload, after) = split_payload(rest)?;
        rest = after;
        Some(payload)
    })
}
