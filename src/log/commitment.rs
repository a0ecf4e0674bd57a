//! What the log hashes and publishes in the place of an entry: a salted commitment (D7).
//!
//! Payload and salt lie apart from the log. When both are erased after five
//! years the commitment says nothing, and every proof stays valid.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::tree::{self, Hash};

/// Length of a salt in bytes.
pub const SALT_LENGTH: usize = 32;

/// Length of a commitment in bytes: the version and a SHA-256 hash.
pub const COMMITMENT_LENGTH: usize = 33;

/// The version byte of a commitment.
pub const COMMITMENT_VERSION: u8 = 1;

/// Separates these hashes from every other use of SHA-256. Frozen: old receipts depend on it.
const DOMAIN_TAG: &[u8] = b"luotain disclosure entry v1\n";

/// The same for entries of the change log, so that none of either log passes for one of the other.
const CHANGE_TAG: &[u8] = b"luotain change entry v1\n";

/// The random part of a commitment (32 bytes), without which nobody can guess a payload back from it.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; SALT_LENGTH]);

impl Salt {
    /// The salt of these 32 bytes, which must come fresh from a cryptographic random source (D12).
    #[must_use]
    pub const fn from_bytes(bytes: [u8; SALT_LENGTH]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; SALT_LENGTH] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(***)")
    }
}

/// An entry as the log publishes it: version ‖ SHA-256(domain tag ‖ salt ‖ canonical payload) (33 bytes).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Commitment([u8; COMMITMENT_LENGTH]);

impl Commitment {
    /// Commits to a canonical payload (the bytes of [`Entry::encode`](super::entry::Entry::encode)) with a salt.
    #[must_use]
    pub fn new(salt: &Salt, payload: &[u8]) -> Self {
        Self::tagged(DOMAIN_TAG, salt, payload)
    }

    /// Commits to the canonical payload of an entry of the change log
    /// (the bytes of [`Change::encode`](super::change::Change::encode)) with a salt.
    #[must_use]
    pub fn of_change(salt: &Salt, payload: &[u8]) -> Self {
        Self::tagged(CHANGE_TAG, salt, payload)
    }

    fn tagged(tag: &[u8], salt: &Salt, payload: &[u8]) -> Self {
        let hash = Sha256::new()
            .chain_update(tag)
            .chain_update(salt.0)
            .chain_update(payload)
            .finalize();
        let mut bytes = [COMMITMENT_VERSION; COMMITMENT_LENGTH];
        bytes[1..].copy_from_slice(&hash);
        Self(bytes)
    }

    /// Reads a stored commitment; `None` for another version.
    #[must_use]
    pub fn from_bytes(bytes: [u8; COMMITMENT_LENGTH]) -> Option<Self> {
        (bytes[0] == COMMITMENT_VERSION).then_some(Self(bytes))
    }

    /// The 33 bytes: what an entry bundle of `tlog-tiles` carries.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; COMMITMENT_LENGTH] {
        &self.0
    }

    /// The hash of the commitment as a leaf of the tree (RFC 6962 s. 2.1).
    #[must_use]
    pub fn leaf_hash(&self) -> Hash {
        tree::leaf_hash(&self.0)
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Commitment(")?;
        for byte in self.0 {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base16(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn commitment_and_leaf_are_the_frozen_ones() {
        // Computed with Python's hashlib from the description alone.
        let commitment = Commitment::new(&Salt::from_bytes([0x5a; 32]), b"payload");
        assert_eq!(
            base16(commitment.as_bytes()),
            "01b15e4ec0c50e0c4620d71ac266e286cde80a8f1e5781571b2f79f61da47f4fb2"
        );
        assert_eq!(
            base16(commitment.leaf_hash().as_bytes()),
            "1cdb29b9adcb180714d781fe7bf2bbc55ab3466dc4936317d03674c25ad84eb9"
        );
    }

    #[test]
    fn an_entry_of_one_log_is_none_of_the_other() {
        let salt = Salt::from_bytes([7; 32]);
        assert_ne!(
            Commitment::new(&salt, b"payload"),
            Commitment::of_change(&salt, b"payload")
        );
    }

    #[test]
    fn commitment_depends_on_every_byte_of_salt_and_payload() {
        let payload = *b"payload";
        let commitment = Commitment::new(&Salt::from_bytes([7; 32]), &payload);
        for byte in 0..SALT_LENGTH {
            let mut salt = [7; SALT_LENGTH];
            salt[byte] ^= 1;
            assert_ne!(Commitment::new(&Salt::from_bytes(salt), &payload), commitment);
        }
        for byte in 0..payload.len() {
            let mut changed = payload;
            changed[byte] ^= 1;
            assert_ne!(Commitment::new(&Salt::from_bytes([7; 32]), &changed), commitment);
        }
    }

    #[test]
    fn commitment_of_another_version_is_refused() {
        let mut bytes = *Commitment::new(&Salt::from_bytes([0; 32]), b"").as_bytes();
        assert!(Commitment::from_bytes(bytes).is_some());
        bytes[0] = 2;
        assert_eq!(Commitment::from_bytes(bytes), None);
    }

    #[test]
    fn salt_is_masked_in_debug_output() {
        assert_eq!(format!("{:?}", Salt::from_bytes([1; 32])), "Salt(***)");
    }
}
