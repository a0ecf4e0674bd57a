//! Groups `custody` and `takenIntoCare`.

use super::labels::{DATE, DIVISION_OF_TASKS, TASKS_DIVIDED, UNTIL};
use super::parts::{Parts, Rows};
use crate::language::StaticText;
use crate::register::groups::{CustodyGroup, CustodyRelation, TakenIntoCareGroup};

const GUARDIAN: StaticText = StaticText::new("Huoltaja", "Vårdnadshavare", "Guardian");
const DEPENDANT: StaticText = StaticText::new("Huollettava", "Barn under vårdnad", "Child in custody");
const ROLE: StaticText = StaticText::new("Huoltajan rooli", "Vårdnadshavarens roll", "Guardian's role");
const CUSTODY_KIND: StaticText = StaticText::new("Huollon laji", "Slag av vårdnad", "Kind of custody");
const DURATION: StaticText = StaticText::new("Huollon kesto", "Vårdnadens längd", "Duration of custody");
const CHILD_LIVES: StaticText = StaticText::new("Lapsen asuminen", "Barnets boende", "Child lives");
const TAKEN: StaticText = StaticText::new("Huostaanotettu", "Omhändertagen", "Taken into care");
const BODY: StaticText = StaticText::new(
    "Huostaanotosta päättänyt taho",
    "Organ som beslutat om omhändertagandet",
    "Deciding body",
);

pub(super) fn custody(group: &CustodyGroup, parts: &mut Parts) {
    parts.versions(None, &group.guardians, |relation, rows| {
        custody_rows(&GUARDIAN, relation, rows)
    });
    parts.versions(None, &group.dependants, |relation, rows| {
        custody_rows(&DEPENDANT, relation, rows)
    });
}

fn custody_rows(label: &StaticText, relation: &CustodyRelation, rows: &mut Rows) {
    let language = rows.language();
    rows.relative(label, &relation.relative);
    rows.code(
        &ROLE,
        relation.role.map(|role| (role.code(), role.name(language))),
    );
    rows.code(
        &CUSTODY_KIND,
        relation.kind.map(|kind| (kind.code(), kind.name(language))),
    );
    rows.code(
        &DURATION,
        relation
            .duration
            .map(|duration| (duration.code(), duration.name(language))),
    );
    if !relation.relative.masked {
        rows.code(
            &CHILD_LIVES,
            relation
                .child_residence
                .map(|residence| (residence.code(), residence.name(language))),
        );
    }
    rows.flag(&TASKS_DIVIDED, relation.tasks_divided);
    if !relation.relative.masked {
        rows.text(&DIVISION_OF_TASKS, &relation.tasks_text);
    }
    for row in &relation.rights {
        if let (Some(right), Some(value)) = (row.right, row.value) {
            rows.labelled(
                &super::identity::capitalised(right.name(language)),
                value.name(language),
            );
        }
    }
}

pub(super) fn taken_into_care(group: &TakenIntoCareGroup, parts: &mut Parts) {
    parts.current(None, |rows| rows.yes_or_no(&TAKEN, group.taken));
    parts.dated(None, &group.orders, (&DATE, &UNTIL), |order, rows| {
        rows.text(&BODY, &order.body)
    });
}
