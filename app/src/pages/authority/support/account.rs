//! One username on customer support's page, and the dialog for a code in the place of a lost key.

use leptos::prelude::*;
use luotain::management::SupportAccount;
use luotain::session::KeyView;

use super::Desk;
use crate::components::{ConfirmForm, DataTable, Dialog, TableOf};
use crate::locales::keys::key_marks;
use crate::locales::support::no_link_text;
use crate::locales::{fill, texts};
use crate::pages::management::fields::Input;
use crate::pages::management::state_name;

/// How a username stands, and what can be done for its owner.
#[component]
pub(super) fn Account(
    /// The username.
    account: SupportAccount,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().support, texts().management);
    let row = account.row;
    let email = if account.email.is_empty() {
        t.no_email.to_owned()
    } else {
        account.email
    };
    let locked = account
        .locked
        .map(|time| fill(t.locked_since, &[("time", &time)]));
    let invitation = account.invitation.map(|invitation| {
        let text = if invitation.lapsed {
            m.invitation_lapsed
        } else {
            m.invitation_until
        };
        fill(text, &[("until", &invitation.until)])
    });
    let link = match account.no_link {
        Some(why) => view! { <p class="notice notice-warning">{no_link_text(why)}</p> }.into_any(),
        None => view! {
            <p>{t.password_intro}</p>
            <button type="button" class="button-quiet" on:click=move |_| desk.send_link()>{t.send_link}</button>
        }
        .into_any(),
    };
    let may_issue = account.may_issue;
    view! {
        <section class="card" aria-labelledby="account">
            <h2 id="account" tabindex="-1">{row.name}</h2>
            <dl class="facts">
                <div><dt>{m.username}</dt><dd class="code">{row.username}</dd></div>
                <div><dt>{m.organisation}</dt><dd>{row.organisation}</dd></div>
                <div><dt>{m.state}</dt><dd>{state_name(row.state)}</dd></div>
                <div><dt>{t.email}</dt><dd>{email}</dd></div>
                {invitation.map(|words| view! { <div><dt>{m.invitation}</dt><dd>{words}</dd></div> })}
            </dl>
            {locked.map(|words| view! { <p class="notice notice-warning">{words}</p> })}
            <h3>{t.password}</h3>
            {link}
            <h3 id="account-keys">{texts().user.keys}</h3>
            <Keys keys=account.keys />
            {may_issue.then(|| view! {
                <p>{t.code_intro}</p>
                <button type="button" class="button-quiet" on:click=move |_| desk.ask_for_code()>{m.enrol}</button>
            })}
        </section>
    }
}

#[component]
fn Keys(
    /// The linked keys.
    keys: Vec<KeyView>,
) -> impl IntoView {
    let user = texts().user;
    if keys.is_empty() {
        return view! { <p class="empty">{texts().management.no_keys}</p> }.into_any();
    }
    let rows = keys
        .into_iter()
        .map(|key| {
            let marks = key_marks(&key)
                .into_iter()
                .map(|mark| view! { <span class="key-mark">{mark}</span> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{key.name}</th>
                    <td>{marks}</td>
                    <td>{key.last_used.unwrap_or_else(|| user.never.to_owned())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable
            of=TableOf::Heading("account-keys")
            columns=vec![user.key_name, texts().keys.kind, user.last_used]
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

/// Asks how the identity was checked before a code is given.
#[component]
pub(super) fn CodeDialog(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let m = texts().management;
    let words = move || {
        let name = desk
            .account
            .with_untracked(|account| account.as_ref().map(|account| account.row.name.clone()))
            .unwrap_or_default();
        fill(texts().support.code_text, &[("name", &name)])
    };
    view! {
        <Dialog
            id="dialog-code"
            title=m.code_title
            open=Signal::from(desk.issuing)
            on_close=move |()| desk.issuing.set(false)
        >
            <p>{words()}</p>
            <ConfirmForm
                error=desk.dialog_error
                label=m.enrol
                busy=desk.busy
                on_send=move |()| desk.issue()
                on_cancel=move |()| desk.issuing.set(false)
            >
                <Input field=desk.checked label=m.checked hint=m.checked_hint />
            </ConfirmForm>
        </Dialog>
    }
}
