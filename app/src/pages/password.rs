//! A forgotten password: ordering a link to the work e-mail, and setting a new one with it (S71).

mod new;
mod order;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// The route `/password/order`.
#[derive(Debug)]
pub struct OrderPasswordPage;

#[lazy_route]
impl LazyRoute for OrderPasswordPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <order::OrderPassword /> }.into_any()
    }
}

/// The route `/password/new`.
#[derive(Debug)]
pub struct NewPasswordPage;

#[lazy_route]
impl LazyRoute for NewPasswordPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <new::NewPassword /> }.into_any()
    }
}
