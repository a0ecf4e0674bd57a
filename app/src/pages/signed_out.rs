//! What a page shows when nobody is signed in. The server leads to the sign-in page before it
//! comes to this; it stands here so that no page can forget the case.

use leptos::prelude::*;

use crate::components::{PageHeading, sign_in_path};
use crate::locales::texts;

/// Tells that the session has ended and leads to the sign-in page.
#[component]
pub fn SignedOut() -> impl IntoView {
    let shell = texts().shell;
    view! {
        <PageHeading text=shell.signed_out_title.to_owned() />
        <p>{shell.signed_out_text}</p>
        <p><a class="button" href=sign_in_path(false) rel="external">{shell.sign_in}</a></p>
    }
}
