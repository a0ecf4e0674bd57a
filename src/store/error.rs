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
    /// A record has no identifier to lie under.
    #[error("a record of {table} has no identifier to lie under")]
    NoIdentifier {
        /// The table.
        table: &'static str,
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
    /// A file of the store is damaged in a way that no crash leaves. It is not opened: the
    /// engine would leave something out and say nothing.
    #[error("the store is damaged: {file} {damage}")]
    Damaged {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        damage: String,
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use surrealdb::types::{RecordId, SurrealValue};

    use crate::environment::Environment;
    use crate::store::query::{run, values};
    use crate::store::{Settings, Store};

    /// The register's records lie under their identity codes, which the engine's own words quote.
    #[tokio::test]
    async fn no_error_of_the_store_names_a_record() {
        let code = "010190-999W";
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        let register = store.register(Environment::Production);
        let person = || values([("person", RecordId::new("note", code).into_value())]);
        let create = "CREATE $person SET a = 1 RETURN NONE";
        run(register, create, person()).await.unwrap();

        let mut said = register.query(create).bind(person()).await.unwrap();
        let said: Vec<String> = said
            .take_errors()
            .into_values()
            .map(|error| error.to_string())
            .collect();
        assert!(
            said.iter().any(|words| words.contains(code)),
            "the engine quotes no record here, so this test shows nothing: {said:?}"
        );
        for sql in [
            create,
            "BEGIN; CREATE $person SET a = 1 RETURN NONE; COMMIT",
            "BEGIN; LET $said = string::concat('', $person); THROW $said; COMMIT",
        ] {
            let error = run(register, sql, person()).await.unwrap_err();
            let told = format!("{error} {error:?}");
            assert!(!told.contains(code) && !told.contains("999W"), "{sql}: {told}");
        }
    }
}
