//! Group `identity`: the codes of a person.

use crate::identifier::{ElectronicClientIdentifier, PersonalIdentityCode};
use crate::register::codes::Country;
use crate::register::versioned::{Validity, Versioned};
use crate::register::wire::record;

record! {
    /// The person's codes [X, C].
    pub struct IdentityGroup {
        /// Personal identity code; active unless `validity` says otherwise.
        pub code: Option<PersonalIdentityCode>,
        /// Validity of the code.
        pub validity: Validity,
        /// Former codes. After a threat or a change of sex they are sensitive (domain 5.4).
        pub former_codes: Vec<Versioned<FormerCode>>,
        /// Electronic client identifiers (SATU).
        pub electronic_identifiers: Vec<Versioned<ElectronicClientIdentifier>>,
        /// Personal numbers given by other countries.
        pub foreign_numbers: Vec<Versioned<ForeignNumber>>,
        /// The new individual identifier, `NNNNNVNNNNT` [X].
        pub individual_identifier: String,
    }

    /// A code that is no longer used.
    pub struct FormerCode {
        /// The code.
        pub code: Option<PersonalIdentityCode>,
        /// It was wrong and was corrected, not changed.
        pub corrected: bool,
    }

    /// A personal number of another country.
    pub struct ForeignNumber {
        /// The country.
        pub country: Option<Country>,
        /// The number as written there.
        pub number: String,
    }
}
