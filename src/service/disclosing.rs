//! What every operation on the register does on its way to a disclosure (D5).
//!
//! A use case calls, in this order: [`Service::asker`] (who asks, and when), [`Service::grant`]
//! (may they ask this at all, and at what price), the store and its decision, and at the end
//! [`Service::disclose`], which writes the entry and only then lets the answer out.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::kept::Sitting;
use super::local_time::{local_date, local_day, local_second};
use super::{Directory, RequestContext, Service, Session};
use crate::access::{self, Grant, HiddenBecause, KeyUsed, Officer, Request};
use crate::billing::{Money, PriceItem, Tariff, tariff_in_force};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{PersonalIdentityCode, Realm};
use crate::language::{Language, StaticText};
use crate::log::{Disclosure, Entry};
use crate::permit::{Key, Operation};
use crate::query::{AnswerKind, Asking, Extract, HiddenGroups};

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
    /// The queries of the officer within the hour, this one included.
    this_hour: u32,
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
        &self,
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
                "query.refused",
                Some(&refusal.to_string()),
            );
        })?;
        let is_real = asking.environment == Environment::Production;
        if is_real && let Err(seconds) = self.usage.may_ask(&asker.officer.username, asker.now) {
            self.audit(request, Some(&asker.officer.username), "query.miss-quota", None);
            return Err(Problem::MissQuota(seconds));
        }
        Ok(Granted {
            this_hour: match asking.environment {
                Environment::Production => self.usage.this_hour(&asker.officer.username, asker.now) + 1,
                Environment::Training => 0,
            },
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
        if granted.environment == Environment::Production {
            let is_miss = entry.result == AnswerKind::NoData.code();
            let asker = granted.asker;
            let today = self
                .usage
                .count(&asker.officer.username, asker.now, asker.day, is_miss);
            if today == self.settings.limits.alarm_day {
                let (request, username) = (granted.request, &asker.officer.username);
                self.audit(request, Some(username), "query.many-in-a-day", None);
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

impl<'a> Granted<'a> {
    /// The same query at another price than that of its operation.
    pub fn priced_as(mut self, item: PriceItem) -> Self {
        self.item = self.item.map(|_| item);
        self
    }

    /// The same query as one that opens an earlier answer again: it costs nothing, and its entry
    /// names the earlier one.
    pub fn again(mut self, id: Key, index: u64) -> Self {
        self.item = None;
        self.again = Some((id, index));
        self
    }

    /// The answer that is opened again, if one is.
    pub fn opened_again(&self) -> Option<&Key> {
        self.again.as_ref().map(|(id, _)| id)
    }

    /// The same query after the key was used for it.
    pub fn with_key(mut self, key: KeyUsed) -> Self {
        self.grant = self.grant.with_key(key);
        self
    }

    /// Who asks, and when.
    pub fn asker(&self) -> &'a Asker {
        self.asker
    }

    /// The officer's own identity code: of a person to look up where the work must be the same
    /// whether there is anybody or not.
    pub fn officer_code(&self) -> PersonalIdentityCode {
        self.asker.officer.code
    }

    /// In which role and for what, as it was admitted.
    pub fn asking(&self) -> Asking {
        Asking {
            environment: self.environment,
            permit: self.grant.permit().id.clone(),
            role: self.grant.role().id.clone(),
            purpose: self.grant.purpose().id.clone(),
            reference: self.reference().unwrap_or_default(),
        }
    }

    /// The language of the answer.
    pub fn language(&self) -> Language {
        self.asker.officer.language
    }

    /// The local day of the query.
    pub fn day(&self) -> NaiveDate {
        self.asker.day
    }

    fn price(&self) -> Money {
        let class = self.grant.permit().fee_class;
        self.item
            .map_or(Money::ZERO, |item| self.tariff.price(item, class))
    }

    /// What another query of this kind would cost here, in the officer's language.
    pub fn price_of(&self, item: PriceItem) -> String {
        let price = match self.environment {
            Environment::Production => self.tariff.price(item, self.grant.permit().fee_class),
            Environment::Training => Money::ZERO,
        };
        price.format(self.language())
    }

    /// When, for whom, under which right and at what price, in the officer's language.
    pub fn extract(&self) -> Extract {
        let (language, officer) = (self.language(), &self.asker.officer);
        Extract {
            extracted_at: local_second(self.asker.now, language),
            environment: self.environment,
            officer: officer.name.clone(),
            organisation: officer.organisation_name.get(language).to_owned(),
            role: self.grant.role().name.get(language).to_owned(),
            permit: self.grant.permit().number.clone(),
            purpose: self.grant.purpose().name.get(language).to_owned(),
            reference: self.reference(),
            price: self.price().format(language),
            register_day: self.register_day.map(|day| local_date(day, language)),
            kept: None,
            many: (self.this_hour >= self.warn_at).then_some(self.this_hour),
        }
    }

    fn reference(&self) -> Option<String> {
        self.grant
            .reference()
            .map(|reference| reference.as_str().to_owned())
    }

    /// The entry of the query. One that opens an answer again names the entry of it.
    pub fn entry(&self, mut criteria: Vec<(String, String)>, returned: Returned) -> Entry {
        let (grant, officer) = (&self.grant, &self.asker.officer);
        if let Some((_, index)) = &self.again {
            criteria.push((REFERS_TO.to_owned(), index.to_string()));
        }
        Entry {
            time_micros: self.asker.now.timestamp_micros(),
            environment: self.environment,
            username: officer.username.as_str().to_owned(),
            user_code_snapshot: officer.code,
            organisation: officer.organisation.as_str().to_owned(),
            permit: grant.permit().id.as_str().to_owned(),
            permit_version: grant.permit().version,
            role: grant.role().id.as_str().to_owned(),
            operation: grant.operation().code().to_owned(),
            criteria,
            purpose: grant.purpose().id.as_str().to_owned(),
            reference: self.reference(),
            result: returned.result.to_owned(),
            subjects: returned.subjects,
            groups_shown: returned.groups_shown,
            non_disclosure_seen: returned.non_disclosure_seen,
            printed: None,
            price_item: self.item.map(|item| item.code().to_owned()),
            tariff_version: self.item.map(|_| self.tariff.version.to_owned()),
            price_thousandths: self.price().thousandths(),
            session_digest: self.asker.session.log_digest(),
            source_address: self.request.source.clone(),
            request_id: self.request.id.clone(),
        }
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
