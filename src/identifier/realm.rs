//! Whether an identifier can belong to someone or something real.

use serde::{Deserialize, Serialize};

/// Whether an identifier lies in the range of real ones or in a range kept for tests.
///
/// Training and demonstration data hold `Test` identifiers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Realm {
    /// May belong to a real person, building or organisation.
    Real,
    /// Never given to anyone real: temporary, artificial and test identifiers.
    Test,
}
