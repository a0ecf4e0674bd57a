//! Groups `identity`, `name` and `formerNames`.

use super::labels::{COUNTRY, FROM, KIND, NAME, NO_FIRST_NAMES, NO_SURNAME, PERSONAL_IDENTITY_CODE};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{FormerNamesGroup, IdentityGroup, NameGroup};
use crate::register::versioned::Validity;

const FORMER_CODE: StaticText = StaticText::new(
    "Entinen henkilötunnus",
    "Tidigare personbeteckning",
    "Former personal identity code",
);
const CORRECTED: StaticText = StaticText::new("Korjattu", "Rättad", "Corrected");
const ELECTRONIC_IDENTIFIER: StaticText = StaticText::new(
    "Sähköinen asiointitunnus",
    "Elektronisk kommunikationskod",
    "Electronic client identifier",
);
const INDIVIDUAL_IDENTIFIER: StaticText = StaticText::new(
    "Yksilöintitunnus",
    "Individualiseringsbeteckning",
    "Individual identifier",
);
const FOREIGN_NUMBER: StaticText = StaticText::new(
    "Ulkomainen henkilönumero",
    "Utländskt personnummer",
    "Foreign personal number",
);
const NUMBER: StaticText = StaticText::new("Numero", "Nummer", "Number");
const VALIDITY: StaticText = StaticText::new(
    "Tunnuksen voimassaolo",
    "Beteckningens giltighet",
    "Validity of the code",
);
const SURNAME: StaticText = StaticText::new("Sukunimi", "Efternamn", "Surname");
const FIRST_NAMES: StaticText = StaticText::new("Etunimet", "Förnamn", "First names");
const CALL_NAME: StaticText = StaticText::new("Kutsumanimi", "Tilltalsnamn", "Call name");
const INTERMEDIATE_NAME: StaticText = StaticText::new("Välinimi", "Mellannamn", "Intermediate name");
const PATRONYMIC: StaticText = StaticText::new("Patronyymi", "Patronymikon", "Patronymic");
const OWN_SURNAME: StaticText = StaticText::new(
    "Avioliitossa säilytetty oma sukunimi",
    "Eget efternamn som behållits i äktenskapet",
    "Own surname kept in marriage",
);
const SPELLING_DETAIL: StaticText = StaticText::new(
    "Kirjoitusasun erityispiirre",
    "Särdrag i skrivsättet",
    "Spelling detail",
);
const SPELLING_TEXT: StaticText = StaticText::new(
    "Kirjoitusasun selite",
    "Förklaring till skrivsättet",
    "Explanation of the spelling",
);
const RELATIVE: StaticText = StaticText::new("Omaisen nimi", "Anhörigs namn", "Name of a relative");
const WAY_OF_CHANGE: StaticText = StaticText::new("Muutostapa", "Ändringssätt", "Way of change");

pub(super) fn identity(group: &IdentityGroup, parts: &mut Parts) {
    parts.entry(group.validity == Validity::Active, None, |rows| {
        rows.maybe(
            &PERSONAL_IDENTITY_CODE,
            group.code.as_ref().map(|code| code.as_str()),
        );
        if group.code.is_some() {
            rows.text(&VALIDITY, group.validity.name(rows.language()));
        }
    });
    parts.current(None, |rows| {
        rows.text(&INDIVIDUAL_IDENTIFIER, &group.individual_identifier)
    });
    parts.versions(None, &group.electronic_identifiers, |identifier, rows| {
        rows.text(&ELECTRONIC_IDENTIFIER, identifier.as_str());
    });
    parts.versions(Some(&FOREIGN_NUMBER), &group.foreign_numbers, |foreign, rows| {
        rows.text(&NUMBER, &foreign.number);
        rows.country(&COUNTRY, foreign.country.as_ref(), "");
    });
    parts.ended(None, &group.former_codes, |former, rows| {
        rows.maybe(&FORMER_CODE, former.code.as_ref().map(|code| code.as_str()));
        rows.flag(&CORRECTED, former.corrected);
    });
}

pub(super) fn name(group: &NameGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        let language = rows.language();
        let surname = if group.no_surname {
            NO_SURNAME.get(language)
        } else {
            &group.surname
        };
        let first_names = if group.no_first_names {
            NO_FIRST_NAMES.get(language)
        } else {
            &group.first_names
        };
        rows.text(&SURNAME, surname);
        rows.text(&FIRST_NAMES, first_names);
        rows.text(&CALL_NAME, &group.call_name);
        rows.text(&INTERMEDIATE_NAME, &group.intermediate_name);
        rows.text(&PATRONYMIC, &group.patronymic);
        rows.text(&OWN_SURNAME, &group.own_surname);
        rows.flag(&SPELLING_DETAIL, group.spelling_detail);
        rows.text(&SPELLING_TEXT, &group.spelling_text);
        rows.date(&FROM, group.from);
    });
    for named in &group.relatives {
        let language = parts.context.language;
        let title = named
            .kind
            .map_or(RELATIVE.get(language), |kind| kind.name(language));
        parts.entry(true, Some(&capitalised(title)), |rows| {
            rows.person(&named.relative)
        });
    }
}

pub(super) fn former_names(group: &FormerNamesGroup, parts: &mut Parts) {
    parts.ended(None, &group.names, |former, rows| {
        let language = rows.language();
        rows.text(&NAME, &former.name);
        rows.code(&KIND, former.kind.map(|kind| (kind.code(), kind.name(language))));
        rows.code(
            &WAY_OF_CHANGE,
            former.way.map(|way| (way.code(), way.name(language))),
        );
    });
}

/// The name of a code as a heading.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
