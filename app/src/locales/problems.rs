//! What went wrong and what to do about it, in words.

use luotain::access::{ReferenceProblem, Refusal};
use luotain::error::{PasswordProblem, Problem};
use luotain::language::Language;

use super::persons::criterion_text;
use super::{fill, language, texts_in};

super::area! {
    /// What goes wrong, and what to do.
    ProblemTexts {
        title: "Toiminto ei onnistunut", "Åtgärden lyckades inte", "This could not be done";
        request: "Tapahtumatunnus asiakastukea varten: {id}", "Händelse-id för kundtjänsten: {id}", "Reference for customer support: {id}";
        to_field: "Siirry kenttään", "Gå till fältet", "Go to the field";
        sign_in_again: "Kirjaudu uudelleen", "Logga in på nytt", "Sign in again";
        signed_out: "Istuntosi on päättynyt. Kirjaudu uudelleen.", "Din session har avslutats. Logga in på nytt.", "Your session has ended. Sign in again.";
        wrong_step: "Kirjautumisen vaihe on vaihtunut, ehkä toisessa välilehdessä. Lataa sivu uudelleen ja jatka siitä.", "Inloggningen har gått vidare till ett annat steg, kanske i en annan flik. Ladda om sidan och fortsätt därifrån.", "Signing in has moved to another step, perhaps in another tab. Reload the page and go on from there.";
        wrong_credentials: "Käyttäjätunnus tai salasana on väärä. Tarkista molemmat ja yritä uudelleen. Jos et pääse kirjautumaan, tilaa uusi salasana, tai kysy neuvoa organisaatiosi vastuukäyttäjältä: tunnuksesi on ehkä päätetty tai lukittu.", "Användarnamnet eller lösenordet är fel. Kontrollera båda och försök på nytt. Om du inte kan logga in, beställ ett nytt lösenord eller fråga den ansvariga användaren i din organisation: ditt användarnamn är kanske avslutat eller låst.", "The username or the password is wrong. Check both and try again. If you cannot sign in, order a new password, or ask your organisation's responsible user: your username may be ended or locked.";
        wait_seconds: "Epäonnistuneita yrityksiä on liian monta. Yritä uudelleen {n} sekunnin kuluttua.", "För många misslyckade försök. Försök på nytt om {n} sekunder.", "Too many failed attempts. Try again in {n} seconds.";
        wait_minutes: "Epäonnistuneita yrityksiä on liian monta. Yritä uudelleen {n} minuutin kuluttua.", "För många misslyckade försök. Försök på nytt om {n} minuter.", "Too many failed attempts. Try again in {n} minutes.";
        key_refused: "Avainta ei hyväksytty. Yritä uudelleen. Jos avainta ei edelleenkään hyväksytä, käytä toista avainta tai ota yhteyttä asiakastukeen.", "Nyckeln godkändes inte. Försök på nytt. Om nyckeln fortfarande inte godkänns, använd en annan nyckel eller kontakta kundtjänsten.", "The key was not accepted. Try again. If it is still not accepted, use another key or contact customer support.";
        challenge_expired: "Avaimen käytölle varattu aika on kulunut umpeen. Yritä uudelleen.", "Tiden för att använda nyckeln har gått ut. Försök på nytt.", "The time for using the key has run out. Try again.";
        last_key: "Ainoaa avainta ei voi poistaa. Liitä ensin toinen avain.", "Den enda nyckeln kan inte tas bort. Koppla först en annan nyckel.", "Your only key cannot be removed. Link another key first.";
        reauthentication_needed: "Vahvista toiminto avaimellasi.", "Bekräfta åtgärden med din nyckel.", "Confirm this with your key.";
        name: "Anna nimi, jossa on 1–60 merkkiä.", "Ange ett namn med 1–60 tecken.", "Enter a name of 1–60 characters.";
        test_identifiers_only: "Tässä rekisterissä on vain keksittyjä henkilöitä. Käytä testitunnusta, jonka yksilönumero on 900–999.", "Detta register innehåller endast påhittade personer. Använd en testbeteckning med individnumret 900–999.", "This register holds only invented persons. Use a test code whose individual number is 900–999.";
        right_not_held: "Sinulla ei ole voimassa olevaa oikeutta tähän kyselyrooliin. Jos tarvitset oikeuden, ota yhteyttä esihenkilöösi tai organisaatiosi vastuukäyttäjään.", "Du har ingen gällande rätt till den här förfrågningsrollen. Om du behöver rätten, kontakta din chef eller den ansvariga användaren i din organisation.", "You hold no right to this query role. If you need it, contact your supervisor or your organisation's responsible user.";
        permit_not_in_force: "Tietolupa ei ole voimassa. Ota yhteyttä organisaatiosi vastuukäyttäjään.", "Datatillståndet är inte i kraft. Kontakta den ansvariga användaren i din organisation.", "The data permit is not in force. Contact your organisation's responsible user.";
        operation_not_in_role: "Kyselyrooli ei oikeuta tähän kyselyyn. Valitse vasemman reunan valikosta toinen rooli.", "Förfrågningsrollen ger inte rätt till denna förfrågan. Välj en annan roll i menyn till vänster.", "This query role does not allow the query. Choose another role in the menu on the left.";
        purpose_not_in_permit: "Käyttötarkoitus ei kuulu tietolupaan. Valitse käyttötarkoitus luettelosta.", "Användningsändamålet ingår inte i datatillståndet. Välj ett ändamål i listan.", "The purpose of use is not in the data permit. Choose one from the list.";
        reference_missing: "Viite puuttuu. Kirjoita asian tunnus tai muu viite, jonka vuoksi tietoja haetaan.", "Referens saknas. Skriv ärendets beteckning eller en annan referens för vilken uppgifterna hämtas.", "The reference is missing. Enter the case number or other reference that the data are needed for.";
        reference_length: "Viitteessä pitää olla 3–60 merkkiä. Korjaa viite.", "Referensen ska ha 3–60 tecken. Rätta referensen.", "A reference has 3–60 characters. Correct the reference.";
        reference_control: "Viitteen pitää olla yhdellä rivillä. Poista rivinvaihdot ja muut ohjausmerkit.", "Referensen ska vara på en rad. Ta bort radbyten och andra styrtecken.", "A reference is one line of text. Remove line breaks and other control characters.";
        reference_identity_code: "Viitteessä ei saa olla henkilötunnusta. Kirjoita asian tunnus tai muu viite.", "Referensen får inte innehålla en personbeteckning. Skriv ärendets beteckning eller en annan referens.", "A reference may not hold a personal identity code. Enter the case number or another reference.";
        password_too_short: "Salasana on liian lyhyt. Anna vähintään 12 merkkiä.", "Lösenordet är för kort. Ange minst 12 tecken.", "The password is too short. Enter at least 12 characters.";
        password_too_long: "Salasana on liian pitkä. Anna enintään 128 merkkiä.", "Lösenordet är för långt. Ange högst 128 tecken.", "The password is too long. Enter at most 128 characters.";
        password_common: "Salasana on yleisesti käytetty ja siksi helppo arvata. Valitse toinen.", "Lösenordet är allmänt använt och därför lätt att gissa. Välj ett annat.", "The password is a common one and easy to guess. Choose another.";
        password_holds_username: "Salasanassa ei saa olla käyttäjätunnusta. Valitse toinen.", "Lösenordet får inte innehålla användarnamnet. Välj ett annat.", "The password may not hold your username. Choose another.";
        password_unchanged: "Uusi salasana on sama kuin entinen. Valitse toinen.", "Det nya lösenordet är detsamma som det gamla. Välj ett annat.", "The new password is the same as the old one. Choose another.";
        password_differ: "Salasanat eivät ole samat. Kirjoita uusi salasana molempiin kenttiin.", "Lösenorden är inte lika. Skriv det nya lösenordet i båda fälten.", "The passwords differ. Enter the new password in both fields.";
        queries_closed: "Kyselyt on toistaiseksi suljettu, koska kyselylokiin ei voida kirjoittaa. Tietoja ei luovutettu eikä kyselystä veloiteta. Yritä myöhemmin uudelleen.", "Förfrågningarna är tills vidare stängda, eftersom det inte går att skriva i förfrågningsloggen. Inga uppgifter lämnades ut och förfrågan debiteras inte. Försök på nytt senare.", "Queries are closed for the time being, because the query log cannot be written. No data were disclosed and the query is not charged. Try again later.";
        too_large: "Lähetettyä tietoa on liikaa. Lyhennä tekstiä ja yritä uudelleen.", "Det som skickades är för stort. Förkorta texten och försök på nytt.", "Too much was sent. Shorten the text and try again.";
        foreign_origin: "Pyyntö ei tullut tämän palvelun sivulta, joten sitä ei hyväksytty. Avaa palvelu sen omasta osoitteesta.", "Begäran kom inte från den här tjänstens sida och godkändes därför inte. Öppna tjänsten via dess egen adress.", "The request did not come from a page of this service and was refused. Open the service at its own address.";
        malformed: "Palvelin ei ymmärtänyt pyyntöä. Palvelusta on ehkä otettu käyttöön uusi versio: lataa sivu uudelleen.", "Servern förstod inte begäran. En ny version av tjänsten har kanske tagits i bruk: ladda om sidan.", "The server did not understand the request. A new version may be in use: reload the page.";
        not_found: "Kohdetta ei löytynyt. Se on ehkä poistettu. Lataa sivu uudelleen.", "Objektet hittades inte. Det har kanske tagits bort. Ladda om sidan.", "It was not found. It may have been removed. Reload the page.";
        connection: "Palvelimeen ei saatu yhteyttä. Tarkista verkkoyhteys ja yritä uudelleen.", "Det gick inte att få kontakt med servern. Kontrollera nätverksförbindelsen och försök på nytt.", "The server could not be reached. Check the network connection and try again.";
        internal: "Palvelussa tapahtui virhe. Yritä hetken kuluttua uudelleen. Jos virhe toistuu, ota yhteyttä asiakastukeen ja kerro tapahtumatunnus.", "Ett fel inträffade i tjänsten. Försök på nytt om en stund. Om felet upprepas, kontakta kundtjänsten och uppge händelse-id.", "Something went wrong in the service. Try again in a while. If it happens again, contact customer support and give the reference.";
    }
}

/// What is wrong and what to do, in the language of the page.
#[must_use]
pub fn problem_text(problem: &Problem) -> String {
    problem_text_in(problem, language())
}

/// What is wrong and what to do, in `language`.
#[must_use]
pub fn problem_text_in(problem: &Problem, language: Language) -> String {
    let texts = texts_in(language).problems;
    let text = match problem {
        Problem::Identifier(error) => return error.message(language),
        Problem::Place(problem) => return super::places::place_text(*problem, language),
        Problem::TooManyAttempts(seconds) => return wait_text(*seconds, texts),
        Problem::SignedOut => texts.signed_out,
        Problem::WrongStep => texts.wrong_step,
        Problem::WrongCredentials => texts.wrong_credentials,
        Problem::Password(problem) => password_text(*problem, texts),
        Problem::KeyRefused => texts.key_refused,
        Problem::KeyNotAccepted(refusal) => return super::keys::key_refusal_text(refusal, language),
        Problem::KeyPolicy(problem) => super::keys::key_policy_text(*problem, language),
        Problem::ChallengeExpired => texts.challenge_expired,
        Problem::LastKey => texts.last_key,
        Problem::ReauthenticationNeeded => texts.reauthentication_needed,
        Problem::Name => texts.name,
        Problem::Right(problem) => return super::management::right_text(*problem, language),
        Problem::Reason(problem) => super::management::reason_text(*problem, language),
        Problem::Detail(problem) => super::management::detail_text(*problem, language),
        Problem::Management(refusal) => super::management::refusal_text(*refusal, language),
        Problem::Request(obstacle) => super::approvals::obstacle_text(*obstacle, language),
        Problem::Organisation(problem) => return super::organisations::organisation_text(*problem, language),
        Problem::PersonNotUsable => texts_in(language).management.person_not_usable,
        Problem::PersonHere => texts_in(language).management.person_here,
        Problem::Changed => texts_in(language).management.changed_meanwhile,
        Problem::PasswordLink => texts_in(language).credentials.link_refused,
        Problem::EnrolmentCode => texts_in(language).management.enrolment_refused,
        Problem::TestIdentifiersOnly => texts.test_identifiers_only,
        Problem::Criteria(problems) => {
            let texts = problems.iter().map(|problem| criterion_text(*problem, language));
            return texts.collect::<Vec<_>>().join(" ");
        }
        Problem::MissQuota(seconds) => {
            let minutes = seconds.div_ceil(60).to_string();
            return fill(super::persons::texts_in(language).miss_quota, &[("n", &minutes)]);
        }
        Problem::Refused(Refusal::PermitSuspended) => texts_in(language).organisations.permit_suspended,
        Problem::Refused(refusal) => refusal_text(refusal, texts),
        Problem::QueriesClosed => texts.queries_closed,
        Problem::TooLarge => texts.too_large,
        Problem::ForeignOrigin => texts.foreign_origin,
        Problem::Malformed => texts.malformed,
        Problem::NotFound => texts.not_found,
        Problem::Connection => texts.connection,
        Problem::Internal => texts.internal,
    };
    text.to_owned()
}

fn wait_text(seconds: u32, texts: &ProblemTexts) -> String {
    // Whole minutes, rounded up, so that nobody comes back too early.
    if seconds > 90 {
        fill(texts.wait_minutes, &[("n", &seconds.div_ceil(60).to_string())])
    } else {
        fill(texts.wait_seconds, &[("n", &seconds.max(2).to_string())])
    }
}

fn password_text(problem: PasswordProblem, texts: &ProblemTexts) -> &'static str {
    match problem {
        PasswordProblem::TooShort => texts.password_too_short,
        PasswordProblem::TooLong => texts.password_too_long,
        PasswordProblem::Common => texts.password_common,
        PasswordProblem::HoldsUsername => texts.password_holds_username,
        PasswordProblem::Unchanged => texts.password_unchanged,
        PasswordProblem::Differ => texts.password_differ,
    }
}

fn refusal_text(refusal: &Refusal, texts: &ProblemTexts) -> &'static str {
    match refusal {
        Refusal::RightNotHeld => texts.right_not_held,
        // Told apart above, where the language is at hand.
        Refusal::PermitNotInForce | Refusal::PermitSuspended => texts.permit_not_in_force,
        Refusal::OperationNotInRole => texts.operation_not_in_role,
        Refusal::PurposeNotInPermit => texts.purpose_not_in_permit,
        Refusal::Reference(ReferenceProblem::Missing) => texts.reference_missing,
        Refusal::Reference(ReferenceProblem::Length) => texts.reference_length,
        Refusal::Reference(ReferenceProblem::ControlCharacter) => texts.reference_control,
        Refusal::Reference(ReferenceProblem::IdentityCode) => texts.reference_identity_code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_whole_minutes_rounded_up_when_it_is_long() {
        let text = |seconds| problem_text_in(&Problem::TooManyAttempts(seconds), Language::En);
        assert!(text(30).contains("30 seconds") && text(91).contains("2 minutes"));
        assert!(text(1800).contains("30 minutes") && text(0).contains("2 seconds"));
    }

    #[test]
    fn refusals_and_expiries_say_whom_to_ask_or_what_to_do() {
        // S93, S96: renewing and adding rights is the supervisor's matter.
        let said = |text: &str, words: [&str; 3], language: Language| {
            let word = match language {
                Language::Fi => words[0],
                Language::Sv => words[1],
                Language::En => words[2],
            };
            assert!(text.contains(word), "{text:?} does not say {word:?}");
        };
        for language in Language::ALL {
            let texts = texts_in(language);
            let supervisor = ["esihenkilö", "chef", "supervisor"];
            let responsible = ["vastuukäyttäj", "ansvariga användare", "responsible user"];
            let right = problem_text_in(&Problem::Refused(Refusal::RightNotHeld), language);
            said(&right, supervisor, language);
            for text in [
                texts.sign_in.username_ended,
                texts.front.no_roles,
                texts.query.no_role_text,
                texts.query.no_role_employer,
                texts.shell.rights_changed,
            ] {
                said(text, supervisor, language);
            }
            for problem in [
                Problem::Refused(Refusal::PermitNotInForce),
                Problem::WrongCredentials,
                Problem::EnrolmentCode,
            ] {
                said(&problem_text_in(&problem, language), responsible, language);
            }
            for text in [
                texts.sign_in.invited,
                texts.credentials.ended_locked,
                texts.credentials.ended_terms,
                texts.credentials.ordered_else,
            ] {
                said(text, responsible, language);
            }
            let link = problem_text_in(&Problem::PasswordLink, language);
            said(&link, ["uusi linkki", "ny länk", "new link"], language);
        }
    }

    #[test]
    fn a_problem_reads_differently_in_each_language() {
        for problem in [
            Problem::QueriesClosed,
            Problem::Refused(Refusal::RightNotHeld),
            Problem::Internal,
        ] {
            let mut texts = Language::ALL
                .map(|language| problem_text_in(&problem, language))
                .to_vec();
            texts.dedup();
            assert_eq!(texts.len(), 3);
        }
    }
}
