//! The roles within the register authority and what each opens (domain.md §2).
//!
//! They are kept apart so that each person has the least that the task needs. An [`AuthorityAct`]
//! names the roles that may do it; the rights matrix and the use cases both ask here.

use serde::{Deserialize, Serialize};

use super::Duties;
use crate::language::{Language, StaticText};

/// A role within the register authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityRole {
    /// Handles permits and keeps the organisations that hold them.
    PermitHandler,
    /// Approves rights, appoints and ends responsible users.
    RightApprover,
    /// Supervises use: looks at organisations, the access-rights register and the change log.
    Supervisor,
    /// Keeps the invoicing addresses.
    BillingOfficer,
    /// Writes bulletins and guides.
    ContentEditor,
    /// Reads everything that the authority's pages show and changes nothing.
    Auditor,
    /// Gives and ends these roles, and looks after the technical side: the outbox.
    Administrator,
    /// Helps users on the phone: a new password, a code in the place of a lost key (S72).
    CustomerSupport,
}

impl AuthorityRole {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::PermitHandler,
        Self::RightApprover,
        Self::Supervisor,
        Self::BillingOfficer,
        Self::ContentEditor,
        Self::Auditor,
        Self::Administrator,
        Self::CustomerSupport,
    ];

    /// What people call the role.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        let text = match self {
            Self::PermitHandler => {
                StaticText::new("Lupakäsittelijä", "Tillståndshandläggare", "Permit handler")
            }
            Self::RightApprover => StaticText::new(
                "Käyttöoikeuksien hyväksyjä",
                "Godkännare av användarrätter",
                "User-right approver",
            ),
            Self::Supervisor => StaticText::new("Käytön valvoja", "Övervakare av användningen", "Supervisor"),
            Self::BillingOfficer => {
                StaticText::new("Laskutuksen hoitaja", "Fakturahandläggare", "Billing officer")
            }
            Self::ContentEditor => StaticText::new("Sisällöntuottaja", "Innehållsredaktör", "Content editor"),
            Self::Auditor => StaticText::new("Tarkastaja", "Granskare", "Auditor"),
            Self::Administrator => StaticText::new("Pääkäyttäjä", "Huvudanvändare", "Administrator"),
            Self::CustomerSupport => StaticText::new("Asiakastuki", "Kundtjänst", "Customer support"),
        };
        text.get(language)
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PermitHandler => "permit-handler",
            Self::RightApprover => "right-approver",
            Self::Supervisor => "supervisor",
            Self::BillingOfficer => "billing-officer",
            Self::ContentEditor => "content-editor",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::CustomerSupport => "customer-support",
        }
    }
}

/// What somebody of the authority wants to do that concerns no single person's rights; those
/// are [`Act`](super::Act)s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorityAct {
    /// Looks at the organisations.
    SeeOrganisations,
    /// Creates and renames organisations, keeps their details, merges two.
    ChangeOrganisations,
    /// Changes an organisation's invoicing addresses.
    ChangeInvoicing,
    /// Says whether each right under a permit needs the authority's approval.
    ChangePermits,
    /// Appoints and ends responsible users.
    AppointResponsibleUsers,
    /// Looks at the requests for rights.
    SeeRequests,
    /// Approves or rejects requests for rights.
    DecideRequests,
    /// Looks at the whole access-rights register.
    SeeRegister,
    /// Looks at the authority's own people and their roles.
    SeeAuthorityPeople,
    /// Brings in and ends the authority's own people, gives and ends their roles.
    ChangeAuthorityPeople,
    /// Looks at the whole change log.
    SeeChanges,
    /// Helps users of all organisations with signing in.
    HelpUsers,
    /// Looks at the state of the service and its alarms.
    SeeStatus,
}

impl AuthorityAct {
    /// All acts.
    pub const ALL: [Self; 13] = [
        Self::SeeOrganisations,
        Self::ChangeOrganisations,
        Self::ChangeInvoicing,
        Self::ChangePermits,
        Self::AppointResponsibleUsers,
        Self::SeeRequests,
        Self::DecideRequests,
        Self::SeeRegister,
        Self::SeeAuthorityPeople,
        Self::ChangeAuthorityPeople,
        Self::SeeChanges,
        Self::HelpUsers,
        Self::SeeStatus,
    ];

    /// The roles that may do it.
    #[must_use]
    pub const fn roles(self) -> &'static [AuthorityRole] {
        use AuthorityRole::{
            Administrator, Auditor, BillingOfficer, CustomerSupport, PermitHandler, RightApprover, Supervisor,
        };
        match self {
            Self::SeeOrganisations => &[PermitHandler, RightApprover, Supervisor, BillingOfficer, Auditor],
            Self::ChangeOrganisations | Self::ChangePermits => &[PermitHandler],
            Self::ChangeInvoicing => &[PermitHandler, BillingOfficer],
            Self::AppointResponsibleUsers | Self::DecideRequests => &[RightApprover],
            Self::SeeRequests => &[RightApprover, Auditor],
            Self::SeeRegister => &[RightApprover, Supervisor, Auditor],
            Self::SeeAuthorityPeople => &[Auditor, Administrator],
            Self::ChangeAuthorityPeople => &[Administrator],
            Self::SeeChanges => &[Supervisor, Auditor, Administrator],
            Self::HelpUsers => &[CustomerSupport],
            Self::SeeStatus => &[Supervisor, Auditor, Administrator],
        }
    }

    /// Whether one of these roles may do it.
    #[must_use]
    pub fn is_open_to<'a>(self, held: impl IntoIterator<Item = &'a AuthorityRole>) -> bool {
        held.into_iter().any(|role| self.roles().contains(role))
    }

    /// Whether somebody with these duties may do it.
    #[must_use]
    pub fn is_allowed(self, duties: &Duties) -> bool {
        self.is_open_to(&duties.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_auditor_changes_nothing_and_the_administrator_gives_only_roles_and_reads_the_change_log() {
        for act in AuthorityAct::ALL {
            let is_change = !matches!(
                act,
                AuthorityAct::SeeOrganisations
                    | AuthorityAct::SeeRequests
                    | AuthorityAct::SeeRegister
                    | AuthorityAct::SeeAuthorityPeople
                    | AuthorityAct::SeeChanges
                    | AuthorityAct::SeeStatus
            );
            assert!(
                !is_change || !act.is_open_to(&[AuthorityRole::Auditor]),
                "{act:?}"
            );
            let is_administrators = matches!(
                act,
                AuthorityAct::SeeAuthorityPeople
                    | AuthorityAct::ChangeAuthorityPeople
                    | AuthorityAct::SeeChanges
                    | AuthorityAct::SeeStatus
            );
            assert_eq!(
                act.is_open_to(&[AuthorityRole::Administrator]),
                is_administrators,
                "{act:?}"
            );
        }
    }

    #[test]
    fn customer_support_helps_users_and_does_nothing_else() {
        for act in AuthorityAct::ALL {
            assert_eq!(
                act.is_open_to(&[AuthorityRole::CustomerSupport]),
                act == AuthorityAct::HelpUsers,
                "{act:?}"
            );
        }
    }

    #[test]
    fn a_code_is_what_is_stored_and_names_differ() {
        let mut names = std::collections::BTreeSet::new();
        for role in AuthorityRole::ALL {
            let stored = serde_json::to_string(&role).unwrap_or_default();
            assert_eq!(stored, format!("\"{}\"", role.code()));
            for language in Language::ALL {
                assert!(names.insert((language, role.name(language))), "{role:?}");
            }
        }
    }
}
