//! `luotain serve`: the service on a data folder.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use leptos::config::LeptosOptions;
use luotain::service::{QueryLimits, ServiceSettings};
use luotain_app::public::Contact;
use tokio::net::TcpListener;

use super::Data;
use crate::launch::{DataFolder, Fixed, Running};
use crate::router::{AppState, router};

/// Serve the pages.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// The address to listen on. TLS is the proxy's work.
    #[arg(long, default_value = "127.0.0.1:3000", env = "LUOTAIN_LISTEN")]
    listen: SocketAddr,
    /// The origin that browsers see, such as `https://luotain.example`.
    #[arg(long, env = "LUOTAIN_ORIGIN")]
    origin: String,
    /// The address of our own proxy, which may say for whom a request is; may be given again.
    #[arg(long, env = "LUOTAIN_TRUSTED_PROXY", value_delimiter = ',')]
    trusted_proxy: Vec<IpAddr>,
    /// The folder with the browser's files.
    #[arg(long, env = "LUOTAIN_SITE")]
    site: PathBuf,
    /// The phone number of customer support.
    #[arg(long, env = "LUOTAIN_SUPPORT_PHONE")]
    support_phone: String,
    /// The e-mail address of customer support.
    #[arg(long, env = "LUOTAIN_SUPPORT_EMAIL")]
    support_email: String,
    /// Queries within an hour from which on an officer is told of their number.
    #[arg(long, default_value_t = QueryLimits::default().warn_hour, env = "LUOTAIN_WARN_QUERIES_HOUR")]
    warn_queries_hour: u32,
    /// Queries of one officer in a day at which supervision is told.
    #[arg(long, default_value_t = QueryLimits::default().alarm_day, env = "LUOTAIN_ALARM_QUERIES_DAY")]
    alarm_queries_day: u32,
    /// Queries without a result of one officer within an hour, after which no more are taken.
    #[arg(long, default_value_t = QueryLimits::default().misses_hour, env = "LUOTAIN_MISSES_HOUR")]
    misses_hour: u32,
}

impl Serve {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let folder = DataFolder::open(&self.data.data)?;
        let fixed = fixed_for(&self.origin)?;
        folder.fix(&fixed)?;
        let store = folder.open_store().await?;
        let settings = ServiceSettings {
            limits: QueryLimits {
                warn_hour: self.warn_queries_hour,
                alarm_day: self.alarm_queries_day,
                misses_hour: self.misses_hour,
            },
            ..service_settings(&self.origin, &fixed, false)
        };
        let running = Running::start(&folder, store, &fixed, &self.data.copies(), settings).await?;
        let contact = Contact {
            phone: self.support_phone,
            email: self.support_email,
        };
        serve(
            running,
            &self.site,
            &self.origin,
            contact,
            self.listen,
            self.trusted_proxy,
        )
        .await
    }
}

/// What is fixed with an origin: its host is the relying party and names the log.
pub(super) fn fixed_for(origin: &str) -> anyhow::Result<Fixed> {
    let host = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://localhost").map(|_| "localhost"))
        .and_then(|rest| rest.split([':', '/']).next())
        .filter(|host| !host.is_empty());
    let Some(host) = host else {
        bail!(
            "the origin {origin} is not https:// (or http://localhost for the demonstration): keys would not work"
        )
    };
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

/// Serves until the process is told to end, then ends in order.
pub(super) async fn serve(
    running: Running,
    site: &std::path::Path,
    origin: &str,
    contact: Contact,
    listen: SocketAddr,
    trusted_proxies: Vec<IpAddr>,
) -> anyhow::Result<ExitCode> {
    if !site.join("pkg").is_dir() {
        bail!(
            "{} holds no pkg folder with the browser's files: build them with `make front`, or give --site",
            site.display()
        );
    }
    let leptos = LeptosOptions::builder()
        .output_name("luotain")
        .site_root(site.display().to_string())
        .site_addr(listen)
        .build();
    let state = AppState {
        service: Arc::clone(&running.service),
        leptos,
        contact,
        origin: Arc::from(origin),
        trusted_proxies: Arc::from(trusted_proxies),
    };
    let sweeper = tokio::spawn(sweep(Arc::clone(&running.service)));
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("listen on {listen}"))?;
    tracing::info!(%listen, origin, "serving");
    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(told_to_end())
        .await?;
    sweeper.abort();
    let _ = sweeper.await;
    running.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Removes ended sessions and questions now and then.
async fn sweep(service: Arc<luotain::service::Service>) {
    let mut tick = tokio::time::interval(Duration::from_secs(60));
    loop {
        tick.tick().await;
        service.sweep().await;
    }
}

/// Waits for Ctrl-C or SIGTERM.
async fn told_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
    tracing::info!("ending: finishing what was begun");
}
