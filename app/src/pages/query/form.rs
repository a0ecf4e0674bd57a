//! The form of a query: purpose and reference, the criteria of the page, price and button.

use leptos::html;
use leptos::prelude::*;
use luotain::permit::Operation;

use super::asking::AskingFieldset;
use super::inquiry::Inquiry;
use crate::browser::focus::focus_node;
use crate::components::{FieldError, ProblemBox, sign_in_path};
use crate::locales::texts;

/// The form. Folded while an answer is shown, so that the answer stands at the top of the page.
#[component]
pub(crate) fn QueryForm<Q, A>(
    /// The state of the page.
    inquiry: Inquiry<Q, A>,
    /// The heading.
    #[prop(into)]
    title: String,
    /// The operation, for its price.
    operation: Operation,
    /// Called when the button is pressed.
    #[prop(into)]
    on_ask: Callback<()>,
    /// The fields of the criteria.
    children: Children,
) -> impl IntoView
where
    Q: Clone + Send + Sync + 'static,
    A: Clone + Send + Sync + 'static,
{
    let texts = texts().query;
    let (price, is_charged) = inquiry
        .asking
        .chosen
        .with_value(|chosen| (chosen.price(operation), chosen.is_charged(operation)));
    let busy = inquiry.is_busy;
    // Before hydration the browser would send the form by itself.
    let is_ready = RwSignal::new(false);
    Effect::new(move |_| is_ready.set(true));
    let fold = NodeRef::<html::Details>::new();
    Effect::new(move |_| {
        let is_answered = inquiry.answer.with(Option::is_some);
        if let Some(fold) = fold.get() {
            fold.set_open(!is_answered);
        }
    });
    view! {
        <section class="query-form" aria-labelledby="form-title">
            <details class="query-fold" open=true node_ref=fold>
                <summary><h2 id="form-title">{title}</h2></summary>
                <form
                    class="form-panel"
                    method="post"
                    autocomplete="off"
                    novalidate=true
                    on:submit=move |event| {
                        event.prevent_default();
                        on_ask.run(());
                    }
                >
                    <AskingFieldset fields=inquiry.asking />
                    {children()}
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
                </form>
            </details>
            <p class="progress" class:busy=move || busy.get() role="status">{move || inquiry.status.get()}</p>
            <ProblemBox error=inquiry.failure />
            <SignedOut signed_out=inquiry.signed_out />
        </section>
    }
}

/// A one-line field of a criterion. Its value stays in the field; nothing of it is kept elsewhere.
#[component]
pub(crate) fn CriterionField(
    /// The field's id.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A guide under the label.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The element to read the value from.
    node: NodeRef<html::Input>,
    /// What is wrong with it.
    error: RwSignal<Option<String>>,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// The class of the input, such as `code-field`.
    #[prop(default = "")]
    class: &'static str,
    /// What a phone's keyboard makes of letters.
    #[prop(default = "none")]
    capitals: &'static str,
) -> impl IntoView {
    let texts = texts().query;
    let hint_id = hint.map(|_| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    let described = {
        let hint_id = hint_id.clone();
        move || {
            let error = error.with(Option::is_some).then(|| error_id.clone());
            let ids: Vec<String> = hint_id.clone().into_iter().chain(error).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="field">
            <label for=id>
                {label}
                {optional.then(|| view! { " " <span class="optional">"(" {texts.optional} ")"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                id=id
                class=class
                type="text"
                inputmode="text"
                autocomplete="off"
                autocapitalize=capitals
                spellcheck="false"
                node_ref=node
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
            <FieldError id=id error=error.into() />
        </div>
    }
}

/// The value of a field now.
pub(crate) fn value_of(node: NodeRef<html::Input>) -> String {
    node.get_untracked()
        .map(|field| field.value())
        .unwrap_or_default()
}

/// Writes a value into a field, if it is still there.
pub(crate) fn write(node: NodeRef<html::Input>, value: &str) {
    if let Some(field) = node.try_get_untracked().flatten() {
        field.set_value(value);
    }
}

/// Tells that the session has ended. The link opens another tab, so that what was typed stays.
#[component]
fn SignedOut(
    /// Whether it has.
    signed_out: RwSignal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if signed_out.get() {
            focus_node(node);
        }
    });
    move || {
        signed_out.get().then(|| {
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
pub(crate) fn described_by(
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
