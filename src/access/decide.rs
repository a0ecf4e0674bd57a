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
    /// The same, and the officer may see it after using the key for this one act.
    NonDisclosureToConfirm,
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
    /// A non-disclosure is in force and contact data are hidden until the officer has confirmed
    /// with the key that they are to be shown.
    NonDisclosureToConfirm,
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
    /// Contact data of the person are taken out.
    masked: bool,
    /// Relatives under a ban lose what tells where they live.
    masks_relatives: bool,
    compares_home: bool,
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
        masked: false,
        masks_relatives: !role.contact_under_non_disclosure,
        compares_home: false,
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
    let masked = banned && !grant.shows_contact_under_ban();
    let because = if role.contact_under_non_disclosure {
        HiddenBecause::NonDisclosureToConfirm
    } else {
        HiddenBecause::NonDisclosure
    };
    for group in grant.readable() {
        let visibility = match group {
            DataGroup::Addresses if masked => Visibility::ShownInPart,
            group if masked && group.is_contact() => Visibility::Hidden(because),
            _ => Visibility::Shown,
        };
        decision.groups.insert(*group, visibility);
    }
    decision.masked = masked;
    decision.masks_relatives |= masked;
    // Not even a right to the data lets a search confirm where a protected person lives.
    decision.compares_home = !banned && grant.readable().contains(&DataGroup::HomeMunicipality);
    if facts.dead {
        decision.notices.push(Notice::Dead);
    }
    if under_15 {
        decision.notices.push(Notice::UnderFifteen);
    }
    if banned {
        decision.notices.push(match (masked, because) {
            (false, _) => Notice::NonDisclosureShown,
            (true, HiddenBecause::NonDisclosureToConfirm) => Notice::NonDisclosureToConfirm,
            (true, _) => Notice::NonDisclosureHidden,
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

    /// Whether a search may be narrowed by the person's home municipality. Where it may not, the
    /// criterion is taken out of the comparison for this person, so that nothing is confirmed.
    #[must_use]
    pub fn compares_home_municipality(&self) -> bool {
        self.compares_home
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
        if self.masked {
            groups.remove_contact_data();
        }
        if self.masks_relatives {
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
