//! Signed notes, checkpoints and the text forms of keys: files that operators and witnesses bring.

use luotain::log::{Checkpoint, KeyChain, NoteSigner, NoteVerifier, SignedNote};

use super::fixture;

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let text = &*String::from_utf8_lossy(data);
    [
        signed(text),
        checkpoint(text),
        keys(text),
        signable(text),
        handovers(text),
    ]
    .contains(&true)
}

/// A note, perhaps signed by the log.
fn signed(text: &str) -> bool {
    let verifier = fixture::SIGNER.verifier();
    let Ok(note) = SignedNote::parse(text) else {
        assert!(Checkpoint::open(text, verifier).is_err());
        return false;
    };
    match note.verify(verifier) {
        Ok(verified) => {
            assert!(text.starts_with(verified));
            let is_head = |note: &str| {
                note.rsplit_once("\n\n")
                    .is_some_and(|(head, _)| verified.strip_suffix('\n') == Some(head))
            };
            let mut heads = fixture::RECEIPTS
                .iter()
                .map(|receipt| receipt.checkpoint.as_str());
            assert!(
                verified == FREE_TEXT || heads.any(is_head),
                "a note that the log never signed"
            );
        }
        Err(reason) => assert!(!reason.to_string().is_empty()),
    }
    if let Ok(opened) = Checkpoint::open(text, verifier) {
        assert_eq!(note.verify(verifier), Ok(opened.to_text().as_str()));
        assert_eq!(opened.origin(), fixture::ORIGIN);
    }
    true
}

/// A text that the log's key signed and that is no checkpoint: seeds have it.
pub const FREE_TEXT: &str = "A note\n\nwith a blank line.\n";

/// The three lines without a signature.
fn checkpoint(text: &str) -> bool {
    let Ok(checkpoint) = Checkpoint::parse(text) else {
        return false;
    };
    assert_eq!(checkpoint.to_text(), text);
    assert_eq!(
        Checkpoint::new(checkpoint.origin(), checkpoint.size(), checkpoint.root()).as_ref(),
        Ok(&checkpoint)
    );
    if checkpoint.origin() == fixture::ORIGIN {
        let note = checkpoint.sign(&fixture::SIGNER).unwrap_or_default();
        assert_eq!(
            Checkpoint::open(&note, fixture::SIGNER.verifier()),
            Ok(checkpoint)
        );
    } else {
        assert!(checkpoint.sign(&fixture::SIGNER).is_err());
    }
    true
}

/// The public and the secret text of a key.
fn keys(text: &str) -> bool {
    let public = NoteVerifier::parse(text);
    if let Ok(verifier) = &public {
        assert_eq!(verifier.to_text(), text);
    }
    let secret = NoteSigner::parse_secret_text(text);
    if let Ok(signer) = &secret {
        assert_eq!(signer.to_secret_text(), text);
        let public = signer.verifier().to_text();
        assert_eq!(NoteVerifier::parse(&public).as_ref(), Ok(signer.verifier()));
        let shown = format!("{signer:?}");
        assert_eq!(shown, format!("NoteSigner({}, ***)", signer.verifier().name()));
    }
    public.is_ok() || secret.is_ok()
}

/// Whatever can be signed reads back, and verifies as just that text.
fn signable(text: &str) -> bool {
    let Ok(note) = fixture::SIGNER.sign(text) else {
        return false;
    };
    let read = SignedNote::parse(&note);
    assert_eq!(
        read.as_ref().map(|read| read.verify(fixture::SIGNER.verifier())),
        Ok(Ok(text))
    );
    true
}

/// The records of a log's changes of keys.
fn handovers(text: &str) -> bool {
    let Ok(Some(chain)) = KeyChain::read(text) else {
        return false;
    };
    assert_eq!(chain.to_text(), text);
    assert_eq!(KeyChain::parse(text, chain.current()).as_ref(), Ok(&chain));
    assert_eq!(chain.terms().count(), chain.handovers().len() + 1);
    // No record is a checkpoint of the log, whichever key signed it.
    for term in chain.terms() {
        assert!(Checkpoint::open(text, term.key).is_err());
    }
    true
}
