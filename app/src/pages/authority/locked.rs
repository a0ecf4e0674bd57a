//! The locked usernames of all organisations (S78).

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::LockedRow;

use crate::api::{ApiError, list_locked, open_locked};
use crate::browser::focus::focus_selector;
use crate::components::{
    ConfirmForm, DataTable, Dialog, PageHeading, ProblemBox, TableOf, keep_answer, or_loading, use_session,
};
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Field, Input, Part, place};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/locked`.
pub fn locked_page() -> AnyView {
    view! { <Locked /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<Vec<LockedRow>>>,
    error: RwSignal<Option<ApiError>>,
    dialog_error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    opening: RwSignal<Option<LockedRow>>,
    checked: Field,
}

impl Desk {
    async fn fetch(self) {
        keep_answer(list_locked().await, self.found, self.error);
    }

    fn show(self, row: LockedRow) {
        self.dialog_error.set(None);
        self.done.set(None);
        self.checked.set("");
        self.opening.set(Some(row));
    }

    fn confirm(self) {
        let Some(row) = self.opening.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.dialog_error.set(None);
        self.checked.error.set(None);
        let checked = self.checked.read();
        spawn_local(async move {
            let answer = open_locked(row.target, checked).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    self.opening.try_set(None);
                    self.done.try_set(Some(texts().credentials.done_unlocked));
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => {
                    self.dialog_error
                        .try_set(place(problem, &[(Part::Reason, self.checked)]));
                }
            }
        });
    }
}

#[component]
fn Locked() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().credentials;
    let desk = Desk {
        found: RwSignal::new(None),
        error: RwSignal::new(None),
        dialog_error: RwSignal::new(None),
        done: RwSignal::new(None),
        busy: RwSignal::new(false),
        opening: RwSignal::new(None),
        checked: Field::new("open-checked"),
    };
    Effect::new(move |_| spawn_local(desk.fetch()));
    view! {
        <PageHeading text=t.all_locked.to_owned() />
        <p>{t.all_locked_intro}</p>
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        {move || or_loading(desk.found.get().map(|rows| table(rows, desk)), desk.error)}
        <Dialog
            id="open-locked"
            title=t.unlock
            open=Signal::derive(move || desk.opening.with(Option::is_some))
            on_close=move |()| desk.opening.set(None)
        >
            <OpenForm desk />
        </Dialog>
    }
    .into_any()
}

fn table(rows: Vec<LockedRow>, desk: Desk) -> AnyView {
    let (t, m) = (texts().credentials, texts().management);
    if rows.is_empty() {
        return view! { <p class="notice">{t.none_locked}</p> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| view! { <LockedLine row desk /> })
        .collect_view();
    view! {
        <DataTable
            of=TableOf::Words(t.all_locked.to_owned())
            columns=vec![
                m.name, m.username, texts().user.organisation, t.locked_since, t.locked_who,
                texts().user.actions,
            ]
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

#[component]
fn LockedLine(
    /// The locked username.
    row: LockedRow,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().credentials;
    let label = fill(t.unlock_this, &[("username", &row.username)]);
    let by = row.lock.by.clone().unwrap_or_else(|| t.the_owner.to_owned());
    let shown = row.clone();
    let row = StoredValue::new(row);
    view! {
        <tr>
            <th scope="row">{shown.name}</th>
            <td class="code">{shown.username}</td>
            <td>{shown.organisation}</td>
            <td>{shown.lock.time}</td>
            <td>{by}</td>
            <td>
                {if shown.may_open {
                    view! {
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=label
                            on:click=move |_| desk.show(row.get_value())
                        >
                            {t.unlock}
                        </button>
                    }.into_any()
                } else {
                    t.by_organisation.into_any()
                }}
            </td>
        </tr>
    }
}

#[component]
fn OpenForm(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().credentials, texts().management);
    let name = desk
        .opening
        .with_untracked(|row| row.as_ref().map(|row| row.name.clone()))
        .unwrap_or_default();
    view! {
        <p>{fill(t.unlock_text, &[("name", &name)])}</p>
        <ConfirmForm
            error=desk.dialog_error
            label=t.unlock
            busy=desk.busy
            on_send=move |()| desk.confirm()
            on_cancel=move |()| desk.opening.set(None)
        >
            <Input field=desk.checked label=m.checked hint=m.checked_hint />
        </ConfirmForm>
    }
}
