//! Form fields with label, guide and error, tied together for assistive technology.

use leptos::html;
use leptos::prelude::*;

use crate::locales::texts;

/// The id of a field's error text.
fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// The id of a field's guide.
fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}

/// What `aria-describedby` of a field names: its guide and, if there is one, its error.
fn described_by(
    id: &'static str,
    hint: Option<&'static str>,
    error: Signal<Option<String>>,
) -> Option<String> {
    let parts: Vec<String> = hint
        .map(|_| hint_id(id))
        .into_iter()
        .chain(error.with(Option::is_some).then(|| error_id(id)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A field's error in words, with the id that `aria-describedby` of the field `id` names.
#[component]
pub fn FieldError(
    /// The field's id.
    id: &'static str,
    /// The error; none shows nothing.
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        error
            .get()
            .map(|error| view! { <p class="error" id=error_id(id)>{error}</p> })
    }
}

/// A one-line text field. What is written stays in the page: it is read from `node` when the
/// form is sent, so that what a browser filled in before hydration is not lost.
#[component]
pub fn TextField(
    /// The field's id and name.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// The element to read the value from.
    node: NodeRef<html::Input>,
    /// What is wrong with it.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// A guide under the label.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The kind of value for the browser's own help.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The most characters.
    #[prop(default = 200)]
    max_length: i32,
    /// The value at first.
    #[prop(into, optional)]
    value: String,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(id)>{hint}</p> })}
            <input
                id=id
                name=id
                type="text"
                value=value
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                maxlength=max_length
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(id, hint, error)
                node_ref=node
            />
            <FieldError id=id error=error />
        </div>
    }
}

/// A password field with a button that shows what is written. Pasting is allowed
/// (ASVS 6.2.7), and nothing is kept of the value.
#[component]
pub fn PasswordField(
    /// The field's id and name.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// The element to read the value from.
    node: NodeRef<html::Input>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What is wrong with it.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// A guide under the label.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let texts = texts().sign_in;
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(id)>{hint}</p> })}
            <div class="with-button">
                <input
                    id=id
                    name=id
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by(id, hint, error)
                    node_ref=node
                />
                <button
                    type="button"
                    class="button-quiet"
                    aria-pressed=move || shown.get().to_string()
                    aria-label=format!("{}: {label}", texts.show_password)
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {texts.show}
                </button>
            </div>
            <FieldError id=id error=error />
        </div>
    }
}
