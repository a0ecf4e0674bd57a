//! Production or training: travels with every request and stands on every result (D8, S83–S91).

use serde::{Deserialize, Serialize};

/// Which of the two parallel registers a request concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// The register itself. Queries are priced and stand in the production log.
    Production,
    /// The green copy with synthetic persons. Free, with a log of its own.
    Training,
}

impl Environment {
    /// Both environments, production first.
    pub const ALL: [Self; 2] = [Self::Production, Self::Training];

    /// `production` or `training`: in paths, database names and log origins.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Training => "training",
        }
    }

    /// The environment with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|environment| environment.code() == code)
    }
}
