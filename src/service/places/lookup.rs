//! Reading what criteria mean from the register, with only the groups that the role has.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::Service;
use super::address::AtAddress;
use crate::access::{FactsOfPersons, PlaceDecision, PlaceRecord};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{ApartmentAddressPart, BuildingId, PropertyId};
use crate::query::places::{CheckedAddress, CheckedCriteria};
use crate::register::municipalities::KnownMunicipality;
use crate::register::{Apartment, ApartmentGroup, Building, BuildingGroup, Property, PropertyGroup};
use crate::service::RegisterSource;
use crate::store::StoreError;

/// The most places that are listed where several fit (Q9).
const MOST_HITS: usize = 10;

/// One of several places that fit.
pub(super) enum Hit {
    /// A building.
    Building(Box<Building>),
    /// An apartment.
    Apartment(Box<Apartment>),
    /// A property.
    Property(Box<Property>),
}

/// What the register has for the criteria.
#[derive(Default)]
pub(super) struct Looked {
    /// The one place, as read.
    pub record: PlaceRecord,
    /// The places, where there are several.
    pub hits: Vec<Hit>,
    /// More places fit than are listed; none is then.
    pub more: bool,
    /// The abolished municipality that was asked for.
    pub merged: Option<&'static KnownMunicipality>,
    /// The facts of those who live there, read with their names.
    pub facts: FactsOfPersons,
}

impl Looked {
    /// Whether the one place is there.
    pub fn has_place(&self) -> bool {
        let record = &self.record;
        record.building.is_some() || record.property.is_some() || !record.apartments.is_empty()
    }
}

impl Service {
    /// Looks criteria up.
    ///
    /// # Errors
    /// `Place` for a municipality or street that is not there; `Internal`.
    pub(super) async fn look_up(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        criteria: &CheckedCriteria,
        day: NaiveDate,
    ) -> Result<Looked, Problem> {
        match criteria {
            CheckedCriteria::Building(id) => self.look_up_building(environment, decision, *id).await,
            CheckedCriteria::BuildingByProperty(id) => {
                let buildings = self
                    .source()
                    .list_buildings_by_property_based_id(environment, *id)
                    .await?;
                self.look_up_buildings(environment, decision, buildings).await
            }
            CheckedCriteria::Apartment(id) => {
                let content = &decision.content().apartment;
                let found = self.source().find_apartment(environment, *id, content).await?;
                // Where it is follows from its identity; without that group nobody is asked for.
                let place = found
                    .as_ref()
                    .and_then(|apartment| Some((apartment.building?, apartment.part)));
                let apartments = found.into_iter().collect();
                self.look_up_apartments(environment, decision, apartments, place, day)
                    .await
            }
            CheckedCriteria::ApartmentOf(building, part) => {
                let apartments = self
                    .apartments_at(environment, decision, *building, *part)
                    .await?;
                let place = Some((*building, *part));
                self.look_up_apartments(environment, decision, apartments, place, day)
                    .await
            }
            CheckedCriteria::Address(address) => {
                self.look_up_address(environment, decision, address, day).await
            }
            CheckedCriteria::Property(id) => self.look_up_property(environment, decision, *id).await,
            CheckedCriteria::PropertyAddress(address) => {
                self.look_up_property_address(environment, decision, address)
                    .await
            }
        }
    }

    async fn look_up_building(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        id: BuildingId,
    ) -> Result<Looked, Problem> {
        let content = decision.content();
        let building = self
            .source()
            .find_building(environment, id, &content.building)
            .await?;
        // Of its apartments the identity is listed, and nothing else is read.
        let listed: BTreeSet<ApartmentGroup> = content
            .apartment
            .intersection(&BTreeSet::from([ApartmentGroup::Identity]))
            .copied()
            .collect();
        let apartments = if building.is_some() && !listed.is_empty() {
            self.source().list_apartments(environment, id, &listed).await?
        } else {
            Vec::new()
        };
        Ok(Looked {
            record: PlaceRecord {
                building,
                apartments,
                ..PlaceRecord::default()
            },
            ..Looked::default()
        })
    }

    /// One building as it is, several as a list.
    async fn look_up_buildings(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        buildings: Vec<BuildingId>,
    ) -> Result<Looked, Problem> {
        if let [only] = buildings.as_slice() {
            return self.look_up_building(environment, decision, *only).await;
        }
        if buildings.len() > MOST_HITS {
            return Ok(Looked {
                more: true,
                ..Looked::default()
            });
        }
        // What tells buildings apart; owners and structure are not read for a list.
        let listed: BTreeSet<BuildingGroup> = decision
            .content()
            .building
            .iter()
            .filter(|group| {
                matches!(
                    group,
                    BuildingGroup::Identity | BuildingGroup::Location | BuildingGroup::State
                )
            })
            .copied()
            .collect();
        let mut hits = Vec::with_capacity(buildings.len());
        for id in buildings {
            if let Some(building) = self.source().find_building(environment, id, &listed).await? {
                hits.push(Hit::Building(Box::new(building)));
            }
        }
        Ok(Looked {
            hits,
            ..Looked::default()
        })
    }

    async fn apartments_at(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        building: BuildingId,
        part: Option<ApartmentAddressPart>,
    ) -> Result<Vec<Apartment>, StoreError> {
        let content = &decision.content().apartment;
        self.source()
            .list_apartments_at(environment, building, part, content)
            .await
    }

    /// One apartment with its residents, several as a list. Of several that bore one number after
    /// another, the one that exists now is meant. `place` is where to look for residents, who live in
    /// what exists now.
    async fn look_up_apartments(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        mut apartments: Vec<Apartment>,
        place: Option<(BuildingId, Option<ApartmentAddressPart>)>,
        day: NaiveDate,
    ) -> Result<Looked, Problem> {
        let is_former = |apartment: &Apartment| apartment.to.is_some_and(|to| to.ended_before(day));
        if !decision.history() || apartments.iter().any(|apartment| !is_former(apartment)) {
            apartments.retain(|apartment| !is_former(apartment));
        }
        if apartments.len() > MOST_HITS {
            return Ok(Looked {
                more: true,
                ..Looked::default()
            });
        }
        if apartments.len() > 1 {
            let hits = apartments.into_iter().map(|one| Hit::Apartment(Box::new(one)));
            return Ok(Looked {
                hits: hits.collect(),
                ..Looked::default()
            });
        }
        let exists = apartments.first().is_none_or(|apartment| !is_former(apartment));
        let (occupants, facts) = match place.filter(|_| decision.content().residents && exists) {
            Some((building, part)) => self.occupants(environment, decision, building, part, day).await?,
            None => Default::default(),
        };
        Ok(Looked {
            record: PlaceRecord {
                apartments,
                occupants,
                ..PlaceRecord::default()
            },
            facts,
            ..Looked::default()
        })
    }

    async fn look_up_address(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        address: &CheckedAddress,
        day: NaiveDate,
    ) -> Result<Looked, Problem> {
        let AtAddress { buildings, merged } = self.buildings_at(environment, address).await?;
        let looked = match address.apartment {
            None => self.look_up_buildings(environment, decision, buildings).await?,
            Some(_) if buildings.len() > MOST_HITS => Looked {
                more: true,
                ..Looked::default()
            },
            Some(part) => {
                let mut apartments = Vec::new();
                for building in &buildings {
                    let found = self.apartments_at(environment, decision, *building, Some(part));
                    apartments.extend(found.await?);
                }
                // Where the address has one building, the apartment is one of its parts, whether or not
                // the register has a record of it.
                let place = match buildings.as_slice() {
                    [only] => Some((*only, Some(part))),
                    _ => apartments
                        .first()
                        .and_then(|apartment| Some((apartment.building?, Some(part)))),
                };
                self.look_up_apartments(environment, decision, apartments, place, day)
                    .await?
            }
        };
        Ok(Looked { merged, ..looked })
    }

    async fn look_up_property(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        id: PropertyId,
    ) -> Result<Looked, Problem> {
        // A parcel that was not separated is part of its property.
        let property = self
            .source()
            .find_property(environment, id.without_parcel(), &decision.content().property)
            .await?;
        Ok(Looked {
            record: PlaceRecord {
                property,
                ..PlaceRecord::default()
            },
            ..Looked::default()
        })
    }

    /// The properties of the buildings at an address. Which property a building stands on is of its
    /// identity: a role without that group finds nothing in this way.
    async fn look_up_property_address(
        &self,
        environment: Environment,
        decision: &PlaceDecision<'_>,
        address: &CheckedAddress,
    ) -> Result<Looked, Problem> {
        let AtAddress { buildings, merged } = self.buildings_at(environment, address).await?;
        let identity = BTreeSet::from([BuildingGroup::Identity]);
        let readable = decision.content().building.contains(&BuildingGroup::Identity);
        // Only so many are read; a whole street of them is too many anyway.
        let is_street = buildings.len() > 10 * MOST_HITS;
        let mut properties = BTreeSet::new();
        for building in buildings.into_iter().filter(|_| readable && !is_street) {
            let found = self
                .source()
                .find_building(environment, building, &identity)
                .await?;
            let property = found.and_then(|building| building.property);
            properties.extend(property.map(PropertyId::without_parcel));
        }
        if is_street || properties.len() > MOST_HITS {
            return Ok(Looked {
                more: true,
                merged,
                ..Looked::default()
            });
        }
        if properties.len() == 1
            && let Some(only) = properties.first()
        {
            let looked = self.look_up_property(environment, decision, *only).await?;
            return Ok(Looked { merged, ..looked });
        }
        let listed: BTreeSet<PropertyGroup> = decision
            .content()
            .property
            .intersection(&BTreeSet::from([PropertyGroup::Identity]))
            .copied()
            .collect();
        let mut hits = Vec::with_capacity(properties.len());
        for id in properties {
            if let Some(property) = self.source().find_property(environment, id, &listed).await? {
                hits.push(Hit::Property(Box::new(property)));
            }
        }
        Ok(Looked {
            hits,
            merged,
            ..Looked::default()
        })
    }
}
