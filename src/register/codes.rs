//! The register's code sets, one file per family: each code with its name in three languages.
//!
//! Closed sets are enums; the long, open ones (country, language, building class, main use) are
//! checked codes whose name falls back to the code itself.

mod apartment;
mod building;
mod building_class;
mod civil_status;
mod country;
mod custody;
mod guardianship;
mod language;
mod name;
mod open;
mod owner;
mod person;
mod residence;
mod set;

pub use apartment::{ApartmentEquipment, ApartmentType, KitchenType, Tenure};
pub use building::{
    BearingMaterial, BuilderType, BuildingState, ConstructionWay, EnergyClass, Equipment, FacadeMaterial,
    FireClass, HeatSource, HeatingWay, InUseState, NetworkConnection,
};
pub use building_class::{BuildingClass, MainUse};
pub use civil_status::{AdoptionNote, MaritalStatus, RelationKind, RelativeKind, WayBegun, WayEnded};
pub use country::Country;
pub use custody::{
    ChildResidence, CustodyDuration, CustodyKind, CustodyRight, CustodyRightValue, CustodyRole,
};
pub use guardianship::{GuardianKind, GuardianshipRestriction};
pub use language::LanguageCode;
pub use name::{NameChange, NameKind};
pub use open::CodeError;
pub use owner::{OwnerKind, OwnerRole};
pub use person::{DisclosureBan, RegisterOffice, ReligionKind, ServiceLanguage, Sex, VotingRightBasis};
pub use residence::{Absence, AddressKind, MoveNotice, ResidenceKind};
pub(crate) use set::code_set;

#[cfg(test)]
mod tests;
