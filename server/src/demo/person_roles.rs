//! The demonstration's queries for persons beside that by code: which role may identify, ask by
//! client identifier, or ask what a person owns.

use std::collections::BTreeSet;

use luotain::language::Text;
use luotain::permit::{DataPermit, Key, Operation, PlaceContent, QueryRole, ReferenceRule};
use luotain::register::{BuildingGroup, DataGroup, PropertyGroup};

/// Gives the roles their further operations, and the municipality a role that asks about ownership.
///
/// # Errors
/// None: the keys are literals.
pub(super) fn extend(permits: &mut [DataPermit]) -> anyhow::Result<()> {
    // Customer service, social work, the bank and the parish identify; income support does not, so
    // that a role without it can be tried.
    let identifying = ["asiakaspalvelu", "sosiaalityo", "asiakastieto", "jasenrekisteri"];
    for role in permits.iter_mut().flat_map(|permit| &mut permit.roles) {
        if identifying.contains(&role.id.as_str()) {
            role.operations.insert(Operation::PersonIdentification);
        }
    }
    for permit in permits.iter_mut().filter(|permit| permit.id.as_str() == "kunta") {
        permit.roles.push(income_support()?);
    }
    Ok(())
}

fn income_support() -> anyhow::Result<QueryRole> {
    Ok(QueryRole {
        id: Key::parse("toimeentulotuki")?,
        name: Text::new("Toimeentulotuki", "Utkomststöd", "Income support"),
        operations: BTreeSet::from([
            Operation::PersonByCode,
            Operation::PersonByClientIdentifier,
            Operation::PersonOwnership,
            Operation::BuildingById,
            Operation::PropertyById,
        ]),
        groups: BTreeSet::from([
            DataGroup::Identity,
            DataGroup::Name,
            DataGroup::Birth,
            DataGroup::Addresses,
            DataGroup::MaritalStatus,
            DataGroup::Children,
            DataGroup::Ownership,
        ]),
        history: false,
        contact_under_non_disclosure: false,
        dead: false,
        under_15: true,
        replacement_of_passive_code: true,
        withheld: false,
        reference: ReferenceRule::Required,
        places: PlaceContent {
            building: BTreeSet::from([
                BuildingGroup::Identity,
                BuildingGroup::Location,
                BuildingGroup::State,
            ]),
            property: BTreeSet::from([PropertyGroup::Identity, PropertyGroup::Contents]),
            ..PlaceContent::default()
        },
    })
}
