//! How much is asked, by username: the soft limits of domain.md §7 and a quota on queries without
//! a result, so that nobody finds out by trying who is in the register.
//!
//! Counted in memory, after the answer, in production only. Queries that run at the same moment may
//! pass a limit together; what counts is that nobody goes on beyond it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::permit::Key;

const HOUR: TimeDelta = TimeDelta::hours(1);
/// So many moments of one username are kept; the numbers told do not grow beyond it.
const MOST: usize = 2_000;

/// From how many queries on something is done about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryLimits {
    /// Queries within an hour from which on the officer is told of their number.
    pub warn_hour: u32,
    /// Queries of one local day at which supervision is told, once.
    pub alarm_day: u32,
    /// Queries without a result within an hour after which no more are taken.
    pub misses_hour: u32,
}

impl Default for QueryLimits {
    fn default() -> Self {
        Self {
            warn_hour: 50,
            alarm_day: 200,
            misses_hour: 60,
        }
    }
}

#[derive(Debug, Default)]
struct Counts {
    queries: VecDeque<DateTime<Utc>>,
    misses: VecDeque<DateTime<Utc>>,
    day: NaiveDate,
    today: u32,
}

/// The counts of all usernames.
#[derive(Debug)]
pub(super) struct Usage {
    limits: QueryLimits,
    users: Mutex<HashMap<Key, Counts>>,
}

impl Usage {
    pub(super) fn new(limits: QueryLimits) -> Self {
        Self {
            limits,
            users: Mutex::default(),
        }
    }

    fn users(&self) -> MutexGuard<'_, HashMap<Key, Counts>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a username may ask, or the seconds until it may.
    pub(super) fn may_ask(&self, username: &Key, now: DateTime<Utc>) -> Result<(), u32> {
        let users = self.users();
        let Some(counts) = users.get(username) else {
            return Ok(());
        };
        let within = within_hour(&counts.misses, now);
        let limit = self.limits.misses_hour as usize;
        if within < limit {
            return Ok(());
        }
        // When the one that is the limit's worth back is an hour old, there is room for one.
        let from_end = counts.misses.len().saturating_sub(limit);
        let frees = counts.misses.get(from_end).map_or(now, |moment| *moment + HOUR);
        let seconds = (frees - now).num_seconds().clamp(1, HOUR.num_seconds());
        Err(u32::try_from(seconds).unwrap_or(1))
    }

    /// How many queries a username has made within the hour.
    pub(super) fn this_hour(&self, username: &Key, now: DateTime<Utc>) -> u32 {
        let users = self.users();
        let within = users
            .get(username)
            .map_or(0, |counts| within_hour(&counts.queries, now));
        u32::try_from(within).unwrap_or(u32::MAX)
    }

    /// Counts a query that was answered. Gives the number of the day.
    pub(super) fn count(&self, username: &Key, now: DateTime<Utc>, day: NaiveDate, is_miss: bool) -> u32 {
        let mut users = self.users();
        // No copy of the name for one that is known.
        if !users.contains_key(username) {
            users.insert(username.clone(), Counts::default());
        }
        let Some(counts) = users.get_mut(username) else {
            return 0;
        };
        push(&mut counts.queries, now);
        if is_miss {
            push(&mut counts.misses, now);
        }
        if counts.day != day {
            counts.day = day;
            counts.today = 0;
        }
        counts.today = counts.today.saturating_add(1);
        counts.today
    }

    /// Drops what no longer counts.
    pub(super) fn sweep(&self, now: DateTime<Utc>) {
        self.users().retain(|_, counts| {
            counts
                .queries
                .back()
                .is_some_and(|last| now < *last + TimeDelta::days(1))
        });
    }
}

fn push(moments: &mut VecDeque<DateTime<Utc>>, now: DateTime<Utc>) {
    while moments.len() >= MOST || moments.front().is_some_and(|first| *first + HOUR <= now) {
        moments.pop_front();
    }
    moments.push_back(now);
}

fn within_hour(moments: &VecDeque<DateTime<Utc>>, now: DateTime<Utc>) -> usize {
    moments
        .iter()
        .rev()
        .take_while(|moment| now < **moment + HOUR)
        .count()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 21).unwrap()
    }

    #[test]
    fn misses_are_taken_up_to_the_quota_and_again_an_hour_later() {
        let usage = Usage::new(QueryLimits {
            misses_hour: 3,
            ..QueryLimits::default()
        });
        let user = Key::parse("a").unwrap();
        for second in 0..3 {
            assert_eq!(usage.may_ask(&user, at(second)), Ok(()));
            usage.count(&user, at(second), day(), true);
        }
        assert_eq!(usage.may_ask(&user, at(10)), Err(3590));
        // Somebody else is not held up, and hits do not count.
        assert_eq!(usage.may_ask(&Key::parse("b").unwrap(), at(10)), Ok(()));
        usage.count(&user, at(11), day(), false);
        assert_eq!(usage.may_ask(&user, at(3600)), Ok(()));
    }

    #[test]
    fn the_hour_and_the_day_are_counted_apart() {
        let usage = Usage::new(QueryLimits::default());
        let user = Key::parse("a").unwrap();
        assert_eq!(usage.count(&user, at(0), day(), false), 1);
        assert_eq!(usage.count(&user, at(3601), day(), false), 2);
        assert_eq!(usage.this_hour(&user, at(3602)), 1);
        let tomorrow = day().succ_opt().unwrap();
        assert_eq!(usage.count(&user, at(3603), tomorrow, false), 1);
        usage.sweep(at(90_000 + 3603));
        assert_eq!(usage.this_hour(&user, at(3604)), 0);
    }
}
