//! The coarse sieve in front of the server functions: who may call them at all. What a caller
//! may then do is decided by the finer rules of [`crate::access`], which do not rely on it.

use super::{RequestContext, Service};
use crate::access::Callers;
use crate::error::Problem;
use crate::log::ChangeAct;
use crate::session::Stage;

impl Service {
    /// Refuses whoever is not among the `callers` of a server function. Does not prolong the
    /// session.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for those who are signed in and not among them, so that the
    /// refusal does not tell what there is.
    pub fn check_caller(&self, request: &RequestContext, callers: Callers) -> Result<(), Problem> {
        if callers == Callers::Anybody {
            return Ok(());
        }
        let session = self.session_untouched(request)?;
        if callers == Callers::Session {
            return Ok(());
        }
        if session.stage() != Stage::SignedIn {
            return Err(Problem::SignedOut);
        }
        let user = self
            .directory
            .get()
            .user(session.username())
            .ok_or(Problem::SignedOut)?;
        if callers.admits(&user.duties()) {
            Ok(())
        } else {
            self.audit(request, Some(&user.id), ChangeAct::FunctionRefused, None);
            Err(Problem::NotFound)
        }
    }
}
