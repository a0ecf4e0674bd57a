//! The dialogs of a person's page.

use leptos::prelude::*;
use luotain::management::RightView;

use super::acts::{Acts, Open};
use crate::components::{ConfirmForm, titled_dialogs};
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Choice, Input, language_choices};

/// The dialog of the act at hand.
#[component]
pub(super) fn ActDialogs(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let credentials = texts().credentials;
    titled_dialogs(
        acts.open,
        move || view! { <ActForm acts /> }.into_any(),
        [
            ("dialog-withdraw", texts().approvals.withdraw_title, |open| {
                matches!(open, Open::Withdraw(_))
            }),
            ("dialog-change", t.change_title, |open| {
                matches!(open, Open::Change(_))
            }),
            ("dialog-end", t.end_title, |open| matches!(open, Open::End(_))),
            ("dialog-leave", t.leave_confirm, |open| {
                matches!(open, Open::Leave)
            }),
            ("dialog-details", t.change_details, |open| {
                matches!(open, Open::Details)
            }),
            ("dialog-enrol", t.enrol, |open| matches!(open, Open::Enrol)),
            ("dialog-granter", t.granter_give, |open| {
                matches!(open, Open::Granter(true))
            }),
            ("dialog-granter-end", t.granter_end, |open| {
                matches!(open, Open::Granter(false))
            }),
            ("dialog-lock", credentials.lock, |open| matches!(open, Open::Lock)),
            ("dialog-unlock", credentials.unlock, |open| {
                matches!(open, Open::Unlock)
            }),
        ],
    )
}

#[component]
fn ActForm(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let Some(open) = acts.open.get_untracked() else {
        return ().into_any();
    };
    let name = acts
        .person
        .with_untracked(|person| person.as_ref().map(|person| person.name.clone()))
        .unwrap_or_default();
    let of_right = |right: &RightView| format!("{}, {}", right.name, right.validity);
    let (words, fields, label, danger) = match &open {
        Open::Change(right) => {
            let is_begun = right.in_force;
            (
                of_right(right),
                view! {
                    {(!is_begun).then(|| view! { <Input field=acts.from label=t.from kind="date" /> })}
                    <Input field=acts.until label=t.until hint=t.until_hint kind="date" />
                    <Input field=acts.reason label=t.reason hint=t.reason_hint />
                }
                .into_any(),
                t.save,
                false,
            )
        }
        Open::End(right) => (
            of_right(right),
            view! { <EndFields acts /> }.into_any(),
            t.end,
            true,
        ),
        Open::Leave => (
            fill(t.leave_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.reason hint=t.reason_hint /> }.into_any(),
            t.leave,
            true,
        ),
        Open::Details => (
            t.details_text.to_owned(),
            view! {
                <Input field=acts.name label=t.name hint=t.name_hint max_length=100 />
                <Input field=acts.email label=t.email hint=t.email_hint kind="email" max_length=254 />
                <Choice field=acts.language label=t.language choices=Signal::stored(language_choices()) />
            }
            .into_any(),
            t.save,
            false,
        ),
        Open::Enrol => (
            fill(t.enrol_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.checked hint=t.checked_hint /> }.into_any(),
            t.enrol,
            false,
        ),
        Open::Lock => (
            fill(texts().credentials.lock_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.reason hint=t.reason_hint /> }.into_any(),
            texts().credentials.lock,
            true,
        ),
        Open::Unlock => (
            fill(texts().credentials.unlock_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.checked hint=t.checked_hint /> }.into_any(),
            texts().credentials.unlock,
            false,
        ),
        Open::Granter(grants) => (
            if *grants {
                t.granter_intro
            } else {
                t.granter_end_text
            }
            .to_owned(),
            view! { <Input field=acts.reason label=t.reason hint=t.reason_hint /> }.into_any(),
            if *grants { t.granter_give } else { t.granter_end },
            !grants,
        ),
        Open::Withdraw(row) => (
            fill(texts().approvals.withdraw_text, &[("right", &row.right)]),
            ().into_any(),
            texts().approvals.withdraw,
            true,
        ),
    };
    view! {
        <p>{words}</p>
        <ConfirmForm
            error=acts.dialog_error
            label
            busy=acts.busy
            danger
            on_send=move |()| acts.confirm()
            on_cancel=move |()| acts.close()
        >
            {fields}
        </ConfirmForm>
    }
    .into_any()
}

/// When a right ends, and why.
#[component]
fn EndFields(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let choice = move |id: &'static str, label: &'static str, at_once: bool| {
        view! {
            <div class="choice">
                <input
                    id=id
                    type="radio"
                    name="when"
                    prop:checked=move || acts.at_once.get() == at_once
                    on:change=move |_| acts.at_once.set(at_once)
                />
                <label for=id>{label}</label>
            </div>
        }
    };
    view! {
        <fieldset>
            <legend>{t.when}</legend>
            {choice("end-now", t.end_now, true)}
            {choice("end-later", t.end_later, false)}
        </fieldset>
        {move || (!acts.at_once.get()).then(|| view! {
            <Input field=acts.until label=t.last_day kind="date" />
        })}
        <Input field=acts.reason label=t.reason hint=t.reason_hint />
    }
}
