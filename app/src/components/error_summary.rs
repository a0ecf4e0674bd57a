//! The summary of a form's errors, with a link to each field (WCAG 3.3.1).

use leptos::prelude::*;

use crate::browser::focus::focus_id;
use crate::locales::texts;

/// Lists the errors of a form's fields; each leads to its field. Focus it with
/// `focus_selector(".error-summary")` when the form was sent with errors.
#[component]
pub fn ErrorSummary(
    /// The fields' ids with their errors, in the order of the form.
    errors: Vec<(&'static str, Signal<Option<String>>)>,
) -> impl IntoView {
    let title = texts().sign_in.errors_title;
    move || {
        let found: Vec<_> = errors
            .iter()
            .filter_map(|(id, error)| error.get().map(|error| (*id, error)))
            .collect();
        (!found.is_empty()).then(|| {
            let items = found.into_iter().map(|(id, error)| {
                let go = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    focus_id(id);
                };
                view! { <li><a href=format!("#{id}") rel="external" on:click=go>{error}</a></li> }
            });
            view! {
                <div class="notice notice-alert error-summary" role="alert" tabindex="-1">
                    <h2>{title}</h2>
                    <ul>{items.collect_view()}</ul>
                </div>
            }
        })
    }
}
