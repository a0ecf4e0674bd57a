//! What every operation on the register does on its way to a disclosure (D5).
//!
//! A use case calls, in this order: [`Service::asker`] (who asks, and when), [`Service::grant`]
//! (may they ask this at all, and at what price), the store and its decision, and at the end
//! [`Service::disclose`], which writes the entry and only then lets the answer out.

mod granted;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::changes::refusal_code;
use super::kept::Sitting;
use super::local_time::local_day;
use super::usage::Reservation;
use super::{Directory, RequestContext, Service, Session};
use crate::access::{self, Grant, HiddenBecause, Officer, Request};
use crate::billing::{PriceItem, Tariff, tariff_in_force};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{PersonalIdentityCode, Realm};
use crate::language::{Language, StaticText};
use crate::log::{ChangeAct, Disclosure, Entry};
use crate::permit::{Key, Operation};
use crate::query::{AnswerKind, Asking, HiddenGroups};

const NOT_IN_PERMIT: StaticText = StaticText::new(
    "Tiedot eivät kuulu tämän kyselyroolin tietosisältöön.",
    "Uppgifterna hör inte till datainnehållet i denna förfrågningsroll.",
    "These data are not part of this query role's data content.",
);
const TO_CONFIRM: StaticText = StaticText::new(
    "Henkilöllä on turvakielto. Tiedot näytetään vasta, kun vahvistat avaimellasi, että ne ovat tarpeen.",
    "Personen har en spärrmarkering. Uppgifterna visas först när du med din nyckel har bekräftat att de behövs.",
    "A non-disclosure for personal safety is in force. These data are shown once you have confirmed with your key that they are needed.",
);
const NON_DISCLOSURE: StaticText = StaticText::new(
    "Henkilöllä on turvakielto. Tietoja ei luovuteta tässä kyselyroolissa.",
    "Personen har en spärrmarkering. Uppgifterna lämnas inte ut i denna förfrågningsroll.",
    "A non-disclosure for personal safety is in force. These data are not given to this query role.",
);

/// The criterion under which an entry keeps the number of an earlier one that it belongs to.
pub(super) const REFERS_TO: &str = "refersTo";

/// Who asks, and when: what a grant is held against.
pub(super) struct Asker {
    /// The session.
    pub session: Arc<Session>,
    /// The officer.
    pub officer: Officer,
    directory: Arc<Directory>,
    /// The moment of the query.
    pub now: DateTime<Utc>,
    /// The local day (Finland) at that moment.
    pub day: NaiveDate,
}

/// A query that may be made, with its price.
pub(super) struct Granted<'a> {
    /// The grant.
    pub grant: Grant<'a>,
    /// The register asked.
    pub environment: Environment,
    asker: &'a Asker,
    request: &'a RequestContext,
    tariff: &'static Tariff,
    /// What is charged for; none in training, which costs nothing (S49), and of an answer that is
    /// opened again (domain.md §8).
    item: Option<PriceItem>,
    /// The answer that is opened again: its id, and the number of its entry.
    again: Option<(Key, u64)>,
    /// Its place in the quota on queries without a result; none in training.
    reserved: Option<Reservation<'a>>,
    register_day: Option<NaiveDate>,
    warn_at: u32,
}

/// What a query returned, as its entry keeps it. The result is the one *answered*: the receipt
/// goes to the officer, and an inner reason there would tell what the answer does not.
#[derive(Default)]
pub(super) struct Returned {
    /// The stable code of the result.
    pub result: &'static str,
    /// The persons whose data are in the answer.
    pub subjects: Vec<PersonalIdentityCode>,
    /// The codes of the data groups shown.
    pub groups_shown: Vec<String>,
    /// Whether data under a non-disclosure are in the answer.
    pub non_disclosure_seen: bool,
}

impl Service {
    /// The officer of a request, at this moment.
    ///
    /// # Errors
    /// `SignedOut`.
    pub(super) fn asker(&self, request: &RequestContext) -> Result<Asker, Problem> {
        let (session, officer) = self.officer(request)?;
        let now = self.clock.now();
        Ok(Asker {
            session,
            officer,
            directory: self.directory.get(),
            now,
            day: local_day(now),
        })
    }

    /// Admits a query. What is refused here has read nothing, is not charged, and stands in the
    /// audit trail.
    ///
    /// # Errors
    /// `Refused`; `MissQuota` after too many queries without a result.
    pub(super) fn grant<'a>(
        &'a self,
        request: &'a RequestContext,
        asker: &'a Asker,
        asking: &Asking,
        operation: Operation,
    ) -> Result<Granted<'a>, Problem> {
        let asked = Request {
            role: &asking.role,
            purpose: &asking.purpose,
            reference: &asking.reference,
            operation,
        };
        let permit = asker.directory.permit(&asking.permit);
        let grant = access::admit(&asker.officer, permit, asked, asker.day).inspect_err(|refusal| {
            self.audit(
                request,
                Some(&asker.officer.username),
                ChangeAct::QueryRefused,
                Some(refusal_code(refusal)),
            );
        })?;
        let reserved = match asking.environment {
            Environment::Training => None,
            Environment::Production => {
                let reserved = self.usage.reserve(&asker.officer.username, asker.now);
                Some(reserved.map_err(|seconds| {
                    self.audit(
                        request,
                        Some(&asker.officer.username),
                        ChangeAct::QueryMissQuota,
                        None,
                    );
                    Problem::MissQuota(seconds)
                })?)
            }
        };
        Ok(Granted {
            reserved,
            warn_at: self.settings.limits.warn_hour,
            register_day: self.register_days.get(asking.environment),
            again: None,
            grant,
            environment: asking.environment,
            asker,
            request,
            tariff: tariff_in_force(asker.day),
            item: (asking.environment == Environment::Production).then(|| operation.price_item()),
        })
    }

    /// Refuses the code of a real person where the register holds invented ones only.
    ///
    /// # Errors
    /// `TestIdentifiersOnly`.
    pub(super) fn check_realm(&self, environment: Environment, realm: Realm) -> Result<(), Problem> {
        let holds_test_persons_only = environment == Environment::Training || self.settings.test_persons_only;
        if holds_test_persons_only && realm != Realm::Test {
            return Err(Problem::TestIdentifiersOnly);
        }
        Ok(())
    }

    /// Writes the entry of a query, and once it is durable lets the answer out. `criteria` are
    /// names and values in the order given.
    ///
    /// # Errors
    /// `QueriesClosed`; the answer is dropped then.
    pub(super) async fn disclose<T>(
        &self,
        granted: &Granted<'_>,
        criteria: Vec<(String, String)>,
        returned: Returned,
        answer: T,
    ) -> Result<Disclosure<T>, Problem> {
        self.disclose_entry(granted, &granted.entry(criteria, returned), answer)
            .await
    }

    /// As [`Self::disclose`], with the entry as it was made.
    pub(super) async fn disclose_entry<T>(
        &self,
        granted: &Granted<'_>,
        entry: &Entry,
        answer: T,
    ) -> Result<Disclosure<T>, Problem> {
        let disclosed = self.log(granted.environment).disclose(entry, answer).await?;
        // After the entry: what was not answered is not counted.
        if let Some(reserved) = &granted.reserved {
            let is_miss = entry.result == AnswerKind::NoData.code();
            let asker = granted.asker;
            let today = self.usage.count(reserved, asker.now, asker.day, is_miss);
            if today == self.settings.limits.alarm_day {
                let (request, username) = (granted.request, &asker.officer.username);
                self.audit(request, Some(username), ChangeAct::QueryManyInADay, None);
            }
        }
        Ok(disclosed)
    }
}

impl Asker {
    /// The sitting to which kept answers belong.
    pub fn sitting(&self) -> Sitting {
        Sitting::of(&self.session)
    }

    /// Whether the role in which something was asked has the right to contact data under a
    /// non-disclosure.
    pub fn shows_contact_under_ban(&self, asking: &Asking) -> bool {
        let permit = self.directory.permit(&asking.permit);
        permit
            .and_then(|permit| permit.role(&asking.role))
            .is_some_and(|role| role.contact_under_non_disclosure)
    }
}

/// The names of hidden groups by reason, in the order given; what a non-disclosure hides first.
pub(super) fn hidden_groups(
    hidden: impl Iterator<Item = (String, HiddenBecause)>,
    language: Language,
) -> Vec<HiddenGroups> {
    let mut by_reason: BTreeMap<HiddenBecause, Vec<String>> = BTreeMap::new();
    for (group, reason) in hidden {
        by_reason.entry(reason).or_default().push(group);
    }
    by_reason
        .into_iter()
        .rev()
        .map(|(reason, groups)| {
            let words = match reason {
                HiddenBecause::NotInPermit => NOT_IN_PERMIT,
                HiddenBecause::NonDisclosure => NON_DISCLOSURE,
                HiddenBecause::NonDisclosureToConfirm => TO_CONFIRM,
            };
            HiddenGroups {
                reason: words.get(language).to_owned(),
                groups,
            }
        })
        .collect()
}
