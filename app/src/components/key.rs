//! Linking a key step by step, and what is said when no key answers. Used at sign-in and in User
//! Services.

mod accepted;
mod try_key;

pub use try_key::TryKey;

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::error::Problem;
use luotain::session::{LinkAnswer, Stage};

use super::{ProblemBox, TextField};
use crate::api::{ApiError, link_key, start_key_link};
use crate::browser::focus::{focus_id, focus_node};
use crate::browser::webauthn::{KeyFailure, create_key};
use crate::locales::sign_in::key_failure_text;
use crate::locales::texts;
use accepted::AcceptedKinds;

/// Says why no key answered; takes the focus when it appears.
#[component]
pub fn KeyFailureBox(
    /// The reason; none hides the box.
    #[prop(into)]
    failure: Signal<Option<KeyFailure>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if failure.get().is_some() {
            focus_node(node);
        }
    });
    move || {
        failure.get().map(|failure| {
            view! {
                <div class="notice notice-alert problem" role="alert" tabindex="-1" node_ref=node>
                    <h2 class="problem-title">{texts().sign_in.failure_title}</h2>
                    <p>{key_failure_text(failure)}</p>
                </div>
            }
        })
    }
}

/// Guide, name and button for linking a key (S79–S82). Trying it comes afterwards: [`TryKey`].
#[component]
pub fn LinkKeyForm(
    /// Called with the stage reached when the key is linked.
    #[prop(into)]
    on_linked: Callback<Stage>,
    /// Called when the user must confirm with a key first; without it the problem is shown.
    #[prop(into, optional)]
    on_confirmation_needed: Option<Callback<()>>,
    /// Counted up by the caller to begin at once, as after a confirmation.
    #[prop(into, optional)]
    begin: Option<Signal<u32>>,
) -> impl IntoView {
    let (t, sign_in) = (texts().keys, texts().sign_in);
    let name = NodeRef::<html::Input>::new();
    let name_error = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let failure = RwSignal::new(None::<KeyFailure>);
    let busy = RwSignal::new(false);
    let link = move || {
        if busy.get_untracked() {
            return;
        }
        let name = name
            .get_untracked()
            .map(|input| input.value().trim().to_owned())
            .unwrap_or_default();
        error.set(None);
        failure.set(None);
        name_error.set(None);
        if name.is_empty() || name.chars().count() > 60 {
            name_error.set(Some(texts().problems.name.to_owned()));
            focus_id("key-name");
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = match start_key_link().await {
                Ok(question) => {
                    let id = question.id.clone();
                    match create_key(question).await {
                        Ok(answered) => {
                            link_key(LinkAnswer {
                                id,
                                credential: answered.credential,
                                name,
                                attachment: answered.attachment,
                            })
                            .await
                        }
                        Err(reason) => {
                            busy.set(false);
                            failure.set(Some(reason));
                            return;
                        }
                    }
                }
                Err(problem) => Err(problem),
            };
            busy.set(false);
            match (answer, on_confirmation_needed) {
                (Ok(stage), _) => on_linked.run(stage),
                (Err(problem), Some(confirm)) if *problem.problem() == Problem::ReauthenticationNeeded => {
                    confirm.run(());
                }
                (Err(problem), _) if *problem.problem() == Problem::Name => {
                    name_error.set(Some(texts().problems.name.to_owned()));
                    focus_id("key-name");
                }
                (Err(problem), _) => error.set(Some(problem)),
            }
        });
    };
    if let Some(begin) = begin {
        Effect::new(move |before: Option<u32>| {
            let count = begin.get();
            if before.is_some_and(|before| before != count) {
                link();
            }
            count
        });
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        link();
    };
    view! {
        <p>{sign_in.link_intro}</p>
        <p>
            <a href="/help/security-keys" target="_blank" rel="external noopener">
                {sign_in.link_guide} " (" {texts().shell.new_tab} ")"
            </a>
        </p>
        <ProblemBox error=error />
        <KeyFailureBox failure=failure />
        <form class="form" novalidate=true on:submit=submit>
            <ol class="guide-steps" aria-label=t.steps>
                <li>
                    <p class="guide-step">{t.step_need}</p>
                    <AcceptedKinds />
                </li>
                <li>
                    <p class="guide-step">{t.step_name}</p>
                    <TextField
                        id="key-name"
                        label=sign_in.key_name
                        node=name
                        error=name_error
                        hint=sign_in.key_name_hint
                        max_length=60
                        value=sign_in.key_name_default
                    />
                </li>
                <li>
                    <p class="guide-step">{t.step_touch}</p>
                    <p>{t.step_touch_text}</p>
                    <div class="actions">
                        <button type="submit" class="button" aria-disabled=move || busy.get().then_some("true")>
                            {sign_in.link}
                        </button>
                        <span role="status">{move || busy.get().then_some(sign_in.linking)}</span>
                    </div>
                </li>
                <li>
                    <p class="guide-step">{t.step_try}</p>
                </li>
            </ol>
        </form>
    }
}
