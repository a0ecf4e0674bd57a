//! C2SP `tlog-proof`: the receipt of one entry, verifiable by anybody without the log.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <base64 of version ‖ salt ‖ payload>
//! index <zero-based index>
//! <base64 hash>            one line per level, the leaf's sibling first
//!
//! <checkpoint as a signed note>
//! ```

use std::fmt;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::checkpoint::{Checkpoint, CheckpointError, CheckpointVerifier, parse_decimal};
use super::commitment::{Commitment, SALT_LENGTH, Salt};
use super::entry::{Entry, EntryError, MAX_PAYLOAD_LENGTH};
use super::note::{MAX_NOTE_LENGTH, NoteError};
use super::tree::{self, Hash, MAX_PROOF_LENGTH, TreeError};

/// The first line of every receipt.
pub const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The ending of a receipt's file name.
pub const FILE_EXTENSION: &str = "tlog-proof";

/// The version byte before salt and payload in the `extra` line.
pub const EXTRA_VERSION: u8 = 1;

/// Longest receipt read, in bytes: payload in Base64, proof and note, with room.
pub const MAX_RECEIPT_LENGTH: usize = 2 * MAX_PAYLOAD_LENGTH + MAX_NOTE_LENGTH;

/// Why a receipt was refused. Never carries anything of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReceiptError {
    /// The text is longer than [`MAX_RECEIPT_LENGTH`].
    #[error("the receipt is too long")]
    TooLong,
    /// The first line is not [`HEADER`].
    #[error("the text is not a {HEADER} proof")]
    Header,
    /// There is no `extra` line, or it is not canonical Base64, or too short for salt and payload.
    #[error("the receipt carries no entry")]
    Extra,
    /// The `extra` line has a version that this program does not know.
    #[error("unknown version {0} of the receipt's entry")]
    ExtraVersion(u8),
    /// The `index` line is missing or not a decimal number without leading zeros.
    #[error("the receipt has no valid index line")]
    Index,
    /// This line of the proof (the first is 0) is not a hash, or one too many for any tree.
    #[error("line {0} of the proof is not a hash")]
    ProofLine(usize),
    /// No empty line and checkpoint follow the proof.
    #[error("the receipt carries no checkpoint")]
    MissingCheckpoint,
    /// The checkpoint is malformed or not signed by the log.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The entry is not in the checkpoint's tree at the index.
    #[error("inclusion: {0}")]
    Inclusion(#[from] TreeError),
    /// The log contains the payload, but it is not an entry that this program can read.
    #[error("entry: {0}")]
    Entry(#[from] EntryError),
}

/// The parts of a receipt: what a holder needs to prove that exactly this entry stands in the log.
///
/// A receipt that was only parsed proves nothing: [`Receipt::verify`] it.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The salt of the entry's commitment.
    pub salt: Salt,
    /// The canonical payload of the entry.
    pub payload: Vec<u8>,
    /// Zero-based index of the entry in the log.
    pub index: u64,
    /// The inclusion proof at the checkpoint's size, the leaf's sibling first.
    pub proof: Vec<Hash>,
    /// The checkpoint as a signed note.
    pub checkpoint: String,
}

/// An entry of which a receipt has proved that it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt {
    entry: Entry,
    index: u64,
    checkpoint: Checkpoint,
}

impl Receipt {
    /// The text of the receipt: the content of a `.tlog-proof` file.
    #[must_use]
    pub fn to_text(&self) -> ReceiptText {
        let mut extra = Vec::with_capacity(1 + SALT_LENGTH + self.payload.len());
        extra.push(EXTRA_VERSION);
        extra.extend_from_slice(self.salt.as_bytes());
        extra.extend_from_slice(&self.payload);
        let room = 64 + extra.len().div_ceil(3) * 4 + 45 * self.proof.len();
        let mut text = String::with_capacity(room + self.checkpoint.len());
        text.push_str(HEADER);
        text.push_str("\nextra ");
        STANDARD.encode_string(&extra, &mut text);
        // Writing to a String does not fail.
        let _ = writeln!(text, "\nindex {}", self.index);
        for hash in &self.proof {
            STANDARD.encode_string(hash.as_bytes(), &mut text);
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        ReceiptText(text)
    }

    /// Reads the text of a receipt; says where it is malformed. Checks no hash and no signature.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        if text.len() > MAX_RECEIPT_LENGTH {
            return Err(ReceiptError::TooLong);
        }
        let (header, rest) = text.split_once('\n').ok_or(ReceiptError::Header)?;
        if header != HEADER {
            return Err(ReceiptError::Header);
        }
        let (extra, rest) = rest.split_once('\n').ok_or(ReceiptError::Extra)?;
        let extra = extra.strip_prefix("extra ").ok_or(ReceiptError::Extra)?;
        let extra = STANDARD.decode(extra).map_err(|_| ReceiptError::Extra)?;
        let (version, extra) = extra.split_first().ok_or(ReceiptError::Extra)?;
        if *version != EXTRA_VERSION {
            return Err(ReceiptError::ExtraVersion(*version));
        }
        let (salt, payload) = extra
            .split_first_chunk::<SALT_LENGTH>()
            .ok_or(ReceiptError::Extra)?;
        let (index, mut rest) = rest.split_once('\n').ok_or(ReceiptError::Index)?;
        let index = index
            .strip_prefix("index ")
            .and_then(parse_decimal)
            .ok_or(ReceiptError::Index)?;
        let mut proof = Vec::new();
        let checkpoint = loop {
            let (line, after) = rest.split_once('\n').ok_or(ReceiptError::MissingCheckpoint)?;
            if line.is_empty() {
                break after;
            }
            let hash = Hash::from_base64(line).filter(|_| proof.len() < MAX_PROOF_LENGTH);
            proof.push(hash.ok_or(ReceiptError::ProofLine(proof.len()))?);
            rest = after;
        };
        if checkpoint.is_empty() {
            return Err(ReceiptError::MissingCheckpoint);
        }
        Ok(Self {
            salt: Salt::from_bytes(*salt),
            payload: payload.to_vec(),
            index,
            proof,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// Proves the entry: the log's signature, then the path from the commitment to the root, then the payload.
    pub fn verify<V: CheckpointVerifier>(&self, verifier: &V) -> Result<VerifiedReceipt, ReceiptError> {
        let checkpoint = verifier.open(&self.checkpoint)?;
        let leaf = Commitment::new(&self.salt, &self.payload).leaf_hash();
        tree::check_inclusion(
            self.index,
            checkpoint.size(),
            leaf,
            &self.proof,
            checkpoint.root(),
        )?;
        // Only now are the bytes the log's own: nothing is decoded before.
        let entry = Entry::decode(&self.payload)?;
        Ok(VerifiedReceipt {
            entry,
            index: self.index,
            checkpoint,
        })
    }
}

/// What was found out about a receipt, point by point: for somebody who wants to know which one fails.
///
/// A receipt holds only if every point does: [`Examination::holds`], which says the same as [`Receipt::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// The checkpoint as the receipt gives it; not to be relied on unless the signature holds.
    pub checkpoint: Result<Checkpoint, CheckpointError>,
    /// Whether one of the known keys signed the checkpoint.
    pub signature: Result<(), CheckpointError>,
    /// Whether the commitment to the entry is in the checkpoint's tree at the index. Fails too if anything of the
    /// entry, of its salt, of the index or of the path was changed: the proof cannot tell these apart.
    pub inclusion: Result<(), TreeError>,
    /// What the entry says; not to be relied on unless all holds.
    pub entry: Result<Entry, EntryError>,
}

impl Examination {
    /// Whether every point holds.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.checkpoint.is_ok() && self.signature.is_ok() && self.inclusion.is_ok() && self.entry.is_ok()
    }
}

impl Receipt {
    /// Looks at every point of the receipt with the keys that are known, whatever the one before says.
    ///
    /// Of the keys only one that bears the checkpoint's origin counts: a key of another log proves nothing here.
    #[must_use]
    pub fn examine<V: CheckpointVerifier>(&self, known: &[V]) -> Examination {
        let checkpoint = Checkpoint::parse_unverified(&self.checkpoint);
        let signature = checkpoint.clone().and_then(|checkpoint| {
            let mut outcome = Err(CheckpointError::ForeignOrigin);
            for verifier in known.iter().filter(|key| key.origin() == checkpoint.origin()) {
                outcome = verifier.open(&self.checkpoint).map(drop);
                // A right signature is what counts; without one, a wrong one tells more than
                // none by this key.
                if outcome != Err(CheckpointError::Note(NoteError::NotSignedByKey)) {
                    break;
                }
            }
            outcome
        });
        let leaf = Commitment::new(&self.salt, &self.payload).leaf_hash();
        let inclusion = match &checkpoint {
            Ok(checkpoint) => tree::check_inclusion(
                self.index,
                checkpoint.size(),
                leaf,
                &self.proof,
                checkpoint.root(),
            ),
            Err(_) => Err(TreeError::RootMismatch),
        };
        Examination {
            checkpoint,
            signature,
            inclusion,
            entry: Entry::decode(&self.payload),
        }
    }
}

/// Shows where in the log, never what the entry says.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt")
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}

impl VerifiedReceipt {
    /// The entry that the log contains.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Its zero-based index.
    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// Number of entries in the log when the receipt was given.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.checkpoint.size()
    }

    /// The signed head against which the entry was proved.
    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The entry alone.
    #[must_use]
    pub fn into_entry(self) -> Entry {
        self.entry
    }
}

/// The text of a receipt as it travels and is saved. Holds personal data: masked in `Debug`, no `Display`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReceiptText(String);

impl ReceiptText {
    /// The text, to be saved as a `.tlog-proof` file or parsed with [`Receipt::parse`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The index of the entry, as the text says it; nothing is checked.
    #[must_use]
    pub fn index(&self) -> Option<u64> {
        let mut lines = self.0.lines();
        lines.find_map(|line| line.strip_prefix("index ")?.parse().ok())
    }

    /// The text itself.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for ReceiptText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptText(***)")
    }
}

#[cfg(test)]
pub(crate) mod tests;
