//! The persons whom a place names: who lives there, and what a decision needs of each.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::Service;
use crate::access::{FactsOfPersons, PlaceDecision, PlaceRecord};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{ApartmentAddressPart, BuildingId, PersonalIdentityCode};
use crate::register::{Occupant, PersonFacts, PersonGroups, Relative};
use crate::service::RegisterSource;

impl Service {
    /// Who lives in an apartment or building on `day`, protected or not, with the groups that the role
    /// has, and the facts of each. The decision leaves out afterwards who may not be shown.
    ///
    /// # Errors
    /// `Internal`.
    pub(super) async fn occupants(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        building: BuildingId,
        part: Option<ApartmentAddressPart>,
        day: NaiveDate,
    ) -> Result<(Vec<Occupant>, FactsOfPersons), Problem> {
        let readable = decision.readable_of_residents();
        let residents = self
            .source()
            .list_residents_at(environment, building, part)
            .await?;
        let mut occupants = Vec::with_capacity(residents.len());
        let mut facts = FactsOfPersons::new();
        for resident in residents.into_iter().filter(|resident| resident.is_current(day)) {
            let found = self
                .source()
                .find_person(environment, resident.code, &readable)
                .await?;
            // A row without its person is a slip of the register; nobody can be shown by it.
            let Some(found) = found else { continue };
            facts.insert(resident.code, found.facts);
            occupants.push(Occupant {
                person: relative(resident.code, found.groups),
                kind: resident.kind,
                from: resident.from,
                to: resident.to,
            });
        }
        Ok((occupants, facts))
    }

    /// The facts of everybody whom a record names, and of the codes that replaced theirs; `facts` has
    /// those that were read already.
    ///
    /// # Errors
    /// `Internal`.
    pub(super) async fn facts_of_persons(
        &self,
        environment: Environment,
        record: &PlaceRecord,
        mut facts: FactsOfPersons,
    ) -> Result<FactsOfPersons, Problem> {
        let owners = record.building.iter().flat_map(|building| &building.owners);
        let owners = owners.chain(record.property.iter().flat_map(|property| &property.owners));
        let named = owners.filter_map(|owner| owner.person.as_ref());
        let named = named.chain(record.occupants.iter().map(|occupant| &occupant.person));
        let mut asked: BTreeSet<PersonalIdentityCode> = named.filter_map(|person| person.code).collect();
        let replacement =
            |facts: &PersonFacts| facts.passive.as_ref().and_then(|passive| passive.replaced_by);
        asked.extend(facts.values().filter_map(replacement));
        while let Some(code) = asked.pop_first() {
            if facts.contains_key(&code) {
                continue;
            }
            let found = self
                .source()
                .find_person(environment, code, &BTreeSet::new())
                .await?;
            if let Some(found) = found {
                asked.extend(replacement(&found.facts));
                facts.insert(code, found.facts);
            }
        }
        Ok(facts)
    }
}

/// A resident as named. The code stands in the way in; the decision takes it away from a role without
/// the group.
fn relative(code: PersonalIdentityCode, groups: PersonGroups) -> Relative {
    let name = groups.name.unwrap_or_default();
    Relative {
        surname: name.surname,
        first_names: name.first_names,
        no_surname: name.no_surname,
        no_first_names: name.no_first_names,
        code: Some(code),
        birth_date: groups.birth.and_then(|birth| birth.date),
        ..Relative::default()
    }
}
