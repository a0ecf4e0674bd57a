//! No body over 64 kB is read (ASVS 4.3, design: bad input).

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use luotain::error::Problem;
use luotain::service::RequestContext;

use super::refusal;

/// The largest body, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// Reads the body up to the limit before anything looks at it.
pub async fn limit(request: Request, next: Next) -> Response {
    let id = request
        .extensions()
        .get::<RequestContext>()
        .map(|context| context.id.clone())
        .unwrap_or_default();
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, LARGEST).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(_) => refusal(Problem::TooLarge, &id),
    }
}
