//! An open page learns that its username was ended, or its session by the authority, that its roles
//! have changed, or that the service has an alarm, if its user may see that: it asks now and then, and
//! when the window comes to the front. Asking does not prolong the session.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use luotain::permit::Key;
use luotain::session::{SessionView, SessionWatch};

use super::calls::session_calls;
use crate::browser::page;
use crate::locales::texts;

/// The page on the state of the service.
const STATUS: &str = "/authority/status";
/// How often the server is asked.
const EVERY: Duration = Duration::from_secs(20);

/// What the page was loaded with, to be held against what holds now.
#[derive(Clone, Debug)]
struct Held {
    roles: Vec<(Key, Key)>,
    manages: bool,
}

impl Held {
    fn of(session: &SessionView) -> Self {
        Self {
            roles: session
                .permits
                .iter()
                .flat_map(|permit| {
                    permit
                        .roles
                        .iter()
                        .map(|role| (permit.id.clone(), role.id.clone()))
                })
                .collect(),
            manages: session.manages,
        }
    }

    /// Whether these are the same rights, in whatever order.
    fn is_still(&self, roles: &[(Key, Key)], manages: bool) -> bool {
        self.manages == manages
            && self.roles.len() == roles.len()
            && self.roles.iter().all(|role| roles.contains(role))
    }
}

/// Tells kindly when rights have changed under an open page, and leaves the page when the
/// username was ended, so that nothing of it stays in view.
#[component]
pub fn RightsWatch(
    /// The session as the page was loaded with it.
    session: SessionView,
) -> impl IntoView {
    let has_alarm = RwSignal::new(session.has_alarm);
    let held = StoredValue::new(Held::of(&session));
    let has_changed = RwSignal::new(false);
    let path = use_location().pathname;
    let ask = move || {
        spawn_local(async move {
            // Without an answer nothing is known, and nothing is said.
            match (session_calls().await.watch)().await {
                Ok(SessionWatch::UsernameEnded) => page::leave_to("/sign-in?ended=username"),
                Ok(SessionWatch::EndedByAuthority) => page::leave_to("/sign-in?ended=authority"),
                Ok(SessionWatch::UsernameLocked) => page::leave_to("/sign-in?ended=locked"),
                Ok(SessionWatch::SignedIn {
                    roles,
                    manages,
                    has_alarm: is_on,
                }) => {
                    has_alarm.try_set(is_on);
                    let changed = held.try_with_value(|held| !held.is_still(&roles, manages));
                    has_changed.try_set(changed.unwrap_or(false));
                }
                // The end of a session is told by its own watch.
                Ok(SessionWatch::None) | Err(_) => {}
            }
        });
    };
    Effect::new(move |_| {
        if let Ok(interval) = set_interval_with_handle(ask, EVERY) {
            on_cleanup(move || interval.clear());
        }
        let listener = window_event_listener(leptos::ev::focus, move |_| ask());
        on_cleanup(move || listener.remove());
    });
    let shell = texts().shell;
    view! {
        <div class="rights-changed" role="status">
            {move || has_changed.get().then(|| view! {
                <p class="notice notice-warning">
                    {shell.rights_changed} " " <a href="" rel="external">{shell.reload}</a>
                </p>
            })}
            // The page on alarms has them itself.
            {move || (has_alarm.get() && path.get() != STATUS).then(|| view! {
                <p class="notice notice-warning" id="alarm-banner">
                    {texts().status.banner} " " <a href=STATUS>{texts().status.banner_link}</a>
                </p>
            })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(keys: &[&str]) -> Vec<(Key, Key)> {
        let key = |text: &str| Key::parse(text).unwrap_or_else(|_| unreachable!());
        keys.iter().map(|role| (key("permit"), key(role))).collect()
    }

    #[test]
    fn rights_have_changed_when_one_is_gone_or_new_and_not_when_their_order_is_another() {
        let held = Held {
            roles: roles(&["a", "b"]),
            manages: false,
        };
        assert!(held.is_still(&roles(&["b", "a"]), false));
        assert!(!held.is_still(&roles(&["a", "b"]), true));
        for now in [&["a"][..], &["a", "c"], &["a", "b", "c"], &[]] {
            assert!(!held.is_still(&roles(now), false), "{now:?}");
        }
    }
}
