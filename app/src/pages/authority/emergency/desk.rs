//! The state of the page, and what is sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::emergency::{EmergencyView, Lever};
use luotain::error::Problem;
use luotain::language::{Language, Text};
use luotain::permit::Key;

use crate::api::{ApiError, cut_sessions, pull_lever, release_lever, view_emergency};
use crate::browser::focus::focus_selector;
use crate::components::keep_answer;
use crate::locales::{fill, problem_text, texts};
use crate::pages::management::fields::{Field, Part, place};

/// Which dialog is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Pulls a lever.
    Pull(Lever),
    /// Puts one back.
    Release(Lever),
    /// Ends all sessions, or those of an organisation.
    Sessions(Option<Key>),
}

/// The state of the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub found: RwSignal<Option<EmergencyView>>,
    pub error: RwSignal<Option<ApiError>>,
    pub form_error: RwSignal<Option<ApiError>>,
    pub done: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
    pub open: RwSignal<Option<Open>>,
    /// Whether the act waits for a key.
    pub confirming: RwSignal<bool>,
    pub closing: Field,
    pub sessions_of: Field,
    pub reason: Field,
    pub notice_fi: Field,
    pub notice_sv: Field,
    pub notice_en: Field,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            form_error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            open: RwSignal::new(None),
            confirming: RwSignal::new(false),
            closing: Field::new("closing"),
            sessions_of: Field::new("sessions-of"),
            reason: Field::new("lever-reason"),
            notice_fi: Field::new("notice-fi"),
            notice_sv: Field::new("notice-sv"),
            notice_en: Field::new("notice-en"),
        }
    }

    /// The field of the notice in a language.
    pub fn notice(self, language: Language) -> Field {
        match language {
            Language::Fi => self.notice_fi,
            Language::Sv => self.notice_sv,
            Language::En => self.notice_en,
        }
    }

    pub fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        keep_answer(view_emergency().await, self.found, self.error);
    }

    /// Opens a dialog with empty fields.
    pub fn show(self, open: Open) {
        for field in [self.reason, self.notice_fi, self.notice_sv, self.notice_en] {
            field.set("");
        }
        self.form_error.set(None);
        self.done.set(None);
        self.open.set(Some(open));
    }

    /// Opens the dialog that a choice leads to.
    pub fn choose(self, is_closing: bool) {
        if !is_closing {
            self.show(Open::Sessions(Key::parse(&self.sessions_of.read()).ok()));
            return;
        }
        self.closing.error.set(None);
        match Key::parse(&self.closing.read()) {
            Ok(organisation) => self.show(Open::Pull(Lever::Organisation(organisation))),
            Err(_) => self.closing.fail(texts().emergency.choice_missing),
        }
    }

    pub fn close(self) {
        self.open.set(None);
    }

    /// Does what the open dialog is about. If a key is needed first, it waits.
    pub fn act(self) {
        let Some(open) = self.open.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.form_error.set(None);
        self.reason.error.set(None);
        let reason = self.reason.read();
        let notice = Text::new(
            self.notice_fi.read(),
            self.notice_sv.read(),
            self.notice_en.read(),
        );
        let t = texts().emergency;
        spawn_local(async move {
            let answer = match open {
                Open::Pull(lever) => pull_lever(lever, notice, reason)
                    .await
                    .map(|()| t.done_pulled.to_owned()),
                Open::Release(lever) => release_lever(lever, reason)
                    .await
                    .map(|()| t.done_released.to_owned()),
                Open::Sessions(organisation) => cut_sessions(organisation, reason)
                    .await
                    .map(|count| fill(t.done_sessions, &[("n", &count.to_string())])),
            };
            self.busy.try_set(false);
            match answer {
                Ok(done) => {
                    self.open.try_set(None);
                    self.closing.value.try_set(String::new());
                    self.done.try_set(Some(done));
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => self.refused(problem).await,
            }
        });
    }

    async fn refused(self, error: ApiError) {
        match error.problem() {
            Problem::ReauthenticationNeeded => {
                self.confirming.try_set(true);
            }
            Problem::Notice(language, _) => {
                self.notice(*language).fail(problem_text(error.problem()));
            }
            // Somebody else was quicker: the page shows what holds now.
            Problem::Changed => {
                self.open.try_set(None);
                self.done.try_set(Some(texts().emergency.changed.to_owned()));
                self.fetch().await;
                focus_selector(".done");
            }
            _ => {
                self.form_error
                    .try_set(place(error, &[(Part::Reason, self.reason)]));
            }
        }
    }
}

/// A lever in words.
pub(super) fn lever_name(lever: &Lever, organisation: &str) -> String {
    let t = texts().emergency;
    match lever {
        Lever::ReadOnly => t.read_only.to_owned(),
        Lever::Queries => t.queries.to_owned(),
        Lever::Organisation(_) => fill(t.organisation_closed, &[("name", organisation)]),
    }
}
