//! An officer's own queries: those of the session that can be opened again, and those in the log.
//! What was searched by is masked in both.

use serde::{Deserialize, Serialize};

use crate::environment::Environment;
use crate::permit::Key;

/// A query of this session whose answer can be opened again, without charge (domain.md §8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptQuery {
    /// The id under which it is opened.
    pub id: String,
    /// Whether it is of a building, an apartment or a property; else of persons.
    pub is_place: bool,
    /// When it was made, local, to the second.
    pub time: String,
    /// The register.
    pub environment: Environment,
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
    /// What was asked, masked.
    pub asked: String,
    /// For which case.
    pub reference: Option<String>,
}

/// A page of the officer's own entries of one log, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEntries {
    /// The entries.
    pub entries: Vec<OwnEntry>,
    /// From where the next page goes on; none at the end.
    pub before: Option<u64>,
}

/// One entry of the log as the one who made it sees it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEntry {
    /// Its number in the log.
    pub index: u64,
    /// The register.
    pub environment: Environment,
    /// The time, local, to the second.
    pub time: String,
    /// The operation in words.
    pub operation: String,
    /// What was searched by, masked.
    pub criteria: Vec<String>,
    /// How it ended, in words.
    pub result: String,
    /// The role.
    pub role: String,
    /// The purpose.
    pub purpose: String,
    /// For which case.
    pub reference: Option<String>,
    /// Whether data under a non-disclosure were shown.
    pub non_disclosure_seen: bool,
    /// What it cost.
    pub price: String,
    /// That it is a note to, or a second opening of, an earlier entry: its number.
    pub refers_to: Option<u64>,
}
