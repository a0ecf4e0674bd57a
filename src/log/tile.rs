//! C2SP `tlog-tiles`: the tree as a folder of files that anybody can mirror and verify.
//!
//! A tile holds up to 256 hashes of every eighth level of the tree; an entry bundle holds the
//! entries under one tile of level 0. The entries are the commitments, so a mirror holds
//! nothing of a person.

use std::fmt::Write as _;

use super::commitment::{COMMITMENT_LENGTH, Commitment};
use super::tree::{Hash, root_of};

/// Hashes in a full tile, and entries in a full bundle.
pub const TILE_WIDTH: usize = 256;

/// One file of the tiled log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileFile {
    /// Its path under the log's prefix, such as `tile/0/x001/234.p/7`.
    pub path: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// The path of the tile of `width` hashes (1–256) at `level` and `index`.
#[must_use]
pub fn tile_path(level: usize, index: u64, width: usize) -> String {
    format!("tile/{level}/{}", place(index, width))
}

/// The path of the bundle of `width` entries (1–256) at `index`.
#[must_use]
pub fn entries_path(index: u64, width: usize) -> String {
    format!("tile/entries/{}", place(index, width))
}

/// The index in groups of three digits, all but the last with an `x` before them; the width of
/// a partial tile behind it.
fn place(index: u64, width: usize) -> String {
    let mut groups = vec![index % 1_000];
    let mut rest = index / 1_000;
    while rest > 0 {
        groups.push(rest % 1_000);
        rest /= 1_000;
    }
    let mut text = String::new();
    while let Some(group) = groups.pop() {
        let mark = if groups.is_empty() { "" } else { "x" };
        let slash = if groups.is_empty() { "" } else { "/" };
        // Writing to a String does not fail.
        let _ = write!(text, "{mark}{group:03}{slash}");
    }
    if width < TILE_WIDTH {
        let _ = write!(text, ".p/{width}");
    }
    text
}

/// Cuts a log into tiles and bundles, from the first entry on; holds no more than one unfinished
/// tile per level.
#[derive(Debug, Default)]
pub struct TileWriter {
    size: u64,
    bundle: Vec<u8>,
    /// The unfinished tile of each level, the leaves first.
    levels: Vec<Unfinished>,
}

#[derive(Debug, Default)]
struct Unfinished {
    index: u64,
    hashes: Vec<Hash>,
}

impl Unfinished {
    fn file(&self, level: usize) -> TileFile {
        let mut content = Vec::with_capacity(self.hashes.len() * 32);
        for hash in &self.hashes {
            content.extend_from_slice(hash.as_bytes());
        }
        TileFile {
            path: tile_path(level, self.index, self.hashes.len()),
            content,
        }
    }
}

impl TileWriter {
    /// A writer for a log that begins now.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of entries so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next entry and gives the files that it fills.
    pub fn append(&mut self, commitment: &Commitment) -> Vec<TileFile> {
        // A commitment's length fits: the format has 16 bits for it.
        self.bundle.extend_from_slice(&[0, COMMITMENT_LENGTH as u8]);
        self.bundle.extend_from_slice(commitment.as_bytes());
        let bundle_index = self.size / TILE_WIDTH as u64;
        self.size += 1;
        let mut files = Vec::new();
        if self.size.is_multiple_of(TILE_WIDTH as u64) {
            files.push(TileFile {
                path: entries_path(bundle_index, TILE_WIDTH),
                content: std::mem::take(&mut self.bundle),
            });
        }
        let mut hash = commitment.leaf_hash();
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Unfinished::default());
            }
            let tile = &mut self.levels[level];
            tile.hashes.push(hash);
            if tile.hashes.len() < TILE_WIDTH {
                break;
            }
            files.push(tile.file(level));
            // A full tile is a complete subtree; its root stands in the level above.
            hash = root_of(&tile.hashes);
            tile.hashes.clear();
            tile.index += 1;
        }
        files
    }

    /// The partial tiles and the partial bundle of the log as it stands.
    #[must_use]
    pub fn partial(&self) -> Vec<TileFile> {
        let tiles = self.levels.iter().enumerate();
        let mut files: Vec<TileFile> = tiles
            .filter(|(_, tile)| !tile.hashes.is_empty())
            .map(|(level, tile)| tile.file(level))
            .collect();
        if !self.bundle.is_empty() {
            files.push(TileFile {
                path: entries_path(
                    self.size / TILE_WIDTH as u64,
                    self.bundle.len() / (2 + COMMITMENT_LENGTH),
                ),
                content: self.bundle.clone(),
            });
        }
        files
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::HashMap;

    use tlog_tiles::tile::{Tile, TileHashReader, TileReader};
    use tlog_tiles::tlog::{self, HashReader as _};

    use super::*;
    use crate::log::Salt;
    use crate::log::tree::{Frontier, leaf_hash, prove_consistency, prove_inclusion};

    /// The sizes at which tiles fill or begin.
    const SIZES: [u64; 7] = [1, 2, 3, 255, 256, 257, 100_000];

    fn commitment(index: u64) -> Commitment {
        Commitment::new(&Salt::from_bytes([7; 32]), &index.to_be_bytes())
    }

    /// The files of a log of `size` entries, by path.
    fn files(size: u64) -> HashMap<String, Vec<u8>> {
        let mut writer = TileWriter::new();
        let mut files: Vec<TileFile> = (0..size)
            .flat_map(|index| writer.append(&commitment(index)))
            .collect();
        files.extend(writer.partial());
        assert_eq!(writer.size(), size);
        let count = files.len();
        let by_path: HashMap<_, _> = files.into_iter().map(|file| (file.path, file.content)).collect();
        assert_eq!(by_path.len(), count, "a file is written once");
        by_path
    }

    /// Reads our tiles for the other implementation, whose paths have the tile's height in them.
    struct Theirs(HashMap<String, Vec<u8>>);

    impl TileReader for Theirs {
        fn height(&self) -> u8 {
            8
        }

        fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog::Error> {
            let read = |tile: &Tile| {
                let path = tile.path().replacen("tile/8/", "tile/", 1);
                self.0.get(&path).cloned().ok_or(tlog::Error::BadMath)
            };
            tiles.iter().map(read).collect()
        }

        fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(tile_path(0, 0, 256), "tile/0/000");
        assert_eq!(tile_path(1, 999, 256), "tile/1/999");
        assert_eq!(tile_path(2, 1_000, 256), "tile/2/x001/000");
        assert_eq!(tile_path(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(tile_path(0, 273, 112), "tile/0/273.p/112");
        assert_eq!(entries_path(1_234, 1), "tile/entries/x001/234.p/1");
        for (index, width) in [(0, 1), (999, 255), (1_000, 256), (987_654_321, 3)] {
            let theirs = Tile::new(8, 3, index, u32::try_from(width).unwrap(), false);
            assert_eq!(
                tile_path(3, index, width),
                theirs.path().replacen("tile/8/", "tile/", 1)
            );
        }
    }

    #[test]
    fn another_implementation_finds_root_and_proofs_in_our_tiles() {
        for size in SIZES {
            let leaves: Vec<Hash> = (0..size).map(|index| commitment(index).leaf_hash()).collect();
            let mut frontier = Frontier::new();
            let root = frontier.append_batch(&leaves).root();
            let tiles = Theirs(files(size));
            let reader = TileHashReader::new(size, tlog::Hash(*root.as_bytes()), &tiles);
            assert_eq!(tlog::tree_hash(size, &reader).unwrap().0, *root.as_bytes());
            for index in [0, 1, size / 3, size / 2, size.saturating_sub(2), size - 1] {
                let index = index.min(size - 1);
                let theirs = tlog::prove_record(size, index, &reader).unwrap();
                let theirs: Vec<[u8; 32]> = theirs.into_iter().map(|hash| hash.0).collect();
                let ours = prove_inclusion(&leaves, index).unwrap();
                let ours: Vec<[u8; 32]> = ours.into_iter().map(|hash| *hash.as_bytes()).collect();
                assert_eq!(theirs, ours, "leaf {index} of {size}");
            }
            for old in SIZES.into_iter().filter(|old| *old <= size) {
                let theirs = tlog::prove_tree(size, old, &reader).unwrap();
                let theirs: Vec<[u8; 32]> = theirs.into_iter().map(|hash| hash.0).collect();
                let ours = prove_consistency(&leaves, old).unwrap();
                let ours: Vec<[u8; 32]> = ours.into_iter().map(|hash| *hash.as_bytes()).collect();
                assert_eq!(theirs, ours, "{old} to {size}");
            }
        }
    }

    #[test]
    fn one_changed_bit_of_a_tile_is_seen_by_another_implementation() {
        let size = 257;
        let leaves: Vec<Hash> = (0..size).map(|index| commitment(index).leaf_hash()).collect();
        let root = tlog::Hash(*root_of(&leaves).as_bytes());
        for path in ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"] {
            let mut tiles = Theirs(files(size));
            tiles.0.get_mut(path).unwrap()[17] ^= 4;
            let reader = TileHashReader::new(size, root, &tiles);
            let indexes = [
                tlog::stored_hash_index(0, 0),
                tlog::stored_hash_index(0, size - 1),
            ];
            assert!(reader.read_hashes(&indexes).is_err(), "{path}");
        }
    }

    #[test]
    fn bundles_hold_the_entries_under_their_tile() {
        for size in SIZES {
            let files = files(size);
            let mut index = 0;
            for bundle in 0..size.div_ceil(256) {
                let width = usize::try_from((size - bundle * 256).min(256)).unwrap();
                let entries = &files[&entries_path(bundle, width)];
                let tile = &files[&tile_path(0, bundle, width)];
                assert_eq!(entries.len(), width * 35);
                for (entry, hash) in entries.chunks(35).zip(tile.chunks(32)) {
                    assert_eq!(entry[..2], [0, 33]);
                    assert_eq!(entry[2..], *commitment(index).as_bytes());
                    assert_eq!(leaf_hash(&entry[2..]).as_bytes(), hash);
                    index += 1;
                }
            }
            assert_eq!(index, size);
        }
    }
}
