//! The logs: of disclosures, and of changes. Entries, salted commitments, the Merkle tree, checkpoints and receipts (D7).
//!
//! All of it is pure: the server writes the log with it, and the browser and
//! any outsider verify receipts with it. Formats: RFC 6962 hashes, C2SP
//! `signed-note`, `tlog-checkpoint`, `tlog-proof` and `tlog-tiles`. The way of one entry:
//! [`Entry`] → canonical payload → [`Commitment`] (with a [`Salt`]) → leaf hash
//! → [`Frontier`] → [`Checkpoint`] → [`Receipt`] → [`Disclosure`]. A [`Change`] goes the same way into
//! a tree of its own, without receipt.

pub mod change;
pub mod checkpoint;
pub mod commitment;
pub mod disclosure;
pub mod entry;
pub mod handover;
pub mod key_chain;
pub mod name;
pub mod note;
pub mod proof;
pub mod tile;
pub mod tree;

pub use change::{Change, ChangeAct, Detail, Subject};
pub use checkpoint::{Checkpoint, CheckpointError, CheckpointVerifier};
pub use commitment::{Commitment, Salt};
pub use disclosure::Disclosure;
pub use entry::{Entry, EntryError};
pub use handover::{Handover, HandoverError, Succession};
pub use key_chain::{ChainError, KeyChain, LogKeys, Term};
pub use name::LogName;
pub use note::{LogKey, NoteError, NoteSigner, NoteVerifier, SignedNote};
pub use proof::{Examination, Receipt, ReceiptError, ReceiptText, VerifiedReceipt};
pub use tile::{TileFile, TileWriter};
pub use tree::{BatchProofs, Frontier, Hash, TreeError};

#[cfg(test)]
mod golden;
