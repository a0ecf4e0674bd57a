//! The store: the only place that speaks SurrealQL (design.md, The house).
//!
//! Three databases in one embedded SurrealDB: `production` and `training` hold a register
//! and a log each (D8), `directory` holds organisations, permits, usernames, keys,
//! sessions, bulletins and the change log. Repositories are generic over the connection, so that a build
//! with a cluster engine differs in [`open`] only.

mod addresses;
mod alarms;
mod apartments;
pub mod backup;
mod buildings;
mod changes;
mod client_identifiers;
mod directory;
pub mod durable;
mod embedded;
mod error;
mod files;
mod guarded;
mod key_rules;
mod levers;
mod log_shelf;
mod migrations;
mod open;
mod organisations;
mod outbox;
mod own_entries;
mod ownership;
mod packed;
mod password_orders;
mod people;
mod person_index;
mod persons;
mod prepared;
mod properties;
mod protections;
mod query;
mod records;
#[cfg(test)]
mod register_tests;
mod residents;
mod right_requests;
mod rights_register;
mod rows;
mod sessions;
#[cfg(test)]
mod tests;
mod torn_tail;
mod updates;
mod work;

pub use addresses::{AddressCriteria, AddressPlace, FoundAddress, FoundAddresses, Street};
pub use alarms::{AlarmChange, AlarmEpisode};
pub use changes::{ChangeFilter, ChangeShelf, OldAuditRow, Waiting, ways_of};
pub use directory::{Bulletin, EnrolmentOrder, KeyRow, Lock, SignInFailures, StoredPassword, UserRow};
pub use error::StoreError;
pub use key_rules::{KeyPolicyRow, KindOff};
pub use levers::PulledLever;
pub use log_shelf::{Batch, LogHead, LogShelf, StoreShelf, StoredBatch, StoredContent};
pub use open::{Place, Settings};
pub use organisations::{Merge, OrganisationEvent};
pub use outbox::{OutboxEntry, OutboxMessage};
pub use own_entries::OwnBatch;
pub use ownership::Owned;
pub use people::AlsoChange;
pub use person_index::{NameCriteria, NameHit, NameHits, Narrowing};
pub use persons::FoundPerson;
pub use prepared::{Prepared, Preparer, Worded};
pub use records::{ImportMark, RecordKind, Records};
pub use residents::Resident;
pub use right_requests::{RequestDecision, RightRequest};
pub use rights_register::RightEvent;
pub use rows::SharedRows;
pub use sessions::{OpenedBy, SessionRow};
pub use updates::{Ahead, Fate, Judged};
pub use work::{Work, counted};

use std::sync::Arc;

pub use surrealdb::engine::local::Db;
use surrealdb::{Connection, Surreal};
use surrealdb_core::kvs::Datastore;

use self::embedded::Embedded;
use self::protections::Protections;
use crate::environment::Environment;

/// The one namespace, with our three databases in it.
const NAMESPACE: &str = "luotain";
/// The database that both environments share.
const DIRECTORY: &str = "directory";

/// The store of one installation.
pub struct Store<C: Connection = Db> {
    production: Surreal<C>,
    training: Surreal<C>,
    directory: Surreal<C>,
    /// The embedded datastore, to be closed in order; none with a remote engine.
    datastore: Option<Arc<Datastore>>,
    /// The way past the query language; none with a remote engine.
    embedded: Option<Embedded>,
    /// Whose non-disclosures the copies in other records may not tell.
    protections: Protections,
    /// Held by whoever brings a register up to date.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl<C: Connection> std::fmt::Debug for Store<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl<C: Connection> Store<C> {
    /// The register and log database of an environment.
    fn register(&self, environment: Environment) -> &Surreal<C> {
        match environment {
            Environment::Production => &self.production,
            Environment::Training => &self.training,
        }
    }
}
