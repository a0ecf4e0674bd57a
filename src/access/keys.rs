//! Which keys may be used: the kinds of key, an organisation's policy on them, and the one
//! decision (D2; domain.md §3).
//!
//! A key is accepted only if everything that it may be is accepted. What is not known of it thus
//! counts against it wherever it matters, and nowhere else.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A kind of key, as an organisation and the authority choose among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// A passkey that stays in one computer or phone.
    DevicePasskey,
    /// A passkey that may be copied between the owner's devices.
    SyncedPasskey,
    /// A security key: a device of its own.
    SecurityKey,
}

impl KeyKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::DevicePasskey, Self::SyncedPasskey, Self::SecurityKey];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DevicePasskey => "device-passkey",
            Self::SyncedPasskey => "synced-passkey",
            Self::SecurityKey => "security-key",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a key is, as the browser says (WebAuthn Level 3, 5.4.5). Nothing proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attachment {
    /// Part of the computer or phone in use.
    Platform,
    /// A device of its own.
    CrossPlatform,
}

/// That the maker vouches for a key: its attestation leads to a root that was configured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attested {
    /// The SHA-256 of the root's certificate, in hexadecimal digits.
    pub fingerprint: String,
    /// The root's name when the key was linked.
    pub root: String,
    /// The model by its AAGUID (WebAuthn Level 3, 6.5.1), if the attestation tells it.
    pub model: Option<String>,
}

/// What is known of a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyMarks {
    /// Whether it may be copied between devices: the key's own flag, which it signs. None = not
    /// yet seen.
    pub synced: Option<bool>,
    /// Where it is. None = the browser has not said.
    pub attachment: Option<Attachment>,
    /// Who vouches for it, if anybody.
    pub attested: Option<Attested>,
}

impl KeyMarks {
    /// The kinds that it may be of: never empty.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<KeyKind> {
        let bound = match self.attachment {
            Some(Attachment::Platform) => vec![KeyKind::DevicePasskey],
            Some(Attachment::CrossPlatform) => vec![KeyKind::SecurityKey],
            None => vec![KeyKind::DevicePasskey, KeyKind::SecurityKey],
        };
        match self.synced {
            Some(true) => BTreeSet::from([KeyKind::SyncedPasskey]),
            Some(false) => bound.into_iter().collect(),
            None => bound.into_iter().chain([KeyKind::SyncedPasskey]).collect(),
        }
    }

    /// Its kind, if that is known.
    #[must_use]
    pub fn kind(&self) -> Option<KeyKind> {
        let kinds = self.kinds();
        let first = kinds.first().copied();
        first.filter(|_| kinds.len() == 1)
    }
}

/// What an organisation asks of its people's keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct KeyPolicy {
    kinds: BTreeSet<KeyKind>,
    attested_only: bool,
}

#[derive(Deserialize)]
struct Unchecked {
    kinds: BTreeSet<KeyKind>,
    attested_only: bool,
}

impl TryFrom<Unchecked> for KeyPolicy {
    type Error = KeyPolicyProblem;

    fn try_from(unchecked: Unchecked) -> Result<Self, Self::Error> {
        Self::new(unchecked.kinds, unchecked.attested_only)
    }
}

impl Default for KeyPolicy {
    /// Every kind, attested or not.
    fn default() -> Self {
        Self {
            kinds: KeyKind::ALL.into(),
            attested_only: false,
        }
    }
}

impl KeyPolicy {
    /// A policy that somebody can meet.
    ///
    /// # Errors
    /// [`KeyPolicyProblem::NoKind`], [`KeyPolicyProblem::AttestedNeedsDevice`].
    pub fn new(kinds: BTreeSet<KeyKind>, attested_only: bool) -> Result<Self, KeyPolicyProblem> {
        if kinds.is_empty() {
            return Err(KeyPolicyProblem::NoKind);
        }
        if attested_only && kinds.iter().all(|kind| *kind == KeyKind::SyncedPasskey) {
            return Err(KeyPolicyProblem::AttestedNeedsDevice);
        }
        Ok(Self { kinds, attested_only })
    }

    /// The kinds that are let in.
    #[must_use]
    pub fn kinds(&self) -> &BTreeSet<KeyKind> {
        &self.kinds
    }

    /// Whether only keys are let in whose maker vouches for them.
    #[must_use]
    pub fn attested_only(&self) -> bool {
        self.attested_only
    }
}

/// Why a policy, or the end of a kind, is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum KeyPolicyProblem {
    /// At least one kind must be let in.
    #[error("no kind of key is let in")]
    NoKind,
    /// A key that is copied between devices has no attestation.
    #[error("synchronised keys are never attested")]
    AttestedNeedsDevice,
    /// There is no root that an attestation could lead to.
    #[error("no attestation root is configured")]
    NoRoots,
    /// The one who switches a kind off would be locked out, too.
    #[error("the own username has no key of another kind")]
    OwnKeys,
}

/// A root certificate of makers of keys, as it was configured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttestationRoot {
    /// The name of its file.
    pub name: String,
    /// The SHA-256 of the certificate, in hexadecimal digits.
    pub fingerprint: String,
}

/// What holds for the keys of one organisation now: its policy, what the authority has switched
/// off, and the roots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedKeys {
    /// What the organisation asks.
    pub policy: KeyPolicy,
    /// The kinds that the authority has switched off for everybody.
    pub switched_off: BTreeSet<KeyKind>,
    /// The roots configured.
    pub roots: Vec<AttestationRoot>,
}

/// Why a key is not accepted, with what would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum KeyRefusal {
    /// The authority has switched the kind off. These kinds are accepted.
    #[error("the kind of key is switched off")]
    SwitchedOff(BTreeSet<KeyKind>),
    /// The organisation does not let the kind in. These kinds are accepted.
    #[error("the organisation does not let the kind of key in")]
    Kind(BTreeSet<KeyKind>),
    /// The organisation asks for an attestation that leads to one of these roots, by name.
    #[error("the key is not attested by a configured root")]
    NotAttested(Vec<String>),
    /// The organisation asks for an attestation, and there is no root that it could lead to.
    #[error("no attestation root is configured")]
    NoRoots,
}

impl AcceptedKeys {
    /// The kinds that are accepted.
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<KeyKind> {
        let bound_only = self.policy.attested_only;
        self.policy
            .kinds
            .difference(&self.switched_off)
            .copied()
            .filter(|kind| !bound_only || *kind != KeyKind::SyncedPasskey)
            .collect()
    }

    /// Decides whether a key is accepted.
    ///
    /// # Errors
    /// The first [`KeyRefusal`] that applies.
    pub fn check(&self, key: &KeyMarks) -> Result<(), KeyRefusal> {
        let kinds = key.kinds();
        if !kinds.is_disjoint(&self.switched_off) {
            return Err(KeyRefusal::SwitchedOff(self.kinds()));
        }
        if !kinds.is_subset(&self.kinds()) {
            return Err(KeyRefusal::Kind(self.kinds()));
        }
        if !self.policy.attested_only {
            return Ok(());
        }
        if self.roots.is_empty() {
            return Err(KeyRefusal::NoRoots);
        }
        let is_attested = key.attested.as_ref().is_some_and(|attested| {
            self.roots
                .iter()
                .any(|root| root.fingerprint == attested.fingerprint)
        });
        if is_attested {
            Ok(())
        } else {
            let names = self.roots.iter().map(|root| root.name.clone());
            Err(KeyRefusal::NotAttested(names.collect()))
        }
    }

    /// Whether the answer might be another one once all is known of the key.
    #[must_use]
    pub fn may_accept(&self, key: &KeyMarks) -> bool {
        key.kinds().into_iter().any(|kind| {
            let known = KeyMarks {
                synced: Some(kind == KeyKind::SyncedPasskey),
                attachment: Some(match kind {
                    KeyKind::SecurityKey => Attachment::CrossPlatform,
                    _ => Attachment::Platform,
                }),
                attested: key.attested.clone(),
            };
            self.check(&known).is_ok()
        })
    }
}

#[cfg(test)]
mod tests;
