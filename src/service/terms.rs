//! The terms of use: accepted as the last step of the first sign-in, and again when they change
//! (S76, S77, S113). Before that the session is not complete, so nothing else can be reached.

use super::changes::Told;
use super::{RequestContext, Service, Step};
use crate::access::Effect;
use crate::error::Problem;
use crate::log::{ChangeAct, Detail};
use crate::permit::Key;
use crate::session::{AcceptedTerms, Stage, TERMS_VERSION};

impl Service {
    /// Where a session stands after the key: signed in, unless the terms in force are still to
    /// be accepted.
    pub(super) async fn stage_after_key(&self, username: &Key) -> Result<Stage, Problem> {
        let accepted = self.store.find_accepted_terms(username).await?;
        Ok(if accepted.is_some_and(|terms| terms.is_in_force()) {
            Stage::SignedIn
        } else {
            Stage::AcceptTerms
        })
    }

    /// Accepts the terms of this version; the user is signed in.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep` (also if other terms are in force than the page showed).
    pub async fn accept_terms(&self, request: &RequestContext, version: &str) -> Result<Step, Problem> {
        let session = self.session_at(request, Stage::AcceptTerms)?;
        if version != TERMS_VERSION {
            return Err(Problem::WrongStep);
        }
        let username = session.username().clone();
        let user = self.directory.get().user(&username).ok_or(Problem::SignedOut)?;
        self.check_own_change(&user, Effect::SignsIn)?;
        let terms = AcceptedTerms::now(self.clock.now());
        let told = Told {
            details: vec![Detail::after("terms", TERMS_VERSION)],
            ..Told::of_user(ChangeAct::TermsAccepted, &username)
        };
        let entry = self.entry(request, Some(&username), told)?;
        self.store.accept_terms(&username, &terms, &[entry]).await?;
        // The key that opened the session, before the terms were asked for.
        let key = match &session.row().key {
            Some(opened) => self.key_name(&username, |key| key.id == opened.id).await,
            None => None,
        };
        self.note_sign_in(request, &username, key.as_deref()).await?;
        self.step(request, Some(&session), &username, Stage::SignedIn, false, None)
            .await
    }
}
