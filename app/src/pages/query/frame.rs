//! The frame of every query page: which role the address names, what it may ask, and the duties.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::params::ParamsMap;
use luotain::environment::Environment;
use luotain::permit::{Key, Operation};
use luotain::session::{MenuRole, Offer, SessionView};

use crate::components::{PageHeading, home_path, use_session};
use crate::locales::{language, texts};
use crate::pages::not_found::NotFound;
use crate::pages::signed_out::SignedOut;

/// Where a query is made: the environment and the role, as the address names them (D8).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// The register.
    pub environment: Environment,
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
}

impl Place {
    /// The address of the page on which the role asks with this operation.
    pub fn path(&self, operation: Operation) -> String {
        format!(
            "/{}/query/{}/{}{}",
            self.environment.code(),
            self.permit.as_str(),
            self.role.as_str(),
            page_of(operation)
        )
    }
}

/// The end of the address of an operation's page. Both identifiers of a person are asked on one.
pub(crate) const fn page_of(operation: Operation) -> &'static str {
    match operation {
        Operation::PersonByCode | Operation::PersonByClientIdentifier => "",
        Operation::PersonIdentification => "/identification",
        Operation::PersonOwnership => "/ownership",
        Operation::BuildingById => "/building",
        Operation::BuildingIdentification => "/address",
        Operation::PropertyById => "/property",
        Operation::PropertyIdentification => "/property-identification",
    }
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
pub(crate) struct Chosen {
    /// Where.
    pub place: Place,
    /// The permit's number.
    pub permit_number: String,
    /// The permit's name, in the language of the page.
    pub permit_name: String,
    /// The role.
    pub role: MenuRole,
    /// Of the operations of the page those that the role allows; none on a page that it does not.
    pub offers: Vec<Offer>,
}

impl Chosen {
    /// Finds the role in the menu. What is not there is not offered; the server refuses it, too.
    fn find(place: Place, session: &SessionView, operations: &[Operation]) -> Option<Self> {
        let permit = session.permits.iter().find(|permit| permit.id == place.permit)?;
        let role = permit.roles.iter().find(|role| role.id == place.role)?;
        let offers = operations
            .iter()
            .filter_map(|operation| role.offer(*operation).cloned())
            .collect();
        Some(Self {
            permit_number: permit.number.clone(),
            permit_name: permit.name.get(language()).to_owned(),
            role: role.clone(),
            offers,
            place,
        })
    }

    /// Whether a query of this operation is charged here.
    pub fn is_charged(&self, operation: Operation) -> bool {
        self.place.environment == Environment::Production
            && self.role.offer(operation).is_some_and(|offer| offer.is_charged)
    }

    /// What a query of this operation costs here, in words.
    pub fn price(&self, operation: Operation) -> String {
        let texts = texts().query;
        if self.place.environment == Environment::Training {
            return texts.price_training.to_owned();
        }
        match self.role.offer(operation) {
            Some(offer) if offer.is_charged => offer.price.get(language()).to_owned(),
            _ => texts.price_free.to_owned(),
        }
    }
}

/// The page of the role that the address names, if the session has it and it allows one of the
/// page's operations; with words on what to do if not.
#[component]
pub(crate) fn RolePage(
    /// The operations that the page is for.
    operations: &'static [Operation],
    /// Draws the form and the answer.
    draw: fn(Chosen) -> AnyView,
) -> impl IntoView {
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
                Address::Role(place) => match Chosen::find(place, &session, operations) {
                    Some(chosen) => view! { <RoleHead chosen=chosen.clone() /> {drawn(chosen, draw)} }.into_any(),
                    None => view! { <NoRole /> }.into_any(),
                },
            }}
        </For>
    }
    .into_any()
}

fn drawn(chosen: Chosen, draw: fn(Chosen) -> AnyView) -> AnyView {
    if chosen.offers.is_empty() {
        let texts = texts().query;
        view! {
            <div class="notice">
                <p>{texts.not_offered}</p>
            </div>
        }
        .into_any()
    } else {
        draw(chosen)
    }
}

/// The role's name and permit, and what it may ask.
#[component]
fn RoleHead(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts().query;
    let environment = environment_text(chosen.place.environment);
    let permit = format!("{} – {}", chosen.permit_number, chosen.permit_name);
    let name = chosen.role.name.get(language()).to_owned();
    view! {
        <div class="query-head">
            <PageHeading text=name />
            <dl class="facts">
                <div><dt>{texts.permit}</dt><dd>{permit}</dd></div>
                <div><dt>{texts.environment}</dt><dd>{environment}</dd></div>
            </dl>
            <Operations chosen />
        </div>
    }
}

/// Links to the pages of all that the role may ask; none where there is no choice.
#[component]
fn Operations(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let path = use_location().pathname;
    let mut links: Vec<(String, &'static str)> = Vec::new();
    for offer in &chosen.role.offers {
        let href = chosen.place.path(offer.operation);
        if !links.iter().any(|(known, _)| *known == href) {
            links.push((href, offer.operation.name().get(language())));
        }
    }
    let own = page_of_offers(&chosen);
    let is_needed = links.len() > 1 || own.is_none();
    is_needed.then(|| {
        let links = links.into_iter().map(|(href, name)| {
            let here = href.clone();
            let is_here = move || path.with(|path| *path == here).then_some("page");
            view! { <li><a href=href aria-current=is_here>{name}</a></li> }
        });
        view! {
            <nav class="operations screen-only" aria-label=texts().query.operations>
                <ul>{links.collect_view()}</ul>
            </nav>
        }
    })
}

fn page_of_offers(chosen: &Chosen) -> Option<&'static str> {
    chosen.offers.first().map(|offer| page_of(offer.operation))
}

/// The duties of who asks (S97–S101).
#[component]
pub(crate) fn Duty() -> impl IntoView {
    let texts = texts().query;
    view! {
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
pub(crate) fn environment_text(environment: Environment) -> &'static str {
    let texts = texts().query;
    match environment {
        Environment::Production => texts.production,
        Environment::Training => texts.training,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
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

    #[test]
    fn each_page_of_a_role_has_an_address_of_its_own() {
        let place = Place {
            environment: Environment::Training,
            permit: Key::parse("kunta").unwrap(),
            role: Key::parse("rooli").unwrap(),
        };
        let mut paths: Vec<_> = Operation::ALL.map(|operation| place.path(operation)).into();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), Operation::ALL.len() - 1);
        assert_eq!(place.path(Operation::PersonByCode), "/training/query/kunta/rooli");
    }
}
