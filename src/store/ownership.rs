//! What a person owns.
//!
//! | Table | Key |
//! |---|---|
//! | `ownership` | identity code of the owner, `building` or `property`, its identifier |
//!
//! An estate's holdings stand under the deceased. Owners' representatives own nothing, and
//! organisations are no subject of a query.

use surrealdb::Connection;

use super::rows::{Inserts, beginning, list_keys, part};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{BuildingId, PersonalIdentityCode, PropertyId};
use crate::register::Owner;
use crate::register::codes::OwnerRole;

const TABLE: &str = "ownership";
pub(super) const BUILDING: &str = "building";
pub(super) const PROPERTY: &str = "property";

/// How many holdings of one person are read.
const MOST: u32 = 1_000;

/// Something that a person owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owned {
    /// A building.
    Building(BuildingId),
    /// A property.
    Property(PropertyId),
}

impl<C: Connection> Store<C> {
    /// Lists what a person owns, buildings first. What stands in each record of the owner, its
    /// masking included, is read from the record.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_owned(
        &self,
        environment: Environment,
        owner: PersonalIdentityCode,
    ) -> Result<Vec<Owned>, StoreError> {
        let range = beginning(TABLE, &[owner.as_str()]);
        let keys = list_keys(self.register(environment), TABLE, range, MOST).await?;
        keys.iter()
            .map(|[_, kind, id]| match kind.as_str() {
                BUILDING => part(TABLE, id).map(Owned::Building),
                _ => part(TABLE, id).map(Owned::Property),
            })
            .collect()
    }
}

/// Adds the owners of a building or property to a transaction.
pub(super) fn add_owners(inserts: &mut Inserts, owners: &[Owner], kind: &str, id: &str) {
    let persons = owners
        .iter()
        .filter(|owner| owner.role != Some(OwnerRole::Representative))
        .filter_map(|owner| owner.person.as_ref()?.code);
    for code in persons {
        // A person may be named twice, for instance once for an estate.
        inserts.share_key(TABLE, &[code.as_str(), kind, id]);
    }
}
