//! The left menu: query services by permit, management services, instructions, environment.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use luotain::access::{AuthorityAct, AuthorityRole};
use luotain::environment::Environment;
use luotain::session::{MenuPermit, SessionView};

use super::{current_environment, home_path};
use crate::browser::page;
use crate::locales::{language, texts};

/// The width in pixels below which the menu folds.
const WIDE: f64 = 900.0;

/// The left menu of a signed-in user.
#[component]
pub fn Menu(
    /// The session.
    session: SessionView,
) -> impl IntoView {
    let shell = texts().shell;
    let path = use_location().pathname;
    let environment = current_environment();
    let fold = NodeRef::<html::Details>::new();
    fold_when_narrow(fold, path);
    let is_role_chosen = Memo::new(move |_| {
        path.with(|path| {
            path.contains("/query/") || path.starts_with("/management/") || path.starts_with("/authority/")
        })
    });
    let management = management_links(&session);
    view! {
        <details class="menu-fold" open=true node_ref=fold>
            <summary>{shell.menu}</summary>
            <nav class="menu" aria-label=shell.main_menu>
                <h2>{shell.query_services}</h2>
                {if session.permits.is_empty() {
                    view! { <p class="small">{shell.no_roles}</p> }.into_any()
                } else {
                    session.permits.into_iter().map(|permit| permit_view(permit, environment)).collect_view().into_any()
                }}
                {(!management.is_empty()).then(|| view! {
                    <h2>{shell.management_services}</h2>
                    <ul>
                        {management
                            .into_iter()
                            .map(|(href, text)| view! {
                                <li>{menu_link(move || href.to_owned(), text.to_owned())}</li>
                            })
                            .collect_view()}
                    </ul>
                })}
                // S68: instructions are there once a role has been chosen.
                {move || is_role_chosen.get().then(|| view! { <Guides /> })}
                <EnvironmentChoice />
            </nav>
        </details>
    }
}

/// The management services that the session opens: path and words.
fn management_links(session: &SessionView) -> Vec<(&'static str, &'static str)> {
    let shell = texts().shell;
    let has = |role| session.authority_roles.contains(&role);
    let may = |act: AuthorityAct| act.is_open_to(&session.authority_roles);
    [
        (session.manages, "/management/people", shell.people),
        (
            session.is_responsible_user,
            "/management/register",
            shell.rights_register,
        ),
        (
            session.is_responsible_user,
            "/management/permits",
            shell.data_permits,
        ),
        (
            may(AuthorityAct::SeeRequests),
            "/authority/requests",
            texts().approvals.menu,
        ),
        (
            may(AuthorityAct::SeeOrganisations),
            "/authority/organisations",
            shell.organisations,
        ),
        (
            may(AuthorityAct::SeeRegister),
            "/authority/register",
            shell.rights_register,
        ),
        (
            may(AuthorityAct::SeeAuthorityPeople),
            "/authority/people",
            texts().organisations.people_menu,
        ),
        (
            has(AuthorityRole::Administrator),
            "/authority/outbox",
            shell.outbox,
        ),
    ]
    .into_iter()
    .filter_map(|(is_open, href, text)| is_open.then_some((href, text)))
    .collect()
}

fn permit_view(permit: MenuPermit, environment: Memo<Environment>) -> impl IntoView {
    let language = language();
    let name = permit.name.get(language).to_owned();
    let roles = permit.roles.into_iter().map(move |role| {
        let rest = format!("/query/{}/{}", permit.id.as_str(), role.id.as_str());
        let name = role.name.get(language).to_owned();
        view! { <li>{menu_link(move || format!("/{}{rest}", environment.get().code()), name)}</li> }
    });
    view! {
        <h3 class="menu-permit">{name} " " <span class="small">{permit.number}</span></h3>
        <ul>{roles.collect_view()}</ul>
    }
}

/// A link that tells whether it leads to the page now open.
fn menu_link(href: impl Fn() -> String + Send + Sync + 'static, text: String) -> impl IntoView {
    let path = use_location().pathname;
    let href = Memo::new(move |_| href());
    let is_here = move || path.with(|path| href.with(|href| path == href)).then_some("page");
    view! { <a href=move || href.get() aria-current=is_here>{text}</a> }
}

/// All guides (S67), that on linking a key among them (S82). They are pages of the server, and
/// open beside the work at hand, which a page load would throw away.
#[component]
fn Guides() -> impl IntoView {
    let shell = texts().shell;
    let guides = [
        ("/help/instructions-query", shell.guide_query),
        ("/help/responsible-users", shell.guide_responsible_users),
        ("/help/sign-in-help", shell.guide_sign_in),
        ("/help/security-keys", shell.guide_keys),
        ("/help/faq", shell.guide_faq),
        ("/help/terms", shell.guide_terms),
        ("/help", shell.guide_all),
    ];
    let links = guides.map(|(href, text)| {
        view! { <li><a href=href target="_blank" rel="external noopener">{text}</a></li> }
    });
    view! {
        <h2>{shell.instructions}</h2>
        <p class="small">{shell.guides_note}</p>
        <ul>{links.into_iter().collect_view()}</ul>
    }
}

/// The environment at the bottom of the menu (S87). A button makes the change, so that going
/// through the list with the keyboard changes nothing (WCAG 3.2.2).
#[component]
fn EnvironmentChoice() -> impl IntoView {
    let shell = texts().shell;
    let environment = current_environment();
    let choice = NodeRef::<html::Select>::new();
    let navigate = use_navigate();
    let change = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = choice
            .get_untracked()
            .and_then(|select| Environment::from_code(&select.value()));
        if let Some(chosen) = chosen {
            navigate(home_path(chosen), NavigateOptions::default());
        }
    };
    view! {
        <form class="menu-environment" on:submit=change>
            <label for="environment">{shell.environment}</label>
            <select id="environment" node_ref=choice prop:value=move || environment.get().code()>
                <option value="production" selected=move || environment.get() == Environment::Production>
                    {shell.production}
                </option>
                <option value="training" selected=move || environment.get() == Environment::Training>
                    {shell.training}
                </option>
            </select>
            <button type="submit" class="button-quiet">{shell.change}</button>
        </form>
    }
}

/// Folds the menu in a narrow window, at first and after each navigation, and unfolds it when
/// the window becomes wide, where nothing could be pressed to unfold it.
fn fold_when_narrow(fold: NodeRef<html::Details>, path: Memo<String>) {
    let set = move |open: bool| {
        if let Some(details) = fold.get_untracked() {
            details.set_open(open);
        }
    };
    Effect::new(move |_| {
        path.track();
        if fold.get().is_some() {
            set(!page::is_narrower_than(WIDE));
        }
    });
    Effect::new(move |_| {
        let listener = window_event_listener(leptos::ev::resize, move |_| {
            if !page::is_narrower_than(WIDE) {
                set(true);
            }
        });
        on_cleanup(move || listener.remove());
    });
}
