//! The messages that wait to be sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::{LazyRoute, lazy_route};
use luotain::management::{OutboxPage as Found, OutboxRow};

use crate::api::{ApiError, list_outbox, read_outbox_message};
use crate::browser::focus::focus_selector;
use crate::components::{PageHeading, ProblemBox, use_session};
use crate::locales::{fill, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/outbox`.
#[derive(Debug)]
pub struct OutboxPage;

#[lazy_route]
impl LazyRoute for OutboxPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Outbox /> }.into_any()
    }
}

#[component]
fn Outbox() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().management;
    let found = RwSignal::new(None::<Found>);
    let error = RwSignal::new(None::<ApiError>);
    let shown = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        spawn_local(async move {
            match list_outbox().await {
                Ok(page) => {
                    found.try_set(Some(page));
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    });
    let table = move |page: Found| {
        if page.rows.is_empty() {
            return view! { <p class="notice">{t.outbox_empty}</p> }.into_any();
        }
        let may_read = page.may_read;
        let rows = page
            .rows
            .into_iter()
            .map(|row| message_row(row, may_read, shown, error))
            .collect_view();
        view! {
            {may_read.then(|| view! { <p class="notice notice-info">{t.outbox_demo}</p> })}
            <div class="table-scroll" role="region" aria-label=t.outbox_title tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t.time}</th>
                            <th scope="col">{t.email}</th>
                            <th scope="col">{t.subject}</th>
                            {may_read.then(|| view! { <th scope="col">{texts().user.actions}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHeading text=t.outbox_title.to_owned() />
        <p>{t.outbox_intro}</p>
        <ProblemBox error=error />
        {move || match found.get() {
            Some(page) => table(page),
            None if error.with(Option::is_some) => ().into_any(),
            None => view! { <p role="status">{texts().user.loading}</p> }.into_any(),
        }}
        {move || shown.get().map(|text| view! {
            <section class="card" id="message" tabindex="-1" aria-labelledby="message-title">
                <h2 id="message-title">{t.message}</h2>
                <p class="message">{text}</p>
            </section>
        })}
    }
    .into_any()
}

fn message_row(
    row: OutboxRow,
    may_read: bool,
    shown: RwSignal<Option<String>>,
    error: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let t = texts().management;
    let label = fill(t.read_message, &[("to", &row.to), ("time", &row.time)]);
    let id = row.id;
    let read = move |_| {
        let id = id.clone();
        spawn_local(async move {
            match read_outbox_message(id).await {
                Ok(text) => {
                    shown.try_set(Some(text));
                    focus_selector("#message");
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <tr>
            <td>{row.time}</td>
            <th scope="row">{row.to}</th>
            <td>{row.subject}</td>
            {may_read.then(|| view! {
                <td>
                    <button type="button" class="button-quiet button-small" aria-label=label on:click=read>
                        {t.read}
                    </button>
                </td>
            })}
        </tr>
    }
}
