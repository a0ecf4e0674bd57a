//! User Services: own keys, sessions and sign-ins (S78–S82).

mod acts;
mod confirm;
mod keys;
mod sessions;
mod sign_ins;

use leptos::prelude::*;
use luotain::session::SessionView;

use super::signed_out::SignedOut;
use crate::components::{PageHeading, ProblemBox, TryKey, use_session};
use crate::locales::{language, texts};
use crate::pages::suspicion::ReportOwn;
use acts::Acts;
use confirm::ConfirmDialog;
use keys::Keys;
use sessions::Sessions;
use sign_ins::SignIns;

/// The page of User Services.
pub fn user_page() -> AnyView {
    view! { <UserServicesPage /> }.into_any()
}

#[component]
fn UserServicesPage() -> impl IntoView {
    let Some(session) = use_session().signed_in() else {
        return view! { <SignedOut /> }.into_any();
    };
    let user = texts().user;
    let acts = Acts::new();
    Effect::new(move |_| acts.load());
    view! {
        <PageHeading text=user.title.to_owned() />
        <Own session=session />
        <ProblemBox error=acts.error />
        <p class="done" role="status" tabindex="-1">
            {move || if acts.busy.get() { Some(user.working) } else { acts.done.get() }}
        </p>
        {move || acts.trying.get().then(|| view! {
            <TryKey go_on=texts().keys.finish on_done=move |()| acts.tried() />
        })}
        {move || match acts.services.get() {
            Some(services) => view! {
                <Keys keys=services.keys acts=acts />
                <Sessions sessions=services.sessions acts=acts />
            }.into_any(),
            None if acts.error.with(Option::is_some) => ().into_any(),
            None => view! { <p>{user.loading}</p> }.into_any(),
        }}
        <SignIns />
        <section aria-labelledby="suspicion">
            <h2 id="suspicion">{texts().credentials.report_title}</h2>
            <p>{texts().credentials.report_intro}</p>
            <p>{texts().credentials.report_what}</p>
            <ReportOwn />
        </section>
        <ConfirmDialog acts=acts />
    }
    .into_any()
}

/// Who is signed in, and for whom.
#[component]
fn Own(
    /// The session.
    session: SessionView,
) -> impl IntoView {
    let user = texts().user;
    view! {
        <section class="card" aria-labelledby="own">
            <h2 id="own">{user.own}</h2>
            <dl class="fields">
                <dt>{user.name}</dt>
                <dd>{session.name}</dd>
                <dt>{user.username}</dt>
                <dd>{session.username}</dd>
                <dt>{user.organisation}</dt>
                <dd>{session.organisation.get(language()).to_owned()}</dd>
            </dl>
        </section>
    }
}
