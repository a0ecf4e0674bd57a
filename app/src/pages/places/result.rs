//! What the pages of queries for places share: what can be asked, and the answer with the earlier ones.

use leptos::prelude::*;
use luotain::log::Disclosure;
use luotain::query::Asking;
use luotain::query::places::{PlaceAnswer, PlaceCriteria, PlaceQuery};

use super::answer::PlaceAnswerView;
use crate::api::{ApiError, find_place, open_place_again};
use crate::pages::query::inquiry::Inquiry;
use crate::pages::query::kept::{KeptKind, KeptList};
use crate::pages::query::sections::ShowCodes;

/// A question about places, as it is sent.
#[derive(Clone)]
pub(super) enum PlaceAsk {
    /// By identifier or address.
    Query(Box<PlaceQuery>),
    /// An answer of this session again.
    Again(String),
}

/// A page of a query for places at work.
pub(super) type PlaceInquiry = Inquiry<PlaceAsk, PlaceAnswer>;

impl PlaceAsk {
    /// What is asked in a role.
    pub fn new(asking: Asking, criteria: PlaceCriteria) -> Self {
        Self::Query(Box::new(PlaceQuery { asking, criteria }))
    }
}

/// Sends a question.
pub(super) async fn send(ask: PlaceAsk) -> Result<Disclosure<PlaceAnswer>, ApiError> {
    match ask {
        PlaceAsk::Query(query) => find_place(*query).await,
        PlaceAsk::Again(id) => open_place_again(id).await,
    }
}

/// The answer, when there is one, and the earlier answers of the session, when there is none.
#[component]
pub(super) fn PlaceResult(
    /// The state of the page.
    inquiry: PlaceInquiry,
    /// Called when a new query is wanted.
    #[prop(into)]
    on_new: Callback<()>,
) -> impl IntoView {
    // Kept from answer to answer, as long as the page is open.
    let codes = RwSignal::new(false);
    provide_context(ShowCodes(codes));
    let open = move |id: String| inquiry.send(PlaceAsk::Again(id));
    view! {
        {move || inquiry.answer.get().map(|answered| view! {
            <PlaceAnswerView answered inquiry codes on_new />
        })}
        {move || inquiry.answer.with(Option::is_none).then(|| view! {
            <KeptList inquiry kind=KeptKind::Places on_open=open />
        })}
    }
}
