//! The change log: "who changed this", and the whole log for the authority. Usernames travel in
//! bodies only; call these from actions, never through a `Resource` (D9).

use leptos::prelude::*;
use luotain::changes::{ChangesOf, ChangesPage, ChangesQuery};

use super::ApiError;
use super::json::Json;

/// What was done to a person, to the organisation itself or to a permit of the own organisation.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "management/changes/list", input = Json, output = Json)]
pub async fn list_own_changes(of: ChangesOf, before: Option<u64>) -> Result<ChangesPage, ApiError> {
    super::call::answer(async |call| call.service.list_own_changes(&call.request, of, before).await).await
}

/// The same, of any organisation.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/changes/of", input = Json, output = Json)]
pub async fn list_changes_of(of: ChangesOf, before: Option<u64>) -> Result<ChangesPage, ApiError> {
    super::call::answer(async |call| call.service.list_changes_of(&call.request, of, before).await).await
}

/// A page of the whole change log.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/changes/list", input = Json, output = Json)]
pub async fn list_change_log(query: ChangesQuery) -> Result<ChangesPage, ApiError> {
    super::call::answer(async |call| call.service.list_change_log(&call.request, query).await).await
}

/// The entries that match, as comma-separated values.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/changes/export", input = Json, output = Json)]
pub async fn export_change_log(query: ChangesQuery) -> Result<String, ApiError> {
    super::call::answer(async |call| call.service.export_change_log(&call.request, query).await).await
}
