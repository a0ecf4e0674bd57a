//! The own sign-ins and the attempts that failed: what travels.

use serde::{Deserialize, Serialize};

/// So many are shown at once.
pub const SIGN_IN_ROWS: usize = 10;

/// A sign-in with the own username, or an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSignIn {
    /// When, local.
    pub time: String,
    /// Whether it succeeded.
    pub done: bool,
    /// What happened, in words.
    pub event: String,
    /// The name of the key, as it was then; empty where none was used or it is not known.
    pub key: String,
    /// The network address from which it came.
    pub source: String,
}

/// A page of the own sign-ins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSignIns {
    /// The rows, newest first.
    pub rows: Vec<OwnSignIn>,
    /// The number before which the next page begins, if there is one.
    pub older: Option<u64>,
}
