//! The answer to a query for a place: what the page and its printout show, and no more.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::environment::Environment;
use crate::identifier::{ApartmentAddressPart, BuildingId, PermanentApartmentId, PropertyId};
use crate::query::{Extract, HiddenGroups};
use crate::register::Field;

/// How a query for a place ended, as answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceAnswerKind {
    /// One place, with its data.
    Found,
    /// Several places fit: a list without data of their own.
    Several,
    /// More places fit than are listed: none is told.
    TooMany,
    /// No data that may be shown to this role.
    NoData,
}

impl PlaceAnswerKind {
    /// The stable code that the log keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Several => "several",
            Self::TooMany => "too-many",
            Self::NoData => "no-data",
        }
    }
}

/// What the officer is told beside the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "notice")]
pub enum PlaceNotice {
    /// A person shown is under a non-disclosure.
    NonDisclosureShown,
    /// Persons under a non-disclosure are shown once the key has been used for it.
    NonDisclosureToConfirm,
    /// The municipality asked for went into another, in which was looked too.
    Merged {
        /// Its name.
        former: String,
        /// The present municipality.
        present: String,
        /// Its last year.
        year: u16,
    },
    /// The building does not stand any more.
    Gone,
}

/// A record to which a query of its own may lead.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "to")]
pub enum MoveTarget {
    /// A person by personal identity code.
    Person {
        /// The code.
        code: String,
    },
    /// A building.
    Building {
        /// Its permanent identifier.
        id: BuildingId,
    },
    /// An apartment of a building, or the dwelling of one without apartments.
    ApartmentOf {
        /// The building.
        building: BuildingId,
        /// The part of the address.
        part: Option<ApartmentAddressPart>,
    },
    /// An apartment by its permanent identifier.
    Apartment {
        /// The identifier.
        id: PermanentApartmentId,
    },
    /// A property.
    Property {
        /// Its identifier.
        id: PropertyId,
    },
}

impl fmt::Debug for MoveTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MoveTarget(..)")
    }
}

/// A way to another record: a new query, with a price of its own, that the officer has to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Where it leads.
    pub target: MoveTarget,
    /// How the record is called beside the word for its kind, such as its identifier.
    pub name: String,
}

/// Rows that belong together, with the ways on from them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceEntry {
    /// A heading, where the section has several entries.
    pub title: Option<String>,
    /// The rows; never empty.
    pub fields: Vec<Field>,
    /// The ways on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
}

impl fmt::Debug for PlaceEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlaceEntry(..)")
    }
}

/// One data group as shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceSection {
    /// The group's code, such as `building.identity`.
    pub group: String,
    /// Its name as a heading.
    pub title: String,
    /// What is in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub current: Vec<PlaceEntry>,
    /// What has ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<PlaceEntry>,
}

impl fmt::Debug for PlaceSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlaceSection(..)")
    }
}

/// One of several places that fit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceHit {
    /// What tells it from the others, as far as the role may see it.
    pub fields: Vec<Field>,
    /// The way to it, if the role allows that query.
    pub open: Option<Move>,
}

impl fmt::Debug for PlaceHit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlaceHit(..)")
    }
}

/// The answer to a query for a place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceAnswer {
    /// How it ended.
    pub kind: PlaceAnswerKind,
    /// What was asked, in words and normal form.
    pub asked: Vec<Field>,
    /// The address of the place as the lines of one block; empty where it has none or it is hidden.
    pub address: Vec<String>,
    /// What the officer is told beside the data.
    pub notices: Vec<PlaceNotice>,
    /// The permitted data, group by group.
    pub sections: Vec<PlaceSection>,
    /// The places that fit, where there are several.
    pub hits: Vec<PlaceHit>,
    /// What is hidden, and why.
    pub hidden: Vec<HiddenGroups>,
    /// When and for whom.
    #[serde(flatten)]
    pub extract: Extract,
}

impl fmt::Debug for PlaceAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlaceAnswer")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// The beginning of a municipality's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionQuery {
    /// As written so far.
    pub text: String,
}

/// The beginning of a street's name within a municipality. Streets are no personal data, but what
/// someone is about to ask is theirs, so it does not show itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreetCompletionQuery {
    /// The register.
    pub environment: Environment,
    /// Name or code of the municipality as written.
    pub municipality: String,
    /// The street as written so far.
    pub text: String,
}

impl fmt::Debug for StreetCompletionQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreetCompletionQuery(..)")
    }
}

/// A name that what was written so far may become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletedName {
    /// What is put into the field.
    pub name: String,
    /// What tells it from others: the name in the other language, or what became of it.
    pub note: String,
}
