//! The second and third step: what of this subject may be shown, and the cut itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Grant;
use crate::identifier::PersonalIdentityCode;
use crate::register::{DataGroup, PersonFacts, PersonGroups};

/// Why a data group is hidden. Told to the officer in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HiddenBecause {
    /// The permit does not give the group to this role.
    NotInPermit,
    /// A non-disclosure for personal safety covers it (L661 s. 36).
    NonDisclosure,
}

/// Whether a data group is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Shown whole.
    Shown,
    /// Shown without what a non-disclosure covers: of the addresses, only the contact address.
    ShownInPart,
    /// Not shown.
    Hidden(HiddenBecause),
}

/// What the officer is told of the subject beside the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// The person has died.
    Dead,
    /// The person is under 15 years of age.
    UnderFifteen,
    /// A non-disclosure is in force and contact data are hidden.
    NonDisclosureHidden,
    /// A non-disclosure is in force and contact data are shown to this role.
    NonDisclosureShown,
}

/// How the query ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Data may be shown.
    Found,
    /// The code is passive; the code in use now, if there is one.
    PassiveCode(Option<PersonalIdentityCode>),
    /// No data that may be shown to this role: not in the register, or the role is refused.
    /// One answer for both, so that it is no oracle (domain.md §8).
    NoData,
}

/// The decision on one subject for one grant. Only [`decide`] makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    outcome: Outcome,
    notices: Vec<Notice>,
    groups: BTreeMap<DataGroup, Visibility>,
    history: bool,
    contact_under_non_disclosure: bool,
    day: NaiveDate,
}

/// Decides what may be shown of a subject whose facts were read, or of none.
#[must_use]
pub fn decide(grant: &Grant<'_>, facts: Option<&PersonFacts>) -> Decision {
    let role = grant.role();
    let day = grant.day();
    let mut decision = Decision {
        outcome: Outcome::NoData,
        notices: Vec::new(),
        groups: DataGroup::ALL
            .iter()
            .map(|group| (*group, Visibility::Hidden(HiddenBecause::NotInPermit)))
            .collect(),
        history: role.history,
        contact_under_non_disclosure: role.contact_under_non_disclosure,
        day,
    };
    let Some(facts) = facts else { return decision };

    let under_15 = facts.age(day) < 15;
    let refused = (facts.withheld && !role.withheld)
        || (facts.dead && !role.dead)
        || (under_15 && !role.under_15)
        || (facts.passive.is_some() && !role.replacement_of_passive_code);
    if refused {
        return decision;
    }
    if let Some(passive) = &facts.passive {
        decision.outcome = Outcome::PassiveCode(passive.replaced_by);
        return decision;
    }

    decision.outcome = Outcome::Found;
    let banned = facts.is_non_disclosed(day) || facts.is_dwelling_non_disclosed(day);
    let masked = banned && !role.contact_under_non_disclosure;
    for group in &role.groups {
        let visibility = match group {
            DataGroup::Addresses if masked => Visibility::ShownInPart,
            group if masked && group.is_contact() => Visibility::Hidden(HiddenBecause::NonDisclosure),
            _ => Visibility::Shown,
        };
        decision.groups.insert(*group, visibility);
    }
    if facts.dead {
        decision.notices.push(Notice::Dead);
    }
    if under_15 {
        decision.notices.push(Notice::UnderFifteen);
    }
    if banned {
        decision.notices.push(if masked {
            Notice::NonDisclosureHidden
        } else {
            Notice::NonDisclosureShown
        });
    }
    decision
}

impl Decision {
    /// How the query ends.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// What the officer is told beside the data.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Whether former values may be shown.
    #[must_use]
    pub fn history(&self) -> bool {
        self.history
    }

    /// The visibility of a group.
    #[must_use]
    pub fn visibility(&self, group: DataGroup) -> Visibility {
        self.groups
            .get(&group)
            .copied()
            .unwrap_or(Visibility::Hidden(HiddenBecause::NotInPermit))
    }

    /// The groups that are shown, whole or in part, in the register's order.
    pub fn shown(&self) -> impl Iterator<Item = DataGroup> + '_ {
        self.groups
            .iter()
            .filter(|(_, visibility)| !matches!(visibility, Visibility::Hidden(_)))
            .map(|(group, _)| *group)
    }

    /// The groups that are hidden, with the reason.
    pub fn hidden(&self) -> impl Iterator<Item = (DataGroup, HiddenBecause)> + '_ {
        self.groups
            .iter()
            .filter_map(|(group, visibility)| match visibility {
                Visibility::Hidden(reason) => Some((*group, *reason)),
                _ => None,
            })
    }

    /// Whether contact data covered by a non-disclosure are shown: marked in the log.
    #[must_use]
    pub fn shows_non_disclosure(&self) -> bool {
        self.notices.contains(&Notice::NonDisclosureShown)
    }

    /// Cuts a record down to what the decision lets through. Everything else is dropped here,
    /// whatever the store returned.
    #[must_use]
    pub fn project(&self, mut groups: PersonGroups) -> PersonGroups {
        if self.outcome != Outcome::Found {
            return PersonGroups::default();
        }
        for group in DataGroup::ALL {
            if matches!(self.visibility(*group), Visibility::Hidden(_)) {
                groups.remove(*group);
            }
        }
        if self.notices.contains(&Notice::NonDisclosureHidden) {
            groups.remove_contact_data();
        }
        if !self.contact_under_non_disclosure {
            // Household members under a ban are left out without a hint, the count included;
            // other relatives keep their row and lose what tells where they live (§5.4).
            groups.mask_relatives(|relative| {
                relative
                    .non_disclosure
                    .is_some_and(|ban| ban.is_in_force(self.day))
            });
        }
        groups
    }
}
