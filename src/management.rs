//! What travels between the pages of the management service and the server: people, their
//! rights, and the access-rights register. Shapes and small validated values; the rules are in
//! [`crate::access`].

mod authority_people;
mod csv;
mod details;
mod key_rules;
mod mail;
mod organisation;
mod organisation_page;
mod requests;
mod support;
mod username;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::{Act, AuthorityRole, RightProblem};
use crate::language::Language;
use crate::permit::Key;
use crate::session::{KeyView, OwnSession};

pub use authority_people::{AuthorityPeople, AuthorityPerson};
pub use csv::{csv, csv_table};
pub use details::{DetailProblem, PersonName, WorkEmail};
pub use key_rules::{
    KeyImpact, KeyPolicyChange, KeyPolicyView, KeyRulesView, KindCount, KindSwitch, RuleOutcome, WhoChanged,
};
pub use mail::{DeliveryState, MailFailure, MailProblem};
pub use organisation::{
    ContactRole, InvoicingAddress, MOST_CONTACTS, MOST_INVOICING, OrganisationChange, OrganisationContact,
    OrganisationName, OrganisationProblem, parse_contacts, parse_invoicing,
};
pub use organisation_page::{
    MergeOutcome, OrganisationEventRow, OrganisationPage, OrganisationPermit, OrganisationTarget,
    PermitTarget, PersonInBoth, ResponsibleWarning,
};
pub use requests::{
    DecisionView, RequestPage, RequestQuery, RequestRow, RequestSort, RequestState, RequestTarget,
    RightOutcome,
};
pub use support::{
    LinkOutcome, NoLink, SUPPORT_ROWS, SUPPORT_SEARCH, SupportAccount, SupportRow, SupportRows, masked_email,
};
pub use username::{login_candidates, plain_letters};

/// How a person of an organisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonState {
    /// Has a username and has never signed in.
    Invited,
    /// Has rights or duties and has signed in.
    Active,
    /// Has signed in, and has neither a right in force nor a duty.
    WithoutRights,
    /// The username is locked on a suspicion (S78).
    Locked,
    /// The username is ended.
    Ended,
}

impl PersonState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Invited,
        Self::Active,
        Self::WithoutRights,
        Self::Locked,
        Self::Ended,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::WithoutRights => "without-rights",
            Self::Locked => "locked",
            Self::Ended => "ended",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A duty beside the query roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Responsible user (vastuukäyttäjä).
    ResponsibleUser,
    /// Rights granter (käyttöoikeuksien myöntäjä).
    RightsGranter,
}

/// By what the list of people is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeopleSort {
    /// By name.
    #[default]
    Name,
    /// By the last sign-in.
    LastSignIn,
    /// By the day on which the first right in force ends.
    Expiry,
}

/// What part of the list of people is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleQuery {
    /// Part of a name or username.
    pub search: String,
    /// Holders of this role of this permit.
    pub role: Option<(Key, Key)>,
    /// Those in this state. None = all but the ended.
    pub state: Option<PersonState>,
    /// Only those with a right that ends within [`EXPIRING_DAYS`].
    pub expiring: bool,
    /// Only those who have not signed in within [`UNUSED_DAYS`].
    pub unused: bool,
    /// The order.
    pub sort: PeopleSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// The page, from 0.
    pub page: u32,
}

/// A right that ends within so many days is about to expire.
pub const EXPIRING_DAYS: u64 = 30;
/// A username not used for so many days stands out.
pub const UNUSED_DAYS: i64 = 90;
/// So many rows a page has.
pub const PAGE_ROWS: usize = 20;

/// A role that the organisation's permits form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChoice {
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
    /// The role's name with the permit's number.
    pub name: String,
    /// The permit's first day.
    pub first_day: NaiveDate,
    /// The permit's last day, if it has one.
    pub last_day: Option<NaiveDate>,
    /// Whether a right to it needs the authority's approval.
    pub asks_approval: bool,
}

/// A right as the management service shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightView {
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
    /// The role's name with the permit's number.
    pub name: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Both days in words.
    pub validity: String,
    /// Whether it is in force today.
    pub in_force: bool,
    /// Whether its last day has passed.
    pub lapsed: bool,
    /// Whether it ends soon.
    pub expiring: bool,
    /// Why it was given or last changed.
    pub reason: String,
    /// By whom.
    pub by: String,
}

/// A person in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleRow {
    /// The username's key.
    pub id: Key,
    /// How often the username was changed: what a change is held against.
    pub revision: u32,
    /// The name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// How the person stands.
    pub state: PersonState,
    /// The duties.
    pub duties: Vec<Duty>,
    /// The rights that have not lapsed.
    pub rights: Vec<RightView>,
    /// When the person last signed in, local.
    pub last_sign_in: Option<String>,
    /// Whether the one who asks may change this person's rights.
    pub may_change: bool,
}

/// A page of the list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// The rows.
    pub rows: Vec<PeopleRow>,
    /// How many people match.
    pub total: u32,
    /// How many pages they fill, at least 1.
    pub pages: u32,
    /// The page shown, from 0.
    pub page: u32,
    /// The roles to filter by.
    pub roles: Vec<RoleChoice>,
    /// Set while the organisation has no responsible user (S18).
    pub warning: Option<ResponsibleWarning>,
}

/// A sign-in or an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// When, local.
    pub time: String,
    /// Whether it succeeded.
    pub done: bool,
}

/// The invitation of a person who has not signed in yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Until when its link may be used, local.
    pub until: String,
    /// Whether that time has passed.
    pub lapsed: bool,
}

/// That a username is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockView {
    /// Since when, local.
    pub time: String,
    /// By whom; none = by the owner.
    pub by: Option<String>,
}

/// A locked username as the authority sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedRow {
    /// What opening it is held against.
    pub target: Target,
    /// The name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// The organisation.
    pub organisation: String,
    /// The lock.
    pub lock: LockView,
    /// Whether the one who asks may open it: nobody else can.
    pub may_open: bool,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// The username's key.
    pub id: Key,
    /// How often the username was changed: what a change is held against.
    pub revision: u32,
    /// The name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// The work e-mail.
    pub email: String,
    /// The language of messages.
    pub language: Language,
    /// How the person stands.
    pub state: PersonState,
    /// The duties.
    pub duties: Vec<Duty>,
    /// The rights, lapsed ones included.
    pub rights: Vec<RightView>,
    /// The keys.
    pub keys: Vec<KeyView>,
    /// The latest sign-ins and attempts, newest first.
    pub sign_ins: Vec<SignInView>,
    /// The open sessions.
    pub sessions: Vec<OwnSession>,
    /// The invitation, while the person has not signed in.
    pub invitation: Option<InvitationView>,
    /// The lock, while the username is locked.
    pub lock: Option<LockView>,
    /// What the register says of the person, newest first; empty for those who may not see it.
    pub history: Vec<RegisterRow>,
    /// The rights that wait for the authority's approval, and those decided last.
    pub requests: Vec<RequestRow>,
    /// The roles that may be given.
    pub roles: Vec<RoleChoice>,
    /// What the one who asks may do here.
    pub acts: BTreeSet<Act>,
    /// Whether it is the one who asks.
    pub is_self: bool,
    /// Today, local.
    pub today: NaiveDate,
}

/// A person to be brought in.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewPerson {
    /// The personal identity code as written.
    pub code: String,
    /// The name as written.
    pub name: String,
    /// The work e-mail as written.
    pub email: String,
    /// The language of the invitation.
    pub language: Language,
}

impl std::fmt::Debug for NewPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPerson(..)")
    }
}

/// A username that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCreated {
    /// Its key.
    pub id: Key,
    /// The login name, to be handed on (S74).
    pub username: String,
}

/// Details of a person as they shall be.
#[derive(Clone, Serialize, Deserialize)]
pub struct PersonDetails {
    /// The name as written.
    pub name: String,
    /// The work e-mail as written.
    pub email: String,
    /// The language of messages.
    pub language: Language,
}

impl std::fmt::Debug for PersonDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonDetails(..)")
    }
}

/// Whose what, and as of which revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The username's key.
    pub id: Key,
    /// The revision that the page shows: if it has changed, nothing is done.
    pub revision: u32,
}

/// A right by its place and dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightDates {
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// One right to be renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Whose.
    pub target: Target,
    /// The permit.
    pub permit: Key,
    /// The role within it.
    pub role: Key,
}

/// What came of renewing many rights at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    /// How many rights were renewed.
    pub done: u32,
    /// How many wait for the authority's approval.
    pub requested: u32,
    /// Whose rights were not, and why.
    pub refused: Vec<(String, RenewalProblem)>,
}

/// Why one of many rights was not renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RenewalProblem {
    /// The dates do not fit.
    Right(RightProblem),
    /// Somebody changed the person meanwhile.
    Changed,
    /// Not the asker's to do: the own rights, for one.
    NotAllowed,
}

/// An enrolment code, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCode {
    /// The code in groups of four.
    pub code: String,
    /// Until when it may be used, local.
    pub until: String,
}

impl std::fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnrolmentCode(..)")
    }
}

/// What a row of the access-rights register is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegisteredRight {
    /// A query role of a permit.
    Role {
        /// The permit.
        permit: Key,
        /// The role within it.
        role: Key,
    },
    /// A duty.
    Duty(Duty),
    /// A role within the authority.
    AuthorityRole(AuthorityRole),
    /// The username itself.
    Username,
}

/// What happened to a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RightEventKind {
    /// It was given.
    Given,
    /// Its dates were changed.
    Changed,
    /// It was ended, at once or on a day.
    Ended,
}

impl RightEventKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Given, Self::Changed, Self::Ended];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Changed => "changed",
            Self::Ended => "ended",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What part of the access-rights register is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterQuery {
    /// Part of a name, username or organisation.
    pub search: String,
    /// Only this kind of row.
    pub kind: Option<RightEventKind>,
    /// From this local day on.
    pub from: Option<NaiveDate>,
    /// Up to this local day.
    pub until: Option<NaiveDate>,
    /// The page, from 0.
    pub page: u32,
}

/// A row of the access-rights register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    /// When, local.
    pub time: String,
    /// The person's name.
    pub person: String,
    /// The login name.
    pub username: String,
    /// The organisation.
    pub organisation: String,
    /// Which right.
    pub right: String,
    /// What happened.
    pub kind: RightEventKind,
    /// From when until when it was then good, in words; empty for what has no dates.
    pub validity: String,
    /// Why.
    pub reason: String,
    /// By whom, with the organisation.
    pub by: String,
}

/// A page of the access-rights register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPage {
    /// The rows, newest first.
    pub rows: Vec<RegisterRow>,
    /// How many rows match.
    pub total: u32,
    /// How many pages they fill, at least 1.
    pub pages: u32,
    /// The page shown, from 0.
    pub page: u32,
}

/// A responsible user as the authority sees one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleUser {
    /// What an end is held against.
    pub target: Target,
    /// The name.
    pub name: String,
    /// The login name.
    pub username: String,
    /// When the person last signed in, local.
    pub last_sign_in: Option<String>,
    /// Whether the one who asks may end the duty.
    pub may_end: bool,
}

/// An organisation as the authority sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationView {
    /// Its key.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// Its business id.
    pub business_id: String,
    /// How many usernames are in use.
    pub users: u32,
    /// How many permits are in force.
    pub permits: u32,
    /// Its responsible users; there must always be one (S18).
    pub responsible: Vec<ResponsibleUser>,
    /// Set while there is none.
    pub warning: Option<ResponsibleWarning>,
    /// Whether the one who asks may appoint one.
    pub may_appoint: bool,
}

/// A message of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Its key.
    pub id: Key,
    /// When it was written, local.
    pub time: String,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// How its sending stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// What hindered it last.
    pub failure: Option<MailFailure>,
    /// When it was sent, or when it is tried next, local.
    pub when: String,
    /// Whether it may be sent again.
    pub may_send_again: bool,
    /// Whether its text is still there to be read.
    pub has_text: bool,
}

/// The messages of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxPage {
    /// The messages, newest first.
    pub rows: Vec<OutboxRow>,
    /// Whether they may be read here: in the demonstration only, since a message may hold
    /// what only its receiver may know.
    pub may_read: bool,
    /// Whether a mail server is configured; without one messages wait.
    pub is_sending: bool,
}
