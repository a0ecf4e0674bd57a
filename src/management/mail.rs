//! How the sending of a message stands, and what hindered it.

use serde::{Deserialize, Serialize};

/// How the sending of a message stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    /// It waits to be sent, for the first time or again.
    #[default]
    Waiting,
    /// The mail server has taken it; its text is erased.
    Sent,
    /// It was tried as often as it is tried by itself, or refused for good.
    Stuck,
}

impl DeliveryState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Stuck => "stuck",
        }
    }

    /// The state with this code; what has none waits.
    #[must_use]
    pub fn from_code(code: Option<&str>) -> Self {
        match code {
            Some("sent") => Self::Sent,
            Some("stuck") => Self::Stuck,
            _ => Self::Waiting,
        }
    }
}

/// What hindered the sending of a message. Never the mail server's own words, which may quote
/// the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailProblem {
    /// The server was not reached, or the connection broke.
    NoConnection,
    /// The server took too long.
    Timeout,
    /// The encryption of the connection failed, or the server offers none.
    Encryption,
    /// The server did not accept our user and password.
    SignIn,
    /// The server answered what no mail server answers.
    NotMail,
    /// The server refused for now (4xx).
    Later,
    /// The server refused for good (5xx).
    Refused,
    /// The message cannot be written as mail: the address, for one.
    Message,
    /// The link in it was no good any more before it could be sent.
    Lapsed,
}

/// What hindered the sending, with the server's reply code if it gave one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{problem:?} {status:?}")]
pub struct MailFailure {
    /// What.
    pub problem: MailProblem,
    /// The reply code, such as 550 (RFC 5321, 4.2.3).
    pub status: Option<u16>,
}

impl MailFailure {
    /// A failure without a reply code.
    #[must_use]
    pub const fn of(problem: MailProblem) -> Self {
        Self {
            problem,
            status: None,
        }
    }

    /// Whether trying again by itself is of no use.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self.problem,
            MailProblem::Refused | MailProblem::Message | MailProblem::Lapsed
        )
    }

    /// Whether the server as a whole is not to be had, so that trying other messages now is of
    /// no use.
    #[must_use]
    pub const fn is_of_server(self) -> bool {
        matches!(
            self.problem,
            MailProblem::NoConnection
                | MailProblem::Timeout
                | MailProblem::Encryption
                | MailProblem::SignIn
                | MailProblem::NotMail
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_state_waits() {
        assert_eq!(DeliveryState::from_code(None), DeliveryState::Waiting);
        for state in [DeliveryState::Waiting, DeliveryState::Sent, DeliveryState::Stuck] {
            assert_eq!(DeliveryState::from_code(Some(state.code())), state);
        }
    }

    #[test]
    fn a_refusal_is_final_and_says_nothing_of_the_server_as_a_whole() {
        let refused = MailFailure::of(MailProblem::Refused);
        assert!(refused.is_final() && !refused.is_of_server());
        let cut = MailFailure::of(MailProblem::NoConnection);
        assert!(!cut.is_final() && cut.is_of_server());
    }
}
