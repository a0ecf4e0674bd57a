//! Ordering a link. What the page says is the same for every username.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, order_password};
use crate::browser::focus::{focus_id, focus_selector};
use crate::components::{PageHeading, ProblemBox, TextField, use_contact};
use crate::locales::{fill, texts};
use crate::pages::sign_in::inputs::{is_ready, value_of};

#[component]
pub(super) fn OrderPassword() -> impl IntoView {
    let (t, sign_in) = (texts().credentials, texts().sign_in);
    let username = NodeRef::<html::Input>::new();
    let username_error = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let ordered = RwSignal::new(false);
    let is_ready = is_ready();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let written = value_of(username).trim().to_owned();
        error.set(None);
        ordered.set(false);
        username_error.set(written.is_empty().then(|| sign_in.username_missing.to_owned()));
        if written.is_empty() {
            focus_id("username");
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = order_password(written).await;
            busy.set(false);
            match answer {
                Ok(()) => {
                    ordered.set(true);
                    focus_selector("#ordered");
                }
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    let phone = fill(t.support, &[("phone", &use_contact().phone)]);
    view! {
        <PageHeading text=t.order_title.to_owned() />
        <p>{t.order_intro}</p>
        <ProblemBox error=error />
        {move || ordered.get().then(|| view! {
            <div class="notice notice-success" id="ordered" role="status" tabindex="-1">
                <h2>{t.ordered_title}</h2>
                <p>{t.ordered_text}</p>
                <p>{t.ordered_wait}</p>
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
            <div class="actions">
                <button
                    type="submit"
                    class="button"
                    disabled=move || !is_ready.get()
                    aria-disabled=move || busy.get().then_some("true")
                >
                    {t.order}
                </button>
                <span role="status">{move || busy.get().then_some(sign_in.checking)}</span>
            </div>
        </form>
        <section class="card" aria-labelledby="order-help">
            <h2 id="order-help">{sign_in.forgotten_title}</h2>
            <ul>
                <li>{t.ordered_else}</li>
                <li>{t.forgotten_username}</li>
                <li>{sign_in.lost_key}</li>
            </ul>
            <p>{phone}</p>
            <p><a href="/sign-in" rel="external">{t.to_sign_in}</a></p>
        </section>
    }
}
