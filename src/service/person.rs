//! A query for one person by identifier (S3, S7): the main use of the service.
//!
//! The chain of D5: session → officer → role under a permit (grant) → decision → projected
//! record → disclosure. Each arrow is a type that only the step before it can make.

use super::disclosing::{Returned, hidden_groups};
use super::{RequestContext, Service};
use crate::access::{self, Outcome};
use crate::error::Problem;
use crate::identifier::PersonalIdentityCode;
use crate::log::Disclosure;
use crate::permit::Operation;
use crate::query::{AnswerKind, PersonAnswer, PersonQuery};
use crate::register::{DataGroup, presentation};

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
        let asker = self.asker(request)?;
        let code = PersonalIdentityCode::parse(&query.code).map_err(Problem::Identifier)?;
        let granted = self.grant(request, &asker, &query.asking, Operation::PersonByCode)?;
        self.check_realm(granted.environment, code.realm())?;

        let found = self
            .store
            .find_person(granted.environment, code, granted.grant.readable())
            .await?;
        let decision = access::decide(&granted.grant, found.as_ref().map(|found| &found.facts));
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
        let returned = Returned {
            result: kind.code(),
            subjects: match kind {
                AnswerKind::Found => vec![code],
                _ => replaced_by.into_iter().collect(),
            },
            groups_shown: shown.iter().map(|group| group.code().to_owned()).collect(),
            non_disclosure_seen: decision.shows_non_disclosure(),
        };
        let language = granted.language();
        let answer = PersonAnswer {
            kind,
            code: code.as_str().to_owned(),
            replaced_by: replaced_by.map(|code| code.as_str().to_owned()),
            notices: decision.notices().to_vec(),
            sections: presentation::sections(&groups, &shown, decision.history(), granted.day(), language),
            hidden: match kind {
                AnswerKind::Found => {
                    let hidden = decision.hidden();
                    hidden_groups(
                        hidden.map(|(group, reason)| (group.name(language).to_owned(), reason)),
                        language,
                    )
                }
                _ => Vec::new(),
            },
            extract: granted.extract(),
        };
        let criteria = vec![("personalIdentityCode".to_owned(), code.as_str().to_owned())];
        self.disclose(&granted, criteria, returned, answer).await
    }
}
