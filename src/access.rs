//! Who may see what: a pure function from officer, role, permit, purpose, subject and day
//! to *shown* or *hidden because …*, group by group (D5, D6).
//!
//! Three steps, each of which only narrows: [`admit`] looks at the officer and the permit
//! before anything is read and yields a [`Grant`]; [`decide`] looks at the subject's facts
//! and yields a [`Decision`]; [`Decision::project`] cuts the record down to it. Any refusal
//! wins, and there is no way to make a `Grant` or a `Decision` but through these steps.
//!
//! Beside them stand the rules for those who give rights to others: [`may`] and the terms of
//! a right.

mod authority;
mod decide;
mod decide_place;
mod keys;
mod management;
mod officer;
mod reason;
mod reference;
mod responsible;
mod right_request;
mod right_terms;

pub use authority::{AuthorityAct, AuthorityRole};
pub use decide::{Decision, HiddenBecause, Notice, Outcome, Visibility, decide};
pub use decide_place::{
    FactsOfPersons, PlaceDecision, PlaceKind, PlaceRecord, Projected, decide_place, kinds_of_place,
};
pub use keys::{
    AcceptedKeys, Attachment, AttestationRoot, Attested, KeyKind, KeyMarks, KeyPolicy, KeyPolicyProblem,
    KeyRefusal,
};
pub use management::{Act, Callers, Duties, ManagementRefusal, Standing, may};
pub use officer::{Grant, KeyUsed, Officer, Refusal, Request, admit};
pub use reason::Reason;
pub use reference::{Reference, ReferenceProblem};
pub use responsible::{GRACE_DAYS, ResponsibleWatch, watched};
pub use right_request::{Asked, RequestKind, RequestObstacle, approved_right};
pub use right_terms::{RightProblem, changed_right, ended_right, last_day, longest_until, new_right};

#[cfg(test)]
mod tests;
