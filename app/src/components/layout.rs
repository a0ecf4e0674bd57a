//! The frame: bar, menu, footer, and what happens at a change of page.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use luotain::environment::Environment;
use luotain::language::Language;
use luotain::session::SessionView;

use super::calls::session_calls;
use super::menu::Menu;
use super::session_end::SessionEnd;
use super::{RightsWatch, home_path, provide_contact, provide_session};
use crate::browser::focus::focus_selector;
use crate::browser::page;
use crate::locales::{footer_links, language, texts};

/// Whether the router is on its way to another page. Given as context by [`Layout`]'s caller.
#[derive(Clone, Copy, Debug)]
pub struct RouteProgress(pub ReadSignal<bool>);

/// The frame round every page.
#[component]
pub fn Layout(
    /// The routes.
    children: Children,
) -> impl IntoView {
    let shell = texts().shell;
    let session = provide_session();
    provide_contact();
    let environment = super::current_environment();
    let is_training = Memo::new(move |_| environment.get() == Environment::Training);
    let path = use_location().pathname;
    let signed_in = session.signed_in();
    let is_routing = use_context::<RouteProgress>().map(|RouteProgress(signal)| signal);
    follow_navigation(path, is_routing);
    colour_document(is_training);
    view! {
        <div class="app" class:training=is_training>
            <a class="skip" href="#content" rel="external" on:click=|event| {
                event.prevent_default();
                focus_selector("#content");
            }>{shell.skip}</a>
            // Shown by the panic hook alone: by then no part of the page can be relied on.
            <p class="notice notice-alert" id="failure" role="alert" hidden>
                {shell.failure} " " <a href="" rel="external">{shell.reload}</a>
            </p>
            <header>
                {move || is_training.get().then(|| view! {
                    <p class="training-banner">{shell.training_banner}</p>
                })}
                <div class="bar">
                    <p class="bar-name">
                        <a href=move || home_path(environment.get())>{shell.service}</a>
                        <span class="bar-description">{shell.description}</span>
                    </p>
                    <Languages />
                    {signed_in.clone().map(|session| view! { <UserMenu session=session /> })}
                </div>
            </header>
            // Text only: where script runs, a browser reads what is in here as text, and an
            // element would not be found at hydration.
            <noscript class="notice notice-warning">{shell.script_needed}</noscript>
            <p class="routing" role="status">
                {move || is_routing.is_some_and(|signal| signal.get()).then_some(shell.loading)}
            </p>
            {signed_in.clone().map(|session| view! { <RightsWatch session=session /> })}
            <div class="frame">
                {signed_in.clone().map(|session| view! { <Menu session=session /> })}
                <main id="content" class="page" tabindex="-1">{children()}</main>
            </div>
            <Footer />
            {signed_in.map(|session| view! { <SessionEnd session=session /> })}
        </div>
    }
}

/// The page's first heading, which takes the focus after navigation, and its title.
#[component]
pub fn PageHeading(
    /// The heading.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let service = texts().shell.service;
    // The server writes the title when the page is done, and what a page loaded lazily owned
    // may be gone by then.
    let first = text.get_untracked();
    let title = move || format!("{} – {service}", text.try_get().unwrap_or_else(|| first.clone()));
    view! {
        <Title text=title />
        <h1 tabindex="-1">{move || text.get()}</h1>
    }
}

/// Moves the focus to the new page's heading after navigation inside the application, as a
/// browser would begin at the top of a new page.
fn follow_navigation(path: Memo<String>, is_routing: Option<ReadSignal<bool>>) {
    Effect::new(move |before: Option<(String, bool)>| {
        let now = (path.get(), is_routing.is_some_and(|signal| signal.get()));
        // Both the change of path and the arrival of a lazily loaded page count; the first
        // run is the page as it was loaded, where the browser has placed the focus.
        if !now.1 && before.is_some_and(|before| before != now) {
            focus_selector("main h1");
        }
        now
    });
}

/// Colours what lies outside the frame, too: the root element belongs to the document's shell.
fn colour_document(is_training: Memo<bool>) {
    Effect::new(move |_| {
        let is_training = is_training.get();
        if let Some(root) = document().document_element() {
            // A refusal costs a colour; the banner says it in words.
            let _ = if is_training {
                root.set_attribute("class", "training")
            } else {
                root.remove_attribute("class")
            };
        }
    });
}

/// The three languages. Choosing one loads the page anew, since the language of the data
/// comes from the server.
#[component]
fn Languages() -> impl IntoView {
    let current = language();
    let location = use_location();
    let links = Language::ALL.map(|language| {
        let href = move || {
            let (path, search) = (location.pathname.get(), location.search.get());
            let back = if search.is_empty() {
                path
            } else {
                format!("{path}?{search}")
            };
            format!(
                "/language/{}?back={}",
                language.code(),
                leptos_router::location::Url::escape(&back)
            )
        };
        view! {
            <li>
                <a
                    href=href
                    rel="external"
                    lang=language.code()
                    hreflang=language.code()
                    aria-current=(language == current).then_some("true")
                >
                    {language.own_name()}
                </a>
            </li>
        }
    });
    view! {
        <nav class="languages" aria-label=texts().shell.languages>
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
}

/// The user's name with the organisation under it (S28), and the user functions.
#[component]
fn UserMenu(
    /// The session.
    session: SessionView,
) -> impl IntoView {
    let shell = texts().shell;
    let fold = NodeRef::<html::Details>::new();
    let path = use_location().pathname;
    let error = RwSignal::new(None::<String>);
    let close = move || {
        if let Some(details) = fold.get_untracked() {
            details.set_open(false);
        }
    };
    Effect::new(move |_| {
        path.track();
        close();
    });
    let leave = move |_| {
        spawn_local(async move {
            match (session_calls().await.sign_out)().await {
                Ok(()) => page::leave_to("/"),
                Err(words) => error.set(Some(words)),
            }
        });
    };
    let organisation = session.organisation.get(language()).to_owned();
    view! {
        <div class="bar-user">
            <p class="user">
                <span class="user-name">{session.name}</span>
                <span class="user-organisation">{organisation}</span>
            </p>
            <details class="user-menu" node_ref=fold on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                }
            }>
                <summary>{shell.user_functions}</summary>
                <ul>
                    <li><a href="/user">{shell.user_services}</a></li>
                    <li><button type="button" class="button-quiet" on:click=leave>{shell.sign_out}</button></li>
                </ul>
            </details>
            {move || error.get().map(|words| view! { <p class="notice notice-alert" role="alert">{words}</p> })}
        </div>
    }
}

/// Laws, sister services (S110, S111) and our own pages; the same as on the public pages.
#[component]
fn Footer() -> impl IntoView {
    let page = language();
    let lists = footer_links(page).iter().map(|list| {
        let links = list.links.iter().map(|link| {
            // Another site is told nothing; pages of our own are the server's, not the router's.
            let rel = if link.href.starts_with('/') {
                "external"
            } else {
                "external noreferrer"
            };
            let hreflang = link.foreign_language(page);
            view! { <li><a href=link.href rel=rel hreflang=hreflang>{link.label}</a></li> }
        });
        view! {
            <section aria-labelledby=list.id>
                <h2 id=list.id>{list.heading}</h2>
                <ul>{links.collect_view()}</ul>
            </section>
        }
    });
    view! { <footer class="footer">{lists.collect_view()}</footer> }
}
