//! Merging one organisation into another.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::management::reason;
use super::super::{RequestContext, Service};
use super::{count, same_name};
use crate::access::{AuthorityAct, Reason, ResponsibleWatch};
use crate::error::Problem;
use crate::identifier::PersonalIdentityCode;
use crate::language::Language;
use crate::management::{
    MergeOutcome, OrganisationChange, OrganisationProblem, OrganisationTarget, PersonInBoth, RequestState,
};
use crate::permit::{CustomerOrg, DataPermit, Key};
use crate::store::{Merge, OrganisationEvent, UserRow};

impl Service {
    /// Merges one organisation into another: its people and permits move, their usernames stay,
    /// their sessions end. `typed` is the name of the one that goes, written to confirm it.
    /// Nothing is done while somebody has a username in both.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Changed`, `Organisation`, `Reason`.
    pub async fn merge_organisations(
        &self,
        request: &RequestContext,
        target: OrganisationTarget,
        into: &Key,
        typed: &str,
        why: &str,
    ) -> Result<MergeOutcome, Problem> {
        let actor = self.authority(request, AuthorityAct::ChangeOrganisations)?;
        let why = reason(why)?;
        let lock = self.directory_change.lock().await;
        let from = self.customer(&target.id)?;
        let stays = self.customer(into)?;
        if from.care.revision != target.revision {
            return Err(Problem::Changed);
        }
        if from.id == stays.id || from.care.merged_into.is_some() || stays.care.merged_into.is_some() {
            return Err(OrganisationProblem::NotMergeable.into());
        }
        let is_confirmed = Language::ALL
            .into_iter()
            .any(|language| same_name(from.name.get(language), typed));
        if !is_confirmed {
            return Err(OrganisationProblem::Confirmation.into());
        }
        let (users, in_both) = self.movable(&from.id, &stays.id);
        if !in_both.is_empty() {
            return Ok(MergeOutcome::InBoth { people: in_both });
        }
        let merge = self.merge_of(from, stays, users).await?;
        let events = self.merge_events(&merge, &why, &actor.user.id)?;
        if !self.store.merge_organisations(&merge, &events).await? {
            return Err(Problem::Changed);
        }
        self.audit(
            request,
            Some(&actor.user.id),
            "organisation.merged",
            Some(&format!(
                "{} into {}",
                merge.from.id.as_str(),
                merge.into.id.as_str()
            )),
        );
        self.reload_locked(&lock).await?;
        self.note_responsible_users(&lock).await;
        for user in &merge.users {
            for session in self.sessions.list(&user.id) {
                self.end(&session).await?;
            }
        }
        Ok(MergeOutcome::Merged {
            users: count(merge.users.len()),
            permits: count(merge.permits.len()),
        })
    }

    /// The usernames of one organisation that may move to another, as they are now, and the people
    /// who have one in use in both. An ended username of somebody who has one in the other stays
    /// where it is: a person has one in an organisation (D4).
    fn movable(&self, from: &Key, into: &Key) -> (Vec<UserRow>, Vec<PersonInBoth>) {
        let directory = self.directory.get();
        let mut there: HashMap<PersonalIdentityCode, Arc<UserRow>> = HashMap::new();
        for user in directory.users().filter(|user| user.organisation == *into) {
            let is_better = there.get(&user.code).is_none_or(|other| other.ended_at.is_some());
            if is_better {
                there.insert(user.code, user.clone());
            }
        }
        let mut users = Vec::new();
        let mut in_both = Vec::new();
        for user in directory.users().filter(|user| user.organisation == *from) {
            match (there.get(&user.code), user.ended_at) {
                (Some(other), None) if other.ended_at.is_none() => in_both.push(PersonInBoth {
                    name: user.name.clone(),
                    username: user.login.clone(),
                    other_username: other.login.clone(),
                }),
                (Some(_), Some(_)) => {}
                _ => users.push(UserRow::clone(user)),
            }
        }
        users.sort_by(|a, b| a.id.cmp(&b.id));
        in_both.sort_by_key(|person| person.name.to_lowercase());
        (users, in_both)
    }

    /// Everything as it stands after the merger.
    async fn merge_of(
        &self,
        mut from: CustomerOrg,
        mut into: CustomerOrg,
        mut users: Vec<UserRow>,
    ) -> Result<Merge, Problem> {
        let directory = self.directory.get();
        let mut requests = Vec::new();
        for user in &mut users {
            user.organisation = into.id.clone();
            user.revision += 1;
            for mut asked in self.store.list_right_requests_of_user(&user.id).await? {
                if asked.state == RequestState::Waiting {
                    asked.organisation = into.id.clone();
                    asked.revision += 1;
                    requests.push(asked);
                }
            }
        }
        let mut permits: Vec<DataPermit> = directory
            .permits()
            .filter(|permit| permit.organisation == from.id)
            .cloned()
            .collect();
        permits.sort_by(|a, b| a.id.cmp(&b.id));
        for permit in &mut permits {
            // The log names permit and version: an earlier entry still finds the earlier holder.
            permit.organisation = into.id.clone();
            permit.version += 1;
        }
        from.care.merged_into = Some(into.id.clone());
        from.care.watch = ResponsibleWatch::default();
        from.care.revision += 1;
        into.care.revision += 1;
        Ok(Merge {
            from,
            into,
            users,
            permits,
            requests,
        })
    }

    fn merge_events(&self, merge: &Merge, why: &Reason, by: &Key) -> Result<Vec<OrganisationEvent>, Problem> {
        let took = OrganisationChange::Took {
            other: merge.from.id.clone(),
            users: count(merge.users.len()),
            permits: count(merge.permits.len()),
        };
        let merged = OrganisationChange::MergedInto {
            other: merge.into.id.clone(),
        };
        Ok(vec![
            self.organisation_event(&merge.into.id, took, why.as_str(), Some(by))?,
            self.organisation_event(&merge.from.id, merged, why.as_str(), Some(by))?,
        ])
    }
}
