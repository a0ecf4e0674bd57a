//! The one error that travels to the browser.
//!
//! It has a stable code, data that say which field is wrong and how, and the request's id
//! for support; never a submitted value and never a text of the store. Inside, each layer
//! has its own enum; `service` maps them to this one.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::access::{
    KeyPolicyProblem, KeyRefusal, ManagementRefusal, ReferenceProblem, Refusal, RequestObstacle, RightProblem,
};
use crate::identifier::IdentifierError;
use crate::management::{DetailProblem, OrganisationProblem};
use crate::query::CriterionProblem;
use crate::query::places::PlaceProblem;

/// What went wrong, as data that the page translates. It travels as JSON only: an object with a
/// `code` and, where there is more to say, a `detail`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", remote = "Self")]
pub enum Problem {
    /// Nobody is signed in, or the session has ended.
    #[error("signed out")]
    SignedOut,
    /// The session is at another step of signing in.
    #[error("wrong step of sign-in")]
    WrongStep,
    /// User name or password is wrong; the same for an unknown user.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Too many failures: wait this many seconds.
    #[error("wait {0} s")]
    TooManyAttempts(u32),
    /// The new password is not accepted.
    #[error("password refused")]
    Password(PasswordProblem),
    /// The key's answer was refused, or came too late.
    #[error("key refused")]
    KeyRefused,
    /// The key is in order, but of a kind that is not accepted.
    #[error("key not accepted: {0}")]
    KeyNotAccepted(KeyRefusal),
    /// A policy on keys, or the end of a kind of key, is not possible.
    #[error("key policy refused: {0}")]
    KeyPolicy(KeyPolicyProblem),
    /// The question to the key has expired or was used.
    #[error("challenge expired")]
    ChallengeExpired,
    /// The last key cannot be removed.
    #[error("last key")]
    LastKey,
    /// The act needs the key once more.
    #[error("re-authentication needed")]
    ReauthenticationNeeded,
    /// A name is empty, too long or has control characters.
    #[error("name refused")]
    Name,
    /// The identifier asked for is not valid.
    #[error("identifier refused: {0}")]
    Identifier(IdentifierError),
    /// The criteria of a place are not valid, or there is no such municipality or street.
    #[error("place refused: {0}")]
    Place(PlaceProblem),
    /// An identifier that only real people have was asked of a register of test persons.
    #[error("only test identifiers")]
    TestIdentifiersOnly,
    /// Criteria of an identification are wrong; at least one is named.
    #[error("criteria refused")]
    Criteria(Vec<CriterionProblem>),
    /// Too many queries without a result: wait this many seconds. Not charged.
    #[error("too many queries without a result: wait {0} s")]
    MissQuota(u32),
    /// The query is not allowed.
    #[error("query refused: {0}")]
    Refused(Refusal),
    /// The dates of a right, or the right itself, are not possible.
    #[error("right refused: {0}")]
    Right(RightProblem),
    /// A reason, or the words on how an identity was checked, are missing or wrong.
    #[error("reason refused: {0}")]
    Reason(ReferenceProblem),
    /// A person's name or e-mail address is not one.
    #[error("detail refused: {0}")]
    Detail(DetailProblem),
    /// The act is not the user's to do.
    #[error("act refused: {0}")]
    Management(ManagementRefusal),
    /// A request for a right can no longer be approved.
    #[error("request refused: {0}")]
    Request(RequestObstacle),
    /// An organisation's details are not right, or two organisations cannot be merged.
    #[error("organisation refused: {0}")]
    Organisation(OrganisationProblem),
    /// Nobody can be given a username with this identity code. The same for an unknown code, a
    /// passive one, a dead person and a child, so that the register is not asked through it.
    #[error("no such person to be given a username")]
    PersonNotUsable,
    /// The person has a username in the organisation already.
    #[error("the person has a username already")]
    PersonHere,
    /// Somebody changed it since the page was loaded: nothing was done.
    #[error("changed meanwhile")]
    Changed,
    /// The enrolment code is wrong, used, lapsed or somebody else's.
    #[error("enrolment code refused")]
    EnrolmentCode,
    /// The link for a new password is wrong, used, lapsed, replaced by a newer one or somebody
    /// else's; the same for an unknown username.
    #[error("password link refused")]
    PasswordLink,
    /// The log cannot be written, so nothing can be disclosed (D15).
    #[error("queries are closed")]
    QueriesClosed,
    /// The request is larger than the service takes (64 kB).
    #[error("too large")]
    TooLarge,
    /// The request came from another site.
    #[error("foreign origin")]
    ForeignOrigin,
    /// The request could not be read.
    #[error("malformed request")]
    Malformed,
    /// What was named does not exist or is not yours.
    #[error("not found")]
    NotFound,
    /// The server could not be reached. Made in the browser only.
    #[error("no connection")]
    Connection,
    /// Something else failed; the request id tells support which.
    #[error("internal")]
    Internal,
}

/// Why a new password is not accepted (ASVS 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordProblem {
    /// Fewer than 12 characters.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// Among the most common passwords.
    Common,
    /// Holds the username.
    HoldsUsername,
    /// The same as the one in use.
    Unchanged,
    /// The two entries differ.
    Differ,
}

/// A [`Problem`] with the id of the request in which it arose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{problem} (request {request})")]
pub struct AppError {
    /// What went wrong.
    pub problem: Problem,
    /// The request's id; empty where the request never arrived.
    pub request: String,
}

// Derived with tag and content, the reading of problems was an eighth of the browser's program:
// every answer may be one, and each answer's reader had both orders of the two fields. So what
// is derived is the plain form (a name, or an object with one field), which is read in one place.

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Coded {
            code: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            detail: Option<Value>,
        }
        let plain = Self::serialize(self, serde_json::value::Serializer).map_err(S::Error::custom)?;
        let coded = match plain {
            Value::String(code) => Some(Coded { code, detail: None }),
            Value::Object(fields) => fields.into_iter().next().map(|(code, detail)| Coded {
                code,
                detail: Some(detail),
            }),
            _ => None,
        };
        let coded = coded.ok_or_else(|| S::Error::custom("a problem has a name"))?;
        coded.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        problem_in(json.get()).map_err(D::Error::custom)
    }
}

#[inline(never)]
fn problem_in(json: &str) -> Result<Problem, serde_json::Error> {
    #[derive(Deserialize)]
    struct Coded<'a> {
        // Borrowed, so a code with an escaped sign in it is no code.
        code: &'a str,
        #[serde(borrow)]
        detail: Option<&'a RawValue>,
    }
    let Coded { code, detail } = serde_json::from_str(json)?;
    let plain = match detail {
        None => format!("\"{code}\""),
        Some(detail) => format!("{{\"{code}\":{detail}}}"),
    };
    Problem::deserialize(&mut serde_json::Deserializer::from_str(&plain))
}

impl Problem {
    /// The HTTP status that goes with the problem.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut
            | Self::WrongCredentials
            | Self::KeyRefused
            | Self::EnrolmentCode
            | Self::PasswordLink
            | Self::ReauthenticationNeeded => 401,
            Self::Refused(Refusal::Reference(_))
            | Self::KeyPolicy(_)
            | Self::Password(_)
            | Self::Name
            | Self::Identifier(_)
            | Self::Place(_)
            | Self::TestIdentifiersOnly
            | Self::Criteria(_)
            | Self::Right(_)
            | Self::Reason(_)
            | Self::Detail(_)
            | Self::Organisation(_)
            | Self::PersonNotUsable
            | Self::Malformed => 400,
            Self::Refused(_) | Self::Management(_) | Self::KeyNotAccepted(_) | Self::ForeignOrigin => 403,
            Self::NotFound => 404,
            Self::WrongStep
            | Self::ChallengeExpired
            | Self::LastKey
            | Self::PersonHere
            | Self::Request(_)
            | Self::Changed => 409,
            Self::TooLarge => 413,
            Self::TooManyAttempts(_) | Self::MissQuota(_) => 429,
            Self::QueriesClosed | Self::Connection => 503,
            Self::Internal => 500,
        }
    }
}

impl From<ManagementRefusal> for Problem {
    fn from(refusal: ManagementRefusal) -> Self {
        match refusal {
            ManagementRefusal::NotYours => Self::NotFound,
            refusal => Self::Management(refusal),
        }
    }
}

impl From<KeyRefusal> for Problem {
    fn from(refusal: KeyRefusal) -> Self {
        Self::KeyNotAccepted(refusal)
    }
}

impl From<KeyPolicyProblem> for Problem {
    fn from(problem: KeyPolicyProblem) -> Self {
        Self::KeyPolicy(problem)
    }
}

impl From<RightProblem> for Problem {
    fn from(problem: RightProblem) -> Self {
        Self::Right(problem)
    }
}

impl From<RequestObstacle> for Problem {
    fn from(obstacle: RequestObstacle) -> Self {
        Self::Request(obstacle)
    }
}

impl From<OrganisationProblem> for Problem {
    fn from(problem: OrganisationProblem) -> Self {
        Self::Organisation(problem)
    }
}

impl From<DetailProblem> for Problem {
    fn from(problem: DetailProblem) -> Self {
        Self::Detail(problem)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::access::KeyKind;
    use crate::identifier::ExpectedCharacter;

    fn travelled(problem: &Problem) -> Option<Problem> {
        let sent = AppError {
            problem: problem.clone(),
            request: "r1".to_owned(),
        };
        // As answers and pages carry it.
        let sent: Result<(), _> = Err(sent);
        let text = serde_json::to_string(&sent).ok()?;
        let arrived: Result<(), AppError> = serde_json::from_str(&text).ok()?;
        let again: Result<(), AppError> = serde_json::from_slice(text.as_bytes()).ok()?;
        assert_eq!(arrived, again);
        arrived.err().map(|error| error.problem)
    }

    #[test]
    fn every_kind_of_problem_arrives_as_it_was_sent() {
        for problem in [
            Problem::SignedOut,
            Problem::TooManyAttempts(30),
            Problem::Password(PasswordProblem::Common),
            Problem::Identifier(IdentifierError::CheckCharacter { expected: 'K' }),
            Problem::Identifier(IdentifierError::Character {
                position: 3,
                expected: ExpectedCharacter::Digit,
            }),
            Problem::Refused(Refusal::Reference(ReferenceProblem::Length)),
            Problem::Right(RightProblem::TooLong(
                NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default(),
            )),
            Problem::Right(RightProblem::NotHeld),
            Problem::Detail(DetailProblem::Email),
            Problem::Management(ManagementRefusal::OwnRights),
            Problem::KeyNotAccepted(KeyRefusal::Kind([KeyKind::SecurityKey].into())),
            Problem::KeyNotAccepted(KeyRefusal::NoRoots),
            Problem::KeyPolicy(KeyPolicyProblem::OwnKeys),
            Problem::Internal,
        ] {
            assert_eq!(travelled(&problem).as_ref(), Some(&problem));
        }
    }

    #[test]
    fn a_problem_has_a_code_and_what_is_none_is_refused() {
        let written = serde_json::to_value(Problem::TooManyAttempts(30)).ok();
        assert_eq!(
            written,
            Some(serde_json::json!({ "code": "too-many-attempts", "detail": 30 }))
        );
        for text in [
            "{}",
            "null",
            "\"signed-out\"",
            r#"{"code":"unknown"}"#,
            r#"{"code":"right","detail":{"too-long":"1.3.2027"}}"#,
        ] {
            assert!(serde_json::from_str::<Problem>(text).is_err(), "{text}");
        }
    }
}
