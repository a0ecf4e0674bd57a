//! The session: looking at it, prolonging it, ending it.

use super::json::Json;
use leptos::prelude::*;
use luotain::session::{SessionView, SessionWatch};

use super::ApiError;

/// The own session; none when signed out.
///
/// # Errors
/// `Internal` only.
#[server(prefix = "/api", endpoint = "session/view", input = Json, output = Json)]
pub async fn find_session() -> Result<Option<SessionView>, ApiError> {
    super::call::answer(async |call| call.service.find_session(&call.request).await).await
}

/// Whether the own session and its roles go on; looking does not prolong it. An open page asks
/// it now and then.
///
/// # Errors
/// `Internal` only.
#[server(prefix = "/api", endpoint = "session/watch", input = Json, output = Json)]
pub async fn watch_session() -> Result<SessionWatch, ApiError> {
    super::call::answer(async |call| call.service.watch_session(&call.request).await).await
}

/// Seconds left before the session ends for want of use and in any case; looking does not
/// prolong it. None when it has ended.
///
/// # Errors
/// `Internal` only.
#[server(prefix = "/api", endpoint = "session/remaining", input = Json, output = Json)]
pub async fn find_remaining() -> Result<Option<(u32, u32)>, ApiError> {
    super::call::answer(async |call| call.service.find_remaining(&call.request).await).await
}

/// Prolongs the session as any use does; answers as [`find_remaining`].
///
/// # Errors
/// `SignedOut` if it has ended.
#[server(prefix = "/api", endpoint = "session/extend", input = Json, output = Json)]
pub async fn extend_session() -> Result<(u32, u32), ApiError> {
    super::call::answer(async |call| call.service.extend_session(&call.request).await).await
}

/// Ends the own session. The cookie is worthless afterwards, wherever it is.
///
/// # Errors
/// `Internal` only.
#[server(prefix = "/api", endpoint = "session/sign-out", input = Json, output = Json)]
pub async fn sign_out() -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service.sign_out(&call.request).await?;
        call.clear_cookie();
        Ok(())
    })
    .await
}
