//! Who has custody of the children: parents alone, parted parents, others by order.

use super::super::draft::{CustodyLink, Day, ParentLink, Spell, Who, years};
use super::super::random::pick_weight;
use super::super::tables::TABLES;
use super::{Planner, other};
use crate::register::codes::{ChildResidence, CustodyKind, Sex};

const fn with_one(sex: Sex) -> ChildResidence {
    match sex {
        Sex::Female => ChildResidence::Mother,
        Sex::Male => ChildResidence::Father,
    }
}

impl Planner<'_> {
    pub(super) fn residence_with(&self, parents: &[usize]) -> ChildResidence {
        match parents {
            [one] => with_one(self.family.members[*one].sex),
            _ => ChildResidence::Parents,
        }
    }

    /// After the death of the other parent.
    pub(super) fn alone_with_the_children(&mut self, parent: usize) {
        let residence = with_one(self.family.members[parent].sex);
        for link in &mut self.family.custody {
            link.residence = residence;
        }
    }

    pub(super) fn guard(
        &mut self,
        child: usize,
        guardian: Who,
        kind: CustodyKind,
        residence: ChildResidence,
        from: Day,
        divided: bool,
    ) {
        if !self.is_minor(self.family.members[child].birth) {
            return;
        }
        let guardian_sex = match &guardian {
            Who::Member(place) => self.family.members[*place].sex,
            Who::Outside(_) => Sex::Male,
        };
        self.family.custody.push(CustodyLink {
            child,
            guardian,
            guardian_sex: Some(guardian_sex),
            kind,
            residence,
            from,
            divided,
        });
    }

    /// A parent alone with children: the other one lives elsewhere, is dead, or is not known.
    pub(super) fn single_parent(&mut self, first: usize) -> Option<()> {
        match pick_weight(&mut self.random, &[62, 8, 30]) {
            0 => self.parted_parents(first),
            1 => self.widow(first),
            _ => {
                let member = &self.family.members[first];
                let mother = if member.sex == Sex::Female {
                    member.birth
                } else {
                    member.birth + years(2)
                };
                let births = self.births(mother);
                let outside = self.random.chance(600);
                self.children(first, None, &births)?;
                self.live_from_first_child(first, &births);
                if outside {
                    self.add_outside_parent(first, &births);
                }
                Some(())
            }
        }
    }

    /// The home of a parent reaches back to the first child.
    fn live_from_first_child(&mut self, first: usize, births: &[Day]) {
        let since = self.family.homes[0].since;
        let from = births.first().map_or(since, |birth| since.min(birth - 120));
        self.family.members[first].spells.clear();
        self.live_in(first, 0, from);
    }

    /// The other parent has a home of the own; some divorced, some never married.
    fn parted_parents(&mut self, first: usize) -> Option<()> {
        let ex = self.partner(first)?;
        let births = self.births(self.mothers_birth(first, ex));
        let Some(youngest) = births.last().copied() else {
            // Too young or too old: two who live together after all.
            self.together(first, ex, None, None);
            return Some(());
        };
        let grown = self.family.members[first]
            .birth
            .max(self.family.members[ex].birth)
            + years(18)
            + 2;
        let joined = (births[0] - self.random.between(200, years(3)))
            .max(grown)
            .min(births[0] - 1);
        let parted = self.random.between(youngest.min(self.day - 60), self.day - 45);
        self.arrive_by(ex, joined);
        if self.random.chance(640) {
            let begun = births[0] + self.random.between(-years(4), 200);
            if begun > grown && begun < parted {
                self.wed_until(first, ex, begun, parted, false);
                if self.random.chance(350) {
                    self.return_to_own_surname(first, parted);
                    self.return_to_own_surname(ex, parted);
                }
            }
        }
        let since = self.family.homes[0].since;
        self.family.members[first].spells.clear();
        self.live_in(first, 0, since.min(joined));
        let Some(home) = self.second_home(parted) else {
            // No dwelling is left for the other parent, whom the register then knows abroad.
            return self.parent_abroad(first, ex, joined, parted, &births);
        };
        self.spells_of_ex(ex, home, joined, parted);
        self.children_of_parted(first, ex, parted, &births)
    }

    fn spells_of_ex(&mut self, ex: usize, home: usize, joined: Day, parted: Day) {
        let member = &mut self.family.members[ex];
        let arrival = member.arrival();
        let joined = joined.max(arrival);
        member.spells = vec![Spell {
            home,
            from: parted.max(arrival),
            to: None,
        }];
        if joined < parted {
            member.spells.push(Spell {
                home: 0,
                from: joined,
                to: Some(parted - 1),
            });
        }
    }

    fn parent_abroad(
        &mut self,
        first: usize,
        ex: usize,
        joined: Day,
        parted: Day,
        births: &[Day],
    ) -> Option<()> {
        let place = super::home_abroad(&mut self.random)?;
        self.family.homes.push(super::Home {
            now: place,
            since: parted,
            left_for: None,
            stays: Vec::new(),
        });
        let home = self.family.homes.len() - 1;
        self.spells_of_ex(ex, home, joined, parted);
        self.children_of_parted(first, ex, parted, births)
    }

    fn children_of_parted(&mut self, first: usize, ex: usize, parted: Day, births: &[Day]) -> Option<()> {
        let with_first = with_one(self.family.members[first].sex);
        let sharing = self.random.below(100);
        for birth in births {
            let child = self.child(*birth, &[first, ex])?;
            let (residence, ex_kind, divided) = match sharing {
                ..30 => (ChildResidence::Alternating, CustodyKind::Statutory, false),
                30..78 => (with_first, CustodyKind::Statutory, false),
                78..88 => (with_first, CustodyKind::ByOrder, true),
                _ => (with_first, CustodyKind::Informed, false),
            };
            self.guard(
                child,
                Who::Member(first),
                CustodyKind::Statutory,
                residence,
                *birth,
                divided,
            );
            self.guard(
                child,
                Who::Member(ex),
                ex_kind,
                residence,
                parted.max(*birth),
                divided,
            );
        }
        if self.random.chance(30) {
            self.add_further_guardian(first, births);
        }
        Some(())
    }

    /// A grandparent or another near one, whom the population does not hold, shares custody by order.
    fn add_further_guardian(&mut self, first: usize, births: &[Day]) {
        let (birth, tongue) = {
            let member = &self.family.members[first];
            (member.birth, member.tongue)
        };
        let surname = TABLES.surname(tongue, &mut self.random);
        let sex = if self.random.chance(650) {
            Sex::Female
        } else {
            Sex::Male
        };
        let born = birth - years(self.random.between(20, 34));
        let guardian = self.outsider(sex, born, tongue, surname);
        let youngest = births.last().copied().unwrap_or(self.day);
        let from = self.random.between(youngest.min(self.day - 10), self.day - 5);
        let children: Vec<usize> = self.family.custody.iter().map(|link| link.child).collect();
        let mut seen = Vec::new();
        for child in children {
            if seen.contains(&child) {
                continue;
            }
            seen.push(child);
            self.family.custody.push(CustodyLink {
                child,
                guardian: Who::Outside(guardian.clone()),
                guardian_sex: None,
                kind: CustodyKind::ByOrder,
                residence: ChildResidence::Other,
                from,
                divided: true,
            });
        }
    }

    /// The father or mother of all children, known by name and birth only.
    fn add_outside_parent(&mut self, first: usize, births: &[Day]) {
        let (birth, sex, tongue) = {
            let member = &self.family.members[first];
            (member.birth, member.sex, member.tongue)
        };
        let surname = TABLES.surname(tongue, &mut self.random);
        let born = birth - self.random.between(-years(3), years(6));
        // Of an age to be the parent of all.
        let born = births
            .first()
            .map_or(born, |child| born.clamp(child - years(55), child - years(16)));
        let parent = self.outsider(other(sex), born, tongue, surname);
        let informed = self.random.chance(300);
        for child in first + 1..self.family.members.len() {
            let who = Who::Outside(parent.clone());
            self.family.parents.push(ParentLink {
                child,
                parent: who.clone(),
                adopting: None,
            });
            let birth = self.family.members[child].birth;
            let kind = if informed {
                CustodyKind::Informed
            } else {
                CustodyKind::Statutory
            };
            if self.is_minor(birth) {
                self.family.custody.push(CustodyLink {
                    child,
                    guardian: who,
                    guardian_sex: Some(other(sex)),
                    kind,
                    residence: with_one(sex),
                    from: birth,
                    divided: false,
                });
            }
        }
    }
}
