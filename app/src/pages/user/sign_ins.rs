//! The own sign-ins and the attempts that failed. What to do about an unknown one stands below.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::session::OwnSignIn;

use crate::api::{ApiError, list_own_sign_ins};
use crate::components::ProblemBox;
use crate::locales::{fill, texts};

/// The state of the section.
#[derive(Clone, Copy)]
struct Desk {
    rows: RwSignal<Option<Vec<OwnSignIn>>>,
    older: RwSignal<Option<u64>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Desk {
    /// Fetches the newest, or those before a number.
    fn load(self, before: Option<u64>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = list_own_sign_ins(before).await;
            self.busy.try_set(false);
            match answer {
                Ok(page) => {
                    self.older.try_set(page.older);
                    self.rows.try_update(|rows| {
                        let shown = rows.get_or_insert_default();
                        if before.is_none() {
                            shown.clear();
                        }
                        shown.extend(page.rows);
                    });
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }
}

/// The own sign-ins.
#[component]
pub(super) fn SignIns() -> impl IntoView {
    let user = texts().user;
    let desk = Desk {
        rows: RwSignal::new(None),
        older: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    Effect::new(move |_| desk.load(None));
    let status = move || {
        if desk.busy.get() {
            user.working.to_owned()
        } else {
            desk.rows.with(|rows| {
                rows.as_ref()
                    .map(|rows| fill(user.sign_ins_shown, &[("n", &rows.len().to_string())]))
                    .unwrap_or_default()
            })
        }
    };
    let table = move || {
        desk.rows.with(|rows| {
            rows.as_ref().map(|rows| {
                if rows.is_empty() {
                    view! { <p class="empty">{user.sign_ins_none}</p> }.into_any()
                } else {
                    view! { <SignInTable rows=rows.clone() /> }.into_any()
                }
            })
        })
    };
    view! {
        <section>
            <h2 id="sign-ins">{user.sign_ins}</h2>
            <p>{user.sign_ins_intro}</p>
            <p>
                {user.sign_ins_unknown} " "
                <a href="#suspicion" rel="external">{texts().credentials.report_title}</a>
            </p>
            <ProblemBox error=desk.error />
            {table}
            <div class="actions">
                {move || desk.older.get().map(|before| view! {
                    <button type="button" class="button-quiet" on:click=move |_| desk.load(Some(before))>
                        {user.sign_ins_older}
                    </button>
                })}
                <span role="status">{status}</span>
            </div>
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
        <div class="table-scroll" role="region" aria-labelledby="sign-ins" tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{user.sign_ins_time}</th>
                        <th scope="col">{user.sign_ins_result}</th>
                        <th scope="col">{user.sign_ins_key}</th>
                        <th scope="col">{user.source}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
