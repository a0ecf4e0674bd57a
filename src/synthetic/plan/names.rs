//! How names change: by marriage, by divorce, by a wish of one's own.

use chrono::Datelike;

use super::super::draft::{Day, OldName, date, years};
use super::super::tables::{TABLES, Tongue};
use super::Planner;
use crate::register::codes::{NameChange, NameKind};

impl Planner<'_> {
    /// One spouse takes the other's surname, as most do, alone or after the own one.
    pub(super) fn take_surname(&mut self, taker: usize, giver: usize, day: Day) {
        let common = self.family.members[giver].surname.clone();
        let choice = self.random.below(100);
        let taken = choice < 76;
        let common = {
            let taker = &self.family.members[taker];
            TABLES.in_form_of(taker.sex, taker.tongue, &common).to_owned()
        };
        if !taken || common == self.family.members[taker].surname || common.contains('-') {
            return;
        }
        if choice >= 7 {
            self.bear_surname(taker, common, day);
            return;
        }
        let own = self.family.members[taker].surname.clone();
        if own.contains('-') {
            return;
        }
        self.bear_surname(taker, format!("{own}-{common}"), day);
        self.family.members[taker].own_surname.clone_from(&own);
        // The own part is sometimes dropped later.
        let later = day + self.random.between(400, years(15));
        if self.random.chance(200) && later < self.day - 30 {
            let member = &mut self.family.members[taker];
            member.put_off_surname(
                NameKind::FormerSurname,
                NameChange::OwnSurnameDropped,
                later,
                common,
            );
            member.own_surname.clear();
        }
    }

    /// A surname is taken in marriage; the one before is the last one as unmarried, or just a former one.
    pub(super) fn bear_surname(&mut self, person: usize, name: String, day: Day) {
        let member = &mut self.family.members[person];
        let name = TABLES.in_form_of(member.sex, member.tongue, &name).to_owned();
        if member.surname == name || member.named.is_some_and(|named| named >= day) {
            return;
        }
        let first = member
            .old_names
            .iter()
            .all(|old| old.kind != NameKind::LastSurnameAsUnmarried);
        let kind = if first {
            NameKind::LastSurnameAsUnmarried
        } else {
            NameKind::FormerSurname
        };
        let abroad = matches!(member.tongue, Tongue::Foreign(_)) && day < member.arrival();
        let way = if abroad {
            NameChange::Abroad
        } else {
            NameChange::SurnameByNotice
        };
        member.put_off_surname(kind, way, day, name);
    }

    /// Back to the surname borne before marriage.
    pub(super) fn return_to_own_surname(&mut self, person: usize, day: Day) {
        let later = (day + self.random.between(0, 500)).min(self.day - 1);
        let at_marriage = self.random.chance(200);
        let member = &mut self.family.members[person];
        let unmarried = member
            .old_names
            .iter()
            .find(|old| old.kind == NameKind::LastSurnameAsUnmarried)
            .map(|old| old.name.clone());
        if member.named.is_some_and(|named| named >= later) {
            return;
        }
        if let Some(name) = unmarried.filter(|name| *name != member.surname) {
            let way = if at_marriage {
                NameChange::BackToNameAtMarriage
            } else {
                NameChange::BackToUnmarriedName
            };
            member.put_off_surname(NameKind::FormerSurname, way, later.max(day), name);
        }
    }

    /// A change of first names by the person's own wish.
    pub(super) fn rename(&mut self, person: usize) {
        let (birth, tongue, sex) = {
            let member = &self.family.members[person];
            (member.birth, member.tongue, member.sex)
        };
        let changed = self.random.between(birth + years(18), self.day - 1);
        let new = TABLES.first_name(tongue, sex, date(birth).year(), &mut self.random);
        let member = &mut self.family.members[person];
        let names: Vec<&str> = member.first_names.split(' ').collect();
        if names.contains(&new) {
            return;
        }
        let (way, first_names, call_name) = match (self.random.below(7), names.as_slice()) {
            (0, [one, two, ..]) => {
                let mut turned = names.clone();
                turned.swap(0, 1);
                let call = if member.call_name == *one { two } else { one };
                (NameChange::FirstNameOrder, turned.join(" "), (*call).to_owned())
            }
            (1, [one, two]) => (NameChange::Hyphen, format!("{one}-{two}"), format!("{one}-{two}")),
            (2, [one, .., _]) => {
                let kept = &names[..names.len() - 1];
                let call = if kept.contains(&member.call_name.as_str()) {
                    member.call_name.clone()
                } else {
                    (*one).to_owned()
                };
                (NameChange::FirstNameGivenUp, kept.join(" "), call)
            }
            (3, [_, rest @ ..]) => {
                let all: Vec<&str> = std::iter::once(new).chain(rest.iter().copied()).collect();
                (NameChange::FirstName, all.join(" "), new.to_owned())
            }
            (4, [one, ..]) => {
                let all = format!("{new} {one}");
                (NameChange::OtherFirstNameByNotice, all, new.to_owned())
            }
            (5, [one, two, ..]) => {
                // Only the call name changes.
                let call = if member.call_name == *one { *two } else { *one };
                let old = std::mem::replace(&mut member.call_name, call.to_owned());
                member.old_names.push(OldName {
                    name: old,
                    kind: NameKind::FormerCallName,
                    way: Some(NameChange::CallName),
                    from: birth,
                    to: changed - 1,
                });
                return;
            }
            _ if names.len() < 4 => (
                NameChange::FirstNameAdded,
                format!("{} {new}", member.first_names),
                member.call_name.clone(),
            ),
            _ => return,
        };
        let old = std::mem::replace(&mut member.first_names, first_names);
        member.call_name = call_name;
        member.old_names.push(OldName {
            name: old,
            kind: NameKind::FormerFirstNames,
            way: Some(way),
            from: birth,
            to: changed - 1,
        });
    }
}

/// A made-up address under the reserved top level `.example`.
pub(super) fn email(first: &str, last: &str, number: u32) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .filter_map(|letter| match letter.to_lowercase().next().unwrap_or(letter) {
                'ä' | 'å' | 'á' => Some('a'),
                'ö' | 'õ' => Some('o'),
                letter if letter.is_ascii_alphanumeric() => Some(letter),
                _ => None,
            })
            .collect()
    };
    format!("{}.{}{number}@posti.example", plain(first), plain(last))
}
