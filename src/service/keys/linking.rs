//! Linking a key: the first one at sign-in, a further one in User Services, or one in the place
//! of a lost key (S79, S80).

use std::collections::BTreeSet;
use std::sync::Arc;

use webauthn_rs::prelude::{Credential, Passkey, WebauthnError};
use webauthn_rs_proto::{
    AuthenticatorAttachment, AuthenticatorTransport, CreationChallengeResponse, RegisterPublicKeyCredential,
};

use super::super::changes::Told;
use super::super::factor_notice::Factor;
use super::super::sessions::Session;
use super::super::{RequestContext, Service, Step, internal};
use super::{MOST_KEYS, State, opened_by, valid_name};
use crate::access::{AcceptedKeys, Attachment, Attested, Effect, KeyKind, KeyRefusal};
use crate::error::Problem;
use crate::log::{ChangeAct, Detail};
use crate::session::{Ceremony, LinkAnswer, LinkQuestion, Stage};
use crate::store::{KeyRow, UserRow};

impl Service {
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
        self.check_own_change(&user, Effect::SignsIn)?;
        Ok((session, user))
    }

    /// Begins the linking of a key.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ReauthenticationNeeded`, `KeyNotAccepted` if no key at all
    /// would be.
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
        let accepted = self.accepted_keys(&user.organisation);
        let kinds = accepted.kinds();
        if kinds.is_empty() {
            return Err(KeyRefusal::Kind(kinds).into());
        }
        // With an enrolment code the new key takes the place of all: none is in the way.
        let known = keys
            .iter()
            .filter(|_| !is_enrolling)
            .map(|key| key.passkey.cred_id().clone())
            .collect();
        // The authenticator stores both names: no identity code may be in them.
        let (login, name) = (&user.login, &user.name);
        let (options, state) = if accepted.policy.attested_only() {
            if accepted.roots.is_empty() {
                return Err(KeyRefusal::NoRoots.into());
            }
            let authorities = self.roots.authorities();
            self.webauthn
                .start_attested_passkey_registration(
                    user.handle,
                    login,
                    name,
                    Some(known),
                    authorities,
                    place_wanted(&kinds),
                )
                .map(|(options, state)| (options, State::LinkAttested(state)))
        } else {
            self.webauthn
                .start_passkey_registration(user.handle, login, name, Some(known))
                .map(|(options, state)| (ask_for(&kinds, options), State::Link(state)))
        }
        .map_err(|error| internal(&error))?;
        let id = self.pend(&session, state)?;
        Ok(Ceremony { id, options })
    }

    /// Takes the new key.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `ChallengeExpired`, `KeyRefused`, `KeyNotAccepted`, `Name`.
    pub async fn link_key(&self, request: &RequestContext, answer: LinkAnswer) -> Result<Step, Problem> {
        let (session, user) = self.linking_session(request)?;
        let name = valid_name(&answer.name)?;
        let now = self.clock.now();
        let state = self.ceremonies.take(&answer.id, &session, now)?;
        let accepted = self.accepted_keys(&user.organisation);
        let (passkey, attested) =
            self.linked(&answer.credential, &state, &accepted)
                .inspect_err(|problem| {
                    self.audit(
                        request,
                        Some(&user.id),
                        ChangeAct::KeyLinkRefused,
                        Some(&problem.to_string()),
                    );
                })?;
        let key = KeyRow {
            id: self.new_key()?,
            username: user.id.clone(),
            name,
            linked_at: now,
            last_used: None,
            // The key's own flag, which it signed.
            synced: Some(Credential::from(passkey.clone()).backup_eligible),
            attachment: place(
                answer.attachment,
                answer.credential.response.transports.as_deref(),
            ),
            attested,
            passkey,
            revision: 1,
        };
        accepted.check(&key.marks()).inspect_err(|refusal| {
            self.audit(
                request,
                Some(&user.id),
                ChangeAct::KeyLinkRefused,
                Some(&refusal.to_string()),
            );
        })?;
        let is_first = session.stage() == Stage::LinkKey;
        let is_enrolling = session.row().is_enrolling;
        let told = Told {
            details: vec![Detail::after("key-name", key.name.as_str())],
            ..Told::of_user(ChangeAct::KeyLinked, &user.id)
        };
        let entries = [self.entry(request, Some(&user.id), told)?];
        // The first key is linked by one who has just set the password: nothing has changed.
        let notice = if is_first && !is_enrolling {
            None
        } else {
            self.factor_notice(&user, Factor::KeyLinked(&key.name))?
        };
        let notices = notice.as_slice();
        let stored = if is_enrolling {
            self.store.replace_keys(&key, notices, &entries).await
        } else {
            self.store
                .create_key(&key, is_first, MOST_KEYS, notices, &entries)
                .await
        };
        stored.map_err(|error| {
            tracing::warn!(%error, "a new key was not stored");
            Problem::KeyRefused
        })?;
        self.changes.wake();
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
            self.note_sign_in(request, &user.id).await?;
        }
        let opened = is_first.then(|| opened_by(&key));
        self.step_with(request, Some(&session), &user.id, stage, true, None, opened)
            .await
    }

    /// Checks what a new key answered, and who vouches for it.
    fn linked(
        &self,
        credential: &RegisterPublicKeyCredential,
        state: &State,
        accepted: &AcceptedKeys,
    ) -> Result<(Passkey, Option<Attested>), Problem> {
        match state {
            State::Link(state) => self
                .webauthn
                .finish_passkey_registration(credential, state)
                .map(|passkey| (passkey, None))
                .map_err(|error| {
                    tracing::info!(%error, "a new key was refused");
                    Problem::KeyRefused
                }),
            State::LinkAttested(state) => {
                let key = self
                    .webauthn
                    .finish_attested_passkey_registration(credential, state)
                    .map_err(|error| {
                        tracing::info!(%error, "a new key was refused, or its attestation");
                        attestation_problem(&error, accepted)
                    })?;
                let attested = self.roots.voucher(&key).ok_or(Problem::KeyRefused)?;
                Ok((Passkey::from(key), Some(attested)))
            }
            State::Use(_) => Err(Problem::ChallengeExpired),
        }
    }
}

/// What is told when a key was refused whose attestation was asked for.
fn attestation_problem(error: &WebauthnError, accepted: &AcceptedKeys) -> Problem {
    match error {
        WebauthnError::CredentialMayNotBeHardwareBound => KeyRefusal::Kind(accepted.kinds()).into(),
        WebauthnError::AttestationNotSupported
        | WebauthnError::AttestationNotVerifiable
        | WebauthnError::AttestationChainNotTrusted(_)
        | WebauthnError::AttestationUntrustedAaguid
        | WebauthnError::AttestationFormatMissingAaguid
        | WebauthnError::AttestationTrustFailure => {
            let names = accepted.roots.iter().map(|root| root.name.clone());
            KeyRefusal::NotAttested(names.collect()).into()
        }
        _ => Problem::KeyRefused,
    }
}

/// Where the browser shall look for a key, if only one place is accepted. It is a help to the
/// user, not a check: the answer is checked.
fn place_wanted(kinds: &BTreeSet<KeyKind>) -> Option<AuthenticatorAttachment> {
    if kinds.len() > 1 {
        return None;
    }
    match kinds.first()? {
        KeyKind::SecurityKey => Some(AuthenticatorAttachment::CrossPlatform),
        KeyKind::DevicePasskey => Some(AuthenticatorAttachment::Platform),
        // It may be on a phone at hand, too.
        KeyKind::SyncedPasskey => None,
    }
}

fn ask_for(kinds: &BTreeSet<KeyKind>, mut options: CreationChallengeResponse) -> CreationChallengeResponse {
    if let Some(selection) = &mut options.public_key.authenticator_selection {
        selection.authenticator_attachment = place_wanted(kinds);
    }
    options
}

/// Where a key is, by what the browser says of it. A passkey that is used through another
/// device, such as a phone, is in that device and no security key.
fn place(
    attachment: Option<Attachment>,
    transports: Option<&[AuthenticatorTransport]>,
) -> Option<Attachment> {
    let transports = transports.unwrap_or_default();
    let is_plugged_in = transports.iter().any(|transport| {
        matches!(
            transport,
            AuthenticatorTransport::Usb | AuthenticatorTransport::Nfc | AuthenticatorTransport::Ble
        )
    });
    let is_inside = transports.iter().any(|transport| {
        matches!(
            transport,
            AuthenticatorTransport::Internal | AuthenticatorTransport::Hybrid
        )
    });
    match (is_plugged_in, is_inside) {
        (true, false) => Some(Attachment::CrossPlatform),
        (false, true) => Some(Attachment::Platform),
        _ => attachment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_at_hand_is_no_security_key() {
        use AuthenticatorTransport::{Hybrid, Internal, Nfc, Usb};
        let cross = Some(Attachment::CrossPlatform);
        assert_eq!(place(cross, Some(&[Usb, Nfc])), cross);
        assert_eq!(
            place(cross, Some(&[Hybrid, Internal])),
            Some(Attachment::Platform)
        );
        assert_eq!(place(None, Some(&[Usb])), cross);
        assert_eq!(place(cross, None), cross);
        assert_eq!(place(None, Some(&[])), None);
    }

    #[test]
    fn the_browser_is_led_to_the_one_place_that_is_accepted() {
        let wanted = |kinds: &[KeyKind]| place_wanted(&kinds.iter().copied().collect());
        assert_eq!(
            wanted(&[KeyKind::SecurityKey]),
            Some(AuthenticatorAttachment::CrossPlatform)
        );
        assert_eq!(
            wanted(&[KeyKind::DevicePasskey]),
            Some(AuthenticatorAttachment::Platform)
        );
        assert_eq!(wanted(&KeyKind::ALL), None);
    }
}
