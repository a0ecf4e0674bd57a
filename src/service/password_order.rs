//! A forgotten password: "Order a new password" (S71).
//!
//! Whatever username is written, the answer is the same and comes after the same work: what
//! depends on the username is done after the answer. A link goes to the work e-mail; it is good
//! for an hour, once, and only the newest one. It sets a password and nothing more: signing in
//! then takes the key as always (ASVS 6.4.3).

use std::sync::Arc;

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::changes::Told;
use super::local_time::local_minute;
use super::sessions::hex;
use super::{RequestContext, Service, passwords};
use crate::error::{PasswordProblem, Problem};
use crate::language::StaticText;
use crate::log::ChangeAct;
use crate::management::{LinkOutcome, NoLink, WorkEmail};
use crate::permit::Key;
use crate::session::{PASSWORD_LINK, PasswordReset};
use crate::store::{StoredPassword, UserRow, Waiting};

/// How long a link may be used.
const LIFE: TimeDelta = TimeDelta::hours(1);
/// Within this time a second order brings no second message.
const APART: TimeDelta = TimeDelta::minutes(5);
/// So many links go to one mailbox within a day.
const A_DAY: usize = 6;
/// Longer inputs are cut before they cost anything.
const LONGEST_INPUT: usize = 600;

const LINK_SUBJECT: StaticText = StaticText::new(
    "Uusi salasana Luotain-palveluun",
    "Nytt lösenord till tjänsten Luotain",
    "A new password for Luotain",
);
const LINK_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     käyttäjätunnuksellesi on tilattu uusi salasana Luotain-palveluun. \
     Avaa linkki, kirjoita käyttäjätunnuksesi ja anna uusi salasana:\n\n{link}\n\n\
     Linkki on henkilökohtainen ja käy yhden kerran. Se on voimassa {until} saakka. Älä välitä sitä kenellekään. \
     Kirjautumiseen tarvitset edelleen myös avaimesi.\n\n\
     Jos et ole itse tilannut uutta salasanaa, sinun ei tarvitse tehdä mitään: salasanasi ei ole vaihtunut. \
     Jos viestejä tulee useita, ilmoita asiasta organisaatiosi vastuukäyttäjälle.",
    "Hej {name},\n\n\
     ett nytt lösenord till tjänsten Luotain har beställts för ditt användarnamn. \
     Öppna länken, skriv ditt användarnamn och ange ett nytt lösenord:\n\n{link}\n\n\
     Länken är personlig och kan användas en gång. Den gäller till {until}. Vidarebefordra den inte till någon. \
     För att logga in behöver du fortfarande också din nyckel.\n\n\
     Om du inte själv har beställt ett nytt lösenord behöver du inte göra någonting: ditt lösenord har inte bytts. \
     Om du får flera meddelanden, meddela den ansvariga användaren i din organisation.",
    "Hello {name},\n\n\
     a new password for Luotain was ordered for your username. \
     Open the link, enter your username and choose a new password:\n\n{link}\n\n\
     The link is personal and can be used once. It is good until {until}. Do not pass it on to anyone. \
     To sign in you still need your key as well.\n\n\
     If you did not order a new password, you need not do anything: your password has not changed. \
     If you get several messages, tell your organisation's responsible user.",
);
const CHANGED_SUBJECT: StaticText = StaticText::new(
    "Salasanasi Luotain-palveluun on vaihdettu",
    "Ditt lösenord till tjänsten Luotain har bytts",
    "Your password for Luotain has been changed",
);
const CHANGED_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     käyttäjätunnuksesi salasana on vaihdettu sähköpostiisi tilatulla linkillä {time}. Avoimet istuntosi on päätetty.\n\n\
     Jos et ole itse vaihtanut salasanaa, ilmoita asiasta heti: avaa sivu {page} tai \
     ota yhteyttä organisaatiosi vastuukäyttäjään tai käyttöoikeuksien myöntäjään.",
    "Hej {name},\n\n\
     lösenordet för ditt användarnamn har bytts med en länk som beställdes till din e-post {time}. Dina öppna sessioner har avslutats.\n\n\
     Om du inte själv har bytt lösenordet, meddela det genast: öppna sidan {page} eller \
     kontakta den ansvariga användaren i din organisation eller den som beviljar användarrätter.",
    "Hello {name},\n\n\
     the password of your username was changed with a link ordered to your e-mail on {time}. Your open sessions have been ended.\n\n\
     If you did not change the password yourself, report it at once: open the page {page}, or \
     contact your organisation's responsible user or rights granter.",
);

/// What the store keeps of a secret. It is bound to the username.
fn digest(username: &Key, secret: &str) -> String {
    hex(&Sha256::digest(
        format!("password:{}:{secret}", username.as_str()).as_bytes(),
    ))
}

impl Service {
    /// Orders a link for a new password. The same answer for every username.
    ///
    /// # Errors
    /// `TooManyAttempts`, whatever the username.
    pub async fn order_password(
        self: &Arc<Self>,
        request: &RequestContext,
        username: &str,
    ) -> Result<(), Problem> {
        let login = username.trim().to_lowercase();
        if login.is_empty() || login.len() > LONGEST_INPUT {
            return Ok(());
        }
        // Counted apart from sign-ins, so that ordering does not slow signing in down.
        self.throttle
            .begin(
                &format!("password-order {login}"),
                &format!("password-order {}", request.source),
                self.clock.now(),
            )
            .map_err(Problem::TooManyAttempts)?;
        let (service, request) = (Arc::clone(self), request.clone());
        // After the answer, so that an existing username does not take longer. Should the
        // program die in between, no message comes, and another is ordered.
        tokio::spawn(async move {
            if let Err(problem) = service.send_password_link(&request, &login).await {
                tracing::warn!(%problem, "a link for a new password was not written");
            }
        });
        Ok(())
    }

    /// Why no link may be sent, if so: one goes to somebody who may get in, has a work e-mail, and
    /// has finished the first sign-in. Whoever has not needs a new invitation: without a key the
    /// mailbox alone would open the service.
    pub(super) async fn no_link(&self, user: &UserRow) -> Result<Option<NoLink>, Problem> {
        if user.ended_at.is_some() {
            return Ok(Some(NoLink::Ended));
        }
        if user.locked.is_some() {
            return Ok(Some(NoLink::Locked));
        }
        if WorkEmail::parse(&user.email).is_err() {
            return Ok(Some(NoLink::NoEmail));
        }
        let has_own_password = self
            .store
            .find_password(&user.id)
            .await?
            .is_some_and(|(password, _)| password.temporary_until.is_none());
        let is_through = has_own_password && !self.store.list_keys(&user.id).await?.is_empty();
        Ok((!is_through).then_some(NoLink::FirstSignIn))
    }

    async fn send_password_link(&self, request: &RequestContext, login: &str) -> Result<(), Problem> {
        let user = self.directory.get().user_by_login(login);
        self.audit(
            request,
            user.as_ref().map(|user| &user.id),
            ChangeAct::PasswordOrdered,
            None,
        );
        if let Some(user) = user {
            self.write_password_link(&user, &[]).await?;
        }
        Ok(())
    }

    /// Writes a link for a new password, with the message that brings it and the entries that tell
    /// who ordered it; or says why there is none, and writes nothing.
    pub(super) async fn write_password_link(
        &self,
        user: &UserRow,
        entries: &[Waiting],
    ) -> Result<LinkOutcome, Problem> {
        // Of two orders at once the second sees the first.
        let _change = self.password_change.lock().await;
        if let Some(why) = self.no_link(user).await? {
            return Ok(LinkOutcome::Not(why));
        }
        let now = self.clock.now();
        let mut times = self.store.list_password_orders(&user.id).await?;
        times.retain(|time| now < *time + TimeDelta::days(1));
        if times.iter().any(|time| now < *time + APART) {
            return Ok(LinkOutcome::SentAlready);
        }
        if times.len() >= A_DAY {
            return Ok(LinkOutcome::TooMany);
        }
        times.push(now);
        let secret = self.random_letters(32)?;
        let until = now + LIFE;
        let link = format!("{}/password/new#{PASSWORD_LINK}{secret}", self.settings.origin);
        let message = self.message_to(
            user,
            &LINK_SUBJECT,
            &LINK_TEXT,
            &[
                ("name", &user.name),
                ("link", &link),
                ("until", &local_minute(until, user.language)),
            ],
        )?;
        self.store
            .create_password_order(&digest(&user.id, &secret), until, &times, &message, entries)
            .await?;
        Ok(LinkOutcome::Sent)
    }

    /// Sets a new password with the secret of a link. All sessions of the username end, and the
    /// owner is told by mail. Nobody is signed in by it.
    ///
    /// # Errors
    /// `Password`, `TooManyAttempts`; `PasswordLink` for a wrong, used or lapsed link and for a
    /// wrong username alike, after the same work.
    pub async fn reset_password(
        &self,
        request: &RequestContext,
        reset: PasswordReset,
    ) -> Result<(), Problem> {
        let login = reset.username.trim().to_lowercase();
        if login.len() > LONGEST_INPUT || reset.secret.len() > LONGEST_INPUT {
            return Err(Problem::PasswordLink);
        }
        // What is wrong with the password itself is said before the link is touched.
        if !bool::from(reset.password.as_bytes().ct_eq(reset.repeated.as_bytes())) {
            return Err(Problem::Password(PasswordProblem::Differ));
        }
        passwords::check_new(&reset.password, &login).map_err(Problem::Password)?;
        let now = self.clock.now();
        self.throttle
            .begin(&login, &request.source, now)
            .map_err(Problem::TooManyAttempts)?;
        let user = self
            .directory
            .get()
            .user_by_login(&login)
            .filter(|user| user.is_open());
        let nobody = Key::parse("nobody").map_err(|error| super::internal(&error))?;
        let id = user.as_ref().map_or(&nobody, |user| &user.id);
        let password = StoredPassword {
            hash: self.passwords.hash(reset.password, &*self.entropy).await?,
            temporary_until: None,
        };
        let notice = self.password_notice(user.as_deref(), &nobody)?;
        let entry = self.entry(request, Some(id), Told::of_user(ChangeAct::PasswordReset, id))?;
        let change = self.password_change.lock().await;
        let is_set = self
            .store
            .take_password_order(id, &digest(id, &reset.secret), now, &password, &notice, &[entry])
            .await?;
        drop(change);
        let Some(user) = user.filter(|_| is_set) else {
            self.audit(request, None, ChangeAct::PasswordLinkRefused, None);
            return Err(Problem::PasswordLink);
        };
        self.throttle.take_back(&login, &request.source);
        self.changes.wake();
        self.end_all_sessions(&user.id).await
    }

    /// What tells the owner of a changed password; for nobody the same work.
    fn password_notice(
        &self,
        user: Option<&UserRow>,
        nobody: &Key,
    ) -> Result<crate::store::OutboxMessage, Problem> {
        let Some(user) = user else {
            return self.message(nobody, "", "", String::new());
        };
        self.message_to(
            user,
            &CHANGED_SUBJECT,
            &CHANGED_TEXT,
            &[
                ("name", &user.name),
                ("time", &local_minute(self.clock.now(), user.language)),
                ("page", &format!("{}/suspicion", self.settings.origin)),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn the_messages_have_the_same_blanks_in_each_language() {
        for language in Language::ALL {
            for (text, blanks) in [
                (LINK_TEXT, ["{name}", "{link}", "{until}"]),
                (CHANGED_TEXT, ["{name}", "{time}", "{page}"]),
            ] {
                for blank in blanks {
                    assert_eq!(text.get(language).matches(blank).count(), 1, "{blank}");
                }
                assert_eq!(text.get(language).matches('{').count(), blanks.len());
            }
        }
    }
}
