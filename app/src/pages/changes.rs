//! "Who changed this": a section that pages of people, permits and organisations share. It is
//! fetched when somebody asks for it, since looking leaves an entry in the change log.

pub(in crate::pages) mod table;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::changes::{ChangeRow, ChangesOf, ChangesPage};

use crate::api::{ApiError, list_changes_of, list_own_changes};
use crate::components::ProblemBox;
use crate::locales::{fill, texts};
use table::ChangesTable;

/// The state of the section.
#[derive(Clone, Copy)]
struct Desk {
    of: StoredValue<ChangesOf>,
    is_authority: bool,
    rows: RwSignal<Option<Vec<ChangeRow>>>,
    older: RwSignal<Option<u64>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Desk {
    /// Fetches the newest entries, or those before a number.
    fn load(self, before: Option<u64>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        let of = self.of.get_value();
        spawn_local(async move {
            let answer = if self.is_authority {
                list_changes_of(of, before).await
            } else {
                list_own_changes(of, before).await
            };
            self.busy.try_set(false);
            match answer {
                Ok(page) => self.add(page, before.is_none()),
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }

    fn add(self, page: ChangesPage, is_first: bool) {
        self.older.try_set(page.older);
        self.rows.try_update(|rows| {
            let shown = rows.get_or_insert_default();
            if is_first {
                shown.clear();
            }
            shown.extend(page.rows);
        });
    }
}

/// What was done to something, by whom and why.
#[component]
pub(in crate::pages) fn WhoChanged(
    /// The id of the heading, from which those of the parts are made.
    #[prop(into)]
    id: String,
    /// To what.
    of: ChangesOf,
    /// What it is called.
    #[prop(into)]
    name: String,
    /// Whether the authority looks.
    #[prop(optional)]
    is_authority: bool,
    /// Whether the section stands within another.
    #[prop(optional)]
    within: bool,
) -> impl IntoView {
    let t = texts().changes;
    let desk = Desk {
        of: StoredValue::new(of),
        is_authority,
        rows: RwSignal::new(None),
        older: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let labelled_by = id.clone();
    let table_label = format!("{}: {name}", t.who_changed);
    let show_label = fill(t.show_of, &[("name", &name)]);
    let status = move || {
        if desk.busy.get() {
            texts().user.working.to_owned()
        } else {
            desk.rows.with(|rows| {
                rows.as_ref()
                    .map(|rows| fill(t.shown, &[("n", &rows.len().to_string())]))
                    .unwrap_or_default()
            })
        }
    };
    let table = move || {
        desk.rows.with(|rows| {
            rows.as_ref().map(|rows| {
                if rows.is_empty() {
                    view! { <p class="empty">{t.empty}</p> }.into_any()
                } else {
                    view! { <ChangesTable rows=rows.clone() label=table_label.clone() /> }.into_any()
                }
            })
        })
    };
    view! {
        <section class="who-changed" aria-labelledby=labelled_by>
            {if within {
                view! { <h3 id=id>{t.who_changed}</h3> }.into_any()
            } else {
                view! { <h2 id=id>{t.who_changed}</h2> }.into_any()
            }}
            <p>{t.who_changed_intro}</p>
            <ProblemBox error=desk.error />
            {table}
            <div class="actions">
                <button
                    type="button"
                    class="button-quiet"
                    aria-label=move || desk.rows.with(Option::is_none).then(|| show_label.clone())
                    aria-disabled=move || desk.busy.get().then_some("true")
                    on:click=move |_| desk.load(None)
                >
                    {move || if desk.rows.with(Option::is_some) { t.newest } else { t.show }}
                </button>
                {move || desk.older.get().map(|before| view! {
                    <button type="button" class="button-quiet" on:click=move |_| desk.load(Some(before))>
                        {t.older}
                    </button>
                })}
                <span role="status">{status}</span>
            </div>
        </section>
    }
}
