//! The form of a query for a person.

use leptos::html;
use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::permit::ReferenceRule;

use super::desk::{CODE, Desk, PURPOSE, REFERENCE};
use crate::browser::focus::focus_node;
use crate::components::{FieldError, ProblemBox, sign_in_path};
use crate::locales::{language, texts};

/// Purpose, reference, code, the price and the button.
#[component]
pub(super) fn PersonForm(
    /// The page's state.
    desk: Desk,
) -> impl IntoView {
    let texts = texts().query;
    let chosen = desk.chosen.get_value();
    let is_training = chosen.place.environment == Environment::Training;
    let is_charged = !is_training && chosen.role.is_charged;
    let price = if is_training {
        texts.price_training.to_owned()
    } else if is_charged {
        chosen.role.price.get(language()).to_owned()
    } else {
        texts.price_free.to_owned()
    };
    let only_one = chosen.role.purposes.len() == 1;
    let purposes = chosen.role.purposes.into_iter().map(|(id, name)| {
        view! { <option value=id.as_str().to_owned() selected=only_one>{name.get(language()).to_owned()}</option> }
    });
    let is_optional = chosen.role.reference == ReferenceRule::Optional;
    let busy = desk.is_busy;
    // Before hydration the browser would send the form by itself.
    let is_ready = RwSignal::new(false);
    Effect::new(move |_| is_ready.set(true));
    view! {
        <section class="query-form" aria-labelledby="form-title">
            <h2 id="form-title">{texts.form_title}</h2>
            <form
                class="form-panel"
                method="post"
                autocomplete="off"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    desk.ask();
                }
            >
                <div class="field">
                    <label for=PURPOSE>{texts.purpose}</label>
                    <select
                        id=PURPOSE
                        node_ref=desk.purpose
                        aria-required="true"
                        aria-invalid=move || desk.purpose_error.with(Option::is_some).then_some("true")
                        aria-describedby=described_by(desk.purpose_error, None, "purpose-error")
                    >
                        {(!only_one).then(|| view! { <option value="">{texts.purpose_choose}</option> })}
                        {purposes.collect_view()}
                    </select>
                    <FieldError id=PURPOSE error=desk.purpose_error.into() />
                </div>
                <div class="field">
                    <label for=REFERENCE>
                        {texts.reference}
                        {is_optional.then(|| view! { " " <span class="optional">"(" {texts.optional} ")"</span> })}
                    </label>
                    <p class="hint" id="reference-hint">{texts.reference_hint}</p>
                    <input
                        id=REFERENCE
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        node_ref=desk.reference
                        aria-required=(!is_optional).then_some("true")
                        aria-invalid=move || desk.reference_error.with(Option::is_some).then_some("true")
                        aria-describedby=described_by(desk.reference_error, Some("reference-hint"), "reference-error")
                    />
                    <FieldError id=REFERENCE error=desk.reference_error.into() />
                </div>
                <div class="field">
                    <label for=CODE>{texts.code}</label>
                    <p class="hint" id="code-hint">
                        {if is_training { texts.code_hint_training } else { texts.code_hint }}
                    </p>
                    <input
                        id=CODE
                        class="code-field"
                        type="text"
                        inputmode="text"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        node_ref=desk.code
                        aria-required="true"
                        aria-invalid=move || desk.code_error.with(Option::is_some).then_some("true")
                        aria-describedby=described_by(desk.code_error, Some("code-hint"), "code-error")
                    />
                    <FieldError id=CODE error=desk.code_error.into() />
                </div>
                <div class="actions">
                    <button
                        type="submit"
                        class="button"
                        disabled=move || !is_ready.get()
                        aria-disabled=move || busy.get().then_some("true")
                        aria-describedby="price"
                    >
                        {texts.submit}
                    </button>
                    <p class="price" id="price">
                        {texts.price} ": " <strong>{price}</strong>
                        {is_charged.then(|| view! { <small>{texts.price_rule}</small> })}
                    </p>
                </div>
                <p class="progress" class:busy=move || busy.get() role="status">{move || desk.status.get()}</p>
            </form>
            <ProblemBox error=desk.failure />
            <SignedOut desk />
        </section>
    }
}

/// Tells that the session has ended. The link opens another tab, so that what was typed stays.
#[component]
fn SignedOut(
    /// The page's state.
    desk: Desk,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if desk.signed_out.get() {
            focus_node(node);
        }
    });
    move || {
        desk.signed_out.get().then(|| {
            let texts = texts();
            view! {
                <div class="notice notice-alert" role="alert" tabindex="-1" node_ref=node>
                    <h3>{texts.problems.signed_out}</h3>
                    <p>{texts.query.signed_out_kept}</p>
                    <p>
                        <a class="button" href=sign_in_path(false) target="_blank" rel="external noopener">
                            {texts.query.sign_in_again}
                        </a>
                    </p>
                </div>
            }
        })
    }
}

/// What `aria-describedby` names: the hint, and the error while there is one.
fn described_by(
    error: RwSignal<Option<String>>,
    hint: Option<&'static str>,
    error_id: &'static str,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    move || {
        let error = error.with(Option::is_some).then_some(error_id);
        let ids: Vec<&str> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
