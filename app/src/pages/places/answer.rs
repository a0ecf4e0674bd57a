//! The answer to a query for a place: address, data group by group, several places, ways on.

use leptos::prelude::*;
use luotain::log::Disclosure;
use luotain::query::places::{PlaceAnswer, PlaceAnswerKind, PlaceEntry, PlaceHit, PlaceNotice, PlaceSection};
use luotain::register::Field;

use super::moves::{Asked, WayDialog, way_buttons};
use super::result::PlaceInquiry;
use crate::api::finish_place_step_up;
use crate::browser::focus::{focus_element, focus_selector};
use crate::locales::persons::texts as person_texts;
use crate::locales::{fill, texts};
use crate::pages::query::answer::AnswerFrame;
use crate::pages::query::persons::many_view;
use crate::pages::query::printing::Printing;
use crate::pages::query::sections::{Hidden, field_view};
use crate::pages::query::shortcuts::{Shortcut, Shortcuts};
use crate::pages::query::step_up::StepUp;
use crate::pages::query::summary::copy;

/// From how many groups on an answer has a table of contents.
const CONTENTS_FROM: usize = 3;

/// The answer with its receipt.
#[component]
pub(super) fn PlaceAnswerView(
    /// What was disclosed.
    answered: Disclosure<PlaceAnswer>,
    /// The state of the page.
    inquiry: PlaceInquiry,
    /// Whether codes are shown.
    codes: RwSignal<bool>,
    /// Called when a new query is wanted.
    #[prop(into)]
    on_new: Callback<()>,
) -> impl IntoView {
    let (answer, receipt) = answered.into_parts();
    let printing = Printing::new(answer.notices.contains(&PlaceNotice::NonDisclosureShown));
    let asked = Asked::new();
    let kept = answer.extract.kept.clone();
    let register_day = answer.extract.register_day.clone();
    let many = answer.extract.many;
    let told = RwSignal::new("");
    let address = answer.address.join("\n");
    let on_key = move |shortcut| match shortcut {
        Shortcut::New => on_new.run(()),
        Shortcut::Copy if !address.is_empty() => copy(address.clone(), told),
        Shortcut::Contents => focus_selector(".contents a"),
        Shortcut::Codes => codes.update(|on| *on = !*on),
        Shortcut::Copy | Shortcut::Help => {}
    };
    let tools = (answer.kind == PlaceAnswerKind::Found).then(|| {
        view! {
            <div class="result-tools screen-only">
                <button
                    type="button"
                    class="button-quiet"
                    aria-pressed=move || codes.get().to_string()
                    on:click=move |_| codes.update(|on| *on = !*on)
                >
                    {person_texts().show_codes}
                </button>
                <Shortcuts on_key />
            </div>
        }
    });
    let notices = answer
        .notices
        .into_iter()
        .map(|notice| match (notice, kept.clone()) {
            (PlaceNotice::NonDisclosureToConfirm, Some(kept)) => {
                view! { <StepUp inquiry kept finish=finish_place_step_up /> }.into_any()
            }
            (notice, _) => notice_view(notice),
        })
        .collect_view();
    view! {
        <AnswerFrame extract=answer.extract criteria=answer.asked receipt printing on_new>
            {notices}
            {many_view(many)}
            {address_view(answer.address, register_day, told)}
            {kind_view(answer.kind, answer.hits.len())}
            {hits_view(answer.hits, asked)}
            {tools}
            {contents_view(&answer.sections)}
            {answer.sections.into_iter().map(|section| section_view(section, asked)).collect_view()}
            <Hidden hidden=answer.hidden is_masked=false />
        </AnswerFrame>
        <WayDialog asked inquiry />
    }
}

fn notice_view(notice: PlaceNotice) -> AnyView {
    let texts = texts().places;
    match notice {
        PlaceNotice::NonDisclosureShown => view! {
            <div class="notice notice-alert">
                <h3>{texts.shown_ban_title}</h3>
                <p>{texts.shown_ban}</p>
            </div>
        }
        .into_any(),
        // Shown with its button by the answer; without one there is nothing to press.
        PlaceNotice::NonDisclosureToConfirm => ().into_any(),
        PlaceNotice::Merged {
            former,
            present,
            year,
        } => {
            let values = [
                ("former", former.as_str()),
                ("present", &present),
                ("year", &year.to_string()),
            ];
            view! { <p class="notice notice-info">{fill(texts.merged, &values)}</p> }.into_any()
        }
        PlaceNotice::Gone => view! { <p class="notice notice-warning">{texts.gone}</p> }.into_any(),
    }
}

fn rows(fields: Vec<Field>) -> impl IntoView {
    fields.into_iter().map(field_view).collect_view()
}

/// The address as one block, which copies as one, and the day as of which the register stands. `told`
/// is where the outcome of copying is told, for the shortcut, too.
fn address_view(
    lines: Vec<String>,
    register_day: Option<String>,
    told: RwSignal<&'static str>,
) -> impl IntoView {
    let (texts, words) = (texts().places, person_texts());
    let block = lines.join("\n");
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <span>{line}</span> });
        view! {
            <div class="place-address">
                <h3>{texts.address_block}</h3>
                <address>{lines.collect_view()}</address>
                {register_day.map(|day| view! { <p class="small">{words.register_day} " " {day}</p> })}
                <p class="screen-only">
                    <button
                        type="button"
                        class="button-quiet"
                        on:click=move |_| copy(block.clone(), told)
                    >
                        {words.copy_address}
                    </button>
                    " " <span class="small" role="status">{move || told.get()}</span>
                </p>
            </div>
        }
    })
}

/// What is told in the place of data.
fn kind_view(kind: PlaceAnswerKind, hits: usize) -> Option<AnyView> {
    let texts = texts().places;
    let (title, text) = match kind {
        PlaceAnswerKind::Found => return None,
        PlaceAnswerKind::Several => (
            fill(texts.several_title, &[("n", &hits.to_string())]),
            texts.several,
        ),
        PlaceAnswerKind::TooMany => (texts.too_many_title.to_owned(), texts.too_many),
        PlaceAnswerKind::NoData => (texts.no_data_title.to_owned(), texts.no_data),
    };
    Some(
        view! {
            <div class="notice">
                <h3>{title}</h3>
                <p>{text}</p>
            </div>
        }
        .into_any(),
    )
}

/// The places that fit.
fn hits_view(hits: Vec<PlaceHit>, asked: Asked) -> impl IntoView {
    let texts = texts().places;
    (!hits.is_empty()).then(|| {
        let items = hits.into_iter().zip(1..).map(|(hit, number): (_, usize)| {
            view! {
                <li class="group">
                    <h4>{fill(texts.hit, &[("n", &number.to_string())])}</h4>
                    <dl class="fields">{rows(hit.fields)}</dl>
                    {way_buttons(hit.open.into_iter().collect(), asked)}
                </li>
            }
        });
        view! { <ol class="place-hits">{items.collect_view()}</ol> }
    })
}

/// The id of a group's part of the page.
fn section_id(section: &PlaceSection) -> String {
    format!("group-{}", section.group.replace('.', "-"))
}

/// Links to the groups, where there are many.
fn contents_view(sections: &[PlaceSection]) -> impl IntoView + use<> {
    (sections.len() >= CONTENTS_FROM).then(|| {
        let links: Vec<_> = sections
            .iter()
            .map(|section| {
                let id = section_id(section);
                let href = format!("#{id}");
                // The address stays as it is: it is no place to come back to.
                let go = move |event: leptos::ev::MouseEvent| {
                    event.prevent_default();
                    focus_element(id.clone());
                };
                view! { <li><a href=href rel="external" on:click=go>{section.title.clone()}</a></li> }
            })
            .collect();
        view! {
            <nav class="contents screen-only" aria-label=texts().places.contents>
                <ul>{links}</ul>
            </nav>
        }
    })
}

/// One group that is shown. An empty one says so in words.
fn section_view(section: PlaceSection, asked: Asked) -> impl IntoView {
    let (texts, words) = (texts().places, texts().query);
    let is_residents = section.group == "apartment.residents";
    let empty = match (section.current.is_empty(), section.history.is_empty()) {
        (true, _) if is_residents => Some(texts.no_residents),
        (true, true) => Some(words.no_values),
        (true, false) => Some(words.no_current),
        _ => None,
    };
    let note = match section.group.as_str() {
        "apartment.residents" if !section.current.is_empty() => Some(texts.residents_note),
        "building.owners" | "property.owners" => Some(texts.owners_note),
        _ => None,
    };
    let id = section_id(&section);
    let heading = format!("{id}-title");
    let title = section.title.clone();
    let former = (!section.history.is_empty()).then(|| {
        let summary = fill(words.former, &[("n", &section.history.len().to_string())]);
        view! {
            <details class="former">
                <summary>{summary}<span class="visually-hidden">": " {title}</span></summary>
                {section.history.into_iter().map(|entry| entry_view(entry, asked)).collect_view()}
            </details>
        }
    });
    let labelled_by = heading.clone();
    view! {
        <section class="group place-group" id=id tabindex="-1" aria-labelledby=labelled_by>
            <h3 id=heading>{section.title}</h3>
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
            {section.current.into_iter().map(|entry| entry_view(entry, asked)).collect_view()}
            {note.map(|text| view! { <p class="small place-note">{text}</p> })}
            {former}
        </section>
    }
}

fn entry_view(entry: PlaceEntry, asked: Asked) -> impl IntoView {
    view! {
        <div class="entry">
            {entry.title.map(|title| view! { <h4>{title}</h4> })}
            <dl class="fields">{rows(entry.fields)}</dl>
            {way_buttons(entry.moves, asked)}
        </div>
    }
}
