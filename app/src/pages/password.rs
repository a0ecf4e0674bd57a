//! A forgotten password: ordering a link to the work e-mail, and setting a new one with it (S71).

mod new;
mod order;

use leptos::prelude::*;

/// The route `/password/order`.
pub fn order_password_page() -> AnyView {
    view! { <order::OrderPassword /> }.into_any()
}

/// The route `/password/new`.
pub fn new_password_page() -> AnyView {
    view! { <new::NewPassword /> }.into_any()
}
