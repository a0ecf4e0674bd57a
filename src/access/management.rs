//! Who may do what with people, rights and keys (D3, S92, S94; domain.md §2).
//!
//! Pure, like the rest of `access`: [`may`] looks at the actor, the act and the person it
//! concerns, and any refusal wins. Nobody acts on their own rights, in whatever organisation:
//! persons are compared by identity code, not by username.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AuthorityAct, AuthorityRole};
use crate::identifier::PersonalIdentityCode;
use crate::permit::Key;

/// What a username may do beside its query roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duties {
    /// Responsible user of the organisation (S18).
    pub is_responsible_user: bool,
    /// Rights granter of the organisation (S92).
    pub is_rights_granter: bool,
    /// Roles within the authority.
    pub authority: BTreeSet<AuthorityRole>,
}

impl Duties {
    /// Whether the management service is open to the username.
    #[must_use]
    pub fn manages(&self) -> bool {
        self.is_responsible_user || self.is_rights_granter
    }
}

/// A person as the rules see them: who, of which organisation, with which duties.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// The person.
    pub code: PersonalIdentityCode,
    /// The organisation of the username.
    pub organisation: &'a Key,
    /// What the username is there.
    pub duties: &'a Duties,
}

impl std::fmt::Debug for Standing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Standing")
            .field("organisation", &self.organisation)
            .field("duties", &self.duties)
            .finish_non_exhaustive()
    }
}

/// What somebody wants to do with people, rights or keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Looks at the people of the own organisation.
    SeePeople,
    /// Gives a person a username.
    AddPerson,
    /// Changes name, work e-mail or language, or sends the invitation again.
    UpdatePerson,
    /// Gives, changes, renews or ends a right to a query role.
    ChangeRights,
    /// Ends everything that a person holds.
    EndPerson,
    /// Locks a person's username on a suspicion (S78).
    LockPerson,
    /// Opens a locked username, after checking the owner's identity.
    UnlockPerson,
    /// Orders an enrolment code in the place of a lost key.
    IssueEnrolmentCode,
    /// Gives or ends the duty of a rights granter.
    ChangeGranter,
    /// Looks at the organisation's part of the access-rights register.
    SeeRegister,
    /// Gives or ends the duty of a responsible user.
    ChangeResponsibleUser,
    /// Approves or rejects a right that waits for approval.
    DecideRequest,
    /// Brings in and ends the authority's own people, gives and ends their roles.
    ChangeAuthorityPeople,
    /// Looks at a username as customer support, of whatever organisation: orders a link for a new
    /// password, or an enrolment code in the place of a lost key.
    HelpUser,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 14] = [
        Self::SeePeople,
        Self::AddPerson,
        Self::UpdatePerson,
        Self::ChangeRights,
        Self::EndPerson,
        Self::LockPerson,
        Self::UnlockPerson,
        Self::IssueEnrolmentCode,
        Self::ChangeGranter,
        Self::SeeRegister,
        Self::ChangeResponsibleUser,
        Self::DecideRequest,
        Self::ChangeAuthorityPeople,
        Self::HelpUser,
    ];

    /// Whether the act changes anything.
    #[must_use]
    pub const fn is_change(self) -> bool {
        !matches!(self, Self::SeePeople | Self::SeeRegister)
    }
}

/// Why an act is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ManagementRefusal {
    /// Not the actor's to do, or a person of another organisation; the same as if there were none.
    #[error("not the actor's to do")]
    NotYours,
    /// Nobody acts on their own rights.
    #[error("nobody acts on their own rights")]
    OwnRights,
    /// Only the authority ends a responsible user.
    #[error("only the authority does this to a responsible user")]
    AuthorityOnly,
    /// Only another responsible user may do this to a responsible user.
    #[error("only a responsible user does this to a responsible user")]
    ResponsibleUserOnly,
    /// Somebody must be left who gives the authority's roles.
    #[error("the last administrator")]
    LastAdministrator,
}

/// Decides whether `actor` may do `act`, and to `subject` if it concerns a person.
///
/// # Errors
/// The first [`ManagementRefusal`] that applies.
pub fn may(actor: Standing<'_>, act: Act, subject: Option<Standing<'_>>) -> Result<(), ManagementRefusal> {
    if act == Act::UnlockPerson && actor.duties.authority.contains(&AuthorityRole::RightApprover) {
        return may_unlock_as_authority(actor, subject);
    }
    let is_theirs = match act {
        Act::ChangeResponsibleUser | Act::DecideRequest | Act::ChangeAuthorityPeople | Act::HelpUser => {
            return may_as_authority(actor, act, subject);
        }
        Act::SeeRegister | Act::ChangeGranter => actor.duties.is_responsible_user,
        _ => actor.duties.manages(),
    };
    if !is_theirs {
        return Err(ManagementRefusal::NotYours);
    }
    let Some(subject) = subject else { return Ok(()) };
    if subject.organisation != actor.organisation {
        return Err(ManagementRefusal::NotYours);
    }
    if !act.is_change() {
        return Ok(());
    }
    if subject.code == actor.code {
        return Err(ManagementRefusal::OwnRights);
    }
    if subject.duties.is_responsible_user {
        if act == Act::EndPerson {
            return Err(ManagementRefusal::AuthorityOnly);
        }
        // A rights granter who could replace a responsible user's key or address would stand
        // above the one who answers for the granting.
        if !actor.duties.is_responsible_user {
            return Err(ManagementRefusal::ResponsibleUserOnly);
        }
    }
    Ok(())
}

fn may_as_authority(
    actor: Standing<'_>,
    act: Act,
    subject: Option<Standing<'_>>,
) -> Result<(), ManagementRefusal> {
    let opened_by = match act {
        Act::ChangeResponsibleUser => AuthorityAct::AppointResponsibleUsers,
        Act::DecideRequest => AuthorityAct::DecideRequests,
        Act::HelpUser => AuthorityAct::HelpUsers,
        _ => AuthorityAct::ChangeAuthorityPeople,
    };
    if !opened_by.is_allowed(actor.duties) {
        return Err(ManagementRefusal::NotYours);
    }
    let Some(subject) = subject else { return Ok(()) };
    if subject.code == actor.code {
        return Err(ManagementRefusal::OwnRights);
    }
    let is_own_organisation = subject.organisation == actor.organisation;
    match act {
        // The authority's own people are looked after elsewhere than in the customers' list,
        // and there only they are.
        Act::ChangeResponsibleUser if is_own_organisation => Err(ManagementRefusal::NotYours),
        Act::ChangeAuthorityPeople if !is_own_organisation => Err(ManagementRefusal::NotYours),
        _ => Ok(()),
    }
}

/// The authority opens what nobody else can: its own people's usernames and those of
/// responsible users, of whom there may be one only.
fn may_unlock_as_authority(
    actor: Standing<'_>,
    subject: Option<Standing<'_>>,
) -> Result<(), ManagementRefusal> {
    let Some(subject) = subject else { return Ok(()) };
    if subject.code == actor.code {
        return Err(ManagementRefusal::OwnRights);
    }
    if subject.organisation == actor.organisation || subject.duties.is_responsible_user {
        Ok(())
    } else {
        Err(ManagementRefusal::NotYours)
    }
}

/// Who may call a server function at all: the coarse sieve in front of the finer rules, and
/// the column of `docs/rights.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callers {
    /// Everybody, signed in or not.
    Anybody,
    /// Whoever has a session, however far signing in has come.
    Session,
    /// Whoever is signed in; what they may see is decided by their rights.
    SignedIn,
    /// Responsible users and rights granters.
    Managers,
    /// Responsible users.
    ResponsibleUsers,
    /// The authority's people with this role.
    Authority(AuthorityRole),
    /// The authority's people with one of the roles that the act is open to.
    AuthorityFor(AuthorityAct),
}

impl Callers {
    /// Whether somebody signed in with these duties is among them.
    #[must_use]
    pub fn admits(self, duties: &Duties) -> bool {
        match self {
            Self::Anybody | Self::Session | Self::SignedIn => true,
            Self::Managers => duties.manages(),
            Self::ResponsibleUsers => duties.is_responsible_user,
            Self::Authority(role) => duties.authority.contains(&role),
            Self::AuthorityFor(act) => act.is_allowed(duties),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn code(day: u32) -> PersonalIdentityCode {
        PersonalIdentityCode::from_parts(NaiveDate::from_ymd_opt(1980, 1, day).unwrap(), '-', 901).unwrap()
    }

    fn duties(is_responsible_user: bool, is_rights_granter: bool, approver: bool) -> Duties {
        Duties {
            is_responsible_user,
            is_rights_granter,
            authority: approver
                .then_some(AuthorityRole::RightApprover)
                .into_iter()
                .collect(),
        }
    }

    fn check(
        actor: (u32, &str, Duties),
        act: Act,
        subject: Option<(u32, &str, Duties)>,
    ) -> Result<(), ManagementRefusal> {
        let actor_organisation = Key::parse(actor.1).unwrap();
        let actor = Standing {
            code: code(actor.0),
            organisation: &actor_organisation,
            duties: &actor.2,
        };
        let Some((day, organisation, duties)) = subject else {
            return may(actor, act, None);
        };
        let organisation = Key::parse(organisation).unwrap();
        let subject = Standing {
            code: code(day),
            organisation: &organisation,
            duties: &duties,
        };
        may(actor, act, Some(subject))
    }

    #[test]
    fn a_responsible_user_manages_the_people_of_the_own_organisation_only() {
        let responsible = || (1, "kunta", duties(true, false, false));
        let user = |organisation| Some((2, organisation, Duties::default()));
        for act in Act::ALL {
            let expected = match act {
                Act::ChangeResponsibleUser
                | Act::DecideRequest
                | Act::ChangeAuthorityPeople
                | Act::HelpUser => Err(ManagementRefusal::NotYours),
                _ => Ok(()),
            };
            assert_eq!(check(responsible(), act, user("kunta")), expected, "{act:?}");
            assert_eq!(
                check(responsible(), act, user("pankki")),
                Err(ManagementRefusal::NotYours),
                "{act:?}"
            );
        }
    }

    #[test]
    fn a_rights_granter_cares_for_people_rights_and_keys_but_not_for_responsible_users_or_the_register() {
        let granter = || (1, "kunta", duties(false, true, false));
        let user = || Some((2, "kunta", Duties::default()));
        let responsible = || Some((2, "kunta", duties(true, false, false)));
        assert_eq!(check(granter(), Act::ChangeRights, user()), Ok(()));
        assert_eq!(check(granter(), Act::IssueEnrolmentCode, user()), Ok(()));
        assert_eq!(
            check(granter(), Act::IssueEnrolmentCode, responsible()),
            Err(ManagementRefusal::ResponsibleUserOnly)
        );
        assert_eq!(
            check(granter(), Act::EndPerson, responsible()),
            Err(ManagementRefusal::AuthorityOnly)
        );
        for act in [Act::SeeRegister, Act::ChangeGranter] {
            assert_eq!(check(granter(), act, user()), Err(ManagementRefusal::NotYours));
        }
    }

    #[test]
    fn only_the_authority_appoints_responsible_users_and_never_itself() {
        let approver = || (1, "viranomainen", duties(false, false, true));
        let user = |day, organisation| Some((day, organisation, Duties::default()));
        let act = Act::ChangeResponsibleUser;
        assert_eq!(check(approver(), act, user(2, "kunta")), Ok(()));
        assert_eq!(
            check(approver(), act, user(1, "kunta")),
            Err(ManagementRefusal::OwnRights)
        );
        assert_eq!(
            check(approver(), act, user(2, "viranomainen")),
            Err(ManagementRefusal::NotYours)
        );
        assert_eq!(
            check(approver(), Act::ChangeRights, user(2, "kunta")),
            Err(ManagementRefusal::NotYours)
        );
    }

    #[test]
    fn the_authority_opens_usernames_of_responsible_users_and_its_own_people_but_not_of_query_users() {
        let approver = || (1, "viranomainen", duties(false, false, true));
        let subject = |day, organisation, is_responsible| {
            Some((day, organisation, duties(is_responsible, false, false)))
        };
        let act = Act::UnlockPerson;
        assert_eq!(check(approver(), act, subject(2, "kunta", true)), Ok(()));
        assert_eq!(check(approver(), act, subject(2, "viranomainen", false)), Ok(()));
        assert_eq!(
            check(approver(), act, subject(2, "kunta", false)),
            Err(ManagementRefusal::NotYours)
        );
        assert_eq!(
            check(approver(), act, subject(1, "viranomainen", false)),
            Err(ManagementRefusal::OwnRights)
        );
        assert_eq!(
            check(approver(), Act::LockPerson, subject(2, "kunta", true)),
            Err(ManagementRefusal::NotYours)
        );
    }

    #[test]
    fn a_request_is_decided_by_an_approver_of_the_authority_and_never_on_own_rights() {
        let approver = || (1, "viranomainen", duties(false, false, true));
        let user = |day| Some((day, "kunta", Duties::default()));
        assert_eq!(check(approver(), Act::DecideRequest, user(2)), Ok(()));
        assert_eq!(
            check(approver(), Act::DecideRequest, user(1)),
            Err(ManagementRefusal::OwnRights)
        );
        let responsible = (3, "kunta", duties(true, false, false));
        assert_eq!(
            check(responsible, Act::DecideRequest, user(2)),
            Err(ManagementRefusal::NotYours)
        );
    }

    #[test]
    fn the_administrator_gives_roles_to_the_authoritys_own_people_only() {
        let administrator = || {
            let held = Duties {
                authority: [AuthorityRole::Administrator].into(),
                ..Duties::default()
            };
            (1, "viranomainen", held)
        };
        let act = Act::ChangeAuthorityPeople;
        let user = |day, organisation| Some((day, organisation, Duties::default()));
        assert_eq!(check(administrator(), act, user(2, "viranomainen")), Ok(()));
        assert_eq!(
            check(administrator(), act, user(1, "viranomainen")),
            Err(ManagementRefusal::OwnRights)
        );
        assert_eq!(
            check(administrator(), act, user(2, "kunta")),
            Err(ManagementRefusal::NotYours)
        );
        let approver = (1, "viranomainen", duties(false, false, true));
        assert_eq!(
            check(approver, act, user(2, "viranomainen")),
            Err(ManagementRefusal::NotYours)
        );
    }

    #[test]
    fn customer_support_helps_everybody_but_itself_and_nobody_else_does() {
        let support = || {
            let held = Duties {
                authority: [AuthorityRole::CustomerSupport].into(),
                ..Duties::default()
            };
            (1, "viranomainen", held)
        };
        let user = |day, organisation| Some((day, organisation, Duties::default()));
        for organisation in ["kunta", "viranomainen"] {
            assert_eq!(check(support(), Act::HelpUser, user(2, organisation)), Ok(()));
            // Nor by a second username in another organisation.
            assert_eq!(
                check(support(), Act::HelpUser, user(1, organisation)),
                Err(ManagementRefusal::OwnRights)
            );
        }
        let responsible = (1, "kunta", duties(true, false, true));
        assert_eq!(
            check(responsible, Act::HelpUser, user(2, "kunta")),
            Err(ManagementRefusal::NotYours)
        );
        for act in Act::ALL.into_iter().filter(|act| *act != Act::HelpUser) {
            let outcome = check(support(), act, user(2, "kunta"));
            assert_eq!(outcome, Err(ManagementRefusal::NotYours), "{act:?}");
        }
    }

    fn any_duties() -> impl Strategy<Value = Duties> {
        any::<(bool, bool, bool, bool)>().prop_map(|(a, b, c, helps)| {
            let mut duties = duties(a, b, c);
            if helps {
                duties.authority.insert(AuthorityRole::CustomerSupport);
            }
            duties
        })
    }

    proptest! {
        #[test]
        fn nobody_changes_their_own_rights_whatever_their_duties(
            actor in any_duties(), subject in any_duties(), act in 0..Act::ALL.len(), elsewhere: bool,
        ) {
            let act = Act::ALL[act];
            let organisation = if elsewhere { "pankki" } else { "kunta" };
            let outcome = check((1, "kunta", actor), act, Some((1, organisation, subject)));
            prop_assert!(!act.is_change() || outcome.is_err());
        }

        #[test]
        fn fewer_duties_never_allow_more(
            all in any_duties(), keep in any::<(bool, bool, bool)>(), subject in any_duties(),
            act in 0..Act::ALL.len(), elsewhere: bool,
        ) {
            let act = Act::ALL[act];
            let organisation = if elsewhere { "pankki" } else { "kunta" };
            let fewer = Duties {
                is_responsible_user: all.is_responsible_user && keep.0,
                is_rights_granter: all.is_rights_granter && keep.1,
                authority: if keep.2 { all.authority.clone() } else { BTreeSet::new() },
            };
            let subject = || Some((2, organisation, subject.clone()));
            if check((1, "kunta", fewer), act, subject()).is_ok() {
                prop_assert!(check((1, "kunta", all), act, subject()).is_ok());
            }
        }
    }
}
