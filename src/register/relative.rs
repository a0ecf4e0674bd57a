//! Another person as named in someone's data: spouse, parent, child, guardian, co-resident, attorney.

use chrono::NaiveDate;

use super::partial_date::PartialDate;
use super::person::NonDisclosure;
use super::wire::record;
use crate::identifier::PersonalIdentityCode;

record! {
    /// A person as another person's data name them; never with a place of living.
    pub struct Relative {
        /// Surname, at most 100 characters [X].
        pub surname: String,
        /// All first names, at most 100 characters [X].
        pub first_names: String,
        /// Recorded for the time being as having no surname (sukunimetön) [A128 s. 1].
        pub no_surname: bool,
        /// Recorded for the time being as having no first name (etunimetön) [A128 s. 1].
        pub no_first_names: bool,
        /// Personal identity code, if the person has one.
        pub code: Option<PersonalIdentityCode>,
        /// Date of birth, for those without a code.
        pub birth_date: Option<PartialDate>,
        /// The relative's own ban, copied here when the data are loaded.
        pub non_disclosure: Option<NonDisclosure>,
        /// The row has been masked for this viewer: it is shown with the words that a ban is in force.
        pub masked: bool,
    }
}

impl Relative {
    /// Whether the relative's own non-disclosure is in force on `day`.
    #[must_use]
    pub fn is_non_disclosed(&self, day: NaiveDate) -> bool {
        self.non_disclosure.is_some_and(|ban| ban.is_in_force(day))
    }

    /// Masks the row for a viewer without the right: the name stays, the dates of the ban go.
    ///
    /// What else of the carrying row hints at the dwelling is taken out by
    /// [`super::PersonGroups::mask_relatives`], which calls this.
    pub fn mask(&mut self) {
        self.masked = true;
        self.non_disclosure = None;
    }

    /// The same row, masked.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.mask();
        self
    }
}
