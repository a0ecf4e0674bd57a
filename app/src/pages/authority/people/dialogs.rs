//! The dialogs on the page of the authority's people.

use leptos::prelude::*;
use luotain::access::AuthorityRole;

use super::{Desk, Open};
use crate::components::{ConfirmForm, Dialog};
use crate::locales::{fill, language, texts};
use crate::pages::management::fields::Input;

/// The dialog of the act at hand.
#[component]
pub(super) fn ActDialog(
    /// The state of the page.
    desk: Desk,
    /// Which of the two it is.
    which: Open,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let (id, title, label, danger) = match which {
        Open::Roles => ("dialog-roles", t.change_roles_title, m.save, false),
        Open::End => ("dialog-end-person", t.end_person_title, t.end_person, true),
    };
    let is_open = Signal::derive(move || {
        desk.open
            .with(|open| open.as_ref().is_some_and(|(open, _)| *open == which))
    });
    let name = move || {
        desk.open.with_untracked(|open| {
            open.as_ref()
                .map(|(_, person)| person.name.clone())
                .unwrap_or_default()
        })
    };
    let words = move || match which {
        Open::Roles => format!("{}. {}", name(), t.change_roles_text),
        Open::End => fill(t.end_person_text, &[("name", &name())]),
    };
    view! {
        <Dialog id=id title=title open=is_open on_close=move |()| desk.open.set(None)>
            <p>{words()}</p>
            <ConfirmForm
                error=desk.dialog_error
                label
                busy=desk.busy
                danger
                on_send=move |()| desk.confirm()
                on_cancel=move |()| desk.open.set(None)
            >
                {(which == Open::Roles).then(|| view! { <RoleChoices desk /> })}
                <Input field=desk.reason label=m.reason hint=m.reason_hint />
            </ConfirmForm>
        </Dialog>
    }
}

#[component]
fn RoleChoices(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().organisations;
    let choices = AuthorityRole::ALL
        .into_iter()
        .map(|role| {
            let id = role.code();
            let tick = move |event| {
                let is_ticked = event_target_checked(&event);
                desk.ticked.update(|ticked| {
                    if is_ticked {
                        ticked.insert(role);
                    } else {
                        ticked.remove(&role);
                    }
                });
            };
            view! {
                <div class="choice">
                    <input
                        id=id
                        type="checkbox"
                        prop:checked=move || desk.ticked.with(|ticked| ticked.contains(&role))
                        on:change=tick
                    />
                    <label for=id>{role.name(language())}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend>{t.roles}</legend>
            {choices}
        </fieldset>
    }
}
