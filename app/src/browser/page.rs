//! The page as the browser holds it: language, time, leaving.

use leptos::prelude::*;
use luotain::language::Language;

/// The language of `<html lang>`; Finnish outside a browser.
#[must_use]
pub fn language() -> Language {
    #[cfg(feature = "hydrate")]
    {
        document()
            .document_element()
            .and_then(|html| html.get_attribute("lang"))
            .and_then(|code| Language::from_code(&code))
            .unwrap_or_default()
    }
    #[cfg(not(feature = "hydrate"))]
    Language::default()
}

/// Milliseconds since 1970 by the browser's clock; 0 outside a browser.
#[must_use]
pub fn now() -> f64 {
    #[cfg(feature = "hydrate")]
    {
        js_sys::Date::now()
    }
    #[cfg(not(feature = "hydrate"))]
    0.0
}

/// A moment in microseconds since 1970 as people read it in Finland, to the second; outside a
/// browser, where no one reads it, the number.
#[must_use]
pub fn local_time(micros: i64, language: Language) -> String {
    #[cfg(feature = "hydrate")]
    {
        let locale = match language {
            Language::Fi => "fi-FI",
            Language::Sv => "sv-FI",
            Language::En => "en-GB",
        };
        let options = js_sys::Object::new();
        for (name, value) in [
            ("dateStyle", "long"),
            ("timeStyle", "medium"),
            ("timeZone", "Europe/Helsinki"),
        ] {
            // An option that cannot be set leaves the browser's own.
            let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
        }
        let moment = js_sys::Date::new(&(micros as f64 / 1_000.0).into());
        // A moment outside the calendar has no words; the engine would stop at it.
        if moment.get_time().is_nan() {
            return micros.to_string();
        }
        moment.to_locale_string(locale, &options).into()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = language;
        micros.to_string()
    }
}

/// Loads `path` in the place of this page, so that nothing of this page is left in memory
/// or behind the back button.
pub fn leave_to(path: &str) {
    #[cfg(feature = "hydrate")]
    {
        // A refusal leaves the page as it is; there is nothing better to do.
        let _ = window().location().replace(path);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = path;
}

/// Takes what stands behind `#` and `prefix` in the address, and leaves nothing of it there or
/// behind the back button. None outside a browser.
#[must_use]
pub fn take_fragment(prefix: &str) -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        let hash = window().location().hash().ok()?;
        let taken = hash.strip_prefix('#')?.strip_prefix(prefix)?.to_owned();
        leave_to("#");
        Some(taken)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = prefix;
        None
    }
}

/// Puts into `taken` what stands behind `#` and `prefix` ([`take_fragment`]): when the page comes alive,
/// and when such a link is opened on this very page, for which a browser loads nothing anew.
pub fn watch_fragment(prefix: &'static str, taken: RwSignal<Option<String>>) {
    let take = move || {
        if let Some(found) = take_fragment(prefix) {
            taken.set(Some(found));
        }
    };
    Effect::new(move |_| {
        take();
        let listener = window_event_listener(leptos::ev::hashchange, move |_| take());
        on_cleanup(move || listener.remove());
    });
}

/// The path of the address now, without query: the browser's, or on the server the request's.
#[must_use]
pub fn path() -> String {
    #[cfg(feature = "hydrate")]
    {
        window().location().pathname().unwrap_or_else(|_| "/".to_owned())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        use leptos_router::location::RequestUrl;
        let url = leptos::context::use_context::<RequestUrl>().and_then(|url| url.parse().ok());
        url.map_or_else(|| "/".to_owned(), |url| url.path().to_owned())
    }
}
