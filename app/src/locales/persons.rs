//! Texts of person identification, ownership, the answer for a person, and the own queries.

use luotain::language::Language;

super::area! {
    /// Texts of the queries for persons beside that by code.
    PersonsTexts {
        identifier: "Henkilötunnus tai sähköinen asiointitunnus", "Personbeteckning eller elektronisk kommunikationskod", "Personal identity code or electronic client identifier";
        client_only: "Sähköinen asiointitunnus", "Elektronisk kommunikationskod", "Electronic client identifier";
        client_hint: "8 numeroa ja tarkistusmerkki.", "8 siffror och ett kontrolltecken.", "8 digits and a check character.";
        identifier_hint: "Henkilötunnuksessa on 11 merkkiä, sähköisessä asiointitunnuksessa 9.", "Personbeteckningen har 11 tecken, den elektroniska kommunikationskoden 9.", "A personal identity code has 11 characters, an electronic client identifier 9.";
        by_identifier_title: "Henkilön tiedot tunnuksella", "Uppgifter om en person med beteckning", "A person's data by identifier";
        identification_title: "Henkilön tunnistus nimen ja syntymäajan perusteella", "Identifiering av person med namn och födelsetid", "Person identification by name and date of birth";
        identification_intro: "Tunnistusta käytetään, kun henkilötunnusta ei tiedetä. Nimien pitää olla kokonaisia. Isot ja pienet kirjaimet sekä tarkkeet eivät vaikuta hakuun.", "Identifiering används när personbeteckningen inte är känd. Namnen ska vara hela. Stora och små bokstäver samt diakritiska tecken påverkar inte sökningen.", "Identification is used when the personal identity code is not known. The names must be whole. Capitals and accents make no difference.";
        surname: "Sukunimi", "Efternamn", "Surname";
        first_names: "Kaikki etunimet", "Alla förnamn", "All first names";
        first_names_hint: "Samassa järjestyksessä kuin rekisterissä, esimerkiksi Anna Maria.", "I samma ordning som i registret, till exempel Anna Maria.", "In the order of the register, for example Anna Maria.";
        birth_date: "Syntymäaika", "Födelsetid", "Date of birth";
        birth_date_hint: "Päivä, kuukausi ja vuosi, esimerkiksi 7.3.1956.", "Dag, månad och år, till exempel 7.3.1956.", "Day, month and year, for example 7.3.1956.";
        narrow: "Rajaa hakua", "Avgränsa sökningen", "Narrow the search";
        narrow_hint: "Rajaa vain, jos tieto on varma. Tieto, jota rekisterissä ei ole, ei täsmää mihinkään.", "Avgränsa endast om uppgiften är säker. En uppgift som saknas i registret motsvarar ingenting.", "Narrow only if you are sure. What the register does not know fits nothing.";
        sex: "Sukupuoli", "Kön", "Sex";
        any_sex: "Ei rajausta", "Ingen avgränsning", "Any";
        home_municipality: "Kotikunta", "Hemkommun", "Municipality of residence";
        birth_municipality: "Syntymäkotikunta", "Hemkommun vid födelsen", "Municipality of residence at birth";
        municipality_hint: "Kunnan nimi tai kolminumeroinen kuntanumero.", "Kommunens namn eller tresiffriga kommunnummer.", "The municipality's name or three-digit code.";
        ownership_title: "Henkilön omistamat kiinteistöt ja rakennukset", "Fastigheter och byggnader som en person äger", "Properties and buildings that a person owns";
        fault_missing_surname: "Sukunimi puuttuu. Kirjoita koko sukunimi.", "Efternamnet saknas. Skriv hela efternamnet.", "The surname is missing. Enter the whole surname.";
        fault_missing_first: "Etunimet puuttuvat. Kirjoita kaikki etunimet.", "Förnamnen saknas. Skriv alla förnamn.", "The first names are missing. Enter all first names.";
        fault_missing_date: "Syntymäaika puuttuu. Kirjoita päivä, kuukausi ja vuosi.", "Födelsetiden saknas. Skriv dag, månad och år.", "The date of birth is missing. Enter day, month and year.";
        fault_too_long: "Nimessä on yli 100 merkkiä. Rekisterissä ei ole niin pitkiä nimiä: tarkista nimi.", "Namnet har mer än 100 tecken. Så långa namn finns inte i registret: kontrollera namnet.", "The name has more than 100 characters. The register has no names so long: check the name.";
        fault_wildcard: "Nimessä ei voi käyttää korvausmerkkejä (* ? % _). Kirjoita koko nimi.", "Jokertecken (* ? % _) kan inte användas i namn. Skriv hela namnet.", "Wildcards (* ? % _) cannot be used in a name. Enter the whole name.";
        fault_not_a_name: "Nimessä voi olla vain kirjaimia, välilyöntejä, yhdysmerkkejä, heittomerkkejä ja pisteitä. Poista muut merkit.", "Ett namn kan innehålla endast bokstäver, mellanslag, bindestreck, apostrofer och punkter. Ta bort andra tecken.", "A name can have only letters, spaces, hyphens, apostrophes and full stops. Remove other characters.";
        fault_not_whole: "Syntymäajan pitää olla kokonainen: päivä, kuukausi ja vuosi, esimerkiksi 7.3.1956. Osittaisella päivämäärällä ei voi hakea.", "Födelsetiden ska vara hel: dag, månad och år, till exempel 7.3.1956. Man kan inte söka med en del av ett datum.", "The date of birth must be whole: day, month and year, for example 7.3.1956. A part of a date cannot be searched by.";
        fault_short_year: "Kirjoita vuosi neljällä numerolla, esimerkiksi 1956.", "Skriv året med fyra siffror, till exempel 1956.", "Enter the year with four digits, for example 1956.";
        fault_no_such_day: "Sellaista päivää ei ole. Tarkista syntymäaika.", "Den dagen finns inte. Kontrollera födelsetiden.", "There is no such day. Check the date of birth.";
        fault_to_come: "Päivä ei ole vielä tullut. Tarkista syntymäaika.", "Dagen har inte kommit ännu. Kontrollera födelsetiden.", "The day is still to come. Check the date of birth.";
        fault_no_municipality: "Tämännimistä kuntaa ei ole eikä ole ollut. Tarkista nimi tai käytä kuntanumeroa.", "Det finns inte och har inte funnits någon sådan kommun. Kontrollera namnet eller använd kommunnumret.", "There is and was no such municipality. Check the name or use the municipality code.";
        fault_not_in_role: "Kyselyroolissa ei voi rajata hakua tällä tiedolla. Jätä kenttä tyhjäksi.", "I förfrågningsrollen kan sökningen inte avgränsas med denna uppgift. Lämna fältet tomt.", "The query role cannot narrow a search by this. Leave the field empty.";
        miss_quota: "Tuloksettomia hakuja on tehty niin monta, että uusia hakuja ei oteta vastaan ennen kuin on kulunut {n} min. Kyselystä ei veloiteta. Jos tarvitset apua, ota yhteyttä asiakastukeen.", "Så många sökningar utan resultat har gjorts att nya tas emot först om {n} min. Förfrågan debiteras inte. Om du behöver hjälp, kontakta kundtjänsten.", "So many queries without a result have been made that no more are taken for {n} min. The query is not charged. If you need help, contact customer support.";
        many: "Olet tehnyt tunnin aikana {n} kyselyä. Palvelu on yksittäisiä kyselyitä varten, ja käyttöä valvotaan.", "Du har gjort {n} förfrågningar inom en timme. Tjänsten är avsedd för enskilda förfrågningar, och användningen övervakas.", "You have made {n} queries within an hour. The service is for single queries, and its use is supervised.";
        none_title: "Ei henkilöä, jonka tietoja tässä roolissa voi näyttää", "Ingen person vars uppgifter kan visas i denna roll", "Nobody whose data may be shown to this role";
        none_text: "Hakuehdoilla ei löytynyt henkilöä, jonka tiedot voidaan näyttää tälle roolille. Tarkista nimet ja syntymäaika. Vastauksesta ei voi päätellä, onko henkilö rekisterissä.", "Med sökvillkoren hittades ingen person vars uppgifter kan visas för denna roll. Kontrollera namnen och födelsetiden. Av svaret kan man inte sluta sig till om personen finns i registret.", "By these criteria nobody was found whose data may be shown to this role. Check the names and the date of birth. The answer does not tell whether the person is in the register.";
        too_many_title: "Liian monta osumaa", "För många träffar", "Too many hits";
        too_many_text: "Hakuehdot täyttää yli kymmenen henkilöä, eikä heitä luetella. Rajaa hakua.", "Mer än tio personer uppfyller sökvillkoren, och de räknas inte upp. Avgränsa sökningen.", "More than ten persons fit the criteria, and they are not listed. Narrow the search.";
        several_title: "Hakuehdot täyttää {n} henkilöä", "{n} personer uppfyller sökvillkoren", "{n} persons fit the criteria";
        several_text: "Rajaa hakua, tai avaa yhden henkilön tiedot. Avaaminen on uusi kysely.", "Avgränsa sökningen eller öppna en persons uppgifter. Öppnandet är en ny förfrågan.", "Narrow the search, or open the data of one person. Opening is a new query.";
        swapped: "Nimet löytyivät toisin päin: sukunimenä haettu on rekisterissä etunimenä. Tarkista, että henkilö on oikea.", "Namnen hittades omvänt: det som söktes som efternamn är förnamn i registret. Kontrollera att det är rätt person.", "The names were found the other way round: what was searched as the surname is a first name in the register. Check that it is the right person.";
        hit: "Henkilö {n}", "Person {n}", "Person {n}";
        open_hit: "Avaa tiedot", "Öppna uppgifterna", "Open the data";
        masked_home: "ei näytetä (turvakielto)", "visas inte (spärrmarkering)", "not shown (non-disclosure)";
        name: "Nimi", "Namn", "Name";
        next_title: "Uusi kysely", "Ny förfrågan", "New query";
        next_person: "Haetaanko henkilön {code} tiedot? Kysely merkitään lokiin, ja tämä vastaus sulkeutuu.", "Hämtas uppgifterna om personen {code}? Förfrågan antecknas i loggen, och detta svar stängs.", "Fetch the data of the person {code}? The query is entered in the log, and this answer closes.";
        next_place: "Siirrytäänkö hakemaan kohteen {id} tietoja? Tunnus siirtyy lomakkeelle ja tämä vastaus sulkeutuu. Tietoja haetaan vasta, kun painat Hae tiedot.", "Gå till sökningen av uppgifter om {id}? Beteckningen flyttas till formuläret och detta svar stängs. Uppgifter hämtas först när du trycker på Hämta uppgifter.", "Go on to the data of {id}? The identifier moves to the form, and this answer closes. Nothing is fetched before you press Fetch the data.";
        next_go: "Siirry lomakkeelle", "Gå till formuläret", "Go to the form";
        next_hit: "Avataanko luettelon {hit} tiedot? Kysely merkitään lokiin, ja luettelo sulkeutuu.", "Öppnas uppgifterna om {hit} i förteckningen? Förfrågan antecknas i loggen, och förteckningen stängs.", "Open the data of {hit} of the list? The query is entered in the log, and the list closes.";
        next_price: "Kyselyn hinta: {price}", "Förfrågans pris: {price}", "Price of the query: {price}";
        next_do: "Hae tiedot", "Hämta uppgifter", "Fetch the data";
        next_of: "Hae tiedot: {code}", "Hämta uppgifter: {code}", "Fetch the data: {code}";
        summary: "Yhteenveto", "Sammanfattning", "Summary";
        no_name: "Nimeä ei näytetä tässä roolissa", "Namnet visas inte i denna roll", "The name is not shown to this role";
        address: "Osoite", "Adress", "Address";
        copy_address: "Kopioi osoite", "Kopiera adressen", "Copy the address";
        copied: "Osoite on kopioitu.", "Adressen har kopierats.", "The address has been copied.";
        copy_failed: "Selain ei kopioinut osoitetta. Valitse ja kopioi se tekstinä.", "Webbläsaren kopierade inte adressen. Markera och kopiera den som text.", "The browser did not copy the address. Select and copy it as text.";
        register_day: "Rekisteri päivitetty", "Registret uppdaterat", "Register last updated";
        contents: "Vastauksen sisältö", "Svarets innehåll", "Contents of the answer";
        show_codes: "Näytä koodit", "Visa koder", "Show codes";
        code_of: "koodi {code}", "kod {code}", "code {code}";
        timeline: "Aikajana", "Tidslinje", "Timeline";
        now: "voimassa", "gäller", "in force";
        from_until: "{from} – {until}", "{from} – {until}", "{from} – {until}";
        unknown_date: "?", "?", "?";
        to_confirm_title: "Turvakielto on voimassa – yhteystiedot on piilotettu", "Spärrmarkering gäller – kontaktuppgifterna är dolda", "A non-disclosure for personal safety is in force – contact data are hidden";
        to_confirm_text: "Roolillasi voi nähdä turvakiellon alaiset yhteystiedot. Näytä ne vain, jos asian hoitaminen sitä vaatii. Näyttäminen vahvistetaan avaimella, koskee vain tätä vastausta, eikä siitä veloiteta. Siitä tulee oma merkintä lokiin.", "Med din roll kan du se spärrmarkerade kontaktuppgifter. Visa dem endast om ärendet kräver det. Visningen bekräftas med nyckeln, gäller endast detta svar och debiteras inte. Den antecknas separat i loggen.", "Your role can see contact data under non-disclosure. Show them only if the case needs it. Showing is confirmed with the key, holds for this answer only, and is not charged. It gets an entry of its own in the log.";
        to_confirm: "Näytä turvakiellon alaiset tiedot", "Visa de spärrmarkerade uppgifterna", "Show the data under non-disclosure";
        confirm_title: "Vahvista avaimella", "Bekräfta med nyckeln", "Confirm with the key";
        confirm_text: "Vahvistat, että turvakiellon alaiset yhteystiedot ovat tarpeen työtehtävässäsi. Vahvistus koskee vain tätä vastausta. Tietoja ei saa luovuttaa edelleen eikä näyttää sivullisille.", "Du bekräftar att de spärrmarkerade kontaktuppgifterna behövs i ditt arbete. Bekräftelsen gäller endast detta svar. Uppgifterna får inte lämnas vidare eller visas för utomstående.", "You confirm that the contact data under non-disclosure are needed in your work. The confirmation holds for this answer only. The data may not be passed on or shown to outsiders.";
        confirm: "Käytä avainta", "Använd nyckeln", "Use the key";
        wrong_person: "Avasin väärän henkilön", "Jag öppnade fel person", "I opened the wrong person";
        wrong_person_done: "Lokiin on merkitty, että avasit väärän henkilön. Merkinnän numero on {n}. Sulje vastaus painamalla Uusi kysely.", "I loggen har antecknats att du öppnade fel person. Anteckningens nummer är {n}. Stäng svaret genom att trycka på Ny förfrågan.", "The log now says that you opened the wrong person. The number of the entry is {n}. Close the answer by pressing New query.";
        kept_title: "Tämän istunnon aiemmat vastaukset", "Tidigare svar under denna session", "Earlier answers of this session";
        kept_text: "Vastauksen voi avata uudelleen istunnon ajan. Tiedot haetaan uudelleen nykyisillä oikeuksilla. Avaaminen merkitään lokiin, mutta siitä ei veloiteta.", "Svaret kan öppnas på nytt under sessionen. Uppgifterna hämtas på nytt med de nuvarande rättigheterna. Öppnandet antecknas i loggen men debiteras inte.", "An answer can be opened again during the session. The data are fetched anew under the rights of now. Opening is entered in the log but not charged.";
        kept_none: "Tässä roolissa ei ole vielä vastauksia, jotka voisi avata uudelleen.", "I denna roll finns ännu inga svar som kan öppnas på nytt.", "In this role there are no answers yet that can be opened again.";
        kept_load: "Näytä luettelo", "Visa förteckningen", "Show the list";
        open_again: "Avaa uudelleen", "Öppna på nytt", "Open again";
        own_title: "Omat kyselyni", "Mina förfrågningar", "My own queries";
        own_intro: "Tässä ovat sinun lokiin merkityt kyselysi, uusin ensin. Hakuehdot on peitetty.", "Här finns dina förfrågningar enligt loggen, den nyaste först. Sökvillkoren är maskerade.", "These are your queries as the log has them, newest first. The search criteria are masked.";
        own_day: "Päivä", "Dag", "Day";
        own_show: "Näytä", "Visa", "Show";
        own_none: "Lokissa ei ole omia kyselyjäsi tältä ajalta.", "Loggen har inga egna förfrågningar från denna tid.", "The log has no queries of yours for this time.";
        own_more: "Näytä vanhempia", "Visa äldre", "Show older";
        own_end: "Kaikki kyselyt on näytetty.", "Alla förfrågningar har visats.", "All queries have been shown.";
        own_number: "Numero", "Nummer", "Number";
        own_time: "Aika", "Tid", "Time";
        own_operation: "Kysely", "Förfrågan", "Query";
        own_criteria: "Hakuehdot", "Sökvillkor", "Criteria";
        own_result: "Vastaus", "Svar", "Answer";
        own_refers: "koskee merkintää {n}", "gäller anteckning {n}", "concerns entry {n}";
        own_non_disclosure: "turvakiellon alaisia tietoja", "spärrmarkerade uppgifter", "data under non-disclosure";
        keys: "Pikanäppäimet (?)", "Snabbtangenter (?)", "Shortcuts (?)";
        keys_title: "Pikanäppäimet", "Snabbtangenter", "Keyboard shortcuts";
        keys_text: "Pikanäppäimet toimivat, kun et kirjoita kenttään.", "Snabbtangenterna fungerar när du inte skriver i ett fält.", "The shortcuts work while you are not typing in a field.";
        keys_help: "tämä ohje", "denna hjälp", "this help";
        keys_new: "uusi kysely", "ny förfrågan", "new query";
        keys_copy: "kopioi osoite", "kopiera adressen", "copy the address";
        keys_contents: "siirry sisältöluetteloon", "gå till innehållet", "go to the contents";
        keys_codes: "näytä tai piilota koodit", "visa eller dölj koderna", "show or hide the codes";
        keys_on: "Pikanäppäimet ovat käytössä", "Snabbtangenterna är i bruk", "The shortcuts are on";
        close: "Sulje", "Stäng", "Close";
    }
}

/// The texts in the language of the page.
#[must_use]
pub fn texts() -> &'static PersonsTexts {
    texts_in(super::language())
}

/// The texts in a language.
#[must_use]
pub fn texts_in(language: Language) -> &'static PersonsTexts {
    super::texts_in(language).persons
}

/// What is wrong with a criterion, and what to do.
#[must_use]
pub fn criterion_text(problem: luotain::query::CriterionProblem, language: Language) -> &'static str {
    use luotain::query::{Criterion, CriterionFault as Fault};
    let texts = texts_in(language);
    match (problem.fault, problem.criterion) {
        (Fault::Missing, Criterion::FirstNames) => texts.fault_missing_first,
        (Fault::Missing, Criterion::BirthDate) => texts.fault_missing_date,
        (Fault::Missing, _) => texts.fault_missing_surname,
        (Fault::TooLong, _) => texts.fault_too_long,
        (Fault::Wildcard, _) => texts.fault_wildcard,
        (Fault::NotAName, _) => texts.fault_not_a_name,
        (Fault::NotAWholeDate, _) => texts.fault_not_whole,
        (Fault::ShortYear, _) => texts.fault_short_year,
        (Fault::NoSuchDay, _) => texts.fault_no_such_day,
        (Fault::ToCome, _) => texts.fault_to_come,
        (Fault::NoSuchMunicipality, _) => texts.fault_no_municipality,
        (Fault::NotInRole, _) => texts.fault_not_in_role,
    }
}
