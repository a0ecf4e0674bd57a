//! What customer support sees of a username, and what travels when it helps (S72). It sees what is
//! needed to help with signing in: no identity code, no rights, no queries.

use serde::{Deserialize, Serialize};

use super::{InvitationView, PersonState, Target};
use crate::session::KeyView;

/// So many usernames are shown; whoever searches must say more.
pub const SUPPORT_ROWS: usize = 20;
/// A shorter search finds nothing.
pub const SUPPORT_SEARCH: usize = 3;

/// A username that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportRow {
    /// Which it is.
    pub target: Target,
    /// The person's name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// The organisation's name.
    pub organisation: String,
    /// How the person stands.
    pub state: PersonState,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportRows {
    /// The rows, by name.
    pub rows: Vec<SupportRow>,
    /// Whether there are more.
    pub more: bool,
}

/// A username as customer support sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportAccount {
    /// The username.
    pub row: SupportRow,
    /// Since when it is locked, local.
    pub locked: Option<String>,
    /// The work e-mail, masked; empty where none is known.
    pub email: String,
    /// The invitation, while the first sign-in is not finished.
    pub invitation: Option<InvitationView>,
    /// The linked keys, oldest first.
    pub keys: Vec<KeyView>,
    /// Why no link for a new password can be sent, if so.
    pub no_link: Option<NoLink>,
    /// Whether a code in the place of a lost key can be given.
    pub may_issue: bool,
}

/// Why no link for a new password can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoLink {
    /// The username is ended.
    Ended,
    /// The username is locked on a suspicion.
    Locked,
    /// No work e-mail is known.
    NoEmail,
    /// The first sign-in is not finished: a new invitation is needed.
    FirstSignIn,
}

/// What came of ordering a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkOutcome {
    /// It is on its way.
    Sent,
    /// One was sent within the last minutes.
    SentAlready,
    /// So many were sent within a day that no more are.
    TooMany,
    /// It cannot be sent.
    Not(NoLink),
}

/// An e-mail address of which its owner knows the rest: the first letter and the host.
#[must_use]
pub fn masked_email(email: &str) -> String {
    match email.split_once('@') {
        Some((local, host)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}…@{host}")
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_the_first_letter_and_the_host_are_shown() {
        assert_eq!(
            masked_email("tiina.testaaja@kuusela.example"),
            "t…@kuusela.example"
        );
        assert_eq!(masked_email("@kuusela.example"), "…@kuusela.example");
        assert_eq!(masked_email(""), "");
    }
}
