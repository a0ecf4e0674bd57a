//! The list of people of the own organisation, and a person's page.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::super::directory::Directory;
use super::super::key_rules::key_view;
use super::super::local_time::local_minute;
use super::super::{RequestContext, Service};
use super::requests::who;
use super::{Known, validity};
use crate::access::{self, Act, last_day};
use crate::error::Problem;
use crate::language::Language;
use crate::management::{
    Duty, EXPIRING_DAYS, InvitationView, PAGE_ROWS, PeoplePage, PeopleQuery, PeopleRow, PeopleSort,
    PersonState, PersonView, RegisteredRight, RightView, RoleChoice, SignInView, UNUSED_DAYS,
};
use crate::permit::{Key, UserRight};
use crate::session::{OwnSession, Stage};
use crate::store::{RightEvent, UserRow};

/// So many sign-ins are shown.
const SIGN_INS: u32 = 10;
/// So many requests for rights are shown, the newest.
const REQUESTS: usize = 20;

/// How a person stands.
pub(in super::super) fn state_of(
    user: &UserRow,
    last_sign_in: Option<DateTime<Utc>>,
    today: NaiveDate,
) -> PersonState {
    if user.ended_at.is_some() {
        PersonState::Ended
    } else if user.locked.is_some() {
        PersonState::Locked
    } else if last_sign_in.is_none() {
        PersonState::Invited
    } else if user.duties().manages()
        || !user.authority_roles.is_empty()
        || user.rights.iter().any(|right| today <= right.valid_until)
    {
        PersonState::Active
    } else {
        PersonState::WithoutRights
    }
}

/// The duties within the organisation.
pub(super) fn duties_of(user: &UserRow) -> Vec<Duty> {
    let held = [
        (user.is_responsible_user, Duty::ResponsibleUser),
        (user.is_rights_granter, Duty::RightsGranter),
    ];
    held.into_iter()
        .filter_map(|(is_held, duty)| is_held.then_some(duty))
        .collect()
}

/// The name of a role with its permit's number.
pub(in super::super) fn role_name(
    directory: &Directory,
    permit: &Key,
    role: &Key,
    language: Language,
) -> String {
    let Some(permit) = directory.permit(permit) else {
        return role.as_str().to_owned();
    };
    let name = permit
        .role(role)
        .map_or_else(|| role.as_str(), |role| role.name.get(language));
    format!("{name} ({})", permit.number)
}

fn is_expiring(right: &UserRight, today: NaiveDate) -> bool {
    let soon = today
        .checked_add_days(Days::new(EXPIRING_DAYS))
        .unwrap_or(NaiveDate::MAX);
    today <= right.valid_until && right.valid_until <= soon
}

fn right_view(directory: &Directory, right: &UserRight, today: NaiveDate, language: Language) -> RightView {
    RightView {
        permit: right.permit.clone(),
        role: right.role.clone(),
        name: role_name(directory, &right.permit, &right.role, language),
        from: right.valid_from,
        until: right.valid_until,
        validity: validity(right.valid_from, right.valid_until, language),
        in_force: right.is_in_force(today),
        lapsed: right.valid_until < today,
        expiring: is_expiring(right, today),
        reason: String::new(),
        by: String::new(),
    }
}

/// The roles of the organisation's permits that have not ended.
fn role_choices(
    directory: &Directory,
    organisation: &Key,
    today: NaiveDate,
    language: Language,
) -> Vec<RoleChoice> {
    let mut permits: Vec<_> = directory
        .permits()
        .filter(|permit| {
            permit.organisation == *organisation && last_day(permit).is_none_or(|last| today <= last)
        })
        .collect();
    permits.sort_by(|a, b| a.id.cmp(&b.id));
    permits
        .into_iter()
        .flat_map(|permit| {
            permit.roles.iter().map(|role| RoleChoice {
                permit: permit.id.clone(),
                role: role.id.clone(),
                name: role_name(directory, &permit.id, &role.id, language),
                first_day: permit.valid_from,
                last_day: last_day(permit),
                asks_approval: permit.asks_approval,
            })
        })
        .collect()
}

/// Whether a person is among those asked for.
fn matches(
    user: &UserRow,
    query: &PeopleQuery,
    last_sign_in: Option<DateTime<Utc>>,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> bool {
    let search = query.search.trim().to_lowercase();
    let found = search.is_empty()
        || user.name.to_lowercase().contains(&search)
        || user.login.to_lowercase().contains(&search);
    let state = state_of(user, last_sign_in, today);
    found
        && query
            .state
            .map_or(state != PersonState::Ended, |wanted| state == wanted)
        && query.role.as_ref().is_none_or(|(permit, role)| {
            user.rights
                .iter()
                .any(|right| right.permit == *permit && right.role == *role && today <= right.valid_until)
        })
        && (!query.expiring || user.rights.iter().any(|right| is_expiring(right, today)))
        && (!query.unused || last_sign_in.is_none_or(|last| last + TimeDelta::days(UNUSED_DAYS) < now))
}

/// The day on which the first of the rights in force or to come ends.
fn first_end(user: &UserRow, today: NaiveDate) -> Option<NaiveDate> {
    user.rights
        .iter()
        .map(|right| right.valid_until)
        .filter(|until| today <= *until)
        .min()
}

fn sort(
    users: &mut [Arc<UserRow>],
    query: &PeopleQuery,
    sign_ins: &HashMap<Key, DateTime<Utc>>,
    today: NaiveDate,
) {
    users.sort_by(|a, b| {
        let order = match query.sort {
            PeopleSort::Name => std::cmp::Ordering::Equal,
            PeopleSort::LastSignIn => sign_ins.get(&a.id).cmp(&sign_ins.get(&b.id)),
            // Those whose rights never end come last.
            PeopleSort::Expiry => {
                let key = |user: &UserRow| first_end(user, today).unwrap_or(NaiveDate::MAX);
                key(a).cmp(&key(b))
            }
        };
        order.then_with(|| (a.name.to_lowercase(), &a.login).cmp(&(b.name.to_lowercase(), &b.login)))
    });
    if query.descending {
        users.reverse();
    }
}

impl Service {
    /// The people of the own organisation.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for others than responsible users and rights granters.
    pub async fn list_people(
        &self,
        request: &RequestContext,
        query: PeopleQuery,
    ) -> Result<PeoplePage, Problem> {
        let actor = self.actor(request, Act::SeePeople)?;
        let directory = self.directory.get();
        let (now, today) = (self.clock.now(), self.today());
        let own: Vec<Arc<UserRow>> = directory
            .users()
            .filter(|user| user.organisation == actor.user.organisation)
            .cloned()
            .collect();
        let ids: Vec<Key> = own.iter().map(|user| user.id.clone()).collect();
        let sign_ins = self.store.list_last_sign_ins(&ids).await?;
        let mut found: Vec<Arc<UserRow>> = own
            .into_iter()
            .filter(|user| matches(user, &query, sign_ins.get(&user.id).copied(), (now, today)))
            .collect();
        sort(&mut found, &query, &sign_ins, today);
        let total = found.len();
        let pages = total.div_ceil(PAGE_ROWS).max(1);
        let page = usize::try_from(query.page).unwrap_or(0).min(pages - 1);
        let language = request.language;
        let rows = found
            .into_iter()
            .skip(page * PAGE_ROWS)
            .take(PAGE_ROWS)
            .map(|user| {
                let last_sign_in = sign_ins.get(&user.id).copied();
                let subject = Known::new(user);
                let user = &subject.user;
                PeopleRow {
                    id: user.id.clone(),
                    revision: user.revision,
                    name: user.name.clone(),
                    username: user.login.clone(),
                    state: state_of(user, last_sign_in, today),
                    duties: duties_of(user),
                    rights: user
                        .rights
                        .iter()
                        .filter(|right| today <= right.valid_until)
                        .map(|right| right_view(&directory, right, today, language))
                        .collect(),
                    last_sign_in: last_sign_in.map(|at| local_minute(at, language)),
                    may_change: user.ended_at.is_none()
                        && access::may(actor.standing(), Act::ChangeRights, Some(subject.standing())).is_ok(),
                }
            })
            .collect();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(PeoplePage {
            rows,
            total: count(total),
            pages: count(pages),
            page: count(page),
            roles: role_choices(&directory, &actor.user.organisation, today, language),
            warning: self.responsible_warning(&actor.user.organisation, language),
        })
    }

    /// A person of the own organisation.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn find_user(&self, request: &RequestContext, id: &Key) -> Result<PersonView, Problem> {
        let (actor, subject) = self.act_on(request, Act::SeePeople, id)?;
        let directory = self.directory.get();
        let (now, today, language) = (self.clock.now(), self.today(), request.language);
        let user = &subject.user;
        let last_sign_in = self
            .store
            .list_last_sign_ins(std::slice::from_ref(id))
            .await?
            .get(id)
            .copied();
        let events = self.store.list_right_events_of_user(id).await?;
        let requests = self.store.list_right_requests_of_user(id).await?;
        let keys = self.store.list_keys(id).await?;
        let accepted = self.accepted_keys(&user.organisation);
        let temporary_until = self
            .store
            .find_password(id)
            .await?
            .and_then(|(password, _)| password.temporary_until);
        let sign_ins = self.store.list_sign_ins(id, SIGN_INS).await?;
        let is_ended = user.ended_at.is_some();
        let acts = Act::ALL
            .into_iter()
            .filter(|act| !act.is_change() || !is_ended)
            .filter(|act| *act != Act::IssueEnrolmentCode || !keys.is_empty())
            .filter(|act| *act != Act::LockPerson || user.locked.is_none())
            .filter(|act| *act != Act::UnlockPerson || user.locked.is_some())
            .filter(|act| access::may(actor.standing(), *act, Some(subject.standing())).is_ok())
            .collect();
        let sees_register = access::may(actor.standing(), Act::SeeRegister, Some(subject.standing())).is_ok();
        let may_withdraw = access::may(actor.standing(), Act::ChangeRights, Some(subject.standing())).is_ok();
        let requests = requests
            .into_iter()
            .take(REQUESTS)
            .map(|asked| {
                self.request_row(
                    &directory,
                    asked,
                    &actor.user.organisation,
                    language,
                    may_withdraw,
                )
            })
            .collect();
        let history = if sees_register {
            events
                .iter()
                .map(|event| self.register_row(&directory, event, &actor.user.organisation, language))
                .collect()
        } else {
            Vec::new()
        };
        Ok(PersonView {
            id: user.id.clone(),
            revision: user.revision,
            name: user.name.clone(),
            username: user.login.clone(),
            email: user.email.clone(),
            language: user.language,
            state: state_of(user, last_sign_in, today),
            duties: duties_of(user),
            rights: user
                .rights
                .iter()
                .map(|right| {
                    let (reason, by) =
                        last_reason(&directory, &events, right, &actor.user.organisation, language);
                    RightView {
                        reason,
                        by,
                        ..right_view(&directory, right, today, language)
                    }
                })
                .collect(),
            keys: keys
                .into_iter()
                .map(|key| key_view(key, &accepted, language))
                .collect(),
            sign_ins: sign_ins
                .into_iter()
                .map(|(time, done)| SignInView {
                    time: local_minute(time, language),
                    done,
                })
                .collect(),
            sessions: self
                .sessions
                .list(id)
                .into_iter()
                .filter(|session| session.stage() == Stage::SignedIn && session.remaining(now).0 > 0)
                .map(|session| OwnSession {
                    // Not theirs to end one by one.
                    id: String::new(),
                    began_at: local_minute(session.row().began_at, language),
                    last_seen: local_minute(session.last_seen(), language),
                    source: session.row().source.clone(),
                    browser: session.row().browser.clone(),
                    is_this: false,
                })
                .collect(),
            invitation: temporary_until
                .filter(|_| user.is_open())
                .map(|until| InvitationView {
                    until: local_minute(until, language),
                    lapsed: until <= now,
                }),
            lock: self.lock_view(user, language).filter(|_| !is_ended),
            history,
            requests,
            roles: role_choices(&directory, &user.organisation, today, language),
            acts,
            is_self: user.code == actor.user.code,
            today,
        })
    }
}

/// Why a right was given or last changed, and by whom.
fn last_reason(
    directory: &Directory,
    events: &[RightEvent],
    right: &UserRight,
    viewer: &Key,
    language: Language,
) -> (String, String) {
    let of = RegisteredRight::Role {
        permit: right.permit.clone(),
        role: right.role.clone(),
    };
    events
        .iter()
        .find(|event| event.right == of)
        .map_or_else(Default::default, |event| {
            let by = event.requested_by.as_ref().or(event.by.as_ref());
            let by = by.map(|by| who(directory, by, &event.organisation, viewer, language));
            (event.reason.clone(), by.unwrap_or_default())
        })
}
