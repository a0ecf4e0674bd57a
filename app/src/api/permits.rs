//! The organisation's own permits, for its responsible users.

use super::json::Json;
use leptos::prelude::*;
use luotain::session::PermitView;

use super::ApiError;

/// The permits of the own organisation with their data content.
///
/// # Errors
/// `SignedOut` without a session, `NotFound` for others than responsible users.
#[server(prefix = "/api", endpoint = "permits/list", input = Json, output = Json)]
pub async fn list_permits() -> Result<Vec<PermitView>, ApiError> {
    super::call::answer(async |call| call.service.list_permits(&call.request).await).await
}
