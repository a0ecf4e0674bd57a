//! The authority's page on the state of the service.

use super::super::local_time::{local_minute, local_second};
use super::super::{RequestContext, Service};
use super::Standing;
use super::words::{self, closed_by_order, fact, fault_words, finding_words, meaning, remedy, room, title};
use crate::access::AuthorityAct;
use crate::alarms::{Alarm, AlarmView, ClosedView, FactRow, PastAlarm, Readings, StatusView};
use crate::emergency::Lever;
use crate::environment::Environment;
use crate::error::Problem;
use crate::language::Language;
use crate::log::LogName;

/// So many alarms of before are shown.
const PAST: u32 = 50;

impl Service {
    /// How the service is doing, looked at afresh.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn find_status(&self, request: &RequestContext) -> Result<StatusView, Problem> {
        self.authority(request, AuthorityAct::SeeStatus)?;
        self.look_afresh().await;
        let (standing, language) = (self.alarms(), request.language);
        let readings = standing.readings.as_ref().ok_or(Problem::Internal)?;
        let mut alarms: Vec<AlarmView> = Alarm::ALL
            .into_iter()
            .map(|alarm| view(alarm, &standing, language))
            .collect();
        // A stable sort: within the two parts the order of urgency stays.
        alarms.sort_by_key(|alarm| alarm.since.is_none());
        let past = self.store.list_alarm_episodes(PAST).await?;
        Ok(StatusView {
            looked: local_second(readings.now, language),
            closed: Environment::ALL
                .into_iter()
                .filter_map(|environment| self.closed(environment, &standing, language))
                .collect(),
            alarms,
            facts: self.facts(readings, language),
            past: past
                .into_iter()
                .filter_map(|episode| {
                    Some(PastAlarm {
                        title: title(episode.alarm).get(language).to_owned(),
                        since: local_minute(episode.since, language),
                        until: local_minute(episode.until?, language),
                    })
                })
                .collect(),
        })
    }

    /// Why queries of an environment are closed; none if they are open.
    fn closed(
        &self,
        environment: Environment,
        standing: &Standing,
        language: Language,
    ) -> Option<ClosedView> {
        let mut reasons = Vec::new();
        if let Some(pulled) = self.directory.get().lever(&Lever::Queries) {
            reasons.push(closed_by_order(&pulled.notice, language));
        }
        let log = LogName::Disclosures(environment);
        let readings = standing.readings.as_ref();
        let fault = readings
            .and_then(|readings| readings.logs.iter().find(|reading| reading.log == log))
            .and_then(|reading| reading.fault);
        reasons.extend(fault.map(|fault| fault_words(fault).get(language).to_owned()));
        reasons.extend(
            standing
                .verdict
                .closes
                .iter()
                .map(|alarm| title(*alarm).get(language).to_owned()),
        );
        (!reasons.is_empty()).then(|| ClosedView {
            environment: words::log_name(log).get(language).to_owned(),
            reasons,
        })
    }

    /// What is known beside the alarms.
    fn facts(&self, readings: &Readings, language: Language) -> Vec<FactRow> {
        let at = |moment| local_minute(moment, language);
        let none = || words::NONE.get(language).to_owned();
        let row = |label: &words::Label, lines: Vec<String>| FactRow {
            label: label.get(language).to_owned(),
            lines,
        };
        let logs = readings.logs.iter().map(|reading| {
            fact(
                &words::LOG_COPY,
                language,
                &[
                    ("log", words::log_name(reading.log).get(language)),
                    ("size", &reading.size.to_string()),
                    ("copied", &reading.copied.to_string()),
                ],
            )
        });
        let entries = readings.logs.iter().filter_map(|reading| {
            let log = words::log_name(reading.log).get(language);
            Some(fact(
                &words::NEWEST_ENTRY,
                language,
                &[
                    ("log", log),
                    ("time", &local_second(reading.last_time?, language)),
                ],
            ))
        });
        let disks = readings.disks.iter().flatten().map(|disk| {
            fact(
                &words::DISK,
                language,
                &[
                    ("place", words::place_name(disk.place).get(language)),
                    ("free", &room(disk.free, language)),
                    ("size", &room(disk.size, language)),
                ],
            )
        });
        vec![
            row(&words::VERSION, vec![env!("CARGO_PKG_VERSION").to_owned()]),
            row(&words::STARTED, vec![at(readings.started)]),
            row(
                &words::CLOCK,
                std::iter::once(local_second(readings.now, language))
                    .chain(entries)
                    .collect(),
            ),
            row(&words::COPIES, logs.collect()),
            row(
                &words::BACKUP,
                vec![match readings.backups {
                    None => words::NO_BACKUPS.get(language).to_owned(),
                    Some(backups) => backups.newest.map_or_else(none, |newest| {
                        fact(&words::VERIFIED, language, &[("time", &at(newest))])
                    }),
                }],
            ),
            row(
                &words::ROOM,
                Some(disks.collect::<Vec<_>>())
                    .filter(|lines| !lines.is_empty())
                    .unwrap_or_else(|| vec![words::NOT_READ.get(language).to_owned()]),
            ),
            row(
                &words::MEMORY,
                vec![readings.memory.map_or_else(
                    || words::NOT_READ.get(language).to_owned(),
                    |memory| words::memory_words(&memory, language),
                )],
            ),
            row(&words::MAIL, mail_lines(readings, language)),
            row(&words::SESSIONS, vec![self.health().sessions.to_string()]),
        ]
    }
}

fn view(alarm: Alarm, standing: &Standing, language: Language) -> AlarmView {
    let findings = standing.verdict.on.get(&alarm);
    AlarmView {
        code: alarm.code().to_owned(),
        title: title(alarm).get(language).to_owned(),
        urgency: alarm.urgency(),
        since: standing
            .since
            .get(&alarm)
            .map(|since| local_minute(*since, language)),
        findings: findings
            .into_iter()
            .flatten()
            .map(|finding| finding_words(finding, language))
            .collect(),
        meaning: meaning(alarm).get(language).to_owned(),
        remedy: remedy(alarm).get(language).to_owned(),
    }
}

fn mail_lines(readings: &Readings, language: Language) -> Vec<String> {
    let Some(mail) = &readings.mail else {
        return vec![words::NOT_READ.get(language).to_owned()];
    };
    let waiting = mail.unsent.iter().filter(|message| message.is_waiting).count();
    let count = |number: usize| number.to_string();
    let mut lines = vec![fact(
        &words::MESSAGES,
        language,
        &[
            ("waiting", &count(waiting)),
            ("unsent", &count(mail.unsent.len() - waiting)),
        ],
    )];
    if !mail.is_sending {
        lines.push(words::NO_MAIL_SERVER.get(language).to_owned());
    }
    lines
}
