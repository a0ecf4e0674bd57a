//! Ours beside the published values and another implementation of the tree.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

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
