//! Organisations as the authority keeps them: created, renamed, described, merged. Each act has
//! a reason and a row of history, and is held against the revision that the page showed.

mod merge;
mod words;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::changes::{Told, changed_organisation};
use super::local_time::local_minute;
use super::management::{reason, who};
use super::permits::{has_ended, validity_of};
use super::{RequestContext, Service};
use crate::access::AuthorityAct;
use crate::error::Problem;
use crate::identifier::BusinessId;
use crate::language::Text;
use crate::log::{ChangeAct, Detail, Subject};
use crate::management::{
    InvoicingAddress, OrganisationChange, OrganisationContact, OrganisationEventRow, OrganisationName,
    OrganisationPage, OrganisationPermit, OrganisationProblem, OrganisationTarget, PermitTarget,
    RequestState, parse_contacts, parse_invoicing,
};
use crate::permit::{CustomerOrg, DataPermit, Key, OrganisationCare};

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Service {
    /// The page of an organisation.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn find_organisation(
        &self,
        request: &RequestContext,
        id: &Key,
    ) -> Result<OrganisationPage, Problem> {
        let actor = self.authority(request, AuthorityAct::SeeOrganisations)?;
        let directory = self.directory.get();
        let language = request.language;
        let organisation = self.customer(id)?;
        let may = |act: AuthorityAct| {
            act.is_allowed(actor.standing().duties) && organisation.care.merged_into.is_none()
        };
        let name_of = |id: &Key| {
            directory
                .organisation(id)
                .map(|organisation| organisation.name.get(language).to_owned())
                .unwrap_or_default()
        };
        let (users, responsible) = self.responsible_users(&actor, id, language).await?;
        let history = self
            .store
            .list_organisation_events(id)
            .await?
            .into_iter()
            .map(|event| OrganisationEventRow {
                time: local_minute(event.time, language),
                what: self.event_text(&event.change, language),
                reason: event.reason,
                by: event
                    .by
                    .map(|by| who(&directory, &by, id, &actor.user.organisation, language))
                    .unwrap_or_default(),
            })
            .collect();
        let mut permits: Vec<&DataPermit> = directory
            .permits()
            .filter(|permit| permit.organisation == *id)
            .collect();
        permits.sort_by(|a, b| a.number.cmp(&b.number));
        let mut others: Vec<(Key, String)> = directory
            .organisations()
            .filter(|other| other.id != *id && !other.is_authority && other.care.merged_into.is_none())
            .map(|other| (other.id.clone(), other.name.get(language).to_owned()))
            .collect();
        others.sort_by_key(|(_, name)| name.to_lowercase());
        let may_change = may(AuthorityAct::ChangeOrganisations);
        let may_change_approval =
            may(AuthorityAct::ChangePermits) && self.check_no_own_permit(&actor, id).is_ok();
        let today = self.today();
        let mut waiting: HashMap<Key, u32> = HashMap::new();
        for asked in self.store.list_all_right_requests().await? {
            if asked.state == RequestState::Waiting && asked.organisation == *id {
                *waiting.entry(asked.right.permit).or_default() += 1;
            }
        }
        Ok(OrganisationPage {
            id: id.clone(),
            revision: organisation.care.revision,
            name: organisation.name.clone(),
            business_id: organisation.business_id.as_str().to_owned(),
            warning: if organisation.care.merged_into.is_none() {
                self.responsible_warning(id, language)
            } else {
                None
            },
            responsible,
            permits: permits
                .into_iter()
                .map(|permit| OrganisationPermit {
                    target: PermitTarget {
                        id: permit.id.clone(),
                        version: permit.version,
                    },
                    number: format!("{}/{}", permit.number, permit.version),
                    name: permit.name.get(language).to_owned(),
                    validity: validity_of(permit, language),
                    in_force: permit.is_in_force(today),
                    asks_approval: permit.asks_approval,
                    waiting: waiting.get(&permit.id).copied().unwrap_or(0),
                    may_change_approval: may_change_approval && !has_ended(permit, today),
                })
                .collect(),
            users,
            merged_into: organisation
                .care
                .merged_into
                .as_ref()
                .map(|into| (into.clone(), name_of(into))),
            history,
            others: if may_change { others } else { Vec::new() },
            may_change,
            may_change_invoicing: may(AuthorityAct::ChangeInvoicing),
            contacts: organisation.care.contacts,
            invoicing: organisation.care.invoicing,
            today,
        })
    }

    /// A customer organisation: the authority itself is none.
    fn customer(&self, id: &Key) -> Result<CustomerOrg, Problem> {
        self.directory
            .get()
            .organisation(id)
            .filter(|organisation| !organisation.is_authority)
            .cloned()
            .ok_or(Problem::NotFound)
    }

    /// Refuses a name or business id that another organisation has.
    fn check_unique(
        &self,
        own: Option<&Key>,
        name: Option<&Text>,
        business_id: Option<BusinessId>,
    ) -> Result<(), Problem> {
        let directory = self.directory.get();
        let others = || {
            directory
                .organisations()
                .filter(|other| Some(&other.id) != own && other.care.merged_into.is_none())
        };
        if name.is_some_and(|name| others().any(|other| same_name(&other.name.fi, &name.fi))) {
            return Err(OrganisationProblem::NameTaken.into());
        }
        if business_id.is_some_and(|id| others().any(|other| other.business_id == id)) {
            return Err(OrganisationProblem::BusinessIdTaken.into());
        }
        Ok(())
    }

    /// Creates an organisation, which has neither permits nor people yet.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Organisation`, `Identifier`, `Reason`.
    pub async fn create_organisation(
        &self,
        request: &RequestContext,
        name: OrganisationName,
        business_id: &str,
        why: &str,
    ) -> Result<Key, Problem> {
        let actor = self.authority(request, AuthorityAct::ChangeOrganisations)?;
        let name = name.parse()?;
        let business_id = BusinessId::parse(business_id).map_err(Problem::Identifier)?;
        let why = reason(why)?;
        let lock = self.begin_change().await?;
        self.check_unique(None, Some(&name), Some(business_id))?;
        let organisation = CustomerOrg {
            id: self.organisation_key(&name.fi)?,
            name,
            business_id,
            is_authority: false,
            care: OrganisationCare::default(),
        };
        let event = self.organisation_event(
            &organisation.id,
            OrganisationChange::Created,
            why.as_str(),
            Some(&actor.user.id),
        )?;
        let told = Told {
            subject: Subject::Organisation(organisation.id.as_str().to_owned()),
            organisation: Some(&organisation.id),
            details: vec![Detail::after("name", organisation.name.fi.as_str())],
            reason: Some(why.as_str()),
            ..Told::of(ChangeAct::OrganisationCreated)
        };
        let entry = self.entry(request, Some(&actor.user.id), told)?;
        self.store
            .create_organisation(&organisation, &[event], &[entry])
            .await?;
        self.changes.wake();
        self.reload_locked(&lock).await?;
        // Without a responsible user from its first day on.
        self.note_responsible_users(&lock).await;
        Ok(organisation.id)
    }

    /// A key that nobody has, from the name: usernames of the organisation begin with it.
    fn organisation_key(&self, name: &str) -> Result<Key, Problem> {
        let directory = self.directory.get();
        let stem: String = crate::management::plain_letters(name).chars().take(16).collect();
        let stem = if stem.is_empty() { "org".to_owned() } else { stem };
        std::iter::once(stem.clone())
            .chain((2_u32..1000).map(|number| format!("{stem}{number}")))
            .filter_map(|text| Key::parse(&text).ok())
            // The page for a new organisation has this path.
            .find(|key| key.as_str() != "new" && directory.organisation(key).is_none())
            .ok_or(Problem::Internal)
    }

    /// Gives an organisation another name; the earlier one stays in its history. `from` is the
    /// first local day on which the organisation bears it, today at the latest.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Changed`, `Organisation`, `Reason`.
    pub async fn rename_organisation(
        &self,
        request: &RequestContext,
        target: OrganisationTarget,
        name: OrganisationName,
        from: NaiveDate,
        why: &str,
    ) -> Result<(), Problem> {
        let name = name.parse()?;
        let today = self.today();
        self.change_organisation(
            request,
            AuthorityAct::ChangeOrganisations,
            target,
            why,
            |service, organisation| {
                if from > today {
                    return Err(OrganisationProblem::FromFuture.into());
                }
                if organisation.name == name {
                    return Err(OrganisationProblem::NameUnchanged.into());
                }
                service.check_unique(Some(&organisation.id), Some(&name), None)?;
                let before = std::mem::replace(&mut organisation.name, name.clone());
                Ok(vec![OrganisationChange::Renamed {
                    before,
                    after: name,
                    from,
                }])
            },
        )
        .await
    }

    /// Changes the business id and the contacts.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Changed` (also if nothing is different), `Organisation`,
    /// `Identifier`, `Reason`.
    pub async fn update_organisation(
        &self,
        request: &RequestContext,
        target: OrganisationTarget,
        business_id: &str,
        contacts: Vec<OrganisationContact>,
        why: &str,
    ) -> Result<(), Problem> {
        let business_id = BusinessId::parse(business_id).map_err(Problem::Identifier)?;
        let contacts = parse_contacts(&contacts)?;
        self.change_organisation(
            request,
            AuthorityAct::ChangeOrganisations,
            target,
            why,
            |service, organisation| {
                service.check_unique(Some(&organisation.id), None, Some(business_id))?;
                let mut changes = Vec::new();
                if organisation.business_id != business_id {
                    let before = std::mem::replace(&mut organisation.business_id, business_id);
                    changes.push(OrganisationChange::BusinessId {
                        before,
                        after: business_id,
                    });
                }
                if organisation.care.contacts != contacts {
                    changes.push(OrganisationChange::Contacts {
                        count: count(contacts.len()),
                    });
                    organisation.care.contacts = contacts;
                }
                Ok(changes)
            },
        )
        .await
    }

    /// Changes where invoices go.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Changed` (also if nothing is different), `Organisation`, `Reason`.
    pub async fn update_invoicing(
        &self,
        request: &RequestContext,
        target: OrganisationTarget,
        invoicing: Vec<InvoicingAddress>,
        why: &str,
    ) -> Result<(), Problem> {
        let invoicing = parse_invoicing(&invoicing)?;
        self.change_organisation(
            request,
            AuthorityAct::ChangeInvoicing,
            target,
            why,
            |_, organisation| {
                if organisation.care.invoicing == invoicing {
                    return Ok(Vec::new());
                }
                let count = count(invoicing.len());
                organisation.care.invoicing = invoicing;
                Ok(vec![OrganisationChange::Invoicing { count }])
            },
        )
        .await
    }

    /// Changes an organisation as of the revision that the page showed, together with its rows
    /// of history.
    async fn change_organisation(
        &self,
        request: &RequestContext,
        act: AuthorityAct,
        target: OrganisationTarget,
        why: &str,
        edit: impl FnOnce(&Self, &mut CustomerOrg) -> Result<Vec<OrganisationChange>, Problem> + Send,
    ) -> Result<(), Problem> {
        let actor = self.authority(request, act)?;
        let why = reason(why)?;
        let lock = self.begin_change().await?;
        let mut organisation = self.customer(&target.id)?;
        if organisation.care.revision != target.revision || organisation.care.merged_into.is_some() {
            return Err(Problem::Changed);
        }
        let before = organisation.clone();
        let changes = edit(self, &mut organisation)?;
        if changes.is_empty() {
            return Err(Problem::Changed);
        }
        organisation.care.revision += 1;
        let events = changes
            .into_iter()
            .map(|change| {
                self.organisation_event(&organisation.id, change, why.as_str(), Some(&actor.user.id))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let told = Told {
            subject: Subject::Organisation(organisation.id.as_str().to_owned()),
            details: changed_organisation(&before, &organisation),
            reason: Some(why.as_str()),
            ..Told::of(ChangeAct::OrganisationChanged)
        };
        let entry = self.entry(request, Some(&actor.user.id), told)?;
        if !self
            .store
            .change_organisation(&organisation, &events, &[entry])
            .await?
        {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        self.reload_locked(&lock).await
    }
}
