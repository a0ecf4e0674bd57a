//! One problem in words, with what to do and the request's id.

use leptos::html;
use leptos::prelude::*;
use luotain::error::Problem;

use super::session::sign_in_path;
use crate::api::ApiError;
use crate::browser::focus::{focus_id, focus_node};
use crate::locales::{fill, problem_text, texts};

/// Shows the problem, if there is one, and takes the focus when it appears.
/// `field` is the id of the form field that the problem concerns, if it concerns one; give
/// that field `aria-describedby="problem"`-like texts of its own beside this box.
#[component]
pub fn ProblemBox(
    /// The problem; none hides the box.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// The id of the field to be corrected.
    #[prop(into, optional)]
    field: Signal<Option<&'static str>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if error.with(Option::is_some) {
            focus_node(node);
        }
    });
    move || {
        error.get().map(|ApiError(error)| {
            let texts = texts().problems;
            let signed_out = error.problem == Problem::SignedOut;
            view! {
                <div class="notice notice-alert problem" role="alert" tabindex="-1" node_ref=node>
                    <h2 class="problem-title">{texts.title}</h2>
                    <p>{problem_text(&error.problem)}</p>
                    {move || field.get().map(|id| view! {
                        <p>
                            <a
                                href=format!("#{id}")
                                rel="external"
                                on:click=move |event| {
                                    event.prevent_default();
                                    focus_id(id);
                                }
                            >
                                {texts.to_field}
                            </a>
                        </p>
                    })}
                    {signed_out.then(|| view! {
                        <p><a class="button" href=sign_in_path(false) rel="external">{texts.sign_in_again}</a></p>
                    })}
                    {(!error.request.is_empty()).then(|| view! {
                        <p class="small">{fill(texts.request, &[("id", &error.request)])}</p>
                    })}
                </div>
            }
        })
    }
}
