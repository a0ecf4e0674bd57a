//! Who may see what: a pure function from officer, role, permit, purpose, subject and day
//! to *shown* or *hidden because …*, group by group (D5, D6).
//!
//! Three steps, each of which only narrows: [`admit`] looks at the officer and the permit
//! before anything is read and yields a [`Grant`]; [`decide`] looks at the subject's facts
//! and yields a [`Decision`]; [`Decision::project`] cuts the record down to it. Any refusal
//! wins, and there is no way to make a `Grant` or a `Decision` but through these steps.

mod decide;
mod officer;
mod reference;

pub use decide::{Decision, HiddenBecause, Notice, Outcome, Visibility, decide};
pub use officer::{Grant, Officer, Refusal, Request, admit};
pub use reference::{Reference, ReferenceProblem};

#[cfg(test)]
mod tests;
