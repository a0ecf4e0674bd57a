//! The left menu: query services by permit, management services, instructions, environment.
//! Below 900 px a button unfolds it over the page's whole width.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use luotain::access::{AuthorityAct, AuthorityRole};
use luotain::environment::Environment;
use luotain::session::{MenuPermit, SessionView};

use super::{current_environment, home_path};
use crate::browser::focus::focus_node;
use crate::locales::{language, texts};
use crate::pages::query::frame::page_of;

/// The left menu of a signed-in user.
#[component]
pub fn Menu(
    /// The session.
    session: SessionView,
) -> impl IntoView {
    let shell = texts().shell;
    let path = use_location().pathname;
    let environment = current_environment();
    // Folded from the server on; in a wide window the style sheet shows the menu either way.
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        path.track();
        is_open.set(false);
    });
    let is_role_chosen = Memo::new(move |_| {
        path.with(|path| {
            path.contains("/query/") || path.starts_with("/management/") || path.starts_with("/authority/")
        })
    });
    let management = management_links(&session);
    view! {
        <div class="menu-fold" on:keydown=move |event| {
            if event.key() == "Escape" && is_open.get_untracked() {
                is_open.set(false);
                focus_node(button);
            }
        }>
            <button
                type="button"
                class="menu-button"
                aria-expanded=move || is_open.get().to_string()
                aria-controls="main-menu"
                node_ref=button
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {shell.menu}
            </button>
            <nav class="menu" class:open=is_open id="main-menu" aria-label=shell.main_menu>
                <h2>{shell.query_services}</h2>
                {if session.permits.is_empty() {
                    view! { <p class="small">{shell.no_roles}</p> }.into_any()
                } else {
                    view! {
                        {session.permits.into_iter().map(|permit| permit_view(permit, environment)).collect_view()}
                        <ul>
                            <li>
                                {menu_link(
                                    move || format!("/{}/own-queries", environment.get().code()),
                                    crate::locales::persons::texts().own_title.to_owned(),
                                )}
                            </li>
                            {move || (environment.get() == Environment::Training).then(|| view! {
                                <li>
                                    {menu_link(
                                        || "/training/practice".to_owned(),
                                        texts().practice.title.to_owned(),
                                    )}
                                </li>
                            })}
                        </ul>
                    }
                    .into_any()
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
        </div>
    }
}

/// Whether the menu has a management service for the session.
#[must_use]
pub fn opens_management(session: &SessionView) -> bool {
    !management_links(session).is_empty()
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
        (session.is_responsible_user, "/management/keys", shell.key_policy),
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
            has(AuthorityRole::RightApprover),
            "/authority/locked",
            texts().credentials.all_locked,
        ),
        (
            has(AuthorityRole::Administrator),
            "/authority/keys",
            shell.key_kinds,
        ),
        (
            may(AuthorityAct::HelpUsers),
            "/authority/support",
            texts().support.menu,
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
        (
            may(AuthorityAct::SeeChanges),
            "/authority/changes",
            shell.change_log,
        ),
        (
            may(AuthorityAct::SeeStatus),
            "/authority/status",
            texts().status.title,
        ),
        (
            has(AuthorityRole::Administrator),
            "/authority/emergency",
            shell.emergency,
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
        // To the first of its queries: the role's own page is that of persons by code.
        let page = role.offers.first().map_or("", |offer| page_of(offer.operation));
        let name = role.name.get(language).to_owned();
        let link = role_link(move || format!("/{}{rest}", environment.get().code()), page, name);
        view! { <li>{link}</li> }
    });
    view! {
        <h3 class="menu-permit">{name} " " <span class="small">{permit.number}</span></h3>
        <ul>{roles.collect_view()}</ul>
    }
}

/// A link that tells whether it leads to the page now open.
fn menu_link(href: impl Fn() -> String + Send + Sync + 'static, text: String) -> impl IntoView {
    role_link(href, "", text)
}

/// A link to one of the pages of a role, `page` below `base`, that tells whether it leads to the page
/// now open or to another of the role's.
fn role_link(
    base: impl Fn() -> String + Send + Sync + 'static,
    page: &'static str,
    text: String,
) -> impl IntoView {
    let path = use_location().pathname;
    let base = Memo::new(move |_| base());
    let is_here = move || {
        path.with(|path| {
            base.with(|base| match path.strip_prefix(base.as_str()) {
                Some(rest) if rest == page => Some("page"),
                Some(rest) if rest.is_empty() || rest.starts_with('/') => Some("true"),
                _ => None,
            })
        })
    };
    view! { <a href=move || format!("{}{page}", base.get()) aria-current=is_here>{text}</a> }
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
