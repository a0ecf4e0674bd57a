//! Opening an answer of this session again, and noting that it was of the wrong person.

use super::super::disclosing::{Asker, Granted, REFERS_TO};
use super::super::kept::{Act, KeptAnswer};
use super::super::local_time::local_second;
use super::super::own_queries::masked_criterion;
use super::super::{RequestContext, Service};
use crate::access::KeyUsed;
use crate::error::Problem;
use crate::log::{Disclosure, Entry};
use crate::permit::Operation;
use crate::query::{KeptQuery, PersonAnswer};

/// The operation under which the log keeps the note on a wrong person.
pub(in crate::service) const WRONG_PERSON: &str = "wrong-person";
/// The result of a note.
pub(in crate::service) const NOTED: &str = "noted";

impl Service {
    /// The answers of this session that can be opened again, newest first.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn list_kept(&self, request: &RequestContext) -> Result<Vec<KeptQuery>, Problem> {
        let asker = self.asker(request)?;
        let language = asker.officer.language;
        let view = |kept: KeptAnswer| {
            let time = chrono::DateTime::from_timestamp_micros(kept.entry.time_micros).unwrap_or_default();
            let operation = Operation::from_code(&kept.entry.operation)
                .map(|operation| operation.name().get(language))
                .unwrap_or_default();
            let criteria: Vec<String> = kept
                .entry
                .criteria
                .iter()
                .filter(|(name, _)| name != REFERS_TO)
                .map(|(name, value)| masked_criterion(name, value, language))
                .collect();
            KeptQuery {
                id: kept.id.as_str().to_owned(),
                is_place: matches!(kept.act, Act::Place { .. }),
                time: local_second(time, language),
                environment: kept.asking.environment,
                permit: kept.asking.permit,
                role: kept.asking.role,
                asked: format!("{operation}: {}", criteria.join(", ")),
                reference: kept.entry.reference,
            }
        };
        Ok(self.kept.list(&asker.sitting()).into_iter().map(view).collect())
    }

    /// Opens an answer of this session again: asked anew under the role as it stands now, written to
    /// the log as opened again, and not charged (domain.md §8).
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for one that this session does not have, or that is of a place;
    /// `Refused` if the role no longer holds; `QueriesClosed`.
    pub async fn open_again(
        &self,
        request: &RequestContext,
        id: &str,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let asker = self.asker(request)?;
        let kept = self.kept.find(&asker.sitting(), id)?;
        self.answer_again(request, &asker, kept, None).await
    }

    /// The answer to what was kept, with or without the key used for it.
    pub(super) async fn answer_again(
        &self,
        request: &RequestContext,
        asker: &Asker,
        kept: KeptAnswer,
        key: Option<KeyUsed>,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let operation = match &kept.act {
            Act::Person { operation, .. } => *operation,
            Act::Hit { .. } | Act::Identification { .. } => Operation::PersonIdentification,
            Act::Place { .. } => return Err(Problem::NotFound),
        };
        let granted = self.grant(request, asker, &kept.asking, operation)?;
        let granted: Granted<'_> = granted.again(kept.id, kept.index);
        let granted = match key {
            Some(key) => granted.with_key(key),
            None => granted,
        };
        match kept.act {
            Act::Person { identifier, .. } => self.answer_by_identifier(granted, identifier).await,
            Act::Hit { code } => self.answer_hit(granted, code, Vec::new()).await,
            Act::Identification { written } => self.answer_identification(granted, written).await,
            Act::Place { .. } => Err(Problem::NotFound),
        }
    }

    /// Notes in the log that an answer was of the wrong person. Gives the number of the note's
    /// entry; a second press gives the first one's.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for an answer that this session does not have; `QueriesClosed`.
    pub async fn note_wrong_person(&self, request: &RequestContext, id: &str) -> Result<u64, Problem> {
        let asker = self.asker(request)?;
        let sitting = asker.sitting();
        let kept = self.kept.find(&sitting, id)?;
        if let Some(index) = kept.noted {
            return Ok(index);
        }
        let environment = kept.asking.environment;
        // A note can be made even after the role has ended, so it takes its frame from the entry.
        let note = Entry {
            time_micros: asker.now.timestamp_micros(),
            operation: WRONG_PERSON.to_owned(),
            criteria: vec![(REFERS_TO.to_owned(), kept.index.to_string())],
            result: NOTED.to_owned(),
            subjects: Vec::new(),
            groups_shown: Vec::new(),
            non_disclosure_seen: false,
            printed: None,
            price_item: None,
            tariff_version: None,
            price_thousandths: 0,
            session_digest: asker.session.log_digest(),
            source_address: request.source.clone(),
            request_id: request.id.clone(),
            ..kept.entry
        };
        let noted = self.log(environment).disclose(&note, ()).await?;
        let index = noted.receipt().index().ok_or(Problem::Internal)?;
        self.kept.note(&sitting, &kept.id, index);
        Ok(index)
    }
}
