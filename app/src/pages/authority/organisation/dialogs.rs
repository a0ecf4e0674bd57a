//! The dialogs of an organisation's page.

use leptos::prelude::*;
use luotain::management::ContactRole;

use super::acts::{Acts, Open};
use crate::components::{ConfirmForm, titled_dialogs};
use crate::locales::organisations::contact_role_name;
use crate::locales::{fill, language, texts};
use crate::pages::management::fields::{Choice, Input};

/// The dialog of the act at hand.
#[component]
pub(super) fn ActDialogs(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().organisations;
    titled_dialogs(
        acts.open,
        move || view! { <ActForm acts /> }.into_any(),
        [
            ("dialog-rename", t.rename_title, |open| {
                matches!(open, Open::Rename)
            }),
            ("dialog-number", t.edit_number, |open| {
                matches!(open, Open::Number)
            }),
            ("dialog-contact", t.contact_title, |open| {
                matches!(open, Open::Contact(_))
            }),
            ("dialog-contact-remove", t.remove_contact_title, |open| {
                matches!(open, Open::RemoveContact(_))
            }),
            ("dialog-address", t.address_title, |open| {
                matches!(open, Open::Address(_))
            }),
            ("dialog-address-remove", t.remove_address_title, |open| {
                matches!(open, Open::RemoveAddress(_))
            }),
            ("dialog-merge", t.merge_title, |open| matches!(open, Open::Merge)),
            ("dialog-approval", t.approval_title, |open| {
                matches!(open, Open::Approval(_))
            }),
        ],
    )
}

#[component]
fn ActForm(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let (Some(open), Some(page)) = (acts.open.get_untracked(), acts.page.get_untracked()) else {
        return ().into_any();
    };
    let f = acts.fields;
    let (words, fields, label, danger) = match open {
        Open::Rename => (
            t.rename_text.to_owned(),
            view! {
                <Input field=f.name_fi label=t.name_fi max_length=150 />
                <Input field=f.name_sv label=t.name_sv hint=t.name_optional max_length=150 optional=true />
                <Input field=f.name_en label=t.name_en hint=t.name_optional max_length=150 optional=true />
                <Input field=f.from label=t.rename_from kind="date" />
            }
            .into_any(),
            t.rename,
            false,
        ),
        Open::Number => (
            String::new(),
            view! { <Input field=f.business_id label=m.business_id hint=t.business_id_hint max_length=20 /> }
                .into_any(),
            m.save,
            false,
        ),
        Open::Contact(_) => {
            let roles: Vec<(String, String)> = ContactRole::ALL
                .into_iter()
                .map(|role| (role.code().to_owned(), contact_role_name(role).to_owned()))
                .collect();
            (
                String::new(),
                view! {
                    <Choice field=f.contact_role label=t.contact_role choices=Signal::stored(roles) />
                    <Input field=f.contact_name label=m.name hint=m.name_hint max_length=100 />
                    <Input field=f.contact_email label=m.email kind="email" max_length=254 />
                    <Input field=f.phone label=t.phone hint=t.phone_hint max_length=30 optional=true />
                }
                .into_any(),
                m.save,
                false,
            )
        }
        Open::Address(_) => (
            String::new(),
            view! {
                <Input field=f.lines label=t.lines hint=t.lines_hint max_length=500 optional=true />
                <Input field=f.e_invoice label=t.e_invoice hint=t.e_invoice_hint max_length=60 optional=true />
                <Input field=f.operator label=t.operator hint=t.optional max_length=60 optional=true />
                <Input field=f.reference label=t.reference hint=t.optional max_length=60 optional=true />
            }
            .into_any(),
            m.save,
            false,
        ),
        Open::RemoveContact(at) => (
            page.contacts
                .get(at)
                .map(|contact| format!("{}, {}", contact.name, contact.email))
                .unwrap_or_default(),
            ().into_any(),
            t.remove,
            true,
        ),
        Open::RemoveAddress(at) => (
            page.invoicing
                .get(at)
                .map(|address| format!("{} {}", address.lines.join(", "), address.e_invoice))
                .unwrap_or_default(),
            ().into_any(),
            t.remove,
            true,
        ),
        Open::Approval(permit) => {
            let (words, label) = if permit.asks_approval {
                (t.approval_off_text, t.approval_off)
            } else {
                (t.approval_on_text, t.approval_on)
            };
            let name = format!("{} ({})", permit.name, permit.number);
            let waiting = (permit.asks_approval && permit.waiting > 0)
                .then(|| fill(t.approval_waiting, &[("n", &permit.waiting.to_string())]));
            (
                fill(words, &[("name", &name)]),
                waiting
                    .map(|words| view! { <p class="notice notice-info">{words}</p> })
                    .into_any(),
                label,
                false,
            )
        }
        Open::Merge => {
            let choices: Vec<(String, String)> = std::iter::once((String::new(), t.choose.to_owned()))
                .chain(
                    page.others
                        .iter()
                        .map(|(id, name)| (id.as_str().to_owned(), name.clone())),
                )
                .collect();
            let name = page.name.get(language()).to_owned();
            (
                t.merge_intro.to_owned(),
                view! {
                    <Choice field=f.into label=t.merge_into choices=Signal::stored(choices) />
                    <p>{fill(t.merge_typed, &[("name", &name)])}</p>
                    <Input field=f.typed label=t.merge_typed_label max_length=150 />
                }
                .into_any(),
                t.merge_do,
                true,
            )
        }
    };
    view! {
        {(!words.is_empty()).then(|| view! { <p>{words}</p> })}
        <ConfirmForm
            error=acts.dialog_error
            label
            busy=acts.busy
            danger
            on_send=move |()| acts.confirm()
            on_cancel=move |()| acts.close()
        >
            {fields}
            <Input field=f.reason label=m.reason hint=t.reason_hint />
        </ConfirmForm>
    }
    .into_any()
}
