//! The kinds of identifier and their names.

use serde::{Deserialize, Serialize};

use crate::language::StaticText;

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierKind {
    /// [`PersonalIdentityCode`](super::PersonalIdentityCode)
    PersonalIdentityCode,
    /// [`ElectronicClientIdentifier`](super::ElectronicClientIdentifier)
    ElectronicClientIdentifier,
    /// [`BuildingId`](super::BuildingId)
    BuildingId,
    /// [`PropertyBasedBuildingId`](super::PropertyBasedBuildingId)
    PropertyBasedBuildingId,
    /// [`PropertyId`](super::PropertyId)
    PropertyId,
    /// [`ApartmentAddressPart`](super::ApartmentAddressPart)
    ApartmentAddressPart,
    /// [`PermanentApartmentId`](super::PermanentApartmentId)
    PermanentApartmentId,
    /// [`ResidenceCode`](super::ResidenceCode)
    ResidenceCode,
    /// [`BusinessId`](super::BusinessId)
    BusinessId,
    /// [`MunicipalityCode`](super::MunicipalityCode)
    MunicipalityCode,
}

impl IdentifierKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::PersonalIdentityCode,
        Self::ElectronicClientIdentifier,
        Self::BuildingId,
        Self::PropertyBasedBuildingId,
        Self::PropertyId,
        Self::ApartmentAddressPart,
        Self::PermanentApartmentId,
        Self::ResidenceCode,
        Self::BusinessId,
        Self::MunicipalityCode,
    ];

    /// The stable code of the kind, as in its serialised form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonalIdentityCode => "personal-identity-code",
            Self::ElectronicClientIdentifier => "electronic-client-identifier",
            Self::BuildingId => "building-id",
            Self::PropertyBasedBuildingId => "property-based-building-id",
            Self::PropertyId => "property-id",
            Self::ApartmentAddressPart => "apartment-address-part",
            Self::PermanentApartmentId => "permanent-apartment-id",
            Self::ResidenceCode => "residence-code",
            Self::BusinessId => "business-id",
            Self::MunicipalityCode => "municipality-code",
        }
    }

    /// The name of the kind, with a small initial as in the middle of a sentence.
    #[must_use]
    pub const fn name(self) -> StaticText {
        match self {
            Self::PersonalIdentityCode => {
                StaticText::new("henkilötunnus", "personbeteckning", "personal identity code")
            }
            Self::ElectronicClientIdentifier => StaticText::new(
                "sähköinen asiointitunnus",
                "elektronisk kommunikationskod",
                "electronic client identifier",
            ),
            Self::BuildingId => StaticText::new(
                "pysyvä rakennustunnus",
                "permanent byggnadsbeteckning",
                "permanent building identifier",
            ),
            Self::PropertyBasedBuildingId => StaticText::new(
                "sijaintikiinteistöön perustuva rakennustunnus",
                "byggnadsbeteckning enligt fastighet",
                "building identifier based on the property",
            ),
            Self::PropertyId => {
                StaticText::new("kiinteistötunnus", "fastighetsbeteckning", "property identifier")
            }
            Self::ApartmentAddressPart => StaticText::new(
                "huoneiston tunniste osoitteessa",
                "lägenhetens beteckning i adressen",
                "apartment in an address",
            ),
            Self::PermanentApartmentId => StaticText::new(
                "pysyvä huoneistotunnus",
                "permanent lägenhetsbeteckning",
                "permanent apartment identifier",
            ),
            Self::ResidenceCode => {
                StaticText::new("asuinpaikantunnus", "bostadsbeteckning", "residence code")
            }
            Self::BusinessId => StaticText::new("Y-tunnus", "FO-nummer", "business id"),
            Self::MunicipalityCode => StaticText::new("kuntanumero", "kommunnummer", "municipality code"),
        }
    }

    /// Whether the identifier is a person's, so that it must not stand in a log, an error or an
    /// address of a page.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::PersonalIdentityCode | Self::ElectronicClientIdentifier
        )
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn code_is_the_serialised_form() {
        for kind in IdentifierKind::ALL {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.code())
            );
        }
    }
}
