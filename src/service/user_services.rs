//! User Services: the own keys and sessions (S79–S82, ASVS 7.5.1, 7.5.2).

use std::sync::Arc;

use super::changes::Told;
use super::factor_notice::Factor;
use super::key_rules::key_view;
use super::keys::valid_name;
use super::local_time::local_minute;
use super::sessions::{Session, hex};
use super::{RequestContext, Service};
use crate::access::Effect;
use crate::error::Problem;
use crate::log::{ChangeAct, Detail};
use crate::permit::Key;
use crate::session::{OwnSession, Stage, UserServices};
use crate::store::UserRow;

impl Service {
    /// The own keys and sessions.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn find_user_services(&self, request: &RequestContext) -> Result<UserServices, Problem> {
        let (session, user) = self.signed_in(request)?;
        let keys = self.store.list_keys(&user.id).await?;
        let accepted = self.accepted_keys(&user.organisation);
        let now = self.clock.now();
        Ok(UserServices {
            keys: keys
                .into_iter()
                .map(|key| key_view(key, &accepted, request.language))
                .collect(),
            sessions: self
                .sessions
                .list(&user.id)
                .into_iter()
                .filter(|other| other.stage() == Stage::SignedIn && other.remaining(now).0 > 0)
                .map(|other| OwnSession {
                    id: public_id(&other),
                    began_at: local_minute(other.row().began_at, request.language),
                    last_seen: local_minute(other.last_seen(), request.language),
                    source: other.row().source.clone(),
                    browser: other.row().browser.clone(),
                    is_this: other.digest() == session.digest(),
                })
                .collect(),
            confirmed_seconds: session.confirmed_seconds(now),
        })
    }

    /// Signed in, with a key used in the last minutes.
    pub(super) fn confirmed(
        &self,
        request: &RequestContext,
    ) -> Result<(Arc<Session>, Arc<UserRow>), Problem> {
        let (session, user) = self.signed_in(request)?;
        if session.confirmed_seconds(self.clock.now()) == 0 {
            return Err(Problem::ReauthenticationNeeded);
        }
        Ok((session, user))
    }

    /// Renames an own key.
    ///
    /// # Errors
    /// `SignedOut`, `ReauthenticationNeeded`, `Name`, `NotFound`.
    pub async fn rename_key(&self, request: &RequestContext, id: &str, name: &str) -> Result<(), Problem> {
        let (_, user) = self.confirmed(request)?;
        self.check_own_change(&user, Effect::Changes)?;
        let name = valid_name(name)?;
        let keys = self.store.list_keys(&user.id).await?;
        let mut key = keys
            .into_iter()
            .find(|key| key.id.as_str() == id)
            .ok_or(Problem::NotFound)?;
        let told = Told {
            details: vec![Detail {
                field: "key-name".to_owned(),
                before: Some(std::mem::replace(&mut key.name, name.clone())),
                after: Some(name),
            }],
            ..Told::of_user(ChangeAct::KeyRenamed, &user.id)
        };
        let entry = self.entry(request, Some(&user.id), told)?;
        if !self.store.update_key(&key, &[entry]).await? {
            return Err(Problem::NotFound);
        }
        self.changes.wake();
        Ok(())
    }

    /// Removes an own key, never the last.
    ///
    /// # Errors
    /// `SignedOut`, `ReauthenticationNeeded`, `LastKey`, `NotFound`.
    pub async fn remove_key(&self, request: &RequestContext, id: &str) -> Result<(), Problem> {
        let (_, user) = self.confirmed(request)?;
        self.check_own_change(&user, Effect::Changes)?;
        let id = Key::parse(id).map_err(|_| Problem::NotFound)?;
        let keys = self.store.list_keys(&user.id).await?;
        let key = keys
            .into_iter()
            .find(|key| key.id == id)
            .ok_or(Problem::NotFound)?;
        let told = Told {
            details: vec![Detail {
                field: "key-name".to_owned(),
                before: Some(key.name.clone()),
                after: None,
            }],
            ..Told::of_user(ChangeAct::KeyRemoved, &user.id)
        };
        let entry = self.entry(request, Some(&user.id), told)?;
        let notice = self.factor_notice(&user, Factor::KeyRemoved(&key.name))?;
        let is_removed = self
            .store
            .delete_key_unless_last(&user.id, &id, notice.as_slice(), &[entry])
            .await?;
        if !is_removed {
            return Err(Problem::LastKey);
        }
        self.changes.wake();
        Ok(())
    }

    /// Ends one of the own sessions.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn end_session(&self, request: &RequestContext, id: &str) -> Result<(), Problem> {
        let (_, user) = self.signed_in(request)?;
        let other = self
            .sessions
            .list(&user.id)
            .into_iter()
            .find(|other| public_id(other) == id);
        let other = other.ok_or(Problem::NotFound)?;
        self.end_own(request, &user.id, &[other], ChangeAct::SessionEnded)
            .await
    }

    /// Ends all own sessions but this one.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn end_other_sessions(&self, request: &RequestContext) -> Result<(), Problem> {
        let (session, user) = self.signed_in(request)?;
        let mut others = self.sessions.list(&user.id);
        others.retain(|other| other.digest() != session.digest());
        self.end_own(request, &user.id, &others, ChangeAct::OtherSessionsEnded)
            .await
    }
}

/// A session's id for its owner: part of the digest of the token, which opens nothing.
fn public_id(session: &Session) -> String {
    hex(&session.digest()[..8])
}
