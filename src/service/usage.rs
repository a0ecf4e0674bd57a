//! How much is asked, by username: the soft limits of domain.md §7 and a quota on queries without
//! a result, so that nobody finds out by trying who is in the register.
//!
//! Counted in memory, in production only. A query takes a place in the quota before it reads
//! anything ([`Usage::reserve`]) and gives it back when it had a result or was never answered, so
//! that queries at the same moment cannot pass the quota together either.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// Queries under way, each of which may yet be without a result.
    under_way: usize,
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

    /// Takes a place in the quota for a query that is about to be made, or tells the seconds until
    /// there is one.
    pub(super) fn reserve<'a>(
        &'a self,
        username: &'a Key,
        now: DateTime<Utc>,
    ) -> Result<Reservation<'a>, u32> {
        let mut users = self.users();
        // No copy of the name for one that is known.
        if !users.contains_key(username) {
            users.insert(username.clone(), Counts::default());
        }
        let Some(counts) = users.get_mut(username) else {
            return Err(1);
        };
        let within = within_hour(&counts.misses, now);
        let limit = self.limits.misses_hour as usize;
        if within >= limit {
            // When the one that is the limit's worth back is an hour old, there is room for one.
            let from_end = counts.misses.len().saturating_sub(limit);
            let frees = counts.misses.get(from_end).map_or(now, |moment| *moment + HOUR);
            let seconds = (frees - now).num_seconds().clamp(1, HOUR.num_seconds());
            return Err(u32::try_from(seconds).unwrap_or(1));
        }
        if within + counts.under_way >= limit {
            // The places that are left are taken by queries whose end is near.
            return Err(1);
        }
        counts.under_way += 1;
        let this_hour = within_hour(&counts.queries, now) + 1;
        Ok(Reservation {
            usage: self,
            username,
            this_hour: u32::try_from(this_hour).unwrap_or(u32::MAX),
            is_open: AtomicBool::new(true),
        })
    }

    /// Counts a query that was answered: its place in the quota is used up by a miss, and else given
    /// back. Gives the number of the day.
    pub(super) fn count(
        &self,
        reserved: &Reservation<'_>,
        now: DateTime<Utc>,
        day: NaiveDate,
        is_miss: bool,
    ) -> u32 {
        let mut users = self.users();
        let Some(counts) = users.get_mut(reserved.username) else {
            return 0;
        };
        reserved.close(counts);
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
            let last = counts.queries.back();
            counts.under_way > 0 || last.is_some_and(|last| now < *last + TimeDelta::days(1))
        });
    }
}

/// A place in the quota for one query. A query that ends without being counted gives it back.
#[derive(Debug)]
pub(super) struct Reservation<'a> {
    usage: &'a Usage,
    username: &'a Key,
    /// How many queries the username has made within the hour, this one included.
    this_hour: u32,
    is_open: AtomicBool,
}

impl Reservation<'_> {
    /// How many queries the username has made within the hour, this one included.
    pub(super) fn this_hour(&self) -> u32 {
        self.this_hour
    }

    /// Gives the place back, once.
    fn close(&self, counts: &mut Counts) {
        if self.is_open.swap(false, Ordering::Relaxed) {
            counts.under_way = counts.under_way.saturating_sub(1);
        }
    }
}

impl Drop for Reservation<'_> {
    fn drop(&mut self) {
        // After an answer it was given back already, and nothing is locked.
        if *self.is_open.get_mut()
            && let Some(counts) = self.usage.users().get_mut(self.username)
        {
            self.close(counts);
        }
    }
}

fn push(moments: &mut VecDeque<DateTime<Utc>>, now: DateTime<Utc>) {
    while moments.len() >= MOST || moments.front().is_some_and(|first| *first + HOUR <= now) {
        moments.pop_front();
    }
    moments.push_back(now);
}

/// How many of the moments, which are in order, are less than an hour old.
fn within_hour(moments: &VecDeque<DateTime<Utc>>, now: DateTime<Utc>) -> usize {
    moments.len() - moments.partition_point(|moment| *moment + HOUR <= now)
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

    fn usage(misses_hour: u32) -> Usage {
        Usage::new(QueryLimits {
            misses_hour,
            ..QueryLimits::default()
        })
    }

    #[test]
    fn misses_are_taken_up_to_the_quota_and_again_an_hour_later() {
        let usage = usage(3);
        let user = Key::parse("a").unwrap();
        for second in 0..3 {
            let reserved = usage.reserve(&user, at(second)).unwrap();
            usage.count(&reserved, at(second), day(), true);
        }
        assert_eq!(usage.reserve(&user, at(10)).unwrap_err(), 3590);
        // Somebody else is not held up.
        assert!(usage.reserve(&Key::parse("b").unwrap(), at(10)).is_ok());
        let later = usage.reserve(&user, at(3600)).unwrap();
        // Hits do not count.
        usage.count(&later, at(3600), day(), false);
        assert!(usage.reserve(&user, at(3600)).is_ok());
    }

    #[test]
    fn a_place_is_given_back_by_a_hit_and_by_a_query_that_was_not_answered() {
        let usage = usage(1);
        let user = Key::parse("a").unwrap();
        for second in 0..5 {
            drop(usage.reserve(&user, at(second)).unwrap());
            let reserved = usage.reserve(&user, at(second)).unwrap();
            assert_eq!(usage.reserve(&user, at(second)).unwrap_err(), 1, "it is taken");
            usage.count(&reserved, at(second), day(), false);
        }
        usage.sweep(at(5 + 90_000));
        let reserved = usage.reserve(&user, at(90_006)).unwrap();
        usage.sweep(at(190_000));
        usage.count(&reserved, at(190_000), day(), true);
        drop(reserved);
        assert_eq!(usage.reserve(&user, at(190_001)).unwrap_err(), 3599);
    }

    #[test]
    fn queries_at_the_same_moment_do_not_pass_the_quota_together() {
        const TASKS: usize = 24;
        let usage = usage(10);
        let user = Key::parse("a").unwrap();
        let barrier = std::sync::Barrier::new(TASKS);
        // All reserve, and only then does any of them end.
        let misses: usize = std::thread::scope(|scope| {
            let tasks: Vec<_> = (0..TASKS)
                .map(|_| {
                    scope.spawn(|| {
                        barrier.wait();
                        let reserved = usage.reserve(&user, at(0));
                        barrier.wait();
                        let Ok(reserved) = reserved else { return 0 };
                        usage.count(&reserved, at(0), day(), true);
                        1
                    })
                })
                .collect();
            tasks.into_iter().map(|task| task.join().unwrap()).sum()
        });
        assert_eq!(misses, 10);
        assert!(usage.reserve(&user, at(1)).is_err());
    }

    #[test]
    fn the_hour_and_the_day_are_counted_apart() {
        let usage = Usage::new(QueryLimits::default());
        let user = Key::parse("a").unwrap();
        let ask = |second, day| {
            let reserved = usage.reserve(&user, at(second)).unwrap();
            usage.count(&reserved, at(second), day, false)
        };
        let this_hour = |second| usage.reserve(&user, at(second)).unwrap().this_hour();
        assert_eq!(ask(0, day()), 1);
        assert_eq!(ask(3601, day()), 2);
        assert_eq!(this_hour(3602), 2, "the one of the hour and the next");
        let tomorrow = day().succ_opt().unwrap();
        assert_eq!(ask(3603, tomorrow), 1);
        usage.sweep(at(90_000 + 3603));
        assert_eq!(this_hour(3604), 1);
    }
}
