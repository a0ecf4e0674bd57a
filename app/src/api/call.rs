//! How a server function reaches the service: the request's context, the answer's status
//! and the session cookie.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use leptos::context::use_context;
use leptos_axum::ResponseOptions;
use luotain::error::{AppError, Problem};
use luotain::service::{RequestContext, Service, Step};

use super::ApiError;

/// The name of the session cookie. The prefix binds it to this host and to TLS (ASVS 3.3.1).
pub const COOKIE: &str = "__Host-luotain";

/// One request with the service that answers it.
#[derive(Clone)]
pub struct Call {
    /// The service.
    pub service: Arc<Service>,
    /// What is known of the request.
    pub request: RequestContext,
    response: ResponseOptions,
}

impl Call {
    /// Sets the cookie of a session that has taken a step.
    pub fn set_cookie(&self, step: &Step) {
        self.header(&format!(
            "{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict",
            step.token.expose()
        ));
    }

    /// Clears the cookie.
    pub fn clear_cookie(&self) {
        self.header(&format!(
            "{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"
        ));
    }

    fn header(&self, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.response.insert_header(header::SET_COOKIE, value);
        }
    }
}

/// Runs the body of a server function and turns its [`Problem`] into an answer with a status.
pub(super) async fn answer<T>(body: impl AsyncFnOnce(&Call) -> Result<T, Problem>) -> Result<T, ApiError> {
    let contexts = (
        use_context::<Arc<Service>>(),
        use_context::<RequestContext>(),
        use_context::<ResponseOptions>(),
    );
    let (Some(service), Some(request), Some(response)) = contexts else {
        return Err(ApiError(AppError {
            problem: Problem::Internal,
            request: String::new(),
        }));
    };
    let call = Call {
        service,
        request,
        response,
    };
    body(&call).await.map_err(|problem| {
        let status = StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        call.response.set_status(status);
        ApiError(AppError {
            problem,
            request: call.request.id.clone(),
        })
    })
}

/// The status of a request whose body could not be read; the framework would call it its own
/// failure.
pub(super) fn refuse_malformed() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::BAD_REQUEST);
    }
}
