//! Labels and words that several groups share.

use crate::language::StaticText;

const fn text(fi: &'static str, sv: &'static str, en: &'static str) -> StaticText {
    StaticText::new(fi, sv, en)
}

pub(super) const YES: StaticText = text("kyllä", "ja", "yes");
pub(super) const NO: StaticText = text("ei", "nej", "no");
/// A128 s. 1.
pub(super) const NO_SURNAME: StaticText = text("sukunimetön", "utan efternamn", "no surname");
/// A128 s. 1.
pub(super) const NO_FIRST_NAMES: StaticText = text("etunimetön", "utan förnamn", "no first name");
pub(super) const IN_FORCE_WORDS: StaticText = text(
    "turvakielto on voimassa",
    "spärrmarkering gäller",
    "non-disclosure for personal safety in force",
);
pub(super) const UNTIL_FURTHER_NOTICE: StaticText =
    text("toistaiseksi", "tills vidare", "until further notice");

pub(super) const FROM: StaticText = text("Alkaen", "Från och med", "From");
pub(super) const UNTIL: StaticText = text("Päättyen", "Till och med", "Until");
pub(super) const DATE: StaticText = text("Päivämäärä", "Datum", "Date");
pub(super) const NAME: StaticText = text("Nimi", "Namn", "Name");
pub(super) const KIND: StaticText = text("Laji", "Slag", "Kind");
pub(super) const BIRTH_DATE: StaticText = text("Syntymäaika", "Födelsetid", "Date of birth");
pub(super) const PERSONAL_IDENTITY_CODE: StaticText =
    text("Henkilötunnus", "Personbeteckning", "Personal identity code");
pub(super) const BUSINESS_ID: StaticText = text("Y-tunnus", "FO-nummer", "Business ID");
pub(super) const NON_DISCLOSURE: StaticText = text(
    "Turvakielto",
    "Spärrmarkering",
    "Non-disclosure for personal safety",
);
pub(super) const COUNTRY: StaticText = text("Maa", "Land", "Country");
pub(super) const MUNICIPALITY: StaticText = text("Kunta", "Kommun", "Municipality");
pub(super) const ADDRESS: StaticText = text("Osoite", "Adress", "Address");
pub(super) const PERMANENT_BUILDING_ID: StaticText = text(
    "Pysyvä rakennustunnus",
    "Permanent byggnadsbeteckning",
    "Permanent building identifier",
);
pub(super) const PERMANENT_APARTMENT_ID: StaticText = text(
    "Pysyvä huoneistotunnus",
    "Permanent lägenhetsbeteckning",
    "Permanent apartment identifier",
);
pub(super) const PROPERTY_ID: StaticText =
    text("Kiinteistötunnus", "Fastighetsbeteckning", "Property identifier");
pub(super) const APARTMENT: StaticText = text("Huoneisto", "Lägenhet", "Apartment");
pub(super) const TASKS_DIVIDED: StaticText =
    text("Tehtävät on jaettu", "Uppgifterna är fördelade", "Tasks divided");
pub(super) const DIVISION_OF_TASKS: StaticText =
    text("Tehtävien jako", "Fördelning av uppgifter", "Division of tasks");
pub(super) const ORGANISATION: StaticText = text("Organisaatio", "Organisation", "Organisation");
pub(super) const COUNT: StaticText = text("Lukumäärä", "Antal", "Number");
pub(super) const VOTING_DISTRICT: StaticText = text("Äänestysalue", "Röstningsområde", "Voting district");
