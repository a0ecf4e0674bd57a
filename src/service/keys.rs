//! WebAuthn: linking a key and using one (D2).
//!
//! Which keys are accepted is asked of [`crate::access::AcceptedKeys`]: at linking, and at every
//! sign-in with what is known of the key by then.

mod ceremonies;
mod linking;

use chrono::{DateTime, Utc};
use webauthn_rs::prelude::{PasskeyAuthentication, WebauthnError};

use super::changes::Told;
use super::own_sign_ins::KEY_NAME;
use super::sessions::Session;
use super::{RequestContext, Service, Step};
use crate::access::{AcceptedKeys, KeyPolicy, KeyRefusal};
use crate::error::Problem;
use crate::log::{ChangeAct, Detail};
use crate::permit::Key;
use crate::session::{Ceremony, Stage, UseAnswer, UseQuestion};
use crate::store::{KeyRow, OpenedBy};

use ceremonies::State;
pub(super) use ceremonies::{CHALLENGE_LIFE, Ceremonies};

/// So many keys a username may have.
const MOST_KEYS: u32 = 10;

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

/// What a session remembers of the key that opens it.
fn opened_by(key: &KeyRow) -> OpenedBy {
    OpenedBy {
        id: key.id.clone(),
        kinds: key.marks().kinds(),
    }
}

impl Service {
    /// Asks for one of these keys, of those that are accepted or may turn out to be.
    ///
    /// # Errors
    /// `KeyNotAccepted` if none of them is.
    fn ask_for_one(
        &self,
        session: &Session,
        keys: Vec<KeyRow>,
        accepted: &AcceptedKeys,
    ) -> Result<UseQuestion, Problem> {
        let refusal = keys.first().and_then(|key| accepted.check(&key.marks()).err());
        let passkeys: Vec<_> = keys
            .into_iter()
            .filter(|key| accepted.may_accept(&key.marks()))
            .map(|key| key.passkey)
            .collect();
        if let Some(refusal) = refusal.filter(|_| passkeys.is_empty()) {
            return Err(refusal.into());
        }
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
    async fn check_key_among(
        &self,
        request: &RequestContext,
        session: &Session,
        answer: &UseAnswer,
        accepted: &AcceptedKeys,
    ) -> Result<KeyRow, Problem> {
        let now = self.clock.now();
        let State::Use(state) = self.ceremonies.take(&answer.id, session, now)? else {
            return Err(Problem::ChallengeExpired);
        };
        let outcome = self.checked_key(session, answer, &state, (accepted, now)).await;
        if let Err(refused) = &outcome {
            let (act, why) = match refused {
                Refused::Compromised => (ChangeAct::KeyCounterWentBack, None),
                Refused::NotAccepted(refusal) => (ChangeAct::KeyNotAccepted, Some(refusal.to_string())),
                _ => (ChangeAct::KeyUseRefused, None),
            };
            let why = why.map(|why| Detail::after("refused", why));
            let key = self.key_name(session.username(), |key| {
                key.passkey.cred_id().as_slice() == answer.credential.raw_id.as_slice()
            });
            let key = key.await.map(|name| Detail::after(KEY_NAME, name));
            let told = Told {
                details: why.into_iter().chain(key).collect(),
                ..Told::of_user(act, session.username())
            };
            self.audit_told(request, Some(session.username()), told);
        }
        outcome.map_err(|refused| match refused {
            Refused::Compromised | Refused::Key => Problem::KeyRefused,
            Refused::NotAccepted(refusal) => refusal.into(),
            Refused::Problem(problem) => problem,
        })
    }

    async fn checked_key(
        &self,
        session: &Session,
        answer: &UseAnswer,
        state: &PasskeyAuthentication,
        (accepted, now): (&AcceptedKeys, DateTime<Utc>),
    ) -> Result<KeyRow, Refused> {
        let result = self
            .webauthn
            .finish_passkey_authentication(&answer.credential, state)
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
        // What was once seen of a key stays: a browser that says otherwise makes it no other key.
        key.synced = Some(key.synced == Some(true) || result.backup_eligible());
        key.attachment = key.attachment.or(answer.attachment);
        let acceptance = accepted.check(&key.marks());
        if acceptance.is_ok() {
            key.last_used = Some(now);
        }
        // A second use of the same state of the key at the same time loses here. The counter of
        // a key that is not accepted is kept, too.
        match self.store.update_key(&key, &[]).await {
            Ok(true) => acceptance.map(|()| key).map_err(Refused::NotAccepted),
            Ok(false) => Err(Refused::Compromised),
            Err(error) => Err(Refused::Problem(error.into())),
        }
    }

    /// Asks for the key at sign-in.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `KeyNotAccepted` if the user has no key that would be.
    pub async fn start_key_use(&self, request: &RequestContext) -> Result<UseQuestion, Problem> {
        let session = self.session_at(request, Stage::UseKey)?;
        let accepted = self.accepted_keys_of(session.username())?;
        let keys = self.store.list_keys(session.username()).await?;
        self.ask_for_one(&session, keys, &accepted)
    }

    /// Takes the key's answer at sign-in: the user is signed in.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ChallengeExpired`, `KeyRefused`, `KeyNotAccepted`.
    pub async fn use_key(&self, request: &RequestContext, answer: UseAnswer) -> Result<Step, Problem> {
        let session = self.session_at(request, Stage::UseKey)?;
        let user = self
            .directory
            .get()
            .user(session.username())
            .ok_or(Problem::SignedOut)?;
        let accepted = self.accepted_keys(&user.organisation);
        let key = match self.check_key_among(request, &session, &answer, &accepted).await {
            Ok(key) => key,
            Err(problem) => {
                // The owner's own key in a kind that is not accepted is no guess.
                if !matches!(problem, Problem::KeyNotAccepted(_)) {
                    self.throttle
                        .count_failure(&user.login, &request.source, self.clock.now());
                }
                return Err(problem);
            }
        };
        self.throttle.forget(&user.login, &request.source);
        let failures = self.forget_failures(&user.id).await?;
        let stage = self.stage_after_key(&user.id).await?;
        if stage == Stage::SignedIn {
            self.note_sign_in(request, &user.id, Some(key.name.as_str()))
                .await?;
        }
        self.step_with(
            request,
            Some(&session),
            &user.id,
            stage,
            true,
            failures,
            Some(opened_by(&key)),
        )
        .await
    }

    /// The name of one of a username's keys.
    pub(super) async fn key_name(&self, username: &Key, is_it: impl Fn(&KeyRow) -> bool) -> Option<String> {
        let keys = self.store.list_keys(username).await.ok()?;
        keys.into_iter().find(|key| is_it(key)).map(|key| key.name)
    }

    /// Notes a full sign-in with this key, for the owner, the responsible users and supervision.
    /// Without it nobody is signed in.
    pub(super) async fn note_sign_in(
        &self,
        request: &RequestContext,
        username: &Key,
        key: Option<&str>,
    ) -> Result<(), Problem> {
        let told = Told {
            details: key
                .map(|name| Detail::after(KEY_NAME, name))
                .into_iter()
                .collect(),
            ..Told::of_user(ChangeAct::SignInDone, username)
        };
        let entry = self.entry(request, Some(username), told)?;
        self.store
            .touch_sign_in(username, self.clock.now(), &[entry])
            .await?;
        self.changes.wake();
        Ok(())
    }

    /// What holds when a key confirms a change. The organisation's policy is asked at sign-in
    /// only: whoever is signed in must be able to link a key that it lets in. What the authority
    /// has switched off confirms nothing.
    fn confirming_keys(&self, session: &Session) -> Result<AcceptedKeys, Problem> {
        Ok(AcceptedKeys {
            policy: KeyPolicy::default(),
            ..self.accepted_keys_of(session.username())?
        })
    }

    /// Asks for the key before a change.
    ///
    /// # Errors
    /// `SignedOut`, `KeyNotAccepted`.
    pub async fn start_confirmation(&self, request: &RequestContext) -> Result<UseQuestion, Problem> {
        let (session, _) = self.signed_in(request)?;
        self.ask_for_key(&session).await
    }

    /// Asks for any key with which the session's user may confirm something.
    pub(super) async fn ask_for_key(&self, session: &Session) -> Result<UseQuestion, Problem> {
        let accepted = self.confirming_keys(session)?;
        let keys = self.store.list_keys(session.username()).await?;
        self.ask_for_one(session, keys, &accepted)
    }

    /// Checks the answer of a key that confirms something.
    pub(super) async fn check_key(
        &self,
        request: &RequestContext,
        session: &Session,
        answer: &UseAnswer,
    ) -> Result<(), Problem> {
        let accepted = self.confirming_keys(session)?;
        self.check_key_among(request, session, answer, &accepted)
            .await
            .map(|_| ())
    }

    /// Asks for the key linked last, so that its owner can try it, before the terms of use are
    /// accepted, too; the answer is taken as a confirmation.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep` before a key is linked, `KeyNotAccepted`.
    pub async fn start_key_test(&self, request: &RequestContext) -> Result<UseQuestion, Problem> {
        let (session, user) = self.after_key(request)?;
        let newest = self.store.list_keys(&user.id).await?.pop();
        let keys = newest.into_iter().collect();
        self.ask_for_one(&session, keys, &self.confirming_keys(&session)?)
    }

    /// Takes the key's answer before a change, or when it is tried. The session stays at its step.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ChallengeExpired`, `KeyRefused`, `KeyNotAccepted`.
    pub async fn confirm_key(&self, request: &RequestContext, answer: UseAnswer) -> Result<Step, Problem> {
        let (session, user) = self.after_key(request)?;
        // A question bound to one act confirms that act and nothing else.
        if self.kept.is_bound(&answer.id) {
            return Err(Problem::ChallengeExpired);
        }
        self.check_key(request, &session, &answer).await?;
        // Never further than it was: a key that is tried accepts no terms.
        let stage = session.stage();
        self.step(request, Some(&session), &user.id, stage, true, None)
            .await
    }
}

enum Refused {
    /// The counter went back: the key may have been copied.
    Compromised,
    /// Anything else that is wrong with the answer.
    Key,
    /// The answer is in order, and keys like this one are not accepted.
    NotAccepted(KeyRefusal),
    /// The service failed.
    Problem(Problem),
}
