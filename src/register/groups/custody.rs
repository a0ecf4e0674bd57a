//! Groups `custody` and `takenIntoCare`.

use crate::register::codes::{
    ChildResidence, CustodyDuration, CustodyKind, CustodyRight, CustodyRightValue, CustodyRole,
};
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Guardians of a child and children in the person's custody [X].
    pub struct CustodyGroup {
        /// The person's guardians.
        pub guardians: Vec<Versioned<CustodyRelation>>,
        /// Children in the person's custody.
        pub dependants: Vec<Versioned<CustodyRelation>>,
    }

    /// A guardian of a child, or a child of a guardian.
    pub struct CustodyRelation {
        /// The other person.
        pub relative: Relative,
        /// The guardian's role.
        pub role: Option<CustodyRole>,
        /// Kind of custody.
        pub kind: Option<CustodyKind>,
        /// Until further notice or temporarily.
        pub duration: Option<CustodyDuration>,
        /// The guardians' tasks are divided.
        pub tasks_divided: bool,
        /// The division in words.
        pub tasks_text: String,
        /// With whom the child lives.
        pub child_residence: Option<ChildResidence>,
        /// Rights to decide and to be informed.
        pub rights: Vec<CustodyRightRow>,
    }

    /// One right and whether the guardian has it.
    pub struct CustodyRightRow {
        /// The right.
        pub right: Option<CustodyRight>,
        /// Whether the guardian has it.
        pub value: Option<CustodyRightValue>,
    }

    /// Taking into care [X, D8].
    pub struct TakenIntoCareGroup {
        /// Whether the person is taken into care; none = not told.
        pub taken: Option<bool>,
        /// Orders; `from` = date.
        pub orders: Vec<Versioned<CareOrder>>,
    }

    /// An order of taking into care.
    pub struct CareOrder {
        /// The body that gave it.
        pub body: String,
    }
}

impl CustodyRelation {
    /// Takes away what tells with whom the child lives, for a non-disclosure.
    pub fn remove_residence(&mut self) {
        self.child_residence = None;
        self.tasks_text.clear();
    }
}
