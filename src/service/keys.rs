//! WebAuthn: linking a key and using one (D2).
//!
//! The questions put to keys are kept here, in memory, under a random id, bound to the
//! session and the purpose; each is taken out at its first answer and lives two minutes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use webauthn_rs::prelude::{Passkey, PasskeyAuthentication, PasskeyRegistration, WebauthnError};
use webauthn_rs_proto::PublicKeyCredential;

use super::sessions::Session;
use super::{RequestContext, Service, Step};
use crate::error::Problem;
use crate::session::{Ceremony, LinkAnswer, LinkQuestion, Stage, UseAnswer, UseQuestion};
use crate::store::{KeyRow, UserRow};

/// How long a question may be answered.
pub(super) const CHALLENGE_LIFE: Duration = Duration::from_secs(120);
/// So many open questions at once; the oldest go first.
const LARGEST: usize = 10_000;
/// So many keys a username may have.
const MOST_KEYS: u32 = 10;

#[derive(Debug)]
enum State {
    Link(PasskeyRegistration),
    Use(PasskeyAuthentication),
}

#[derive(Debug)]
struct Pending {
    session: [u8; 32],
    state: State,
    deadline: DateTime<Utc>,
}

/// The open questions.
#[derive(Debug, Default)]
pub(super) struct Ceremonies {
    open: Mutex<HashMap<String, Pending>>,
}

impl Ceremonies {
    fn put(&self, id: String, pending: Pending) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= LARGEST
            && let Some(oldest) = open
                .iter()
                .min_by_key(|(_, pending)| pending.deadline)
                .map(|(id, _)| id.clone())
        {
            open.remove(&oldest);
        }
        open.insert(id, pending);
    }

    /// Takes a question out, so that no second answer finds it.
    fn take(&self, id: &str, session: &Session, now: DateTime<Utc>) -> Result<State, Problem> {
        let pending = self
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(id);
        pending
            .filter(|pending| pending.session == *session.digest() && now < pending.deadline)
            .map(|pending| pending.state)
            .ok_or(Problem::ChallengeExpired)
    }

    pub(super) fn sweep(&self, now: DateTime<Utc>) {
        self.open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|_, pending| now < pending.deadline);
    }
}

/// A name that a user gives: 1–60 characters on one line.
pub(super) fn valid_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let fits = (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits {
        Ok(name.to_owned())
    } else {
        Err(Problem::Name)
    }
}

impl Service {
    fn pend(&self, session: &Session, state: State) -> Result<String, Problem> {
        let id = self.new_key()?.as_str().to_owned();
        let life = TimeDelta::from_std(CHALLENGE_LIFE).unwrap_or_default();
        let deadline = self.clock.now() + life;
        self.ceremonies.put(
            id.clone(),
            Pending {
                session: *session.digest(),
                state,
                deadline,
            },
        );
        Ok(id)
    }

    /// The session that may link a key: at that step of sign-in, or signed in and confirmed.
    fn linking_session(&self, request: &RequestContext) -> Result<(Arc<Session>, Arc<UserRow>), Problem> {
        let session = self.session(request)?;
        match session.stage() {
            Stage::LinkKey => {}
            Stage::SignedIn if session.confirmed_seconds(self.clock.now()) > 0 => {}
            Stage::SignedIn => return Err(Problem::ReauthenticationNeeded),
            _ => return Err(Problem::WrongStep),
        }
        let user = self
            .directory
            .get()
            .user(session.username())
            .ok_or(Problem::SignedOut)?;
        Ok((session, user))
    }

    /// Begins the linking of a key.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ReauthenticationNeeded`.
    pub async fn start_key_link(&self, request: &RequestContext) -> Result<LinkQuestion, Problem> {
        let (session, user) = self.linking_session(request)?;
        let keys = self.store.list_keys(&user.id).await?;
        // Only the first key may be linked at that step of sign-in: the password alone must
        // never add a key to an account that has one.
        let is_enrolling = session.row().is_enrolling;
        if session.stage() == Stage::LinkKey && !keys.is_empty() && !is_enrolling {
            return Err(Problem::WrongStep);
        }
        if keys.len() >= MOST_KEYS as usize && !is_enrolling {
            return Err(Problem::Name);
        }
        // With an enrolment code the new key takes the place of all: none is in the way.
        let known = keys
            .iter()
            .filter(|_| !is_enrolling)
            .map(|key| key.passkey.cred_id().clone())
            .collect();
        // The authenticator stores both names: no identity code may be in them.
        let (options, state) = self
            .webauthn
            .start_passkey_registration(user.handle, &user.login, &user.name, Some(known))
            .map_err(|error| super::internal(&error))?;
        let id = self.pend(&session, State::Link(state))?;
        Ok(Ceremony { id, options })
    }

    /// Takes the new key.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ChallengeExpired`, `KeyRefused`, `Name`.
    pub async fn link_key(&self, request: &RequestContext, answer: LinkAnswer) -> Result<Step, Problem> {
        let (session, user) = self.linking_session(request)?;
        let name = valid_name(&answer.name)?;
        let now = self.clock.now();
        let State::Link(state) = self.ceremonies.take(&answer.id, &session, now)? else {
            return Err(Problem::ChallengeExpired);
        };
        let passkey = self
            .webauthn
            .finish_passkey_registration(&answer.credential, &state)
            .map_err(|error| {
                self.audit(
                    request,
                    Some(&user.id),
                    "key.link-refused",
                    Some(&error.to_string()),
                );
                Problem::KeyRefused
            })?;
        let key = KeyRow {
            id: self.new_key()?,
            username: user.id.clone(),
            name,
            linked_at: now,
            last_used: None,
            synced: None,
            passkey,
            revision: 1,
        };
        let is_first = session.stage() == Stage::LinkKey;
        let is_enrolling = session.row().is_enrolling;
        let stored = if is_enrolling {
            self.store.replace_keys(&key).await
        } else {
            self.store.create_key(&key, is_first, MOST_KEYS).await
        };
        stored.map_err(|error| {
            tracing::warn!(%error, "a new key was not stored");
            Problem::KeyRefused
        })?;
        self.audit(request, Some(&user.id), "key.linked", Some(key.id.as_str()));
        if is_enrolling {
            // Whoever has the lost key may have a session open, too.
            for other in self.sessions.list(&user.id) {
                if other.digest() != session.digest() {
                    self.end(&other).await?;
                }
            }
        }
        let stage = if is_first {
            self.stage_after_key(&user.id).await?
        } else {
            Stage::SignedIn
        };
        if is_first && stage == Stage::SignedIn {
            self.note_sign_in(request, &user.id).await;
        }
        self.step(request, Some(&session), &user.id, stage, true, None)
            .await
    }

    /// Asks for a key of the session's user.
    pub(super) async fn ask_for_key(&self, session: &Session) -> Result<UseQuestion, Problem> {
        let keys = self.store.list_keys(session.username()).await?;
        let passkeys: Vec<Passkey> = keys.into_iter().map(|key| key.passkey).collect();
        let (options, state) = self
            .webauthn
            .start_passkey_authentication(&passkeys)
            .map_err(|error| super::internal(&error))?;
        let id = self.pend(session, State::Use(state))?;
        Ok(Ceremony { id, options })
    }

    /// Checks a key's answer and keeps its new counter. User verification is required by the
    /// question; the library refuses an answer without it, from another origin, or with a
    /// counter that went back.
    pub(super) async fn check_key(
        &self,
        request: &RequestContext,
        session: &Session,
        answer: &UseAnswer,
    ) -> Result<(), Problem> {
        let now = self.clock.now();
        let State::Use(state) = self.ceremonies.take(&answer.id, session, now)? else {
            return Err(Problem::ChallengeExpired);
        };
        let outcome = self.checked_key(session, &answer.credential, &state, now).await;
        if let Err(refused) = &outcome {
            let event = match refused {
                Refused::Compromised => "key.counter-went-back",
                _ => "key.use-refused",
            };
            self.audit(request, Some(session.username()), event, None);
        }
        outcome.map_err(|refused| match refused {
            Refused::Compromised | Refused::Key => Problem::KeyRefused,
            Refused::Problem(problem) => problem,
        })
    }

    async fn checked_key(
        &self,
        session: &Session,
        credential: &PublicKeyCredential,
        state: &PasskeyAuthentication,
        now: DateTime<Utc>,
    ) -> Result<(), Refused> {
        let result = self
            .webauthn
            .finish_passkey_authentication(credential, state)
            .map_err(|error| match error {
                WebauthnError::CredentialPossibleCompromise => Refused::Compromised,
                error => {
                    tracing::info!(%error, "a key's answer was refused");
                    Refused::Key
                }
            })?;
        if !result.user_verified() {
            return Err(Refused::Key);
        }
        // Fresh from the store: the counter held against must not be the one of the question.
        let keys = self
            .store
            .list_keys(session.username())
            .await
            .map_err(|error| Refused::Problem(error.into()))?;
        let mut key = keys
            .into_iter()
            .find(|key| key.passkey.cred_id() == result.cred_id())
            .ok_or(Refused::Key)?;
        // The library compared with the key of the question; another answer may have come since.
        let stored = serde_json::to_value(&key.passkey)
            .ok()
            .and_then(|value| value.pointer("/cred/counter")?.as_u64());
        let answered = u64::from(result.counter());
        if stored.is_none_or(|stored| (answered > 0 || stored > 0) && answered <= stored) {
            return Err(Refused::Compromised);
        }
        key.passkey.update_credential(&result);
        key.last_used = Some(now);
        key.synced = Some(result.backup_eligible());
        // A second use of the same state of the key at the same time loses here.
        match self.store.update_key(&key).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Refused::Compromised),
            Err(error) => Err(Refused::Problem(error.into())),
        }
    }

    /// Asks for the key at sign-in.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`.
    pub async fn start_key_use(&self, request: &RequestContext) -> Result<UseQuestion, Problem> {
        let session = self.session_at(request, Stage::UseKey)?;
        self.ask_for_key(&session).await
    }

    /// Takes the key's answer at sign-in: the user is signed in.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ChallengeExpired`, `KeyRefused`.
    pub async fn use_key(&self, request: &RequestContext, answer: UseAnswer) -> Result<Step, Problem> {
        let session = self.session_at(request, Stage::UseKey)?;
        let user = self
            .directory
            .get()
            .user(session.username())
            .ok_or(Problem::SignedOut)?;
        if let Err(problem) = self.check_key(request, &session, &answer).await {
            self.throttle
                .count_failure(&user.login, &request.source, self.clock.now());
            return Err(problem);
        }
        self.throttle.forget(&user.login, &request.source);
        let failures = self.forget_failures(&user.id).await?;
        let stage = self.stage_after_key(&user.id).await?;
        if stage == Stage::SignedIn {
            self.note_sign_in(request, &user.id).await;
        }
        self.step(request, Some(&session), &user.id, stage, true, failures)
            .await
    }

    /// Notes a full sign-in, for the owner's responsible users and for supervision.
    pub(super) async fn note_sign_in(&self, request: &RequestContext, username: &crate::permit::Key) {
        self.audit(request, Some(username), "sign-in.done", None);
        if let Err(error) = self.store.touch_sign_in(username, self.clock.now()).await {
            tracing::warn!(%error, "the time of a sign-in was not noted");
        }
    }

    /// Asks for the key before a change.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn start_confirmation(&self, request: &RequestContext) -> Result<UseQuestion, Problem> {
        let (session, _) = self.signed_in(request)?;
        self.ask_for_key(&session).await
    }

    /// Takes the key's answer before a change.
    ///
    /// # Errors
    /// `SignedOut`, `ChallengeExpired`, `KeyRefused`.
    pub async fn confirm_key(&self, request: &RequestContext, answer: UseAnswer) -> Result<Step, Problem> {
        let (session, user) = self.signed_in(request)?;
        // A question bound to one act confirms that act and nothing else.
        if self.kept.is_bound(&answer.id) {
            return Err(Problem::ChallengeExpired);
        }
        self.check_key(request, &session, &answer).await?;
        self.step(request, Some(&session), &user.id, Stage::SignedIn, true, None)
            .await
    }
}

enum Refused {
    /// The counter went back: the key may have been copied.
    Compromised,
    /// Anything else that is wrong with the answer.
    Key,
    /// The service failed.
    Problem(Problem),
}
