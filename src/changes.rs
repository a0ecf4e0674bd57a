//! What travels between the pages that show the change log and the server.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::permit::Key;

/// So many entries are shown at once.
pub const CHANGE_ROWS: usize = 25;
/// So many entries are exported at once, the newest that match.
pub const EXPORT_ROWS: usize = 10_000;

/// Whose changes are looked at: "who changed this".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "id")]
pub enum ChangesOf {
    /// A person's username.
    Person(Key),
    /// An organisation: what was done to itself.
    Organisation(Key),
    /// A permit.
    Permit(Key),
}

/// What part of the change log is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesQuery {
    /// Only acts by this login name.
    pub actor: String,
    /// Only acts upon this login name.
    pub person: String,
    /// Only what concerns this organisation.
    pub organisation: Option<Key>,
    /// Only this act, by its code.
    pub act: String,
    /// From this local day on.
    pub from: Option<NaiveDate>,
    /// Up to this local day.
    pub until: Option<NaiveDate>,
    /// Only entries with a lower number: the next page.
    pub before: Option<u64>,
}

/// What differs after an act, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedField {
    /// What it is.
    pub field: String,
    /// What it was; empty if it was not there.
    pub before: String,
    /// What it is now; empty if it is gone.
    pub after: String,
}

/// An entry of the change log in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRow {
    /// Its number in the log.
    pub number: u64,
    /// When, local.
    pub time: String,
    /// By whom.
    pub actor: String,
    /// To whom or what.
    pub subject: String,
    /// What.
    pub act: String,
    /// What was before and what is after.
    pub fields: Vec<ChangedField>,
    /// Why.
    pub reason: String,
    /// The network address; empty for those who need not know.
    pub source: String,
    /// The request's id; empty for those who need not know.
    pub request: String,
}

/// Entries of the change log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesPage {
    /// The entries, newest first.
    pub rows: Vec<ChangeRow>,
    /// The number before which the next page begins, if there is one.
    pub older: Option<u64>,
    /// The acts to choose from, code and words; empty where there is no choice.
    pub acts: Vec<(String, String)>,
    /// The organisations to choose from; empty where there is no choice.
    pub organisations: Vec<(Key, String)>,
    /// How many entries still wait for their place in the tree: none, unless something is wrong.
    pub waiting: u64,
}
