//! Entries of the change log as a table.

use leptos::prelude::*;
use luotain::changes::{ChangeRow, ChangedField};

use crate::locales::texts;

/// Entries, newest first.
#[component]
pub(in crate::pages) fn ChangesTable(
    /// The entries.
    rows: Vec<ChangeRow>,
    /// What the table is called.
    #[prop(into)]
    label: String,
    /// Whether number, subject and origin are told, too.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let t = texts().changes;
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    {whole.then(|| view! { <td>{row.number}</td> })}
                    <td>{row.time}</td>
                    <td>{row.actor}</td>
                    <th scope="row">{row.act}</th>
                    {whole.then(|| view! { <td>{row.subject}</td> })}
                    <td><Fields fields=row.fields /></td>
                    <td>{row.reason}</td>
                    {whole.then(|| view! {
                        <td>{row.source} <br /> <span class="small code">{row.request}</span></td>
                    })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" role="region" aria-label=label tabindex="0">
            <table class="changes">
                <thead>
                    <tr>
                        {whole.then(|| view! { <th scope="col">{t.number}</th> })}
                        <th scope="col">{t.time}</th>
                        <th scope="col">{t.actor}</th>
                        <th scope="col">{t.act}</th>
                        {whole.then(|| view! { <th scope="col">{t.subject}</th> })}
                        <th scope="col">{t.details}</th>
                        <th scope="col">{t.reason}</th>
                        {whole.then(|| view! { <th scope="col">{t.source}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What was before and what is after.
#[component]
fn Fields(
    /// What differs.
    fields: Vec<ChangedField>,
) -> impl IntoView {
    let t = texts().changes;
    if fields.is_empty() {
        return ().into_any();
    }
    let items = fields
        .into_iter()
        .map(|field| {
            let has_before = !field.before.is_empty();
            let after = if field.after.is_empty() {
                t.gone.to_owned()
            } else {
                field.after
            };
            view! {
                <li>
                    {field.field} ": "
                    {has_before.then(|| view! {
                        <span class="visually-hidden">{t.before} " "</span>
                        <del>{field.before}</del>
                        " "
                        <span aria-hidden="true">"→ "</span>
                        <span class="visually-hidden">{t.after} " "</span>
                    })}
                    <ins>{after}</ins>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}
