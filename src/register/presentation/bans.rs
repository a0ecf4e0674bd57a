//! Groups `bans`, `registerOffice` and `email`.

use super::labels::{FROM, IN_FORCE_WORDS, NON_DISCLOSURE, UNTIL, UNTIL_FURTHER_NOTICE};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{BansGroup, EmailGroup, RegisterOfficeGroup};

const DISCLOSURE_BAN: StaticText = StaticText::new(
    "Tietojen luovutuskielto",
    "Förbud mot utlämnande",
    "Refusal of disclosure",
);
const OFFICE: StaticText =
    StaticText::new("Rekisteriviranomainen", "Registermyndighet", "Register authority");
const EMAIL: StaticText = StaticText::new("Sähköpostiosoite", "E-postadress", "E-mail address");
const ENDED: StaticText = StaticText::new("päättynyt", "upphört", "ended");
const COMING: StaticText = StaticText::new("ei vielä alkanut", "har inte börjat ännu", "not yet begun");

pub(super) fn bans(group: &BansGroup, parts: &mut Parts) {
    let (today, language) = (parts.context.today, parts.context.language);
    // The dates decide, not the list: a ban in force must never look like a former one.
    for ban in group.non_disclosure.iter().chain(&group.former_non_disclosures) {
        let has_ended = ban.until.is_some_and(|until| until < today);
        let state = match (has_ended, ban.is_in_force(today)) {
            (true, _) => ENDED,
            (false, true) => IN_FORCE_WORDS,
            (false, false) => COMING,
        };
        parts.entry(!has_ended, None, |rows| {
            rows.text(&NON_DISCLOSURE, state.get(language));
            rows.date(&FROM, Some(ban.from.into()));
            match ban.until {
                Some(until) => rows.date(&UNTIL, Some(until.into())),
                None => rows.text(&UNTIL, UNTIL_FURTHER_NOTICE.get(language)),
            }
        });
    }
    parts.versions(None, &group.disclosure_bans, |ban, rows| {
        rows.text(&DISCLOSURE_BAN, ban.name(language))
    });
}

pub(super) fn register_office(group: &RegisterOfficeGroup, parts: &mut Parts) {
    parts.versions(None, &group.offices, |office, rows| {
        rows.code(&OFFICE, Some((office.code(), office.name(rows.language()))))
    });
}

pub(super) fn email(group: &EmailGroup, parts: &mut Parts) {
    parts.versions(None, &group.addresses, |address, rows| rows.text(&EMAIL, address));
}
