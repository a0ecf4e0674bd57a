//! The sections of an organisation's page.

use leptos::prelude::*;
use luotain::management::{OrganisationPage as Page, OrganisationPermit};

use super::acts::{Acts, Open};
use crate::components::{DataTable, TableOf, columns};
use crate::locales::organisations::contact_role_name;
use crate::locales::{fill, texts};

/// The names and the business id.
#[component]
pub(super) fn Names(
    /// The organisation.
    page: Page,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let shown = |name: &str| {
        if name.is_empty() {
            "–".to_owned()
        } else {
            name.to_owned()
        }
    };
    view! {
        <section class="card" aria-labelledby="names">
            <h2 id="names">{t.names}</h2>
            <dl class="facts">
                <div><dt>{t.name_fi}</dt><dd lang="fi">{page.name.fi.clone()}</dd></div>
                <div><dt>{t.name_sv}</dt><dd lang="sv">{shown(&page.name.sv)}</dd></div>
                <div><dt>{t.name_en}</dt><dd lang="en">{shown(&page.name.en)}</dd></div>
                <div><dt>{m.business_id}</dt><dd>{page.business_id}</dd></div>
                <div><dt>{m.user_count}</dt><dd>{page.users}</dd></div>
            </dl>
            {page.may_change.then(|| view! {
                <div class="actions">
                    <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Rename)>
                        {t.rename}
                    </button>
                    <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Number)>
                        {t.edit_number}
                    </button>
                </div>
            })}
        </section>
    }
}

/// The buttons of a row: change and remove.
fn row_buttons(
    may: bool,
    acts: Acts,
    (change_label, remove_label): (String, String),
    (change, remove): (Open, Open),
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    may.then(|| {
        view! {
            <td>
                <div class="actions tight">
                    <button
                        type="button"
                        class="button-quiet button-small"
                        aria-label=change_label
                        on:click=move |_| acts.show(change.clone())
                    >
                        {m.change}
                    </button>
                    <button
                        type="button"
                        class="button-quiet button-small"
                        aria-label=remove_label
                        on:click=move |_| acts.show(remove.clone())
                    >
                        {t.remove}
                    </button>
                </div>
            </td>
        }
    })
}

/// The contact persons.
#[component]
pub(super) fn Contacts(
    /// The organisation.
    page: Page,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let may = page.may_change;
    let is_empty = page.contacts.is_empty();
    let rows = page
        .contacts
        .into_iter()
        .enumerate()
        .map(|(at, contact)| {
            let number = (at + 1).to_string();
            let labels = (
                fill(t.change_contact, &[("n", &number)]),
                fill(t.remove_contact, &[("n", &number)]),
            );
            view! {
                <tr>
                    <th scope="row">{contact.name}</th>
                    <td>{contact_role_name(contact.role)}</td>
                    <td>{contact.email}</td>
                    <td>{contact.phone}</td>
                    {row_buttons(may, acts, labels, (Open::Contact(Some(at)), Open::RemoveContact(at)))}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="contacts">{t.contacts}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_contacts}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Heading("contacts")
                        columns=columns(&[m.name, t.contact_role, m.email, t.phone], may.then_some(texts().user.actions))
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
            {may.then(|| view! {
                <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Contact(None))>
                    {t.add_contact}
                </button>
            })}
        </section>
    }
}

/// Where invoices go.
#[component]
pub(super) fn Invoicing(
    /// The organisation.
    page: Page,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().organisations;
    let may = page.may_change_invoicing;
    let is_empty = page.invoicing.is_empty();
    let rows = page
        .invoicing
        .into_iter()
        .enumerate()
        .map(|(at, address)| {
            let number = (at + 1).to_string();
            let labels = (
                fill(t.change_address, &[("n", &number)]),
                fill(t.remove_address, &[("n", &number)]),
            );
            view! {
                <tr>
                    <td>{address.lines.join(", ")}</td>
                    <td>{address.e_invoice}</td>
                    <td>{address.operator}</td>
                    <td>{address.reference}</td>
                    {row_buttons(may, acts, labels, (Open::Address(Some(at)), Open::RemoveAddress(at)))}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="invoicing">{t.invoicing}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_invoicing}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Heading("invoicing")
                        columns=columns(&[t.lines, t.e_invoice, t.operator, t.reference], may.then_some(texts().user.actions))
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
            {may.then(|| view! {
                <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Address(None))>
                    {t.add_address}
                </button>
            })}
        </section>
    }
}

/// The responsible users.
#[component]
pub(super) fn Responsible(
    /// The organisation.
    page: Page,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let is_empty = page.responsible.is_empty();
    let people = page
        .responsible
        .into_iter()
        .map(|user| {
            let last = user.last_sign_in.unwrap_or_else(|| m.never.to_owned());
            view! {
                <li>
                    {user.name} " (" <span class="code">{user.username}</span> "), "
                    {m.last_sign_in} ": " {last}
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="responsible">
            <h2 id="responsible">{m.responsible_users}</h2>
            {if is_empty {
                view! { <p class="empty">{m.without_responsible}</p> }.into_any()
            } else {
                view! { <ul>{people}</ul> }.into_any()
            }}
            <p><a href="/authority/organisations">{t.to_list_appoint}</a></p>
        </section>
    }
}

/// The button that says whether each right under a permit needs approval.
fn approval_button(permit: OrganisationPermit, acts: Acts) -> impl IntoView {
    let t = texts().organisations;
    let (words, label) = if permit.asks_approval {
        (t.approval_off, t.approval_off_of)
    } else {
        (t.approval_on, t.approval_on_of)
    };
    let label = fill(label, &[("name", &permit.name)]);
    permit.may_change_approval.then(|| {
        view! {
            <button
                type="button"
                class="button-quiet button-small"
                aria-label=label
                on:click=move |_| acts.show(Open::Approval(permit.clone()))
            >
                {words}
            </button>
        }
    })
}

/// The data permits.
#[component]
pub(super) fn Permits(
    /// The organisation.
    page: Page,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (t, p) = (texts().organisations, texts().permits);
    let is_empty = page.permits.is_empty();
    let has_acts = page.permits.iter().any(|permit| permit.may_change_approval);
    let rows = page
        .permits
        .into_iter()
        .map(|permit| {
            let state = if permit.in_force {
                t.in_force
            } else {
                t.not_in_force
            };
            let button = has_acts.then(|| approval_button(permit.clone(), acts));
            view! {
                <tr>
                    <th scope="row">{permit.name}</th>
                    <td>{permit.number}</td>
                    <td>{permit.validity}</td>
                    <td>{state} {permit.asks_approval.then(|| view! { "; " {t.each_approved} })}</td>
                    {button.map(|button| view! { <td>{button}</td> })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="permits">{t.permits}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_permits}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Heading("permits")
                        columns=columns(&[texts().management.name, p.number, p.validity, t.permit_state], has_acts.then_some(texts().user.actions))
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
        </section>
    }
}

/// What has happened to the organisation.
#[component]
pub(super) fn History(
    /// The organisation.
    page: Page,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let is_empty = page.history.is_empty();
    let rows = page
        .history
        .into_iter()
        .map(|event| {
            let by = if event.by.is_empty() {
                t.by_service.to_owned()
            } else {
                event.by
            };
            view! {
                <tr>
                    <td>{event.time}</td>
                    <td>{event.what}</td>
                    <td>{event.reason}</td>
                    <td>{by}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="history">{t.history}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_history}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Heading("history")
                        columns=vec![m.time, t.event, m.reason, m.by]
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
        </section>
    }
}
