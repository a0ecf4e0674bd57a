//! Who lives in a building or apartment, as identity codes only.
//!
//! | Table | Key |
//! |---|---|
//! | `resident` | building, part of the address or empty, identity code, kind of residence, from, to |
//!
//! The rows follow from the persons' own residences that are in force. They know nothing of a
//! non-disclosure: whoever asks reads the facts of every resident first and leaves the protected ones
//! out afterwards, so that the work is the same whether anybody is protected or not (domain 5.4).

use chrono::NaiveDate;
use surrealdb::Connection;

use super::apartments::part_text;
use super::rows::{Inserts, beginning, list_keys, optional_part, part};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{ApartmentAddressPart, BuildingId, PersonalIdentityCode};
use crate::register::codes::ResidenceKind;
use crate::register::groups::ResidencePlace;
use crate::register::{PartialDate, Person, Validity, Versioned};

const TABLE: &str = "resident";

/// How many residents of one building are read.
const MOST: u32 = 5_000;

/// A person who lives somewhere. Where that is does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Resident {
    /// The person.
    pub code: PersonalIdentityCode,
    /// The apartment within the building; none in a building without apartments.
    pub apartment: Option<ApartmentAddressPart>,
    /// Permanently or for a time.
    pub kind: Option<ResidenceKind>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when, if the end is known.
    pub to: Option<PartialDate>,
}

impl std::fmt::Debug for Resident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Resident(..)")
    }
}

impl Resident {
    /// Whether the residence still lasts on `day`.
    #[must_use]
    pub fn is_current(&self, day: NaiveDate) -> bool {
        !self.to.is_some_and(|to| to.ended_before(day))
    }
}

impl<C: Connection> Store<C> {
    /// Lists who lives in a building, apartment by apartment, protected or not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_residents(
        &self,
        environment: Environment,
        building: BuildingId,
    ) -> Result<Vec<Resident>, StoreError> {
        self.residents(environment, &[building.as_str()]).await
    }

    /// Lists who lives in one apartment of a building, protected or not.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_residents_at(
        &self,
        environment: Environment,
        building: BuildingId,
        apartment: Option<ApartmentAddressPart>,
    ) -> Result<Vec<Resident>, StoreError> {
        self.residents(environment, &[building.as_str(), part_text(apartment.as_ref())])
            .await
    }

    async fn residents(&self, environment: Environment, parts: &[&str]) -> Result<Vec<Resident>, StoreError> {
        let range = beginning(TABLE, parts);
        let keys = list_keys(self.register(environment), TABLE, range, MOST).await?;
        keys.iter()
            .map(|[_, apartment, code, kind, from, to]| {
                Ok(Resident {
                    code: part(TABLE, code)?,
                    apartment: optional_part(TABLE, apartment)?,
                    kind: ResidenceKind::from_code(kind),
                    from: PartialDate::parse(from).ok(),
                    to: PartialDate::parse(to).ok(),
                })
            })
            .collect()
    }
}

/// Adds where persons live to a transaction: the residences in force of codes in use.
pub(super) fn add_residents(inserts: &mut Inserts, persons: &[Person]) {
    for person in persons {
        for (building, apartment, place) in dwellings(person) {
            let date = |date: Option<PartialDate>| date.map(PartialDate::iso).unwrap_or_default();
            inserts.share_key(
                TABLE,
                &[
                    building.as_str(),
                    part_text(apartment.as_ref()),
                    person.code.as_str(),
                    place.value.kind.map_or("", ResidenceKind::code),
                    &date(place.from),
                    &date(place.to),
                ],
            );
        }
    }
}

/// The buildings and apartments in which a person lives: the residences in force, none of a passive
/// code.
pub(super) fn dwellings(
    person: &Person,
) -> impl Iterator<
    Item = (
        BuildingId,
        Option<ApartmentAddressPart>,
        &Versioned<ResidencePlace>,
    ),
> {
    let residence = person.groups.residence.as_ref();
    let places = residence.filter(|_| person.facts.passive.is_none());
    let places = places.into_iter().flat_map(|group| &group.places);
    places
        .filter(|place| place.validity == Validity::Active)
        .filter_map(|place| {
            let code = place.value.residence_code.as_ref();
            let named = place.value.building;
            let building = named.or_else(|| code.and_then(|code| code.building()))?;
            let apartment = place
                .value
                .apartment
                .or_else(|| code.and_then(|code| code.apartment()));
            Some((building, apartment, place))
        })
}
