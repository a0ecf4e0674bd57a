//! The authority's own people and their roles (domain.md §2): given and ended by an
//! administrator, never to oneself, and never so that no administrator is left.

use std::collections::BTreeSet;

use super::local_time::local_minute;
use super::management::{Happened, Known, Newcomer, reason, state_of};
use super::{RequestContext, Service};
use crate::access::{self, Act, AuthorityAct, AuthorityRole, Duties, ManagementRefusal, Standing};
use crate::error::Problem;
use crate::management::{
    AuthorityPeople, AuthorityPerson, NewPerson, PersonCreated, RegisteredRight, RightEventKind, Target,
};
use crate::permit::Key;
use crate::store::{AlsoChange, UserRow};

/// Whether anybody but `username` is an administrator.
fn has_other_administrator<'a>(mut users: impl Iterator<Item = &'a UserRow>, username: &Key) -> bool {
    users.any(|user| {
        user.id != *username
            && user.ended_at.is_none()
            && user.authority_roles.contains(&AuthorityRole::Administrator)
    })
}

impl Service {
    /// The authority's people whose username is in use.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_authority_people(&self, request: &RequestContext) -> Result<AuthorityPeople, Problem> {
        let actor = self.authority(request, AuthorityAct::SeeAuthorityPeople)?;
        let directory = self.directory.get();
        let mut users: Vec<_> = directory
            .users()
            .filter(|user| user.organisation == actor.user.organisation && user.ended_at.is_none())
            .cloned()
            .collect();
        users.sort_by_key(|user| (user.name.to_lowercase(), user.login.clone()));
        let ids: Vec<Key> = users.iter().map(|user| user.id.clone()).collect();
        let sign_ins = self.store.list_last_sign_ins(&ids).await?;
        let people = users
            .into_iter()
            .map(|user| {
                let subject = Known::new(user);
                let may_change = access::may(
                    actor.standing(),
                    Act::ChangeAuthorityPeople,
                    Some(subject.standing()),
                )
                .is_ok();
                let user = &subject.user;
                let last_sign_in = sign_ins.get(&user.id).copied();
                AuthorityPerson {
                    target: Target {
                        id: user.id.clone(),
                        revision: user.revision,
                    },
                    name: user.name.clone(),
                    username: user.login.clone(),
                    state: state_of(user, last_sign_in, self.today()),
                    roles: user.authority_roles.iter().copied().collect(),
                    last_sign_in: last_sign_in.map(|at| local_minute(at, request.language)),
                    may_change,
                    is_self: user.code == actor.user.code,
                }
            })
            .collect();
        Ok(AuthorityPeople {
            people,
            may_add: AuthorityAct::ChangeAuthorityPeople.is_allowed(actor.standing().duties),
        })
    }

    /// Brings a person into the authority, without a role, and sends the invitation.
    ///
    /// # Errors
    /// As [`Self::create_user`].
    pub async fn create_authority_person(
        &self,
        request: &RequestContext,
        person: NewPerson,
    ) -> Result<PersonCreated, Problem> {
        let actor = self.actor(request, Act::ChangeAuthorityPeople)?;
        let newcomer = Newcomer::parse(person)?;
        let organisation = self.own_authority(&actor)?;
        let subject = Standing {
            code: newcomer.code,
            organisation: &organisation,
            duties: &Duties::default(),
        };
        access::may(actor.standing(), Act::ChangeAuthorityPeople, Some(subject))?;
        self.bring_in(request, &actor.user, &organisation, newcomer, None)
            .await
    }

    /// The organisation of the one who asks, which must be the authority itself.
    fn own_authority(&self, actor: &Known) -> Result<Key, Problem> {
        let directory = self.directory.get();
        directory
            .organisation(&actor.user.organisation)
            .filter(|organisation| organisation.is_authority)
            .map(|organisation| organisation.id.clone())
            .ok_or(Problem::NotFound)
    }

    /// Sets the roles of one of the authority's people; each that comes or goes has its row in
    /// the access-rights register.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed` (also if they are the same), `Reason`.
    pub async fn change_authority_roles(
        &self,
        request: &RequestContext,
        target: Target,
        roles: BTreeSet<AuthorityRole>,
        why: &str,
    ) -> Result<(), Problem> {
        let actor = self.actor(request, Act::ChangeAuthorityPeople)?;
        self.own_authority(&actor)?;
        let why = reason(why)?;
        self.change(
            request,
            (Act::ChangeAuthorityPeople, &target),
            Some(&why),
            AlsoChange::default(),
            |_, user| {
                if user.authority_roles == roles {
                    return Err(Problem::Changed);
                }
                if !roles.contains(&AuthorityRole::Administrator) {
                    self.check_other_administrator(&user.id)?;
                }
                let row =
                    |role: &AuthorityRole, kind| Happened::to(RegisteredRight::AuthorityRole(*role), kind);
                let given = roles
                    .difference(&user.authority_roles)
                    .map(|role| row(role, RightEventKind::Given));
                let ended = user
                    .authority_roles
                    .difference(&roles)
                    .map(|role| row(role, RightEventKind::Ended));
                let happened = ended.chain(given).collect();
                user.authority_roles = roles;
                Ok(happened)
            },
        )
        .await
    }

    /// Ends one of the authority's people: roles, keys, sessions and the username.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Reason`.
    pub async fn end_authority_person(
        &self,
        request: &RequestContext,
        target: Target,
        why: &str,
    ) -> Result<(), Problem> {
        let actor = self.actor(request, Act::ChangeAuthorityPeople)?;
        self.own_authority(&actor)?;
        let why = reason(why)?;
        let now = self.clock.now();
        let also = AlsoChange {
            removes_keys: true,
            ..AlsoChange::default()
        };
        self.change(
            request,
            (Act::ChangeAuthorityPeople, &target),
            Some(&why),
            also,
            |_, user| {
                self.check_other_administrator(&user.id)?;
                let mut happened: Vec<Happened> = std::mem::take(&mut user.authority_roles)
                    .into_iter()
                    .map(|role| Happened::to(RegisteredRight::AuthorityRole(role), RightEventKind::Ended))
                    .collect();
                happened.push(Happened::to(RegisteredRight::Username, RightEventKind::Ended));
                user.enrolment = None;
                user.ended_at = Some(now);
                Ok(happened)
            },
        )
        .await?;
        self.end_sessions_of(&target.id, super::sessions::Farewell::Ended)
            .await
    }

    fn check_other_administrator(&self, username: &Key) -> Result<(), Problem> {
        let directory = self.directory.get();
        if has_other_administrator(directory.users().map(AsRef::as_ref), username) {
            Ok(())
        } else {
            Err(ManagementRefusal::LastAdministrator.into())
        }
    }
}
