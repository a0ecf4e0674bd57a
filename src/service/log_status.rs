//! How a log is doing: kept by its writer, read by those who watch the service.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, mpsc, oneshot};

use crate::alarms::LogFault;

/// How far back an entry's time may lie behind the log's latest unless something else is set.
const CLOCK_SLACK_MICROS: i64 = 5_000_000;
/// For so long a writer may keep one waiting who asks whether it can write.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a log is doing.
#[derive(Debug)]
pub struct LogStatus {
    writable: AtomicBool,
    held: AtomicBool,
    size: AtomicU64,
    copied: AtomicU64,
    last_time: AtomicI64,
    clock_slack: AtomicI64,
    /// The place of the fault in [`LogFault::ALL`], from 1 on; 0 = none.
    fault: AtomicU8,
    turned: Notify,
}

impl Default for LogStatus {
    fn default() -> Self {
        Self {
            writable: AtomicBool::new(false),
            held: AtomicBool::new(false),
            size: AtomicU64::new(0),
            copied: AtomicU64::new(0),
            last_time: AtomicI64::new(0),
            clock_slack: AtomicI64::new(CLOCK_SLACK_MICROS),
            fault: AtomicU8::new(0),
            turned: Notify::new(),
        }
    }
}

impl LogStatus {
    /// Whether entries are taken. A log that was closed by a fault opens again with the next query
    /// that succeeds, or the next look at it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_writable() && !self.is_held()
    }

    /// Whether entries can be written.
    pub(super) fn is_writable(&self) -> bool {
        self.writable.load(Ordering::Relaxed)
    }

    /// Whether an alarm keeps entries away, though they could be written.
    pub(super) fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    /// Why entries cannot be written.
    pub(super) fn fault(&self) -> Option<LogFault> {
        let place = usize::from(self.fault.load(Ordering::Relaxed)).checked_sub(1)?;
        LogFault::ALL.get(place).copied()
    }

    /// How many entries it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size.load(Ordering::Relaxed)
    }

    /// How many entries it had when its second place was written or read last.
    #[must_use]
    pub fn copied_size(&self) -> u64 {
        self.copied.load(Ordering::Relaxed)
    }

    /// The time of its latest entry, in microseconds since 1970; 0 = none.
    #[must_use]
    pub fn last_time_micros(&self) -> i64 {
        self.last_time.load(Ordering::Relaxed)
    }

    /// How far back an entry's time may lie behind the log's latest.
    pub(super) fn clock_slack_micros(&self) -> i64 {
        self.clock_slack.load(Ordering::Relaxed)
    }

    pub(super) fn set_clock_slack_micros(&self, slack: i64) {
        self.clock_slack.store(slack, Ordering::Relaxed);
    }

    /// Keeps entries away, or lets them come again.
    pub(super) fn hold(&self, held: bool) {
        self.held.store(held, Ordering::Relaxed);
    }

    pub(super) fn copied(&self, size: u64) {
        self.copied.store(size, Ordering::Relaxed);
    }

    /// The writer can write.
    pub(super) fn open(&self, size: u64, last_time: i64) {
        self.size.store(size, Ordering::Relaxed);
        self.last_time.store(last_time, Ordering::Relaxed);
        self.fault.store(0, Ordering::Relaxed);
        if !self.writable.swap(true, Ordering::Relaxed) {
            self.turned.notify_one();
        }
    }

    /// The writer cannot write.
    pub(super) fn close(&self, fault: LogFault) {
        let place = LogFault::ALL
            .iter()
            .zip(1_u8..)
            .find(|(known, _)| **known == fault);
        let place = place.map_or(0, |(_, place)| place);
        let before = self.fault.swap(place, Ordering::Relaxed);
        if self.writable.swap(false, Ordering::Relaxed) || before != place {
            self.turned.notify_one();
        }
    }

    /// Returns when the log was opened or closed since this was asked last.
    pub(super) async fn turned(&self) {
        self.turned.notified().await;
    }
}

/// Asks a writer whether it can write, and waits until it has looked. One that has ended, or does
/// not answer, cannot.
pub(super) async fn checked<T>(
    status: &LogStatus,
    writer: &mpsc::Sender<T>,
    ask: impl FnOnce(oneshot::Sender<()>) -> T,
) {
    let (done, told) = oneshot::channel();
    let asked = async {
        writer.send(ask(done)).await.ok()?;
        told.await.ok()
    };
    let answered = tokio::time::timeout(PATIENCE, asked).await;
    if !matches!(answered, Ok(Some(()))) {
        status.close(LogFault::Ended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_kept_until_the_log_opens_and_a_held_log_is_not_open() {
        let status = LogStatus::default();
        assert!(!status.is_open());
        for fault in LogFault::ALL {
            status.close(fault);
            assert_eq!((status.is_open(), status.fault()), (false, Some(fault)));
            status.open(3, 7);
            assert_eq!((status.is_open(), status.fault()), (true, None));
        }
        status.hold(true);
        assert!(!status.is_open() && status.is_writable());
        status.hold(false);
        assert!(status.is_open());
    }

    #[tokio::test]
    async fn a_writer_that_has_ended_cannot_write() {
        let status = LogStatus::default();
        status.open(0, 0);
        let (writer, ended) = mpsc::channel::<oneshot::Sender<()>>(1);
        drop(ended);
        checked(&status, &writer, |done| done).await;
        assert_eq!(status.fault(), Some(LogFault::Ended));
    }
}
