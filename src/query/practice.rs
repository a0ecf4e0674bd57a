//! Practice cases: records of the training register by what is special about them, each with what to
//! write into the form of a query. Nothing of production is ever told so.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::places::WrittenAddress;
use crate::permit::Operation;

/// A case to practise with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeCase {
    /// Its stable code.
    pub code: String,
    /// What is special, in words.
    pub title: String,
    /// What to look at, in words.
    pub advice: String,
    /// The query that it is for.
    pub operation: Operation,
    /// Records that are so; none where the register has no such case.
    pub examples: Vec<PracticeExample>,
}

/// A record to practise with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeExample {
    /// What is written into the form.
    pub criteria: PracticeCriteria,
    /// The same on one line.
    pub told: String,
}

/// What is written into the form of a query.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum PracticeCriteria {
    /// An identifier of a person, building or property.
    Identifier {
        /// The identifier.
        identifier: String,
    },
    /// An address.
    Address(WrittenAddress),
    /// Names and date of birth.
    Names {
        /// Surname.
        surname: String,
        /// First names.
        first_names: String,
        /// Date of birth, `YYYY-MM-DD`.
        birth_date: String,
    },
}

impl fmt::Debug for PracticeCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PracticeCriteria(..)")
    }
}
