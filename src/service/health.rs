//! How the service is doing: for metrics, for readiness, for the person on duty. No personal data.

use super::Service;
use crate::environment::Environment;

/// How the service is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Each log.
    pub logs: Vec<LogHealth>,
    /// How many sessions there are, those that are still signing in included.
    pub sessions: usize,
}

/// How one log is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogHealth {
    /// Whose log it is.
    pub environment: Environment,
    /// Whether entries can be written; if not, queries are closed there (D15).
    pub is_open: bool,
    /// How many entries it has.
    pub size: u64,
    /// The time of its latest entry, in microseconds since 1970; 0 = none.
    pub last_time_micros: i64,
}

impl Health {
    /// Whether queries can be answered in every environment.
    #[must_use]
    pub fn answers_queries(&self) -> bool {
        self.logs.iter().all(|log| log.is_open)
    }
}

impl Service {
    /// How it is doing now. Cheap: nothing is read from the store.
    #[must_use]
    pub fn health(&self) -> Health {
        let logs = Environment::ALL
            .into_iter()
            .map(|environment| {
                let status = self.log(environment).status();
                LogHealth {
                    environment,
                    is_open: status.is_open(),
                    size: status.size(),
                    last_time_micros: status.last_time_micros(),
                }
            })
            .collect();
        Health {
            logs,
            sessions: self.sessions.count(),
        }
    }
}
