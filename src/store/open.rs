//! Opening the store with caches that we cap ourselves (docs/decisions/0001-store.md).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use surrealdb::Surreal;
use surrealdb::engine::local::Db;
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;

use super::embedded::Embedded;
use super::protections::Protections;
use super::{DIRECTORY, NAMESPACE, Store, StoreError, durable, migrations, torn_tail};

/// How long the store may take to say its version.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the store lies.
#[derive(Clone, Debug)]
pub enum Place {
    /// In memory: for tests of behaviour, never of durability.
    Memory,
    /// In a folder, every commit synced to the disk.
    Folder(PathBuf),
}

/// How the store is opened. Sizes in bytes.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it lies.
    pub place: Place,
    /// The cache of blocks read.
    pub block_cache: u64,
    /// The table of recent writes. One transaction must fit into it.
    pub memtable: u64,
}

impl Settings {
    /// The settings for a folder: a cache and a memtable that stay well under the budget of
    /// 2 GB with the whole register loaded.
    #[must_use]
    pub fn for_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            place: Place::Folder(folder.into()),
            block_cache: 384 << 20,
            memtable: 96 << 20,
        }
    }

    /// The settings for loading a whole register into a folder: a small cache, and a table of many
    /// recent writes, so that tables are merged seldom (each merge writes a whole level anew). Two or
    /// three tables of recent writes are in memory at a time.
    #[must_use]
    pub fn for_load(folder: impl Into<PathBuf>, memtable: u64) -> Self {
        Self {
            place: Place::Folder(folder.into()),
            block_cache: 64 << 20,
            memtable,
        }
    }

    /// The settings for a store in memory.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            place: Place::Memory,
            block_cache: 16 << 20,
            memtable: 64 << 20,
        }
    }
}

/// Builds the engine's datastore; nothing is read or written yet.
pub(super) async fn build(settings: &Settings) -> Result<Arc<Datastore>, StoreError> {
    let path = match &settings.place {
        Place::Memory => "memory".to_owned(),
        Place::Folder(folder) => format!("surrealkv://{}", folder.display()),
    };
    // The embedded engine reads neither the environment nor most URL parameters, and its
    // defaults take half of the machine; so the datastore is built here, in the order of
    // the engine's own `connect`.
    let config = ConfigMap::empty()
        .with_key_value("datastore_sync", "every")
        .with_key_value("surrealkv_block_cache_capacity", settings.block_cache.to_string())
        .with_key_value("surrealkv_max_memtable_size", settings.memtable.to_string())
        .with_key_value("surrealkv_block_size", (16_u64 << 10).to_string())
        // The engine does not check the sums of its value log, and they cannot be turned on
        // from here; so every value stays in the tables, whose blocks it does check.
        .with_key_value("surrealkv_vlog_threshold", usize::MAX.to_string());
    Datastore::builder()
        .with_config(config)
        .without_maintenance_tasks()
        .build_with_path(&path)
        .await
        .map_err(|error| StoreError::Database(error.to_string()))
}

impl Store<Db> {
    /// Opens the store, creating and migrating it as needed.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] before anything is written, or what the database says.
    pub async fn open(settings: &Settings) -> Result<Self, StoreError> {
        let (mut store, datastore) = Self::open_unmigrated(settings).await?;
        migrations::check(&store).await?;
        migrations::run(&store).await?;
        store.datastore = Some(Arc::clone(&datastore));
        store.embedded = Some(Embedded::new(datastore).await?);
        store.load_protections().await?;
        Ok(store)
    }

    /// Opens the store as it lies there, under whatever schema.
    pub(super) async fn open_unmigrated(settings: &Settings) -> Result<(Self, Arc<Datastore>), StoreError> {
        match &settings.place {
            Place::Memory => {}
            Place::Folder(folder) => {
                durable::make_folder(folder)?;
                // What is damaged is refused before anything is mended.
                let files = folder.clone();
                tokio::task::spawn_blocking(move || {
                    super::files::check(&files)?;
                    Ok::<_, StoreError>(torn_tail::mend(&files)?)
                })
                .await
                .map_err(std::io::Error::other)??;
            }
        }
        let datastore = build(settings).await?;
        // The engine tries again for two minutes, for a cluster that may be forming. What cannot
        // be read of a folder now cannot be read then.
        tokio::time::timeout(PATIENCE, datastore.check_version())
            .await
            .map_err(|_| StoreError::Database("the version of the store cannot be read".to_owned()))?
            .map_err(|error| StoreError::Database(error.to_string()))?;
        datastore
            .bootstrap()
            .await
            .map_err(|error| StoreError::Database(error.to_string()))?;
        datastore.start_maintenance_tasks();
        tracing::info!(
            block_cache_bytes = settings.block_cache,
            memtable_bytes = settings.memtable,
            sync = "every",
            "store opened"
        );

        let handle = async |database: &str| -> Result<Surreal<Db>, StoreError> {
            let handle = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None).await?;
            handle.use_ns(NAMESPACE).use_db(database).await?;
            Ok(handle)
        };
        let store = Self {
            production: handle("production").await?,
            training: handle("training").await?,
            directory: handle(DIRECTORY).await?,
            datastore: None,
            embedded: None,
            protections: Protections::default(),
            turn: Arc::default(),
        };
        Ok((store, datastore))
    }

    /// Closes the store in order. What was acknowledged is on the disk without it; the next
    /// start is quicker after it.
    pub async fn close(self) {
        drop(self.embedded);
        let Some(datastore) = self.datastore else {
            return;
        };
        // Each handle shuts the engine down once more when it goes. As long as this program stands in
        // the engine's list of servers, that tries to write and tells of an error at each orderly stop.
        let unlisted = async {
            datastore.delete_node().await?;
            datastore.remove_nodes().await
        };
        if let Err(error) = unlisted.await.and(datastore.shutdown().await) {
            tracing::warn!(%error, "the store did not close in order");
        }
    }
}
