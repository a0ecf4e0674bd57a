//! Queries for persons.

use super::json::Json;
use leptos::prelude::*;
use luotain::log::Disclosure;
use luotain::query::{PersonAnswer, PersonQuery};

use super::ApiError;

/// Finds one person by personal identity code. What comes back was first written to the log:
/// only the log makes a [`Disclosure`] (D5). Call it from an action after hydration, never
/// through a `Resource`, whose value would be written into the page (D9).
///
/// # Errors
/// `SignedOut`, `Identifier`, `TestIdentifiersOnly`, `Refused`, `QueriesClosed`.
#[server(prefix = "/api", endpoint = "query/person", input = Json, output = Json)]
pub async fn find_person(query: PersonQuery) -> Result<Disclosure<PersonAnswer>, ApiError> {
    super::call::answer(async |call| call.service.find_person(&call.request, query).await).await
}
