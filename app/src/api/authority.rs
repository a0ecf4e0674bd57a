//! The register authority's side: organisations and their responsible users, the whole
//! access-rights register, the outbox. Names and usernames travel in bodies only; call these
//! from actions, never through a `Resource` (D9).

use super::json::Json;
use leptos::prelude::*;
use luotain::management::{
    NewPerson, OrganisationView, OutboxPage, PersonCreated, RegisterPage, RegisterQuery, Target,
};
use luotain::permit::Key;

use super::ApiError;

/// The customer organisations with their responsible users.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/organisations/list", input = Json, output = Json)]
pub async fn list_organisations() -> Result<Vec<OrganisationView>, ApiError> {
    super::call::answer(async |call| call.service.list_organisations(&call.request).await).await
}

/// Appoints a responsible user of an organisation.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Management`, `Identifier`, `Detail`, `Reason`, `PersonHere`, `PersonNotUsable`.
#[server(prefix = "/api", endpoint = "authority/responsible-user/appoint", input = Json, output = Json)]
pub async fn appoint_responsible_user(
    organisation: Key,
    person: NewPerson,
    reason: String,
) -> Result<PersonCreated, ApiError> {
    super::call::answer(async |call| {
        call.service
            .appoint_responsible_user(&call.request, &organisation, person, &reason)
            .await
    })
    .await
}

/// Ends somebody's duty as responsible user.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/responsible-user/end", input = Json, output = Json)]
pub async fn end_responsible_user(target: Target, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .end_responsible_user(&call.request, target, &reason)
            .await
    })
    .await
}

/// A page of the whole access-rights register.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/register/list", input = Json, output = Json)]
pub async fn list_whole_register(query: RegisterQuery) -> Result<RegisterPage, ApiError> {
    super::call::answer(async |call| call.service.list_register(&call.request, query).await).await
}

/// The rows of the whole register that match, as comma-separated values.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/register/export", input = Json, output = Json)]
pub async fn export_whole_register(query: RegisterQuery) -> Result<String, ApiError> {
    super::call::answer(async |call| call.service.export_register(&call.request, query).await).await
}

/// The messages of the outbox, without their text.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/outbox/list", input = Json, output = Json)]
pub async fn list_outbox() -> Result<OutboxPage, ApiError> {
    super::call::answer(async |call| call.service.list_outbox(&call.request).await).await
}

/// The text of a message, in the demonstration only.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/outbox/read", input = Json, output = Json)]
pub async fn read_outbox_message(id: Key) -> Result<String, ApiError> {
    super::call::answer(async |call| call.service.read_outbox_message(&call.request, &id).await).await
}

/// Lets a stuck message be sent again.
///
/// # Errors
/// `SignedOut`, `NotFound`, `Changed`.
#[server(prefix = "/api", endpoint = "authority/outbox/send-again", input = Json, output = Json)]
pub async fn send_message_again(id: Key) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.send_message_again(&call.request, &id).await).await
}
