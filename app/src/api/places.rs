//! Queries for buildings, apartments and properties, and the completion of their forms.

use leptos::prelude::*;
use luotain::log::Disclosure;
use luotain::query::places::{
    CompletedName, CompletionQuery, PlaceAnswer, PlaceQuery, StreetCompletionQuery,
};

use luotain::session::UseAnswer;

use super::ApiError;
use super::json::Json;

/// Finds one building, apartment or property by identifier or address. What comes back was first
/// written to the log (D5). Call it from an action after hydration, never through a `Resource` (D9).
///
/// # Errors
/// `SignedOut`, `Place`, `Refused`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/place", input = Json, output = Json)]
pub async fn find_place(query: PlaceQuery) -> Result<Disclosure<PlaceAnswer>, ApiError> {
    super::call::answer(async |call| call.service.find_place(&call.request, query).await).await
}

/// Takes the key's answer, and opens an answer with persons under a non-disclosure. The question comes
/// from [`start_step_up`](super::start_step_up).
///
/// # Errors
/// `SignedOut`, `NotFound`, `ChallengeExpired`, `KeyRefused`, `Refused`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/place/confirm", input = Json, output = Json)]
pub async fn finish_place_step_up(
    id: String,
    answer: UseAnswer,
) -> Result<Disclosure<PlaceAnswer>, ApiError> {
    super::call::answer(async |call| {
        call.service
            .finish_place_step_up(&call.request, &id, answer)
            .await
    })
    .await
}

/// Opens an earlier answer of this session on a place again, without charge.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Refused`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/kept/open-place", input = Json, output = Json)]
pub async fn open_place_again(id: String) -> Result<Disclosure<PlaceAnswer>, ApiError> {
    super::call::answer(async |call| call.service.open_place_again(&call.request, &id).await).await
}

/// The municipalities whose name begins with what was written.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "places/municipalities", input = Json, output = Json)]
pub async fn complete_municipality(query: CompletionQuery) -> Result<Vec<CompletedName>, ApiError> {
    super::call::answer(async |call| call.service.complete_municipality(&call.request, &query)).await
}

/// The streets of a municipality whose name begins with what was written.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "places/streets", input = Json, output = Json)]
pub async fn complete_street(query: StreetCompletionQuery) -> Result<Vec<CompletedName>, ApiError> {
    super::call::answer(async |call| call.service.complete_street(&call.request, &query).await).await
}
