//! The one error that travels to the browser.
//!
//! It has a stable code, data that say which field is wrong and how, and the request's id
//! for support; never a submitted value and never a text of the store. Inside, each layer
//! has its own enum; `service` maps them to this one.

use serde::{Deserialize, Serialize};

use crate::access::{ManagementRefusal, ReferenceProblem, Refusal, RequestObstacle, RightProblem};
use crate::identifier::IdentifierError;
use crate::management::{DetailProblem, OrganisationProblem};

/// What went wrong, as data that the page translates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "code", content = "detail")]
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
    /// An identifier that only real people have was asked of a register of test persons.
    #[error("only test identifiers")]
    TestIdentifiersOnly,
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

impl Problem {
    /// The HTTP status that goes with the problem.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut
            | Self::WrongCredentials
            | Self::KeyRefused
            | Self::EnrolmentCode
            | Self::ReauthenticationNeeded => 401,
            Self::Refused(Refusal::Reference(_))
            | Self::Password(_)
            | Self::Name
            | Self::Identifier(_)
            | Self::TestIdentifiersOnly
            | Self::Right(_)
            | Self::Reason(_)
            | Self::Detail(_)
            | Self::Organisation(_)
            | Self::PersonNotUsable
            | Self::Malformed => 400,
            Self::Refused(_) | Self::Management(_) | Self::ForeignOrigin => 403,
            Self::NotFound => 404,
            Self::WrongStep
            | Self::ChallengeExpired
            | Self::LastKey
            | Self::PersonHere
            | Self::Request(_)
            | Self::Changed => 409,
            Self::TooLarge => 413,
            Self::TooManyAttempts(_) => 429,
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
