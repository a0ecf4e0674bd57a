//! The page for an address that leads nowhere.

use leptos::prelude::*;

use crate::components::PageHeading;
use crate::locales::texts;

/// Tells kindly that there is no such page; the server answers with status 404.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    let shell = texts().shell;
    view! {
        <PageHeading text=shell.not_found_title.to_owned() />
        <p>{shell.not_found_text}</p>
        <p><a href="/">{shell.to_front}</a></p>
    }
}
