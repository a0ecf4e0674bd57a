//! The criteria of a place, as written and as checked.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::PlaceProblem;
use crate::identifier::{
    ApartmentAddressPart, BuildingId, IdentifierError, PermanentApartmentId, PropertyBasedBuildingId,
    PropertyId, normalise,
};
use crate::permit::Operation;
use crate::query::Asking;
use crate::register::{Folded, StreetNumber};

/// The longest street name [X].
const LONGEST_STREET: usize = 100;
/// The longest house number [X].
const LONGEST_NUMBER: usize = 13;
/// The most digits of a house number.
const MOST_DIGITS: usize = 4;
/// The longest text without dashes that may still be meant as a permanent building identifier.
const LONGEST_PERMANENT: usize = 14;

/// A query for a building, an apartment or a property, as the page sends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceQuery {
    /// In which role and for what.
    #[serde(flatten)]
    pub asking: Asking,
    /// What is asked for.
    pub criteria: PlaceCriteria,
}

impl fmt::Debug for PlaceQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlaceQuery")
            .field("environment", &self.asking.environment)
            .field("role", &self.asking.role)
            .finish_non_exhaustive()
    }
}

/// What is asked for, as written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum PlaceCriteria {
    /// A building by its permanent identifier or the one based on the property (S8).
    Building {
        /// The identifier.
        identifier: String,
    },
    /// An apartment by its permanent identifier.
    Apartment {
        /// The identifier.
        identifier: String,
    },
    /// An apartment of a building, or the dwelling of a building without apartments.
    ApartmentOf {
        /// The building's permanent identifier.
        building: String,
        /// Staircase, number and splitting letter; empty in a building without apartments.
        part: String,
    },
    /// A building, or an apartment in it, by address.
    Address(WrittenAddress),
    /// A property by its identifier.
    Property {
        /// The identifier, short or packed.
        identifier: String,
    },
    /// A property by the address of a building on it.
    PropertyAddress(WrittenAddress),
}

impl fmt::Debug for PlaceCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlaceCriteria(..)")
    }
}

/// An address as written.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct WrittenAddress {
    /// Name or code of the municipality; may be empty where a postcode is given.
    pub municipality: String,
    /// Postcode; may be empty where a municipality is given.
    pub postcode: String,
    /// Street, by its Finnish or Swedish name.
    pub street: String,
    /// House number; empty for the whole street.
    pub number: String,
    /// Staircase, number and splitting letter of the apartment; may be empty.
    pub apartment: String,
}

impl fmt::Debug for WrittenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrittenAddress(..)")
    }
}

/// What is asked for, in the form in which it can be looked up. Only [`PlaceCriteria::check`] makes it.
#[derive(Clone, PartialEq, Eq)]
pub enum CheckedCriteria {
    /// A building by its permanent identifier.
    Building(BuildingId),
    /// A building by the identifier based on the property.
    BuildingByProperty(PropertyBasedBuildingId),
    /// An apartment by its permanent identifier.
    Apartment(PermanentApartmentId),
    /// An apartment of a building.
    ApartmentOf(BuildingId, Option<ApartmentAddressPart>),
    /// A building or apartment by address.
    Address(CheckedAddress),
    /// A property.
    Property(PropertyId),
    /// A property by the address of a building on it.
    PropertyAddress(CheckedAddress),
}

impl fmt::Debug for CheckedCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckedCriteria(..)")
    }
}

/// An address that can be looked up, but for the municipality, whose name the server reads.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckedAddress {
    /// Name or code of the municipality as written, without spaces at its ends; may be empty.
    pub municipality: String,
    /// Five digits; none if a municipality was given alone.
    pub postcode: Option<String>,
    /// The street as written, without spaces at its ends.
    pub street_as_written: String,
    /// The street as compared; never empty.
    pub street: Folded,
    /// The house number as written, without spaces at its ends.
    pub number_as_written: String,
    /// The house number; none for the whole street.
    pub number: Option<StreetNumber>,
    /// The apartment.
    pub apartment: Option<ApartmentAddressPart>,
}

impl fmt::Debug for CheckedAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckedAddress(..)")
    }
}

impl PlaceCriteria {
    /// The operation that the criteria belong to.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Self::Building { .. } | Self::Apartment { .. } | Self::ApartmentOf { .. } => {
                Operation::BuildingById
            }
            Self::Address(_) => Operation::BuildingIdentification,
            Self::Property { .. } => Operation::PropertyById,
            Self::PropertyAddress(_) => Operation::PropertyIdentification,
        }
    }

    /// Reads the criteria.
    ///
    /// # Errors
    /// The first field that is wrong, and how.
    pub fn check(&self) -> Result<CheckedCriteria, PlaceProblem> {
        Ok(match self {
            Self::Building { identifier } => building(identifier)?,
            Self::Apartment { identifier } => CheckedCriteria::Apartment(
                PermanentApartmentId::parse(identifier).map_err(PlaceProblem::Identifier)?,
            ),
            Self::ApartmentOf { building, part } => {
                let id = BuildingId::parse(building).map_err(PlaceProblem::Identifier)?;
                CheckedCriteria::ApartmentOf(id, apartment(part)?)
            }
            Self::Address(written) => CheckedCriteria::Address(written.check()?),
            Self::Property { identifier } => {
                CheckedCriteria::Property(PropertyId::parse(identifier).map_err(PlaceProblem::Identifier)?)
            }
            Self::PropertyAddress(written) => CheckedCriteria::PropertyAddress(written.check()?),
        })
    }
}

/// A building by either identifier. With dashes, or longer than the permanent one can be meant, it is
/// the one based on the property; otherwise the permanent one, whose right check character is told.
fn building(text: &str) -> Result<CheckedCriteria, PlaceProblem> {
    let normal = normalise(text);
    if normal.contains('-') || normal.chars().count() > LONGEST_PERMANENT {
        let id = PropertyBasedBuildingId::parse(text).map_err(PlaceProblem::Identifier)?;
        return Ok(CheckedCriteria::BuildingByProperty(id));
    }
    let id = BuildingId::parse(text).map_err(PlaceProblem::Identifier)?;
    Ok(CheckedCriteria::Building(id))
}

/// An apartment in any spelling; none if nothing was written.
fn apartment(text: &str) -> Result<Option<ApartmentAddressPart>, PlaceProblem> {
    match ApartmentAddressPart::parse(text) {
        Ok(part) => Ok(Some(part)),
        Err(IdentifierError::Empty) => Ok(None),
        Err(error) => Err(PlaceProblem::Apartment(error)),
    }
}

impl WrittenAddress {
    fn check(&self) -> Result<CheckedAddress, PlaceProblem> {
        let municipality = self.municipality.trim();
        let postcode: String = self.postcode.chars().filter(|c| !c.is_whitespace()).collect();
        if municipality.is_empty() && postcode.is_empty() {
            return Err(PlaceProblem::PlaceMissing);
        }
        if municipality.chars().count() > LONGEST_STREET {
            return Err(PlaceProblem::MunicipalityUnknown);
        }
        let is_postcode = postcode.len() == 5 && postcode.bytes().all(|byte| byte.is_ascii_digit());
        if !postcode.is_empty() && !is_postcode {
            return Err(PlaceProblem::Postcode);
        }
        let street = self.street.trim();
        if street.chars().count() > LONGEST_STREET {
            return Err(PlaceProblem::StreetTooLong);
        }
        if street.contains(['*', '%', '?', '_']) {
            return Err(PlaceProblem::StreetWildcard);
        }
        let folded = Folded::of(street);
        if folded.is_empty() {
            return Err(PlaceProblem::StreetMissing);
        }
        let number_as_written = self.number.trim();
        let number = number(number_as_written)?;
        let apartment = apartment(&self.apartment)?;
        if apartment.is_some() && number.is_none() {
            return Err(PlaceProblem::NumberMissing);
        }
        Ok(CheckedAddress {
            municipality: municipality.to_owned(),
            postcode: is_postcode.then_some(postcode),
            street_as_written: street.to_owned(),
            street: folded,
            number_as_written: number_as_written.to_owned(),
            number,
            apartment,
        })
    }
}

/// A house number: none if nothing was written, and a refusal where what was written is no number.
fn number(text: &str) -> Result<Option<StreetNumber>, PlaceProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > LONGEST_NUMBER {
        return Err(PlaceProblem::NumberTooLong);
    }
    let is_long = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() > MOST_DIGITS);
    if is_long {
        return Err(PlaceProblem::Number);
    }
    StreetNumber::of(text).map(Some).ok_or(PlaceProblem::Number)
}

#[cfg(test)]
mod tests;
