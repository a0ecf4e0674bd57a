//! The frames of forms: the one that searches a list, the one in a dialog that confirms an act, and
//! the button that sends.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::ProblemBox;
use crate::api::ApiError;
use crate::locales::texts;

/// The button that sends a form, with a word on progress beside it.
#[component]
pub fn SendButton(
    /// What the button says.
    label: &'static str,
    /// Whether it is under way.
    busy: RwSignal<bool>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=if danger { "button button-danger" } else { "button" }
            aria-disabled=move || busy.get().then_some("true")
        >
            {label}
        </button>
        <span role="status">{move || busy.get().then_some(texts().user.working)}</span>
    }
}

/// The form above a list that says which rows are wanted.
#[component]
pub fn SearchForm(
    /// What the form is called.
    label: &'static str,
    /// What its button says.
    button: &'static str,
    /// Called when it is sent.
    #[prop(into)]
    on_search: Callback<()>,
    /// Whether the page tells by itself what is wrong with the fields.
    #[prop(optional)]
    novalidate: bool,
    /// What stands beside the button.
    #[prop(default = ().into_any())]
    beside: AnyView,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_search.run(());
    };
    view! {
        <form class="form-panel filter" role="search" aria-label=label novalidate=novalidate on:submit=submit>
            {children()}
            <div class="actions">
                <button type="submit" class="button">{button}</button>
                {beside}
            </div>
        </form>
    }
}

/// The form in a dialog that confirms an act: what went wrong, the fields, and the buttons that do
/// it or give it up.
#[component]
pub fn ConfirmForm(
    /// What went wrong.
    error: RwSignal<Option<ApiError>>,
    /// What the button says that does it.
    label: &'static str,
    /// Whether it is under way.
    busy: RwSignal<bool>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Called when the form is sent.
    #[prop(into)]
    on_send: Callback<()>,
    /// Called when it is given up.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    view! {
        <ProblemBox error=error />
        <form method="post" novalidate=true on:submit=submit>
            {children()}
            <div class="actions">
                <SendButton label=label busy=busy danger=danger />
                <button type="button" class="button-quiet" on:click=move |_| on_cancel.run(())>
                    {texts().shell.cancel}
                </button>
            </div>
        </form>
    }
}
