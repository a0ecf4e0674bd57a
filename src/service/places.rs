//! Queries for buildings, apartments and properties (S4, S5, S8): by identifier and by address.
//!
//! The same chain as for persons (D5): session → officer → role under a permit → decision → projected
//! record → disclosure. What is new is that a place names persons, owners and residents: the facts of
//! every one of them are read, protected or not, before the decision leaves out who may not be shown,
//! so that the work is the same (domain.md §5.4).

mod address;
mod answer;
mod complete;
mod lookup;
mod people;

use super::changes::refusal_code;
use super::disclosing::{Granted, Returned};
use super::kept::Act;
use super::{RequestContext, Service};
use crate::access::{self, KeyUsed, PlaceKind, Refusal};
use crate::error::Problem;
use crate::log::{ChangeAct, Disclosure};
use crate::query::places::{
    CheckedCriteria, PlaceAnswer, PlaceAnswerKind, PlaceCriteria, PlaceNotice, PlaceQuery,
};
use crate::session::UseAnswer;

use answer::Material;

impl Service {
    /// Finds one building, apartment or property and discloses what the role may see, after the log has
    /// it. Every outcome that reaches the register is logged and priced alike: found, several, too many,
    /// none (§8). A place or street that cannot be is refused before that, and costs nothing.
    ///
    /// # Errors
    /// `SignedOut`, `Place`, `Refused`, `MissQuota`, `QueriesClosed`.
    pub async fn find_place(
        &self,
        request: &RequestContext,
        query: PlaceQuery,
    ) -> Result<Disclosure<PlaceAnswer>, Problem> {
        let asker = self.asker(request)?;
        query.criteria.check().map_err(Problem::Place)?;
        let granted = self.grant(request, &asker, &query.asking, query.criteria.operation())?;
        self.answer_place(request, granted, query.criteria).await
    }

    /// Takes the key's answer, and opens an answer with persons under a non-disclosure: a disclosure of
    /// its own, marked in the log, not charged. The question was bound to this very answer by
    /// [`start_step_up`](Self::start_step_up).
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for an answer that this session does not have; `ChallengeExpired` for a
    /// question that was not asked for it; `KeyRefused`; `Refused` if the role no longer holds;
    /// `QueriesClosed`.
    pub async fn finish_place_step_up(
        &self,
        request: &RequestContext,
        id: &str,
        answer: UseAnswer,
    ) -> Result<Disclosure<PlaceAnswer>, Problem> {
        let asker = self.asker(request)?;
        let kept = self.kept.find(&asker.sitting(), id)?;
        let Act::Place { criteria } = kept.act else {
            return Err(Problem::NotFound);
        };
        if !self.kept.unbind(&answer.id, &kept.id) {
            return Err(Problem::ChallengeExpired);
        }
        self.check_key(request, &asker.session, &answer).await?;
        let granted = self
            .grant(request, &asker, &kept.asking, criteria.operation())?
            .again(kept.id, kept.index)
            .with_key(KeyUsed::for_this_act());
        self.answer_place(request, granted, criteria).await
    }

    /// Opens an answer on a place of this session again: asked anew under the role as it stands now,
    /// written to the log as opened again, and not charged (domain.md §8).
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for one that this session does not have, or that is of a person;
    /// `Refused` if the role no longer holds; `QueriesClosed`.
    pub async fn open_place_again(
        &self,
        request: &RequestContext,
        id: &str,
    ) -> Result<Disclosure<PlaceAnswer>, Problem> {
        let asker = self.asker(request)?;
        let kept = self.kept.find(&asker.sitting(), id)?;
        let Act::Place { criteria } = kept.act else {
            return Err(Problem::NotFound);
        };
        let granted = self
            .grant(request, &asker, &kept.asking, criteria.operation())?
            .again(kept.id, kept.index);
        self.answer_place(request, granted, criteria).await
    }

    /// The answer to an admitted query.
    async fn answer_place(
        &self,
        request: &RequestContext,
        granted: Granted<'_>,
        written: PlaceCriteria,
    ) -> Result<Disclosure<PlaceAnswer>, Problem> {
        let checked = written.check().map_err(Problem::Place)?;
        let decision = access::decide_place(&granted.grant, kind_of(&checked)).inspect_err(|refusal| {
            self.audit_refused_place(request, &granted.asker().officer.username, *refusal);
        })?;

        let asked = answer::asked(&checked, granted.language());
        let criteria = answer::log_criteria(&checked);
        let looked = self
            .look_up(granted.environment, &decision, &checked, granted.day())
            .await?;
        let has_place = looked.has_place();
        let persons = self
            .facts_of_persons(granted.environment, &looked.record, looked.facts)
            .await?;
        let projected = decision.project(looked.record, &persons);

        let kind = match looked.hits.len() {
            _ if looked.more => PlaceAnswerKind::TooMany,
            0 if has_place || !projected.record().occupants.is_empty() => PlaceAnswerKind::Found,
            // The role may see that somebody lives here once the key has been used.
            0 if projected.awaits_key() => PlaceAnswerKind::Found,
            0 => PlaceAnswerKind::NoData,
            _ => PlaceAnswerKind::Several,
        };
        let groups_shown = if kind == PlaceAnswerKind::Found {
            decision.shown().iter().map(|group| group.code()).collect()
        } else {
            Vec::new()
        };
        let returned = Returned {
            result: kind.code(),
            subjects: projected.subjects().to_vec(),
            groups_shown,
            non_disclosure_seen: projected.shows_non_disclosure(),
        };
        let notices: Vec<PlaceNotice> = looked
            .merged
            .map(|known| answer::merged_notice(known, granted.language()))
            .into_iter()
            .collect();
        let material = Material {
            kind,
            asked,
            notices,
            decision: &decision,
            projected: &projected,
            hits: looked.hits,
            day: granted.day(),
            language: granted.language(),
        };
        let mut answer = material.answer(granted.extract());
        let entry = granted.entry(criteria, returned);
        // What is opened again stays under its id.
        let opens_again = matches!(kind, PlaceAnswerKind::Found | PlaceAnswerKind::Several);
        let id = match granted.opened_again() {
            _ if !opens_again => None,
            Some(id) => Some(id.clone()),
            None => Some(self.new_key()?),
        };
        answer.extract.kept = id.as_ref().map(|id| id.as_str().to_owned());
        let disclosed = self.disclose_entry(&granted, &entry, answer).await?;
        if granted.opened_again().is_none()
            && let Some(id) = id
        {
            let act = Act::Place { criteria: written };
            self.keep(&granted, id, act, entry, disclosed.receipt(), Vec::new());
        }
        Ok(disclosed)
    }

    /// A refusal by the role's content stands in the audit trail as one by its operations does.
    fn audit_refused_place(&self, request: &RequestContext, username: &crate::permit::Key, refusal: Refusal) {
        self.audit(
            request,
            Some(username),
            ChangeAct::QueryRefused,
            Some(refusal_code(&refusal)),
        );
    }
}

/// The kind of place that criteria are for.
const fn kind_of(criteria: &CheckedCriteria) -> PlaceKind {
    match criteria {
        CheckedCriteria::Building(_) | CheckedCriteria::BuildingByProperty(_) => PlaceKind::Building,
        CheckedCriteria::Apartment(_) | CheckedCriteria::ApartmentOf(..) => PlaceKind::Apartment,
        CheckedCriteria::Address(address) if address.apartment.is_some() => PlaceKind::Apartment,
        CheckedCriteria::Address(_) => PlaceKind::Building,
        CheckedCriteria::Property(_) | CheckedCriteria::PropertyAddress(_) => PlaceKind::Property,
    }
}
