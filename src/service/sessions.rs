//! Sessions: in memory for speed, in the store for restarts.
//!
//! A request costs no durable write: the last use is kept in memory and written at most
//! once a minute. Ending is durable before it is answered.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::changes::{Told, changed_fields};
use super::clock::Entropy;
use super::{RequestContext, Service, Step};
use crate::access::{KeyKind, Officer};
use crate::error::Problem;
use crate::log::ChangeAct;
use crate::permit::Key;
use crate::session::Stage;
use crate::store::{AlsoChange, OpenedBy, SessionRow, Store, StoreError, UserRow};

/// A signed-in session ends after this time without use (NIST SP 800-63B-4, domain.md §3).
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A signed-in session ends after this time in any case.
const ABSOLUTE: TimeDelta = TimeDelta::hours(10);
/// A session that is still signing in ends after this time.
const UNFINISHED: TimeDelta = TimeDelta::minutes(15);
/// The last use is written to the store at most this often.
const WRITE_EVERY: TimeDelta = TimeDelta::minutes(1);
/// For this long the use of a key counts for changes in User Services (ASVS 7.5.1).
pub(super) const CONFIRMED: TimeDelta = TimeDelta::minutes(5);

/// A session token: 256 random bits. Printed and compared as a digest only.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Reads a token from a cookie; none unless it is 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64
            && text
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
        fits.then(|| Self(text.to_owned()))
    }

    /// The text for the cookie, and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn new(entropy: &dyn Entropy) -> Result<Self, Problem> {
        let mut bytes = [0; 32];
        entropy
            .fill(&mut bytes)
            .map_err(|error| super::internal(&error))?;
        Ok(Self(hex(&bytes)))
    }

    /// The key under which the store keeps the session.
    #[must_use]
    pub fn store_digest(&self) -> String {
        hex(&self.digest())
    }

    pub(super) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A session in use.
#[derive(Debug)]
pub struct Session {
    digest: [u8; 32],
    row: SessionRow,
    last_seen: AtomicI64,
    last_written: AtomicI64,
    /// Failures to be told to the owner, once, on the front page.
    failures: Mutex<Option<crate::store::SignInFailures>>,
}

impl Session {
    fn new(digest: [u8; 32], row: SessionRow, failures: Option<crate::store::SignInFailures>) -> Self {
        let seen = row.last_seen.timestamp_micros();
        Self {
            digest,
            row,
            last_seen: AtomicI64::new(seen),
            last_written: AtomicI64::new(seen),
            failures: Mutex::new(failures),
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn username(&self) -> &Key {
        &self.row.username
    }

    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.row.stage
    }

    /// The row as of its last write.
    pub(super) fn row(&self) -> &SessionRow {
        &self.row
    }

    /// The digest of its token.
    pub(super) fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// What the log keeps of the session: ties its entries together, opens nothing.
    pub(super) fn log_digest(&self) -> [u8; 16] {
        let (half, _) = self.digest.split_at(16);
        <[u8; 16]>::try_from(half).unwrap_or_default()
    }

    /// The failures that are still to be told.
    pub(super) fn failures(&self) -> Option<crate::store::SignInFailures> {
        self.failures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The failures have been told.
    pub(super) fn forget_failures(&self) {
        *self.failures.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// When it was last used.
    pub(super) fn last_seen(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.last_seen.load(Ordering::Relaxed)).unwrap_or(self.row.last_seen)
    }

    /// Whether it was opened with a key that may be of this kind. One that remembers no key may
    /// have been opened with any, unless it is still signing in.
    fn was_opened_with(&self, kind: KeyKind) -> bool {
        self.row
            .key
            .as_ref()
            .map_or(self.row.stage == Stage::SignedIn, |key| key.kinds.contains(&kind))
    }

    /// Seconds until it ends for want of use, and in any case. Zero = ended.
    pub(super) fn remaining(&self, now: DateTime<Utc>) -> (u32, u32) {
        let (idle, absolute) = match self.row.stage {
            Stage::SignedIn => (IDLE, ABSOLUTE),
            _ => (UNFINISHED, UNFINISHED),
        };
        let left = |end: DateTime<Utc>| u32::try_from((end - now).num_seconds().max(0)).unwrap_or(0);
        let absolute = left(self.row.began_at + absolute);
        (left(self.last_seen() + idle).min(absolute), absolute)
    }

    /// Seconds for which the last use of a key still counts for changes.
    pub(super) fn confirmed_seconds(&self, now: DateTime<Utc>) -> u32 {
        let left = self
            .row
            .confirmed_at
            .map_or(0, |at| (at + CONFIRMED - now).num_seconds());
        u32::try_from(left.max(0)).unwrap_or(0)
    }
}

/// Why a session ended that its owner did not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    /// The username was ended.
    Ended,
    /// The username was locked.
    Locked,
    /// The authority ended it, or closed the organisation.
    ByAuthority,
}

/// When sessions ended and why, by the digest of their token.
type Farewells = HashMap<[u8; 32], (DateTime<Utc>, Farewell)>;

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    open: RwLock<HashMap<[u8; 32], Arc<Session>>>,
    /// Sessions that others ended, why and when, so that an open page can be told. They open
    /// nothing.
    farewells: RwLock<Farewells>,
    /// Held shared by every step of a session, and alone by whoever ends all.
    steps: tokio::sync::RwLock<()>,
}

impl Sessions {
    /// Reads the sessions that have not ended.
    pub(super) async fn load(store: &Store, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let mut open = HashMap::new();
        for row in store.list_sessions().await? {
            let digest = (0..32)
                .map(|at| {
                    row.digest
                        .get(2 * at..2 * at + 2)
                        .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                })
                .collect::<Option<Vec<u8>>>()
                .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
            let Some(digest) = digest else { continue };
            let session = Session::new(digest, row, None);
            if session.remaining(now).0 == 0 {
                store.delete_session(&session.row.digest).await?;
            } else {
                open.insert(digest, Arc::new(session));
            }
        }
        Ok(Self {
            open: RwLock::new(open),
            farewells: RwLock::default(),
            steps: tokio::sync::RwLock::default(),
        })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.open.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Keeps in mind why a session ended.
    pub(super) fn bid_farewell(&self, digest: [u8; 32], now: DateTime<Utc>, farewell: Farewell) {
        self.farewells
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(digest, (now, farewell));
    }

    /// Why a session ended, if others ended it.
    pub(super) fn farewell(&self, digest: &[u8; 32]) -> Option<Farewell> {
        self.farewells
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(digest)
            .map(|(_, farewell)| *farewell)
    }

    /// Waits until no session is taking a step, and keeps them from it.
    pub(super) async fn no_steps(&self) -> tokio::sync::RwLockWriteGuard<'_, ()> {
        self.steps.write().await
    }

    /// All sessions, ended ones that were not removed yet among them.
    pub(super) fn all(&self) -> Vec<Arc<Session>> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.values().cloned().collect()
    }

    fn forget_farewells(&self, now: DateTime<Utc>) {
        self.farewells
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, (at, _)| now < *at + ABSOLUTE);
    }

    fn find(&self, digest: &[u8; 32]) -> Option<Arc<Session>> {
        self.open
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(digest)
            .cloned()
    }

    fn insert(&self, session: Arc<Session>) {
        self.open
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(session.digest, session);
    }

    /// Takes a session away; whether it was there.
    pub(super) fn take(&self, digest: &[u8; 32]) -> bool {
        self.open
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(digest)
            .is_some()
    }

    /// A username's sessions, newest first.
    pub(super) fn list(&self, username: &Key) -> Vec<Arc<Session>> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let mut sessions: Vec<_> = open
            .values()
            .filter(|session| session.row.username == *username)
            .cloned()
            .collect();
        sessions.sort_by_key(|session| std::cmp::Reverse(session.row.began_at));
        sessions
    }

    /// The sessions that were opened with a key that may be of this kind.
    pub(super) fn opened_with(&self, kind: KeyKind) -> Vec<Arc<Session>> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.values()
            .filter(|session| session.was_opened_with(kind))
            .cloned()
            .collect()
    }

    fn ended(&self, now: DateTime<Utc>) -> Vec<Arc<Session>> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.values()
            .filter(|session| session.remaining(now).0 == 0)
            .cloned()
            .collect()
    }
}

impl Service {
    /// The session of a request, prolonged by this use. Ended sessions and those of ended or
    /// locked usernames are none.
    pub(super) fn session(&self, request: &RequestContext) -> Result<Arc<Session>, Problem> {
        let session = self.session_untouched(request)?;
        let now = self.clock.now();
        session
            .last_seen
            .fetch_max(now.timestamp_micros(), Ordering::Relaxed);
        let written = session.last_written.load(Ordering::Relaxed);
        let due = now.timestamp_micros() - written > WRITE_EVERY.num_microseconds().unwrap_or(i64::MAX);
        let is_ours = || {
            let now = now.timestamp_micros();
            session
                .last_written
                .compare_exchange(written, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
        };
        if due && is_ours() {
            let row = SessionRow {
                last_seen: now,
                ..session.row.clone()
            };
            let store = Arc::clone(&self.store);
            tokio::spawn(async move {
                if let Err(error) = store.touch_session(&row).await {
                    tracing::warn!(%error, "last use of a session not written");
                }
            });
        }
        Ok(session)
    }

    /// The session of a request without prolonging it.
    pub(super) fn session_untouched(&self, request: &RequestContext) -> Result<Arc<Session>, Problem> {
        let token = request.token.as_ref().ok_or(Problem::SignedOut)?;
        let session = self.sessions.find(&token.digest()).ok_or(Problem::SignedOut)?;
        let directory = self.directory.get();
        let is_active = directory
            .user(&session.row.username)
            .is_some_and(|user| user.is_open() && !directory.is_closed(&user.organisation));
        if session.remaining(self.clock.now()).0 == 0 || !is_active || self.is_switched_off(&session) {
            return Err(Problem::SignedOut);
        }
        Ok(session)
    }

    /// Whether the authority has switched the kind of key off that opened a session. Asked at
    /// every request, so that a sign-in which was under way at that moment opens nothing either.
    fn is_switched_off(&self, session: &Session) -> bool {
        let directory = self.directory.get();
        directory.kinds_off().any(|off| session.was_opened_with(off.kind))
    }

    /// Whether a request comes from somebody fully signed in. For choosing between the
    /// public pages and the service; rights are decided elsewhere.
    #[must_use]
    pub fn is_signed_in(&self, request: &RequestContext) -> bool {
        self.session_untouched(request)
            .is_ok_and(|session| session.row.stage == Stage::SignedIn)
    }

    /// The session at exactly this stage of signing in.
    pub(super) fn session_at(&self, request: &RequestContext, stage: Stage) -> Result<Arc<Session>, Problem> {
        let session = self.session(request)?;
        if session.row.stage == stage {
            Ok(session)
        } else {
            Err(Problem::WrongStep)
        }
    }

    /// The signed-in session with its user.
    pub(super) fn signed_in(
        &self,
        request: &RequestContext,
    ) -> Result<(Arc<Session>, Arc<UserRow>), Problem> {
        let session = self.session(request)?;
        if session.row.stage != Stage::SignedIn {
            return Err(Problem::SignedOut);
        }
        let user = self
            .directory
            .get()
            .user(&session.row.username)
            .ok_or(Problem::SignedOut)?;
        Ok((session, user))
    }

    /// The session whose key was used, with its user: signed in, or with the terms of use still to
    /// be accepted.
    pub(super) fn after_key(
        &self,
        request: &RequestContext,
    ) -> Result<(Arc<Session>, Arc<UserRow>), Problem> {
        let session = self.session(request)?;
        if !matches!(session.row.stage, Stage::AcceptTerms | Stage::SignedIn) {
            return Err(Problem::WrongStep);
        }
        let user = self
            .directory
            .get()
            .user(&session.row.username)
            .ok_or(Problem::SignedOut)?;
        Ok((session, user))
    }

    /// The signed-in session with its officer.
    pub(super) fn officer(&self, request: &RequestContext) -> Result<(Arc<Session>, Officer), Problem> {
        let (session, user) = self.signed_in(request)?;
        let directory = self.directory.get();
        let organisation = directory
            .organisation(&user.organisation)
            .ok_or(Problem::SignedOut)?;
        let officer = Officer {
            username: user.id.clone(),
            code: user.code,
            name: user.name.clone(),
            organisation: user.organisation.clone(),
            organisation_name: organisation.name.clone(),
            rights: user.rights.clone(),
            language: request.language,
            is_suspended: directory.is_suspended(&user.organisation, self.today()),
        };
        Ok((session, officer))
    }

    /// Begins a session, or moves one to a further stage under a new token. The old token is
    /// worthless from then on (ASVS 7.2.4).
    pub(super) async fn step(
        &self,
        request: &RequestContext,
        before: Option<&Session>,
        username: &Key,
        stage: Stage,
        confirmed: bool,
        failures: Option<crate::store::SignInFailures>,
    ) -> Result<Step, Problem> {
        self.step_with(request, before, username, stage, confirmed, failures, None)
            .await
    }

    /// As [`Self::step`], with the key that opens the session; it stays the session's whatever
    /// key confirms later changes.
    #[expect(
        clippy::too_many_arguments,
        reason = "all of a step's parts, once, for the row that is written"
    )]
    pub(super) async fn step_with(
        &self,
        request: &RequestContext,
        before: Option<&Session>,
        username: &Key,
        stage: Stage,
        confirmed: bool,
        failures: Option<crate::store::SignInFailures>,
        opened: Option<OpenedBy>,
    ) -> Result<Step, Problem> {
        let _step = self.sessions.steps.read().await;
        // One step a session: a second one at once, or one of a session ended meanwhile, fails.
        if before.is_some_and(|before| !self.sessions.take(&before.digest)) {
            return Err(Problem::SignedOut);
        }
        let now = self.clock.now();
        let token = Token::new(&*self.entropy)?;
        let digest = token.digest();
        let is_new_sign_in = before.is_none_or(|session| session.row.stage != Stage::SignedIn);
        let row = SessionRow {
            digest: hex(&digest),
            username: username.clone(),
            stage,
            // The ten hours begin with the full sign-in; changes within it do not renew them.
            began_at: before
                .filter(|_| !is_new_sign_in)
                .map_or(now, |session| session.row.began_at),
            last_seen: now,
            confirmed_at: if confirmed {
                Some(now)
            } else {
                before.and_then(|session| session.row.confirmed_at)
            },
            source: request.source.clone(),
            browser: request.browser.clone(),
            // Only an enrolment code leads back from the question for a key to the linking of one.
            is_enrolling: stage == Stage::LinkKey
                && before.is_some_and(|session| session.row.stage == Stage::UseKey),
            key: opened.or_else(|| before.and_then(|session| session.row.key.clone())),
        };
        self.store.update_session(&row).await?;
        let failures = failures.or_else(|| before.and_then(|session| session.failures()));
        self.sessions
            .insert(Arc::new(Session::new(digest, row, failures)));
        if let Some(before) = before {
            self.end(before).await?;
        }
        Ok(Step { stage, token })
    }

    /// Forgets what an ended session kept of its answers, unless it took a step and goes on under
    /// another token.
    pub(super) fn forget_kept(&self, session: &Session) {
        let sitting = super::kept::Sitting::of(session);
        let mut others = self.sessions.list(&session.row.username).into_iter();
        if !others.any(|other| super::kept::Sitting::of(&other) == sitting) {
            self.kept.forget(&sitting);
        }
    }

    /// Ends a session.
    pub(super) async fn end(&self, session: &Session) -> Result<(), Problem> {
        self.sessions.take(&session.digest);
        self.forget_kept(session);
        let (store, digest) = (Arc::clone(&self.store), session.row.digest.clone());
        // On its own, so that a request that is cut off does not leave the row behind.
        let deleted = tokio::spawn(async move { store.delete_session(&digest).await });
        deleted.await.map_err(|error| super::internal(&error))??;
        Ok(())
    }

    /// Ends a username: no right, key or session of it works any more.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for an unknown username.
    pub async fn end_username(&self, login: &str) -> Result<(), Problem> {
        let change = self.directory_change.lock().await;
        let user = self
            .directory
            .get()
            .user_by_login(login)
            .ok_or(Problem::NotFound)?;
        let ended = UserRow {
            ended_at: Some(self.clock.now()),
            revision: user.revision + 1,
            ..UserRow::clone(&user)
        };
        let told = Told {
            details: changed_fields(Some(&user), &ended),
            ..Told::of_user(ChangeAct::PersonEnded, &user.id)
        };
        let entry = self.entry(&RequestContext::of_service(), None, told)?;
        let also = AlsoChange {
            entries: &[entry],
            ..AlsoChange::default()
        };
        if !self.store.change_user(&ended, &[], &also).await? {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        self.reload_locked(&change).await?;
        self.end_sessions_of(&user.id, Farewell::Ended).await
    }

    /// Ends all sessions of a username that is ended or locked; their pages are told why.
    pub(super) async fn end_sessions_of(&self, username: &Key, farewell: Farewell) -> Result<(), Problem> {
        for session in self.sessions.list(username) {
            self.sessions
                .bid_farewell(session.digest, self.clock.now(), farewell);
            self.end(&session).await?;
        }
        Ok(())
    }

    /// Ends all sessions of a username that goes on.
    pub(super) async fn end_all_sessions(&self, username: &Key) -> Result<(), Problem> {
        for session in self.sessions.list(username) {
            self.end(&session).await?;
        }
        Ok(())
    }

    /// Removes what has ended. Called now and then; ended sessions are refused without it.
    pub async fn sweep(&self) {
        let ended = self.sessions.ended(self.clock.now());
        if !ended.is_empty()
            && let Err(problem) = self.sweep_sessions(&ended).await
        {
            tracing::warn!(%problem, "ended sessions could not be removed");
        }
        // What could not be taken into the change log before is tried again.
        self.changes.wake();
        self.sessions.forget_farewells(self.clock.now());
        let before = self.clock.now() - super::mail::SENT_KEPT;
        if let Err(error) = self.store.delete_sent_before(before).await {
            tracing::warn!(%error, "messages sent long ago were not removed");
        }
        self.ceremonies.sweep(self.clock.now());
        self.usage.sweep(self.clock.now());
        if let Err(error) = self.register_days.read(self.source()).await {
            tracing::warn!(%error, "the day of the register could not be read");
        }
        if let Err(problem) = self.watch_responsible_users().await {
            tracing::error!(%problem, "the watch over responsible users failed");
        }
    }
}
