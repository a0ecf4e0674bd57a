//! What is asked of the register and what is answered: the shapes that travel between the
//! browser and the server. All texts in an answer are already in the officer's language.

use serde::{Deserialize, Serialize};

use crate::access::Notice;
use crate::environment::Environment;
use crate::permit::Key;
use crate::register::Section;

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

/// A query for one person by identifier, as the page sends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonQuery {
    /// In which role and for what.
    #[serde(flatten)]
    pub asking: Asking,
    /// The personal identity code as written, or the electronic client identifier.
    pub code: String,
}

impl std::fmt::Debug for PersonQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonQuery")
            .field("environment", &self.asking.environment)
            .field("role", &self.asking.role)
            .finish_non_exhaustive()
    }
}

/// How a query by identifier ended, as answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// Data are shown.
    Found,
    /// The code is passive.
    PassiveCode,
    /// No data that may be shown to this role.
    NoData,
}

impl AnswerKind {
    /// The stable code that the log keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::PassiveCode => "passive-code",
            Self::NoData => "no-data",
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
}

/// The answer to a [`PersonQuery`]: what the page and its printout show, and no more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAnswer {
    /// How it ended.
    pub kind: AnswerKind,
    /// The code asked for, in normal form.
    pub code: String,
    /// The code in use now, where a passive one was asked for and the role may know.
    pub replaced_by: Option<String>,
    /// What the officer is told beside the data.
    pub notices: Vec<Notice>,
    /// The permitted data, group by group.
    pub sections: Vec<Section>,
    /// What is hidden, and why.
    pub hidden: Vec<HiddenGroups>,
    /// When and for whom.
    #[serde(flatten)]
    pub extract: Extract,
}

impl std::fmt::Debug for PersonAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonAnswer")
            .field("kind", &self.kind)
            .field("environment", &self.extract.environment)
            .finish_non_exhaustive()
    }
}
