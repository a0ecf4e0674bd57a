//! The own organisation's permits, for its responsible users; and whether each right under a permit
//! needs the authority's approval, for the authority (D3).

use chrono::NaiveDate;

use super::changes::{Told, management_code};
use super::local_time::local_date;
use super::management::{Known, reason};
use super::{RequestContext, Service};
use crate::access::{AuthorityAct, ManagementRefusal, last_day};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::log::{ChangeAct, Detail, Subject};
use crate::management::PermitTarget;
use crate::permit::{DataPermit, Key};
use crate::session::PermitView;

const UNTIL_FURTHER_NOTICE: StaticText = StaticText::new(
    "toistaiseksi voimassa",
    "gäller tills vidare",
    "in force until further notice",
);
const FROM: StaticText = StaticText::new("alkaen", "från", "from");
const VERSION: StaticText = StaticText::new("versio", "version", "version");

impl Service {
    /// The permits of the own organisation with their data content.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for others than responsible users.
    pub async fn list_permits(&self, request: &RequestContext) -> Result<Vec<PermitView>, Problem> {
        let (_, user) = self.signed_in(request)?;
        if !user.is_responsible_user {
            return Err(Problem::NotFound);
        }
        let directory = self.directory.get();
        let mut permits: Vec<_> = directory
            .permits()
            .filter(|permit| permit.organisation == user.organisation)
            .collect();
        permits.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(permits
            .into_iter()
            .map(|permit| view(permit, request.language))
            .collect())
    }

    /// Says whether from now on each right under a permit needs the authority's approval: a further
    /// version of the permit, the same but for that. Requests that wait go on waiting to be decided
    /// either way; the organisation may take them back.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management` on a permit of an organisation in which one has a
    /// username, `Changed` (also if it is so already or the permit has ended), `Reason`.
    pub async fn change_permit_approval(
        &self,
        request: &RequestContext,
        target: PermitTarget,
        asks: bool,
        why: &str,
    ) -> Result<(), Problem> {
        let actor = self.authority(request, AuthorityAct::ChangePermits)?;
        let why = reason(why)?;
        let lock = self.begin_change().await?;
        let directory = self.directory.get();
        let permit = directory.permit(&target.id).ok_or(Problem::NotFound)?;
        let subject = Subject::Permit(permit.id.as_str().to_owned());
        self.check_no_own_permit(&actor, &permit.organisation)
            .inspect_err(|refusal| {
                let told = Told {
                    subject: subject.clone(),
                    details: vec![Detail::after("refused", management_code(*refusal))],
                    ..Told::of(ChangeAct::ManagementRefused)
                };
                self.audit_told(request, Some(&actor.user.id), told);
            })?;
        let is_shown = permit.version == target.version && permit.asks_approval != asks;
        if !is_shown || has_ended(permit, self.today()) {
            return Err(Problem::Changed);
        }
        let next = DataPermit {
            version: permit.version + 1,
            asks_approval: asks,
            ..permit.clone()
        };
        let yes = |asks: bool| asks.then(|| "yes".to_owned());
        let told = Told {
            subject,
            organisation: Some(&next.organisation),
            details: vec![Detail {
                field: "asks-approval".to_owned(),
                before: yes(permit.asks_approval),
                after: yes(asks),
            }],
            reason: Some(why.as_str()),
            ..Told::of(ChangeAct::PermitChanged)
        };
        let entry = self.entry(request, Some(&actor.user.id), told)?;
        self.store.create_permit(&next, &[entry]).await?;
        self.changes.wake();
        self.reload_locked(&lock).await
    }

    /// Nobody says how the rights of an organisation are given in which they have a username
    /// themselves: persons are compared, not usernames.
    pub(super) fn check_no_own_permit(
        &self,
        actor: &Known,
        organisation: &Key,
    ) -> Result<(), ManagementRefusal> {
        if self.user_by_code(organisation, actor.user.code).is_some() {
            Err(ManagementRefusal::OwnRights)
        } else {
            Ok(())
        }
    }
}

/// Whether a permit is over for good.
pub(super) fn has_ended(permit: &DataPermit, today: NaiveDate) -> bool {
    last_day(permit).is_some_and(|last| last < today)
}

/// When a permit is in force, in words.
pub(super) fn validity_of(permit: &DataPermit, language: Language) -> String {
    let from = local_date(permit.valid_from, language);
    let last = permit
        .valid_until
        .into_iter()
        .chain(permit.ended_from.and_then(|end| end.pred_opt()))
        .min();
    match last {
        Some(last) => format!("{from}–{}", local_date(last, language)),
        None if language == Language::Fi => {
            format!(
                "{from} {}, {}",
                FROM.get(language),
                UNTIL_FURTHER_NOTICE.get(language)
            )
        }
        None => format!(
            "{} {from}, {}",
            FROM.get(language),
            UNTIL_FURTHER_NOTICE.get(language)
        ),
    }
}

fn view(permit: &DataPermit, language: Language) -> PermitView {
    PermitView {
        id: permit.id.clone(),
        number: format!("{}, {} {}", permit.number, VERSION.get(language), permit.version),
        name: permit.name.get(language).to_owned(),
        validity: validity_of(permit, language),
        purposes: permit
            .purposes
            .iter()
            .map(|purpose| purpose.name.get(language).to_owned())
            .collect(),
        roles: permit
            .roles
            .iter()
            .map(|role| {
                let of_persons = role.groups.iter().map(|group| group.name(language));
                let groups = of_persons
                    .chain(role.places.names(language))
                    .map(str::to_owned)
                    .collect();
                (role.name.get(language).to_owned(), groups)
            })
            .collect(),
    }
}
