//! Marital status, marriages, parents and children.

use super::super::draft::{Adopting, Day, ParentLink, Who, age, partial};
use super::{Writer, span};
use crate::register::Versioned;
use crate::register::codes::{AdoptionNote, MaritalStatus, WayBegun, WayEnded};
use crate::register::groups::{
    Adoption, Child, ChildrenGroup, MaritalStatusGroup, Marriage, MarriagesGroup, Parent, ParentsGroup,
};

impl Writer<'_> {
    pub(super) fn marital_status(&self, place: usize) -> MaritalStatusGroup {
        let member = &self.family.members[place];
        let mut own: Vec<_> = self
            .family
            .unions
            .iter()
            .filter(|union| union.member == place)
            .collect();
        own.sort_by_key(|union| union.begun);
        let mut changes = vec![(MaritalStatus::Unmarried, None)];
        for union in own {
            let registered = union.way == WayBegun::PartnershipRegistered;
            let began = if registered {
                MaritalStatus::InPartnership
            } else {
                MaritalStatus::Married
            };
            changes.push((began, Some(union.begun)));
            if let Some(separated) = union.separated.filter(|_| !registered) {
                changes.push((MaritalStatus::LegallySeparated, Some(separated)));
            }
            if let Some((day, way)) = union.ended {
                // The one who died stayed married to the end.
                let dead = way == WayEnded::SpouseDied && member.died == Some(day);
                let status = match way {
                    // The marriage begins on the same day.
                    WayEnded::PartnershipIntoMarriage => continue,
                    WayEnded::SpouseDied => MaritalStatus::Widowed,
                    WayEnded::PartnerDied => MaritalStatus::WidowedFromPartnership,
                    WayEnded::PartnershipDissolved => MaritalStatus::DivorcedFromPartnership,
                    _ => MaritalStatus::Divorced,
                };
                if !dead {
                    changes.push((status, Some(day)));
                }
            }
        }
        let ends = changes
            .iter()
            .skip(1)
            .map(|(_, from)| from.map(|day| day - 1))
            .chain([None]);
        let statuses = changes
            .iter()
            .zip(ends)
            .map(|((status, from), to)| span(*status, *from, to));
        let mut statuses: Vec<_> = statuses.collect();
        statuses.reverse();
        MaritalStatusGroup { statuses }
    }

    pub(super) fn marriages(&self, place: usize) -> MarriagesGroup {
        let mut own: Vec<_> = self
            .family
            .unions
            .iter()
            .filter(|union| union.member == place)
            .collect();
        own.sort_by_key(|union| union.begun);
        let rows = own.into_iter().zip(1..).map(|(union, order)| {
            let marriage = Marriage {
                order,
                spouse: self.relative(&union.spouse),
                begun: Some(union.way),
                ended: union.ended.map(|(_, way)| way),
                legal_separation: union.separated.and_then(partial),
            };
            span(marriage, Some(union.begun), union.ended.map(|(day, _)| day))
        });
        let mut marriages: Vec<_> = rows.collect();
        marriages.reverse();
        MarriagesGroup { marriages }
    }

    pub(super) fn parents(&self, place: usize) -> ParentsGroup {
        let own = self.family.parents.iter().filter(|link| link.child == place);
        let birth = self.family.members[place].birth;
        let parents = own.map(|link| {
            let parent = Parent {
                relative: self.relative(&link.parent),
                adoption: link.adopting.map(note),
            };
            tied(parent, birth, link.adopting)
        });
        ParentsGroup {
            parents: parents.collect(),
        }
    }

    pub(super) fn children(&self, place: usize) -> ChildrenGroup {
        let own = |link: &&ParentLink| matches!(link.parent, Who::Member(parent) if parent == place);
        let members = self.family.parents.iter().filter(own).map(|link| {
            let birth = self.family.members[link.child].birth;
            let relative = self.relative(&Who::Member(link.child));
            (relative, birth, link.adopting)
        });
        let outside = self.family.outside_children.iter();
        let outside = outside
            .filter(|row| row.parent == place)
            .map(|row| (row.child.clone(), row.birth, row.given.map(Adopting::Ended)));
        let mut all: Vec<_> = members.chain(outside).collect();
        if all.is_empty() {
            return ChildrenGroup::default();
        }
        all.sort_by_key(|(_, birth, _)| *birth);
        // A child given for adoption is none of the person's children any more.
        let still = all
            .iter()
            .filter(|row| !matches!(row.2, Some(Adopting::Ended(_))));
        let minors = still
            .clone()
            .filter(|(_, birth, _)| age(*birth, self.day) < 18)
            .count();
        ChildrenGroup {
            count: u16::try_from(still.count()).ok(),
            minors: u16::try_from(minors).ok(),
            children: all
                .into_iter()
                .map(|(relative, birth, adopting)| {
                    let adoption = adopting.map(note);
                    tied(Child { relative, adoption }, birth, adopting)
                })
                .collect(),
        }
    }
}

/// A tie of child and parent, from birth or adoption to now, or to when the child was given away.
fn tied<T>(value: T, birth: Day, adopting: Option<Adopting>) -> Versioned<T> {
    match adopting {
        None => span(value, Some(birth), None),
        Some(Adopting::Made(day)) => span(value, Some(day), None),
        Some(Adopting::Ended(day)) => span(value, Some(birth), Some((day - 1).max(birth))),
    }
}

fn note(adopting: Adopting) -> Adoption {
    let (note, day) = match adopting {
        Adopting::Made(day) => (AdoptionNote::Adopted, day),
        Adopting::Ended(day) => (AdoptionNote::GivenForAdoption, day),
    };
    Adoption {
        note: Some(note),
        date: partial(day),
    }
}
