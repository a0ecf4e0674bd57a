//! The officer's own queries, as the log has them, with the criteria masked.

use leptos::html;
use leptos::prelude::*;
use luotain::query::OwnEntry;

use crate::api::list_own_queries;
use crate::components::{
    DataTable, PageHeading, ProblemBox, Rows, SearchForm, TableOf, current_environment, use_session,
};
use crate::locales::persons::texts;
use crate::locales::{fill, texts as all_texts};
use crate::pages::signed_out::SignedOut;

/// The route `/:environment/own-queries`.
pub fn own_queries_page() -> AnyView {
    view! { <OwnQueries /> }.into_any()
}

#[component]
fn OwnQueries() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let texts = texts();
    let environment = current_environment();
    let list = Rows::<OwnEntry>::default();
    let state = list.state;
    let day = NodeRef::<html::Input>::new();
    let load = move |is_older: bool| {
        let mut before = state.older.get_untracked().filter(|_| is_older);
        let day = day.get_untracked().and_then(|field| field.value().parse().ok());
        let mut asked = environment.get_untracked();
        list.load(is_older, async move {
            loop {
                let answer = list_own_queries(asked, day, before).await;
                match environment.try_get_untracked() {
                    // The environment was changed meanwhile: the answer is of another log.
                    Some(chosen) if chosen != asked => (asked, before) = (chosen, None),
                    _ => return answer.map(|page| (page.entries, page.before)),
                }
            }
        });
    };
    // Another environment has another log.
    Effect::new(move |_| {
        environment.track();
        list.rows.set(None);
        load(false);
    });
    let working = move || state.busy.get().then_some(all_texts().user.loading);
    view! {
        <PageHeading text=texts.own_title.to_owned() />
        <p>{texts.own_intro}</p>
        <SearchForm
            label=texts.own_title
            button=texts.own_show
            on_search=move |()| load(false)
            beside=view! { <span role="status">{working}</span> }.into_any()
        >
            <div class="field">
                <label for="own-day">
                    {texts.own_day} " " <span class="optional">"(" {all_texts().query.optional} ")"</span>
                </label>
                <input id="own-day" type="date" node_ref=day />
            </div>
        </SearchForm>
        <ProblemBox error=state.error />
        {move || list.rows.get().map(|entries| if entries.is_empty() {
            view! { <p class="notice" role="status">{texts.own_none}</p> }.into_any()
        } else {
            view! { <EntryTable entries /> }.into_any()
        })}
        {move || state.older.get().map(|_| view! {
            <p class="actions">
                <button type="button" class="button-quiet" on:click=move |_| load(true)>{texts.own_more}</button>
            </p>
        })}
    }
    .into_any()
}

#[component]
fn EntryTable(
    /// The entries, newest first.
    entries: Vec<OwnEntry>,
) -> impl IntoView {
    let texts = texts();
    let query = all_texts().query;
    let rows = entries
        .into_iter()
        .map(|entry| {
            let refers = entry
                .refers_to
                .map(|index| fill(texts.own_refers, &[("n", &index.to_string())]));
            view! {
                <tr>
                    <td>{entry.index.to_string()}</td>
                    <td>{entry.time}</td>
                    <td>
                        {entry.operation}
                        {refers.map(|refers| view! { <br /> <span class="small">{refers}</span> })}
                    </td>
                    <td>{entry.criteria.join(", ")}</td>
                    <td>
                        {entry.result}
                        {entry.non_disclosure_seen.then(|| view! {
                            <br /> <span class="mark">{texts.own_non_disclosure}</span>
                        })}
                    </td>
                    <td>{entry.role} <br /> <span class="small">{entry.purpose}</span></td>
                    <td>{entry.reference}</td>
                    <td>{entry.price}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable
            of=TableOf::Words(texts.own_title.to_owned())
            columns=vec![
                texts.own_number, texts.own_time, texts.own_operation, texts.own_criteria,
                texts.own_result, query.role, query.reference, query.price,
            ]
        >
            {rows}
        </DataTable>
    }
}
