//! Finding the buildings of an address: the municipality, present or abolished, its street, the number.

use std::collections::BTreeSet;

use super::super::Service;
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::BuildingId;
use crate::query::places::{CheckedAddress, PlaceProblem};
use crate::register::municipalities::{self, KnownMunicipality};
use crate::service::RegisterSource;
use crate::store::{AddressCriteria, AddressPlace};

/// The buildings at an address.
pub(super) struct AtAddress {
    /// In the order of their numbers, each once.
    pub buildings: Vec<BuildingId>,
    /// The abolished municipality that was asked for.
    pub merged: Option<&'static KnownMunicipality>,
}

impl Service {
    /// The buildings at an address. Of an abolished municipality both its own code and that of its
    /// successor are looked under: a register may keep either.
    ///
    /// # Errors
    /// `Place` for a municipality or street that is not there; `Internal`.
    pub(super) async fn buildings_at(
        &self,
        environment: Environment,
        address: &CheckedAddress,
    ) -> Result<AtAddress, Problem> {
        let known = match address.municipality.as_str() {
            "" => None,
            text => {
                let known = municipalities::find(text);
                Some(known.ok_or(Problem::Place(PlaceProblem::MunicipalityUnknown))?)
            }
        };
        let places: Vec<AddressPlace> = match (known, &address.postcode) {
            (Some(known), _) => BTreeSet::from([known.present().code, known.code])
                .into_iter()
                .map(AddressPlace::Municipality)
                .collect(),
            (None, Some(postcode)) => vec![AddressPlace::Postcode(postcode.clone())],
            (None, None) => return Err(Problem::Place(PlaceProblem::PlaceMissing)),
        };
        let mut is_street = false;
        for place in &places {
            let street = self.source().find_street(environment, place, &address.street);
            is_street |= street.await?;
        }
        if !is_street {
            return Err(Problem::Place(PlaceProblem::StreetUnknown));
        }
        let mut buildings = Vec::new();
        for place in places {
            let criteria = AddressCriteria {
                place,
                street: address.street.clone(),
                number: address.number.clone(),
            };
            let found = self
                .source()
                .list_buildings_at(environment, &criteria, usize::MAX)
                .await?;
            let in_postcode = found.addresses.into_iter().filter(|found| {
                address
                    .postcode
                    .as_ref()
                    .is_none_or(|code| *code == found.postcode)
            });
            for building in in_postcode.map(|found| found.building) {
                if !buildings.contains(&building) {
                    buildings.push(building);
                }
            }
        }
        Ok(AtAddress {
            buildings,
            merged: known.filter(|known| known.merged.is_some()),
        })
    }
}
