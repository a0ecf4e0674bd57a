//! The steps of the key: linking the first one, using one.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::error::Problem;
use luotain::session::Stage;

use super::Progress;
use crate::api::{ApiError, sign_out, start_key_use, use_enrolment_code, use_key};
use crate::browser::page;
use crate::browser::webauthn::{KeyFailure, ask_key};
use crate::components::{KeyFailureBox, LinkKeyForm, ProblemBox, TextField, TryKey};
use crate::locales::texts;

/// Linking the first key, or one in the place of a lost one; then trying it.
#[component]
pub(super) fn LinkKeyStep(
    /// Where signing in stands.
    progress: Progress,
) -> impl IntoView {
    let linked = RwSignal::new(None::<Stage>);
    let go_on = move |()| {
        if let Some(stage) = linked.get_untracked() {
            progress.go_to(stage);
        }
    };
    move || {
        if linked.with(Option::is_some) {
            view! { <TryKey go_on=texts().keys.go_on on_done=go_on elsewhere=true /> }.into_any()
        } else {
            view! {
                <LinkKeyForm on_linked=move |stage| linked.set(Some(stage)) />
                <StartOver />
            }
            .into_any()
        }
    }
}

/// Using a key. The question is put at once; the button puts it again.
#[component]
pub(super) fn UseKeyStep(
    /// Where signing in stands.
    progress: Progress,
) -> impl IntoView {
    let sign_in = texts().sign_in;
    let error = RwSignal::new(None::<ApiError>);
    let failure = RwSignal::new(None::<KeyFailure>);
    let busy = RwSignal::new(false);
    let ask = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        failure.set(None);
        spawn_local(async move {
            let question = match start_key_use().await {
                Ok(question) => question,
                Err(problem) => {
                    busy.set(false);
                    error.set(Some(problem));
                    return;
                }
            };
            let answer = match ask_key(question).await {
                Ok(answer) => use_key(answer).await,
                Err(reason) => {
                    busy.set(false);
                    failure.set(Some(reason));
                    return;
                }
            };
            busy.set(false);
            match answer {
                Ok(stage) => progress.go_to(stage),
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    Effect::new(move |_| ask());
    let has_to_start_over = move || {
        error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| matches!(error.problem(), Problem::WrongStep | Problem::SignedOut))
        })
    };
    let is_not_accepted = Signal::derive(move || {
        error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| matches!(error.problem(), Problem::KeyNotAccepted(_)))
        })
    });
    view! {
        <p>{sign_in.use_intro}</p>
        <ProblemBox error=error />
        <KeyFailureBox failure=failure />
        <div class="actions">
            {move || (!has_to_start_over()).then(|| view! {
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=move |_| ask()
                >
                    {sign_in.use_key}
                </button>
            })}
            <span role="status">{move || busy.get().then_some(sign_in.linking)}</span>
        </div>
        {move || is_not_accepted.get().then(|| view! { <p>{texts().keys.refused_help}</p> })}
        <EnrolmentStep progress=progress unfold=is_not_accepted />
        <StartOver />
    }
}

/// An enrolment code in the place of a lost key.
#[component]
fn EnrolmentStep(
    /// Where signing in stands.
    progress: Progress,
    /// Whether it is unfolded, since it is the way out.
    unfold: Signal<bool>,
) -> impl IntoView {
    let sign_in = texts().sign_in;
    let code = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let written = code
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        error.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = use_enrolment_code(written).await;
            busy.set(false);
            match answer {
                Ok(stage) => progress.go_to(stage),
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    view! {
        <details class="fold" open=move || unfold.get()>
            <summary>{sign_in.enrol_fold}</summary>
            <ProblemBox error=error />
            <form method="post" action="/sign-in" novalidate=true on:submit=submit>
                <TextField
                    id="enrolment-code"
                    label=sign_in.enrol_code
                    hint=sign_in.enrol_hint
                    node=code
                    autocomplete="one-time-code"
                    max_length=40
                />
                <div class="actions">
                    <button
                        type="submit"
                        class="button"
                        aria-disabled=move || busy.get().then_some("true")
                    >
                        {sign_in.enrol_use}
                    </button>
                </div>
            </form>
        </details>
    }
}

/// A way back to the first step: another user may be meant, or a step may be lost.
#[component]
fn StartOver() -> impl IntoView {
    let start_over = move |_| {
        spawn_local(async move {
            // If the half-made session cannot be ended now, it ends by itself; the page that
            // is loaded then shows its step again.
            let _ = sign_out().await;
            page::leave_to("/sign-in");
        });
    };
    view! {
        <p>
            <button type="button" class="button-quiet" on:click=start_over>{texts().sign_in.start_over}</button>
        </p>
    }
}
