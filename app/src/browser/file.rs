//! Files that the user gives to the page. They are read here, and sent nowhere.

use leptos::wasm_bindgen::JsValue;

/// A file that was chosen or dropped.
#[derive(Clone, Debug)]
pub struct GivenFile {
    /// Its name.
    pub name: String,
    #[cfg(feature = "hydrate")]
    blob: web_sys::Blob,
}

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFailure {
    /// It is longer than the limit.
    TooBig,
    /// The browser could not read it, or it is a folder.
    Failed,
}

/// The first file of a file field, or of what was dropped: of anything that has `files`.
#[must_use]
pub fn first_of(holder: &JsValue) -> Option<GivenFile> {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsCast;
        let files = js_sys::Reflect::get(holder, &"files".into()).ok()?;
        let file = js_sys::Reflect::get_u32(&files, 0).ok()?;
        let name = js_sys::Reflect::get(&file, &"name".into()).ok()?.as_string()?;
        let blob = file.dyn_into().ok()?;
        Some(GivenFile { name, blob })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = holder;
        None
    }
}

/// The first file of a drop event.
#[must_use]
pub fn first_dropped(event: &JsValue) -> Option<GivenFile> {
    #[cfg(feature = "hydrate")]
    {
        let transfer = js_sys::Reflect::get(event, &"dataTransfer".into()).ok()?;
        first_of(&transfer)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        None
    }
}

/// The bytes of a file of at most `limit` bytes.
///
/// # Errors
/// The [`FileFailure`].
pub async fn read(file: &GivenFile, limit: usize) -> Result<Vec<u8>, FileFailure> {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen_futures::JsFuture;
        if file.blob.size() > limit as f64 {
            return Err(FileFailure::TooBig);
        }
        let buffer = JsFuture::from(file.blob.array_buffer())
            .await
            .map_err(|_| FileFailure::Failed)?;
        Ok(js_sys::Uint8Array::new(&buffer).to_vec())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (file, limit);
        Err(FileFailure::Failed)
    }
}
