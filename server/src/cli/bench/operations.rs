//! What the benchmark of the operations asks: each operation with what it looks for, taken from the
//! generated register, so that nearly every query has its answer.

use anyhow::Context;
use chrono::NaiveDate;
use luotain::environment::Environment;
use luotain::query::places::{PlaceCriteria, PlaceQuery, WrittenAddress};
use luotain::query::{Asking, IdentificationQuery, PersonQuery, WrittenCriteria};
use luotain::register::{Address, Apartment, Building, Municipality, Person, Property};
use luotain::synthetic::{Item, built_world};
use serde::Serialize;

use super::key;

/// How many different queries an operation has at the most.
const MOST: usize = 20_000;
/// Of how many persons the samples are taken, and of all that stands around them.
const SAMPLED: u64 = 1_000_000;

/// An operation and its queries.
pub struct Case {
    /// What it is, for the line of the report.
    pub name: &'static str,
    /// Whose query it is.
    pub user: &'static str,
    /// The server function.
    pub path: &'static str,
    /// The bodies.
    pub bodies: Vec<String>,
}

impl Case {
    fn new(name: &'static str, user: &'static str, path: &'static str) -> Self {
        Self {
            name,
            user,
            path,
            bodies: Vec::new(),
        }
    }

    fn push(&mut self, query: impl Serialize) -> anyhow::Result<()> {
        if self.bodies.len() < MOST {
            self.bodies
                .push(serde_json::json!({ "query": serde_json::to_value(query)? }).to_string());
        }
        Ok(())
    }
}

/// The persons who ask; the demonstration has them.
pub const USERS: [&str; 3] = ["kunta-kysely1", "kunta-kysely3", "tekninen-kysely1"];

const PERSON: usize = 0;
const OWNERSHIP: usize = 1;
const IDENTIFICATION: usize = 2;
const BUILDING: usize = 3;
const BUILDING_ADDRESS: usize = 4;
const STREET: usize = 5;
const APARTMENT: usize = 6;
const APARTMENT_ADDRESS: usize = 7;
const PROPERTY: usize = 8;
const PROPERTY_ADDRESS: usize = 9;

/// All operations with their queries.
///
/// # Errors
/// None for a population that can be generated.
pub fn cases(persons: u64, seed: u64, day: NaiveDate) -> anyhow::Result<Vec<Case>> {
    let place = "/api/query/place";
    let mut cases = vec![
        Case::new("person by code, nine groups", USERS[0], "/api/query/person"),
        Case::new("a person's ownership", USERS[1], "/api/query/person/ownership"),
        Case::new("person identification", USERS[0], "/api/query/person/identify"),
        Case::new("building by identifier", USERS[2], place),
        Case::new("building by address", USERS[2], place),
        Case::new("all houses of a street", USERS[2], place),
        Case::new("apartment by identifier, with residents", USERS[2], place),
        Case::new("apartment by address, with residents", USERS[2], place),
        Case::new("property by identifier", USERS[2], place),
        Case::new("property by address", USERS[2], place),
    ];
    // One in so many of the records, so that the queries lie all over the register.
    let step = usize::try_from((persons.min(SAMPLED) / 20_000).max(1))?;
    let (mut seen, mut numbers) = (0, [0_usize; 4]);
    for item in built_world(persons, seed, day) {
        if seen >= SAMPLED {
            break;
        }
        match item {
            Item::Household(household) => {
                seen += household.len() as u64;
                for person in &household {
                    if takes(&mut numbers[0], step) {
                        ask_person(&mut cases, person)?;
                    }
                }
            }
            Item::Building(building) if takes(&mut numbers[1], step) => ask_building(&mut cases, &building)?,
            Item::Apartment(apartment) if takes(&mut numbers[2], step) => {
                ask_apartment(&mut cases, &apartment)?;
            }
            Item::Property(property) if takes(&mut numbers[3], step) => ask_property(&mut cases, &property)?,
            Item::Building(_) | Item::Apartment(_) | Item::Property(_) => {}
        }
    }
    cases.retain(|case| !case.bodies.is_empty());
    Ok(cases)
}

/// Whether this one is taken into the sample.
fn takes(number: &mut usize, step: usize) -> bool {
    *number += 1;
    (*number - 1).is_multiple_of(step)
}

fn asking(permit: &str, role: &str, purpose: &str) -> Asking {
    Asking {
        environment: Environment::Production,
        permit: key(permit),
        role: key(role),
        purpose: key(purpose),
        reference: "BENCH-1".to_owned(),
    }
}

fn ask_person(cases: &mut [Case], person: &Person) -> anyhow::Result<()> {
    let service = asking("kunta", "asiakaspalvelu", "asukaspalvelu");
    let support = asking("kunta", "toimeentulotuki", "asukaspalvelu");
    let by_code = |asking| PersonQuery {
        asking,
        code: person.code.as_str().to_owned(),
    };
    case(cases, PERSON)?.push(by_code(service.clone()))?;
    case(cases, OWNERSHIP)?.push(by_code(support))?;
    let Some(name) = person.groups.name.as_ref() else {
        return Ok(());
    };
    if name.no_surname || name.no_first_names {
        return Ok(());
    }
    case(cases, IDENTIFICATION)?.push(IdentificationQuery {
        asking: service,
        criteria: WrittenCriteria {
            surname: name.surname.clone(),
            first_names: name.first_names.clone(),
            birth_date: person.facts.birth_date.to_string(),
            ..WrittenCriteria::default()
        },
    })
}

fn ask_place(cases: &mut [Case], at: usize, criteria: PlaceCriteria) -> anyhow::Result<()> {
    case(cases, at)?.push(PlaceQuery {
        asking: asking("tekninen", "rakennusvalvonta", "valvonta"),
        criteria,
    })
}

fn ask_building(cases: &mut [Case], building: &Building) -> anyhow::Result<()> {
    if let Some(id) = &building.id {
        let identifier = id.as_str().to_owned();
        ask_place(cases, BUILDING, PlaceCriteria::Building { identifier })?;
    }
    let Some(address) = building.addresses.first() else {
        return Ok(());
    };
    if let Some(written) = written(address, building.municipality.as_ref()) {
        ask_place(cases, BUILDING_ADDRESS, PlaceCriteria::Address(written.clone()))?;
        ask_place(
            cases,
            PROPERTY_ADDRESS,
            PlaceCriteria::PropertyAddress(written.clone()),
        )?;
        let whole = WrittenAddress {
            number: String::new(),
            ..written
        };
        ask_place(cases, STREET, PlaceCriteria::Address(whole))?;
    }
    Ok(())
}

fn ask_apartment(cases: &mut [Case], apartment: &Apartment) -> anyhow::Result<()> {
    if let Some(id) = &apartment.id {
        let identifier = id.as_str().to_owned();
        ask_place(cases, APARTMENT, PlaceCriteria::Apartment { identifier })?;
    }
    if let (Some(part), Some(written)) = (&apartment.part, written(&apartment.address, None)) {
        let written = WrittenAddress {
            apartment: part.to_string(),
            ..written
        };
        ask_place(cases, APARTMENT_ADDRESS, PlaceCriteria::Address(written))?;
    }
    Ok(())
}

fn ask_property(cases: &mut [Case], property: &Property) -> anyhow::Result<()> {
    if let Some(id) = &property.id {
        let identifier = id.as_str().to_owned();
        ask_place(cases, PROPERTY, PlaceCriteria::Property { identifier })?;
    }
    Ok(())
}

/// An address as an officer writes it; none where there is no street to write.
fn written(address: &Address, municipality: Option<&Municipality>) -> Option<WrittenAddress> {
    let street = [&address.street.fi, &address.street.sv]
        .into_iter()
        .find(|name| !name.is_empty())?;
    if address.number.is_empty() {
        return None;
    }
    Some(WrittenAddress {
        municipality: municipality
            .and_then(|one| Some(one.code.as_ref()?.as_str().to_owned()))
            .unwrap_or_default(),
        postcode: address.postcode.clone(),
        street: street.clone(),
        number: address.number.clone(),
        apartment: String::new(),
    })
}

fn case(cases: &mut [Case], at: usize) -> anyhow::Result<&mut Case> {
    cases.get_mut(at).context("a case")
}
