//! The outbox: which messages wait, were sent, or could not be.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{OutboxPage as Found, OutboxRow};
use luotain::permit::Key;

use crate::api::{ApiError, list_outbox, read_outbox_message, send_message_again};
use crate::browser::focus::focus_selector;
use crate::components::{
    DataTable, PageHeading, ProblemBox, TableOf, columns, keep_answer, or_loading, use_session,
};
use crate::locales::mail::{failure_text, state_text};
use crate::locales::{fill, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/outbox`.
pub fn outbox_page() -> AnyView {
    view! { <Outbox /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<Found>>,
    error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<&'static str>>,
    shown: RwSignal<Option<String>>,
}

impl Desk {
    async fn fetch(self) {
        keep_answer(list_outbox().await, self.found, self.error);
    }

    fn load(self) {
        self.error.set(None);
        self.done.set(None);
        spawn_local(self.fetch());
    }

    fn read(self, id: Key) {
        self.error.set(None);
        spawn_local(async move {
            match read_outbox_message(id).await {
                Ok(text) => {
                    self.shown.try_set(Some(text));
                    focus_selector("#message");
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }

    fn send_again(self, id: Key) {
        self.error.set(None);
        self.done.set(None);
        spawn_local(async move {
            match send_message_again(id).await {
                Ok(()) => {
                    self.done.try_set(Some(texts().mail.done_again));
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }
}

#[component]
fn Outbox() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let (m, t) = (texts().management, texts().mail);
    let desk = Desk {
        found: RwSignal::new(None),
        error: RwSignal::new(None),
        done: RwSignal::new(None),
        shown: RwSignal::new(None),
    };
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=m.outbox_title.to_owned() />
        <p>{t.intro}</p>
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        <p><button type="button" class="button-quiet" on:click=move |_| desk.load()>{t.reload}</button></p>
        {move || or_loading(desk.found.get().map(|page| table(page, desk)), desk.error)}
        {move || desk.shown.get().map(|text| view! {
            <section class="card" id="message" tabindex="-1" aria-labelledby="message-title">
                <h2 id="message-title">{m.message}</h2>
                <p class="message">{text}</p>
            </section>
        })}
    }
    .into_any()
}

fn table(page: Found, desk: Desk) -> AnyView {
    let (m, t) = (texts().management, texts().mail);
    let no_server = (!page.is_sending).then(|| view! { <p class="notice notice-warning">{t.no_server}</p> });
    if page.rows.is_empty() {
        return view! {
            {no_server}
            <p class="notice">{t.empty}</p>
        }
        .into_any();
    }
    let may_read = page.may_read;
    let has_acts = page
        .rows
        .iter()
        .any(|row| (may_read && row.has_text) || row.may_send_again);
    let rows = page
        .rows
        .into_iter()
        .map(|row| message_row(row, may_read, has_acts, desk))
        .collect_view();
    view! {
        {no_server}
        {may_read.then(|| view! { <p class="notice notice-info">{m.outbox_demo}</p> })}
        <DataTable
            of=TableOf::Words(m.outbox_title.to_owned())
            columns=columns(&[m.time, m.email, m.subject, t.state], has_acts.then_some(texts().user.actions))
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

fn message_row(row: OutboxRow, may_read: bool, has_acts: bool, desk: Desk) -> impl IntoView {
    let (m, t) = (texts().management, texts().mail);
    let named = [("to", row.to.as_str()), ("time", row.time.as_str())];
    let (read_label, again_label) = (fill(m.read_message, &named), fill(t.again_this, &named));
    let state = state_text(row.state, &row.when);
    let failure = row.failure.map(failure_text);
    let tries = (row.failure.is_some()).then(|| fill(t.tries, &[("n", &row.tries.to_string())]));
    let (may_read, may_send_again) = (may_read && row.has_text, row.may_send_again);
    let (read_id, again_id) = (row.id.clone(), row.id);
    view! {
        <tr>
            <td>{row.time}</td>
            <th scope="row">{row.to}</th>
            <td>{row.subject}</td>
            <td>
                {state}
                {failure.map(|text| view! { <br /> <span class="small">{text} " " {tries}</span> })}
            </td>
            {has_acts.then(|| view! {
                <td>
                    <div class="actions tight">
                        {may_read.then(|| view! {
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=read_label
                                on:click=move |_| desk.read(read_id.clone())
                            >
                                {m.read}
                            </button>
                        })}
                        {may_send_again.then(|| view! {
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=again_label
                                on:click=move |_| desk.send_again(again_id.clone())
                            >
                                {t.again}
                            </button>
                        })}
                    </div>
                </td>
            })}
        </tr>
    }
}
