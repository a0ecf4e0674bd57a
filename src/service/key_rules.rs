//! Which keys are accepted: the organisations' policies, and the authority's switches for whole
//! kinds (domain.md §3). A change takes effect with its commit.

mod switches;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::local_time::local_minute;
use super::management::reason;
use super::{RequestContext, Service};
use crate::access::{AcceptedKeys, AuthorityRole, Callers, KeyKind, KeyPolicy, KeyPolicyProblem};
use crate::error::Problem;
use crate::language::Language;
use crate::management::{
    KeyImpact, KeyPolicyChange, KeyPolicyView, KeyRulesView, KindCount, KindSwitch, RuleOutcome, WhoChanged,
};
use crate::permit::Key;
use crate::session::KeyView;
use crate::store::{KeyPolicyRow, KeyRow, UserRow};

const ADMINISTRATOR: Callers = Callers::Authority(AuthorityRole::Administrator);

/// A key as its owner and those who manage the owner see it.
pub(super) fn key_view(key: KeyRow, accepted: &AcceptedKeys, language: Language) -> KeyView {
    let marks = key.marks();
    KeyView {
        id: key.id.as_str().to_owned(),
        name: key.name,
        linked_at: local_minute(key.linked_at, language),
        last_used: key.last_used.map(|at| local_minute(at, language)),
        kind: marks.kind(),
        accepted: accepted.may_accept(&marks),
        attested: marks.attested,
    }
}

/// Keys by username.
type KeysByUser = HashMap<Key, Vec<KeyRow>>;

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn counts<'a>(keys: impl Iterator<Item = &'a KeyRow>) -> Vec<KindCount> {
    let mut by_kind: BTreeMap<Option<KeyKind>, u32> =
        KeyKind::ALL.into_iter().map(|kind| (Some(kind), 0)).collect();
    for key in keys {
        *by_kind.entry(key.marks().kind()).or_default() += 1;
    }
    by_kind
        .into_iter()
        .map(|(kind, keys)| KindCount { kind, keys })
        .collect()
}

impl Service {
    /// What holds for the keys of an organisation now.
    pub(super) fn accepted_keys(&self, organisation: &Key) -> AcceptedKeys {
        let directory = self.directory.get();
        AcceptedKeys {
            policy: directory
                .key_policy(organisation)
                .map(|row| row.policy.clone())
                .unwrap_or_default(),
            switched_off: directory.kinds_off().map(|off| off.kind).collect(),
            roots: self.roots.list(),
        }
    }

    /// What holds for the keys of a username now.
    pub(super) fn accepted_keys_of(&self, username: &Key) -> Result<AcceptedKeys, Problem> {
        let user = self.directory.get().user(username).ok_or(Problem::SignedOut)?;
        Ok(self.accepted_keys(&user.organisation))
    }

    /// What is asked of the own keys: for whoever is to link one.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn find_accepted_keys(&self, request: &RequestContext) -> Result<AcceptedKeys, Problem> {
        let session = self.session(request)?;
        self.accepted_keys_of(session.username())
    }

    /// The keys of those whose username is in use.
    async fn keys_in_use(&self) -> Result<KeysByUser, Problem> {
        let directory = self.directory.get();
        let mut keys = KeysByUser::new();
        for key in self.store.list_all_keys().await? {
            let user = directory.user(&key.username);
            if user.is_some_and(|user| user.ended_at.is_none()) {
                keys.entry(key.username.clone()).or_default().push(key);
            }
        }
        Ok(keys)
    }

    /// Whom new rules would hit: those who can sign in now and surely could not then.
    fn impact(
        &self,
        keys: &KeysByUser,
        by: &UserRow,
        rules: impl Fn(&Key) -> Option<AcceptedKeys>,
    ) -> KeyImpact {
        let directory = self.directory.get();
        let mut impact = KeyImpact::default();
        for (username, keys) in keys {
            let Some(user) = directory.user(username) else {
                continue;
            };
            let Some(then) = rules(&user.organisation) else {
                continue;
            };
            let now = self.accepted_keys(&user.organisation);
            let any = |test: &dyn Fn(&KeyRow) -> bool| keys.iter().any(test);
            let can_now = any(&|key| now.may_accept(&key.marks()));
            if can_now && !any(&|key| then.check(&key.marks()).is_ok()) {
                impact.users = impact.users.saturating_add(1);
                impact.own |= user.id == by.id;
                if any(&|key| then.may_accept(&key.marks())) {
                    impact.unsure = impact.unsure.saturating_add(1);
                }
            }
        }
        impact
    }

    fn who_changed(
        &self,
        by: &Key,
        time: chrono::DateTime<chrono::Utc>,
        reason: &str,
        language: Language,
    ) -> WhoChanged {
        WhoChanged {
            time: local_minute(time, language),
            by: self
                .directory
                .get()
                .user(by)
                .map(|user| user.name.clone())
                .unwrap_or_default(),
            reason: reason.to_owned(),
        }
    }

    fn policy_view(
        &self,
        organisation: &Key,
        keys: &KeysByUser,
        language: Language,
    ) -> Result<KeyPolicyView, Problem> {
        let directory = self.directory.get();
        let row = directory.key_policy(organisation);
        let theirs = keys.iter().filter(|(username, _)| {
            directory
                .user(username)
                .is_some_and(|user| user.organisation == *organisation)
        });
        Ok(KeyPolicyView {
            organisation: organisation.clone(),
            name: directory
                .organisation(organisation)
                .ok_or(Problem::NotFound)?
                .name
                .get(language)
                .to_owned(),
            accepted: self.accepted_keys(organisation),
            revision: row.map_or(0, |row| row.revision),
            changed: row.map(|row| self.who_changed(&row.by, row.time, &row.reason, language)),
            counts: counts(theirs.flat_map(|(_, keys)| keys)),
        })
    }

    /// The own organisation's policy on keys.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn find_key_policy(&self, request: &RequestContext) -> Result<KeyPolicyView, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::ResponsibleUsers)?;
        let keys = self.keys_in_use().await?;
        self.policy_view(&user.organisation, &keys, request.language)
    }

    /// Sets the own organisation's policy on keys. If somebody would be locked out, nothing is
    /// done until that was told and confirmed.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `KeyPolicy`, `Reason`, `Changed`.
    pub async fn update_key_policy(
        &self,
        request: &RequestContext,
        change: KeyPolicyChange,
    ) -> Result<RuleOutcome, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::ResponsibleUsers)?;
        let organisation = user.organisation.clone();
        self.set_key_policy(request, &user, &organisation, change).await
    }

    /// Sets any organisation's policy on keys, as [`Self::update_key_policy`].
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `KeyPolicy`, `Reason`, `Changed`.
    pub async fn update_key_policy_of(
        &self,
        request: &RequestContext,
        organisation: &Key,
        change: KeyPolicyChange,
    ) -> Result<RuleOutcome, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, ADMINISTRATOR)?;
        if self.directory.get().organisation(organisation).is_none() {
            return Err(Problem::NotFound);
        }
        self.set_key_policy(request, &user, organisation, change).await
    }

    async fn set_key_policy(
        &self,
        request: &RequestContext,
        by: &UserRow,
        organisation: &Key,
        change: KeyPolicyChange,
    ) -> Result<RuleOutcome, Problem> {
        let policy = KeyPolicy::new(change.kinds, change.attested_only)?;
        if policy.attested_only() && self.roots.list().is_empty() {
            return Err(KeyPolicyProblem::NoRoots.into());
        }
        let why = reason(&change.reason)?;
        let lock = self.directory_change.lock().await;
        let keys = self.keys_in_use().await?;
        let impact = self.impact(&keys, by, |other| {
            (other == organisation).then(|| AcceptedKeys {
                policy: policy.clone(),
                ..self.accepted_keys(organisation)
            })
        });
        let is_agreed = change.confirmed.is_some_and(|told| told.covers(impact));
        if !impact.is_none() && !is_agreed {
            return Ok(RuleOutcome::Confirm(impact));
        }
        let told = format!(
            "{} {}{}: {}",
            organisation.as_str(),
            codes(policy.kinds()),
            if policy.attested_only() { " attested" } else { "" },
            why.as_str()
        );
        let row = KeyPolicyRow {
            organisation: organisation.clone(),
            policy,
            time: self.clock.now(),
            by: by.id.clone(),
            reason: why.as_str().to_owned(),
            revision: change.revision.saturating_add(1),
        };
        if !self.store.update_key_policy(&row).await? {
            return Err(Problem::Changed);
        }
        self.reload_locked(&lock).await?;
        self.audit(request, Some(&by.id), "key-policy.changed", Some(&told));
        Ok(RuleOutcome::Done)
    }

    /// The kinds of key with their switches, and the organisations' policies.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_key_rules(&self, request: &RequestContext) -> Result<KeyRulesView, Problem> {
        self.signed_in(request)?;
        self.check_caller(request, ADMINISTRATOR)?;
        let language = request.language;
        let keys = self.keys_in_use().await?;
        let directory = self.directory.get();
        let switches = KeyKind::ALL
            .into_iter()
            .map(|kind| KindSwitch {
                kind,
                off: directory
                    .kinds_off()
                    .find(|off| off.kind == kind)
                    .map(|off| self.who_changed(&off.by, off.time, &off.reason, language)),
                keys: count(
                    keys.values()
                        .flatten()
                        .filter(|key| key.marks().kind() == Some(kind))
                        .count(),
                ),
                sessions: self.sessions_of_kind(kind),
            })
            .collect();
        let mut policies = directory
            .organisations()
            .map(|organisation| self.policy_view(&organisation.id, &keys, language))
            .collect::<Result<Vec<_>, _>>()?;
        policies.sort_by_key(|policy| policy.name.to_lowercase());
        Ok(KeyRulesView { switches, policies })
    }
}

fn codes(kinds: &BTreeSet<KeyKind>) -> String {
    let codes: Vec<_> = kinds.iter().map(|kind| kind.code()).collect();
    codes.join(",")
}
