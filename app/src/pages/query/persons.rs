//! What the pages of queries for persons share: what can be asked, and the answer with all that
//! can be done from it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use luotain::access::PlaceKind;
use luotain::log::Disclosure;
use luotain::permit::Operation;
use luotain::query::{HitQuery, IdentificationQuery, PersonAnswer, PersonQuery};

use super::handover::{self, Handed};
use super::inquiry::Inquiry;
use super::kept::KeptList;
use super::next::{Next, NextDialog};
use super::person_answer::PersonAnswerView;
use super::sections::{Leads, PlaceLeads, ShowCodes};
use crate::api::{ApiError, find_ownership, find_person, identify_person, open_again, open_hit};
use crate::locales::persons::texts;

/// A question about persons, as it is sent.
#[derive(Clone)]
pub(crate) enum PersonAsk {
    /// By identifier.
    Identifier(PersonQuery),
    /// By names and date of birth.
    Identification(IdentificationQuery),
    /// One of a short list.
    Hit(HitQuery),
    /// What a person owns.
    Ownership(PersonQuery),
    /// An answer of this session again.
    Again(String),
}

/// A page of a query for persons at work.
pub(crate) type PersonInquiry = Inquiry<PersonAsk, PersonAnswer>;

/// Sends a question.
pub(crate) async fn send(ask: PersonAsk) -> Result<Disclosure<PersonAnswer>, ApiError> {
    match ask {
        PersonAsk::Identifier(query) => find_person(query).await,
        PersonAsk::Identification(query) => identify_person(query).await,
        PersonAsk::Hit(query) => open_hit(query).await,
        PersonAsk::Ownership(query) => find_ownership(query).await,
        PersonAsk::Again(id) => open_again(id).await,
    }
}

/// The answer, when there is one, and the earlier answers of the session, when there is none.
#[component]
pub(crate) fn PersonResult(
    /// The state of the page.
    inquiry: PersonInquiry,
    /// Called when a new query is wanted.
    #[prop(into)]
    on_new: Callback<()>,
    /// Called with a code that is to be asked next.
    #[prop(into)]
    on_code: Callback<String>,
) -> impl IntoView {
    let next = RwSignal::new(None::<Next>);
    let codes = RwSignal::new(false);
    let by_code = inquiry.asking.chosen.with_value(|chosen| {
        chosen
            .role
            .offer(Operation::PersonByCode)
            .map(|_| chosen.price(Operation::PersonByCode))
    });
    // Places are asked about on pages of their own, whose forms take the identifier and tell the price.
    let navigate = use_navigate();
    let place = inquiry.asking.chosen.with_value(|chosen| {
        let may =
            |operation, kind| chosen.role.offer(operation).is_some() && chosen.role.places.contains(&kind);
        let role = chosen.place.clone();
        PlaceLeads {
            buildings: may(Operation::BuildingById, PlaceKind::Building),
            apartments: may(Operation::BuildingById, PlaceKind::Apartment),
            properties: may(Operation::PropertyById, PlaceKind::Property),
            go: Callback::new(move |handed: Handed| {
                let operation = match handed {
                    Handed::Property(_) => Operation::PropertyById,
                    Handed::Person(_) | Handed::Building(_) | Handed::Apartment(_) => Operation::BuildingById,
                };
                handover::give(&role, handed);
                navigate(&role.path(operation), NavigateOptions::default());
            }),
        }
    });
    // A relative can be asked about where the role allows a query by code; each is a new query.
    provide_context(Leads {
        person: by_code.map(|price| {
            Callback::new(move |code: String| {
                next.set(Some(Next::Person {
                    code,
                    price: price.clone(),
                }));
            })
        }),
        place,
    });
    provide_context(ShowCodes(codes));
    let go_on = move |()| {
        let Some(wanted) = next.get_untracked() else {
            return;
        };
        next.set(None);
        match wanted {
            Next::Person { code, .. } => {
                inquiry.ask(Ok(code), |asking, code| {
                    PersonAsk::Identifier(PersonQuery { asking, code })
                });
            }
            Next::Hit { id, .. } => {
                inquiry.ask(Ok(id), |asking, hit| PersonAsk::Hit(HitQuery { asking, hit }));
            }
        }
    };
    view! {
        {move || inquiry.answer.get().map(|answered| view! {
            <PersonAnswerView answered inquiry next codes on_new on_code />
        })}
        <NextDialog next on_yes=go_on />
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <KeptList inquiry /> })}
    }
}

/// The words on the number of queries, where it is time for them.
pub(crate) fn many_view(many: Option<u32>) -> impl IntoView {
    many.map(|many| {
        let text = crate::locales::fill(texts().many, &[("n", &many.to_string())]);
        view! { <p class="notice notice-warning screen-only">{text}</p> }
    })
}
