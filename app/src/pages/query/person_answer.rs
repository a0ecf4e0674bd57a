//! The answer to a query for a person by identifier.

use leptos::prelude::*;
use luotain::access::Notice;
use luotain::log::Disclosure;
use luotain::query::{AnswerKind, PersonAnswer};

use super::answer::AnswerFrame;
use super::printing::Printing;
use super::sections::{Hidden, section_view};
use crate::locales::texts;

/// The answer with its receipt.
#[component]
pub(crate) fn PersonAnswerView(
    /// What was disclosed.
    answered: Disclosure<PersonAnswer>,
    /// Called when a new query is wanted.
    #[prop(into)]
    on_new: Callback<()>,
    /// Called with the code in use when a passive one was asked for and it is to be asked next.
    #[prop(into)]
    on_code: Callback<String>,
) -> impl IntoView {
    let texts = texts().query;
    let (answer, receipt) = answered.into_parts();
    let printing = Printing::new(answer.notices.contains(&Notice::NonDisclosureShown));
    let is_masked = answer.notices.contains(&Notice::NonDisclosureHidden);
    let criteria = vec![(texts.asked, answer.code.clone())];
    view! {
        <AnswerFrame extract=answer.extract criteria receipt printing on_new>
            {answer.notices.iter().map(|notice| notice_view(*notice)).collect_view()}
            {match answer.kind {
                AnswerKind::Found => ().into_any(),
                AnswerKind::PassiveCode => {
                    view! { <PassiveCode replaced_by=answer.replaced_by on_code /> }.into_any()
                }
                AnswerKind::NoData => view! {
                    <div class="notice">
                        <h3>{texts.no_data_title}</h3>
                        <p>{texts.no_data_text}</p>
                    </div>
                }.into_any(),
            }}
            {answer.sections.into_iter().map(section_view).collect_view()}
            <Hidden hidden=answer.hidden is_masked />
        </AnswerFrame>
    }
}

/// What the officer is told beside the data.
pub(crate) fn notice_view(notice: Notice) -> AnyView {
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
    /// Called with it when the button is pressed.
    on_code: Callback<String>,
) -> impl IntoView {
    let texts = texts().query;
    let in_use = match replaced_by {
        None => view! { <p>{texts.passive_none}</p> }.into_any(),
        Some(code) => {
            let shown = code.clone();
            view! {
                <p>{texts.passive_replacement} ": " <strong class="code">{shown}</strong></p>
                <p class="screen-only">
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| on_code.run(code.clone())
                    >
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
