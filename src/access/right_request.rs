//! A right that waits for the authority's approval (D3): what may still become of it when it is
//! decided, days after it was asked for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::right_terms::{RightProblem, changed_right, last_day, new_right};
use crate::permit::{DataPermit, Key, UserRight};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// A right that the person does not hold.
    Give,
    /// Other dates of a right that the person holds.
    Change,
}

/// Why a request can no longer be approved. It can still be rejected or withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum RequestObstacle {
    /// The username was ended meanwhile.
    #[error("the person has left")]
    PersonEnded,
    /// The permit has ended meanwhile.
    #[error("the permit has ended")]
    PermitEnded,
    /// The permit no longer forms the role, or is no longer the organisation's.
    #[error("the role is no longer in the permit")]
    NotInPermit,
    /// The last day asked for has passed.
    #[error("the days asked for have passed")]
    Passed,
    /// The person holds the right already.
    #[error("held already")]
    HeldAlready,
    /// The right to be changed has ended meanwhile.
    #[error("no longer held")]
    NotHeld,
    /// The days asked for no longer fit the permit.
    #[error("the days no longer fit the permit")]
    Dates,
}

/// The person for whom a right is asked, as of now.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The organisation of the username.
    pub organisation: &'a Key,
    /// The rights held.
    pub rights: &'a [UserRight],
    /// Whether the username is ended.
    pub is_ended: bool,
}

/// The right that an approval on `today` gives. It begins no earlier than today and never lasts
/// longer than was asked.
///
/// # Errors
/// The first [`RequestObstacle`] that applies.
pub fn approved_right(
    permit: Option<&DataPermit>,
    person: Asked<'_>,
    kind: RequestKind,
    wanted: &UserRight,
    today: NaiveDate,
) -> Result<UserRight, RequestObstacle> {
    if person.is_ended {
        return Err(RequestObstacle::PersonEnded);
    }
    let permit = permit
        .filter(|permit| permit.organisation == *person.organisation && permit.role(&wanted.role).is_some())
        .ok_or(RequestObstacle::NotInPermit)?;
    if last_day(permit).is_some_and(|last| last < today) {
        return Err(RequestObstacle::PermitEnded);
    }
    if wanted.valid_until < today {
        return Err(RequestObstacle::Passed);
    }
    let held = person.rights.iter().find(|right| {
        right.permit == wanted.permit && right.role == wanted.role && today <= right.valid_until
    });
    let outcome = match (kind, held) {
        (RequestKind::Give, Some(_)) => return Err(RequestObstacle::HeldAlready),
        (RequestKind::Change, None) => return Err(RequestObstacle::NotHeld),
        (RequestKind::Give, None) => {
            let from = wanted.valid_from.max(today);
            new_right(
                Some(permit),
                person.organisation,
                &wanted.role,
                (from, wanted.valid_until),
                today,
            )
        }
        (RequestKind::Change, Some(held)) => {
            // The first day of a right that has begun stands; one to come begins today at the
            // earliest.
            let from = if held.valid_from <= today {
                held.valid_from
            } else {
                wanted.valid_from.max(today)
            };
            changed_right(
                Some(permit),
                person.organisation,
                held,
                (from, wanted.valid_until),
                today,
            )
        }
    };
    outcome.map_err(|problem| match problem {
        RightProblem::NotInPermit => RequestObstacle::NotInPermit,
        RightProblem::UntilPast => RequestObstacle::Passed,
        RightProblem::HeldAlready => RequestObstacle::HeldAlready,
        RightProblem::NotHeld => RequestObstacle::NotHeld,
        _ => RequestObstacle::Dates,
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::super::right_terms::tests::permit;
    use super::*;

    fn key(text: &str) -> Key {
        Key::parse(text).unwrap()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn day(offset: i64) -> NaiveDate {
        today() + TimeDelta::days(offset)
    }

    fn right(from: i64, until: i64) -> UserRight {
        UserRight {
            permit: key("kunta"),
            role: key("asiakaspalvelu"),
            valid_from: day(from),
            valid_until: day(until),
        }
    }

    fn approve(
        permit: &DataPermit,
        rights: &[UserRight],
        is_ended: bool,
        kind: RequestKind,
        wanted: (i64, i64),
    ) -> Result<UserRight, RequestObstacle> {
        let person = Asked {
            organisation: &key("kunta"),
            rights,
            is_ended,
        };
        approved_right(Some(permit), person, kind, &right(wanted.0, wanted.1), today())
    }

    #[test]
    fn what_was_asked_days_ago_begins_on_the_day_of_approval() {
        let permit = permit(-100, None);
        let given = approve(&permit, &[], false, RequestKind::Give, (-5, 60)).unwrap();
        assert_eq!(given, right(0, 60));
        let changed = approve(&permit, &[right(-20, 10)], false, RequestKind::Change, (-20, 60)).unwrap();
        assert_eq!(changed, right(-20, 60));
    }

    #[test]
    fn a_permit_or_person_ended_meanwhile_refuses_the_approval() {
        let give = RequestKind::Give;
        let open = permit(-100, None);
        assert_eq!(
            approve(&open, &[], true, give, (0, 60)),
            Err(RequestObstacle::PersonEnded)
        );
        assert_eq!(
            approve(&permit(-100, Some(-1)), &[], false, give, (0, 60)),
            Err(RequestObstacle::PermitEnded)
        );
        assert_eq!(
            approve(&permit(-100, Some(30)), &[], false, give, (0, 60)),
            Err(RequestObstacle::Dates)
        );
        assert_eq!(
            approve(&open, &[], false, give, (-9, -1)),
            Err(RequestObstacle::Passed)
        );
        assert_eq!(
            approve(&open, &[right(-1, 5)], false, give, (0, 60)),
            Err(RequestObstacle::HeldAlready)
        );
        assert_eq!(
            approve(&open, &[right(-9, -1)], false, RequestKind::Change, (0, 60)),
            Err(RequestObstacle::NotHeld)
        );
    }

    proptest! {
        #[test]
        fn an_approval_never_gives_more_days_than_were_asked_nor_than_the_permit_has(
            begin in -400_i64..100, length in proptest::option::of(0_i64..900),
            from in -60_i64..100, until in -60_i64..500,
            held in proptest::option::of((-300_i64..0, 0_i64..300)), changes: bool,
        ) {
            let permit = permit(begin, length.map(|length| begin + length));
            let rights: Vec<UserRight> = held.into_iter().map(|(from, until)| right(from, until)).collect();
            let kind = if changes { RequestKind::Change } else { RequestKind::Give };
            if let Ok(given) = approve(&permit, &rights, false, kind, (from, until)) {
                prop_assert_eq!(given.valid_until, day(until));
                let earliest = rights.first().map_or(today(), |held| held.valid_from).min(day(from).max(today()));
                prop_assert!(earliest <= given.valid_from);
                prop_assert!(permit.is_in_force(given.valid_until) && permit.is_in_force(given.valid_from.max(today())));
            }
        }
    }
}
