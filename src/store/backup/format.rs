//! The layout of a backup file. All numbers are big-endian.
//!
//! ```text
//! "luotain backup\n"  u32 format (1)
//! u32 length, JSON { head, engine }
//! blocks:  u32 stored length > 0, u32 plain length, u32 CRC-32 of the stored bytes, LZ4 block
//!          plain: (u32 key length, key, u32 value length, value)*
//! u32 0, u32 length, JSON { keys, bytes }
//! SHA-256 of everything before
//! ```
//! A block is checked before it is unpacked, and no length is believed beyond its bound.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use surrealdb_core::kvs::copy::KeyspaceVersion;

use super::{BackupError, BackupHead, BackupSize};

const MAGIC: &[u8] = b"luotain backup\n";
const FORMAT: u32 = 1;
/// A block is closed once it has so many bytes.
const BLOCK: usize = 1 << 20;
/// The most that a length may say: the largest value of the store with room to spare.
const LARGEST: usize = 256 << 20;
/// The most that a front or an end may have.
const LARGEST_JSON: usize = 1 << 20;

#[derive(Serialize, Deserialize)]
struct Front {
    head: BackupHead,
    engine: KeyspaceVersion,
}

/// A key with its value.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

/// Writes a backup.
pub(super) struct Writer<W> {
    out: W,
    digest: Sha256,
    block: Vec<u8>,
    size: BackupSize,
}

impl<W: Write> Writer<W> {
    pub(super) fn start(out: W, head: &BackupHead, engine: &KeyspaceVersion) -> Result<Self, BackupError> {
        let mut writer = Self {
            out,
            digest: Sha256::new(),
            block: Vec::with_capacity(BLOCK + (64 << 10)),
            size: BackupSize::default(),
        };
        writer.put(MAGIC)?;
        writer.put(&FORMAT.to_be_bytes())?;
        let front = Front {
            head: head.clone(),
            engine: engine.clone(),
        };
        writer.put_json(&front)?;
        Ok(writer)
    }

    pub(super) fn add(&mut self, key: &[u8], value: &[u8]) -> Result<(), BackupError> {
        for part in [key, value] {
            self.block.extend_from_slice(&length(part.len())?);
            self.block.extend_from_slice(part);
        }
        self.size.keys += 1;
        self.size.bytes += (key.len() + value.len()) as u64;
        if self.block.len() >= BLOCK {
            self.close_block()?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<BackupSize, BackupError> {
        self.close_block()?;
        self.put(&0_u32.to_be_bytes())?;
        let size = self.size;
        self.put_json(&size)?;
        let digest = self.digest.clone().finalize();
        self.out.write_all(&digest)?;
        self.out.flush()?;
        Ok(size)
    }

    fn close_block(&mut self) -> Result<(), BackupError> {
        if self.block.is_empty() {
            return Ok(());
        }
        let stored = lz4_flex::block::compress(&self.block);
        let plain = length(self.block.len())?;
        self.block.clear();
        self.put(&length(stored.len())?)?;
        self.put(&plain)?;
        self.put(&crc32fast::hash(&stored).to_be_bytes())?;
        self.put(&stored)
    }

    fn put_json(&mut self, value: &impl Serialize) -> Result<(), BackupError> {
        let json = serde_json::to_vec(value).map_err(io::Error::other)?;
        self.put(&length(json.len())?)?;
        self.put(&json)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.digest.update(bytes);
        self.out.write_all(bytes)?;
        Ok(())
    }
}

fn length(bytes: usize) -> Result<[u8; 4], BackupError> {
    u32::try_from(bytes)
        .ok()
        .filter(|_| bytes <= LARGEST)
        .map(u32::to_be_bytes)
        .ok_or(BackupError::Damaged("a value is larger than a backup can hold"))
}

/// Reads a backup.
pub(super) struct Reader<R> {
    input: R,
    digest: Sha256,
    front: Front,
    block: Vec<u8>,
    at: usize,
    size: BackupSize,
    is_at_end: bool,
}

impl<R: Read> Reader<R> {
    pub(super) fn start(input: R) -> Result<Self, BackupError> {
        let mut raw = Raw {
            input,
            digest: Sha256::new(),
        };
        if raw.take(MAGIC.len())? != MAGIC {
            return Err(BackupError::Damaged("it does not begin as a backup does"));
        }
        let format = raw.number()?;
        if format > FORMAT {
            return Err(BackupError::NewerFormat(format));
        }
        let front = raw.json("its front does not read")?;
        Ok(Self {
            input: raw.input,
            digest: raw.digest,
            front,
            block: Vec::new(),
            at: 0,
            size: BackupSize::default(),
            is_at_end: false,
        })
    }

    pub(super) fn head(&self) -> &BackupHead {
        &self.front.head
    }

    pub(super) fn engine(&self) -> &KeyspaceVersion {
        &self.front.engine
    }

    /// The next key with its value; none at the end of the blocks.
    pub(super) fn next(&mut self) -> Result<Option<Pair>, BackupError> {
        while self.at == self.block.len() {
            if self.is_at_end || !self.open_block()? {
                self.is_at_end = true;
                return Ok(None);
            }
        }
        let key = self.part()?;
        let value = self.part()?;
        self.size.keys += 1;
        self.size.bytes += (key.len() + value.len()) as u64;
        Ok(Some((key, value)))
    }

    /// Reads the end and holds it against what was read.
    pub(super) fn finish(&mut self) -> Result<BackupSize, BackupError> {
        let mut raw = self.raw();
        let told: BackupSize = raw.json("its end does not read")?;
        let ours = raw.digest.clone().finalize();
        let theirs = raw.take_undigested(ours.len())?;
        let mut beyond = [0];
        if raw.input.read(&mut beyond)? != 0 {
            return Err(BackupError::Damaged("something follows its end"));
        }
        self.digest = raw.digest;
        if theirs != ours.as_slice() {
            return Err(BackupError::Damaged("its checksum is wrong"));
        }
        if told != self.size {
            return Err(BackupError::Damaged(
                "it holds another number of keys than it says",
            ));
        }
        Ok(told)
    }

    fn raw(&mut self) -> Raw<&mut R> {
        Raw {
            input: &mut self.input,
            digest: self.digest.clone(),
        }
    }

    fn open_block(&mut self) -> Result<bool, BackupError> {
        let mut raw = self.raw();
        let stored = raw.number()? as usize;
        if stored == 0 {
            self.digest = raw.digest;
            return Ok(false);
        }
        let plain = raw.number()? as usize;
        let sum = raw.number()?;
        if stored > LARGEST || plain > LARGEST {
            return Err(BackupError::Damaged("a block is larger than any can be"));
        }
        let bytes = raw.take(stored)?;
        self.digest = raw.digest;
        if crc32fast::hash(&bytes) != sum {
            return Err(BackupError::Damaged("the checksum of a block is wrong"));
        }
        self.block = lz4_flex::block::decompress(&bytes, plain)
            .ok()
            .filter(|block| block.len() == plain && plain > 0)
            .ok_or(BackupError::Damaged("a block does not unpack"))?;
        self.at = 0;
        Ok(true)
    }

    fn part(&mut self) -> Result<Vec<u8>, BackupError> {
        const CUT: BackupError = BackupError::Damaged("a key or value is cut off");
        let rest = self.block.get(self.at..).ok_or(CUT)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(CUT)?;
        let length = u32::from_be_bytes(*length) as usize;
        let part = rest.get(..length).ok_or(CUT)?.to_vec();
        self.at += 4 + length;
        Ok(part)
    }
}

/// Bytes with their digest.
struct Raw<R> {
    input: R,
    digest: Sha256,
}

impl<R: Read> Raw<R> {
    fn take(&mut self, count: usize) -> Result<Vec<u8>, BackupError> {
        let bytes = self.take_undigested(count)?;
        self.digest.update(&bytes);
        Ok(bytes)
    }

    fn take_undigested(&mut self, count: usize) -> Result<Vec<u8>, BackupError> {
        // Grown as it comes: a wrong length takes no memory that the file does not have.
        let mut bytes = Vec::with_capacity(count.min(1 << 20));
        let read = (&mut self.input).take(count as u64).read_to_end(&mut bytes)?;
        if read < count {
            return Err(BackupError::Damaged("it ends before its end"));
        }
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, BackupError> {
        let bytes = self.take(4)?;
        let bytes = bytes
            .first_chunk()
            .ok_or(BackupError::Damaged("a number is cut off"))?;
        Ok(u32::from_be_bytes(*bytes))
    }

    fn json<T: serde::de::DeserializeOwned>(&mut self, problem: &'static str) -> Result<T, BackupError> {
        let length = self.number()? as usize;
        if length > LARGEST_JSON {
            return Err(BackupError::Damaged(problem));
        }
        let bytes = self.take(length)?;
        serde_json::from_slice(&bytes).map_err(|_| BackupError::Damaged(problem))
    }
}
