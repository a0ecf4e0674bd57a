//! Moving the focus (WCAG 2.4.3): after navigation, to an error, to an answer.

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Focuses the element with this id once the page has been drawn.
pub fn focus_id(id: &'static str) {
    focus_selector_string(format!("[id=\"{id}\"]"));
}

/// Focuses the element with this id once the page has been drawn. The id is one of ours: it stands
/// in a selector as it is.
pub fn focus_element(id: String) {
    focus_selector_string(format!("[id=\"{id}\"]"));
}

/// Focuses the first element that the CSS selector matches, once the page has been drawn.
pub fn focus_selector(selector: &'static str) {
    focus_selector_string(selector.to_owned());
}

/// Focuses the element of the reference once the page has been drawn.
pub fn focus_node<E>(node: NodeRef<E>)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    #[cfg(feature = "hydrate")]
    request_animation_frame(move || {
        if let Some(element) = node.get_untracked() {
            focus(element.unchecked_ref());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = node;
}

fn focus_selector_string(selector: String) {
    #[cfg(feature = "hydrate")]
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            focus(element.unchecked_ref());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = selector;
}

// An element that may not take the focus is no reason to stop.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only a browser has a focus")
)]
fn focus(element: &HtmlElement) {
    let _ = element.focus();
}
