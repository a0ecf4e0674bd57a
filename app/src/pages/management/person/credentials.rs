//! What a person signs in with, and how it went: the lock, keys, sign-ins and open sessions.

use leptos::prelude::*;
use luotain::management::{LockView, PersonView};

use super::acts::{Acts, Open};
use crate::components::{DataTable, TableOf};
use crate::locales::keys::key_marks;
use crate::locales::{fill, texts};

/// That the username is locked, by whom, and what to do.
#[component]
pub(super) fn Locked(
    /// The lock.
    lock: LockView,
    /// The state of the page.
    acts: Acts,
    /// Whether it may be opened.
    may_open: bool,
) -> impl IntoView {
    let t = texts().credentials;
    let words = match &lock.by {
        Some(by) => fill(t.locked_by, &[("by", by), ("time", &lock.time)]),
        None => fill(t.locked_by_owner, &[("time", &lock.time)]),
    };
    view! {
        <section class="notice notice-alert" aria-labelledby="locked">
            <h2 id="locked">{t.locked_title}</h2>
            <p>{words}</p>
            <p>{t.locked_do}</p>
            {may_open.then(|| view! {
                <button type="button" class="button" on:click=move |_| acts.show(Open::Unlock)>{t.unlock}</button>
            })}
        </section>
    }
}

/// The linked keys.
#[component]
pub(super) fn Keys(
    /// The person.
    person: PersonView,
    /// The state of the page.
    acts: Acts,
    /// Whether an enrolment code may be ordered.
    may_enrol: bool,
) -> impl IntoView {
    let (t, user) = (texts().management, texts().user);
    let is_empty = person.keys.is_empty();
    let rows = person
        .keys
        .into_iter()
        .map(|key| {
            let marks = key_marks(&key)
                .into_iter()
                .map(|mark| view! { <span class="key-mark">{mark}</span> })
                .collect_view();
            let last_used = key.last_used.unwrap_or_else(|| user.never.to_owned());
            view! {
                <tr>
                    <th scope="row">{key.name}</th>
                    <td>{marks}</td>
                    <td>{key.linked_at}</td>
                    <td>{last_used}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="keys">{user.keys}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_keys}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Heading("keys")
                        columns=vec![user.key_name, texts().keys.kind, user.linked, user.last_used]
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
            {may_enrol.then(|| view! {
                <p>{t.enrol_intro}</p>
                <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Enrol)>{t.enrol}</button>
            })}
        </section>
    }
}

/// The last sign-ins, and the sessions that are open.
#[component]
pub(super) fn SignIns(
    /// The person.
    person: PersonView,
) -> impl IntoView {
    let (t, user) = (texts().management, texts().user);
    let is_empty = person.sign_ins.is_empty();
    let sign_ins = person
        .sign_ins
        .into_iter()
        .map(|sign_in| {
            let outcome = if sign_in.done {
                t.sign_in_done
            } else {
                t.sign_in_refused
            };
            view! { <li>{sign_in.time} ": " {outcome}</li> }
        })
        .collect_view();
    let sessions = person
        .sessions
        .into_iter()
        .map(|session| {
            view! {
                <tr>
                    <th scope="row">{session.began_at}</th>
                    <td>{session.last_seen}</td>
                    <td>{session.browser}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="sign-ins">
            <h2 id="sign-ins">{t.sign_ins}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_sign_ins}</p> }.into_any()
            } else {
                view! { <ul>{sign_ins}</ul> }.into_any()
            }}
            {(!sessions.is_empty()).then(|| view! {
                <h3 id="open-sessions">{user.sessions}</h3>
                <DataTable
                    of=TableOf::Heading("open-sessions")
                    columns=vec![user.began, user.last_seen, user.browser]
                >
                    {sessions}
                </DataTable>
            })}
        </section>
    }
}
