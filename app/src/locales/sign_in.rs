//! Texts of signing in, and of keys wherever they are used.

super::area! {
    /// Texts of signing in.
    SignInTexts {
        title: "Kirjaudu sisään", "Logga in", "Sign in";
        steps: "Kirjautumisen vaiheet", "Steg i inloggningen", "Steps of signing in";
        step_password: "Salasana", "Lösenord", "Password";
        step_key: "Avain", "Nyckel", "Key";
        ended: "Istuntosi on päättynyt. Kirjaudu uudelleen.", "Din session har avslutats. Logga in på nytt.", "Your session has ended. Sign in again.";
        username_ended: "Käyttäjätunnuksesi ei ole enää käytössä: organisaatiosi on päättänyt sen. Jos tarvitset palvelua edelleen, ota yhteyttä esihenkilöösi.", "Ditt användarnamn används inte längre: din organisation har avslutat det. Om du fortfarande behöver tjänsten, kontakta din chef.", "Your username is no longer in use: your organisation has ended it. If you still need the service, contact your supervisor.";
        invited: "Avasit kutsulinkin. Kirjoita käyttäjätunnuksesi ja jatka; seuraavaksi asetat oman salasanasi. Jos linkki ei enää kelpaa, pyydä vastuukäyttäjältä uusi kutsu.", "Du öppnade länken i inbjudan. Skriv ditt användarnamn och fortsätt; därefter anger du ett eget lösenord. Om länken inte längre duger, be den ansvariga användaren om en ny inbjudan.", "You opened the link of your invitation. Enter your username and continue; next you choose your own password. If the link is no longer good, ask your responsible user for a new invitation.";
        enrol_fold: "Avain on kadonnut, ja minulla on korvaava koodi", "Nyckeln är förlorad och jag har en ersättande kod", "My key is lost, and I have a code to replace it";
        enrol_code: "Korvaava koodi", "Ersättande kod", "Replacement code";
        enrol_hint: "Koodin saat vastuukäyttäjältä tai käyttöoikeuksien myöntäjältä. Se on voimassa 24 tuntia ja kelpaa kerran. Uusi avain korvaa kaikki aiemmat avaimesi.", "Koden får du av den ansvariga användaren eller den som beviljar användarrätter. Den gäller i 24 timmar och kan användas en gång. Den nya nyckeln ersätter alla dina tidigare nycklar.", "You get the code from your responsible user or rights granter. It is good for 24 hours, once. The new key takes the place of all your earlier keys.";
        enrol_use: "Käytä koodia", "Använd koden", "Use the code";
        already: "Olet kirjautunut sisään nimellä {name}.", "Du är inloggad som {name}.", "You are signed in as {name}.";
        go_on: "Jatka palveluun", "Fortsätt till tjänsten", "Go on to the service";
        username: "Käyttäjätunnus", "Användarnamn", "Username";
        password: "Salasana", "Lösenord", "Password";
        show: "Näytä", "Visa", "Show";
        show_password: "Näytä salasana", "Visa lösenordet", "Show the password";
        next: "Jatka", "Fortsätt", "Continue";
        checking: "Tarkistetaan…", "Kontrolleras…", "Checking…";
        errors_title: "Tarkista tiedot", "Kontrollera uppgifterna", "Check what you entered";
        username_missing: "Kirjoita käyttäjätunnus.", "Skriv användarnamnet.", "Enter your username.";
        password_missing: "Kirjoita salasana.", "Skriv lösenordet.", "Enter your password.";
        forgotten_title: "Jos et pääse kirjautumaan", "Om du inte kan logga in", "If you cannot sign in";
        forgotten_username: "Käyttäjätunnuksesi kertoo organisaatiosi vastuukäyttäjä tai käyttöoikeuksien myöntäjä.", "Ditt användarnamn får du av den ansvariga användaren i din organisation eller av den som beviljar användarrätter.", "Your organisation's responsible user or rights granter tells you your username.";
        help: "Kirjautumisen ohje ja asiakastuen yhteystiedot", "Anvisning för inloggning och kundtjänstens kontaktuppgifter", "Sign-in help and customer support";
        personal: "Käyttäjätunnus ja salasana ovat henkilökohtaisia. Niitä ei saa kertoa muille.", "Användarnamnet och lösenordet är personliga. De får inte uppges för andra.", "Your username and password are personal. Do not tell them to anyone.";
        new_title: "Anna uusi salasana", "Ange ett nytt lösenord", "Choose a new password";
        new_intro: "Kirjauduit väliaikaisella salasanalla. Anna nyt oma salasanasi.", "Du loggade in med ett tillfälligt lösenord. Ange nu ditt eget lösenord.", "You signed in with a temporary password. Now choose your own.";
        rule_length: "Salasanassa on 12–128 merkkiä.", "Lösenordet har 12–128 tecken.", "It has 12–128 characters.";
        rule_any: "Kaikki merkit käyvät, myös välilyönnit. Isoja kirjaimia, numeroita tai erikoismerkkejä ei vaadita.", "Alla tecken duger, också mellanslag. Stora bokstäver, siffror eller specialtecken krävs inte.", "Any characters will do, spaces too. Capital letters, digits or special characters are not required.";
        rule_common: "Salasana ei saa olla yleisesti käytetty, eikä siinä saa olla käyttäjätunnustasi.", "Lösenordet får inte vara allmänt använt och får inte innehålla ditt användarnamn.", "It must not be a commonly used password and must not hold your username.";
        rule_elsewhere: "Älä käytä salasanaa, jota käytät muualla.", "Använd inte ett lösenord som du använder någon annanstans.", "Do not use a password that you use elsewhere.";
        new_password: "Uusi salasana", "Nytt lösenord", "New password";
        repeat_password: "Uusi salasana uudelleen", "Nytt lösenord på nytt", "New password again";
        set_password: "Vaihda salasana", "Byt lösenord", "Set the password";
        link_title: "Liitä avain", "Koppla en nyckel", "Link a key";
        link_intro: "Kirjautumisen toinen vaihe vahvistetaan avaimella. Avain on tietokoneen tai puhelimen pääsyavain tai USB-suojausavain. Selain kysyy, minne avain tallennetaan, ja ohjaa sinua.", "Inloggningens andra steg bekräftas med en nyckel. Nyckeln är en nyckel (passkey) i datorn eller telefonen eller en USB-säkerhetsnyckel. Webbläsaren frågar var nyckeln ska sparas och vägleder dig.", "The second step of signing in is confirmed with a key: a passkey on your computer or phone, or a USB security key. Your browser asks where to keep the key and guides you.";
        link_guide: "Ohje avaimen liittämiseen", "Anvisning för att koppla en nyckel", "Guide to linking a key";
        key_name: "Avaimen nimi", "Nyckelns namn", "Name of the key";
        key_name_hint: "Nimi, josta tunnistat avaimen, esimerkiksi avainnipun suojausavain.", "Ett namn som du känner igen nyckeln på, till exempel säkerhetsnyckeln på nyckelknippan.", "A name by which you know the key, for example security key on my key ring.";
        key_name_default: "Työkone", "Arbetsdator", "Work computer";
        link: "Liitä avain", "Koppla nyckeln", "Link the key";
        linking: "Odotetaan avainta…", "Väntar på nyckeln…", "Waiting for the key…";
        use_title: "Vahvista avaimella", "Bekräfta med din nyckel", "Confirm with your key";
        use_intro: "Vahvista kirjautuminen laitteen sormenjäljellä, kasvontunnistuksella tai PIN-koodilla taikka kosketa USB-suojausavainta. Aikaa on kaksi minuuttia.", "Bekräfta inloggningen med enhetens fingeravtryck, ansiktsigenkänning eller PIN-kod, eller rör vid USB-säkerhetsnyckeln. Du har två minuter på dig.", "Confirm with your device's fingerprint reader, face recognition or PIN, or touch your USB security key. You have two minutes.";
        use_key: "Käytä avainta", "Använd nyckeln", "Use the key";
        lost_key: "Jos avaimesi on kadonnut, ota yhteyttä vastuukäyttäjään tai käyttöoikeuksien myöntäjään. Hän tarkistaa henkilöllisyytesi ja tilaa sinulle korvaavan koodin.", "Om du har tappat bort din nyckel, kontakta den ansvariga användaren eller den som beviljar användarrätter. Din identitet kontrolleras och du får en ersättande kod.", "If you have lost your key, contact your responsible user or rights granter, who checks your identity and orders a code to replace it.";
        start_over: "Aloita kirjautuminen alusta", "Börja inloggningen från början", "Start signing in again";
        done: "Kirjautuminen onnistui. Palvelu avautuu.", "Inloggningen lyckades. Tjänsten öppnas.", "You are signed in. The service is opening.";
        failure_title: "Avainta ei voitu käyttää", "Nyckeln kunde inte användas", "The key could not be used";
        unsupported: "Selain ei tue avaimia, tai sivua ei ole avattu suojatulla yhteydellä (https). Käytä ajantasaista selainta. Jos olet jo ajantasaisessa selaimessa, ota yhteyttä organisaatiosi tietotekniseen tukeen.", "Webbläsaren stöder inte nycklar, eller sidan har inte öppnats via en skyddad förbindelse (https). Använd en uppdaterad webbläsare. Om din webbläsare redan är uppdaterad, kontakta din organisations it-stöd.", "Your browser does not support keys, or the page was not opened over a secure connection (https). Use an up-to-date browser. If you already do, contact your organisation's IT support.";
        cancelled: "Avainta ei käytetty: toiminto peruutettiin tai aika kului umpeen. Yritä uudelleen.", "Nyckeln användes inte: åtgärden avbröts eller tiden gick ut. Försök på nytt.", "The key was not used: you cancelled, or the time ran out. Try again.";
        already_linked: "Tämä avain on jo liitetty käyttäjätunnukseesi. Käytä toista avainta.", "Den här nyckeln är redan kopplad till ditt användarnamn. Använd en annan nyckel.", "This key is already linked to your username. Use another key.";
        wrong_address: "Avain ei toimi tässä osoitteessa. Tarkista, että selaimen osoiterivillä on palvelun oikea osoite.", "Nyckeln fungerar inte på den här adressen. Kontrollera att tjänstens rätta adress står i webbläsarens adressfält.", "The key does not work at this address. Check that the address bar shows the right address of the service.";
        failed: "Avain ei vastannut. Yritä uudelleen tai kokeile toista avainta.", "Nyckeln svarade inte. Försök på nytt eller pröva en annan nyckel.", "The key did not answer. Try again or use another key.";
    }
}

use super::texts;
use crate::browser::webauthn::KeyFailure;

/// Why no key answered and what to do, in the language of the page.
#[must_use]
pub fn key_failure_text(failure: KeyFailure) -> &'static str {
    let texts = texts().sign_in;
    match failure {
        KeyFailure::Unsupported => texts.unsupported,
        KeyFailure::Cancelled => texts.cancelled,
        KeyFailure::AlreadyLinked => texts.already_linked,
        KeyFailure::WrongAddress => texts.wrong_address,
        KeyFailure::Failed => texts.failed,
    }
}
