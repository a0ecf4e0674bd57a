//! The answer to a query for a person, on the screen and on paper.

use leptos::html;
use leptos::prelude::*;
use luotain::access::Notice;
use luotain::environment::Environment;
use luotain::log::Disclosure;
use luotain::query::{AnswerKind, PersonAnswer};

use super::desk::Desk;
use super::person::environment_text;
use super::printing::{PrintButton, Printing};
use super::receipt::ReceiptBox;
use super::sections::{Hidden, section_view};
use crate::browser::focus::focus_node;
use crate::locales::texts;

/// The answer with its receipt; takes the focus when it appears.
#[component]
pub(super) fn Answer(
    /// What was disclosed.
    answered: Disclosure<PersonAnswer>,
    /// The page's state.
    desk: Desk,
) -> impl IntoView {
    let texts = texts().query;
    let (answer, receipt) = answered.into_parts();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if heading.get().is_some() {
            focus_node(heading);
        }
    });
    let is_training = answer.environment == Environment::Training;
    let printing = Printing::new(answer.notices.contains(&Notice::NonDisclosureShown));
    let is_masked = answer.notices.contains(&Notice::NonDisclosureHidden);
    let extracted_at = answer.extracted_at.clone();
    view! {
        <section
            class="result"
            class:print-withheld=move || printing.is_withheld()
            aria-labelledby="answer"
            data-environment=answer.environment.code()
        >
            <div class="paper-head print-only">
                <p>"Luotain " {is_training.then(|| view! { <span class="mark">{texts.print_training}</span> })}</p>
                <p>{texts.print_not_official}</p>
            </div>
            <h2 id="answer" tabindex="-1" node_ref=heading>
                {texts.result_title}
                {is_training.then(|| view! { " " <span class="mark">{texts.print_training}</span> })}
            </h2>
            {facts(&answer)}
            {answer.notices.iter().map(|notice| notice_view(*notice)).collect_view()}
            <p class="print-only print-withheld-note">{texts.print_withheld}</p>
            {match answer.kind {
                AnswerKind::Found => ().into_any(),
                AnswerKind::PassiveCode => view! { <PassiveCode replaced_by=answer.replaced_by desk /> }.into_any(),
                AnswerKind::NoData => view! {
                    <div class="notice">
                        <h3>{texts.no_data_title}</h3>
                        <p>{texts.no_data_text}</p>
                    </div>
                }.into_any(),
            }}
            {answer.sections.into_iter().map(section_view).collect_view()}
            <Hidden hidden=answer.hidden is_masked />
            <p class="duty">{texts.duty_short}</p>
            <ReceiptBox receipt extracted_at />
            <div class="actions">
                <button type="button" class="button" on:click=move |_| desk.start_anew()>{texts.new_query}</button>
                <PrintButton printing />
            </div>
        </section>
    }
}

/// When, in which role, under which permit, by whom, for what and at what price.
fn facts(answer: &PersonAnswer) -> impl IntoView + use<> {
    let texts = texts().query;
    let rows = [
        (texts.asked, answer.code.clone()),
        (texts.extracted, answer.extracted_at.clone()),
        (texts.role, answer.role.clone()),
        (texts.permit, answer.permit.clone()),
        (texts.environment, environment_text(answer.environment).to_owned()),
        (texts.purpose, answer.purpose.clone()),
        (texts.officer, answer.officer.clone()),
        (
            texts.reference,
            answer
                .reference
                .clone()
                .unwrap_or_else(|| texts.no_reference.to_owned()),
        ),
        (texts.organisation, answer.organisation.clone()),
        (texts.price, answer.price.clone()),
    ];
    view! {
        <dl class="facts">
            {rows.map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).into_iter().collect_view()}
        </dl>
    }
}

fn notice_view(notice: Notice) -> AnyView {
    let texts = texts().query;
    match notice {
        Notice::Dead => view! { <p class="notice notice-warning">{texts.dead}</p> }.into_any(),
        Notice::UnderFifteen => {
            view! { <p class="notice notice-warning">{texts.under_fifteen}</p> }.into_any()
        }
        Notice::NonDisclosureHidden => ban(texts.hidden_ban_title, texts.hidden_ban),
        Notice::NonDisclosureShown => ban(texts.shown_ban_title, texts.shown_ban),
    }
}

fn ban(title: &'static str, text: &'static str) -> AnyView {
    view! {
        <div class="notice notice-alert">
            <h3>{title}</h3>
            <p>{text}</p>
        </div>
    }
    .into_any()
}

/// A passive code, with the one in its place where the role may know it. The button writes it
/// into the form and asks nothing: the officer decides on a new query and its price.
#[component]
fn PassiveCode(
    /// The code in use now.
    replaced_by: Option<String>,
    /// The page's state.
    desk: Desk,
) -> impl IntoView {
    let texts = texts().query;
    let in_use = match replaced_by {
        None => view! { <p>{texts.passive_none}</p> }.into_any(),
        Some(code) => {
            let shown = code.clone();
            view! {
                <p>{texts.passive_replacement} ": " <strong class="code">{shown}</strong></p>
                <p class="screen-only">
                    <button type="button" class="button-quiet" on:click=move |_| desk.put_code(&code)>
                        {texts.passive_use}
                    </button>
                </p>
                <p class="small screen-only">{texts.passive_cost}</p>
            }
            .into_any()
        }
    };
    view! {
        <div class="notice notice-warning passive">
            <h3>{texts.passive_title}</h3>
            <p>{texts.passive_text}</p>
            {in_use}
        </div>
    }
}
