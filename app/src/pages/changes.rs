//! "Who changed this": a section that pages of people, permits and organisations share. It is
//! fetched when somebody asks for it, since looking leaves an entry in the change log.

pub(in crate::pages) mod table;

use leptos::prelude::*;
use luotain::changes::ChangesOf;

use crate::api::{list_changes_of, list_own_changes};
use crate::components::{Rows, RowsView, RowsWords};
use crate::locales::{fill, texts};
use table::ChangesTable;

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
    let of = StoredValue::new(of);
    let list = Rows::default();
    // The newest entries, or those before a number.
    let load = move |before: Option<u64>| {
        let of = of.get_value();
        list.load(before.is_some(), async move {
            let answer = if is_authority {
                list_changes_of(of, before).await
            } else {
                list_own_changes(of, before).await
            };
            answer.map(|page| (page.rows, page.older))
        });
    };
    let labelled_by = id.clone();
    let table_label = format!("{}: {name}", t.who_changed);
    let show_label = fill(t.show_of, &[("name", &name)]);
    let words = RowsWords {
        empty: t.empty,
        shown: t.shown,
        older: t.older,
    };
    view! {
        <section class="who-changed" aria-labelledby=labelled_by>
            {if within {
                view! { <h3 id=id>{t.who_changed}</h3> }.into_any()
            } else {
                view! { <h2 id=id>{t.who_changed}</h2> }.into_any()
            }}
            <p>{t.who_changed_intro}</p>
            <RowsView
                list
                words
                table=move |rows| view! { <ChangesTable rows label=table_label.clone() /> }.into_any()
                on_older=move |before: u64| load(Some(before))
            >
                <button
                    type="button"
                    class="button-quiet"
                    aria-label=move || list.rows.with(Option::is_none).then(|| show_label.clone())
                    aria-disabled=move || list.state.busy.get().then_some("true")
                    on:click=move |_| load(None)
                >
                    {move || if list.rows.with(Option::is_some) { t.newest } else { t.show }}
                </button>
            </RowsView>
        </section>
    }
}
