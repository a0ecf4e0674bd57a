//! Texts of the queries for persons. The duty words are those of S97–S101; who has no right to a
//! role is told what S93–S96 say.

super::area! {
    /// Texts of the queries for persons.
    QueryTexts {
        permit: "Tietolupa", "Datatillstånd", "Data permit";
        role: "Kyselyrooli", "Förfrågningsroll", "Query role";
        environment: "Ympäristö", "Miljö", "Environment";
        production: "Tuotanto", "Produktion", "Production";
        training: "Koulutus – henkilöt ovat keksittyjä", "Utbildning – personerna är påhittade", "Training – the persons are invented";
        no_role_title: "Sinulla ei ole oikeutta tähän kyselyrooliin", "Du har inte rätt till den här förfrågningsrollen", "You have no right to this query role";
        no_role_text: "Rooli ei kuulu käyttöoikeuksiisi, tai oikeutesi siihen on päättynyt. Jos tarvitset roolia työtehtävissäsi, ota yhteyttä esihenkilöösi. Hän huolehtii siitä, että oikeus lisätään tai uusitaan.", "Rollen ingår inte i dina användarrättigheter, eller så har din rätt till den upphört. Om du behöver rollen i ditt arbete ska du kontakta din chef, som ser till att rätten läggs till eller förnyas.", "The role is not among your rights, or your right to it has ended. If you need the role in your work, contact your supervisor, who sees to it that the right is added or renewed.";
        no_role_employer: "Käyttöoikeudet ovat organisaatiokohtaisia. Jos työnantajasi on vaihtunut, oikeudet on perustettava uuden työnantajan organisaatioon. Ota siitäkin yhteyttä esihenkilöösi.", "Användarrättigheterna är organisationsspecifika. Om du har bytt arbetsgivare måste rättigheterna läggas upp i den nya arbetsgivarens organisation. Kontakta din chef också om det.", "Rights belong to an organisation. If you have changed employers, the rights must be set up in the new employer's organisation. Contact your supervisor about that, too.";
        duty_title: "Ennen kuin teet kyselyn", "Innan du gör en förfrågan", "Before you make a query";
        duty_tasks: "Tietoja saa käyttää vain niihin työ- ja virkatehtäviin, jotka on mainittu tietolupapäätöksessä.", "Uppgifterna får användas endast för de arbets- och tjänsteuppgifter som nämns i beslutet om datatillstånd.", "The data may be used only for the work and official duties named in the permit decision.";
        duty_care: "Tietoja on käsiteltävä huolellisesti ja hyvää tietojenkäsittelytapaa noudattaen sekä tietosuojasta ja tietoturvasta huolehtien.", "Uppgifterna ska behandlas omsorgsfullt, enligt god databehandlingssed och med hänsyn till dataskydd och informationssäkerhet.", "The data must be handled with care, following good data-processing practice and with regard to data protection and security.";
        duty_private: "Tietojen käyttäminen tai katselu omiin tarkoituksiin on ehdottomasti kielletty.", "Det är absolut förbjudet att använda eller titta på uppgifterna för egna syften.", "Using or viewing the data for personal purposes is absolutely forbidden.";
        duty_outsiders: "Tiedot eivät ole julkisia, eikä niitä saa antaa sivullisille.", "Uppgifterna är inte offentliga och får inte ges till utomstående.", "The data are not public and may not be given to outsiders.";
        duty_log: "Jokainen kysely merkitään lokiin, ja rekisteriviranomainen valvoo tietojen käyttöä.", "Varje förfrågan antecknas i loggen, och registermyndigheten övervakar hur uppgifterna används.", "Every query is entered in a log, and the register authority supervises the use of the data.";
        duty_short: "Käytä tietoja vain siihen työ- tai virkatehtävään, jota varten ne on haettu. Omiin tarkoituksiin niitä ei saa käyttää eikä katsella. Tiedot eivät ole julkisia, eikä niitä saa antaa sivullisille. Käsittele niitä huolellisesti. Kysely on merkitty lokiin.", "Använd uppgifterna endast för den arbets- eller tjänsteuppgift som de har hämtats för. De får inte användas eller betraktas för egna syften. Uppgifterna är inte offentliga och får inte ges till utomstående. Behandla dem omsorgsfullt. Förfrågan har antecknats i loggen.", "Use the data only for the work or official duty for which they were fetched. They may not be used or viewed for personal purposes. The data are not public and may not be given to outsiders. Handle them with care. The query has been entered in the log.";
        operations: "Roolin kyselyt", "Rollens förfrågningar", "Queries of the role";
        not_offered: "Tämä kyselyrooli ei oikeuta tähän kyselyyn. Valitse jokin roolin kyselyistä.", "Den här förfrågningsrollen ger inte rätt till denna förfrågan. Välj någon av rollens förfrågningar.", "This query role does not allow this query. Choose one of the role's queries.";
        form_title: "Henkilön tiedot henkilötunnuksella", "Uppgifter om en person med personbeteckning", "A person's data by personal identity code";
        purpose: "Käyttötarkoitus", "Användningsändamål", "Purpose of use";
        purpose_choose: "Valitse käyttötarkoitus", "Välj användningsändamål", "Choose the purpose of use";
        purpose_missing: "Käyttötarkoitus puuttuu. Valitse se luettelosta.", "Användningsändamålet saknas. Välj det i listan.", "The purpose of use is missing. Choose it from the list.";
        reference: "Viite", "Referens", "Reference";
        optional: "vapaaehtoinen", "frivillig", "optional";
        reference_hint: "Esimerkiksi asian diaarinumero, 3–60 merkkiä. Älä kirjoita viitteeseen henkilötunnusta.", "Till exempel ärendets diarienummer, 3–60 tecken. Skriv inte personbeteckningar i referensen.", "For example the case number, 3–60 characters. Do not write a personal identity code in it.";
        code: "Henkilötunnus", "Personbeteckning", "Personal identity code";
        code_hint: "11 merkkiä välimerkki mukaan lukien.", "11 tecken inklusive skiljetecknet.", "11 characters, the separator sign included.";
        code_hint_training: "11 merkkiä välimerkki mukaan lukien. Koulutuksessa käyvät vain testitunnukset, joiden yksilönumero on 900–999.", "11 tecken inklusive skiljetecknet. I utbildningsmiljön godkänns endast testbeteckningar vars individnummer är 900–999.", "11 characters, the separator sign included. In training only test codes work: their individual number is 900–999.";
        price: "Kyselyn hinta", "Förfrågans pris", "Price of the query";
        price_free: "maksuton organisaatiollesi", "avgiftsfri för din organisation", "free of charge for your organisation";
        price_training: "maksuton (koulutus)", "avgiftsfri (utbildning)", "free of charge (training)";
        price_rule: "Hinta on sama vastauksesta riippumatta.", "Priset är detsamma oavsett svaret.", "The price is the same whatever the answer.";
        submit: "Hae tiedot", "Hämta uppgifter", "Fetch the data";
        searching: "Tietoja haetaan.", "Uppgifterna hämtas.", "Fetching the data.";
        ready: "Vastaus on valmis.", "Svaret är klart.", "The answer is ready.";
        wrong_fields: "Kyselyä ei lähetetty. Korjattavia kenttiä: {n}.", "Förfrågan skickades inte. Fält att rätta: {n}.", "The query was not sent. Fields to correct: {n}.";
        sign_in_again: "Kirjaudu uudelleen (avautuu uuteen välilehteen)", "Logga in på nytt (öppnas i en ny flik)", "Sign in again (opens in a new tab)";
        signed_out_kept: "Kirjoittamasi tiedot säilyvät tällä sivulla. Kirjaudu uudelleen, palaa tähän välilehteen ja paina Hae tiedot.", "Det du har skrivit finns kvar på den här sidan. Logga in på nytt, återvänd till den här fliken och tryck på Hämta uppgifter.", "What you have written stays on this page. Sign in again, come back to this tab and press Fetch the data.";
        result_title: "Vastaus", "Svar", "Answer";
        extracted: "Poiminta-aika", "Tidpunkt för hämtningen", "Time of extraction";
        officer: "Käyttäjä", "Användare", "User";
        organisation: "Organisaatio", "Organisation", "Organisation";
        asked: "Haettu henkilötunnuksella", "Sökt med personbeteckningen", "Searched by personal identity code";
        no_reference: "ei viitettä", "ingen referens", "no reference";
        dead: "Henkilö on kuollut.", "Personen är död.", "The person is dead.";
        under_fifteen: "Henkilö on alle 15-vuotias.", "Personen är under 15 år.", "The person is under 15 years of age.";
        hidden_ban_title: "Turvakielto on voimassa", "Spärrmarkering gäller", "A non-disclosure for personal safety is in force";
        hidden_ban: "Yhteystiedot on piilotettu, koska turvakielto on voimassa. Älä päättele tai selvitä asuinpaikkaa muista tiedoista äläkä vihjaa kenellekään, missä henkilö voisi asua. Jos osoite on tarpeen asian hoitamiseksi, kysy neuvoa vastuukäyttäjältä.", "Kontaktuppgifterna är dolda eftersom en spärrmarkering gäller. Dra inga slutsatser av andra uppgifter om var personen bor, försök inte ta reda på det och ge inga antydningar om det till någon. Om adressen behövs för att sköta ärendet, be den ansvariga användaren om råd.", "Contact data are hidden because a non-disclosure is in force. Do not infer or find out the place of residence from other data, and give nobody a hint of where the person may live. If the case needs the address, ask your responsible user for advice.";
        shown_ban_title: "Turvakielto on voimassa – yhteystiedot näytetään", "Spärrmarkering gäller – kontaktuppgifterna visas", "A non-disclosure for personal safety is in force – contact data are shown";
        shown_ban: "Tässä näkyvät yhteystiedot ovat turvakiellon alaisia. Niitä ei saa luovuttaa edelleen eikä näyttää sivullisille. Myös samassa osoitteessa asuvan tiedot voivat paljastaa asuinpaikan. Katselu on merkitty lokiin.", "Kontaktuppgifterna här är spärrmarkerade. De får inte lämnas vidare eller visas för utomstående. Också uppgifter om någon som bor på samma adress kan avslöja var personen bor. Det har antecknats i loggen att du har sett uppgifterna.", "The contact data here are under non-disclosure. They may not be passed on or shown to outsiders. Data about another person living at the same address can also give the place away. Your viewing has been marked in the log.";
        no_values: "Rekisterissä ei ole tietoa.", "Det finns inga uppgifter i registret.", "The register has no data.";
        no_current: "Ei voimassa olevaa tietoa.", "Inga gällande uppgifter.", "No data in force.";
        former: "Aiemmat tiedot ({n})", "Tidigare uppgifter ({n})", "Former values ({n})";
        hidden_title: "Tiedot, joita ei näytetä", "Uppgifter som inte visas", "Data that are not shown";
        hidden_note: "Luettelosta ei voi päätellä, onko rekisterissä tällaisia tietoja.", "Av förteckningen kan man inte sluta sig till om sådana uppgifter finns i registret.", "The list does not tell whether the register holds such data.";
        passive_title: "Henkilötunnus on passiivinen", "Personbeteckningen är passiv", "The personal identity code is passive";
        passive_text: "Haettu tunnus ei ole enää käytössä, eikä sillä näytetä tietoja.", "Beteckningen används inte längre, och inga uppgifter visas med den.", "The code is no longer in use, and no data are shown by it.";
        passive_replacement: "Nykyinen henkilötunnus", "Nuvarande personbeteckning", "Personal identity code in use";
        passive_none: "Tunnuksen tilalla ei ole käytössä olevaa tunnusta.", "Det finns ingen beteckning i bruk i dess ställe.", "No code is in use in its place.";
        passive_use: "Siirrä tunnus lomakkeelle", "Överför beteckningen till formuläret", "Move the code to the form";
        passive_cost: "Tietoja ei haeta ennen kuin painat Hae tiedot. Haku nykyisellä tunnuksella on uusi kysely.", "Inga uppgifter hämtas förrän du trycker på Hämta uppgifter. Sökning med den nuvarande beteckningen är en ny förfrågan.", "Nothing is fetched before you press Fetch the data. A search by the code in use is a new query.";
        no_data_title: "Ei tietoja, joita tässä roolissa voi näyttää", "Inga uppgifter som kan visas i denna roll", "No data that may be shown to this role";
        no_data_text: "Tällä henkilötunnuksella ei ole tietoja, jotka voidaan näyttää tälle roolille. Tarkista, että tunnus on oikein. Vastauksesta ei voi päätellä, onko henkilö rekisterissä.", "Med denna personbeteckning finns inga uppgifter som kan visas för denna roll. Kontrollera att beteckningen är rätt. Av svaret kan man inte sluta sig till om personen finns i registret.", "By this personal identity code there are no data that may be shown to this role. Check that the code is right. The answer does not tell whether the person is in the register.";
        receipt_title: "Kuitti", "Kvitto", "Receipt";
        receipt_number: "Kuitin numero", "Kvittots nummer", "Receipt number";
        receipt_log: "Loki", "Logg", "Log";
        receipt_text: "Kuitti osoittaa, että tämä tietojen luovutus merkittiin lokiin ennen vastauksen näyttämistä, ja sillä voi myöhemmin osoittaa, ettei merkintää ole muutettu eikä poistettu. Kuitista ilmenee, mitä on kysytty: suojaa se samalla tavoin kuin tiedot.", "Kvittot visar att detta utlämnande av uppgifter antecknades i loggen innan svaret visades, och med det kan man senare visa att anteckningen varken har ändrats eller tagits bort. Av kvittot framgår vad som har frågats: skydda det på samma sätt som uppgifterna.", "The receipt shows that this disclosure was entered in the log before the answer was shown, and with it one can later show that the entry has been neither changed nor removed. It tells what was asked: protect it in the same way as the data.";
        receipt_save: "Lataa kuitti (.tlog-proof)", "Ladda ner kvittot (.tlog-proof)", "Download receipt (.tlog-proof)";
        receipt_saved: "Kuitti on annettu selaimen tallennettavaksi.", "Kvittot har getts till webbläsaren för att sparas.", "The receipt has been given to the browser to be saved.";
        receipt_failed: "Selain ei tallentanut kuittia. Yritä uudelleen.", "Webbläsaren sparade inte kvittot. Försök på nytt.", "The browser did not save the receipt. Try again.";
        receipt_check: "Tarkista kuitti", "Kontrollera ett kvitto", "Check a receipt";
        print: "Tulosta", "Skriv ut", "Print";
        print_not_official: "Ei virallinen tuloste eikä todistus. Selaimella tulostettu kyselyn vastaus väestötietojärjestelmästä.", "Inte en officiell utskrift eller ett intyg. Svar på en förfrågan i befolkningsdatasystemet, utskrivet med webbläsaren.", "Not the official printout and not a certificate. The answer to a query to the Population Information System, printed with a browser.";
        print_training: "KOULUTUS", "UTBILDNING", "TRAINING";
        print_confirm_title: "Turvakiellon alaisten tietojen tulostaminen", "Utskrift av spärrmarkerade uppgifter", "Printing data under non-disclosure";
        print_confirm_text: "Paperille tulostuu turvakiellon alaisia yhteystietoja. Tulosta ne vain, jos asian hoitaminen sitä vaatii. Huolehdi, ettei tuloste joudu sivullisille.", "Spärrmarkerade kontaktuppgifter skrivs ut på papper. Skriv ut dem endast om ärendet kräver det. Se till att utskriften inte hamnar hos utomstående.", "Contact data under non-disclosure will be printed on paper. Print them only if the case needs it. See to it that the paper does not reach outsiders.";
        print_confirm: "Vahvista ja tulosta", "Bekräfta och skriv ut", "Confirm and print";
        print_cancel: "Peruuta", "Avbryt", "Cancel";
        print_withheld: "Vastauksessa on turvakiellon alaisia tietoja. Ne tulostuvat vain sivun Tulosta-painikkeella ja vahvistuksen jälkeen.", "Svaret innehåller spärrmarkerade uppgifter. De skrivs ut endast med sidans knapp Skriv ut och efter en bekräftelse.", "The answer holds data under non-disclosure. They are printed only with the Print button of the page and after a confirmation.";
        new_query: "Uusi kysely", "Ny förfrågan", "New query";
    }
}
