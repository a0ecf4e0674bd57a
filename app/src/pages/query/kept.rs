//! The earlier answers of the session, which can be opened again without charge.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::query::KeptQuery;

use super::inquiry::Inquiry;
use crate::api::list_kept;
use crate::locales::persons::texts;

/// Of what the answers are that a page can open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeptKind {
    /// Persons.
    Persons,
    /// Buildings, apartments, properties.
    Places,
}

/// The list, fetched when it is asked for.
#[component]
pub(crate) fn KeptList<Q, A>(
    /// The state of the page.
    inquiry: Inquiry<Q, A>,
    /// Which of the answers are listed.
    kind: KeptKind,
    /// Called with the id of the one to open.
    #[prop(into)]
    on_open: Callback<String>,
) -> impl IntoView
where
    Q: Clone + Send + Sync + 'static,
    A: Clone + Send + Sync + 'static,
{
    let texts = texts();
    let kept = RwSignal::new(None::<Vec<KeptQuery>>);
    let load = move |_| {
        spawn_local(async move {
            match list_kept().await {
                Ok(list) => {
                    let place = inquiry
                        .asking
                        .chosen
                        .try_with_value(|chosen| chosen.place.clone());
                    let Some(place) = place else { return };
                    // Of this role only: an answer opens under the role in which it was given.
                    let own = list.into_iter().filter(|kept| {
                        kept.is_place == (kind == KeptKind::Places)
                            && kept.permit == place.permit
                            && kept.role == place.role
                            && kept.environment == place.environment
                    });
                    kept.try_set(Some(own.collect()));
                }
                Err(problem) => {
                    inquiry.failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <section class="kept screen-only" aria-labelledby="kept-title">
            <h2 id="kept-title">{texts.kept_title}</h2>
            <p class="small">{texts.kept_text}</p>
            {move || match kept.get() {
                None => view! {
                    <p><button type="button" class="button-quiet" on:click=load>{texts.kept_load}</button></p>
                }.into_any(),
                Some(list) if list.is_empty() => view! { <p role="status">{texts.kept_none}</p> }.into_any(),
                Some(list) => {
                    let rows = list.into_iter().map(|kept| row(kept, on_open)).collect_view();
                    view! { <ul class="kept-list">{rows}</ul> }.into_any()
                }
            }}
        </section>
    }
}

fn row(kept: KeptQuery, on_open: Callback<String>) -> impl IntoView {
    let KeptQuery {
        id,
        time,
        asked,
        reference,
        ..
    } = kept;
    let name = format!("{} {time}, {asked}", texts().open_again);
    view! {
        <li>
            <span>{time} " – " {asked} {reference.map(|reference| format!(" – {reference}"))}</span>
            " "
            <button
                type="button"
                class="button-quiet"
                aria-label=name
                on:click=move |_| on_open.run(id.clone())
            >
                {texts().open_again}
            </button>
        </li>
    }
}
