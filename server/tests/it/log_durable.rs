//! The log in a folder: found again after a restart, and held against what was given out.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::log::{Disclosure, Entry, NoteSigner};
use luotain::service::log_verify::{LogFault, Witness, verify};
use luotain::service::log_writer::{CopyFolder, LogError};
use luotain::service::{Entropy, LogWriter};
use luotain::store::{Batch, Db, LogHead, LogShelf, Settings, Store, StoreError, StoreShelf, StoredBatch};

use crate::support::CountingEntropy;

pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("luotain-{name}-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    async fn store(&self) -> Arc<Store> {
        Arc::new(
            Store::open(&Settings::for_folder(self.0.join("store")))
                .await
                .unwrap(),
        )
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn signer() -> NoteSigner {
    NoteSigner::from_seed("localhost/log/production", [9; 32]).unwrap()
}

async fn write(store: &Arc<Store>, copies: &Path, count: u64) -> Result<Vec<Disclosure<u64>>, LogError> {
    let entropy: Arc<dyn Entropy> = Arc::new(CountingEntropy::default());
    let shelf = StoreShelf(Arc::clone(store), Environment::Production);
    let copy = CopyFolder::open(copies, Environment::Production).unwrap();
    let (writer, task) = LogWriter::start(shelf, copy, signer(), entropy).await?;
    let mut disclosed = Vec::new();
    for number in 0..count {
        disclosed.push(writer.disclose(&entry(number), number).await.unwrap());
    }
    drop(writer);
    task.await.unwrap();
    Ok(disclosed)
}

pub fn entry(number: u64) -> Entry {
    let code = PersonalIdentityCode::parse("010190-999W").unwrap();
    Entry {
        time_micros: 1_790_000_000_000_000 + i64::try_from(number).unwrap(),
        environment: Environment::Production,
        username: "user".to_owned(),
        user_code_snapshot: code,
        organisation: "org".to_owned(),
        permit: "permit".to_owned(),
        permit_version: 1,
        role: "role".to_owned(),
        operation: "person-by-code".to_owned(),
        criteria: vec![("personalIdentityCode".to_owned(), code.as_str().to_owned())],
        purpose: "purpose".to_owned(),
        reference: None,
        result: "found".to_owned(),
        subjects: vec![code],
        groups_shown: vec!["name".to_owned()],
        non_disclosure_seen: false,
        printed: None,
        price_item: None,
        tariff_version: None,
        price_thousandths: 0,
        session_digest: [0; 16],
        source_address: "127.0.0.1".to_owned(),
        request_id: format!("{number}"),
    }
}

#[tokio::test]
async fn the_log_goes_on_after_a_restart_and_extends_every_receipt() {
    let folder = Folder::new("restart");
    let copies = folder.0.join("copies");
    let store = folder.store().await;
    let first = write(&store, &copies, 5).await.unwrap();
    Arc::try_unwrap(store).unwrap().close().await;
    let store = folder.store().await;
    write(&store, &copies, 3).await.unwrap();
    let shelf = StoreShelf(Arc::clone(&store), Environment::Production);
    let signer = signer();
    let witnesses: Vec<Witness> = first
        .iter()
        .map(|disclosure| Witness::parse(disclosure.receipt().as_str(), signer.verifier()).unwrap())
        .collect();
    let verified = verify(&shelf, &witnesses, |_| {}).await.unwrap();
    assert_eq!((verified.size, verified.with_payload), (8, 8));
}

#[tokio::test]
async fn a_rolled_back_store_refuses_to_go_on_and_an_older_receipt_finds_it() {
    let folder = Folder::new("rollback");
    let copies = folder.0.join("copies");
    let store = folder.store().await;
    let disclosed = write(&store, &copies, 4).await.unwrap();
    drop(store);
    // The same second place, but an empty store: as if the folder had been put back.
    let other = Folder::new("rollback-empty");
    let store = other.store().await;
    let refused = write(&store, &copies, 1).await;
    assert!(matches!(refused, Err(LogError::RolledBack { log: 0, copy: 4 })));
    // Without the copy, a receipt that somebody kept still finds it.
    write(&store, &other.0.join("copies"), 2).await.unwrap();
    let shelf = StoreShelf(Arc::clone(&store), Environment::Production);
    let witness = Witness::parse(disclosed[3].receipt().as_str(), signer().verifier()).unwrap();
    let fault = verify(&shelf, &[witness], |_| {}).await;
    assert!(
        matches!(fault, Err(LogFault::NotExtended { size: 4, .. })),
        "{fault:?}"
    );
}

#[tokio::test]
async fn a_batch_is_never_written_twice_at_the_same_place() {
    let folder = Folder::new("twice");
    let store = folder.store().await;
    let shelf = StoreShelf(Arc::clone(&store), Environment::Production);
    let batch = Batch {
        first: 0,
        commitments: vec![1; 33],
        salts: vec![2; 32],
        payloads: vec![0, 0, 0, 0],
        count: 1,
        root: [3; 32],
        frontier: vec![],
        last_time: 0,
        owners: [("somebody".to_owned(), "2026-01-01".to_owned())].into(),
    };
    shelf.append(batch.clone()).await.unwrap();
    let changed = Batch {
        root: [4; 32],
        ..batch
    };
    assert!(shelf.append(changed).await.is_err());
    assert_eq!(shelf.find_root(1).await.unwrap(), Some([3; 32]));
}

#[tokio::test]
async fn a_log_whose_copied_checkpoint_is_lost_or_foreign_is_not_opened() {
    let folder = Folder::new("lost-copy");
    let copies = folder.0.join("copies");
    let copy = copies.join("production.checkpoint");
    let store = folder.store().await;
    // A log without entries may begin; from then on its copy must be there.
    write(&store, &copies, 0).await.unwrap();
    assert!(copy.exists());
    write(&store, &copies, 3).await.unwrap();
    let kept = std::fs::read_to_string(&copy).unwrap();

    // The second place was emptied, or is another disk.
    let older = copies.join("production.checkpoint.synced");
    let synced = std::fs::read_to_string(&older).unwrap();
    std::fs::remove_file(&copy).unwrap();
    std::fs::remove_file(&older).unwrap();
    let refused = write(&store, &copies, 1).await;
    assert!(matches!(refused, Err(LogError::NoCopy(3))), "{refused:?}");
    let refused = write(&store, &folder.0.join("elsewhere"), 1).await;
    assert!(matches!(refused, Err(LogError::NoCopy(3))), "{refused:?}");

    // Torn, without an older one that would do.
    for text in ["", kept.lines().next().unwrap()] {
        std::fs::write(&copy, text).unwrap();
        let refused = write(&store, &copies, 1).await;
        assert!(matches!(refused, Err(LogError::Copy(_))), "{refused:?}");
    }

    // Signed by another's key, with an older one of our own beside it.
    let stranger = NoteSigner::from_seed("localhost/log/production", [8; 32]).unwrap();
    let root = luotain::log::Frontier::new().root();
    let foreign = luotain::log::Checkpoint::new(stranger.verifier().name(), 0, root)
        .and_then(|checkpoint| checkpoint.sign(&stranger))
        .unwrap();
    std::fs::write(&older, &synced).unwrap();
    std::fs::write(&copy, &foreign).unwrap();
    let refused = write(&store, &copies, 1).await;
    assert!(matches!(refused, Err(LogError::ForeignCopy)), "{refused:?}");

    // Nothing was written meanwhile; with the copy back in its place the log goes on.
    std::fs::write(&copy, &kept).unwrap();
    write(&store, &copies, 1).await.unwrap();
    let shelf = StoreShelf(Arc::clone(&store), Environment::Production);
    assert_eq!(shelf.find_head().await.unwrap().size, 4);

    // A power cut may tear the newest: the older one, which was synced, is as good.
    std::fs::write(&copy, "").unwrap();
    write(&store, &copies, 1).await.unwrap();
    assert_eq!(shelf.find_head().await.unwrap().size, 5);
}

/// A shelf on which the payloads of some batches are gone.
struct Gaps {
    inner: StoreShelf<Db>,
    gone: &'static [u64],
}

impl LogShelf for Gaps {
    async fn append(&self, batch: Batch) -> Result<(), StoreError> {
        self.inner.append(batch).await
    }

    async fn find_head(&self) -> Result<LogHead, StoreError> {
        self.inner.find_head().await
    }

    async fn find_root(&self, size: u64) -> Result<Option<[u8; 32]>, StoreError> {
        self.inner.find_root(size).await
    }

    async fn list_batches(&self, first: u64, limit: u32) -> Result<Vec<StoredBatch>, StoreError> {
        let mut batches = self.inner.list_batches(first, limit).await?;
        for batch in batches
            .iter_mut()
            .filter(|batch| self.gone.contains(&batch.first))
        {
            batch.content = None;
        }
        Ok(batches)
    }
}

#[tokio::test]
async fn a_gap_in_the_payloads_is_found_with_its_first_entry() {
    let folder = Folder::new("gap");
    let store = folder.store().await;
    // One after another, so each entry is a batch of its own.
    write(&store, &folder.0.join("copies"), 5).await.unwrap();
    let cases: [(&[u64], Option<u64>); 5] = [
        (&[], None),
        // No erasure is built yet: what is gone, somebody took away.
        (&[0], Some(0)),
        (&[4], Some(4)),
        (&[3, 0], Some(0)),
        (&[0, 1, 2, 3, 4], Some(0)),
    ];
    for (gone, first) in cases {
        let inner = StoreShelf(Arc::clone(&store), Environment::Production);
        let found = verify(&Gaps { inner, gone }, &[], |_| {}).await;
        match (found, first) {
            (Ok(found), None) => assert_eq!((found.size, found.with_payload), (5, 5)),
            (Err(LogFault::Erased(index)), Some(first)) => assert_eq!(index, first, "{gone:?}"),
            (found, _) => unreachable!("{gone:?}: {found:?}"),
        }
    }
}
