//! Numbered migrations, run at start.
//!
//! Each runs in one transaction together with the record that says it ran, so a migration
//! that fails half-way leaves the folder as it was. A folder of a newer program is refused
//! before anything is written.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use surrealdb::types::{Object, SurrealValue};
use surrealdb::{Connection, Surreal};

use super::query::{field, run as execute, values};
use super::{Store, StoreError};

const DIRECTORY: &[&str] = &[
    include_str!("migrations/directory_0001.surql"),
    include_str!("migrations/directory_0002.surql"),
    include_str!("migrations/directory_0003.surql"),
    include_str!("migrations/directory_0004.surql"),
    include_str!("migrations/directory_0005.surql"),
    include_str!("migrations/directory_0006.surql"),
    include_str!("migrations/directory_0007.surql"),
];
const REGISTER: &[&str] = &[
    include_str!("migrations/register_0001.surql"),
    include_str!("migrations/register_0002.surql"),
    include_str!("migrations/register_0003.surql"),
    include_str!("migrations/register_0004.surql"),
    include_str!("migrations/register_0005.surql"),
    include_str!("migrations/register_0006.surql"),
];

/// The versions of a store's databases: how many migrations each has had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemaVersions {
    /// Of the directory.
    pub directory: u64,
    /// Of both registers.
    pub register: u64,
}

impl SchemaVersions {
    /// What this program knows; a store that it has opened has just these.
    pub const KNOWN: Self = Self {
        directory: DIRECTORY.len() as u64,
        register: REGISTER.len() as u64,
    };
}

/// Refuses a folder that a newer program wrote, or whose past differs from ours.
pub(super) async fn check<C: Connection>(store: &Store<C>) -> Result<(), StoreError> {
    for (name, database, steps) in plan(store) {
        let done = done(database).await?;
        let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        if let Some((found, _)) = done.iter().find(|(version, _)| *version > known) {
            return Err(StoreError::NewerSchema {
                database: name,
                found: *found,
                known,
            });
        }
        for (version, digest) in done {
            let ours = usize::try_from(version - 1)
                .ok()
                .and_then(|at| steps.get(at))
                .map(|step| checksum(step));
            if ours != Some(digest) {
                return Err(StoreError::ChangedMigration {
                    database: name,
                    version,
                });
            }
        }
    }
    Ok(())
}

/// Runs what has not been run yet.
pub(super) async fn run_all<C: Connection>(
    name: &'static str,
    database: &Surreal<C>,
    steps: &[&str],
) -> Result<(), StoreError> {
    let done = done(database).await?.len();
    for (step, version) in steps.iter().zip(1_i64..).skip(done) {
        let sql = format!(
            "BEGIN; {step}; CREATE type::record('schema', $version) SET checksum = $checksum RETURN NONE; COMMIT"
        );
        execute(
            database,
            &sql,
            values([
                ("version", version.into_value()),
                ("checksum", checksum(step).into_value()),
            ]),
        )
        .await?;
        tracing::info!(database = name, version, "migrated");
    }
    Ok(())
}

/// Runs every database's migrations.
pub(super) async fn run<C: Connection>(store: &Store<C>) -> Result<(), StoreError> {
    for (name, database, steps) in plan(store) {
        run_all(name, database, steps).await?;
    }
    Ok(())
}

/// Runs the migrations up to these versions only: the folder of an older program.
#[cfg(test)]
pub(super) async fn run_up_to<C: Connection>(
    store: &Store<C>,
    up_to: SchemaVersions,
) -> Result<(), StoreError> {
    let count = |version: u64| usize::try_from(version).unwrap_or(usize::MAX);
    let register = count(up_to.register);
    run_to(store, (count(up_to.directory), register, register)).await
}

/// Runs so many migrations of directory, production and training: an upgrade that was killed.
#[cfg(test)]
pub(super) async fn run_to<C: Connection>(
    store: &Store<C>,
    (directory, production, training): (usize, usize, usize),
) -> Result<(), StoreError> {
    for ((name, database, steps), count) in plan(store).into_iter().zip([directory, production, training]) {
        run_all(name, database, steps.get(..count).unwrap_or(steps)).await?;
    }
    Ok(())
}

type Plan<'a, C> = [(&'static str, &'a Surreal<C>, &'static [&'static str]); 3];

fn plan<C: Connection>(store: &Store<C>) -> Plan<'_, C> {
    [
        ("directory", &store.directory, DIRECTORY),
        ("production", &store.production, REGISTER),
        ("training", &store.training, REGISTER),
    ]
}

/// The migrations that were run: number and checksum, in order.
pub(super) async fn done<C: Connection>(database: &Surreal<C>) -> Result<Vec<(i64, String)>, StoreError> {
    // Defining the table of versions is harmless, and a fresh database has none.
    let sql = "DEFINE TABLE IF NOT EXISTS schema SCHEMAFULL; \
               DEFINE FIELD IF NOT EXISTS checksum ON schema TYPE string; \
               SELECT record::id(id) AS version, checksum FROM schema ORDER BY version";
    let mut results = execute(database, sql, Object::new()).await?;
    let rows: Vec<Object> = results.take(2)?;
    rows.into_iter()
        .map(|mut row| {
            Ok((
                field("schema", &mut row, "version")?,
                field("schema", &mut row, "checksum")?,
            ))
        })
        .collect()
}

fn checksum(step: &str) -> String {
    Sha256::digest(step.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::super::{Settings, StoreError};
    use super::*;

    #[tokio::test]
    async fn a_newer_schema_refuses_to_start() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        run(&store).await.unwrap();
        execute(
            &store.training,
            "CREATE schema:99 SET checksum = 'of a later program'",
            Object::new(),
        )
        .await
        .unwrap();
        let refused = check(&store).await;
        assert!(matches!(
            refused,
            Err(StoreError::NewerSchema {
                database: "training",
                found: 99,
                ..
            })
        ));
    }

    #[tokio::test]
    async fn a_migration_that_fails_half_way_leaves_nothing_behind() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        let torn = "DEFINE TABLE half SCHEMALESS; CREATE half:one; THROW 'torn'";
        let steps = [REGISTER, &[torn]].concat();
        assert!(run_all("production", &store.production, &steps).await.is_err());
        assert_eq!(done(&store.production).await.unwrap().len(), REGISTER.len());
        let info = execute(&store.production, "INFO FOR DB", Object::new()).await;
        let text = format!("{:?}", info.unwrap());
        assert!(!text.contains("\"half\""), "{text}");
    }

    #[tokio::test]
    async fn an_invitation_that_waited_before_mail_was_sent_waits_on() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        // As a folder of the program before: without what that migration defines.
        let version = DIRECTORY
            .iter()
            .position(|step| step.contains("state ON outbox"))
            .unwrap()
            + 1;
        let undo = format!(
            "DELETE schema WHERE record::id(id) >= {version}; REMOVE TABLE outbox; REMOVE TABLE password_order; \
             REMOVE FIELD terms ON username; \
             DEFINE TABLE outbox SCHEMAFULL; DEFINE FIELD time ON outbox TYPE int; \
             DEFINE FIELD username ON outbox TYPE string; DEFINE FIELD content ON outbox TYPE string; \
             CREATE outbox:one SET time = 1790000000000000, username = 'kaisa', content = $content"
        );
        let content = r#"{"id":"one","username":"kaisa","time":"2026-09-21T13:33:20Z","to":"k@kuusela.example","subject":"s","text":"t"}"#;
        execute(
            &store.directory,
            &undo,
            values([("content", content.into_value())]),
        )
        .await
        .unwrap();
        let steps: Vec<&str> = DIRECTORY.iter().take(version).copied().collect();
        run_all("directory", &store.directory, &steps).await.unwrap();
        let due = store
            .list_due_messages(chrono::DateTime::from_timestamp(1_790_000_001, 0).unwrap(), 10)
            .await
            .unwrap();
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].message.text, "t");
    }

    #[tokio::test]
    async fn a_changed_migration_is_noticed() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        execute(
            &store.production,
            "UPDATE schema:1 SET checksum = 'other'",
            Object::new(),
        )
        .await
        .unwrap();
        assert!(matches!(
            check(&store).await,
            Err(StoreError::ChangedMigration { version: 1, .. })
        ));
    }
}
