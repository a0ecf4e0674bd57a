//! What the pages of queries for persons share: what can be asked, and the answer with all that
//! can be done from it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use luotain::access::PlaceKind;
use luotain::log::Disclosure;
use luotain::permit::Operation;
use luotain::query::{HitQuery, IdentificationQuery, PersonAnswer, PersonQuery};
use luotain::register::LeadsTo;

use super::frame::Chosen;
use super::handover::{self, Given};
use super::inquiry::Inquiry;
use super::kept::{KeptKind, KeptList};
use super::next::{Next, NextDialog};
use super::person_answer::PersonAnswerView;
use super::sections::{Leads, ShowCodes};
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
    let offered = inquiry.asking.chosen.with_value(leads);
    // A relative, a dwelling, a holding can be asked about where the role allows it; each is a new
    // query with a price of its own.
    provide_context(Leads {
        offered: StoredValue::new(offered),
        go: Callback::new(move |(of, id): (LeadsTo, String)| {
            let price = inquiry
                .asking
                .chosen
                .with_value(|chosen| chosen.price(operation_of(of)));
            next.set(Some(match of {
                LeadsTo::Person => Next::Person { code: id, price },
                of => Next::Place { of, id, price },
            }));
        }),
    });
    provide_context(ShowCodes(codes));
    let navigate = use_navigate();
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
            Next::Place { of, id, .. } => {
                let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
                handover::give(&place, Given::Identifier(of, id));
                navigate(&place.path(operation_of(of)), NavigateOptions::default());
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
        {move || inquiry.answer.with(Option::is_none).then(|| view! {
            <KeptList
                inquiry
                kind=KeptKind::Persons
                on_open=move |id: String| inquiry.send(PersonAsk::Again(id))
            />
        })}
    }
}

/// What the role may go on to from an answer.
fn leads(chosen: &Chosen) -> Vec<LeadsTo> {
    let place = |kind| chosen.role.places.contains(&kind);
    [
        (LeadsTo::Person, true),
        (LeadsTo::Building, place(PlaceKind::Building)),
        (LeadsTo::Apartment, place(PlaceKind::Apartment)),
        (LeadsTo::Property, place(PlaceKind::Property)),
    ]
    .into_iter()
    .filter(|(of, has_content)| *has_content && chosen.role.offer(operation_of(*of)).is_some())
    .map(|(of, _)| of)
    .collect()
}

/// The operation by which something is asked about by its identifier.
const fn operation_of(of: LeadsTo) -> Operation {
    match of {
        LeadsTo::Person => Operation::PersonByCode,
        LeadsTo::Building | LeadsTo::Apartment => Operation::BuildingById,
        LeadsTo::Property => Operation::PropertyById,
    }
}

/// The words on the number of queries, where it is time for them.
pub(crate) fn many_view(many: Option<u32>) -> impl IntoView {
    many.map(|many| {
        let text = crate::locales::fill(texts().many, &[("n", &many.to_string())]);
        view! { <p class="notice notice-warning screen-only">{text}</p> }
    })
}
