//! What an answer for a person is made of, and its way through the log.

use crate::access::{Decision, Notice, Outcome};
use crate::billing::PriceItem;
use crate::error::Problem;
use crate::identifier::PersonalIdentityCode;
use crate::log::Disclosure;
use crate::query::{AnswerKind, HiddenGroups, Hit, PersonAnswer};
use crate::register::presentation::{self, Summary};
use crate::register::{DataGroup, Field, Section};
use crate::service::Service;
use crate::service::disclosing::{Granted, Returned, hidden_groups};
use crate::service::kept::Act;
use crate::store::FoundPerson;

/// The parts of an answer that come from the register, and what the log keeps of them.
#[derive(Default)]
pub(in crate::service) struct Parts {
    pub kind: Option<AnswerKind>,
    pub replaced_by: Option<PersonalIdentityCode>,
    pub notices: Vec<Notice>,
    pub summary: Option<Summary>,
    pub sections: Vec<Section>,
    pub hidden: Vec<HiddenGroups>,
    pub hits: Vec<Hit>,
    pub swapped: bool,
    /// The persons whose data are in the answer.
    pub subjects: Vec<PersonalIdentityCode>,
    /// The groups shown.
    pub shown: Vec<DataGroup>,
    pub non_disclosure_seen: bool,
}

/// The parts that a decision on one person lets through. `code`: the person's, of no meaning where
/// nothing was found.
pub(in crate::service) fn parts(
    granted: &Granted<'_>,
    decision: &Decision,
    code: PersonalIdentityCode,
    found: Option<FoundPerson>,
) -> Parts {
    let (language, day) = (granted.language(), granted.day());
    let notices = decision.notices().to_vec();
    let found = match decision.outcome() {
        Outcome::NoData => None,
        Outcome::PassiveCode(replaced_by) => {
            return Parts {
                kind: Some(AnswerKind::PassiveCode),
                replaced_by,
                subjects: replaced_by.into_iter().collect(),
                notices,
                ..Parts::default()
            };
        }
        Outcome::Found => found,
    };
    let Some(FoundPerson { facts, groups }) = found else {
        return Parts {
            kind: Some(AnswerKind::NoData),
            notices,
            ..Parts::default()
        };
    };
    let shown: Vec<DataGroup> = decision.shown().collect();
    let groups = decision.project(groups);
    let masked = notices.iter().any(|notice| {
        matches!(
            notice,
            Notice::NonDisclosureHidden | Notice::NonDisclosureToConfirm
        )
    });
    let has_addresses = granted.grant.readable().contains(&DataGroup::Addresses);
    // Of an operation that is about some groups only, the others are not told of at all.
    let about = granted.grant.operation().groups();
    let hidden = decision
        .hidden()
        .filter(|(group, _)| about.is_none_or(|about| about.contains(group)))
        .map(|(group, reason)| (group.name(language).to_owned(), reason));
    Parts {
        kind: Some(AnswerKind::Found),
        summary: Some(presentation::summary(
            &groups,
            &facts,
            (has_addresses, masked),
            day,
            language,
        )),
        sections: presentation::sections(&groups, &shown, decision.history(), day, language),
        hidden: hidden_groups(hidden, language),
        subjects: vec![code],
        shown,
        non_disclosure_seen: decision.shows_non_disclosure(),
        notices,
        ..Parts::default()
    }
}

impl Service {
    /// Writes the entry, and lets the answer out. With an `act` the answer can be opened again in
    /// this session.
    pub(in crate::service) async fn disclose_person(
        &self,
        granted: &Granted<'_>,
        criteria: Vec<(String, String)>,
        asked: Vec<Field>,
        parts: Parts,
        act: Option<Act>,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let kind = parts.kind.unwrap_or(AnswerKind::NoData);
        let act = act.filter(|_| matches!(kind, AnswerKind::Found | AnswerKind::Several));
        // What is opened again stays under its id.
        let id = match (&act, granted.opened_again()) {
            (Some(_), Some(id)) => Some(id.clone()),
            (Some(_), None) => Some(self.new_key()?),
            (None, _) => None,
        };
        let ids = parts.hits.iter().map(|hit| hit.id.clone());
        let hits: Vec<_> = ids.zip(parts.subjects.iter().copied()).collect();
        let returned = Returned {
            result: kind.code(),
            subjects: parts.subjects,
            groups_shown: parts.shown.iter().map(|group| group.code().to_owned()).collect(),
            non_disclosure_seen: parts.non_disclosure_seen,
        };
        let mut extract = granted.extract();
        extract.kept = id.as_ref().map(|id| id.as_str().to_owned());
        let answer = PersonAnswer {
            hit_price: (!parts.hits.is_empty()).then(|| granted.price_of(PriceItem::DataQuery)),
            kind,
            asked,
            replaced_by: parts.replaced_by.map(|code| code.as_str().to_owned()),
            notices: parts.notices,
            summary: parts.summary,
            sections: parts.sections,
            hidden: parts.hidden,
            hits: parts.hits,
            swapped: parts.swapped,
            extract,
        };
        let (Some(id), Some(act)) = (id, act) else {
            return self.disclose(granted, criteria, returned, answer).await;
        };
        let entry = granted.entry(criteria, returned);
        let disclosed = self.disclose_entry(granted, &entry, answer).await?;
        if granted.opened_again().is_some() {
            self.kept.renew_hits(&granted.asker().sitting(), &id, hits);
        } else {
            self.keep(granted, id, act, entry, disclosed.receipt(), hits);
        }
        Ok(disclosed)
    }
}
