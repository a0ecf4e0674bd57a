//! Walking the whole log: every commitment against its payload, every batch against its
//! root, the end against the head, the copied checkpoint and any receipt or checkpoint
//! that somebody kept.

use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{Checkpoint, Commitment, Frontier, Hash, NoteVerifier, Receipt, Salt};
use crate::store::{LogShelf, StoreError, StoredBatch};

/// How many batches are read at once.
const PAGE: u32 = 200;

/// What a walk found, if nothing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries.
    pub size: u64,
    /// The root.
    pub root: Hash,
    /// How many entries still have their payload.
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
    /// The tree over a batch is not the one stored with it.
    #[error("entry {0}: a commitment at or after it, up to the end of its batch, was changed")]
    Root(u64),
    /// The head names another end than the entries have.
    #[error("entry {index}: the head says {head} entries")]
    Head {
        /// Where the entries end.
        index: u64,
        /// What the head says.
        head: u64,
    },
    /// The log does not extend a checkpoint that was given out.
    #[error("entry {index}: the log does not extend the given checkpoint of {size} entries")]
    NotExtended {
        /// The first entry of the part that differs or is missing, as far as known.
        index: u64,
        /// The size of the checkpoint.
        size: u64,
    },
    /// The file given is no receipt or checkpoint of this log.
    #[error("the file is not a receipt or checkpoint of this log: {0}")]
    Witness(String),
}

/// Something given out earlier that the log must extend.
#[derive(Clone, Debug)]
pub struct Witness(Checkpoint);

impl Witness {
    /// Reads a `.tlog-proof` receipt or a checkpoint and checks its signature (and, of a
    /// receipt, its inclusion).
    ///
    /// # Errors
    /// [`LogFault::Witness`].
    pub fn parse(text: &str, verifier: &NoteVerifier) -> Result<Self, LogFault> {
        let checkpoint = if text.starts_with(crate::log::proof::HEADER) {
            let receipt = Receipt::parse(text).map_err(|error| LogFault::Witness(error.to_string()))?;
            let verified = receipt
                .verify(verifier)
                .map_err(|error| LogFault::Witness(error.to_string()))?;
            verified.checkpoint().clone()
        } else {
            Checkpoint::open(text, verifier).map_err(|error| LogFault::Witness(error.to_string()))?
        };
        Ok(Self(checkpoint))
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
    let mut witnesses: Vec<&Checkpoint> = witnesses.iter().map(|witness| &witness.0).collect();
    witnesses.sort_by_key(|checkpoint| checkpoint.size());
    let mut witnesses = witnesses.into_iter().peekable();
    let mut frontier = Frontier::new();
    let mut with_payload = 0;
    while witnesses.next_if(|checkpoint| checkpoint.size() == 0).is_some() {}
    loop {
        let page = shelf.list_batches(frontier.size(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        for batch in page {
            let first = frontier.size();
            for commitment in commitments_of(&batch, first, &mut with_payload)? {
                frontier.append(commitment.leaf_hash());
                while let Some(checkpoint) =
                    witnesses.next_if(|checkpoint| checkpoint.size() == frontier.size())
                {
                    if checkpoint.root() != frontier.root() {
                        return Err(LogFault::NotExtended {
                            index: first,
                            size: checkpoint.size(),
                        });
                    }
                }
            }
            if batch.root.as_slice() != frontier.root().as_bytes() {
                return Err(LogFault::Root(first));
            }
            progress(frontier.size());
        }
    }
    if let Some(checkpoint) = witnesses.next() {
        return Err(LogFault::NotExtended {
            index: frontier.size(),
            size: checkpoint.size(),
        });
    }
    let head = shelf.find_head().await?;
    if head.size != frontier.size() || (head.size > 0 && head.frontier != frontier.to_bytes()) {
        return Err(LogFault::Head {
            index: frontier.size(),
            head: head.size,
        });
    }
    Ok(Verified {
        size: frontier.size(),
        root: frontier.root(),
        with_payload,
    })
}

/// The commitments of a batch, each held against its payload where that is still there.
fn commitments_of(
    batch: &StoredBatch,
    expected: u64,
    with_payload: &mut u64,
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
    // Erasure after five years begins with the oldest: a gap after a payload is none.
    let Some((salts, payloads)) = &batch.content else {
        return if *with_payload == 0 {
            Ok(commitments)
        } else {
            Err(LogFault::Payload(expected))
        };
    };
    let (salts, rest) = salts.as_chunks::<SALT_LENGTH>();
    if salts.len() != count || !rest.is_empty() {
        return Err(LogFault::Torn(expected));
    }
    let mut payloads = payloads.as_slice();
    for ((commitment, salt), index) in commitments.iter().zip(salts).zip(expected..) {
        let (length, rest) = payloads
            .split_first_chunk::<4>()
            .ok_or(LogFault::Payload(index))?;
        let length = u32::from_be_bytes(*length) as usize;
        let (payload, rest) = rest.split_at_checked(length).ok_or(LogFault::Payload(index))?;
        if Commitment::new(&Salt::from_bytes(*salt), payload) != *commitment {
            return Err(LogFault::Payload(index));
        }
        payloads = rest;
        *with_payload += 1;
    }
    if payloads.is_empty() {
        Ok(commitments)
    } else {
        Err(LogFault::Torn(expected))
    }
}
