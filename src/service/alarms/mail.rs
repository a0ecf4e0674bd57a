//! Mail to those on duty: when an alarm begins and ends, held back while it flaps.
//!
//! An address of the duty belongs to no user, so nobody's language is known: a message says it in
//! all three.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::super::Service;
use super::super::local_time::local_minute;
use super::super::message::fill;
use super::Standing;
use super::words::{finding_words, meaning, remedy, title};
use crate::alarms::{Alarm, Mailed, mail_due};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::permit::Key;
use crate::store::AlarmChange;

/// The username under which such a message lies in the outbox: nobody's.
const NOBODY: &str = "alarm";

const BEGUN: StaticText = StaticText::new(
    "Hälytys alkoi {time}: {title}.",
    "Larm började {time}: {title}.",
    "An alarm began on {time}: {title}.",
);
const ENDED: StaticText = StaticText::new(
    "Hälytys on päättynyt: {title}. Tilanne tarkistettiin {time}.",
    "Larmet har upphört: {title}. Läget kontrollerades {time}.",
    "The alarm is over: {title}. Looked on {time}.",
);
const PAGE: StaticText = StaticText::new(
    "Palvelun tila: {link}",
    "Tjänstens status: {link}",
    "State of the service: {link}",
);
const SUBJECT_BEGUN: &str = "Luotain: hälytys, larm, alarm – {title}";
const SUBJECT_ENDED: &str = "Luotain: hälytys ohi, larm över, alarm over – {title}";

impl Service {
    /// Adds the mail that is due to what changes.
    pub(super) fn write_mail(
        &self,
        change: &mut AlarmChange,
        mailed: &BTreeMap<Alarm, Mailed>,
        standing: &Standing,
        now: DateTime<Utc>,
    ) -> Result<(), Problem> {
        let Some(set_up) = self.alarms.set_up.get() else {
            return Ok(());
        };
        let addresses = &set_up.settings.addresses;
        if addresses.is_empty() {
            return Ok(());
        }
        let nobody = Key::parse(NOBODY).map_err(|error| super::super::internal(&error))?;
        for alarm in Alarm::ALL.into_iter().filter(|alarm| alarm.is_told_by_mail()) {
            let is_on = standing.is_on(alarm);
            if !mail_due(mailed.get(&alarm).copied(), is_on, now) {
                continue;
            }
            let subject = if is_on { SUBJECT_BEGUN } else { SUBJECT_ENDED };
            let subject = fill(subject, &[("title", title(alarm).get(Language::Fi))]);
            let text = self.alarm_text(alarm, standing, now);
            for address in addresses {
                let message = self.message(&nobody, address, &subject, text.clone())?;
                change.messages.push(message);
            }
            change.mailed.push((alarm, Mailed { is_on, at: now }));
        }
        Ok(())
    }

    fn alarm_text(&self, alarm: Alarm, standing: &Standing, now: DateTime<Utc>) -> String {
        let link = format!("{}/authority/status", self.settings.origin);
        let parts = Language::ALL.map(|language| {
            let name = title(alarm).get(language);
            let Some(findings) = standing.verdict.on.get(&alarm) else {
                let time = local_minute(now, language);
                return fill(ENDED.get(language), &[("title", name), ("time", &time)]);
            };
            let since = standing.since.get(&alarm).copied().unwrap_or(now);
            let time = local_minute(since, language);
            let mut lines = vec![fill(BEGUN.get(language), &[("title", name), ("time", &time)])];
            lines.extend(findings.iter().map(|finding| finding_words(finding, language)));
            lines.push(meaning(alarm).get(language).to_owned());
            lines.push(remedy(alarm).get(language).to_owned());
            lines.push(fill(PAGE.get(language), &[("link", &link)]));
            lines.join("\n")
        });
        parts.join("\n\n")
    }
}
