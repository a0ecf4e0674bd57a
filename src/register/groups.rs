//! The data groups' structs, one file per family: what table 5.1 of the domain names, with history.

mod addresses;
mod bans;
mod belonging;
mod custody;
mod family;
mod guardianship;
mod identity;
mod life;
mod living;
mod names;
mod residence;

pub use addresses::{AddressesGroup, PersonAddress};
pub use bans::{BansGroup, EmailGroup, RegisterOfficeGroup};
pub use belonging::{
    Citizenship, CitizenshipGroup, LanguagesGroup, OccupationGroup, ReligionGroup, ReligiousMembership,
    SpokenLanguage, VotingGroup, VotingRight,
};
pub use custody::{CareOrder, CustodyGroup, CustodyRelation, CustodyRightRow, TakenIntoCareGroup};
pub use family::{
    Adoption, Child, ChildrenGroup, MaritalStatusGroup, Marriage, MarriagesGroup, Parent, ParentsGroup,
};
pub use guardianship::{Attorney, ContinuingPoaGroup, Guardian, GuardianshipGroup, GuardianshipOrder};
pub use identity::{ForeignNumber, FormerCode, IdentityGroup};
pub use life::{BirthGroup, DeathGroup, SexGroup};
pub use living::{Holding, HouseholdGroup, OwnershipGroup};
pub use names::{FormerName, FormerNamesGroup, NameGroup, NamedRelative};
pub use residence::{
    CountryMove, HomeMunicipalityGroup, MigrationGroup, ResidenceGroup, ResidencePlace, YearEndMunicipality,
};
