//! Giving a text to the clipboard.

/// Copies a text; whether the browser took it.
pub async fn copy(text: String) -> bool {
    #[cfg(feature = "hydrate")]
    {
        try_copy(&text).await.is_some()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = text;
        false
    }
}

#[cfg(feature = "hydrate")]
async fn try_copy(text: &str) -> Option<()> {
    use leptos::wasm_bindgen::JsCast;

    let navigator = leptos::prelude::window().navigator();
    let clipboard = js_sys::Reflect::get(navigator.as_ref(), &"clipboard".into()).ok()?;
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).ok()?;
    let promise = write
        .dyn_into::<js_sys::Function>()
        .ok()?
        .call1(&clipboard, &text.into())
        .ok()?;
    let promise = promise.dyn_into::<js_sys::Promise>().ok()?;
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()?;
    Some(())
}
