//! The register authority's side: organisations and their responsible users (S18), and the
//! outbox. Nobody acts on their own rights here either.

use super::local_time::local_minute;
use super::management::{Happened, Known, Newcomer, reason};
use super::{RequestContext, Service};
use crate::access::{self, Act, AuthorityAct, AuthorityRole, Callers, Duties, Standing};
use crate::error::Problem;
use crate::language::Language;
use crate::management::{
    DeliveryState, Duty, NewPerson, OrganisationView, OutboxPage, OutboxRow, PersonCreated, RegisteredRight,
    ResponsibleUser, RightEventKind, Target,
};
use crate::permit::Key;
use crate::store::AlsoChange;

impl Service {
    /// The customer organisations with their responsible users.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_organisations(
        &self,
        request: &RequestContext,
    ) -> Result<Vec<OrganisationView>, Problem> {
        let actor = self.authority(request, AuthorityAct::SeeOrganisations)?;
        let directory = self.directory.get();
        let (today, language) = (self.today(), request.language);
        let may_appoint = AuthorityAct::AppointResponsibleUsers.is_allowed(actor.standing().duties);
        let mut organisations: Vec<_> = directory
            .organisations()
            .filter(|organisation| !organisation.is_authority && organisation.care.merged_into.is_none())
            .collect();
        organisations.sort_by_key(|organisation| organisation.name.get(language).to_lowercase());
        let mut views = Vec::with_capacity(organisations.len());
        for organisation in organisations {
            let (users, responsible) = self.responsible_users(&actor, &organisation.id, language).await?;
            views.push(OrganisationView {
                id: organisation.id.clone(),
                name: organisation.name.get(language).to_owned(),
                business_id: organisation.business_id.as_str().to_owned(),
                users,
                permits: u32::try_from(
                    directory
                        .permits()
                        .filter(|permit| permit.organisation == organisation.id && permit.is_in_force(today))
                        .count(),
                )
                .unwrap_or(u32::MAX),
                responsible,
                warning: self.responsible_warning(&organisation.id, language),
                may_appoint,
            });
        }
        Ok(views)
    }

    /// How many usernames of an organisation are in use, and its responsible users.
    pub(super) async fn responsible_users(
        &self,
        actor: &Known,
        organisation: &Key,
        language: Language,
    ) -> Result<(u32, Vec<ResponsibleUser>), Problem> {
        let directory = self.directory.get();
        let people: Vec<_> = directory
            .users()
            .filter(|user| user.organisation == *organisation && user.ended_at.is_none())
            .cloned()
            .collect();
        let users = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let mut responsible: Vec<_> = people
            .into_iter()
            .filter(|user| user.is_responsible_user)
            .collect();
        responsible.sort_by_key(|user| user.name.to_lowercase());
        let ids: Vec<Key> = responsible.iter().map(|user| user.id.clone()).collect();
        let sign_ins = self.store.list_last_sign_ins(&ids).await?;
        let responsible = responsible
            .into_iter()
            .map(|user| {
                let subject = Known::new(user);
                let user = &subject.user;
                ResponsibleUser {
                    target: Target {
                        id: user.id.clone(),
                        revision: user.revision,
                    },
                    name: user.name.clone(),
                    username: user.login.clone(),
                    last_sign_in: sign_ins.get(&user.id).map(|at| local_minute(*at, language)),
                    may_end: access::may(
                        actor.standing(),
                        Act::ChangeResponsibleUser,
                        Some(subject.standing()),
                    )
                    .is_ok(),
                }
            })
            .collect();
        Ok((users, responsible))
    }

    /// Appoints a responsible user of an organisation: somebody who has a username there, or a
    /// new person, who is invited.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Identifier`, `Detail`, `Reason`, `PersonHere` for
    /// one who is a responsible user already, `PersonNotUsable`.
    pub async fn appoint_responsible_user(
        &self,
        request: &RequestContext,
        organisation: &Key,
        person: NewPerson,
        why: &str,
    ) -> Result<PersonCreated, Problem> {
        let actor = self.actor(request, Act::ChangeResponsibleUser)?;
        let newcomer = Newcomer::parse(person)?;
        let why = reason(why)?;
        let is_customer = self
            .directory
            .get()
            .organisation(organisation)
            .is_some_and(|organisation| {
                !organisation.is_authority && organisation.care.merged_into.is_none()
            });
        if !is_customer {
            return Err(Problem::NotFound);
        }
        let subject = Standing {
            code: newcomer.code,
            organisation,
            duties: &Duties::default(),
        };
        access::may(actor.standing(), Act::ChangeResponsibleUser, Some(subject))?;
        let Some(user) = self.user_by_code(organisation, newcomer.code) else {
            return self
                .bring_in(
                    request,
                    &actor.user,
                    organisation,
                    newcomer,
                    Some((Duty::ResponsibleUser, &why)),
                )
                .await;
        };
        if user.is_responsible_user {
            return Err(Problem::PersonHere);
        }
        let target = Target {
            id: user.id.clone(),
            revision: user.revision,
        };
        self.change(
            request,
            (Act::ChangeResponsibleUser, &target),
            Some(&why),
            AlsoChange::default(),
            |_, user| {
                user.is_responsible_user = true;
                Ok(vec![Happened::to(
                    RegisteredRight::Duty(Duty::ResponsibleUser),
                    RightEventKind::Given,
                )])
            },
        )
        .await?;
        Ok(PersonCreated {
            id: user.id.clone(),
            username: user.login.clone(),
        })
    }

    /// Ends somebody's duty as responsible user. Query rights stay.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Reason`.
    pub async fn end_responsible_user(
        &self,
        request: &RequestContext,
        target: Target,
        why: &str,
    ) -> Result<(), Problem> {
        let why = reason(why)?;
        self.change(
            request,
            (Act::ChangeResponsibleUser, &target),
            Some(&why),
            AlsoChange::default(),
            |_, user| {
                if !std::mem::take(&mut user.is_responsible_user) {
                    return Err(Problem::Changed);
                }
                Ok(vec![Happened::to(
                    RegisteredRight::Duty(Duty::ResponsibleUser),
                    RightEventKind::Ended,
                )])
            },
        )
        .await
    }

    /// The messages of the outbox, sent ones too, newest first.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_outbox(&self, request: &RequestContext) -> Result<OutboxPage, Problem> {
        self.signed_in(request)?;
        self.check_caller(request, Callers::Authority(AuthorityRole::Administrator))?;
        let now = self.clock.now();
        let rows = self.store.list_outbox_entries().await?;
        Ok(OutboxPage {
            rows: rows
                .into_iter()
                .map(|entry| {
                    let is_stuck = entry.state == DeliveryState::Stuck;
                    let when = match entry.state {
                        DeliveryState::Sent => entry.sent,
                        DeliveryState::Waiting if entry.tries > 0 => Some(entry.due),
                        _ => None,
                    };
                    OutboxRow {
                        may_send_again: is_stuck && entry.good_until.is_none_or(|until| now < until),
                        has_text: !entry.message.text.is_empty(),
                        id: entry.message.id,
                        time: local_minute(entry.message.time, request.language),
                        to: entry.message.to,
                        subject: entry.message.subject,
                        state: entry.state,
                        tries: entry.tries,
                        failure: entry.failure,
                        when: when
                            .map(|when| local_minute(when, request.language))
                            .unwrap_or_default(),
                    }
                })
                .collect(),
            may_read: self.settings.test_persons_only,
            is_sending: self.is_sending_mail(),
        })
    }

    /// Lets a stuck message be sent again.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Changed` if it is not stuck any more or its link has lapsed.
    pub async fn send_message_again(&self, request: &RequestContext, id: &Key) -> Result<(), Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::Authority(AuthorityRole::Administrator))?;
        if !self.store.send_again(id, self.clock.now()).await? {
            return Err(Problem::Changed);
        }
        self.audit(request, Some(&user.id), "outbox.sent-again", Some(id.as_str()));
        Ok(())
    }

    /// The text of a message, in the demonstration only: it may hold what only its receiver
    /// may know.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn read_outbox_message(&self, request: &RequestContext, id: &Key) -> Result<String, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::Authority(AuthorityRole::Administrator))?;
        if !self.settings.test_persons_only {
            return Err(Problem::NotFound);
        }
        let message = self
            .store
            .find_outbox_message(id)
            .await?
            .filter(|message| !message.text.is_empty())
            .ok_or(Problem::NotFound)?;
        self.audit(request, Some(&user.id), "outbox.read", Some(id.as_str()));
        Ok(message.text)
    }
}
