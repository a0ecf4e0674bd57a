//! What happens to every request before and after it is answered; one concern a file.

pub mod body;
pub mod context;
pub mod headers;
pub mod origin;
pub mod rights;
pub mod validator;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use luotain::error::{AppError, Problem};

/// A refusal in the form in which server functions refuse, so that the page can translate it.
fn refusal(problem: Problem, request: &str) -> Response {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let error = AppError {
        problem,
        request: request.to_owned(),
    };
    let body = serde_json::to_vec(&error).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
