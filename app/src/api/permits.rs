//! The organisation's own permits, for its responsible users; the authority's word on approval.

use super::json::Json;
use leptos::prelude::*;
use luotain::management::PermitTarget;
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

/// Says whether each right under a permit needs the authority's approval.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/permit/approval", input = Json, output = Json)]
pub async fn change_permit_approval(
    target: PermitTarget,
    asks: bool,
    reason: String,
) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .change_permit_approval(&call.request, target, asks, &reason)
            .await
    })
    .await
}
