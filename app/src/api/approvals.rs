//! Rights that wait for the authority's approval. Names travel in bodies only; call these from
//! actions, never through a `Resource` (D9).

use leptos::prelude::*;
use luotain::management::{RequestPage, RequestQuery, RequestTarget};

use super::ApiError;
use super::json::Json;

/// Takes back a request of the own organisation.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`.
#[server(prefix = "/api", endpoint = "management/request/withdraw", input = Json, output = Json)]
pub async fn withdraw_request(target: RequestTarget) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.withdraw_request(&call.request, target).await).await
}

/// The requests of all organisations.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/requests/list", input = Json, output = Json)]
pub async fn list_right_requests(query: RequestQuery) -> Result<RequestPage, ApiError> {
    super::call::answer(async |call| call.service.list_right_requests(&call.request, query).await).await
}

/// Approves a request.
///
/// # Errors
/// `NotFound`, `Management`, `Request`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/request/approve", input = Json, output = Json)]
pub async fn approve_request(target: RequestTarget, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.approve_request(&call.request, target, &reason).await).await
}

/// Rejects a request.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/request/reject", input = Json, output = Json)]
pub async fn reject_request(target: RequestTarget, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.reject_request(&call.request, target, &reason).await).await
}
