//! Receipts that hold, and that nothing changed in them does.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::log::entry::tests::sample;
use crate::log::note::{NoteError, NoteSigner, NoteVerifier};
use crate::log::tree::{Frontier, leaf_hash};

const ORIGIN: &str = "luotain.example/log/production";

fn signer() -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, [7; 32]).unwrap()
}

/// A log of `before` other entries, the given payload and `after` more; the receipt of the payload.
fn receipt_of(payload: Vec<u8>, before: u64, after: u64) -> Receipt {
    let other = |index: u64| leaf_hash(&index.to_be_bytes());
    let salt = Salt::from_bytes([0x5a; 32]);
    let mut frontier = Frontier::new();
    frontier.append_batch(&(0..before).map(other).collect::<Vec<_>>());
    let mut batch = vec![Commitment::new(&salt, &payload).leaf_hash()];
    batch.extend((0..after).map(other));
    let proofs = frontier.append_batch(&batch);
    let checkpoint = Checkpoint::new(ORIGIN, proofs.size(), proofs.root()).unwrap();
    Receipt {
        salt,
        payload,
        index: before,
        proof: proofs.inclusion(before).unwrap(),
        checkpoint: checkpoint.sign(&signer()).unwrap(),
    }
}

/// A receipt with the verifier under which it holds.
pub fn receipt() -> (Receipt, NoteVerifier) {
    (
        receipt_of(sample().encode().unwrap(), 5, 6),
        signer().verifier().clone(),
    )
}

#[test]
fn receipt_proves_its_entry_in_logs_of_many_sizes() {
    for before in [0, 1, 2, 3, 254, 255, 256, 1_000] {
        for after in [0, 1, 2, 255] {
            let receipt = receipt_of(sample().encode().unwrap(), before, after);
            let arrived = Receipt::parse(receipt.to_text().as_str()).unwrap();
            assert_eq!(arrived, receipt);
            let verified = arrived.verify(signer().verifier()).unwrap();
            assert_eq!(verified.entry(), &sample());
            assert_eq!((verified.index(), verified.size()), (before, before + after + 1));
            assert_eq!(verified.checkpoint().origin(), ORIGIN);
            assert_eq!(verified.into_entry(), sample());
        }
    }
}

#[test]
fn receipt_has_the_lines_of_the_specification() {
    let (receipt, _) = receipt();
    let text = receipt.to_text();
    let lines: Vec<&str> = text.as_str().split('\n').collect();
    assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
    let extra = STANDARD.decode(lines[1].strip_prefix("extra ").unwrap()).unwrap();
    assert_eq!(extra[0], 1);
    assert_eq!(extra[1..33], [0x5a; 32]);
    assert_eq!(extra[33..], receipt.payload);
    assert_eq!(lines[2], "index 5");
    // Twelve leaves: leaf 5 has three siblings in the left eight, and the right four.
    let proof: Vec<String> = receipt.proof.iter().map(Hash::to_base64).collect();
    assert_eq!(proof.len(), 4);
    assert_eq!(lines[3..7], proof);
    assert_eq!(lines[7..10], ["", ORIGIN, "12"]);
    assert!(text.as_str().ends_with(&format!("\n\n{}", receipt.checkpoint)));
}

#[test]
fn every_flipped_bit_of_the_text_makes_the_receipt_fail() {
    let (receipt, verifier) = receipt();
    let text = receipt.to_text().into_string();
    for bit in 0..text.len() * 8 {
        let mut bytes = text.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(changed) = String::from_utf8(bytes) {
            let result = Receipt::parse(&changed).and_then(|receipt| receipt.verify(&verifier));
            assert!(result.is_err(), "bit {bit}");
        }
    }
}

#[test]
fn every_flipped_bit_of_payload_salt_and_proof_is_an_inclusion_that_fails() {
    let (receipt, verifier) = receipt();
    let mismatch = Err(ReceiptError::Inclusion(TreeError::RootMismatch));
    for bit in 0..receipt.payload.len() * 8 {
        let mut changed = receipt.clone();
        changed.payload[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(changed.verify(&verifier), mismatch);
    }
    for bit in 0..SALT_LENGTH * 8 {
        let mut salt = *receipt.salt.as_bytes();
        salt[bit / 8] ^= 1 << (bit % 8);
        let changed = Receipt {
            salt: Salt::from_bytes(salt),
            ..receipt.clone()
        };
        assert_eq!(changed.verify(&verifier), mismatch);
        for position in 0..receipt.proof.len() {
            let mut hash = *receipt.proof[position].as_bytes();
            hash[bit / 8] ^= 1 << (bit % 8);
            let mut changed = receipt.clone();
            changed.proof[position] = Hash::from_bytes(hash);
            assert_eq!(changed.verify(&verifier), mismatch);
        }
    }
}

#[test]
fn every_cut_text_fails() {
    let (receipt, verifier) = receipt();
    let text = receipt.to_text().into_string();
    for (length, _) in text.char_indices() {
        let cut = Receipt::parse(&text[..length]).and_then(|receipt| receipt.verify(&verifier));
        assert!(cut.is_err(), "length {length}");
    }
}

#[test]
fn every_other_index_fails() {
    let (receipt, verifier) = receipt();
    for index in (0..20).filter(|index| *index != receipt.index) {
        let moved = Receipt {
            index,
            ..receipt.clone()
        };
        assert!(matches!(moved.verify(&verifier), Err(ReceiptError::Inclusion(_))));
    }
}

#[test]
fn receipt_of_the_training_log_fails_under_the_production_key() {
    let (receipt, _) = receipt();
    let training = NoteSigner::from_seed("luotain.example/log/training", [7; 32]).unwrap();
    assert_eq!(
        receipt.verify(training.verifier()),
        Err(ReceiptError::Checkpoint(CheckpointError::Note(
            NoteError::NotSignedByKey
        )))
    );
}

#[test]
fn logged_payload_that_is_no_entry_is_refused_after_its_proof() {
    let receipt = receipt_of(vec![9, 9, 9], 3, 3);
    assert_eq!(
        receipt.verify(signer().verifier()),
        Err(ReceiptError::Entry(EntryError::UnknownVersion(9)))
    );
}

#[test]
fn examination_says_which_point_fails_and_agrees_with_verification() {
    let (receipt, verifier) = receipt();
    let known = [verifier.clone()];
    let good = receipt.examine(&known);
    assert!(good.holds());
    assert_eq!(good.entry, Ok(sample()));
    assert_eq!(good.checkpoint.map(|checkpoint| checkpoint.size()), Ok(12));

    let mut changed = receipt.clone();
    let last = changed.payload.len() - 1;
    changed.payload[last] ^= 1;
    let examined = changed.examine(&known);
    assert_eq!(
        (examined.signature, examined.inclusion),
        (Ok(()), Err(TreeError::RootMismatch))
    );
    assert!(examined.entry.is_ok_and(|entry| entry != sample()));

    let forger = NoteSigner::from_seed(ORIGIN, [8; 32]).unwrap();
    let checkpoint = Checkpoint::parse_unverified(&receipt.checkpoint).unwrap();
    let forged = Receipt {
        checkpoint: checkpoint.sign(&forger).unwrap(),
        ..receipt.clone()
    };
    let examined = forged.examine(&known);
    assert_eq!(
        (examined.signature, examined.inclusion),
        (Err(CheckpointError::Note(NoteError::NotSignedByKey)), Ok(()))
    );
    // Two keys in one name, as after a change of keys: either may have signed.
    let both = [forger.verifier().clone(), verifier];
    assert!(forged.examine(&both).holds());
    assert!(receipt.examine(&both).holds());
    let other_root = Checkpoint::new(ORIGIN, 12, leaf_hash(b"another")).unwrap();
    let (_, signature) = receipt.checkpoint.rsplit_once("\n\n").unwrap();
    let pasted = Receipt {
        checkpoint: format!("{}\n{signature}", other_root.to_text()),
        ..receipt.clone()
    };
    let examined = pasted.examine(&both);
    assert_eq!(
        (examined.signature, examined.inclusion),
        (
            Err(CheckpointError::Note(NoteError::WrongSignature)),
            Err(TreeError::RootMismatch)
        )
    );

    let training = NoteSigner::from_seed("luotain.example/log/training", [7; 32]).unwrap();
    let examined = receipt.examine(&[training.verifier().clone()]);
    assert_eq!(examined.signature, Err(CheckpointError::ForeignOrigin));
    assert_eq!(
        receipt.examine::<NoteVerifier>(&[]).signature,
        Err(CheckpointError::ForeignOrigin)
    );
    for (receipt, known) in [
        (&changed, &known[..]),
        (&forged, &known),
        (&pasted, &both),
        (&receipt, &[]),
    ] {
        assert!(!receipt.examine(known).holds());
        assert!(known.iter().all(|key| receipt.verify(key).is_err()));
    }
}

#[test]
fn malformed_texts_are_refused_by_the_line_at_fault() {
    let (receipt, _) = receipt();
    let text = receipt.to_text().into_string();
    let lines: Vec<&str> = text.split('\n').collect();
    let with = |line: usize, replacement: &str| {
        let mut lines = lines.clone();
        lines[line] = replacement;
        Receipt::parse(&lines.join("\n"))
    };
    let without_extra = text.replacen(&format!("{}\n", lines[1]), "", 1);
    assert_eq!(Receipt::parse(""), Err(ReceiptError::Header));
    assert_eq!(with(0, "c2sp.org/tlog-proof@v2"), Err(ReceiptError::Header));
    assert_eq!(Receipt::parse(&without_extra), Err(ReceiptError::Extra));
    assert_eq!(with(1, "extra "), Err(ReceiptError::Extra));
    assert_eq!(with(1, "extra AQ=="), Err(ReceiptError::Extra));
    assert_eq!(with(1, "extra AR=="), Err(ReceiptError::Extra));
    assert_eq!(with(1, "extra Ag=="), Err(ReceiptError::ExtraVersion(2)));
    for index in [
        "index 05", "index", "index  5", "index +5", "index 5 ", "5", "index ",
    ] {
        assert_eq!(with(2, index), Err(ReceiptError::Index), "{index}");
    }
    assert_eq!(with(4, "hash"), Err(ReceiptError::ProofLine(1)));
    let hashes = vec![lines[3]; MAX_PROOF_LENGTH + 1].join("\n");
    assert_eq!(with(6, &hashes), Err(ReceiptError::ProofLine(MAX_PROOF_LENGTH)));
    let without_checkpoint = format!("{}\n\n", lines[..7].join("\n"));
    assert_eq!(
        Receipt::parse(&without_checkpoint),
        Err(ReceiptError::MissingCheckpoint)
    );
    assert_eq!(
        Receipt::parse(&"x".repeat(MAX_RECEIPT_LENGTH + 1)),
        Err(ReceiptError::TooLong)
    );
}

#[test]
fn receipt_of_the_longest_entry_can_be_read_back() {
    let mut entry = sample();
    let room = MAX_PAYLOAD_LENGTH - entry.encode().unwrap().len();
    entry.request_id.push_str(&"x".repeat(room));
    let receipt = receipt_of(entry.encode().unwrap(), 1, 1);
    let arrived = Receipt::parse(receipt.to_text().as_str()).unwrap();
    assert_eq!(arrived.verify(signer().verifier()).unwrap().entry(), &entry);
}

#[test]
fn debug_output_shows_nothing_of_the_entry() {
    let (receipt, verifier) = receipt();
    assert_eq!(format!("{receipt:?}"), "Receipt { index: 5, .. }");
    assert_eq!(format!("{:?}", receipt.to_text()), "ReceiptText(***)");
    let verified = format!("{:?}", receipt.verify(&verifier).unwrap());
    assert!(!verified.contains("170745X918U"));
}
