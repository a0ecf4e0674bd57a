//! What travels of the rules on keys: an organisation's policy and the authority's switches. The
//! rules are in [`crate::access::AcceptedKeys`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::access::{AcceptedKeys, KeyKind};
use crate::permit::Key;

/// Who changed something last, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoChanged {
    /// When, local.
    pub time: String,
    /// The person's name.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// How many keys there are of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    /// The kind; none = not yet known.
    pub kind: Option<KeyKind>,
    /// How many keys.
    pub keys: u32,
}

/// An organisation's policy on keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPolicyView {
    /// The organisation.
    pub organisation: Key,
    /// Its name.
    pub name: String,
    /// The policy with what else holds.
    pub accepted: AcceptedKeys,
    /// How often the policy was set: what a change is held against.
    pub revision: u32,
    /// Who set it last; none = never set.
    pub changed: Option<WhoChanged>,
    /// The keys that the organisation's people have linked, by kind.
    pub counts: Vec<KindCount>,
}

/// A policy as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPolicyChange {
    /// The kinds that are let in.
    pub kinds: BTreeSet<KeyKind>,
    /// Whether the maker must vouch for a key.
    pub attested_only: bool,
    /// The revision that the page shows: if it has changed, nothing is done.
    pub revision: u32,
    /// Why, as written.
    pub reason: String,
    /// What the user has been told of it and agreed to.
    pub confirmed: Option<KeyImpact>,
}

/// Whom a change of the rules hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyImpact {
    /// How many users would have no key left with which they can surely sign in.
    pub users: u32,
    /// How many of them have a key of unknown kind, which may turn out to be accepted.
    pub unsure: u32,
    /// How many open sessions end at once.
    pub sessions: u32,
    /// Whether the one who asks is among the users.
    pub own: bool,
}

impl KeyImpact {
    /// Whether somebody is hit.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.users == 0 && self.sessions == 0
    }

    /// Whether one who agreed to `self` has agreed to `now`, too: no more users are hit, and not
    /// oneself unless that was told.
    #[must_use]
    pub const fn covers(self, now: Self) -> bool {
        now.users <= self.users && (self.own || !now.own)
    }
}

/// What came of a change of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "impact")]
pub enum RuleOutcome {
    /// It is done.
    Done,
    /// Nothing was done: it would hit these, and must be confirmed first.
    Confirm(KeyImpact),
}

/// A kind of key with its switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindSwitch {
    /// The kind.
    pub kind: KeyKind,
    /// Who switched it off; none = it is on.
    pub off: Option<WhoChanged>,
    /// How many keys of it are linked.
    pub keys: u32,
    /// How many open sessions began with one, or may have.
    pub sessions: u32,
}

/// All rules on keys, as the authority sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRulesView {
    /// The kinds.
    pub switches: Vec<KindSwitch>,
    /// The organisations, by name.
    pub policies: Vec<KeyPolicyView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_to_a_change_does_not_reach_further_than_what_was_told() {
        let told = KeyImpact {
            users: 3,
            ..KeyImpact::default()
        };
        assert!(told.covers(KeyImpact {
            users: 2,
            sessions: 9,
            ..told
        }));
        assert!(!told.covers(KeyImpact { users: 4, ..told }));
        assert!(!told.covers(KeyImpact { own: true, ..told }));
        assert!(KeyImpact { own: true, ..told }.covers(told));
    }
}
