//! Groups `name` and `formerNames`.

use crate::register::codes::{NameChange, NameKind, RelativeKind};
use crate::register::partial_date::PartialDate;
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// The name now in use [A128 s. 1, X]; each part at most 100 characters.
    pub struct NameGroup {
        /// Surname.
        pub surname: String,
        /// All first names.
        pub first_names: String,
        /// Call name, one of the first names.
        pub call_name: String,
        /// Intermediate name.
        pub intermediate_name: String,
        /// Patronymic.
        pub patronymic: String,
        /// Own surname kept in marriage beside the common one.
        pub own_surname: String,
        /// For the time being without surname (sukunimetön).
        pub no_surname: bool,
        /// For the time being without first name (etunimetön).
        pub no_first_names: bool,
        /// The name has a spelling detail.
        pub spelling_detail: bool,
        /// The spelling detail in words.
        pub spelling_text: String,
        /// The present surname since.
        pub from: Option<PartialDate>,
        /// Names of spouse, parents and children.
        pub relatives: Vec<NamedRelative>,
    }

    /// A relative whose name belongs to the person's name record.
    pub struct NamedRelative {
        /// Spouse, parent or child.
        pub kind: Option<RelativeKind>,
        /// The relative, by name.
        pub relative: Relative,
    }

    /// Names that the person no longer uses [X].
    pub struct FormerNamesGroup {
        /// The names, newest first.
        pub names: Vec<Versioned<FormerName>>,
    }

    /// A former or corrected name.
    pub struct FormerName {
        /// The name.
        pub name: String,
        /// What kind of name it was.
        pub kind: Option<NameKind>,
        /// How it was changed.
        pub way: Option<NameChange>,
    }
}
