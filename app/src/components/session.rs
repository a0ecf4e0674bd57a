//! The session that the page was loaded with, and the environment that it is in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use luotain::environment::Environment;
use luotain::session::{SessionView, Stage};
use serde::{Deserialize, Serialize};

use crate::browser::page;
use crate::local_path::is_path_after_sign_in;

/// The session as the server found it when it began to render the page; given as context by
/// the server, and written into the page, since it holds nothing of the register (D9).
/// Signing in and out load the page anew, so it is constant while the page is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSession(pub Option<SessionView>);

/// The page's session, as components see it.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    view: StoredValue<Option<SessionView>>,
    environment: Memo<Environment>,
}

impl Session {
    /// The session, if there is one and it is signed in.
    #[must_use]
    pub fn signed_in(self) -> Option<SessionView> {
        self.view.get_value().filter(|view| view.stage == Stage::SignedIn)
    }

    /// How far the session has come; none without a session.
    #[must_use]
    pub fn stage(self) -> Option<Stage> {
        self.view.with_value(|view| view.as_ref().map(|view| view.stage))
    }
}

/// Reads the session and gives it to the components below. To be called once, in the router.
pub fn provide_session() -> Session {
    let PageSession(view) =
        SharedValue::new(|| use_context::<PageSession>().unwrap_or_default()).into_inner();
    let path = use_location().pathname;
    let environment = Memo::new(move |previous: Option<&Environment>| {
        let path = path.get();
        match environment_of(&path) {
            Some(environment) => environment,
            None if path == "/" => Environment::Production,
            // Pages that belong to no environment keep the one that the user came from.
            None => previous.copied().unwrap_or(Environment::Production),
        }
    });
    let session = Session {
        view: StoredValue::new(view),
        environment,
    };
    provide_context(session);
    session
}

/// The session of the page.
#[must_use]
pub fn use_session() -> Session {
    use_context::<Session>().unwrap_or_else(provide_session)
}

/// The environment that the page is in.
#[must_use]
pub fn current_environment() -> Memo<Environment> {
    use_session().environment
}

/// The environment that the first part of a path names.
#[must_use]
pub fn environment_of(path: &str) -> Option<Environment> {
    path.strip_prefix('/')
        .and_then(|path| path.split('/').next())
        .and_then(Environment::from_code)
}

/// The path of an environment's front page.
#[must_use]
pub const fn home_path(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "/production",
        Environment::Training => "/training",
    }
}

/// The path of the sign-in page that leads back to the page now open. `ended`: because the
/// session ended under the user's hands.
#[must_use]
pub fn sign_in_path(ended: bool) -> String {
    let path = page::path();
    let next = if is_path_after_sign_in(&path) {
        path.as_str()
    } else {
        "/"
    };
    let ended = if ended { "&ended=1" } else { "" };
    format!(
        "/sign-in?next={}{ended}",
        leptos_router::location::Url::escape(next)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_the_first_part_of_the_path() {
        assert_eq!(environment_of("/training/query/a/b"), Some(Environment::Training));
        assert_eq!(environment_of("/production"), Some(Environment::Production));
        assert_eq!(environment_of("/user"), None);
        assert_eq!(environment_of("/trainings"), None);
    }
}
