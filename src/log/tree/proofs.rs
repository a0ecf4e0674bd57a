//! Proofs by the letter of the RFCs: made from all leaves, and checked without them.

use super::TreeError;
use super::hash::{EMPTY_ROOT, Hash, node_hash};

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
