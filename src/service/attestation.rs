//! The roots of makers of keys, to which an attestation may lead (WebAuthn Level 3, 6.5).
//!
//! They are configuration: each a certificate in a file of its own. Without one no organisation
//! can ask for attested keys.

use std::collections::BTreeMap;

use webauthn_rs::prelude::{AttestationCaList, AttestationMetadata, AttestedPasskey};

use super::Service;
use super::sessions::hex;
use crate::access::{AttestationRoot, Attested};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";

/// The roots, with the names of their files.
#[derive(Clone, Debug, Default)]
pub struct AttestationRoots {
    list: AttestationCaList,
    /// Names by fingerprint.
    names: BTreeMap<String, String>,
}

/// Why a root cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttestationRootProblem {
    /// The text is not one certificate.
    #[error("{0}: not exactly one certificate in PEM form")]
    NotOneCertificate(String),
    /// The same certificate stands in two files.
    #[error("{0} and {1} hold the same certificate")]
    Twice(String, String),
}

impl AttestationRoots {
    /// Reads roots: the name of each with its certificate in PEM form, one certificate each.
    ///
    /// # Errors
    /// [`AttestationRootProblem`] with the names of the files.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, AttestationRootProblem> {
        let mut roots = Self::default();
        for (name, pem) in files {
            let wrong = || AttestationRootProblem::NotOneCertificate(name.clone());
            if pem.matches(BEGIN).count() != 1 {
                return Err(wrong());
            }
            let root = AttestationCaList::try_from(pem.trim().as_bytes()).map_err(|_| wrong())?;
            let kid = root.cas().keys().next().ok_or_else(wrong)?;
            let fingerprint = hex(kid.as_slice());
            roots.list.union(&root);
            if let Some(before) = roots.names.insert(fingerprint, name.clone()) {
                return Err(AttestationRootProblem::Twice(before, name));
            }
        }
        Ok(roots)
    }

    /// The roots by name, in their order.
    #[must_use]
    pub fn list(&self) -> Vec<AttestationRoot> {
        let mut roots: Vec<_> = self
            .names
            .iter()
            .map(|(fingerprint, name)| AttestationRoot {
                name: name.clone(),
                fingerprint: fingerprint.clone(),
            })
            .collect();
        roots.sort_by(|one, other| one.name.cmp(&other.name));
        roots
    }

    /// The list as the library wants it.
    pub(super) fn authorities(&self) -> AttestationCaList {
        self.list.clone()
    }

    /// Who vouches for a key that was linked against these roots.
    pub(super) fn voucher(&self, key: &AttestedPasskey) -> Option<Attested> {
        let authority = key.verify_attestation(&self.list).ok()?;
        let fingerprint = hex(authority.get_kid().ok()?.as_slice());
        Some(Attested {
            root: self.names.get(&fingerprint)?.clone(),
            fingerprint,
            model: match &key.attestation().metadata {
                AttestationMetadata::Packed { aaguid } | AttestationMetadata::Tpm { aaguid, .. } => {
                    Some(aaguid.to_string())
                }
                _ => None,
            },
        })
    }
}

impl Service {
    /// The service with these roots. Without them nobody can ask for attested keys, and where
    /// somebody already did, no key is accepted: the operator is told.
    #[must_use]
    pub fn with_attestation_roots(mut self, roots: AttestationRoots) -> Self {
        self.roots = roots;
        let directory = self.directory.get();
        let asks = directory
            .key_policies()
            .filter(|row| row.policy.attested_only())
            .count();
        if asks > 0 && self.roots.names.is_empty() {
            tracing::error!(
                organisations = asks,
                "organisations ask for attested keys, and no attestation root is configured: their people cannot sign in"
            );
        }
        self
    }
}
