//! Looking into a folder that a crash left: a process of its own, so that each look begins
//! with nothing and leaves nothing behind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use luotain::environment::Environment;
use luotain::log::{ChangeAct, Checkpoint, Commitment, Entry, Frontier, LogName, NoteVerifier, Salt};
use luotain::service::log_verify::{Witness, verify_changes};
use luotain::service::log_writer::CopyFolder;
use luotain::service::{CheckpointCopy, Token};
use luotain::session::Stage;
use luotain::store::{ChangeShelf, LogShelf, Store, StoreShelf};
use luotain_server::launch::DataFolder;
use serde::{Deserialize, Serialize};

use crate::server::Place;

/// The argument that makes a checker of this program.
pub const ARGUMENT: &str = "--look-into";
const PAGE: u32 = 200;

/// What is looked for in one log.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Expected {
    /// The end of the part that was looked at before, as the tree's frontier in hexadecimal
    /// digits; empty at first.
    pub looked_at: String,
    /// The latest time in that part.
    pub last_time: i64,
    /// The commitments that receipts prove, by index.
    pub entries: BTreeMap<u64, String>,
    /// The roots that receipts name, by size.
    pub roots: BTreeMap<u64, String>,
    /// How many queries were sent and not answered: as many entries may have no receipt.
    pub unanswered: u64,
}

/// What is looked for in a folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Order {
    pub data: PathBuf,
    /// How many persons each register has, if that is known.
    pub persons: Option<u64>,
    /// The tokens of sessions that were told to be open.
    pub sessions: Vec<String>,
    pub logs: BTreeMap<String, Expected>,
    /// Whether the log was ever begun.
    pub was_served: bool,
}

/// What was found in one log.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Found {
    pub size: u64,
    pub end: String,
    pub last_time: i64,
}

/// What was found in a folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    pub persons: u64,
    pub logs: BTreeMap<String, Found>,
}

/// A look that is under way.
pub struct Look {
    child: Child,
}

impl Look {
    pub fn begin(order: &Order, place: &Place) -> anyhow::Result<Self> {
        let file = place.folder.join("order.json");
        std::fs::write(&file, serde_json::to_vec(order)?)?;
        let words = std::fs::File::create(place.folder.join("look.log"))?;
        let child = Command::new(place.looker())
            .arg(ARGUMENT)
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(words)
            .spawn()
            .context("start the look into the folder")?;
        Ok(Self { child })
    }

    pub fn end(self, folder: &Path) -> anyhow::Result<Report> {
        let output = self.child.wait_with_output()?;
        if !output.status.success() {
            let words = std::fs::read_to_string(folder.join("look.log")).unwrap_or_default();
            bail!("{}", words.trim());
        }
        serde_json::from_slice(&output.stdout).context("the look's report")
    }
}

/// The look itself.
pub fn look_into(order: &Path) -> anyhow::Result<()> {
    let order: Order = serde_json::from_slice(&std::fs::read(order)?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(8 << 20)
        .build()?;
    let report = runtime.block_on(look(&order))?;
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

async fn look(order: &Order) -> anyhow::Result<Report> {
    let folder = DataFolder::open(&order.data)?;
    // Opening runs the migrations: those of a folder that was half migrated would fail.
    let store = Arc::new(folder.open_store().await.context("open the store")?);
    let persons = look_at_directory(&store, order).await?;
    let mut logs = BTreeMap::new();
    for environment in Environment::ALL {
        let expected = order.logs.get(environment.code()).cloned().unwrap_or_default();
        let found = look_at_log(&store, environment, &expected)
            .await
            .with_context(|| format!("{} log", environment.code()))?;
        if order.was_served {
            look_at_copy(&store, environment, &order.data, found.size)
                .await
                .with_context(|| format!("copy of the {} log's checkpoint", environment.code()))?;
        }
        logs.insert(environment.code().to_owned(), found);
    }
    look_at_changes(&store, order).await.context("change log")?;
    if let Ok(store) = Arc::try_unwrap(store) {
        store.close().await;
    }
    Ok(Report { persons, logs })
}

/// The change log is sound and extends its copied checkpoint. It is short: the whole is walked.
async fn look_at_changes(store: &Arc<Store>, order: &Order) -> anyhow::Result<()> {
    let mut witnesses = Vec::new();
    if order.was_served {
        let verifier = verifier(&order.data, LogName::Changes)?;
        let note = CopyFolder::open(&order.data.join("checkpoints"), LogName::Changes)?
            .read()
            .await?
            .context("no copied checkpoint")?;
        witnesses.push(Witness::parse(&note, &verifier)?);
    }
    verify_changes(&ChangeShelf(Arc::clone(store)), &witnesses, |_| {}).await?;
    Ok(())
}

/// Everything beside the logs reads, and is whole.
async fn look_at_directory(store: &Store, order: &Order) -> anyhow::Result<u64> {
    let users = store.list_users().await.context("users")?;
    let known = std::fs::read(order.data.join("demo-users.json")).context("demo-users.json")?;
    let known = serde_json::from_slice::<Vec<serde_json::Value>>(&known)?.len();
    ensure!(users.len() == known, "{} of {known} users", users.len());
    for user in &users {
        store.list_keys(&user.id).await.context("keys")?;
        store
            .list_audit_events(&user.id)
            .await
            .context("entries of the change log")?;
        let password = store.find_password(&user.id).await.context("passwords")?;
        ensure!(password.is_some(), "a user without password");
    }
    ensure!(!store.list_organisations().await?.is_empty(), "no organisation");
    ensure!(!store.list_permits().await?.is_empty(), "no permit");
    store.list_bulletins().await.context("bulletins")?;

    let sessions = store.list_sessions().await.context("sessions")?;
    for token in &order.sessions {
        let digest = Token::parse(token).context("a token")?.store_digest();
        let session = sessions.iter().find(|session| session.digest == digest);
        let session = session.context("a session that was told to be open is gone")?;
        ensure!(session.stage == Stage::SignedIn, "a session fell back a step");
        let keys = store.list_keys(&session.username).await?;
        ensure!(!keys.is_empty(), "the key of an open session is gone");
        let told = store.list_audit_events(&session.username).await?;
        ensure!(
            told.iter().any(|act| act == ChangeAct::SignInDone.code()),
            "a sign-in that was answered is not in the change log"
        );
    }

    let [production, training] = [
        store.count_persons(Environment::Production).await?,
        store.count_persons(Environment::Training).await?,
    ];
    ensure!(
        production == training && order.persons.is_none_or(|persons| persons == production),
        "{production} and {training} persons, not {:?} each",
        order.persons
    );
    Ok(production)
}

/// Walks the part of a log that is new, by itself: what the program's own verification says
/// is asked elsewhere.
async fn look_at_log(
    store: &Arc<Store>,
    environment: Environment,
    expected: &Expected,
) -> anyhow::Result<Found> {
    let shelf = StoreShelf(Arc::clone(store), environment);
    let mut frontier = match expected.looked_at.as_str() {
        "" => Frontier::new(),
        text => Frontier::from_bytes(&from_hex(text)?)?,
    };
    let mut last_time = expected.last_time;
    let mut wanted = expected.entries.clone();
    let mut roots = expected.roots.clone();
    let mut unasked = 0;
    loop {
        let page = shelf.list_batches(frontier.size(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        for batch in page {
            let first = frontier.size();
            ensure!(
                batch.first == first,
                "entry {first} is missing: the next is {}",
                batch.first
            );
            let count = batch.count as usize;
            let luotain::store::StoredContent { salts, payloads, .. } = batch
                .content
                .with_context(|| format!("entry {first}: a batch without its payloads"))?;
            ensure!(
                count > 0 && batch.commitments.len() == count * 33 && salts.len() == count * 32,
                "entry {first}: a torn batch"
            );
            let mut rest = payloads.as_slice();
            for (commitment, salt) in batch.commitments.chunks(33).zip(salts.chunks(32)) {
                let index = frontier.size();
                let (length, after) = rest.split_first_chunk::<4>().context("a payload's length")?;
                let length = u32::from_be_bytes(*length) as usize;
                let (payload, after) = after.split_at_checked(length).context("a whole payload")?;
                rest = after;
                let content = Commitment::new(&Salt::from_bytes(salt.try_into()?), payload);
                ensure!(
                    content.as_bytes() == commitment,
                    "entry {index}: its payload is not the one committed to"
                );
                let entry = Entry::decode(payload).with_context(|| format!("entry {index}"))?;
                ensure!(
                    entry.environment == environment,
                    "entry {index}: of the other environment"
                );
                last_time = last_time.max(entry.time_micros);
                match wanted.remove(&index) {
                    Some(receipt) => ensure!(
                        receipt == to_hex(commitment),
                        "entry {index} is another than the receipt says"
                    ),
                    None => unasked += 1,
                }
                frontier.append(content.leaf_hash());
            }
            ensure!(rest.is_empty(), "entry {first}: a torn batch of payloads");
            ensure!(
                batch.root == frontier.root().as_bytes(),
                "entry {first}: the root after its batch is wrong"
            );
            if let Some(root) = roots.remove(&frontier.size()) {
                ensure!(
                    root == to_hex(frontier.root().as_bytes()),
                    "the root of {} entries is another than a receipt says",
                    frontier.size()
                );
            }
        }
    }
    let size = frontier.size();
    ensure!(
        wanted.is_empty(),
        "answered without an entry: {} answers, the first at index {:?}; the log has {size} entries",
        wanted.len(),
        wanted.keys().next()
    );
    ensure!(
        roots.is_empty(),
        "no batch ends where a receipt says: {:?}",
        roots.keys().next()
    );
    ensure!(
        unasked <= expected.unanswered,
        "{unasked} entries without an answer, but only {} queries were not answered",
        expected.unanswered
    );
    let head = shelf.find_head().await?;
    ensure!(
        head.size == size,
        "the head says {} entries, the log has {size}",
        head.size
    );
    ensure!(
        size == 0 || head.frontier == frontier.to_bytes(),
        "the head's frontier is not the log's"
    );
    ensure!(
        head.last_time == last_time,
        "the head's time is {}, the log's {last_time}",
        head.last_time
    );
    Ok(Found {
        size,
        end: to_hex(&frontier.to_bytes()),
        last_time,
    })
}

/// The copied checkpoint reads, is signed by the log, and the log extends it.
async fn look_at_copy(
    store: &Arc<Store>,
    environment: Environment,
    data: &Path,
    size: u64,
) -> anyhow::Result<()> {
    let verifier = verifier(data, environment)?;
    let note = CopyFolder::open(&data.join("checkpoints"), environment)?
        .read()
        .await?;
    let Some(note) = note else {
        ensure!(size == 0, "none for a log of {size} entries");
        return Ok(());
    };
    let copied = Checkpoint::open(&note, &verifier)?;
    ensure!(
        copied.size() <= size,
        "{} entries, the log has {size}",
        copied.size()
    );
    let shelf = StoreShelf(Arc::clone(store), environment);
    let root = shelf.find_root(copied.size()).await?;
    ensure!(
        copied.size() == 0 || root == Some(*copied.root().as_bytes()),
        "the log does not extend it"
    );
    Ok(())
}

/// A log's public key, as it lies in the folder.
pub fn verifier(data: &Path, log: impl Into<LogName>) -> anyhow::Result<NoteVerifier> {
    let file = data.join("keys").join(format!("{}.vkey", log.into().code()));
    let text = std::fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
    Ok(NoteVerifier::parse(text.trim())?)
}

pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> anyhow::Result<Vec<u8>> {
    (0..text.len() / 2)
        .map(|at| {
            let pair = text.get(2 * at..2 * at + 2).context("two digits")?;
            Ok(u8::from_str_radix(pair, 16)?)
        })
        .collect()
}
