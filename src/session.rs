//! What the browser sees of a session and of signing in: shapes only, no rules.

mod sign_ins;
mod terms;

use serde::{Deserialize, Serialize};
use webauthn_rs_proto::{
    CreationChallengeResponse, PublicKeyCredential, RegisterPublicKeyCredential, RequestChallengeResponse,
};

use crate::access::{Attachment, Attested, AuthorityRole, KeyKind, PlaceKind};
use crate::language::Text;
use crate::permit::{Key, Operation, ReferenceRule};
use crate::query::Criterion;

pub use sign_ins::{OwnSignIn, OwnSignIns, SIGN_IN_ROWS};
pub use terms::{AcceptedTerms, Span, TERMS_VERSION, TermsText, TextBlock};

/// What stands before the temporary password behind the `#` of an invitation's link.
pub const INVITATION: &str = "invitation=";
/// What stands before the secret behind the `#` of a link for a new password.
pub const PASSWORD_LINK: &str = "password=";

/// How far a session has come (domain.md §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The temporary password was right: a new one must be set.
    NewPassword,
    /// The password is the user's own and no key is linked: one must be.
    LinkKey,
    /// The password was right: the key is asked for.
    UseKey,
    /// The key was used: the terms of use must be accepted.
    AcceptTerms,
    /// Signed in.
    SignedIn,
}

/// A session as its owner's browser sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// How far it has come.
    pub stage: Stage,
    /// The person's name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// The organisation acted for.
    pub organisation: Text,
    /// Seconds until the session ends unless it is used.
    pub idle_seconds: u32,
    /// Seconds until the session ends in any case.
    pub absolute_seconds: u32,
    /// The query roles, grouped by permit. Empty before the last stage.
    pub permits: Vec<MenuPermit>,
    /// Whether the user manages the organisation's use (responsible user).
    pub is_responsible_user: bool,
    /// Whether the management service's list of people is open to the user.
    pub manages: bool,
    /// Whether the user works for the register authority.
    pub is_authority: bool,
    /// The roles held within the authority.
    pub authority_roles: Vec<AuthorityRole>,
    /// An enrolment code that was ordered for the user's keys, until the user has seen it.
    pub enrolment: Option<EnrolmentNotice>,
    /// Failed sign-ins since the last good one, told once.
    pub failures: Option<FailedSignIns>,
    /// Whether an alarm of the service is on; told to those only who may look at its state.
    pub has_alarm: bool,
}

/// Failed attempts to sign in with the user's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSignIns {
    /// How many.
    pub count: u32,
    /// The time of the last one, local.
    pub last: String,
}

/// That an enrolment code was ordered for the user's own keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentNotice {
    /// When, local.
    pub time: String,
    /// By whom.
    pub by: String,
}

/// What an open page learns of its session while nothing is asked of it. Without a tag of its own:
/// reading one takes much room in the program that every page loads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionWatch {
    /// It goes on, with these roles of these permits and these duties.
    SignedIn {
        /// The roles in force, permit and role.
        roles: Vec<(Key, Key)>,
        /// Whether the management service is open.
        manages: bool,
        /// Whether an alarm of the service is on; told to those only who may look at its state.
        has_alarm: bool,
    },
    /// There is none, or it has ended.
    None,
    /// It has ended because the username was ended.
    UsernameEnded,
    /// It has ended because the authority ended it, or closed the organisation.
    EndedByAuthority,
    /// It has ended because the username was locked on a suspicion.
    UsernameLocked,
}

/// A permit in the left menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuPermit {
    /// Its key.
    pub id: Key,
    /// The decision's number.
    pub number: String,
    /// Its name.
    pub name: Text,
    /// The roles held in it.
    pub roles: Vec<MenuRole>,
}

/// A role in the left menu, with what its query page needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuRole {
    /// Its key.
    pub id: Key,
    /// Its name.
    pub name: Text,
    /// The purposes to choose from.
    pub purposes: Vec<(Key, Text)>,
    /// Whether a reference is needed.
    pub reference: ReferenceRule,
    /// What may be asked in it, in the order in which it is offered.
    pub offers: Vec<Offer>,
    /// Of which kinds of place it may see something.
    #[serde(default)]
    pub places: Vec<PlaceKind>,
    /// The criteria by which the role may narrow a person identification.
    pub narrowing: Vec<Criterion>,
}

impl MenuRole {
    /// What the role offers of an operation, if it allows it.
    #[must_use]
    pub fn offer(&self, operation: Operation) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.operation == operation)
    }
}

/// An operation that a role allows, with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The operation.
    pub operation: Operation,
    /// The price of one query in production, in the three languages' form.
    pub price: Text,
    /// Whether a query in production is charged at all.
    pub is_charged: bool,
}

/// Username and password.
#[derive(Clone, Serialize, Deserialize)]
pub struct Credentials {
    /// The login name as written.
    pub username: String,
    /// The password as written.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(..)")
    }
}

/// A new password with the secret of the link that was ordered for it.
#[derive(Clone, Serialize, Deserialize)]
pub struct PasswordReset {
    /// The secret from behind the `#` of the link.
    pub secret: String,
    /// The login name as written.
    pub username: String,
    /// The new password as written.
    pub password: String,
    /// The new password as written again.
    pub repeated: String,
}

impl std::fmt::Debug for PasswordReset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordReset(..)")
    }
}

/// A question to a key, with the id under which the answer is taken, once, within two minutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ceremony<T> {
    /// The ceremony's id.
    pub id: String,
    /// The question, as WebAuthn has it.
    pub options: T,
}

/// The question when a key is linked.
pub type LinkQuestion = Ceremony<CreationChallengeResponse>;
/// The question when a key is used.
pub type UseQuestion = Ceremony<RequestChallengeResponse>;

/// A new key's answer, with the name the user gives it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkAnswer {
    /// The ceremony's id.
    pub id: String,
    /// What the key made.
    pub credential: RegisterPublicKeyCredential,
    /// The name given: 1–60 characters.
    pub name: String,
    /// Where the key is, as the browser says.
    #[serde(default)]
    pub attachment: Option<Attachment>,
}

/// A key's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UseAnswer {
    /// The ceremony's id.
    pub id: String,
    /// What the key signed.
    pub credential: PublicKeyCredential,
    /// Where the key is, as the browser says.
    #[serde(default)]
    pub attachment: Option<Attachment>,
}

/// One of the user's own keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyView {
    /// The key's id within the service.
    pub id: String,
    /// The name given.
    pub name: String,
    /// When it was linked, local.
    pub linked_at: String,
    /// When it was last used, local; none = never.
    pub last_used: Option<String>,
    /// Its kind; none = not yet known.
    pub kind: Option<KeyKind>,
    /// Who vouches for it, if its attestation was asked for: the root's name and the model.
    pub attested: Option<Attested>,
    /// Whether it would be accepted at sign-in now; true for one of unknown kind that may be.
    pub accepted: bool,
}

/// One of the user's own open sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSession {
    /// The session's id for ending it; not its token.
    pub id: String,
    /// When it began, local.
    pub began_at: String,
    /// When it was last used, local.
    pub last_seen: String,
    /// From where.
    pub source: String,
    /// With which browser, shortened.
    pub browser: String,
    /// Whether it is the one asking.
    pub is_this: bool,
}

/// The User Services page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserServices {
    /// The own keys, oldest first.
    pub keys: Vec<KeyView>,
    /// The own sessions, newest first.
    pub sessions: Vec<OwnSession>,
    /// Seconds for which the last use of a key counts for changes; 0 = ask again.
    pub confirmed_seconds: u32,
}

/// A bulletin of the front page (S107).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulletinView {
    /// Its title.
    pub title: String,
    /// Its text, one paragraph a line.
    pub text: String,
    /// The local date of publication.
    pub published: String,
    /// Whether it tells of a disruption.
    pub is_disruption: bool,
}

/// A permit of the own organisation as a responsible user sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitView {
    /// Its key.
    pub id: Key,
    /// The decision's number and version.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its validity in words.
    pub validity: String,
    /// The purposes of use.
    pub purposes: Vec<String>,
    /// The roles with their data groups.
    pub roles: Vec<(String, Vec<String>)>,
}
