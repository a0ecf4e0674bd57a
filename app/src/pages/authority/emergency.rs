//! The levers for an emergency: how they stand, pulling them and putting them back.

mod desk;
mod dialogs;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use luotain::emergency::{EmergencyView, Lever, LeverView};
use luotain::language::Language;

use crate::components::{DataTable, KeyConfirm, PageHeading, ProblemBox, TableOf, or_loading, use_session};
use crate::locales::{fill, language, texts};
use crate::pages::management::fields::Choice;
use crate::pages::signed_out::SignedOut;
use desk::{Desk, Open, lever_name};
use dialogs::Dialogs;

/// The route `/authority/emergency`.
pub fn emergency_page() -> AnyView {
    view! { <Emergency /> }.into_any()
}

#[component]
fn Emergency() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().emergency;
    let desk = Desk::new();
    Effect::new(move |_| desk.load());
    let needs_key = Signal::derive(move || desk.confirming.get());
    view! {
        <PageHeading text=t.title.to_owned() />
        <p>{t.intro}</p>
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        {move || or_loading(
            desk.found.get().map(|found| view! { <Levers found desk /> }.into_any()),
            desk.error,
        )}
        <Dialogs desk />
        <KeyConfirm
            open=needs_key
            on_close=move |()| desk.confirming.set(false)
            on_done=move |()| {
                desk.confirming.set(false);
                desk.act();
            }
        />
    }
    .into_any()
}

#[component]
fn Levers(
    /// How the levers stand.
    found: EmergencyView,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().emergency;
    let is_pulled = |lever: &Lever| found.pulled.iter().any(|pulled| pulled.lever == *lever);
    let (read_only, queries) = (is_pulled(&Lever::ReadOnly), is_pulled(&Lever::Queries));
    let to_close: Vec<(String, String)> = found
        .organisations
        .iter()
        .filter(|organisation| {
            organisation.may_close && !is_pulled(&Lever::Organisation(organisation.id.clone()))
        })
        .map(|organisation| (organisation.id.as_str().to_owned(), organisation.name.clone()))
        .collect();
    let with_sessions: Vec<(String, String)> = found
        .organisations
        .iter()
        .map(|organisation| {
            let words = fill(
                t.with_sessions,
                &[
                    ("name", &organisation.name),
                    ("n", &organisation.sessions.to_string()),
                ],
            );
            (organisation.id.as_str().to_owned(), words)
        })
        .collect();
    let everybody = fill(t.everybody, &[("n", &found.sessions.to_string())]);
    view! {
        <div>
            <h2 id="state">{t.state}</h2>
            {if found.pulled.is_empty() {
                view! { <p class="notice notice-success">{t.at_rest}</p> }.into_any()
            } else {
                view! { <Pulled pulled=found.pulled desk /> }.into_any()
            }}
        </div>
        <Simple id="queries" title=t.queries_title text=t.queries_text lever=Lever::Queries is_pulled=queries desk />
        <Simple
            id="read-only"
            title=t.read_only_title
            text=t.read_only_text
            lever=Lever::ReadOnly
            is_pulled=read_only
            desk
        />
        <Choosing
            id="close"
            title=t.close_title
            text=t.close_text
            first=t.choose.to_owned()
            choices=to_close
            is_closing=true
            desk
        />
        <Choosing
            id="sessions"
            title=t.sessions_title
            text=t.sessions_text
            first=everybody
            choices=with_sessions
            desk
        />
    }
}

/// The levers that are pulled.
#[component]
fn Pulled(
    /// The levers.
    pulled: Vec<LeverView>,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().emergency;
    let rows = pulled
        .into_iter()
        .map(|pulled| {
            let name = lever_name(&pulled.lever, &pulled.organisation);
            let label = fill(t.release_this, &[("name", &name)]);
            let lever = pulled.lever.clone();
            let notice = if pulled.notice.fi.is_empty() {
                texts().management.none.to_owned()
            } else {
                pulled.notice.get(language()).to_owned()
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{pulled.since}</td>
                    <td>{pulled.by}</td>
                    <td>{pulled.reason}</td>
                    <td>{notice}</td>
                    <td>
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=label
                            on:click=move |_| desk.show(Open::Release(lever.clone()))
                        >
                            {t.release}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable
            of=TableOf::Heading("state")
            columns=vec![t.lever, t.since, t.by, t.reason, t.notice, texts().user.actions]
        >
            {rows}
        </DataTable>
    }
}

/// A lever that needs no choice.
#[component]
fn Simple(
    /// The id of its heading.
    id: &'static str,
    /// What it does, as the button has it.
    title: &'static str,
    /// What it does, in full.
    text: &'static str,
    /// Which.
    lever: Lever,
    /// Whether it is pulled.
    is_pulled: bool,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().emergency;
    view! {
        <section class="card" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p>{text}</p>
            {if is_pulled {
                view! { <p class="notice notice-info">{t.in_force}</p> }.into_any()
            } else {
                view! {
                    <button
                        type="button"
                        class="button-danger"
                        on:click=move |_| desk.show(Open::Pull(lever.clone()))
                    >
                        {title}
                    </button>
                }
                .into_any()
            }}
        </section>
    }
}

/// An act that needs the choice of an organisation.
#[component]
fn Choosing(
    /// The id of its heading.
    id: &'static str,
    /// What it does, as the button has it.
    title: &'static str,
    /// What it does, in full.
    text: &'static str,
    /// What the empty choice says.
    first: String,
    /// The organisations to choose from, key and words.
    choices: Vec<(String, String)>,
    /// Whether the organisation is closed; else its sessions are ended.
    #[prop(optional)]
    is_closing: bool,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().emergency;
    let field = if is_closing {
        desk.closing
    } else {
        desk.sessions_of
    };
    let all: Vec<(String, String)> = std::iter::once((String::new(), first)).chain(choices).collect();
    view! {
        <section class="card" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p>{text}</p>
            <form
                novalidate=true
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    desk.choose(is_closing);
                }
            >
                <Choice field=field label=t.organisation choices=Signal::stored(all) />
                <button type="submit" class="button-danger">{title}</button>
            </form>
        </section>
    }
}

/// The three languages of a notice, with the labels of their fields.
fn notice_labels() -> [(Language, &'static str); 3] {
    let t = texts().emergency;
    [
        (Language::Fi, t.notice_fi),
        (Language::Sv, t.notice_sv),
        (Language::En, t.notice_en),
    ]
}
