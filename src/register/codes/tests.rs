//! Every closed code set, checked in the same way.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use super::*;
use crate::language::Language;
use crate::register::versioned::Validity;

macro_rules! check_sets {
    ($($set:ident)+) => { $({
        let codes: BTreeSet<&str> = $set::ALL.iter().map(|value| value.code()).collect();
        assert_eq!(codes.len(), $set::ALL.len(), "a code occurs twice in {}", stringify!($set));
        for value in $set::ALL {
            assert_eq!($set::from_code(value.code()), Some(*value));
            let json = serde_json::to_string(value).unwrap();
            assert_eq!(json, format!("\"{}\"", value.code()));
            assert_eq!(serde_json::from_str::<$set>(&json).unwrap(), *value);
            for language in Language::ALL {
                assert!(!value.name(language).trim().is_empty());
            }
        }
        assert_eq!($set::from_code("no such code"), None);
        assert!(serde_json::from_str::<$set>("\"no such code\"").is_err());
    })+ };
}

#[test]
fn every_code_is_unique_named_in_each_language_and_read_back() {
    check_sets! {
        ApartmentEquipment ApartmentType KitchenType Tenure
        BearingMaterial BuilderType BuildingState ConstructionWay EnergyClass Equipment FacadeMaterial FireClass
        HeatSource HeatingWay InUseState NetworkConnection
        AdoptionNote MaritalStatus RelationKind RelativeKind WayBegun WayEnded
        ChildResidence CustodyDuration CustodyKind CustodyRight CustodyRightValue CustodyRole
        GuardianKind GuardianshipRestriction
        NameChange NameKind
        OwnerKind OwnerRole
        DisclosureBan RegisterOffice ReligionKind ServiceLanguage Sex VotingRightBasis
        Absence AddressKind MoveNotice ResidenceKind
        Validity
    }
}

#[test]
fn an_unknown_code_is_refused_without_being_repeated() {
    let error = serde_json::from_str::<MaritalStatus>("\"010594Y9032\"").unwrap_err();
    assert!(!error.to_string().contains("010594Y9032"));
}

#[test]
fn the_ranking_of_addresses_is_the_registers_and_leaves_contact_addresses_out() {
    let ranks: Vec<_> = AddressKind::ALL.iter().map(|kind| kind.rank()).collect();
    assert_eq!(
        ranks,
        [Some(1), Some(2), Some(3), Some(4), Some(5), Some(6), None, None]
    );
    assert!(
        AddressKind::ALL
            .iter()
            .all(|kind| kind.is_contact() == kind.rank().is_none())
    );
}
