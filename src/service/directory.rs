//! Organisations, permits and usernames in memory: every request needs them, they are few,
//! and they change seldom. A change is written to the store first, then read again whole.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::NaiveDate;

use super::Service;
use crate::error::Problem;
use crate::permit::{CustomerOrg, DataPermit, Key};
use crate::store::{KeyPolicyRow, KindOff, Store, StoreError, UserRow};

/// A snapshot of the directory.
#[derive(Debug, Default)]
pub struct Directory {
    organisations: HashMap<Key, CustomerOrg>,
    permits: HashMap<Key, DataPermit>,
    users: HashMap<Key, Arc<UserRow>>,
    logins: HashMap<String, Key>,
    key_policies: HashMap<Key, KeyPolicyRow>,
    kinds_off: Vec<KindOff>,
    /// The organisations that have a responsible user (S18).
    with_responsible: HashSet<Key>,
}

impl Directory {
    /// Reads the directory. Of each permit the newest version counts.
    ///
    /// # Errors
    /// What the store says.
    pub async fn load(store: &Store) -> Result<Self, StoreError> {
        let organisations = store.list_organisations().await?;
        let permits = store.list_permits().await?;
        let users: Vec<Arc<UserRow>> = store.list_users().await?.into_iter().map(Arc::new).collect();
        Ok(Self {
            organisations: organisations
                .into_iter()
                .map(|row| (row.id.clone(), row))
                .collect(),
            permits: permits.into_iter().map(|row| (row.id.clone(), row)).collect(),
            logins: users
                .iter()
                .map(|row| (row.login.clone(), row.id.clone()))
                .collect(),
            with_responsible: users
                .iter()
                .filter(|row| row.is_responsible_user && row.ended_at.is_none())
                .map(|row| row.organisation.clone())
                .collect(),
            users: users.into_iter().map(|row| (row.id.clone(), row)).collect(),
            key_policies: store
                .list_key_policies()
                .await?
                .into_iter()
                .map(|row| (row.organisation.clone(), row))
                .collect(),
            kinds_off: store.list_kinds_off().await?,
        })
    }

    pub(super) fn key_policy(&self, organisation: &Key) -> Option<&KeyPolicyRow> {
        self.key_policies.get(organisation)
    }

    pub(super) fn key_policies(&self) -> impl Iterator<Item = &KeyPolicyRow> {
        self.key_policies.values()
    }

    pub(super) fn kinds_off(&self) -> impl Iterator<Item = &KindOff> {
        self.kinds_off.iter()
    }

    pub(super) fn organisation(&self, id: &Key) -> Option<&CustomerOrg> {
        self.organisations.get(id)
    }

    pub(super) fn has_responsible_user(&self, organisation: &Key) -> bool {
        self.with_responsible.contains(organisation)
    }

    /// Whether the permits of an organisation are suspended for want of a responsible user
    /// (S18). An appointment lifts it at once.
    pub(super) fn is_suspended(&self, organisation: &Key, day: NaiveDate) -> bool {
        !self.has_responsible_user(organisation)
            && self
                .organisation(organisation)
                .is_some_and(|organisation| organisation.care.watch.is_suspended(day))
    }

    /// An organisation with those that were merged into it, whose past is now its own.
    pub(super) fn with_merged(&self, organisation: &Key) -> Vec<Key> {
        let mut found = vec![organisation.clone()];
        let mut at = 0;
        while let Some(into) = found.get(at).cloned() {
            let merged = self
                .organisations
                .values()
                .filter(|other| other.care.merged_into.as_ref() == Some(&into))
                .map(|other| other.id.clone())
                .filter(|other| !found.contains(other))
                .collect::<Vec<_>>();
            found.extend(merged);
            at += 1;
        }
        found
    }

    pub(super) fn permit(&self, id: &Key) -> Option<&DataPermit> {
        self.permits.get(id)
    }

    pub(super) fn permits(&self) -> impl Iterator<Item = &DataPermit> {
        self.permits.values()
    }

    pub(super) fn organisations(&self) -> impl Iterator<Item = &CustomerOrg> {
        self.organisations.values()
    }

    pub(super) fn users(&self) -> impl Iterator<Item = &Arc<UserRow>> {
        self.users.values()
    }

    pub(super) fn user(&self, id: &Key) -> Option<Arc<UserRow>> {
        self.users.get(id).cloned()
    }

    pub(super) fn user_by_login(&self, login: &str) -> Option<Arc<UserRow>> {
        self.user(self.logins.get(login)?)
    }
}

/// The newest snapshot.
#[derive(Debug)]
pub(super) struct DirectoryCell(ArcSwap<Directory>);

impl DirectoryCell {
    pub(super) fn new(directory: Directory) -> Self {
        Self(ArcSwap::from_pointee(directory))
    }

    pub(super) fn get(&self) -> Arc<Directory> {
        self.0.load_full()
    }
}

impl Service {
    /// Reads the directory again after a change.
    ///
    /// # Errors
    /// [`Problem::Internal`] if the store failed; the old snapshot stays then.
    pub async fn reload_directory(&self) -> Result<(), Problem> {
        let change = self.directory_change.lock().await;
        self.reload_locked(&change).await
    }

    /// As [`Self::reload_directory`], by one who holds the lock: two at once must not put an
    /// older snapshot in the place of a newer one.
    pub(super) async fn reload_locked(
        &self,
        _change: &tokio::sync::MutexGuard<'_, ()>,
    ) -> Result<(), Problem> {
        let directory = Directory::load(&self.store).await?;
        self.directory.0.store(Arc::new(directory));
        Ok(())
    }
}
