//! Groups `birth`, `death` and `sex`.

use crate::register::address::Municipality;
use crate::register::codes::{Country, Sex};
use crate::register::partial_date::PartialDate;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Birth [X, C].
    pub struct BirthGroup {
        /// Date of birth.
        pub date: Option<PartialDate>,
        /// Home municipality at birth: the mother's.
        pub municipality: Option<Municipality>,
        /// Birthplace abroad, in words.
        pub foreign_place: String,
        /// Country of birth.
        pub country: Option<Country>,
        /// Country of birth in words, where no code fits.
        pub country_text: String,
    }

    /// Death [X, C].
    pub struct DeathGroup {
        /// Dead or declared dead.
        pub dead: bool,
        /// Date of death.
        pub date: Option<PartialDate>,
        /// Declared dead on this date.
        pub declared_dead: Option<PartialDate>,
    }

    /// Sex as recorded [X]; never read from the personal identity code [HE 132/2022].
    pub struct SexGroup {
        /// Present and former values.
        pub sexes: Vec<Versioned<Sex>>,
        /// Change of sex confirmed on this date; sensitive, so given with history only.
        pub change_confirmed: Option<PartialDate>,
    }
}
