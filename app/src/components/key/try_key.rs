//! Trying a key that was just linked.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::ProblemBox;
use super::KeyFailureBox;
use crate::api::{ApiError, confirm_key, start_key_test};
use crate::browser::focus::focus_selector;
use crate::browser::webauthn::{KeyFailure, ask_key};
use crate::locales::texts;

/// The last step of linking: the key is tried once, and a second one is recommended. Trying may
/// be left out, since the key is linked already.
#[component]
pub fn TryKey(
    /// What the button says that goes on.
    go_on: &'static str,
    /// Called when it is pressed.
    #[prop(into)]
    on_done: Callback<()>,
    /// Whether it is said where a second key is linked.
    #[prop(optional)]
    elsewhere: bool,
) -> impl IntoView {
    let (t, sign_in) = (texts().keys, texts().sign_in);
    let error = RwSignal::new(None::<ApiError>);
    let failure = RwSignal::new(None::<KeyFailure>);
    let busy = RwSignal::new(false);
    let works = RwSignal::new(false);
    Effect::new(move |_| focus_selector("#try-key"));
    let test = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        failure.set(None);
        spawn_local(async move {
            let answer = match start_key_test().await {
                Ok(question) => match ask_key(question).await {
                    Ok(answer) => confirm_key(answer).await,
                    Err(reason) => {
                        busy.try_set(false);
                        failure.try_set(Some(reason));
                        return;
                    }
                },
                Err(problem) => Err(problem),
            };
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    works.try_set(true);
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    };
    let has_failed = move || failure.with(Option::is_some) || error.with(Option::is_some);
    view! {
        <section class="card" aria-labelledby="try-key">
            <h2 id="try-key" tabindex="-1">{t.step_try}</h2>
            <p>{t.try_text}</p>
            <ProblemBox error=error />
            <KeyFailureBox failure=failure />
            {move || has_failed().then(|| view! { <p>{t.try_failed}</p> })}
            <p role="status">
                {move || {
                    if busy.get() {
                        Some(sign_in.linking)
                    } else if works.get() {
                        Some(t.try_done)
                    } else {
                        None
                    }
                }}
            </p>
            <p>{t.second} {elsewhere.then_some(" ")} {elsewhere.then_some(t.second_where)}</p>
            <div class="actions">
                <button
                    type="button"
                    class="button-quiet"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=test
                >
                    {t.step_try}
                </button>
                <button type="button" class="button" on:click=move |_| on_done.run(())>{go_on}</button>
            </div>
        </section>
    }
}
