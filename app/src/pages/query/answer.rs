//! The frame of every answer, on the screen and on paper.

use leptos::html;
use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::log::ReceiptText;
use luotain::query::Extract;
use luotain::register::Field;

use super::frame::environment_text;
use super::printing::{PrintButton, Printing};
use super::receipt::ReceiptBox;
use crate::browser::focus::focus_node;
use crate::locales::texts;

/// The heading, what is answered, when and for whom it was extracted, the duties and the receipt.
/// Takes the focus when it appears.
#[component]
pub(crate) fn AnswerFrame(
    /// When and for whom.
    extract: Extract,
    /// What was asked.
    criteria: Vec<Field>,
    /// The receipt.
    receipt: ReceiptText,
    /// Whether it may be printed.
    printing: Printing,
    /// Called when a new query is wanted.
    #[prop(into)]
    on_new: Callback<()>,
    /// What is answered.
    children: Children,
) -> impl IntoView {
    let texts = texts().query;
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if heading.get().is_some() {
            focus_node(heading);
        }
    });
    let environment = extract.environment;
    let is_training = environment == Environment::Training;
    let extracted_at = extract.extracted_at.clone();
    view! {
        <section
            class="result"
            class:print-withheld=move || printing.is_withheld()
            aria-labelledby="answer"
            data-environment=environment.code()
        >
            <div class="paper-head print-only">
                <p>"Luotain " {is_training.then(|| view! { <span class="mark">{texts.print_training}</span> })}</p>
                <p>{texts.print_not_official}</p>
            </div>
            <h2 id="answer" tabindex="-1" node_ref=heading>
                {texts.result_title}
                {is_training.then(|| view! { " " <span class="mark">{texts.print_training}</span> })}
            </h2>
            <p class="print-only print-withheld-note">{texts.print_withheld}</p>
            {children()}
            {facts(extract, criteria)}
            <p class="duty">{texts.duty_short}</p>
            <ReceiptBox receipt extracted_at />
            <div class="actions">
                <button type="button" class="button" on:click=move |_| on_new.run(())>{texts.new_query}</button>
                <PrintButton printing />
            </div>
        </section>
    }
}

/// What was asked, when, in which role, under which permit, by whom, for what and at what price.
fn facts(extract: Extract, criteria: Vec<Field>) -> impl IntoView {
    let texts = texts().query;
    let rows = [
        (texts.extracted, extract.extracted_at),
        (texts.role, extract.role),
        (texts.permit, extract.permit),
        (
            texts.environment,
            environment_text(extract.environment).to_owned(),
        ),
        (texts.purpose, extract.purpose),
        (texts.officer, extract.officer),
        (
            texts.reference,
            extract.reference.unwrap_or_else(|| texts.no_reference.to_owned()),
        ),
        (texts.organisation, extract.organisation),
        (texts.price, extract.price),
    ];
    let rows = criteria
        .into_iter()
        .map(|field| (field.label, field.value))
        .chain(rows.into_iter().map(|(label, value)| (label.to_owned(), value)))
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    view! { <dl class="facts">{rows.collect_view()}</dl> }
}
