//! Reporting a suspicion that somebody else knows the username or password (S78).

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::session::Credentials;

use crate::api::{ApiError, report_suspicion, report_suspicion_with_password};
use crate::browser::focus::focus_selector;
use crate::browser::page;
use crate::components::{
    Dialog, ErrorSummary, PageHeading, PasswordField, ProblemBox, TextField, use_contact, use_session,
};
use crate::locales::{fill, texts};
use crate::pages::sign_in::inputs::{clear, is_ready, value_of};

/// The route `/suspicion`.
pub fn suspicion_page() -> AnyView {
    view! { <Suspicion /> }.into_any()
}

#[component]
fn Suspicion() -> impl IntoView {
    let t = texts().credentials;
    let phone = fill(t.support, &[("phone", &use_contact().phone)]);
    let is_signed_in = use_session().signed_in().is_some();
    view! {
        <PageHeading text=t.report_title.to_owned() />
        <p class="lead">{t.report_intro}</p>
        <p>{t.report_what}</p>
        {if is_signed_in {
            view! {
                <p>{t.report_signed_in}</p>
                <ReportOwn />
            }.into_any()
        } else {
            view! {
                <p>{t.report_call}</p>
                <p>{phone}</p>
                <ReportWithPassword />
            }.into_any()
        }}
    }
}

/// The button of the one who is signed in, with its confirmation.
#[component]
pub(super) fn ReportOwn() -> impl IntoView {
    let (t, shell) = (texts().credentials, texts().shell);
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let report = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            match report_suspicion(true).await {
                // A page load, so that nothing of the session stays in view.
                Ok(()) => page::leave_to("/sign-in?ended=locked"),
                Err(problem) => {
                    busy.set(false);
                    error.set(Some(problem));
                }
            }
        });
    };
    view! {
        <p>
            <button type="button" class="button-danger" on:click=move |_| open.set(true)>{t.report}</button>
        </p>
        <Dialog
            id="report-suspicion"
            title=t.report_confirm_title
            open=open
            on_close=move |()| open.set(false)
            alert=true
        >
            <p>{t.report_confirm}</p>
            <ProblemBox error=error />
            <div class="actions">
                <button
                    type="button"
                    class="button button-danger"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=report
                >
                    {t.report}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| open.set(false)>{shell.cancel}</button>
            </div>
        </Dialog>
    }
}

/// The form of the one who cannot sign in. It answers the same whatever is written.
#[component]
fn ReportWithPassword() -> impl IntoView {
    let (t, sign_in) = (texts().credentials, texts().sign_in);
    let username = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let username_error = RwSignal::new(None::<String>);
    let password_error = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let reported = RwSignal::new(false);
    let is_ready = is_ready();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let credentials = Credentials {
            username: value_of(username).trim().to_owned(),
            password: value_of(password),
        };
        let missing = |text: &str, words: &'static str| text.is_empty().then(|| words.to_owned());
        error.set(None);
        reported.set(false);
        username_error.set(missing(&credentials.username, sign_in.username_missing));
        password_error.set(missing(&credentials.password, sign_in.password_missing));
        if credentials.username.is_empty() || credentials.password.is_empty() {
            focus_selector(".error-summary");
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = report_suspicion_with_password(credentials).await;
            busy.set(false);
            clear(password);
            match answer {
                Ok(()) => {
                    reported.set(true);
                    focus_selector("#reported");
                }
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    view! {
        <section aria-labelledby="report-with-password">
            <h2 id="report-with-password">{t.report_password_title}</h2>
            <p>{t.report_password_intro}</p>
            <ProblemBox error=error />
            <ErrorSummary errors=vec![("username", username_error.into()), ("password", password_error.into())] />
            {move || reported.get().then(|| view! {
                <div class="notice notice-success" id="reported" role="status" tabindex="-1">
                    <h3>{t.reported_title}</h3>
                    <p>{t.reported_text}</p>
                </div>
            })}
            <form class="form" method="post" action="/sign-in" novalidate=true on:submit=submit>
                <TextField
                    id="username"
                    label=sign_in.username
                    node=username
                    error=username_error
                    autocomplete="username"
                />
                <PasswordField
                    id="password"
                    label=sign_in.password
                    node=password
                    error=password_error
                    autocomplete="current-password"
                />
                <div class="actions">
                    <button
                        type="submit"
                        class="button button-danger"
                        disabled=move || !is_ready.get()
                        aria-disabled=move || busy.get().then_some("true")
                    >
                        {t.report}
                    </button>
                    <span role="status">{move || busy.get().then_some(sign_in.checking)}</span>
                </div>
            </form>
        </section>
    }
}
