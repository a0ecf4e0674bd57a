//! Signing in: password, then key (D2, S20).

use super::json::Json;
use leptos::prelude::*;
use luotain::session::{Credentials, Stage, UseAnswer, UseQuestion};

use super::ApiError;

/// The first step. A new session begins; its cookie is set.
///
/// # Errors
/// `WrongCredentials` (alike for an unknown user), `TooManyAttempts`.
#[server(prefix = "/api", endpoint = "sign-in/password", input = Json, output = Json)]
pub async fn give_password(credentials: Credentials) -> Result<Stage, ApiError> {
    super::call::answer(async |call| {
        let step = call.service.give_password(&call.request, credentials).await?;
        call.set_cookie(&step);
        Ok(step.stage)
    })
    .await
}

/// Sets the user's own password in the place of a temporary one.
///
/// # Errors
/// `WrongStep`, `Password`.
#[server(prefix = "/api", endpoint = "sign-in/new-password", input = Json, output = Json)]
pub async fn set_new_password(password: String, repeated: String) -> Result<Stage, ApiError> {
    super::call::answer(async |call| {
        let step = call
            .service
            .set_new_password(&call.request, password, repeated)
            .await?;
        call.set_cookie(&step);
        Ok(step.stage)
    })
    .await
}

/// Asks for the user's key.
///
/// # Errors
/// `WrongStep`.
#[server(prefix = "/api", endpoint = "sign-in/key/start", input = Json, output = Json)]
pub async fn start_key_use() -> Result<UseQuestion, ApiError> {
    super::call::answer(async |call| call.service.start_key_use(&call.request).await).await
}

/// Takes the key's answer; the user is signed in.
///
/// # Errors
/// `WrongStep`, `ChallengeExpired`, `KeyRefused`.
#[server(prefix = "/api", endpoint = "sign-in/key/finish", input = Json, output = Json)]
pub async fn use_key(answer: UseAnswer) -> Result<Stage, ApiError> {
    super::call::answer(async |call| {
        let step = call.service.use_key(&call.request, answer).await?;
        call.set_cookie(&step);
        Ok(step.stage)
    })
    .await
}

/// Takes an enrolment code in the place of a lost key; a new key is linked next.
///
/// # Errors
/// `WrongStep`, `TooManyAttempts`, `EnrolmentCode`.
#[server(prefix = "/api", endpoint = "sign-in/enrolment", input = Json, output = Json)]
pub async fn use_enrolment_code(code: String) -> Result<Stage, ApiError> {
    super::call::answer(async |call| {
        let step = call.service.use_enrolment_code(&call.request, &code).await?;
        call.set_cookie(&step);
        Ok(step.stage)
    })
    .await
}
