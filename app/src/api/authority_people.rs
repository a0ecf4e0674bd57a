//! The authority's own people and their roles. Names travel in bodies only; call these from
//! actions, never through a `Resource` (D9).

use std::collections::BTreeSet;

use leptos::prelude::*;
use luotain::access::AuthorityRole;
use luotain::management::{AuthorityPeople, NewPerson, PersonCreated, Target};

use super::ApiError;
use super::json::Json;

/// The authority's people.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/people/list", input = Json, output = Json)]
pub async fn list_authority_people() -> Result<AuthorityPeople, ApiError> {
    super::call::answer(async |call| call.service.list_authority_people(&call.request).await).await
}

/// Brings a person into the authority, without a role.
///
/// # Errors
/// `Identifier`, `TestIdentifiersOnly`, `Detail`, `Management`, `PersonHere`, `PersonNotUsable`.
#[server(prefix = "/api", endpoint = "authority/people/create", input = Json, output = Json)]
pub async fn create_authority_person(person: NewPerson) -> Result<PersonCreated, ApiError> {
    super::call::answer(async |call| call.service.create_authority_person(&call.request, person).await).await
}

/// Sets the roles of one of the authority's people.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/people/roles", input = Json, output = Json)]
pub async fn change_authority_roles(
    target: Target,
    roles: BTreeSet<AuthorityRole>,
    reason: String,
) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .change_authority_roles(&call.request, target, roles, &reason)
            .await
    })
    .await
}

/// Ends one of the authority's people.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/people/end", input = Json, output = Json)]
pub async fn end_authority_person(target: Target, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .end_authority_person(&call.request, target, &reason)
            .await
    })
    .await
}
