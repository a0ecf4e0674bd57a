//! Data under a non-disclosure: the banner, and the key for the one act of showing them.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::log::Disclosure;
use luotain::session::UseAnswer;

use super::inquiry::Inquiry;
use crate::api::{ApiError, start_step_up};
use crate::browser::webauthn::{KeyFailure, ask_key};
use crate::components::{Dialog, KeyFailureBox, ProblemBox};
use crate::locales::persons::texts;

/// The banner with the button that leads to the key.
#[component]
pub(crate) fn StepUp<Q, A, F, Fut>(
    /// The state of the page.
    inquiry: Inquiry<Q, A>,
    /// The id of the answer.
    kept: String,
    /// Takes the key's answer to the question for the answer of that id, and opens it.
    finish: F,
) -> impl IntoView
where
    Q: Clone + Send + Sync + 'static,
    A: Clone + Send + Sync + 'static,
    F: Fn(String, UseAnswer) -> Fut + Copy + Send + Sync + 'static,
    Fut: Future<Output = Result<Disclosure<A>, ApiError>> + 'static,
{
    let texts = texts();
    let (shell, sign_in) = (crate::locales::texts().shell, crate::locales::texts().sign_in);
    let is_open = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let failure = RwSignal::new(None::<KeyFailure>);
    let busy = RwSignal::new(false);
    let kept = StoredValue::new(kept);
    let close = move || {
        is_open.set(false);
        error.set(None);
        failure.set(None);
    };
    let confirm = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        failure.set(None);
        spawn_local(async move {
            let Some(id) = kept.try_get_value() else { return };
            let outcome = match start_step_up(id.clone()).await {
                Ok(question) => match ask_key(question).await {
                    Ok(answer) => finish(id, answer).await,
                    Err(reason) => {
                        busy.try_set(false);
                        failure.try_set(Some(reason));
                        return;
                    }
                },
                Err(problem) => Err(problem),
            };
            busy.try_set(false);
            match outcome {
                Ok(disclosure) => {
                    is_open.try_set(false);
                    inquiry.answer.try_set(Some(disclosure));
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <div class="notice notice-alert ban">
            <h3>{texts.to_confirm_title}</h3>
            <p>{texts.to_confirm_text}</p>
            <p class="screen-only">
                <button type="button" class="button" on:click=move |_| is_open.set(true)>{texts.to_confirm}</button>
            </p>
            <Dialog id="step-up" title=texts.confirm_title open=is_open on_close=move |()| close() alert=true>
                <p>{texts.confirm_text}</p>
                <ProblemBox error=error />
                <KeyFailureBox failure=failure />
                <div class="actions">
                    <button
                        type="button"
                        class="button"
                        aria-disabled=move || busy.get().then_some("true")
                        on:click=confirm
                    >
                        {texts.confirm}
                    </button>
                    <button type="button" class="button-quiet" on:click=move |_| close()>{shell.cancel}</button>
                    <span role="status">{move || busy.get().then_some(sign_in.linking)}</span>
                </div>
            </Dialog>
        </div>
    }
}
