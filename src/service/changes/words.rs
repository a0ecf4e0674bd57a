//! The change log's codes in words.

use super::super::alarms::title;
use super::super::directory::Directory;
use super::super::local_time::{local_date, local_minute};
use super::super::management::role_name;
use crate::access::{ManagementRefusal, Refusal};
use crate::alarms::Alarm;
use crate::language::{Language, StaticText};
use crate::log::{Detail, Subject};
use crate::permit::Key;

const YES: StaticText = StaticText::new("kyllä", "ja", "yes");
const FIELDS: [(&str, StaticText); 34] = [
    (
        "asks-approval",
        StaticText::new(
            "Oikeudet vaativat viranomaisen hyväksynnän",
            "Rättigheterna kräver myndighetens godkännande",
            "Rights need the authority's approval",
        ),
    ),
    ("alarm-since", StaticText::new("Alkanut", "Började", "Began")),
    ("locked", StaticText::new("Lukittu", "Låst", "Locked")),
    (
        "business-id",
        StaticText::new("Y-tunnus", "FO-nummer", "Business ID"),
    ),
    (
        "terms",
        StaticText::new("Käyttöehdot", "Användningsvillkor", "Terms of use"),
    ),
    (
        "keys",
        StaticText::new("Hyväksyttävät avaimet", "Godtagbara nycklar", "Accepted keys"),
    ),
    (
        "watch",
        StaticText::new(
            "Vastuukäyttäjän seuranta",
            "Uppföljning av ansvarig användare",
            "Watch of responsible users",
        ),
    ),
    ("name", StaticText::new("Nimi", "Namn", "Name")),
    (
        "email",
        StaticText::new("Sähköpostiosoite", "E-postadress", "E-mail address"),
    ),
    ("language", StaticText::new("Kieli", "Språk", "Language")),
    (
        "organisation",
        StaticText::new("Organisaatio", "Organisation", "Organisation"),
    ),
    (
        "responsible-user",
        StaticText::new("Vastuukäyttäjä", "Ansvarig användare", "Responsible user"),
    ),
    (
        "rights-granter",
        StaticText::new(
            "Käyttöoikeuksien myöntäjä",
            "Den som beviljar användarrätter",
            "Rights granter",
        ),
    ),
    ("ended", StaticText::new("Päätetty", "Avslutad", "Ended")),
    (
        "key-name",
        StaticText::new("Avaimen nimi", "Nyckelns namn", "Name of the key"),
    ),
    ("refused", StaticText::new("Syy", "Orsak", "Cause")),
    ("sessions", StaticText::new("Istuntoja", "Sessioner", "Sessions")),
    ("rows", StaticText::new("Rivejä", "Rader", "Rows")),
    ("records", StaticText::new("Tietueita", "Poster", "Records")),
    (
        "notice-fi",
        StaticText::new("Ilmoitus suomeksi", "Meddelande på finska", "Notice in Finnish"),
    ),
    (
        "notice-sv",
        StaticText::new("Ilmoitus ruotsiksi", "Meddelande på svenska", "Notice in Swedish"),
    ),
    (
        "notice-en",
        StaticText::new(
            "Ilmoitus englanniksi",
            "Meddelande på engelska",
            "Notice in English",
        ),
    ),
    (
        "log-key",
        StaticText::new("Lokin avain", "Loggens nyckel", "Key of the log"),
    ),
    (
        "log-size",
        StaticText::new(
            "Merkintöjä lokissa",
            "Anteckningar i loggen",
            "Entries in the log",
        ),
    ),
    (
        "key-file",
        StaticText::new("Avaintiedosto", "Nyckelfil", "Key file"),
    ),
    (
        "file",
        StaticText::new(
            "Tiedoston SHA-256-tiiviste",
            "Filens SHA-256-kontrollsumma",
            "SHA-256 digest of the file",
        ),
    ),
    (
        "operator",
        StaticText::new(
            "Komennon antaja palvelimella",
            "Kommandots utförare på servern",
            "Given on the server by",
        ),
    ),
    ("begun", StaticText::new("Aloitettu", "Påbörjad", "Begun")),
    (
        "register-day",
        StaticText::new("Rekisterin päivä", "Registrets dag", "Day of the register"),
    ),
    (
        "updates-taken",
        StaticText::new("Päivityksiä viety", "Uppdateringar införda", "Updates taken"),
    ),
    (
        "updates-known",
        StaticText::new(
            "Rekisterissä jo olleita",
            "Fanns redan i registret",
            "In the register already",
        ),
    ),
    (
        "updates-outdated",
        StaticText::new("Vanhentuneita", "Föråldrade", "Outdated"),
    ),
    (
        "lines-refused",
        StaticText::new("Hylättyjä rivejä", "Avvisade rader", "Lines refused"),
    ),
    (
        "of",
        StaticText::new("Lisätieto", "Tilläggsuppgift", "Further detail"),
    ),
];
const AUTHORITY_ROLE: StaticText = StaticText::new(
    "Viranomaisen rooli {code}",
    "Myndighetens roll {code}",
    "Role of the authority {code}",
);
const REFUSALS: [(&str, StaticText); 12] = [
    (
        "permit-suspended",
        StaticText::new(
            "tietoluvan käyttö on keskeytetty",
            "användningen av datatillståndet har avbrutits",
            "the permit is suspended",
        ),
    ),
    (
        "last-administrator",
        StaticText::new(
            "viimeistä pääkäyttäjää ei voi päättää",
            "den sista administratören kan inte avslutas",
            "the last administrator stays",
        ),
    ),
    (
        "organisation-closed",
        StaticText::new(
            "organisaatio on suljettu",
            "organisationen är stängd",
            "the organisation is closed",
        ),
    ),
    (
        "right-not-held",
        StaticText::new(
            "ei voimassa olevaa oikeutta rooliin",
            "ingen gällande rätt till rollen",
            "no right to the role in force",
        ),
    ),
    (
        "permit-not-in-force",
        StaticText::new(
            "tietolupa ei ole voimassa",
            "datatillståndet gäller inte",
            "the permit is not in force",
        ),
    ),
    (
        "operation-not-in-role",
        StaticText::new(
            "kysely ei kuulu rooliin",
            "förfrågan hör inte till rollen",
            "the role does not allow the query",
        ),
    ),
    (
        "purpose-not-in-permit",
        StaticText::new(
            "käyttötarkoitus ei kuulu lupaan",
            "ändamålet ingår inte i tillståndet",
            "the purpose is not in the permit",
        ),
    ),
    (
        "reference",
        StaticText::new(
            "viite puuttuu tai on virheellinen",
            "referensen saknas eller är felaktig",
            "the reference is missing or wrong",
        ),
    ),
    (
        "not-yours",
        StaticText::new(
            "toimi ei kuulu tekijälle",
            "åtgärden hör inte till den som försökte",
            "the act is not the actor's to do",
        ),
    ),
    (
        "own-rights",
        StaticText::new(
            "omien oikeuksien muuttaminen",
            "ändring av egna rättigheter",
            "own rights",
        ),
    ),
    (
        "authority-only",
        StaticText::new(
            "vain viranomainen voi tehdä tämän",
            "endast myndigheten får göra detta",
            "only the authority may do this",
        ),
    ),
    (
        "responsible-user-only",
        StaticText::new(
            "vain vastuukäyttäjä voi tehdä tämän",
            "endast en ansvarig användare får göra detta",
            "only a responsible user may do this",
        ),
    ),
];
const READ_ONLY: StaticText = StaticText::new("Muutosten esto", "Spärr för ändringar", "Stop of changes");
const QUERIES: StaticText = StaticText::new("Kyselyt", "Förfrågningar", "Queries");
const SESSIONS: StaticText = StaticText::new("Kaikki istunnot", "Alla sessioner", "All sessions");
const PRODUCTION: StaticText =
    StaticText::new("Tuotantorekisteri", "Produktionsregistret", "Production register");
const TRAINING: StaticText =
    StaticText::new("Koulutusrekisteri", "Utbildningsregistret", "Training register");
const MESSAGE: StaticText = StaticText::new("Lähtevä viesti", "Utgående meddelande", "Outgoing message");
const PRODUCTION_LOG: StaticText = StaticText::new(
    "Tuotannon kyselyloki",
    "Produktionens förfrågningslogg",
    "Query log of production",
);
const TRAINING_LOG: StaticText = StaticText::new(
    "Koulutuksen kyselyloki",
    "Utbildningens förfrågningslogg",
    "Query log of training",
);
const ENCRYPTED: StaticText = StaticText::new(
    "salattu tunnuslauseella",
    "krypterad med en lösenfras",
    "encrypted with a passphrase",
);
const NOT_ENCRYPTED: StaticText = StaticText::new("ei salattu", "inte krypterad", "not encrypted");
const CHANGE_LOG: StaticText = StaticText::new("Muutosloki", "Ändringsloggen", "Change log");
const RIGHTS_REGISTER: StaticText = StaticText::new(
    "Käyttöoikeusrekisteri",
    "Användarrättsregistret",
    "Access-rights register",
);

/// The code under which a refused query is told.
pub(in super::super) const fn refusal_code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::RightNotHeld => "right-not-held",
        Refusal::PermitNotInForce => "permit-not-in-force",
        Refusal::PermitSuspended => "permit-suspended",
        Refusal::OperationNotInRole => "operation-not-in-role",
        Refusal::PurposeNotInPermit => "purpose-not-in-permit",
        Refusal::Reference(_) => "reference",
    }
}

/// The code under which a refused act of management is told.
pub(in super::super) const fn management_code(refusal: ManagementRefusal) -> &'static str {
    match refusal {
        ManagementRefusal::NotYours => "not-yours",
        ManagementRefusal::OwnRights => "own-rights",
        ManagementRefusal::AuthorityOnly => "authority-only",
        ManagementRefusal::ResponsibleUserOnly => "responsible-user-only",
        ManagementRefusal::LastAdministrator => "last-administrator",
    }
}

/// The words of a code, or the code itself where we have none.
fn word(words: &[(&str, StaticText)], code: &str, language: Language) -> String {
    words
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| code.to_owned(), |(_, text)| text.get(language).to_owned())
}

/// What a detail is about.
pub(super) fn field_name(directory: &Directory, detail: &Detail, language: Language) -> String {
    if let Some(role) = detail.field.strip_prefix("authority-role:") {
        return AUTHORITY_ROLE.get(language).replace("{code}", role);
    }
    let right = detail.field.strip_prefix("right:");
    let keys = right.and_then(|right| {
        let (permit, role) = right.split_once('/')?;
        Some((Key::parse(permit).ok()?, Key::parse(role).ok()?))
    });
    match keys {
        Some((permit, role)) => role_name(directory, &permit, &role, language),
        None => word(&FIELDS, &detail.field, language),
    }
}

/// A value of a detail.
pub(super) fn value(directory: &Directory, field: &str, value: &str, language: Language) -> String {
    match field {
        "refused" => word(&REFUSALS, value, language),
        "language" => {
            let language = Language::from_code(value);
            language.map_or_else(|| value.to_owned(), |language| language.own_name().to_owned())
        }
        "organisation" => organisation_name(directory, value, language),
        "key-file" if value == "encrypted" => ENCRYPTED.get(language).to_owned(),
        "key-file" if value == "plain" => NOT_ENCRYPTED.get(language).to_owned(),
        "alarm-since" => chrono::DateTime::parse_from_rfc3339(value).map_or_else(
            |_| value.to_owned(),
            |since| local_minute(since.to_utc(), language),
        ),
        _ if value == "yes" => YES.get(language).to_owned(),
        _ if field.starts_with("right:") => {
            let days = value.split_once('/').and_then(|(from, until)| {
                let from = local_date(from.parse().ok()?, language);
                Some(format!("{from}–{}", local_date(until.parse().ok()?, language)))
            });
            days.unwrap_or_else(|| value.to_owned())
        }
        _ => value.to_owned(),
    }
}

/// An organisation's name, or its key if there is none.
pub(super) fn organisation_name(directory: &Directory, key: &str, language: Language) -> String {
    Key::parse(key)
        .ok()
        .and_then(|key| directory.organisation(&key).cloned())
        .map_or_else(|| key.to_owned(), |found| found.name.get(language).to_owned())
}

/// A person's name with the login name, or the key if there is none.
pub(super) fn person_name(directory: &Directory, key: &str) -> String {
    Key::parse(key)
        .ok()
        .and_then(|key| directory.user(&key))
        .map_or_else(
            || key.to_owned(),
            |user| format!("{} ({})", user.name, user.login),
        )
}

/// To whom or what.
pub(super) fn subject_name(directory: &Directory, subject: &Subject, language: Language) -> String {
    let text = match subject {
        Subject::None => return String::new(),
        Subject::Username(key) => return person_name(directory, key),
        Subject::Organisation(key) => return organisation_name(directory, key, language),
        Subject::Permit(key) => {
            let permit = Key::parse(key)
                .ok()
                .and_then(|key| directory.permit(&key).cloned());
            return permit.map_or_else(
                || key.clone(),
                |permit| format!("{} ({})", permit.name.get(language), permit.number),
            );
        }
        Subject::Setting(code) => match code.as_str() {
            "read-only" => READ_ONLY,
            "queries" => QUERIES,
            "sessions" => SESSIONS,
            code => {
                if let Some(alarm) = code.strip_prefix("alarm/").and_then(Alarm::from_code) {
                    return title(alarm).get(language).to_owned();
                }
                return code.strip_prefix("organisation/").map_or_else(
                    || code.to_owned(),
                    |key| organisation_name(directory, key, language),
                );
            }
        },
        Subject::Register(code) => match code.as_str() {
            "production" => PRODUCTION,
            _ => TRAINING,
        },
        Subject::Message(_) => MESSAGE,
        Subject::Log(code) => match code.as_str() {
            "changes" => CHANGE_LOG,
            "production" => PRODUCTION_LOG,
            "training" => TRAINING_LOG,
            _ => RIGHTS_REGISTER,
        },
    };
    text.get(language).to_owned()
}
