//! Customer support helps on the phone (S72; domain.md §2): it finds a username of any organisation,
//! sees how it stands, orders a link for a new password, and gives a code in the place of a lost key
//! once it has checked who asks. It sees no identity code, no rights and no queries, and nobody helps
//! themselves. Each look and each act is in the change log under both names.

use super::changes::Told;
use super::key_rules::key_view;
use super::local_time::local_minute;
use super::management::{Known, state_of};
use super::{RequestContext, Service};
use crate::access::{Act, AuthorityAct};
use crate::error::Problem;
use crate::log::ChangeAct;
use crate::management::{
    EnrolmentCode, InvitationView, LinkOutcome, SUPPORT_ROWS, SUPPORT_SEARCH, SupportAccount, SupportRow,
    SupportRows, Target, masked_email,
};
use crate::permit::Key;
use crate::session::KeyView;
use crate::store::UserRow;

impl Service {
    /// Usernames by part of the username or name, of all organisations.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_support_users(
        &self,
        request: &RequestContext,
        search: &str,
    ) -> Result<SupportRows, Problem> {
        self.authority(request, AuthorityAct::HelpUsers)?;
        let search = search.trim().to_lowercase();
        let mut found: Vec<_> = if search.chars().count() < SUPPORT_SEARCH {
            Vec::new()
        } else {
            let directory = self.directory.get();
            directory
                .users()
                .filter(|user| user.login.contains(&search) || user.name.to_lowercase().contains(&search))
                .cloned()
                .collect()
        };
        // Whoever is named exactly comes first, however many others are called alike.
        found.sort_by_key(|user| (user.login != search, user.name.to_lowercase(), user.login.clone()));
        let more = found.len() > SUPPORT_ROWS;
        found.truncate(SUPPORT_ROWS);
        let mut rows = Vec::with_capacity(found.len());
        for user in found {
            rows.push(self.support_row(request, &user).await?);
        }
        Ok(SupportRows { rows, more })
    }

    async fn support_row(&self, request: &RequestContext, user: &UserRow) -> Result<SupportRow, Problem> {
        let last_sign_in = self
            .store
            .list_last_sign_ins(std::slice::from_ref(&user.id))
            .await?;
        Ok(SupportRow {
            target: Target {
                id: user.id.clone(),
                revision: user.revision,
            },
            name: user.name.clone(),
            username: user.login.clone(),
            organisation: self.organisation_name(user, request.language),
            state: state_of(user, last_sign_in.get(&user.id).copied(), self.today()),
        })
    }

    /// One username, as far as helping with signing in needs it. The look is told of.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management` on the own one.
    pub async fn find_support_account(
        &self,
        request: &RequestContext,
        id: &Key,
    ) -> Result<SupportAccount, Problem> {
        let (actor, subject) = self.act_on(request, Act::HelpUser, id)?;
        let user = &subject.user;
        let told = Told::of_user(ChangeAct::SupportLooked, id);
        self.record(request, Some(&actor.user.id), told).await?;
        let keys = self.store.list_keys(id).await?;
        let accepted = self.accepted_keys(&user.organisation);
        let now = self.clock.now();
        let temporary_until = self
            .store
            .find_password(id)
            .await?
            .and_then(|(password, _)| password.temporary_until);
        Ok(SupportAccount {
            row: self.support_row(request, user).await?,
            locked: user
                .locked
                .as_ref()
                .map(|lock| local_minute(lock.time, request.language)),
            email: masked_email(&user.email),
            invitation: temporary_until
                .filter(|_| user.is_open())
                .map(|until| InvitationView {
                    until: local_minute(until, request.language),
                    lapsed: until <= now,
                }),
            no_link: self.no_link(user).await?,
            may_issue: user.ended_at.is_none() && !keys.is_empty(),
            keys: keys
                .into_iter()
                .map(|key| KeyView {
                    // Not theirs to change.
                    id: String::new(),
                    ..key_view(key, &accepted, request.language)
                })
                .collect(),
        })
    }

    /// Orders a link for a new password to somebody's work e-mail, as its owner can without support.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management` for oneself, `ReadOnly`.
    pub async fn order_password_for(
        &self,
        request: &RequestContext,
        id: &Key,
    ) -> Result<LinkOutcome, Problem> {
        // Under the lock, so that nobody locks or ends the username in between.
        let _lock = self.begin_change().await?;
        let (actor, Known { user, .. }) = self.act_on(request, Act::HelpUser, id)?;
        let told = Told::of_user(ChangeAct::PasswordOrdered, id);
        let entry = self.entry(request, Some(&actor.user.id), told)?;
        let outcome = self.write_password_link(&user, &[entry]).await?;
        self.changes.wake();
        Ok(outcome)
    }

    /// Orders an enrolment code in the place of somebody's lost key. `checked` says how the identity
    /// was checked.
    ///
    /// # Errors
    /// As [`Self::issue_enrolment_code`].
    pub async fn issue_code_as_support(
        &self,
        request: &RequestContext,
        target: Target,
        checked: &str,
    ) -> Result<EnrolmentCode, Problem> {
        self.issue_code(request, (Act::HelpUser, target), checked).await
    }
}
