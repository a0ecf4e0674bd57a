//! Refuses what another site's page sends (ASVS 3.5; neither the framework nor its server
//! functions look at the origin).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use luotain::error::Problem;
use luotain::service::RequestContext;

use super::refusal;

/// The one origin from which state may be changed or data fetched.
#[derive(Clone, Debug)]
pub struct OwnOrigin(pub Arc<str>);

/// Lets a request through if it only reads a page, or if it comes from our own origin. Every
/// browser sends `Origin` with a POST; a request without it does not come from our page.
pub async fn own_only(State(own): State<OwnOrigin>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let origin = request
        .headers()
        .get(header::ORIGIN)
        .and_then(|value| value.to_str().ok());
    let site = request
        .headers()
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok());
    if origin == Some(&*own.0) && site.is_none_or(|site| site == "same-origin") {
        return next.run(request).await;
    }
    let id = request
        .extensions()
        .get::<RequestContext>()
        .map(|context| context.id.clone())
        .unwrap_or_default();
    refusal(Problem::ForeignOrigin, &id)
}
