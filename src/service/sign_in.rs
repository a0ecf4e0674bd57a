//! The first step of signing in: username and password (S20, domain.md §3).

use chrono::NaiveDate;
use subtle::ConstantTimeEq;

use super::changes::Told;
use super::local_time::local_minute;
use super::management::who;
use super::sessions::Farewell;
use super::{RequestContext, Service, Session, Step, passwords};
use crate::access::{Effect, kinds_of_place};
use crate::billing::{FeeClass, tariff_in_force};
use crate::error::{PasswordProblem, Problem};
use crate::language::{Language, Text};
use crate::log::ChangeAct;
use crate::permit::{DataPermit, Key, Operation};
use crate::query::Criterion;
use crate::session::{
    Credentials, EnrolmentNotice, FailedSignIns, MenuPermit, MenuRole, Offer, SessionView, SessionWatch,
    Stage,
};
use crate::store::{SignInFailures, StoredPassword, UserRow};

/// Longer inputs are cut before they cost anything.
const LONGEST_INPUT: usize = 600;

impl Service {
    /// Takes username and password and begins a session.
    ///
    /// An unknown username, an ended one, a lapsed temporary password and a wrong password
    /// give the same answer after the same work: one read, one hash (ASVS 6.3.8).
    ///
    /// # Errors
    /// `WrongCredentials`, `TooManyAttempts`.
    pub async fn give_password(
        &self,
        request: &RequestContext,
        credentials: Credentials,
    ) -> Result<Step, Problem> {
        let login = credentials.username.trim().to_lowercase();
        if login.len() > LONGEST_INPUT || credentials.password.len() > LONGEST_INPUT {
            return Err(Problem::WrongCredentials);
        }
        let now = self.clock.now();
        self.throttle
            .begin(&login, &request.source, now)
            .map_err(Problem::TooManyAttempts)?;
        let user = self.directory.get().user_by_login(&login);
        let nobody = Key::parse("nobody").map_err(|error| super::internal(&error))?;
        let stored = self
            .store
            .find_password(user.as_ref().map_or(&nobody, |user| &user.id))
            .await?;
        let hash = stored.as_ref().map(|(password, _)| password.hash.clone());
        let fits = self.passwords.verify(credentials.password, hash).await?;

        let usable = user.zip(stored).filter(|(user, (password, _))| {
            fits && user.is_open() && password.temporary_until.is_none_or(|until| now < until)
        });
        let Some((user, (password, _))) = usable else {
            self.count_failure(request, &login);
            return Err(Problem::WrongCredentials);
        };
        self.throttle.take_back(&login, &request.source);
        // Told only now, to one who has the password: it is no way to ask who is here.
        if self.directory.get().is_closed(&user.organisation) {
            let why = Some("organisation-closed");
            self.audit(request, Some(&user.id), ChangeAct::SignInRefused, why);
            return Err(Problem::OrganisationClosed);
        }
        let stage = if password.temporary_until.is_some() {
            Stage::NewPassword
        } else {
            self.stage_after_password(&user).await?
        };
        self.step(request, None, &user.id, stage, false, None).await
    }

    /// Sets the own password in the place of a temporary one.
    ///
    /// # Errors
    /// `SignedOut`, `WrongStep`, `Password`.
    pub async fn set_new_password(
        &self,
        request: &RequestContext,
        password: String,
        repeated: String,
    ) -> Result<Step, Problem> {
        let session = self.session_at(request, Stage::NewPassword)?;
        let user = self
            .directory
            .get()
            .user(session.username())
            .ok_or(Problem::SignedOut)?;
        self.check_own_change(&user, Effect::SignsIn)?;
        if !bool::from(password.as_bytes().ct_eq(repeated.as_bytes())) {
            return Err(Problem::Password(PasswordProblem::Differ));
        }
        passwords::check_new(&password, &user.login).map_err(Problem::Password)?;
        let stored = self.temporary_password(&user.id).await?;
        if self.passwords.verify(password.clone(), Some(stored.hash)).await? {
            return Err(Problem::Password(PasswordProblem::Unchanged));
        }
        let hash = self.passwords.hash(password, &*self.entropy).await?;
        // Of two passwords given at once only that of the step that is taken may be stored.
        let _change = self.password_change.lock().await;
        let session = self.session_at(request, Stage::NewPassword)?;
        self.temporary_password(&user.id).await?;
        let password = StoredPassword {
            hash,
            temporary_until: None,
        };
        let told = Told::of_user(ChangeAct::PasswordSet, &user.id);
        let entry = self.entry(request, Some(&user.id), told)?;
        self.store.update_password(&user.id, &password, &[entry]).await?;
        self.changes.wake();
        // The invitation has been used: nothing of its link may stay.
        if let Err(error) = self.store.delete_messages_of(&user.id).await {
            tracing::warn!(%error, "a used invitation was not removed");
        }
        // A key that is linked already is never skipped by a new password (ASVS 6.4.3).
        let stage = self.stage_after_password(&user).await?;
        self.step(request, Some(&session), &user.id, stage, false, None)
            .await
    }

    /// The temporary password, unless the owner has set an own one since the session began with it.
    async fn temporary_password(&self, username: &Key) -> Result<StoredPassword, Problem> {
        let (stored, _) = self
            .store
            .find_password(username)
            .await?
            .ok_or(Problem::SignedOut)?;
        let is_good = stored
            .temporary_until
            .is_some_and(|until| self.clock.now() < until);
        if is_good {
            Ok(stored)
        } else {
            Err(Problem::WrongStep)
        }
    }

    async fn stage_after_password(&self, user: &UserRow) -> Result<Stage, Problem> {
        let has_key = !self.store.list_keys(&user.id).await?.is_empty();
        Ok(if has_key { Stage::UseKey } else { Stage::LinkKey })
    }

    /// Counts a failure for the owner to see at the next sign-in. Done after the answer, so
    /// that an existing username does not take longer than an unknown one.
    pub(super) fn count_failure(&self, request: &RequestContext, login: &str) {
        let user = self.directory.get().user_by_login(login);
        self.audit(
            request,
            user.as_ref().map(|user| &user.id),
            ChangeAct::SignInRefused,
            None,
        );
        let Some(user) = user else { return };
        let (store, now) = (std::sync::Arc::clone(&self.store), self.clock.now());
        tokio::spawn(async move {
            let counted = async {
                let Some((_, mut failures)) = store.find_password(&user.id).await? else {
                    return Ok(());
                };
                failures.count = failures.count.saturating_add(1);
                failures.last = Some(now);
                store.update_failures(&user.id, &failures).await
            };
            if let Err(error) = counted.await {
                tracing::warn!(%error, "a failed sign-in was not counted");
            }
        });
    }

    /// Takes the count of failures away once the owner is signed in, to be told once.
    pub(super) async fn forget_failures(&self, username: &Key) -> Result<Option<SignInFailures>, Problem> {
        let failures = self
            .store
            .find_password(username)
            .await?
            .map(|(_, failures)| failures)
            .unwrap_or_default();
        if failures.count == 0 {
            return Ok(None);
        }
        self.store
            .update_failures(username, &SignInFailures::default())
            .await?;
        Ok(Some(failures))
    }

    /// The own session, if there is one.
    ///
    /// # Errors
    /// `Internal` only.
    pub async fn find_session(&self, request: &RequestContext) -> Result<Option<SessionView>, Problem> {
        Ok(self.view_session(request))
    }

    /// The own session, if there is one: what a page is rendered with. Reads memory only.
    #[must_use]
    pub fn view_session(&self, request: &RequestContext) -> Option<SessionView> {
        self.view(&*self.session(request).ok()?, request)
    }

    /// As [`Self::view_session`], for the page that tells of failed sign-ins: they are told once.
    #[must_use]
    pub fn view_session_on_front_page(&self, request: &RequestContext) -> Option<SessionView> {
        let session = self.session(request).ok()?;
        let view = self.view(&session, request);
        session.forget_failures();
        view
    }

    fn view(&self, session: &Session, request: &RequestContext) -> Option<SessionView> {
        let directory = self.directory.get();
        let user = directory.user(session.username())?;
        let organisation = directory.organisation(&user.organisation)?;
        let (idle_seconds, absolute_seconds) = session.remaining(self.clock.now());
        let is_signed_in = session.stage() == Stage::SignedIn;
        Some(SessionView {
            stage: session.stage(),
            // Before the key, the password's bearer is told nothing about the person.
            name: if is_signed_in {
                user.name.clone()
            } else {
                String::new()
            },
            username: user.login.clone(),
            organisation: if is_signed_in {
                organisation.name.clone()
            } else {
                Text::default()
            },
            idle_seconds,
            absolute_seconds,
            permits: if is_signed_in {
                self.menu(&user)
            } else {
                Vec::new()
            },
            is_responsible_user: is_signed_in && user.is_responsible_user,
            manages: is_signed_in && user.duties().manages(),
            is_authority: is_signed_in && organisation.is_authority,
            authority_roles: user
                .authority_roles
                .iter()
                .copied()
                .filter(|_| is_signed_in)
                .collect(),
            enrolment: user
                .enrolment
                .as_ref()
                .filter(|_| is_signed_in)
                .map(|order| EnrolmentNotice {
                    time: local_minute(order.time, request.language),
                    // Customer support is the authority to its users.
                    by: who(
                        &directory,
                        &order.by,
                        &user.organisation,
                        &user.organisation,
                        request.language,
                    ),
                }),
            failures: session.failures().filter(|_| is_signed_in).and_then(|failures| {
                Some(FailedSignIns {
                    count: failures.count,
                    last: local_minute(failures.last?, request.language),
                })
            }),
            has_alarm: is_signed_in && self.tells_of_alarm(&user),
        })
    }

    /// Seconds left, without prolonging.
    ///
    /// # Errors
    /// `Internal` only.
    pub async fn find_remaining(&self, request: &RequestContext) -> Result<Option<(u32, u32)>, Problem> {
        Ok(self
            .session_untouched(request)
            .ok()
            .map(|session| session.remaining(self.clock.now())))
    }

    /// What an open page asks now and then: whether its session goes on, and with which roles.
    /// Does not prolong it.
    ///
    /// # Errors
    /// `Internal` only.
    pub async fn watch_session(&self, request: &RequestContext) -> Result<SessionWatch, Problem> {
        let Some(token) = &request.token else {
            return Ok(SessionWatch::None);
        };
        let Ok(session) = self.session_untouched(request) else {
            return Ok(match self.sessions.farewell(&token.digest()) {
                Some(Farewell::Ended) => SessionWatch::UsernameEnded,
                Some(Farewell::ByAuthority) => SessionWatch::EndedByAuthority,
                Some(Farewell::Locked) => SessionWatch::UsernameLocked,
                None => SessionWatch::None,
            });
        };
        let user = self.directory.get().user(session.username());
        Ok(match user {
            Some(user) if session.stage() == Stage::SignedIn => SessionWatch::SignedIn {
                roles: self
                    .menu(&user)
                    .into_iter()
                    .flat_map(|permit| {
                        let id = permit.id;
                        permit.roles.into_iter().map(move |role| (id.clone(), role.id))
                    })
                    .collect(),
                manages: user.duties().manages(),
                has_alarm: self.tells_of_alarm(&user),
            },
            _ => SessionWatch::None,
        })
    }

    /// Prolongs the session.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn extend_session(&self, request: &RequestContext) -> Result<(u32, u32), Problem> {
        Ok(self.session(request)?.remaining(self.clock.now()))
    }

    /// Ends the own session, durably, before it answers.
    ///
    /// # Errors
    /// `Internal` only.
    pub async fn sign_out(&self, request: &RequestContext) -> Result<(), Problem> {
        if let Ok(session) = self.session_untouched(request) {
            let username = session.username().clone();
            self.end_own(request, &username, &[session], ChangeAct::SignOut)
                .await?;
        } else if let Some(token) = &request.token {
            // Ended by time, or a second try after one that failed half-way: nothing may be left in
            // the store, nor in memory, where a clock set back would open it again.
            self.sessions.take(&token.digest());
            self.store.delete_session(&token.store_digest()).await?;
        }
        Ok(())
    }

    /// The roles a user may choose today, grouped by permit.
    fn menu(&self, user: &UserRow) -> Vec<MenuPermit> {
        let day = super::local_day(self.clock.now());
        let directory = self.directory.get();
        let mut permits: Vec<&DataPermit> = directory
            .permits()
            .filter(|permit| permit.organisation == user.organisation && permit.is_in_force(day))
            .collect();
        permits.sort_by(|a, b| a.id.cmp(&b.id));
        permits
            .into_iter()
            .map(|permit| MenuPermit {
                id: permit.id.clone(),
                number: permit.number.clone(),
                name: permit.name.clone(),
                roles: permit
                    .roles
                    .iter()
                    .filter(|role| {
                        user.rights.iter().any(|right| {
                            right.permit == permit.id && right.role == role.id && right.is_in_force(day)
                        })
                    })
                    .map(|role| MenuRole {
                        id: role.id.clone(),
                        name: role.name.clone(),
                        purposes: permit
                            .purposes
                            .iter()
                            .map(|purpose| (purpose.id.clone(), purpose.name.clone()))
                            .collect(),
                        reference: role.reference,
                        offers: Operation::ALL
                            .into_iter()
                            .filter(|operation| role.operations.contains(operation))
                            .map(|operation| offer(operation, permit.fee_class, day))
                            .collect(),
                        places: kinds_of_place(&role.places),
                        narrowing: Criterion::NARROWING
                            .into_iter()
                            .map(|(criterion, _)| criterion)
                            .filter(|criterion| role.narrows_by(*criterion))
                            .collect(),
                    })
                    .filter(|role| !role.offers.is_empty())
                    .collect(),
            })
            .filter(|permit: &MenuPermit| !permit.roles.is_empty())
            .collect()
    }
}

/// An operation with its price for a permit of this class.
fn offer(operation: Operation, class: FeeClass, day: NaiveDate) -> Offer {
    let price = tariff_in_force(day).price(operation.price_item(), class);
    Offer {
        operation,
        price: Text::new(
            price.format(Language::Fi),
            price.format(Language::Sv),
            price.format(Language::En),
        ),
        is_charged: !price.is_zero(),
    }
}
