//! Signing in: password, own password, key; step by step on one page (D2, S20).

pub(in crate::pages) mod inputs;
mod key_steps;
mod password_steps;
mod terms_step;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use luotain::session::{INVITATION, Stage};

use crate::browser::focus::focus_selector;
use crate::browser::page;
use crate::browser::webauthn;
use crate::components::{PageHeading, use_contact, use_session};
use crate::local_path::is_path_after_sign_in;
use crate::locales::{fill, texts};
use key_steps::{LinkKeyStep, UseKeyStep};
use password_steps::{NewPasswordStep, PasswordStep};
use terms_step::TermsStep;

/// The sign-in page.
pub fn sign_in_page() -> AnyView {
    view! { <SignIn /> }.into_any()
}

/// Where signing in stands, shared by its steps.
#[derive(Clone, Copy)]
struct Progress {
    /// The step shown; none = the password.
    stage: RwSignal<Option<Stage>>,
    /// Where to go when it is done.
    next: Memo<String>,
}

impl Progress {
    /// Shows the step that the server named, or leaves for the page wanted.
    fn go_to(self, stage: Stage) {
        self.stage.set(Some(stage));
        if stage == Stage::SignedIn {
            // A page load, so that the server renders with the new session and nothing of the
            // sign-in stays in memory.
            page::leave_to(&self.next.get_untracked());
        } else {
            focus_selector("main h1");
        }
    }
}

#[component]
fn SignIn() -> impl IntoView {
    let (sign_in, credentials) = (texts().sign_in, texts().credentials);
    let query = use_query_map();
    let next = Memo::new(move |_| {
        query.with(|query| {
            query
                .get("next")
                .filter(|path| is_path_after_sign_in(path))
                .unwrap_or_else(|| "/".to_owned())
        })
    });
    let session = use_session();
    let stage = RwSignal::new(session.stage());
    let progress = Progress { stage, next };
    let signed_in = session.signed_in();
    let heading = Signal::derive(move || {
        let heading = match stage.get() {
            Some(Stage::NewPassword) => sign_in.new_title,
            Some(Stage::LinkKey) => sign_in.link_title,
            Some(Stage::UseKey) => sign_in.use_title,
            Some(Stage::AcceptTerms) => credentials.terms_title,
            Some(Stage::SignedIn) | None => sign_in.title,
        };
        heading.to_owned()
    });
    let ended = move || {
        let why = query.with(|query| query.get("ended"))?;
        stage.get().is_none().then_some(match why.as_str() {
            "username" => sign_in.username_ended,
            "authority" => texts().emergency.session_ended,
            "locked" => credentials.ended_locked,
            "terms" => credentials.ended_terms,
            _ => sign_in.ended,
        })
    };
    // The temporary password of an invitation, from behind the `#` of its link.
    let invitation = RwSignal::new(None::<String>);
    page::watch_fragment(INVITATION, invitation);
    let support = fill(credentials.support, &[("phone", &use_contact().phone)]);
    // Known in the browser alone, so shown only after hydration.
    let lacks_keys = RwSignal::new(false);
    Effect::new(move |_| lacks_keys.set(!webauthn::is_supported()));
    view! {
        <PageHeading text=heading />
        {move || ended().map(|words| view! { <p class="notice notice-warning" role="status">{words}</p> })}
        {move || lacks_keys.get().then(|| view! {
            <p class="notice notice-alert" role="alert">{sign_in.unsupported}</p>
        })}
        <StepList stage=stage />
        {move || match (stage.get(), signed_in.as_ref()) {
            (None, _) => view! { <PasswordStep progress=progress invitation=invitation /> }.into_any(),
            (Some(Stage::NewPassword), _) => view! { <NewPasswordStep progress=progress /> }.into_any(),
            (Some(Stage::LinkKey), _) => view! { <LinkKeyStep progress=progress /> }.into_any(),
            (Some(Stage::UseKey), _) => view! { <UseKeyStep progress=progress /> }.into_any(),
            (Some(Stage::AcceptTerms), _) => view! { <TermsStep progress=progress /> }.into_any(),
            (Some(Stage::SignedIn), Some(session)) => view! {
                <p>{fill(sign_in.already, &[("name", &session.name)])}</p>
                <p><a class="button" href=move || next.get() rel="external">{sign_in.go_on}</a></p>
            }.into_any(),
            (Some(Stage::SignedIn), None) => view! { <p role="status">{sign_in.done}</p> }.into_any(),
        }}
        <section class="card" aria-labelledby="sign-in-help">
            <h2 id="sign-in-help">{sign_in.forgotten_title}</h2>
            <ul>
                <li>
                    {credentials.forgotten_password} " "
                    <a href="/password/order" rel="external">{credentials.order_link}</a>
                </li>
                <li>{sign_in.forgotten_username}</li>
                <li>{sign_in.lost_key}</li>
                <li>
                    {credentials.suspicion} " "
                    <a href="/suspicion" rel="external">{credentials.suspicion_link}</a>
                </li>
            </ul>
            <p>{support}</p>
            <p><a href="/help/sign-in-help" rel="external">{sign_in.help}</a></p>
        </section>
    }
}

/// The steps, with the one now at hand marked; the terms only when they are to be accepted.
#[component]
fn StepList(
    /// The step shown.
    stage: RwSignal<Option<Stage>>,
) -> impl IntoView {
    let sign_in = texts().sign_in;
    let is_terms = move || stage.get() == Some(Stage::AcceptTerms);
    let is_key = move || {
        matches!(
            stage.get(),
            Some(Stage::LinkKey | Stage::UseKey | Stage::SignedIn)
        )
    };
    view! {
        <ol class="steps" aria-label=sign_in.steps>
            <li aria-current=move || (!is_key() && !is_terms()).then_some("step")>{sign_in.step_password}</li>
            <li aria-current=move || is_key().then_some("step")>{sign_in.step_key}</li>
            {move || is_terms().then(|| view! { <li aria-current="step">{texts().credentials.terms_step}</li> })}
        </ol>
    }
}
