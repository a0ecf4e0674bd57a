//! Bringing a person in, keeping the details, and ending everything at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::super::factor_notice::Factor;
use super::super::sessions::Farewell;
use super::super::{RequestContext, Service, internal};
use super::{Happened, ended_now, reason};
use crate::access::{self, Act, Duties, Reason, Standing};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{PersonalIdentityCode, Realm};
use crate::log::ChangeAct;
use crate::management::{
    Duty, NewPerson, PersonCreated, PersonDetails, PersonName, RegisteredRight, RightEventKind, Target,
    WorkEmail, login_candidates,
};
use crate::permit::Key;
use crate::store::{AlsoChange, UserRow};

/// Nobody younger gets a username.
const YOUNGEST: i32 = 15;

/// A new person whose details are in order.
#[derive(Debug)]
pub(in super::super) struct Newcomer {
    pub code: PersonalIdentityCode,
    pub person: NewPerson,
    pub name: PersonName,
    pub email: WorkEmail,
}

impl Newcomer {
    /// Looks at the details, without asking the register.
    pub(in super::super) fn parse(person: NewPerson) -> Result<Self, Problem> {
        Ok(Self {
            code: PersonalIdentityCode::parse(&person.code).map_err(Problem::Identifier)?,
            name: PersonName::parse(&person.name)?,
            email: WorkEmail::parse(&person.email)?,
            person,
        })
    }
}

impl Service {
    /// Gives a person a username in the own organisation and sends the invitation.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Identifier`, `TestIdentifiersOnly`, `Detail`, `Management`,
    /// `PersonHere`, `PersonNotUsable`, `TooManyAttempts`.
    pub async fn create_user(
        &self,
        request: &RequestContext,
        person: NewPerson,
    ) -> Result<PersonCreated, Problem> {
        let actor = self.actor(request, Act::AddPerson)?;
        let newcomer = Newcomer::parse(person)?;
        let organisation = actor.user.organisation.clone();
        let subject = Standing {
            code: newcomer.code,
            organisation: &organisation,
            duties: &Duties::default(),
        };
        access::may(actor.standing(), Act::AddPerson, Some(subject))?;
        self.bring_in(request, &actor.user, &organisation, newcomer, None)
            .await
    }

    /// Whether the register knows a living, grown person by this code. Only that is asked, and
    /// a non-disclosure makes no difference: such people, too, have work. Every refusal reads
    /// the same, and refusals slow the next question down, so that the form is no way to ask
    /// the register.
    async fn check_usable(
        &self,
        request: &RequestContext,
        by: &UserRow,
        code: PersonalIdentityCode,
    ) -> Result<(), Problem> {
        if self.settings.test_persons_only && code.realm() != Realm::Test {
            return Err(Problem::TestIdentifiersOnly);
        }
        // Counted apart from sign-ins: a mistyped code must not slow an office's sign-ins down.
        let asker = format!("person-check {}", by.login);
        self.throttle
            .begin(&asker, &asker, self.clock.now())
            .map_err(Problem::TooManyAttempts)?;
        let found = self
            .store
            .find_person(Environment::Production, code, &BTreeSet::new())
            .await?;
        let today = self.today();
        let is_usable = found.is_some_and(|found| {
            !found.facts.dead && found.facts.passive.is_none() && found.facts.age(today) >= YOUNGEST
        });
        if !is_usable {
            self.audit(request, Some(&by.id), ChangeAct::PersonRefused, None);
            return Err(Problem::PersonNotUsable);
        }
        self.throttle.take_back(&asker, &asker);
        self.throttle.forget(&asker, &asker);
        Ok(())
    }

    /// Gives somebody a username in an organisation, with a duty or without; one that was ended
    /// is opened again, since a person has one username in an organisation (D4).
    pub(in super::super) async fn bring_in(
        &self,
        request: &RequestContext,
        by: &UserRow,
        organisation: &Key,
        newcomer: Newcomer,
        duty: Option<(Duty, &Reason)>,
    ) -> Result<PersonCreated, Problem> {
        let here = |service: &Self| {
            let directory = service.directory.get();
            directory
                .users()
                .filter(|user| user.organisation == *organisation && user.code == newcomer.code)
                // After a merger an ended username may stand beside the one in use.
                .max_by_key(|user| (user.ended_at.is_none(), user.ended_at))
                .cloned()
        };
        if here(self).is_some_and(|user| user.ended_at.is_none()) {
            return Err(Problem::PersonHere);
        }
        self.check_usable(request, by, newcomer.code).await?;

        let lock = self.begin_change().await?;
        // Looked at again under the lock: another may have added the same person meanwhile.
        let before = here(self);
        if before.as_ref().is_some_and(|user| user.ended_at.is_none()) {
            return Err(Problem::PersonHere);
        }
        let user = self.row_for(organisation, &newcomer, before.as_deref(), duty)?;
        let invitation = self.invite(&user).await?;
        let mut happened = vec![Happened::to(RegisteredRight::Username, RightEventKind::Given)];
        if let Some((duty, _)) = duty {
            happened.push(Happened::to(RegisteredRight::Duty(duty), RightEventKind::Given));
        }
        let why = duty.map(|(_, reason)| reason);
        let events = self.events(&user, happened, why, Some(&by.id))?;
        let entry = self.user_entry(
            request,
            &by.id,
            ChangeAct::PersonAdded,
            (before.as_deref(), &user),
            why.map(Reason::as_str),
        )?;
        let entries = [entry];
        if before.is_some() {
            // What was asked for before the person left is not given after the return.
            let closed = self.closed_requests(&user.id, &by.id).await?;
            let also = AlsoChange {
                invitation: Some((&invitation.password, &invitation.message)),
                closed_requests: &closed,
                entries: &entries,
                ..AlsoChange::default()
            };
            if !self.store.change_user(&user, &events, &also).await? {
                return Err(Problem::Changed);
            }
        } else {
            self.store
                .create_person(
                    &user,
                    &invitation.password,
                    &events,
                    &invitation.message,
                    &entries,
                )
                .await?;
        }
        self.changes.wake();
        self.reload_locked(&lock).await?;
        if user.is_responsible_user {
            self.note_responsible_users(&lock).await;
        }
        Ok(PersonCreated {
            id: user.id,
            username: user.login,
        })
    }

    fn row_for(
        &self,
        organisation: &Key,
        newcomer: &Newcomer,
        before: Option<&UserRow>,
        duty: Option<(Duty, &Reason)>,
    ) -> Result<UserRow, Problem> {
        let is = |wanted| duty.is_some_and(|(duty, _)| duty == wanted);
        let name = newcomer.name.as_str().to_owned();
        let email = newcomer.email.as_str().to_owned();
        let language = newcomer.person.language;
        if let Some(before) = before {
            return Ok(UserRow {
                name,
                email,
                language,
                is_responsible_user: is(Duty::ResponsibleUser),
                is_rights_granter: is(Duty::RightsGranter),
                rights: Vec::new(),
                ended_at: None,
                enrolment: None,
                locked: None,
                authority_roles: BTreeSet::new(),
                revision: before.revision + 1,
                ..before.clone()
            });
        }
        let directory = self.directory.get();
        let login = login_candidates(organisation, &name)
            .find(|login| directory.user_by_login(login).is_none())
            .ok_or(Problem::Internal)?;
        let mut handle = [0; 16];
        self.entropy.fill(&mut handle).map_err(|error| internal(&error))?;
        Ok(UserRow {
            id: self.new_key()?,
            login,
            code: newcomer.code,
            name,
            organisation: organisation.clone(),
            handle: Uuid::from_bytes(handle),
            language,
            rights: Vec::new(),
            is_responsible_user: is(Duty::ResponsibleUser),
            ended_at: None,
            is_rights_granter: is(Duty::RightsGranter),
            authority_roles: BTreeSet::new(),
            email,
            revision: 0,
            enrolment: None,
            locked: None,
        })
    }

    /// Changes name, work e-mail and language.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Detail`.
    pub async fn update_user(
        &self,
        request: &RequestContext,
        target: Target,
        details: PersonDetails,
    ) -> Result<(), Problem> {
        let name = PersonName::parse(&details.name)?;
        let email = WorkEmail::parse(&details.email)?;
        // The old address is told, so that nobody takes over the links unseen.
        let before = self.directory.get().user(&target.id);
        let notice = match before.filter(|user| user.is_open() && user.email != email.as_str()) {
            Some(user) => self.factor_notice(&user, Factor::EmailChanged)?,
            None => None,
        };
        let also = AlsoChange {
            notices: notice.as_slice(),
            ..AlsoChange::default()
        };
        self.change(request, (Act::UpdatePerson, &target), None, also, |_, user| {
            user.name = name.as_str().to_owned();
            user.email = email.as_str().to_owned();
            user.language = details.language;
            Ok(Vec::new())
        })
        .await
    }

    /// Sends the invitation again, to somebody who has not finished the first sign-in: a password
    /// in use is never replaced by others. One that was set without a key being linked then is
    /// not in use, and its owner cannot order a new one.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Detail` if no work e-mail is known.
    pub async fn invite_again(&self, request: &RequestContext, target: Target) -> Result<(), Problem> {
        let (_, subject) = self.act_on(request, Act::UpdatePerson, &target.id)?;
        WorkEmail::parse(&subject.user.email)?;
        if !subject.user.is_open() {
            return Err(Problem::Changed);
        }
        let invitation = self.invite(&subject.user).await?;
        let also = AlsoChange {
            invitation: Some((&invitation.password, &invitation.message)),
            ..AlsoChange::default()
        };
        let lock = self.begin_change().await?;
        let is_temporary = self
            .store
            .find_password(&target.id)
            .await?
            .is_some_and(|(password, _)| password.temporary_until.is_some());
        if !is_temporary && !self.store.list_keys(&target.id).await?.is_empty() {
            return Err(Problem::Changed);
        }
        self.change_locked(request, (Act::UpdatePerson, &target), None, also, |_, _| {
            Ok(Vec::new())
        })
        .await?;
        self.reload_locked(&lock).await
    }

    /// Ends everything that a person holds in the organisation: rights, duties, keys, sessions
    /// and the username. The next request of the person is refused.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Reason`.
    pub async fn end_user(&self, request: &RequestContext, target: Target, why: &str) -> Result<(), Problem> {
        let why = reason(why)?;
        let (now, today) = (self.clock.now(), self.today());
        let also = AlsoChange {
            removes_keys: true,
            ..AlsoChange::default()
        };
        self.change(request, (Act::EndPerson, &target), Some(&why), also, |_, user| {
            let mut happened: Vec<Happened> = std::mem::take(&mut user.rights)
                .iter()
                .filter(|right| today <= right.valid_until)
                .map(|right| ended_now(right, today))
                .collect();
            if std::mem::take(&mut user.is_rights_granter) {
                happened.push(Happened::to(
                    RegisteredRight::Duty(Duty::RightsGranter),
                    RightEventKind::Ended,
                ));
            }
            happened.push(Happened::to(RegisteredRight::Username, RightEventKind::Ended));
            user.enrolment = None;
            user.ended_at = Some(now);
            user.locked = None;
            Ok(happened)
        })
        .await?;
        self.end_sessions_of(&target.id, Farewell::Ended).await
    }

    /// The user of an organisation with this code, if the username is in use.
    pub(in super::super) fn user_by_code(
        &self,
        organisation: &Key,
        code: PersonalIdentityCode,
    ) -> Option<Arc<UserRow>> {
        let directory = self.directory.get();
        directory
            .users()
            .find(|user| user.organisation == *organisation && user.code == code && user.ended_at.is_none())
            .cloned()
    }
}
