//! Texts of customer support's page.

use luotain::management::{LinkOutcome, NoLink};

use super::texts;

super::area! {
    /// Texts of customer support's page.
    SupportTexts {
        menu: "Asiakastuki", "Kundtjänst", "Customer support";
        title: "Asiakastuki", "Kundtjänst", "Customer support";
        intro: "Etsi soittajan käyttäjätunnus ja auta kirjautumisessa. Katselusta ja toimista jää merkintä muutoslokiin. Älä kerro käyttäjätunnusta puhelimessa: unohtuneen tunnuksen kertoo organisaation vastuukäyttäjä tai käyttöoikeuksien myöntäjä.", "Sök upp användarnamnet för den som ringer och hjälp med inloggningen. Visningar och åtgärder antecknas i ändringsloggen. Uppge inte användarnamnet per telefon: ett glömt användarnamn fås av organisationens ansvariga användare eller den som beviljar användarrätter.", "Find the caller's username and help with signing in. Looks and acts are entered in the change log. Do not tell a username on the phone: who has forgotten it asks the organisation's responsible user or rights granter.";
        search: "Käyttäjätunnus tai nimi", "Användarnamn eller namn", "Username or name";
        search_hint: "Vähintään 3 merkkiä. Älä kirjoita henkilötunnusta.", "Minst 3 tecken. Skriv ingen personbeteckning.", "At least 3 characters. Do not enter a personal identity code.";
        search_short: "Kirjoita vähintään 3 merkkiä käyttäjätunnuksesta tai nimestä.", "Skriv minst 3 tecken av användarnamnet eller namnet.", "Enter at least 3 characters of the username or name.";
        found: "Käyttäjätunnuksia: {n}", "Användarnamn: {n}", "Usernames: {n}";
        more: "Näytetään 20 ensimmäistä. Tarkenna hakua.", "De 20 första visas. Precisera sökningen.", "The first 20 are shown. Narrow the search.";
        none: "Hakua vastaavaa käyttäjätunnusta ei ole. Tarkista kirjoitusasu.", "Inget användarnamn motsvarar sökningen. Kontrollera stavningen.", "No username matches. Check the spelling.";
        results: "Löytyneet käyttäjätunnukset", "Hittade användarnamn", "Usernames found";
        show: "Näytä", "Visa", "Show";
        show_of: "Näytä käyttäjätunnus {username}", "Visa användarnamnet {username}", "Show the username {username}";
        locked_since: "Lukittu {time}. Lukituksen avaa organisaation vastuukäyttäjä tai käyttöoikeuksien myöntäjä.", "Låst {time}. Organisationens ansvariga användare eller den som beviljar användarrätter låser upp användarnamnet.", "Locked on {time}. The organisation's responsible user or rights granter opens it.";
        email: "Työsähköposti", "E-post i arbetet", "Work e-mail";
        no_email: "Ei tiedossa", "Okänd", "Not known";
        password: "Salasana", "Lösenord", "Password";
        password_intro: "Linkki uuden salasanan antamiseen lähtee työsähköpostiin. Se on voimassa tunnin ja kelpaa kerran. Kirjautuminen vaatii edelleen avaimen.", "En länk för ett nytt lösenord skickas till e-posten i arbetet. Den gäller i en timme och kan användas en gång. Inloggningen kräver fortfarande nyckeln.", "A link to a new password goes to the work e-mail. It is good for an hour, once. Signing in still takes the key.";
        send_link: "Lähetä linkki uuteen salasanaan", "Skicka länk för ett nytt lösenord", "Send a link to a new password";
        no_link_ended: "Käyttäjätunnus on päätetty. Neuvo soittajaa ottamaan yhteyttä esihenkilöönsä.", "Användarnamnet har avslutats. Råd den som ringer att kontakta sin chef.", "The username has been ended. Advise the caller to contact their supervisor.";
        no_link_locked: "Käyttäjätunnus on lukittu, joten linkkiä ei voi lähettää.", "Användarnamnet är låst, så ingen länk kan skickas.", "The username is locked, so no link can be sent.";
        no_link_email: "Työsähköpostia ei ole tiedossa. Organisaation vastuukäyttäjä lisää sen.", "E-posten i arbetet är okänd. Organisationens ansvariga användare lägger till den.", "No work e-mail is known. The organisation's responsible user adds it.";
        no_link_first: "Ensimmäinen kirjautuminen on kesken. Organisaation vastuukäyttäjä tai käyttöoikeuksien myöntäjä lähettää uuden kutsun.", "Den första inloggningen är inte slutförd. Organisationens ansvariga användare eller den som beviljar användarrätter skickar en ny inbjudan.", "The first sign-in is not finished. The organisation's responsible user or rights granter sends a new invitation.";
        link_sent: "Linkki on lähetetty henkilön työsähköpostiin.", "Länken har skickats till personens e-post i arbetet.", "The link has been sent to the person's work e-mail.";
        link_already: "Linkki on lähetetty jo viiden viime minuutin aikana. Pyydä henkilöä katsomaan myös roskapostikansio.", "En länk har redan skickats under de senaste fem minuterna. Be personen titta också i skräpposten.", "A link was sent within the last five minutes. Ask the person to look in the junk folder, too.";
        link_too_many: "Linkkejä on lähetetty tänään jo niin monta, ettei uutta lähetetä. Yritä huomenna uudelleen.", "Så många länkar har redan skickats i dag att ingen ny skickas. Försök igen i morgon.", "So many links have been sent today that no more are. Try again tomorrow.";
        code_intro: "Jos henkilön kaikki avaimet ovat kadonneet, voit antaa koodin, jolla hän liittää uuden. Tarkista ensin henkilöllisyys: soita esimerkiksi organisaation vaihteen kautta takaisin.", "Om personen har förlorat alla sina nycklar kan du ge en kod, med vilken personen kopplar en ny. Kontrollera först identiteten: ring till exempel tillbaka via organisationens växel.", "If all the person's keys are lost, you can give a code with which a new one is linked. First check who is calling: phone back through the organisation's switchboard, for example.";
        code_text: "Varmista ensin, että koodia pyytävä on {name}. Koodi on voimassa 24 tuntia ja kelpaa kerran. Molempien nimet jäävät muutoslokiin, ja henkilölle kerrotaan koodista sähköpostilla.", "Försäkra dig först om att den som ber om koden är {name}. Koden gäller i 24 timmar och kan användas en gång. Bådas namn antecknas i ändringsloggen, och personen underrättas om koden per e-post.", "First make sure that the one who asks is {name}. The code is good for 24 hours, once. Both names are entered in the change log, and the person is told of the code by e-mail.";
    }
}

/// Why no link can be sent, and what to do.
pub fn no_link_text(why: NoLink) -> &'static str {
    let t = texts().support;
    match why {
        NoLink::Ended => t.no_link_ended,
        NoLink::Locked => t.no_link_locked,
        NoLink::NoEmail => t.no_link_email,
        NoLink::FirstSignIn => t.no_link_first,
    }
}

/// What came of ordering a link.
pub fn link_text(outcome: LinkOutcome) -> &'static str {
    let t = texts().support;
    match outcome {
        LinkOutcome::Sent => t.link_sent,
        LinkOutcome::SentAlready => t.link_already,
        LinkOutcome::TooMany => t.link_too_many,
        LinkOutcome::Not(why) => no_link_text(why),
    }
}
