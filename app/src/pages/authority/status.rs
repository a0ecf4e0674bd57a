//! The state of the service: whether queries are open, which alarms are on, what is known beside.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::alarms::{AlarmView, ClosedView, FactRow, PastAlarm, StatusView, Urgency};

use crate::api::{ApiError, view_status};
use crate::components::{DataTable, PageHeading, ProblemBox, TableOf, keep_answer, or_loading, use_session};
use crate::locales::{fill, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/status`.
pub fn status_page() -> AnyView {
    view! { <Status /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<StatusView>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Desk {
    /// Looks again. Never by itself: an open page would keep its session from ending.
    fn load(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            keep_answer(view_status().await, self.found, self.error);
            self.busy.try_set(false);
        });
    }
}

#[component]
fn Status() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().status;
    let desk = Desk {
        found: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    Effect::new(move |_| desk.load());
    let looked = move || {
        desk.found.with(|found| {
            found
                .as_ref()
                .map(|found| fill(t.looked, &[("time", &found.looked)]))
        })
    };
    view! {
        <PageHeading text=t.title.to_owned() />
        <p>{t.intro}</p>
        <ProblemBox error=desk.error />
        <p role="status" id="looked">{looked}</p>
        <p>
            <button type="button" class="button-quiet" on:click=move |_| desk.load()>{t.look_again}</button>
        </p>
        {move || or_loading(
            desk.found.get().map(|found| view! { <Found found /> }.into_any()),
            desk.error,
        )}
    }
    .into_any()
}

#[component]
fn Found(
    /// How the service is doing.
    found: StatusView,
) -> impl IntoView {
    let t = texts().status;
    let (on, off): (Vec<_>, Vec<_>) = found.alarms.into_iter().partition(|alarm| alarm.since.is_some());
    let off = off
        .into_iter()
        .map(|alarm| view! { <li>{alarm.title}</li> })
        .collect_view();
    view! {
        <div class="service-state">
            {closed_view(found.closed)}
            <h2>{t.alarms_on}</h2>
            {if on.is_empty() {
                view! { <p class="notice notice-success" id="calm">{t.calm}</p> }.into_any()
            } else {
                on.into_iter().map(alarm_view).collect_view().into_any()
            }}
            <h2>{t.facts}</h2>
            <dl class="facts">{found.facts.into_iter().map(fact_view).collect_view()}</dl>
            <h2>{t.off}</h2>
            <p>{t.off_intro}</p>
            <ul id="alarms-off">{off}</ul>
            <h2 id="past">{t.past}</h2>
            {past_view(found.past)}
        </div>
    }
}

fn closed_view(closed: Vec<ClosedView>) -> AnyView {
    let t = texts().status;
    if closed.is_empty() {
        return view! { <p class="notice notice-success" id="queries-open">{t.open}</p> }.into_any();
    }
    let rows = closed
        .into_iter()
        .map(|closed| {
            let reasons = closed
                .reasons
                .into_iter()
                .map(|reason| view! { <li>{reason}</li> })
                .collect_view();
            view! {
                <li>
                    {closed.environment}
                    <ul>{reasons}</ul>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="notice notice-alert" id="queries-closed" aria-labelledby="queries-closed-title">
            <h2 id="queries-closed-title">{t.closed_title}</h2>
            <ul>{rows}</ul>
        </section>
    }
    .into_any()
}

fn alarm_view(alarm: AlarmView) -> impl IntoView {
    let t = texts().status;
    let id = format!("alarm-{}", alarm.code);
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    let (class, urgency) = match alarm.urgency {
        Urgency::Now => ("notice notice-alert", t.urgent),
        Urgency::Today => ("notice notice-warning", t.today),
    };
    let since = fill(t.since, &[("time", &alarm.since.unwrap_or_default())]);
    let has_findings = !alarm.findings.is_empty();
    let findings = alarm
        .findings
        .into_iter()
        .map(|finding| view! { <li>{finding}</li> })
        .collect_view();
    let manual = fill(t.manual, &[("code", &alarm.code)]);
    view! {
        <section class=class id=id aria-labelledby=labelled_by>
            <h3 id=title_id>{alarm.title}</h3>
            <p><strong>{urgency}</strong> " " {since}</p>
            {has_findings.then(|| view! { <ul>{findings}</ul> })}
            <h4>{t.meaning}</h4>
            <p>{alarm.meaning}</p>
            <h4>{t.remedy}</h4>
            <p>{alarm.remedy}</p>
            <p class="small">{manual}</p>
        </section>
    }
}

fn fact_view(fact: FactRow) -> impl IntoView {
    view! {
        <div>
            <dt>{fact.label}</dt>
            // Each on a line of its own (style/content.css).
            <dd>{fact.lines.join("\n")}</dd>
        </div>
    }
}

fn past_view(past: Vec<PastAlarm>) -> AnyView {
    let t = texts().status;
    if past.is_empty() {
        return view! { <p>{t.past_none}</p> }.into_any();
    }
    let rows = past
        .into_iter()
        .map(|past| {
            view! {
                <tr>
                    <th scope="row">{past.title}</th>
                    <td>{past.since}</td>
                    <td>{past.until}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>{t.past_intro}</p>
        <DataTable of=TableOf::Heading("past") columns=vec![t.alarm, t.began, t.ended]>{rows}</DataTable>
    }
    .into_any()
}
