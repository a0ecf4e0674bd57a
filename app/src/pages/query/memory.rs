//! What the service remembers for the session: purpose and reference, role by role.
//!
//! It lives in the page's memory alone, never in storage or an address (D9), and goes with the
//! page: signing in and out load it anew. A personal identity code is never kept here.

use std::cell::RefCell;
use std::collections::HashMap;

use super::frame::Place;

/// What was last used in one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    /// The purpose's key.
    pub purpose: String,
    /// The reference.
    pub reference: String,
}

thread_local! {
    // On the server nothing calls these functions, so no user's words stay in a thread there.
    static MEMORY: RefCell<HashMap<Place, Remembered>> = RefCell::default();
}

/// Remembers what was used. To be called in the browser only.
pub(super) fn remember(place: &Place, used: Remembered) {
    MEMORY.with_borrow_mut(|memory| memory.insert(place.clone(), used));
}

/// What was last used in a role. To be called in the browser only.
pub(super) fn recall(place: &Place) -> Option<Remembered> {
    MEMORY.with_borrow(|memory| memory.get(place).cloned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use luotain::environment::Environment;
    use luotain::permit::Key;

    use super::*;

    fn place(environment: Environment, role: &str) -> Place {
        Place {
            environment,
            permit: Key::parse("permit").unwrap(),
            role: Key::parse(role).unwrap(),
        }
    }

    #[test]
    fn each_role_and_environment_remembers_its_own() {
        let used = Remembered {
            purpose: "care".to_owned(),
            reference: "HEL 2026-1".to_owned(),
        };
        remember(&place(Environment::Production, "a"), used.clone());
        assert_eq!(recall(&place(Environment::Production, "a")), Some(used));
        assert_eq!(recall(&place(Environment::Production, "b")), None);
        assert_eq!(recall(&place(Environment::Training, "a")), None);
    }
}
