//! Making the answer of what may be shown: sections, ways on, hits, notices.

use chrono::NaiveDate;

use super::super::disclosing::hidden_groups;
use super::lookup::Hit;
use crate::access::{PlaceDecision, PlaceKind, Projected};
use crate::language::Language;
use crate::permit::PlaceGroup;
use crate::query::Extract;
use crate::query::places::{
    CheckedAddress, CheckedCriteria, Move, MoveTarget, PlaceAnswer, PlaceAnswerKind, PlaceEntry, PlaceHit,
    PlaceNotice, PlaceSection,
};
use crate::register::codes::BuildingState;
use crate::register::municipalities::KnownMunicipality;
use crate::register::presentation::{self, Named, PlacePart};
use crate::register::{Address, Apartment, Field};

/// The criteria of a query as the log keeps them: names and normal forms, in the order given.
pub(super) fn log_criteria(criteria: &CheckedCriteria) -> Vec<(String, String)> {
    let one = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    match criteria {
        CheckedCriteria::Building(id) => one("permanentBuildingId", id.as_str()),
        CheckedCriteria::BuildingByProperty(id) => one("propertyBasedBuildingId", id.as_str()),
        CheckedCriteria::Apartment(id) => one("permanentApartmentId", id.as_str()),
        CheckedCriteria::ApartmentOf(building, part) => {
            let mut rows = one("permanentBuildingId", building.as_str());
            let part = part.as_ref().map_or("-", |part| part.as_str());
            rows.push(("apartment".to_owned(), part.to_owned()));
            rows
        }
        CheckedCriteria::Property(id) => one("propertyId", id.as_str()),
        CheckedCriteria::Address(address) | CheckedCriteria::PropertyAddress(address) => {
            address_criteria(address)
        }
    }
}

fn address_criteria(address: &CheckedAddress) -> Vec<(String, String)> {
    let part = address.apartment.as_ref().map(|part| part.as_str());
    [
        ("municipality", address.municipality.as_str()),
        ("postcode", address.postcode.as_deref().unwrap_or_default()),
        ("street", &address.street_as_written),
        ("number", &address.number_as_written),
        ("apartment", part.unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

/// The criteria as the answer repeats them.
pub(super) fn asked(criteria: &CheckedCriteria, language: Language) -> Vec<Field> {
    let shown = |name: &str, value: String| match (name, criteria) {
        ("propertyId", CheckedCriteria::Property(id)) => id.short(),
        ("apartment", CheckedCriteria::ApartmentOf(_, Some(part))) => part.show(),
        ("apartment", CheckedCriteria::Address(address)) => {
            address.apartment.map(|part| part.show()).unwrap_or(value)
        }
        _ => value,
    };
    let rows: Vec<(String, String)> = log_criteria(criteria)
        .into_iter()
        .map(|(name, value)| {
            let value = shown(&name, value);
            (name, value)
        })
        .collect();
    presentation::asked_rows(&rows, language)
}

/// That an abolished municipality was asked for.
pub(super) fn merged_notice(known: &KnownMunicipality, language: Language) -> PlaceNotice {
    PlaceNotice::Merged {
        former: known.name.get(language).to_owned(),
        present: known.present().name.get(language).to_owned(),
        year: known.merged.map(|(_, year)| year).unwrap_or_default(),
    }
}

/// What an answer is made of.
pub(super) struct Material<'a> {
    pub kind: PlaceAnswerKind,
    pub asked: Vec<Field>,
    pub notices: Vec<PlaceNotice>,
    pub decision: &'a PlaceDecision<'a>,
    pub projected: &'a Projected,
    pub hits: Vec<Hit>,
    pub day: NaiveDate,
    pub language: Language,
}

impl Material<'_> {
    /// The answer.
    pub fn answer(mut self, extract: Extract) -> PlaceAnswer {
        let is_found = self.kind == PlaceAnswerKind::Found;
        let record = self.projected.record();
        if self.projected.shows_non_disclosure() {
            self.notices.insert(0, PlaceNotice::NonDisclosureShown);
        }
        if self.projected.awaits_key() {
            self.notices.insert(0, PlaceNotice::NonDisclosureToConfirm);
        }
        let state = record.building.as_ref().and_then(|building| building.state);
        if state == Some(BuildingState::Demolished) {
            self.notices.push(PlaceNotice::Gone);
        }
        let hits: Vec<Hit> = std::mem::take(&mut self.hits);
        let hidden = self.decision.hidden().into_iter();
        let hidden = hidden.map(|(group, reason)| (group.name(self.language).to_owned(), reason));
        PlaceAnswer {
            kind: self.kind,
            sections: if is_found { self.sections() } else { Vec::new() },
            address: self.address(),
            hits: hits.iter().map(|hit| self.hit(hit)).collect(),
            hidden: if is_found {
                hidden_groups(hidden, self.language)
            } else {
                Vec::new()
            },
            asked: self.asked,
            notices: self.notices,
            extract,
        }
    }

    /// The address of the place as lines: a building's first one.
    fn address(&self) -> Vec<String> {
        let record = self.projected.record();
        let of_building = record.building.as_ref().and_then(|one| one.addresses.first());
        let of_apartment = match self.decision.kind() {
            PlaceKind::Apartment => record.apartments.first().map(|one| &one.address),
            PlaceKind::Building | PlaceKind::Property => None,
        };
        let address: Option<&Address> = of_building.or(of_apartment);
        address
            .map(|address| address.lines(self.language))
            .unwrap_or_default()
    }

    fn sections(&self) -> Vec<PlaceSection> {
        let groups = self.decision.shown().into_iter();
        groups
            .map(|group| {
                let (current, history) = self.parts(group);
                PlaceSection {
                    group: group.code(),
                    title: match (group, self.decision.kind()) {
                        (PlaceGroup::Apartment(_), PlaceKind::Building) => {
                            presentation::apartments_title(self.language).to_owned()
                        }
                        _ => group.name(self.language).to_owned(),
                    },
                    current: self.entries(current),
                    history: self.entries(history),
                }
            })
            .collect()
    }

    /// The entries of a group in force, and those that have ended.
    fn parts(&self, group: PlaceGroup) -> (Vec<PlacePart>, Vec<PlacePart>) {
        let (record, day, language) = (self.projected.record(), self.day, self.language);
        let now = |parts: Option<Vec<PlacePart>>| (parts.unwrap_or_default(), Vec::new());
        match group {
            PlaceGroup::Building(group) => now(record
                .building
                .as_ref()
                .map(|building| presentation::building_group(building, group, day, language))),
            PlaceGroup::Property(group) => now(record
                .property
                .as_ref()
                .map(|property| presentation::property_group(property, group, day, language))),
            PlaceGroup::Residents => now(Some(presentation::residents(&record.occupants, day, language))),
            PlaceGroup::Apartment(_) if self.decision.kind() == PlaceKind::Building => {
                let is_former = |one: &&Apartment| one.to.is_some_and(|to| to.ended_before(day));
                let (former, current): (Vec<_>, Vec<_>) = record.apartments.iter().partition(is_former);
                let list = |apartments: Vec<&Apartment>| {
                    let parts = apartments.into_iter();
                    parts
                        .filter_map(|one| presentation::listed_apartment(one, day, language))
                        .collect()
                };
                (list(current), list(former))
            }
            PlaceGroup::Apartment(group) => now(record
                .apartments
                .first()
                .map(|apartment| presentation::apartment_group(apartment, group, day, language))),
        }
    }

    fn entries(&self, parts: Vec<PlacePart>) -> Vec<PlaceEntry> {
        let entry = |part: PlacePart| PlaceEntry {
            moves: part
                .names
                .iter()
                .filter(|named| self.decision.leads_to(named))
                .map(|named| way(*named, &part.entry.fields))
                .collect(),
            title: part.entry.title,
            fields: part.entry.fields,
        };
        parts.into_iter().map(entry).collect()
    }

    fn hit(&self, hit: &Hit) -> PlaceHit {
        let (day, language) = (self.day, self.language);
        let (fields, named) = match hit {
            Hit::Building(building) => (
                presentation::building_hit(building, day, language),
                building.id.map(Named::Building),
            ),
            Hit::Apartment(apartment) => (
                presentation::apartment_hit(apartment, day, language),
                apartment.building.map(|at| Named::Apartment(at, apartment.part)),
            ),
            Hit::Property(property) => (
                presentation::property_hit(property, day, language),
                property.id.map(Named::Property),
            ),
        };
        let open = named.filter(|named| self.decision.leads_to(named)).map(|named| {
            let way = way(named, &fields);
            // Apartments that bore one number after another differ by their permanent identifiers.
            match hit {
                Hit::Apartment(apartment) => Move {
                    target: apartment.id.map_or(way.target, |id| MoveTarget::Apartment { id }),
                    name: way.name,
                },
                _ => way,
            }
        });
        PlaceHit { fields, open }
    }
}

/// The way to a record, named by what tells it; a person by the first row of the entry, the name.
fn way(named: Named, fields: &[Field]) -> Move {
    let first = || {
        fields
            .first()
            .map(|field| field.value.clone())
            .unwrap_or_default()
    };
    let (target, name) = match named {
        Named::Person(code) => {
            let code = code.as_str().to_owned();
            (MoveTarget::Person { code }, first())
        }
        Named::Building(id) => (MoveTarget::Building { id }, id.to_string()),
        Named::Apartment(building, part) => {
            let name = part.map_or_else(|| building.to_string(), |part| part.show());
            (MoveTarget::ApartmentOf { building, part }, name)
        }
        Named::Property(id) => (MoveTarget::Property { id }, id.short()),
    };
    Move { target, name }
}
