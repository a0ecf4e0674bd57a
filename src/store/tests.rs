//! The store on a real disk when somebody or something changes it behind our back.
//!
//! These tests stand here, and not with those of the whole service, since they change rows in
//! the database's own language.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod changes;
mod flips;
mod tamper;
mod upgrade;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use surrealdb::types::Object;

use super::query::run_once;
use super::{Place, Settings, Store, StoreShelf};
use crate::environment::Environment;
use crate::log::entry::tests::sample;
use crate::log::{Entry, NoteSigner, Receipt};
use crate::service::log_writer::CopyFolder;
use crate::service::{Entropy, EntropyError, LogWriter};

/// A folder that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self::beneath(&std::env::temp_dir(), name)
    }

    /// A folder in memory where the system has such a place: for tests that need no disk, only
    /// its files.
    fn in_memory(name: &str) -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            Self::beneath(memory, name)
        } else {
            Self::new(name)
        }
    }

    fn beneath(place: &Path, name: &str) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = place.join(format!("luotain-{name}-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A copy of this folder as it is now.
    fn copied(&self, name: &str) -> Self {
        let copied = Self::beneath(self.0.parent().unwrap(), name);
        copy(&self.0, &copied.0);
        copied
    }

    fn copies(&self) -> PathBuf {
        self.0.join("checkpoints")
    }

    async fn open(&self) -> Result<Arc<Store>, super::StoreError> {
        // Small tables, so that many folders open quickly.
        let settings = Settings {
            place: Place::Folder(self.0.join("store")),
            block_cache: 4 << 20,
            memtable: 16 << 20,
        };
        Ok(Arc::new(Store::open(&settings).await?))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Closes a store that nobody else holds.
async fn close(store: Arc<Store>) {
    Arc::try_unwrap(store).unwrap().close().await;
}

/// Runs a statement on the production register.
async fn execute(store: &Store, sql: &str, values: Object) {
    run_once(store.register(Environment::Production), sql, values)
        .await
        .unwrap();
}

fn shelf(store: &Arc<Store>) -> StoreShelf<super::Db> {
    StoreShelf(Arc::clone(store), Environment::Production)
}

fn signer() -> NoteSigner {
    NoteSigner::from_seed("localhost/log/production", [9; 32]).unwrap()
}

fn entry(number: u64) -> Entry {
    Entry {
        time_micros: 1_790_000_000_000_000 + i64::try_from(number).unwrap(),
        reference: number.is_multiple_of(2).then(|| format!("KUU {number}/2026")),
        non_disclosure_seen: number.is_multiple_of(7),
        request_id: format!("{number:08x}"),
        ..sample()
    }
}

/// Other bytes at each call, the same in each run.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        let mut random = Random(self.0.fetch_add(1, Ordering::Relaxed));
        bytes.fill_with(|| random.next().to_be_bytes()[0]);
        Ok(())
    }
}

/// The generator SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Writes batches of these sizes into the production log, the entries numbered from `begin`;
/// gives a receipt of each entry.
async fn write(store: &Arc<Store>, copies: &Path, begin: u64, batches: &[u64]) -> Vec<Receipt> {
    let entropy: Arc<dyn Entropy> = Arc::new(Counting(AtomicU64::new(begin)));
    let copy = CopyFolder::open(copies, Environment::Production).unwrap();
    let (writer, task) = LogWriter::start(shelf(store), copy, signer(), entropy)
        .await
        .unwrap();
    let mut receipts = Vec::new();
    let mut number = begin;
    for size in batches {
        // On one thread all of these come to the queue before the writer looks at it again.
        let asking: Vec<_> = (number..number + size)
            .map(|number| {
                let writer = writer.clone();
                tokio::spawn(async move { writer.disclose(&entry(number), ()).await })
            })
            .collect();
        for asked in asking {
            let disclosed = asked.await.unwrap().unwrap();
            receipts.push(Receipt::parse(disclosed.receipt().as_str()).unwrap());
        }
        number += size;
    }
    drop(writer);
    task.await.unwrap();
    receipts
}
