//! The whole access-rights register.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::pages::management::register::Register;

/// The route `/authority/register`.
#[derive(Debug)]
pub struct WholeRegisterPage;

#[lazy_route]
impl LazyRoute for WholeRegisterPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Register whole=true /> }.into_any()
    }
}
