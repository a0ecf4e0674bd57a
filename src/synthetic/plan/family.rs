//! Couples and their children.

use std::rc::Rc;

use super::super::draft::{Adopting, Day, Home, OutsideChild, ParentLink, Place, Spell, Who, age, years};
use super::super::layout::VACANT;
use super::super::random::pick_weight;
use super::super::tables::{TABLES, Tongue};
use super::{Planner, other};
use crate::register::codes::{Country, CustodyKind, Sex};

impl Planner<'_> {
    /// Another adult of the first one's age group.
    pub(super) fn partner(&mut self, first: usize) -> Option<usize> {
        let (sex, birth, mut tongue) = {
            let member = &self.family.members[first];
            (member.sex, member.birth, member.tongue)
        };
        let same = self.random.chance(12);
        let sex = if same { sex } else { other(sex) };
        if tongue != Tongue::Finnish && self.random.chance(220) {
            tongue = Tongue::Finnish;
        }
        // The husband is on average two years the elder.
        let shift = self.random.between(-years(4), years(8)) - years(2) / 2;
        let born = if sex == Sex::Female {
            birth + shift
        } else {
            birth - shift
        };
        let born = born.clamp(self.day - years(103), self.day - years(18) - 30);
        let surname = TABLES.surname(tongue, &mut self.random);
        let latest = (self.day - 30).min(born + years(60));
        let person = self.person(sex, born, tongue, surname, latest)?;
        self.parents_outside(person, surname);
        self.live_in(person, 0, self.day - 5);
        Some(person)
    }

    pub(super) fn mothers_birth(&self, first: usize, second: usize) -> Day {
        let (first, second) = (&self.family.members[first], &self.family.members[second]);
        if first.sex == Sex::Female {
            first.birth
        } else {
            second.birth
        }
    }

    /// Grown children whom the population does not hold.
    pub(super) fn children_elsewhere(&mut self, person: usize, with: Option<usize>) {
        let member = &self.family.members[person];
        let (birth, tongue, sex) = (member.birth, member.tongue, member.sex);
        let surname = TABLES.surname(tongue, &mut self.random);
        let name = member.surname.clone();
        // Early enough to be grown now.
        let room = (self.day - birth - years(39)).clamp(1, years(10));
        let mut born = birth + years(20) + self.random.between(0, room);
        let counts: [u32; 5] = if with.is_some() {
            [10, 14, 42, 22, 12]
        } else {
            [26, 20, 32, 15, 7]
        };
        let count = pick_weight(&mut self.random, &counts);
        for place in 0..count {
            if self.day - born < years(19) || (sex == Sex::Female && born - birth > years(43)) {
                break;
            }
            let child_sex = if self.random.chance(488) {
                Sex::Female
            } else {
                Sex::Male
            };
            let mut child = self.outsider(child_sex, born, tongue, surname);
            TABLES
                .in_form_of(child_sex, tongue, &name)
                .clone_into(&mut child.surname);
            // Few were given away, and then by a mother alone.
            let alone = with.is_none() && sex == Sex::Female && place == 0;
            let given = (alone && self.random.chance(8)).then(|| born + self.random.between(60, 900));
            for parent in [Some(person), with].into_iter().flatten() {
                self.family.outside_children.push(OutsideChild {
                    parent,
                    child: child.clone(),
                    birth: born,
                    given,
                });
            }
            born += self.random.between(420, 1500);
        }
    }

    /// Children of an older couple: one in a home of the own, or all elsewhere.
    pub(super) fn grown_children(&mut self, first: usize, second: usize) -> Option<()> {
        let birth = self.mothers_birth(first, second);
        if age(birth, self.day) < 44 {
            return Some(());
        }
        self.children_elsewhere(first, Some(second));
        let born = birth + years(20) + self.random.between(0, years(15));
        if self.day - born < years(20) || !self.random.chance(130) {
            return Some(());
        }
        let left = born + years(18) + self.random.between(0, 400);
        let Some(home) = self.second_home(left) else {
            return Some(());
        };
        let child = self.child(born, &[first, second])?;
        let arrival = self.family.members[child].arrival();
        let left = left.max(arrival);
        let with_parents = self.family.members[first]
            .spells
            .first()
            .map_or(self.day, |spell| spell.from.max(arrival));
        let member = &mut self.family.members[child];
        member.spells = vec![Spell {
            home,
            from: left,
            to: None,
        }];
        if with_parents < left {
            member.spells.push(Spell {
                home: 0,
                from: with_parents,
                to: Some(left - 1),
            });
        }
        Some(())
    }

    /// A dwelling of the block before for someone who left the household, or will never have been in it.
    pub(super) fn second_home(&mut self, from: Day) -> Option<usize> {
        let block = self.before.filter(|block| *self.seconds < block.seconds())?;
        let unit = VACANT - block.seconds() + *self.seconds;
        if block.free_from(unit) >= self.day - 40 || from >= self.day - 2 {
            return None;
        }
        *self.seconds += 1;
        let free = block.free_from(unit).max(from);
        let since = super::super::outline::last_move(from - years(20), self.day, &mut self.random);
        self.family.homes.push(Home {
            now: Place::Finland(Rc::new(block.dwelling(unit))),
            since: since.max(free).min(self.day - 1),
            left_for: None,
            stays: Vec::new(),
        });
        Some(self.family.homes.len() - 1)
    }

    /// A child of `parents`, living with them.
    pub(super) fn child(&mut self, birth: Day, parents: &[usize]) -> Option<usize> {
        let sex = if self.random.chance(488) {
            Sex::Female
        } else {
            Sex::Male
        };
        let female = |parent: &usize| self.family.members[*parent].sex == Sex::Female;
        let mother = parents
            .iter()
            .copied()
            .find(female)
            .or(parents.first().copied())?;
        let tongue = self.family.members[mother].tongue;
        let surname = TABLES.surname(tongue, &mut self.random);
        let child = self.person(sex, birth, tongue, surname, birth)?;
        let namer = *self.random.pick(parents);
        let name = self.family.members[namer].surname.clone();
        // A child of someone who moved to Finland came along if it was born before.
        let came = self.family.members[mother]
            .migrated
            .filter(|(moved, _)| *moved > birth);
        let mut citizenships: Vec<(Country, Option<Day>)> = Vec::new();
        for parent in parents {
            for (country, got) in &self.family.members[*parent].citizenships {
                if !citizenships.iter().any(|(known, _)| known == country) {
                    citizenships.push((*country, got.filter(|day| *day > birth)));
                }
            }
        }
        let religion = self.family.members[mother].religion.map(|(kind, _)| kind);
        let follows = self.random.chance(880);
        let member = &mut self.family.members[child];
        member.surname = TABLES.in_form_of(sex, tongue, &name).to_owned();
        member.migrated = came;
        member.citizenships = citizenships;
        if let (Some(kind), Some((own, _)), true) = (religion, &mut member.religion, follows) {
            *own = kind;
            member.left_church = None;
        }
        self.live_in(child, 0, birth);
        self.tie(child, parents, birth);
        if self.is_minor(birth) && self.random.chance(9) {
            let member = &mut self.family.members[child];
            member.in_care = Some(self.random.between(birth + 1, self.day));
        }
        Some(child)
    }

    /// The ties of a child and its parents; a few are made by adoption.
    fn tie(&mut self, child: usize, parents: &[usize], birth: Day) {
        let link = |parent: &usize, adopting| ParentLink {
            child,
            parent: Who::Member(*parent),
            adopting,
        };
        let day = (birth + years(2) + self.random.between(0, 400)).min(self.day);
        let case = self.random.below(1000);
        if case < 4 {
            // Adopted by both; who its parents were before is not told of an adoption from abroad.
            let made = Some(Adopting::Made(day));
            self.family
                .parents
                .extend(parents.iter().map(|parent| link(parent, made)));
            if self.random.chance(500) {
                self.given_by(child, Sex::Female, birth, day);
            }
        } else if case < 7 && parents.len() == 2 {
            // The spouse of the one parent has adopted the child of the other, who gave it.
            let (own, step) = (parents[0], parents[1]);
            self.family.parents.push(link(&own, None));
            self.family.parents.push(link(&step, Some(Adopting::Made(day))));
            let sex = self.family.members[step].sex;
            self.given_by(child, sex, birth, day);
        } else {
            self.family
                .parents
                .extend(parents.iter().map(|parent| link(parent, None)));
        }
    }

    /// A parent whom the population does not hold gave the child for adoption.
    fn given_by(&mut self, child: usize, sex: Sex, birth: Day, day: Day) {
        let tongue = self.family.members[child].tongue;
        let surname = TABLES.surname(tongue, &mut self.random);
        let born = birth - years(self.random.between(18, 35));
        let parent = Who::Outside(self.outsider(sex, born, tongue, surname));
        let adopting = Some(Adopting::Ended(day));
        self.family.parents.push(ParentLink {
            child,
            parent,
            adopting,
        });
    }

    /// Births of the children who still live at home.
    pub(super) fn births(&mut self, mother: Day) -> Vec<Day> {
        let low = (mother + years(18)).max(self.day - years(23));
        let high = (mother + years(42)).min(self.day - 2);
        if low >= high {
            return Vec::new();
        }
        let mut born = self.random.between(low, high.min(low + years(16)));
        let mut births = vec![born];
        for share in [700, 330, 300, 250, 200, 150] {
            // Twins now and then.
            born += if self.random.chance(14) {
                0
            } else {
                self.random.between(420, 1500)
            };
            if born > high || !self.random.chance(share) {
                break;
            }
            births.push(born);
        }
        births
    }

    pub(super) fn children(&mut self, first: usize, second: Option<usize>, births: &[Day]) -> Option<()> {
        let parents: Vec<usize> = std::iter::once(first).chain(second).collect();
        for birth in births {
            let child = self.child(*birth, &parents)?;
            for guardian in &parents {
                let residence = self.residence_with(&parents);
                let guardian = Who::Member(*guardian);
                self.guard(child, guardian, CustodyKind::Statutory, residence, *birth, false);
            }
        }
        Some(())
    }
}
