//! The use cases: what a server function calls. Everything a client sends is hostile here.

mod alarms;
mod approvals;
mod attestation;
mod authority;
mod authority_people;
mod bulletins;
mod callers;
mod change_writer;
mod changes;
mod clock;
mod common_passwords;
mod copy_folder;
mod directory;
mod disclosing;
mod factor_notice;
mod health;
mod invitation;
mod kept;
mod key_rules;
mod keys;
mod levers;
mod local_time;
pub mod log_export;
mod log_keys;
mod log_status;
pub mod log_verify;
pub mod log_writer;
pub mod mail;
mod management;
mod message;
mod organisations;
mod own_queries;
mod own_sign_ins;
mod password_order;
mod passwords;
mod permits;
mod person;
mod places;
mod practice;
mod register_days;
mod register_source;
mod responsible;
mod session_end;
mod sessions;
mod sign_in;
mod support;
mod suspicion;
mod terms;
mod throttle;
mod usage;
mod user_services;

pub use alarms::{AlarmSettings, Probes, Standing};
pub use attestation::{AttestationRootProblem, AttestationRoots};
pub use change_writer::ChangeWriter;
pub use clock::{Clock, Entropy, EntropyError};
pub use directory::Directory;
pub use health::{Health, LogHealth};
pub use local_time::local_day;
pub use log_writer::{CheckpointCopy, LogWriter};
pub use passwords::{Passwords, hash_now as hash_password};
pub use register_source::RegisterSource;
pub use sessions::{Session, Token};
pub use throttle::Throttle;
pub use usage::QueryLimits;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use webauthn_rs::Webauthn;
use webauthn_rs::prelude::Url;

use crate::environment::Environment;
use crate::error::Problem;
use crate::language::Language;
use crate::session::Stage;
use crate::store::{Store, StoreError};

use alarms::Alarms;
use directory::DirectoryCell;
use kept::Kept;
use keys::Ceremonies;
use practice::Practice;
use register_days::RegisterDays;
use sessions::Sessions;
use usage::Usage;

/// What is known of one request beside its body.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// The request's random id, told in errors.
    pub id: String,
    /// The session token that came with it.
    pub token: Option<Token>,
    /// The network address it came from.
    pub source: String,
    /// The browser, as it calls itself, shortened.
    pub browser: String,
    /// The language chosen.
    pub language: Language,
}

impl RequestContext {
    /// What the service does by itself, or by a command.
    pub(crate) fn of_service() -> Self {
        Self {
            id: String::new(),
            token: None,
            source: String::new(),
            browser: String::new(),
            language: Language::default(),
        }
    }
}

/// A session that has taken a step, under its new token.
#[derive(Clone, Debug)]
pub struct Step {
    /// How far it has come.
    pub stage: Stage,
    /// The token for the cookie.
    pub token: Token,
}

/// How the service is set up.
#[derive(Clone, Debug)]
pub struct ServiceSettings {
    /// The origin that the browser sees, such as `https://luotain.example`.
    pub origin: String,
    /// The host to which keys are bound. Changing it makes every linked key useless.
    pub relying_party: String,
    /// Whether the production register, too, holds test persons only (the demonstration).
    pub test_persons_only: bool,
    /// How many passwords may be hashed at once.
    pub hashing_threads: usize,
    /// From how many queries on something is done about them.
    pub limits: QueryLimits,
}

/// The parts that a service is built of.
pub struct ServiceParts {
    /// The store.
    pub store: Arc<Store>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The writer of the production log.
    pub production_log: LogWriter,
    /// The writer of the training log.
    pub training_log: LogWriter,
    /// The writer of the change log.
    pub changes: ChangeWriter,
    /// The settings.
    pub settings: ServiceSettings,
}

/// The service: holds what the use cases share.
pub struct Service {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    production_log: LogWriter,
    training_log: LogWriter,
    changes: ChangeWriter,
    settings: ServiceSettings,
    directory: DirectoryCell,
    /// Held while the directory is changed and read again.
    directory_change: tokio::sync::Mutex<()>,
    /// Held while an own password is stored and its session taken a step further.
    password_change: tokio::sync::Mutex<()>,
    sessions: Sessions,
    passwords: Passwords,
    throttle: Throttle,
    webauthn: Webauthn,
    ceremonies: Ceremonies,
    /// Answers that can be opened again.
    kept: Kept,
    usage: Usage,
    register_days: RegisterDays,
    practice: Practice,
    roots: AttestationRoots,
    /// Whether messages are sent.
    sends_mail: AtomicBool,
    alarms: Alarms,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Service")
    }
}

/// Why a service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The origin or relying party is not usable for keys.
    #[error("origin or relying party: {0}")]
    Origin(String),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The hasher could not be prepared.
    #[error("password hashing could not be prepared")]
    Hashing,
}

impl Service {
    /// Starts a service on an open store: reads the directory and the sessions.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(parts: ServiceParts) -> Result<Self, StartError> {
        let origin =
            Url::parse(&parts.settings.origin).map_err(|error| StartError::Origin(error.to_string()))?;
        let webauthn = webauthn_rs::WebauthnBuilder::new(&parts.settings.relying_party, &origin)
            .and_then(|builder| builder.rp_name("Luotain").timeout(keys::CHALLENGE_LIFE).build())
            .map_err(|error| StartError::Origin(error.to_string()))?;
        let directory = Directory::load(&parts.store).await?;
        let sessions = Sessions::load(&parts.store, parts.clock.now()).await?;
        let passwords = Passwords::new(parts.settings.hashing_threads, &*parts.entropy)?;
        let usage = Usage::new(parts.settings.limits);
        let register_days = RegisterDays::load(&*parts.store).await?;
        let alarms = Alarms::new(parts.clock.now());
        let service = Self {
            store: parts.store,
            clock: parts.clock,
            entropy: parts.entropy,
            production_log: parts.production_log,
            training_log: parts.training_log,
            changes: parts.changes,
            settings: parts.settings,
            directory: DirectoryCell::new(directory),
            directory_change: tokio::sync::Mutex::default(),
            password_change: tokio::sync::Mutex::default(),
            sessions,
            passwords,
            throttle: Throttle::default(),
            webauthn,
            ceremonies: Ceremonies::default(),
            kept: Kept::default(),
            usage,
            register_days,
            practice: Practice::default(),
            roots: AttestationRoots::default(),
            sends_mail: AtomicBool::new(false),
            alarms,
        };
        service.apply_levers();
        Ok(service)
    }

    /// The log writer of an environment.
    fn log(&self, environment: Environment) -> &LogWriter {
        match environment {
            Environment::Production => &self.production_log,
            Environment::Training => &self.training_log,
        }
    }

    /// The password hasher, whose work tests count.
    #[must_use]
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// A new random key of 26 characters with 128 bits.
    fn new_key(&self) -> Result<crate::permit::Key, Problem> {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes).map_err(|error| internal(&error))?;
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        crate::permit::Key::parse(&text).map_err(|error| internal(&error))
    }
}

/// A failure whose cause is for the operator only.
fn internal(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "internal failure");
    Problem::Internal
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        internal(&error)
    }
}
