//! The page of a query for a person by personal identity code, in one role of one permit.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::params::ParamsMap;
use leptos_router::{LazyRoute, lazy_route};
use luotain::environment::Environment;
use luotain::permit::Key;
use luotain::session::{MenuRole, SessionView};

use super::answer::Answer;
use super::desk::Desk;
use super::form::PersonForm;
use crate::components::{PageHeading, home_path, use_session};
use crate::locales::{language, texts};
use crate::pages::not_found::NotFound;
use crate::pages::signed_out::SignedOut;

/// The route `/:environment/query/:permit/:role`.
pub struct PersonQueryPage;

#[lazy_route]
impl LazyRoute for PersonQueryPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PersonQueries /> }.into_any()
    }
}

/// Where a query is made: the environment and the role, as the address names them (D8).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// The register.
    pub environment: Environment,
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
}

/// What the address names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Address {
    /// A role, held or not.
    Role(Place),
    /// Something that no role can be.
    NoRole,
    /// An environment that does not exist: no page at all.
    Nowhere,
}

impl Address {
    fn read(params: &ParamsMap) -> Self {
        let environment = params.get_str("environment").and_then(Environment::from_code);
        let Some(environment) = environment else {
            return Self::Nowhere;
        };
        let key = |name: &str| Key::parse(params.get_str(name)?).ok();
        match (key("permit"), key("role")) {
            (Some(permit), Some(role)) => Self::Role(Place {
                environment,
                permit,
                role,
            }),
            _ => Self::NoRole,
        }
    }
}

/// The role that the page is for, as the session's menu has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Where.
    pub place: Place,
    /// The permit's number.
    pub permit_number: String,
    /// The permit's name, in the language of the page.
    pub permit_name: String,
    /// The role.
    pub role: MenuRole,
}

impl Chosen {
    /// Finds the role in the menu. What is not there is not offered; the server refuses it, too.
    fn find(place: Place, session: &SessionView) -> Option<Self> {
        let permit = session.permits.iter().find(|permit| permit.id == place.permit)?;
        let role = permit.roles.iter().find(|role| role.id == place.role)?;
        Some(Self {
            permit_number: permit.number.clone(),
            permit_name: permit.name.get(language()).to_owned(),
            role: role.clone(),
            place,
        })
    }
}

/// The page for whatever role the address names.
#[component]
fn PersonQueries() -> impl IntoView {
    let params = use_params_map();
    let address = Memo::new(move |_| params.with(Address::read));
    let Some(session) = use_session().signed_in() else {
        return view! { <SignedOut /> }.into_any();
    };
    // Keyed, so that another role or environment is another form: nothing typed or shown for
    // one can be left standing in the other (D8).
    view! {
        <For each=move || [address.get()] key=Clone::clone let:address>
            {match address {
                Address::Nowhere => view! { <NotFound /> }.into_any(),
                Address::NoRole => view! { <NoRole /> }.into_any(),
                Address::Role(place) => match Chosen::find(place, &session) {
                    Some(chosen) => view! { <PersonQueryOf chosen /> }.into_any(),
                    None => view! { <NoRole /> }.into_any(),
                },
            }}
        </For>
    }
    .into_any()
}

#[component]
fn PersonQueryOf(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts().query;
    let environment = environment_text(chosen.place.environment);
    let permit = format!("{} – {}", chosen.permit_number, chosen.permit_name);
    let name = chosen.role.name.get(language()).to_owned();
    let desk = Desk::new(chosen);
    view! {
        <div class="query-head">
            <PageHeading text=name />
            <dl class="facts">
                <div><dt>{texts.permit}</dt><dd>{permit}</dd></div>
                <div><dt>{texts.environment}</dt><dd>{environment}</dd></div>
            </dl>
        </div>
        <section class="duty query-duty" aria-labelledby="duty">
            <h2 id="duty">{texts.duty_title}</h2>
            <ul>
                <li>{texts.duty_tasks}</li>
                <li>{texts.duty_private}</li>
                <li>{texts.duty_outsiders}</li>
                <li>{texts.duty_care}</li>
                <li>{texts.duty_log}</li>
            </ul>
        </section>
        <PersonForm desk />
        {move || desk.answer.get().map(|answered| view! { <Answer answered desk /> })}
    }
}

/// Told where the role is not held (S93, S95, S96).
#[component]
fn NoRole() -> impl IntoView {
    let texts = texts();
    let environment = crate::components::current_environment();
    view! {
        <PageHeading text=texts.query.no_role_title.to_owned() />
        <div class="notice">
            <p>{texts.query.no_role_text}</p>
            <p>{texts.query.no_role_employer}</p>
        </div>
        <p><a href=move || home_path(environment.get())>{texts.shell.to_front}</a></p>
    }
}

/// The environment in words.
pub(super) fn environment_text(environment: Environment) -> &'static str {
    let texts = texts().query;
    match environment {
        Environment::Production => texts.production,
        Environment::Training => texts.training,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(environment: &str, permit: &str, role: &str) -> Address {
        let mut params = ParamsMap::new();
        params.insert("environment", environment.to_owned());
        params.insert("permit", permit.to_owned());
        params.insert("role", role.to_owned());
        Address::read(&params)
    }

    #[test]
    fn an_unknown_environment_is_no_page_and_a_malformed_role_is_no_role() {
        assert!(matches!(address("training", "kunta", "rooli"), Address::Role(_)));
        for environment in ["xyz", "", "Training", "trainings"] {
            assert_eq!(address(environment, "kunta", "rooli"), Address::Nowhere);
        }
        assert_eq!(address("production", "KUNTA", "rooli"), Address::NoRole);
        assert_eq!(address("production", "kunta", "a b"), Address::NoRole);
    }
}
