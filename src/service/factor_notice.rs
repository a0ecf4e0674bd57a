//! Word to the owner of what changed in that by which a username signs in (ASVS 6.3.7): a key that
//! was linked or removed, another work e-mail. A new password and a lock have messages of their own.

use super::Service;
use super::local_time::local_minute;
use crate::error::Problem;
use crate::language::StaticText;
use crate::management::WorkEmail;
use crate::store::{OutboxMessage, UserRow};

/// What changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Factor<'a> {
    /// A key of this name was linked.
    KeyLinked(&'a str),
    /// A key of this name was removed.
    KeyRemoved(&'a str),
    /// Mail goes to another address from now on; the old one is told.
    EmailChanged,
}

const LINKED: (StaticText, StaticText) = (
    StaticText::new(
        "Käyttäjätunnukseesi Luotain-palvelussa on liitetty avain",
        "En nyckel har kopplats till ditt användarnamn i tjänsten Luotain",
        "A key has been linked to your username for Luotain",
    ),
    StaticText::new(
        "Hei {name},\n\n\
         käyttäjätunnukseesi on liitetty avain ”{key}” {time}. Sillä voi kirjautua palveluun yhdessä salasanasi kanssa.\n\n\
         Jos et ole itse liittänyt avainta, ilmoita asiasta heti: avaa sivu {page} tai \
         ota yhteyttä organisaatiosi vastuukäyttäjään tai käyttöoikeuksien myöntäjään.",
        "Hej {name},\n\n\
         nyckeln ”{key}” kopplades till ditt användarnamn {time}. Med den och ditt lösenord kan man logga in i tjänsten.\n\n\
         Om du inte själv har kopplat nyckeln, meddela det genast: öppna sidan {page} eller \
         kontakta den ansvariga användaren i din organisation eller den som beviljar användarrätter.",
        "Hello {name},\n\n\
         the key “{key}” was linked to your username on {time}. With it and your password one can sign in to the service.\n\n\
         If you did not link the key yourself, report it at once: open the page {page}, or \
         contact your organisation's responsible user or rights granter.",
    ),
);
const REMOVED: (StaticText, StaticText) = (
    StaticText::new(
        "Käyttäjätunnuksestasi Luotain-palvelussa on poistettu avain",
        "En nyckel har tagits bort från ditt användarnamn i tjänsten Luotain",
        "A key has been removed from your username for Luotain",
    ),
    StaticText::new(
        "Hei {name},\n\n\
         käyttäjätunnuksestasi on poistettu avain ”{key}” {time}. Sillä ei voi enää kirjautua palveluun.\n\n\
         Jos et ole itse poistanut avainta, ilmoita asiasta heti: avaa sivu {page} tai \
         ota yhteyttä organisaatiosi vastuukäyttäjään tai käyttöoikeuksien myöntäjään.",
        "Hej {name},\n\n\
         nyckeln ”{key}” togs bort från ditt användarnamn {time}. Det går inte längre att logga in i tjänsten med den.\n\n\
         Om du inte själv har tagit bort nyckeln, meddela det genast: öppna sidan {page} eller \
         kontakta den ansvariga användaren i din organisation eller den som beviljar användarrätter.",
        "Hello {name},\n\n\
         the key “{key}” was removed from your username on {time}. It no longer opens the service.\n\n\
         If you did not remove the key yourself, report it at once: open the page {page}, or \
         contact your organisation's responsible user or rights granter.",
    ),
);
const EMAIL: (StaticText, StaticText) = (
    StaticText::new(
        "Työsähköpostiosoitteesi Luotain-palvelussa on vaihdettu",
        "Din e-postadress i arbetet har bytts i tjänsten Luotain",
        "Your work e-mail address for Luotain has been changed",
    ),
    StaticText::new(
        "Hei {name},\n\n\
         käyttäjätunnuksesi työsähköpostiosoite on vaihdettu {time}. Palvelun viestit, myös linkit uuteen salasanaan, \
         lähetetään tästä lähtien uuteen osoitteeseen. Tämä viesti lähetettiin vanhaan osoitteeseesi.\n\n\
         Jos et tiedä vaihdosta, ilmoita asiasta heti: avaa sivu {page} tai \
         ota yhteyttä organisaatiosi vastuukäyttäjään tai käyttöoikeuksien myöntäjään.",
        "Hej {name},\n\n\
         e-postadressen i arbetet för ditt användarnamn byttes {time}. Tjänstens meddelanden, också länkar till ett nytt lösenord, \
         skickas från och med nu till den nya adressen. Detta meddelande skickades till din gamla adress.\n\n\
         Om du inte känner till bytet, meddela det genast: öppna sidan {page} eller \
         kontakta den ansvariga användaren i din organisation eller den som beviljar användarrätter.",
        "Hello {name},\n\n\
         the work e-mail address of your username was changed on {time}. Messages of the service, links for a new password among them, \
         go to the new address from now on. This message was sent to your old address.\n\n\
         If you do not know of the change, report it at once: open the page {page}, or \
         contact your organisation's responsible user or rights granter.",
    ),
);

impl Service {
    /// What tells the owner; none if no work e-mail is known.
    pub(super) fn factor_notice(
        &self,
        user: &UserRow,
        factor: Factor<'_>,
    ) -> Result<Option<OutboxMessage>, Problem> {
        if WorkEmail::parse(&user.email).is_err() {
            return Ok(None);
        }
        let ((subject, text), key) = match factor {
            Factor::KeyLinked(key) => (&LINKED, key),
            Factor::KeyRemoved(key) => (&REMOVED, key),
            Factor::EmailChanged => (&EMAIL, ""),
        };
        let values = [
            ("name", user.name.as_str()),
            ("key", key),
            ("time", &local_minute(self.clock.now(), user.language)),
            ("page", &format!("{}/suspicion", self.settings.origin)),
        ];
        self.message_to(user, subject, text, &values).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_messages_have_the_same_blanks_in_each_language() {
        for language in Language::ALL {
            for ((_, text), blanks) in [
                (&LINKED, &["{name}", "{key}", "{time}", "{page}"][..]),
                (&REMOVED, &["{name}", "{key}", "{time}", "{page}"]),
                (&EMAIL, &["{name}", "{time}", "{page}"]),
            ] {
                for blank in blanks {
                    assert_eq!(text.get(language).matches(blank).count(), 1, "{blank}");
                }
                assert_eq!(text.get(language).matches('{').count(), blanks.len());
            }
        }
    }
}
