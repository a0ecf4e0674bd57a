//! A suspicion that somebody else knows a username or password (S78): the username is locked at
//! once, whoever is needed is told, and somebody who has checked the owner's identity opens it.
//!
//! The owner reports when signed in, or with username and password. The latter answers the same
//! whatever is written, and costs the same as signing in: it tells nothing, and only one who
//! knows the password can lock, which is the very case that the lock is for.

use std::sync::Arc;

use super::changes::{Told, changed_fields};
use super::local_time::local_minute;
use super::management::reason;
use super::sessions::Farewell;
use super::{RequestContext, Service};
use crate::access::{self, Act, AuthorityRole};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::log::ChangeAct;
use crate::management::{LockView, LockedRow, Target, WorkEmail};
use crate::permit::Key;
use crate::session::Credentials;
use crate::store::{AlsoChange, Lock, OutboxMessage, UserRow};

/// Longer inputs are cut before they cost anything.
const LONGEST_INPUT: usize = 600;

const OWNER_SUBJECT: StaticText = StaticText::new(
    "Käyttäjätunnuksesi Luotain-palveluun on lukittu",
    "Ditt användarnamn till tjänsten Luotain har låsts",
    "Your username for Luotain has been locked",
);
const OWNER_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     käyttäjätunnuksesi on lukittu {time}, koska on ilmoitettu epäily siitä, että se tai sen salasana on sivullisen tiedossa. \
     Istunnot on päätetty, eikä tunnuksella voi kirjautua.\n\n\
     Saat tunnuksen takaisin käyttöön, kun organisaatiosi vastuukäyttäjä tai käyttöoikeuksien myöntäjä on tarkistanut henkilöllisyytesi. \
     Ota häneen yhteyttä.",
    "Hej {name},\n\n\
     ditt användarnamn låstes {time}, eftersom det har anmälts en misstanke om att någon utomstående känner till det eller lösenordet. \
     Sessionerna har avslutats och det går inte att logga in med användarnamnet.\n\n\
     Du kan använda användarnamnet igen när den ansvariga användaren i din organisation eller den som beviljar användarrätter har kontrollerat din identitet. \
     Ta kontakt med honom eller henne.",
    "Hello {name},\n\n\
     your username was locked on {time}, because it was reported that somebody else may know it or its password. \
     The sessions have been ended, and nobody can sign in with the username.\n\n\
     You can use the username again when your organisation's responsible user or rights granter has checked your identity. \
     Please contact them.",
);
const MANAGER_SUBJECT: StaticText = StaticText::new(
    "Epäily käyttäjätunnuksen joutumisesta sivulliselle",
    "Misstanke om att ett användarnamn är i fel händer",
    "Suspicion that a username is in wrong hands",
);
const MANAGER_TEXT: StaticText = StaticText::new(
    "Hei,\n\n\
     käyttäjätunnus {username} ({name}, {organisation}) on lukittu {time}, koska on ilmoitettu epäily siitä, \
     että tunnus tai sen salasana on sivullisen tiedossa. Kaikki tunnuksen istunnot on päätetty.\n\n\
     Vastuukäyttäjä tai käyttöoikeuksien myöntäjä: ota yhteyttä tunnuksen haltijaan, tarkista hänen henkilöllisyytensä ja selvitä tapahtunut. \
     Tunnuksen voi avata henkilön sivulla hallintapalvelussa. \
     Vastuukäyttäjän tunnuksen avaa toinen vastuukäyttäjä tai rekisteriviranomainen.",
    "Hej,\n\n\
     användarnamnet {username} ({name}, {organisation}) låstes {time}, eftersom det har anmälts en misstanke om \
     att någon utomstående känner till användarnamnet eller lösenordet. Alla sessioner har avslutats.\n\n\
     Ansvarig användare eller den som beviljar användarrätter: kontakta innehavaren, kontrollera identiteten och utred vad som har hänt. \
     Användarnamnet kan låsas upp på personens sida i hanteringstjänsten. \
     En ansvarig användares användarnamn låses upp av en annan ansvarig användare eller av registermyndigheten.",
    "Hello,\n\n\
     the username {username} ({name}, {organisation}) was locked on {time}, because it was reported that somebody else may know \
     it or its password. All its sessions have been ended.\n\n\
     Responsible user or rights granter: contact the owner, check their identity and find out what has happened. \
     The username can be opened on the person's page in the management service. \
     A responsible user's username is opened by another responsible user or by the register authority.",
);

/// Whether a user is to be told of a lock: those who manage the organisation, and the
/// authority's right approvers; never the locked one, who cannot open it.
fn is_told(user: &UserRow, locked: &UserRow) -> bool {
    let manages = user.organisation == locked.organisation && user.duties().manages();
    let is_approver = user.authority_roles.contains(&AuthorityRole::RightApprover);
    user.id != locked.id
        && user.is_open()
        && (manages || is_approver)
        && WorkEmail::parse(&user.email).is_ok()
}

impl Service {
    /// The owner, signed in, reports a suspicion: the own username is locked, and every session
    /// of it ends, this one too.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn report_suspicion(&self, request: &RequestContext) -> Result<(), Problem> {
        let (_, user) = self.signed_in(request)?;
        self.lock_by_owner(request, &user.id).await
    }

    /// The owner, who cannot sign in, reports a suspicion with username and password. The same
    /// answer whatever is written.
    ///
    /// # Errors
    /// `TooManyAttempts`, whatever the username.
    pub async fn report_suspicion_with_password(
        self: &Arc<Self>,
        request: &RequestContext,
        credentials: Credentials,
    ) -> Result<(), Problem> {
        let login = credentials.username.trim().to_lowercase();
        if login.len() > LONGEST_INPUT || credentials.password.len() > LONGEST_INPUT {
            return Ok(());
        }
        let now = self.clock.now();
        // The same counts as of signing in: this must be no second way to guess. What is
        // counted here is not taken back for a right password, or the next wait would tell.
        self.throttle
            .begin(&login, &request.source, now)
            .map_err(Problem::TooManyAttempts)?;
        let user = self.directory.get().user_by_login(&login);
        let nobody = Key::parse("nobody").map_err(|error| super::internal(&error))?;
        let stored = self
            .store
            .find_password(user.as_ref().map_or(&nobody, |user| &user.id))
            .await?;
        let hash = stored.as_ref().map(|(password, _)| password.hash.clone());
        let fits = self.passwords.verify(credentials.password, hash).await?;
        let is_good = fits
            && stored.is_some_and(|(password, _)| password.temporary_until.is_none_or(|until| now < until));
        match user.filter(|user| is_good && user.is_open()) {
            Some(user) => {
                let (service, request) = (Arc::clone(self), request.clone());
                // Beside the answer, so that a right password does not take longer. It is tried
                // to the end whether the browser waits or not.
                tokio::spawn(async move {
                    if let Err(problem) = service.lock_by_owner(&request, &user.id).await {
                        tracing::error!(%problem, "a username was not locked on a suspicion");
                    }
                });
            }
            None => self.count_failure(request, &login),
        }
        Ok(())
    }

    /// Locks a username on its owner's word. One that is locked already stays so.
    async fn lock_by_owner(&self, request: &RequestContext, id: &Key) -> Result<(), Problem> {
        let lock = self.directory_change.lock().await;
        let user = self.directory.get().user(id).ok_or(Problem::SignedOut)?;
        if user.is_open() {
            let locked = UserRow {
                locked: Some(Lock {
                    time: self.clock.now(),
                    by: user.id.clone(),
                }),
                revision: user.revision + 1,
                ..UserRow::clone(&user)
            };
            let notices = self.lock_notices(&locked)?;
            let entries = [self.user_entry(
                request,
                id,
                ChangeAct::UsernameLocked,
                (Some(&user), &locked),
                None,
            )?];
            let also = AlsoChange {
                closes_links: true,
                notices: &notices,
                entries: &entries,
                ..AlsoChange::default()
            };
            if !self.store.change_user(&locked, &[], &also).await? {
                return Err(Problem::Changed);
            }
            self.changes.wake();
            self.reload_locked(&lock).await?;
        }
        drop(lock);
        self.end_sessions_of(id, Farewell::Locked).await
    }

    /// Locks another person's username, for one who has phoned.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed` (also if it is locked already), `Reason`.
    pub async fn lock_person(
        &self,
        request: &RequestContext,
        target: Target,
        why: &str,
    ) -> Result<(), Problem> {
        let why = reason(why)?;
        let (_, subject) = self.act_on(request, Act::LockPerson, &target.id)?;
        if subject.user.locked.is_some() {
            return Err(Problem::Changed);
        }
        let notices = self.lock_notices(&subject.user)?;
        let now = self.clock.now();
        let also = AlsoChange {
            closes_links: true,
            notices: &notices,
            ..AlsoChange::default()
        };
        self.change(
            request,
            (Act::LockPerson, &target),
            Some(&why),
            also,
            |by, user| {
                user.locked = Some(Lock {
                    time: now,
                    by: by.id.clone(),
                });
                Ok(Vec::new())
            },
        )
        .await?;
        self.end_sessions_of(&target.id, Farewell::Locked).await
    }

    /// Opens a locked username. `checked` says how the owner's identity was checked. The old
    /// password is worthless: a link to a new one goes to the work e-mail. The keys stay; a lost
    /// one is replaced by an enrolment code.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed` (also if it is not locked), `Reason`,
    /// `Detail` if no work e-mail is known.
    pub async fn unlock_person(
        &self,
        request: &RequestContext,
        target: Target,
        checked: &str,
    ) -> Result<(), Problem> {
        let checked = reason(checked)?;
        let (_, subject) = self.act_on(request, Act::UnlockPerson, &target.id)?;
        if subject.user.locked.is_none() {
            return Err(Problem::Changed);
        }
        WorkEmail::parse(&subject.user.email)?;
        // A sign-in that was under way at the lock may have left a session: none may come alive.
        self.end_all_sessions(&target.id).await?;
        let renewal = self.renew(&subject.user).await?;
        let also = AlsoChange {
            invitation: Some((&renewal.password, &renewal.message)),
            ..AlsoChange::default()
        };
        // Both are named in the change log, and how the one knew the other.
        self.change(
            request,
            (Act::UnlockPerson, &target),
            Some(&checked),
            also,
            |_, user| {
                if user.locked.take().is_none() {
                    return Err(Problem::Changed);
                }
                Ok(Vec::new())
            },
        )
        .await?;
        Ok(())
    }

    /// Opens a locked username on the word of whoever runs the service: the last way, if nobody
    /// is left who may open it, such as when the authority has one right approver only.
    ///
    /// # Errors
    /// `NotFound`, `Changed` if it is not locked, `Reason`, `Detail` if no work e-mail is known.
    pub async fn unlock_as_operator(&self, login: &str, checked: &str) -> Result<(), Problem> {
        let checked = reason(checked)?;
        let lock = self.directory_change.lock().await;
        let user = self
            .directory
            .get()
            .user_by_login(login)
            .filter(|user| user.ended_at.is_none())
            .ok_or(Problem::NotFound)?;
        if user.locked.is_none() {
            return Err(Problem::Changed);
        }
        WorkEmail::parse(&user.email)?;
        self.end_all_sessions(&user.id).await?;
        let renewal = self.renew(&user).await?;
        let open = UserRow {
            locked: None,
            revision: user.revision + 1,
            ..UserRow::clone(&user)
        };
        let told = Told {
            details: changed_fields(Some(&user), &open),
            reason: Some(checked.as_str()),
            ..Told::of_user(ChangeAct::UsernameUnlocked, &user.id)
        };
        let entries = [self.entry(&RequestContext::of_service(), None, told)?];
        let also = AlsoChange {
            invitation: Some((&renewal.password, &renewal.message)),
            entries: &entries,
            ..AlsoChange::default()
        };
        if !self.store.change_user(&open, &[], &also).await? {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        self.reload_locked(&lock).await
    }

    /// The locked usernames of all organisations, for the authority; newest first.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_locked(&self, request: &RequestContext) -> Result<Vec<LockedRow>, Problem> {
        let actor = self.actor(request, Act::ChangeResponsibleUser)?;
        let directory = self.directory.get();
        let mut locked: Vec<_> = directory
            .users()
            .filter_map(|user| Some((user.locked.as_ref()?.time, Arc::clone(user))))
            .filter(|(_, user)| user.ended_at.is_none())
            .collect();
        locked.sort_by_key(|(time, user)| (std::cmp::Reverse(*time), user.login.clone()));
        Ok(locked
            .into_iter()
            .filter_map(|(_, user)| {
                let lock = self.lock_view(&user, request.language)?;
                let subject = super::management::Known::new(user);
                let may_open =
                    access::may(actor.standing(), Act::UnlockPerson, Some(subject.standing())).is_ok();
                let user = &subject.user;
                Some(LockedRow {
                    target: Target {
                        id: user.id.clone(),
                        revision: user.revision,
                    },
                    name: user.name.clone(),
                    username: user.login.clone(),
                    organisation: self.organisation_name(user, request.language),
                    lock,
                    may_open,
                })
            })
            .collect())
    }

    /// The lock of a username in words; none if it is not locked.
    pub(super) fn lock_view(&self, user: &UserRow, language: Language) -> Option<LockView> {
        let lock = user.locked.as_ref()?;
        let by = (lock.by != user.id)
            .then(|| self.directory.get().user(&lock.by).map(|by| by.name.clone()))
            .flatten();
        Some(LockView {
            time: local_minute(lock.time, language),
            by,
        })
    }

    /// What the organisation of a username is called.
    pub(super) fn organisation_name(&self, user: &UserRow, language: Language) -> String {
        self.directory
            .get()
            .organisation(&user.organisation)
            .map(|organisation| organisation.name.get(language).to_owned())
            .unwrap_or_default()
    }

    /// What tells of a lock: to the owner, to those who manage, to the authority.
    fn lock_notices(&self, locked: &UserRow) -> Result<Vec<OutboxMessage>, Problem> {
        let now = self.clock.now();
        let mut notices = Vec::new();
        if WorkEmail::parse(&locked.email).is_ok() {
            let time = local_minute(now, locked.language);
            let values = [("name", locked.name.as_str()), ("time", &time)];
            notices.push(self.message_to(locked, &OWNER_SUBJECT, &OWNER_TEXT, &values)?);
        }
        let directory = self.directory.get();
        for user in directory.users().filter(|user| is_told(user, locked)) {
            let language = user.language;
            let (time, organisation) = (
                local_minute(now, language),
                self.organisation_name(locked, language),
            );
            let values = [
                ("username", locked.login.as_str()),
                ("name", &locked.name),
                ("organisation", &organisation),
                ("time", &time),
            ];
            notices.push(self.message_to(user, &MANAGER_SUBJECT, &MANAGER_TEXT, &values)?);
        }
        Ok(notices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_messages_have_the_same_blanks_in_each_language() {
        for language in Language::ALL {
            for (text, blanks) in [
                (OWNER_TEXT, vec!["{name}", "{time}"]),
                (
                    MANAGER_TEXT,
                    vec!["{username}", "{name}", "{organisation}", "{time}"],
                ),
            ] {
                for blank in &blanks {
                    assert_eq!(text.get(language).matches(blank).count(), 1, "{blank}");
                }
                assert_eq!(text.get(language).matches('{').count(), blanks.len());
            }
        }
    }
}
