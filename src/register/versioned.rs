//! Values with their time of validity: every group keeps from and to dates and a validity code [X].

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::code_set;
use super::partial_date::PartialDate;
use super::wire::is_default;

code_set! {
    /// Whether a recorded value is in force [X].
    pub enum Validity {
        Active = "1": "Voimassa", "Gäller", "In force";
        Passive = "2": "Päättynyt", "Upphört", "Ended";
    }
}

impl Default for Validity {
    /// Active: the store leaves it out.
    fn default() -> Self {
        Self::Active
    }
}

/// A value with its dates and validity code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// The value itself.
    pub value: T,
    /// From when, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    /// Until when, inclusive, if it has an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    /// The register's own word on whether it is in force.
    #[serde(default, skip_serializing_if = "is_default")]
    pub validity: Validity,
}

impl<T> Versioned<T> {
    /// A value in force since `from`.
    pub const fn active(value: T, from: Option<PartialDate>) -> Self {
        Self {
            value,
            from,
            to: None,
            validity: Validity::Active,
        }
    }

    /// A former value.
    pub const fn passive(value: T, from: Option<PartialDate>, to: Option<PartialDate>) -> Self {
        Self {
            value,
            from,
            to,
            validity: Validity::Passive,
        }
    }

    /// Whether the value is in force on `today`: active, and its end has not passed.
    pub fn is_current(&self, today: NaiveDate) -> bool {
        self.validity == Validity::Active && !self.to.is_some_and(|to| to.ended_before(today))
    }
}

impl<T> fmt::Debug for Versioned<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Versioned(..)")
    }
}
