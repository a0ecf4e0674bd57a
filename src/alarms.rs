//! Alarms: what is wrong with the running service, and what follows from it (D15).
//!
//! A pure model. [`judge`] takes what was read of logs, disks, backups, mail and clock, and says
//! which alarms are on and whether queries have to be closed. Each alarm has one cause, so that the
//! person on duty is led to one thing to mend. [`mail_due`] holds back mail about an alarm that
//! flaps. `service::alarms` reads, keeps since when, and tells.

mod status;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::log::LogName;

pub use status::{AlarmView, ClosedView, FactRow, PastAlarm, StatusView};

/// For so long after a start an old backup is no alarm: the first one is taken at once.
const BACKUP_GRACE: TimeDelta = TimeDelta::hours(1);
/// Mail about one alarm is sent at most this often.
pub const MAIL_INTERVAL: TimeDelta = TimeDelta::hours(1);

/// What can be wrong. The order is that of the page: the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alarm {
    /// A log is not the one that its second place knows: rolled back, replaced, or a foreign copy.
    LogContradicted,
    /// The log of disclosures cannot be written, for a cause that has no alarm of its own.
    LogStopped,
    /// The second place of the logs cannot be read or written.
    CopiesUnreachable,
    /// So little room is left where the data lie that queries are closed.
    DiskFull,
    /// The clock stands before what was seen already.
    ClockBack,
    /// Entries of the change log wait for their place in the tree.
    ChangeLogWaits,
    /// Little room is left on a disk.
    DiskLow,
    /// The store may need more memory than the service may use.
    MemoryShort,
    /// The newest backup is too old.
    BackupOverdue,
    /// The last attempt to take a backup failed.
    BackupFailed,
    /// Messages cannot be sent.
    MailStuck,
}

/// How soon somebody has to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// At once: queries are closed, or what the service promises is in doubt.
    Now,
    /// Within the day: nothing is lost yet.
    Today,
}

impl Alarm {
    /// All alarms, the most urgent first.
    pub const ALL: [Self; 11] = [
        Self::LogContradicted,
        Self::LogStopped,
        Self::CopiesUnreachable,
        Self::DiskFull,
        Self::ClockBack,
        Self::ChangeLogWaits,
        Self::DiskLow,
        Self::MemoryShort,
        Self::BackupOverdue,
        Self::BackupFailed,
        Self::MailStuck,
    ];

    /// The stable code: in the figures, in the change log and in the manual.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LogContradicted => "log-contradicted",
            Self::LogStopped => "log-stopped",
            Self::CopiesUnreachable => "copies-unreachable",
            Self::DiskFull => "disk-full",
            Self::ClockBack => "clock-back",
            Self::ChangeLogWaits => "change-log-waits",
            Self::DiskLow => "disk-low",
            Self::MemoryShort => "memory-short",
            Self::BackupOverdue => "backup-overdue",
            Self::BackupFailed => "backup-failed",
            Self::MailStuck => "mail-stuck",
        }
    }

    /// The alarm with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alarm| alarm.code() == code)
    }

    /// How soon somebody has to look.
    #[must_use]
    pub const fn urgency(self) -> Urgency {
        match self {
            Self::LogContradicted
            | Self::LogStopped
            | Self::CopiesUnreachable
            | Self::DiskFull
            | Self::ClockBack => Urgency::Now,
            Self::ChangeLogWaits
            | Self::DiskLow
            | Self::MemoryShort
            | Self::BackupOverdue
            | Self::BackupFailed
            | Self::MailStuck => Urgency::Today,
        }
    }

    /// Whether mail tells of it. That mail is stuck cannot be told by mail.
    #[must_use]
    pub const fn is_told_by_mail(self) -> bool {
        !matches!(self, Self::MailStuck)
    }
}

/// Why a log cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogFault {
    /// The store refuses: a full or broken disk.
    Store,
    /// The second place cannot be read or written.
    Copy,
    /// The second place is empty, though the log has entries.
    NoCopy,
    /// The log does not extend what its second place has.
    Contradicts,
    /// What the second place has is signed by another key.
    ForeignCopy,
    /// The clock stands before the log's latest entry.
    Clock,
    /// The stored end of the log does not read.
    Unreadable,
    /// The head of the log cannot be signed.
    Signing,
    /// The writer has ended, or does not answer.
    Ended,
}

impl LogFault {
    /// All faults.
    pub const ALL: [Self; 9] = [
        Self::Store,
        Self::Copy,
        Self::NoCopy,
        Self::Contradicts,
        Self::ForeignCopy,
        Self::Clock,
        Self::Unreadable,
        Self::Signing,
        Self::Ended,
    ];

    /// The alarm that a fault of this log raises; none for the clock, which is read by itself.
    #[must_use]
    pub const fn alarm(self, log: LogName) -> Option<Alarm> {
        match (self, log) {
            (Self::Copy | Self::NoCopy, _) => Some(Alarm::CopiesUnreachable),
            (Self::Contradicts | Self::ForeignCopy, _) => Some(Alarm::LogContradicted),
            (Self::Clock, _) => None,
            (_, LogName::Disclosures(_)) => Some(Alarm::LogStopped),
            (_, LogName::Changes) => Some(Alarm::ChangeLogWaits),
        }
    }
}

/// A place on a disk that the service writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DiskPlace {
    /// The data folder.
    Data,
    /// The second place of the logs, if it is another disk.
    Copies,
    /// The folder for backups, if it is another disk.
    Backups,
}

impl DiskPlace {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Copies => "copies",
            Self::Backups => "backups",
        }
    }
}

/// How a log was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogReading {
    /// Which.
    pub log: LogName,
    /// How many entries it has.
    pub size: u64,
    /// How many entries it had when its second place was written last.
    pub copied: u64,
    /// The time of its latest entry.
    pub last_time: Option<DateTime<Utc>>,
    /// Why it cannot be written; none if it can.
    pub fault: Option<LogFault>,
}

/// The room on a disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskReading {
    /// Which.
    pub place: DiskPlace,
    /// What the service may still use.
    pub free: u64,
    /// All of it.
    pub size: u64,
}

/// The memory that the service may use, and the largest table of its store, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryReading {
    /// What the service may use: all of the machine's, or less where a limit is set.
    pub limit: u64,
    /// The largest table.
    pub largest_table: u64,
}

impl MemoryReading {
    /// What the service takes while it answers queries.
    const SERVING: u64 = 1_000 * MEGABYTE;
    /// As much is merged into the largest table at a time, at the most.
    const ADDED: u64 = 2_500 * MEGABYTE;

    /// What may be needed at once: the engine keeps all keys of a table in memory while it merges it
    /// anew, some 40 bytes for each 100 of the table (docs/performance.md, "Merging").
    #[must_use]
    pub const fn needed(self) -> u64 {
        let added = if self.largest_table < Self::ADDED {
            self.largest_table
        } else {
            Self::ADDED
        };
        let merged = self.largest_table.saturating_add(added);
        Self::SERVING.saturating_add(merged / 100 * 40)
    }
}

/// How backups stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupReading {
    /// The time from one to the next.
    pub every: TimeDelta,
    /// When the newest was taken and read again; none = never.
    pub newest: Option<DateTime<Utc>>,
    /// Since when every attempt has failed; none if the last one did not.
    pub failing_since: Option<DateTime<Utc>>,
}

/// A message that is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// When it was written.
    pub time: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// Whether it is tried no more by itself, though the mail server did not refuse it for good and
    /// it would still be of use.
    pub is_given_up: bool,
    /// Whether it waits to be tried. One that is neither was refused, or has lapsed.
    pub is_waiting: bool,
}

/// How mail stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailReading {
    /// Whether there is a mail server; without one messages wait, and that is no fault.
    pub is_sending: bool,
    /// When the outbox was gone through last.
    pub last_round: Option<DateTime<Utc>>,
    /// What is not sent.
    pub unsent: Vec<Unsent>,
}

/// All that was read. What could not be read is `None`, and stays judged as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The time.
    pub now: DateTime<Utc>,
    /// When the service started.
    pub started: DateTime<Utc>,
    /// When it was looked the last time.
    pub looked: Option<DateTime<Utc>>,
    /// The logs.
    pub logs: Vec<LogReading>,
    /// The disks.
    pub disks: Option<Vec<DiskReading>>,
    /// The memory.
    pub memory: Option<MemoryReading>,
    /// The backups; `None` also if none are taken.
    pub backups: Option<BackupReading>,
    /// The mail.
    pub mail: Option<MailReading>,
}

/// From when on something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Free bytes below which a disk is an alarm.
    pub disk_alarm: u64,
    /// Free bytes where the data lie below which queries are closed.
    pub disk_close: u64,
    /// The age of the newest backup; none = twice the time from one to the next.
    pub backup_overdue: Option<TimeDelta>,
    /// For how long a message may be tried in vain.
    pub mail_stuck: TimeDelta,
    /// How far the clock may stand before what was seen.
    pub clock_tolerance: TimeDelta,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            disk_alarm: 5_000 * MEGABYTE,
            disk_close: 500 * MEGABYTE,
            backup_overdue: None,
            mail_stuck: TimeDelta::minutes(30),
            clock_tolerance: TimeDelta::seconds(5),
        }
    }
}

/// A megabyte, as disks are sold.
pub const MEGABYTE: u64 = 1_000_000;

/// What was found of an alarm that is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A log with its fault.
    Log(LogName, LogFault),
    /// A disk.
    Disk(DiskReading),
    /// The memory.
    Memory(MemoryReading),
    /// How far the clock stands behind.
    Behind(TimeDelta),
    /// When the newest backup was taken.
    Backup(Option<DateTime<Utc>>),
    /// Since when backups fail.
    Failing(DateTime<Utc>),
    /// How many messages are stuck, and since when the oldest waits.
    Messages(u64, DateTime<Utc>),
    /// When the outbox was gone through last.
    NoRound(DateTime<Utc>),
}

/// The alarms that are on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Each with what was found; nothing, where it stays on because nothing could be read.
    pub on: BTreeMap<Alarm, Vec<Finding>>,
    /// Those for which queries are to be closed, beside what each log closes by itself.
    pub closes: BTreeSet<Alarm>,
}

impl Verdict {
    fn find(&mut self, alarm: Alarm, finding: Finding) {
        self.on.entry(alarm).or_default().push(finding);
    }
}

/// Says which alarms are on. `before`: those that were on, and among them those that closed queries;
/// an alarm about room goes off a tenth above its limit, so that it does not flap.
#[must_use]
pub fn judge(readings: &Readings, limits: &Limits, before: &Verdict) -> Verdict {
    let mut verdict = Verdict::default();
    for reading in &readings.logs {
        if let Some(fault) = reading.fault
            && let Some(alarm) = fault.alarm(reading.log)
        {
            verdict.find(alarm, Finding::Log(reading.log, fault));
        }
    }
    judge_clock(&mut verdict, readings, limits);
    match &readings.disks {
        Some(disks) => judge_disks(&mut verdict, disks, limits, before),
        None => keep(&mut verdict, before, &[Alarm::DiskFull, Alarm::DiskLow]),
    }
    match readings.memory {
        Some(memory) if memory.limit < memory.needed() => {
            verdict.find(Alarm::MemoryShort, Finding::Memory(memory));
        }
        Some(_) => {}
        None => keep(&mut verdict, before, &[Alarm::MemoryShort]),
    }
    judge_backups(&mut verdict, readings, limits, before);
    match &readings.mail {
        Some(mail) => judge_mail(&mut verdict, mail, readings.now, limits),
        None => keep(&mut verdict, before, &[Alarm::MailStuck]),
    }
    verdict
}

/// What could not be read stays as it was.
fn keep(verdict: &mut Verdict, before: &Verdict, alarms: &[Alarm]) {
    for alarm in alarms {
        if before.on.contains_key(alarm) {
            verdict.on.entry(*alarm).or_default();
        }
        if before.closes.contains(alarm) {
            verdict.closes.insert(*alarm);
        }
    }
}

/// Only an entry of a log of disclosures closes queries: a clock that ran ahead for a moment, while
/// nothing was written, may be put right without a word.
fn judge_clock(verdict: &mut Verdict, readings: &Readings, limits: &Limits) {
    let is_disclosures = |reading: &&LogReading| matches!(reading.log, LogName::Disclosures(_));
    let newest = |logs: Vec<&LogReading>| logs.into_iter().filter_map(|reading| reading.last_time).max();
    let disclosed = newest(readings.logs.iter().filter(is_disclosures).collect());
    let seen = newest(readings.logs.iter().collect()).max(readings.looked);
    let is_behind = |seen: Option<DateTime<Utc>>| {
        seen.map(|seen| seen - readings.now)
            .filter(|behind| *behind > limits.clock_tolerance)
    };
    if let Some(behind) = is_behind(seen) {
        verdict.find(Alarm::ClockBack, Finding::Behind(behind));
    }
    if is_behind(disclosed).is_some() {
        verdict.closes.insert(Alarm::ClockBack);
    }
}

fn judge_disks(verdict: &mut Verdict, disks: &[DiskReading], limits: &Limits, before: &Verdict) {
    let limit_of = |alarm: Alarm, limit: u64| {
        if before.on.contains_key(&alarm) {
            limit.saturating_add(limit / 10)
        } else {
            limit
        }
    };
    let (close, alarm) = (
        limit_of(Alarm::DiskFull, limits.disk_close),
        limit_of(Alarm::DiskLow, limits.disk_alarm),
    );
    for disk in disks {
        if disk.place == DiskPlace::Data && disk.free < close {
            verdict.find(Alarm::DiskFull, Finding::Disk(*disk));
            verdict.closes.insert(Alarm::DiskFull);
        } else if disk.free < alarm {
            verdict.find(Alarm::DiskLow, Finding::Disk(*disk));
        }
    }
}

fn judge_backups(verdict: &mut Verdict, readings: &Readings, limits: &Limits, before: &Verdict) {
    let Some(backups) = readings.backups else {
        return;
    };
    let allowed = limits
        .backup_overdue
        .unwrap_or_else(|| backups.every.checked_mul(2).unwrap_or(TimeDelta::MAX));
    let base = backups.newest.unwrap_or(readings.started);
    let has_had_time = readings.now - readings.started > BACKUP_GRACE.min(allowed)
        || before.on.contains_key(&Alarm::BackupOverdue);
    if readings.now - base > allowed && has_had_time {
        verdict.find(Alarm::BackupOverdue, Finding::Backup(backups.newest));
    }
    if let Some(since) = backups.failing_since {
        verdict.find(Alarm::BackupFailed, Finding::Failing(since));
    }
}

fn judge_mail(verdict: &mut Verdict, mail: &MailReading, now: DateTime<Utc>, limits: &Limits) {
    if !mail.is_sending {
        return;
    }
    let stuck: Vec<&Unsent> = mail
        .unsent
        .iter()
        .filter(|message| {
            let waits_in_vain =
                message.is_waiting && message.tries > 0 && now - message.time > limits.mail_stuck;
            message.is_given_up || waits_in_vain
        })
        .collect();
    if let Some(oldest) = stuck.iter().map(|message| message.time).min() {
        let count = u64::try_from(stuck.len()).unwrap_or(u64::MAX);
        verdict.find(Alarm::MailStuck, Finding::Messages(count, oldest));
    }
    if let Some(last) = mail.last_round.filter(|last| now - *last > limits.mail_stuck) {
        verdict.find(Alarm::MailStuck, Finding::NoRound(last));
    }
}

/// What mail said of an alarm last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailed {
    /// Whether it said that the alarm is on.
    pub is_on: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// Whether mail is to tell how an alarm stands: when it stands otherwise than the last mail said, and
/// that was long enough ago. A mail of a time to come (the clock was set back) holds nothing back.
#[must_use]
pub fn mail_due(mailed: Option<Mailed>, is_on: bool, now: DateTime<Utc>) -> bool {
    match mailed {
        None => is_on,
        Some(mailed) => mailed.is_on != is_on && (now - mailed.at >= MAIL_INTERVAL || now < mailed.at),
    }
}

#[cfg(test)]
mod tests;
