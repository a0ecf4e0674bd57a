//! Groups `languages`, `citizenship`, `occupation`, `religion` and `voting`.

use super::labels::{COUNTRY, KIND, VOTING_DISTRICT};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{
    CitizenshipGroup, LanguagesGroup, OccupationGroup, ReligionGroup, SpokenLanguage, VotingGroup,
};

const MOTHER_TONGUE: StaticText = StaticText::new("Äidinkieli", "Modersmål", "Mother tongue");
const SERVICE_LANGUAGE: StaticText = StaticText::new("Asiointikieli", "Kontaktspråk", "Service language");
const KEPT_AT_22: StaticText = StaticText::new(
    "Suomen kansalaisuuden säilyminen 22-vuotiaana",
    "Bevarande av finskt medborgarskap vid 22 års ålder",
    "Finnish citizenship kept at the age of 22",
);
const KEPT_ON: StaticText = StaticText::new(
    "Säilyminen todettu",
    "Bevarandet konstaterat",
    "Keeping confirmed on",
);
const OCCUPATION: StaticText = StaticText::new("Ammatti", "Yrke", "Occupation");
const COMMUNITY: StaticText = StaticText::new("Uskontokunta", "Trossamfund", "Religious community");
const VOTING_RIGHT: StaticText = StaticText::new(
    "Äänioikeuden peruste",
    "Grund för rösträtten",
    "Basis of the right to vote",
);
const CONSTITUENCY: StaticText = StaticText::new("Vaalipiiri", "Valkrets", "Constituency");

pub(super) fn languages(group: &LanguagesGroup, parts: &mut Parts) {
    let language = parts.context.language;
    parts.versions(None, &group.mother_tongues, |spoken: &SpokenLanguage, rows| {
        let name = spoken
            .code
            .as_ref()
            .map(|code| code.name(language))
            .unwrap_or_default();
        let told = spoken.code.is_none_or(|code| code.is_told_in_words());
        match (spoken.text.is_empty(), told) {
            (true, _) => rows.text(&MOTHER_TONGUE, name),
            (false, true) => rows.text(&MOTHER_TONGUE, &spoken.text),
            (false, false) => rows.text(&MOTHER_TONGUE, &format!("{name} ({})", spoken.text)),
        }
    });
    parts.versions(None, &group.service_languages, |service, rows| {
        rows.text(&SERVICE_LANGUAGE, service.name(language));
    });
}

pub(super) fn citizenship(group: &CitizenshipGroup, parts: &mut Parts) {
    parts.versions(None, &group.citizenships, |citizenship, rows| {
        rows.country(&COUNTRY, citizenship.country.as_ref(), &citizenship.country_text);
        rows.yes_or_no(&KEPT_AT_22, citizenship.kept_at_22);
        rows.date(&KEPT_ON, citizenship.kept_on);
    });
}

pub(super) fn occupation(group: &OccupationGroup, parts: &mut Parts) {
    parts.versions(None, &group.occupations, |occupation, rows| {
        rows.text(&OCCUPATION, occupation)
    });
}

pub(super) fn religion(group: &ReligionGroup, parts: &mut Parts) {
    parts.versions(None, &group.memberships, |membership, rows| {
        let language = rows.language();
        rows.code(
            &KIND,
            membership.kind.map(|kind| (kind.code(), kind.name(language))),
        );
        rows.coded(&COMMUNITY, &membership.code, &membership.name);
    });
}

pub(super) fn voting(group: &VotingGroup, parts: &mut Parts) {
    parts.versions(None, &group.rights, |right, rows| {
        let language = rows.language();
        rows.code(
            &VOTING_RIGHT,
            right.basis.map(|basis| (basis.code(), basis.name(language))),
        );
        rows.coded(&VOTING_DISTRICT, &right.district_code, &right.district);
        rows.coded(&CONSTITUENCY, &right.constituency_code, &right.constituency);
    });
}
