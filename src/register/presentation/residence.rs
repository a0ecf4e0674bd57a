//! Groups `homeMunicipality`, `addresses`, `residence` and `migration`.

use super::LeadsTo;
use super::identity::capitalised;
use super::labels::{
    ADDRESS, APARTMENT, DATE, FROM, KIND, MUNICIPALITY, PERMANENT_APARTMENT_ID, PERMANENT_BUILDING_ID,
    PROPERTY_ID, UNTIL,
};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{AddressesGroup, HomeMunicipalityGroup, MigrationGroup, ResidenceGroup};

const HOME_MUNICIPALITY: StaticText = StaticText::new("Kotikunta", "Hemkommun", "Municipality of residence");
const MOVED_IN: StaticText = StaticText::new("Muuttopäivä", "Flyttningsdag", "Moved in");
const MOVED_OUT: StaticText = StaticText::new("Poismuuttopäivä", "Bortflyttningsdag", "Moved out");
const YEAR_END: StaticText = StaticText::new(
    "Vuodenvaihteen kotikunta",
    "Hemkommun vid årsskiftet",
    "Municipality at the end of the year",
);
const YEAR: StaticText = StaticText::new("Vuosi", "År", "Year");
const TEMPORARY_MUNICIPALITY: StaticText = StaticText::new(
    "Tilapäinen kunta",
    "Tillfällig kommun",
    "Municipality of temporary stay",
);
const POPULATION_MUNICIPALITY: StaticText = StaticText::new(
    "Väestökirjanpitokunta",
    "Befolkningsbokföringskommun",
    "Population registration municipality",
);
const BEST_ADDRESS: StaticText = StaticText::new("Paras osoite", "Bästa adress", "Best address");
const RESIDENCE_CODE: StaticText =
    StaticText::new("Asuinpaikantunnus", "Bostadsbeteckning", "Residence code");
const INSTITUTION: StaticText =
    StaticText::new("Asuu laitoksessa", "Bor på en anstalt", "Stays in an institution");
const INSTITUTION_NAME: StaticText =
    StaticText::new("Laitoksen nimi", "Anstaltens namn", "Name of the institution");
const NO_FIXED_DWELLING: StaticText = StaticText::new(
    "Kunnassa vailla vakinaista asuntoa",
    "Utan stadigvarande bostad i kommunen",
    "No fixed dwelling in the municipality",
);
const MOVE_NOTICE: StaticText = StaticText::new("Muuttoilmoitus", "Flyttningsanmälan", "Move notice");
const MOVED_TO_FINLAND: StaticText =
    StaticText::new("Muuttanut Suomeen", "Flyttat till Finland", "Moved to Finland");
const MOVE: StaticText = StaticText::new(
    "Muutto maasta toiseen",
    "Flyttning mellan länder",
    "Move between countries",
);
const COUNTRY_FROM: StaticText = StaticText::new("Lähtömaa", "Utflyttningsland", "Country moved from");
const COUNTRY_TO: StaticText = StaticText::new("Tulomaa", "Inflyttningsland", "Country moved to");
const ABSENCE: StaticText = StaticText::new("Poissaolo", "Frånvaro", "Absence");
const REMOVED: StaticText = StaticText::new(
    "Ulkomaalainen poistettu rekisteristä",
    "Utlänning avförd ur registret",
    "Alien removed from the register",
);

pub(super) fn home_municipality(group: &HomeMunicipalityGroup, parts: &mut Parts) {
    let moves = (&MOVED_IN, &MOVED_OUT);
    parts.dated(None, &group.municipalities, moves, |municipality, rows| {
        rows.municipality(&HOME_MUNICIPALITY, Some(municipality));
    });
    parts.versions(None, &group.population_registration, |municipality, rows| {
        rows.municipality(&POPULATION_MUNICIPALITY, Some(municipality));
    });
    parts.versions(None, &group.temporary, |municipality, rows| {
        rows.municipality(&TEMPORARY_MUNICIPALITY, Some(municipality));
    });
    let latest = group.year_ends.iter().map(|row| row.year).max();
    let title = YEAR_END.get(parts.context.language);
    for row in &group.year_ends {
        parts.entry(Some(row.year) == latest, Some(title), |rows| {
            rows.municipality(&MUNICIPALITY, Some(&row.municipality));
            rows.number(&YEAR, Some(row.year));
        });
    }
}

pub(super) fn addresses(group: &AddressesGroup, parts: &mut Parts) {
    let (today, language) = (parts.context.today, parts.context.language);
    let best = group.best(today);
    let mut ended = Vec::new();
    for row in &group.addresses {
        if row.is_current(today) {
            let is_best = best.is_some_and(|best| std::ptr::eq(best, row));
            let title = row.value.kind.map(|kind| capitalised(kind.name(language)));
            parts.entry(true, title.as_deref(), |rows| {
                rows.text(&ADDRESS, &row.value.address.one_line(language));
                rows.flag(&BEST_ADDRESS, is_best);
                rows.date(&FROM, row.from);
                rows.date(&UNTIL, row.to);
            });
        } else {
            ended.push(row.clone());
        }
    }
    parts.ended(None, &ended, |row, rows| {
        rows.text(&ADDRESS, &row.address.one_line(language));
        rows.code(&KIND, row.kind.map(|kind| (kind.code(), kind.name(language))));
    });
}

pub(super) fn residence(group: &ResidenceGroup, parts: &mut Parts) {
    let language = parts.context.language;
    parts.dated(None, &group.places, (&MOVED_IN, &MOVED_OUT), |place, rows| {
        rows.code(&KIND, place.kind.map(|kind| (kind.code(), kind.name(language))));
        rows.text(&ADDRESS, &place.address.one_line(language));
        rows.municipality(&MUNICIPALITY, place.municipality.as_ref());
        rows.maybe(
            &RESIDENCE_CODE,
            place.residence_code.as_ref().map(|code| code.as_str()),
        );
        rows.leading(
            &PERMANENT_BUILDING_ID,
            place.building.as_ref().map(|id| id.as_str()),
            LeadsTo::Building,
        );
        rows.maybe(&APARTMENT, place.apartment.map(|part| part.show()).as_deref());
        rows.leading(
            &PERMANENT_APARTMENT_ID,
            place.permanent_apartment.as_ref().map(|id| id.as_str()),
            LeadsTo::Apartment,
        );
        rows.leading(
            &PROPERTY_ID,
            place.property.map(|id| id.short()).as_deref(),
            LeadsTo::Property,
        );
        rows.flag(&INSTITUTION, place.institution);
        rows.text(&INSTITUTION_NAME, &place.institution_name);
        rows.flag(&NO_FIXED_DWELLING, place.no_fixed_dwelling);
        rows.code(
            &MOVE_NOTICE,
            place
                .move_notice
                .map(|notice| (notice.code(), notice.name(language))),
        );
    });
}

pub(super) fn migration(group: &MigrationGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        rows.date(&MOVED_TO_FINLAND, group.moved_to_finland);
        rows.date(&REMOVED, group.removed_from_register);
    });
    parts.dated(
        Some(&MOVE),
        &group.moves,
        (&DATE, &UNTIL),
        |country_move, rows| {
            rows.country(&COUNTRY_FROM, country_move.country_from.as_ref(), "");
            rows.country(&COUNTRY_TO, country_move.country_to.as_ref(), "");
        },
    );
    parts.versions(None, &group.absences, |absence, rows| {
        rows.code(&ABSENCE, Some((absence.code(), absence.name(rows.language()))));
    });
}
