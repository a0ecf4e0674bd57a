//! Person identification (S41, S45): by surname, first names and date of birth, narrowed by sex
//! and municipalities.
//!
//! It neither confirms nor denies beyond the right. Whoever the role may not see is as if not there:
//! the same answer, the same price, the same calls of the store. What a person's non-disclosure
//! covers is never compared for that person.

use std::collections::BTreeMap;

use super::super::disclosing::Granted;
use super::super::kept::Act;
use super::super::{RequestContext, Service};
use super::Identifier;
use super::answer::{self, Parts};
use super::criteria::Search;
use crate::access::{self, Outcome};
use crate::billing::PriceItem;
use crate::error::Problem;
use crate::identifier::PersonalIdentityCode;
use crate::log::Disclosure;
use crate::permit::Operation;
use crate::query::{
    AnswerKind, Hit, HitQuery, IdentificationQuery, MOST_HITS, PersonAnswer, WrittenCriteria,
};
use crate::register::presentation::name_line;
use crate::register::{DataGroup, PersonGroups};
use crate::service::RegisterSource;
use crate::store::{NameCriteria, NameHit, Narrowing};

/// How many persons are looked at whatever the index said, so that the work does not tell whether
/// anybody is behind a name.
const LOOKS: usize = MOST_HITS + 1;

impl Service {
    /// Identifies a person. One hit is answered with all that the role may see, up to ten with a
    /// short list, more with none; all answers are priced alike.
    ///
    /// # Errors
    /// `SignedOut`, `Criteria`, `Refused`, `MissQuota`, `QueriesClosed`.
    pub async fn identify_person(
        &self,
        request: &RequestContext,
        query: IdentificationQuery,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let asker = self.asker(request)?;
        let granted = self.grant(request, &asker, &query.asking, Operation::PersonIdentification)?;
        self.answer_identification(granted, query.criteria).await
    }

    /// Opens one of the persons of a short list: a query of its own, at the price of one.
    ///
    /// # Errors
    /// `SignedOut`, `Refused`, `NotFound` for a hit that this session does not have (any more),
    /// `QueriesClosed`.
    pub async fn open_hit(
        &self,
        request: &RequestContext,
        query: HitQuery,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let asker = self.asker(request)?;
        let granted = self
            .grant(request, &asker, &query.asking, Operation::PersonIdentification)?
            .priced_as(PriceItem::DataQuery);
        let (code, index) = self.kept.find_hit(&asker.sitting(), &query.hit, &query.asking)?;
        let refers_to = ("refersTo".to_owned(), index.to_string());
        self.answer_hit(granted, code, vec![refers_to]).await
    }

    /// The answer to an admitted opening of a hit.
    pub(super) async fn answer_hit(
        &self,
        granted: Granted<'_>,
        code: PersonalIdentityCode,
        mut criteria: Vec<(String, String)>,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let found = self
            .source()
            .find_person(granted.environment, code, granted.grant.readable())
            .await?;
        let decision = access::decide(&granted.grant, found.as_ref().map(|found| &found.facts));
        let parts = answer::parts(&granted, &decision, code, found);
        let identifier = Identifier::Code(code);
        criteria.push(identifier.criterion());
        // The code is part of the answer only where the role has it.
        let asked = Vec::new();
        self.disclose_person(&granted, criteria, asked, parts, Some(Act::Hit { code }))
            .await
    }

    /// The answer to an admitted identification.
    pub(super) async fn answer_identification(
        &self,
        granted: Granted<'_>,
        written: WrittenCriteria,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let search = Search::read(&granted, &written)?;
        let (visible, swapped, more) = self.visible_hits(&granted, &search).await?;
        let mut parts = match visible.as_slice() {
            _ if more || visible.len() > MOST_HITS => Parts {
                kind: Some(AnswerKind::TooMany),
                ..Parts::default()
            },
            [] => Parts {
                kind: Some(AnswerKind::NoData),
                ..Parts::default()
            },
            [code] => {
                let found = self
                    .source()
                    .find_person(granted.environment, *code, granted.grant.readable())
                    .await?;
                let decision = access::decide(&granted.grant, found.as_ref().map(|found| &found.facts));
                answer::parts(&granted, &decision, *code, found)
            }
            several => self.short_list(&granted, several).await?,
        };
        // Nothing is told of the order of names of whom nothing is told.
        parts.swapped = swapped && matches!(parts.kind, Some(AnswerKind::Found | AnswerKind::Several));
        let criteria = search.logged();
        let asked = search.asked(granted.language());
        self.disclose_person(
            &granted,
            criteria,
            asked,
            parts,
            Some(Act::Identification { written }),
        )
        .await
    }

    /// Those who fit and whom the role may see, in the order of their codes; whether they bear the
    /// names the other way round; whether there are more than were read.
    async fn visible_hits(
        &self,
        granted: &Granted<'_>,
        search: &Search,
    ) -> Result<(Vec<PersonalIdentityCode>, bool, bool), Problem> {
        let sought = &search.sought;
        let straight = NameCriteria {
            surname: sought.surname.folded().clone(),
            first_names: sought.first_names.folded().clone(),
            birth_date: sought.birth_date,
        };
        let turned = NameCriteria {
            surname: straight.first_names.clone(),
            first_names: straight.surname.clone(),
            birth_date: straight.birth_date,
        };
        let former = granted.grant.readable().contains(&DataGroup::FormerNames);
        let mut hits: BTreeMap<PersonalIdentityCode, (NameHit, bool)> = BTreeMap::new();
        let mut more = false;
        for (criteria, is_turned) in [(straight, false), (turned, true)] {
            let found = self
                .source()
                .list_persons_by_name(granted.environment, &criteria, former)
                .await?;
            more |= found.more;
            for hit in found.hits {
                hits.entry(hit.code).or_insert((hit, is_turned));
            }
        }
        let none = std::collections::BTreeSet::new();
        let looks = LOOKS.max(hits.len());
        let fillers = std::iter::repeat_n(granted.officer_code(), looks - hits.len());
        let codes: Vec<PersonalIdentityCode> = hits.keys().copied().chain(fillers).collect();
        let mut visible = Vec::new();
        for (place, code) in codes.into_iter().enumerate() {
            let found = self
                .source()
                .find_person(granted.environment, code, &none)
                .await?;
            if place >= hits.len() {
                continue;
            }
            let (Some(found), Some((hit, is_turned))) = (found, hits.get(&code)) else {
                continue;
            };
            let decision = access::decide(&granted.grant, Some(&found.facts));
            let narrowing = Narrowing {
                home_municipality: search
                    .narrowing
                    .home_municipality
                    .filter(|_| decision.compares_home_municipality()),
                ..search.narrowing
            };
            if decision.outcome() == Outcome::Found && hit.fits(&narrowing) {
                visible.push((code, *is_turned));
            }
        }
        // Names as they were written come first; the other way round counts where those give nobody.
        let is_straight = visible.iter().any(|(_, is_turned)| !is_turned);
        visible.retain(|(_, is_turned)| !(is_straight && *is_turned));
        let swapped = !is_straight && !visible.is_empty();
        Ok((visible.into_iter().map(|(code, _)| code).collect(), swapped, more))
    }

    /// The short list: of each only what tells namesakes apart, as far as the role and the person's
    /// own non-disclosure let it through.
    async fn short_list(
        &self,
        granted: &Granted<'_>,
        codes: &[PersonalIdentityCode],
    ) -> Result<Parts, Problem> {
        const LISTED: [DataGroup; 3] = [DataGroup::Name, DataGroup::Birth, DataGroup::HomeMunicipality];
        let readable = LISTED
            .into_iter()
            .filter(|group| granted.grant.readable().contains(group))
            .collect();
        let mut hits = Vec::with_capacity(codes.len());
        let mut subjects = Vec::with_capacity(codes.len());
        for code in codes {
            let found = self
                .source()
                .find_person(granted.environment, *code, &readable)
                .await?;
            let Some(found) = found else { continue };
            let decision = access::decide(&granted.grant, Some(&found.facts));
            if decision.outcome() != Outcome::Found {
                continue;
            }
            let masked = readable.contains(&DataGroup::HomeMunicipality)
                && matches!(
                    decision.visibility(DataGroup::HomeMunicipality),
                    access::Visibility::Hidden(_)
                );
            let id = self.new_key()?.as_str().to_owned();
            hits.push(hit_of(granted, id, decision.project(found.groups), masked));
            subjects.push(*code);
        }
        Ok(Parts {
            kind: Some(AnswerKind::Several),
            hits,
            subjects,
            shown: readable.into_iter().collect(),
            ..Parts::default()
        })
    }
}

fn hit_of(granted: &Granted<'_>, id: String, groups: PersonGroups, masked: bool) -> Hit {
    let (language, day) = (granted.language(), granted.day());
    let home = groups.home_municipality.and_then(|group| {
        group
            .municipalities
            .into_iter()
            .find(|row| row.is_current(day))
            .map(|row| row.value.label(language))
    });
    Hit {
        id,
        name: groups.name.map(|name| name_line(&name, language)),
        birth_date: groups
            .birth
            .and_then(|birth| birth.date)
            .map(|date| date.format(language)),
        home_municipality: home,
        masked,
    }
}
