//! The catalogue of practice cases: of the training environment only, where all is invented.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use luotain::access::PlaceKind;
use luotain::environment::Environment;
use luotain::permit::Operation;
use luotain::query::{PracticeCase, PracticeCriteria, PracticeExample};
use luotain::register::LeadsTo;
use luotain::session::{MenuRole, SessionView};

use super::not_found::NotFound;
use super::query::frame::Place;
use super::query::handover::{self, Given};
use super::signed_out::SignedOut;
use crate::api::{ApiError, list_practice_cases};
use crate::components::{PageHeading, ProblemBox, current_environment, use_session};
use crate::locales::{fill, language, texts};

/// The route `/:environment/practice`, which only training has.
pub fn practice_page() -> AnyView {
    let environment = current_environment();
    view! {
        {move || match environment.get() {
            Environment::Training => view! { <Practice /> }.into_any(),
            Environment::Production => view! { <NotFound /> }.into_any(),
        }}
    }
    .into_any()
}

/// A role to practise in.
#[derive(Clone)]
struct Choice {
    place: Place,
    name: String,
    role: MenuRole,
}

/// The roles that the session holds, as they stand in the menu.
fn choices(session: &SessionView) -> Vec<Choice> {
    let of_permit = session.permits.iter().flat_map(|permit| {
        permit.roles.iter().map(|role| Choice {
            place: Place {
                environment: Environment::Training,
                permit: permit.id.clone(),
                role: role.id.clone(),
            },
            name: format!("{} – {}", permit.name.get(language()), role.name.get(language())),
            role: role.clone(),
        })
    });
    of_permit.collect()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    choices: StoredValue<Vec<Choice>>,
    /// The place of the chosen role among the choices.
    chosen: RwSignal<usize>,
    /// The cases; none before the answer.
    cases: RwSignal<Option<Vec<PracticeCase>>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
}

impl Desk {
    fn load(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let outcome = list_practice_cases(Environment::Training).await;
            self.busy.try_set(false);
            match outcome {
                Ok(cases) => {
                    self.cases.try_set(Some(cases));
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }

    /// The chosen role, if it may ask what the criteria are for.
    fn role_for(self, operation: Operation, criteria: &PracticeCriteria) -> Option<Place> {
        let chosen = self.chosen.get();
        self.choices.with_value(|choices| {
            let choice = choices.get(chosen)?;
            asks(&choice.role, operation, criteria).then(|| choice.place.clone())
        })
    }
}

/// Whether a role asks with an operation for what the criteria are of.
fn asks(role: &MenuRole, operation: Operation, criteria: &PracticeCriteria) -> bool {
    let of_apartment =
        matches!(criteria, PracticeCriteria::Address(address) if !address.apartment.is_empty());
    let kind = match operation {
        Operation::BuildingIdentification if of_apartment => Some(PlaceKind::Apartment),
        Operation::BuildingById | Operation::BuildingIdentification => Some(PlaceKind::Building),
        Operation::PropertyById | Operation::PropertyIdentification => Some(PlaceKind::Property),
        _ => None,
    };
    role.offer(operation).is_some() && kind.is_none_or(|kind| role.places.contains(&kind))
}

/// What is written into the form.
fn given(operation: Operation, criteria: PracticeCriteria) -> Given {
    match criteria {
        PracticeCriteria::Address(address) => Given::Address(address),
        PracticeCriteria::Names {
            surname,
            first_names,
            birth_date,
        } => Given::Names(surname, first_names, birth_date),
        PracticeCriteria::Identifier { identifier } => match operation {
            Operation::PersonOwnership => Given::Owner(identifier),
            Operation::BuildingById | Operation::BuildingIdentification => {
                Given::Identifier(LeadsTo::Building, identifier)
            }
            Operation::PropertyById | Operation::PropertyIdentification => {
                Given::Identifier(LeadsTo::Property, identifier)
            }
            Operation::PersonByCode
            | Operation::PersonByClientIdentifier
            | Operation::PersonIdentification => Given::Identifier(LeadsTo::Person, identifier),
        },
    }
}

#[component]
fn Practice() -> impl IntoView {
    let Some(session) = use_session().signed_in() else {
        return view! { <SignedOut /> }.into_any();
    };
    let texts = texts().practice;
    let choices = choices(&session);
    if choices.is_empty() {
        return view! {
            <PageHeading text=texts.title.to_owned() />
            <p class="notice notice-info">{texts.no_roles}</p>
        }
        .into_any();
    }
    let desk = Desk {
        choices: StoredValue::new(choices),
        chosen: RwSignal::new(0),
        cases: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=texts.title.to_owned() />
        <p>{texts.intro}</p>
        <RoleChoice desk />
        <p role="status">{move || desk.busy.get().then_some(texts.loading)}</p>
        <ProblemBox error=desk.error />
        {move || desk.error.with(Option::is_some).then(|| view! {
            <p><button type="button" class="button-quiet" on:click=move |_| desk.load()>{texts.retry}</button></p>
        })}
        {move || desk.cases.get().map(|cases| {
            cases.into_iter().map(|case| view! { <Case case desk /> }).collect_view()
        })}
    }
    .into_any()
}

/// In which role is practised.
#[component]
fn RoleChoice(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let select = NodeRef::<html::Select>::new();
    let names = desk.choices.with_value(|choices| {
        choices
            .iter()
            .map(|choice| choice.name.clone())
            .collect::<Vec<_>>()
    });
    let options = names
        .into_iter()
        .enumerate()
        .map(|(place, name)| view! { <option value=place.to_string()>{name}</option> });
    let change = move |_| {
        let value = select
            .get_untracked()
            .and_then(|select| select.value().parse().ok());
        if let Some(place) = value {
            desk.chosen.set(place);
        }
    };
    view! {
        <div class="field">
            <label for="practice-role">{texts().practice.role}</label>
            <select id="practice-role" node_ref=select on:change=change>{options.collect_view()}</select>
        </div>
    }
}

/// A case with its examples.
#[component]
fn Case(
    /// The case.
    case: PracticeCase,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let texts = texts().practice;
    let PracticeCase {
        code,
        title,
        advice,
        operation,
        examples,
    } = case;
    let id = format!("case-{code}");
    let labelled_by = id.clone();
    let is_empty = examples.is_empty();
    let examples = examples
        .into_iter()
        .map(|example| view! { <Example example operation desk /> })
        .collect_view();
    view! {
        <section class="practice-case" aria-labelledby=labelled_by>
            <h2 id=id>{title}</h2>
            <p class="small">{operation.name().get(language())}</p>
            <p>{advice}</p>
            {if is_empty {
                view! { <p class="empty">{texts.none}</p> }.into_any()
            } else {
                view! { <ul class="practice-examples">{examples}</ul> }.into_any()
            }}
        </section>
    }
}

/// A record, with the way to the form where the chosen role has it.
#[component]
fn Example(
    /// The record.
    example: PracticeExample,
    /// The query that it is for.
    operation: Operation,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let texts = texts().practice;
    let navigate = use_navigate();
    let PracticeExample { criteria, told } = example;
    let name = fill(texts.take_of, &[("what", &told)]);
    let way = move || match desk.role_for(operation, &criteria) {
        None => view! { <span class="small">{texts.not_in_role}</span> }.into_any(),
        Some(place) => {
            let (criteria, navigate) = (criteria.clone(), navigate.clone());
            let take = move |_| {
                handover::give(&place, given(operation, criteria.clone()));
                navigate(&place.path(operation), NavigateOptions::default());
            };
            view! {
                <button
                    type="button"
                    class="button-quiet button-small"
                    aria-label=name.clone()
                    on:click=take
                >
                    {texts.take}
                </button>
            }
            .into_any()
        }
    };
    view! { <li><span class="code">{told}</span> " " {way}</li> }
}

#[cfg(test)]
mod tests {
    use luotain::language::Text;
    use luotain::permit::{Key, ReferenceRule};
    use luotain::query::places::WrittenAddress;
    use luotain::session::Offer;

    use super::*;

    fn role(operation: Operation, places: &[PlaceKind]) -> Option<MenuRole> {
        Some(MenuRole {
            id: Key::parse("rooli").ok()?,
            name: Text::new("Rooli", "Roll", "Role"),
            purposes: Vec::new(),
            reference: ReferenceRule::Optional,
            offers: vec![Offer {
                operation,
                price: Text::new("0", "0", "0"),
                is_charged: false,
            }],
            places: places.to_vec(),
            narrowing: Vec::new(),
        })
    }

    #[test]
    fn a_case_goes_to_the_form_of_a_role_that_asks_for_it_and_to_no_other() {
        let address = |apartment: &str| {
            PracticeCriteria::Address(WrittenAddress {
                apartment: apartment.to_owned(),
                ..WrittenAddress::default()
            })
        };
        let asks_address = |places: &[PlaceKind], apartment: &str| {
            let role = role(Operation::BuildingIdentification, places);
            role.is_some_and(|role| asks(&role, Operation::BuildingIdentification, &address(apartment)))
        };
        assert!(asks_address(&[PlaceKind::Building], ""));
        assert!(!asks_address(&[PlaceKind::Building], "A 1"), "no field for it");
        assert!(asks_address(&[PlaceKind::Apartment], "A 1"));
        let by_code = PracticeCriteria::Identifier {
            identifier: "010190-999W".to_owned(),
        };
        let may = role(Operation::PersonByCode, &[])
            .is_some_and(|role| asks(&role, Operation::PersonByCode, &by_code));
        let may_not = role(Operation::PersonByCode, &[])
            .is_some_and(|role| asks(&role, Operation::PersonOwnership, &by_code));
        assert!(may && !may_not);
    }

    #[test]
    fn what_is_given_is_what_the_form_of_the_operation_takes() {
        let of = |operation| {
            given(
                operation,
                PracticeCriteria::Identifier {
                    identifier: "x".to_owned(),
                },
            )
        };
        let person = Given::Identifier(LeadsTo::Person, "x".to_owned());
        assert!(of(Operation::PersonByCode) == person && of(Operation::PersonByClientIdentifier) == person);
        assert!(of(Operation::PersonOwnership) == Given::Owner("x".to_owned()));
        assert!(of(Operation::BuildingById) == Given::Identifier(LeadsTo::Building, "x".to_owned()));
        assert!(of(Operation::PropertyById) == Given::Identifier(LeadsTo::Property, "x".to_owned()));
    }
}
