//! Made-up people and their built world, for the demonstration, the training environment and the
//! measurements.
//!
//! Deterministic and streamed: each household is made from the seed and its own number, and memory
//! does not grow with the population. Nobody in it is real: test codes only, made of facts about
//! places and of common names (`data/README.md`).
//!
//! Sixteen households in a row are a block, a piece of a street. What stands there follows from the
//! seed and the block's number alone, so that somebody can have lived in any block before.

mod assemble;
mod bodies;
mod codes;
mod draft;
mod elsewhere;
mod former;
mod land;
mod layout;
mod marginals;
mod neighbours;
mod old_house;
mod outline;
mod personas;
mod plan;
mod random;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use chrono::NaiveDate;

use self::assemble::{assemble, built};
use self::codes::Codes;
use self::draft::{Day, Family, number_of};
use self::former::Past;
use self::land::Land;
use self::layout::{BLOCKS, Block, NEIGHBOURS};
use self::neighbours::{neighbours, untaken};
use self::plan::Planner;
use self::random::Random;
use crate::register::{Apartment, Building, Person, Property, RegisterRecord};

pub use marginals::{MARGINALS, Marginal, Measure};
pub use personas::{Personas, personas};

/// Persons who are linked to each other and to nobody else of the population: those of a dwelling,
/// their dead and parted spouses, and the records of their passive codes.
pub type Household = Vec<Person>;

/// A record of the built world and its people.
pub enum Item {
    /// Persons who are linked to each other.
    Household(Household),
    /// A building, with its owners.
    Building(Building),
    /// An apartment, with its residents.
    Apartment(Apartment),
    /// A property, with its owners and the buildings on it.
    Property(Property),
}

impl Item {
    /// The records of the register that it consists of.
    #[must_use]
    pub fn into_records(self) -> Vec<RegisterRecord> {
        match self {
            Self::Household(persons) => persons.into_iter().map(RegisterRecord::from).collect(),
            Self::Building(building) => vec![building.into()],
            Self::Apartment(apartment) => vec![apartment.into()],
            Self::Property(property) => vec![property.into()],
        }
    }
}

/// Streams of random numbers.
const HOUSEHOLD: u64 = 1;
const LAST: u64 = 9;

/// A population of exactly `persons` as of `day`, household by household.
///
/// The same arguments give the same people, and a smaller population is the beginning of a larger
/// one; only where the last household would be too large, persons who live alone fill its place.
/// It ends early where a code or a dwelling is no longer to be had, beyond some 6.5 million persons.
pub fn population(persons: u64, seed: u64, day: NaiveDate) -> impl Iterator<Item = Household> {
    Stream::new(persons, seed, day, false).filter_map(|item| match item {
        Item::Household(household) => Some(household),
        Item::Building(_) | Item::Apartment(_) | Item::Property(_) => None,
    })
}

/// The same population with all that stands around it: each building, apartment and property once.
///
/// An item is never about one that comes after it, except that a property names its buildings and a
/// building its property: shared buildings come before the households that live there, a house, a
/// cottage and every apartment in which somebody lives right after its household. The beginning of a
/// larger world is the smaller one, item by item, up to the last household. A building of flats may
/// count more apartments than have come when the world ends in its block or the next.
pub fn built_world(persons: u64, seed: u64, day: NaiveDate) -> impl Iterator<Item = Item> {
    Stream::new(persons, seed, day, true)
}

struct Stream {
    seed: u64,
    day: Day,
    /// Persons still to come.
    left: u64,
    /// Number of the next household.
    number: u64,
    codes: Codes,
    land: Land,
    /// The block of the next household and the one before.
    block: Option<Block>,
    before: Option<Block>,
    /// Second homes taken in the block before.
    seconds: u32,
    /// Whether buildings are wanted.
    built: bool,
    /// No household fits any more: persons who live alone fill the rest.
    filling: bool,
    waiting: VecDeque<Item>,
}

impl Iterator for Stream {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while self.waiting.is_empty() {
            self.make()?;
        }
        self.waiting.pop_front()
    }
}

impl Stream {
    fn new(persons: u64, seed: u64, day: NaiveDate, built: bool) -> Self {
        let day = number_of(day);
        Self {
            seed,
            day,
            left: persons,
            number: 0,
            codes: Codes::new(day),
            land: Land::default(),
            block: None,
            before: None,
            seconds: 0,
            built,
            filling: false,
            waiting: VecDeque::new(),
        }
    }

    /// Makes the next household with what belongs to it; none at the end.
    fn make(&mut self) -> Option<()> {
        if self.left == 0 {
            return None;
        }
        let place = (self.number % u64::from(NEIGHBOURS)) as u32;
        if place == 0 {
            self.enter_block(self.number / u64::from(NEIGHBOURS))?;
        }
        if !self.filling {
            let family = self.plan(place, false)?;
            let household = assemble(&family, self.day);
            if household.len() as u64 <= self.left {
                self.hand_out(&family, household);
                return Some(());
            }
            self.filling = true;
        }
        let family = self.plan(place, true)?;
        let household = assemble(&family, self.day);
        self.hand_out(&family, household);
        Some(())
    }

    fn enter_block(&mut self, number: u64) -> Option<()> {
        if number >= BLOCKS {
            return None;
        }
        if let (Some(before), true) = (&self.before, self.built) {
            let family = untaken(before, self.seconds);
            self.hand_out_built(&family);
        }
        self.before = self.block.take();
        self.seconds = 0;
        let block = Block::at(self.seed, self.day, number);
        let family = neighbours(self.seed, self.day, &block, &mut self.land);
        self.block = Some(block);
        if self.built {
            self.hand_out_built(&family);
        }
        Some(())
    }

    fn plan(&mut self, place: u32, alone: bool) -> Option<Family> {
        let block = self.block.as_ref()?;
        let stream = if alone { LAST } else { HOUSEHOLD };
        let planner = Planner {
            past: Past {
                seed: self.seed,
                day: self.day,
                block: block.number,
            },
            day: self.day,
            random: Random::new(self.seed, stream, self.number),
            codes: &mut self.codes,
            land: &mut self.land,
            block,
            before: self.before.as_ref(),
            seconds: &mut self.seconds,
            place,
            family: Family::default(),
        };
        if alone {
            planner.person_alone()
        } else {
            planner.household()
        }
    }

    fn hand_out(&mut self, family: &Family, household: Household) {
        self.number += 1;
        self.left -= household.len() as u64;
        self.waiting.push_back(Item::Household(household));
        if self.built {
            self.hand_out_built(family);
        }
    }

    fn hand_out_built(&mut self, family: &Family) {
        let built = built(family, self.day);
        let buildings = built.buildings.into_iter().map(Item::Building);
        let apartments = built.apartments.into_iter().map(Item::Apartment);
        let properties = built.properties.into_iter().map(Item::Property);
        self.waiting.extend(properties.chain(buildings).chain(apartments));
    }
}
