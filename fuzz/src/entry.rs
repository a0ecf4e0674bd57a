//! The payload of a log entry: bytes out of a receipt that anybody brought.

use luotain::log::{Commitment, Entry};

use super::fixture;

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let Ok(entry) = Entry::decode(data) else {
        return false;
    };
    // One byte form per entry.
    assert_eq!(entry.encode().as_deref(), Ok(data));
    // No entry is the beginning of another.
    if let Some((_, shorter)) = data.split_last() {
        assert!(Entry::decode(shorter).is_err());
    }
    let mut longer = data.to_vec();
    longer.push(0);
    assert!(Entry::decode(&longer).is_err());
    assert_ne!(
        Commitment::new(&fixture::salt(0), data).leaf_hash(),
        Commitment::new(&fixture::salt(0), &longer).leaf_hash()
    );
    // The trace of an entry names its operation and request, never who asked about whom.
    let shown = format!("{entry:?}");
    let told = format!("{:?} {:?}", entry.operation, entry.request_id);
    for code in std::iter::once(&entry.user_code_snapshot).chain(&entry.subjects) {
        assert!(!shown.contains(code.as_str()) || told.contains(code.as_str()));
    }
    true
}
