//! Made-up people for the demonstration, the training environment and the measurements.
//!
//! Deterministic and streamed: each household is made from the seed and its own number, and memory
//! does not grow with the population. Nobody in it is real: test codes only, made of facts about
//! places and of common names (`data/README.md`).

mod assemble;
mod codes;
mod draft;
mod personas;
mod places;
mod plan;
mod random;
mod tables;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use self::assemble::assemble;
use self::codes::Codes;
use self::draft::{Family, number_of};
use self::places::{NEIGHBOURS, Neighbourhood};
use self::plan::Planner;
use self::random::Random;
use crate::register::Person;

pub use personas::{Personas, personas};

/// Persons who are linked to each other and to nobody else of the population: those of a dwelling,
/// their dead and parted spouses, and the records of their passive codes.
pub type Household = Vec<Person>;

/// Streams of random numbers.
const HOUSEHOLD: u64 = 1;
const NEIGHBOURHOOD: u64 = 2;
const LAST: u64 = 3;

/// A population of exactly `persons` as of `day`, household by household.
///
/// The same arguments give the same people, and a smaller population is the beginning of a larger
/// one; only where the last household would be too large, persons who live alone fill its place.
/// It ends early where a code is no longer to be had, beyond some 15 million persons.
pub fn population(persons: u64, seed: u64, day: NaiveDate) -> impl Iterator<Item = Household> {
    let day = number_of(day);
    let mut codes = Codes::new(day);
    let (mut left, mut number, mut last) = (persons, 0, false);
    let mut around: Option<Neighbourhood> = None;
    std::iter::from_fn(move || {
        if left == 0 {
            return None;
        }
        let (block, place) = (number / NEIGHBOURS, (number % NEIGHBOURS) as u32);
        if place == 0 {
            around = None;
        }
        let here = around.get_or_insert_with(|| {
            Neighbourhood::of_block(block, &mut Random::new(seed, NEIGHBOURHOOD, block))
        });
        let mut make = |alone: bool| {
            let random = Random::new(seed, if alone { LAST } else { HOUSEHOLD }, number);
            let planner = Planner {
                seed,
                day,
                random,
                codes: &mut codes,
                family: Family::default(),
            };
            let family = if alone {
                planner.person_alone(here, place)
            } else {
                planner.household(here, place)
            };
            family.map(|family| assemble(&family, day))
        };
        let mut household = None;
        if !last {
            let made = make(false)?;
            last = made.len() as u64 > left;
            household = (!last).then_some(made);
        }
        let household = match household {
            Some(household) => household,
            None => make(true)?,
        };
        number += 1;
        left -= household.len() as u64;
        Some(household)
    })
}
