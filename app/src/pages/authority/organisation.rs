//! The page of one organisation: names, contacts, invoicing, responsible users, permits, history,
//! and what may be done about them.

mod acts;
mod dialogs;
mod sections;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use luotain::changes::ChangesOf;
use luotain::error::Problem;
use luotain::management::{OrganisationPage as Page, ResponsibleWarning};
use luotain::permit::Key;

use self::acts::{Acts, Open};
use self::dialogs::ActDialogs;
use self::sections::{Contacts, History, Invoicing, Names, Permits, Responsible};
use crate::components::{PageHeading, ProblemBox, use_session};
use crate::locales::{fill, language, texts};
use crate::pages::changes::WhoChanged;
use crate::pages::signed_out::SignedOut;

/// The route `/authority/organisations/:id`.
pub fn organisation_page() -> AnyView {
    view! { <Organisation /> }.into_any()
}

#[component]
fn Organisation() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().organisations;
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get_str("id").and_then(|id| Key::parse(id).ok()));
    let is_named = id.is_some();
    let acts = Acts::new(id);
    Effect::new(move |_| acts.load());
    let heading = Signal::derive(move || {
        acts.page.with(|page| {
            page.as_ref().map_or_else(
                || t.page_title.to_owned(),
                |page| page.name.get(language()).to_owned(),
            )
        })
    });
    let is_missing = move || {
        let refused = acts.error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| *error.problem() == Problem::NotFound)
        });
        (refused && acts.page.with(Option::is_none)) || !is_named
    };
    view! {
        <PageHeading text=heading />
        <p><a href="/authority/organisations">{t.to_list}</a></p>
        {move || is_missing().then(|| view! { <p class="notice notice-warning">{t.missing}</p> })}
        <ProblemBox error=Signal::derive(move || acts.error.get().filter(|_| !is_missing())) />
        <p class="done" role="status" tabindex="-1">{move || acts.done.get()}</p>
        <InBoth acts />
        {move || match acts.page.get() {
            Some(page) => view! { <Sections page acts /> }.into_any(),
            None if is_missing() || acts.error.with(Option::is_some) => ().into_any(),
            None => view! { <p role="status">{texts().user.loading}</p> }.into_any(),
        }}
        <ActDialogs acts />
    }
    .into_any()
}

/// That an organisation has no responsible user, and what follows (S18).
#[component]
pub(super) fn WithoutResponsible(
    /// Since when, and until when that may go on.
    warning: ResponsibleWarning,
) -> impl IntoView {
    let t = texts().organisations;
    let text = if warning.is_suspended {
        t.suspended_since
    } else {
        t.without_since
    };
    let words = fill(text, &[("since", &warning.since), ("day", &warning.suspends_on)]);
    view! { <p class="notice notice-warning">{words}</p> }
}

/// The people who stand in the way of a merger.
#[component]
fn InBoth(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().organisations;
    move || {
        let people = acts.in_both.get();
        (!people.is_empty()).then(|| {
            let people = people
                .into_iter()
                .map(|person| {
                    view! {
                        <li>
                            {person.name} ": " <span class="code">{person.username}</span> ", "
                            <span class="code">{person.other_username}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="notice notice-warning" id="in-both" role="alert" tabindex="-1">
                    <p>{t.in_both}</p>
                    <ul>{people}</ul>
                </div>
            }
        })
    }
}

#[component]
fn Sections(
    /// The organisation.
    page: Page,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().organisations;
    let (id, name) = (page.id.clone(), page.name.get(language()).to_owned());
    let may_merge = page.may_change && !page.others.is_empty();
    let merged = page.merged_into.clone().map(|(id, name)| {
        view! {
            <p class="notice notice-warning">
                {fill(t.merged_into, &[("name", &name)])} " "
                <a href=format!("/authority/organisations/{}", id.as_str())>
                    {fill(t.open, &[("name", &name)])}
                </a>
            </p>
        }
    });
    view! {
        {merged}
        {page.warning.clone().map(|warning| view! { <WithoutResponsible warning /> })}
        <Names page=page.clone() acts />
        <Contacts page=page.clone() acts />
        <Invoicing page=page.clone() acts />
        <Responsible page=page.clone() />
        <Permits page=page.clone() acts />
        {may_merge.then(|| view! {
            <section aria-labelledby="merge">
                <h2 id="merge">{t.merge}</h2>
                <p>{t.merge_intro}</p>
                <button type="button" class="button-danger" on:click=move |_| acts.show(Open::Merge)>
                    {t.merge}
                </button>
            </section>
        })}
        <History page />
        <WhoChanged id="who-changed" of=ChangesOf::Organisation(id) name=name is_authority=true />
    }
}
