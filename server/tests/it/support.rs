//! An application under test: everything real but the clock, the log's shelf and the key.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use leptos::config::LeptosOptions;
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::log::{Change, NoteSigner, NoteVerifier};
use luotain::service::{
    AttestationRoots, ChangeWriter, CheckpointCopy, Clock, Entropy, EntropyError, LogWriter, QueryLimits,
    Service, ServiceParts, ServiceSettings, local_day,
};
use luotain::session::{AcceptedTerms, TERMS_VERSION};
use luotain::store::{
    Batch, ChangeFilter, LogHead, LogShelf, Settings, Store, StoreError, StoreShelf, StoredBatch,
};
use luotain_app::public::Contact;
use luotain_server::demo;
use luotain_server::router::{AppState, router};
use serde_json::{Value, json};
use tower::ServiceExt;
use webauthn_authenticator_rs::WebauthnAuthenticator;
use webauthn_authenticator_rs::prelude::Url;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

pub const ORIGIN: &str = "http://localhost:3000";

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// Reproducible randomness: fine for tests, and every call gives other bytes.
#[derive(Debug, Default)]
pub struct CountingEntropy(AtomicU64);

impl CountingEntropy {
    fn beginning_at(count: u64) -> Self {
        Self(AtomicU64::new(count))
    }
}

impl Entropy for CountingEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        let mut state = self
            .0
            .fetch_add(1, Ordering::Relaxed)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ 0x5DEE_CE66;
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = state.to_be_bytes()[0];
        }
        Ok(())
    }
}

/// A shelf that fails when told to: a full disk, a stopped store.
#[derive(Clone)]
pub struct FaultyShelf {
    inner: Arc<StoreShelf<surrealdb_connection::Db>>,
    pub fails: Arc<AtomicBool>,
}

mod surrealdb_connection {
    pub use luotain::store::Db;
}

impl LogShelf for FaultyShelf {
    async fn append(&self, batch: Batch) -> Result<(), StoreError> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::Folder(std::io::Error::from(
                std::io::ErrorKind::StorageFull,
            )));
        }
        self.inner.append(batch).await
    }

    async fn find_head(&self) -> Result<LogHead, StoreError> {
        self.inner.find_head().await
    }

    async fn find_root(&self, size: u64) -> Result<Option<[u8; 32]>, StoreError> {
        self.inner.find_root(size).await
    }

    async fn list_batches(&self, first: u64, limit: u32) -> Result<Vec<StoredBatch>, StoreError> {
        self.inner.list_batches(first, limit).await
    }

    async fn try_write(&self) -> Result<(), StoreError> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::Folder(std::io::Error::from(
                std::io::ErrorKind::StorageFull,
            )));
        }
        self.inner.try_write().await
    }
}

/// A second place in memory that fails when told to.
#[derive(Clone, Default)]
pub struct MemoryCopy {
    pub note: Arc<Mutex<Option<String>>>,
    pub fails: Arc<AtomicBool>,
}

impl CheckpointCopy for MemoryCopy {
    async fn write(&self, note: &str) -> Result<(), std::io::Error> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(std::io::Error::from(std::io::ErrorKind::StorageFull));
        }
        *self.note.lock().unwrap() = Some(note.to_owned());
        Ok(())
    }

    async fn read(&self) -> Result<Option<String>, std::io::Error> {
        Ok(self.note.lock().unwrap().clone())
    }
}

/// The second places of the logs.
#[derive(Default)]
struct Copies {
    logs: HashMap<Environment, MemoryCopy>,
    changes: MemoryCopy,
}

/// Tests ask more than an officer does.
fn test_limits() -> QueryLimits {
    QueryLimits {
        misses_hour: 100_000,
        ..QueryLimits::default()
    }
}

pub struct TestApp {
    pub router: Router,
    pub service: Arc<Service>,
    pub store: Arc<Store>,
    pub clock: Arc<ManualClock>,
    pub shelves: HashMap<Environment, FaultyShelf>,
    pub copies: HashMap<Environment, MemoryCopy>,
    pub verifiers: HashMap<Environment, NoteVerifier>,
    pub persons: HashMap<&'static str, PersonalIdentityCode>,
    passwords: HashMap<String, String>,
    limits: QueryLimits,
    writers: Vec<tokio::task::JoinHandle<()>>,
    pub change_copy: MemoryCopy,
    change_task: tokio::task::JoinHandle<()>,
}

impl TestApp {
    /// The demonstration's organisations, users and named persons in both registers.
    pub async fn new() -> Self {
        Self::with(test_limits(), AttestationRoots::default()).await
    }

    /// The same with other limits of queries.
    pub async fn with_limits(limits: QueryLimits) -> Self {
        Self::with(limits, AttestationRoots::default()).await
    }

    /// The same, with roots of makers of keys.
    pub async fn with_roots(roots: AttestationRoots) -> Self {
        Self::with(test_limits(), roots).await
    }

    async fn with(limits: QueryLimits, roots: AttestationRoots) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-11-23T09:00:00Z")
            .unwrap()
            .to_utc();
        let store = Arc::new(Store::open(&Settings::in_memory()).await.unwrap());
        let entropy = Arc::new(CountingEntropy::default());
        let day = local_day(now);
        let users = demo::create(&store, now, &*entropy).await.unwrap();
        for environment in Environment::ALL {
            demo::create_personas(&store, environment, day).await.unwrap();
        }
        // The acceptance of the terms has tests of its own, which ask for it anew.
        for user in store.list_users().await.unwrap() {
            store
                .accept_terms(&user.id, &AcceptedTerms::now(now), &[])
                .await
                .unwrap();
        }
        let passwords = users
            .into_iter()
            .map(|user| (user.username, user.password))
            .collect();
        Self::start(
            store,
            now,
            day,
            entropy,
            passwords,
            (limits, roots),
            Copies::default(),
        )
        .await
    }

    /// The program after a crash: on the same store and second place, with nothing in memory. The
    /// new randomness repeats nothing of the old.
    pub async fn restarted(&self) -> Self {
        let now = self.clock.now();
        let copies = Copies {
            logs: self.copies.clone(),
            changes: self.change_copy.clone(),
        };
        let entropy = Arc::new(CountingEntropy::beginning_at(1 << 40));
        let store = Arc::clone(&self.store);
        Self::start(
            store,
            now,
            local_day(now),
            entropy,
            self.passwords.clone(),
            (self.limits, AttestationRoots::default()),
            copies,
        )
        .await
    }

    async fn start(
        store: Arc<Store>,
        now: DateTime<Utc>,
        day: NaiveDate,
        entropy: Arc<CountingEntropy>,
        passwords: HashMap<String, String>,
        (limits, roots): (QueryLimits, AttestationRoots),
        second_places: Copies,
    ) -> Self {
        let clock = Arc::new(ManualClock(Mutex::new(now)));
        let mut shelves = HashMap::new();
        let mut copies = HashMap::new();
        let mut verifiers = HashMap::new();
        let mut logs = Vec::new();
        let mut writers = Vec::new();
        for (environment, seed) in Environment::ALL.into_iter().zip(1_u8..) {
            let inner = Arc::new(StoreShelf(Arc::clone(&store), environment));
            let shelf = FaultyShelf {
                inner,
                fails: Arc::default(),
            };
            let copy = second_places.logs.get(&environment).cloned().unwrap_or_default();
            let signer =
                NoteSigner::from_seed(&format!("localhost/log/{}", environment.code()), [seed; 32]).unwrap();
            verifiers.insert(
                environment,
                NoteVerifier::parse(&signer.verifier().to_text()).unwrap(),
            );
            shelves.insert(environment, shelf.clone());
            copies.insert(environment, copy.clone());
            let source: Arc<dyn Entropy> = entropy.clone();
            let (writer, task) = LogWriter::start(shelf, copy, signer, source).await.unwrap();
            logs.push(writer);
            writers.push(task);
        }
        let (training_log, production_log) = (logs.pop().unwrap(), logs.pop().unwrap());
        let change_copy = second_places.changes;
        let source: Arc<dyn Entropy> = entropy.clone();
        let (changes, change_task) =
            ChangeWriter::start(Arc::clone(&store), change_copy.clone(), change_signer(), source)
                .await
                .unwrap();
        let parts = ServiceParts {
            store: Arc::clone(&store),
            clock: clock.clone(),
            entropy,
            production_log,
            training_log,
            changes,
            settings: ServiceSettings {
                origin: ORIGIN.to_owned(),
                relying_party: "localhost".to_owned(),
                test_persons_only: true,
                hashing_threads: 2,
                limits,
            },
        };
        let service = Service::start(parts).await.unwrap();
        let service = Arc::new(service.with_attestation_roots(roots));
        Self {
            router: router(state(&service, "target/site")),
            service,
            store,
            clock,
            shelves,
            copies,
            verifiers,
            persons: demo::named_persons(day).into_iter().collect(),
            passwords,
            limits,
            writers,
            change_copy,
            change_task,
        }
    }

    /// Stops the writer of the change log, as a crash of it would.
    pub fn kill_change_writer(&self) {
        self.change_task.abort();
    }

    /// The change log, newest first, once all that waits is in it.
    pub async fn changes(&self) -> Vec<(u64, Change)> {
        self.service.settle_changes().await;
        self.store
            .list_changes(&ChangeFilter::default(), 10_000)
            .await
            .unwrap()
    }

    /// The router with the browser's files in another folder.
    pub fn router_with_site(&self, site: &Path) -> Router {
        router(state(&self.service, &site.to_string_lossy()))
    }

    /// The router as it is reached over TLS, with the browser's files in another folder.
    pub fn router_over_tls(&self, site: &Path) -> Router {
        router(AppState {
            origin: Arc::from("https://localhost"),
            ..state(&self.service, &site.to_string_lossy())
        })
    }

    /// Stops the log writers, as a crash of theirs would.
    pub fn kill_writers(&self) {
        for writer in &self.writers {
            writer.abort();
        }
    }

    pub fn code(&self, person: &str) -> String {
        self.persons
            .get(person)
            .unwrap_or_else(|| panic!("no person {person}"))
            .as_str()
            .to_owned()
    }

    pub fn temporary_password(&self, username: &str) -> String {
        self.passwords
            .get(username)
            .expect("a demonstration user")
            .clone()
    }

    pub fn client(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookie: None,
            headers: HeaderMap::new(),
            reads_terms: true,
        }
    }

    /// A client that went through the whole first sign-in, with its key.
    pub async fn signed_in(&self, username: &str) -> (Client, SoftKey) {
        let mut client = self.client();
        let mut key = SoftKey::default();
        let (status, stage) = client
            .give_password(username, &self.temporary_password(username))
            .await;
        assert_eq!((status, stage), (StatusCode::OK, json!("new-password")));
        let (status, stage) = client.set_password(&own_password(username)).await;
        assert_eq!((status, stage), (StatusCode::OK, json!("link-key")));
        let (status, stage) = client.link_key(&mut key, "Avain").await;
        assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
        (client, key)
    }

    /// How many entries a log has.
    pub async fn entries(&self, environment: Environment) -> u64 {
        self.shelves[&environment].find_head().await.unwrap().size
    }
}

fn state(service: &Arc<Service>, site: &str) -> AppState {
    AppState {
        service: Arc::clone(service),
        leptos: LeptosOptions::builder()
            .output_name("luotain")
            .site_root(site)
            .build(),
        contact: Contact {
            phone: "0295 000 000".to_owned(),
            email: "tuki@luotain.example".to_owned(),
        },
        origin: Arc::from(ORIGIN),
        trusted_proxies: Arc::default(),
    }
}

/// The key of the tests' change log.
pub fn change_signer() -> NoteSigner {
    NoteSigner::from_seed("localhost/log/changes", [7; 32]).unwrap()
}

/// The password that a test user sets.
pub fn own_password(username: &str) -> String {
    format!(
        "{} oma pitkä salalause",
        username.chars().rev().collect::<String>()
    )
}

/// A software key.
pub struct SoftKey(pub SoftPasskey);

impl Default for SoftKey {
    fn default() -> Self {
        Self(SoftPasskey::new(true))
    }
}

#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub cookie: Option<String>,
    pub headers: HeaderMap,
    /// Whether the terms of use are accepted wherever they are asked for.
    pub reads_terms: bool,
}

impl Client {
    /// A POST to a server function as the page makes it.
    pub async fn post(&mut self, path: &str, body: &Value) -> (StatusCode, Value) {
        self.post_raw(path, body.to_string().into_bytes()).await
    }

    pub async fn post_raw(&mut self, path: &str, body: Vec<u8>) -> (StatusCode, Value) {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json");
        if !self.headers.contains_key(header::ORIGIN) {
            request = request.header(header::ORIGIN, ORIGIN);
        }
        let (status, headers, body) = self.send(request, Body::from(body)).await;
        drop(headers);
        (
            status,
            serde_json::from_slice(&body)
                .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&body).into_owned())),
        )
    }

    /// The status of a request of any method, as from our own page.
    pub async fn try_method(&mut self, method: Method, path: &str) -> StatusCode {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ORIGIN, ORIGIN);
        self.send(request, Body::empty()).await.0
    }

    /// The headers of the answer to a POST that our page over TLS makes.
    pub async fn answer_headers(&mut self, path: &str, body: &Value) -> HeaderMap {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header(header::ORIGIN, "https://localhost");
        let (status, headers, _) = self.send(request, Body::from(body.to_string())).await;
        assert_eq!(status, StatusCode::OK);
        headers
    }

    pub async fn get(&mut self, path: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::builder()
            .method(Method::GET)
            .uri(path)
            .header(header::ACCEPT, "text/html");
        let (status, headers, body) = self.send(request, Body::empty()).await;
        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn send(
        &mut self,
        mut request: axum::http::request::Builder,
        body: Body,
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("__Host-luotain={cookie}"));
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            let text = value.to_str().unwrap();
            if let Some(rest) = text.strip_prefix("__Host-luotain=") {
                assert!(
                    text.contains("; Path=/; Secure; HttpOnly; SameSite=Strict"),
                    "{text}"
                );
                let token = rest.split(';').next().unwrap();
                self.cookie = (!token.is_empty()).then(|| token.to_owned());
            }
        }
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    pub async fn give_password(&mut self, username: &str, password: &str) -> (StatusCode, Value) {
        self.post(
            "/api/sign-in/password",
            &json!({ "credentials": { "username": username, "password": password } }),
        )
        .await
    }

    pub async fn set_password(&mut self, password: &str) -> (StatusCode, Value) {
        self.post(
            "/api/sign-in/new-password",
            &json!({ "password": password, "repeated": password }),
        )
        .await
    }

    pub async fn link_key(&mut self, key: &mut SoftKey, name: &str) -> (StatusCode, Value) {
        let (status, question) = self.post("/api/user/key/link/start", &json!({})).await;
        if status != StatusCode::OK {
            return (status, question);
        }
        let options = serde_json::from_value(question["options"].clone()).unwrap();
        let credential = key
            .0
            .do_registration(Url::parse(ORIGIN).unwrap(), options)
            .unwrap();
        let answer = json!({ "answer": { "id": question["id"], "credential": credential, "name": name } });
        let answer = self.post("/api/user/key/link/finish", &answer).await;
        self.after_key(answer).await
    }

    /// Goes on from the key: the terms of use come the first time.
    async fn after_key(&mut self, (status, stage): (StatusCode, Value)) -> (StatusCode, Value) {
        if stage == "accept-terms" && self.reads_terms {
            self.accept_terms().await
        } else {
            (status, stage)
        }
    }

    pub async fn accept_terms(&mut self) -> (StatusCode, Value) {
        let version = json!({ "version": TERMS_VERSION });
        self.post("/api/sign-in/terms/accept", &version).await
    }

    /// A key's answer to the question at `start`, made for `origin`.
    pub async fn key_answer(&mut self, start: &str, key: &mut SoftKey, origin: &str) -> Value {
        let (status, question) = self.post(start, &json!({})).await;
        assert_eq!(status, StatusCode::OK, "{question}");
        let options = serde_json::from_value(question["options"].clone()).unwrap();
        let credential = key
            .0
            .do_authentication(Url::parse(origin).unwrap(), options)
            .unwrap();
        json!({ "answer": { "id": question["id"], "credential": credential } })
    }

    pub async fn use_key(&mut self, key: &mut SoftKey) -> (StatusCode, Value) {
        let answer = self.key_answer("/api/sign-in/key/start", key, ORIGIN).await;
        let answer = self.post("/api/sign-in/key/finish", &answer).await;
        self.after_key(answer).await
    }

    pub async fn confirm(&mut self, key: &mut SoftKey) -> (StatusCode, Value) {
        let answer = self.key_answer("/api/user/confirm/start", key, ORIGIN).await;
        self.post("/api/user/confirm/finish", &answer).await
    }

    /// The key's answer to the question that is bound to opening one kept answer.
    pub async fn step_up_answer(&mut self, key: &mut SoftKey, kept: &str) -> Value {
        let (status, question) = self
            .post("/api/query/confirm/start", &json!({ "id": kept }))
            .await;
        assert_eq!(status, StatusCode::OK, "{question}");
        let options = serde_json::from_value(question["options"].clone()).unwrap();
        let credential = key
            .0
            .do_authentication(Url::parse(ORIGIN).unwrap(), options)
            .unwrap();
        json!({ "id": question["id"], "credential": credential })
    }

    /// Opens a kept answer with the key, so that data under a non-disclosure show.
    pub async fn open_with_key(&mut self, key: &mut SoftKey, kept: &str) -> (StatusCode, Value) {
        let answer = self.step_up_answer(key, kept).await;
        self.post(
            "/api/query/confirm/finish",
            &json!({ "id": kept, "answer": answer }),
        )
        .await
    }

    pub async fn find_person(&mut self, query: &Query<'_>) -> (StatusCode, Value) {
        self.post("/api/query/person", &query.body()).await
    }
}

/// A query as the page sends it.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    pub environment: &'a str,
    pub permit: &'a str,
    pub role: &'a str,
    pub purpose: &'a str,
    pub reference: &'a str,
    pub code: &'a str,
}

impl<'a> Query<'a> {
    pub fn customer_service(code: &'a str) -> Self {
        Self {
            environment: "production",
            permit: "kunta",
            role: "asiakaspalvelu",
            purpose: "asukaspalvelu",
            reference: "KUU 12/2026",
            code,
        }
    }

    pub fn social_work(code: &'a str) -> Self {
        Self {
            role: "sosiaalityo",
            purpose: "lastensuojelu",
            ..Self::customer_service(code)
        }
    }

    pub fn bank(code: &'a str) -> Self {
        Self {
            permit: "pankki",
            role: "asiakastieto",
            purpose: "tunteminen",
            ..Self::customer_service(code)
        }
    }

    pub fn parish(code: &'a str) -> Self {
        Self {
            permit: "seurakunta",
            role: "jasenrekisteri",
            purpose: "jasenyys",
            ..Self::customer_service(code)
        }
    }

    pub fn body(&self) -> Value {
        json!({ "query": {
            "environment": self.environment, "permit": self.permit, "role": self.role,
            "purpose": self.purpose, "reference": self.reference, "code": self.code,
        } })
    }
}

/// The entry that a receipt proves.
pub fn entry_of(answer: &Value) -> luotain::log::Entry {
    let receipt = luotain::log::Receipt::parse(answer["receipt"].as_str().unwrap()).unwrap();
    luotain::log::Entry::decode(&receipt.payload).unwrap()
}

/// The id under which an answer can be opened again.
pub fn kept_of(answer: &Value) -> String {
    answer["answer"]["kept"]
        .as_str()
        .unwrap_or_else(|| panic!("not kept: {answer}"))
        .to_owned()
}

/// The codes of the groups in an answer.
pub fn groups_of(answer: &Value) -> Vec<String> {
    answer["answer"]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["group"].as_str().unwrap().to_owned())
        .collect()
}

/// The problem's code in a refusal.
pub fn problem(answer: &Value) -> String {
    answer["problem"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("no problem in {answer}"))
        .to_owned()
}
