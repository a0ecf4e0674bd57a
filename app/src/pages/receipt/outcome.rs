//! What was found out about a receipt, in words.

use leptos::prelude::*;
use luotain::billing::Money;
use luotain::environment::Environment;
use luotain::log::{CheckpointError, Entry, NoteError, ReceiptError, TreeError};
use luotain::register::DataGroup;

use super::check::{Checked, Comparison, Unreadable, is_of_another_log};
use crate::browser::page;
use crate::locales::receipt::{criterion_text, operation_text, result_text, texts};
use crate::locales::{fill, language};

/// The id of the heading, which takes the focus.
pub(super) const HEADING: &str = "receipt-outcome";

/// The outcome, when there is one.
#[component]
pub(super) fn OutcomeView(
    /// The outcome.
    outcome: ReadSignal<Option<Result<Checked, Unreadable>>>,
) -> impl IntoView {
    move || {
        outcome.get().map(|outcome| match outcome {
            Ok(checked) => checked_view(checked),
            Err(unreadable) => unreadable_view(unreadable),
        })
    }
}

fn unreadable_view(unreadable: Unreadable) -> AnyView {
    let texts = texts();
    let text = match unreadable {
        Unreadable::TooBig => texts.too_big.to_owned(),
        Unreadable::Failed => texts.read_failed.to_owned(),
        Unreadable::Empty => texts.empty.to_owned(),
        Unreadable::NotText => texts.not_text.to_owned(),
        Unreadable::NotReceipt => texts.not_receipt.to_owned(),
        Unreadable::LineEnds => texts.line_ends.to_owned(),
        Unreadable::Newer => texts.newer.to_owned(),
        Unreadable::Faulty(error) => {
            let part = match error {
                ReceiptError::Index => texts.part_index.to_owned(),
                ReceiptError::ProofLine(line) => fill(texts.part_proof, &[("n", &(line + 1).to_string())]),
                ReceiptError::MissingCheckpoint => texts.part_checkpoint.to_owned(),
                _ => texts.part_entry.to_owned(),
            };
            fill(texts.cut, &[("part", &part)])
        }
    };
    view! {
        <section class="notice notice-alert" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{texts.unreadable_title}</h2>
            <p>{text}</p>
        </section>
    }
    .into_any()
}

fn checked_view(checked: Checked) -> AnyView {
    let texts = texts();
    let holds = checked.examination.holds();
    let (class, title, text) = if holds {
        ("notice notice-success", texts.holds_title, texts.holds_text)
    } else if is_of_another_log(&checked.examination) {
        ("notice notice-warning", texts.unknown_title, texts.unknown_text)
    } else {
        ("notice notice-alert", texts.fails_title, texts.fails_text)
    };
    let compared = checked.against.map(comparison_view);
    let points = points(&checked).map(point_view).into_iter().collect_view();
    let place = place_rows(&checked);
    let said = checked.examination.entry.as_ref().ok().map(entry_rows);
    let heading = if holds {
        texts.proved_title
    } else {
        texts.unproved_title
    };
    view! {
        <section aria-labelledby=HEADING>
            <div class=class>
                <h2 id=HEADING tabindex="-1">{title}</h2>
                <p>{text}</p>
            </div>
            <dl class="points">{points}</dl>
            {compared}
            <h2>{heading}</h2>
            <dl class="facts">{rows_view(place)} {said.map(rows_view)}</dl>
        </section>
    }
    .into_any()
}

/// A point of the examination: its name, whether it holds, and what that means.
struct Point {
    name: &'static str,
    holds: bool,
    text: String,
}

fn points(checked: &Checked) -> [Point; 3] {
    let texts = texts();
    let examination = &checked.examination;
    let signature = match (&examination.checkpoint, examination.signature) {
        (Err(_), _) => texts.checkpoint_unreadable.to_owned(),
        (_, Ok(())) => texts.signature_ok.to_owned(),
        (Ok(checkpoint), Err(CheckpointError::ForeignOrigin)) => {
            fill(texts.signature_foreign, &[("log", checkpoint.origin())])
        }
        (_, Err(CheckpointError::Note(NoteError::NotSignedByKey))) => texts.signature_missing.to_owned(),
        (_, Err(CheckpointError::NotInForce)) => texts.signature_not_in_force.to_owned(),
        (_, Err(CheckpointError::OtherThanHandedOver)) => texts.signature_other_tree.to_owned(),
        (_, Err(_)) => texts.signature_wrong.to_owned(),
    };
    let inclusion = match (&examination.checkpoint, examination.inclusion) {
        (Err(_), _) => texts.inclusion_unknown,
        (_, Ok(())) => texts.inclusion_ok,
        (_, Err(TreeError::IndexOutsideTree { .. })) => texts.inclusion_outside,
        (_, Err(_)) => texts.inclusion_wrong,
    };
    let entry = if examination.entry.is_ok() {
        texts.entry_ok
    } else {
        texts.entry_wrong
    };
    [
        Point {
            name: texts.point_signature,
            holds: examination.signature.is_ok(),
            text: signature,
        },
        Point {
            name: texts.point_inclusion,
            holds: examination.inclusion.is_ok(),
            text: inclusion.to_owned(),
        },
        Point {
            name: texts.point_entry,
            holds: examination.entry.is_ok(),
            text: entry.to_owned(),
        },
    ]
}

fn point_view(point: Point) -> impl IntoView {
    let texts = texts();
    let (class, word) = if point.holds {
        ("point-ok", texts.ok)
    } else {
        ("point-bad", texts.bad)
    };
    view! {
        <div>
            <dt>{point.name}</dt>
            <dd><strong class=class>{word}</strong> " " {point.text}</dd>
        </div>
    }
}

fn comparison_view(comparison: Comparison) -> impl IntoView {
    let texts = texts();
    let count = |text: &str, n: u64| fill(text, &[("n", &n.to_string())]);
    let (class, text) = match comparison {
        Comparison::Malformed => ("notice notice-warning", texts.against_malformed.to_owned()),
        Comparison::Unsigned => ("notice notice-warning", texts.against_unsigned.to_owned()),
        Comparison::OtherLog => ("notice notice-warning", texts.against_other_log.to_owned()),
        Comparison::Same(n) => ("notice notice-success", count(texts.against_same, n)),
        Comparison::Split(n) => ("notice notice-alert", count(texts.against_split, n)),
        Comparison::OtherSize(n, m) => (
            "notice notice-info",
            fill(
                texts.against_other_size,
                &[("n", &n.to_string()), ("m", &m.to_string())],
            ),
        ),
    };
    view! {
        <div class=class>
            <h3>{texts.against_title}</h3>
            <p>{text}</p>
        </div>
    }
}

type Row = (&'static str, String);

fn rows_view(rows: Vec<Row>) -> impl IntoView {
    rows.into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view()
}

/// Where the receipt says that its entry stands.
fn place_rows(checked: &Checked) -> Vec<Row> {
    let texts = texts();
    let mut rows = Vec::new();
    if let Ok(checkpoint) = &checked.examination.checkpoint {
        rows.push((texts.log, checkpoint.origin().to_owned()));
        rows.push((texts.number, checked.index.to_string()));
        rows.push((texts.size, checkpoint.size().to_string()));
    } else {
        rows.push((texts.number, checked.index.to_string()));
    }
    rows
}

fn entry_rows(entry: &Entry) -> Vec<Row> {
    let texts = texts();
    let language = language();
    let or_none = |text: String| {
        if text.is_empty() {
            texts.none.to_owned()
        } else {
            text
        }
    };
    let groups: Vec<String> = entry
        .groups_shown
        .iter()
        .map(|code| {
            DataGroup::from_code(code).map_or_else(|| code.clone(), |group| group.name(language).to_owned())
        })
        .collect();
    let subjects: Vec<&str> = entry.subjects.iter().map(|code| code.as_str()).collect();
    let criteria: Vec<String> = entry
        .criteria
        .iter()
        .map(|(key, value)| format!("{}: {value}", criterion_text(key)))
        .collect();
    let environment = match entry.environment {
        Environment::Production => texts.in_production,
        Environment::Training => texts.in_training,
    };
    let yes_or_no = if entry.non_disclosure_seen {
        texts.yes
    } else {
        texts.no
    };
    let price = Money::from_thousandths(entry.price_thousandths).format(language);
    vec![
        (texts.time, page::local_time(entry.time_micros, language)),
        (texts.environment, environment.to_owned()),
        (
            texts.operation,
            or_none(operation_text(&entry.operation).to_owned()),
        ),
        (texts.criteria, or_none(criteria.join("\n"))),
        (texts.result, or_none(result_text(&entry.result).to_owned())),
        (texts.subjects, or_none(subjects.join("\n"))),
        (texts.groups, or_none(groups.join("\n"))),
        (texts.non_disclosure, yes_or_no.to_owned()),
        (texts.purpose, or_none(entry.purpose.clone())),
        (
            texts.reference,
            or_none(entry.reference.clone().unwrap_or_default()),
        ),
        (
            texts.permit,
            format!("{}, {}", entry.permit, entry.permit_version),
        ),
        (texts.role, or_none(entry.role.clone())),
        (texts.organisation, or_none(entry.organisation.clone())),
        (texts.username, or_none(entry.username.clone())),
        (texts.user_code, entry.user_code_snapshot.as_str().to_owned()),
        (texts.printed, or_none(entry.printed.clone().unwrap_or_default())),
        (texts.price, price),
        (texts.source, or_none(entry.source_address.clone())),
        (texts.request, or_none(entry.request_id.clone())),
    ]
}
