//! The one writer of an environment's log (D7, D15).
//!
//! Requests hand in entries and wait. The writer takes what has gathered, appends it to the
//! tree, makes the batch durable in one commit, signs a checkpoint, copies it to the second
//! place, and only then answers each request with its receipt. If anything of that fails,
//! none of the batch is answered with data: queries are closed until the end of the log
//! could be read again and agrees with the newest copy.

use std::future::Future;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use tokio::sync::{mpsc, oneshot};

use super::clock::Entropy;
pub use super::copy_folder::CopyFolder;
pub use super::log_status::LogStatus;
use super::log_status::checked;
use crate::alarms::LogFault;
use crate::error::Problem;
use crate::language::Text;
use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{
    BatchProofs, Checkpoint, CheckpointError, CheckpointVerifier, Commitment, Disclosure, Entry, Frontier,
    Hash, KeyChain, LogKeys, NoteVerifier, Receipt, Salt,
};
use crate::store::{Batch, LogShelf, StoreError};

/// How many entries one commit takes at most.
const LARGEST_BATCH: usize = 512;
/// How many requests may wait for the writer.
const QUEUE: usize = 4096;
/// Why the log cannot be written. For the operator.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The second place failed.
    #[error("copy of the checkpoint: {0}")]
    Copy(#[from] std::io::Error),
    /// The stored end of the log does not read.
    #[error("the stored end of the log does not read")]
    Frontier,
    /// The log does not extend the newest copy of its checkpoint: it was rolled back or
    /// replaced.
    #[error("the log of {log} entries does not extend the copied checkpoint of {copy} entries")]
    RolledBack {
        /// The size of the log.
        log: u64,
        /// The size that the copy names.
        copy: u64,
    },
    /// The second place has no checkpoint, though the log has entries: it was emptied, or is
    /// not mounted.
    #[error("no copied checkpoint for a log of {0} entries: is the second place mounted?")]
    NoCopy(u64),
    /// The copied checkpoint is not signed by this log's key.
    #[error("the copied checkpoint is not signed with this log's key")]
    ForeignCopy,
    /// A key of the log signed the copied checkpoint, but it does not fit the hand-overs of its keys.
    #[error("the copied checkpoint does not fit the hand-overs of this log's keys: {0}")]
    CopyOutsideTerm(CheckpointError),
    /// The clock stands before the log's latest entry.
    #[error("the clock was set back")]
    ClockSetBack,
    /// The checkpoint could not be made.
    #[error("the checkpoint could not be signed")]
    Signing,
}

impl LogError {
    /// The cause, as alarms have it.
    pub(super) const fn fault(&self) -> LogFault {
        match self {
            Self::Store(_) => LogFault::Store,
            Self::Copy(_) => LogFault::Copy,
            Self::Frontier => LogFault::Unreadable,
            Self::RolledBack { .. } => LogFault::Contradicts,
            Self::NoCopy(_) => LogFault::NoCopy,
            Self::ForeignCopy | Self::CopyOutsideTerm(_) => LogFault::ForeignCopy,
            Self::ClockSetBack => LogFault::Clock,
            Self::Signing => LogFault::Signing,
        }
    }
}

/// The second place, outside the store, to which each checkpoint is copied.
pub trait CheckpointCopy: Send + Sync + 'static {
    /// Writes the newest checkpoint.
    fn write(&self, note: &str) -> impl Future<Output = Result<(), std::io::Error>> + Send;
    /// The newest checkpoint, if there is one.
    fn read(&self) -> impl Future<Output = Result<Option<String>, std::io::Error>> + Send;
}

/// An entry on its way into a tree.
pub(super) struct Append {
    /// Whose entry it is, and of which local day; of a disclosure only.
    pub owner: Option<(String, String)>,
    /// Its bytes.
    pub payload: Vec<u8>,
    /// Its time, in microseconds UTC.
    pub time: i64,
    /// Its salt.
    pub salt: [u8; SALT_LENGTH],
    /// The commitment to both.
    pub commitment: Commitment,
    /// Who waits for its receipt.
    pub reply: Option<oneshot::Sender<Receipt>>,
}

/// The way to the writer. Cheap to clone; the writer ends when all are dropped.
#[derive(Clone)]
pub struct LogWriter {
    queue: mpsc::Sender<Append>,
    checks: mpsc::Sender<oneshot::Sender<()>>,
    entropy: Arc<dyn Entropy>,
    keys: Arc<KeyChain>,
    status: Arc<LogStatus>,
    /// What users are told while queries are closed by order.
    closed: Arc<ArcSwapOption<Text>>,
}

impl std::fmt::Debug for LogWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LogWriter")
    }
}

impl LogWriter {
    /// Starts the writer of a log. Refuses to start on a log that does not extend the newest
    /// copy of its checkpoint.
    ///
    /// # Errors
    /// [`LogError`].
    pub async fn start<S: LogShelf, P: CheckpointCopy>(
        shelf: S,
        copy: P,
        keys: impl Into<LogKeys>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<(Self, tokio::task::JoinHandle<()>), LogError> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let (checks, asked) = mpsc::channel(1);
        let signing = keys.into();
        let keys = Arc::new(signing.chain().clone());
        let status = Arc::new(LogStatus::default());
        let mut writer = Writer::new(shelf, copy, signing, true, Arc::clone(&status));
        writer.begin().await?;
        let task = tokio::spawn(writer.serve(waiting, asked));
        let writer = Self {
            queue,
            checks,
            entropy,
            keys,
            status,
            closed: Arc::default(),
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

    /// How the log is doing.
    #[must_use]
    pub fn status(&self) -> &LogStatus {
        &self.status
    }

    /// Looks whether an entry could be written now, and opens a log that was closed if so. How it
    /// went is in [`Self::status`].
    pub(super) async fn check(&self) {
        checked(&self.status, &self.checks, |done| done).await;
    }

    /// Closes queries by order, with what users are told, or opens them again. Holds for every
    /// clone, and for every kind of query, since each answer comes through [`Self::disclose`].
    pub(super) fn close_by_order(&self, notice: Option<Text>) {
        self.closed.store(notice.map(Arc::new));
    }

    /// Writes an entry and, once it is durable, hands out the answer. The only maker of a
    /// [`Disclosure`] (D5).
    ///
    /// # Errors
    /// [`Problem::QueriesClosed`], and the answer is dropped, if the entry could not be made
    /// durable for whatever reason, or an alarm closes queries; [`Problem::ClosedByOrder`] while an emergency lever says so.
    pub async fn disclose<T>(&self, entry: &Entry, answer: T) -> Result<Disclosure<T>, Problem> {
        if let Some(notice) = &*self.closed.load() {
            return Err(Problem::ClosedByOrder(Text::clone(notice)));
        }
        if self.status.is_held() {
            return Err(Problem::QueriesClosed);
        }
        let payload = entry.encode().map_err(|error| super::internal(&error))?;
        let mut salt = [0; SALT_LENGTH];
        self.entropy.fill(&mut salt).map_err(|_| Problem::QueriesClosed)?;
        // Hashing happens here, on many threads, not in the one writer.
        let commitment = Commitment::new(&Salt::from_bytes(salt), &payload);
        let (reply, receipt) = oneshot::channel();
        let day = chrono::DateTime::from_timestamp_micros(entry.time_micros).map(super::local_day);
        let append = Append {
            owner: Some((
                entry.username.clone(),
                day.map(|day| day.to_string()).unwrap_or_default(),
            )),
            payload,
            time: entry.time_micros,
            salt,
            commitment,
            reply: Some(reply),
        };
        self.queue
            .send(append)
            .await
            .map_err(|_| Problem::QueriesClosed)?;
        let receipt = receipt.await.map_err(|_| Problem::QueriesClosed)?;
        Ok(Disclosure::after_durable_entry(answer, receipt.to_text()))
    }
}

struct State {
    frontier: Frontier,
    last_time: i64,
}

/// The end of a log that extends the copied checkpoint.
struct End {
    frontier: Frontier,
    last_time: i64,
    /// The size that the copied checkpoint names; 0 if there is none.
    copied: u64,
    /// The key that signed the copied checkpoint; none if there is no copy, of a new log.
    signed_by: Option<NoteVerifier>,
}

impl End {
    async fn read<S: LogShelf, P: CheckpointCopy>(
        shelf: &S,
        copy: &P,
        keys: &KeyChain,
    ) -> Result<Self, LogError> {
        let head = shelf.find_head().await?;
        let frontier = if head.frontier.is_empty() {
            Frontier::new()
        } else {
            Frontier::from_bytes(&head.frontier).map_err(|_| LogError::Frontier)?
        };
        if frontier.size() != head.size {
            return Err(LogError::Frontier);
        }
        let (copied, signed_by) = match copy.read().await? {
            Some(note) => {
                let copied = check_copy(shelf, &note, keys, &frontier).await?;
                let signed = |key: &NoteVerifier| Checkpoint::open(&note, key).is_ok();
                let newest = keys.terms().map(|term| term.key).filter(|key| signed(key));
                (copied, newest.last().cloned())
            }
            None if head.size == 0 => (0, None),
            None => return Err(LogError::NoCopy(head.size)),
        };
        Ok(Self {
            frontier,
            last_time: head.last_time,
            copied,
            signed_by,
        })
    }
}

/// The end of a log that nobody writes now, held against the copied checkpoint.
///
/// # Errors
/// [`LogError`].
pub async fn checked_end<S: LogShelf, P: CheckpointCopy>(
    shelf: &S,
    copy: &P,
    keys: &KeyChain,
) -> Result<Checkpoint, LogError> {
    let end = End::read(shelf, copy, keys).await?;
    Checkpoint::new(keys.origin(), end.frontier.size(), end.frontier.root()).map_err(|_| LogError::Signing)
}

/// The size of a copied checkpoint, if the log that ends in `frontier` extends it.
async fn check_copy<S: LogShelf>(
    shelf: &S,
    note: &str,
    keys: &KeyChain,
    frontier: &Frontier,
) -> Result<u64, LogError> {
    let copied = keys.open(note).map_err(|error| match error {
        CheckpointError::NotInForce | CheckpointError::OtherThanHandedOver => {
            LogError::CopyOutsideTerm(error)
        }
        _ => LogError::ForeignCopy,
    })?;
    let extends = if copied.size() == frontier.size() {
        copied.root() == frontier.root()
    } else {
        let root = shelf.find_root(copied.size()).await?.map(Hash::from_bytes);
        copied.size() < frontier.size() && (copied.size() == 0 || root == Some(copied.root()))
    };
    if extends {
        Ok(copied.size())
    } else {
        Err(LogError::RolledBack {
            log: frontier.size(),
            copy: copied.size(),
        })
    }
}

/// The checkpoint of a tree, signed with the key in force.
fn signed(keys: &LogKeys, size: u64, root: Hash) -> Result<String, LogError> {
    Checkpoint::new(keys.chain().origin(), size, root)
        .and_then(|checkpoint| checkpoint.sign(keys.signer()))
        .map_err(|_| LogError::Signing)
}

/// The end of a log, to which entries are appended.
pub(super) struct Writer<S, P> {
    shelf: S,
    copy: P,
    keys: LogKeys,
    /// Whether a clock that was set back stops the log.
    holds_clock: bool,
    /// None = closed: the end of the log must be read again first.
    state: Option<State>,
    status: Arc<LogStatus>,
}

impl<S: LogShelf, P: CheckpointCopy> Writer<S, P> {
    pub(super) fn new(shelf: S, copy: P, keys: LogKeys, holds_clock: bool, status: Arc<LogStatus>) -> Self {
        Self {
            shelf,
            copy,
            keys,
            holds_clock,
            state: None,
            status,
        }
    }

    async fn serve(
        mut self,
        mut waiting: mpsc::Receiver<Append>,
        mut asked: mpsc::Receiver<oneshot::Sender<()>>,
    ) {
        let mut batch = Vec::with_capacity(LARGEST_BATCH);
        loop {
            tokio::select! {
                taken = waiting.recv_many(&mut batch, LARGEST_BATCH) => {
                    if taken == 0 {
                        return;
                    }
                    let entries = std::mem::take(&mut batch);
                    // Dropping the entries' reply channels tells the requests that queries are closed.
                    if let Err(error) = self.write(entries).await {
                        self.tell(&error);
                    }
                }
                Some(done) = asked.recv() => {
                    let was_open = self.status.is_writable();
                    // Told once, not at every look.
                    if let Err(error) = self.check().await
                        && was_open
                    {
                        self.tell(&error);
                    }
                    let _ = done.send(());
                }
            }
        }
    }

    fn tell(&self, error: &LogError) {
        tracing::error!(%error, log = self.keys.chain().origin(), "queries are closed: the log cannot be written");
    }

    /// Appends entries, after reading the end of the log again if something failed before.
    pub(super) async fn write(&mut self, entries: Vec<Append>) -> Result<(), LogError> {
        let written = self.try_write(entries).await;
        if let Err(error) = &written {
            self.status.close(error.fault());
        }
        written
    }

    async fn try_write(&mut self, entries: Vec<Append>) -> Result<(), LogError> {
        if self.state.is_none() {
            self.recover().await?;
        }
        let state = self.state.take().ok_or(LogError::Frontier)?;
        self.append(state, entries).await
    }

    /// Looks whether an entry could be written now; a log that was closed is open afterwards if so.
    pub(super) async fn check(&mut self) -> Result<(), LogError> {
        let checked = self.try_check().await;
        if let Err(error) = &checked {
            // The end of the log is read again before anything is written.
            self.state = None;
            self.status.close(error.fault());
        }
        checked
    }

    async fn try_check(&mut self) -> Result<(), LogError> {
        match &self.state {
            Some(state) => match self.copy.read().await? {
                Some(note) => {
                    let chain = self.keys.chain();
                    let copied = check_copy(&self.shelf, &note, chain, &state.frontier).await?;
                    self.status.copied(copied);
                }
                None if state.frontier.size() == 0 => {}
                None => return Err(LogError::NoCopy(state.frontier.size())),
            },
            None => {
                // Reading succeeds on a full disk, too.
                if self.status.fault() == Some(LogFault::Store) {
                    self.shelf.try_write().await?;
                }
                self.recover().await?;
            }
        }
        let state = self.state.take().ok_or(LogError::Frontier)?;
        // Written again, so that a second place that can only be read is found before a query is
        // asked. The same head as before: nothing new is signed.
        let note = signed(&self.keys, state.frontier.size(), state.frontier.root())?;
        self.copy.write(&note).await?;
        self.status.copied(state.frontier.size());
        self.status.open(state.frontier.size(), state.last_time);
        self.state = Some(state);
        Ok(())
    }

    /// Reads the end of the log at the start, and opens it.
    pub(super) async fn begin(&mut self) -> Result<(), LogError> {
        self.recover().await?;
        if let Some(state) = &self.state {
            self.status.open(state.frontier.size(), state.last_time);
        }
        Ok(())
    }

    /// Reads the end of the log and holds it against the copied checkpoint.
    pub(super) async fn recover(&mut self) -> Result<(), LogError> {
        let end = End::read(&self.shelf, &self.copy, self.keys.chain()).await?;
        // A new log: from now on a missing copy is a fault. And a key that has just taken over
        // signs what it has found.
        if end.signed_by.as_ref() == Some(self.keys.chain().current()) {
            self.status.copied(end.copied);
        } else {
            let note = signed(&self.keys, end.frontier.size(), end.frontier.root())?;
            self.copy.write(&note).await?;
            self.status.copied(end.frontier.size());
        }
        self.state = Some(State {
            frontier: end.frontier,
            last_time: end.last_time,
        });
        Ok(())
    }

    async fn append(&mut self, state: State, entries: Vec<Append>) -> Result<(), LogError> {
        let State {
            mut frontier,
            mut last_time,
        } = state;
        // Requests overtake each other, but a clock that was set back closes the queries.
        let slack = self.status.clock_slack_micros();
        let is_behind = |entry: &Append| entry.time.saturating_add(slack) < last_time;
        if self.holds_clock && entries.iter().any(is_behind) {
            return Err(LogError::ClockSetBack);
        }
        last_time = entries.iter().map(|entry| entry.time).fold(last_time, i64::max);
        let leaves: Vec<Hash> = entries.iter().map(|entry| entry.commitment.leaf_hash()).collect();
        let proofs = frontier.append_batch(&leaves);
        self.shelf
            .append(batch_of(&entries, &proofs, &frontier, last_time))
            .await?;
        // Signed only now: a checkpoint over a tree that is not durable could contradict a
        // later one.
        let checkpoint = signed(&self.keys, proofs.size(), proofs.root())?;
        self.copy.write(&checkpoint).await?;
        self.status.copied(proofs.size());
        let state = State { frontier, last_time };
        self.status.open(proofs.size(), last_time);
        self.state = Some(state);
        for (entry, index) in entries.into_iter().zip(proofs.first()..) {
            let Some(reply) = entry.reply else { continue };
            let Some(proof) = proofs.inclusion(index) else {
                continue;
            };
            let receipt = Receipt {
                salt: Salt::from_bytes(entry.salt),
                payload: entry.payload,
                index,
                proof,
                checkpoint: checkpoint.clone(),
            };
            // A request that went away does not miss its answer.
            let _ = reply.send(receipt);
        }
        Ok(())
    }
}

fn batch_of(entries: &[Append], proofs: &BatchProofs, frontier: &Frontier, last_time: i64) -> Batch {
    let payload_bytes = entries.iter().map(|entry| entry.payload.len() + 4).sum();
    let mut batch = Batch {
        first: proofs.first(),
        commitments: Vec::with_capacity(entries.len() * COMMITMENT_LENGTH),
        salts: Vec::with_capacity(entries.len() * SALT_LENGTH),
        payloads: Vec::with_capacity(payload_bytes),
        count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        root: *proofs.root().as_bytes(),
        frontier: frontier.to_bytes(),
        last_time,
        owners: entries.iter().filter_map(|entry| entry.owner.clone()).collect(),
    };
    for entry in entries {
        batch.commitments.extend_from_slice(entry.commitment.as_bytes());
        batch.salts.extend_from_slice(&entry.salt);
        let length = u32::try_from(entry.payload.len()).unwrap_or(u32::MAX);
        batch.payloads.extend_from_slice(&length.to_be_bytes());
        batch.payloads.extend_from_slice(&entry.payload);
    }
    batch
}
