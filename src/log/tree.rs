//! The Merkle tree of RFC 6962 over SHA-256, kept as a frontier.
//!
//! The writer never needs an old leaf again: the frontier (one hash per set bit
//! of the size) is enough to append and to prove everything just appended.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// Length of a hash in bytes.
pub const HASH_LENGTH: usize = 32;

/// The largest tree that is accepted from outside: so far below `u64::MAX` that no sum of sizes overflows.
pub const MAX_SIZE: u64 = 1 << 62;

/// Hashes in the longest possible inclusion proof: the height of a tree of [`MAX_SIZE`] leaves.
pub const MAX_PROOF_LENGTH: usize = 62;

/// The root of the empty tree: SHA-256 of nothing (RFC 6962 s. 2.1).
pub const EMPTY_ROOT: Hash = Hash([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
    0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// A SHA-256 hash of the tree: of a leaf, of a node or of the whole (32 bytes). Public by nature.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; HASH_LENGTH]);

impl Hash {
    /// The hash with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; HASH_LENGTH]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; HASH_LENGTH] {
        &self.0
    }

    /// The standard Base64 form (44 characters), as checkpoints and proofs carry it.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads the standard Base64 form; `None` unless it is exactly the canonical form of 32 bytes.
    #[must_use]
    pub fn from_base64(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

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

/// The hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 s. 2.1).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0x00])
            .chain_update(entry)
            .finalize()
            .into(),
    )
}

/// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 s. 2.1).
#[must_use]
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    let mut input = [0x01; 1 + 2 * HASH_LENGTH];
    input[1..=HASH_LENGTH].copy_from_slice(&left.0);
    input[1 + HASH_LENGTH..].copy_from_slice(&right.0);
    Hash(Sha256::digest(input).into())
}

/// The right edge of a tree: its size and the roots of its complete subtrees, enough to append for ever.
///
/// Cheap to clone (at most 62 hashes): the writer appends to a clone and keeps
/// it only after the batch is durable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One root per set bit of `size`, the largest subtree (leftmost) first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            size: 0,
            peaks: Vec::new(),
        }
    }

    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree; [`EMPTY_ROOT`] of the empty one.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.peaks
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| node_hash(left, right))
            .unwrap_or(EMPTY_ROOT)
    }

    /// Appends one leaf hash and returns its zero-based index.
    pub fn append(&mut self, leaf: Hash) -> u64 {
        let index = self.size;
        let mut hash = leaf;
        // Each trailing one is a complete subtree that the new leaf completes to the next level.
        for _ in 0..index.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(left, hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
        index
    }

    /// Appends the leaf hashes in order and keeps what their inclusion proofs at the new size need.
    ///
    /// No older leaf is read: a left sibling that lies wholly in the old tree
    /// is a complete subtree at its right edge, so it is one of the peaks.
    /// About two hash computations per leaf.
    pub fn append_batch(&mut self, leaves: &[Hash]) -> BatchProofs {
        let first = self.size;
        let size = first + leaves.len() as u64;
        if leaves.is_empty() {
            return BatchProofs {
                first,
                size,
                root: self.root(),
                levels: Vec::new(),
            };
        }
        let mut levels: Vec<Level> = Vec::new();
        let mut old_peaks = self.peaks.iter().rev().copied();
        let mut fresh = leaves.to_vec();
        let root = loop {
            let level = levels.len();
            let begin = first >> level;
            let mut nodes = Vec::with_capacity(fresh.len() + 1);
            if begin & 1 == 1 {
                nodes.extend(old_peaks.next());
            }
            nodes.append(&mut fresh);
            // A last node without a right sibling rises unchanged: that is RFC 6962's
            // uneven split, seen from below.
            fresh = nodes
                .chunks(2)
                .map(|pair| match *pair {
                    [left, right, ..] => node_hash(left, right),
                    [only] => only,
                    [] => EMPTY_ROOT,
                })
                .collect();
            let reached_root = (size - 1) >> level == 0;
            let top = nodes.first().copied();
            levels.push(Level {
                first: begin & !1,
                nodes,
            });
            if reached_root {
                break top.unwrap_or(EMPTY_ROOT);
            }
        };
        self.peaks = (0..levels.len())
            .rev()
            .filter(|level| (size >> level) & 1 == 1)
            .filter_map(|level| levels[level].node((size >> level) - 1))
            .collect();
        self.size = size;
        BatchProofs {
            first,
            size,
            root,
            levels,
        }
    }

    /// The stored form: size (8 bytes, big-endian) ‖ peaks (32 bytes each, largest subtree first).
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + HASH_LENGTH * self.peaks.len());
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for peak in &self.peaks {
            bytes.extend_from_slice(&peak.0);
        }
        bytes
    }

    /// Reads the stored form strictly; [`TreeError::MalformedFrontier`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TreeError> {
        let (size, rest) = bytes
            .split_first_chunk::<8>()
            .ok_or(TreeError::MalformedFrontier)?;
        let size = u64::from_be_bytes(*size);
        let (peaks, trailing) = rest.as_chunks::<HASH_LENGTH>();
        if size > MAX_SIZE || !trailing.is_empty() || peaks.len() != size.count_ones() as usize {
            return Err(TreeError::MalformedFrontier);
        }
        Ok(Self {
            size,
            peaks: peaks.iter().copied().map(Hash).collect(),
        })
    }
}

/// What one appended batch left behind: the new root and the inclusion proof of each of its leaves.
#[derive(Clone, Debug)]
pub struct BatchProofs {
    first: u64,
    size: u64,
    root: Hash,
    levels: Vec<Level>,
}

/// The nodes of one level, from `first` to the right edge, with the old left sibling if there is one.
#[derive(Clone, Debug)]
struct Level {
    first: u64,
    nodes: Vec<Hash>,
}

impl Level {
    fn node(&self, position: u64) -> Option<Hash> {
        let offset = usize::try_from(position.checked_sub(self.first)?).ok()?;
        self.nodes.get(offset).copied()
    }
}

impl BatchProofs {
    /// Index of the batch's first leaf: the size before the batch.
    #[must_use]
    pub const fn first(&self) -> u64 {
        self.first
    }

    /// Number of leaves after the batch: the size at which the proofs hold.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root after the batch.
    #[must_use]
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// The inclusion proof of a leaf of this batch at the new size, leaf's sibling first; `None` for any other leaf.
    #[must_use]
    pub fn inclusion(&self, index: u64) -> Option<Vec<Hash>> {
        if index < self.first || index >= self.size {
            return None;
        }
        // A position without a sibling is the right edge, which rises unchanged.
        let siblings = self.levels.iter().enumerate();
        Some(
            siblings
                .filter_map(|(level, nodes)| nodes.node((index >> level) ^ 1))
                .collect(),
        )
    }

    /// The complete subtrees of 2^`level` leaves that this batch completed: position of the first on its level, roots.
    ///
    /// Levels 0, 8, 16 … are the rows of `tlog-tiles`.
    #[must_use]
    pub fn completed(&self, level: u32) -> (u64, &[Hash]) {
        let begin = self.first.checked_shr(level).unwrap_or(0);
        let end = self.size.checked_shr(level).unwrap_or(0);
        let nodes = self.levels.get(level as usize).and_then(|nodes| {
            let from = usize::try_from(begin.checked_sub(nodes.first)?).ok()?;
            let to = usize::try_from(end.checked_sub(nodes.first)?).ok()?;
            nodes.nodes.get(from..to)
        });
        (begin, nodes.unwrap_or_default())
    }
}

/// The root over all leaf hashes; [`EMPTY_ROOT`] of none.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    match *leaves {
        [] => EMPTY_ROOT,
        [leaf] => leaf,
        _ => {
            let (left, right) = leaves.split_at(split_point(leaves.len()));
            node_hash(root_of(left), root_of(right))
        }
    }
}

/// The largest power of two smaller than `count` (RFC 6962's k); `count` is at least 2.
fn split_point(count: usize) -> usize {
    1 << (count - 1).ilog2()
}

/// The inclusion proof of leaf `index` in the tree over all `leaves`, leaf's sibling first (RFC 6962 s. 2.1.1).
pub fn prove_inclusion(leaves: &[Hash], index: u64) -> Result<Vec<Hash>, TreeError> {
    let outside = TreeError::IndexOutsideTree {
        index,
        size: leaves.len() as u64,
    };
    let mut position = usize::try_from(index).map_err(|_| outside)?;
    if position >= leaves.len() {
        return Err(outside);
    }
    let mut subtree = leaves;
    let mut proof = Vec::new();
    while subtree.len() > 1 {
        let split = split_point(subtree.len());
        let (left, right) = subtree.split_at(split);
        if position < split {
            proof.push(root_of(right));
            subtree = left;
        } else {
            proof.push(root_of(left));
            subtree = right;
            position -= split;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree over all `leaves` extends that over the first `first` of them (RFC 6962 s. 2.1.2).
pub fn prove_consistency(leaves: &[Hash], first: u64) -> Result<Vec<Hash>, TreeError> {
    let out_of_order = TreeError::SizesOutOfOrder {
        first,
        second: leaves.len() as u64,
    };
    let mut size = usize::try_from(first).map_err(|_| out_of_order)?;
    if size > leaves.len() {
        return Err(out_of_order);
    }
    let mut proof = Vec::new();
    if size == 0 {
        return Ok(proof);
    }
    let mut subtree = leaves;
    let mut is_known_root = true;
    while size < subtree.len() {
        let split = split_point(subtree.len());
        let (left, right) = subtree.split_at(split);
        if size <= split {
            proof.push(root_of(right));
            subtree = left;
        } else {
            proof.push(root_of(left));
            subtree = right;
            size -= split;
            is_known_root = false;
        }
    }
    if !is_known_root {
        proof.push(root_of(subtree));
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf` is leaf number `index` of the tree of `size` leaves with this `root` (RFC 9162 s. 2.1.3.2).
pub fn check_inclusion(
    index: u64,
    size: u64,
    leaf: Hash,
    proof: &[Hash],
    root: Hash,
) -> Result<(), TreeError> {
    if index >= size {
        return Err(TreeError::IndexOutsideTree { index, size });
    }
    let mut position = index;
    let mut last = size - 1;
    let mut hash = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(TreeError::WrongProofLength);
        }
        if position & 1 == 1 || position == last {
            hash = node_hash(*sibling, hash);
            // Levels on which the node had no right sibling left no hash in the proof.
            while position & 1 == 0 && position != 0 {
                position >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, *sibling);
        }
        position >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(TreeError::WrongProofLength);
    }
    if hash == root {
        Ok(())
    } else {
        Err(TreeError::RootMismatch)
    }
}

/// Checks that the tree (`second`, `second_root`) extends (`first`, `first_root`) (RFC 9162 s. 2.1.4.2).
///
/// Every tree extends the empty one, with an empty proof.
pub fn check_consistency(
    first: u64,
    first_root: Hash,
    second: u64,
    second_root: Hash,
    proof: &[Hash],
) -> Result<(), TreeError> {
    if first > second {
        return Err(TreeError::SizesOutOfOrder { first, second });
    }
    if first == 0 || first == second {
        let expected = if first == 0 { EMPTY_ROOT } else { second_root };
        return match (proof, first_root == expected) {
            ([], true) if second != 0 || second_root == EMPTY_ROOT => Ok(()),
            ([], _) => Err(TreeError::RootMismatch),
            _ => Err(TreeError::WrongProofLength),
        };
    }
    // The root of a complete first tree is known to both sides and left out of the proof.
    let (start, path) = if first.is_power_of_two() {
        (first_root, proof)
    } else {
        let (start, path) = proof.split_first().ok_or(TreeError::WrongProofLength)?;
        (*start, path)
    };
    let complete = (first - 1).trailing_ones();
    let mut position = (first - 1) >> complete;
    let mut last = (second - 1) >> complete;
    let (mut first_hash, mut second_hash) = (start, start);
    for sibling in path {
        if last == 0 {
            return Err(TreeError::WrongProofLength);
        }
        if position & 1 == 1 || position == last {
            first_hash = node_hash(*sibling, first_hash);
            second_hash = node_hash(*sibling, second_hash);
            while position & 1 == 0 && position != 0 {
                position >>= 1;
                last >>= 1;
            }
        } else {
            second_hash = node_hash(second_hash, *sibling);
        }
        position >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(TreeError::WrongProofLength);
    }
    if first_hash == first_root && second_hash == second_root {
        Ok(())
    } else {
        Err(TreeError::RootMismatch)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;
    use tlog_tiles::tlog;

    use super::*;

    const EXHAUSTIVE: u64 = 130;

    fn leaves(count: u64) -> Vec<Hash> {
        (0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect()
    }

    fn first(leaves: &[Hash], size: u64) -> &[Hash] {
        &leaves[..usize::try_from(size).unwrap()]
    }

    fn at(leaves: &[Hash], index: u64) -> Hash {
        leaves[usize::try_from(index).unwrap()]
    }

    fn base16(text: &str) -> Hash {
        let bytes: Vec<u8> = (0..32)
            .map(|byte| u8::from_str_radix(&text[2 * byte..2 * byte + 2], 16).unwrap())
            .collect();
        Hash(bytes.try_into().unwrap())
    }

    /// The eight leaves and the roots of the Certificate Transparency reference tests.
    #[test]
    fn roots_of_the_reference_leaves_are_the_published_ones() {
        let entries: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), EMPTY_ROOT);
        for (entry, root) in entries.iter().zip(roots) {
            frontier.append(leaf_hash(entry));
            assert_eq!(frontier.root(), base16(root));
        }
    }

    #[test]
    fn frontier_has_the_naive_root_at_every_size() {
        let leaves = leaves(300);
        let mut frontier = Frontier::new();
        assert_eq!(root_of(&[]), EMPTY_ROOT);
        for (index, leaf) in leaves.iter().enumerate() {
            assert_eq!(frontier.append(*leaf), index as u64);
            assert_eq!(frontier.root(), root_of(&leaves[..=index]));
            assert_eq!(Frontier::from_bytes(&frontier.to_bytes()).unwrap(), frontier);
        }
    }

    #[test]
    fn frontier_bytes_that_are_short_long_or_impossible_are_refused() {
        let mut frontier = Frontier::new();
        frontier.append_batch(&leaves(11));
        let bytes = frontier.to_bytes();
        for length in 0..bytes.len() {
            assert_eq!(
                Frontier::from_bytes(&bytes[..length]),
                Err(TreeError::MalformedFrontier)
            );
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(Frontier::from_bytes(&longer), Err(TreeError::MalformedFrontier));
        let mut huge = (MAX_SIZE * 2).to_be_bytes().to_vec();
        huge.extend_from_slice(&[0; 32]);
        assert_eq!(Frontier::from_bytes(&huge), Err(TreeError::MalformedFrontier));
        assert_eq!(Frontier::from_bytes(&[0; 8]), Ok(Frontier::new()));
    }

    #[test]
    fn every_inclusion_proof_up_to_130_leaves_holds_and_no_other_index_or_leaf_does() {
        let leaves = leaves(EXHAUSTIVE);
        for size in 1..=EXHAUSTIVE {
            let tree = first(&leaves, size);
            let root = root_of(tree);
            for index in 0..size {
                let proof = prove_inclusion(tree, index).unwrap();
                let leaf = at(&leaves, index);
                assert_eq!(check_inclusion(index, size, leaf, &proof, root), Ok(()));
                for other in (0..size).filter(|other| *other != index) {
                    assert!(check_inclusion(other, size, leaf, &proof, root).is_err());
                }
                let wrong_leaf = leaf_hash(b"another");
                assert!(check_inclusion(index, size, wrong_leaf, &proof, root).is_err());
                assert!(check_inclusion(index, size, leaf, &proof, wrong_leaf).is_err());
                let mut longer = proof.clone();
                longer.push(root);
                assert!(check_inclusion(index, size, leaf, &longer, root).is_err());
                for position in 0..proof.len() {
                    let mut shorter = proof.clone();
                    shorter.remove(position);
                    assert!(check_inclusion(index, size, leaf, &shorter, root).is_err());
                    let mut changed = proof.clone();
                    changed[position].0[position % 32] ^= 0x10;
                    assert!(check_inclusion(index, size, leaf, &changed, root).is_err());
                }
            }
            assert!(prove_inclusion(tree, size).is_err());
            assert_eq!(
                check_inclusion(size, size, root, &[], root),
                Err(TreeError::IndexOutsideTree { index: size, size })
            );
        }
    }

    #[test]
    fn every_consistency_proof_up_to_130_leaves_holds_and_changed_ones_do_not() {
        let leaves = leaves(EXHAUSTIVE);
        let roots: Vec<Hash> = (0..=EXHAUSTIVE)
            .map(|size| root_of(first(&leaves, size)))
            .collect();
        for second in 0..=EXHAUSTIVE {
            let second_root = at(&roots, second);
            for old in 0..=second {
                let old_root = at(&roots, old);
                let proof = prove_consistency(first(&leaves, second), old).unwrap();
                assert_eq!(
                    check_consistency(old, old_root, second, second_root, &proof),
                    Ok(())
                );
                let wrong = leaf_hash(b"another");
                assert!(check_consistency(old, wrong, second, second_root, &proof).is_err());
                if old > 0 || second == 0 {
                    assert!(check_consistency(old, old_root, second, wrong, &proof).is_err());
                }
                let mut longer = proof.clone();
                longer.push(wrong);
                assert!(check_consistency(old, old_root, second, second_root, &longer).is_err());
                for position in 0..proof.len() {
                    let mut shorter = proof.clone();
                    shorter.remove(position);
                    assert!(check_consistency(old, old_root, second, second_root, &shorter).is_err());
                    let mut changed = proof.clone();
                    changed[position].0[position % 32] ^= 0x10;
                    assert!(check_consistency(old, old_root, second, second_root, &changed).is_err());
                }
            }
            let larger = second + 1;
            let out_of_order = Err(TreeError::SizesOutOfOrder {
                first: larger,
                second,
            });
            assert_eq!(
                check_consistency(larger, second_root, second, second_root, &[]),
                out_of_order
            );
            assert!(prove_consistency(first(&leaves, second), larger).is_err());
        }
    }

    #[test]
    fn every_batch_of_up_to_20_on_every_tree_up_to_70_proves_what_the_full_tree_proves() {
        let leaves = leaves(90);
        let mut old = Frontier::new();
        for begin in 0..=70_u64 {
            for count in 0..=20_u64 {
                let size = begin + count;
                let tree = first(&leaves, size);
                let mut frontier = old.clone();
                let batch = frontier.append_batch(&tree[usize::try_from(begin).unwrap()..]);
                assert_eq!((batch.first(), batch.size()), (begin, size));
                assert_eq!(batch.root(), root_of(tree));
                assert_eq!(frontier.root(), root_of(tree));
                for index in begin..size {
                    assert_eq!(batch.inclusion(index), prove_inclusion(tree, index).ok());
                }
                assert_eq!(batch.inclusion(size), None);
                assert_eq!(
                    begin.checked_sub(1).and_then(|index| batch.inclusion(index)),
                    None
                );
            }
            old.append(at(&leaves, begin));
        }
    }

    #[test]
    fn completed_subtrees_of_successive_batches_are_the_rows_of_the_tiles() {
        let leaves = leaves(1_000);
        let mut frontier = Frontier::new();
        let mut rows: Vec<Vec<Hash>> = vec![Vec::new(); 12];
        let mut rest = leaves.as_slice();
        for count in [1, 2, 255, 0, 256, 7, 300, 179] {
            let (batch, others) = rest.split_at(count);
            rest = others;
            let proofs = frontier.append_batch(batch);
            for (level, row) in (0..).zip(&mut rows) {
                let (begin, nodes) = proofs.completed(level);
                assert_eq!(begin, row.len() as u64);
                row.extend_from_slice(nodes);
            }
            assert!(proofs.completed(200).1.is_empty());
        }
        assert!(rest.is_empty());
        for (level, row) in rows.iter().enumerate() {
            let expected: Vec<Hash> = leaves.chunks_exact(1 << level).map(root_of).collect();
            assert_eq!(*row, expected);
        }
    }

    struct Stored(Vec<tlog::Hash>);

    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
            Ok(indexes
                .iter()
                .map(|index| self.0[usize::try_from(*index).unwrap()])
                .collect())
        }
    }

    #[test]
    fn another_implementation_agrees_on_roots_and_proofs() {
        let mut stored = Stored(Vec::new());
        let mut ours = Vec::new();
        for index in 0..1_000_u64 {
            let entry = index.to_be_bytes();
            let more = tlog::stored_hashes(index, &entry, &stored).unwrap();
            stored.0.extend(more);
            ours.push(leaf_hash(&entry));
            assert_eq!(at(&ours, index).0, tlog::record_hash(&entry).0);
        }
        let theirs = |hash: Hash| tlog::Hash(hash.0);
        let convert = |proof: Vec<Hash>| proof.into_iter().map(theirs).collect::<Vec<_>>();
        for size in [1_u64, 2, 3, 255, 256, 257, 1_000] {
            let tree = first(&ours, size);
            let mut frontier = Frontier::new();
            let batch = frontier.append_batch(tree);
            let root = theirs(batch.root());
            assert_eq!(root.0, tlog::tree_hash(size, &stored).unwrap().0);
            for index in 0..size {
                let leaf = at(&ours, index);
                let proof = convert(batch.inclusion(index).unwrap());
                tlog::check_record(&proof, size, root, index, theirs(leaf)).unwrap();
                let reverse: Vec<Hash> = tlog::prove_record(size, index, &stored)
                    .unwrap()
                    .into_iter()
                    .map(|hash| Hash(hash.0))
                    .collect();
                assert_eq!(check_inclusion(index, size, leaf, &reverse, batch.root()), Ok(()));
            }
            for old in 1..=size {
                let old_root = root_of(first(&ours, old));
                let proof = convert(prove_consistency(tree, old).unwrap());
                tlog::check_tree(&proof, size, root, old, theirs(old_root)).unwrap();
            }
        }
    }

    proptest! {
        #[test]
        fn batches_split_at_random_prove_what_the_full_tree_proves(
            counts in prop::collection::vec(0..80_u64, 0..12)
        ) {
            let leaves = leaves(counts.iter().sum());
            let mut frontier = Frontier::new();
            let mut size = 0;
            for count in counts {
                let begin = usize::try_from(size).unwrap();
                size += count;
                let tree = first(&leaves, size);
                let old = frontier.clone();
                let batch = frontier.append_batch(&tree[begin..]);
                prop_assert_eq!(batch.root(), root_of(tree));
                let mut one_by_one = old;
                for leaf in &tree[begin..] {
                    one_by_one.append(*leaf);
                }
                prop_assert_eq!(&one_by_one, &frontier);
                for index in batch.first()..size {
                    prop_assert_eq!(batch.inclusion(index), prove_inclusion(tree, index).ok());
                }
            }
        }

        #[test]
        fn any_flipped_bit_of_leaf_proof_or_root_is_refused(
            size in 1..500_u64,
            pick in any::<prop::sample::Index>(),
            part in any::<prop::sample::Index>(),
            bit in 0..256_usize,
        ) {
            let tree = leaves(size);
            let flip = |hashes: &mut Vec<Hash>| {
                let place = part.index(hashes.len());
                hashes[place].0[bit / 8] ^= 1 << (bit % 8);
            };

            let index = pick.index(tree.len()) as u64;
            let mut hashes = prove_inclusion(&tree, index).unwrap();
            hashes.extend([at(&tree, index), root_of(&tree)]);
            flip(&mut hashes);
            let (root, leaf) = (hashes.pop().unwrap(), hashes.pop().unwrap());
            prop_assert!(check_inclusion(index, size, leaf, &hashes, root).is_err());

            let old = index + 1;
            let mut hashes = prove_consistency(&tree, old).unwrap();
            hashes.extend([root_of(first(&tree, old)), root_of(&tree)]);
            flip(&mut hashes);
            let (root, old_root) = (hashes.pop().unwrap(), hashes.pop().unwrap());
            prop_assert!(check_consistency(old, old_root, size, root, &hashes).is_err());
        }

        #[test]
        fn frontier_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(frontier) = Frontier::from_bytes(&bytes) {
                prop_assert_eq!(frontier.to_bytes(), bytes);
            }
        }

        #[test]
        fn foreign_proofs_never_panic(
            index in any::<u64>(),
            size in any::<u64>(),
            count in 0..70_usize,
        ) {
            let hash = leaf_hash(b"");
            let proof = vec![hash; count];
            prop_assert!(check_inclusion(index, size, hash, &proof, hash).is_err() || size == 1);
            let _ = check_consistency(index, hash, size, hash, &proof);
        }
    }
}
