//! The data permit (tietolupa): who may see what, for which purpose (domain.md §4).
//!
//! Applications, blanket permits and amendments get their own files here when they come.

mod places;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::ResponsibleWatch;
use crate::billing::{FeeClass, PriceItem};
use crate::identifier::BusinessId;
use crate::language::{StaticText, Text};
use crate::management::{InvoicingAddress, OrganisationContact};
use crate::query::Criterion;
use crate::register::DataGroup;

pub use places::{PlaceContent, PlaceGroup};

/// A short random or given key of a permit, role, purpose, organisation or username.
/// Lower-case letters, digits and hyphens, 1–40 characters, so that it can stand in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Key(String);

/// A key had a form that cannot exist; says nothing of what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is 1–40 lower-case letters, digits and hyphens")]
pub struct InvalidKey;

impl Key {
    /// Validates a key.
    ///
    /// # Errors
    /// [`InvalidKey`] if the length or a character is wrong.
    pub fn parse(text: &str) -> Result<Self, InvalidKey> {
        let fits = (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidKey)
        }
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A customer organisation that holds permits, or the authority itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOrg {
    /// The organisation's key.
    pub id: Key,
    /// Its name in the three languages.
    pub name: Text,
    /// Its business id.
    pub business_id: BusinessId,
    /// Whether this is the register authority.
    pub is_authority: bool,
    /// What the authority keeps beside the name.
    #[serde(default)]
    pub care: OrganisationCare,
}

/// What the authority keeps of an organisation beside its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationCare {
    /// How often it was changed: no change overwrites another unseen.
    #[serde(default)]
    pub revision: u32,
    /// The contact persons.
    #[serde(default)]
    pub contacts: Vec<OrganisationContact>,
    /// Where invoices go.
    #[serde(default)]
    pub invoicing: Vec<InvoicingAddress>,
    /// How it stands without a responsible user (S18).
    #[serde(default)]
    pub watch: ResponsibleWatch,
    /// The organisation that it was merged into; it is kept for its history alone then.
    #[serde(default)]
    pub merged_into: Option<Key>,
}

/// A purpose of use named in the permit decision (S14, S97).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// The purpose's key within its permit.
    pub id: Key,
    /// How it reads on the screen.
    pub name: Text,
}

/// What a query role may do in the register: the six operations of the register's interface, a
/// person's second identifier, and what a person owns (domain.md §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// A person by personal identity code (S7).
    PersonByCode,
    /// A person by electronic client identifier (SATU): a criterion of its own, since it tells
    /// whose identifier it is.
    PersonByClientIdentifier,
    /// Person identification by name and date of birth.
    PersonIdentification,
    /// What a person owns: properties and buildings.
    PersonOwnership,
    /// A building or apartment by identifier (S8).
    BuildingById,
    /// Building identification by address.
    BuildingIdentification,
    /// A property by identifier.
    PropertyById,
    /// Property identification.
    PropertyIdentification,
}

impl Operation {
    /// All operations, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::PersonByCode,
        Self::PersonByClientIdentifier,
        Self::PersonIdentification,
        Self::PersonOwnership,
        Self::BuildingById,
        Self::BuildingIdentification,
        Self::PropertyById,
        Self::PropertyIdentification,
    ];

    /// The stable code that the log keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonByCode => "person-by-code",
            Self::PersonByClientIdentifier => "person-by-client-identifier",
            Self::PersonIdentification => "person-identification",
            Self::PersonOwnership => "person-ownership",
            Self::BuildingById => "building-by-id",
            Self::BuildingIdentification => "building-identification",
            Self::PropertyById => "property-by-id",
            Self::PropertyIdentification => "property-identification",
        }
    }

    /// The operation of a code that the log keeps.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.code() == code)
    }

    /// What is charged for it (domain.md §8).
    #[must_use]
    pub const fn price_item(self) -> PriceItem {
        match self {
            Self::PersonIdentification => PriceItem::PersonIdentification,
            _ => PriceItem::DataQuery,
        }
    }

    /// The only data groups of a person that the operation is about; none = all of them.
    #[must_use]
    pub const fn groups(self) -> Option<&'static [DataGroup]> {
        match self {
            Self::PersonOwnership => Some(&[DataGroup::Identity, DataGroup::Name, DataGroup::Ownership]),
            _ => None,
        }
    }

    /// How it is called on the screen.
    #[must_use]
    pub const fn name(self) -> StaticText {
        match self {
            Self::PersonByCode => StaticText::new(
                "Henkilö henkilötunnuksella",
                "Person med personbeteckning",
                "Person by personal identity code",
            ),
            Self::PersonByClientIdentifier => StaticText::new(
                "Henkilö sähköisellä asiointitunnuksella",
                "Person med elektronisk kommunikationskod",
                "Person by electronic client identifier",
            ),
            Self::PersonIdentification => StaticText::new(
                "Henkilön tunnistus",
                "Identifiering av person",
                "Person identification",
            ),
            Self::PersonOwnership => {
                StaticText::new("Henkilön omistukset", "Personens innehav", "A person's ownership")
            }
            Self::BuildingById => StaticText::new(
                "Rakennus tai huoneisto tunnuksella",
                "Byggnad eller lägenhet med beteckning",
                "Building or apartment by identifier",
            ),
            Self::BuildingIdentification => StaticText::new(
                "Rakennus osoitteella",
                "Byggnad med adress",
                "Building by address",
            ),
            Self::PropertyById => StaticText::new(
                "Kiinteistö kiinteistötunnuksella",
                "Fastighet med fastighetsbeteckning",
                "Property by property identifier",
            ),
            Self::PropertyIdentification => StaticText::new(
                "Kiinteistön tunnistus",
                "Identifiering av fastighet",
                "Property identification",
            ),
        }
    }
}

/// Whether a query needs the reference of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceRule {
    /// A query without a reference is refused.
    Required,
    /// A reference may be given.
    Optional,
}

/// A query role (kyselyrooli): the bundle of operations and data content that a permit
/// gives to the people who hold it. Everything not named here is absent (S6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryRole {
    /// The role's key within its permit.
    pub id: Key,
    /// How it reads in the menu.
    pub name: Text,
    /// What may be asked.
    pub operations: BTreeSet<Operation>,
    /// The data groups that may be shown.
    pub groups: BTreeSet<DataGroup>,
    /// What may be shown of buildings, apartments and properties.
    #[serde(default)]
    pub places: PlaceContent,
    /// Whether former values of those groups may be shown.
    pub history: bool,
    /// Whether contact data under a non-disclosure may be shown (L661 s. 36).
    pub contact_under_non_disclosure: bool,
    /// Whether data of the dead may be shown [X 0007].
    pub dead: bool,
    /// Whether data of persons under 15 may be shown [X 0018].
    pub under_15: bool,
    /// Whether the code that replaced a passive one may be told [X 0002].
    pub replacement_of_passive_code: bool,
    /// Whether data marked 'may not be disclosed' may be shown [X 0019].
    pub withheld: bool,
    /// Whether the reference of a case is needed.
    pub reference: ReferenceRule,
}

impl QueryRole {
    /// Whether the role may narrow a person identification by a criterion: only if it may see the
    /// data that the criterion is compared with, since a search confirms them.
    #[must_use]
    pub fn narrows_by(&self, criterion: Criterion) -> bool {
        Criterion::NARROWING
            .iter()
            .any(|(narrowing, group)| *narrowing == criterion && self.groups.contains(group))
    }
}

/// A data permit in force from a day on, as one version of its decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataPermit {
    /// The permit's key.
    pub id: Key,
    /// The decision's number as people cite it.
    pub number: String,
    /// The version of the data content, from 1.
    pub version: u32,
    /// The organisation that holds it.
    pub organisation: Key,
    /// What the permit is called in the menu.
    pub name: Text,
    /// The purposes of use that the decision names.
    pub purposes: Vec<Purpose>,
    /// The roles that the decision forms.
    pub roles: Vec<QueryRole>,
    /// How its use is charged.
    pub fee_class: FeeClass,
    /// The first local day in force.
    pub valid_from: NaiveDate,
    /// The last local day in force; none = until further notice.
    pub valid_until: Option<NaiveDate>,
    /// The local day from which it is revoked or ended, if any.
    pub ended_from: Option<NaiveDate>,
    /// Whether each right under it needs the authority's approval (D3).
    #[serde(default)]
    pub asks_approval: bool,
}

impl DataPermit {
    /// Whether the permit is in force on a local day.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day
            && self.valid_until.is_none_or(|last| day <= last)
            && self.ended_from.is_none_or(|end| day < end)
    }

    /// The role with this key, if the permit forms it.
    #[must_use]
    pub fn role(&self, id: &Key) -> Option<&QueryRole> {
        self.roles.iter().find(|role| role.id == *id)
    }

    /// The purpose with this key, if the permit names it.
    #[must_use]
    pub fn purpose(&self, id: &Key) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == *id)
    }
}

/// A personal right of one username to one role of one permit (S75, S94).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRight {
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
    /// The first local day of the right.
    pub valid_from: NaiveDate,
    /// The last local day of the right.
    pub valid_until: NaiveDate,
}

impl UserRight {
    /// Whether the right is in force on a local day.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && day <= self.valid_until
    }
}
