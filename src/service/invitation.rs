//! The way of a new person in: a single-use link to the work e-mail.
//!
//! The link carries a temporary password behind its `#`, which a browser never sends, so it
//! stands in no log. It opens nothing without the username, which comes another way (S74), and
//! is good for 72 hours and until an own password is set. Nobody but the receiver sees it.

use chrono::TimeDelta;

use super::local_time::local_minute;
use super::{Service, internal};
use crate::error::Problem;
use crate::language::StaticText;
use crate::session::INVITATION;
use crate::store::{OutboxMessage, StoredPassword, UserRow};

/// How long the link may be used.
const LIFE: TimeDelta = TimeDelta::hours(72);
/// Sixteen consonants: four random bits each, and no words come of them.
const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrstv";

const SUBJECT: StaticText = StaticText::new(
    "Käyttäjätunnus Luotain-palveluun",
    "Användarnamn till tjänsten Luotain",
    "Your username for Luotain",
);
const TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     {organisation} on antanut sinulle käyttäjätunnuksen Luotain-palveluun, jolla haetaan tietoja väestötietojärjestelmästä. \
     Käyttäjätunnuksen kertoo sinulle organisaatiosi vastuukäyttäjä tai käyttöoikeuksien myöntäjä.\n\n\
     Avaa linkki, kirjoita käyttäjätunnuksesi, aseta oma salasana ja liitä avain:\n\n{link}\n\n\
     Linkki on henkilökohtainen ja käy yhden kerran. Se on voimassa {until} saakka. Älä välitä sitä kenellekään.\n\n\
     Jos et tiedä, mistä on kyse, ilmoita asiasta organisaatiosi vastuukäyttäjälle.",
    "Hej {name},\n\n\
     {organisation} har gett dig ett användarnamn till tjänsten Luotain, med vilken man hämtar uppgifter ur befolkningsdatasystemet. \
     Användarnamnet får du av den ansvariga användaren i din organisation eller av den som beviljar användarrätter.\n\n\
     Öppna länken, skriv ditt användarnamn, ange ett eget lösenord och koppla en nyckel:\n\n{link}\n\n\
     Länken är personlig och kan användas en gång. Den gäller till {until}. Vidarebefordra den inte till någon.\n\n\
     Om du inte vet vad det är fråga om, meddela den ansvariga användaren i din organisation.",
    "Hello {name},\n\n\
     {organisation} has given you a username for Luotain, the service for looking up data in the Population Information System. \
     Your organisation's responsible user or rights granter tells you the username.\n\n\
     Open the link, enter your username, choose your own password and link a key:\n\n{link}\n\n\
     The link is personal and can be used once. It is good until {until}. Do not pass it on to anyone.\n\n\
     If you do not know what this is about, tell your organisation's responsible user.",
);

const RENEWAL_SUBJECT: StaticText = StaticText::new(
    "Käyttäjätunnuksesi Luotain-palveluun on avattu",
    "Ditt användarnamn till tjänsten Luotain har låsts upp",
    "Your username for Luotain has been opened",
);
const RENEWAL_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     käyttäjätunnuksesi ({organisation}) lukitus on poistettu, kun henkilöllisyytesi oli tarkistettu. Entinen salasana ei enää kelpaa.\n\n\
     Avaa linkki, kirjoita käyttäjätunnuksesi ja anna uusi salasana. Sen jälkeen vahvistat kirjautumisen avaimellasi:\n\n{link}\n\n\
     Linkki on henkilökohtainen ja käy yhden kerran. Se on voimassa {until} saakka. Älä välitä sitä kenellekään.\n\n\
     Jos et ole pyytänyt tunnuksen avaamista, ilmoita asiasta heti organisaatiosi vastuukäyttäjälle.",
    "Hej {name},\n\n\
     ditt användarnamn ({organisation}) har låsts upp efter att din identitet kontrollerades. Det gamla lösenordet duger inte längre.\n\n\
     Öppna länken, skriv ditt användarnamn och ange ett nytt lösenord. Därefter bekräftar du inloggningen med din nyckel:\n\n{link}\n\n\
     Länken är personlig och kan användas en gång. Den gäller till {until}. Vidarebefordra den inte till någon.\n\n\
     Om du inte har bett om att användarnamnet ska låsas upp, meddela genast den ansvariga användaren i din organisation.",
    "Hello {name},\n\n\
     your username ({organisation}) has been opened after your identity was checked. The old password is no longer good.\n\n\
     Open the link, enter your username and choose a new password. Then you confirm the sign-in with your key:\n\n{link}\n\n\
     The link is personal and can be used once. It is good until {until}. Do not pass it on to anyone.\n\n\
     If you did not ask for the username to be opened, tell your organisation's responsible user at once.",
);

/// A temporary password with the message that brings it.
#[derive(Debug)]
pub(super) struct Invitation {
    /// The password as it is stored.
    pub password: StoredPassword,
    /// The message.
    pub message: OutboxMessage,
}

impl Service {
    /// So many random consonants.
    pub(super) fn random_letters(&self, count: usize) -> Result<String, Problem> {
        let mut bytes = vec![0; count];
        self.entropy.fill(&mut bytes).map_err(|error| internal(&error))?;
        Ok(bytes
            .into_iter()
            .filter_map(|byte| LETTERS.get(usize::from(byte % 16)))
            .map(|letter| char::from(*letter))
            .collect())
    }

    /// An invitation for a user, of 128 random bits.
    pub(super) async fn invite(&self, user: &UserRow) -> Result<Invitation, Problem> {
        self.temporary(user, &SUBJECT, &TEXT).await
    }

    /// A new temporary password for a user whose username was locked: as an invitation, in
    /// other words.
    pub(super) async fn renew(&self, user: &UserRow) -> Result<Invitation, Problem> {
        self.temporary(user, &RENEWAL_SUBJECT, &RENEWAL_TEXT).await
    }

    async fn temporary(
        &self,
        user: &UserRow,
        subject: &StaticText,
        text: &StaticText,
    ) -> Result<Invitation, Problem> {
        let secret = self.random_letters(32)?;
        let until = self.clock.now() + LIFE;
        let directory = self.directory.get();
        let organisation = directory
            .organisation(&user.organisation)
            .map(|organisation| organisation.name.get(user.language).to_owned())
            .unwrap_or_default();
        let link = format!("{}/sign-in#{INVITATION}{secret}", self.settings.origin);
        let values = [
            ("name", user.name.as_str()),
            ("organisation", &organisation),
            ("link", &link),
            ("until", &local_minute(until, user.language)),
        ];
        Ok(Invitation {
            message: self.message_to(user, subject, text, &values)?,
            password: StoredPassword {
                hash: self.passwords.hash(secret, &*self.entropy).await?,
                temporary_until: Some(until),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_invitation_has_the_same_blanks_in_each_language() {
        for language in Language::ALL {
            for text in [TEXT.get(language), RENEWAL_TEXT.get(language)] {
                for blank in ["{name}", "{organisation}", "{link}", "{until}"] {
                    assert_eq!(text.matches(blank).count(), 1, "{blank}");
                }
            }
        }
    }
}
