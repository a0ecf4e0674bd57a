//! The kinds of case, with their words.

use crate::language::{Language, StaticText};
use crate::permit::Operation;

/// Makes the list: each line is `Variant "code" Operation: title; advice`, both in three languages.
macro_rules! kinds {
    ($($name:ident $code:literal $operation:ident:
        $title_fi:literal, $title_sv:literal, $title_en:literal;
        $fi:literal, $sv:literal, $en:literal;)+) => {
        /// What is special about a record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Kind {
            $(#[doc = $title_en] $name,)+
        }

        impl Kind {
            /// All kinds, in the order in which they are listed.
            pub(super) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            pub(super) const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The query that it is for.
            pub(super) const fn operation(self) -> Operation {
                match self {
                    $(Self::$name => Operation::$operation,)+
                }
            }

            /// What is special, in words.
            pub(super) const fn title(self, language: Language) -> &'static str {
                let text = match self {
                    $(Self::$name => StaticText::new($title_fi, $title_sv, $title_en),)+
                };
                text.get(language)
            }

            /// What to look at, in words.
            pub(super) const fn advice(self, language: Language) -> &'static str {
                let text = match self {
                    $(Self::$name => StaticText::new($fi, $sv, $en),)+
                };
                text.get(language)
            }
        }
    };
}

kinds! {
    Plain "plain" PersonByCode:
        "Tavallinen henkilö", "En vanlig person", "A person with nothing special";
        "Katso, mitä roolisi tietosisältöön kuuluu ja mitä se piilottaa.", "Se vad som hör till din rolls datainnehåll och vad den döljer.", "See what your role's data content has, and what it hides.";
    NonDisclosure "non-disclosure" PersonByCode:
        "Turvakielto", "Spärrmarkering", "A person under a non-disclosure";
        "Yhteystietoja ei näytetä, tai ne näytetään vasta, kun vahvistat avaimella. Yhteysosoite ei kuulu kieltoon.", "Kontaktuppgifterna visas inte, eller först när du bekräftar med nyckeln. Kontaktadressen omfattas inte.", "Contact data are not shown, or only after you confirm with the key. The contact address is outside the ban.";
    SameDwelling "same-dwelling" PersonByCode:
        "Asuu samassa asunnossa kuin henkilö, jolla on turvakielto", "Bor i samma bostad som en person med spärrmarkering", "Lives in one dwelling with a person under a non-disclosure";
        "Yhteystiedot piilotetaan, vaikka henkilöllä ei ole omaa turvakieltoa.", "Kontaktuppgifterna döljs fast personen inte har en egen spärrmarkering.", "Contact data are hidden though the person has no ban of their own.";
    PassiveCode "passive-code" PersonByCode:
        "Passiivinen henkilötunnus", "En passiv personbeteckning", "A passive code";
        "Tunnus ei ole enää käytössä. Jos roolisi saa, vastaus kertoo nykyisen tunnuksen.", "Beteckningen används inte längre. Om din roll får, berättar svaret den nuvarande beteckningen.", "The code is no longer in use. If your role may know, the answer tells the present one.";
    Dead "dead" PersonByCode:
        "Kuollut henkilö", "En avliden person", "A dead person";
        "Rooli, jolla ei ole oikeutta kuolleiden tietoihin, saa saman vastauksen kuin tunnuksesta, jota ei ole.", "En roll utan rätt till avlidnas uppgifter får samma svar som på en beteckning som inte finns.", "A role without the right to the dead gets the same answer as for a code that does not exist.";
    UnderFifteen "under-fifteen" PersonByCode:
        "Alle 15-vuotias lapsi", "Ett barn under 15 år", "A child under 15";
        "Lapsen tiedot näytetään vain roolille, jolla on siihen oikeus. Vastauksessa on huomautus iästä.", "Barnets uppgifter visas endast för en roll som har rätt till dem. Svaret har en anmärkning om åldern.", "A child's data are shown only to a role with that right. The answer notes the age.";
    AlternatingResidence "alternating-residence" PersonByCode:
        "Vuoroasuva lapsi", "Ett barn som bor växelvis", "A child in alternating residence";
        "Katso huoltajat ja vuoroasuminen kohdasta Huoltajat ja huollettavat.", "Se vårdnadshavarna och det växelvisa boendet under Vårdnadshavare och barn under vårdnad.", "See the guardians and the residence under Guardians and children in custody.";
    TakenIntoCare "taken-into-care" PersonByCode:
        "Huostaan otettu lapsi", "Ett omhändertaget barn", "A child taken into care";
        "Tieto on arkaluonteinen ja näkyy vain, jos tietolupa sen erikseen antaa.", "Uppgiften är känslig och syns endast om datatillståndet särskilt ger den.", "The data are sensitive and show only if the permit gives them by name.";
    Guardianship "guardianship" PersonByCode:
        "Henkilö, jolla on edunvalvoja", "En person med intressebevakare", "A person under guardianship";
        "Katso edunvalvoja ja toimintakelpoisuuden rajoitus kohdasta Edunvalvonta.", "Se intressebevakaren och begränsningen av handlingsbehörigheten under Intressebevakning.", "See the guardian and the restriction of competence under Guardianship.";
    ContinuingPoa "continuing-poa" PersonByCode:
        "Edunvalvontavaltuutus", "Intressebevakningsfullmakt", "A continuing power of attorney";
        "Katso valtuutettu kohdasta Edunvalvontavaltuutus.", "Se den befullmäktigade under Intressebevakningsfullmakt.", "See the attorney under Continuing power of attorney.";
    TwoCitizenships "two-citizenships" PersonByCode:
        "Kahden maan kansalainen", "Medborgare i två länder", "A citizen of two countries";
        "Katso molemmat kansalaisuudet ja mistä alkaen ne ovat voimassa.", "Se båda medborgarskapen och sedan när de gäller.", "See both citizenships and since when they hold.";
    ForeignWithoutAddress "foreign-without-address" PersonByCode:
        "Ulkomaan kansalainen, jolla ei ole vakinaista osoitetta Suomessa", "En utländsk medborgare utan stadigvarande adress i Finland", "A foreigner without a permanent address in Finland";
        "Yhteenveto kertoo, miksi vakinaista osoitetta ei ole. Tilapäinen osoite voi olla.", "Sammanfattningen berättar varför det inte finns någon stadigvarande adress. En tillfällig adress kan finnas.", "The summary says why there is no permanent address. There may be a temporary one.";
    NoFixedDwelling "no-fixed-dwelling" PersonByCode:
        "Asunnoton henkilö", "En bostadslös person", "A homeless person";
        "Henkilöllä on kotikunta mutta ei vakinaista asuntoa.", "Personen har en hemkommun men ingen stadigvarande bostad.", "The person has a municipality of residence and no fixed dwelling.";
    Abroad "abroad" PersonByCode:
        "Ulkomailla asuva Suomen kansalainen", "En finsk medborgare som bor utomlands", "A Finnish citizen who lives abroad";
        "Katso väestökirjanpitokunta ja ulkomainen osoite.", "Se befolkningsbokföringskommunen och adressen utomlands.", "See the population registration municipality and the address abroad.";
    Institution "institution" PersonByCode:
        "Laitoksessa asuva henkilö", "En person som bor på en institution", "A person in an institution";
        "Asuinpaikkana on laitos. Katso myös edellinen osoite, jos roolilla on historiatiedot.", "Boningsorten är en institution. Se även den tidigare adressen om rollen har historik.", "The residence is an institution. See the former address, too, if the role has history.";
    FormerName "former-name" PersonByCode:
        "Henkilö, jolla on entinen nimi", "En person med ett tidigare namn", "A person with a former name";
        "Entinen nimi näkyy, jos se kuuluu tietosisältöön. Silloin sillä voi myös tunnistaa henkilön.", "Det tidigare namnet syns om det hör till datainnehållet. Då kan personen även identifieras med det.", "The former name shows if the data content has it. Then it also finds the person by identification.";
    Adopted "adopted" PersonByCode:
        "Adoptoitu lapsi", "Ett adopterat barn", "An adopted child";
        "Katso merkintä vanhempien kohdalla. Tieto on arkaluonteinen.", "Se anteckningen vid föräldrarna. Uppgiften är känslig.", "See the note beside the parents. It is sensitive.";
    Withheld "withheld" PersonByCode:
        "Henkilö, jonka tietoja ei saa luovuttaa", "En person vars uppgifter inte får lämnas ut", "A person whose data may not be disclosed";
        "Vastaus on sama kuin tunnuksesta, jota rekisterissä ei ole.", "Svaret är detsamma som på en beteckning som inte finns i registret.", "The answer is the same as for a code that is not in the register.";
    ClientIdentifier "client-identifier" PersonByClientIdentifier:
        "Sähköinen asiointitunnus", "En elektronisk kommunikationskod", "An electronic client identifier";
        "Henkilö löytyy myös asiointitunnuksella, jos rooli saa hakea sillä.", "Personen hittas även med kommunikationskoden om rollen får söka med den.", "The person is found by the client identifier, too, if the role may search by it.";
    Namesakes "namesakes" PersonIdentification:
        "Samannimiset henkilöt, joilla on sama syntymäaika", "Personer med samma namn och samma födelsetid", "Namesakes with the same date of birth";
        "Vastaus on luettelo ilman henkilötunnuksia. Rajaa hakua tai avaa yksi: avaaminen on uusi kysely.", "Svaret är en förteckning utan personbeteckningar. Avgränsa sökningen eller öppna en: att öppna är en ny förfrågan.", "The answer is a list without codes. Narrow the search or open one: opening is a new query.";
    Owner "owner" PersonOwnership:
        "Henkilö, joka omistaa kiinteistön", "En person som äger en fastighet", "A person who owns a property";
        "Kysely koskee vain omistuksia. Kohteen tiedot haetaan uudella kyselyllä.", "Förfrågan gäller endast innehav. Objektets uppgifter hämtas med en ny förfrågan.", "The query is about ownership only. What is owned is looked up with a new query.";
    ManyApartments "many-apartments" BuildingById:
        "Rakennus, jossa on useita huoneistoja", "En byggnad med flera lägenheter", "A building with several apartments";
        "Vastauksessa on huoneistojen luettelo. Huoneiston tiedot haetaan uudella kyselyllä.", "Svaret har en förteckning över lägenheterna. En lägenhets uppgifter hämtas med en ny förfrågan.", "The answer lists the apartments. The data of one are looked up with a new query.";
    Demolished "demolished" BuildingById:
        "Purettu rakennus", "En riven byggnad", "A demolished building";
        "Tiedot ovat tallella, ja vastaus kertoo, ettei rakennusta enää ole.", "Uppgifterna finns kvar, och svaret berättar att byggnaden inte längre finns.", "The data are kept, and the answer says that the building is gone.";
    ProtectedResident "protected-resident" BuildingIdentification:
        "Asunto, jossa asuu henkilö, jolla on turvakielto", "En bostad där en person med spärrmarkering bor", "A dwelling with a resident under a non-disclosure";
        "Asukas jätetään pois luettelosta ilman mainintaa, myös lukumäärästä. Rooli, jolla on oikeus, näkee hänet vasta avaimen käytön jälkeen.", "Den boende utelämnas ur förteckningen utan ett ord, även ur antalet. En roll som har rätten ser personen först efter att nyckeln har använts.", "The resident is left out of the list without a word, the count included. A role with the right sees the person only after the key was used.";
    SplitApartment "split-apartment" BuildingIdentification:
        "Jaettu huoneisto (jakokirjain)", "En delad lägenhet (delningsbokstav)", "A split apartment (splitting letter)";
        "Huoneiston osan voi kirjoittaa monella tavalla, esimerkiksi A 4a tai a004a.", "Lägenhetens del kan skrivas på flera sätt, till exempel A 4a eller a004a.", "The part can be spelt in many ways, for example A 4a or a004a.";
    SeveralOwners "several-owners" PropertyById:
        "Kiinteistö, jolla on useita omistajia", "En fastighet med flera ägare", "A property with several owners";
        "Luettelossa ovat vain ne omistajat, jotka voidaan näyttää roolillesi.", "Förteckningen har endast de ägare som kan visas för din roll.", "The list has only those owners who may be shown to your role.";
    ProtectedOwner "protected-owner" PropertyById:
        "Kiinteistö, jonka omistajalla on turvakielto", "En fastighet vars ägare har en spärrmarkering", "A property whose owner is under a non-disclosure";
        "Omistaja jätetään pois ilman mainintaa.", "Ägaren utelämnas utan ett ord.", "The owner is left out without a word.";
    Parcel "parcel" PropertyById:
        "Kiinteistö, jolla on erottamaton määräala", "En fastighet med ett outbrutet område", "A property with an unseparated parcel";
        "Määräala on kiinteistön sisällössä, ja sen tunnus päättyy M-kirjaimeen ja numeroon.", "Området finns i fastighetens innehåll, och dess beteckning slutar med bokstaven M och ett nummer.", "The parcel is among the property's contents; its identifier ends in M and a number.";
    PropertyByAddress "property-by-address" PropertyIdentification:
        "Kiinteistö rakennuksen osoitteella", "En fastighet med en byggnads adress", "A property by a building's address";
        "Kiinteistö löytyy sillä olevan rakennuksen osoitteella, kun kiinteistötunnusta ei tiedetä.", "Fastigheten hittas med adressen till en byggnad på den när beteckningen inte är känd.", "The property is found by the address of a building on it when its identifier is not known.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_has_words_of_its_own_and_every_operation_has_a_case() {
        let codes: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
        for language in Language::ALL {
            let titles: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.title(language)).collect();
            let advice: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.advice(language)).collect();
            assert_eq!((titles.len(), advice.len()), (codes.len(), codes.len()));
        }
        for operation in Operation::ALL {
            assert!(Kind::ALL.iter().any(|kind| kind.operation() == operation));
        }
    }
}
