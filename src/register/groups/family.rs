//! Groups `maritalStatus`, `marriages`, `parents` and `children`.

use crate::register::codes::{AdoptionNote, MaritalStatus, WayBegun, WayEnded};
use crate::register::partial_date::PartialDate;
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Marital status [X].
    pub struct MaritalStatusGroup {
        /// Statuses; `from` = since.
        pub statuses: Vec<Versioned<MaritalStatus>>,
    }

    /// Marriages and registered partnerships [X].
    pub struct MarriagesGroup {
        /// Marriages; `from` = begun, `to` = ended.
        pub marriages: Vec<Versioned<Marriage>>,
    }

    /// One marriage or partnership.
    pub struct Marriage {
        /// Order number, from 1; 0 = not known.
        pub order: u8,
        /// The spouse or partner.
        pub spouse: Relative,
        /// How it began.
        pub begun: Option<WayBegun>,
        /// How it ended.
        pub ended: Option<WayEnded>,
        /// Date of legal separation (asumusero).
        pub legal_separation: Option<PartialDate>,
    }

    /// Parents [X].
    pub struct ParentsGroup {
        /// Parents; passive = no longer parent by law, such as after an adoption.
        pub parents: Vec<Versioned<Parent>>,
    }

    /// One parent.
    pub struct Parent {
        /// The parent.
        pub relative: Relative,
        /// Adoption note.
        pub adoption: Option<Adoption>,
    }

    /// Children [X].
    pub struct ChildrenGroup {
        /// Children.
        pub children: Vec<Versioned<Child>>,
        /// Number of all children.
        pub count: Option<u16>,
        /// Number of children under 18.
        pub minors: Option<u16>,
    }

    /// One child.
    pub struct Child {
        /// The child.
        pub relative: Relative,
        /// Adoption note.
        pub adoption: Option<Adoption>,
    }

    /// Adoption note; sensitive (domain 5.4).
    pub struct Adoption {
        /// Adopted or given for adoption.
        pub note: Option<AdoptionNote>,
        /// Date.
        pub date: Option<PartialDate>,
    }
}
