//! C2SP `signed-note` with Ed25519: how a checkpoint is signed and by whom.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::environment::Environment;

/// The signature type of plain Ed25519 in the specification.
const ED25519: u8 = 0x01;

/// More signatures than any log and its witnesses make; the specification asks for at least 16.
const MAX_SIGNATURES: usize = 64;

/// Longest note read, in bytes.
pub const MAX_NOTE_LENGTH: usize = 64 * 1024;

/// Why a key or a note was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    /// A key name is empty or has a space, a plus or a control character.
    #[error("the key name is empty or has a space, a plus or a control character")]
    KeyName,
    /// The text is not a key of the form `name+hash+base64` with an Ed25519 key.
    #[error("the text is not an Ed25519 note key")]
    MalformedKey,
    /// The hash in the key's text does not belong to its name and key.
    #[error("the key's hash does not belong to its name and key")]
    KeyHash,
    /// The text to sign does not end in a newline, or has a control character.
    #[error("the text to sign does not end in a newline or has a control character")]
    UnsignableText,
    /// The bytes are not a note: text, blank line, signature lines.
    #[error("the text is not a signed note")]
    MalformedNote,
    /// No signature by the expected key stands under the note.
    #[error("the note is not signed by the expected key")]
    NotSignedByKey,
    /// A signature in the expected key's name is wrong.
    #[error("the note's signature is wrong")]
    WrongSignature,
}

/// Whether this may be the name of a key and the origin of a log: a schema-less URL, for instance.
#[must_use]
pub fn is_valid_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

/// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[..4], as the specification recommends.
fn key_id(name: &str, key: &VerifyingKey) -> u32 {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519])
        .chain_update(key.as_bytes())
        .finalize()
        .into();
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

/// `name+hash+base64(type ‖ key)`.
fn key_text(name: &str, id: u32, key: &[u8; 32]) -> String {
    let mut bytes = [ED25519; 33];
    bytes[1..].copy_from_slice(key);
    format!("{name}+{id:08x}+{}", STANDARD.encode(bytes))
}

/// The parts of a key's text: name, hash as written, 32 key bytes.
fn parse_key_text(text: &str) -> Result<(&str, &str, [u8; 32]), NoteError> {
    let (name, rest) = text.split_once('+').ok_or(NoteError::MalformedKey)?;
    let (hash, key) = rest.split_once('+').ok_or(NoteError::MalformedKey)?;
    if !is_valid_key_name(name) {
        return Err(NoteError::KeyName);
    }
    let bytes = STANDARD.decode(key).map_err(|_| NoteError::MalformedKey)?;
    match bytes.split_first() {
        Some((&ED25519, key)) => Ok((name, hash, key.try_into().map_err(|_| NoteError::MalformedKey)?)),
        _ => Err(NoteError::MalformedKey),
    }
}

/// The public half of a log's key: what everyone who checks a receipt must have from a trusted place.
#[derive(Clone, PartialEq, Eq)]
pub struct NoteVerifier {
    name: String,
    id: u32,
    key: VerifyingKey,
}

impl NoteVerifier {
    /// Reads the text form `name+hash+base64` ("vkey").
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let (name, hash, key) = parse_key_text(text)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::MalformedKey)?;
        let id = key_id(name, &key);
        if hash != format!("{id:08x}") {
            return Err(NoteError::KeyHash);
        }
        Ok(Self {
            name: name.to_owned(),
            id,
            key,
        })
    }

    /// The key's name: the log's origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's 32-bit id.
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// The text form `name+hash+base64`, for publication.
    #[must_use]
    pub fn to_text(&self) -> String {
        key_text(&self.name, self.id, self.key.as_bytes())
    }
}

impl fmt::Debug for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteVerifier({})", self.to_text())
    }
}

/// The verifier key of one of our logs, as the server publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogKey {
    /// The register whose log it is.
    pub environment: Environment,
    /// The text form of the [`NoteVerifier`] in force.
    pub key: String,
    /// The records that lead to it from the log's first key; empty if it is the first
    /// ([`KeyChain`](super::KeyChain)).
    #[serde(default)]
    pub handovers: String,
}

/// A log's secret key under its name.
#[derive(Clone)]
pub struct NoteSigner {
    key: SigningKey,
    verifier: NoteVerifier,
}

impl NoteSigner {
    /// The signer of this name with the Ed25519 key of this seed; [`NoteError::KeyName`] for an impossible name.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, NoteError> {
        if !is_valid_key_name(name) {
            return Err(NoteError::KeyName);
        }
        let key = SigningKey::from_bytes(&seed);
        let public = key.verifying_key();
        let verifier = NoteVerifier {
            name: name.to_owned(),
            id: key_id(name, &public),
            key: public,
        };
        Ok(Self { key, verifier })
    }

    /// Reads the secret text form `PRIVATE+KEY+name+hash+base64`.
    pub fn parse_secret_text(text: &str) -> Result<Self, NoteError> {
        let text = text.strip_prefix("PRIVATE+KEY+").ok_or(NoteError::MalformedKey)?;
        let (name, hash, seed) = parse_key_text(text)?;
        let signer = Self::from_seed(name, seed)?;
        if hash != format!("{:08x}", signer.verifier.id) {
            return Err(NoteError::KeyHash);
        }
        Ok(signer)
    }

    /// The secret text form `PRIVATE+KEY+name+hash+base64`, for the key file only.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        let text = key_text(&self.verifier.name, self.verifier.id, self.key.as_bytes());
        format!("PRIVATE+KEY+{text}")
    }

    /// The public half.
    #[must_use]
    pub const fn verifier(&self) -> &NoteVerifier {
        &self.verifier
    }

    /// Signs a text that ends in a newline: gives the whole note. [`NoteError::UnsignableText`] otherwise.
    pub fn sign(&self, text: &str) -> Result<String, NoteError> {
        if !text.ends_with('\n') || has_forbidden_control(text) {
            return Err(NoteError::UnsignableText);
        }
        Ok(format!("{text}\n{}", self.signature_line(text)))
    }

    /// Signs a note that others have signed: gives it with one more signature.
    pub fn cosign(&self, note: &str) -> Result<String, NoteError> {
        let signed = SignedNote::parse(note)?;
        Ok(format!("{note}{}", self.signature_line(signed.unverified_text())))
    }

    fn signature_line(&self, text: &str) -> String {
        let mut bytes = [0; 68];
        bytes[..4].copy_from_slice(&self.verifier.id.to_be_bytes());
        bytes[4..].copy_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("— {} {}\n", self.verifier.name, STANDARD.encode(bytes))
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({}, ***)", self.verifier.name)
    }
}

/// Control characters other than the newline may not stand in a note.
fn has_forbidden_control(text: &str) -> bool {
    text.bytes().any(|byte| byte < 0x20 && byte != b'\n')
}

/// A note that is well-formed, with signatures that nobody has checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line: who says to have signed, with which key, and the signature.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    id: u32,
    signature: Vec<u8>,
}

impl SignedNote {
    /// Reads a note; [`NoteError::MalformedNote`] unless it is one to the byte.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE_LENGTH || has_forbidden_control(note) {
            return Err(NoteError::MalformedNote);
        }
        // The text may have blank lines of its own: the last one is the separator.
        let separator = note.rfind("\n\n").ok_or(NoteError::MalformedNote)?;
        let (text, lines) = (&note[..=separator], &note[separator + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::MalformedNote)?;
        let signatures = lines
            .split('\n')
            .take(MAX_SIGNATURES + 1)
            .map(parse_signature_line)
            .collect::<Option<Vec<_>>>()
            .filter(|signatures| signatures.len() <= MAX_SIGNATURES)
            .ok_or(NoteError::MalformedNote)?;
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// The text as it stands there: nobody has proved anything of it.
    #[must_use]
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// The text, if the verifier's key signed it. Signatures by other keys are ignored.
    pub fn verify(&self, verifier: &NoteVerifier) -> Result<&str, NoteError> {
        let mut is_signed = false;
        for line in &self.signatures {
            if line.name != verifier.name || line.id != verifier.id {
                continue;
            }
            let signature = Signature::from_slice(&line.signature).map_err(|_| NoteError::WrongSignature)?;
            verifier
                .key
                .verify_strict(self.text.as_bytes(), &signature)
                .map_err(|_| NoteError::WrongSignature)?;
            is_signed = true;
        }
        if is_signed {
            Ok(&self.text)
        } else {
            Err(NoteError::NotSignedByKey)
        }
    }
}

fn parse_signature_line(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
    if !is_valid_key_name(name) {
        return None;
    }
    let bytes = STANDARD.decode(encoded).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (!signature.is_empty()).then(|| NoteSignature {
        name: name.to_owned(),
        id: u32::from_be_bytes(*id),
        signature: signature.to_vec(),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use signed_note::{Note, StandardSigner, StandardVerifier, VerifierList};

    use super::*;

    const TEXT: &str = "log.example/production\n0\ntext\n\nwith a blank line\n";

    fn signer() -> NoteSigner {
        NoteSigner::from_seed("log.example/production", [7; 32]).unwrap()
    }

    /// Key and note of the specification's neighbour, golang.org/x/mod/sumdb/note.
    #[test]
    fn published_key_and_note_of_another_implementation_are_read() {
        let verifier =
            NoteVerifier::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
                .unwrap();
        let note = "If you think cryptography is the answer to your problem,\n\
            then you don't know what your problem is.\n\n\
            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        let text = SignedNote::parse(note).unwrap();
        assert!(text.verify(&verifier).unwrap().ends_with("your problem is.\n"));
    }

    #[test]
    fn published_secret_key_makes_the_published_note() {
        let signer = NoteSigner::parse_secret_text(
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
        )
        .unwrap();
        let text = "If you think cryptography is the answer to your problem,\n\
            then you don't know what your problem is.\n";
        assert!(signer.sign(text).unwrap().ends_with(
            "\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        ));
    }

    #[test]
    fn another_implementation_reads_our_key_and_verifies_our_note() {
        let signer = signer();
        let verifier = StandardVerifier::new(&signer.verifier().to_text()).unwrap();
        let known = VerifierList::new(vec![Box::new(verifier)]);
        let note = Note::from_bytes(signer.sign(TEXT).unwrap().as_bytes()).unwrap();
        let (verified, unverified) = note.verify(&known).unwrap();
        assert_eq!((verified.len(), unverified.len()), (1, 0));
        assert_eq!(note.text(), TEXT.as_bytes());
    }

    #[test]
    fn another_implementation_with_our_secret_text_signs_the_same_note() {
        let signer = signer();
        let other = StandardSigner::new(&signer.to_secret_text()).unwrap();
        let mut note = Note::new(TEXT.as_bytes(), &[]).unwrap();
        note.add_sigs(&[&other]).unwrap();
        assert_eq!(note.to_bytes(), signer.sign(TEXT).unwrap().as_bytes());
    }

    #[test]
    fn keys_come_back_from_their_text() {
        let signer = signer();
        let verifier = NoteVerifier::parse(&signer.verifier().to_text()).unwrap();
        assert_eq!(&verifier, signer.verifier());
        let again = NoteSigner::parse_secret_text(&signer.to_secret_text()).unwrap();
        assert_eq!(again.to_secret_text(), signer.to_secret_text());
    }

    #[test]
    fn key_with_every_changed_bit_of_its_text_is_refused() {
        let text = signer().verifier().to_text();
        for bit in 0..text.len() * 8 {
            let mut bytes = text.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(NoteVerifier::parse(&changed).is_err(), "{changed}");
            }
        }
    }

    #[test]
    fn impossible_key_names_and_texts_are_refused() {
        for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb", "a\u{1}b"] {
            assert_eq!(
                NoteSigner::from_seed(name, [0; 32]).err(),
                Some(NoteError::KeyName)
            );
        }
        for text in ["no newline", "", "tab\there\n", "return\r\n"] {
            assert_eq!(signer().sign(text), Err(NoteError::UnsignableText));
        }
        let signer = signer();
        assert_eq!(
            NoteVerifier::parse(&signer.to_secret_text()).err(),
            Some(NoteError::MalformedKey)
        );
        assert_eq!(NoteVerifier::parse("a+b").err(), Some(NoteError::MalformedKey));
    }

    #[test]
    fn signatures_of_unknown_keys_are_ignored_but_do_not_suffice() {
        let signer = signer();
        let stranger = NoteSigner::from_seed("witness.example", [8; 32]).unwrap();
        let namesake = NoteSigner::from_seed("log.example/production", [9; 32]).unwrap();
        let note = signer.sign(TEXT).unwrap();
        let line = |note: &str| note.rsplit_once("\n\n").unwrap().1.to_owned();
        let many = note + &line(&stranger.sign(TEXT).unwrap());
        let parsed = SignedNote::parse(&many).unwrap();
        assert_eq!(parsed.verify(signer.verifier()), Ok(TEXT));
        assert_eq!(parsed.verify(stranger.verifier()), Ok(TEXT));
        assert_eq!(parsed.verify(namesake.verifier()), Err(NoteError::NotSignedByKey));
    }

    #[test]
    fn one_wrong_signature_of_the_known_key_spoils_the_note() {
        let signer = signer();
        let good = signer.sign(TEXT).unwrap();
        let other = signer.sign("another text\n").unwrap();
        let line = other.rsplit_once("\n\n").unwrap().1;
        let note = SignedNote::parse(&format!("{good}{line}")).unwrap();
        assert_eq!(note.verify(signer.verifier()), Err(NoteError::WrongSignature));
        // The key's name and id over bytes that are no Ed25519 signature at all.
        let mut short = signer.verifier().id().to_be_bytes().to_vec();
        short.push(0);
        let line = format!("— {} {}\n", signer.verifier().name(), STANDARD.encode(short));
        let note = SignedNote::parse(&format!("{TEXT}\n{line}")).unwrap();
        assert_eq!(note.verify(signer.verifier()), Err(NoteError::WrongSignature));
    }

    #[test]
    fn note_with_too_many_signatures_or_without_any_is_malformed() {
        let note = signer().sign(TEXT).unwrap();
        let line = note.rsplit_once("\n\n").unwrap().1.to_owned();
        assert!(SignedNote::parse(&format!("{TEXT}\n{}", line.repeat(64))).is_ok());
        for bad in [
            format!("{TEXT}\n{}", line.repeat(65)),
            TEXT.to_owned(),
            format!("{TEXT}\n"),
            note.trim_end().to_owned(),
            format!("{note}\n"),
            note.replace('—', "-"),
            "x".repeat(MAX_NOTE_LENGTH + 1),
        ] {
            assert_eq!(SignedNote::parse(&bad), Err(NoteError::MalformedNote), "{bad}");
        }
    }

    #[test]
    fn secret_key_is_masked_in_debug_output() {
        assert_eq!(
            format!("{:?}", signer()),
            "NoteSigner(log.example/production, ***)"
        );
    }
}
