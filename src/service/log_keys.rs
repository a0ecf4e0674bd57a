//! The public keys of the logs: what everyone who checks a receipt needs, and no secret.

use super::Service;
use crate::environment::Environment;
use crate::log::LogKey;

impl Service {
    /// The verifier keys of both logs.
    #[must_use]
    pub fn list_log_keys(&self) -> Vec<LogKey> {
        Environment::ALL
            .into_iter()
            .map(|environment| LogKey {
                environment,
                key: self.log(environment).verifier().to_text(),
            })
            .collect()
    }
}
