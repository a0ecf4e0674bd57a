//! Finding buildings by address.
//!
//! | Table | Key | What for |
//! |---|---|---|
//! | `building_address` | folded street, municipality, number with leading zeros, postcode, building, number as written | the search |
//! | `postcode` | postcode, municipality | a postcode in the place of the municipality |
//! | `street` | municipality, folded street, Finnish name, Swedish name | streets as one types |
//!
//! An address stands under each of its street's two names, and a span of numbers under each number.

use std::collections::BTreeSet;

use surrealdb::Connection;

use super::rows::{Inserts, Key, beginning, beginning_with_text, between, list_keys, part};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{BuildingId, MunicipalityCode};
use crate::register::{BilingualName, Building, BuildingGroup, Folded, StreetNumber};

const TABLE: &str = "building_address";
const POSTCODE: &str = "postcode";
const STREET: &str = "street";
/// The tables of which many buildings write the same rows.
pub(super) const REPEATED: [&str; 2] = [POSTCODE, STREET];

/// How many rows one search reads: a long street of a large town has some hundreds.
const MOST_ROWS: u32 = 2_000;
/// In how many municipalities one postcode lies, at the most.
const MOST_MUNICIPALITIES: u32 = 16;
/// How many rows are read to tell whether others stand where a building leaves: a whole municipality's.
const MOST_BEHIND: u32 = 1_000_000;

/// Where the street of a search lies.
#[derive(Clone, PartialEq, Eq)]
pub enum AddressPlace {
    /// In a municipality.
    Municipality(MunicipalityCode),
    /// In the area of a postcode.
    Postcode(String),
}

/// What is known of an address. Where someone lives is personal, so it does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressCriteria {
    /// Where the street lies.
    pub place: AddressPlace,
    /// The street, by its Finnish or Swedish name.
    pub street: Folded,
    /// The number; none for the whole street.
    pub number: Option<StreetNumber>,
}

impl std::fmt::Debug for AddressCriteria {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AddressCriteria(..)")
    }
}

impl std::fmt::Debug for AddressPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AddressPlace(..)")
    }
}

/// A building at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAddress {
    /// The building.
    pub building: BuildingId,
    /// The number as the register writes it.
    pub number: String,
    /// The postcode.
    pub postcode: String,
}

/// The buildings of an address search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundAddresses {
    /// The buildings in the order of their numbers, each once.
    pub addresses: Vec<FoundAddress>,
    /// There are more than were read.
    pub more: bool,
}

/// A street by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Street {
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Its names as the register writes them.
    pub name: BilingualName,
}

impl<C: Connection> Store<C> {
    /// Lists the buildings at an address, at most `limit`.
    ///
    /// Who lives there does not enter into it: the same rows are read whoever is protected.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_buildings_at(
        &self,
        environment: Environment,
        criteria: &AddressCriteria,
        limit: usize,
    ) -> Result<FoundAddresses, StoreError> {
        let mut found = FoundAddresses::default();
        if criteria.street.is_empty() {
            return Ok(found);
        }
        let db = self.register(environment);
        let (municipalities, postcode) = match &criteria.place {
            AddressPlace::Municipality(code) => (vec![code.as_str().to_owned()], None),
            AddressPlace::Postcode(postcode) => {
                let range = beginning(POSTCODE, &[postcode]);
                let keys = list_keys(db, POSTCODE, range, MOST_MUNICIPALITIES).await?;
                let codes = keys.into_iter().map(|[_, municipality]| municipality);
                (codes.collect(), Some(postcode))
            }
        };
        let mut seen = BTreeSet::new();
        for municipality in municipalities {
            let street = [criteria.street.as_str(), municipality.as_str()];
            let range = match &criteria.number {
                None => beginning(TABLE, &street),
                Some(number) => between(TABLE, &street, &padded(number.first()), &padded(number.last())),
            };
            let keys = list_keys(db, TABLE, range, MOST_ROWS).await?;
            found.more |= keys.len() >= usize::try_from(MOST_ROWS).unwrap_or(usize::MAX);
            for [_, _, _, at, building, number] in keys {
                let answers = criteria.number.as_ref().is_none_or(|asked| {
                    StreetNumber::of(&number).is_some_and(|number| number.answers(asked))
                });
                let building: BuildingId = part(TABLE, &building)?;
                if !answers || postcode.is_some_and(|postcode| *postcode != at) || !seen.insert(building) {
                    continue;
                }
                if found.addresses.len() == limit {
                    found.more = true;
                    break;
                }
                found.addresses.push(FoundAddress {
                    building,
                    number,
                    postcode: at,
                });
            }
        }
        Ok(found)
    }

    /// Whether a street of this name is in a municipality, or in one in which the postcode lies.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_street(
        &self,
        environment: Environment,
        place: &AddressPlace,
        street: &Folded,
    ) -> Result<bool, StoreError> {
        if street.is_empty() {
            return Ok(false);
        }
        let db = self.register(environment);
        let municipalities = match place {
            AddressPlace::Municipality(code) => vec![code.as_str().to_owned()],
            AddressPlace::Postcode(postcode) => {
                let range = beginning(POSTCODE, &[postcode]);
                let keys = list_keys(db, POSTCODE, range, MOST_MUNICIPALITIES).await?;
                keys.into_iter().map(|[_, municipality]| municipality).collect()
            }
        };
        for municipality in municipalities {
            let range = beginning(STREET, &[&municipality, street.as_str()]);
            let keys: Vec<[String; 4]> = list_keys(db, STREET, range, 1).await?;
            if !keys.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Lists the streets of a municipality whose name begins with a text, for completing what one
    /// types. Streets are no personal data.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_streets(
        &self,
        environment: Environment,
        municipality: MunicipalityCode,
        begins: &Folded,
        limit: u32,
    ) -> Result<Vec<Street>, StoreError> {
        let range = beginning_with_text(STREET, &[municipality.as_str()], begins.as_str());
        let keys = list_keys(self.register(environment), STREET, range, limit).await?;
        Ok(keys
            .into_iter()
            .map(|[_, _, fi, sv]| Street {
                municipality,
                name: BilingualName { fi, sv },
            })
            .collect())
    }
}

impl<C: Connection> Store<C> {
    /// Lets streets and postcodes stay that the `old` buildings leave and on which others stand. The
    /// `new` ones take the places of the `old`; their own streets are not among those that go.
    pub(super) async fn keep_shared(
        &self,
        environment: Environment,
        rows: &mut Inserts,
        old: &[Building],
        new: &[Building],
    ) -> Result<(), StoreError> {
        let moving: BTreeSet<BuildingId> = old.iter().chain(new).filter_map(|building| building.id).collect();
        let streets: Vec<Key> = rows.removed_from(STREET).cloned().collect();
        for street in &streets {
            if self.has_street(environment, street, &moving).await? {
                rows.keep(STREET, street);
            }
        }
        let postcodes: Vec<Key> = rows.removed_from(POSTCODE).cloned().collect();
        // The neighbours that stay have the postcode as a rule.
        let near: BTreeSet<Folded> = old
            .iter()
            .flat_map(|building| &building.addresses)
            .flat_map(|address| [&address.street.fi, &address.street.sv])
            .map(|name| Folded::of(name))
            .filter(|name| !name.is_empty())
            .collect();
        for postcode in &postcodes {
            if self.has_postcode(environment, postcode, &near, &moving).await? {
                rows.keep(POSTCODE, postcode);
            }
        }
        Ok(())
    }

    /// Whether a building other than the moving ones stands on a street of just these names.
    async fn has_street(
        &self,
        environment: Environment,
        street: &Key,
        moving: &BTreeSet<BuildingId>,
    ) -> Result<bool, StoreError> {
        let mut texts = street.texts();
        let [Some(municipality), Some(folded), Some(fi), Some(sv)] = [(); 4].map(|()| texts.next()) else {
            return Ok(true);
        };
        let location = BTreeSet::from([BuildingGroup::Location]);
        let mut seen = BTreeSet::new();
        for [_, _, _, _, building, _] in self.rows_on(environment, folded, municipality).await? {
            let building: BuildingId = part(TABLE, &building)?;
            if moving.contains(&building) || !seen.insert(building) {
                continue;
            }
            let found = self.find_building(environment, building, &location).await?;
            let addresses = found.iter().flat_map(|building| &building.addresses);
            if addresses
                .map(|address| &address.street)
                .any(|street| street.fi == fi && street.sv == sv)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a building other than the moving ones has a postcode in a municipality.
    async fn has_postcode(
        &self,
        environment: Environment,
        postcode: &Key,
        near: &BTreeSet<Folded>,
        moving: &BTreeSet<BuildingId>,
    ) -> Result<bool, StoreError> {
        let mut texts = postcode.texts();
        let [Some(postcode), Some(municipality)] = [(); 2].map(|()| texts.next()) else {
            return Ok(true);
        };
        for street in near {
            if self
                .is_at(environment, [street.as_str(), municipality, postcode], moving)
                .await?
            {
                return Ok(true);
            }
        }
        let range = beginning(STREET, &[municipality]);
        let keys: Vec<[String; 4]> =
            list_keys(self.register(environment), STREET, range, MOST_BEHIND).await?;
        let streets: BTreeSet<String> = keys.into_iter().map(|[_, folded, _, _]| folded).collect();
        for street in streets {
            if self
                .is_at(environment, [&street, municipality, postcode], moving)
                .await?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a building other than the moving ones stands on a street of a municipality with a postcode.
    async fn is_at(
        &self,
        environment: Environment,
        [street, municipality, postcode]: [&str; 3],
        moving: &BTreeSet<BuildingId>,
    ) -> Result<bool, StoreError> {
        for [_, _, _, at, building, _] in self.rows_on(environment, street, municipality).await? {
            if at == postcode && !moving.contains(&part(TABLE, &building)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows of all buildings on a street.
    async fn rows_on(
        &self,
        environment: Environment,
        folded: &str,
        municipality: &str,
    ) -> Result<Vec<[String; 6]>, StoreError> {
        let range = beginning(TABLE, &[folded, municipality]);
        list_keys(self.register(environment), TABLE, range, MOST_BEHIND).await
    }
}

/// Adds the ways in by address to a transaction. An address without a street, or a building without a
/// municipality, has none.
pub(super) fn add_addresses(inserts: &mut Inserts, id: BuildingId, building: &Building) {
    let named = building.municipality.as_ref().and_then(|at| at.code);
    let Some(municipality) = named.or_else(|| building.property.map(|property| property.municipality()))
    else {
        return;
    };
    let municipality = municipality.as_str();
    for address in &building.addresses {
        let names: BTreeSet<Folded> = [&address.street.fi, &address.street.sv]
            .into_iter()
            .map(|name| Folded::of(name))
            .filter(|name| !name.is_empty())
            .collect();
        let numbers: Vec<String> = match StreetNumber::of(&address.number) {
            Some(number) => number.numbers().map(padded).collect(),
            None => vec![String::new()],
        };
        for street in &names {
            for number in &numbers {
                // Two addresses of one building may fold to one.
                inserts.share_key(
                    TABLE,
                    &[
                        street.as_str(),
                        municipality,
                        number,
                        &address.postcode,
                        id.as_str(),
                        &address.number,
                    ],
                );
            }
            inserts.share_key(
                STREET,
                &[
                    municipality,
                    street.as_str(),
                    &address.street.fi,
                    &address.street.sv,
                ],
            );
        }
        if !names.is_empty() && !address.postcode.is_empty() {
            inserts.share_key(POSTCODE, &[&address.postcode, municipality]);
        }
    }
}

/// A number so that its text sorts as it does.
fn padded(number: u16) -> String {
    format!("{number:05}")
}
