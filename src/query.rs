//! What is asked of the register and what is answered: the shapes that travel between the
//! browser and the server. All texts in an answer are already in the officer's language.

mod identification;
mod own;
mod person;
pub mod places;
mod practice;

pub use identification::{
    Criterion, CriterionFault, CriterionProblem, HitQuery, IdentificationQuery, MOST_HITS, SoughtName,
    SoughtPerson, WrittenCriteria, parse_birth_date,
};
pub use own::{KeptQuery, OwnEntries, OwnEntry};
pub use person::{Hit, PersonAnswer, PersonQuery};
pub use practice::{PracticeCase, PracticeCriteria, PracticeExample};

use serde::{Deserialize, Serialize};

use crate::environment::Environment;
use crate::permit::Key;

/// In which register and role, under which permit and for what something is asked: the part of a
/// query that all operations share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// The register asked; travels with every request (D8).
    pub environment: Environment,
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
    /// The purpose of use.
    pub purpose: Key,
    /// The reference as written; may be empty where the role allows it.
    pub reference: String,
}

/// How a query ended, as answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Data are shown.
    Found,
    /// The code is passive.
    PassiveCode,
    /// No data that may be shown to this role.
    NoData,
    /// Several fit: a short list, each of which can be opened.
    Several,
    /// More fit than a list names: none is named.
    TooMany,
}

impl AnswerKind {
    /// The stable code that the log keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::PassiveCode => "passive-code",
            Self::NoData => "no-data",
            Self::Several => "several",
            Self::TooMany => "too-many",
        }
    }
}

/// Data groups hidden for one reason, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenGroups {
    /// The reason in words.
    pub reason: String,
    /// The groups' names.
    pub groups: Vec<String>,
}

/// When and for whom an answer was extracted: the part of an answer that all operations share, on
/// the screen and on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The time of extraction, local (Finland), to the second.
    pub extracted_at: String,
    /// The register asked.
    pub environment: Environment,
    /// Who asked.
    pub officer: String,
    /// For which organisation.
    pub organisation: String,
    /// In which role.
    pub role: String,
    /// The number of the permit.
    pub permit: String,
    /// For which purpose.
    pub purpose: String,
    /// For which case.
    pub reference: Option<String>,
    /// What it cost.
    pub price: String,
    /// The local day as of which the register stands, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register_day: Option<String>,
    /// The id under which the answer can be opened again in this session; none for one that
    /// cannot be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// How many queries the officer has made within the hour, where it is time to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub many: Option<u32>,
}
