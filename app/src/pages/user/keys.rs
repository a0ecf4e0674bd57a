//! The own keys: list, rename, remove, link.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use luotain::session::KeyView;

use super::acts::{Act, Acts};
use crate::browser::focus::focus_id;
use crate::components::{DataTable, Dialog, LinkKeyForm, TableOf};
use crate::locales::keys::key_marks;
use crate::locales::{fill, texts};

/// The own keys.
#[component]
pub(super) fn Keys(
    /// The keys, oldest first.
    keys: Vec<KeyView>,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (user, shell) = (texts().user, texts().shell);
    let is_only = keys.len() == 1;
    let renaming = RwSignal::new(None::<String>);
    let removing = RwSignal::new(None::<KeyView>);
    let rows = keys
        .into_iter()
        .map(|key| view! { <KeyRow key_view=key is_only renaming removing acts /> })
        .collect_view();
    let remove_text = move || {
        removing.with(|key| {
            fill(
                user.remove_text,
                &[(
                    "name",
                    key.as_ref().map(|key| key.name.as_str()).unwrap_or_default(),
                )],
            )
        })
    };
    let remove = move |_| {
        if let Some(key) = removing.get_untracked() {
            removing.set(None);
            acts.run(Act::Remove(key.id));
        }
    };
    view! {
        <section>
            <h2 id="keys" tabindex="-1">{user.keys}</h2>
            <p>{user.keys_intro}</p>
            <DataTable
                of=TableOf::Heading("keys")
                columns=vec![user.key_name, user.linked, user.last_used, texts().keys.kind, user.actions]
            >
                {rows}
            </DataTable>
            {is_only.then(|| view! { <p class="hint" id="only-key">{user.only_key}</p> })}
            <Dialog
                id="remove-key"
                title=user.remove_title
                open=Signal::derive(move || removing.with(Option::is_some))
                on_close=move |()| removing.set(None)
                alert=true
            >
                <p>{remove_text}</p>
                <div class="actions">
                    <button type="button" class="button button-danger" on:click=remove>{user.remove}</button>
                    <button type="button" class="button-quiet" on:click=move |_| removing.set(None)>
                        {shell.cancel}
                    </button>
                </div>
            </Dialog>
        </section>
        <section aria-labelledby="add-key">
            <h2 id="add-key">{user.add_title}</h2>
            <LinkKeyForm
                on_linked=move |_| acts.linked()
                on_confirmation_needed=Callback::new(move |()| acts.waiting.set(Some(Act::Link)))
                begin=Signal::from(acts.link_confirmed)
            />
        </section>
    }
}

/// One key.
#[component]
fn KeyRow(
    /// The key.
    key_view: KeyView,
    /// Whether it is the only one.
    is_only: bool,
    /// The id of the key being renamed.
    renaming: RwSignal<Option<String>>,
    /// The key to be removed, once confirmed.
    removing: RwSignal<Option<KeyView>>,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let user = texts().user;
    let marks = key_marks(&key_view)
        .into_iter()
        .map(|mark| view! { <span class="key-mark">{mark}</span> })
        .collect_view();
    let last_used = key_view
        .last_used
        .clone()
        .unwrap_or_else(|| user.never.to_owned());
    let linked_at = key_view.linked_at.clone();
    let key = StoredValue::new(key_view);
    let is_renaming =
        move || renaming.with(|id| id.as_ref().is_some_and(|id| key.with_value(|key| key.id == *id)));
    let name = move || key.with_value(|key| key.name.clone());
    let label = move |text: &'static str| fill(text, &[("name", &name())]);
    let begin_renaming = move |_| {
        renaming.set(Some(key.with_value(|key| key.id.clone())));
        focus_id("new-key-name");
    };
    let remove = move |_| {
        if !is_only {
            removing.set(Some(key.get_value()));
        }
    };
    view! {
        <tr>
            <th scope="row">
                {move || if is_renaming() {
                    view! { <RenameForm id=key.with_value(|key| key.id.clone()) name=name() renaming acts /> }.into_any()
                } else {
                    name().into_any()
                }}
            </th>
            <td>{linked_at}</td>
            <td>{last_used}</td>
            <td>{marks}</td>
            <td>
                <div class="actions">
                    <button
                        type="button"
                        class="button-quiet"
                        aria-label=move || label(user.rename_this)
                        on:click=begin_renaming
                    >
                        {user.rename}
                    </button>
                    // Kept in the order of focus even when it cannot be used, so that the
                    // reason is found.
                    <button
                        type="button"
                        class="button-quiet"
                        aria-label=move || label(user.remove_this)
                        aria-disabled=is_only.then_some("true")
                        aria-describedby=is_only.then_some("only-key")
                        on:click=remove
                    >
                        {user.remove}
                    </button>
                </div>
            </td>
        </tr>
    }
}

/// The new name of a key, in its row.
#[component]
fn RenameForm(
    /// The key's id.
    id: String,
    /// Its name now.
    name: String,
    /// The id of the key being renamed.
    renaming: RwSignal<Option<String>>,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (user, shell) = (texts().user, texts().shell);
    let node = NodeRef::<html::Input>::new();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let new_name = node
            .get_untracked()
            .map(|input| input.value().trim().to_owned())
            .unwrap_or_default();
        renaming.set(None);
        acts.run(Act::Rename(id.clone(), new_name));
    };
    view! {
        <form class="inline-form" on:submit=save>
            <label class="visually-hidden" for="new-key-name">{user.new_name}</label>
            <input
                id="new-key-name"
                type="text"
                value=name
                maxlength="60"
                required=true
                autocomplete="off"
                node_ref=node
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        renaming.set(None);
                    }
                }
            />
            <button type="submit" class="button">{user.save}</button>
            <button type="button" class="button-quiet" on:click=move |_| renaming.set(None)>{shell.cancel}</button>
        </form>
    }
}
