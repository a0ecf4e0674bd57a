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
                handovers: self.log(environment).keys().to_text(),
            })
            .collect()
    }

    /// The records of how the keys of all logs passed on, for whoever knows an earlier key.
    #[must_use]
    pub fn list_log_handovers(&self) -> String {
        let chains = Environment::ALL
            .into_iter()
            .map(|environment| self.log(environment).keys())
            .chain([self.changes.keys()]);
        let texts: Vec<String> = chains.map(crate::log::KeyChain::to_text).collect();
        let texts: Vec<&str> = texts
            .iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        texts.join("\n")
    }
}
