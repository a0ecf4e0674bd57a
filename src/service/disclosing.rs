//! What every operation on the register does on its way to a disclosure (D5).
//!
//! A use case calls, in this order: [`Service::asker`] (who asks, and when), [`Service::grant`]
//! (may they ask this at all, and at what price), the store and its decision, and at the end
//! [`Service::disclose`], which writes the entry and only then lets the answer out.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::local_time::{local_day, local_second};
use super::{Directory, RequestContext, Service, Session};
use crate::access::{self, Grant, HiddenBecause, Officer, Request};
use crate::billing::{Money, PriceItem, Tariff, tariff_in_force};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{PersonalIdentityCode, Realm};
use crate::language::{Language, StaticText};
use crate::log::{Disclosure, Entry};
use crate::permit::Operation;
use crate::query::{Asking, Extract, HiddenGroups};

const NOT_IN_PERMIT: StaticText = StaticText::new(
    "Tiedot eivät kuulu tämän kyselyroolin tietosisältöön.",
    "Uppgifterna hör inte till datainnehållet i denna förfrågningsroll.",
    "These data are not part of this query role's data content.",
);
const NON_DISCLOSURE: StaticText = StaticText::new(
    "Henkilöllä on turvakielto. Tietoja ei luovuteta tässä kyselyroolissa.",
    "Personen har en spärrmarkering. Uppgifterna lämnas inte ut i denna förfrågningsroll.",
    "A non-disclosure for personal safety is in force. These data are not given to this query role.",
);

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
    /// What is charged for; none in training, which costs nothing (S49).
    item: Option<PriceItem>,
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
    /// `Refused`.
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
        Ok(Granted {
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
        let entry = granted.entry(criteria, returned);
        self.log(granted.environment).disclose(&entry, answer).await
    }
}

impl Granted<'_> {
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
        }
    }

    fn reference(&self) -> Option<String> {
        self.grant
            .reference()
            .map(|reference| reference.as_str().to_owned())
    }

    fn entry(&self, criteria: Vec<(String, String)>, returned: Returned) -> Entry {
        let (grant, officer) = (&self.grant, &self.asker.officer);
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
            };
            HiddenGroups {
                reason: words.get(language).to_owned(),
                groups,
            }
        })
        .collect()
}
