//! A query for one person by identifier (S3, S7): the main use of the service.
//!
//! The chain of D5: session → officer → role under a permit (grant) → decision → projected
//! record → disclosure. Each arrow is a type that only the step before it can make.

pub(super) mod again;
pub(super) mod answer;
mod criteria;
mod identification;
mod step_up;

use super::disclosing::Granted;
use super::kept::Act;
use super::{RequestContext, Service};
use crate::access;
use crate::error::Problem;
use crate::identifier::{ElectronicClientIdentifier, PersonalIdentityCode, normalise};
use crate::language::{Language, StaticText};
use crate::log::Disclosure;
use crate::permit::Operation;
use crate::query::{PersonAnswer, PersonQuery};
use crate::register::Field;
use crate::service::RegisterSource;

const CODE: StaticText = StaticText::new(
    "Haettu henkilötunnuksella",
    "Sökt med personbeteckningen",
    "Searched by personal identity code",
);
const CLIENT_IDENTIFIER: StaticText = StaticText::new(
    "Haettu sähköisellä asiointitunnuksella",
    "Sökt med den elektroniska kommunikationskoden",
    "Searched by electronic client identifier",
);

/// By what a person is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Identifier {
    /// A personal identity code.
    Code(PersonalIdentityCode),
    /// An electronic client identifier.
    Client(ElectronicClientIdentifier),
}

impl Identifier {
    /// Reads what was written: nine characters are a client identifier, all else a code.
    fn parse(written: &str) -> Result<Self, Problem> {
        let parsed = if normalise(written).chars().count() == 9 {
            ElectronicClientIdentifier::parse(written).map(Self::Client)
        } else {
            PersonalIdentityCode::parse(written).map(Self::Code)
        };
        parsed.map_err(Problem::Identifier)
    }

    /// What the log keeps of it.
    fn criterion(&self) -> (String, String) {
        let (name, value) = match self {
            Self::Code(code) => ("personalIdentityCode", code.as_str()),
            Self::Client(client) => ("electronicClientIdentifier", client.as_str()),
        };
        (name.to_owned(), value.to_owned())
    }

    /// What the answer repeats of it.
    fn asked(&self, language: Language) -> Field {
        let (label, value) = match self {
            Self::Code(code) => (CODE, code.as_str()),
            Self::Client(client) => (CLIENT_IDENTIFIER, client.as_str()),
        };
        Field {
            label: label.get(language).to_owned(),
            value: value.to_owned(),
            ..Field::default()
        }
    }
}

impl Service {
    /// Finds one person and discloses what the role may see, after the log has it.
    ///
    /// Every outcome that reaches the register is logged and priced alike: found, passive
    /// code, not found, refused by the role. What is refused before that is not (§8).
    ///
    /// # Errors
    /// `SignedOut`, `Identifier`, `TestIdentifiersOnly`, `Refused`, `MissQuota`, `QueriesClosed`.
    pub async fn find_person(
        &self,
        request: &RequestContext,
        query: PersonQuery,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let asker = self.asker(request)?;
        let identifier = Identifier::parse(&query.code)?;
        let operation = match identifier {
            Identifier::Code(_) => Operation::PersonByCode,
            Identifier::Client(_) => Operation::PersonByClientIdentifier,
        };
        let granted = self.grant(request, &asker, &query.asking, operation)?;
        self.answer_by_identifier(granted, identifier).await
    }

    /// Finds what a person owns (domain.md §7): the same chain, with the groups that tell of it.
    ///
    /// # Errors
    /// As [`Self::find_person`].
    pub async fn find_ownership(
        &self,
        request: &RequestContext,
        query: PersonQuery,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let asker = self.asker(request)?;
        let code = PersonalIdentityCode::parse(&query.code).map_err(Problem::Identifier)?;
        let granted = self.grant(request, &asker, &query.asking, Operation::PersonOwnership)?;
        self.answer_by_identifier(granted, Identifier::Code(code)).await
    }

    /// The answer to an admitted query by identifier.
    async fn answer_by_identifier(
        &self,
        granted: Granted<'_>,
        identifier: Identifier,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let realm = match &identifier {
            Identifier::Code(code) => code.realm(),
            Identifier::Client(client) => client.realm(),
        };
        self.check_realm(granted.environment, realm)?;
        let code = match identifier {
            Identifier::Code(code) => Some(code),
            Identifier::Client(client) => {
                self.source()
                    .find_by_client_identifier(granted.environment, client)
                    .await?
            }
        };
        // An unknown client identifier reads as a known one does: a person, who is then dropped.
        let looked_up = code.unwrap_or(granted.officer_code());
        let found = self
            .source()
            .find_person(granted.environment, looked_up, granted.grant.readable())
            .await?;
        let found = found.filter(|_| code.is_some());
        let asked = vec![identifier.asked(granted.language())];
        let decision = access::decide(&granted.grant, found.as_ref().map(|found| &found.facts));
        let act = Act::Person {
            operation: granted.grant.operation(),
            identifier,
        };
        let parts = answer::parts(&granted, &decision, looked_up, found);
        self.disclose_person(&granted, vec![identifier.criterion()], asked, parts, Some(act))
            .await
    }
}
