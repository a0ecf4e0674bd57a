//! Groups `guardianship` and `continuingPoa`.

use crate::register::codes::{GuardianKind, GuardianshipRestriction};
use crate::register::owner::Organisation;
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Guardianship of an adult or estate [X].
    pub struct GuardianshipGroup {
        /// Orders, present and former.
        pub orders: Vec<Versioned<GuardianshipOrder>>,
    }

    /// One guardianship.
    pub struct GuardianshipOrder {
        /// Restriction of competence.
        pub restriction: Option<GuardianshipRestriction>,
        /// Guardians, each with own dates.
        pub guardians: Vec<Versioned<Guardian>>,
    }

    /// A guardian: a person, a company or a public legal aid office.
    pub struct Guardian {
        /// Which of them.
        pub kind: Option<GuardianKind>,
        /// The person.
        pub person: Option<Relative>,
        /// The company or office.
        pub organisation: Option<Organisation>,
        /// Tasks are divided among guardians.
        pub tasks_divided: bool,
        /// The division in words.
        pub tasks_text: String,
    }

    /// Continuing power of attorney [X].
    pub struct ContinuingPoaGroup {
        /// Whether one is in force; none = not told.
        pub in_force: Option<bool>,
        /// Attorneys, present and former.
        pub attorneys: Vec<Versioned<Attorney>>,
    }

    /// An attorney.
    pub struct Attorney {
        /// The person.
        pub person: Option<Relative>,
        /// The company or office.
        pub organisation: Option<Organisation>,
        /// Tasks are divided among attorneys.
        pub tasks_divided: bool,
        /// The division in words.
        pub tasks_text: String,
    }
}
