//! The logs by name: each is a tree of its own, with an origin and a key of its own (D7).

use crate::environment::Environment;

/// Which log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogName {
    /// The disclosures of an environment.
    Disclosures(Environment),
    /// The change log: sign-ins, rights, keys, permits, organisations, levers, refusals.
    Changes,
}

impl LogName {
    /// All logs.
    pub const ALL: [Self; 3] = [
        Self::Disclosures(Environment::Production),
        Self::Disclosures(Environment::Training),
        Self::Changes,
    ];

    /// `production`, `training` or `changes`: in origins, and in the names of keys and copies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disclosures(environment) => environment.code(),
            Self::Changes => "changes",
        }
    }

    /// The log with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|log| log.code() == code)
    }
}

impl From<Environment> for LogName {
    fn from(environment: Environment) -> Self {
        Self::Disclosures(environment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_found_by_its_code_and_no_two_share_one() {
        for log in LogName::ALL {
            assert_eq!(LogName::from_code(log.code()), Some(log));
        }
        assert_eq!(LogName::from_code("directory"), None);
    }
}
