//! A real server process on a data folder.

use std::fs::{File, OpenOptions};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};

use crate::client::Connection;
use crate::disk::Layer;

/// How long a start or an end may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(4);

/// Where a case keeps its files.
#[derive(Clone, Debug)]
pub struct Place {
    pub folder: PathBuf,
}

impl Place {
    /// A new place, with copies of the program and of this one: a build that goes on beside
    /// must not change what is tried.
    pub fn make(folder: &Path) -> anyhow::Result<Self> {
        remove_folder(folder)?;
        std::fs::create_dir_all(folder)?;
        let place = Self {
            folder: folder.canonicalize()?,
        };
        std::fs::copy(env!("CARGO_BIN_EXE_luotain"), place.program()).context("copy the program")?;
        std::fs::copy(std::env::current_exe()?, place.looker()).context("copy this program")?;
        Ok(place)
    }

    /// The program that is tried.
    pub fn program(&self) -> PathBuf {
        self.folder.join("luotain")
    }

    /// This program, which looks into what a crash left.
    pub fn looker(&self) -> PathBuf {
        self.folder.join("looker")
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn site(&self) -> anyhow::Result<PathBuf> {
        let site = self.folder.join("site");
        std::fs::create_dir_all(site.join("pkg"))?;
        Ok(site)
    }

    /// What the servers say on standard error.
    pub fn words(&self) -> PathBuf {
        self.folder.join("server.log")
    }
}

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    words: PathBuf,
}

impl Server {
    /// Starts one; it is not ready yet.
    pub fn start(place: &Place, data: &Path, persons: u64, layer: Option<&Layer>) -> anyhow::Result<Self> {
        let address = free_address()?;
        let words = OpenOptions::new().create(true).append(true).open(place.words())?;
        let mut command = Command::new(place.program());
        command
            .args(["demo", "--data"])
            .arg(data)
            .arg("--site")
            .arg(place.site()?)
            .args([
                "--listen",
                &address.to_string(),
                "--persons",
                &persons.to_string(),
            ])
            // All of it is searched for whom it names (`Case::words_name_nobody`).
            .env("LUOTAIN_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(words);
        if let Some(layer) = layer {
            layer.put_under(&mut command, data)?;
        }
        let child = command.spawn().context("start the server")?;
        Ok(Self {
            child,
            address,
            words: place.words(),
        })
    }

    /// Waits until it answers.
    pub fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                let words = std::fs::read_to_string(&self.words).unwrap_or_default();
                let last = words.lines().next_back().unwrap_or_default();
                bail!("the server did not start, {status}: {last}");
            }
            if Connection::open(self.address).is_ok_and(|mut connection| connection.is_healthy()) {
                return Ok(());
            }
            std::thread::sleep(LOOK_EVERY);
            waited += LOOK_EVERY;
        }
        bail!("the server was not ready after {} s", PATIENCE.as_secs())
    }

    /// `SIGKILL`.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().context("kill the server")?;
        self.child.wait()?;
        Ok(())
    }

    /// `SIGTERM`: it ends in order.
    pub fn tell_to_end(&self) -> anyhow::Result<()> {
        let status = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .context("run kill")?;
        if !status.success() {
            bail!("the server could not be told to end");
        }
        Ok(())
    }

    pub fn wait_for_end(mut self) -> anyhow::Result<ExitStatus> {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            std::thread::sleep(LOOK_EVERY);
            waited += LOOK_EVERY;
        }
        bail!("the server did not end within {} s", PATIENCE.as_secs())
    }
}

impl Drop for Server {
    /// A failed round leaves no server behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that is free now. Another program may take it before the server does; the server
/// then does not start, and the round says so.
fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Copies the files of a folder; a socket is none.
pub fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if entry.file_type()?.is_file() {
            let mut source = File::open(entry.path())?;
            std::io::copy(&mut source, &mut File::create(&target)?)?;
            std::fs::set_permissions(&target, source.metadata()?.permissions())?;
        }
    }
    Ok(())
}

/// Removes a folder if it is there.
pub fn remove_folder(folder: &Path) -> anyhow::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
