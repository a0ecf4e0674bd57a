//! Organisations as the authority keeps them. Contacts' names travel in bodies only; call these
//! from actions, never through a `Resource` (D9).

use chrono::NaiveDate;
use leptos::prelude::*;
use luotain::management::{
    InvoicingAddress, MergeOutcome, OrganisationContact, OrganisationName, OrganisationPage,
    OrganisationTarget,
};
use luotain::permit::Key;

use super::ApiError;
use super::json::Json;

/// The page of an organisation.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/organisation/find", input = Json, output = Json)]
pub async fn find_organisation(id: Key) -> Result<OrganisationPage, ApiError> {
    super::call::answer(async |call| call.service.find_organisation(&call.request, &id).await).await
}

/// Creates an organisation; its key.
///
/// # Errors
/// `NotFound`, `Organisation`, `Identifier`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/organisation/create", input = Json, output = Json)]
pub async fn create_organisation(
    name: OrganisationName,
    business_id: String,
    reason: String,
) -> Result<Key, ApiError> {
    super::call::answer(async |call| {
        call.service
            .create_organisation(&call.request, name, &business_id, &reason)
            .await
    })
    .await
}

/// Gives an organisation another name.
///
/// # Errors
/// `NotFound`, `Changed`, `Organisation`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/organisation/rename", input = Json, output = Json)]
pub async fn rename_organisation(
    target: OrganisationTarget,
    name: OrganisationName,
    from: NaiveDate,
    reason: String,
) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .rename_organisation(&call.request, target, name, from, &reason)
            .await
    })
    .await
}

/// Changes the business id and the contacts.
///
/// # Errors
/// `NotFound`, `Changed`, `Organisation`, `Identifier`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/organisation/update", input = Json, output = Json)]
pub async fn update_organisation(
    target: OrganisationTarget,
    business_id: String,
    contacts: Vec<OrganisationContact>,
    reason: String,
) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .update_organisation(&call.request, target, &business_id, contacts, &reason)
            .await
    })
    .await
}

/// Changes where invoices go.
///
/// # Errors
/// `NotFound`, `Changed`, `Organisation`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/organisation/invoicing", input = Json, output = Json)]
pub async fn update_invoicing(
    target: OrganisationTarget,
    invoicing: Vec<InvoicingAddress>,
    reason: String,
) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .update_invoicing(&call.request, target, invoicing, &reason)
            .await
    })
    .await
}

/// Merges one organisation into another, confirmed by its name.
///
/// # Errors
/// `NotFound`, `Changed`, `Organisation`, `Reason`.
#[server(prefix = "/api", endpoint = "authority/organisation/merge", input = Json, output = Json)]
pub async fn merge_organisations(
    target: OrganisationTarget,
    into: Key,
    typed: String,
    reason: String,
) -> Result<MergeOutcome, ApiError> {
    super::call::answer(async |call| {
        call.service
            .merge_organisations(&call.request, target, &into, &typed, &reason)
            .await
    })
    .await
}
