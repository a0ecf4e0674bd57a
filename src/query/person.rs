//! A person: what is asked by identifier, and what every query for persons is answered with.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AnswerKind, Asking, Extract, HiddenGroups};
use crate::access::Notice;
use crate::register::presentation::Summary;
use crate::register::{Field, Section};

/// A query for one person by identifier, as the page sends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonQuery {
    /// In which role and for what.
    #[serde(flatten)]
    pub asking: Asking,
    /// The personal identity code as written, or the electronic client identifier.
    pub code: String,
}

impl fmt::Debug for PersonQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonQuery")
            .field("environment", &self.asking.environment)
            .field("role", &self.asking.role)
            .finish_non_exhaustive()
    }
}

/// The answer to a query for persons: what the page and its printout show, and no more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAnswer {
    /// How it ended.
    pub kind: AnswerKind,
    /// What was asked, in normal form, in the officer's language.
    pub asked: Vec<Field>,
    /// The code in use now, where a passive one was asked for and the role may know.
    pub replaced_by: Option<String>,
    /// What the officer is told beside the data.
    pub notices: Vec<Notice>,
    /// What is looked for first: name, age, address.
    pub summary: Option<Summary>,
    /// The permitted data, group by group.
    pub sections: Vec<Section>,
    /// What is hidden, and why.
    pub hidden: Vec<HiddenGroups>,
    /// The short list of those who fit, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<Hit>,
    /// What opening one of them costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hit_price: Option<String>,
    /// The names were found the other way round: surname as first names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub swapped: bool,
    /// When and for whom.
    #[serde(flatten)]
    pub extract: Extract,
}

impl fmt::Debug for PersonAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonAnswer")
            .field("kind", &self.kind)
            .field("environment", &self.extract.environment)
            .finish_non_exhaustive()
    }
}

/// One of several who fit: no identity code, only what tells namesakes apart.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The id under which it can be opened in this session. Tells nothing of the person.
    pub id: String,
    /// First names and surname, if the role has them.
    pub name: Option<String>,
    /// Date of birth, if the role has it.
    pub birth_date: Option<String>,
    /// Home municipality, if the role has it and no non-disclosure covers it.
    pub home_municipality: Option<String>,
    /// A non-disclosure covers the home municipality.
    pub masked: bool,
}

impl fmt::Debug for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hit(..)")
    }
}
