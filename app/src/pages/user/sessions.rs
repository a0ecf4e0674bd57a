//! The own sessions: list, end.

use leptos::prelude::*;
use luotain::session::OwnSession;

use super::acts::{Act, Acts};
use crate::components::{DataTable, TableOf};
use crate::locales::{fill, texts};

/// The own open sessions.
#[component]
pub(super) fn Sessions(
    /// The sessions, newest first.
    sessions: Vec<OwnSession>,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let user = texts().user;
    let has_others = sessions.iter().any(|session| !session.is_this);
    view! {
        <section>
            <h2 id="sessions">{user.sessions}</h2>
            <p>{user.sessions_intro}</p>
            <DataTable
                of=TableOf::Heading("sessions")
                columns=vec![user.began, user.last_seen, user.source, user.browser, user.actions]
            >
                {sessions.into_iter().map(|session| session_row(session, acts)).collect_view()}
            </DataTable>
            {has_others.then(|| view! {
                <p>
                    <button type="button" class="button-quiet" on:click=move |_| acts.run(Act::EndOthers)>
                        {user.end_others}
                    </button>
                </p>
            })}
        </section>
    }
}

fn session_row(session: OwnSession, acts: Acts) -> impl IntoView {
    let user = texts().user;
    let label = fill(user.end_this, &[("began", &session.began_at)]);
    let action = if session.is_this {
        user.this_session.into_any()
    } else {
        let end = move |_| acts.run(Act::End(session.id.clone()));
        view! { <button type="button" class="button-quiet" aria-label=label on:click=end>{user.end}</button> }
            .into_any()
    };
    view! {
        <tr>
            <th scope="row">{session.began_at}</th>
            <td>{session.last_seen}</td>
            <td>{session.source}</td>
            <td>{session.browser}</td>
            <td>{action}</td>
        </tr>
    }
}
