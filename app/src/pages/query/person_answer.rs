//! The answer to a query for persons: made for work, with what is looked for first at its top.

use leptos::prelude::*;
use luotain::access::Notice;
use luotain::log::Disclosure;
use luotain::permit::Operation;
use luotain::query::{AnswerKind, PersonAnswer};
use luotain::register::Section;

use super::answer::AnswerFrame;
use super::hits::Hits;
use super::next::Next;
use super::persons::{PersonInquiry, many_view};
use super::printing::Printing;
use super::sections::{Hidden, section_id, section_view};
use super::shortcuts::{Shortcut, Shortcuts};
use super::step_up::StepUp;
use super::summary::{SummaryView, copy};
use super::wrong_person::WrongPerson;
use crate::api::finish_step_up;
use crate::browser::focus::{focus_element, focus_selector};
use crate::locales::persons::texts as person_texts;
use crate::locales::texts;

/// The answer with its receipt.
#[component]
pub(crate) fn PersonAnswerView(
    /// What was disclosed.
    answered: Disclosure<PersonAnswer>,
    /// The state of the page.
    inquiry: PersonInquiry,
    /// What is to be asked next.
    next: RwSignal<Option<Next>>,
    /// Whether codes are shown.
    codes: RwSignal<bool>,
    /// Called when a new query is wanted.
    #[prop(into)]
    on_new: Callback<()>,
    /// Called with a code that is to be asked next.
    #[prop(into)]
    on_code: Callback<String>,
) -> impl IntoView {
    let words = person_texts();
    let (answer, receipt) = answered.into_parts();
    let printing = Printing::new(answer.notices.contains(&Notice::NonDisclosureShown));
    let is_masked = answer.notices.iter().any(|notice| {
        matches!(
            notice,
            Notice::NonDisclosureHidden | Notice::NonDisclosureToConfirm
        )
    });
    let kept = answer.extract.kept.clone();
    let register_day = answer.extract.register_day.clone();
    let many = answer.extract.many;
    let is_found = answer.kind == AnswerKind::Found;
    let address = answer
        .summary
        .as_ref()
        .map(|summary| summary.address.join("\n"))
        .unwrap_or_default();
    let told = RwSignal::new("");
    let contents = contents(&answer.sections);
    let price = answer.hit_price.unwrap_or_default();
    let hits = answer.hits;
    let notices = answer
        .notices
        .into_iter()
        .map(|notice| match (notice, kept.clone()) {
            (Notice::NonDisclosureToConfirm, Some(kept)) => {
                view! { <StepUp inquiry kept finish=finish_step_up /> }.into_any()
            }
            (notice, _) => notice_view(notice),
        })
        .collect_view();
    let on_key = move |shortcut| match shortcut {
        Shortcut::New => on_new.run(()),
        Shortcut::Copy if !address.is_empty() => copy(address.clone(), told),
        Shortcut::Contents => focus_selector(".contents a"),
        Shortcut::Codes => codes.update(|on| *on = !*on),
        Shortcut::Copy | Shortcut::Help => {}
    };
    view! {
        <AnswerFrame extract=answer.extract criteria=answer.asked receipt printing on_new>
            {answer.summary.map(|summary| view! { <SummaryView summary register_day told /> })}
            {answer.swapped.then(|| view! { <p class="notice notice-warning">{words.swapped}</p> })}
            {notices}
            {many_view(many)}
            {match answer.kind {
                AnswerKind::Found => ().into_any(),
                AnswerKind::PassiveCode => {
                    view! { <PassiveCode replaced_by=answer.replaced_by on_code /> }.into_any()
                }
                AnswerKind::NoData => no_data(inquiry).into_any(),
                AnswerKind::Several => view! { <Hits hits price next /> }.into_any(),
                AnswerKind::TooMany => view! {
                    <div class="notice notice-warning">
                        <h3>{words.too_many_title}</h3>
                        <p>{words.too_many_text}</p>
                    </div>
                }.into_any(),
            }}
            {is_found.then(|| view! {
                <div class="result-tools screen-only">
                    <button
                        type="button"
                        class="button-quiet"
                        aria-pressed=move || codes.get().to_string()
                        on:click=move |_| codes.update(|on| *on = !*on)
                    >
                        {words.show_codes}
                    </button>
                    {kept.clone().map(|kept| view! { <WrongPerson kept /> })}
                    <Shortcuts on_key />
                </div>
                {contents}
            })}
            {answer.sections.into_iter().map(section_view).collect_view()}
            <Hidden hidden=answer.hidden is_masked />
        </AnswerFrame>
    }
}

/// The table of contents.
fn contents(sections: &[Section]) -> impl IntoView + use<> {
    let links: Vec<_> = sections
        .iter()
        .map(|section| {
            let id = section_id(section.group.code());
            let href = format!("#{id}");
            let title = section.title.clone();
            view! {
                <li>
                    <a
                        href=href
                        rel="external"
                        on:click=move |event| {
                            // The address stays as it is; the focus goes there.
                            event.prevent_default();
                            focus_element(id.clone());
                        }
                    >
                        {title}
                    </a>
                </li>
            }
        })
        .collect();
    (links.len() > 2).then(|| {
        view! {
            <nav class="contents screen-only" aria-label=person_texts().contents>
                <ul>{links}</ul>
            </nav>
        }
    })
}

/// No data: the words of the identification or of a query by identifier.
fn no_data(inquiry: PersonInquiry) -> impl IntoView {
    let is_identification = inquiry.asking.chosen.with_value(|chosen| {
        chosen
            .offers
            .iter()
            .any(|offer| offer.operation == Operation::PersonIdentification)
    });
    let (title, text) = if is_identification {
        (person_texts().none_title, person_texts().none_text)
    } else {
        (texts().query.no_data_title, texts().query.no_data_text)
    };
    view! {
        <div class="notice">
            <h3>{title}</h3>
            <p>{text}</p>
        </div>
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
        Notice::NonDisclosureToConfirm => ban(person_texts().to_confirm_title, texts.hidden_ban),
        Notice::NonDisclosureShown => ban(texts.shown_ban_title, texts.shown_ban),
    }
}

fn ban(title: &'static str, text: &'static str) -> AnyView {
    view! {
        <div class="notice notice-alert ban">
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
