//! How the service is doing, for the authority.

use leptos::prelude::*;
use luotain::alarms::StatusView;

use super::ApiError;
use super::json::Json;

/// The alarms, where queries are closed, and what is known beside; looked at afresh.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/status/view", input = Json, output = Json)]
pub async fn view_status() -> Result<StatusView, ApiError> {
    super::call::answer(async |call| call.service.find_status(&call.request).await).await
}
