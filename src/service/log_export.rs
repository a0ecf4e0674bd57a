//! Writing the log as C2SP tiles: commitments only, so that the files may be public.

use crate::log::commitment::COMMITMENT_LENGTH;
use crate::log::{Commitment, Frontier, TileFile, TileWriter};
use crate::store::{LogShelf, StoreError};

/// How many batches are read at once.
const PAGE: u32 = 200;

/// Why a log could not be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be written.
    #[error("write a tile: {0}")]
    Write(#[from] std::io::Error),
    /// The stored log does not read from this entry on: verify it.
    #[error("entry {0}: the stored log does not read")]
    Unsound(u64),
}

/// Hands every tile and bundle of the log to `write`, and gives the tree that they make up.
/// Checks nothing but that the entries follow each other: verify the log first.
///
/// # Errors
/// [`ExportError`].
pub async fn export<S: LogShelf>(
    shelf: &S,
    mut write: impl FnMut(TileFile) -> std::io::Result<()>,
) -> Result<Frontier, ExportError> {
    let mut tiles = TileWriter::new();
    let mut frontier = Frontier::new();
    loop {
        let page = shelf.list_batches(tiles.size(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        for batch in page {
            let unsound = ExportError::Unsound(tiles.size());
            let (chunks, rest) = batch.commitments.as_chunks::<COMMITMENT_LENGTH>();
            if batch.first != tiles.size() || chunks.is_empty() || !rest.is_empty() {
                return Err(unsound);
            }
            for bytes in chunks {
                let commitment = Commitment::from_bytes(*bytes).ok_or(ExportError::Unsound(tiles.size()))?;
                frontier.append(commitment.leaf_hash());
                for file in tiles.append(&commitment) {
                    write(file)?;
                }
            }
        }
    }
    for file in tiles.partial() {
        write(file)?;
    }
    Ok(frontier)
}
