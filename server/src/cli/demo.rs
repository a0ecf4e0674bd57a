//! `luotain demo`: what `make run` starts. On this machine only.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use luotain::environment::Environment;
use luotain::service::{AlarmSettings, Clock, local_day};
use luotain::store::durable;
use luotain_app::public::Contact;

use super::attestation::Attestation;
use super::serve::{Serving, fixed_for, serve, service_settings};
use crate::demo;
use crate::launch::{DataFolder, Running};
use crate::mail::MailOptions;
use crate::system::{SystemClock, SystemEntropy};

/// Stands in the data folder while the demonstration is made.
const MAKING: &str = "demo-making";

/// Make a demonstration and serve it.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The data folder of the demonstration; made on the first run.
    #[arg(long, env = "LUOTAIN_DATA")]
    data: PathBuf,
    /// The folder with the browser's files.
    #[arg(long, env = "LUOTAIN_SITE")]
    site: PathBuf,
    /// The address to listen on: a loopback one.
    #[arg(long, default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// How many synthetic persons each register gets on the first run.
    #[arg(long, default_value_t = 10_000)]
    persons: u64,
    #[command(flatten)]
    attestation: Attestation,
    #[command(flatten)]
    mail: MailOptions,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        if !self.listen.ip().is_loopback() {
            bail!(
                "the demonstration has known persons and printed passwords: it listens on this machine only"
            );
        }
        let roots = self.attestation.roots()?;
        let carrier = self.mail.carrier()?;
        let folder = DataFolder::open(&self.data)?;
        // Browsers give keys to `localhost` without TLS, not to its number.
        let origin = format!("http://localhost:{}", self.listen.port());
        let fixed = fixed_for(&origin)?;
        folder.fix(&fixed)?;
        let users_file = folder.path().join("demo-users.json");
        let is_new = !users_file.exists();
        let is_ours = is_new && begin_making(folder.path())?;
        let store = folder.open_store().await?;
        let now = SystemClock.now();
        let day = local_day(now);
        if is_new {
            if !is_ours && !store.list_users().await?.is_empty() {
                bail!(
                    "{} holds data without demo-users.json: give another folder",
                    self.data.display()
                );
            }
            for (environment, seed) in [(Environment::Production, 1), (Environment::Training, 2)] {
                super::register::generate(&store, environment, self.persons, seed, day).await?;
                demo::create_personas(&store, environment, day).await?;
            }
            let users = demo::create(&store, now, &SystemEntropy).await?;
            demo::keep(folder.path(), &users, day)?;
            if is_ours {
                std::fs::remove_file(folder.path().join(MAKING)).context("end the making")?;
            }
            println!(
                "\nTemporary passwords, printed this once and kept in {}:\n",
                users_file.display()
            );
            for user in &users {
                println!(
                    "  {:<20} {:<18} {:<24} {}",
                    user.username, user.password, user.organisation, user.duty
                );
            }
        }
        println!(
            "\nTest persons to look up (all codes: {}):\n",
            folder.path().join("demo-persons.json").display()
        );
        for (name, code) in demo::named_persons(day) {
            println!("  {:<16} {}", name, code.as_str());
        }
        println!(
            "\nOpen {origin}\n\nNo security key at hand? In Chromium open the developer tools, menu “More tools → WebAuthn”, \
             switch on the virtual authenticator environment and add one with protocol ctap2, transport internal, \
             resident keys and user verification.\n"
        );
        let settings = service_settings(&origin, &fixed, true);
        let copies = folder.path().join("checkpoints");
        let running = Running::start_with(&folder, store, &fixed, &copies, settings, roots).await?;
        let contact = Contact {
            phone: "0295 000 000".to_owned(),
            email: "tuki@luotain.example".to_owned(),
        };
        let serving = Serving {
            site: self.site,
            origin,
            contact,
            listen: self.listen,
            trusted_proxies: Vec::new(),
            tls: None,
            watch: None,
            backups: None,
            mail: carrier,
            alarms: AlarmSettings::default(),
        };
        serve(running, &folder, &copies, serving).await
    }
}

/// Says in the folder that a demonstration is being made in it; whether that is so. What an
/// interrupted making left is removed: it was never served, so nobody has worked with it.
fn begin_making(folder: &Path) -> anyhow::Result<bool> {
    let (making, store) = (folder.join(MAKING), folder.join("store"));
    let was_served = folder.join("keys").exists();
    if was_served || (store.exists() && !making.exists()) {
        return Ok(false);
    }
    if store.exists() {
        println!("The demonstration was only half made: it is made anew.");
        std::fs::remove_dir_all(&store).context("remove the half-made store")?;
    }
    durable::replace(&making, b"", 0o600).context("begin the demonstration")?;
    Ok(true)
}
