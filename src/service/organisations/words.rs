//! An organisation's history in words.

use super::super::Service;
use super::super::local_time::local_date;
use crate::language::{Language, StaticText};
use crate::management::OrganisationChange;
use crate::permit::Key;

const CREATED: StaticText = StaticText::new("Organisaatio perustettu", "Organisationen skapad", "Created");
const RENAMED: StaticText = StaticText::new(
    "Nimi {before} vaihdettu nimeksi {after} {from} alkaen",
    "Namnet {before} ändrat till {after} från {from}",
    "Renamed from {before} to {after} as of {from}",
);
const NEW_BUSINESS_ID: StaticText = StaticText::new(
    "Y-tunnus {before} vaihdettu tunnukseksi {after}",
    "FO-numret {before} ändrat till {after}",
    "Business ID changed from {before} to {after}",
);
const NEW_CONTACTS: StaticText = StaticText::new(
    "Yhteyshenkilöt muutettu, niitä on nyt {n}",
    "Kontaktpersonerna ändrade, de är nu {n}",
    "Contacts changed; there are now {n}",
);
const NEW_INVOICING: StaticText = StaticText::new(
    "Laskutusosoitteet muutettu, niitä on nyt {n}",
    "Faktureringsadresserna ändrade, de är nu {n}",
    "Invoicing addresses changed; there are now {n}",
);
const TOOK: StaticText = StaticText::new(
    "Organisaatio {other} yhdistetty tähän: käyttäjätunnuksia {users}, tietolupia {permits}",
    "{other} sammanslagen med denna: användarnamn {users}, datatillstånd {permits}",
    "{other} merged into this one: usernames {users}, data permits {permits}",
);
const MERGED: StaticText = StaticText::new(
    "Yhdistetty organisaatioon {other}",
    "Sammanslagen med {other}",
    "Merged into {other}",
);
const WITHOUT: StaticText = StaticText::new(
    "Organisaatiolla ei ole vastuukäyttäjää",
    "Organisationen saknar ansvarig användare",
    "The organisation has no responsible user",
);
const WITH: StaticText = StaticText::new(
    "Organisaatiolla on taas vastuukäyttäjä",
    "Organisationen har åter en ansvarig användare",
    "The organisation has a responsible user again",
);
const SUSPENDED: StaticText = StaticText::new(
    "Tietoluvat keskeytetty, koska vastuukäyttäjä puuttuu",
    "Datatillstånden avbrutna, eftersom ansvarig användare saknas",
    "Data permits suspended for want of a responsible user",
);
const RESUMED: StaticText = StaticText::new(
    "Tietolupien keskeytys päättynyt, vastuukäyttäjä nimetty",
    "Avbrottet i datatillstånden upphört, ansvarig användare utsedd",
    "Suspension of data permits lifted: a responsible user was appointed",
);

impl Service {
    /// What happened, in words.
    pub(super) fn event_text(&self, change: &OrganisationChange, language: Language) -> String {
        let directory = self.directory.get();
        let other_name = |id: &Key| {
            directory
                .organisation(id)
                .map(|organisation| organisation.name.get(language).to_owned())
                .unwrap_or_default()
        };
        match change {
            OrganisationChange::Created => CREATED.get(language).to_owned(),
            OrganisationChange::Renamed { before, after, from } => RENAMED
                .get(language)
                .replace("{from}", &local_date(*from, language))
                .replace("{before}", before.get(language))
                .replace("{after}", after.get(language)),
            OrganisationChange::BusinessId { before, after } => NEW_BUSINESS_ID
                .get(language)
                .replace("{before}", before.as_str())
                .replace("{after}", after.as_str()),
            OrganisationChange::Contacts { count } => {
                NEW_CONTACTS.get(language).replace("{n}", &count.to_string())
            }
            OrganisationChange::Invoicing { count } => {
                NEW_INVOICING.get(language).replace("{n}", &count.to_string())
            }
            OrganisationChange::Took {
                other,
                users,
                permits,
            } => TOOK
                .get(language)
                .replace("{users}", &users.to_string())
                .replace("{permits}", &permits.to_string())
                .replace("{other}", &other_name(other)),
            OrganisationChange::MergedInto { other } => {
                MERGED.get(language).replace("{other}", &other_name(other))
            }
            OrganisationChange::WithoutResponsible => WITHOUT.get(language).to_owned(),
            OrganisationChange::WithResponsible => WITH.get(language).to_owned(),
            OrganisationChange::Suspended => SUSPENDED.get(language).to_owned(),
            OrganisationChange::Resumed => RESUMED.get(language).to_owned(),
        }
    }
}
