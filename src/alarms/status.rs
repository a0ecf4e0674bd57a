//! The authority's page on the state of the service, as it travels: in the reader's language, so that
//! the page has no words of its own for each alarm.

use serde::{Deserialize, Serialize};

use super::Urgency;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusView {
    /// When it was looked, local.
    pub looked: String,
    /// Where queries are closed and why; empty if they are open everywhere.
    pub closed: Vec<ClosedView>,
    /// All alarms: those that are on first, then in the order of their urgency.
    pub alarms: Vec<AlarmView>,
    /// What is known of the service beside.
    pub facts: Vec<FactRow>,
    /// What was wrong lately, the newest first.
    pub past: Vec<PastAlarm>,
}

/// An alarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmView {
    /// Its code.
    pub code: String,
    /// What is wrong.
    pub title: String,
    /// How soon somebody has to look.
    pub urgency: Urgency,
    /// Since when it is on, local; none if it is off.
    pub since: Option<String>,
    /// What was found.
    pub findings: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
}

/// An environment whose queries are closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedView {
    /// Which.
    pub environment: String,
    /// Why.
    pub reasons: Vec<String>,
}

/// Something that is known of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRow {
    /// What it is.
    pub label: String,
    /// How it stands, a line each.
    pub lines: Vec<String>,
}

/// An alarm that was on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastAlarm {
    /// What was wrong.
    pub title: String,
    /// Since when, local.
    pub since: String,
    /// Until when, local.
    pub until: String,
}
