//! The authority's pages on organisations: what travels.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{InvoicingAddress, OrganisationContact, ResponsibleUser};
use crate::language::Text;
use crate::permit::Key;

/// A row of an organisation's history in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationEventRow {
    /// When, local.
    pub time: String,
    /// What happened.
    pub what: String,
    /// Why; empty for what the service itself notes.
    pub reason: String,
    /// By whom; empty for the service itself.
    pub by: String,
}

/// How an organisation stands without a responsible user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleWarning {
    /// Since when it has none, local day in words.
    pub since: String,
    /// When its permits are or were suspended, local day in words.
    pub suspends_on: String,
    /// Whether they are suspended.
    pub is_suspended: bool,
}

/// A permit on its organisation's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPermit {
    /// What a change is held against.
    pub target: PermitTarget,
    /// The decision's number and version.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its validity in words.
    pub validity: String,
    /// Whether it is in force today.
    pub in_force: bool,
    /// Whether each right under it needs approval.
    pub asks_approval: bool,
    /// How many requests for rights under it wait.
    pub waiting: u32,
    /// Whether the one who asks may say whether each right needs approval.
    pub may_change_approval: bool,
}

/// Which permit, and as of which version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitTarget {
    /// Its key.
    pub id: Key,
    /// The version that the page shows: if there is a newer one, nothing is done.
    pub version: u32,
}

/// The page of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    /// Its key.
    pub id: Key,
    /// What a change is held against.
    pub revision: u32,
    /// Its name in the languages it has.
    pub name: Text,
    /// Its business id.
    pub business_id: String,
    /// The contacts.
    pub contacts: Vec<OrganisationContact>,
    /// Where invoices go.
    pub invoicing: Vec<InvoicingAddress>,
    /// The responsible users.
    pub responsible: Vec<ResponsibleUser>,
    /// Set while there is none.
    pub warning: Option<ResponsibleWarning>,
    /// The permits, newest version each.
    pub permits: Vec<OrganisationPermit>,
    /// How many usernames are in use.
    pub users: u32,
    /// The organisation that it was merged into: key and name.
    pub merged_into: Option<(Key, String)>,
    /// The history, newest first.
    pub history: Vec<OrganisationEventRow>,
    /// The organisations that it may be merged into: key and name; empty for those who may not.
    pub others: Vec<(Key, String)>,
    /// Whether the one who asks may change it.
    pub may_change: bool,
    /// Whether the one who asks may change the invoicing addresses.
    pub may_change_invoicing: bool,
    /// Today, local.
    pub today: NaiveDate,
}

/// Which organisation, and as of which revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationTarget {
    /// Its key.
    pub id: Key,
    /// The revision that the page shows: if it has changed, nothing is done.
    pub revision: u32,
}

/// A person with a username in both of two organisations to be merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonInBoth {
    /// The name.
    pub name: String,
    /// The login name in the organisation that would be merged.
    pub username: String,
    /// The login name in the organisation that stays.
    pub other_username: String,
}

/// What came of merging.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum MergeOutcome {
    /// It is done.
    Merged {
        /// How many usernames moved.
        users: u32,
        /// How many permits moved.
        permits: u32,
    },
    /// Nothing was done: these people have a username in both, one of which must be ended first.
    InBoth {
        /// The people.
        people: Vec<PersonInBoth>,
    },
}
