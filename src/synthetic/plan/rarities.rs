//! What only few have: a changed code, guardianship, an attorney, a box, a changed first name.

use super::super::draft::{Guarded, OldCode, OldName, Who, age, years};
use super::super::elsewhere::post_box;
use super::super::random::pick_weight;
use super::super::tables::{TABLES, Tongue};
use super::Planner;
use crate::register::codes::{GuardianshipRestriction, NameChange, NameKind};

impl Planner<'_> {
    pub(super) fn rarities(&mut self) -> Option<()> {
        for place in 0..self.family.members.len() {
            let member = &self.family.members[place];
            if member.died.is_some() {
                continue;
            }
            let (old, birth) = (age(member.birth, self.day), member.birth);
            let arrival = member.arrival();
            if old >= 18 {
                self.helpers(place, old);
                if self.random.chance(20) {
                    let random = &mut self.random;
                    let postcode = random.below(TABLES.postcodes.len() as u32) as usize;
                    let post_box = post_box(postcode, 1 + random.below(999));
                    let from = (self.day - random.between(10, years(6))).max(arrival);
                    self.family.members[place].postal = Some((post_box, from));
                }
                if self.random.chance(18) {
                    self.rename(place);
                }
            } else if old > 0 && self.random.chance(18) {
                self.rename_child(place);
            }
            self.family.members[place].withheld = self.random.below(6000) == 0;
            if self.random.chance(4) && old > 1 {
                let corrected = self.random.chance(700);
                let wrong_birth = if corrected {
                    birth - self.random.between(-9, 300)
                } else {
                    birth
                };
                let changed = self.random.between(birth + 90, self.day);
                let code = self.codes.give(wrong_birth.min(self.day))?;
                let confirmed = !corrected && old > 18 && self.random.chance(400);
                let member = &mut self.family.members[place];
                member.old_code = Some(OldCode {
                    code,
                    changed,
                    corrected,
                });
                // A confirmed change of sex brings a new code.
                if confirmed && changed > birth + years(18) {
                    member.sex_confirmed = Some(changed);
                }
            }
        }
        Some(())
    }

    /// A guardian or an attorney: a relative of the household, or the public office.
    fn helpers(&mut self, place: usize, old: i32) {
        let birth = self.family.members[place].birth;
        let others = self.family.members.iter().enumerate();
        let helper = others
            .filter(|(at, other)| *at != place && other.died.is_none() && age(other.birth, self.day) >= 18)
            .map(|(at, _)| at)
            .next();
        let random = &mut self.random;
        let wards = match old {
            ..65 => 6,
            65..80 => 13,
            _ => 55,
        };
        let member = &mut self.family.members[place];
        if random.chance(wards) {
            let kinds = [
                GuardianshipRestriction::None,
                GuardianshipRestriction::Partly,
                GuardianshipRestriction::Incompetent,
            ];
            let longest = years(9).min(self.day - birth - years(18)).max(30);
            member.guarded = Some(Guarded {
                restriction: kinds[pick_weight(random, &[86, 9, 5])],
                from: self.day - random.between(30, longest),
                guardian: helper.filter(|_| random.chance(500)),
            });
        } else if old > 65 && random.chance(25) {
            member.attorney = helper.map(|helper| (helper, self.day - random.between(30, years(5))));
        }
    }

    /// A child got the surname of the other parent later.
    fn rename_child(&mut self, place: usize) {
        let own = self.family.members[place].surname.clone();
        let birth = self.family.members[place].birth;
        let links = self.family.parents.iter().filter(|link| link.child == place);
        let names = links.filter_map(|link| match &link.parent {
            Who::Member(parent) => Some(&self.family.members[*parent]),
            Who::Outside(_) => None,
        });
        let Some(other) = names
            .map(|parent| parent.surname.clone())
            .find(|name| *name != own)
        else {
            return;
        };
        let changed = self.random.between(birth + 60, self.day - 1);
        if changed > birth + 60 && !matches!(self.family.members[place].tongue, Tongue::Foreign(_)) {
            let member = &mut self.family.members[place];
            member.named = Some(changed);
            member.old_names.push(OldName {
                name: other,
                kind: NameKind::FormerSurname,
                way: Some(NameChange::ChildSurnameByNotice),
                from: birth,
                to: changed - 1,
            });
        }
    }
}
