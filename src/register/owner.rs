//! Organisations and owners as the register names them.

use chrono::NaiveDate;

use super::address::BilingualName;
use super::codes::{OwnerKind, OwnerRole};
use super::relative::Relative;
use super::wire::record;
use crate::identifier::BusinessId;

record! {
    /// A company, body or office.
    pub struct Organisation {
        /// Name.
        pub name: BilingualName,
        /// Business id, if it has one.
        pub business_id: Option<BusinessId>,
    }

    /// An owner of a building or property: a person, an estate or an organisation.
    pub struct Owner {
        /// Owner or owner's representative [X].
        pub role: Option<OwnerRole>,
        /// Kind of owner [K].
        pub kind: Option<OwnerKind>,
        /// The person; of an estate the deceased.
        pub person: Option<Relative>,
        /// The owner is the estate of `person`.
        pub estate: bool,
        /// The organisation.
        pub organisation: Option<Organisation>,
        /// Address in the cadastre, on one line, where it was told; blanked with the person's ban.
        pub address: String,
    }
}

impl Owner {
    /// Masks the owners whose own non-disclosure is in force on `day` and takes their address away.
    pub(crate) fn mask_all(owners: &mut [Self], day: NaiveDate) {
        for owner in owners {
            if let Some(person) = owner
                .person
                .as_mut()
                .filter(|person| person.is_non_disclosed(day))
            {
                person.mask();
                owner.address.clear();
            }
        }
    }
}
