//! The identifiers of the register: each is a type that cannot hold an invalid value.
//!
//! Every type has `parse`, which first brings what a person typed or pasted to the
//! [normal form](normalise()) and then says precisely what is wrong, as an
//! [`IdentifierError`] that never holds the submitted value. `as_str` gives the normal form,
//! which is also what is serialised; what is deserialised passes `parse` again.
//!
//! Identifiers of persons have a masked `Debug` and no `Display` (ASVS 14.2.1).

mod apartment_address_part;
mod building_id;
mod business_id;
mod check_character;
mod electronic_client_identifier;
mod error;
mod inline;
mod kind;
mod municipality_code;
mod normalise;
mod permanent_apartment_id;
mod personal_identity_code;
mod property_based_building_id;
mod property_id;
mod realm;
mod recognise;
mod residence_code;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod properties;

pub use apartment_address_part::ApartmentAddressPart;
pub use building_id::BuildingId;
pub use business_id::BusinessId;
pub use check_character::{CHECK_CHARACTERS, check_character};
pub use electronic_client_identifier::ElectronicClientIdentifier;
pub use error::{ExpectedCharacter, IdentifierError};
pub use kind::IdentifierKind;
pub use municipality_code::MunicipalityCode;
pub(crate) use normalise::is_invisible;
pub use normalise::{normalise, normalise_keeping_case};
pub use permanent_apartment_id::PermanentApartmentId;
pub use personal_identity_code::PersonalIdentityCode;
pub use property_based_building_id::PropertyBasedBuildingId;
pub use property_id::{Parcel, PropertyId};
pub use realm::Realm;
pub use recognise::{Recognised, Unrecognised, recognise};
pub use residence_code::ResidenceCode;

/// Gives an identifier type its conversions: `FromStr`, `AsRef<str>` and serde as a validated
/// string. With `masked` the type is a person's, its `Debug` prints only the mask; with
/// `shown` it also gets `Display`.
macro_rules! identifier_conversions {
    (masked $type:ident, $mask:literal) => {
        identifier_conversions!(common $type);

        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(concat!(stringify!($type), "(", $mask, ")"))
            }
        }
    };
    (shown $type:ident) => {
        identifier_conversions!(common $type);

        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!(stringify!($type), "({})"), self.as_str())
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
    (common $type:ident) => {
        impl std::str::FromStr for $type {
            type Err = $crate::identifier::IdentifierError;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Self::parse(value)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::identifier::inline::deserialise(deserializer, stringify!($type), Self::parse)
            }
        }
    };
}
use identifier_conversions;
