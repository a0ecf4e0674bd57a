//! The management service: people, rights and keys of the own organisation. Names and usernames
//! travel in bodies only; call these from actions, never through a `Resource` (D9).

use super::json::Json;
use chrono::NaiveDate;
use leptos::prelude::*;
use luotain::management::{
    EnrolmentCode, NewPerson, PeoplePage, PeopleQuery, PersonCreated, PersonDetails, PersonView,
    RegisterPage, RegisterQuery, Renewal, Renewed, RightDates, RightOutcome, Target,
};
use luotain::permit::Key;

use super::ApiError;

/// The people of the own organisation.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "management/people/list", input = Json, output = Json)]
pub async fn list_people(query: PeopleQuery) -> Result<PeoplePage, ApiError> {
    super::call::answer(async |call| call.service.list_people(&call.request, query).await).await
}

/// A person of the own organisation.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "management/person/find", input = Json, output = Json)]
pub async fn find_user(id: Key) -> Result<PersonView, ApiError> {
    super::call::answer(async |call| call.service.find_user(&call.request, &id).await).await
}

/// Gives a person a username in the own organisation and sends the invitation.
///
/// # Errors
/// `Identifier`, `TestIdentifiersOnly`, `Detail`, `Management`, `PersonHere`, `PersonNotUsable`.
#[server(prefix = "/api", endpoint = "management/person/create", input = Json, output = Json)]
pub async fn create_person(person: NewPerson) -> Result<PersonCreated, ApiError> {
    super::call::answer(async |call| call.service.create_user(&call.request, person).await).await
}

/// Changes name, work e-mail and language.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Detail`.
#[server(prefix = "/api", endpoint = "management/person/update", input = Json, output = Json)]
pub async fn update_person(target: Target, details: PersonDetails) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.update_user(&call.request, target, details).await).await
}

/// Sends the invitation again.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Detail`.
#[server(prefix = "/api", endpoint = "management/person/invite", input = Json, output = Json)]
pub async fn invite_again(target: Target) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.invite_again(&call.request, target).await).await
}

/// Ends everything that a person holds in the organisation.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "management/person/end", input = Json, output = Json)]
pub async fn end_person(target: Target, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| call.service.end_user(&call.request, target, &reason).await).await
}

/// Gives a right to a query role, or asks the authority for it if the permit wants that.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`, `Right`.
#[server(prefix = "/api", endpoint = "management/right/give", input = Json, output = Json)]
pub async fn give_right(target: Target, dates: RightDates, reason: String) -> Result<RightOutcome, ApiError> {
    super::call::answer(async |call| {
        call.service
            .give_right(&call.request, target, dates, &reason)
            .await
    })
    .await
}

/// Changes the dates of a right, or asks the authority for it if the permit wants that.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`, `Right`.
#[server(prefix = "/api", endpoint = "management/right/update", input = Json, output = Json)]
pub async fn update_right(
    target: Target,
    dates: RightDates,
    reason: String,
) -> Result<RightOutcome, ApiError> {
    super::call::answer(async |call| {
        call.service
            .update_right(&call.request, target, dates, &reason)
            .await
    })
    .await
}

/// Ends a right at once, or with `last` as its last day.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`, `Right`.
#[server(prefix = "/api", endpoint = "management/right/end", input = Json, output = Json)]
pub async fn end_right(
    target: Target,
    permit: Key,
    role: Key,
    last: Option<NaiveDate>,
    reason: String,
) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .end_right(&call.request, target, (permit, role), last, &reason)
            .await
    })
    .await
}

/// Renews many rights at once.
///
/// # Errors
/// `NotFound`, `Reason`, `TooLarge`; what concerns one right is in the answer.
#[server(prefix = "/api", endpoint = "management/rights/renew", input = Json, output = Json)]
pub async fn renew_rights(
    renewals: Vec<Renewal>,
    until: NaiveDate,
    reason: String,
) -> Result<Renewed, ApiError> {
    super::call::answer(async |call| {
        call.service
            .renew_rights(&call.request, renewals, until, &reason)
            .await
    })
    .await
}

/// Gives or ends the duty of a rights granter.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "management/granter/change", input = Json, output = Json)]
pub async fn change_granter(target: Target, grants: bool, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .change_granter(&call.request, target, grants, &reason)
            .await
    })
    .await
}

/// Orders an enrolment code in the place of a person's lost key. The answer is its only copy.
///
/// # Errors
/// `NotFound`, `Management`, `Changed`, `Reason`.
#[server(prefix = "/api", endpoint = "management/enrolment/issue", input = Json, output = Json)]
pub async fn issue_enrolment_code(target: Target, checked: String) -> Result<EnrolmentCode, ApiError> {
    super::call::answer(async |call| {
        call.service
            .issue_enrolment_code(&call.request, target, &checked)
            .await
    })
    .await
}

/// A page of the own organisation's part of the access-rights register.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "management/register/list", input = Json, output = Json)]
pub async fn list_register(query: RegisterQuery) -> Result<RegisterPage, ApiError> {
    super::call::answer(async |call| call.service.list_register(&call.request, query).await).await
}

/// The rows that match, as comma-separated values.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "management/register/export", input = Json, output = Json)]
pub async fn export_register(query: RegisterQuery) -> Result<String, ApiError> {
    super::call::answer(async |call| call.service.export_register(&call.request, query).await).await
}
