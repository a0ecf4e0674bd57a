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

use super::disclosing::Returned;
use super::{RequestContext, Service};
use crate::access::{self, PlaceKind, Refusal};
use crate::error::Problem;
use crate::log::Disclosure;
use crate::query::places::{CheckedCriteria, PlaceAnswer, PlaceAnswerKind, PlaceNotice, PlaceQuery};

use answer::Material;

impl Service {
    /// Finds one building, apartment or property and discloses what the role may see, after the log has
    /// it. Every outcome that reaches the register is logged and priced alike: found, several, too many,
    /// none (§8). A place or street that cannot be is refused before that, and costs nothing.
    ///
    /// # Errors
    /// `SignedOut`, `Place`, `Refused`, `QueriesClosed`.
    pub async fn find_place(
        &self,
        request: &RequestContext,
        query: PlaceQuery,
    ) -> Result<Disclosure<PlaceAnswer>, Problem> {
        let asker = self.asker(request)?;
        let checked = query.criteria.check().map_err(Problem::Place)?;
        let granted = self.grant(request, &asker, &query.asking, query.criteria.operation())?;
        let decision = access::decide_place(&granted.grant, kind_of(&checked)).inspect_err(|refusal| {
            self.audit_refused_place(request, &asker.officer.username, *refusal);
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
        let answer = material.answer(granted.extract());
        self.disclose(&granted, criteria, returned, answer).await
    }

    /// A refusal by the role's content stands in the audit trail as one by its operations does.
    fn audit_refused_place(&self, request: &RequestContext, username: &crate::permit::Key, refusal: Refusal) {
        self.audit(
            request,
            Some(username),
            "query.refused",
            Some(&refusal.to_string()),
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
