//! What can be done in User Services, and how an act waits for a key.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::error::Problem;
use luotain::session::UserServices;

use crate::api::{ApiError, end_other_sessions, end_session, find_user_services, remove_key, rename_key};
use crate::browser::focus::focus_selector;
use crate::locales::texts;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Links a new key; the form does it.
    Link,
    /// Renames the key with this id.
    Rename(String, String),
    /// Removes the key with this id.
    Remove(String),
    /// Ends the session with this id.
    End(String),
    /// Ends all sessions but this one.
    EndOthers,
}

/// The state of the page.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// What is shown; none before it is fetched.
    pub services: RwSignal<Option<UserServices>>,
    /// What went wrong last.
    pub error: RwSignal<Option<ApiError>>,
    /// What was done last.
    pub done: RwSignal<Option<&'static str>>,
    /// Whether an act is under way.
    pub busy: RwSignal<bool>,
    /// The act that waits for a key.
    pub waiting: RwSignal<Option<Act>>,
    /// Counted up when linking may begin after a key was used.
    pub link_confirmed: RwSignal<u32>,
    /// Whether a key was just linked and may be tried.
    pub trying: RwSignal<bool>,
}

impl Acts {
    pub(super) fn new() -> Self {
        Self {
            services: RwSignal::new(None),
            error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            waiting: RwSignal::new(None),
            link_confirmed: RwSignal::new(0),
            trying: RwSignal::new(false),
        }
    }

    /// Fetches the keys and sessions.
    pub(super) fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        match find_user_services().await {
            Ok(services) => self.services.set(Some(services)),
            Err(problem) => self.error.set(Some(problem)),
        }
    }

    /// Tells what was done and fetches anew. What had the focus is drawn anew, too, so the
    /// focus goes to the words that tell it.
    async fn finish(self, done: &'static str) {
        self.done.set(Some(done));
        self.fetch().await;
        focus_selector(".done");
    }

    /// Does an act; if a key is needed first, it waits until [`Self::go_on`].
    pub(super) fn run(self, act: Act) {
        if self.busy.get_untracked() {
            return;
        }
        self.error.set(None);
        self.done.set(None);
        if act == Act::Link {
            self.link_confirmed.update(|count| *count += 1);
            return;
        }
        self.busy.set(true);
        let user = texts().user;
        spawn_local(async move {
            let (answer, done) = match act.clone() {
                Act::Link => (Ok(()), user.done_linked),
                Act::Rename(id, name) => (rename_key(id, name).await, user.done_renamed),
                Act::Remove(id) => (remove_key(id).await, user.done_removed),
                Act::End(id) => (end_session(id).await, user.done_ended),
                Act::EndOthers => (end_other_sessions().await, user.done_others),
            };
            self.busy.set(false);
            match answer {
                Ok(()) => self.finish(done).await,
                Err(problem) if *problem.problem() == Problem::ReauthenticationNeeded => {
                    self.waiting.set(Some(act));
                }
                Err(problem) => self.error.set(Some(problem)),
            }
        });
    }

    /// Does the act that waited, now that a key was used.
    pub(super) fn go_on(self) {
        if let Some(act) = self.waiting.get_untracked() {
            self.waiting.set(None);
            self.run(act);
        }
    }

    /// Tells that a key was linked, and lets it be tried, which takes the focus.
    pub(super) fn linked(self) {
        self.done.set(Some(texts().user.done_linked));
        self.trying.set(true);
        self.load();
    }

    /// The key has been tried, or not.
    pub(super) fn tried(self) {
        self.trying.set(false);
        self.done.set(None);
        self.load();
        focus_selector("#keys");
    }
}
