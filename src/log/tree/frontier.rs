//! Appending without the old leaves: the frontier, and what a batch leaves behind.

use super::hash::{EMPTY_ROOT, HASH_LENGTH, Hash, node_hash};
use super::{MAX_SIZE, TreeError};

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
