//! Marital status, marriages, relations and adoption [X].

use super::set::code_set;

code_set! {
    /// Marital status (siviilisääty) [X].
    pub enum MaritalStatus {
        Unknown = "0": "ei tietoa", "uppgift saknas", "unknown";
        Unmarried = "1": "naimaton", "ogift", "unmarried";
        Married = "2": "avioliitossa", "gift", "married";
        LegallySeparated = "3": "asumuserossa", "i hemskillnad", "legally separated";
        Divorced = "4": "eronnut", "frånskild", "divorced";
        Widowed = "5": "leski", "änka eller änkling", "widowed";
        InPartnership = "6": "rekisteröidyssä parisuhteessa", "i registrerat partnerskap", "in a registered partnership";
        DivorcedFromPartnership = "7": "eronnut rekisteröidystä parisuhteesta", "skild från registrerat partnerskap", "divorced from a registered partnership";
        WidowedFromPartnership = "8": "leski rekisteröidyn parisuhteen jälkeen", "efterlevande partner", "widowed from a registered partnership";
    }

    /// How a marriage or partnership began [X].
    pub enum WayBegun {
        ReligiousWedding = "1": "kirkollinen vihkiminen", "kyrklig vigsel", "religious wedding";
        CivilWedding = "2": "siviilivihkiminen", "borgerlig vigsel", "civil wedding";
        NotKnown = "3": "ei tiedossa", "okänt", "not known";
        PartnershipRegistered = "4": "parisuhteen rekisteröinti", "registrering av partnerskap", "registration of a partnership";
        PartnershipIntoMarriage = "5": "rekisteröidyn parisuhteen muuttaminen avioliitoksi", "omvandling av partnerskap till äktenskap", "partnership changed into a marriage";
        MarriageIntoPartnership = "6": "avioliiton muuttuminen rekisteröidyksi parisuhteeksi", "omvandling av äktenskap till partnerskap", "marriage changed into a partnership";
    }

    /// How a marriage or partnership ended [X].
    pub enum WayEnded {
        Divorce = "1": "avioero", "äktenskapsskillnad", "divorce";
        SpouseDied = "2": "puolison kuolema", "makens eller makans död", "death of the spouse";
        Cancelled = "3": "peruutettu", "återkallat", "cancelled";
        MarriageIntoPartnership = "4": "avioliiton muuttuminen rekisteröidyksi parisuhteeksi", "omvandling av äktenskap till partnerskap", "marriage changed into a partnership";
        WeddingVoid = "5": "vihkiminen julistettu mitättömäksi", "vigseln förklarad ogiltig", "wedding declared void";
        PartnershipDissolved = "6": "parisuhteen purkaminen", "upplösning av partnerskap", "separation of the partners";
        PartnerDied = "7": "parisuhteen osapuolen kuolema", "partnerns död", "death of the partner";
        RegistrationVoid = "8": "parisuhteen rekisteröinti mitätön", "registreringen av partnerskapet ogiltig", "registration of the partnership void";
        PartnershipIntoMarriage = "9": "rekisteröidyn parisuhteen muuttaminen avioliitoksi", "omvandling av partnerskap till äktenskap", "partnership changed into a marriage";
        MarriageAnnulled = "K": "avioliitto kumottu", "äktenskapet upphävt", "marriage annulled";
        PartnershipAnnulled = "P": "parisuhde kumottu", "partnerskapet upphävt", "partnership annulled";
    }

    /// Kind of relation between two persons [X].
    pub enum RelationKind {
        Marriage = "02": "avioliitto tai rekisteröity parisuhde", "äktenskap eller registrerat partnerskap", "marriage or registered partnership";
        ChildAndParent = "03": "lapsi ja vanhempi", "barn och förälder", "child and parent";
        Guardianship = "04": "edunvalvonta", "intressebevakning", "guardianship";
        TakenIntoCare = "05": "huostaanotto", "omhändertagande", "taking into care";
        Custody = "06": "huolto", "vårdnad", "custody";
        LegalSeparation = "07": "asumusero", "hemskillnad", "legal separation";
        Estate = "08": "kuolinpesä", "dödsbo", "estate";
        MinorsRepresentative = "09": "oleskeluluvan saaneen alaikäisen edustaja", "företrädare för minderårig med uppehållstillstånd", "representative of a minor with a residence permit";
        ContinuingPoa = "10": "edunvalvontavaltuutus", "intressebevakningsfullmakt", "continuing power of attorney";
        ParentAsGuardian = "36": "vanhempi määrättynä huoltajana", "förälder som förordnad vårdnadshavare", "parent as ordered guardian";
    }

    /// Relative whose name belongs to a name record; codes are our own [OURS].
    pub enum RelativeKind {
        Spouse = "1": "puoliso", "make eller maka", "spouse";
        Parent = "2": "vanhempi", "förälder", "parent";
        Child = "3": "lapsi", "barn", "child";
    }

    /// Adoption note [X]; codes are our own [OURS].
    pub enum AdoptionNote {
        Adopted = "1": "ottolapsisuhde (adoptoitu)", "adopterad", "adopted";
        GivenForAdoption = "2": "annettu ottolapseksi", "bortadopterad", "given for adoption";
    }
}
