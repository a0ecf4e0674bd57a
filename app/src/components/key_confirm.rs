//! Using a key once more before a change.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Dialog, KeyFailureBox, ProblemBox};
use crate::api::{ApiError, confirm_key, start_confirmation};
use crate::browser::webauthn::{KeyFailure, ask_key};
use crate::locales::texts;

/// Asks for a key while something waits for it.
#[component]
pub fn KeyConfirm(
    /// Whether something waits.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the user gives up.
    #[prop(into)]
    on_close: Callback<()>,
    /// Called once a key was used.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let (user, shell, sign_in) = (texts().user, texts().shell, texts().sign_in);
    let error = RwSignal::new(None::<ApiError>);
    let failure = RwSignal::new(None::<KeyFailure>);
    let busy = RwSignal::new(false);
    let close = move || {
        on_close.run(());
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
            let answer = match start_confirmation().await {
                Ok(question) => match ask_key(question).await {
                    Ok(answer) => confirm_key(answer).await,
                    Err(reason) => {
                        busy.set(false);
                        failure.set(Some(reason));
                        return;
                    }
                },
                Err(problem) => Err(problem),
            };
            busy.set(false);
            match answer {
                Ok(()) => on_done.run(()),
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    view! {
        <Dialog id="confirm-key" title=user.confirm_title open=open on_close=move |()| close()>
            <p>{user.confirm_text}</p>
            <ProblemBox error=error />
            <KeyFailureBox failure=failure />
            <div class="actions">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=confirm
                >
                    {user.confirm}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| close()>{shell.cancel}</button>
                <span role="status">{move || busy.get().then_some(sign_in.linking)}</span>
            </div>
        </Dialog>
    }
}
