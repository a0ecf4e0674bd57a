//! Buildings (domain 5.3).

use chrono::NaiveDate;

use super::address::{Address, BilingualName, Municipality};
use super::codes::{
    BearingMaterial, BuilderType, BuildingClass, BuildingState, ConstructionWay, EnergyClass, Equipment,
    FacadeMaterial, FireClass, HeatSource, HeatingWay, InUseState, MainUse, NetworkConnection,
};
use super::owner::Owner;
use super::partial_date::PartialDate;
use super::wire::record;
use crate::identifier::{BuildingId, PropertyBasedBuildingId, PropertyId};

record! {
    /// A building [K, D13, X]. Demolished and destroyed ones stay in the register, with the reason.
    pub struct Building {
        /// Permanent building identifier (VTJ-PRT).
        pub id: Option<BuildingId>,
        /// The old identifier, based on the property.
        pub property_based_id: Option<PropertyBasedBuildingId>,
        /// The property on which it stands.
        pub property: Option<PropertyId>,
        /// The municipality.
        pub municipality: Option<Municipality>,
        /// Addresses; the first is number 1.
        pub addresses: Vec<Address>,
        /// Centre point, ETRS-TM35FIN, metres north.
        pub north: Option<i32>,
        /// Centre point, ETRS-TM35FIN, metres east.
        pub east: Option<i32>,
        /// Building class of 2018.
        pub class: Option<BuildingClass>,
        /// Main use of 1994.
        pub main_use: Option<MainUse>,
        /// Building project id.
        pub project_id: String,
        /// Permit id.
        pub permit_id: String,
        /// Unfinished, finished or demolished.
        pub state: Option<BuildingState>,
        /// Date of the state.
        pub state_date: Option<PartialDate>,
        /// Date of completion.
        pub completed: Option<PartialDate>,
        /// How it is used, or why it is no longer.
        pub in_use: Option<InUseState>,
        /// Who had it built.
        pub builder: Option<BuilderType>,
        /// Element-built or built on the spot.
        pub construction_way: Option<ConstructionWay>,
        /// Number of floors.
        pub floors: Option<u16>,
        /// Floor area, m².
        pub floor_area: Option<u32>,
        /// Gross floor area against which the building right is counted, m².
        pub gross_floor_area: Option<u32>,
        /// Total area, m².
        pub total_area: Option<u32>,
        /// Basement area, m².
        pub basement_area: Option<u32>,
        /// Volume, m³.
        pub volume: Option<u32>,
        /// Bearing material.
        pub bearing_material: Option<BearingMaterial>,
        /// Facade material.
        pub facade: Option<FacadeMaterial>,
        /// Heating way.
        pub heating_way: Option<HeatingWay>,
        /// Heat source.
        pub heat_source: Option<HeatSource>,
        /// Network connections.
        pub connections: Vec<NetworkConnection>,
        /// Equipment.
        pub equipment: Vec<Equipment>,
        /// Energy class.
        pub energy_class: Option<EnergyClass>,
        /// Fire class.
        pub fire_class: Option<FireClass>,
        /// Owners.
        pub owners: Vec<Owner>,
        /// Number of apartments.
        pub apartment_count: Option<u32>,
        /// Code of the voting district.
        pub voting_district_code: String,
        /// Name of the voting district.
        pub voting_district: BilingualName,
        /// Municipal sub-area, 6 digits.
        pub sub_area: String,
    }
}

impl Building {
    /// Masks the owners whose own non-disclosure is in force on `day` and takes their address away.
    pub fn mask_owners(&mut self, day: NaiveDate) {
        Owner::mask_all(&mut self.owners, day);
    }
}
