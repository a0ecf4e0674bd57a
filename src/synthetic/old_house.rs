//! The old house of a town's four blocks.

use super::draft::{Day, Dwelling};
use super::layout::{BLOCK, Block, SERIALS, Style, TOWN_BLOCKS, first_of, permanent_apartment};
use super::random::Random;
use super::tables::TABLES;
use crate::identifier::{ApartmentAddressPart, BuildingId, PropertyId};
use crate::register::Address;

/// An old wooden house of many flats, one to the four blocks of a town: nobody lives there now,
/// but many once did, and most of these houses are gone.
pub(super) struct OldHouse {
    group: u64,
    block: Block,
    pub(super) built: Day,
    pub(super) gone: Option<Day>,
}

/// The flats of an old house: number, splitting letter.
pub(super) const OLD_FLATS: [(u16, Option<char>); 14] = [
    (1, None),
    (2, None),
    (4, None),
    (5, None),
    (6, None),
    (8, None),
    (9, None),
    (10, None),
    (3, Some('a')),
    (3, Some('b')),
    (7, Some('a')),
    (7, Some('b')),
    (3, None),
    (7, None),
];
/// From here on the flats were made by splitting; the last two are what was split.
const SPLIT_FLATS: usize = 8;
const UNSPLIT_FLATS: usize = 12;

impl OldHouse {
    pub(super) fn of_group(seed: u64, day: Day, group: u64) -> Self {
        let mut random = Random::new(seed, BLOCK, u64::MAX - group);
        let first = Block::at(seed, day, group * TOWN_BLOCKS);
        let block = Block {
            street: random.below(TABLES.streets.len() as u32) as usize,
            house: 1 + random.below(60),
            postcode: TABLES.postcode_in(first.town, &mut random),
            style: Style::Flats,
            split: None,
            ..first
        };
        let gone = matches!(group % 5, 1..=3);
        Self {
            group,
            block,
            built: first_of(random.between(1885, 1899)) + random.between(1, 360),
            gone: gone
                .then(|| first_of(random.between(1972, 2020)) + random.between(1, 360))
                .filter(|gone| *gone < day),
        }
    }

    pub(super) const fn town(&self) -> usize {
        self.block.town
    }

    pub(super) const fn postcode(&self) -> usize {
        self.block.postcode
    }

    pub(super) fn building(&self) -> Option<BuildingId> {
        self.block.building(SERIALS - 1)
    }

    pub(super) fn property(&self) -> Option<PropertyId> {
        self.block.property_unit(30)
    }

    pub(super) fn address(&self) -> Address {
        self.block.address(0, None)
    }

    /// The day on which the flats were split.
    pub(super) fn split(&self) -> Day {
        first_of(1950)
    }

    /// From when to when a flat exists.
    pub(super) fn span(&self, flat: usize) -> (Day, Option<Day>) {
        match flat {
            ..SPLIT_FLATS => (self.built, self.gone),
            SPLIT_FLATS..UNSPLIT_FLATS => (self.split(), self.gone),
            _ => (self.built, Some(self.split() - 1)),
        }
    }

    pub(super) fn dwelling(&self, flat: usize) -> Dwelling {
        let (number, split) = OLD_FLATS[flat];
        let part = ApartmentAddressPart::new(Some('A'), Some(number), split).ok();
        let (from, to) = self.span(flat);
        // The permanent identifiers came in December 2018.
        let id = to.is_none_or(|to| to >= first_of(2019));
        Dwelling {
            building: self.building(),
            property: self.property(),
            permanent_apartment: id
                .then(|| permanent_apartment(500_000_000 + self.group * 16 + flat as u64))
                .flatten(),
            ..self.block.with_part(0, part, from)
        }
    }

    /// A flat that existed from one day to another, if the house did.
    pub(super) fn flat_of(&self, from: Day, to: Day, random: &mut Random) -> Option<Dwelling> {
        let start = random.below(OLD_FLATS.len() as u32) as usize;
        let stood = |flat: &usize| {
            let span = self.span(*flat);
            span.0 <= from && span.1.is_none_or(|gone| to < gone)
        };
        (0..OLD_FLATS.len())
            .map(|step| (start + step) % OLD_FLATS.len())
            .find(stood)
            .map(|flat| self.dwelling(flat))
    }
}
