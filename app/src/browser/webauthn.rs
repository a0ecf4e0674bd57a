//! Keys: `navigator.credentials`, with the conversions of `webauthn-rs-proto`.

use luotain::access::Attachment;
use luotain::session::{LinkQuestion, UseAnswer, UseQuestion};
use webauthn_rs_proto::RegisterPublicKeyCredential;

/// What a key answered, and where it is.
#[derive(Debug)]
pub struct Answered<T> {
    /// The answer.
    pub credential: T,
    /// Where the key is, if the browser says.
    pub attachment: Option<Attachment>,
}

/// Why no key answered. What the browser says in words is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFailure {
    /// The browser has no WebAuthn, or the page is not in a secure context.
    Unsupported,
    /// The user cancelled, or the time ran out; the browser does not tell which.
    Cancelled,
    /// The key is already linked to this username.
    AlreadyLinked,
    /// The address of the page is not the one that the keys belong to.
    WrongAddress,
    /// Anything else.
    Failed,
}

/// Whether the browser can use keys at all.
#[must_use]
pub fn is_supported() -> bool {
    #[cfg(feature = "hydrate")]
    {
        browser::is_supported()
    }
    #[cfg(not(feature = "hydrate"))]
    true
}

/// Lets the browser make a new key.
///
/// # Errors
/// The [`KeyFailure`].
pub async fn create_key(question: LinkQuestion) -> Result<Answered<RegisterPublicKeyCredential>, KeyFailure> {
    #[cfg(feature = "hydrate")]
    {
        browser::create_key(question).await
    }
    #[cfg(not(feature = "hydrate"))]
    {
        drop(question);
        Err(KeyFailure::Unsupported)
    }
}

/// Lets a linked key sign the question; what goes back to the server.
///
/// # Errors
/// The [`KeyFailure`].
pub async fn ask_key(question: UseQuestion) -> Result<UseAnswer, KeyFailure> {
    #[cfg(feature = "hydrate")]
    {
        let id = question.id.clone();
        let Answered {
            credential,
            attachment,
        } = browser::ask_key(question).await?;
        Ok(UseAnswer {
            id,
            credential,
            attachment,
        })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        drop(question);
        Err(KeyFailure::Unsupported)
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::window;
    use luotain::access::Attachment;
    use luotain::session::{LinkQuestion, UseQuestion};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use webauthn_rs_proto::{AuthenticatorTransport, PublicKeyCredential, RegisterPublicKeyCredential};

    use super::{Answered, KeyFailure};

    // In an insecure context both are undefined, and `navigator.credentials` would throw.
    pub(super) fn is_supported() -> bool {
        let has = |target: &JsValue, name: &str| js_sys::Reflect::has(target, &name.into()).unwrap_or(false);
        has(&window(), "PublicKeyCredential") && has(&window().navigator(), "credentials")
    }

    pub(super) async fn create_key(
        question: LinkQuestion,
    ) -> Result<Answered<RegisterPublicKeyCredential>, KeyFailure> {
        if !is_supported() {
            return Err(KeyFailure::Unsupported);
        }
        let options = web_sys::CredentialCreationOptions::from(question.options);
        let promise = window()
            .navigator()
            .credentials()
            .create_with_options(&options)
            .map_err(|e| failure(&e))?;
        let made = JsFuture::from(promise).await.map_err(|e| failure(&e))?;
        let made: web_sys::PublicKeyCredential = made.dyn_into().map_err(|_| KeyFailure::Failed)?;
        let attachment = attachment(&made);
        let transports = transports(&made);
        let mut credential = RegisterPublicKeyCredential::from(made);
        // The conversion leaves them out.
        credential.response.transports = transports;
        Ok(Answered {
            credential,
            attachment,
        })
    }

    pub(super) async fn ask_key(question: UseQuestion) -> Result<Answered<PublicKeyCredential>, KeyFailure> {
        if !is_supported() {
            return Err(KeyFailure::Unsupported);
        }
        let options = web_sys::CredentialRequestOptions::from(question.options);
        let promise = window()
            .navigator()
            .credentials()
            .get_with_options(&options)
            .map_err(|e| failure(&e))?;
        let signed = JsFuture::from(promise).await.map_err(|e| failure(&e))?;
        let signed: web_sys::PublicKeyCredential = signed.dyn_into().map_err(|_| KeyFailure::Failed)?;
        Ok(Answered {
            attachment: attachment(&signed),
            credential: signed.into(),
        })
    }

    /// Where a key is (WebAuthn Level 3, 5.1, `authenticatorAttachment`). Older browsers do not
    /// tell.
    fn attachment(credential: &web_sys::PublicKeyCredential) -> Option<Attachment> {
        let place = js_sys::Reflect::get(credential, &"authenticatorAttachment".into()).ok()?;
        match place.as_string()?.as_str() {
            "platform" => Some(Attachment::Platform),
            "cross-platform" => Some(Attachment::CrossPlatform),
            _ => None,
        }
    }

    /// By which ways a new key can be reached (WebAuthn Level 3, 5.2.1, `getTransports`).
    fn transports(credential: &web_sys::PublicKeyCredential) -> Option<Vec<AuthenticatorTransport>> {
        let response = js_sys::Reflect::get(credential, &"response".into()).ok()?;
        let get: js_sys::Function = js_sys::Reflect::get(&response, &"getTransports".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let names: js_sys::Array = get.call0(&response).ok()?.dyn_into().ok()?;
        let known = names.iter().filter_map(|name| match name.as_string()?.as_str() {
            "usb" => Some(AuthenticatorTransport::Usb),
            "nfc" => Some(AuthenticatorTransport::Nfc),
            "ble" => Some(AuthenticatorTransport::Ble),
            "internal" => Some(AuthenticatorTransport::Internal),
            "hybrid" => Some(AuthenticatorTransport::Hybrid),
            _ => None,
        });
        Some(known.collect())
    }

    /// The failure that the name of a `DOMException` stands for (WebAuthn Level 3, 5.1.3).
    fn failure(error: &JsValue) -> KeyFailure {
        let name = js_sys::Reflect::get(error, &"name".into())
            .ok()
            .and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotAllowedError" | "AbortError" | "TimeoutError") => KeyFailure::Cancelled,
            Some("InvalidStateError") => KeyFailure::AlreadyLinked,
            Some("SecurityError") => KeyFailure::WrongAddress,
            Some("NotSupportedError") => KeyFailure::Unsupported,
            _ => KeyFailure::Failed,
        }
    }
}
