//! Earlier homes: dwellings of the blocks before, at a time when they stood and before their present
//! people moved in; else a flat of an old house.

use super::draft::{Day, Dwelling};
use super::layout::{Block, NEIGHBOURS, Style, TOWN_BLOCKS, VACANT};
use super::old_house::OldHouse;
use super::outline::Outline;
use super::random::Random;

/// Where earlier homes are looked for.
#[derive(Clone, Copy)]
pub(super) struct Past {
    pub(super) seed: u64,
    pub(super) day: Day,
    /// The household's block; earlier homes lie in the blocks before it.
    pub(super) block: u64,
}

impl Past {
    /// A dwelling that stood and was free from one day to another, in the same town more often than not.
    pub(super) fn dwelling(&self, from: Day, to: Day, random: &mut Random) -> Option<Dwelling> {
        let group = self.block / TOWN_BLOCKS * TOWN_BLOCKS;
        let near = random.chance(620);
        for attempt in 0..8 {
            let first = if near && group < self.block { group } else { 0 };
            if first == self.block {
                break;
            }
            let number = first + u64::from(random.below((self.block - first) as u32));
            let block = Block::at(self.seed, self.day, number);
            if block.style == Style::Institution || block.built > from {
                continue;
            }
            // The vacant ones are free at any time, so they are looked at last.
            let unit = if attempt < 4 {
                random.below(NEIGHBOURS)
            } else if block.vacant > 0 {
                VACANT + random.below(block.vacant)
            } else {
                continue;
            };
            if block.free_from(unit) > from {
                continue;
            }
            if unit >= VACANT || Outline::of(self.seed, self.day, &block, unit).since > to {
                return Some(block.dwelling(unit));
            }
        }
        // The old house of the first four blocks stands for ever.
        (0..=group / TOWN_BLOCKS)
            .rev()
            .find_map(|group| OldHouse::of_group(self.seed, self.day, group).flat_of(from, to, random))
    }

    /// A dwelling for a stay beside the home, which may be with those who live there.
    pub(super) fn lodging(&self, from: Day, random: &mut Random) -> Option<Dwelling> {
        for _ in 0..4 {
            if self.block == 0 {
                break;
            }
            let number = u64::from(random.below(self.block as u32));
            let block = Block::at(self.seed, self.day, number);
            if block.style != Style::Institution && block.built <= from {
                return Some(block.dwelling(5 + random.below(NEIGHBOURS - 5)))
                    .filter(|dwelling| dwelling.built <= from);
            }
        }
        None
    }
}
