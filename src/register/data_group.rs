//! The data groups that a permit ticks one by one (domain table 5.1).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::{Language, StaticText};

macro_rules! data_groups {
    ($( $variant:ident, $field:literal, $code:literal, $fi:literal, $sv:literal, $en:literal; )+) => {
        /// A group of a person's data, the smallest thing that a permit grants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DataGroup {
            $(
                #[doc = concat!($en, " (`", $code, "`).")]
                $variant,
            )+
        }

        impl DataGroup {
            /// All groups in the order in which they are offered and shown.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// Code name, store field, name, in the order of the variants.
            const TABLE: &'static [(&'static str, &'static str, StaticText)] =
                &[$( ($code, $field, StaticText::new($fi, $sv, $en)) ),+];
        }
    };
}

data_groups! {
    Identity, "identity", "identity", "Henkilön tunnukset", "Personens beteckningar", "Personal identifiers";
    Name, "name", "name", "Nimi", "Namn", "Name";
    FormerNames, "former_names", "formerNames", "Entiset nimet", "Tidigare namn", "Former names";
    Birth, "birth", "birth", "Syntymätiedot", "Uppgifter om födelse", "Birth";
    Death, "death", "death", "Kuolintiedot", "Uppgifter om död", "Death";
    Sex, "sex", "sex", "Sukupuoli", "Kön", "Sex";
    HomeMunicipality, "home_municipality", "homeMunicipality", "Kotikunta", "Hemkommun", "Municipality of residence";
    Addresses, "addresses", "addresses", "Osoitteet", "Adresser", "Addresses";
    Residence, "residence", "residence", "Asuinpaikka", "Bostad", "Place of residence";
    Migration, "migration", "migration", "Maahan- ja maastamuutto", "In- och utvandring", "Immigration and emigration";
    Languages, "languages", "languages", "Kielet", "Språk", "Languages";
    Citizenship, "citizenship", "citizenship", "Kansalaisuus", "Medborgarskap", "Citizenship";
    Occupation, "occupation", "occupation", "Ammatti", "Yrke", "Occupation";
    MaritalStatus, "marital_status", "maritalStatus", "Siviilisääty", "Civilstånd", "Marital status";
    Marriages, "marriages", "marriages", "Avioliitot ja rekisteröidyt parisuhteet", "Äktenskap och registrerade partnerskap", "Marriages and registered partnerships";
    Parents, "parents", "parents", "Vanhemmat", "Föräldrar", "Parents";
    Children, "children", "children", "Lapset", "Barn", "Children";
    Custody, "custody", "custody", "Huoltajat ja huollettavat", "Vårdnadshavare och barn under vårdnad", "Guardians and children in custody";
    TakenIntoCare, "taken_into_care", "takenIntoCare", "Huostaanotto", "Omhändertagande", "Taking into care";
    Guardianship, "guardianship", "guardianship", "Edunvalvonta", "Intressebevakning", "Guardianship";
    ContinuingPoa, "continuing_poa", "continuingPoa", "Edunvalvontavaltuutus", "Intressebevakningsfullmakt", "Continuing power of attorney";
    Religion, "religion", "religion", "Uskontokunta", "Trossamfund", "Religious community";
    Voting, "voting", "voting", "Äänioikeus", "Rösträtt", "Right to vote";
    Household, "household", "household", "Samassa asunnossa asuvat", "Personer i samma bostad", "Persons in the same dwelling";
    Ownership, "ownership", "ownership", "Omistukset", "Ägande", "Ownership";
    Bans, "bans", "bans", "Turvakielto ja luovutuskiellot", "Spärrmarkering och förbud mot utlämnande", "Non-disclosure and refusals of disclosure";
    RegisterOffice, "register_office", "registerOffice", "Rekisteriviranomainen", "Registermyndighet", "Register authority";
    Email, "email", "email", "Sähköpostiosoite", "E-postadress", "E-mail address";
}

impl DataGroup {
    /// The code name of domain table 5.1, which is also the serialised form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        Self::TABLE[self as usize].0
    }

    /// The field of the store and of [`crate::register::PersonGroups`], in snake case.
    #[must_use]
    pub const fn field(self) -> &'static str {
        Self::TABLE[self as usize].1
    }

    /// The group with this code name, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.code() == code)
    }

    /// The group's name as a heading.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        Self::TABLE[self as usize].2.get(language)
    }

    /// Whether a non-disclosure blanks the group: it tells or hints where the person lives
    /// [D11, L661 s. 36]. The contact address within `addresses` is outside the ban.
    #[must_use]
    pub const fn is_contact(self) -> bool {
        matches!(
            self,
            Self::HomeMunicipality
                | Self::Addresses
                | Self::Residence
                // The countries moved to and from tell where a person abroad lives; the
                // register authority tells Åland from the mainland.
                | Self::Migration
                | Self::Voting
                | Self::Household
                | Self::Ownership
                | Self::RegisterOffice
                | Self::Email
        )
    }

    /// Whether a permit form leaves the group unticked until it is asked for with reasons
    /// (domain 5.4; religion is special-category data, GDPR art. 9).
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(
            self,
            Self::TakenIntoCare | Self::Guardianship | Self::ContinuingPoa | Self::Religion
        )
    }
}

impl Serialize for DataGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for DataGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown data group"))
    }
}
