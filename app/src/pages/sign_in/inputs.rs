//! What the forms of those who are not signed in have in common.

use leptos::html;
use leptos::prelude::*;

/// What is written in a field, or nothing before it is drawn.
pub(in crate::pages) fn value_of(node: NodeRef<html::Input>) -> String {
    node.get_untracked()
        .map(|input| input.value())
        .unwrap_or_default()
}

/// Empties a field that held a password, so that it does not stay in the page.
pub(in crate::pages) fn clear(node: NodeRef<html::Input>) {
    if let Some(input) = node.get_untracked() {
        input.set_value("");
    }
}

/// Whether the page answers already: before, a form is not sent.
pub(in crate::pages) fn is_ready() -> RwSignal<bool> {
    let is_ready = RwSignal::new(false);
    Effect::new(move |_| is_ready.set(true));
    is_ready
}
