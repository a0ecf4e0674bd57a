//! Texts of the frame round the pages.

super::area! {
    /// Texts of the frame: bar, menu, footer, session.
    ShellTexts {
        service: "Luotain", "Luotain", "Luotain";
        description: "Kyselyt väestötietojärjestelmästä", "Förfrågningar i befolkningsdatasystemet", "Queries to the Population Information System";
        skip: "Siirry sisältöön", "Hoppa till innehållet", "Skip to content";
        training_banner: "Koulutusympäristö – henkilöt ovat keksittyjä", "Utbildningsmiljö – personerna är påhittade", "Training environment – the persons are invented";
        languages: "Kieli", "Språk", "Language";
        user_functions: "Käyttäjätoiminnot", "Användarfunktioner", "User functions";
        user_services: "Käyttäjäpalvelut", "Användartjänster", "User Services";
        sign_out: "Kirjaudu ulos", "Logga ut", "Sign out";
        sign_in: "Kirjaudu sisään", "Logga in", "Sign in";
        menu: "Valikko", "Meny", "Menu";
        main_menu: "Päävalikko", "Huvudmeny", "Main menu";
        front_page: "Etusivu", "Startsida", "Front page";
        query_services: "Kyselypalvelut", "Förfrågningstjänster", "Query services";
        no_roles: "Sinulla ei ole kyselyrooleja.", "Du har inga förfrågningsroller.", "You have no query roles.";
        management_services: "Hallintapalvelut", "Hanteringstjänster", "Management services";
        data_permits: "Tietoluvat", "Datatillstånd", "Data permits";
        people: "Henkilöt ja oikeudet", "Personer och rättigheter", "People and rights";
        rights_register: "Käyttöoikeusrekisteri", "Användarrättsregister", "Access-rights register";
        organisations: "Organisaatiot", "Organisationer", "Organisations";
        key_policy: "Avainten vaatimukset", "Krav på nycklar", "Requirements for keys";
        key_kinds: "Avainlajit", "Nyckeltyper", "Kinds of key";
        outbox: "Lähtevät viestit", "Utgående meddelanden", "Outbox";
        rights_changed: "Oikeuksiasi on muutettu sen jälkeen, kun tämä sivu avattiin. Jos muutos yllättää sinut, kysy siitä esihenkilöltäsi tai vastuukäyttäjältä.", "Dina rättigheter har ändrats efter att den här sidan öppnades. Om ändringen överraskar dig, fråga din chef eller den ansvariga användaren.", "Your rights have been changed since this page was opened. If the change surprises you, ask your supervisor or your responsible user.";
        instructions: "Ohjeet", "Anvisningar", "Instructions";
        guides_note: "Ohjeet avautuvat uuteen välilehteen.", "Anvisningarna öppnas i en ny flik.", "The guides open in a new tab.";
        guide_query: "Kyselykäyttäjän ohje", "Anvisning för förfrågningsanvändare", "Guide for query users";
        guide_responsible_users: "Vastuukäyttäjän ohje", "Anvisning för ansvariga användare", "Guide for responsible users";
        guide_sign_in: "Kirjautumisen ohje", "Anvisning för inloggning", "Help with signing in";
        guide_keys: "Avaimen liittäminen", "Koppla en nyckel", "Linking a key";
        guide_faq: "Usein kysytyt kysymykset", "Vanliga frågor", "Frequently asked questions";
        guide_terms: "Käyttöehdot", "Användningsvillkor", "Terms of use";
        guide_all: "Kaikki ohjeet", "Alla anvisningar", "All instructions";
        new_tab: "avautuu uuteen välilehteen", "öppnas i en ny flik", "opens in a new tab";
        environment: "Ympäristö", "Miljö", "Environment";
        production: "Tuotanto", "Produktion", "Production";
        training: "Koulutus", "Utbildning", "Training";
        change: "Vaihda", "Byt", "Change";
        loading: "Sivua ladataan…", "Sidan laddas…", "Loading the page…";
        script_needed: "Palvelun käyttö edellyttää JavaScriptiä. Salli se selaimen asetuksissa. Ohjesivut toimivat myös ilman sitä.", "Tjänsten kräver JavaScript. Tillåt det i webbläsarens inställningar. Anvisningarna fungerar också utan det.", "The service needs JavaScript. Allow it in your browser's settings. The help pages work without it.";
        failure: "Sivun toiminta on keskeytynyt. Palvelusta on ehkä otettu käyttöön uusi versio.", "Sidan har slutat fungera. En ny version av tjänsten har kanske tagits i bruk.", "The page has stopped working. A new version of the service may be in use.";
        reload: "Lataa sivu uudelleen", "Ladda om sidan", "Reload the page";
        signed_out_title: "Istunto on päättynyt", "Sessionen har avslutats", "Your session has ended";
        signed_out_text: "Kirjaudu sisään, niin pääset takaisin tälle sivulle.", "Logga in för att komma tillbaka till den här sidan.", "Sign in to return to this page.";
        not_found_title: "Sivua ei löytynyt", "Sidan hittades inte", "The page was not found";
        not_found_text: "Tarkista osoite. Jos tulit tänne linkistä, sivu on ehkä siirretty tai poistettu.", "Kontrollera adressen. Om du kom hit via en länk har sidan kanske flyttats eller tagits bort.", "Check the address. If you followed a link, the page may have been moved or removed.";
        to_front: "Siirry etusivulle", "Gå till startsidan", "Go to the front page";
        ending_title: "Istunto päättyy pian", "Sessionen avslutas snart", "Your session is about to end";
        ending_idle: "Palvelua ei ole käytetty vähään aikaan. Sinut kirjataan ulos ja sivun tiedot poistetaan näytöltä, jos et jatka istuntoa.", "Tjänsten har inte använts på en stund. Du loggas ut och uppgifterna på sidan tas bort om du inte fortsätter sessionen.", "The service has not been used for a while. You will be signed out and the page cleared unless you go on.";
        ending_absolute: "Istunnon enimmäisaika täyttyy. Sinut kirjataan ulos ja sivun tiedot poistetaan näytöltä. Istuntoa ei voi jatkaa, mutta voit kirjautua heti uudelleen.", "Sessionens längsta tid går ut. Du loggas ut och uppgifterna på sidan tas bort. Sessionen kan inte förlängas, men du kan genast logga in på nytt.", "Your session has reached its longest time. You will be signed out and the page cleared. The session cannot be prolonged, but you can sign in again at once.";
        ending_left: "Aikaa jäljellä", "Tid kvar", "Time left";
        ending_announce: "Aikaa jäljellä {n} sekuntia", "{n} sekunder kvar", "{n} seconds left";
        go_on: "Jatka istuntoa", "Fortsätt sessionen", "Stay signed in";
        understood: "Sulje ilmoitus", "Stäng meddelandet", "Close this notice";
        close: "Sulje", "Stäng", "Close";
        cancel: "Peruuta", "Avbryt", "Cancel";
    }
}
