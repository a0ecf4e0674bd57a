//! Apartments (domain 5.3).

use rust_decimal::Decimal;

use super::address::Address;
use super::codes::{ApartmentEquipment, ApartmentType, InUseState, KitchenType, Tenure};
use super::partial_date::PartialDate;
use super::relative::Relative;
use super::wire::record;
use crate::identifier::{ApartmentAddressPart, BuildingId, PermanentApartmentId};

record! {
    /// An apartment of a building [K, V2].
    pub struct Apartment {
        /// Permanent apartment identifier (VTJ-PHT).
        pub id: Option<PermanentApartmentId>,
        /// The building.
        pub building: Option<BuildingId>,
        /// Staircase letter, number and splitting letter.
        pub part: Option<ApartmentAddressPart>,
        /// The place in words.
        pub address: Address,
        /// Dwelling, business premises or unknown.
        pub kind: Option<ApartmentType>,
        /// Area, m².
        pub area: Option<Decimal>,
        /// Number of rooms, the kitchen not counted.
        pub rooms: Option<u16>,
        /// Kind of kitchen.
        pub kitchen: Option<KitchenType>,
        /// Equipment.
        pub equipment: Vec<ApartmentEquipment>,
        /// Tenure.
        pub tenure: Option<Tenure>,
        /// How it is used.
        pub in_use: Option<InUseState>,
        /// From when it exists.
        pub from: Option<PartialDate>,
        /// Until when it existed.
        pub to: Option<PartialDate>,
        /// Residents. Whoever has a non-disclosure is left out entirely, without a hint (domain 5.4).
        pub residents: Vec<Relative>,
    }
}

impl Apartment {
    /// Leaves out the residents for whom `hidden` says so.
    pub fn leave_out_residents(&mut self, hidden: impl Fn(&Relative) -> bool) {
        self.residents.retain(|resident| !hidden(resident));
    }
}
