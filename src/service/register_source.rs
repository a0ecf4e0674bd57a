//! Where the register comes from: what the use cases ask of it, whatever keeps it.
//!
//! The use cases reach the register through [`Service::source`] only, which is known to them as
//! nothing but this trait: another source is one implementation and one line. Which it is, is settled
//! when the program is compiled, so that a query pays nothing for it.
//!
//! What every source has to keep (docs/decisions/0020-updates-of-the-register.md): groups that were not
//! asked for are not read; a protected person is given as others are, for leaving out is the decision's
//! work; where an answer must not tell whether somebody is there, the work does not tell it either; and
//! a ban that the register knows stands in every copy of it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Service;
use crate::environment::Environment;
use crate::identifier::{
    ApartmentAddressPart, BuildingId, ElectronicClientIdentifier, MunicipalityCode, PermanentApartmentId,
    PersonalIdentityCode, PropertyBasedBuildingId, PropertyId,
};
use crate::register::{
    Apartment, ApartmentGroup, Building, BuildingGroup, DataGroup, Folded, Property, PropertyGroup,
};
use crate::store::{
    AddressCriteria, AddressPlace, Db, FoundAddresses, FoundPerson, NameCriteria, NameHits, Resident, Store,
    StoreError, Street,
};

/// A register that the six operations are asked of.
pub trait RegisterSource: Send + Sync {
    /// A person by identity code, and what a person owns: the facts, and of the groups the `readable`.
    fn find_person(
        &self,
        environment: Environment,
        code: PersonalIdentityCode,
        readable: &BTreeSet<DataGroup>,
    ) -> impl Future<Output = Result<Option<FoundPerson>, StoreError>> + Send;

    /// Who has an electronic client identifier.
    fn find_by_client_identifier(
        &self,
        environment: Environment,
        identifier: ElectronicClientIdentifier,
    ) -> impl Future<Output = Result<Option<PersonalIdentityCode>, StoreError>> + Send;

    /// The persons of a name and date of birth, and with `former` those who bore it once.
    fn list_persons_by_name(
        &self,
        environment: Environment,
        criteria: &NameCriteria,
        former: bool,
    ) -> impl Future<Output = Result<NameHits, StoreError>> + Send;

    /// A building by its permanent identifier, with only the `readable` groups.
    fn find_building(
        &self,
        environment: Environment,
        building: BuildingId,
        readable: &BTreeSet<BuildingGroup>,
    ) -> impl Future<Output = Result<Option<Building>, StoreError>> + Send;

    /// The buildings that bear a property-based identifier.
    fn list_buildings_by_property_based_id(
        &self,
        environment: Environment,
        id: PropertyBasedBuildingId,
    ) -> impl Future<Output = Result<Vec<BuildingId>, StoreError>> + Send;

    /// The buildings at an address, at most `limit`.
    fn list_buildings_at(
        &self,
        environment: Environment,
        criteria: &AddressCriteria,
        limit: usize,
    ) -> impl Future<Output = Result<FoundAddresses, StoreError>> + Send;

    /// Whether a street of this name is at a place.
    fn find_street(
        &self,
        environment: Environment,
        place: &AddressPlace,
        street: &Folded,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The streets of a municipality whose name begins with a text.
    fn list_streets(
        &self,
        environment: Environment,
        municipality: MunicipalityCode,
        begins: &Folded,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Street>, StoreError>> + Send;

    /// An apartment by its permanent identifier, with only the `readable` groups.
    fn find_apartment(
        &self,
        environment: Environment,
        id: PermanentApartmentId,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> impl Future<Output = Result<Option<Apartment>, StoreError>> + Send;

    /// The apartments of a building, in the order of their parts of the address.
    fn list_apartments(
        &self,
        environment: Environment,
        building: BuildingId,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> impl Future<Output = Result<Vec<Apartment>, StoreError>> + Send;

    /// The apartments that have or had a part of a building's address.
    fn list_apartments_at(
        &self,
        environment: Environment,
        building: BuildingId,
        part: Option<ApartmentAddressPart>,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> impl Future<Output = Result<Vec<Apartment>, StoreError>> + Send;

    /// Who lives in one apartment of a building, protected or not.
    fn list_residents_at(
        &self,
        environment: Environment,
        building: BuildingId,
        apartment: Option<ApartmentAddressPart>,
    ) -> impl Future<Output = Result<Vec<Resident>, StoreError>> + Send;

    /// A property with only the `readable` groups.
    fn find_property(
        &self,
        environment: Environment,
        property: PropertyId,
        readable: &BTreeSet<PropertyGroup>,
    ) -> impl Future<Output = Result<Option<Property>, StoreError>> + Send;

    /// The day as of which the register stands, if it is known.
    fn find_register_day(
        &self,
        environment: Environment,
    ) -> impl Future<Output = Result<Option<NaiveDate>, StoreError>> + Send;
}

impl Service {
    /// The register, as nothing but a source.
    pub(super) fn source(&self) -> &impl RegisterSource {
        &*self.store
    }
}

/// The built-in store. Its own functions have the same names.
impl RegisterSource for Store<Db> {
    fn find_person(
        &self,
        environment: Environment,
        code: PersonalIdentityCode,
        readable: &BTreeSet<DataGroup>,
    ) -> impl Future<Output = Result<Option<FoundPerson>, StoreError>> + Send {
        self.find_person(environment, code, readable)
    }

    fn find_by_client_identifier(
        &self,
        environment: Environment,
        identifier: ElectronicClientIdentifier,
    ) -> impl Future<Output = Result<Option<PersonalIdentityCode>, StoreError>> + Send {
        self.find_by_client_identifier(environment, identifier)
    }

    fn list_persons_by_name(
        &self,
        environment: Environment,
        criteria: &NameCriteria,
        former: bool,
    ) -> impl Future<Output = Result<NameHits, StoreError>> + Send {
        self.list_persons_by_name(environment, criteria, former)
    }

    fn find_building(
        &self,
        environment: Environment,
        building: BuildingId,
        readable: &BTreeSet<BuildingGroup>,
    ) -> impl Future<Output = Result<Option<Building>, StoreError>> + Send {
        self.find_building(environment, building, readable)
    }

    fn list_buildings_by_property_based_id(
        &self,
        environment: Environment,
        id: PropertyBasedBuildingId,
    ) -> impl Future<Output = Result<Vec<BuildingId>, StoreError>> + Send {
        self.list_buildings_by_property_based_id(environment, id)
    }

    fn list_buildings_at(
        &self,
        environment: Environment,
        criteria: &AddressCriteria,
        limit: usize,
    ) -> impl Future<Output = Result<FoundAddresses, StoreError>> + Send {
        self.list_buildings_at(environment, criteria, limit)
    }

    fn find_street(
        &self,
        environment: Environment,
        place: &AddressPlace,
        street: &Folded,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send {
        self.find_street(environment, place, street)
    }

    fn list_streets(
        &self,
        environment: Environment,
        municipality: MunicipalityCode,
        begins: &Folded,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Street>, StoreError>> + Send {
        self.list_streets(environment, municipality, begins, limit)
    }

    fn find_apartment(
        &self,
        environment: Environment,
        id: PermanentApartmentId,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> impl Future<Output = Result<Option<Apartment>, StoreError>> + Send {
        self.find_apartment(environment, id, readable)
    }

    fn list_apartments(
        &self,
        environment: Environment,
        building: BuildingId,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> impl Future<Output = Result<Vec<Apartment>, StoreError>> + Send {
        self.list_apartments(environment, building, readable)
    }

    fn list_apartments_at(
        &self,
        environment: Environment,
        building: BuildingId,
        part: Option<ApartmentAddressPart>,
        readable: &BTreeSet<ApartmentGroup>,
    ) -> impl Future<Output = Result<Vec<Apartment>, StoreError>> + Send {
        self.list_apartments_at(environment, building, part, readable)
    }

    fn list_residents_at(
        &self,
        environment: Environment,
        building: BuildingId,
        apartment: Option<ApartmentAddressPart>,
    ) -> impl Future<Output = Result<Vec<Resident>, StoreError>> + Send {
        self.list_residents_at(environment, building, apartment)
    }

    fn find_property(
        &self,
        environment: Environment,
        property: PropertyId,
        readable: &BTreeSet<PropertyGroup>,
    ) -> impl Future<Output = Result<Option<Property>, StoreError>> + Send {
        self.find_property(environment, property, readable)
    }

    fn find_register_day(
        &self,
        environment: Environment,
    ) -> impl Future<Output = Result<Option<NaiveDate>, StoreError>> + Send {
        self.find_register_day(environment)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::path::{Path, PathBuf};

    /// The functions of the trait, by their names in this file.
    fn functions() -> Vec<String> {
        let text = std::fs::read_to_string(source().join("register_source.rs")).unwrap();
        let (of_trait, _) = text.split_once("\nimpl Service {").unwrap();
        let names = of_trait
            .lines()
            .filter_map(|line| line.trim().strip_prefix("fn "));
        names
            .filter_map(|name| name.split_once('(').map(|(name, _)| name.to_owned()))
            .collect()
    }

    fn source() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/service")
    }

    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn no_use_case_goes_past_the_source_of_the_register() {
        let functions = functions();
        assert!(functions.len() > 10, "{functions:?}");
        let mut all = Vec::new();
        files(&source(), &mut all);
        assert!(all.len() > 60);
        for file in all {
            let text = std::fs::read_to_string(&file).unwrap();
            let joined: String = text.split_whitespace().collect();
            for function in &functions {
                let past = format!("store.{function}(");
                assert!(!joined.contains(&past), "{}: {past}", file.display());
            }
        }
    }
}
