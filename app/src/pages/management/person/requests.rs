//! The requests for rights on a person's page.

use leptos::prelude::*;
use luotain::management::{RequestRow, RequestState};

use super::acts::{Acts, Open};
use crate::components::{DataTable, TableOf};
use crate::locales::approvals::{kind_name, state_name};
use crate::locales::{fill, texts};
use crate::pages::authority::requests::Decided;

/// The requests that wait, and what became of earlier ones.
#[component]
pub(super) fn Requests(
    /// The requests, newest first.
    requests: Vec<RequestRow>,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let (t, m) = (texts().approvals, texts().management);
    let rows = requests
        .into_iter()
        .map(|row| view! { <Row row acts /> })
        .collect_view();
    view! {
        <section>
            <h2 id="requests">{t.person_title}</h2>
            <p>{t.person_intro}</p>
            <DataTable
                of=TableOf::Heading("requests")
                columns=vec![m.right, m.validity, t.asked, m.reason, t.decision]
            >
                {rows}
            </DataTable>
        </section>
    }
}

#[component]
fn Row(
    /// The request.
    row: RequestRow,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().approvals;
    let label = fill(t.withdraw_of, &[("right", &row.right)]);
    let open = Open::Withdraw(row.clone());
    view! {
        <tr>
            <th scope="row">{row.right} <br /> <span class="small">{kind_name(row.kind)}</span></th>
            <td>{row.validity}</td>
            <td>{row.time} <br /> <span class="small">{row.by}</span></td>
            <td>{row.reason}</td>
            <td>
                {if row.state == RequestState::Waiting {
                    view! { <p>{state_name(row.state)}</p> }.into_any()
                } else {
                    view! { <Decided state=row.state decision=row.decision /> }.into_any()
                }}
                {row.may_act.then(|| view! {
                    <button
                        type="button"
                        class="button-quiet button-small"
                        aria-label=label
                        on:click=move |_| acts.show(open.clone())
                    >
                        {t.withdraw}
                    </button>
                })}
            </td>
        </tr>
    }
}
