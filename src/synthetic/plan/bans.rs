//! Non-disclosures for personal safety.

use super::super::draft::{Place, date, years};
use super::super::elsewhere::post_box;
use super::super::tables::TABLES;
use super::Planner;
use crate::register::NonDisclosure;

impl Planner<'_> {
    /// Non-disclosures: of everyone in the home, or of one adult alone.
    pub(super) fn bans(&mut self) {
        if !self.random.chance(3) {
            return;
        }
        let whole = self.random.chance(650);
        let ended = self.random.chance(120);
        let from = self.day - self.random.between(20, years(4));
        let until = match (ended, self.random.chance(80)) {
            (true, _) => Some(self.day - self.random.between(1, 19)),
            (false, true) => None,
            (false, false) => Some(self.day + self.random.between(10, years(2))),
        };
        let ban = NonDisclosure {
            from: date(from),
            until: until.map(date),
        };
        let former = self.random.chance(300).then(|| NonDisclosure {
            from: date(from - years(5)),
            until: Some(date(from - 1)),
        });
        // A contact address is elsewhere than the person.
        let town = (self.town() + 1 + self.random.below(40) as usize) % TABLES.towns.len();
        for place in 0..self.family.members.len() {
            let member = &self.family.members[place];
            if member.died.is_some() || member.home() != 0 || (!whole && place > 0) {
                continue;
            }
            if matches!(self.family.homes[0].left_for, Some((Place::Abroad { .. }, _))) {
                continue;
            }
            let with_contact = self.random.chance(600);
            let postcode = TABLES.postcode_in(town, &mut self.random);
            let number = 10 + self.random.below(900);
            let member = &mut self.family.members[place];
            member.ban = Some(NonDisclosure {
                from: date(member.birth.max(from)),
                ..ban
            });
            if member.birth < from - years(5) {
                member.former_bans.extend(former);
            }
            if with_contact {
                member.contact = Some(post_box(postcode, number));
            }
        }
    }
}
