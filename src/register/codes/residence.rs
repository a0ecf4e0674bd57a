//! Addresses, residence, move notices and absence [X].

use super::set::code_set;

code_set! {
    /// What an address is for; codes 1–6 are the register's ranking [X], 7 and 8 our own [OURS].
    pub enum AddressKind {
        PermanentDomestic = "1": "vakinainen kotimainen osoite", "stadigvarande adress i Finland", "permanent address in Finland";
        PermanentForeign = "2": "vakinainen ulkomainen osoite", "stadigvarande adress utomlands", "permanent address abroad";
        PostalDomestic = "3": "kotimainen postiosoite", "postadress i Finland", "postal address in Finland";
        PostalForeign = "4": "ulkomainen postiosoite", "postadress utomlands", "postal address abroad";
        TemporaryDomestic = "5": "tilapäinen kotimainen osoite", "tillfällig adress i Finland", "temporary address in Finland";
        TemporaryForeign = "6": "tilapäinen ulkomainen osoite", "tillfällig adress utomlands", "temporary address abroad";
        ContactDomestic = "7": "kotimainen yhteysosoite", "kontaktadress i Finland", "contact address in Finland";
        ContactForeign = "8": "ulkomainen yhteysosoite", "kontaktadress utomlands", "contact address abroad";
    }

    /// Permanent or temporary residence; codes are our own [OURS].
    pub enum ResidenceKind {
        Permanent = "1": "vakinainen asuinpaikka", "stadigvarande bostad", "permanent residence";
        Temporary = "2": "tilapäinen asuinpaikka", "tillfällig bostad", "temporary residence";
    }

    /// State of a move notice [X].
    pub enum MoveNotice {
        Open = "1": "avoin", "öppen", "open";
        Registered = "2": "rekisteröity", "registrerad", "registered";
        Rejected = "3": "hylätty", "avslagen", "rejected";
        Accepted = "4": "hyväksytty", "godkänd", "accepted";
        UnderStudy = "5": "selvitettävänä", "under utredning", "under study";
        Corrected = "6": "korjattu", "rättad", "corrected";
        Acceptable = "7": "hyväksyttävissä", "kan godkännas", "acceptable";
        GivenForAnother = "8": "annettu toisen puolesta", "lämnad för någon annan", "given for another";
    }

    /// Absence [X].
    pub enum Absence {
        HomeInNordicCountry = "0": "kotipaikka Pohjoismaassa", "hemort i Norden", "home in a Nordic country";
        HomeElsewhere = "1": "kotipaikka muualla ulkomailla", "hemort i ett annat land", "home elsewhere abroad";
        TwiceUntraceable = "5": "kahdesti tavoittamatta", "två gånger oanträffbar", "twice untraceable";
        BornAbsent = "6": "syntynyt poissaolevana", "född som frånvarande", "born absent";
        RegisteredAbsent = "7": "rekisteröity poissaolevaksi", "registrerad som frånvarande", "registered absent";
        RegisteredAbsentInTransfer = "8": "rekisteröity poissaolevaksi siirron yhteydessä", "registrerad som frånvarande vid överföring", "registered absent in transfer";
        AlienRemoved = "9": "ulkomaalainen, poistettu rekisteristä", "utlänning, avförd ur registret", "alien, removed from the register";
    }
}

impl AddressKind {
    /// Place in the ranking of best addresses, 1 = best [X]; a contact address is never one of them.
    #[must_use]
    pub const fn rank(self) -> Option<u8> {
        match self {
            Self::PermanentDomestic => Some(1),
            Self::PermanentForeign => Some(2),
            Self::PostalDomestic => Some(3),
            Self::PostalForeign => Some(4),
            Self::TemporaryDomestic => Some(5),
            Self::TemporaryForeign => Some(6),
            Self::ContactDomestic | Self::ContactForeign => None,
        }
    }

    /// Whether it is a contact address, which is outside a non-disclosure [D11].
    #[must_use]
    pub const fn is_contact(self) -> bool {
        matches!(self, Self::ContactDomestic | Self::ContactForeign)
    }
}
