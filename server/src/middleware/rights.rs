//! The rights matrix at the door: a call of a server function goes on only if its row admits
//! the caller and no lever of an emergency stops what it does. A path without a row is refused to
//! everybody.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use luotain::error::Problem;
use luotain::service::{RequestContext, Service};
use luotain_app::api::rights::row_of;

use super::refusal;

/// Asks the matrix.
pub async fn admitted_only(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !path.starts_with("/api/") {
        return next.run(request).await;
    }
    let Some(context) = request.extensions().get::<RequestContext>() else {
        return refusal(Problem::Internal, "");
    };
    let outcome = row_of(path).ok_or(Problem::NotFound).and_then(|row| {
        service.check_caller(context, row.callers)?;
        service.check_effect(context, row.effect())
    });
    match outcome {
        Ok(()) => next.run(request).await,
        Err(problem) => refusal(problem, &context.id),
    }
}
