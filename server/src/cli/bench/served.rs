//! The service as the benchmark runs it, with officers who are signed in.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use luotain::environment::Environment;
use luotain::permit::Key;
use luotain::service::{Clock, Token};
use luotain::session::Stage;
use luotain::store::{SessionRow, Store};
use luotain_app::public::Contact;
use tokio::net::TcpListener;

use super::measure::{resident_megabytes, stopwatch};
use super::{Common, ORIGIN};
use crate::cli::serve::{fixed_for, service_settings};
use crate::demo;
use crate::launch::{DataFolder, Running};
use crate::router::{AppState, router};
use crate::system::{SystemClock, SystemEntropy};

/// The whole service on a loaded folder, with officers who are signed in.
pub struct Served {
    /// The service.
    pub running: Running,
    /// Where it listens.
    pub address: SocketAddr,
    tokens: Vec<(&'static str, Token)>,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Served {
    /// Loads the register if it is not there, signs `users` in, and listens.
    ///
    /// # Errors
    /// If the folder cannot be used.
    pub async fn begin(common: &Common, users: &[&'static str]) -> anyhow::Result<Self> {
        let folder = DataFolder::open(&common.data)?;
        let (store, mut time) = stopwatch(folder.open_store()).await;
        let mut store = store?;
        // Opened anew only where there is something to load: each opening leaves the engine a table more
        // to merge, beside what is measured.
        if !store.has_persons(Environment::Production).await? {
            store.close().await;
            let loading = common.memory.open(&folder).await?;
            common.load(&loading).await?;
            loading.close().await;
            let (loaded, again) = stopwatch(folder.open_store()).await;
            (store, time) = (loaded?, again);
        }
        println!(
            "start of the store: {} ms, resident {} MB",
            time.as_millis(),
            resident_megabytes()
        );
        if store.list_users().await?.is_empty() {
            demo::create(&store, SystemClock.now(), &SystemEntropy).await?;
        }
        let mut tokens = Vec::new();
        for (number, &user) in users.iter().enumerate() {
            tokens.push((user, sign_in(&store, number, user).await?));
        }
        let fixed = fixed_for(ORIGIN)?;
        folder.fix(&fixed)?;
        let mut settings = service_settings(ORIGIN, &fixed, true);
        // Some of the sample are not to be seen in the role; the quota of an officer is no part of
        // the measurement.
        settings.limits.misses_hour = u32::MAX;
        let running = Running::start(&folder, store, &fixed, &common.copies(), settings).await?;
        let state = AppState {
            service: Arc::clone(&running.service),
            leptos: leptos::config::LeptosOptions::builder()
                .output_name("luotain")
                .site_root(".")
                .build(),
            contact: Contact {
                phone: String::new(),
                email: String::new(),
            },
            origin: Arc::from(ORIGIN),
            trusted_proxies: Arc::default(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(Self {
            running,
            address,
            tokens,
            server,
        })
    }

    /// The session of an officer.
    ///
    /// # Errors
    /// If they were not signed in.
    pub fn token(&self, user: &str) -> anyhow::Result<&Token> {
        let found = self.tokens.iter().find(|(name, _)| *name == user);
        found.map(|(_, token)| token).context("an officer")
    }

    /// Stops it in order.
    pub async fn end(self) {
        self.server.abort();
        let _ = self.server.await;
        self.running.stop().await;
    }
}

/// A session made by hand: the measurement is of queries, not of signing in.
async fn sign_in(store: &Store, number: usize, user: &str) -> anyhow::Result<Token> {
    let token = Token::parse(&format!("{number:064x}")).context("a token")?;
    let now = SystemClock.now();
    store
        .update_session(&SessionRow {
            digest: token.store_digest(),
            username: Key::parse(user)?,
            stage: Stage::SignedIn,
            began_at: now,
            last_seen: now,
            confirmed_at: None,
            source: "127.0.0.1".to_owned(),
            browser: "bench".to_owned(),
            is_enrolling: false,
            key: None,
        })
        .await?;
    Ok(token)
}

/// One keep-alive POST as the page sends it.
#[must_use]
pub fn request(path: &str, token: &Token, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost:3999\r\nOrigin: http://localhost:3999\r\n\
         Cookie: __Host-luotain={}\r\nContent-Type: application/json\r\nAccept: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        token.expose(),
        body.len()
    )
    .into_bytes()
}
