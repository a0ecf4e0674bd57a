//! Giving, changing, renewing and ending rights to query roles, and the duty of a rights
//! granter. Within the permit they take effect at once (D3).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::{RequestContext, Service};
use super::{Happened, reason};
use crate::access::{Act, Reason, RequestKind, RightProblem, changed_right, ended_right, new_right};
use crate::error::Problem;
use crate::management::{
    Duty, RegisteredRight, Renewal, RenewalProblem, Renewed, RightDates, RightEventKind, RightOutcome, Target,
};
use crate::permit::{Key, UserRight};
use crate::store::{AlsoChange, RightRequest, UserRow};

/// So many rights are renewed at once, at most.
const MOST_RENEWALS: usize = 200;

/// The place of a held right that has not lapsed.
fn place_of(user: &UserRow, permit: &Key, role: &Key, today: NaiveDate) -> Option<usize> {
    user.rights
        .iter()
        .position(|right| right.permit == *permit && right.role == *role && today <= right.valid_until)
}

impl Service {
    /// Gives a right to a query role, or asks the authority for it if the permit wants that.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Reason`, `Right`.
    pub async fn give_right(
        &self,
        request: &RequestContext,
        target: Target,
        dates: RightDates,
        why: &str,
    ) -> Result<RightOutcome, Problem> {
        let why = reason(why)?;
        let (directory, today) = (self.directory.get(), self.today());
        let new = |user: &UserRow| {
            if place_of(user, &dates.permit, &dates.role, today).is_some() {
                return Err(RightProblem::HeldAlready.into());
            }
            let right = new_right(
                directory.permit(&dates.permit),
                &user.organisation,
                &dates.role,
                (dates.from, dates.until),
                today,
            )?;
            Ok::<_, Problem>(right)
        };
        if self.asks_approval(&dates.permit) {
            self.request_right(request, &target, RequestKind::Give, &why, new)
                .await?;
            return Ok(RightOutcome::Requested);
        }
        let of = (&dates.permit, &dates.role);
        self.change_right(request, &target, of, &why, |user| {
            let right = new(user)?;
            // What the person once held and has lapsed stays in the register alone.
            user.rights
                .retain(|held| held.permit != right.permit || held.role != right.role);
            let happened = Happened::to_right(&right, RightEventKind::Given);
            user.rights.push(right);
            Ok(happened)
        })
        .await?;
        Ok(RightOutcome::Done)
    }

    /// Changes the dates of a right, or asks the authority for it if the permit wants that.
    ///
    /// # Errors
    /// As [`Self::give_right`].
    pub async fn update_right(
        &self,
        request: &RequestContext,
        target: Target,
        dates: RightDates,
        why: &str,
    ) -> Result<RightOutcome, Problem> {
        let why = reason(why)?;
        let today = self.today();
        let dated = (dates.from, dates.until);
        if self.asks_approval(&dates.permit) {
            let changed = |user: &UserRow| self.redated(user, &dates.permit, &dates.role, today, |_| dated);
            self.request_right(request, &target, RequestKind::Change, &why, changed)
                .await?;
            return Ok(RightOutcome::Requested);
        }
        let of = (&dates.permit, &dates.role);
        self.change_right(request, &target, of, &why, |user| {
            self.redate(user, &dates.permit, &dates.role, today, |_| dated)
        })
        .await?;
        Ok(RightOutcome::Done)
    }

    /// A held right with new dates.
    fn redated(
        &self,
        user: &UserRow,
        permit: &Key,
        role: &Key,
        today: NaiveDate,
        dates: impl FnOnce(&UserRight) -> (NaiveDate, NaiveDate),
    ) -> Result<UserRight, Problem> {
        let place = place_of(user, permit, role, today).ok_or(RightProblem::NotHeld)?;
        let held = user.rights.get(place).ok_or(RightProblem::NotHeld)?;
        let directory = self.directory.get();
        Ok(changed_right(
            directory.permit(permit),
            &user.organisation,
            held,
            dates(held),
            today,
        )?)
    }

    /// Sets new dates on a held right.
    fn redate(
        &self,
        user: &mut UserRow,
        permit: &Key,
        role: &Key,
        today: NaiveDate,
        dates: impl FnOnce(&UserRight) -> (NaiveDate, NaiveDate),
    ) -> Result<Happened, Problem> {
        let right = self.redated(user, permit, role, today, dates)?;
        let place = place_of(user, permit, role, today).ok_or(RightProblem::NotHeld)?;
        let held = user.rights.get_mut(place).ok_or(RightProblem::NotHeld)?;
        *held = right;
        Ok(Happened::to_right(held, RightEventKind::Changed))
    }

    /// Ends a right at once, or with `last` as its last day.
    ///
    /// # Errors
    /// As [`Self::give_right`].
    pub async fn end_right(
        &self,
        request: &RequestContext,
        target: Target,
        (permit, role): (Key, Key),
        last: Option<NaiveDate>,
        why: &str,
    ) -> Result<(), Problem> {
        let why = reason(why)?;
        let today = self.today();
        self.change(
            request,
            (Act::ChangeRights, &target),
            Some(&why),
            AlsoChange::default(),
            |_, user| {
                let place = place_of(user, &permit, &role, today).ok_or(RightProblem::NotHeld)?;
                let held = user.rights.remove(place);
                let happened = match ended_right(&held, last, today)? {
                    None => super::ended_now(&held, today),
                    Some(shorter) => {
                        let happened = Happened::to_right(&shorter, RightEventKind::Ended);
                        user.rights.insert(place, shorter);
                        happened
                    }
                };
                Ok(vec![happened])
            },
        )
        .await
    }

    /// Renews many rights at once: each gets the new last day, or is told of with the reason.
    /// What belongs to one person is renewed whole or not at all.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Reason`, `TooLarge`.
    pub async fn renew_rights(
        &self,
        request: &RequestContext,
        renewals: Vec<Renewal>,
        until: NaiveDate,
        why: &str,
    ) -> Result<Renewed, Problem> {
        self.actor(request, Act::ChangeRights)?;
        let why = reason(why)?;
        if renewals.len() > MOST_RENEWALS {
            return Err(Problem::TooLarge);
        }
        let mut by_person: BTreeMap<Key, (Target, Vec<(Key, Key)>)> = BTreeMap::new();
        for renewal in renewals {
            by_person
                .entry(renewal.target.id.clone())
                .or_insert_with(|| (renewal.target, Vec::new()))
                .1
                .push((renewal.permit, renewal.role));
        }
        let mut renewed = Renewed {
            done: 0,
            requested: 0,
            refused: Vec::new(),
        };
        let lock = self.begin_change().await?;
        // One message for all that is asked for at once.
        let mut is_told = false;
        for (target, roles) in by_person.into_values() {
            let outcome = self
                .renew_locked(request, &target, &roles, (until, &why), !is_told)
                .await;
            let problem = match outcome {
                Ok(requested) => {
                    is_told |= requested > 0;
                    let all = u32::try_from(roles.len()).unwrap_or(u32::MAX);
                    renewed.requested += requested;
                    renewed.done += all - requested;
                    continue;
                }
                Err(Problem::Right(problem)) => RenewalProblem::Right(problem),
                Err(Problem::Changed) => RenewalProblem::Changed,
                Err(Problem::Management(_) | Problem::NotFound) => RenewalProblem::NotAllowed,
                Err(problem) => {
                    // What was renewed before it stands, and must be seen.
                    self.reload_locked(&lock).await?;
                    return Err(problem);
                }
            };
            // Named only if the one who asks may know the person at all.
            let name = self
                .act_on(request, Act::SeePeople, &target.id)
                .map(|(_, subject)| subject.user.name.clone())
                .unwrap_or_default();
            renewed.refused.push((name, problem));
        }
        self.reload_locked(&lock).await?;
        Ok(renewed)
    }

    /// Renews rights of one person; of those whose permit wants approval, asks for it. How many
    /// were asked for; those who approve are told if `tells`.
    async fn renew_locked(
        &self,
        request: &RequestContext,
        target: &Target,
        roles: &[(Key, Key)],
        (until, why): (NaiveDate, &Reason),
        tells: bool,
    ) -> Result<u32, Problem> {
        let today = self.today();
        let (actor, subject) = self.act_on(request, Act::ChangeRights, &target.id)?;
        if subject.user.revision != target.revision || subject.user.ended_at.is_some() {
            return Err(Problem::Changed);
        }
        let (asked, direct): (Vec<_>, Vec<_>) =
            roles.iter().partition(|(permit, _)| self.asks_approval(permit));
        let mut requests: Vec<RightRequest> = Vec::with_capacity(asked.len());
        for (permit, role) in asked {
            // Named twice: the second would wait for the first.
            if requests
                .iter()
                .any(|other| other.right.permit == *permit && other.right.role == *role)
            {
                return Err(RightProblem::RequestWaits.into());
            }
            let right = self.redated(&subject.user, permit, role, today, |held| {
                (held.valid_from, until)
            })?;
            requests.push(
                self.new_request(&subject.user, RequestKind::Change, right, why, &actor.user.id)
                    .await?,
            );
        }
        let (overtaken, entries) = self
            .overtaken(request, &actor.user.id, &subject.user.id, |asked| {
                direct
                    .iter()
                    .any(|(permit, role)| asked.permit == *permit && asked.role == *role)
            })
            .await?;
        let notices = match requests.first().filter(|_| tells) {
            Some(first) => self.waiting_notices(first, &subject.user, &actor.user)?,
            None => Vec::new(),
        };
        let also = AlsoChange {
            requests: &requests,
            closed_requests: &overtaken,
            entries: &entries,
            notices: &notices,
            ..AlsoChange::default()
        };
        self.change_locked(
            request,
            (Act::ChangeRights, target),
            Some(why),
            also,
            |_, user| {
                direct
                    .into_iter()
                    .map(|(permit, role)| {
                        self.redate(user, permit, role, today, |held| (held.valid_from, until))
                    })
                    .collect()
            },
        )
        .await?;
        Ok(u32::try_from(requests.len()).unwrap_or(u32::MAX))
    }

    /// Gives or ends the duty of a rights granter.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed`, `Reason`.
    pub async fn change_granter(
        &self,
        request: &RequestContext,
        target: Target,
        grants: bool,
        why: &str,
    ) -> Result<(), Problem> {
        let why = reason(why)?;
        self.change(
            request,
            (Act::ChangeGranter, &target),
            Some(&why),
            AlsoChange::default(),
            |_, user| {
                if user.is_rights_granter == grants {
                    return Err(Problem::Changed);
                }
                user.is_rights_granter = grants;
                let kind = if grants {
                    RightEventKind::Given
                } else {
                    RightEventKind::Ended
                };
                Ok(vec![Happened::to(
                    RegisteredRight::Duty(Duty::RightsGranter),
                    kind,
                )])
            },
        )
        .await
    }
}
