//! Reading what alarms are judged by. Nothing here waits for long: what does not answer in time was
//! not read.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::JoinHandle;

use super::super::Service;
use super::super::log_status::LogStatus;
use crate::alarms::{DiskReading, LogFault, LogReading, MailReading, MemoryReading, Readings};
use crate::environment::Environment;
use crate::log::LogName;

/// What the machine has told of its disks and its memory.
pub(super) struct Asked {
    disks: Vec<DiskReading>,
    memory: Option<MemoryReading>,
}

/// For so long the disks may keep one waiting.
const PATIENCE: Duration = Duration::from_secs(5);

impl Service {
    /// Reads everything. The writers of the logs look at their places, and open a log that was closed
    /// if it can be written again.
    pub(super) async fn read_everything(
        &self,
        machine: &mut Option<JoinHandle<Asked>>,
        looked: Option<DateTime<Utc>>,
    ) -> Readings {
        let (machine, mail, (), (), ()) = tokio::join!(
            self.read_machine(machine),
            self.read_mail(),
            self.production_log.check(),
            self.training_log.check(),
            self.changes.check(),
        );
        let (disks, memory) = match machine {
            Some(Asked { disks, memory }) => (Some(disks), memory),
            None => (None, None),
        };
        Readings {
            now: self.clock.now(),
            started: self.alarms.started,
            looked,
            logs: LogName::ALL.into_iter().map(|log| self.read_log(log)).collect(),
            disks,
            memory,
            backups: self
                .alarms
                .set_up
                .get()
                .and_then(|set_up| set_up.probes.backups()),
            mail,
        }
    }

    fn read_log(&self, log: LogName) -> LogReading {
        let status = self.log_status(log);
        let last_time = status.last_time_micros();
        LogReading {
            log,
            size: status.size(),
            copied: status.copied_size(),
            last_time: DateTime::from_timestamp_micros(last_time).filter(|_| last_time > 0),
            fault: (!status.is_writable()).then(|| status.fault().unwrap_or(LogFault::Ended)),
        }
    }

    fn log_status(&self, log: LogName) -> &LogStatus {
        match log {
            LogName::Disclosures(Environment::Production) => self.production_log.status(),
            LogName::Disclosures(Environment::Training) => self.training_log.status(),
            LogName::Changes => self.changes.status(),
        }
    }

    /// A disk that hangs is asked once, and its answer taken whenever it comes.
    async fn read_machine(&self, pending: &mut Option<JoinHandle<Asked>>) -> Option<Asked> {
        let probes = Arc::clone(&self.alarms.set_up.get()?.probes);
        let ask = move || Asked {
            disks: probes.disks(),
            memory: probes.memory(),
        };
        let mut asked = pending.take().unwrap_or_else(|| tokio::task::spawn_blocking(ask));
        if let Ok(read) = tokio::time::timeout(PATIENCE, &mut asked).await {
            read.ok()
        } else {
            *pending = Some(asked);
            None
        }
    }

    async fn read_mail(&self) -> Option<MailReading> {
        let round = self.alarms.mail_round.load(Ordering::Relaxed);
        let unsent = self.store.list_unsent(self.clock.now()).await;
        let unsent = unsent
            .inspect_err(|error| tracing::warn!(%error, "the outbox could not be looked at"))
            .ok()?;
        Some(MailReading {
            is_sending: self.is_sending_mail(),
            last_round: DateTime::from_timestamp_micros(round).filter(|_| round > 0),
            unsent,
        })
    }
}
