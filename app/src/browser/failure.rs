//! What happens when the page's own code stops: a panic, or texts or a part of the page that
//! cannot be loaded because a new version has replaced them.

use std::sync::Once;

/// Shows the element `failure` of the frame when the code panics, and says in the console
/// where; never why, since a panic's message may hold data of the page (D9).
pub fn set_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            show(&format!("Luotain stopped at {place}"));
        }));
    });
}

/// Shows the element `failure` of the frame, and writes `line` to the console.
pub fn show(line: &str) {
    leptos::leptos_dom::logging::console_error(line);
    if let Some(notice) = leptos::prelude::document().get_element_by_id("failure") {
        // Nothing is left to do if even this fails.
        let _ = notice.remove_attribute("hidden");
    }
}
