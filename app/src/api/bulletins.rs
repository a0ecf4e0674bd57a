//! The bulletins of the front page (S107).

use super::json::Json;
use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::session::BulletinView;

use super::ApiError;

/// The bulletins in force, newest first, in the language chosen. The environment is told so
/// that a bulletin can concern one of the two.
///
/// # Errors
/// `SignedOut` without a session.
#[server(prefix = "/api", endpoint = "bulletins/list", input = Json, output = Json)]
pub async fn list_bulletins(environment: Environment) -> Result<Vec<BulletinView>, ApiError> {
    super::call::answer(async |call| call.service.list_bulletins(&call.request, environment).await).await
}
