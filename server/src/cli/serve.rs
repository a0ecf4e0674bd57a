//! `luotain serve`: the service on a data folder that `luotain init` made.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::middleware::from_fn_with_state;
use leptos::config::LeptosOptions;
use luotain::service::{AlarmSettings, QueryLimits, ServiceSettings};
use luotain_app::public::Contact;
use tokio::net::TcpListener;

use super::attestation::roots_in;
use crate::alarms::{self, Machine};
use crate::backups::{self, Schedule};
use crate::configuration::{ConfigurationError, Flags, Resolved, problems};
use crate::launch::{DataFolder, Fixed, Running};
use crate::listen::{self, Bounds};
use crate::mail::{self, MailOptions, SmtpCarrier};
use crate::router::{AppState, router};
use crate::secret_file::Passphrase;
use crate::system::{SystemClock, SystemEntropy};
use crate::tls::{Certificate, TlsFiles, acceptor};
#[cfg(unix)]
use crate::updates::socket;
use crate::watch::{self, Watch};

/// Serve the pages. Each setting can stand on the command line, in an environment variable or
/// in the settings file; `luotain config check` says what holds.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    flags: Flags,
}

impl Serve {
    pub(super) fn settings(&self) -> Result<Resolved, ConfigurationError> {
        super::config::resolved(&self.flags)
    }

    pub(super) async fn run(self, settings: Resolved) -> anyhow::Result<ExitCode> {
        if let Some(problem) = problems(&settings).into_iter().next() {
            return Err(problem.into());
        }
        let roots = settings.get("attestation-roots")?.map(Path::new);
        let roots = roots.map(roots_in).transpose()?.unwrap_or_default();
        let origin = settings.require("origin")?.to_owned();
        let fixed = fixed_for(&origin)?;
        let passphrase = settings.get("key-passphrase-file")?.map(Path::new);
        let passphrase = passphrase.map(Passphrase::read).transpose()?;
        let folder = DataFolder::open_made(Path::new(settings.require("data")?))?.with_passphrase(passphrase);
        folder.fix(&fixed)?;
        let copies = settings
            .get("copies")?
            .map_or_else(|| folder.path().join("checkpoints"), PathBuf::from);
        let serving = Serving {
            site: PathBuf::from(settings.require("site")?),
            contact: Contact {
                phone: settings.require("support-phone")?.to_owned(),
                email: settings.require("support-email")?.to_owned(),
            },
            listen: parsed(&settings, "listen")?.context("an address to listen on")?,
            trusted_proxies: addresses(settings.get("trusted-proxy")?.unwrap_or_default()),
            tls: match (settings.get("tls-certificate")?, settings.get("tls-key")?) {
                (Some(certificate), Some(key)) => Some(TlsFiles {
                    certificate: certificate.into(),
                    key: key.into(),
                }),
                _ => None,
            },
            watch: parsed(&settings, "watch-listen")?,
            backups: schedule(&settings)?,
            mail: MailOptions::of(&settings)?.carrier()?,
            alarms: alarms::settings_of(&settings)?,
            origin: origin.clone(),
        };
        if origin.starts_with("https://") && serving.tls.is_none() && serving.trusted_proxies.is_empty() {
            tracing::warn!(
                "neither a certificate nor a trusted proxy is set: browsers cannot reach {origin} without a proxy that does TLS, and every request will seem to come from it"
            );
        }
        let store = folder.open_store().await?;
        let running = Running::start_with(
            &folder,
            store,
            &fixed,
            &copies,
            ServiceSettings {
                limits: QueryLimits {
                    warn_hour: settings.require("warn-queries-hour")?.parse()?,
                    alarm_day: settings.require("alarm-queries-day")?.parse()?,
                    misses_hour: settings.require("misses-hour")?.parse()?,
                },
                ..service_settings(&origin, &fixed, false)
            },
            roots,
        )
        .await?;
        serve(running, &folder, &copies, serving).await
    }
}

/// An address among the settings.
fn parsed(settings: &Resolved, name: &'static str) -> anyhow::Result<Option<SocketAddr>> {
    Ok(settings.get(name)?.map(str::parse).transpose()?)
}

/// When backups are taken, if a folder for them is set.
fn schedule(settings: &Resolved) -> anyhow::Result<Option<Schedule>> {
    let Some(folder) = settings.get("backup-folder")? else {
        return Ok(None);
    };
    let hours: u64 = settings.require("backup-hours")?.parse()?;
    Ok(Some(Schedule {
        folder: folder.into(),
        every: Duration::from_secs(hours * 3600),
        keep: settings.require("backup-keep")?.parse()?,
    }))
}

/// The addresses of a list; what is none was refused before.
fn addresses(list: &str) -> Vec<IpAddr> {
    list.split(',')
        .filter_map(|part| part.trim().parse().ok())
        .collect()
}

/// What is fixed with an origin: its host is the relying party and names the log.
pub(crate) fn fixed_for(origin: &str) -> anyhow::Result<Fixed> {
    let rest = origin.strip_prefix("https://").or_else(|| {
        origin
            .strip_prefix("http://")
            .filter(|rest| rest.starts_with("localhost"))
    });
    let (host, port) = rest.map_or(("", None), |rest| match rest.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    });
    let is_host = !host.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let is_local = origin.starts_with("https://") || host == "localhost";
    if !is_host || !is_local || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        bail!(
            "the origin {origin} is not https://HOST or https://HOST:PORT without a path (or http://localhost:PORT on this machine): keys would not work"
        )
    }
    Ok(Fixed {
        relying_party: host.to_owned(),
        log_origin: format!("{host}/log"),
    })
}

pub(super) fn service_settings(origin: &str, fixed: &Fixed, test_persons_only: bool) -> ServiceSettings {
    ServiceSettings {
        origin: origin.to_owned(),
        relying_party: fixed.relying_party.clone(),
        test_persons_only,
        hashing_threads: std::thread::available_parallelism().map_or(2, usize::from).min(4),
        limits: QueryLimits::default(),
    }
}

/// How the pages are served.
#[derive(Clone, Debug)]
pub(super) struct Serving {
    /// The folder with the browser's files.
    pub site: PathBuf,
    /// The origin that browsers see.
    pub origin: String,
    /// Whom to ask for help.
    pub contact: Contact,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The addresses of our own proxies.
    pub trusted_proxies: Vec<IpAddr>,
    /// The certificate, if TLS is our own work.
    pub tls: Option<TlsFiles>,
    /// The address for those who watch.
    pub watch: Option<SocketAddr>,
    /// When backups are taken.
    pub backups: Option<Schedule>,
    /// The mail server, if there is one.
    pub mail: Option<SmtpCarrier>,
    /// From when on something is wrong, and who is told.
    pub alarms: AlarmSettings,
}

/// Serves until the process is told to end, then ends in order.
pub(super) async fn serve(
    running: Running,
    folder: &DataFolder,
    copies: &Path,
    serving: Serving,
) -> anyhow::Result<ExitCode> {
    // Before anybody is told that the service is ready: whoever hears it may end it.
    let told = told_to_end();
    let site = &serving.site;
    if !site.join("pkg").is_dir() {
        bail!(
            "{} holds no pkg folder with the browser's files: build them with `make front`, or give --site",
            site.display()
        );
    }
    let certificate = serving.tls.map(Certificate::open).transpose()?;
    let tls = certificate.clone().map(acceptor).transpose()?;
    let leptos = LeptosOptions::builder()
        .output_name("luotain")
        .site_root(site.display().to_string())
        .site_addr(serving.listen)
        .build();
    let state = AppState {
        service: Arc::clone(&running.service),
        leptos,
        contact: serving.contact,
        origin: Arc::from(serving.origin.as_str()),
        trusted_proxies: Arc::from(serving.trusted_proxies),
    };
    let watch = Watch::new(Arc::clone(&running.service), folder.path());
    let listener = bind(serving.listen).await?;
    let mut beside = vec![tokio::spawn(sweep(Arc::clone(&running.service)))];
    if let Some(address) = serving.watch {
        let watching = bind(address).await?;
        let routes = watch::routes(Arc::clone(&watch));
        beside.push(tokio::spawn(async move {
            listen::serve(watching, None, routes, Bounds::default(), std::future::pending()).await;
        }));
        tracing::info!(%address, "those who watch are answered");
    }
    let mut machine = Machine::new(folder.path(), copies);
    if let Some(schedule) = serving.backups {
        let fixed = folder.fixed()?.context("read what the folder was made for")?;
        let store = Arc::clone(&running.store);
        let newest = watch.expect_backups(schedule.every);
        machine = machine.with_backups(&schedule.folder, schedule.every, Arc::clone(&newest));
        beside.push(tokio::spawn(backups::keep_taking(
            store,
            fixed,
            copies.to_owned(),
            schedule,
            newest,
        )));
    }
    beside.extend(take_updates(&running, folder));
    if let Some(carrier) = serving.mail {
        beside.push(mail::start(Arc::clone(&running.service), carrier));
    }
    running.service.set_up_alarms(serving.alarms, Arc::new(machine));
    beside.push(alarms::start(Arc::clone(&running.service)));
    if let Some(certificate) = certificate {
        beside.push(tokio::spawn(renew(certificate)));
    }
    tracing::info!(listen = %serving.listen, origin = serving.origin, "serving");
    let app = router(state).layer(from_fn_with_state(Arc::clone(&watch), watch::count));
    let end = async {
        told.await;
        watch.end();
    };
    listen::serve(listener, tls, app, Bounds::default(), end).await;
    for task in beside {
        task.abort();
        let _ = task.await;
    }
    drop(watch);
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Begins to take updates of the register by command. Where that cannot be, everything else is served:
/// updates then need the service stopped.
#[cfg(unix)]
fn take_updates(running: &Running, folder: &DataFolder) -> Option<tokio::task::JoinHandle<()>> {
    let listener = match socket::listen(folder.path()) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::error!(%error, "no updates of the register are taken while serving");
            return None;
        }
    };
    let applier = socket::Applier {
        folder: folder.path().to_owned(),
        store: Arc::clone(&running.store),
        service: Arc::clone(&running.service),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    };
    Some(tokio::spawn(socket::serve(listener, applier)))
}

#[cfg(not(unix))]
fn take_updates(_: &Running, _: &DataFolder) -> Option<tokio::task::JoinHandle<()>> {
    None
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("listen on {address}"))
}

/// Reads the certificate again whenever SIGHUP comes.
async fn renew(certificate: Arc<Certificate>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut told) = signal(SignalKind::hangup()) else {
            return;
        };
        while told.recv().await.is_some() {
            match certificate.renew() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => {
                    tracing::error!(
                        error = format!("{error:#}"),
                        "the new certificate cannot be used; the old one stays"
                    );
                }
            }
        }
    }
    #[cfg(not(unix))]
    drop(certificate);
}

/// Removes ended sessions and questions now and then.
async fn sweep(service: Arc<luotain::service::Service>) {
    let mut tick = tokio::time::interval(Duration::from_secs(60));
    loop {
        tick.tick().await;
        service.sweep().await;
    }
}

/// Hears Ctrl-C and SIGTERM from this call on; done when one of them has come.
fn told_to_end() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signals = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    };
    async move {
        #[cfg(unix)]
        {
            if let (Ok(mut interrupt), Ok(mut terminate)) = signals {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            } else {
                let _ = tokio::signal::ctrl_c().await;
            }
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        tracing::info!("ending: finishing what was begun");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_secure_host_without_a_path() {
        for (good, host) in [
            ("https://luotain.example", "luotain.example"),
            ("https://luotain.example:8443", "luotain.example"),
            ("http://localhost:3000", "localhost"),
        ] {
            assert_eq!(
                fixed_for(good).ok().map(|fixed| fixed.relying_party),
                Some(host.to_owned())
            );
        }
        for wrong in [
            "http://luotain.example",
            "https://luotain.example/",
            "https://",
            "https://a.example,https://b.example",
            "http://localhost.evil.example",
            "luotain.example",
        ] {
            assert!(fixed_for(wrong).is_err(), "{wrong}");
        }
    }
}
