//! The way from the command to a running service: a Unix socket in the data folder.
//!
//! The folder lets nobody in but its owner, and neither does the socket. No HTTP route leads here: who
//! can reach it could as well change the folder's files. The command sends its options in one line of
//! JSON and then the file; the service answers with lines of JSON, the last of which tells the outcome.
//! The file is taken whole before anything is done with it, into a file without a name that is gone with
//! whatever ends it.

use std::fs::File;
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use luotain::service::{Clock, Entropy, Service};
use luotain::store::Store;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;

use super::{Ground, Options, Outcome, apply};
use crate::launch::allows_real_persons;

/// The socket's name in the data folder.
const NAME: &str = "luotain.socket";
/// The longest line with options, and the longest answer.
const LONGEST_LINE: u64 = 64 << 10;
/// How long either side waits for the other to send.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the command sends before the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request {
    options: Options,
    /// The length of the file in bytes.
    length: u64,
}

/// What the service answers, one a line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    /// The bytes done, and all bytes.
    Progress(u64, u64),
    /// A line that was refused, and why.
    Line(u64, String),
    /// The end: what became of the file.
    Done(Outcome),
    /// The end: the file was refused as a whole, or the store failed.
    Failed(String),
}

/// What the service brings registers up to date with.
#[derive(Clone)]
pub struct Applier {
    /// The data folder.
    pub folder: PathBuf,
    /// Its store.
    pub store: Arc<Store>,
    /// The service, which is told that a register has changed.
    pub service: Arc<Service>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl std::fmt::Debug for Applier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Applier")
    }
}

/// Begins to listen in a data folder that is held by this program.
///
/// # Errors
/// If the socket cannot be made, for instance because its path is longer than the system takes.
pub fn listen(folder: &Path) -> io::Result<UnixListener> {
    let path = folder.join(NAME);
    // What a killed service left; none but us holds the folder.
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Takes updates, one command after another, until it is dropped.
pub async fn serve(listener: UnixListener, applier: Applier) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                if let Err(error) = answer(stream, &applier).await {
                    tracing::warn!(%error, "an update by command came to nothing");
                }
            }
            Err(error) => {
                // Such as too many open files: it passes.
                tracing::warn!(%error, "a command could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Answers one command.
async fn answer(stream: UnixStream, applier: &Applier) -> anyhow::Result<()> {
    let operator = stream
        .peer_cred()
        .map(|peer| format!("uid {}", peer.uid()))
        .unwrap_or_default();
    let (read, mut write) = stream.into_split();
    let (tell, mut told) = mpsc::unbounded_channel();
    let work = async {
        let outcome = taken(read, applier, &operator, &tell).await;
        let end = match outcome {
            Ok(outcome) => Answer::Done(outcome),
            Err(error) => {
                // The reason goes to the command alone: it may repeat what stands in the file.
                tracing::warn!("an update was refused or failed; the command was told why");
                Answer::Failed(format!("{error:#}"))
            }
        };
        let _ = tell.send(end);
        drop(tell);
    };
    // A command that went away does not stop what it began.
    let pass_on = async {
        let mut listens = true;
        while let Some(answer) = told.recv().await {
            listens = listens && send_line(&mut write, &answer).await.is_ok();
        }
    };
    tokio::join!(work, pass_on);
    Ok(())
}

/// Takes a file whole, and then into the register.
async fn taken(
    read: OwnedReadHalf,
    applier: &Applier,
    operator: &str,
    tell: &mpsc::UnboundedSender<Answer>,
) -> anyhow::Result<Outcome> {
    let mut read = BufReader::with_capacity(1 << 16, read);
    let line = read_line(&mut read).await?;
    let request: Request = serde_json::from_slice(&line).context("read the options of the command")?;
    let file = receive(&mut read, request.length, &applier.folder)
        .await
        .context("take the file from the command")?;
    let ground = Ground {
        store: &applier.store,
        entropy: &*applier.entropy,
        now: applier.clock.now(),
        real_persons: allows_real_persons(&applier.folder),
        operator,
    };
    let progress = |done, all| {
        let _ = tell.send(Answer::Progress(done, all));
    };
    let report = |line, reason: &str| {
        let _ = tell.send(Answer::Line(line, reason.to_owned()));
    };
    let outcome = apply(ground, file, request.options, progress, report).await;
    // What was written before a failure is in the register, too.
    applier.service.register_updated().await?;
    if let Ok(outcome) = &outcome {
        tracing::info!(
            environment = outcome.environment.code(),
            taken = outcome.taken.total(),
            refused = outcome.refused,
            written = outcome.written,
            "updates were applied"
        );
    }
    outcome
}

/// Takes the bytes of a file into one without a name.
async fn receive(read: &mut BufReader<OwnedReadHalf>, length: u64, folder: &Path) -> anyhow::Result<File> {
    let path = folder.join("update.received");
    let _ = std::fs::remove_file(&path);
    let file = File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    let mut file = tokio::fs::File::from_std(file);
    let mut left = length;
    let mut piece = vec![0; 1 << 16];
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
        let count = tokio::time::timeout(PATIENCE, read.read(&mut piece[..most])).await??;
        if count == 0 {
            bail!("it broke off");
        }
        file.write_all(&piece[..count]).await?;
        left -= count as u64;
    }
    file.flush().await?;
    Ok(file.into_std().await)
}

/// A line of bounded length, without its end.
async fn read_line(read: &mut BufReader<OwnedReadHalf>) -> anyhow::Result<Vec<u8>> {
    let mut line = Vec::new();
    let mut bounded = read.take(LONGEST_LINE);
    tokio::time::timeout(PATIENCE, bounded.read_until(b'\n', &mut line)).await??;
    if line.pop() != Some(b'\n') {
        bail!("a line that is cut off or too long");
    }
    Ok(line)
}

async fn send_line<T: Serialize>(write: &mut OwnedWriteHalf, content: &T) -> anyhow::Result<()> {
    let mut line = serde_json::to_vec(content)?;
    line.push(b'\n');
    tokio::time::timeout(PATIENCE, write.write_all(&line)).await??;
    Ok(())
}

/// Has the service that holds a data folder apply a file. None if no service listens there.
///
/// # Errors
/// If the file is refused as a whole, or the service fails or breaks off.
pub async fn send(
    folder: &Path,
    file: File,
    options: Options,
    mut progress: impl FnMut(u64, u64),
    mut report: impl FnMut(u64, &str),
) -> anyhow::Result<Option<Outcome>> {
    let stream = match UnixStream::connect(folder.join(NAME)).await {
        Ok(stream) => stream,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => return Ok(None),
            _ => return Err(error).context("reach the service through its socket in the data folder"),
        },
    };
    let (read, mut write) = stream.into_split();
    let length = file.metadata()?.len();
    // If the service does not take it to its end, its answer says why.
    let sent = async {
        send_line(&mut write, &Request { options, length }).await?;
        let mut file = tokio::fs::File::from_std(file).take(length);
        tokio::io::copy(&mut file, &mut write).await?;
        anyhow::Ok(())
    }
    .await;
    let mut read = BufReader::new(read);
    let mut line = Vec::new();
    loop {
        line.clear();
        if read.read_until(b'\n', &mut line).await.unwrap_or(0) == 0 {
            sent?;
            bail!("the service broke off: apply the file again, what is in the register already is known");
        }
        match serde_json::from_slice(&line).context("read the service's answer")? {
            Answer::Progress(done, all) => progress(done, all),
            Answer::Line(line, reason) => report(line, &reason),
            Answer::Done(outcome) => return Ok(Some(outcome)),
            Answer::Failed(reason) => bail!(reason),
        }
    }
}
