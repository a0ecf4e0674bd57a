//! Ending sessions, each with what the change log says of it.

use std::sync::Arc;

use super::changes::Told;
use super::sessions::Session;
use super::{RequestContext, Service};
use crate::error::Problem;
use crate::log::ChangeAct;
use crate::permit::Key;
use crate::session::Stage;
use crate::store::Waiting;

impl Service {
    /// Removes sessions from the store, with the entries that tell of it.
    pub(super) async fn end_rows(
        &self,
        sessions: &[Arc<Session>],
        entries: &[Waiting],
    ) -> Result<(), Problem> {
        for session in sessions {
            self.forget_kept(session);
        }
        let digests: Vec<String> = sessions
            .iter()
            .map(|session| session.row().digest.clone())
            .collect();
        let (store, entries) = (Arc::clone(&self.store), entries.to_vec());
        // On its own, so that a request that is cut off does not leave the rows behind.
        let deleted = tokio::spawn(async move { store.delete_sessions(&digests, &entries).await });
        deleted.await.map_err(|error| super::internal(&error))??;
        self.changes.wake();
        Ok(())
    }

    /// Ends sessions of a user at the user's own wish.
    pub(super) async fn end_own(
        &self,
        request: &RequestContext,
        username: &Key,
        sessions: &[Arc<Session>],
        act: ChangeAct,
    ) -> Result<(), Problem> {
        let entry = self.entry(request, Some(username), Told::of_user(act, username))?;
        for session in sessions {
            self.sessions.take(session.digest());
        }
        self.end_rows(sessions, &[entry]).await
    }

    /// Removes sessions that ran out. Those of people who were signed in are told of.
    pub(super) async fn sweep_sessions(&self, ended: &[Arc<Session>]) -> Result<(), Problem> {
        let request = RequestContext::of_service();
        let entries = ended
            .iter()
            .filter(|session| session.stage() == Stage::SignedIn)
            .map(|session| {
                let told = Told::of_user(ChangeAct::SessionExpired, session.username());
                self.entry(&request, None, told)
            })
            .collect::<Result<Vec<_>, Problem>>()?;
        for session in ended {
            self.sessions.take(session.digest());
        }
        self.end_rows(ended, &entries).await
    }
}
