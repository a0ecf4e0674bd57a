//! A query for one person by personal identity code (S3, S7): the main use of the service.
//!
//! The chain of D5: session → officer → role under a permit (grant) → decision → projected
//! record → disclosure. Each arrow is a type that only the step before it can make.

use std::collections::BTreeMap;

use super::local_time::{local_day, local_second};
use super::{RequestContext, Service};
use crate::access::{self, HiddenBecause, Outcome, Request};
use crate::billing::{Money, PriceItem, tariff_in_force};
use crate::environment::Environment;
use crate::error::Problem;
use crate::identifier::{PersonalIdentityCode, Realm};
use crate::language::{Language, StaticText};
use crate::log::{Disclosure, Entry};
use crate::permit::Operation;
use crate::query::{AnswerKind, HiddenGroups, PersonAnswer, PersonQuery};
use crate::register::{DataGroup, presentation};

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

impl Service {
    /// Finds one person and discloses what the role may see, after the log has it.
    ///
    /// Every outcome that reaches the register is logged and priced alike: found, passive
    /// code, not found, refused by the role. What is refused before that is not (§8).
    ///
    /// # Errors
    /// `SignedOut`, `Identifier`, `TestIdentifiersOnly`, `Refused`, `QueriesClosed`.
    pub async fn find_person(
        &self,
        request: &RequestContext,
        query: PersonQuery,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let (session, officer) = self.officer(request)?;
        let code = PersonalIdentityCode::parse(&query.code).map_err(Problem::Identifier)?;
        let now = self.clock.now();
        let day = local_day(now);
        let directory = self.directory.get();
        let asked = Request {
            role: &query.role,
            purpose: &query.purpose,
            reference: &query.reference,
            operation: Operation::PersonByCode,
        };
        let grant =
            access::admit(&officer, directory.permit(&query.permit), asked, day).inspect_err(|refusal| {
                self.audit(
                    request,
                    Some(&officer.username),
                    "query.refused",
                    Some(&refusal.to_string()),
                );
            })?;
        let holds_test_persons_only =
            query.environment == Environment::Training || self.settings.test_persons_only;
        if holds_test_persons_only && code.realm() != Realm::Test {
            return Err(Problem::TestIdentifiersOnly);
        }

        let found = self
            .store
            .find_person(query.environment, code, grant.readable())
            .await?;
        let decision = access::decide(&grant, found.as_ref().map(|found| &found.facts));
        let shown: Vec<DataGroup> = if decision.outcome() == Outcome::Found {
            decision.shown().collect()
        } else {
            Vec::new()
        };
        let groups = decision.project(found.map(|found| found.groups).unwrap_or_default());

        let (kind, replaced_by) = match decision.outcome() {
            Outcome::Found => (AnswerKind::Found, None),
            Outcome::PassiveCode(replaced_by) => (AnswerKind::PassiveCode, replaced_by),
            Outcome::NoData => (AnswerKind::NoData, None),
        };
        let tariff = tariff_in_force(day);
        let price = match query.environment {
            Environment::Production => tariff.price(PriceItem::DataQuery, grant.permit().fee_class),
            Environment::Training => Money::ZERO,
        };
        let is_priced = query.environment == Environment::Production;
        let entry = Entry {
            time_micros: now.timestamp_micros(),
            environment: query.environment,
            username: officer.username.as_str().to_owned(),
            user_code_snapshot: officer.code,
            organisation: officer.organisation.as_str().to_owned(),
            permit: grant.permit().id.as_str().to_owned(),
            permit_version: grant.permit().version,
            role: grant.role().id.as_str().to_owned(),
            operation: grant.operation().code().to_owned(),
            criteria: vec![("personalIdentityCode".to_owned(), code.as_str().to_owned())],
            purpose: grant.purpose().id.as_str().to_owned(),
            reference: grant.reference().map(|reference| reference.as_str().to_owned()),
            // As answered: the receipt goes to the officer, and an inner reason there would
            // tell what the answer does not.
            result: kind.code().to_owned(),
            subjects: match kind {
                AnswerKind::Found => vec![code],
                _ => replaced_by.into_iter().collect(),
            },
            groups_shown: shown.iter().map(|group| group.code().to_owned()).collect(),
            non_disclosure_seen: decision.shows_non_disclosure(),
            printed: None,
            price_item: is_priced.then(|| PriceItem::DataQuery.code().to_owned()),
            tariff_version: is_priced.then(|| tariff.version.to_owned()),
            price_thousandths: price.thousandths(),
            session_digest: session.log_digest(),
            source_address: request.source.clone(),
            request_id: request.id.clone(),
        };

        let language = officer.language;
        let answer = PersonAnswer {
            kind,
            code: code.as_str().to_owned(),
            replaced_by: replaced_by.map(|code| code.as_str().to_owned()),
            notices: decision.notices().to_vec(),
            sections: presentation::sections(&groups, &shown, decision.history(), day, language),
            hidden: if kind == AnswerKind::Found {
                hidden(&decision, language)
            } else {
                Vec::new()
            },
            extracted_at: local_second(now, language),
            environment: query.environment,
            officer: officer.name.clone(),
            organisation: officer.organisation_name.get(language).to_owned(),
            role: grant.role().name.get(language).to_owned(),
            permit: grant.permit().number.clone(),
            purpose: grant.purpose().name.get(language).to_owned(),
            reference: grant.reference().map(|reference| reference.as_str().to_owned()),
            price: price.format(language),
        };
        self.log(query.environment).disclose(&entry, answer).await
    }
}

/// The hidden groups by reason, in the register's order.
fn hidden(decision: &access::Decision, language: Language) -> Vec<HiddenGroups> {
    let mut by_reason: BTreeMap<HiddenBecause, Vec<String>> = BTreeMap::new();
    for (group, reason) in decision.hidden() {
        by_reason
            .entry(reason)
            .or_default()
            .push(group.name(language).to_owned());
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
