//! The whole access-rights register.

use leptos::prelude::*;

use crate::pages::management::register::Register;

/// The route `/authority/register`.
pub fn whole_register_page() -> AnyView {
    view! { <Register whole=true /> }.into_any()
}
