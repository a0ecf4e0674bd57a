//! Rights that wait for the authority's approval: what travels.

use serde::{Deserialize, Serialize};

use crate::access::{RequestKind, RequestObstacle};
use crate::permit::Key;

/// What became of giving or changing a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RightOutcome {
    /// It holds as written.
    Done,
    /// It waits for the authority's approval.
    Requested,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// It waits to be decided.
    Waiting,
    /// The right was given or changed.
    Approved,
    /// It was rejected.
    Rejected,
    /// The organisation took it back.
    Withdrawn,
}

impl RequestState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Approved, Self::Rejected, Self::Withdrawn];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// By what the queue is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestSort {
    /// By the time of asking, the oldest first.
    #[default]
    Time,
    /// By organisation.
    Organisation,
    /// By person.
    Person,
    /// By the first day asked for.
    FirstDay,
}

impl RequestSort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Time, Self::Organisation, Self::Person, Self::FirstDay];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::FirstDay => "first-day",
        }
    }

    /// The order with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

/// What part of the queue is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestQuery {
    /// Part of an organisation, name, username or right.
    pub search: String,
    /// Only requests in this state. None = all.
    pub state: Option<RequestState>,
    /// The order.
    pub sort: RequestSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// The page, from 0.
    pub page: u32,
}

/// Which request, and as of which revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestTarget {
    /// Its key.
    pub id: Key,
    /// The revision that the page shows: if it has changed, nothing is done.
    pub revision: u32,
}

/// A request as the authority, or the person's organisation, sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// What a decision is held against.
    pub target: RequestTarget,
    /// When it was made, local.
    pub time: String,
    /// The organisation's name.
    pub organisation: String,
    /// The person's name.
    pub person: String,
    /// The login name.
    pub username: String,
    /// The role with its permit's number.
    pub right: String,
    /// What was asked.
    pub kind: RequestKind,
    /// The days asked for, in words.
    pub validity: String,
    /// Why.
    pub reason: String,
    /// By whom it was made.
    pub by: String,
    /// How it stands.
    pub state: RequestState,
    /// When, by whom and why it was decided or taken back.
    pub decision: Option<DecisionView>,
    /// Why it can no longer be approved, if so.
    pub obstacle: Option<RequestObstacle>,
    /// Whether the one who asks may decide it; on the person's page, whether it may be withdrawn.
    pub may_act: bool,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    /// When, local.
    pub time: String,
    /// By whom.
    pub by: String,
    /// Why; empty where it was taken back.
    pub reason: String,
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestPage {
    /// The rows.
    pub rows: Vec<RequestRow>,
    /// How many requests match.
    pub total: u32,
    /// How many pages they fill, at least 1.
    pub pages: u32,
    /// The page shown, from 0.
    pub page: u32,
    /// Whether the one who asks decides requests at all.
    pub decides: bool,
}
