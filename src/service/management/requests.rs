//! Rights that wait for the authority's approval: asking for them and taking them back.

use std::sync::Arc;

use super::super::changes::Told;
use super::super::directory::Directory;
use super::super::local_time::local_minute;
use super::super::{RequestContext, Service};
use super::people::role_name;
use super::{Happened, validity};
use crate::access::{Act, Asked, Reason, RequestKind, RequestObstacle, RightProblem, approved_right};
use crate::error::Problem;
use crate::language::Language;
use crate::log::ChangeAct;
use crate::management::{DecisionView, RequestRow, RequestState, RequestTarget, Target};
use crate::permit::{Key, UserRight};
use crate::store::{AlsoChange, RequestDecision, RightRequest, UserRow, Waiting};

impl Service {
    /// Whether a right under this permit needs the authority's approval.
    pub(super) fn asks_approval(&self, permit: &Key) -> bool {
        self.directory
            .get()
            .permit(permit)
            .is_some_and(|permit| permit.asks_approval)
    }

    /// A request for a right, to be written with the username as of its next revision. Refused
    /// if one for the same right waits already.
    pub(super) async fn new_request(
        &self,
        user: &UserRow,
        kind: RequestKind,
        right: UserRight,
        why: &Reason,
        by: &Key,
    ) -> Result<RightRequest, Problem> {
        let waits = self
            .store
            .list_right_requests_of_user(&user.id)
            .await?
            .into_iter()
            .any(|other| {
                other.state == RequestState::Waiting
                    && other.right.permit == right.permit
                    && other.right.role == right.role
            });
        if waits {
            return Err(RightProblem::RequestWaits.into());
        }
        Ok(RightRequest {
            id: self.new_key()?,
            time: self.clock.now(),
            username: user.id.clone(),
            organisation: user.organisation.clone(),
            kind,
            right,
            reason: why.as_str().to_owned(),
            by: by.clone(),
            state: RequestState::Waiting,
            decision: None,
            revision: 0,
        })
    }

    /// Asks for a right. `right` is made under the lock, of the username as it is then.
    pub(super) async fn request_right(
        &self,
        request: &RequestContext,
        target: &Target,
        kind: RequestKind,
        why: &Reason,
        right: impl FnOnce(&UserRow) -> Result<UserRight, Problem> + Send,
    ) -> Result<(), Problem> {
        let lock = self.begin_change().await?;
        let (actor, subject) = self.act_on(request, Act::ChangeRights, &target.id)?;
        if subject.user.revision != target.revision || subject.user.ended_at.is_some() {
            return Err(Problem::Changed);
        }
        let right = right(&subject.user)?;
        let asked = self
            .new_request(&subject.user, kind, right, why, &actor.user.id)
            .await?;
        let notices = self.waiting_notices(&asked, &subject.user, &actor.user)?;
        let also = AlsoChange {
            requests: std::slice::from_ref(&asked),
            notices: &notices,
            ..AlsoChange::default()
        };
        self.change_locked(request, (Act::ChangeRights, target), Some(why), also, |_, _| {
            Ok(Vec::new())
        })
        .await?;
        self.reload_locked(&lock).await
    }

    /// Takes a request back that the authority has not decided.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`.
    pub async fn withdraw_request(
        &self,
        request: &RequestContext,
        target: RequestTarget,
    ) -> Result<(), Problem> {
        self.actor(request, Act::ChangeRights)?;
        let lock = self.begin_change().await?;
        let asked = self
            .store
            .find_right_request(&target.id)
            .await?
            .ok_or(Problem::NotFound)?;
        let (actor, _) = self.act_on(request, Act::ChangeRights, &asked.username)?;
        if asked.state != RequestState::Waiting || asked.revision != target.revision {
            return Err(Problem::Changed);
        }
        let withdrawn = self.withdrawn(asked, &actor.user.id);
        let told = Told::of_user(ChangeAct::RightRequestWithdrawn, &withdrawn.username);
        let entry = self.entry(request, Some(&actor.user.id), told)?;
        if !self
            .store
            .decide_right_request(&withdrawn, None, &[], &[entry])
            .await?
        {
            return Err(Problem::Changed);
        }
        drop(lock);
        self.changes.wake();
        Ok(())
    }

    /// The requests for a username that wait, as taken back by `by`.
    pub(super) async fn closed_requests(
        &self,
        username: &Key,
        by: &Key,
    ) -> Result<Vec<RightRequest>, Problem> {
        let requests = self.store.list_right_requests_of_user(username).await?;
        Ok(requests
            .into_iter()
            .filter(|asked| asked.state == RequestState::Waiting)
            .map(|asked| self.withdrawn(asked, by))
            .collect())
    }

    /// Changes a right that needs no approval. A request for it that waits, from the time when the
    /// permit wanted approval, is taken back with it: what was asked then must not be decided over
    /// what is given now.
    pub(super) async fn change_right(
        &self,
        request: &RequestContext,
        target: &Target,
        (permit, role): (&Key, &Key),
        why: &Reason,
        edit: impl FnOnce(&mut UserRow) -> Result<Happened, Problem> + Send,
    ) -> Result<(), Problem> {
        let lock = self.begin_change().await?;
        if self.asks_approval(permit) {
            // Since a moment ago.
            return Err(Problem::Changed);
        }
        let (actor, subject) = self.act_on(request, Act::ChangeRights, &target.id)?;
        let (overtaken, entries) = self
            .overtaken(request, &actor.user.id, &subject.user.id, |asked| {
                asked.permit == *permit && asked.role == *role
            })
            .await?;
        let also = AlsoChange {
            closed_requests: &overtaken,
            entries: &entries,
            ..AlsoChange::default()
        };
        self.change_locked(
            request,
            (Act::ChangeRights, target),
            Some(why),
            also,
            |_, user| Ok(vec![edit(user)?]),
        )
        .await?;
        self.reload_locked(&lock).await
    }

    /// The requests for a username that wait for one of these rights, as taken back by `by`, and
    /// what the change log says of that.
    pub(super) async fn overtaken(
        &self,
        request: &RequestContext,
        by: &Key,
        username: &Key,
        is_given: impl Fn(&UserRight) -> bool + Send,
    ) -> Result<(Vec<RightRequest>, Vec<Waiting>), Problem> {
        let mut overtaken = self.closed_requests(username, by).await?;
        overtaken.retain(|asked| is_given(&asked.right));
        let entries = overtaken
            .iter()
            .map(|_| {
                let told = Told::of_user(ChangeAct::RightRequestWithdrawn, username);
                self.entry(request, Some(by), told)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok((overtaken, entries))
    }

    fn withdrawn(&self, asked: RightRequest, by: &Key) -> RightRequest {
        RightRequest {
            state: RequestState::Withdrawn,
            decision: Some(RequestDecision {
                time: self.clock.now(),
                by: by.clone(),
                reason: String::new(),
            }),
            revision: asked.revision + 1,
            ..asked
        }
    }

    /// What an approval now would give, or why it cannot be.
    pub(in super::super) fn outcome_of(
        &self,
        directory: &Directory,
        asked: &RightRequest,
        user: &UserRow,
    ) -> Result<UserRight, RequestObstacle> {
        let person = Asked {
            organisation: &user.organisation,
            rights: &user.rights,
            is_ended: user.ended_at.is_some(),
        };
        approved_right(
            directory.permit(&asked.right.permit),
            person,
            asked.kind,
            &asked.right,
            self.today(),
        )
    }

    /// A request in words, for somebody of the organisation `viewer`.
    pub(in super::super) fn request_row(
        &self,
        directory: &Directory,
        asked: RightRequest,
        viewer: &Key,
        language: Language,
        may_act: bool,
    ) -> RequestRow {
        let user: Option<Arc<UserRow>> = directory.user(&asked.username);
        let is_waiting = asked.state == RequestState::Waiting;
        let obstacle = user
            .as_ref()
            .filter(|_| is_waiting)
            .and_then(|user| self.outcome_of(directory, &asked, user).err());
        RequestRow {
            time: local_minute(asked.time, language),
            organisation: directory
                .organisation(&asked.organisation)
                .map(|organisation| organisation.name.get(language).to_owned())
                .unwrap_or_default(),
            person: user.as_ref().map(|user| user.name.clone()).unwrap_or_default(),
            username: user.map(|user| user.login.clone()).unwrap_or_default(),
            right: role_name(directory, &asked.right.permit, &asked.right.role, language),
            kind: asked.kind,
            validity: validity(asked.right.valid_from, asked.right.valid_until, language),
            reason: asked.reason,
            by: who(directory, &asked.by, &asked.organisation, viewer, language),
            state: asked.state,
            decision: asked.decision.map(|decision| DecisionView {
                time: local_minute(decision.time, language),
                by: who(directory, &decision.by, &asked.organisation, viewer, language),
                reason: decision.reason,
            }),
            obstacle,
            may_act: may_act && is_waiting,
            target: RequestTarget {
                id: asked.id,
                revision: asked.revision,
            },
        }
    }
}

/// Who did something that concerns `organisation`, as somebody of `viewer` is told. To a customer
/// the authority is one: who there did it is its own affair.
pub(in super::super) fn who(
    directory: &Directory,
    by: &Key,
    organisation: &Key,
    viewer: &Key,
    language: Language,
) -> String {
    let Some(by) = directory.user(by) else {
        return by.as_str().to_owned();
    };
    if by.organisation == *organisation || by.organisation == *viewer {
        return by.name.clone();
    }
    directory
        .organisation(&by.organisation)
        .map(|organisation| organisation.name.get(language).to_owned())
        .unwrap_or_default()
}
