//! The Merkle tree of RFC 6962 over SHA-256, kept as a frontier.
//!
//! The writer never needs an old leaf again: the frontier (one hash per set bit
//! of the size) is enough to append and to prove everything just appended.

mod frontier;
mod hash;
mod proofs;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use frontier::{BatchProofs, Frontier};
pub use hash::{EMPTY_ROOT, HASH_LENGTH, Hash, leaf_hash, node_hash};
pub use proofs::{check_consistency, check_inclusion, prove_consistency, prove_inclusion, root_of};

/// The largest tree that is accepted from outside: so far below `u64::MAX` that no sum of sizes overflows.
pub const MAX_SIZE: u64 = 1 << 62;

/// Hashes in the longest possible inclusion proof: the height of a tree of [`MAX_SIZE`] leaves.
pub const MAX_PROOF_LENGTH: usize = 62;

/// Why a tree could not be read or a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TreeError {
    /// There is no such leaf in a tree of this size.
    #[error("leaf {index} lies outside a tree of {size} leaves")]
    IndexOutsideTree {
        /// The zero-based index asked for.
        index: u64,
        /// The number of leaves.
        size: u64,
    },
    /// The first tree of a consistency proof is larger than the second.
    #[error("a tree of {second} leaves cannot extend one of {first}")]
    SizesOutOfOrder {
        /// Leaves of the tree that should be the older one.
        first: u64,
        /// Leaves of the tree that should be the newer one.
        second: u64,
    },
    /// The proof has more or fewer hashes than the sizes ask for.
    #[error("the proof has the wrong number of hashes")]
    WrongProofLength,
    /// The proof leads to another root than the given one.
    #[error("the proof does not lead to the root")]
    RootMismatch,
    /// The bytes of a frontier are too short, too long or describe an impossible size.
    #[error("the bytes are not a frontier")]
    MalformedFrontier,
}
