//! The data groups of an answer: shown ones with their former values, and hidden ones.

use leptos::prelude::*;
use luotain::query::HiddenGroups;
use luotain::register::{Entry, Section};

use crate::locales::{fill, texts};

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
    view! {
        <div class="group">
            <h3>{section.title}</h3>
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
            {section.current.into_iter().map(entry_view).collect_view()}
            {former}
        </div>
    }
}

fn entry_view(entry: Entry) -> impl IntoView {
    let fields = entry.fields.into_iter().map(|field| {
        view! { <div><dt>{field.label}</dt><dd>{field.value}</dd></div> }
    });
    view! {
        <div class="entry">
            {entry.title.map(|title| view! { <h4>{title}</h4> })}
            <dl class="fields">{fields.collect_view()}</dl>
        </div>
    }
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
