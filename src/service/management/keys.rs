//! A lost key: an enrolment code in its place (D2; domain.md §3).
//!
//! It is ordered by somebody who has checked who asks, and says how. It is good for 24 hours,
//! once, and only after the password. The key linked with it takes the place of all others.

use chrono::TimeDelta;

use super::super::changes::Told;
use super::super::local_time::local_minute;
use super::super::{RequestContext, Service, Step};
use super::reason;
use crate::access::{Act, Effect};
use crate::error::Problem;
use crate::log::ChangeAct;
use crate::management::{EnrolmentCode, Target};
use crate::permit::Key;
use crate::session::Stage;
use crate::store::{AlsoChange, EnrolmentOrder, UserRow};

/// How long a code may be used.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// Twenty consonants of four random bits each.
const LENGTH: usize = 20;

/// More letters than any code has are not looked at.
const MOST_LETTERS: usize = 64;

/// What is hashed of a code, however it is written. It is bound to the username.
fn secret(username: &Key, code: &str) -> String {
    let letters: String = code
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .take(MOST_LETTERS)
        .collect();
    format!("{}:{letters}", username.as_str())
}

impl Service {
    /// What the store keeps of a code. Its eighty bits are too few for a plain digest; the user's
    /// handle is random and salts it.
    async fn digest(&self, user: &UserRow, code: &str) -> Result<String, Problem> {
        self.passwords
            .stretch(secret(&user.id, code), *user.handle.as_bytes())
            .await
    }

    /// Orders an enrolment code. `checked` says how the identity was checked.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management`, `Changed` (also if there is no key to be replaced),
    /// `Reason`.
    pub async fn issue_enrolment_code(
        &self,
        request: &RequestContext,
        target: Target,
        checked: &str,
    ) -> Result<EnrolmentCode, Problem> {
        let checked = reason(checked)?;
        self.act_on(request, Act::IssueEnrolmentCode, &target.id)?;
        if self.store.list_keys(&target.id).await?.is_empty() {
            return Err(Problem::Changed);
        }
        let code = self.random_letters(LENGTH)?;
        let now = self.clock.now();
        let until = now + LIFE;
        let user = self.directory.get().user(&target.id).ok_or(Problem::NotFound)?;
        let digest = self.digest(&user, &code).await?;
        let also = AlsoChange {
            enrolment: Some((&digest, until)),
            ..AlsoChange::default()
        };
        self.change(
            request,
            (Act::IssueEnrolmentCode, &target),
            // Both are named in the change log, and how the one knew the other.
            Some(&checked),
            also,
            |by, user| {
                user.enrolment = Some(EnrolmentOrder {
                    time: now,
                    by: by.id.clone(),
                });
                Ok(Vec::new())
            },
        )
        .await?;
        let groups: Vec<String> = code
            .as_bytes()
            .chunks(4)
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        Ok(EnrolmentCode {
            code: groups.join("-"),
            until: local_minute(until, request.language),
        })
    }

    /// Takes an enrolment code in the place of the key, after the password: a new key is linked
    /// next.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `TooManyAttempts`, `EnrolmentCode`.
    pub async fn use_enrolment_code(&self, request: &RequestContext, code: &str) -> Result<Step, Problem> {
        let session = self.session_at(request, Stage::UseKey)?;
        let user = self
            .directory
            .get()
            .user(session.username())
            .ok_or(Problem::SignedOut)?;
        self.check_own_change(&user, Effect::SignsIn)?;
        let now = self.clock.now();
        self.throttle
            .begin(&user.login, &request.source, now)
            .map_err(Problem::TooManyAttempts)?;
        let told = Told::of_user(ChangeAct::EnrolmentUsed, &user.id);
        let entry = self.entry(request, Some(&user.id), told)?;
        let digest = self.digest(&user, code).await?;
        let is_good = self
            .store
            .take_enrolment(&user.id, &digest, now, &[entry])
            .await?;
        if !is_good {
            self.audit(request, Some(&user.id), ChangeAct::EnrolmentRefused, None);
            return Err(Problem::EnrolmentCode);
        }
        self.changes.wake();
        self.throttle.take_back(&user.login, &request.source);
        self.step(request, Some(&session), &user.id, Stage::LinkKey, false, None)
            .await
    }

    /// The owner has seen that an enrolment code was ordered.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn dismiss_enrolment_notice(&self, request: &RequestContext) -> Result<(), Problem> {
        let lock = self.begin_change().await?;
        let (_, user) = self.signed_in(request)?;
        if user.enrolment.is_none() {
            return Ok(());
        }
        let seen = UserRow {
            enrolment: None,
            revision: user.revision + 1,
            ..UserRow::clone(&user)
        };
        let told = Told::of_user(ChangeAct::EnrolmentSeen, &user.id);
        let entry = self.entry(request, Some(&user.id), told)?;
        let also = AlsoChange {
            entries: &[entry],
            ..AlsoChange::default()
        };
        if !self.store.change_user(&seen, &[], &also).await? {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        self.reload_locked(&lock).await
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_written_and_belongs_to_one_username() {
        let (one, other) = (Key::parse("a").unwrap(), Key::parse("b").unwrap());
        assert_eq!(secret(&one, "bcdf-ghjk"), secret(&one, " BCDF ghjk\n"));
        assert_ne!(secret(&one, "bcdf-ghjk"), secret(&other, "bcdf-ghjk"));
        assert_ne!(secret(&one, "bcdf-ghjk"), secret(&one, "bcdf-ghjm"));
    }
}
