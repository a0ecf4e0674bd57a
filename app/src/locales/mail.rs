//! Texts of the outbox: how the sending of messages stands.

use luotain::management::{DeliveryState, MailFailure, MailProblem};

use super::texts;

super::area! {
    /// Texts of the outbox.
    MailTexts {
        intro: "Palvelun lähettämät sähköpostiviestit. Lähetetyn viestin sisältö poistetaan heti, ja viesti säilyy luettelossa 30 päivää.", "E-postmeddelanden från tjänsten. Innehållet i ett skickat meddelande raderas genast, och meddelandet finns kvar i listan i 30 dagar.", "E-mail messages of the service. The text of a message is erased as soon as it is sent; the message stays in the list for 30 days.";
        no_server: "Postipalvelinta ei ole määritetty, joten viestit odottavat.", "Ingen e-postserver är konfigurerad, så meddelandena väntar.", "No mail server is configured, so messages wait.";
        empty: "Viestejä ei ole.", "Det finns inga meddelanden.", "There are no messages.";
        state: "Tila", "Status", "State";
        waiting: "Odottaa lähettämistä", "Väntar på att skickas", "Waiting to be sent";
        waiting_again: "Yritetään uudelleen {time}", "Nytt försök {time}", "Tried again {time}";
        sent: "Lähetetty {time}", "Skickat {time}", "Sent {time}";
        stuck: "Ei lähetetty", "Inte skickat", "Not sent";
        tries: "Yrityksiä: {n}", "Försök: {n}", "Tries: {n}";
        again: "Lähetä uudelleen", "Skicka på nytt", "Send again";
        again_this: "Lähetä uudelleen viesti osoitteeseen {to}, kirjoitettu {time}", "Skicka på nytt meddelandet till {to}, skrivet {time}", "Send again the message to {to}, written {time}";
        done_again: "Viesti lähetetään uudelleen.", "Meddelandet skickas på nytt.", "The message is sent again.";
        reload: "Päivitä luettelo", "Uppdatera listan", "Refresh the list";
        no_connection: "Postipalvelimeen ei saatu yhteyttä, tai yhteys katkesi. Tarkista palvelimen nimi ja portti.", "E-postservern kunde inte nås eller så bröts förbindelsen. Kontrollera serverns namn och port.", "The mail server was not reached, or the connection broke. Check its name and port.";
        timeout: "Postipalvelin ei vastannut ajoissa.", "E-postservern svarade inte i tid.", "The mail server did not answer in time.";
        encryption: "Yhteyttä postipalvelimeen ei saatu salattua. Tarkista palvelimen varmenne ja salausasetus.", "Förbindelsen till e-postservern kunde inte krypteras. Kontrollera serverns certifikat och krypteringsinställningen.", "The connection to the mail server could not be encrypted. Check its certificate and the security setting.";
        sign_in: "Postipalvelin ei hyväksynyt käyttäjää tai salasanaa. Tarkista asetukset.", "E-postservern godkände inte användaren eller lösenordet. Kontrollera inställningarna.", "The mail server did not accept the user or password. Check the settings.";
        not_mail: "Palvelimen vastausta ei ymmärretty. Onko se postipalvelin?", "Serverns svar kunde inte tolkas. Är det en e-postserver?", "The server's answer was not understood. Is it a mail server?";
        later: "Postipalvelin ei ottanut viestiä vastaan nyt.", "E-postservern tog inte emot meddelandet nu.", "The mail server did not take the message now.";
        refused: "Postipalvelin kieltäytyi ottamasta viestiä. Tarkista vastaanottajan osoite.", "E-postservern vägrade ta emot meddelandet. Kontrollera mottagarens adress.", "The mail server refused the message. Check the receiver's address.";
        message: "Viestiä ei voi lähettää: osoite ei kelpaa.", "Meddelandet kan inte skickas: adressen duger inte.", "The message cannot be sent: the address is not usable.";
        lapsed: "Viestin linkki vanheni, ennen kuin viesti saatiin lähetettyä. Uusi linkki on tilattava.", "Länken i meddelandet blev för gammal innan meddelandet kunde skickas. En ny länk måste beställas.", "The link in the message lapsed before it could be sent. A new link must be ordered.";
        with_status: "{text} Vastauskoodi: {status}.", "{text} Svarskod: {status}.", "{text} Reply code: {status}.";
    }
}

/// What hindered the sending of a message, in the language of the page.
#[must_use]
pub fn failure_text(failure: MailFailure) -> String {
    let t = texts().mail;
    let text = match failure.problem {
        MailProblem::NoConnection => t.no_connection,
        MailProblem::Timeout => t.timeout,
        MailProblem::Encryption => t.encryption,
        MailProblem::SignIn => t.sign_in,
        MailProblem::NotMail => t.not_mail,
        MailProblem::Later => t.later,
        MailProblem::Refused => t.refused,
        MailProblem::Message => t.message,
        MailProblem::Lapsed => t.lapsed,
    };
    match failure.status {
        Some(status) => super::fill(t.with_status, &[("text", text), ("status", &status.to_string())]),
        None => text.to_owned(),
    }
}

/// How the sending of a message stands, in the language of the page. `when`: see
/// [`luotain::management::OutboxRow`].
#[must_use]
pub fn state_text(state: DeliveryState, when: &str) -> String {
    let t = texts().mail;
    match state {
        DeliveryState::Waiting if when.is_empty() => t.waiting.to_owned(),
        DeliveryState::Waiting => super::fill(t.waiting_again, &[("time", when)]),
        DeliveryState::Sent => super::fill(t.sent, &[("time", when)]),
        DeliveryState::Stuck => t.stuck.to_owned(),
    }
}
