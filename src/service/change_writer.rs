//! The one writer of the change log.
//!
//! Unlike a disclosure, an act does not wait for its place in the tree: its entry is durable
//! already, in the act's own transaction (`store::changes`). The writer takes what waits, in the
//! order of time, into a tree with the same machinery as that of the disclosures. If it cannot,
//! for want of the second place for instance, entries wait and nothing is lost; the authority sees
//! on the page of the log how many do, and the operator is told.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot};

use super::clock::Entropy;
use super::log_status::{LogStatus, checked};
use super::log_writer::{Append, CheckpointCopy, LogError, Writer};
use crate::log::commitment::SALT_LENGTH;
use crate::log::{
    Change, ChangeAct, Commitment, Detail, EntryError, KeyChain, LogKeys, NoteVerifier, Salt, Subject,
};
use crate::permit::Key;
use crate::store::{ChangeShelf, Db, OldAuditRow, Store, StoreError, Waiting};

/// How many entries one commit takes at most.
const LARGEST_BATCH: u32 = 512;
/// How many may wake the writer at once.
const QUEUE: usize = 256;

/// Why the writer is woken.
enum Wake {
    /// Something waits.
    Waits,
    /// Somebody wants to be told when what waits is in the tree, or could not get there.
    Settle(oneshot::Sender<()>),
    /// Somebody wants to know whether it could write.
    Check(oneshot::Sender<()>),
}

/// The way to the writer. Cheap to clone; the writer ends when all are dropped.
#[derive(Clone)]
pub struct ChangeWriter {
    wake: mpsc::Sender<Wake>,
    keys: Arc<KeyChain>,
    place: Arc<AtomicU64>,
    status: Arc<LogStatus>,
}

impl std::fmt::Debug for ChangeWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangeWriter")
    }
}

impl ChangeWriter {
    /// Starts the writer; what an earlier run left waiting is taken in first. Refuses to start on
    /// a log that does not extend the newest copy of its checkpoint.
    ///
    /// # Errors
    /// [`LogError`].
    pub async fn start<P: CheckpointCopy>(
        store: Arc<Store>,
        copy: P,
        keys: impl Into<LogKeys>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<(Self, tokio::task::JoinHandle<()>), LogError> {
        let signing = keys.into();
        let keys = Arc::new(signing.chain().clone());
        // The order of the tree is that of the queue: a clock that was set back shows in the
        // times, and must not keep entries out.
        let status: Arc<LogStatus> = Arc::default();
        let shelf = ChangeShelf(Arc::clone(&store));
        let mut writer = Writer::new(shelf, copy, signing, false, Arc::clone(&status));
        writer.begin().await?;
        let place = Arc::new(AtomicU64::new(0));
        take_over_old_trail(&store, &*entropy, &place).await?;
        let (wake, waiting) = mpsc::channel(QUEUE);
        let queue = Queue {
            store,
            writer,
            entropy,
            status: Arc::clone(&status),
        };
        let task = tokio::spawn(queue.serve(waiting));
        let writer = Self {
            wake,
            keys,
            place,
            status,
        };
        Ok((writer, task))
    }

    /// The public half of the log's key.
    #[must_use]
    pub fn verifier(&self) -> &NoteVerifier {
        self.keys.current()
    }

    /// All keys that the log has had.
    #[must_use]
    pub fn keys(&self) -> &KeyChain {
        &self.keys
    }

    /// An entry as it goes into the transaction of its act.
    pub(super) fn waiting(&self, change: &Change) -> Result<Waiting, EntryError> {
        Waiting::new(change, self.place.fetch_add(1, Ordering::Relaxed))
    }

    /// Says that something waits.
    pub(super) fn wake(&self) {
        // A full channel means that the writer is awake.
        let _ = self.wake.try_send(Wake::Waits);
    }

    /// How the log is doing.
    pub(super) fn status(&self) -> &LogStatus {
        &self.status
    }

    /// Takes in what waits and looks whether more could be taken in. How it went is in
    /// [`Self::status`].
    pub(super) async fn check(&self) {
        checked(&self.status, &self.wake, Wake::Check).await;
    }

    /// Returns once what waits has its place in the tree, or could not get it.
    pub async fn settle(&self) {
        let (done, told) = oneshot::channel();
        if self.wake.send(Wake::Settle(done)).await.is_ok() {
            let _ = told.await;
        }
    }
}

struct Queue<P> {
    store: Arc<Store>,
    writer: Writer<ChangeShelf<Db>, P>,
    entropy: Arc<dyn Entropy>,
    status: Arc<LogStatus>,
}

impl<P: CheckpointCopy> Queue<P> {
    async fn serve(mut self, mut waiting: mpsc::Receiver<Wake>) {
        let mut woken = vec![Wake::Waits];
        loop {
            let is_check = |wake: &Wake| matches!(wake, Wake::Check(_));
            let was_open = self.status.is_writable();
            let mut taken_in = self.drain().await;
            if taken_in.is_ok() && woken.iter().any(is_check) {
                taken_in = self.writer.check().await;
            }
            if let Err(error) = taken_in {
                self.status.close(error.fault());
                // A look tells it once only.
                if was_open || !woken.iter().all(is_check) {
                    tracing::error!(%error, "the change log cannot be written: entries wait");
                }
            }
            for wake in woken.drain(..) {
                if let Wake::Settle(told) | Wake::Check(told) = wake {
                    // A request that went away does not miss its answer.
                    let _ = told.send(());
                }
            }
            if waiting.recv_many(&mut woken, QUEUE).await == 0 {
                return;
            }
        }
    }

    /// Takes in all that waits.
    async fn drain(&mut self) -> Result<(), LogError> {
        loop {
            let waiting = self.store.list_waiting_changes(LARGEST_BATCH).await?;
            if waiting.is_empty() {
                return Ok(());
            }
            let entries = waiting
                .into_iter()
                .map(|entry| self.append_of(entry))
                .collect::<Result<Vec<_>, LogError>>()?;
            self.writer.write(entries).await?;
        }
    }

    fn append_of(&self, entry: Waiting) -> Result<Append, LogError> {
        let mut salt = [0; SALT_LENGTH];
        self.entropy.fill(&mut salt).map_err(std::io::Error::other)?;
        let time = entry.time_micros();
        let payload = entry.into_payload();
        Ok(Append {
            owner: None,
            commitment: Commitment::of_change(&Salt::from_bytes(salt), &payload),
            payload,
            time,
            salt,
            reply: None,
        })
    }
}

/// Takes the rows of the trail that this log has replaced into the queue, oldest first.
async fn take_over_old_trail(
    store: &Store,
    entropy: &dyn Entropy,
    place: &AtomicU64,
) -> Result<(), LogError> {
    let organisations: HashMap<Key, Key> = store
        .list_users()
        .await?
        .into_iter()
        .map(|user| (user.id, user.organisation))
        .collect();
    loop {
        let rows = store.list_old_audit_rows(LARGEST_BATCH).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut id = [0; 16];
            entropy.fill(&mut id).map_err(std::io::Error::other)?;
            let organisation = row.username.as_ref().and_then(|id| organisations.get(id));
            let change = change_of_old_row(row, id, organisation)?;
            let waiting = Waiting::new(&change, place.fetch_add(1, Ordering::Relaxed));
            entries.push(waiting.map_err(std::io::Error::other)?);
        }
        store.replace_audit_rows(rows, &entries).await?;
    }
}

/// An old row as an entry: its further data become a detail.
fn change_of_old_row(
    row: &OldAuditRow,
    id: [u8; 16],
    organisation: Option<&Key>,
) -> Result<Change, StoreError> {
    let act = ChangeAct::of_old_event(&row.event, row.username.is_some()).ok_or_else(|| {
        StoreError::Unreadable {
            table: "audit",
            reason: "an event that is not known".to_owned(),
        }
    })?;
    let detail: serde_json::Value = serde_json::from_str(&row.detail).unwrap_or_default();
    let text = |name: &str| detail.get(name).and_then(serde_json::Value::as_str);
    let environment = text("environment");
    let username = row.username.as_ref().map(|key| key.as_str().to_owned());
    // The old trail named one username: for signing in and for keys it is whose they are.
    let (actor, subject) = match (environment, username) {
        (Some(environment), _) => (None, Subject::Register(environment.to_owned())),
        (None, Some(username)) => (Some(username.clone()), Subject::Username(username)),
        (None, None) => (None, Subject::None),
    };
    let further = ["of", "records"]
        .into_iter()
        .filter_map(|name| Some(Detail::after(name, text(name)?)));
    Ok(Change {
        id,
        time_micros: row.time.timestamp_micros(),
        act,
        actor_organisation: actor
            .as_ref()
            .and(organisation)
            .map(|organisation| organisation.as_str().to_owned()),
        actor,
        subject,
        organisation: organisation.map(|organisation| organisation.as_str().to_owned()),
        details: further.collect(),
        reason: None,
        source_address: text("source").unwrap_or_default().to_owned(),
        request_id: text("request").unwrap_or_default().to_owned(),
    })
}
