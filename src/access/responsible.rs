//! An organisation must always have a responsible user (S18): how long it may be without one.
//!
//! A pure function of dates. After [`GRACE_DAYS`] without a responsible user its permits are
//! suspended until one is appointed (domain.md §4).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// So many days an organisation may be without a responsible user before its permits are
/// suspended.
pub const GRACE_DAYS: u64 = 30;

/// What is kept of an organisation that has no responsible user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleWatch {
    /// The first local day on which it was seen without one; none = it has one.
    pub without_since: Option<NaiveDate>,
    /// The local day from which its permits are suspended, once that was noted.
    pub suspended_from: Option<NaiveDate>,
}

impl ResponsibleWatch {
    /// The first local day on which the permits of the organisation are suspended.
    #[must_use]
    pub fn suspends_on(self) -> Option<NaiveDate> {
        let due = self.without_since.map(|since| {
            since
                .checked_add_days(Days::new(GRACE_DAYS))
                .unwrap_or(NaiveDate::MAX)
        });
        self.suspended_from.into_iter().chain(due).min()
    }

    /// Whether the permits are suspended on `day`. Does not wait for the suspension to be noted.
    #[must_use]
    pub fn is_suspended(self, day: NaiveDate) -> bool {
        self.suspends_on().is_some_and(|from| from <= day)
    }
}

/// What is to be kept as of `today` (local). Asked again on the same day it says the same.
#[must_use]
pub fn watched(before: ResponsibleWatch, has_responsible_user: bool, today: NaiveDate) -> ResponsibleWatch {
    if has_responsible_user {
        return ResponsibleWatch::default();
    }
    let since = ResponsibleWatch {
        without_since: before.without_since.or(Some(today)),
        ..before
    };
    ResponsibleWatch {
        suspended_from: since
            .suspended_from
            .or_else(|| since.is_suspended(today).then_some(today)),
        ..since
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn day(offset: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default() + TimeDelta::days(offset)
    }

    #[test]
    fn thirty_days_without_a_responsible_user_suspend_and_an_appointment_lifts_it() {
        let begun = watched(ResponsibleWatch::default(), false, day(0));
        assert_eq!(begun.without_since, Some(day(0)));
        assert!(!watched(begun, false, day(29)).is_suspended(day(29)));
        let suspended = watched(begun, false, day(30));
        assert_eq!(suspended.suspended_from, Some(day(30)));
        assert!(suspended.is_suspended(day(30)));
        assert_eq!(watched(suspended, true, day(40)), ResponsibleWatch::default());
    }

    #[test]
    fn a_pass_that_comes_late_does_not_keep_the_permits_open() {
        let begun = watched(ResponsibleWatch::default(), false, day(0));
        assert!(begun.is_suspended(day(30)));
        assert_eq!(watched(begun, false, day(50)).suspended_from, Some(day(50)));
    }

    proptest! {
        #[test]
        fn a_second_pass_on_the_same_day_changes_nothing(
            since in proptest::option::of(-100_i64..100), suspended in proptest::option::of(-100_i64..100),
            has: bool, today in -100_i64..100,
        ) {
            let before = ResponsibleWatch { without_since: since.map(day), suspended_from: suspended.map(day) };
            let once = watched(before, has, day(today));
            prop_assert_eq!(watched(once, has, day(today)), once);
            prop_assert!(!has || !once.is_suspended(day(today)));
        }
    }
}
