//! Sex, religion, service language, right to vote, bans and offices.

use super::set::code_set;

code_set! {
    /// Sex as recorded [X].
    pub enum Sex {
        Male = "1": "mies", "man", "male";
        Female = "2": "nainen", "kvinna", "female";
    }

    /// Kind of religious community [X]; others by the community's own code.
    pub enum ReligionKind {
        None = "1": "ei uskontokuntaa", "inget trossamfund", "no religious community";
        Lutheran = "2": "evankelis-luterilainen kirkko", "evangelisk-lutherska kyrkan", "Evangelical Lutheran Church";
        Orthodox = "3": "ortodoksinen kirkko", "ortodoxa kyrkan", "Orthodox Church";
        German = "5": "saksalainen seurakunta", "tyska församlingen", "German parish";
        OlausPetri = "6": "Olaus Petri -seurakunta", "Olaus Petri-församlingen", "Olaus Petri parish";
        Other = "9": "muu uskontokunta", "annat trossamfund", "other religious community";
    }

    /// Language in which authorities serve the person [X].
    pub enum ServiceLanguage {
        Finnish = "fi": "suomi", "finska", "Finnish";
        Swedish = "sv": "ruotsi", "svenska", "Swedish";
    }

    /// On what a right to vote is based; codes are our own [OURS].
    pub enum VotingRightBasis {
        FinnishCitizen = "1": "Suomen kansalainen", "finsk medborgare", "Finnish citizen";
        NordicCitizen = "2": "Islannin tai Norjan kansalainen", "medborgare i Island eller Norge", "citizen of Iceland or Norway";
        EuCitizen = "3": "Euroopan unionin kansalainen", "medborgare i Europeiska unionen", "citizen of the European Union";
        OtherResident = "4": "muu Suomessa asuva ulkomaalainen", "annan utlänning bosatt i Finland", "other foreigner living in Finland";
        None = "9": "ei äänioikeutta", "ingen rösträtt", "no right to vote";
    }

    /// Refusal of disclosure (luovutuskielto) [L661 s. 35, C]; codes are our own [OURS].
    pub enum DisclosureBan {
        DirectMarketing = "1": "suoramarkkinointikielto", "förbud mot direktmarknadsföring", "refusal of direct marketing";
        Genealogy = "2": "sukututkimuskielto", "förbud mot släktforskning", "refusal of genealogy";
        PersonalDirectory = "3": "henkilömatrikkelikielto", "förbud mot personmatrikel", "refusal of personal directories";
        ContactDataService = "4": "yhteystietopalvelukielto", "förbud mot kontaktinformationstjänst", "refusal of contact-data services";
        CustomerRegisterUpdate = "5": "asiakasrekisterien päivityskielto", "förbud mot uppdatering av kundregister", "refusal of customer-register updates";
    }

    /// Authority that keeps the record [C]; codes are our own [OURS].
    pub enum RegisterOffice {
        Mainland = "1": "Digi- ja väestötietovirasto", "Myndigheten för digitalisering och befolkningsdata", "Digital and Population Data Services Agency";
        Aland = "2": "Ahvenanmaan valtionvirasto", "Statens ämbetsverk på Åland", "State Department of Åland";
    }
}
