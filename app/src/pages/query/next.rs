//! Moving on from an answer: a new query, confirmed with its price.

use leptos::prelude::*;
use luotain::register::LeadsTo;

use crate::components::Dialog;
use crate::locales::fill;
use crate::locales::persons::texts;

/// What is to be asked next.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// A person named in the answer.
    Person {
        /// The code.
        code: String,
        /// What the query costs.
        price: String,
    },
    /// A building, apartment or property: on a page of its own, whose form it then stands in.
    Place {
        /// What it is.
        of: LeadsTo,
        /// Its identifier.
        id: String,
        /// What the query costs.
        price: String,
    },
    /// A person of the short list.
    Hit {
        /// The id of the hit.
        id: String,
        /// How the list calls it.
        label: String,
        /// What the query costs.
        price: String,
    },
}

/// Asks whether the query is to be made.
#[component]
pub(crate) fn NextDialog(
    /// What is to be asked; none closes the dialog.
    next: RwSignal<Option<Next>>,
    /// Called when it is to be made.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    let texts = texts();
    let is_open = Signal::derive(move || next.with(Option::is_some));
    let words = move || {
        next.with(|next| match next {
            Some(Next::Person { code, price }) => (
                fill(texts.next_person, &[("code", code)]),
                fill(texts.next_price, &[("price", price)]),
            ),
            Some(Next::Place { id, price, .. }) => (
                fill(texts.next_place, &[("id", id)]),
                fill(texts.next_price, &[("price", price)]),
            ),
            Some(Next::Hit { label, price, .. }) => (
                fill(texts.next_hit, &[("hit", label)]),
                fill(texts.next_price, &[("price", price)]),
            ),
            None => (String::new(), String::new()),
        })
    };
    view! {
        <Dialog
            id="next-query"
            title=texts.next_title
            open=is_open
            on_close=move |()| next.set(None)
        >
            <p>{move || words().0}</p>
            <p><strong>{move || words().1}</strong></p>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| on_yes.run(())>
                    {move || if next.with(|next| matches!(next, Some(Next::Place { .. }))) {
                        texts.next_go
                    } else {
                        texts.next_do
                    }}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| next.set(None)>
                    {crate::locales::texts().shell.cancel}
                </button>
            </div>
        </Dialog>
    }
}
