//! What is asked of buildings, apartments and properties, and what is answered.
//!
//! What is asked arrives as written ([`PlaceCriteria`]); [`PlaceCriteria::check`] makes of it what can be
//! looked up, or says which field is wrong and how. The browser runs the same check before anything is
//! sent and charged.

mod answer;
mod criteria;
mod problem;

pub use answer::{
    CompletedName, CompletionQuery, Move, MoveTarget, PlaceAnswer, PlaceAnswerKind, PlaceEntry, PlaceHit,
    PlaceNotice, PlaceSection, StreetCompletionQuery,
};
pub use criteria::{CheckedAddress, CheckedCriteria, PlaceCriteria, PlaceQuery, WrittenAddress};
pub use problem::{PlaceField, PlaceProblem};
