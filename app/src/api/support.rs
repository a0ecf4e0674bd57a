//! Customer support: usernames of all organisations, as far as helping with signing in needs it.
//! Names and usernames travel in bodies only; call these from actions, never through a `Resource`
//! (D9).

use leptos::prelude::*;
use luotain::management::{EnrolmentCode, LinkOutcome, SupportAccount, SupportRows, Target};
use luotain::permit::Key;

use super::ApiError;
use super::json::Json;

/// Usernames by part of the username or name.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/support/list", input = Json, output = Json)]
pub async fn list_support_users(search: String) -> Result<SupportRows, ApiError> {
    super::call::answer(async |call| call.service.list_support_users(&call.request, &search).await).await
}

/// One username.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Management`.
#[server(prefix = "/api", endpoint = "authority/support/find", input = Json, output = Json)]
pub async fn find_support_account(id: Key) -> Result<SupportAccount, ApiError> {
    super::call::answer(async |call| call.service.find_support_account(&call.request, &id).await).await
}

/// Orders a link for a new password to the work e-mail.
///
/// # Errors
/// `NotFound`, `Management`.
#[server(prefix = "/api", endpoint = "authority/support/password", input = Json, output = Json)]
pub async fn order_password_for(id: Key) -> Result<LinkOutcome, ApiError> {
    super::call::answer(async |call| call.service.order_password_for(&call.request, &id).await).await
}

/// Orders an enrolment code in the place of a lost key. The answer is its only copy.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/support/enrolment", input = Json, output = Json)]
pub async fn issue_code_as_support(target: Target, checked: String) -> Result<EnrolmentCode, ApiError> {
    super::call::answer(async |call| {
        call.service
            .issue_code_as_support(&call.request, target, &checked)
            .await
    })
    .await
}
