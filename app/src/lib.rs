//! The pages of Luotain: rendered on the server (feature `ssr`), hydrated in the browser
//! (feature `hydrate`). They ask no question about rights: they show what the server answers.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod local_path;
pub mod locales;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod public;
#[cfg(feature = "ssr")]
pub mod shell;

/// Brings the page to life in the browser.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    browser::failure::set_hook();
    leptos::mount::hydrate_lazy(app::App);
}
