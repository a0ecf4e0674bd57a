//! A new password with the secret from behind the `#` of a link.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::error::{PasswordProblem, Problem};
use luotain::session::{PASSWORD_LINK, PasswordReset};

use crate::api::{ApiError, reset_password};
use crate::browser::focus::{focus_id, focus_selector};
use crate::browser::page;
use crate::components::{PageHeading, PasswordField, ProblemBox, TextField, use_contact};
use crate::locales::{fill, problem_text, texts};
use crate::pages::sign_in::inputs::{clear, is_ready, value_of};

#[component]
pub(super) fn NewPassword() -> impl IntoView {
    let t = texts().credentials;
    let secret = RwSignal::new(None::<String>);
    let done = RwSignal::new(false);
    page::watch_fragment(PASSWORD_LINK, secret);
    let heading = Signal::derive(move || {
        let heading = if done.get() {
            t.reset_done_title
        } else {
            t.reset_title
        };
        heading.to_owned()
    });
    let phone = fill(t.support, &[("phone", &use_contact().phone)]);
    view! {
        <PageHeading text=heading />
        {move || if done.get() {
            view! {
                <p class="notice notice-success" role="status">{t.reset_done}</p>
                <p><a class="button" href="/sign-in" rel="external">{t.to_sign_in}</a></p>
            }.into_any()
        } else if secret.with(Option::is_some) {
            view! { <PasswordForm secret=secret done=done /> }.into_any()
        } else {
            view! {
                <p class="notice notice-info">{t.reset_no_link}</p>
            }.into_any()
        }}
        <section class="card" aria-labelledby="new-help">
            <h2 id="new-help">{texts().sign_in.forgotten_title}</h2>
            <ul>
                <li><a href="/password/order" rel="external">{t.order_link}</a></li>
                <li>{t.forgotten_username}</li>
            </ul>
            <p>{phone}</p>
        </section>
    }
}

#[component]
fn PasswordForm(
    /// The link's secret.
    secret: RwSignal<Option<String>>,
    /// Whether the password is set.
    done: RwSignal<bool>,
) -> impl IntoView {
    let (t, sign_in) = (texts().credentials, texts().sign_in);
    let username = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let repeated = NodeRef::<html::Input>::new();
    let username_error = RwSignal::new(None::<String>);
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
        let reset = PasswordReset {
            secret: secret.get_untracked().unwrap_or_default(),
            username: value_of(username).trim().to_owned(),
            password: value_of(password),
            repeated: value_of(repeated),
        };
        error.set(None);
        password_error.set(None);
        repeated_error.set(None);
        username_error.set(
            reset
                .username
                .is_empty()
                .then(|| sign_in.username_missing.to_owned()),
        );
        if reset.username.is_empty() {
            focus_id("username");
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = reset_password(reset).await;
            busy.set(false);
            match answer {
                Ok(()) => {
                    clear(password);
                    clear(repeated);
                    secret.set(None);
                    done.set(true);
                    focus_selector("main h1");
                }
                Err(problem) => match problem.problem() {
                    Problem::Password(PasswordProblem::Differ) => {
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
        <p>{t.reset_intro}</p>
        <ul>
            <li>{sign_in.rule_length}</li>
            <li>{sign_in.rule_any}</li>
            <li>{sign_in.rule_common}</li>
            <li>{sign_in.rule_elsewhere}</li>
        </ul>
        <ProblemBox error=error />
        <form class="form" method="post" action="/sign-in" novalidate=true on:submit=submit>
            <TextField
                id="username"
                label=sign_in.username
                node=username
                error=username_error
                autocomplete="username"
            />
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
