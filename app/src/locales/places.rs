//! Texts of the queries for buildings, apartments and properties.

use luotain::language::Language;
use luotain::query::places::PlaceProblem;

super::area! {
    /// Texts of the queries for buildings, apartments and properties.
    PlaceTexts {
        building_title: "Rakennus tai huoneisto tunnuksella", "Byggnad eller lägenhet med beteckning", "Building or apartment by identifier";
        address_title: "Rakennus tai huoneisto osoitteella", "Byggnad eller lägenhet med adress", "Building or apartment by address";
        property_title: "Kiinteistö kiinteistötunnuksella", "Fastighet med fastighetsbeteckning", "Property by property identifier";
        property_address_title: "Kiinteistö rakennuksen osoitteella", "Fastighet med en byggnads adress", "Property by a building's address";
        kind: "Mitä haetaan", "Vad söks", "What is sought";
        kind_building: "Rakennus", "Byggnad", "Building";
        kind_apartment: "Huoneisto pysyvällä huoneistotunnuksella", "Lägenhet med permanent lägenhetsbeteckning", "Apartment by permanent apartment identifier";
        kind_apartment_of: "Rakennuksen huoneisto", "Lägenhet i en byggnad", "Apartment of a building";
        building_id: "Rakennustunnus", "Byggnadsbeteckning", "Building identifier";
        building_id_hint: "Pysyvä rakennustunnus, esimerkiksi 1900000000, tai sijaintikiinteistöön perustuva tunnus, esimerkiksi 837-123-45-6-V-1.", "Den permanenta byggnadsbeteckningen, till exempel 1900000000, eller beteckningen enligt fastighet, till exempel 837-123-45-6-V-1.", "The permanent building identifier, for example 1900000000, or the one based on the property, for example 837-123-45-6-V-1.";
        permanent_building_id: "Pysyvä rakennustunnus", "Permanent byggnadsbeteckning", "Permanent building identifier";
        apartment_id: "Pysyvä huoneistotunnus", "Permanent lägenhetsbeteckning", "Permanent apartment identifier";
        apartment_id_hint: "10 merkkiä.", "10 tecken.", "10 characters.";
        property_id: "Kiinteistötunnus", "Fastighetsbeteckning", "Property identifier";
        property_id_hint: "Lyhyt muoto, esimerkiksi 837-123-45-6, tai 14 numeroa peräkkäin.", "Kort form, till exempel 837-123-45-6, eller 14 siffror i följd.", "The short form, for example 837-123-45-6, or 14 digits in a row.";
        municipality: "Kunta", "Kommun", "Municipality";
        municipality_hint: "Suomen- tai ruotsinkielinen nimi tai kuntanumero. Myös lakkautetun kunnan nimi käy.", "Finskt eller svenskt namn eller kommunnummer. Även namnet på en upphörd kommun duger.", "The Finnish or Swedish name or the municipality code. The name of an abolished municipality will do, too.";
        postcode: "Postinumero", "Postnummer", "Postcode";
        postcode_hint: "Kunnan sijasta tai sen lisäksi.", "I stället för kommunen eller utöver den.", "In the place of the municipality or beside it.";
        street: "Katu", "Gata", "Street";
        street_hint: "Koko nimi suomeksi tai ruotsiksi. Ehdotuksia tulee, kun kunta on annettu.", "Hela namnet på finska eller svenska. Förslag ges när kommunen har angetts.", "The whole name in Finnish or Swedish. Names are suggested once the municipality is given.";
        number: "Talon numero", "Husnummer", "House number";
        number_hint: "Esimerkiksi 12 tai 12–14 b.", "Till exempel 12 eller 12–14 b.", "For example 12 or 12–14 b.";
        apartment: "Huoneisto", "Lägenhet", "Apartment";
        apartment_hint: "Porras, numero ja jakokirjain, esimerkiksi B 12 a.", "Trappa, nummer och delningsbokstav, till exempel B 12 a.", "Staircase, number and splitting letter, for example B 12 a.";
        apartment_of_hint: "Porras, numero ja jakokirjain, esimerkiksi B 12 a. Jätä tyhjäksi, jos rakennuksessa ei ole huoneistoja.", "Trappa, nummer och delningsbokstav, till exempel B 12 a. Lämna tomt om byggnaden inte har lägenheter.", "Staircase, number and splitting letter, for example B 12 a. Leave it empty if the building has no apartments.";
        suggestions: "Ehdotukset: {name}", "Förslag: {name}", "Suggestions: {name}";
        suggested_one: "1 ehdotus. Selaa nuolinäppäimillä.", "1 förslag. Bläddra med piltangenterna.", "1 suggestion. Use the arrow keys.";
        suggested: "{n} ehdotusta. Selaa nuolinäppäimillä.", "{n} förslag. Bläddra med piltangenterna.", "{n} suggestions. Use the arrow keys.";
        suggested_none: "Ei ehdotuksia.", "Inga förslag.", "No suggestions.";
        address_block: "Osoite", "Adress", "Address";
        contents: "Vastauksen osat", "Svarets delar", "Parts of the answer";
        shown_ban_title: "Turvakielto on voimassa – tiedot näytetään", "Spärrmarkering gäller – uppgifterna visas", "A non-disclosure for personal safety is in force – the data are shown";
        shown_ban: "Vastauksessa on henkilö, jolla tai jonka kanssa samassa asunnossa asuvalla on turvakielto. Tietoja ei saa luovuttaa edelleen eikä näyttää sivullisille. Katselu on merkitty lokiin.", "I svaret finns en person som har en spärrmarkering eller bor i samma bostad som någon som har det. Uppgifterna får inte lämnas vidare eller visas för utomstående. Det har antecknats i loggen att du har sett uppgifterna.", "The answer names a person who is under non-disclosure, or who lives in one dwelling with someone who is. The data may not be passed on or shown to outsiders. Your viewing has been marked in the log.";
        merged: "{former} on lakkautettu kunta ({year} asti). Haku tehtiin myös nykyisestä kunnasta {present}.", "{former} är en upphörd kommun (till och med {year}). Sökningen gjordes även i den nuvarande kommunen {present}.", "{former} is an abolished municipality (until {year}). The search was made in the present municipality {present}, too.";
        gone: "Rakennus on purettu tai tuhoutunut.", "Byggnaden är riven eller förstörd.", "The building has been demolished or destroyed.";
        no_data_title: "Ei tietoja, joita tässä roolissa voi näyttää", "Inga uppgifter som kan visas i denna roll", "No data that may be shown to this role";
        no_data: "Haulla ei ole tietoja, jotka voidaan näyttää tälle roolille. Tarkista tunnus tai osoite.", "Med sökningen finns inga uppgifter som kan visas för denna roll. Kontrollera beteckningen eller adressen.", "By this search there are no data that may be shown to this role. Check the identifier or the address.";
        several_title: "Haku osui useaan kohteeseen ({n})", "Sökningen gav flera träffar ({n})", "The search fits several places ({n})";
        several: "Tarkenna hakua tai avaa yksi kohteista. Avaaminen on uusi kysely.", "Precisera sökningen eller öppna en av träffarna. Att öppna den är en ny förfrågan.", "Narrow the search or open one of them. Opening one is a new query.";
        hit: "Kohde {n}", "Träff {n}", "Place {n}";
        too_many_title: "Haku osui liian moneen kohteeseen", "Sökningen gav för många träffar", "The search fits too many places";
        too_many: "Kohteita on yli 10, eikä niitä näytetä. Tarkenna hakua esimerkiksi talon numerolla.", "Det finns fler än 10 träffar, och de visas inte. Precisera sökningen till exempel med husnumret.", "More than 10 places fit, and none is shown. Narrow the search, for example with the house number.";
        no_residents: "Ei asukkaita, jotka voidaan näyttää tälle roolille. Tästä ei voi päätellä, asuuko täällä joku.", "Inga boende som kan visas för denna roll. Av detta kan man inte sluta sig till om någon bor här.", "No residents who may be shown to this role. This does not tell whether somebody lives here.";
        residents_note: "Luettelossa ovat vain ne asukkaat, jotka voidaan näyttää tälle roolille.", "Förteckningen omfattar endast de boende som kan visas för denna roll.", "The list has only those residents who may be shown to this role.";
        owners_note: "Luettelossa ovat vain ne omistajat, jotka voidaan näyttää tälle roolille.", "Förteckningen omfattar endast de ägare som kan visas för denna roll.", "The list has only those owners who may be shown to this role.";
        to_person: "Hae henkilön tiedot: {name}", "Hämta personens uppgifter: {name}", "Look up the person: {name}";
        to_building: "Hae rakennuksen tiedot: {name}", "Hämta byggnadens uppgifter: {name}", "Look up the building: {name}";
        to_apartment: "Hae huoneiston tiedot: {name}", "Hämta lägenhetens uppgifter: {name}", "Look up the apartment: {name}";
        to_property: "Hae kiinteistön tiedot: {name}", "Hämta fastighetens uppgifter: {name}", "Look up the property: {name}";
        move_title: "Uusi kysely", "Ny förfrågan", "New query";
        move_text: "Tietojen hakeminen on uusi kysely. Se merkitään lokiin samalla käyttötarkoituksella ja viitteellä, ja tämä vastaus poistuu näytöltä.", "Att hämta uppgifterna är en ny förfrågan. Den antecknas i loggen med samma användningsändamål och referens, och detta svar försvinner från skärmen.", "Looking it up is a new query. It is entered in the log with the same purpose and reference, and this answer leaves the screen.";
        move_price: "Kyselyn hinta: {price}", "Förfrågans pris: {price}", "Price of the query: {price}";
        move_confirm: "Tee kysely", "Gör förfrågan", "Make the query";
        move_person: "Siirry lomakkeelle", "Gå till formuläret", "Go to the form";
        move_person_text: "Tunnus siirretään henkilökyselyn lomakkeelle, ja tämä vastaus poistuu näytöltä. Tietoja ei haeta eikä kysely maksa mitään ennen kuin painat Hae tiedot.", "Beteckningen överförs till formuläret för personförfrågan, och detta svar försvinner från skärmen. Inga uppgifter hämtas och förfrågan kostar inget innan du trycker på Hämta uppgifter.", "The code is moved to the form of the person query, and this answer leaves the screen. Nothing is looked up or charged before you press Fetch the data.";
        cancel: "Peruuta", "Avbryt", "Cancel";
        apartment_wrong: "Huoneisto on kirjoitettu väärin. Kirjoita porraskirjain, numero ja jakokirjain, esimerkiksi B 12 a. {why}", "Lägenheten är felskriven. Skriv trappans bokstav, numret och delningsbokstaven, till exempel B 12 a. {why}", "The apartment is written wrongly. Enter staircase letter, number and splitting letter, for example B 12 a. {why}";
        place_missing: "Kunta tai postinumero puuttuu. Kirjoita jompikumpi.", "Kommun eller postnummer saknas. Skriv endera.", "The municipality or the postcode is missing. Enter either.";
        municipality_unknown: "Tämännimistä kuntaa ei ole. Valitse kunta ehdotuksista tai kirjoita kuntanumero.", "Det finns ingen kommun med detta namn. Välj kommunen bland förslagen eller skriv kommunnumret.", "There is no municipality of this name. Choose one of the suggestions or enter the municipality code.";
        postcode_wrong: "Postinumerossa on viisi numeroa. Korjaa postinumero.", "Ett postnummer har fem siffror. Rätta postnumret.", "A postcode has five digits. Correct the postcode.";
        street_missing: "Kadun nimi puuttuu. Kirjoita koko nimi.", "Gatans namn saknas. Skriv hela namnet.", "The street is missing. Enter its whole name.";
        street_too_long: "Kadun nimessä voi olla enintään 100 merkkiä. Lyhennä nimeä.", "Gatans namn får ha högst 100 tecken. Förkorta namnet.", "A street has at most 100 characters. Shorten the name.";
        street_wildcard: "Kadun nimessä ei voi käyttää korvausmerkkejä (* % ? _). Kirjoita koko nimi.", "Jokertecken (* % ? _) kan inte användas i gatans namn. Skriv hela namnet.", "Wildcards (* % ? _) cannot be used in the street. Enter its whole name.";
        street_unknown: "Katua ei ole tässä kunnassa tai postinumeroalueella. Tarkista nimi tai valitse katu ehdotuksista. Kyselyä ei tehty eikä siitä veloiteta.", "Gatan finns inte i denna kommun eller på detta postnummerområde. Kontrollera namnet eller välj gatan bland förslagen. Ingen förfrågan gjordes och inget debiteras.", "There is no such street in this municipality or postcode area. Check the name or choose one of the suggestions. No query was made and nothing is charged.";
        number_too_long: "Talon numerossa voi olla enintään 13 merkkiä. Lyhennä numeroa.", "Husnumret får ha högst 13 tecken. Förkorta numret.", "A house number has at most 13 characters. Shorten it.";
        number_wrong: "Talon numero alkaa numerolla, esimerkiksi 12 tai 12–14 b. Korjaa numero.", "Ett husnummer börjar med en siffra, till exempel 12 eller 12–14 b. Rätta numret.", "A house number begins with a number, for example 12 or 12–14 b. Correct it.";
        number_missing: "Huoneistoa ei voi hakea ilman talon numeroa. Kirjoita numero tai tyhjennä huoneisto.", "En lägenhet kan inte sökas utan husnummer. Skriv numret eller töm lägenheten.", "An apartment cannot be sought without a house number. Enter it or empty the apartment.";
    }
}

/// What is wrong with the criteria of a place and what to do, in `language`.
#[must_use]
pub fn place_text(problem: PlaceProblem, language: Language) -> String {
    let texts = super::texts_in(language).places;
    let text = match problem {
        PlaceProblem::Identifier(error) => return error.message(language),
        PlaceProblem::Apartment(error) => {
            return super::fill(texts.apartment_wrong, &[("why", &error.message(language))]);
        }
        PlaceProblem::PlaceMissing => texts.place_missing,
        PlaceProblem::MunicipalityUnknown => texts.municipality_unknown,
        PlaceProblem::Postcode => texts.postcode_wrong,
        PlaceProblem::StreetMissing => texts.street_missing,
        PlaceProblem::StreetTooLong => texts.street_too_long,
        PlaceProblem::StreetWildcard => texts.street_wildcard,
        PlaceProblem::StreetUnknown => texts.street_unknown,
        PlaceProblem::NumberTooLong => texts.number_too_long,
        PlaceProblem::Number => texts.number_wrong,
        PlaceProblem::NumberMissing => texts.number_missing,
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use luotain::identifier::IdentifierError;

    use super::*;

    #[test]
    fn a_wrong_check_character_is_told_with_the_right_one_in_each_language() {
        let wrong = PlaceProblem::Identifier(IdentifierError::CheckCharacter { expected: 'N' });
        for language in Language::ALL {
            assert!(place_text(wrong, language).contains(" N"), "{language:?}");
            let apartment = PlaceProblem::Apartment(IdentifierError::Range { min: 0, max: 999 });
            let text = place_text(apartment, language);
            assert!(text.contains("999") && text.contains("B 12 a"), "{text}");
        }
    }
}
