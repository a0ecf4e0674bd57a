//! The HTML document round the application, and its content security policy.

use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;
use luotain::environment::Environment;

use crate::app::App;
use crate::browser::page;
use crate::components::environment_of;
use crate::locales::file::TextFile;
use crate::locales::language;

/// What loads the program. The framework's own script would begin before the first paint, and name
/// every file of the page's area to be loaded before it, too (docs/front-end.md).
const START: &str = include_str!("shell/start.js");

/// The document. Sets the policy's header with the nonce that the framework gives its scripts.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    set_policy();
    let is_training = environment_of(&page::path()) == Some(Environment::Training);
    let texts = TextFile::of(language()).path();
    view! {
        <!DOCTYPE html>
        <html lang=language().code() class=is_training.then_some("training")>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="robots" content="noindex" />
                <meta name="color-scheme" content="light" />
                <link rel="stylesheet" href="/pkg/luotain.css" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                // The program reads the address of its texts here; START has them fetched beside it.
                <link id="texts" r#as="fetch" r#type="text/plain" href=texts crossorigin="anonymous" />
                <AutoReload options />
                <script type="module" nonce=use_nonce()>
                    {START}
                </script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Sends the policy (ASVS 3.4.3): only scripts that carry the nonce, and what they load.
/// Where routes are only listed there is no response, and nothing is set.
fn set_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

/// The policy with this nonce.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_policy_allows_no_inline_script_without_the_nonce() {
        let policy = super::policy("abc");
        assert!(policy.contains("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';"));
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"));
    }
}
