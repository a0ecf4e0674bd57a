//! The pages of Luotain: rendered on the server (feature `ssr`), hydrated in the browser
//! (feature `hydrate`). They ask no question about rights: they show what the server answers.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
mod lazy;
pub mod local_path;
pub mod locales;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod shell;

/// Brings the page to life in the browser, once its texts are here. Without them it stays as the
/// server drew it, and says that it is to be loaded again: never half a page.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    browser::failure::set_hook();
    wasm_bindgen_futures::spawn_local(async {
        let file = browser::texts::fetch().await;
        if file.is_some_and(|file| locales::load(file, browser::page::language())) {
            leptos::mount::hydrate_lazy(app::App);
        } else {
            browser::failure::show("Luotain has no texts of its version");
        }
    });
}
