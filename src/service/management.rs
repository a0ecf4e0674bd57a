//! The management service: responsible users and rights granters bring people in, give and end
//! rights, and help with keys (D3, S92). Each use case asks [`access::may`] first.
//!
//! A change is written in one transaction with its row of the access-rights register, then the
//! directory is read again, so the next request after an answer sees it. Changes are held
//! against the revision that the page shows: two people at once overwrite nothing unseen.

mod keys;
mod people;
mod person;
mod register;
mod requests;
mod rights;

use std::sync::Arc;

use chrono::NaiveDate;

use super::changes::{Told, management_code};
use super::local_time::{local_date, local_day};
use super::{RequestContext, Service};
use crate::access::{self, Act, Duties, Reason, Standing};
use crate::error::Problem;
use crate::language::Language;
use crate::log::{ChangeAct, Detail};
use crate::management::{RegisteredRight, RightEventKind, Target};
use crate::permit::{Key, UserRight};
use crate::store::{AlsoChange, RightEvent, UserRow};

pub(super) use people::{role_name, state_of};
pub(super) use person::Newcomer;
pub(super) use requests::who;

/// A username with its duties, as the rules see it.
#[derive(Debug)]
pub(super) struct Known {
    /// The username.
    pub user: Arc<UserRow>,
    duties: Duties,
}

impl Known {
    pub(super) fn new(user: Arc<UserRow>) -> Self {
        let duties = user.duties();
        Self { user, duties }
    }

    pub(super) fn standing(&self) -> Standing<'_> {
        Standing {
            code: self.user.code,
            organisation: &self.user.organisation,
            duties: &self.duties,
        }
    }
}

/// What happened to one right, before it has a reason and a time.
#[derive(Debug)]
pub(super) struct Happened {
    right: RegisteredRight,
    kind: RightEventKind,
    dates: Option<(NaiveDate, NaiveDate)>,
}

impl Happened {
    pub(super) fn to_right(right: &UserRight, kind: RightEventKind) -> Self {
        Self {
            right: RegisteredRight::Role {
                permit: right.permit.clone(),
                role: right.role.clone(),
            },
            kind,
            dates: Some((right.valid_from, right.valid_until)),
        }
    }

    pub(super) fn to(right: RegisteredRight, kind: RightEventKind) -> Self {
        Self {
            right,
            kind,
            dates: None,
        }
    }
}

/// That a right ended at once. One that had not begun has no days of its own.
fn ended_now(held: &UserRight, today: NaiveDate) -> Happened {
    Happened {
        dates: (held.valid_from <= today).then_some((held.valid_from, today)),
        ..Happened::to_right(held, RightEventKind::Ended)
    }
}

/// A reason as it was written.
pub(super) fn reason(text: &str) -> Result<Reason, Problem> {
    Reason::parse(text).map_err(Problem::Reason)
}

/// Both days in words.
pub(super) fn validity(from: NaiveDate, until: NaiveDate, language: Language) -> String {
    format!("{}–{}", local_date(from, language), local_date(until, language))
}

impl Service {
    /// The one who asks, if the act is theirs at all.
    pub(super) fn actor(&self, request: &RequestContext, act: Act) -> Result<Known, Problem> {
        let (_, user) = self.signed_in(request)?;
        let actor = Known::new(user);
        access::may(actor.standing(), act, None).inspect_err(|refusal| {
            self.audit(
                request,
                Some(&actor.user.id),
                ChangeAct::ManagementRefused,
                Some(management_code(*refusal)),
            );
        })?;
        Ok(actor)
    }

    /// The one who asks, and the person concerned, if the act is theirs to do.
    pub(super) fn act_on(
        &self,
        request: &RequestContext,
        act: Act,
        id: &Key,
    ) -> Result<(Known, Known), Problem> {
        let actor = self.actor(request, act)?;
        let subject = self.directory.get().user(id).ok_or(Problem::NotFound)?;
        let subject = Known::new(subject);
        access::may(actor.standing(), act, Some(subject.standing())).inspect_err(|refusal| {
            let told = Told {
                // To the own organisation's record: whose act it was, not whom it would have hit.
                organisation: Some(&actor.user.organisation),
                details: vec![Detail::after("refused", management_code(*refusal))],
                ..Told::of_user(ChangeAct::ManagementRefused, &subject.user.id)
            };
            self.audit_told(request, Some(&actor.user.id), told);
        })?;
        Ok((actor, subject))
    }

    /// Changes a username as of the revision that the page showed, together with its rows in
    /// the access-rights register.
    pub(super) async fn change(
        &self,
        request: &RequestContext,
        (act, target): (Act, &Target),
        reason: Option<&Reason>,
        also: AlsoChange<'_>,
        edit: impl FnOnce(&UserRow, &mut UserRow) -> Result<Vec<Happened>, Problem> + Send,
    ) -> Result<(), Problem> {
        let lock = self.begin_change().await?;
        self.change_locked(request, (act, target), reason, also, edit)
            .await?;
        self.reload_locked(&lock).await?;
        if act == Act::ChangeResponsibleUser {
            // Noted at once, so that the history tells of the day itself.
            self.note_responsible_users(&lock).await;
        }
        Ok(())
    }

    /// As [`Self::change`], by one who holds the lock and reads the directory again afterwards.
    async fn change_locked(
        &self,
        request: &RequestContext,
        (act, target): (Act, &Target),
        reason: Option<&Reason>,
        also: AlsoChange<'_>,
        edit: impl FnOnce(&UserRow, &mut UserRow) -> Result<Vec<Happened>, Problem> + Send,
    ) -> Result<(), Problem> {
        let (actor, subject) = self.act_on(request, act, &target.id)?;
        if subject.user.revision != target.revision || subject.user.ended_at.is_some() {
            return Err(Problem::Changed);
        }
        let mut changed = UserRow::clone(&subject.user);
        let happened = edit(&actor.user, &mut changed)?;
        changed.revision += 1;
        let told = change_act(act, &happened, &also);
        let events = self.events(&changed, happened, reason, Some(&actor.user.id))?;
        let entry = self.user_entry(
            request,
            &actor.user.id,
            told,
            (Some(&subject.user), &changed),
            reason.map(Reason::as_str),
        )?;
        let entries = [also.entries, &[entry]].concat();
        let also = AlsoChange {
            entries: &entries,
            ..also
        };
        if !self.store.change_user(&changed, &events, &also).await? {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        Ok(())
    }

    /// The rows of the register for what happened to a user's rights.
    pub(super) fn events(
        &self,
        user: &UserRow,
        happened: Vec<Happened>,
        reason: Option<&Reason>,
        by: Option<&Key>,
    ) -> Result<Vec<RightEvent>, Problem> {
        let time = self.clock.now();
        happened
            .into_iter()
            .map(|happened| {
                Ok(RightEvent {
                    id: self.new_key()?,
                    time,
                    username: user.id.clone(),
                    organisation: user.organisation.clone(),
                    right: happened.right,
                    kind: happened.kind,
                    valid_from: happened.dates.map(|(from, _)| from),
                    valid_until: happened.dates.map(|(_, until)| until),
                    reason: reason
                        .map(|reason| reason.as_str().to_owned())
                        .unwrap_or_default(),
                    by: by.cloned(),
                    requested_by: None,
                })
            })
            .collect()
    }

    /// Today, local.
    pub(super) fn today(&self) -> NaiveDate {
        local_day(self.clock.now())
    }
}

/// What the change log calls a change of a username.
fn change_act(act: Act, happened: &[Happened], also: &AlsoChange<'_>) -> ChangeAct {
    let all = |kind| !happened.is_empty() && happened.iter().all(|one| one.kind == kind);
    match act {
        Act::AddPerson => ChangeAct::PersonAdded,
        Act::ChangeRights if !also.requests.is_empty() => ChangeAct::RightRequested,
        Act::ChangeRights if all(RightEventKind::Given) => ChangeAct::RightsGiven,
        Act::ChangeRights if all(RightEventKind::Ended) => ChangeAct::RightsEnded,
        Act::ChangeRights => ChangeAct::RightsChanged,
        Act::EndPerson => ChangeAct::PersonEnded,
        Act::IssueEnrolmentCode | Act::HelpUser => ChangeAct::EnrolmentIssued,
        Act::ChangeGranter => ChangeAct::GranterChanged,
        Act::ChangeResponsibleUser => ChangeAct::ResponsibleUserChanged,
        Act::UpdatePerson if also.invitation.is_some() => ChangeAct::PersonInvited,
        Act::LockPerson => ChangeAct::UsernameLocked,
        Act::UnlockPerson => ChangeAct::UsernameUnlocked,
        Act::DecideRequest => ChangeAct::RightRequestApproved,
        Act::ChangeAuthorityPeople => ChangeAct::AuthorityPeopleChanged,
        // To look at something changes nothing.
        Act::UpdatePerson | Act::SeePeople | Act::SeeRegister => ChangeAct::PersonUpdated,
    }
}
