//! The management service: people, their rights and keys, the access-rights register.

pub mod add;
pub(super) mod fields;
pub mod key_policy;
pub(super) mod paging;
pub mod people;
pub mod person;
pub mod register;

use luotain::error::Problem;
use luotain::management::{Duty, PersonState, RenewalProblem, RightEventKind};

use crate::locales::{problem_text, texts};

/// How a person stands, in words.
pub(in crate::pages) fn state_name(state: PersonState) -> &'static str {
    let t = texts().management;
    match state {
        PersonState::Invited => t.state_invited,
        PersonState::Active => t.state_active,
        PersonState::WithoutRights => t.state_without,
        PersonState::Locked => texts().credentials.state_locked,
        PersonState::Ended => t.state_ended,
    }
}

/// A duty, in words.
fn duty_name(duty: Duty) -> &'static str {
    let t = texts().management;
    match duty {
        Duty::ResponsibleUser => t.responsible_user,
        Duty::RightsGranter => t.rights_granter,
    }
}

/// What happened to a right, in words.
fn kind_name(kind: RightEventKind) -> &'static str {
    let t = texts().management;
    match kind {
        RightEventKind::Given => t.kind_given,
        RightEventKind::Changed => t.kind_changed,
        RightEventKind::Ended => t.kind_ended,
    }
}

/// Why a right was not renewed, in words.
fn renewal_text(problem: RenewalProblem) -> String {
    match problem {
        RenewalProblem::Right(problem) => problem_text(&Problem::Right(problem)),
        RenewalProblem::Changed => problem_text(&Problem::Changed),
        RenewalProblem::NotAllowed => texts().management.not_allowed.to_owned(),
    }
}
