//! From the bytes of a file to what can be said of it. Pure: no page, no browser.

use luotain::log::proof::HEADER;
use luotain::log::{
    ChainError, Checkpoint, CheckpointError, CheckpointVerifier, Examination, KeyChain, LogKey, NoteError,
    NoteVerifier, Receipt, ReceiptError,
};

/// Why a file is no receipt that could be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Larger than any receipt.
    TooBig,
    /// The browser did not read it.
    Failed,
    /// Nothing in it.
    Empty,
    /// Not text.
    NotText,
    /// Text of another kind.
    NotReceipt,
    /// A receipt whose line ends were changed on the way.
    LineEnds,
    /// A receipt of which this part is missing or faulty.
    Faulty(ReceiptError),
    /// A receipt of a form that this page does not know.
    Newer,
}

/// A receipt that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    /// The index in the receipt.
    pub index: u64,
    /// Point by point.
    pub examination: Examination,
    /// What a comparison showed, if one was asked for.
    pub against: Option<Comparison>,
}

/// What another receipt or checkpoint says of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Neither a receipt nor a checkpoint.
    Malformed,
    /// No known key has signed it, or the receipt itself does not hold.
    Unsigned,
    /// Of another log.
    OtherLog,
    /// The same tree.
    Same(u64),
    /// Two trees of one size: the log was changed.
    Split(u64),
    /// Two sizes: nothing can be said without the log.
    OtherSize(u64, u64),
}

/// The keys that a server's log has had, with its present one alone if its records do not hold; none if
/// not even that one reads.
pub(super) fn chain_of(key: &LogKey) -> Option<(KeyChain, Option<ChainError>)> {
    let current = NoteVerifier::parse(&key.key).ok()?;
    Some(match KeyChain::parse(&key.handovers, &current) {
        Ok(chain) => (chain, None),
        Err(fault) => (KeyChain::from(current), Some(fault)),
    })
}

/// The keys to check with: the server's; or the own one and those to which signed hand-overs lead
/// from it, whoever hands these out.
pub(super) fn keys(own: Option<&str>, servers: &[LogKey]) -> Result<Vec<KeyChain>, NoteError> {
    let mut chains = servers.iter().filter_map(chain_of).map(|(chain, _)| chain);
    let Some(own) = own else {
        return Ok(chains.collect());
    };
    let own = NoteVerifier::parse(own.trim())?;
    let vouched = chains.find_map(|chain| chain.vouched_with(&own));
    Ok(vec![vouched.unwrap_or_else(|| KeyChain::from(own))])
}

/// Checks a file.
pub(super) fn check(bytes: &[u8], known: &[KeyChain], against: Option<&str>) -> Result<Checked, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    if text.starts_with(HEADER) && text.contains('\r') {
        return Err(Unreadable::LineEnds);
    }
    let receipt = Receipt::parse(text).map_err(|error| match error {
        ReceiptError::TooLong => Unreadable::TooBig,
        ReceiptError::Header => Unreadable::NotReceipt,
        ReceiptError::ExtraVersion(_) => Unreadable::Newer,
        other => Unreadable::Faulty(other),
    })?;
    let examination = receipt.examine(known);
    let against = against.map(|text| compare(&examination, text, known));
    Ok(Checked {
        index: receipt.index,
        examination,
        against,
    })
}

fn compare(examination: &Examination, text: &str, known: &[KeyChain]) -> Comparison {
    // A text that was pasted has lost its last line end more often than not.
    let text = format!("{}\n", text.trim_start().trim_end_matches(['\n', '\r', ' ']));
    let text = text.replace('\r', "");
    let (checkpoint, holds) = if text.starts_with(HEADER) {
        let Ok(receipt) = Receipt::parse(&text) else {
            return Comparison::Malformed;
        };
        let examination = receipt.examine(known);
        let holds = examination.holds();
        (examination.checkpoint, holds)
    } else {
        let checkpoint = Checkpoint::parse_unverified(&text);
        let signed = known.iter().any(|key| key.open(&text).is_ok());
        (checkpoint, signed)
    };
    let Ok(other) = checkpoint else {
        return Comparison::Malformed;
    };
    let Ok(own) = &examination.checkpoint else {
        return Comparison::Unsigned;
    };
    if other.origin() != own.origin() {
        return Comparison::OtherLog;
    }
    if !holds || examination.signature.is_err() {
        return Comparison::Unsigned;
    }
    if other.size() != own.size() {
        return Comparison::OtherSize(own.size(), other.size());
    }
    if other.root() == own.root() {
        Comparison::Same(own.size())
    } else {
        Comparison::Split(own.size())
    }
}

/// Whether nothing is wrong but that there is no key of that log.
pub(super) fn is_of_another_log(examination: &Examination) -> bool {
    examination.signature == Err(CheckpointError::ForeignOrigin)
        && examination.inclusion.is_ok()
        && examination.entry.is_ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use luotain::environment::Environment;
    use luotain::log::tree::leaf_hash;
    use luotain::log::{Handover, Hash, NoteSigner};

    use super::*;

    /// A receipt that the log's own tests have frozen.
    fn frozen(number: usize) -> (String, KeyChain) {
        let golden: serde_json::Value =
            serde_json::from_str(include_str!("../../../../src/log/golden/v1.json")).unwrap();
        let receipt = golden["vectors"][number]["receipt"].as_str().unwrap();
        let key = golden["key"].as_str().unwrap();
        (receipt.to_owned(), NoteVerifier::parse(key).unwrap().into())
    }

    fn signer() -> NoteSigner {
        let seed: [u8; 32] = std::array::from_fn(|place| u8::try_from(place).unwrap());
        NoteSigner::from_seed("luotain.example/log/production", seed).unwrap()
    }

    #[test]
    fn a_good_receipt_holds_and_says_where_it_stands() {
        let (receipt, key) = frozen(2);
        let checked = check(receipt.as_bytes(), &[key], None).unwrap();
        assert!(checked.examination.holds());
        assert_eq!((checked.index, checked.against), (2, None));
    }

    #[test]
    fn files_that_are_no_receipt_are_told_apart() {
        let (receipt, key) = frozen(0);
        let known = [key];
        let wrong = |bytes: &[u8]| check(bytes, &known, None).unwrap_err();
        assert_eq!(wrong(b""), Unreadable::Empty);
        assert_eq!(wrong(&[0xff, 0xd8, 0xff, 0xe0]), Unreadable::NotText);
        assert_eq!(wrong(b"a\0b"), Unreadable::NotText);
        assert_eq!(wrong(b"%PDF-1.7\n"), Unreadable::NotReceipt);
        assert_eq!(wrong("x".repeat(1 << 20).as_bytes()), Unreadable::TooBig);
        let with_other_ends = receipt.replace('\n', "\r\n");
        assert_eq!(wrong(with_other_ends.as_bytes()), Unreadable::LineEnds);
        let lines: Vec<&str> = receipt.lines().collect();
        let cut = |lines: &[&str]| wrong(format!("{}\n", lines.join("\n")).as_bytes());
        assert_eq!(cut(&lines[..1]), Unreadable::Faulty(ReceiptError::Extra));
        assert_eq!(cut(&lines[..2]), Unreadable::Faulty(ReceiptError::Index));
        assert_eq!(
            cut(&lines[..4]),
            Unreadable::Faulty(ReceiptError::MissingCheckpoint)
        );
        let newer = receipt.replacen("extra A", "extra B", 1);
        assert_eq!(wrong(newer.as_bytes()), Unreadable::Newer);
    }

    #[test]
    fn an_own_key_is_used_alone() {
        let (receipt, chain) = frozen(0);
        let servers = [LogKey {
            environment: Environment::Production,
            key: chain.current().to_text(),
            handovers: String::new(),
        }];
        assert_eq!(keys(None, &servers), Ok(vec![chain]));
        let own = NoteSigner::from_seed("other.example/log", [3; 32]).unwrap();
        let text = format!(" {}\n", own.verifier().to_text());
        let alone = KeyChain::from(own.verifier().clone());
        assert_eq!(keys(Some(&text), &servers), Ok(vec![alone.clone()]));
        assert_eq!(keys(Some("key"), &servers), Err(NoteError::MalformedKey));
        let checked = check(receipt.as_bytes(), &[alone], None).unwrap();
        assert!(is_of_another_log(&checked.examination));
    }

    #[test]
    fn an_own_key_of_before_leads_to_the_receipts_of_today_and_a_lost_one_does_not() {
        let (receipt, first) = frozen(0);
        let old = signer();
        let new = NoteSigner::from_seed("luotain.example/log/production", [4; 32]).unwrap();
        let time = chrono::DateTime::from_timestamp(1_796_000_000, 0).unwrap();
        let end = Checkpoint::new("luotain.example/log/production", 9, leaf_hash(b"root")).unwrap();
        let later = end.sign(&new).unwrap();
        let server = |handover: Handover| LogKey {
            environment: Environment::Production,
            key: new.verifier().to_text(),
            handovers: handover.note().to_owned(),
        };
        let old_text = old.verifier().to_text();
        assert_eq!(first.current(), old.verifier());

        let handed_over = server(Handover::sign(&old, &new, &end, time, "once a year").unwrap());
        for own in [None, Some(old_text.as_str()), Some(handed_over.key.as_str())] {
            let known = keys(own, std::slice::from_ref(&handed_over)).unwrap();
            assert!(
                check(receipt.as_bytes(), &known, None)
                    .unwrap()
                    .examination
                    .holds()
            );
            assert!(known[0].open(&later).is_ok(), "{own:?}");
        }
        let lost = server(Handover::replace_lost(old.verifier(), &new, &end, time, "lost").unwrap());
        let known = keys(Some(&old_text), std::slice::from_ref(&lost)).unwrap();
        assert!(
            check(receipt.as_bytes(), &known, None)
                .unwrap()
                .examination
                .holds()
        );
        assert!(known[0].open(&later).is_err());

        // Records that do not hold leave the present key alone, and are told.
        let forged = LogKey {
            handovers: handed_over.handovers.replacen("a year", "a week", 1),
            ..handed_over
        };
        let (chain, fault) = chain_of(&forged).unwrap();
        assert!(matches!(fault, Some(ChainError::Record { place: 1, .. })));
        assert!(chain.handovers().is_empty() && chain.current() == new.verifier());
        assert!(
            !check(receipt.as_bytes(), &[chain], None)
                .unwrap()
                .examination
                .holds()
        );
    }

    #[test]
    fn a_comparison_tells_the_same_log_from_one_with_two_histories() {
        let (receipt, key) = frozen(0);
        let known = [key];
        let compared = |text: &str| check(receipt.as_bytes(), &known, Some(text)).unwrap().against;
        let (other, _) = frozen(4);
        assert_eq!(compared(&other), Some(Comparison::Same(6)));
        assert_eq!(compared(other.trim_end()), Some(Comparison::Same(6)));
        let head = |origin: &str, size: u64, root: Hash, signer: &NoteSigner| {
            Checkpoint::new(origin, size, root).unwrap().sign(signer).unwrap()
        };
        let (origin, root) = ("luotain.example/log/production", leaf_hash(b"another"));
        let signer = signer();
        assert_eq!(
            compared(&head(origin, 6, root, &signer)),
            Some(Comparison::Split(6))
        );
        assert_eq!(
            compared(&head(origin, 9, root, &signer)),
            Some(Comparison::OtherSize(6, 9))
        );
        let forger = NoteSigner::from_seed(origin, [3; 32]).unwrap();
        assert_eq!(
            compared(&head(origin, 6, root, &forger)),
            Some(Comparison::Unsigned)
        );
        let foreign = NoteSigner::from_seed("other.example/log", [3; 32]).unwrap();
        assert_eq!(
            compared(&head("other.example/log", 6, root, &foreign)),
            Some(Comparison::OtherLog)
        );
        for text in ["something", HEADER] {
            assert_eq!(compared(text), Some(Comparison::Malformed));
        }
        // A receipt that does not hold itself proves nothing by a comparison.
        let changed = other.replacen("index 4", "index 3", 1);
        assert_eq!(compared(&changed), Some(Comparison::Unsigned));
    }
}
