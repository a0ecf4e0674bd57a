//! What can go wrong in the store. Its texts are for the operator's log, never the browser.

use surrealdb::types::QueryError;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Two transactions touched the same record; trying again may help.
    #[error("transaction conflict")]
    Conflict,
    /// The database refused or failed.
    #[error("database: {0}")]
    Database(String),
    /// A stored record does not read as what it should be.
    #[error("stored record of {table} does not read: {reason}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// What the reader said; holds no stored value.
        reason: String,
    },
    /// The folder was written by a newer version of the service.
    #[error(
        "the data folder has schema {found} of {database}, this program knows up to {known}: use a newer program"
    )]
    NewerSchema {
        /// The database.
        database: &'static str,
        /// The version found.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// A migration differs from the one that was run.
    #[error("migration {version} of {database} is not the one that this folder was made with")]
    ChangedMigration {
        /// The database.
        database: &'static str,
        /// The migration's number.
        version: i64,
    },
    /// The folder cannot be used.
    #[error("data folder: {0}")]
    Folder(#[from] std::io::Error),
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        if error.query_details() == Some(&QueryError::TransactionConflict) {
            Self::Conflict
        } else {
            // The engine's own words may quote a record's id, which is an identity code.
            Self::Database(error.kind_str().to_owned())
        }
    }
}
