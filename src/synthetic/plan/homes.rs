//! Where everyone has lived, from birth to now or to death: the homes shared with others, and
//! before them homes of one's own and the home of childhood.

use std::rc::Rc;

use super::super::draft::{Day, Place, Stay, years};
use super::super::outline::last_move;
use super::Planner;

/// A shared home is told of by so many places; the oldest reaches back to its beginning.
const PLACES: usize = 4;

impl Planner<'_> {
    /// Lays out all stays. Done last, when births, weddings and partings are known.
    pub(super) fn settle(&mut self) {
        for home in 0..self.family.homes.len() {
            self.lay_out(home);
        }
        for place in 0..self.family.members.len() {
            self.before_the_first_home(place);
            self.born_in(place);
        }
    }

    /// The places of a home, from now back to its beginning.
    fn lay_out(&mut self, home: usize) {
        let mut start = self.day;
        let mut walker = self.day;
        for member in &self.family.members {
            for spell in member.spells.iter().filter(|spell| spell.home == home) {
                start = start.min(spell.from);
                walker = walker.min(member.birth);
            }
        }
        let planned = &mut self.family.homes[home];
        let now = planned.now.clone();
        let left = planned.left_for.clone();
        let mut from = planned.since;
        let mut stays = Vec::with_capacity(PLACES);
        let to = left.as_ref().map(|(_, day)| day - 1);
        if let Some((place, day)) = left {
            stays.push(Stay {
                place,
                from: day,
                to: None,
            });
        }
        stays.push(Stay { place: now, from, to });
        while from > start {
            let to = from - 1;
            from = if stays.len() >= PLACES {
                start
            } else {
                last_move(walker, to, &mut self.random).max(start)
            };
            let Some(dwelling) = self.past.dwelling(from, to, &mut self.random) else {
                break;
            };
            stays.push(Stay {
                place: Place::Finland(Rc::new(dwelling)),
                from,
                to: Some(to),
            });
        }
        self.family.homes[home].stays = stays;
    }

    /// A home of one's own before the shared ones, and the home of childhood.
    fn before_the_first_home(&mut self, place: usize) {
        let member = &self.family.members[place];
        let arrival = member.arrival();
        let grown = member.birth + years(18);
        let Some(mut from) = member.spells.last().map(|spell| spell.from) else {
            return;
        };
        let birth = member.birth;
        let mut earlier = Vec::new();
        while from > arrival {
            let to = from - 1;
            let moved = last_move(birth, to, &mut self.random);
            from = if earlier.is_empty() && moved > grown.max(arrival) {
                moved
            } else {
                arrival
            };
            let Some(dwelling) = self.past.dwelling(from, to, &mut self.random) else {
                break;
            };
            earlier.push(Stay {
                place: Place::Finland(Rc::new(dwelling)),
                from,
                to: Some(to),
            });
        }
        self.family.members[place].earlier = earlier;
    }

    /// The municipality at birth is that of the first home.
    fn born_in(&mut self, place: usize) {
        let member = &self.family.members[place];
        if member.migrated.is_some() {
            return;
        }
        let town = match (member.earlier.last(), member.spells.last()) {
            (Some(stay), _) => stay.place.town(),
            (None, Some(spell)) => {
                let stays = &self.family.homes[spell.home].stays;
                let at = |stay: &&Stay| stay.from <= spell.from;
                stays
                    .iter()
                    .find(at)
                    .or(stays.last())
                    .and_then(|stay| stay.place.town())
            }
            (None, None) => None,
        };
        self.family.members[place].born_in = town.or(Some(self.block.town));
    }

    /// A temporary stay beside the home, as students have.
    pub(super) fn lodge(&mut self, person: usize) {
        let from: Day = self.day - self.random.between(20, 300);
        let from = from.max(self.family.members[person].arrival());
        if let Some(dwelling) = self.past.lodging(from, &mut self.random) {
            self.family.members[person].temporary = Some(Stay {
                place: Place::Finland(Rc::new(dwelling)),
                from,
                to: None,
            });
        }
    }
}
