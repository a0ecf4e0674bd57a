//! Custody of children [X].

use super::set::code_set;

code_set! {
    /// The guardian's role [X]; the register leaves other roles empty.
    pub enum CustodyRole {
        Father = "1": "isä", "far", "father";
        Mother = "2": "äiti", "mor", "mother";
    }

    /// Kind of custody [X].
    pub enum CustodyKind {
        Statutory = "1": "lakisääteinen huolto", "lagstadgad vårdnad", "statutory custody";
        ByOrder = "2": "määräykseen perustuva huolto", "vårdnad enligt förordnande", "custody by order";
        Informed = "3": "oikeus saada tietoja", "rätt att få uppgifter", "entitled to information";
    }

    /// How long the custody lasts [X].
    pub enum CustodyDuration {
        UntilFurtherNotice = "1": "toistaiseksi", "tills vidare", "until further notice";
        Temporarily = "2": "väliaikaisesti", "tillfälligt", "temporarily";
    }

    /// With whom the child lives [X].
    pub enum ChildResidence {
        Parents = "1": "vanhempien luona", "hos föräldrarna", "with the parents";
        Mother = "2": "äidin luona", "hos modern", "with the mother";
        Father = "3": "isän luona", "hos fadern", "with the father";
        Alternating = "4": "vuoroasuminen vanhempien luona", "växelvis boende hos föräldrarna", "alternating between the parents";
        AlternatingMotherOther = "5": "vuoroasuminen äidin ja muun huoltajan luona", "växelvis boende hos modern och annan vårdnadshavare", "alternating between the mother and a further guardian";
        AlternatingFatherOther = "6": "vuoroasuminen isän ja muun huoltajan luona", "växelvis boende hos fadern och annan vårdnadshavare", "alternating between the father and a further guardian";
        AlternatingParentsOther = "7": "vuoroasuminen vanhempien ja muun huoltajan luona", "växelvis boende hos föräldrarna och annan vårdnadshavare", "alternating between the parents and a further guardian";
        Other = "8": "muun huoltajan tai muiden huoltajien luona", "hos annan vårdnadshavare eller andra vårdnadshavare", "with a further guardian or guardians";
    }

    /// Right of a guardian to decide (P) or to be informed (T) [X].
    pub enum CustodyRight {
        Names = "P100": "päättää nimistä", "beslutar om namn", "decides on names";
        FirstNames = "P101": "päättää etunimistä", "beslutar om förnamn", "decides on first names";
        Surname = "P102": "päättää sukunimestä", "beslutar om efternamn", "decides on the surname";
        Passport = "P200": "päättää passista", "beslutar om pass", "decides on the passport";
        SocialAndHealth = "P300": "päättää sosiaali- ja terveydenhuollosta", "beslutar om social- och hälsovård", "decides on social and health care";
        Social = "P301": "päättää sosiaalihuollosta", "beslutar om socialvård", "decides on social care";
        Health = "P302": "päättää terveydenhuollosta", "beslutar om hälsovård", "decides on health care";
        Residence = "P400": "päättää asuinpaikasta", "beslutar om bostadsort", "decides on the place of residence";
        ResidenceInFinland = "P401": "päättää asuinpaikasta Suomessa", "beslutar om bostadsort i Finland", "decides on the place of residence in Finland";
        ResidenceAbroad = "P402": "päättää asuinpaikasta ulkomailla", "beslutar om bostadsort utomlands", "decides on the place of residence abroad";
        EarlyEducationAndEducation = "P500": "päättää varhaiskasvatuksesta ja koulutuksesta", "beslutar om småbarnspedagogik och utbildning", "decides on early education and education";
        EarlyEducation = "P501": "päättää varhaiskasvatuksesta", "beslutar om småbarnspedagogik", "decides on early education";
        Education = "P502": "päättää koulutuksesta", "beslutar om utbildning", "decides on education";
        Other = "P700": "päättää muista asioista", "beslutar om övriga ärenden", "decides on other matters";
        Religion = "P701": "päättää uskontokunnasta", "beslutar om trossamfund", "decides on religion";
        Citizenship = "P702": "päättää kansalaisuudesta", "beslutar om medborgarskap", "decides on citizenship";
        MotherTongue = "P703": "päättää äidinkielestä", "beslutar om modersmål", "decides on the mother tongue";
        InformedOfAll = "T000": "saa kaikki lasta koskevat tiedot", "får alla uppgifter om barnet", "is informed of all about the child";
        InformedOfSocialAndHealth = "T100": "saa sosiaali- ja terveydenhuollon tiedot", "får uppgifter om social- och hälsovård", "is informed of social and health care";
        InformedOfSocial = "T101": "saa sosiaalihuollon tiedot", "får uppgifter om socialvård", "is informed of social care";
        InformedOfHealth = "T102": "saa terveydenhuollon tiedot", "får uppgifter om hälsovård", "is informed of health care";
        InformedOfEarlyEducationAndEducation = "T200": "saa varhaiskasvatuksen ja koulutuksen tiedot", "får uppgifter om småbarnspedagogik och utbildning", "is informed of early education and education";
        InformedOfEarlyEducation = "T201": "saa varhaiskasvatuksen tiedot", "får uppgifter om småbarnspedagogik", "is informed of early education";
        InformedOfEducation = "T202": "saa koulutuksen tiedot", "får uppgifter om utbildning", "is informed of education";
    }

    /// Whether the guardian has the right [X].
    pub enum CustodyRightValue {
        Yes = "1": "kyllä", "ja", "yes";
        No = "2": "ei", "nej", "no";
        Unknown = "3": "ei tiedossa, ks. sopimus", "okänt, se avtalet", "unknown, see the agreement";
    }
}
