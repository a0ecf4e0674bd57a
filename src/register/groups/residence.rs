//! Groups `homeMunicipality`, `residence` and `migration`.

use crate::identifier::{ApartmentAddressPart, BuildingId, PermanentApartmentId, PropertyId, ResidenceCode};
use crate::register::address::{Address, Municipality};
use crate::register::codes::{Absence, Country, MoveNotice, ResidenceKind};
use crate::register::partial_date::PartialDate;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// Municipalities of the person [X, C].
    pub struct HomeMunicipalityGroup {
        /// Home municipality, present and former; `from` = moved in.
        pub municipalities: Vec<Versioned<Municipality>>,
        /// Home municipality at the ends of years.
        pub year_ends: Vec<YearEndMunicipality>,
        /// Municipality of temporary stay.
        pub temporary: Vec<Versioned<Municipality>>,
        /// Population registration municipality, of citizens abroad.
        pub population_registration: Vec<Versioned<Municipality>>,
    }

    /// The home municipality on the last day of a year.
    pub struct YearEndMunicipality {
        /// The year.
        pub year: u16,
        /// The municipality.
        pub municipality: Municipality,
    }

    /// Where the person lives [X, C].
    pub struct ResidenceGroup {
        /// Dwellings, present and former.
        pub places: Vec<Versioned<ResidencePlace>>,
    }

    /// A dwelling as far as a person links to it, its place laid out.
    pub struct ResidencePlace {
        /// Permanent or temporary.
        pub kind: Option<ResidenceKind>,
        /// Residence code: building and apartment in one.
        pub residence_code: Option<ResidenceCode>,
        /// Permanent building identifier.
        pub building: Option<BuildingId>,
        /// Apartment within the building.
        pub apartment: Option<ApartmentAddressPart>,
        /// Permanent apartment identifier.
        pub permanent_apartment: Option<PermanentApartmentId>,
        /// The property on which the building stands.
        pub property: Option<PropertyId>,
        /// The municipality.
        pub municipality: Option<Municipality>,
        /// The place in words.
        pub address: Address,
        /// Stays in an institution.
        pub institution: bool,
        /// Name of the institution.
        pub institution_name: String,
        /// Without a fixed dwelling in the municipality.
        pub no_fixed_dwelling: bool,
        /// State of the move notice.
        pub move_notice: Option<MoveNotice>,
    }

    /// Moves over the border and absence [X, C].
    pub struct MigrationGroup {
        /// Date moved to Finland.
        pub moved_to_finland: Option<PartialDate>,
        /// Moves; `from` = date of the move.
        pub moves: Vec<Versioned<CountryMove>>,
        /// Absence codes.
        pub absences: Vec<Versioned<Absence>>,
        /// Removed from the register as an alien on this date.
        pub removed_from_register: Option<PartialDate>,
    }

    /// A move over the border.
    pub struct CountryMove {
        /// Country moved from.
        pub country_from: Option<Country>,
        /// Country moved to.
        pub country_to: Option<Country>,
    }
}
