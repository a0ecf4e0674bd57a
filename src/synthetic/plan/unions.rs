//! Marriages and registered partnerships, how they end, and who has been married before.

use super::super::draft::{Day, Union, Who, age, years};
use super::super::random::pick_weight;
use super::super::tables::TABLES;
use super::{Planner, other};
use crate::register::codes::{Sex, WayBegun, WayEnded};

/// Partnerships of two of one sex could be registered from the spring of 2002 …
const PARTNERSHIPS: Day = 731_000;
/// … and from 1 March 2017 they marry.
const MARRIAGES_FOR_ALL: Day = 736_389;

impl Planner<'_> {
    fn is_same_sex(&self, first: usize, second: usize) -> bool {
        self.family.members[first].sex == self.family.members[second].sex
    }

    /// How a union of two began on a day; none where the law knew none.
    fn way(&mut self, same_sex: bool, begun: Day) -> Option<WayBegun> {
        if same_sex && begun < PARTNERSHIPS {
            None
        } else if same_sex && begun < MARRIAGES_FOR_ALL {
            Some(WayBegun::PartnershipRegistered)
        } else if self.random.chance(if same_sex { 60 } else { 480 }) {
            Some(WayBegun::ReligiousWedding)
        } else {
            Some(WayBegun::CivilWedding)
        }
    }

    /// The day after which a member is free to marry.
    fn free_since(&self, person: usize) -> Day {
        let own = self.family.unions.iter().filter(|union| union.member == person);
        own.filter_map(|union| union.ended.map(|(day, _)| day + 30))
            .max()
            .unwrap_or(0)
    }

    /// Marries two members, `married` times in a thousand; gives the day of the wedding.
    pub(super) fn join(&mut self, first: usize, second: usize, married: u32) -> Option<Day> {
        let births = (
            self.family.members[first].birth,
            self.family.members[second].birth,
        );
        let same_sex = self.is_same_sex(first, second);
        let free = self.free_since(first).max(self.free_since(second));
        let earliest = (births.0.max(births.1) + years(19)).max(free);
        let latest = (self.day - 20).min(births.0.min(births.1) + years(72));
        let earliest = if same_sex {
            earliest.max(PARTNERSHIPS)
        } else {
            earliest
        };
        // The young have not married yet.
        let married = match age(births.0.max(births.1), self.day) {
            ..27 => married / 5,
            27..32 => married / 2,
            32..37 => married * 3 / 4,
            _ => married,
        };
        if earliest >= latest || !self.random.chance(married) {
            return None;
        }
        let begun = self
            .random
            .between(earliest, latest.min(earliest + years(17)) - 1);
        let way = self.way(same_sex, begun)?;
        let separated = (self.day - begun > years(3) && self.random.chance(8))
            .then(|| self.day - self.random.between(5, 170));
        let partnership = way == WayBegun::PartnershipRegistered;
        if partnership && self.random.chance(620) {
            // Turned into a marriage when it became possible.
            let turned = MARRIAGES_FOR_ALL + self.random.between(0, years(4));
            let turned = turned.min(self.day - 10).max(begun + 1);
            self.wed(
                first,
                second,
                way,
                begun,
                Some((turned, WayEnded::PartnershipIntoMarriage)),
                None,
            );
            self.wed(
                first,
                second,
                WayBegun::PartnershipIntoMarriage,
                turned,
                None,
                separated,
            );
        } else {
            self.wed(
                first,
                second,
                way,
                begun,
                None,
                separated.filter(|_| !partnership),
            );
        }
        let female = self.family.members[first].sex == Sex::Female;
        let (taker, giver) = if female { (first, second) } else { (second, first) };
        self.take_surname(taker, giver, begun);
        Some(begun)
    }

    pub(super) fn wed(
        &mut self,
        first: usize,
        second: usize,
        way: WayBegun,
        begun: Day,
        ended: Option<(Day, WayEnded)>,
        separated: Option<Day>,
    ) {
        for (member, spouse) in [(first, second), (second, first)] {
            self.family.unions.push(Union {
                member,
                spouse: Who::Member(spouse),
                way,
                begun,
                ended,
                separated,
            });
        }
    }

    /// A couple that died or parted: their marriage, if the law knew one that day.
    pub(super) fn wed_until(
        &mut self,
        first: usize,
        second: usize,
        begun: Day,
        ended: Day,
        by_death: bool,
    ) -> Option<()> {
        let way = self.way(self.is_same_sex(first, second), begun)?;
        let how = match (way == WayBegun::PartnershipRegistered, by_death) {
            (false, true) => WayEnded::SpouseDied,
            (false, false) => WayEnded::Divorce,
            (true, true) => WayEnded::PartnerDied,
            (true, false) => WayEnded::PartnershipDissolved,
        };
        self.wed(first, second, way, begun, Some((ended, how)), None);
        let female = self.family.members[first].sex == Sex::Female;
        let (taker, giver) = if female { (first, second) } else { (second, first) };
        self.take_surname(taker, giver, begun);
        Some(())
    }

    /// Some of a couple were married to others before.
    pub(super) fn former_unions(&mut self, first: usize, second: usize) {
        for person in [first, second] {
            let old = age(self.family.members[person].birth, self.day);
            if old > 32 && self.random.chance(if old > 45 { 220 } else { 120 }) {
                let latest = self.day - years(2);
                self.union_outside(person, latest, false);
            }
        }
    }

    /// A marriage that ended, with someone whom the population does not hold.
    pub(super) fn union_outside(&mut self, person: usize, latest: Day, by_death: bool) {
        let (birth, sex, tongue) = {
            let member = &self.family.members[person];
            (member.birth, member.sex, member.tongue)
        };
        let same_sex = self.random.chance(15);
        let begun = self.free_since(person).max(birth + years(20)) + self.random.between(0, years(11));
        let begun = if same_sex { begun.max(PARTNERSHIPS) } else { begun };
        let ended = if by_death {
            self.random.between(begun + years(10), latest)
        } else {
            begun + years(1) + self.random.between(0, years(14))
        };
        if ended >= latest || begun >= ended {
            return;
        }
        let Some(way) = self.way(same_sex, begun) else {
            return;
        };
        let surname = TABLES.surname(tongue, &mut self.random);
        let born = birth + self.random.between(-years(5), years(5));
        let spouse_sex = if same_sex { sex } else { other(sex) };
        let spouse = self.outsider(spouse_sex, born, tongue, surname);
        let taken = spouse.surname.clone();
        let how = match (way == WayBegun::PartnershipRegistered, by_death) {
            (false, true) => WayEnded::SpouseDied,
            (false, false) => WayEnded::Divorce,
            (true, true) => WayEnded::PartnerDied,
            (true, false) => WayEnded::PartnershipDissolved,
        };
        self.family.unions.push(Union {
            member: person,
            spouse: Who::Outside(spouse),
            way,
            begun,
            ended: Some((ended, how)),
            separated: None,
        });
        if sex == Sex::Female && self.random.chance(700) {
            self.bear_surname(person, taken, begun);
            if !by_death && self.random.chance(480) {
                self.return_to_own_surname(person, ended);
            }
        }
    }

    /// What there is to tell of someone who lives alone.
    pub(super) fn live_alone(&mut self, person: usize) {
        let old = age(self.family.members[person].birth, self.day);
        let divorced = match old {
            ..29 => 0,
            29..40 => 230,
            40..55 => 590,
            55..75 => 690,
            _ => 330,
        };
        if self.random.chance(divorced) {
            self.union_outside(person, self.day - 40, false);
        }
        if old > 64 && self.random.chance(if old > 79 { 430 } else { 120 }) {
            self.union_outside(person, self.day - 40, true);
        }
        if old > 44 {
            self.children_elsewhere(person, None);
        }
        let twenty = (18..26).contains(&old);
        if twenty && self.random.chance(120) {
            self.lodge(person);
        }
    }

    /// Someone in a care home: widowed, divorced or never married.
    pub(super) fn resident(&mut self, person: usize) {
        match pick_weight(&mut self.random, &[56, 18, 26]) {
            0 => self.union_outside(person, self.day - 60, true),
            1 => self.union_outside(person, self.day - 60, false),
            _ => {}
        }
        self.children_elsewhere(person, None);
    }

    /// The spouse has died; children as far as the age allows.
    pub(super) fn widow(&mut self, first: usize) -> Option<()> {
        let dead = self.partner(first)?;
        let births = (self.family.members[first].birth, self.family.members[dead].birth);
        let mother_birth = self.mothers_birth(first, dead);
        let young = age(mother_birth, self.day) < 55;
        let children = if young {
            self.births(mother_birth)
        } else {
            Vec::new()
        };
        let wed = births.0.max(births.1) + years(20) + self.random.between(0, years(4));
        let grown = births.0.max(births.1) + years(18) + 2;
        let wed = children
            .first()
            .map_or(wed, |birth| wed.min(*birth - 100))
            .max(grown);
        let joined = (wed - self.random.between(0, 300)).max(grown);
        self.arrive_by(dead, joined.max(births.1 + 40));
        let moved = self.family.members[dead].arrival() + 2;
        let latest = children.last().copied().unwrap_or(wed).max(wed + 300).max(moved);
        let died = self
            .random
            .between(latest.max(self.day - years(18)), self.day - 5);
        if wed < died {
            self.wed_until(first, dead, wed, died, true);
        }
        let since = self.family.homes[0].since;
        self.family.members[first].spells.clear();
        self.live_in(first, 0, since.min(joined));
        self.family.members[dead].spells.clear();
        self.live_in(dead, 0, joined.min(died));
        self.children(first, Some(dead), &children)?;
        if !young {
            self.children_elsewhere(first, Some(dead));
        }
        self.die(dead, died);
        self.family
            .custody
            .retain(|link| !matches!(link.guardian, Who::Member(place) if place == dead));
        self.alone_with_the_children(first);
        Some(())
    }
}
