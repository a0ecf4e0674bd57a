//! Owners of buildings and properties [X, K].

use super::set::code_set;

code_set! {
    /// Owner or representative [X].
    pub enum OwnerRole {
        Owner = "1": "omistaja", "ägare", "owner";
        Representative = "2": "omistajan edustaja", "ägarens företrädare", "owner's representative";
    }

    /// Kind of owner [K]; codes count the list of the source [OURS].
    pub enum OwnerKind {
        PrivateFarmer = "01": "yksityinen maatalousyrittäjä", "privat lantbruksföretagare", "private farmer";
        PrivatePerson = "02": "muu yksityinen henkilö tai perikunta", "annan privatperson eller dödsbo", "other private person or estate";
        HousingCompany = "03": "asunto-osakeyhtiö tai asunto-osuuskunta", "bostadsaktiebolag eller bostadsandelslag", "housing company or cooperative";
        PropertyCompany = "04": "kiinteistöosakeyhtiö", "fastighetsaktiebolag", "property company";
        PrivateCompany = "05": "yksityinen yritys", "privat företag", "private company";
        PublicMajorityCompany = "06": "valtio- tai kuntaenemmistöinen yritys", "företag med stats- eller kommunmajoritet", "state- or municipality-majority company";
        MunicipalEnterprise = "07": "kunnan liikelaitos", "kommunalt affärsverk", "municipal enterprise";
        StateEnterprise = "08": "valtion liikelaitos", "statligt affärsverk", "state enterprise";
        BankOrInsurer = "09": "pankki tai vakuutuslaitos", "bank eller försäkringsanstalt", "bank or insurer";
        Municipality = "10": "kunta tai kuntayhtymä", "kommun eller samkommun", "municipality or joint municipal authority";
        State = "11": "valtio", "staten", "state";
        SocialSecurityFund = "12": "sosiaaliturvarahasto", "socialskyddsfond", "social security fund";
        Community = "13": "uskonnollinen yhteisö, säätiö, puolue tai yhdistys", "religiöst samfund, stiftelse, parti eller förening", "religious community, foundation, party or association";
        Unknown = "99": "ei tiedossa", "okänd", "unknown";
    }
}
