//! From when until when a right to a query role may be given (D3; domain.md §2, §4).
//!
//! A right lies within its permit and its dates, begins no earlier than today, and lasts a
//! year at most, after which it is confirmed again.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::permit::{DataPermit, Key, UserRight};

/// What is wrong with a right that somebody wants to give, change or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum RightProblem {
    /// The organisation has no permit with this role.
    #[error("the role is in no permit of the organisation")]
    NotInPermit,
    /// The first day is before today.
    #[error("the right would begin in the past")]
    FromPast,
    /// The last day is before today.
    #[error("the right would have ended already")]
    UntilPast,
    /// The last day is before the first.
    #[error("the dates are crossed")]
    Crossed,
    /// The right would begin before the permit does, on this day.
    #[error("the permit begins later")]
    BeforePermit(#[serde(with = "crate::iso_day")] NaiveDate),
    /// The right would outlast the permit, whose last day this is.
    #[error("the permit ends earlier")]
    AfterPermit(#[serde(with = "crate::iso_day")] NaiveDate),
    /// The right would last longer than a year; this is the last day possible.
    #[error("a right lasts a year at most")]
    TooLong(#[serde(with = "crate::iso_day")] NaiveDate),
    /// The right has begun, so its first day stands.
    #[error("the right has begun")]
    Begun,
    /// An end may not come later than this day, on which the right ends in any case.
    #[error("the right ends earlier in any case")]
    EndsBefore(#[serde(with = "crate::iso_day")] NaiveDate),
    /// The person holds the right already.
    #[error("held already")]
    HeldAlready,
    /// The person does not hold the right, or it has lapsed.
    #[error("not held")]
    NotHeld,
    /// A request for this right waits for the authority's approval already.
    #[error("a request waits already")]
    RequestWaits,
}

/// The last local day of a permit, if it has one.
#[must_use]
pub fn last_day(permit: &DataPermit) -> Option<NaiveDate> {
    permit
        .valid_until
        .into_iter()
        .chain(permit.ended_from.and_then(|end| end.pred_opt()))
        .min()
}

/// The last day of a right that begins, or is confirmed again, on `day`.
#[must_use]
pub fn longest_until(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
}

/// The permit, if it is the organisation's and forms the role.
fn permit_with<'a>(
    permit: Option<&'a DataPermit>,
    organisation: &Key,
    role: &Key,
) -> Result<&'a DataPermit, RightProblem> {
    permit
        .filter(|permit| permit.organisation == *organisation && permit.role(role).is_some())
        .ok_or(RightProblem::NotInPermit)
}

/// A new right to `role` for somebody of `organisation`.
///
/// # Errors
/// The first [`RightProblem`] that applies.
pub fn new_right(
    permit: Option<&DataPermit>,
    organisation: &Key,
    role: &Key,
    (from, until): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<UserRight, RightProblem> {
    let permit = permit_with(permit, organisation, role)?;
    if from < today {
        return Err(RightProblem::FromPast);
    }
    within(permit, role, (from, until), today)
}

/// A right with other dates. The first day of one that has begun stands.
///
/// # Errors
/// The first [`RightProblem`] that applies.
pub fn changed_right(
    permit: Option<&DataPermit>,
    organisation: &Key,
    held: &UserRight,
    (from, until): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<UserRight, RightProblem> {
    let permit = permit_with(permit, organisation, &held.role)?;
    if held.valid_until < today {
        return Err(RightProblem::NotHeld);
    }
    if from != held.valid_from {
        if held.valid_from <= today {
            return Err(RightProblem::Begun);
        }
        if from < today {
            return Err(RightProblem::FromPast);
        }
    }
    within(permit, &held.role, (from, until), today)
}

fn within(
    permit: &DataPermit,
    role: &Key,
    (from, until): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<UserRight, RightProblem> {
    if until < from {
        return Err(RightProblem::Crossed);
    }
    if until < today {
        return Err(RightProblem::UntilPast);
    }
    if from < permit.valid_from {
        return Err(RightProblem::BeforePermit(permit.valid_from));
    }
    if let Some(last) = last_day(permit).filter(|last| *last < until) {
        return Err(RightProblem::AfterPermit(last));
    }
    let longest = longest_until(from.max(today));
    if longest < until {
        return Err(RightProblem::TooLong(longest));
    }
    Ok(UserRight {
        permit: permit.id.clone(),
        role: role.clone(),
        valid_from: from,
        valid_until: until,
    })
}

/// What is left of a right that ends: nothing if it ends now, else the right with `last` as its
/// last day.
///
/// # Errors
/// The first [`RightProblem`] that applies.
pub fn ended_right(
    held: &UserRight,
    last: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Option<UserRight>, RightProblem> {
    if held.valid_until < today {
        return Err(RightProblem::NotHeld);
    }
    let Some(last) = last else { return Ok(None) };
    if last < today {
        return Err(RightProblem::UntilPast);
    }
    if last < held.valid_from {
        return Err(RightProblem::Crossed);
    }
    if held.valid_until < last {
        return Err(RightProblem::EndsBefore(held.valid_until));
    }
    Ok(Some(UserRight {
        valid_until: last,
        ..held.clone()
    }))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use chrono::Days;
    use proptest::prelude::*;

    use super::*;
    use crate::billing::FeeClass;
    use crate::language::Text;
    use crate::permit::{QueryRole, ReferenceRule};

    fn key(text: &str) -> Key {
        Key::parse(text).unwrap()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn day(offset: i64) -> NaiveDate {
        today() + chrono::TimeDelta::days(offset)
    }

    pub(in super::super) fn permit(from: i64, until: Option<i64>) -> DataPermit {
        DataPermit {
            id: key("kunta"),
            number: "LUO/1".to_owned(),
            version: 1,
            organisation: key("kunta"),
            name: Text::default(),
            purposes: Vec::new(),
            roles: vec![QueryRole {
                id: key("asiakaspalvelu"),
                name: Text::default(),
                operations: BTreeSet::new(),
                groups: BTreeSet::new(),
                places: crate::permit::PlaceContent::default(),
                history: false,
                contact_under_non_disclosure: false,
                dead: false,
                under_15: false,
                replacement_of_passive_code: false,
                withheld: false,
                reference: ReferenceRule::Optional,
            }],
            fee_class: FeeClass::Free,
            valid_from: day(from),
            valid_until: until.map(day),
            ended_from: None,
            asks_approval: false,
        }
    }

    fn give(permit: &DataPermit, role: &str, from: i64, until: i64) -> Result<UserRight, RightProblem> {
        new_right(
            Some(permit),
            &key("kunta"),
            &key(role),
            (day(from), day(until)),
            today(),
        )
    }

    #[test]
    fn a_right_is_given_only_within_the_permit_and_its_dates() {
        let permit = permit(-10, Some(100));
        assert!(give(&permit, "asiakaspalvelu", 0, 100).is_ok());
        assert_eq!(
            give(&permit, "sosiaalityo", 0, 10),
            Err(RightProblem::NotInPermit)
        );
        assert_eq!(
            give(&permit, "asiakaspalvelu", 0, 101),
            Err(RightProblem::AfterPermit(day(100)))
        );
        assert_eq!(
            give(&permit, "asiakaspalvelu", -1, 10),
            Err(RightProblem::FromPast)
        );
        assert_eq!(give(&permit, "asiakaspalvelu", 5, 4), Err(RightProblem::Crossed));
        let strange = new_right(
            Some(&permit),
            &key("pankki"),
            &key("asiakaspalvelu"),
            (day(0), day(1)),
            today(),
        );
        assert_eq!(strange, Err(RightProblem::NotInPermit));
    }

    #[test]
    fn a_permit_that_begins_later_or_was_ended_bounds_the_right() {
        let later = permit(5, None);
        assert_eq!(
            give(&later, "asiakaspalvelu", 0, 10),
            Err(RightProblem::BeforePermit(day(5)))
        );
        let ended = DataPermit {
            ended_from: Some(day(3)),
            ..permit(-10, None)
        };
        assert_eq!(
            give(&ended, "asiakaspalvelu", 0, 3),
            Err(RightProblem::AfterPermit(day(2)))
        );
    }

    #[test]
    fn a_right_lasts_a_year_and_is_then_confirmed_again() {
        let permit = permit(-400, None);
        assert!(give(&permit, "asiakaspalvelu", 0, 365).is_ok());
        assert_eq!(
            give(&permit, "asiakaspalvelu", 0, 366),
            Err(RightProblem::TooLong(day(365)))
        );
        let held = UserRight {
            permit: key("kunta"),
            role: key("asiakaspalvelu"),
            valid_from: day(-300),
            valid_until: day(10),
        };
        let renew = |from, until| {
            changed_right(
                Some(&permit),
                &key("kunta"),
                &held,
                (day(from), day(until)),
                today(),
            )
        };
        assert!(renew(-300, 365).is_ok());
        assert_eq!(renew(-300, 366), Err(RightProblem::TooLong(day(365))));
        assert_eq!(renew(-299, 20), Err(RightProblem::Begun));
        assert_eq!(renew(-300, -1), Err(RightProblem::UntilPast));
    }

    #[test]
    fn an_end_only_shortens() {
        let held = UserRight {
            permit: key("kunta"),
            role: key("asiakaspalvelu"),
            valid_from: day(-3),
            valid_until: day(10),
        };
        assert_eq!(ended_right(&held, None, today()), Ok(None));
        let last = ended_right(&held, Some(day(4)), today()).unwrap().unwrap();
        assert_eq!((last.valid_from, last.valid_until), (day(-3), day(4)));
        assert_eq!(
            ended_right(&held, Some(day(11)), today()),
            Err(RightProblem::EndsBefore(day(10)))
        );
        assert_eq!(
            ended_right(&held, Some(day(-1)), today()),
            Err(RightProblem::UntilPast)
        );
        let lapsed = UserRight {
            valid_until: day(-1),
            ..held
        };
        assert_eq!(ended_right(&lapsed, None, today()), Err(RightProblem::NotHeld));
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_is_in_force_under_its_permit_on_each_of_its_days(
            begin in -400_i64..400, length in proptest::option::of(0_i64..900), ended in proptest::option::of(-50_i64..500),
            from in -20_i64..400, until in -20_i64..900, at in 0_u64..900,
        ) {
            let permit = DataPermit {
                ended_from: ended.map(day),
                ..permit(begin, length.map(|length| begin + length))
            };
            if let Ok(right) = give(&permit, "asiakaspalvelu", from, until) {
                prop_assert!(right.valid_from <= right.valid_until && today() <= right.valid_from);
                let some = right.valid_from.checked_add_days(Days::new(at)).unwrap().min(right.valid_until);
                prop_assert!(right.is_in_force(some) && permit.is_in_force(some));
                prop_assert!(right.valid_until <= longest_until(right.valid_from));
            }
        }
    }
}
