//! Numbers of what stands beside the dwellings: outbuildings, cottages, forests, shops. They are
//! given in the order of the stream.

use super::layout::{LAND, PERSONA_BUILDINGS};
use super::tables::TABLES;
use crate::identifier::{BuildingId, BusinessId, PropertyId};

/// Property groups from here on, up to those of streets and parks, are not the blocks'.
const FIRST_GROUP: u32 = 1_000;
const GROUPS: u32 = 8_900;
/// Business identifiers from here on are not in use.
const FIRST_BUSINESS: u32 = 9_000_000;

/// What was given so far.
#[derive(Default)]
pub(super) struct Land {
    buildings: u32,
    properties: u32,
}

impl Land {
    /// The next building; none when the range is full.
    pub(super) fn building(&mut self) -> Option<BuildingId> {
        let serial = LAND + self.buildings;
        if serial >= PERSONA_BUILDINGS {
            return None;
        }
        self.buildings += 1;
        BuildingId::from_serial(serial).ok()
    }

    /// The next property, in a town.
    pub(super) fn property(&mut self, town: usize) -> Option<PropertyId> {
        let (area, group) = (
            1 + self.properties / GROUPS % 998,
            FIRST_GROUP + self.properties % GROUPS,
        );
        self.properties += 1;
        let code = TABLES.towns[town].municipality.code?;
        PropertyId::from_parts(code, area as u16, group as u16, 1).ok()
    }
}

/// A business identifier by number, of those that exist: one in eleven has none.
pub(super) fn business(number: u64) -> Option<BusinessId> {
    BusinessId::from_serial(FIRST_BUSINESS + (number % 1_000_000) as u32).ok()
}
