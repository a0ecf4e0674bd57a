//! An admitted query: its price, what its answer says of it, and its entry.

use chrono::NaiveDate;

use super::super::local_time::{local_date, local_second};
use super::{Asker, Granted, REFERS_TO, Returned};
use crate::access::KeyUsed;
use crate::billing::{Money, PriceItem};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::language::Language;
use crate::log::Entry;
use crate::permit::Key;
use crate::query::{Asking, Extract};

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
            many: self
                .reserved
                .as_ref()
                .map(|reserved| reserved.this_hour())
                .filter(|this_hour| *this_hour >= self.warn_at),
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
