//! Times, memory and processor use of this process.

use std::fmt;
use std::future::Future;
use std::time::{Duration, Instant};

/// Measured times of one kind of act.
#[derive(Clone, Debug, Default)]
pub struct Times {
    micros: Vec<u32>,
    sum: Duration,
    span: Option<Duration>,
}

impl Times {
    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.micros
            .push(u32::try_from(time.as_micros()).unwrap_or(u32::MAX));
        self.sum += time;
    }

    /// Adds those of another task.
    pub fn join(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.sum += other.sum;
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.micros.len()
    }

    /// Their sum.
    #[must_use]
    pub fn sum(&self) -> Duration {
        self.sum
    }

    /// The wall time in which they all lay, where several tasks ran at once.
    pub fn set_span(&mut self, span: Duration) {
        self.span = Some(span);
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.micros.clone();
        sorted.sort_unstable();
        let at = |part: f64| {
            let index = (sorted.len() as f64 * part) as usize;
            sorted
                .get(index.min(sorted.len().saturating_sub(1)))
                .copied()
                .unwrap_or(0)
        };
        let span = self.span.unwrap_or(self.sum).as_secs_f64().max(f64::MIN_POSITIVE);
        write!(
            f,
            "{:.0}/s, p50 {} µs, p95 {} µs, p99 {} µs, max {} µs (n = {})",
            sorted.len() as f64 / span,
            at(0.5),
            at(0.95),
            at(0.99),
            sorted.last().copied().unwrap_or(0),
            sorted.len()
        )
    }
}

/// The moment, for measuring.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#[must_use]
pub fn now() -> Instant {
    Instant::now()
}

/// Runs something and says how long it took.
pub async fn stopwatch<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = now();
    let result = work.await;
    (result, start.elapsed())
}

/// The resident memory of this process in megabytes; 0 where the system does not tell.
#[must_use]
pub fn resident_megabytes() -> u64 {
    status_megabytes("VmRSS:")
}

/// The most resident memory that this process ever had, in megabytes; 0 where the system does not tell.
#[must_use]
pub fn most_resident_megabytes() -> u64 {
    status_megabytes("VmHWM:")
}

fn status_megabytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

/// The processor time that this process has used, in seconds; 0 where the system does not tell.
#[must_use]
pub fn cpu_seconds() -> f64 {
    // Fields 14 and 15 of proc(5) stat, in ticks of a hundredth of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit_once(')')
        .map(|(_, rest)| rest.split_whitespace().collect::<Vec<_>>())
        .unwrap_or_default();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

/// The processor time that this thread has used, in seconds; 0 where the system does not tell.
#[must_use]
pub fn thread_cpu_seconds() -> f64 {
    // Nanoseconds on a processor, the first field of the scheduler's statistics.
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split_whitespace()
        .next()
        .and_then(|text| text.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e9
}
