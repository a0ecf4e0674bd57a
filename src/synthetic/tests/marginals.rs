//! The population held against the figures of Finland.

use std::collections::HashMap;

use super::*;
use crate::register::codes::{Country, LanguageCode, MaritalStatus, ReligionKind, Sex, Tenure};
use crate::register::groups::ResidencePlace;
use crate::register::{Apartment, Versioned};

const PERSONS: u64 = 100_000;

fn current<T>(rows: &[Versioned<T>]) -> impl Iterator<Item = &T> {
    rows.iter()
        .filter(|row| row.is_current(today()))
        .map(|row| &row.value)
}

fn home(person: &Person) -> Option<&ResidencePlace> {
    let group = person.groups.residence.as_ref()?;
    current(&group.places).find(|place| place.kind == Some(ResidenceKind::Permanent))
}

/// Who counts: the living who live in Finland.
fn counts(person: &Person) -> bool {
    let here = home(person).is_some_and(|place| place.municipality.is_some());
    !person.facts.dead && person.facts.passive.is_none() && here
}

#[derive(Default)]
struct Sums(HashMap<Measure, (f64, f64)>);

impl Sums {
    fn add(&mut self, measure: Measure, part: f64, whole: f64) {
        let sum = self.0.entry(measure).or_default();
        sum.0 += part;
        sum.1 += whole;
    }

    fn count(&mut self, measure: Measure, of: bool, is: bool) {
        if of {
            self.add(measure, f64::from(u8::from(is)), 1.0);
        }
    }

    fn person(&mut self, person: &Person) {
        let groups = &person.groups;
        let age = person.facts.age(today());
        let woman = groups
            .sex
            .iter()
            .any(|group| current(&group.sexes).any(|sex| *sex == Sex::Female));
        self.count(Measure::Under15, true, age < 15);
        self.count(Measure::Over65, true, age >= 65);
        self.count(Measure::Over85, true, age >= 85);
        self.count(Measure::Women, true, woman);
        self.count(Measure::WomenOver80, age >= 80, woman);
        let tongues = groups
            .languages
            .iter()
            .flat_map(|group| current(&group.mother_tongues));
        let tongue = tongues.filter_map(|spoken| spoken.code).next().unwrap();
        let own: Vec<_> = ["fi", "sv", "se", "98"]
            .map(|code| LanguageCode::parse(code).unwrap())
            .into();
        self.count(Measure::ForeignTongue, true, !own.contains(&tongue));
        self.count(Measure::Swedish, true, tongue == own[1]);
        let finn = groups
            .citizenship
            .iter()
            .any(|group| current(&group.citizenships).any(|row| row.country == Some(Country::FINLAND)));
        self.count(Measure::ForeignCitizens, true, !finn);
        let status = groups
            .marital_status
            .iter()
            .flat_map(|group| current(&group.statuses))
            .next();
        let is = |wanted: MaritalStatus| status == Some(&wanted);
        let married = is(MaritalStatus::Married) || is(MaritalStatus::LegallySeparated);
        self.count(Measure::Married, true, married);
        self.count(Measure::Divorced, true, is(MaritalStatus::Divorced));
        self.count(Measure::Widowed, true, is(MaritalStatus::Widowed));
        self.count(
            Measure::UnmarriedAt30,
            (30..35).contains(&age),
            is(MaritalStatus::Unmarried),
        );
        self.count(Measure::MarriedAt45, (45..55).contains(&age), married);
        self.count(Measure::WidowedOver80, age >= 80, is(MaritalStatus::Widowed));
        let born = PartialDate::from(person.facts.birth_date);
        let year_ago = PartialDate::from(today() - chrono::Duration::days(365));
        let places = groups.residence.iter().flat_map(|group| &group.places);
        let moves = places.filter(|row| {
            let from = row.from.unwrap();
            row.value.kind == Some(ResidenceKind::Permanent) && from > year_ago && from != born
        });
        self.add(Measure::Moves, moves.count() as f64, 1.0);
        let church = groups
            .religion
            .iter()
            .flat_map(|group| current(&group.memberships));
        let lutheran = church
            .filter_map(|row| row.kind)
            .any(|kind| kind == ReligionKind::Lutheran);
        self.count(Measure::Lutherans, true, lutheran);
        self.count(
            Measure::NonDisclosures,
            true,
            person.facts.is_non_disclosed(today()),
        );
        let voting = groups.voting.iter().flat_map(|group| current(&group.rights));
        let south = voting
            .map(|right| right.constituency_code.as_str())
            .any(|code| code == "01" || code == "02");
        self.count(Measure::Uusimaa, age >= 18, south);
        if woman && (45..55).contains(&age) {
            let children = groups
                .children
                .as_ref()
                .and_then(|group| group.count)
                .unwrap_or(0);
            self.add(Measure::ChildrenPerWoman, f64::from(children), 1.0);
        }
    }

    /// Minors who live with one parent of theirs.
    fn families(&mut self, household: &[Person]) {
        for child in household
            .iter()
            .filter(|person| counts(person) && person.facts.age(today()) < 18)
        {
            let members = child.groups.household.iter().flat_map(|group| &group.members);
            let near: Vec<_> = members.filter_map(|member| member.code).collect();
            let parents = child
                .groups
                .parents
                .iter()
                .flat_map(|group| current(&group.parents));
            let parents = parents.filter_map(|parent| parent.relative.code);
            let with = parents.filter(|code| near.contains(code)).count();
            self.count(Measure::OneParentChildren, with > 0, with == 1);
        }
    }

    /// A dwelling with people, and the class of its building.
    fn dwelling(&mut self, apartment: &Apartment, class: &str) {
        let persons = apartment.residents.len();
        self.add(Measure::HouseholdSize, persons as f64, 1.0);
        self.count(Measure::OnePersonHouseholds, true, persons == 1);
        self.count(Measure::HouseholdsInHouses, true, class == "0110");
        self.count(
            Measure::HouseholdsInFlats,
            true,
            class == "0120" || class == "0121",
        );
        self.count(
            Measure::OwnerOccupied,
            true,
            apartment.tenure == Some(Tenure::Owned),
        );
    }
}

#[test]
fn twenty_figures_and_more_are_those_of_finland_within_a_fifth() {
    let mut sums = Sums::default();
    let mut classes: HashMap<BuildingId, String> = HashMap::new();
    let (mut persons, mut buildings, mut leisure) = (0.0, 0.0, 0.0);
    for item in built_world(PERSONS, 2026, today()) {
        match item {
            Item::Household(household) => {
                sums.families(&household);
                for person in household.iter().filter(|person| counts(person)) {
                    persons += 1.0;
                    sums.person(person);
                }
            }
            Item::Building(building) => {
                let class = building.class.unwrap().code().to_owned();
                if building.state != Some(BuildingState::Demolished) {
                    buildings += 1.0;
                    leisure += f64::from(u8::from(class.starts_with("02")));
                }
                classes.insert(building.id.unwrap(), class);
            }
            Item::Apartment(apartment) if !apartment.residents.is_empty() => {
                sums.dwelling(&apartment, &classes[&apartment.building.unwrap()]);
            }
            Item::Apartment(_) | Item::Property(_) => {}
        }
    }
    sums.add(Measure::Buildings, buildings, persons);
    sums.add(Measure::LeisureHomes, leisure, persons);
    let mut far = Vec::new();
    for marginal in MARGINALS {
        let (part, whole) = sums.0[&marginal.measure];
        let found = part / whole;
        let ratio = found / marginal.figure;
        println!(
            "{:?}: {found:.4} for {:.4} ({ratio:.2})",
            marginal.measure, marginal.figure
        );
        if !(0.8..=1.2).contains(&ratio) {
            far.push((marginal.measure, found));
        }
    }
    assert!(MARGINALS.len() >= 20);
    assert!(far.is_empty(), "{far:?}");
}
