//! The data groups of an answer: shown ones with their course and former values, and hidden ones.

use leptos::prelude::*;
use luotain::query::HiddenGroups;
use luotain::register::presentation::Span;
use luotain::register::{Entry, Field, LeadsTo, Section};

use crate::locales::persons::texts as person_texts;
use crate::locales::{fill, texts};

/// Where identifiers among the rows lead, as far as the role may go on. Given as context by the
/// page of the answer; without it they are text.
#[derive(Clone, Copy)]
pub(crate) struct Leads {
    /// What the role may go on to.
    pub offered: StoredValue<Vec<LeadsTo>>,
    /// Called with what is to be asked about next, and its identifier.
    pub go: Callback<(LeadsTo, String)>,
}

/// Whether codes stand beside the words for them. Given as context by the page of the answer.
#[derive(Clone, Copy)]
pub(crate) struct ShowCodes(pub RwSignal<bool>);

/// The id of a group's heading.
pub(crate) fn section_id(group: &str) -> String {
    format!("group-{group}")
}

/// One group that is shown. An empty one says so in words.
pub(crate) fn section_view(section: Section) -> impl IntoView {
    let texts = texts().query;
    let empty = match (section.current.is_empty(), section.history.is_empty()) {
        (true, true) => Some(texts.no_values),
        (true, false) => Some(texts.no_current),
        _ => None,
    };
    let former = (!section.history.is_empty()).then(|| {
        let summary = fill(texts.former, &[("n", &section.history.len().to_string())]);
        view! {
            <details class="former">
                // Told apart in a reader's list of buttons by the group's name.
                <summary>{summary}<span class="visually-hidden">": " {section.title.clone()}</span></summary>
                {section.history.into_iter().map(entry_view).collect_view()}
            </details>
        }
    });
    let id = section_id(section.group.code());
    view! {
        <div class="group">
            <h3 id=id tabindex="-1">{section.title}</h3>
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
            {section.current.into_iter().map(entry_view).collect_view()}
            {timeline(section.timeline)}
            {former}
        </div>
    }
}

/// The course of a group, newest first. One stretch alone is told by the rows already.
fn timeline(spans: Vec<Span>) -> impl IntoView {
    (spans.len() > 1).then(|| {
        let texts = person_texts();
        let rows = spans.into_iter().map(|span| {
            let date = |text: String| if text.is_empty() { texts.unknown_date.to_owned() } else { text };
            let when = if span.is_current && span.until.is_empty() {
                format!("{} –", date(span.from))
            } else {
                fill(
                    texts.from_until,
                    &[("from", &date(span.from)), ("until", &date(span.until))],
                )
            };
            view! {
                <li class:current=span.is_current>
                    <span class="when">{when}</span>
                    <span class="what">
                        {span.what}
                        {(!span.detail.is_empty()).then(|| view! { <span class="small">", " {span.detail}</span> })}
                        {span.is_current.then(|| view! { <span class="small">" (" {texts.now} ")"</span> })}
                    </span>
                </li>
            }
        });
        view! {
            <div class="timeline">
                <h4>{texts.timeline}</h4>
                <ol>{rows.collect_view()}</ol>
            </div>
        }
    })
}

fn entry_view(entry: Entry) -> impl IntoView {
    let fields = entry.fields.into_iter().map(field_view);
    view! {
        <div class="entry">
            {entry.title.map(|title| view! { <h4>{title}</h4> })}
            <dl class="fields">{fields.collect_view()}</dl>
        </div>
    }
}

/// One row: with the code of a value where that is wanted, and the way on where there is one.
pub(crate) fn field_view(field: Field) -> impl IntoView {
    let Field {
        label,
        value,
        code,
        leads_to,
    } = field;
    let lead = leads_to.and_then(|to| {
        let leads = use_context::<Leads>()?;
        leads
            .offered
            .with_value(|offered| offered.contains(&to))
            .then_some((to, leads.go))
    });
    let shows_codes = use_context::<ShowCodes>().filter(|_| !code.is_empty());
    let button = lead.map(|(to, go)| {
        let code = value.clone();
        let name = fill(person_texts().next_of, &[("code", &value)]);
        view! {
            " "
            <button
                type="button"
                class="button-quiet button-small screen-only"
                aria-label=name
                on:click=move |_| go.run((to, code.clone()))
            >
                {person_texts().next_do}
            </button>
        }
    });
    let code = shows_codes.map(|ShowCodes(shown)| {
        let text = fill(person_texts().code_of, &[("code", &code)]);
        move || {
            shown
                .get()
                .then(|| view! { <span class="code-value">" (" {text.clone()} ")"</span> })
        }
    });
    view! { <div><dt>{label}</dt><dd>{value} {code} {button}</dd></div> }
}

/// The groups that are not shown, by reason. What a non-disclosure hides stands open; what the
/// permit does not give is folded, since it is the same in every answer of the role.
#[component]
pub(crate) fn Hidden(
    /// The groups by reason; the non-disclosure comes first, if there is one.
    hidden: Vec<HiddenGroups>,
    /// Whether a non-disclosure hides something.
    is_masked: bool,
) -> impl IntoView {
    let texts = texts().query;
    (!hidden.is_empty()).then(|| {
        let reasons = hidden
            .into_iter()
            .enumerate()
            .map(|(place, HiddenGroups { reason, groups })| {
                let summary = format!("{reason} ({})", groups.len());
                let groups = groups
                    .into_iter()
                    .map(|group| view! { <li>{group}</li> })
                    .collect_view();
                view! {
                    <details open=is_masked && place == 0>
                        <summary>{summary}</summary>
                        <ul>{groups}</ul>
                    </details>
                }
            });
        view! {
            <div class="hidden-groups">
                <h3>{texts.hidden_title}</h3>
                <p class="small">{texts.hidden_note}</p>
                {reasons.collect_view()}
            </div>
        }
    })
}
