//! Someone who lives in a dwelling, as the dwelling's own view tells of them.

use super::codes::ResidenceKind;
use super::partial_date::PartialDate;
use super::relative::Relative;
use super::wire::record;

record! {
    /// A resident: who, how and since when. Whoever may not be shown is left out entirely, without a
    /// hint (domain 5.4).
    pub struct Occupant {
        /// The person.
        pub person: Relative,
        /// Permanently or for a time.
        pub kind: Option<ResidenceKind>,
        /// Since when.
        pub from: Option<PartialDate>,
        /// Until when, if the end is known.
        pub to: Option<PartialDate>,
    }
}
