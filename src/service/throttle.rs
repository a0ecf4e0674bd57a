//! Slowing down the guessing of passwords without locking out a municipality.
//!
//! Failures are counted for the pair of username and source, for the source, and for the
//! username. The pair is delayed soon and long; a source is delayed only after many
//! failures, since a whole office may stand behind one address; a username is delayed
//! shortly whatever the source, so that guessing from many places stays slow, yet its owner
//! waits seconds, not hours. Unknown usernames are counted alike, so the delay tells nothing.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Counts are forgotten after this time without a failure.
const MEMORY: TimeDelta = TimeDelta::hours(12);
/// More counts than this are not kept; the oldest go first.
const LARGEST: usize = 200_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Subject {
    Pair(String, String),
    Source(String),
    Username(String),
}

impl Subject {
    /// The delay after this many failures, in seconds.
    fn delay(&self, failures: u32) -> i64 {
        let (free, longest) = match self {
            Self::Pair(..) => (4, 1800),
            Self::Source(_) => (40, 300),
            Self::Username(_) => (20, 30),
        };
        match failures.checked_sub(free) {
            None | Some(0) => 0,
            Some(beyond) => 1_i64.checked_shl(beyond.min(20)).unwrap_or(longest).min(longest),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Count {
    failures: u32,
    last: DateTime<Utc>,
}

/// The counts of failures, in memory.
#[derive(Debug, Default)]
pub struct Throttle {
    counts: Mutex<HashMap<Subject, Count>>,
}

impl Throttle {
    /// How many seconds an attempt must wait; 0 = it may go on.
    #[must_use]
    pub fn wait_seconds(&self, username: &str, source: &str, now: DateTime<Utc>) -> u32 {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        Self::wait_in(&counts, username, source, now)
    }

    /// Begins an attempt: counts it as a failure before anything is tried, so that many at
    /// once do not all see the same count. [`Self::take_back`] undoes that for a good one.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn begin(&self, username: &str, source: &str, now: DateTime<Utc>) -> Result<(), u32> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = Self::wait_in(&counts, username, source, now);
        if wait > 0 {
            return Err(wait);
        }
        Self::count_in(&mut counts, username, source, now);
        Ok(())
    }

    /// Takes back what [`Self::begin`] counted: the attempt was good.
    pub fn take_back(&self, username: &str, source: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for subject in subjects(username, source) {
            if let Some(count) = counts.get_mut(&subject) {
                count.failures = count.failures.saturating_sub(1);
            }
        }
    }

    fn wait_in(counts: &HashMap<Subject, Count>, username: &str, source: &str, now: DateTime<Utc>) -> u32 {
        let longest = subjects(username, source)
            .iter()
            .filter_map(|subject| {
                let count = counts.get(subject)?;
                let delay = TimeDelta::seconds(subject.delay(count.failures));
                // A clock that was set back must not make anybody wait longer than the delay.
                Some((count.last + delay - now).min(delay).num_milliseconds())
            })
            .max()
            .unwrap_or(0);
        u32::try_from((longest.max(0) + 999) / 1000).unwrap_or(u32::MAX)
    }

    /// Counts a failure.
    pub fn count_failure(&self, username: &str, source: &str, now: DateTime<Utc>) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        Self::count_in(&mut counts, username, source, now);
    }

    fn count_in(counts: &mut HashMap<Subject, Count>, username: &str, source: &str, now: DateTime<Utc>) {
        if counts.len() >= LARGEST {
            let oldest = now - TimeDelta::minutes(30);
            counts.retain(|_, count| count.last > oldest);
        }
        for subject in subjects(username, source) {
            let count = counts.entry(subject).or_insert(Count {
                failures: 0,
                last: now,
            });
            let before = if now - count.last > MEMORY {
                0
            } else {
                count.failures
            };
            *count = Count {
                failures: before.saturating_add(1),
                last: now,
            };
        }
    }

    /// Forgets the failures of a username from a source after a full sign-in. Those of the
    /// source as a whole stay: one good account must not clear the way for guessing others.
    pub fn forget(&self, username: &str, source: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(&Subject::Pair(username.to_owned(), network(source)));
        counts.remove(&Subject::Username(username.to_owned()));
    }
}

/// What is counted as one source: an IPv6 network of 64 bits is one customer's, whoever has
/// it changes addresses at will.
fn network(source: &str) -> String {
    match source.parse::<IpAddr>() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
            Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string()
        }
        _ => source.to_owned(),
    }
}

fn subjects(username: &str, source: &str) -> [Subject; 3] {
    let source = &network(source);
    [
        Subject::Pair(username.to_owned(), source.to_owned()),
        Subject::Source(source.to_owned()),
        Subject::Username(username.to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap_or_default()
    }

    #[test]
    fn a_few_mistakes_cost_no_time() {
        let throttle = Throttle::default();
        for _ in 0..4 {
            assert_eq!(throttle.wait_seconds("a", "1", start()), 0);
            throttle.count_failure("a", "1", start());
        }
        assert_eq!(throttle.wait_seconds("a", "1", start()), 0);
        throttle.count_failure("a", "1", start());
        assert!(throttle.wait_seconds("a", "1", start()) > 0);
    }

    #[test]
    fn a_stranger_elsewhere_costs_the_owner_half_a_minute_at_most() {
        let throttle = Throttle::default();
        for _ in 0..100_000 {
            throttle.count_failure("owner", "stranger", start());
        }
        assert!(throttle.wait_seconds("owner", "stranger", start()) >= 1800);
        assert!(throttle.wait_seconds("owner", "office", start()) <= 30);
        assert_eq!(throttle.wait_seconds("colleague", "office", start()), 0);
    }

    #[test]
    fn a_clock_set_back_makes_nobody_wait_longer_than_the_delay() {
        let throttle = Throttle::default();
        let earlier = start() - TimeDelta::hours(1);
        throttle.count_failure("a", "1", start());
        assert_eq!(throttle.wait_seconds("a", "1", earlier), 0);
        for _ in 0..4 {
            throttle.count_failure("a", "1", start());
        }
        assert_eq!(throttle.wait_seconds("a", "1", start()), 2);
        assert_eq!(throttle.wait_seconds("a", "1", earlier), 2);
    }

    #[test]
    fn many_attempts_at_once_are_counted_one_by_one() {
        let throttle = Throttle::default();
        let begun = (0..100)
            .filter(|_| throttle.begin("a", "1", start()).is_ok())
            .count();
        assert_eq!(begun, 5);
        throttle.take_back("a", "1");
        assert_eq!(throttle.wait_seconds("a", "1", start()), 0);
    }

    #[test]
    fn a_network_of_ipv6_addresses_is_one_source() {
        let throttle = Throttle::default();
        for host in 0..60 {
            throttle.count_failure(&format!("guess{host}"), &format!("2001:db8::{host:x}"), start());
        }
        assert!(throttle.wait_seconds("other", "2001:db8::ffff", start()) > 0);
        assert_eq!(throttle.wait_seconds("other", "2001:db8:0:1::1", start()), 0);
    }

    #[test]
    fn forgetting_a_username_does_not_clear_its_source() {
        let throttle = Throttle::default();
        for number in 0..60 {
            throttle.count_failure(&format!("guess{number}"), "1", start());
        }
        throttle.forget("good", "1");
        assert!(throttle.wait_seconds("good", "1", start()) > 0);
    }

    #[test]
    fn a_good_sign_in_from_an_ipv6_network_forgets_its_failures_whatever_the_address() {
        let throttle = Throttle::default();
        let (before, after) = ("2001:db8::1", "2001:db8::2");
        for _ in 0..10 {
            throttle.count_failure("owner", before, start());
        }
        // The privacy address has changed since the failures.
        assert!(throttle.wait_seconds("owner", after, start()) > 0);
        throttle.forget("owner", after);
        assert_eq!(throttle.wait_seconds("owner", before, start()), 0);
        assert_eq!(throttle.wait_seconds("owner", after, start()), 0);
        // Another network's failures are its own, mapped IPv4 addresses too.
        for source in ["2001:db8:0:1::1", "::ffff:192.0.2.7"] {
            for _ in 0..10 {
                throttle.count_failure("owner", source, start());
            }
            throttle.forget("owner", before);
            assert!(throttle.wait_seconds("owner", source, start()) > 0, "{source}");
        }
    }

    proptest! {
        #[test]
        fn at_most_a_hundred_guesses_at_one_password_fit_into_a_day(gap in 0_i64..600) {
            // NIST SP 800-63B-4 allows 100 consecutive failures; here a whole day of trying
            // from one source does not reach them.
            let throttle = Throttle::default();
            let mut now = start();
            let end = now + TimeDelta::hours(24);
            let mut guesses = 0;
            while now < end {
                let wait = throttle.wait_seconds("a", "1", now);
                if wait == 0 {
                    throttle.count_failure("a", "1", now);
                    guesses += 1;
                    now += TimeDelta::seconds(gap);
                } else {
                    now += TimeDelta::seconds(i64::from(wait));
                }
            }
            prop_assert!(guesses <= 100, "{guesses} guesses");
        }
    }
}
