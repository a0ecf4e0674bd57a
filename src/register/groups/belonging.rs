//! Groups `languages`, `citizenship`, `occupation`, `religion` and `voting`.

use crate::register::address::BilingualName;
use crate::register::codes::{Country, LanguageCode, ReligionKind, ServiceLanguage, VotingRightBasis};
use crate::register::partial_date::PartialDate;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Languages [X].
    pub struct LanguagesGroup {
        /// Mother tongue.
        pub mother_tongues: Vec<Versioned<SpokenLanguage>>,
        /// Language in which the authorities serve the person.
        pub service_languages: Vec<Versioned<ServiceLanguage>>,
    }

    /// A language by code, or in words where the code is 98.
    pub struct SpokenLanguage {
        /// ISO 639-1, or 98 = as text, 99 = unknown.
        pub code: Option<LanguageCode>,
        /// The language in words.
        pub text: String,
    }

    /// Citizenships [X].
    pub struct CitizenshipGroup {
        /// Citizenships, present and former.
        pub citizenships: Vec<Versioned<Citizenship>>,
    }

    /// One citizenship.
    pub struct Citizenship {
        /// The country.
        pub country: Option<Country>,
        /// The country in words, where no code fits.
        pub country_text: String,
        /// Finnish citizenship was shown to be kept at the age of 22.
        pub kept_at_22: Option<bool>,
        /// Date of that proof.
        pub kept_on: Option<PartialDate>,
    }

    /// Occupation [X, V2].
    pub struct OccupationGroup {
        /// Text as told by the person, at most 35 characters.
        pub occupations: Vec<Versioned<String>>,
    }

    /// Membership in a religious community [X, C]; special-category data (GDPR art. 9).
    pub struct ReligionGroup {
        /// Memberships.
        pub memberships: Vec<Versioned<ReligiousMembership>>,
    }

    /// One membership, or the lack of one.
    pub struct ReligiousMembership {
        /// Kind.
        pub kind: Option<ReligionKind>,
        /// Code of the community.
        pub code: String,
        /// Name of the community, at most 72 characters [X].
        pub name: BilingualName,
    }

    /// Right to vote [X, D8].
    pub struct VotingGroup {
        /// Rights, present and former.
        pub rights: Vec<Versioned<VotingRight>>,
    }

    /// A right to vote and where it is used.
    pub struct VotingRight {
        /// On what the right is based.
        pub basis: Option<VotingRightBasis>,
        /// Code of the voting district.
        pub district_code: String,
        /// Name of the voting district.
        pub district: BilingualName,
        /// Code of the constituency.
        pub constituency_code: String,
        /// Name of the constituency.
        pub constituency: BilingualName,
    }
}
