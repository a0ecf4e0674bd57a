//! The authority's switches: a kind of key off for everybody at once, and on again.

use std::collections::BTreeSet;

use super::super::management::reason;
use super::super::{RequestContext, Service};
use super::{ADMINISTRATOR, count};
use crate::access::{AcceptedKeys, KeyKind, KeyPolicyProblem, Reason};
use crate::error::Problem;
use crate::management::{KeyImpact, RuleOutcome};
use crate::permit::Key;
use crate::store::{KindOff, UserRow};

impl Service {
    /// How many open sessions began with a key that may be of this kind.
    pub(super) fn sessions_of_kind(&self, kind: KeyKind) -> u32 {
        let now = self.clock.now();
        let open = self.sessions.opened_with(kind);
        count(open.iter().filter(|session| session.remaining(now).0 > 0).count())
    }

    /// Switches a kind of key off for everybody: no sign-in and no linking with it from now on,
    /// and the sessions that it opened end. Nothing is done until it was told whom it hits and
    /// confirmed. The one who does it must be able to sign in afterwards: somebody must be able
    /// to switch it on again.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `KeyPolicy`, `Reason`, `Changed` if it is off already.
    pub async fn switch_key_kind_off(
        &self,
        request: &RequestContext,
        kind: KeyKind,
        why: &str,
        confirmed: Option<KeyImpact>,
    ) -> Result<RuleOutcome, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, ADMINISTRATOR)?;
        let why = reason(why)?;
        let lock = self.directory_change.lock().await;
        let off = self.kinds_off();
        if off.contains(&kind) {
            return Err(Problem::Changed);
        }
        let off: BTreeSet<_> = off.into_iter().chain([kind]).collect();
        if off.len() == KeyKind::ALL.len() {
            return Err(KeyPolicyProblem::NoKind.into());
        }
        let keys = self.keys_in_use().await?;
        let rules = |organisation: &Key| AcceptedKeys {
            switched_off: off.clone(),
            ..self.accepted_keys(organisation)
        };
        let own_rules = rules(&user.organisation);
        let own = keys.get(&user.id).into_iter().flatten();
        if !own.into_iter().any(|key| own_rules.check(&key.marks()).is_ok()) {
            return Err(KeyPolicyProblem::OwnKeys.into());
        }
        let impact = KeyImpact {
            sessions: self.sessions_of_kind(kind),
            ..self.impact(&keys, &user, |organisation| Some(rules(organisation)))
        };
        if !confirmed.is_some_and(|told| told.covers(impact)) {
            return Ok(RuleOutcome::Confirm(impact));
        }
        self.store
            .create_kind_off(&KindOff {
                kind,
                time: self.clock.now(),
                by: user.id.clone(),
                reason: why.as_str().to_owned(),
            })
            .await?;
        self.reload_locked(&lock).await?;
        drop(lock);
        self.audit_switch(request, &user, "key-kind.switched-off", kind, &why);
        for session in self.sessions.opened_with(kind) {
            self.end(&session).await?;
        }
        Ok(RuleOutcome::Done)
    }

    /// Switches a kind of key on again. Sessions that ended stay ended.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Reason`, `Changed` if it is on already.
    pub async fn switch_key_kind_on(
        &self,
        request: &RequestContext,
        kind: KeyKind,
        why: &str,
    ) -> Result<(), Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, ADMINISTRATOR)?;
        let why = reason(why)?;
        let lock = self.directory_change.lock().await;
        if !self.kinds_off().contains(&kind) {
            return Err(Problem::Changed);
        }
        self.store.delete_kind_off(kind).await?;
        self.reload_locked(&lock).await?;
        self.audit_switch(request, &user, "key-kind.switched-on", kind, &why);
        Ok(())
    }

    fn kinds_off(&self) -> BTreeSet<KeyKind> {
        self.directory.get().kinds_off().map(|off| off.kind).collect()
    }

    fn audit_switch(
        &self,
        request: &RequestContext,
        by: &UserRow,
        event: &'static str,
        kind: KeyKind,
        why: &Reason,
    ) {
        let told = format!("{}: {}", kind.code(), why.as_str());
        self.audit(request, Some(&by.id), event, Some(&told));
    }
}
