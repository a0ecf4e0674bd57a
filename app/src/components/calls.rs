//! What the frame of every signed-in page asks the server. A page needs none of it to come alive,
//! and reading answers takes much code, so it lies in a chunk of its own, which the page loads
//! right after.

use std::pin::Pin;

use leptos::prelude::*;
use luotain::session::SessionWatch;

use crate::api::{ApiError, extend_session, find_remaining, sign_out, watch_session};
use crate::locales::problem_text;

type Answer<T, E = ApiError> = Pin<Box<dyn Future<Output = Result<T, E>>>>;

/// The questions.
#[derive(Clone, Copy, Debug)]
pub struct SessionCalls {
    /// [`watch_session`].
    pub watch: fn() -> Answer<SessionWatch>,
    /// [`find_remaining`].
    pub remaining: fn() -> Answer<Option<(u32, u32)>>,
    /// [`extend_session`].
    pub extend: fn() -> Answer<(u32, u32)>,
    /// [`sign_out`], with what went wrong in words: the words of all problems are in the chunk, too.
    pub sign_out: fn() -> Answer<(), String>,
}

/// The questions, once their chunk is here. If it cannot be loaded the page stops, and says so.
#[lazy]
pub fn session_calls() -> SessionCalls {
    SessionCalls {
        watch: || Box::pin(watch_session()),
        remaining: || Box::pin(find_remaining()),
        extend: || Box::pin(extend_session()),
        sign_out: || Box::pin(async { sign_out().await.map_err(|error| problem_text(error.problem())) }),
    }
}

/// Loads the chunk. To be called when a page comes alive: later there may be no network, and the
/// end of a session must be told without.
pub fn load_session_calls() {
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(async {
        session_calls().await;
    });
}
