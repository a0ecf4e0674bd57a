//! What the log shows to everybody: its public keys.

use super::json::Json;
use leptos::prelude::*;
use luotain::log::LogKey;

use super::ApiError;

/// The verifier keys of both logs. Public: no session is needed.
///
/// # Errors
/// `Internal` only.
#[server(prefix = "/api", endpoint = "log/keys", input = Json, output = Json)]
pub async fn list_log_keys() -> Result<Vec<LogKey>, ApiError> {
    super::call::answer(async |call| Ok(call.service.list_log_keys())).await
}
