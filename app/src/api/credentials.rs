//! Forgotten passwords, suspicions and the terms of use (S71, S76–S78).

use leptos::prelude::*;
use luotain::management::{LockedRow, Target};
use luotain::session::{Credentials, PasswordReset, Stage, TermsText};

use super::ApiError;
use super::json::Json;

/// Orders a link for a new password to the work e-mail. Answers alike for every username.
///
/// # Errors
/// `TooManyAttempts`.
#[server(prefix = "/api", endpoint = "sign-in/password-order", input = Json, output = Json)]
pub async fn order_password(username: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.order_password(&call.request, &username).await).await
}

/// Sets a new password with the secret of such a link. Nobody is signed in by it.
///
/// # Errors
/// `PasswordLink` (alike for an unknown username), `Password`, `TooManyAttempts`.
#[server(prefix = "/api", endpoint = "sign-in/password-reset", input = Json, output = Json)]
pub async fn reset_password(reset: PasswordReset) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.reset_password(&call.request, reset).await).await
}

/// The terms of use in the language of the page. They are public.
///
/// # Errors
/// `Internal` only.
#[server(prefix = "/api", endpoint = "sign-in/terms/find", input = Json, output = Json)]
pub async fn find_terms() -> Result<TermsText, ApiError> {
    super::call::answer(async |call| Ok(crate::public::terms(call.request.language))).await
}

/// Accepts the terms of this version; the user is signed in.
///
/// # Errors
/// `WrongStep`.
#[server(prefix = "/api", endpoint = "sign-in/terms/accept", input = Json, output = Json)]
pub async fn accept_terms(version: String) -> Result<Stage, ApiError> {
    super::call::answer(async |call| {
        let step = call.service.accept_terms(&call.request, &version).await?;
        call.set_cookie(&step);
        Ok(step.stage)
    })
    .await
}

/// Locks the own username on a suspicion; this session ends, too. `confirmed`: that the user has
/// said so twice.
///
/// # Errors
/// `SignedOut`, `Malformed` unless confirmed.
#[server(prefix = "/api", endpoint = "suspicion/report", input = Json, output = Json)]
pub async fn report_suspicion(confirmed: bool) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        if !confirmed {
            return Err(luotain::error::Problem::Malformed);
        }
        call.service.report_suspicion(&call.request).await?;
        call.clear_cookie();
        Ok(())
    })
    .await
}

/// The same by one who cannot sign in, with username and password. Answers alike whatever they
/// are.
///
/// # Errors
/// `TooManyAttempts`.
#[server(prefix = "/api", endpoint = "suspicion/report-with-password", input = Json, output = Json)]
pub async fn report_suspicion_with_password(credentials: Credentials) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .report_suspicion_with_password(&call.request, credentials)
            .await
    })
    .await
}

/// Locks another person's username.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "management/person/lock", input = Json, output = Json)]
pub async fn lock_person(target: Target, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.lock_person(&call.request, target, &reason).await).await
}

/// Opens another person's locked username; `checked` says how the identity was checked.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`, `Detail`.
#[server(prefix = "/api", endpoint = "management/person/unlock", input = Json, output = Json)]
pub async fn unlock_person(target: Target, checked: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.unlock_person(&call.request, target, &checked).await).await
}

/// The locked usernames of all organisations.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/locked/list", input = Json, output = Json)]
pub async fn list_locked() -> Result<Vec<LockedRow>, ApiError> {
    super::call::answer(async |call| call.service.list_locked(&call.request).await).await
}

/// Opens a locked username that nobody but the authority can open.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`, `Detail`.
#[server(prefix = "/api", endpoint = "authority/locked/open", input = Json, output = Json)]
pub async fn open_locked(target: Target, checked: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.unlock_person(&call.request, target, &checked).await).await
}
