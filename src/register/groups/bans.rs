//! Groups `bans`, `registerOffice` and `email`.

use crate::register::codes::{DisclosureBan, RegisterOffice};
use crate::register::person::NonDisclosure;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Non-disclosure for personal safety and refusals of disclosure [X, C].
    pub struct BansGroup {
        /// The person's latest non-disclosure.
        pub non_disclosure: Option<NonDisclosure>,
        /// Earlier ones.
        pub former_non_disclosures: Vec<NonDisclosure>,
        /// Refusals of disclosure; they are shown and do not mask [L661 s. 35].
        pub disclosure_bans: Vec<Versioned<DisclosureBan>>,
    }

    /// The authority that keeps the person's record [C].
    pub struct RegisterOfficeGroup {
        /// Offices.
        pub offices: Vec<Versioned<RegisterOffice>>,
    }

    /// E-mail address told by the person [X].
    pub struct EmailGroup {
        /// Addresses.
        pub addresses: Vec<Versioned<String>>,
    }
}
