//! Using a key once more before a change in User Services.

use leptos::prelude::*;

use super::acts::Acts;
use crate::components::KeyConfirm;

/// Asks for a key while an act waits for it.
#[component]
pub(super) fn ConfirmDialog(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let is_open = Signal::derive(move || acts.waiting.with(Option::is_some));
    view! {
        <KeyConfirm
            open=is_open
            on_close=move |()| acts.waiting.set(None)
            on_done=move |()| acts.go_on()
        />
    }
}
