//! A household in the making: who it is by its kind. The rooms below make its persons, their ties,
//! their homes and what they own.

mod bans;
mod custody;
mod family;
mod homes;
mod names;
mod person;
mod rarities;
mod unions;
mod wealth;

use std::rc::Rc;

use super::codes::Codes;
use super::draft::{Day, Family, Home, Place, Spell, age, years};
use super::elsewhere::{home_abroad, home_of_origin, no_fixed_dwelling};
use super::former::Past;
use super::land::Land;
use super::layout::{Block, tongue};
use super::outline::{Kind, Outline};
use super::random::Random;
use super::tables::{TABLES, Tongue};
use crate::register::codes::{Country, Sex};

use names::email;

pub(super) const fn other(sex: Sex) -> Sex {
    match sex {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
    }
}

/// Makes one household.
pub(super) struct Planner<'a> {
    pub(super) past: Past,
    pub(super) day: Day,
    pub(super) random: Random,
    pub(super) codes: &'a mut Codes,
    pub(super) land: &'a mut Land,
    pub(super) block: &'a Block,
    /// The block before, in which second homes are; none before the first block.
    pub(super) before: Option<&'a Block>,
    /// How many of its second homes are taken.
    pub(super) seconds: &'a mut u32,
    pub(super) place: u32,
    pub(super) family: Family,
}

impl Planner<'_> {
    /// The household of the place; none when the codes have run out.
    pub(super) fn household(mut self) -> Option<Family> {
        let outline = Outline::of(self.past.seed, self.day, self.block, self.place);
        self.fill(&outline)?;
        Some(self.family)
    }

    /// A person alone, linked to nobody of the population.
    pub(super) fn person_alone(mut self) -> Option<Family> {
        let free = self.block.free_from(self.place);
        let outline = Outline::alone(self.day, free, &mut self.random);
        self.fill(&outline)?;
        for member in &mut self.family.members {
            member.old_code = None;
        }
        Some(self.family)
    }

    fn fill(&mut self, outline: &Outline) -> Option<()> {
        let dwelling = self.block.dwelling(self.place);
        let tongue = tongue(dwelling.town, &mut self.random);
        let first = self.adult(outline, tongue)?;
        self.family.homes.push(Home {
            now: Place::Finland(Rc::new(dwelling)),
            since: outline.since,
            left_for: None,
            stays: Vec::new(),
        });
        self.live_in(first, 0, outline.since);
        match outline.kind {
            Kind::Single => self.live_alone(first),
            Kind::Couple => {
                let second = self.partner(first)?;
                self.former_unions(first, second);
                let wedding = self.join(first, second, 790);
                self.together(first, second, wedding, None);
                self.grown_children(first, second)?;
            }
            Kind::CoupleWithChildren => {
                let second = self.partner(first)?;
                self.former_unions(first, second);
                let births = self.births(self.mothers_birth(first, second));
                let wedding = self.join(first, second, 690);
                self.together(first, second, wedding, births.first().copied());
                self.children(first, Some(second), &births)?;
            }
            Kind::SingleParent => self.single_parent(first)?,
            Kind::Widowed => self.widow(first)?,
            Kind::Dead => {
                let died = self
                    .random
                    .between(outline.since.max(self.day - years(4)), self.day - 1);
                self.live_alone(first);
                self.die(first, died);
            }
            Kind::Resident => self.resident(first),
        }
        self.leave(outline.kind);
        self.bans();
        self.rarities()?;
        self.settle();
        self.own(outline.kind);
        Some(())
    }

    /// A member lives in a home from a day on.
    fn live_in(&mut self, person: usize, home: usize, from: Day) {
        let member = &mut self.family.members[person];
        let from = from.max(member.arrival()).min(self.day);
        member.spells.insert(0, Spell { home, from, to: None });
    }

    /// Since when two live together: not long before a wedding or the first child.
    fn together(&mut self, first: usize, second: usize, wedding: Option<Day>, child: Option<Day>) {
        let births = (
            self.family.members[first].birth,
            self.family.members[second].birth,
        );
        let grown = births.0.max(births.1) + years(18);
        let wedding = wedding.map(|day| day - self.random.between(-20, years(4)));
        let child = child.map(|day| day - self.random.between(200, years(3)));
        let joined = match (wedding, child) {
            (Some(one), Some(two)) => one.min(two),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => {
                let earliest = grown.max(self.day - years(14));
                self.random.between(earliest, self.day - 20)
            }
        };
        let limit = child.map_or(self.day - 10, |child| child.max(grown));
        let joined = joined.max(grown).min(limit.max(grown)).min(self.day - 5);
        let since = self.family.homes[0].since;
        self.family.members[first].spells.clear();
        self.live_in(first, 0, since.min(joined));
        self.family.members[second].spells.clear();
        self.live_in(second, 0, joined);
    }

    fn die(&mut self, person: usize, day: Day) {
        let member = &mut self.family.members[person];
        // Nobody moves to Finland dead.
        let day = day.max(member.arrival() + 2).min(self.day);
        member.died = Some(day);
        member.email = None;
        member.temporary = None;
        for spell in &mut member.spells {
            spell.from = spell.from.min(day);
            spell.to = Some(spell.to.unwrap_or(day).min(day));
        }
    }

    /// Some have left the country, a few live nowhere.
    fn leave(&mut self, kind: Kind) {
        if matches!(
            kind,
            Kind::Widowed | Kind::Dead | Kind::Resident | Kind::SingleParent
        ) {
            return;
        }
        let youngest = self.family.members.iter().map(|member| member.birth).max();
        let earliest = (self.day - years(12))
            .max(youngest.unwrap_or(self.day))
            .max(self.family.homes[0].since + 1);
        if earliest >= self.day - 1 {
            return;
        }
        let moved = self.random.between(earliest, self.day - 1);
        let migrated = self.family.members.iter().any(|member| member.migrated.is_some());
        if kind == Kind::Single && self.random.chance(11) {
            let place = no_fixed_dwelling(self.block.town);
            self.family.homes[0].left_for = Some((place, moved));
        } else if migrated && kind == Kind::Single && self.random.chance(40) {
            self.leave_again(moved);
        } else if !migrated && self.random.chance(13) {
            let Some(place) = home_abroad(&mut self.random) else {
                return;
            };
            self.family.homes[0].left_for = Some((place, moved));
            for member in &mut self.family.members {
                if member.home() != 0 {
                    continue;
                }
                member.temporary = None;
                if !member
                    .citizenships
                    .iter()
                    .any(|(country, _)| *country == Country::FINLAND)
                {
                    member.citizenships.push((Country::FINLAND, None));
                }
            }
        }
    }

    /// An alien went back and was removed from the register.
    fn leave_again(&mut self, moved: Day) {
        let member = &mut self.family.members[0];
        let Tongue::Foreign(origin) = member.tongue else {
            return;
        };
        member.citizenships = TABLES.origins[origin]
            .country
            .map(|country| (country, None))
            .into_iter()
            .collect();
        if let Some(place) = home_of_origin(&TABLES.origins[origin]) {
            self.family.homes[0].left_for = Some((place, moved));
            let member = &mut self.family.members[0];
            member.temporary = None;
            member.removed = Some(self.random.between(moved, self.day));
        }
    }

    fn is_minor(&self, birth: Day) -> bool {
        age(birth, self.day) < 18
    }

    fn town(&self) -> usize {
        self.block.town
    }
}
