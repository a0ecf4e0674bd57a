//! The first step: may this officer ask this at all?

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Reference, ReferenceProblem};
use crate::identifier::PersonalIdentityCode;
use crate::language::{Language, Text};
use crate::permit::{DataPermit, Key, Operation, Purpose, QueryRole, ReferenceRule, UserRight};
use crate::query::Criterion;
use crate::register::DataGroup;

/// A signed-in person acting for one organisation (D4). Made by the session, never by a page.
#[derive(Clone, PartialEq, Eq)]
pub struct Officer {
    /// The username's key.
    pub username: Key,
    /// The person's own identity code, to which the right is tied (S75).
    pub code: PersonalIdentityCode,
    /// The person's name.
    pub name: String,
    /// The organisation acted for.
    pub organisation: Key,
    /// Its name.
    pub organisation_name: Text,
    /// The rights held in that organisation.
    pub rights: Vec<UserRight>,
    /// The language chosen.
    pub language: Language,
    /// Whether the permits of the organisation are suspended for want of a responsible user (S18).
    pub is_suspended: bool,
}

impl std::fmt::Debug for Officer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Officer")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

/// Why a query is refused before anything is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The officer has no right to this role, or it has lapsed; a permit or role that does
    /// not exist answers the same.
    #[error("no right to this role in force")]
    RightNotHeld,
    /// The permit has ended, expired or not begun.
    #[error("the permit is not in force")]
    PermitNotInForce,
    /// The organisation has been without a responsible user for too long (S18).
    #[error("the permits of the organisation are suspended")]
    PermitSuspended,
    /// The role does not allow this kind of query.
    #[error("the role does not allow this query")]
    OperationNotInRole,
    /// The purpose is not named in the permit.
    #[error("the purpose is not in the permit")]
    PurposeNotInPermit,
    /// The reference is missing or wrong.
    #[error("the reference is wrong: {0}")]
    Reference(ReferenceProblem),
}

/// Proof that an officer may make one query in one role of one permit for one purpose.
/// Only [`admit`] makes it.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    officer: &'a Officer,
    permit: &'a DataPermit,
    role: &'a QueryRole,
    purpose: &'a Purpose,
    reference: Option<Reference>,
    operation: Operation,
    readable: Cow<'a, BTreeSet<DataGroup>>,
    key_used: bool,
    day: NaiveDate,
}

/// Proof that the officer's key was used for this one act: made by the service when the key has
/// answered a question that was bound to it.
#[derive(Debug)]
pub struct KeyUsed(());

#[cfg(any(feature = "server", test))]
impl KeyUsed {
    /// To be called when the key has answered, and nowhere else.
    pub(crate) const fn for_this_act() -> Self {
        Self(())
    }
}

impl<'a> Grant<'a> {
    /// Who asks.
    #[must_use]
    pub fn officer(&self) -> &'a Officer {
        self.officer
    }

    /// Under which permit.
    #[must_use]
    pub fn permit(&self) -> &'a DataPermit {
        self.permit
    }

    /// In which role.
    #[must_use]
    pub fn role(&self) -> &'a QueryRole {
        self.role
    }

    /// For which purpose.
    #[must_use]
    pub fn purpose(&self) -> &'a Purpose {
        self.purpose
    }

    /// For which case.
    #[must_use]
    pub fn reference(&self) -> Option<&Reference> {
        self.reference.as_ref()
    }

    /// Which kind of query.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// The local day for which it holds.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// The data groups that may be read from the store; nothing else may. They are those of the
    /// role that belong to the operation.
    #[must_use]
    pub fn readable(&self) -> &BTreeSet<DataGroup> {
        &self.readable
    }

    /// Whether an identification may be narrowed by a criterion (domain.md §7).
    #[must_use]
    pub fn narrows_by(&self, criterion: Criterion) -> bool {
        self.role.narrows_by(criterion)
    }

    /// The same grant for an act that the officer has confirmed with a key.
    #[must_use]
    pub fn with_key(self, _: KeyUsed) -> Self {
        Self {
            key_used: true,
            ..self
        }
    }

    /// Whether contact data under a non-disclosure may be shown: the role has the right, and the
    /// key was used for this act (domain.md §5.4).
    #[must_use]
    pub fn shows_contact_under_ban(&self) -> bool {
        self.role.contact_under_non_disclosure && self.key_used
    }
}

/// What an officer asks to do, as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The role's key.
    pub role: &'a Key,
    /// The purpose's key.
    pub purpose: &'a Key,
    /// The reference as written.
    pub reference: &'a str,
    /// The kind of query.
    pub operation: Operation,
}

/// Decides whether `officer` may make this query on `day` (local, Finland).
///
/// # Errors
/// The first [`Refusal`] that applies. Nothing has been read from the register then.
pub fn admit<'a>(
    officer: &'a Officer,
    permit: Option<&'a DataPermit>,
    request: Request<'_>,
    day: NaiveDate,
) -> Result<Grant<'a>, Refusal> {
    // A permit of another organisation, an unknown permit and an unknown role answer
    // alike, so that keys cannot be probed.
    let permit = permit
        .filter(|permit| permit.organisation == officer.organisation)
        .ok_or(Refusal::RightNotHeld)?;
    let role = permit.role(request.role).ok_or(Refusal::RightNotHeld)?;
    let held = officer
        .rights
        .iter()
        .any(|right| right.permit == permit.id && right.role == role.id && right.is_in_force(day));
    if !held {
        return Err(Refusal::RightNotHeld);
    }
    if !permit.is_in_force(day) {
        return Err(Refusal::PermitNotInForce);
    }
    if officer.is_suspended {
        return Err(Refusal::PermitSuspended);
    }
    if !role.operations.contains(&request.operation) {
        return Err(Refusal::OperationNotInRole);
    }
    let purpose = permit
        .purpose(request.purpose)
        .ok_or(Refusal::PurposeNotInPermit)?;
    let reference = match (Reference::parse(request.reference), role.reference) {
        (Ok(reference), _) => Some(reference),
        (Err(ReferenceProblem::Missing), ReferenceRule::Optional) => None,
        (Err(problem), _) => return Err(Refusal::Reference(problem)),
    };
    Ok(Grant {
        officer,
        permit,
        role,
        purpose,
        reference,
        operation: request.operation,
        readable: match request.operation.groups() {
            None => Cow::Borrowed(&role.groups),
            Some(groups) => Cow::Owned(
                groups
                    .iter()
                    .filter(|group| role.groups.contains(group))
                    .copied()
                    .collect(),
            ),
        },
        key_used: false,
        day,
    })
}
