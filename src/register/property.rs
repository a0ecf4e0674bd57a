//! Properties, as the cadastre tells of them (domain 5.3).

use chrono::NaiveDate;

use super::address::Municipality;
use super::owner::Owner;
use super::wire::record;
use crate::identifier::{BuildingId, PropertyId};

record! {
    /// A real property [D13].
    pub struct Property {
        /// Property identifier.
        pub id: Option<PropertyId>,
        /// Name.
        pub name: String,
        /// The municipality.
        pub municipality: Option<Municipality>,
        /// Area, m².
        pub area: Option<u64>,
        /// Owners, with the address that the cadastre knows.
        pub owners: Vec<Owner>,
        /// Buildings on it.
        pub buildings: Vec<BuildingId>,
        /// Unseparated parcels, each a property identifier with its parcel.
        pub parcels: Vec<PropertyId>,
    }
}

impl Property {
    /// Masks the owners whose own non-disclosure is in force on `day` and takes their address away.
    pub fn mask_owners(&mut self, day: NaiveDate) {
        Owner::mask_all(&mut self.owners, day);
    }
}
