//! The state of a query page: what is being asked, what went wrong, what was answered.

use std::future::Future;

use leptos::prelude::*;
use luotain::error::{AppError, Problem};
use luotain::log::Disclosure;
use luotain::query::Asking;

use super::asking::AskingFields;
use super::frame::Chosen;
use crate::api::ApiError;
use crate::browser::focus::focus_id;
use crate::locales::{fill, problem_text, texts};

/// One query page at work: `Q` is what is sent, `A` what is disclosed.
pub(crate) struct Inquiry<Q: Send + Sync + 'static, A: Send + Sync + 'static> {
    /// Purpose and reference.
    pub asking: AskingFields,
    /// What is wrong, other than with a field.
    pub failure: RwSignal<Option<ApiError>>,
    /// The session has ended, here or in another tab.
    pub signed_out: RwSignal<bool>,
    /// What a reader is told of the progress.
    pub status: RwSignal<String>,
    /// The answer shown. Belongs to the page, so it goes when the page is left.
    pub answer: RwSignal<Option<Disclosure<A>>>,
    /// Whether a query is under way.
    pub is_busy: Memo<bool>,
    query: Action<Q, ()>,
}

impl<Q: Send + Sync + 'static, A: Send + Sync + 'static> Clone for Inquiry<Q, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Send + Sync + 'static, A: Send + Sync + 'static> Copy for Inquiry<Q, A> {}

impl<Q: Clone + Send + Sync + 'static, A: Send + Sync + 'static> Inquiry<Q, A> {
    /// A page on which nothing has been asked yet. `send` is the server function; `show` shows a
    /// problem at the criterion that it is of, and says whether it is of one. `forget` empties the
    /// criteria when the document is left, since a browser may keep it for its back button. To be
    /// called in the page's owner.
    pub fn new<F, Fut>(
        chosen: Chosen,
        send: F,
        show: impl Fn(&Problem, &str) -> bool + Copy + Send + Sync + 'static,
        forget: impl Fn() + Copy + Send + Sync + 'static,
    ) -> Self
    where
        F: Fn(Q) -> Fut + Copy + Send + Sync + 'static,
        Fut: Future<Output = Result<Disclosure<A>, ApiError>> + Send + 'static,
    {
        let asking = AskingFields::new(chosen);
        let answer = RwSignal::new(None);
        let failure = RwSignal::new(None);
        let signed_out = RwSignal::new(false);
        let status = RwSignal::new(String::new());
        // A query that ends after the page was left finds its signals gone: what it brought is dropped.
        let take = move |outcome: Result<Disclosure<A>, ApiError>| {
            let told = if outcome.is_ok() { texts().query.ready } else { "" };
            status.try_set(told.to_owned());
            let ApiError(AppError { problem, request }) = match outcome {
                Ok(disclosure) => {
                    answer.try_set(Some(disclosure));
                    return;
                }
                Err(error) => error,
            };
            let text = problem_text(&problem);
            if asking.show(&problem, &text) || show(&problem, &text) {
                return;
            }
            if problem == Problem::SignedOut {
                signed_out.try_set(true);
            } else {
                failure.try_set(Some(ApiError(AppError { problem, request })));
            }
        };
        let query = Action::new(move |query: &Q| {
            let query = query.clone();
            async move { take(send(query).await) }
        });
        Effect::new(move |_| {
            let listener = window_event_listener_untyped("pagehide", move |_| {
                answer.try_set(None);
                forget();
            });
            on_cleanup(move || listener.remove());
        });
        Self {
            asking,
            failure,
            signed_out,
            status,
            answer,
            is_busy: query.pending(),
            query,
        }
    }

    /// Asks, unless something is wrong or a query is under way already. `criteria`: what the page's
    /// own fields say, or the ids of those that are wrong.
    pub fn ask<C>(self, criteria: Result<C, Vec<&'static str>>, query: impl FnOnce(Asking, C) -> Q) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.signed_out.set(false);
        match (self.asking.read(), criteria) {
            (Ok(asking), Ok(criteria)) => {
                self.asking.remember(&asking);
                self.send(query(asking, criteria));
            }
            (asking, criteria) => {
                let mut wrong = asking.err().unwrap_or_default();
                wrong.extend(criteria.err().unwrap_or_default());
                self.status.set(fill(
                    texts().query.wrong_fields,
                    &[("n", &wrong.len().to_string())],
                ));
                if let Some(first) = wrong.first() {
                    focus_id(first);
                }
            }
        }
    }

    /// Sends a query as it is.
    pub fn send(self, query: Q) {
        if self.is_busy.get_untracked() {
            return;
        }
        // An old answer beside a new question would be read as the new one's.
        self.answer.set(None);
        self.status.set(texts().query.searching.to_owned());
        self.query.dispatch(query);
    }

    /// Takes the answer away; purpose and reference stay.
    pub fn start_anew(self) {
        self.answer.set(None);
        self.failure.set(None);
        self.status.set(String::new());
    }
}
