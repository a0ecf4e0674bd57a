//! Queries for persons. What comes back was first written to the log: only the log makes a
//! [`Disclosure`] (D5). Call these from an action after hydration, never through a `Resource`, whose
//! value would be written into the page (D9).

use chrono::NaiveDate;
use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::log::Disclosure;
use luotain::query::{HitQuery, IdentificationQuery, KeptQuery, OwnEntries, PersonAnswer, PersonQuery};
use luotain::session::{UseAnswer, UseQuestion};

use super::ApiError;
use super::json::Json;

/// Finds one person by personal identity code or electronic client identifier.
///
/// # Errors
/// `SignedOut`, `Identifier`, `TestIdentifiersOnly`, `Refused`, `MissQuota`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/person", input = Json, output = Json)]
pub async fn find_person(query: PersonQuery) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.find_person(&call.request, query).await).await
}

/// Finds what a person owns.
///
/// # Errors
/// As [`find_person`].
#[server(prefix = "/api", endpoint = "query/person/ownership", input = Json, output = Json)]
pub async fn find_ownership(query: PersonQuery) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.find_ownership(&call.request, query).await).await
}

/// Identifies a person by names and date of birth.
///
/// # Errors
/// `SignedOut`, `Criteria`, `Refused`, `MissQuota`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/person/identify", input = Json, output = Json)]
pub async fn identify_person(query: IdentificationQuery) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.identify_person(&call.request, query).await).await
}

/// Opens one of the persons of a short list.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Refused`, `MissQuota`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/person/hit", input = Json, output = Json)]
pub async fn open_hit(query: HitQuery) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.open_hit(&call.request, query).await).await
}

/// The answers of this session that can be opened again.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "query/kept/list", input = Json, output = Json)]
pub async fn list_kept() -> Result<Vec<KeptQuery>, ApiError> {
    super::call::answer(async |call| call.service.list_kept(&call.request).await).await
}

/// Opens one of them again, without charge.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Refused`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/kept/open", input = Json, output = Json)]
pub async fn open_again(id: String) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.open_again(&call.request, &id).await).await
}

/// Notes in the log that an answer was of the wrong person. Gives the number of the note's entry.
///
/// # Errors
/// `SignedOut`, `NotFound`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/kept/wrong-person", input = Json, output = Json)]
pub async fn note_wrong_person(id: String) -> Result<u64, ApiError> {
    super::call::answer(async |call| call.service.note_wrong_person(&call.request, &id).await).await
}

/// Asks for the key, to open one answer with data under a non-disclosure.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "query/confirm/start", input = Json, output = Json)]
pub async fn start_step_up(id: String) -> Result<UseQuestion, ApiError> {
    super::call::answer(async |call| call.service.start_step_up(&call.request, &id).await).await
}

/// Takes the key's answer, and opens the answer.
///
/// # Errors
/// `SignedOut`, `NotFound`, `ChallengeExpired`, `KeyRefused`, `Refused`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/confirm/finish", input = Json, output = Json)]
pub async fn finish_step_up(id: String, answer: UseAnswer) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.finish_step_up(&call.request, &id, answer).await).await
}

/// A page of the own entries of one log, newest first.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "query/own", input = Json, output = Json)]
pub async fn list_own_queries(
    environment: Environment,
    day: Option<NaiveDate>,
    before: Option<u64>,
) -> Result<OwnEntries, ApiError> {
    super::call::answer(async |call| {
        call.service
            .list_own_queries(&call.request, environment, day, before)
            .await
    })
    .await
}
