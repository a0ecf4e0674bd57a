//! The rights matrix: every server function and who may call it.
//!
//! The router asks this table before it lets a call through, and lets none through that has no
//! row. `docs/rights.md` is written from it, and a test holds it against the framework's own
//! list of functions. It is the coarse sieve: what a caller may then see or do is decided by
//! `luotain::access`, which does not rely on it.

use luotain::access::{AuthorityAct, AuthorityRole, Callers, Effect};

/// The callers of one server function.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The path below `/api/`.
    pub endpoint: &'static str,
    /// Who may call it.
    pub callers: Callers,
    /// What it does, and which finer rule decides.
    pub about: &'static str,
}

impl Row {
    /// What it does, as far as the levers of an emergency care. Whatever is not known to read is
    /// taken to change something, so that a new function is stopped rather than let through.
    #[must_use]
    pub fn effect(&self) -> Effect {
        let (area, act) = self.endpoint.rsplit_once('/').unwrap_or(("", self.endpoint));
        match (area, act) {
            ("session", _)
            | ("user/session", _)
            | ("sign-in", "password")
            | ("sign-in/key" | "user/confirm", _) => Effect::Session,
            ("sign-in" | "user/key/link", _) | ("sign-in/terms", "accept") => Effect::SignsIn,
            ("authority/emergency", _) => Effect::Lever,
            _ if self.endpoint.starts_with("query/") => Effect::Queries,
            ("places", _) => Effect::Reads,
            (
                _,
                "list" | "find" | "of" | "accepted" | "try" | "view" | "read" | "export" | "services"
                | "keys",
            ) => Effect::Reads,
            _ => Effect::Changes,
        }
    }
}

const fn row(endpoint: &'static str, callers: Callers, about: &'static str) -> Row {
    Row {
        endpoint,
        callers,
        about,
    }
}

const APPOINTS: Callers = Callers::AuthorityFor(AuthorityAct::AppointResponsibleUsers);
const SEES_REGISTER: Callers = Callers::AuthorityFor(AuthorityAct::SeeRegister);
const SEES_CHANGES: Callers = Callers::AuthorityFor(AuthorityAct::SeeChanges);
const HELPS: Callers = Callers::AuthorityFor(AuthorityAct::HelpUsers);
const APPROVER: Callers = Callers::Authority(AuthorityRole::RightApprover);
const ADMINISTRATOR: Callers = Callers::Authority(AuthorityRole::Administrator);

/// All server functions, by area.
pub const RIGHTS: &[Row] = &[
    row(
        "session/view",
        Callers::Anybody,
        "the own session, if there is one",
    ),
    row(
        "session/watch",
        Callers::Anybody,
        "whether the own session and its roles go on",
    ),
    row(
        "session/remaining",
        Callers::Anybody,
        "how long the own session lasts",
    ),
    row("session/extend", Callers::Session, "prolongs the own session"),
    row("session/sign-out", Callers::Anybody, "ends the own session"),
    row("sign-in/password", Callers::Anybody, "username and password"),
    row(
        "sign-in/new-password",
        Callers::Session,
        "an own password in the place of a temporary one, at that step",
    ),
    row(
        "sign-in/key/start",
        Callers::Session,
        "the question for a key, at that step",
    ),
    row(
        "sign-in/key/finish",
        Callers::Session,
        "the answer of a key, at that step",
    ),
    row(
        "sign-in/enrolment",
        Callers::Session,
        "an enrolment code in the place of a lost key, at that step",
    ),
    row("user/services", Callers::SignedIn, "the own keys and sessions"),
    row(
        "user/sign-ins/list",
        Callers::SignedIn,
        "the own sign-ins and the attempts that failed",
    ),
    row(
        "user/key/link/start",
        Callers::Session,
        "the linking of an own key, at that step or after a key was used",
    ),
    row("user/key/link/finish", Callers::Session, "the new key"),
    row(
        "user/confirm/start",
        Callers::SignedIn,
        "the question for an own key before a change",
    ),
    row(
        "user/confirm/finish",
        Callers::Session,
        "its answer, or that of a key that is tried; after a key was used",
    ),
    row(
        "user/key/rename",
        Callers::SignedIn,
        "an own key, after a key was used",
    ),
    row(
        "user/key/remove",
        Callers::SignedIn,
        "an own key but never the last, after a key was used",
    ),
    row("user/session/end", Callers::SignedIn, "an own session"),
    row(
        "user/session/end-others",
        Callers::SignedIn,
        "all other own sessions",
    ),
    row(
        "user/enrolment/dismiss",
        Callers::SignedIn,
        "that the user has seen the notice of an enrolment code",
    ),
    row("bulletins/list", Callers::SignedIn, "the bulletins in force"),
    row("log/keys", Callers::Anybody, "the public keys of both logs"),
    row(
        "query/person",
        Callers::SignedIn,
        "a person by identity code; the role, permit and purpose decide (`access::admit`, `access::decide`)",
    ),
    row(
        "permits/list",
        Callers::ResponsibleUsers,
        "the own organisation's permits",
    ),
    row(
        "management/people/list",
        Callers::Managers,
        "the own organisation's people",
    ),
    row(
        "management/person/find",
        Callers::Managers,
        "a person of the own organisation",
    ),
    row(
        "management/person/create",
        Callers::Managers,
        "a username in the own organisation (`access::may`)",
    ),
    row(
        "management/person/update",
        Callers::Managers,
        "details of another person of the own organisation (`access::may`)",
    ),
    row(
        "management/person/invite",
        Callers::Managers,
        "the invitation of a person who has not finished the first sign-in (`access::may`)",
    ),
    row(
        "management/person/end",
        Callers::Managers,
        "everything of a person who leaves (`access::may`)",
    ),
    row(
        "management/right/give",
        Callers::Managers,
        "a role of the own organisation's permit to another person (`access::may`, `access::new_right`)",
    ),
    row(
        "management/right/update",
        Callers::Managers,
        "other dates of a right (`access::may`, `access::changed_right`)",
    ),
    row(
        "management/right/end",
        Callers::Managers,
        "the end of a right (`access::may`, `access::ended_right`)",
    ),
    row(
        "management/rights/renew",
        Callers::Managers,
        "many rights at once, each as `management/right/update`",
    ),
    row(
        "management/granter/change",
        Callers::ResponsibleUsers,
        "the duty of a rights granter (`access::may`)",
    ),
    row(
        "management/enrolment/issue",
        Callers::Managers,
        "an enrolment code for another person's lost key (`access::may`)",
    ),
    row(
        "management/register/list",
        Callers::ResponsibleUsers,
        "the own organisation's part of the access-rights register",
    ),
    row(
        "management/register/export",
        Callers::ResponsibleUsers,
        "the same as comma-separated values",
    ),
    row(
        "authority/register/list",
        SEES_REGISTER,
        "the whole access-rights register",
    ),
    row(
        "authority/register/export",
        SEES_REGISTER,
        "the same as comma-separated values",
    ),
    row(
        "authority/organisations/list",
        Callers::AuthorityFor(AuthorityAct::SeeOrganisations),
        "the organisations and their responsible users",
    ),
    row(
        "authority/responsible-user/appoint",
        APPOINTS,
        "a responsible user, never oneself (`access::may`)",
    ),
    row(
        "authority/responsible-user/end",
        APPOINTS,
        "the end of that duty, never of one's own (`access::may`)",
    ),
    row(
        "authority/outbox/list",
        ADMINISTRATOR,
        "the messages that wait to be sent, without their text",
    ),
    row(
        "authority/outbox/read",
        ADMINISTRATOR,
        "the text of one, in the demonstration only",
    ),
    // Buildings, apartments, properties.
    row(
        "query/place",
        Callers::SignedIn,
        "a building, apartment or property; the role, permit and purpose decide (`access::admit`, `access::decide_place`)",
    ),
    row(
        "query/place/confirm",
        Callers::SignedIn,
        "the answer of an own key, and an answer on a place with persons under a non-disclosure; the role decides anew (`access::decide_place`)",
    ),
    row(
        "places/municipalities",
        Callers::SignedIn,
        "municipalities as one types their name",
    ),
    row(
        "places/streets",
        Callers::SignedIn,
        "streets of a municipality as one types their name; nothing of persons",
    ),
    // Persons: queries beside that by identifier, answers opened again, own queries.
    row(
        "query/person/identify",
        Callers::SignedIn,
        "a person by names and date of birth; as `query/person`",
    ),
    row(
        "query/person/hit",
        Callers::SignedIn,
        "a person out of a short list of this session; as `query/person`",
    ),
    row(
        "query/person/ownership",
        Callers::SignedIn,
        "what a person owns; as `query/person`",
    ),
    row(
        "query/kept/list",
        Callers::SignedIn,
        "the answers of the own session, masked",
    ),
    row(
        "query/kept/open",
        Callers::SignedIn,
        "an answer of the own session again; the role, permit and purpose decide anew",
    ),
    row(
        "query/kept/open-place",
        Callers::SignedIn,
        "an answer of the own session on a place again; the role, permit and purpose decide anew",
    ),
    row(
        "query/kept/wrong-person",
        Callers::SignedIn,
        "a note to the own entry of an answer of the own session",
    ),
    row(
        "query/confirm/start",
        Callers::SignedIn,
        "the question for an own key, for one answer of the own session with data under a non-disclosure",
    ),
    row(
        "query/confirm/finish",
        Callers::SignedIn,
        "its answer, and that answer; the role decides anew (`access::decide`)",
    ),
    row(
        "query/own",
        Callers::SignedIn,
        "the own entries of the log, masked",
    ),
    // Training.
    row(
        "training/practice/list",
        Callers::SignedIn,
        "cases of the training register to practise with, for whoever holds a query role; nothing of production",
    ),
    // Which keys are accepted.
    row(
        "user/key/accepted",
        Callers::Session,
        "what is asked of the own keys",
    ),
    row(
        "user/key/try",
        Callers::Session,
        "the question for the own key linked last, to try it; after a key was used",
    ),
    row(
        "management/keys/find",
        Callers::ResponsibleUsers,
        "the own organisation's policy on keys",
    ),
    row(
        "management/keys/update",
        Callers::ResponsibleUsers,
        "that policy (`access::KeyPolicy`)",
    ),
    row(
        "authority/keys/list",
        ADMINISTRATOR,
        "the kinds of key with their switches, and all policies",
    ),
    row(
        "authority/keys/update",
        ADMINISTRATOR,
        "an organisation's policy on keys (`access::KeyPolicy`)",
    ),
    row(
        "authority/keys/switch-off",
        ADMINISTRATOR,
        "the end of a kind of key for everybody, never of one's own last (`access::AcceptedKeys`)",
    ),
    row("authority/keys/switch-on", ADMINISTRATOR, "its return"),
    // Passwords, suspicions, terms of use, mail.
    row(
        "sign-in/password-order",
        Callers::Anybody,
        "a link for a new password to the work e-mail; the same answer for every username",
    ),
    row(
        "sign-in/password-reset",
        Callers::Anybody,
        "a new password with the secret of such a link",
    ),
    row("sign-in/terms/find", Callers::Anybody, "the terms of use"),
    row(
        "sign-in/terms/accept",
        Callers::Session,
        "their acceptance, at that step",
    ),
    row(
        "suspicion/report",
        Callers::SignedIn,
        "the lock of the own username",
    ),
    row(
        "suspicion/report-with-password",
        Callers::Anybody,
        "the same with username and password; the same answer whatever they are",
    ),
    row(
        "management/person/lock",
        Callers::Managers,
        "the lock of another person's username (`access::may`)",
    ),
    row(
        "management/person/unlock",
        Callers::Managers,
        "the opening of another person's locked username (`access::may`)",
    ),
    row(
        "authority/locked/list",
        APPROVER,
        "the locked usernames of all organisations",
    ),
    row(
        "authority/locked/open",
        APPROVER,
        "the opening of a responsible user's or the authority's own locked username (`access::may`)",
    ),
    row(
        "authority/outbox/send-again",
        ADMINISTRATOR,
        "that a message that could not be sent is sent again",
    ),
    // Requests for rights, organisations, the authority's own people.
    row(
        "management/request/withdraw",
        Callers::Managers,
        "a request of the own organisation that waits for the authority's approval (`access::may`)",
    ),
    row(
        "authority/requests/list",
        Callers::AuthorityFor(AuthorityAct::SeeRequests),
        "the rights that wait for approval, and what became of earlier ones",
    ),
    row(
        "authority/request/approve",
        Callers::AuthorityFor(AuthorityAct::DecideRequests),
        "a right that waits, never an own one nor one asked for by oneself (`access::may`, `access::approved_right`)",
    ),
    row(
        "authority/request/reject",
        Callers::AuthorityFor(AuthorityAct::DecideRequests),
        "the same, rejected",
    ),
    row(
        "authority/organisation/find",
        Callers::AuthorityFor(AuthorityAct::SeeOrganisations),
        "the page of an organisation",
    ),
    row(
        "authority/organisation/create",
        Callers::AuthorityFor(AuthorityAct::ChangeOrganisations),
        "a new organisation",
    ),
    row(
        "authority/organisation/rename",
        Callers::AuthorityFor(AuthorityAct::ChangeOrganisations),
        "another name, the earlier kept",
    ),
    row(
        "authority/organisation/update",
        Callers::AuthorityFor(AuthorityAct::ChangeOrganisations),
        "business id and contacts",
    ),
    row(
        "authority/organisation/invoicing",
        Callers::AuthorityFor(AuthorityAct::ChangeInvoicing),
        "where invoices go",
    ),
    row(
        "authority/organisation/merge",
        Callers::AuthorityFor(AuthorityAct::ChangeOrganisations),
        "one organisation into another, with its people and permits",
    ),
    row(
        "authority/permit/approval",
        Callers::AuthorityFor(AuthorityAct::ChangePermits),
        "whether each right under a permit needs approval, never of an organisation of one's own",
    ),
    row(
        "authority/people/list",
        Callers::AuthorityFor(AuthorityAct::SeeAuthorityPeople),
        "the authority's own people and their roles",
    ),
    row(
        "authority/people/create",
        Callers::AuthorityFor(AuthorityAct::ChangeAuthorityPeople),
        "a username in the authority, without a role (`access::may`)",
    ),
    row(
        "authority/people/roles",
        Callers::AuthorityFor(AuthorityAct::ChangeAuthorityPeople),
        "the roles of one of the authority's people, never one's own (`access::may`)",
    ),
    row(
        "authority/people/end",
        Callers::AuthorityFor(AuthorityAct::ChangeAuthorityPeople),
        "the end of one of the authority's people, never oneself (`access::may`)",
    ),
    // Customer support.
    row(
        "authority/support/list",
        HELPS,
        "usernames of all organisations by part of the username or name",
    ),
    row(
        "authority/support/find",
        HELPS,
        "how a username and its keys stand, never one's own (`access::may`)",
    ),
    row(
        "authority/support/password",
        HELPS,
        "a link for a new password to a person's work e-mail (`access::may`)",
    ),
    row(
        "authority/support/enrolment",
        HELPS,
        "an enrolment code for a person's lost key (`access::may`)",
    ),
    // The change log and the levers of an emergency.
    row(
        "management/changes/list",
        Callers::ResponsibleUsers,
        "what was done to a person, permit or the organisation itself, the own organisation only (`access::may`)",
    ),
    row(
        "authority/changes/of",
        SEES_REGISTER,
        "what was done to a person, permit or organisation",
    ),
    row("authority/changes/list", SEES_CHANGES, "the whole change log"),
    row(
        "authority/changes/export",
        SEES_CHANGES,
        "the same as comma-separated values",
    ),
    row(
        "authority/status/view",
        Callers::AuthorityFor(AuthorityAct::SeeStatus),
        "the state of the service and its alarms",
    ),
    row(
        "authority/emergency/view",
        ADMINISTRATOR,
        "the levers as they stand",
    ),
    row(
        "authority/emergency/pull",
        ADMINISTRATOR,
        "closing queries, stopping changes or closing an organisation, after a key was used",
    ),
    row(
        "authority/emergency/release",
        ADMINISTRATOR,
        "putting such a lever back, after a key was used",
    ),
    row(
        "authority/emergency/end-sessions",
        ADMINISTRATOR,
        "the end of all sessions but the own, or of one organisation's, after a key was used",
    ),
];

/// The row of a server function by the path of a request, such as `/api/session/view`.
#[must_use]
pub fn row_of(path: &str) -> Option<&'static Row> {
    let endpoint = path.strip_prefix("/api/")?;
    RIGHTS.iter().find(|row| row.endpoint == endpoint)
}

/// Who the callers are, in words.
#[must_use]
pub fn callers_name(callers: Callers) -> String {
    match callers {
        Callers::Anybody => "anybody".to_owned(),
        Callers::Session => "anybody at a step of signing in".to_owned(),
        Callers::SignedIn => "anybody signed in".to_owned(),
        Callers::Managers => "responsible users and rights granters".to_owned(),
        Callers::ResponsibleUsers => "responsible users".to_owned(),
        Callers::Authority(role) => format!("the authority's {}", role_name(role)),
        Callers::AuthorityFor(act) => {
            let roles: Vec<&str> = act.roles().iter().map(|role| role_name(*role)).collect();
            format!("the authority's {}", roles.join(", "))
        }
    }
}

const fn role_name(role: AuthorityRole) -> &'static str {
    match role {
        AuthorityRole::PermitHandler => "permit handlers",
        AuthorityRole::RightApprover => "right approvers",
        AuthorityRole::Supervisor => "supervisors",
        AuthorityRole::BillingOfficer => "billing officers",
        AuthorityRole::ContentEditor => "content editors",
        AuthorityRole::Auditor => "auditors",
        AuthorityRole::Administrator => "administrators",
        AuthorityRole::CustomerSupport => "customer support",
    }
}

/// The table as the page `docs/rights.md`.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Who may call what\n\n\
         Written from the table in `app/src/api/rights.rs`, which the router asks before it lets a call through; \
         a server function without a row there is refused to everybody. A test fails if this page differs from the \
         table: `LUOTAIN_WRITE_DOCS=1 cargo test --release -p luotain-server --test it rights_matrix` writes it anew.\n\n\
         Whoever is not signed in is answered *signed out* (401), whoever is and may not call is answered *not found* (404), \
         as if there were no such thing. The finer rules are named in brackets and stand in `src/access`.\n\n\
         While an emergency lever has stopped all changes, only what *goes on* is answered; `query/…` is refused while \
         queries are closed by order.\n\n\
         | Server function | Who may call it | What it is | Without changes |\n|---|---|---|---|\n",
    );
    for row in RIGHTS {
        page.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            row.endpoint,
            callers_name(row.callers),
            row.about,
            match (
                row.effect().goes_on_read_only(false),
                row.effect().goes_on_read_only(true)
            ) {
                (true, _) => "goes on",
                (false, true) => "administrators only",
                (false, false) => "refused",
            }
        ));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_row_and_no_other() {
        assert!(row_of("/api/session/view").is_some_and(|row| row.endpoint == "session/view"));
        for path in [
            "/api/session",
            "/api/session/view/",
            "session/view",
            "/api/",
            "/api/SESSION/VIEW",
        ] {
            assert!(row_of(path).is_none(), "{path}");
        }
    }

    #[test]
    fn what_is_not_known_to_read_is_taken_to_change_something() {
        let effect = |endpoint| row(endpoint, Callers::Anybody, "").effect();
        for (endpoint, expected) in [
            ("management/right/give", Effect::Changes),
            ("user/key/remove", Effect::Changes),
            ("something/new", Effect::Changes),
            ("new", Effect::Changes),
            ("user/key/link/finish", Effect::SignsIn),
            ("sign-in/new-password", Effect::SignsIn),
            ("sign-in/key/finish", Effect::Session),
            ("session/sign-out", Effect::Session),
            ("query/person", Effect::Queries),
            ("management/people/list", Effect::Reads),
            ("authority/register/export", Effect::Reads),
            ("authority/emergency/pull", Effect::Lever),
            ("authority/status/view", Effect::Reads),
        ] {
            assert_eq!(effect(endpoint), expected, "{endpoint}");
        }
    }

    #[test]
    fn no_function_has_two_rows() {
        let mut endpoints: Vec<_> = RIGHTS.iter().map(|row| row.endpoint).collect();
        endpoints.sort_unstable();
        let count = endpoints.len();
        endpoints.dedup();
        assert_eq!(endpoints.len(), count);
    }
}
