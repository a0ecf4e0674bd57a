//! Co-residents, property and bans.

use super::super::draft::{Draft, Estate, Holder, Who, age};
use super::{Writer, municipality, span};
use crate::register::Versioned;
use crate::register::groups::{BansGroup, Holding, HouseholdGroup, OwnershipGroup};

impl Writer<'_> {
    pub(super) fn household(&self, place: usize) -> HouseholdGroup {
        let member = &self.family.members[place];
        if member.died.is_some() {
            return HouseholdGroup::default();
        }
        let all = 0..self.family.members.len();
        let others: Vec<usize> = all.filter(|other| self.lives_with(place, *other)).collect();
        let minors = others
            .iter()
            .chain([&place])
            .filter(|at| age(self.family.members[**at].birth, self.day) < 18);
        HouseholdGroup {
            minors: u16::try_from(minors.count()).ok(),
            members: others
                .iter()
                .map(|other| self.relative(&Who::Member(*other)))
                .collect(),
        }
    }

    /// What the person owns: each building, and a property on which the person has none.
    pub(super) fn ownership(&self, place: usize) -> Option<OwnershipGroup> {
        let member = &self.family.members[place];
        if age(member.birth, self.day) < 18 || member.died.is_some() {
            return None;
        }
        let own =
            |estate: &&Estate| matches!(&estate.holder, Holder::Members(members) if members.contains(&place));
        let estates = self.family.estates.iter().filter(own);
        let mut holdings = Vec::new();
        let (mut buildings, mut properties) = (0, 0);
        for estate in estates {
            properties += 1;
            // What is gone is owned by nobody.
            let standing = estate
                .structures
                .iter()
                .filter(|structure| structure.gone.is_none());
            let ids: Vec<_> = standing.map(|structure| structure.id).collect();
            buildings += ids.len() as u32;
            let bare = ids.is_empty().then_some(None);
            for building in ids.into_iter().map(Some).chain(bare) {
                let holding = Holding {
                    building,
                    property: Some(estate.id),
                    name: estate.name.clone(),
                    municipality: Some(municipality(estate.town)),
                    address: estate.address.clone(),
                };
                holdings.push(span(holding, estate.from, None));
            }
        }
        Some(OwnershipGroup {
            owns_buildings: Some(buildings > 0),
            owns_properties: Some(properties > 0),
            building_count: Some(buildings),
            property_count: Some(properties),
            holdings,
        })
    }
}

pub(super) fn bans(member: &Draft) -> BansGroup {
    BansGroup {
        non_disclosure: member.ban,
        former_non_disclosures: member.former_bans.clone(),
        disclosure_bans: member
            .disclosure_bans
            .iter()
            .map(|(ban, from)| Versioned::active(*ban, super::partial(*from)))
            .collect(),
    }
}
