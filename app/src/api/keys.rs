//! Which keys are accepted: what is asked of the own ones, the organisation's policy, and the
//! authority's switches (S79–S82, domain.md §3).

use leptos::prelude::*;
use luotain::access::{AcceptedKeys, KeyKind};
use luotain::management::{KeyImpact, KeyPolicyChange, KeyPolicyView, KeyRulesView, RuleOutcome};
use luotain::permit::Key;
use luotain::session::{UseAnswer, UseQuestion};

use super::ApiError;
use super::json::Json;

/// What is asked of the own keys.
///
/// # Errors
/// `SignedOut`.
#[server(prefix = "/api", endpoint = "user/key/accepted", input = Json, output = Json)]
pub async fn find_accepted_keys() -> Result<AcceptedKeys, ApiError> {
    super::call::answer(async |call| call.service.find_accepted_keys(&call.request).await).await
}

/// Asks for the key linked last, to try it.
///
/// # Errors
/// `SignedOut`, `WrongStep`, `KeyNotAccepted`.
#[server(prefix = "/api", endpoint = "user/key/try", input = Json, output = Json)]
pub async fn start_key_test() -> Result<UseQuestion, ApiError> {
    super::call::answer(async |call| call.service.start_key_test(&call.request).await).await
}

/// Takes the answer of the key that is tried.
///
/// # Errors
/// `WrongStep`, `ChallengeExpired`, `KeyRefused`, `KeyNotAccepted`.
#[server(prefix = "/api", endpoint = "user/key/tried", input = Json, output = Json)]
pub async fn finish_key_test(answer: UseAnswer) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        let step = call.service.finish_key_test(&call.request, answer).await?;
        call.set_cookie(&step);
        Ok(())
    })
    .await
}

/// The own organisation's policy on keys.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "management/keys/find", input = Json, output = Json)]
pub async fn find_key_policy() -> Result<KeyPolicyView, ApiError> {
    super::call::answer(async |call| call.service.find_key_policy(&call.request).await).await
}

/// Sets the own organisation's policy on keys, or tells whom it would hit.
///
/// # Errors
/// `NotFound`, `KeyPolicy`, `Reason`, `Changed`.
#[server(prefix = "/api", endpoint = "management/keys/update", input = Json, output = Json)]
pub async fn update_key_policy(change: KeyPolicyChange) -> Result<RuleOutcome, ApiError> {
    super::call::answer(async |call| call.service.update_key_policy(&call.request, change).await).await
}

/// The kinds of key with their switches, and the organisations' policies.
///
/// # Errors
/// `SignedOut`, `NotFound`.
#[server(prefix = "/api", endpoint = "authority/keys/list", input = Json, output = Json)]
pub async fn list_key_rules() -> Result<KeyRulesView, ApiError> {
    super::call::answer(async |call| call.service.list_key_rules(&call.request).await).await
}

/// Sets an organisation's policy on keys, or tells whom it would hit.
///
/// # Errors
/// `NotFound`, `KeyPolicy`, `Reason`, `Changed`.
#[server(prefix = "/api", endpoint = "authority/keys/update", input = Json, output = Json)]
pub async fn update_key_policy_of(
    organisation: Key,
    change: KeyPolicyChange,
) -> Result<RuleOutcome, ApiError> {
    super::call::answer(async |call| {
        call.service
            .update_key_policy_of(&call.request, &organisation, change)
            .await
    })
    .await
}

/// Switches a kind of key off for everybody, or tells whom that would hit.
///
/// # Errors
/// `NotFound`, `KeyPolicy`, `Reason`, `Changed`.
#[server(prefix = "/api", endpoint = "authority/keys/switch-off", input = Json, output = Json)]
pub async fn switch_key_kind_off(
    kind: KeyKind,
    reason: String,
    confirmed: Option<KeyImpact>,
) -> Result<RuleOutcome, ApiError> {
    super::call::answer(async |call| {
        call.service
            .switch_key_kind_off(&call.request, kind, &reason, confirmed)
            .await
    })
    .await
}

/// Switches a kind of key on again.
///
/// # Errors
/// `NotFound`, `Reason`, `Changed`.
#[server(prefix = "/api", endpoint = "authority/keys/switch-on", input = Json, output = Json)]
pub async fn switch_key_kind_on(kind: KeyKind, reason: String) -> Result<(), ApiError> {
    super::call::answer(async |call| {
        call.service
            .switch_key_kind_on(&call.request, kind, &reason)
            .await
    })
    .await
}
