//! The authority's own people and their roles: what travels.

use serde::{Deserialize, Serialize};

use super::{PersonState, Target};
use crate::access::AuthorityRole;

/// One of the authority's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityPerson {
    /// What a change is held against.
    pub target: Target,
    /// The name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// How the person stands.
    pub state: PersonState,
    /// The roles held.
    pub roles: Vec<AuthorityRole>,
    /// When the person last signed in, local.
    pub last_sign_in: Option<String>,
    /// Whether the one who asks may change this person's roles.
    pub may_change: bool,
    /// Whether it is the one who asks.
    pub is_self: bool,
}

/// All of the authority's people whose username is in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityPeople {
    /// The people, by name.
    pub people: Vec<AuthorityPerson>,
    /// Whether the one who asks may bring people in.
    pub may_add: bool,
}
