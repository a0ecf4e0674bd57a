//! Cases to practise with: of the training register only.

use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::query::PracticeCase;

use super::ApiError;
use super::json::Json;

/// The cases of the training register. Call it after hydration, never through a `Resource` (D9).
///
/// # Errors
/// `SignedOut`; `NotFound` for another register; `Refused` for who holds no query role.
#[server(prefix = "/api", endpoint = "training/practice/list", input = Json, output = Json)]
pub async fn list_practice_cases(environment: Environment) -> Result<Vec<PracticeCase>, ApiError> {
    super::call::answer(async |call| call.service.list_practice_cases(&call.request, environment).await).await
}
