//! Fetching the texts of the page, which the program does not hold.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The file of texts that the page names in its head; none if it cannot be had. The browser
/// began to load it together with the program, so that this seldom waits.
pub async fn fetch() -> Option<String> {
    let path = document().get_element_by_id("texts")?.get_attribute("href")?;
    let response = JsFuture::from(window().fetch_with_str(&path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
