//! The steps of the password.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::error::Problem;
use luotain::session::Credentials;

use super::Progress;
use super::inputs::{clear, is_ready, value_of};
use crate::api::{ApiError, give_password, set_new_password};
use crate::browser::focus::{focus_id, focus_selector};
use crate::components::{ErrorSummary, PasswordField, ProblemBox, TextField};
use crate::locales::{problem_text, texts};

/// Username and password.
#[component]
pub(super) fn PasswordStep(
    /// Where signing in stands.
    progress: Progress,
    /// The temporary password that came with an invitation's link.
    invitation: RwSignal<Option<String>>,
) -> impl IntoView {
    let sign_in = texts().sign_in;
    let username = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let username_error = RwSignal::new(None::<String>);
    let password_error = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let is_ready = is_ready();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let credentials = Credentials {
            username: value_of(username).trim().to_owned(),
            password: invitation.get_untracked().unwrap_or_else(|| value_of(password)),
        };
        error.set(None);
        username_error.set(
            credentials
                .username
                .is_empty()
                .then(|| sign_in.username_missing.to_owned()),
        );
        password_error.set(
            credentials
                .password
                .is_empty()
                .then(|| sign_in.password_missing.to_owned()),
        );
        if credentials.username.is_empty() || credentials.password.is_empty() {
            focus_selector(".error-summary");
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = give_password(credentials).await;
            busy.set(false);
            clear(password);
            match answer {
                Ok(stage) => progress.go_to(stage),
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    view! {
        <ProblemBox error=error />
        <ErrorSummary errors=vec![("username", username_error.into()), ("password", password_error.into())] />
        // POST, so that a form sent before the page is ready could not put a password into the address.
        <form class="form" method="post" action="/sign-in" novalidate=true on:submit=submit>
            <TextField
                id="username"
                label=sign_in.username
                node=username
                error=username_error
                autocomplete="username"
            />
            {move || if invitation.with(Option::is_some) {
                view! { <p class="notice notice-info" role="status">{sign_in.invited}</p> }.into_any()
            } else {
                view! {
                    <PasswordField
                        id="password"
                        label=sign_in.password
                        node=password
                        error=password_error
                        autocomplete="current-password"
                    />
                }
                .into_any()
            }}
            <p class="small">{sign_in.personal}</p>
            <div class="actions">
                <button
                    type="submit"
                    class="button"
                    disabled=move || !is_ready.get()
                    aria-disabled=move || busy.get().then_some("true")
                >
                    {sign_in.next}
                </button>
                <span role="status">{move || busy.get().then_some(sign_in.checking)}</span>
            </div>
        </form>
    }
}

/// The own password in the place of the temporary one (ASVS 6.2).
#[component]
pub(super) fn NewPasswordStep(
    /// Where signing in stands.
    progress: Progress,
) -> impl IntoView {
    let sign_in = texts().sign_in;
    let password = NodeRef::<html::Input>::new();
    let repeated = NodeRef::<html::Input>::new();
    let password_error = RwSignal::new(None::<String>);
    let repeated_error = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let is_ready = is_ready();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (first, second) = (value_of(password), value_of(repeated));
        error.set(None);
        password_error.set(None);
        repeated_error.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = set_new_password(first, second).await;
            busy.set(false);
            match answer {
                Ok(stage) => {
                    clear(password);
                    clear(repeated);
                    progress.go_to(stage);
                }
                // A problem of the password is told at its field; the rest in a box.
                Err(problem) => match problem.problem() {
                    Problem::Password(luotain::error::PasswordProblem::Differ) => {
                        repeated_error.set(Some(problem_text(problem.problem())));
                        focus_id("repeated-password");
                    }
                    Problem::Password(_) => {
                        password_error.set(Some(problem_text(problem.problem())));
                        focus_id("new-password");
                    }
                    _ => error.set(Some(problem)),
                },
            }
        });
    };
    view! {
        <p>{sign_in.new_intro}</p>
        <ul>
            <li>{sign_in.rule_length}</li>
            <li>{sign_in.rule_any}</li>
            <li>{sign_in.rule_common}</li>
            <li>{sign_in.rule_elsewhere}</li>
        </ul>
        <ProblemBox error=error />
        <form class="form" method="post" action="/sign-in" novalidate=true on:submit=submit>
            <PasswordField
                id="new-password"
                label=sign_in.new_password
                node=password
                error=password_error
                autocomplete="new-password"
            />
            <PasswordField
                id="repeated-password"
                label=sign_in.repeat_password
                node=repeated
                error=repeated_error
                autocomplete="new-password"
            />
            <div class="actions">
                <button
                    type="submit"
                    class="button"
                    disabled=move || !is_ready.get()
                    aria-disabled=move || busy.get().then_some("true")
                >
                    {sign_in.set_password}
                </button>
                <span role="status">{move || busy.get().then_some(sign_in.checking)}</span>
            </div>
        </form>
    }
}
