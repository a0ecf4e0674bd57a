//! Receipts: the `.tlog-proof` files that anybody may bring to be checked.

use luotain::log::Receipt;

use super::fixture;

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let text = &*String::from_utf8_lossy(data);
    let Ok(receipt) = Receipt::parse(text) else {
        return false;
    };
    // One text per receipt: what was read is written back to the byte.
    assert_eq!(receipt.to_text().as_str(), text);
    assert_eq!(
        format!("{receipt:?}"),
        format!("Receipt {{ index: {}, .. }}", receipt.index)
    );
    match receipt.verify(fixture::SIGNER.verifier()) {
        Ok(verified) => {
            // Only what the log holds is ever proved, at its own place.
            let index = u8::try_from(verified.index()).unwrap_or(u8::MAX);
            assert!(index < fixture::ENTRIES);
            assert_eq!(*verified.entry(), fixture::entry(index));
            assert_eq!(receipt.payload, fixture::payload(index));
            assert!(receipt.salt == fixture::salt(index));
            assert!(verified.size() <= u64::from(fixture::ENTRIES));
            assert_eq!(
                verified.entry().encode().as_deref(),
                Ok(receipt.payload.as_slice())
            );
            let shown = format!("{:?}", verified.entry());
            assert!(!shown.contains("010190-999W") && !shown.contains("170745X918U"));
        }
        Err(reason) => assert!(!reason.to_string().is_empty()),
    }
    true
}
