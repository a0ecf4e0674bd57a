//! C2SP `tlog-checkpoint`: the head of a log at a size, as three lines in a signed note.

use thiserror::Error;

use super::note::{NoteError, NoteSigner, NoteVerifier, SignedNote, is_valid_key_name};
use super::tree::{EMPTY_ROOT, Hash, MAX_SIZE};

/// Why a checkpoint was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The note around the checkpoint was refused.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not exactly three lines, each ended by a newline.
    #[error("a checkpoint is three lines: origin, size, root")]
    Lines,
    /// The origin is empty or has a space, a plus or a control character.
    #[error("the origin is empty or has a space, a plus or a control character")]
    Origin,
    /// The size is not a decimal number without leading zeros, or beyond any possible tree.
    #[error("the size is not a decimal number without leading zeros, or too large")]
    Size,
    /// The root is not the Base64 form of 32 bytes, or not the empty tree's at size 0.
    #[error("the root is not a hash that a tree of this size can have")]
    Root,
    /// The origin is not the name of the key: a checkpoint of another log.
    #[error("the checkpoint belongs to another log than the key")]
    ForeignOrigin,
    /// A key of the log signed it, but one that was not in force at its size.
    #[error("the key that signed the checkpoint was not in force when the log had so many entries")]
    NotInForce,
    /// It names another tree than the one that the log had when its key was handed over.
    #[error("the checkpoint is of another tree than the one that the log's key was handed over with")]
    OtherThanHandedOver,
}

/// Who can tell whether a log signed a checkpoint: one key, or all keys that the log has had.
pub trait CheckpointVerifier {
    /// The checkpoint of a note that the log signed.
    ///
    /// # Errors
    /// [`CheckpointError`].
    fn open(&self, note: &str) -> Result<Checkpoint, CheckpointError>;

    /// The log's origin, which is the name of its keys.
    fn origin(&self) -> &str;
}

impl CheckpointVerifier for NoteVerifier {
    fn open(&self, note: &str) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::open(note, self)
    }

    fn origin(&self) -> &str {
        self.name()
    }
}

/// The head of a log: its origin, number of entries and root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
}

impl Checkpoint {
    /// The checkpoint with these parts, if the origin and the size are possible and size 0 has the empty root.
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        let origin = origin.into();
        if !is_valid_key_name(&origin) {
            return Err(CheckpointError::Origin);
        }
        if size > MAX_SIZE {
            return Err(CheckpointError::Size);
        }
        if size == 0 && root != EMPTY_ROOT {
            return Err(CheckpointError::Root);
        }
        Ok(Self { origin, size, root })
    }

    /// The log's identity: a schema-less URL, one per environment (D7).
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Number of entries in the log.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree at that size.
    #[must_use]
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// The text that is signed: origin, size and root, a line each.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root)
    }

    /// Reads the text strictly: three lines, no extension lines, one form only.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Lines);
        };
        let size = parse_decimal(size).ok_or(CheckpointError::Size)?;
        let root = Hash::from_base64(root).ok_or(CheckpointError::Root)?;
        Self::new(origin, size, root)
    }

    /// Signs the checkpoint: the whole note. The signer's name must be the origin.
    ///
    /// To be called only after the entries are durable: a log must never sign
    /// two checkpoints of which neither extends the other.
    pub fn sign(&self, signer: &NoteSigner) -> Result<String, CheckpointError> {
        if signer.verifier().name() != self.origin {
            return Err(CheckpointError::ForeignOrigin);
        }
        Ok(signer.sign(&self.to_text())?)
    }

    /// Reads a note and gives the checkpoint that it claims to be; its signatures are not checked.
    pub fn parse_unverified(note: &str) -> Result<Self, CheckpointError> {
        Self::parse(SignedNote::parse(note)?.unverified_text())
    }

    /// Reads a note that the verifier's log signed and gives its checkpoint.
    pub fn open(note: &str, verifier: &NoteVerifier) -> Result<Self, CheckpointError> {
        let note = SignedNote::parse(note)?;
        let checkpoint = Self::parse(note.verify(verifier)?)?;
        if checkpoint.origin != verifier.name() {
            return Err(CheckpointError::ForeignOrigin);
        }
        Ok(checkpoint)
    }
}

/// An ASCII decimal without sign and leading zeros, at most [`MAX_SIZE`].
pub(super) fn parse_decimal(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let has_leading_zero = text.len() > 1 && text.starts_with('0');
    if !is_plain || has_leading_zero {
        return None;
    }
    text.parse().ok().filter(|number| *number <= MAX_SIZE)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::log::tree::leaf_hash;

    const ORIGIN: &str = "luotain.example/log/production";
    const TEXT: &str = "luotain.example/log/production\n20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn signer() -> NoteSigner {
        NoteSigner::from_seed(ORIGIN, [7; 32]).unwrap()
    }

    #[test]
    fn text_is_the_frozen_one() {
        let root = Hash::from_base64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=").unwrap();
        let checkpoint = Checkpoint::new(ORIGIN, 20_852_163, root).unwrap();
        assert_eq!(checkpoint.to_text(), TEXT);
        assert_eq!(Checkpoint::parse(TEXT), Ok(checkpoint));
    }

    #[test]
    fn signed_note_is_the_frozen_one() {
        // Key id and signature computed with Python's cryptography package.
        let note = Checkpoint::parse(TEXT).unwrap().sign(&signer()).unwrap();
        assert_eq!(
            note,
            format!(
                "{TEXT}\n— {ORIGIN} NLIGX3ZbAY40S4hzx8b35c69RlKxvA1PGsnEortXey/mvvWrAV/+XZOfWK7OzC3HgVyDqchlsFPtrnHBv9e5MaezxAA=\n"
            )
        );
        assert_eq!(
            signer().verifier().to_text(),
            "luotain.example/log/production+34b2065f+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
        );
    }

    #[test]
    fn another_implementation_reads_the_same_checkpoint() {
        let checkpoint = Checkpoint::new(ORIGIN, 7, leaf_hash(b"root")).unwrap();
        let text = checkpoint.to_text();
        let theirs = tlog_tiles::Checkpoint::new(
            ORIGIN,
            7,
            tlog_tiles::tlog::Hash(*leaf_hash(b"root").as_bytes()),
            "",
        )
        .unwrap();
        assert_eq!(theirs.to_bytes(), text.as_bytes());
        assert_eq!(Checkpoint::parse(&text), Ok(checkpoint));
    }

    #[test]
    fn signed_checkpoint_opens_with_the_logs_key_only() {
        let checkpoint = Checkpoint::parse(TEXT).unwrap();
        let note = checkpoint.sign(&signer()).unwrap();
        assert_eq!(
            Checkpoint::open(&note, signer().verifier()),
            Ok(checkpoint.clone())
        );
        let training = NoteSigner::from_seed("luotain.example/log/training", [7; 32]).unwrap();
        assert_eq!(checkpoint.sign(&training), Err(CheckpointError::ForeignOrigin));
        assert_eq!(
            Checkpoint::open(&note, training.verifier()),
            Err(CheckpointError::Note(NoteError::NotSignedByKey))
        );
        let foreign = training.sign(TEXT).unwrap();
        assert_eq!(
            Checkpoint::open(&foreign, training.verifier()),
            Err(CheckpointError::ForeignOrigin)
        );
    }

    #[test]
    fn every_other_form_of_the_text_is_refused() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        for (text, error) in [
            (String::new(), CheckpointError::Lines),
            (format!("o\n1\n{root}"), CheckpointError::Lines),
            (format!("o\n1\n{root}\nextension\n"), CheckpointError::Lines),
            (format!("o\n1\n{root}\n\n"), CheckpointError::Lines),
            ("o\n1\n".to_owned(), CheckpointError::Lines),
            (format!("\n1\n{root}\n"), CheckpointError::Origin),
            (format!("o o\n1\n{root}\n"), CheckpointError::Origin),
            (format!("o\n\n{root}\n"), CheckpointError::Size),
            (format!("o\n01\n{root}\n"), CheckpointError::Size),
            (format!("o\n+1\n{root}\n"), CheckpointError::Size),
            (format!("o\n-1\n{root}\n"), CheckpointError::Size),
            (format!("o\n1 \n{root}\n"), CheckpointError::Size),
            (format!("o\n{}\n{root}\n", u64::MAX), CheckpointError::Size),
            (
                format!("o\n99999999999999999999\n{root}\n"),
                CheckpointError::Size,
            ),
            (format!("o\n1\n{}\n", &root[1..]), CheckpointError::Root),
            (
                format!("o\n1\n{}\n", root.trim_end_matches('=')),
                CheckpointError::Root,
            ),
            (
                format!("o\n1\n{}\n", root.replace("2I=", "2J=")),
                CheckpointError::Root,
            ),
            (format!("o\n0\n{root}\n"), CheckpointError::Root),
        ] {
            assert_eq!(Checkpoint::parse(&text), Err(error), "{text}");
        }
        assert!(Checkpoint::parse(&format!("o\n0\n{EMPTY_ROOT}\n")).is_ok());
    }
}
