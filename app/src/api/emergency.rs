//! The authority's levers for an emergency.

use leptos::prelude::*;
use luotain::emergency::{EmergencyView, Lever};
use luotain::language::Text;
use luotain::permit::Key;

use super::ApiError;
use super::json::Json;

/// The levers as they stand.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/emergency/view", input = Json, output = Json)]
pub async fn view_emergency() -> Result<EmergencyView, ApiError> {
    super::call::answer(async |call| call.service.find_emergency(&call.request).await).await
}

/// Pulls a lever.
///
/// # Errors
/// `SignedOut`, `NotFound`, `ReauthenticationNeeded`, `Reason`, `Notice`, `Changed`.
#[server(prefix = "/api", endpoint = "authority/emergency/pull", input = Json, output = Json)]
pub async fn pull_lever(lever: Lever, notice: Text, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .pull_lever(&call.request, lever, &notice, &reason)
            .await
    })
    .await
}

/// Puts a lever back.
///
/// # Errors
/// `SignedOut`, `NotFound`, `ReauthenticationNeeded`, `Reason`, `Changed`.
#[server(prefix = "/api", endpoint = "authority/emergency/release", input = Json, output = Json)]
pub async fn release_lever(lever: Lever, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.release_lever(&call.request, lever, &reason).await).await
}

/// Ends all sessions but the own, or those of one organisation. How many.
///
/// # Errors
/// `SignedOut`, `NotFound`, `ReauthenticationNeeded`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/emergency/end-sessions", input = Json, output = Json)]
pub async fn cut_sessions(organisation: Option<Key>, reason: String) -> Result<u32, ApiError> {
    super::call::answer(async |call| {
        call.service
            .cut_sessions(&call.request, organisation, &reason)
            .await
    })
    .await
}
