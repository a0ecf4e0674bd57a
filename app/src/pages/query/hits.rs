//! The short list of an identification: what tells namesakes apart, and no identity code.

use leptos::prelude::*;
use luotain::query::Hit;

use super::next::Next;
use crate::locales::fill;
use crate::locales::persons::texts;

/// The list; each can be opened by a new query.
#[component]
pub(crate) fn Hits(
    /// Those who fit.
    hits: Vec<Hit>,
    /// What opening one costs.
    price: String,
    /// What is to be asked next.
    next: RwSignal<Option<Next>>,
) -> impl IntoView {
    let texts = texts();
    let has = |pick: fn(&Hit) -> bool| hits.iter().any(pick);
    let has_names = has(|hit| hit.name.is_some());
    let has_dates = has(|hit| hit.birth_date.is_some());
    let has_homes = has(|hit| hit.home_municipality.is_some() || hit.masked);
    let title = fill(texts.several_title, &[("n", &hits.len().to_string())]);
    let rows = hits
        .into_iter()
        .zip(1..)
        .map(|(hit, number)| {
            let label = fill(texts.hit, &[("n", &number.to_string())]);
            let spoken = format!("{}: {label}", texts.open_hit);
            let wanted = Next::Hit {
                id: hit.id,
                label: label.clone(),
                price: price.clone(),
            };
            let home = if hit.masked {
                texts.masked_home.to_owned()
            } else {
                hit.home_municipality.unwrap_or_default()
            };
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    {has_names.then(|| view! { <td>{hit.name}</td> })}
                    {has_dates.then(|| view! { <td>{hit.birth_date}</td> })}
                    {has_homes.then(|| view! { <td>{home}</td> })}
                    <td class="screen-only">
                        <button
                            type="button"
                            class="button-quiet"
                            aria-label=spoken
                            on:click=move |_| next.set(Some(wanted.clone()))
                        >
                            {texts.open_hit}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="notice notice-info">
            <h3>{title.clone()}</h3>
            <p>{texts.several_text}</p>
        </div>
        <div class="table-scroll" role="region" aria-label=title tabindex="0">
            <table class="hits">
                <thead>
                    <tr>
                        <td></td>
                        {has_names.then(|| view! { <th scope="col">{texts.name}</th> })}
                        {has_dates.then(|| view! { <th scope="col">{texts.birth_date}</th> })}
                        {has_homes.then(|| view! { <th scope="col">{texts.home_municipality}</th> })}
                        <td class="screen-only"></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
