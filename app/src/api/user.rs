//! User Services: own keys and sessions (S79–S82).

use super::json::Json;
use leptos::prelude::*;
use luotain::session::{LinkAnswer, LinkQuestion, OwnSignIns, Stage, UseAnswer, UseQuestion, UserServices};

use super::ApiError;

/// The own keys and sessions.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "user/services", input = Json, output = Json)]
pub async fn find_user_services() -> Result<UserServices, ApiError> {
    super::call::answer(async |call| call.service.find_user_services(&call.request).await).await
}

/// A page of the own sign-ins and of the attempts that failed, newest first.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "user/sign-ins/list", input = Json, output = Json)]
pub async fn list_own_sign_ins(before: Option<u64>) -> Result<OwnSignIns, ApiError> {
    super::call::answer(async |call| call.service.list_own_sign_ins(&call.request, before).await).await
}

/// Begins the linking of a new key: the first one at sign-in, or a further one.
///
/// # Errors
/// `WrongStep`, `ReauthenticationNeeded`.
#[server(prefix = "/api", endpoint = "user/key/link/start", input = Json, output = Json)]
pub async fn start_key_link() -> Result<LinkQuestion, ApiError> {
    super::call::answer(async |call| call.service.start_key_link(&call.request).await).await
}

/// Takes the new key. At sign-in the user is then signed in.
///
/// # Errors
/// `WrongStep`, `ChallengeExpired`, `KeyRefused`, `Name`.
#[server(prefix = "/api", endpoint = "user/key/link/finish", input = Json, output = Json)]
pub async fn link_key(answer: LinkAnswer) -> Result<Stage, ApiError> {
    super::call::answer(async |call| {
        let step = call.service.link_key(&call.request, answer).await?;
        call.set_cookie(&step);
        Ok(step.stage)
    })
    .await
}

/// Asks for a key once more before a change.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "user/confirm/start", input = Json, output = Json)]
pub async fn start_confirmation() -> Result<UseQuestion, ApiError> {
    super::call::answer(async |call| call.service.start_confirmation(&call.request).await).await
}

/// Takes the key's answer; changes may be made for five minutes.
///
/// # Errors
/// `ChallengeExpired`, `KeyRefused`.
#[server(prefix = "/api", endpoint = "user/confirm/finish", input = Json, output = Json)]
pub async fn confirm_key(answer: UseAnswer) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        let step = call.service.confirm_key(&call.request, answer).await?;
        call.set_cookie(&step);
        Ok(())
    })
    .await
}

/// Renames an own key.
///
/// # Errors
/// `NotFound`, `Name`.
#[server(prefix = "/api", endpoint = "user/key/rename", input = Json, output = Json)]
pub async fn rename_key(id: String, name: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.rename_key(&call.request, &id, &name).await).await
}

/// Removes an own key.
///
/// # Errors
/// `LastKey`, `NotFound`, `ReauthenticationNeeded`.
#[server(prefix = "/api", endpoint = "user/key/remove", input = Json, output = Json)]
pub async fn remove_key(id: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.remove_key(&call.request, &id).await).await
}

/// Ends one of the own sessions.
///
/// # Errors
/// `NotFound`.
#[server(prefix = "/api", endpoint = "user/session/end", input = Json, output = Json)]
pub async fn end_session(id: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.end_session(&call.request, &id).await).await
}

/// Ends all own sessions but this one.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "user/session/end-others", input = Json, output = Json)]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.end_other_sessions(&call.request).await).await
}

/// The user has seen that an enrolment code was ordered for the own keys.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "user/enrolment/dismiss", input = Json, output = Json)]
pub async fn dismiss_enrolment_notice() -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.dismiss_enrolment_notice(&call.request).await).await
}
