//! Groups `birth`, `death` and `sex`.

use super::labels::{BIRTH_DATE, DATE};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{BirthGroup, DeathGroup, SexGroup};

const MUNICIPALITY_AT_BIRTH: StaticText = StaticText::new(
    "Syntymäkotikunta",
    "Hemkommun vid födelsen",
    "Municipality of residence at birth",
);
const FOREIGN_BIRTHPLACE: StaticText = StaticText::new(
    "Ulkomainen syntymäpaikka",
    "Födelseort utomlands",
    "Place of birth abroad",
);
const BIRTH_COUNTRY: StaticText = StaticText::new("Syntymävaltio", "Födelsestat", "Country of birth");
const DEAD: StaticText = StaticText::new("Kuollut", "Avliden", "Dead");
const DEATH_DATE: StaticText = StaticText::new("Kuolinpäivä", "Dödsdag", "Date of death");
const DECLARED_DEAD: StaticText =
    StaticText::new("Julistettu kuolleeksi", "Dödförklarad", "Declared dead on");
const SEX: StaticText = StaticText::new("Sukupuoli", "Kön", "Sex");
const CHANGE_CONFIRMED: StaticText = StaticText::new(
    "Sukupuolen vahvistettu muutos",
    "Fastställd ändring av kön",
    "Confirmed change of sex",
);

pub(super) fn birth(group: &BirthGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        rows.date(&BIRTH_DATE, group.date);
        rows.municipality(&MUNICIPALITY_AT_BIRTH, group.municipality.as_ref());
        rows.text(&FOREIGN_BIRTHPLACE, &group.foreign_place);
        rows.country(&BIRTH_COUNTRY, group.country.as_ref(), &group.country_text);
    });
}

pub(super) fn death(group: &DeathGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        rows.yes_or_no(&DEAD, Some(group.dead));
        rows.date(&DEATH_DATE, group.date);
        rows.date(&DECLARED_DEAD, group.declared_dead);
    });
}

pub(super) fn sex(group: &SexGroup, parts: &mut Parts) {
    parts.versions(None, &group.sexes, |sex, rows| {
        rows.code(&SEX, Some((sex.code(), sex.name(rows.language()))))
    });
    // It tells of the former value, so it goes with the history.
    let title = CHANGE_CONFIRMED.get(parts.context.language);
    parts.entry(false, Some(title), |rows| {
        rows.date(&DATE, group.change_confirmed)
    });
}
