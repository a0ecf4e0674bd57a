//! An officer's own queries, read from the log. What was searched by is masked: the list is for
//! finding an entry again, not for finding a person.

mod mask;

use chrono::{DateTime, NaiveDate};

use super::disclosing::REFERS_TO;
use super::local_time::{local_day, local_second};
use super::person::again::{NOTED, WRONG_PERSON};
use super::{RequestContext, Service};
use crate::billing::Money;
use crate::environment::Environment;
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::log::Entry;
use crate::permit::{Key, Operation};
use crate::query::{AnswerKind, OwnEntries, OwnEntry};
use crate::store::{LogShelf, OwnBatch, StoreShelf};

pub(super) use mask::masked_criterion;

/// So many entries a page.
const PAGE: usize = 50;
/// So many batches are looked up at once.
const BATCHES: u32 = 64;

const WRONG: StaticText = StaticText::new(
    "Ilmoitus: avasin väärän henkilön",
    "Anmälan: jag öppnade fel person",
    "Note: I opened the wrong person",
);

impl Service {
    /// A page of the officer's own entries of one log, newest first: of `day` (local), or of any; and
    /// only those before the entry with the index `before`.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn list_own_queries(
        &self,
        request: &RequestContext,
        environment: Environment,
        day: Option<NaiveDate>,
        before: Option<u64>,
    ) -> Result<OwnEntries, Problem> {
        let asker = self.asker(request)?;
        let username = &asker.officer.username;
        let shelf = StoreShelf(std::sync::Arc::clone(&self.store), environment);
        let mut found: Vec<(u64, Entry)> = Vec::new();
        // Where the entry before which to go on lies: its batch begins at or before it, and its day
        // is not after any day of the log, so all of them is asked for and the rest passed over.
        let mut until: Option<OwnBatch> = None;
        'reading: loop {
            let batches = self
                .store
                .list_own_batches(environment, username, day, until, BATCHES)
                .await?;
            let is_last = batches.len() < BATCHES as usize;
            for batch in &batches {
                if until == Some(*batch) || before.is_some_and(|before| before <= batch.first) {
                    continue;
                }
                let stored = shelf.list_batches(batch.first, 1).await?;
                let Some(content) = stored
                    .into_iter()
                    .find(|stored| stored.first == batch.first)
                    .and_then(|stored| stored.content)
                else {
                    // Erased after its time, or a folder that is not whole: verifying tells.
                    continue;
                };
                let entries = content.payloads().zip(batch.first..);
                let mut entries: Vec<(u64, Entry)> = entries
                    .filter_map(|(payload, index)| Some((index, Entry::decode(payload).ok()?)))
                    .filter(|(index, entry)| {
                        entry.username == username.as_str()
                            && before.is_none_or(|before| *index < before)
                            && day_of(entry) == Some(batch.day)
                    })
                    .collect();
                entries.reverse();
                found.extend(entries);
                if found.len() > PAGE {
                    break 'reading;
                }
            }
            match batches.last() {
                Some(last) if !is_last => until = Some(*last),
                _ => break,
            }
        }
        let has_more = found.len() > PAGE;
        found.truncate(PAGE);
        let directory = self.directory.get();
        let language = asker.officer.language;
        Ok(OwnEntries {
            before: found.last().map(|(index, _)| *index).filter(|_| has_more),
            entries: found
                .into_iter()
                .map(|(index, entry)| view(index, &entry, &directory, language))
                .collect(),
        })
    }
}

fn day_of(entry: &Entry) -> Option<NaiveDate> {
    DateTime::from_timestamp_micros(entry.time_micros).map(local_day)
}

fn view(index: u64, entry: &Entry, directory: &super::Directory, language: Language) -> OwnEntry {
    let time = DateTime::from_timestamp_micros(entry.time_micros).unwrap_or_default();
    let permit = Key::parse(&entry.permit)
        .ok()
        .and_then(|key| directory.permit(&key));
    // Names as they are now; a role or purpose that is no more is told by its key.
    let role = Key::parse(&entry.role)
        .ok()
        .and_then(|key| Some(permit?.role(&key)?.name.get(language).to_owned()));
    let purpose = Key::parse(&entry.purpose)
        .ok()
        .and_then(|key| Some(permit?.purpose(&key)?.name.get(language).to_owned()));
    let operation = if entry.operation == WRONG_PERSON {
        WRONG.get(language).to_owned()
    } else {
        Operation::from_code(&entry.operation).map_or_else(
            || entry.operation.clone(),
            |operation| operation.name().get(language).to_owned(),
        )
    };
    let mut refers_to = None;
    let mut criteria = Vec::new();
    for (name, value) in &entry.criteria {
        if name == REFERS_TO {
            refers_to = value.parse().ok();
        } else {
            criteria.push(masked_criterion(name, value, language));
        }
    }
    OwnEntry {
        index,
        environment: entry.environment,
        time: local_second(time, language),
        operation,
        criteria,
        result: result_words(&entry.result, language),
        role: role.unwrap_or_else(|| entry.role.clone()),
        purpose: purpose.unwrap_or_else(|| entry.purpose.clone()),
        reference: entry.reference.clone(),
        non_disclosure_seen: entry.non_disclosure_seen,
        price: Money::from_thousandths(entry.price_thousandths).format(language),
        refers_to,
    }
}

/// A result in words.
fn result_words(code: &str, language: Language) -> String {
    let words = [
        (
            AnswerKind::Found.code(),
            StaticText::new("tiedot näytettiin", "uppgifter visades", "data were shown"),
        ),
        (
            AnswerKind::PassiveCode.code(),
            StaticText::new(
                "tunnus oli passiivinen",
                "beteckningen var passiv",
                "the code was passive",
            ),
        ),
        (
            AnswerKind::NoData.code(),
            StaticText::new(
                "ei näytettäviä tietoja",
                "inga uppgifter att visa",
                "no data to show",
            ),
        ),
        (
            AnswerKind::Several.code(),
            StaticText::new("luettelo useista", "förteckning över flera", "a list of several"),
        ),
        (
            AnswerKind::TooMany.code(),
            StaticText::new("liian monta osumaa", "för många träffar", "too many hits"),
        ),
        (
            NOTED,
            StaticText::new("merkitty lokiin", "antecknad i loggen", "entered in the log"),
        ),
    ];
    words
        .into_iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| code.to_owned(), |(_, words)| words.get(language).to_owned())
}
