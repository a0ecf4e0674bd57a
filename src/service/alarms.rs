//! Looking for alarms while the service runs (D15).
//!
//! A look reads everything ([`readings`]), asks the model ([`crate::alarms::judge`]), lets the logs
//! know whether queries are to be closed, and keeps since when each alarm is on: in memory for those
//! who ask, and in the store with the entry of the change log and the mail, all in one transaction.
//! What cannot be written, for want of room for instance, is shown all the same and written at a
//! later look.

mod mail;
mod readings;
mod status;
mod words;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::changes::Told;
use super::mail::MailRound;
use super::{RequestContext, Service};
use crate::access::AuthorityAct;
use crate::alarms::{
    Alarm, BackupReading, DiskReading, Finding, Limits, Mailed, MemoryReading, Readings, Verdict, judge,
};
use crate::environment::Environment;
use crate::error::Problem;
use crate::log::{ChangeAct, Detail, Subject};
use crate::store::{AlarmChange, AlarmEpisode, UserRow, Waiting};

pub(super) use words::title;

/// For so long it is kept when an alarm was on.
const KEPT: TimeDelta = TimeDelta::days(90);
/// A page is shown what was found at most this long ago.
const FRESH: TimeDelta = TimeDelta::seconds(2);

/// What only the machine can tell. A test has its own.
pub trait Probes: Send + Sync + 'static {
    /// The disks that the service writes to. May take its time: it is asked on a thread of its own.
    fn disks(&self) -> Vec<DiskReading>;
    /// The memory that may be used, and the store's tables; none if the system does not tell. Asked
    /// together with the disks.
    fn memory(&self) -> Option<MemoryReading>;
    /// How backups stand; none if none are taken.
    fn backups(&self) -> Option<BackupReading>;
}

/// How alarms are set up.
#[derive(Clone, Debug, Default)]
pub struct AlarmSettings {
    /// From when on something is wrong.
    pub limits: Limits,
    /// The e-mail addresses of those on duty.
    pub addresses: Vec<String>,
}

struct SetUp {
    settings: AlarmSettings,
    probes: Arc<dyn Probes>,
}

/// How alarms stood at the last look.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What was read; none before the first look.
    readings: Option<Readings>,
    /// What was made of it.
    verdict: Verdict,
    /// Since when each alarm is on.
    since: BTreeMap<Alarm, DateTime<Utc>>,
}

impl Standing {
    /// Whether an alarm is on.
    #[must_use]
    pub fn is_on(&self, alarm: Alarm) -> bool {
        self.verdict.on.contains_key(&alarm)
    }

    /// When it was looked; none before the first look.
    #[must_use]
    pub fn looked(&self) -> Option<DateTime<Utc>> {
        self.readings.as_ref().map(|readings| readings.now)
    }
}

/// What is held while it is looked.
#[derive(Default)]
struct Memory {
    /// What the store knows of alarms that are on; none before it was read.
    open: Option<BTreeMap<Alarm, AlarmEpisode>>,
    /// What mail said last.
    mailed: BTreeMap<Alarm, Mailed>,
    /// A question to the machine that has no answer yet.
    machine: Option<JoinHandle<readings::Asked>>,
    /// Whether the last thing to be written was not.
    is_behind: bool,
}

/// What the service holds for alarms.
pub(super) struct Alarms {
    set_up: OnceLock<SetUp>,
    started: DateTime<Utc>,
    standing: ArcSwap<Standing>,
    memory: tokio::sync::Mutex<Memory>,
    woken: Notify,
    is_mail_failing: AtomicBool,
    /// When the outbox was gone through last, in microseconds since 1970; 0 = never.
    mail_round: AtomicI64,
}

impl Alarms {
    pub(super) fn new(started: DateTime<Utc>) -> Self {
        Self {
            set_up: OnceLock::new(),
            started,
            standing: ArcSwap::default(),
            memory: tokio::sync::Mutex::default(),
            woken: Notify::new(),
            is_mail_failing: AtomicBool::new(false),
            mail_round: AtomicI64::new(0),
        }
    }

    fn limits(&self) -> Limits {
        self.set_up
            .get()
            .map(|set_up| set_up.settings.limits)
            .unwrap_or_default()
    }
}

impl Service {
    /// Sets up the alarms. What was set up before stays.
    pub fn set_up_alarms(&self, settings: AlarmSettings, probes: Arc<dyn Probes>) {
        let slack = settings.limits.clock_tolerance;
        for environment in Environment::ALL {
            let slack = slack.num_microseconds().unwrap_or(i64::MAX);
            self.log(environment).status().set_clock_slack_micros(slack);
        }
        let _ = self.alarms.set_up.set(SetUp { settings, probes });
    }

    /// How alarms stood at the last look. Cheap: nothing is read from the store.
    #[must_use]
    pub fn alarms(&self) -> Arc<Standing> {
        self.alarms.standing.load_full()
    }

    /// Returns when something has happened that is worth a look at once.
    pub async fn alarm_event(&self) {
        tokio::select! {
            () = self.production_log.status().turned() => {}
            () = self.training_log.status().turned() => {}
            () = self.changes.status().turned() => {}
            () = self.alarms.woken.notified() => {}
        }
    }

    /// Looks for alarms. One caller at a time; others wait.
    pub async fn look_for_alarms(&self) {
        let mut memory = self.alarms.memory.lock().await;
        self.look_at_all(&mut memory).await;
    }

    /// Looks for alarms unless that was done just now.
    async fn look_afresh(&self) {
        let mut memory = self.alarms.memory.lock().await;
        let past = self.alarms().looked().map(|looked| self.clock.now() - looked);
        if past.is_none_or(|past| past < TimeDelta::zero() || past > FRESH) {
            self.look_at_all(&mut memory).await;
        }
    }

    async fn look_at_all(&self, memory: &mut Memory) {
        let before = self.alarms();
        let readings = self.read_everything(&mut memory.machine, before.looked()).await;
        if memory.open.is_none()
            && let Err(problem) = self.remember_alarms(memory).await
        {
            tracing::error!(%problem, "the alarms of before could not be read; tried again");
        }
        let mut known = before.verdict.clone();
        for alarm in memory.open.iter().flat_map(BTreeMap::keys) {
            known.on.entry(*alarm).or_default();
        }
        let verdict = judge(&readings, &self.alarms.limits(), &known);
        for environment in Environment::ALL {
            self.log(environment).status().hold(!verdict.closes.is_empty());
        }
        let now = readings.now;
        let since = verdict
            .on
            .keys()
            .map(|alarm| {
                let kept = memory.open.as_ref().and_then(|open| open.get(alarm));
                let known = kept
                    .map(|episode| episode.since)
                    .or(before.since.get(alarm).copied());
                (*alarm, known.unwrap_or(now))
            })
            .collect();
        let standing = Standing {
            readings: Some(readings),
            verdict,
            since,
        };
        self.alarms.standing.store(Arc::new(standing.clone()));
        memory.is_behind = !self.write_down(memory, &standing, now).await;
    }

    async fn remember_alarms(&self, memory: &mut Memory) -> Result<(), Problem> {
        let episodes = self.store.list_alarm_episodes(0).await?;
        memory.mailed = self.store.list_alarm_mail().await?.into_iter().collect();
        memory.open = Some(
            episodes
                .into_iter()
                .filter(|episode| episode.until.is_none())
                .map(|episode| (episode.alarm, episode))
                .collect(),
        );
        Ok(())
    }

    /// Writes what has begun and ended, with the change log's entries and the mail that is due.
    /// Whether there is nothing left to be written.
    async fn write_down(&self, memory: &mut Memory, standing: &Standing, now: DateTime<Utc>) -> bool {
        let Ok(change) = self.alarm_change(memory, standing, now) else {
            return false;
        };
        if change.is_empty() {
            return true;
        }
        // A page that asked may go away in the middle: then the next look reads what was written.
        let Some(mut open) = memory.open.take() else {
            return false;
        };
        let written = self.store.update_alarms(&change, now - KEPT).await;
        // Told once: it is tried again at each look.
        if let Err(error) = &written
            && !memory.is_behind
        {
            tracing::error!(%error, "an alarm could not be written down");
        }
        if written.is_ok() {
            for episode in change.ended {
                open.remove(&episode.alarm);
            }
            open.extend(change.begun.into_iter().map(|episode| (episode.alarm, episode)));
            memory.mailed.extend(change.mailed);
            self.changes.wake();
        }
        memory.open = Some(open);
        written.is_ok()
    }

    /// What has changed since it was written down last.
    fn alarm_change(
        &self,
        memory: &Memory,
        standing: &Standing,
        now: DateTime<Utc>,
    ) -> Result<AlarmChange, Problem> {
        let mut change = AlarmChange::default();
        let Some(open) = &memory.open else {
            return Ok(change);
        };
        for (alarm, findings) in &standing.verdict.on {
            if open.contains_key(alarm) {
                continue;
            }
            if !memory.is_behind {
                tracing::warn!(alarm = alarm.code(), "an alarm began");
            }
            change.begun.push(AlarmEpisode {
                id: self.new_key()?,
                alarm: *alarm,
                since: standing.since.get(alarm).copied().unwrap_or(now),
                until: None,
            });
            change.entries.push(self.begun_entry(*alarm, findings)?);
        }
        for (alarm, episode) in open {
            if standing.is_on(*alarm) {
                continue;
            }
            if !memory.is_behind {
                tracing::info!(alarm = alarm.code(), "an alarm ended");
            }
            change.ended.push(AlarmEpisode {
                until: Some(now.max(episode.since)),
                ..episode.clone()
            });
            change.entries.push(self.ended_entry(episode)?);
        }
        self.write_mail(&mut change, &memory.mailed, standing, now)?;
        Ok(change)
    }

    fn begun_entry(&self, alarm: Alarm, findings: &[Finding]) -> Result<Waiting, Problem> {
        let found: Vec<String> = findings.iter().map(words::finding_code).collect();
        self.alarm_entry(alarm, ChangeAct::AlarmBegun, Detail::after("of", found.join(" ")))
    }

    fn ended_entry(&self, episode: &AlarmEpisode) -> Result<Waiting, Problem> {
        let since = episode.since.to_rfc3339_opts(SecondsFormat::Secs, true);
        self.alarm_entry(
            episode.alarm,
            ChangeAct::AlarmEnded,
            Detail::after("alarm-since", since),
        )
    }

    fn alarm_entry(&self, alarm: Alarm, act: ChangeAct, detail: Detail) -> Result<Waiting, Problem> {
        let told = Told {
            subject: Subject::Setting(format!("alarm/{}", alarm.code())),
            details: vec![detail],
            ..Told::of(act)
        };
        self.entry(&RequestContext::of_service(), None, told)
    }

    /// Whether a user's pages tell that an alarm is on.
    pub(super) fn tells_of_alarm(&self, user: &UserRow) -> bool {
        AuthorityAct::SeeStatus.is_open_to(&user.authority_roles)
            && !self.alarms.standing.load().verdict.on.is_empty()
    }

    /// Notes that the outbox was gone through.
    pub(super) fn note_mail_round(&self, round: MailRound) {
        let now = self.clock.now().timestamp_micros();
        self.alarms.mail_round.store(now, Ordering::Relaxed);
        let is_failing = round.failed > 0;
        // A round without anything to send says nothing.
        if round.sent + round.failed > 0
            && self.alarms.is_mail_failing.swap(is_failing, Ordering::Relaxed) != is_failing
        {
            self.alarms.woken.notify_one();
        }
    }
}
