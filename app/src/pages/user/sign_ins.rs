//! The own sign-ins and the attempts that failed. What to do about an unknown one stands below.

use leptos::prelude::*;
use luotain::session::OwnSignIn;

use crate::api::list_own_sign_ins;
use crate::components::{DataTable, Rows, RowsView, RowsWords, TableOf};
use crate::locales::texts;

/// Fetches the newest, or those before a number.
fn load(list: Rows<OwnSignIn>, before: Option<u64>) {
    list.load(before.is_some(), async move {
        list_own_sign_ins(before)
            .await
            .map(|page| (page.rows, page.older))
    });
}

/// The own sign-ins.
#[component]
pub(super) fn SignIns() -> impl IntoView {
    let user = texts().user;
    let list = Rows::default();
    Effect::new(move |_| load(list, None));
    let words = RowsWords {
        empty: user.sign_ins_none,
        shown: user.sign_ins_shown,
        older: user.sign_ins_older,
    };
    view! {
        <section>
            <h2 id="sign-ins">{user.sign_ins}</h2>
            <p>{user.sign_ins_intro}</p>
            <p>
                {user.sign_ins_unknown} " "
                <a href="#suspicion" rel="external">{texts().credentials.report_title}</a>
            </p>
            <RowsView
                list
                words
                table=|rows| view! { <SignInTable rows /> }.into_any()
                on_older=move |before: u64| load(list, Some(before))
            />
        </section>
    }
}

#[component]
fn SignInTable(
    /// The rows, newest first.
    rows: Vec<OwnSignIn>,
) -> impl IntoView {
    let user = texts().user;
    let rows = rows
        .into_iter()
        .map(|row| {
            let result = if row.done {
                user.sign_ins_done.to_owned()
            } else {
                row.event
            };
            let key = if row.key.is_empty() {
                "–".to_owned()
            } else {
                row.key
            };
            view! {
                <tr>
                    <th scope="row">{row.time}</th>
                    <td>{result}</td>
                    <td>{key}</td>
                    <td>{row.source}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable
            of=TableOf::Heading("sign-ins")
            columns=vec![user.sign_ins_time, user.sign_ins_result, user.sign_ins_key, user.source]
        >
            {rows}
        </DataTable>
    }
}
