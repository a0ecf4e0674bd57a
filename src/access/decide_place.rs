//! What of a building, an apartment or a property may be shown, and the cut itself.
//!
//! A place has no facts that could refuse it. The persons whom it names have: owners and residents are
//! shown by the rules of each person. Whoever may not be shown is left out entirely, without a hint:
//! a name beside a place is the very thing that a non-disclosure hides (domain.md §5.4), even if it
//! were told that a ban is in force.

mod cut;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::cut::{cut_apartment, cut_building, cut_property};
use super::{Grant, HiddenBecause, Refusal};
use crate::identifier::PersonalIdentityCode;
use crate::permit::{Operation, PlaceContent, PlaceGroup, QueryRole};
use crate::register::presentation::Named;
use crate::register::{
    Apartment, ApartmentGroup, Building, DataGroup, NonDisclosure, Occupant, Owner, PersonFacts, Property,
    Relative,
};

/// The kind of place that a query is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A building, with the list of its apartments.
    Building,
    /// An apartment, with its residents.
    Apartment,
    /// A property.
    Property,
}

/// What the store gave for one query, or what is left of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PlaceRecord {
    /// The building.
    pub building: Option<Building>,
    /// The apartment, or the apartments of the building.
    pub apartments: Vec<Apartment>,
    /// The property.
    pub property: Option<Property>,
    /// Who lives in the apartment.
    pub occupants: Vec<Occupant>,
}

impl std::fmt::Debug for PlaceRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlaceRecord(..)")
    }
}

/// A record cut down to what may be shown. Only [`PlaceDecision::project`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projected {
    record: PlaceRecord,
    subjects: Vec<PersonalIdentityCode>,
    shows_non_disclosure: bool,
    awaits_key: bool,
}

impl Projected {
    /// What may be shown.
    #[must_use]
    pub fn record(&self) -> &PlaceRecord {
        &self.record
    }

    /// The persons shown, for the log.
    #[must_use]
    pub fn subjects(&self) -> &[PersonalIdentityCode] {
        &self.subjects
    }

    /// Whether one of them is under a non-disclosure: marked in the log.
    #[must_use]
    pub fn shows_non_disclosure(&self) -> bool {
        self.shows_non_disclosure
    }

    /// Whether a person under a non-disclosure was left out whom the role may see once the key has
    /// been used for it. Never so for a role without that right.
    #[must_use]
    pub fn awaits_key(&self) -> bool {
        self.awaits_key
    }
}

/// The facts of the persons that a record names, by their codes.
pub type FactsOfPersons = BTreeMap<PersonalIdentityCode, PersonFacts>;

/// The decision on places of one kind for one grant. Only [`decide_place`] makes it.
#[derive(Clone, Copy, Debug)]
pub struct PlaceDecision<'a> {
    role: &'a QueryRole,
    kind: PlaceKind,
    day: NaiveDate,
    shows_contact_under_ban: bool,
}

/// Decides what may be shown of places of a kind.
///
/// # Errors
/// `OperationNotInRole` if the role's content gives nothing of the kind; nothing has been read then.
pub fn decide_place<'a>(grant: &Grant<'a>, kind: PlaceKind) -> Result<PlaceDecision<'a>, Refusal> {
    let role = grant.role();
    if !gives(&role.places, kind) {
        return Err(Refusal::OperationNotInRole);
    }
    Ok(PlaceDecision {
        role,
        kind,
        day: grant.day(),
        shows_contact_under_ban: grant.shows_contact_under_ban(),
    })
}

/// The kinds of place of which a content gives something.
#[must_use]
pub fn kinds_of_place(content: &PlaceContent) -> Vec<PlaceKind> {
    let kinds = [PlaceKind::Building, PlaceKind::Apartment, PlaceKind::Property];
    kinds.into_iter().filter(|kind| gives(content, *kind)).collect()
}

/// Whether a content gives something of a kind of place.
fn gives(content: &PlaceContent, kind: PlaceKind) -> bool {
    match kind {
        PlaceKind::Building => !content.building.is_empty(),
        PlaceKind::Apartment => !content.apartment.is_empty() || content.residents,
        PlaceKind::Property => !content.property.is_empty(),
    }
}

/// How a person whom a place names is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    LeftOut,
    /// Left out until the key has been used for this act.
    ToConfirm,
    Shown,
    UnderBan,
}

impl<'a> PlaceDecision<'a> {
    /// The kind of place.
    #[must_use]
    pub fn kind(&self) -> PlaceKind {
        self.kind
    }

    /// What may be read of places; nothing else may.
    #[must_use]
    pub fn content(&self) -> &'a PlaceContent {
        &self.role.places
    }

    /// The groups of persons that may be read of residents: name, identity code, date of birth, as far
    /// as the role has them.
    #[must_use]
    pub fn readable_of_residents(&self) -> BTreeSet<DataGroup> {
        [DataGroup::Identity, DataGroup::Name, DataGroup::Birth]
            .into_iter()
            .filter(|group| self.role.groups.contains(group))
            .collect()
    }

    /// Whether former apartments may be shown.
    #[must_use]
    pub fn history(&self) -> bool {
        self.role.history
    }

    /// The groups that an answer of this kind concerns, in the order in which they are shown.
    fn concerned(&self) -> Vec<PlaceGroup> {
        match self.kind {
            PlaceKind::Building => PlaceGroup::of_building()
                .chain([PlaceGroup::Apartment(ApartmentGroup::Identity)])
                .collect(),
            PlaceKind::Apartment => PlaceGroup::of_apartment().collect(),
            PlaceKind::Property => PlaceGroup::of_property().collect(),
        }
    }

    /// The groups that are shown, in their order.
    #[must_use]
    pub fn shown(&self) -> Vec<PlaceGroup> {
        let mut groups = self.concerned();
        groups.retain(|group| self.content().gives(*group));
        groups
    }

    /// The groups that are hidden, with the reason.
    #[must_use]
    pub fn hidden(&self) -> Vec<(PlaceGroup, HiddenBecause)> {
        let groups = self.concerned().into_iter();
        groups
            .filter(|group| !self.content().gives(*group))
            .map(|group| (group, HiddenBecause::NotInPermit))
            .collect()
    }

    /// Whether a query for a record that an answer names may follow from it: the role allows the
    /// operation and gives something of what it is for.
    #[must_use]
    pub fn leads_to(&self, named: &Named) -> bool {
        let allows = |operation| self.role.operations.contains(&operation);
        match named {
            Named::Person(_) => {
                allows(Operation::PersonByCode) && self.role.groups.contains(&DataGroup::Identity)
            }
            Named::Building(_) => {
                allows(Operation::BuildingById) && gives(self.content(), PlaceKind::Building)
            }
            Named::Apartment(..) => {
                allows(Operation::BuildingById) && gives(self.content(), PlaceKind::Apartment)
            }
            Named::Property(_) => {
                allows(Operation::PropertyById) && gives(self.content(), PlaceKind::Property)
            }
        }
    }

    /// Cuts a record down to what may be shown. Everything else is dropped here, whatever the store
    /// returned. `persons` has the facts of whom the record names, as far as the register knows them.
    #[must_use]
    pub fn project(&self, record: PlaceRecord, persons: &FactsOfPersons) -> Projected {
        let content = self.content();
        let mut projected = Projected {
            record: PlaceRecord::default(),
            subjects: Vec::new(),
            shows_non_disclosure: false,
            awaits_key: false,
        };
        match self.kind {
            PlaceKind::Building => {
                if let Some(mut building) = record.building {
                    cut_building(&mut building, &content.building);
                    self.cut_owners(&mut building.owners, persons, &mut projected);
                    projected.record.building = Some(building);
                }
            }
            PlaceKind::Apartment => {
                if content.residents {
                    let occupants = record.occupants.into_iter();
                    projected.record.occupants = occupants
                        .filter_map(|occupant| self.cut_occupant(occupant, persons, &mut projected))
                        .collect();
                }
            }
            PlaceKind::Property => {
                if let Some(mut property) = record.property {
                    cut_property(&mut property, &content.property);
                    self.cut_owners(&mut property.owners, persons, &mut projected);
                    projected.record.property = Some(property);
                }
            }
        }
        // Of a building's apartments the identity is listed; details are for a query of their own.
        let listed = BTreeSet::from([ApartmentGroup::Identity]);
        let groups = match self.kind {
            PlaceKind::Building => content.apartment.intersection(&listed).copied().collect(),
            PlaceKind::Apartment => content.apartment.clone(),
            PlaceKind::Property => BTreeSet::new(),
        };
        let lists_any = self.kind == PlaceKind::Apartment || !groups.is_empty();
        for mut apartment in record.apartments {
            let is_former = apartment.to.is_some_and(|to| to.ended_before(self.day));
            if lists_any && (!is_former || self.role.history) {
                cut_apartment(&mut apartment, &groups);
                projected.record.apartments.push(apartment);
            }
        }
        projected.subjects.sort_unstable();
        projected.subjects.dedup();
        projected
    }

    fn cut_owners(&self, owners: &mut Vec<Owner>, persons: &FactsOfPersons, projected: &mut Projected) {
        owners.retain_mut(|owner| match &mut owner.person {
            None => true,
            Some(person) => self.cut_person(person, persons, projected),
        });
    }

    fn cut_occupant(
        &self,
        mut occupant: Occupant,
        persons: &FactsOfPersons,
        projected: &mut Projected,
    ) -> Option<Occupant> {
        self.cut_person(&mut occupant.person, persons, projected)
            .then_some(occupant)
    }

    /// Cuts what is told of a person; whether the person may be shown at all.
    fn cut_person(&self, person: &mut Relative, persons: &FactsOfPersons, projected: &mut Projected) -> bool {
        let seen = self.seen(person, persons);
        projected.awaits_key |= seen == Seen::ToConfirm;
        if matches!(seen, Seen::LeftOut | Seen::ToConfirm) {
            return false;
        }
        projected.subjects.extend(person.code);
        projected.shows_non_disclosure |= seen == Seen::UnderBan;
        // Whoever gets contact data also gets to know of the ban (§5.4), the dwelling's included.
        person.non_disclosure = (seen == Seen::UnderBan).then_some(NonDisclosure {
            from: self.day,
            until: None,
        });
        if !self.role.groups.contains(&DataGroup::Identity) {
            person.code = None;
        }
        if !self.role.groups.contains(&DataGroup::Birth) {
            person.birth_date = None;
        }
        true
    }

    /// How a person is shown: by the own facts, by those of the code that replaced a passive one, and
    /// by the ban that the record itself carries. Any refusal wins.
    fn seen(&self, person: &Relative, persons: &FactsOfPersons) -> Seen {
        let mut banned = person.is_non_disclosed(self.day);
        let mut refused = person.masked;
        let facts = person.code.and_then(|code| persons.get(&code));
        let replacement = facts
            .and_then(|facts| facts.passive.as_ref()?.replaced_by)
            .and_then(|code| persons.get(&code));
        for facts in facts.into_iter().chain(replacement) {
            banned |= facts.is_non_disclosed(self.day) || facts.is_dwelling_non_disclosed(self.day);
            refused |= (facts.withheld && !self.role.withheld)
                || (facts.dead && !self.role.dead)
                || (facts.age(self.day) < 15 && !self.role.under_15);
        }
        match (refused, banned) {
            (true, _) => Seen::LeftOut,
            (false, false) => Seen::Shown,
            (false, true) if self.shows_contact_under_ban => Seen::UnderBan,
            (false, true) if self.role.contact_under_non_disclosure => Seen::ToConfirm,
            (false, true) => Seen::LeftOut,
        }
    }
}

#[cfg(test)]
mod tests;
