//! Groups `guardianship` and `continuingPoa`.

use super::labels::{DIVISION_OF_TASKS, FROM, KIND, ORGANISATION, TASKS_DIVIDED, UNTIL};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{ContinuingPoaGroup, GuardianshipGroup};

const GUARDIANSHIP: StaticText = StaticText::new("Edunvalvonta", "Intressebevakning", "Guardianship");
const IN_FORCE: StaticText = StaticText::new("Voimassa", "Gäller", "In force");
const RESTRICTION: StaticText = StaticText::new(
    "Toimintakelpoisuuden rajoitus",
    "Begränsning av handlingsbehörigheten",
    "Restriction of competence",
);
const GUARDIAN: StaticText = StaticText::new("Edunvalvoja", "Intressebevakare", "Guardian");
const POA_IN_FORCE: StaticText = StaticText::new(
    "Edunvalvontavaltuutus voimassa",
    "Intressebevakningsfullmakten gäller",
    "Continuing power of attorney in force",
);
const ATTORNEY: StaticText = StaticText::new("Valtuutettu", "Fullmäktig", "Attorney");

pub(super) fn guardianship(group: &GuardianshipGroup, parts: &mut Parts) {
    let language = parts.context.language;
    for order in &group.orders {
        let in_force = order.is_current(parts.context.today);
        parts.entry(in_force, Some(GUARDIANSHIP.get(language)), |rows| {
            rows.yes_or_no(&IN_FORCE, Some(in_force));
            rows.maybe(
                &RESTRICTION,
                order
                    .value
                    .restriction
                    .map(|restriction| restriction.name(language)),
            );
            rows.date(&FROM, order.from);
            rows.date(&UNTIL, order.to);
        });
        let guardians = &order.value.guardians;
        parts.versions_within(
            in_force,
            Some(&GUARDIAN),
            guardians,
            (&FROM, &UNTIL),
            |guardian, rows| {
                rows.code(
                    &KIND,
                    guardian.kind.map(|kind| (kind.code(), kind.name(language))),
                );
                if let Some(person) = &guardian.person {
                    rows.person(person);
                }
                rows.organisation(&ORGANISATION, guardian.organisation.as_ref());
                rows.flag(&TASKS_DIVIDED, guardian.tasks_divided);
                rows.text(&DIVISION_OF_TASKS, &guardian.tasks_text);
            },
        );
    }
}

pub(super) fn continuing_poa(group: &ContinuingPoaGroup, parts: &mut Parts) {
    parts.current(None, |rows| rows.yes_or_no(&POA_IN_FORCE, group.in_force));
    parts.versions(Some(&ATTORNEY), &group.attorneys, |attorney, rows| {
        if let Some(person) = &attorney.person {
            rows.person(person);
        }
        rows.organisation(&ORGANISATION, attorney.organisation.as_ref());
        rows.flag(&TASKS_DIVIDED, attorney.tasks_divided);
        rows.text(&DIVISION_OF_TASKS, &attorney.tasks_text);
    });
}
