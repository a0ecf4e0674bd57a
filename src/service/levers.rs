//! The authority's levers for an emergency: end sessions, close an organisation, stop all changes,
//! close queries (D15).
//!
//! A lever is kept in the store together with its entry in the change log, then the directory in
//! memory is read again: the next request sees it. The door ([`Service::check_effect`]) and the use
//! cases both look. No lever binds the levers themselves, nor what leads an administrator to them.

use std::sync::Arc;

use tokio::sync::MutexGuard;

use super::changes::Told;
use super::local_time::local_minute;
use super::management::reason;
use super::sessions::{Farewell, Session};
use super::{RequestContext, Service};
use crate::access::{AuthorityRole, Callers, Effect};
use crate::emergency::{EmergencyView, Lever, LeverView, OrganisationSessions, parse_notice};
use crate::environment::Environment;
use crate::error::Problem;
use crate::language::Text;
use crate::log::{ChangeAct, Detail, Subject};
use crate::permit::Key;
use crate::session::Stage;
use crate::store::{PulledLever, UserRow};

impl Service {
    /// Refuses what a lever stops. Does not prolong the session.
    ///
    /// # Errors
    /// `ReadOnly`, `ClosedByOrder`.
    pub fn check_effect(&self, request: &RequestContext, effect: Effect) -> Result<(), Problem> {
        let directory = self.directory.get();
        if effect == Effect::Queries
            && let Some(pulled) = directory.lever(&Lever::Queries)
        {
            return Err(Problem::ClosedByOrder(pulled.notice.clone()));
        }
        let is_administrator = || {
            let session = self.session_untouched(request).ok();
            let user = session.and_then(|session| directory.user(session.username()));
            user.is_some_and(|user| is_administrator(&user))
        };
        match directory.lever(&Lever::ReadOnly) {
            Some(pulled) if !effect.goes_on_read_only(is_administrator()) => {
                Err(Problem::ReadOnly(pulled.notice.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a change by `user` to the own password or keys while nobody may change anything.
    pub(super) fn check_own_change(&self, user: &UserRow, effect: Effect) -> Result<(), Problem> {
        match self.directory.get().lever(&Lever::ReadOnly) {
            Some(pulled) if !effect.goes_on_read_only(is_administrator(user)) => {
                Err(Problem::ReadOnly(pulled.notice.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Begins a change of the directory, unless nobody may change anything: looked at under the
    /// lock, so that no change slips in behind the lever.
    pub(super) async fn begin_change(&self) -> Result<MutexGuard<'_, ()>, Problem> {
        let change = self.directory_change.lock().await;
        match self.directory.get().lever(&Lever::ReadOnly) {
            Some(pulled) => Err(Problem::ReadOnly(pulled.notice.clone())),
            None => Ok(change),
        }
    }

    /// Lets the logs know whether queries are closed.
    pub(super) fn apply_levers(&self) {
        let directory = self.directory.get();
        let notice = directory
            .lever(&Lever::Queries)
            .map(|pulled| pulled.notice.clone());
        for environment in Environment::ALL {
            self.log(environment).close_by_order(notice.clone());
        }
    }

    /// An administrator of the authority who has used a key in the last minutes.
    fn at_the_levers(&self, request: &RequestContext) -> Result<(Arc<Session>, Arc<UserRow>), Problem> {
        self.signed_in(request)?;
        self.check_caller(request, Callers::Authority(AuthorityRole::Administrator))?;
        self.confirmed(request)
    }

    /// The levers as they stand.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn find_emergency(&self, request: &RequestContext) -> Result<EmergencyView, Problem> {
        let (own, _) = self.signed_in(request)?;
        self.check_caller(request, Callers::Authority(AuthorityRole::Administrator))?;
        let (directory, language) = (self.directory.get(), request.language);
        let open: Vec<_> = self
            .open_sessions(None)
            .into_iter()
            .filter(|session| session.digest() != own.digest())
            .filter_map(|session| directory.user(session.username()))
            .map(|user| user.organisation.clone())
            .collect();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut pulled: Vec<&PulledLever> = directory.levers().iter().collect();
        pulled.sort_by_key(|pulled| std::cmp::Reverse(pulled.since));
        let mut organisations: Vec<_> = directory
            .organisations()
            .map(|organisation| OrganisationSessions {
                id: organisation.id.clone(),
                name: organisation.name.get(language).to_owned(),
                sessions: count(open.iter().filter(|of| **of == organisation.id).count()),
                may_close: !organisation.is_authority,
            })
            .collect();
        organisations.sort_by_key(|organisation| organisation.name.to_lowercase());
        Ok(EmergencyView {
            pulled: pulled
                .into_iter()
                .map(|pulled| LeverView {
                    lever: pulled.lever.clone(),
                    organisation: match &pulled.lever {
                        Lever::Organisation(id) => directory
                            .organisation(id)
                            .map(|organisation| organisation.name.get(language).to_owned())
                            .unwrap_or_default(),
                        _ => String::new(),
                    },
                    since: local_minute(pulled.since, language),
                    by: directory
                        .user(&pulled.by)
                        .map(|user| user.name.clone())
                        .unwrap_or_default(),
                    reason: pulled.reason.clone(),
                    notice: pulled.notice.clone(),
                })
                .collect(),
            organisations,
            sessions: count(open.len()),
        })
    }

    /// Pulls a lever. Closing an organisation ends its sessions, too.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound` (also for an organisation that is the authority),
    /// `ReauthenticationNeeded`, `Reason`, `Notice`, `Changed` if it is pulled already.
    pub async fn pull_lever(
        &self,
        request: &RequestContext,
        lever: Lever,
        notice: &Text,
        why: &str,
    ) -> Result<(), Problem> {
        let (_, user) = self.at_the_levers(request)?;
        let why = reason(why)?;
        let notice = if lever.has_notice() {
            parse_notice(notice)?
        } else {
            Text::default()
        };
        let change = self.directory_change.lock().await;
        let directory = self.directory.get();
        if let Lever::Organisation(id) = &lever
            && directory
                .organisation(id)
                .is_none_or(|organisation| organisation.is_authority)
        {
            return Err(Problem::NotFound);
        }
        if directory.lever(&lever).is_some() {
            return Err(Problem::Changed);
        }
        let pulled = PulledLever {
            since: self.clock.now(),
            by: user.id.clone(),
            reason: why.as_str().to_owned(),
            notice,
            lever,
        };
        let told = Told {
            details: notice_details(&pulled.notice),
            reason: Some(why.as_str()),
            ..told_of(&pulled.lever, true)
        };
        let entry = self.entry(request, Some(&user.id), told)?;
        self.store.update_lever(&pulled, &[entry]).await?;
        self.changes.wake();
        self.reload_locked(&change).await?;
        if let Lever::Organisation(id) = &pulled.lever {
            let sessions = self.open_sessions(Some(id));
            self.end_by_authority(&sessions, &[]).await?;
        }
        Ok(())
    }

    /// Puts a lever back.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `ReauthenticationNeeded`, `Reason`, `Changed` if it is not pulled.
    pub async fn release_lever(
        &self,
        request: &RequestContext,
        lever: Lever,
        why: &str,
    ) -> Result<(), Problem> {
        let (_, user) = self.at_the_levers(request)?;
        let why = reason(why)?;
        let change = self.directory_change.lock().await;
        let told = Told {
            reason: Some(why.as_str()),
            ..told_of(&lever, false)
        };
        let entry = self.entry(request, Some(&user.id), told)?;
        if !self.store.delete_lever(&lever, &[entry]).await? {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        self.reload_locked(&change).await
    }

    /// Ends all sessions, or those of one organisation, but never the one that asks. How many.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `ReauthenticationNeeded`, `Reason`.
    pub async fn cut_sessions(
        &self,
        request: &RequestContext,
        organisation: Option<Key>,
        why: &str,
    ) -> Result<u32, Problem> {
        let (own, user) = self.at_the_levers(request)?;
        let why = reason(why)?;
        let directory = self.directory.get();
        if organisation
            .as_ref()
            .is_some_and(|id| directory.organisation(id).is_none())
        {
            return Err(Problem::NotFound);
        }
        // No session takes a step meanwhile: it would come out of it under a new id.
        let _steps = self.sessions.no_steps().await;
        let mut sessions = self.open_sessions(organisation.as_ref());
        sessions.retain(|session| session.digest() != own.digest());
        let told = Told {
            subject: organisation.as_ref().map_or_else(
                || Subject::Setting("sessions".to_owned()),
                |id| Subject::Organisation(id.as_str().to_owned()),
            ),
            details: vec![Detail::after("sessions", sessions.len().to_string())],
            reason: Some(why.as_str()),
            ..Told::of(ChangeAct::SessionsEnded)
        };
        let entry = self.entry(request, Some(&user.id), told)?;
        self.end_by_authority(&sessions, &[entry]).await?;
        Ok(u32::try_from(sessions.len()).unwrap_or(u32::MAX))
    }

    /// The sessions that have not ended, at whatever step; of one organisation, or all.
    fn open_sessions(&self, organisation: Option<&Key>) -> Vec<Arc<Session>> {
        let (directory, now) = (self.directory.get(), self.clock.now());
        let mut sessions = self.sessions.all();
        sessions.retain(|session| {
            session.remaining(now).0 > 0
                && organisation.is_none_or(|organisation| {
                    directory
                        .user(session.username())
                        .is_some_and(|user| user.organisation == *organisation)
                })
        });
        sessions
    }

    /// Ends sessions at once; their pages are told that the authority did it.
    async fn end_by_authority(
        &self,
        sessions: &[Arc<Session>],
        entries: &[crate::store::Waiting],
    ) -> Result<(), Problem> {
        for session in sessions {
            if session.stage() == Stage::SignedIn {
                self.sessions
                    .bid_farewell(*session.digest(), self.clock.now(), Farewell::ByAuthority);
            }
            self.sessions.take(session.digest());
        }
        self.end_rows(sessions, entries).await
    }
}

fn is_administrator(user: &UserRow) -> bool {
    user.authority_roles.contains(&AuthorityRole::Administrator)
}

/// What the change log is told of a lever.
fn told_of(lever: &Lever, is_pulled: bool) -> Told<'static> {
    let act = match (lever, is_pulled) {
        (Lever::ReadOnly, true) => ChangeAct::ReadOnlyBegun,
        (Lever::ReadOnly, false) => ChangeAct::ReadOnlyEnded,
        (Lever::Queries, true) => ChangeAct::QueriesClosed,
        (Lever::Queries, false) => ChangeAct::QueriesOpened,
        (Lever::Organisation(_), true) => ChangeAct::OrganisationClosed,
        (Lever::Organisation(_), false) => ChangeAct::OrganisationOpened,
    };
    let subject = match lever {
        Lever::Organisation(id) => Subject::Organisation(id.as_str().to_owned()),
        lever => Subject::Setting(lever.code()),
    };
    Told {
        subject,
        ..Told::of(act)
    }
}

fn notice_details(notice: &Text) -> Vec<Detail> {
    [
        ("notice-fi", &notice.fi),
        ("notice-sv", &notice.sv),
        ("notice-en", &notice.en),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(field, text)| Detail::after(field, text.as_str()))
    .collect()
}
