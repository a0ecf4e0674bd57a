//! Turning the pages of a list.

use leptos::prelude::*;

use crate::locales::{fill, texts};

/// The page at hand, and the ways to the one before and after it.
#[component]
pub(in crate::pages) fn Paging(
    /// The page shown, from 0, and how many there are.
    #[prop(into)]
    place: Signal<(u32, u32)>,
    /// Called with the page wanted.
    #[prop(into)]
    go_to: Callback<u32>,
) -> impl IntoView {
    let texts = texts().management;
    let words = move || {
        let (page, pages) = place.get();
        fill(
            texts.page_of,
            &[("n", &(page + 1).to_string()), ("all", &pages.to_string())],
        )
    };
    let is_first = move || place.get().0 == 0;
    let is_last = move || place.get().0 + 1 >= place.get().1;
    view! {
        <nav class="actions" aria-label=texts.pages>
            <button
                type="button"
                class="button-quiet"
                aria-disabled=move || is_first().then_some("true")
                on:click=move |_| {
                    if !is_first() {
                        go_to.run(place.get_untracked().0 - 1);
                    }
                }
            >
                {texts.page_before}
            </button>
            <span aria-live="polite">{words}</span>
            <button
                type="button"
                class="button-quiet"
                aria-disabled=move || is_last().then_some("true")
                on:click=move |_| {
                    if !is_last() {
                        go_to.run(place.get_untracked().0 + 1);
                    }
                }
            >
                {texts.page_after}
            </button>
        </nav>
    }
}
