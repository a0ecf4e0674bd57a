//! Custody, taking into care, guardianship and continuing powers of attorney.

use super::super::draft::{Day, Draft, Who, partial};
use super::Writer;
use crate::register::codes::{
    CustodyDuration, CustodyRight, CustodyRightValue, CustodyRole, GuardianKind, Sex,
};
use crate::register::groups::{
    Attorney, CareOrder, ContinuingPoaGroup, CustodyGroup, CustodyRelation, CustodyRightRow, Guardian,
    GuardianshipGroup, GuardianshipOrder, TakenIntoCareGroup,
};
use crate::register::{BilingualName, Organisation, Versioned};

impl Writer<'_> {
    pub(super) fn custody(&self, place: usize) -> CustodyGroup {
        let mut group = CustodyGroup::default();
        for link in &self.family.custody {
            let row = |who: &Who| {
                let right = |right: CustodyRight, value: CustodyRightValue| CustodyRightRow {
                    right: Some(right),
                    value: Some(value),
                };
                let rights = if link.divided {
                    vec![
                        right(CustodyRight::InformedOfAll, CustodyRightValue::Yes),
                        right(CustodyRight::Residence, CustodyRightValue::No),
                        right(CustodyRight::Passport, CustodyRightValue::Unknown),
                    ]
                } else {
                    Vec::new()
                };
                let relation = CustodyRelation {
                    relative: self.relative(who),
                    role: link.guardian_sex.map(|sex| match sex {
                        Sex::Female => CustodyRole::Mother,
                        Sex::Male => CustodyRole::Father,
                    }),
                    kind: Some(link.kind),
                    duration: Some(CustodyDuration::UntilFurtherNotice),
                    tasks_divided: link.divided,
                    tasks_text: if link.divided {
                        "Toinen huoltaja päättää asuinpaikasta."
                    } else {
                        ""
                    }
                    .to_owned(),
                    child_residence: Some(link.residence),
                    rights,
                };
                Versioned::active(relation, partial(link.from))
            };
            if link.child == place {
                group.guardians.push(row(&link.guardian));
            }
            if matches!(link.guardian, Who::Member(guardian) if guardian == place) {
                group.dependants.push(row(&Who::Member(link.child)));
            }
        }
        group
    }

    pub(super) fn guardianship(&self, member: &Draft) -> GuardianshipGroup {
        let Some(guarded) = &member.guarded else {
            return GuardianshipGroup::default();
        };
        let guardian = match guarded.guardian {
            Some(place) => Guardian {
                kind: Some(GuardianKind::Person),
                person: Some(self.relative(&Who::Member(place))),
                ..Guardian::default()
            },
            None => Guardian {
                kind: Some(GuardianKind::PublicLegalAidOffice),
                organisation: Some(Organisation {
                    name: BilingualName::new(
                        "Oikeusapu- ja edunvalvontapiiri, edunvalvontatoimisto",
                        "Rättshjälps- och intressebevakningsdistriktet, intressebevakningsbyrån",
                    ),
                    business_id: None,
                }),
                ..Guardian::default()
            },
        };
        let from = partial(guarded.from);
        let order = GuardianshipOrder {
            restriction: Some(guarded.restriction),
            guardians: vec![Versioned::active(guardian, from)],
        };
        GuardianshipGroup {
            orders: vec![Versioned::active(order, from)],
        }
    }

    pub(super) fn continuing_poa(&self, member: &Draft) -> ContinuingPoaGroup {
        let Some((place, from)) = member.attorney else {
            return ContinuingPoaGroup::default();
        };
        let attorney = Attorney {
            person: Some(self.relative(&Who::Member(place))),
            ..Attorney::default()
        };
        ContinuingPoaGroup {
            in_force: Some(true),
            attorneys: vec![Versioned::active(attorney, partial(from))],
        }
    }
}

pub(super) fn taken_into_care(day: Day) -> TakenIntoCareGroup {
    let order = CareOrder {
        body: "Hyvinvointialue".to_owned(),
    };
    TakenIntoCareGroup {
        taken: Some(true),
        orders: vec![Versioned::active(order, partial(day))],
    }
}
