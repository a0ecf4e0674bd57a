//! [`AppError`] as the server functions carry it.

use super::json::JsonText;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use luotain::error::{AppError, Problem};
use serde::{Deserialize, Serialize};

/// The error of every server function. A wrapper, because the trait is the framework's and
/// the error is the domain's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(transparent)]
#[error(transparent)]
pub struct ApiError(pub AppError);

impl ApiError {
    /// What went wrong.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonText;

    // The framework's texts may quote what was sent, so they are dropped.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        // What the server cannot read was sent wrong; what the browser cannot read was not.
        #[cfg(feature = "ssr")]
        if matches!(error, ServerFnErrorErr::Deserialization(_)) {
            super::call::refuse_malformed();
            return Self(AppError {
                problem: Problem::Malformed,
                request: String::new(),
            });
        }
        let problem = match error {
            ServerFnErrorErr::Request(_) => Problem::Connection,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Problem::Malformed,
            _ => Problem::Internal,
        };
        Self(AppError {
            problem,
            request: String::new(),
        })
    }
}
