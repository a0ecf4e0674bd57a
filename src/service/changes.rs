//! Telling the change log what was done.
//!
//! An act that changes the store takes its entry along in the same transaction ([`Service::entry`]),
//! so neither stands without the other. What changes nothing in the store is told by
//! [`Service::record`] before the answer, and a refusal by [`Service::audit`] beside it.

mod diff;
mod reading;
mod words;

use std::sync::Arc;

use super::{RequestContext, Service, internal};
use crate::error::Problem;
use crate::log::{Change, ChangeAct, Detail, Subject};
use crate::permit::Key;
use crate::store::{UserRow, Waiting};

pub(super) use diff::{changed_fields, changed_organisation};
pub(super) use words::{management_code, refusal_code};

/// What an entry tells beside who, when and from where.
#[derive(Debug)]
pub(super) struct Told<'a> {
    /// What was done.
    pub act: ChangeAct,
    /// To what.
    pub subject: Subject,
    /// The organisation that it concerns; none = that of the subject, or else of the actor.
    pub organisation: Option<&'a Key>,
    /// What was before and is after.
    pub details: Vec<Detail>,
    /// Why.
    pub reason: Option<&'a str>,
}

impl Told<'_> {
    /// An act upon a username.
    pub fn of_user(act: ChangeAct, username: &Key) -> Self {
        Self {
            subject: Subject::Username(username.as_str().to_owned()),
            ..Self::of(act)
        }
    }

    /// An act upon nothing in particular.
    pub fn of(act: ChangeAct) -> Self {
        Self {
            act,
            subject: Subject::None,
            organisation: None,
            details: Vec::new(),
            reason: None,
        }
    }
}

impl Service {
    /// An entry, to go into the transaction of its act. Wake the writer afterwards.
    pub(super) fn entry(
        &self,
        request: &RequestContext,
        actor: Option<&Key>,
        told: Told<'_>,
    ) -> Result<Waiting, Problem> {
        let mut id = [0; 16];
        self.entropy.fill(&mut id).map_err(|error| internal(&error))?;
        let directory = self.directory.get();
        let organisation_of = |username: &Key| directory.user(username).map(|user| user.organisation.clone());
        let actor_organisation = actor.and_then(organisation_of);
        let organisation = told.organisation.cloned().or_else(|| match &told.subject {
            Subject::Username(username) => Key::parse(username).ok().as_ref().and_then(organisation_of),
            Subject::Organisation(organisation) => Key::parse(organisation).ok(),
            Subject::Permit(permit) => {
                let permit = Key::parse(permit).ok()?;
                directory
                    .permit(&permit)
                    .map(|permit| permit.organisation.clone())
            }
            _ => actor_organisation.clone(),
        });
        let text = |key: Option<Key>| key.map(|key| key.as_str().to_owned());
        let change = Change {
            id,
            time_micros: self.clock.now().timestamp_micros(),
            act: told.act,
            actor: actor.map(|actor| actor.as_str().to_owned()),
            actor_organisation: text(actor_organisation),
            subject: told.subject,
            organisation: text(organisation),
            details: told.details,
            reason: told.reason.map(str::to_owned),
            source_address: request.source.clone(),
            request_id: request.id.clone(),
        };
        self.changes.waiting(&change).map_err(|error| internal(&error))
    }

    /// Tells, durably and before the answer, what changes nothing in the store itself.
    pub(super) async fn record(
        &self,
        request: &RequestContext,
        actor: Option<&Key>,
        told: Told<'_>,
    ) -> Result<(), Problem> {
        let entry = self.entry(request, actor, told)?;
        self.store.create_changes(&[entry]).await?;
        self.changes.wake();
        Ok(())
    }

    /// Tells of a refusal or failure without holding up the answer; nothing was changed by it.
    /// `why` is a word of ours, never what a user wrote.
    pub(super) fn audit(
        &self,
        request: &RequestContext,
        username: Option<&Key>,
        act: ChangeAct,
        why: Option<&str>,
    ) {
        let told = Told {
            details: why.map(|why| Detail::after("refused", why)).into_iter().collect(),
            ..username.map_or_else(|| Told::of(act), |username| Told::of_user(act, username))
        };
        self.audit_told(request, username, told);
    }

    /// As [`Self::audit`], about somebody else than the one who asked.
    pub(super) fn audit_told(&self, request: &RequestContext, actor: Option<&Key>, told: Told<'_>) {
        let act = told.act;
        let Ok(entry) = self.entry(request, actor, told) else {
            return;
        };
        let (store, changes) = (Arc::clone(&self.store), self.changes.clone());
        tokio::spawn(async move {
            match store.create_changes(&[entry]).await {
                Ok(()) => changes.wake(),
                Err(error) => tracing::error!(%error, event = act.code(), "entry of the change log lost"),
            }
        });
    }

    /// The entry of a change of a username: what differs is found out here.
    pub(super) fn user_entry(
        &self,
        request: &RequestContext,
        actor: &Key,
        act: ChangeAct,
        (before, after): (Option<&UserRow>, &UserRow),
        reason: Option<&str>,
    ) -> Result<Waiting, Problem> {
        let told = Told {
            organisation: Some(&after.organisation),
            details: changed_fields(before, after),
            reason,
            ..Told::of_user(act, &after.id)
        };
        self.entry(request, Some(actor), told)
    }

    /// Returns once every entry that waits has its place in the change log's tree, or could not
    /// get it.
    pub async fn settle_changes(&self) {
        self.changes.settle().await;
    }

    /// The key of the change log, for whoever checks it elsewhere.
    #[must_use]
    pub fn change_log_key(&self) -> String {
        self.changes.verifier().to_text()
    }
}
