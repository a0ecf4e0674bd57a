//! The watch over responsible users (S18): notes since when an organisation is without one, and
//! suspends its permits after 30 days. Queries do not wait for it: what suspends is the dates.

use super::local_time::local_date;
use super::{RequestContext, Service};
use crate::access::{AuthorityAct, ResponsibleWatch, watched};
use crate::error::Problem;
use crate::language::Language;
use crate::management::{OrganisationChange, ResponsibleWarning};
use crate::permit::{CustomerOrg, Key};
use crate::store::OrganisationEvent;

/// What an organisation's history says of a step from one state to the next.
pub(super) fn noted(before: ResponsibleWatch, after: ResponsibleWatch) -> Vec<OrganisationChange> {
    let mut changes = Vec::new();
    if before.without_since.is_none() && after.without_since.is_some() {
        changes.push(OrganisationChange::WithoutResponsible);
    }
    match (before.suspended_from, after.suspended_from) {
        (None, Some(_)) => changes.push(OrganisationChange::Suspended),
        (Some(_), None) => changes.push(OrganisationChange::Resumed),
        (None, None) if before.without_since.is_some() && after.without_since.is_none() => {
            changes.push(OrganisationChange::WithResponsible);
        }
        _ => {}
    }
    changes
}

impl Service {
    /// Notes which organisations have no responsible user, and suspends the permits of those
    /// that have had none for 30 days. Run at start and now and then: a run that finds nothing
    /// new writes nothing.
    ///
    /// # Errors
    /// What the store says.
    pub async fn watch_responsible_users(&self) -> Result<(), Problem> {
        if self.due().is_empty() {
            return Ok(());
        }
        let lock = self.directory_change.lock().await;
        self.watch_locked().await?;
        self.reload_locked(&lock).await
    }

    /// The customers whose state differs from what is kept of it, as they shall be kept.
    fn due(&self) -> Vec<(CustomerOrg, ResponsibleWatch)> {
        let today = self.today();
        let directory = self.directory.get();
        directory
            .organisations()
            .filter(|organisation| !organisation.is_authority && organisation.care.merged_into.is_none())
            .filter_map(|organisation| {
                let before = organisation.care.watch;
                let after = watched(before, directory.has_responsible_user(&organisation.id), today);
                (after != before).then(|| {
                    let mut changed = organisation.clone();
                    changed.care.watch = after;
                    changed.care.revision += 1;
                    (changed, before)
                })
            })
            .collect()
    }

    /// As [`Self::watch_responsible_users`], by one who holds the lock and has read the directory
    /// after the last change.
    pub(super) async fn watch_locked(&self) -> Result<(), Problem> {
        for (organisation, before) in self.due() {
            let events = noted(before, organisation.care.watch)
                .into_iter()
                .map(|change| self.organisation_event(&organisation.id, change, "", None))
                .collect::<Result<Vec<OrganisationEvent>, Problem>>()?;
            // If somebody wrote it meanwhile, the next run sees what is to be noted then.
            self.store.change_organisation(&organisation, &events).await?;
            for event in events {
                tracing::info!(organisation = organisation.id.as_str(), change = ?event.change, "responsible users");
            }
        }
        Ok(())
    }

    /// As [`Self::watch_locked`] after an act that stands already: what could not be noted now is
    /// noted by the next run, so the act does not fail for it.
    pub(super) async fn note_responsible_users(&self, lock: &tokio::sync::MutexGuard<'_, ()>) {
        let noted = match self.watch_locked().await {
            Ok(()) => self.reload_locked(lock).await,
            Err(problem) => Err(problem),
        };
        if let Err(problem) = noted {
            tracing::error!(%problem, "the watch over responsible users failed");
        }
    }

    /// A row of an organisation's history.
    pub(super) fn organisation_event(
        &self,
        organisation: &Key,
        change: OrganisationChange,
        reason: &str,
        by: Option<&Key>,
    ) -> Result<OrganisationEvent, Problem> {
        Ok(OrganisationEvent {
            id: self.new_key()?,
            time: self.clock.now(),
            organisation: organisation.clone(),
            change,
            reason: reason.to_owned(),
            by: by.cloned(),
        })
    }

    /// What those are told who can do something about an organisation without a responsible user.
    pub(super) fn responsible_warning(
        &self,
        organisation: &Key,
        language: Language,
    ) -> Option<ResponsibleWarning> {
        let directory = self.directory.get();
        if directory.has_responsible_user(organisation) {
            return None;
        }
        let today = self.today();
        let watch = watched(directory.organisation(organisation)?.care.watch, false, today);
        Some(ResponsibleWarning {
            since: local_date(watch.without_since?, language),
            suspends_on: local_date(watch.suspends_on()?, language),
            is_suspended: watch.is_suspended(today),
        })
    }

    /// Refuses those of the authority to whom an act is not open.
    pub(super) fn authority(
        &self,
        request: &RequestContext,
        act: AuthorityAct,
    ) -> Result<super::management::Known, Problem> {
        let (_, user) = self.signed_in(request)?;
        let actor = super::management::Known::new(user);
        if act.is_allowed(actor.standing().duties) {
            return Ok(actor);
        }
        self.audit(
            request,
            Some(&actor.user.id),
            "authority.refused",
            Some(&format!("{act:?}")),
        );
        Err(Problem::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn each_step_is_noted_once() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23);
        let fine = ResponsibleWatch::default();
        let without = ResponsibleWatch {
            without_since: day,
            suspended_from: None,
        };
        let suspended = ResponsibleWatch {
            suspended_from: day,
            ..without
        };
        assert_eq!(noted(fine, without), [OrganisationChange::WithoutResponsible]);
        assert_eq!(noted(without, suspended), [OrganisationChange::Suspended]);
        assert_eq!(noted(suspended, fine), [OrganisationChange::Resumed]);
        assert_eq!(noted(without, fine), [OrganisationChange::WithResponsible]);
        assert_eq!(noted(suspended, suspended), []);
    }
}
