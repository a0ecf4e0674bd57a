//! What is wrong with the criteria of a place, as data that the page translates.

use serde::{Deserialize, Serialize};

use crate::identifier::IdentifierError;

/// A field of the forms for places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceField {
    /// The identifier of a building, an apartment or a property.
    Identifier,
    /// The municipality.
    Municipality,
    /// The postcode.
    Postcode,
    /// The street.
    Street,
    /// The house number.
    Number,
    /// Staircase, apartment number and splitting letter.
    Apartment,
}

/// Why criteria are refused, before anything is looked up or charged. Never holds what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceProblem {
    /// The identifier is wrong.
    #[error("the identifier is wrong: {0}")]
    Identifier(IdentifierError),
    /// The part of the address that tells the apartment is wrong.
    #[error("the apartment is wrong: {0}")]
    Apartment(IdentifierError),
    /// Neither a municipality nor a postcode was given.
    #[error("neither municipality nor postcode")]
    PlaceMissing,
    /// No municipality, present or abolished, has this name or code.
    #[error("no such municipality")]
    MunicipalityUnknown,
    /// A postcode has five digits.
    #[error("the postcode is not five digits")]
    Postcode,
    /// The street is missing.
    #[error("the street is missing")]
    StreetMissing,
    /// The street is longer than 100 characters [X].
    #[error("the street is too long")]
    StreetTooLong,
    /// The street holds a sign that stands for other characters.
    #[error("the street holds a wildcard")]
    StreetWildcard,
    /// The register has no such street in the municipality, or in the area of the postcode.
    #[error("no such street there")]
    StreetUnknown,
    /// The house number is longer than 13 characters [X].
    #[error("the house number is too long")]
    NumberTooLong,
    /// The house number does not begin with a number of at most four digits.
    #[error("the house number is none")]
    Number,
    /// The apartment was given without a house number.
    #[error("an apartment without a house number")]
    NumberMissing,
}

impl PlaceProblem {
    /// The field that is wrong.
    #[must_use]
    pub const fn field(self) -> PlaceField {
        match self {
            Self::Identifier(_) => PlaceField::Identifier,
            Self::Apartment(_) => PlaceField::Apartment,
            Self::PlaceMissing | Self::MunicipalityUnknown => PlaceField::Municipality,
            Self::Postcode => PlaceField::Postcode,
            Self::StreetMissing | Self::StreetTooLong | Self::StreetWildcard | Self::StreetUnknown => {
                PlaceField::Street
            }
            Self::NumberTooLong | Self::Number | Self::NumberMissing => PlaceField::Number,
        }
    }
}
