//! The access-rights register: every right ever held, by whom given and ended and why (S105).

use std::sync::Arc;

use super::super::directory::Directory;
use super::super::local_time::{local_day, local_minute};
use super::super::{RequestContext, Service};
use super::people::role_name;
use super::requests::who;
use super::validity;
use crate::access::{Act, AuthorityAct};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::management::{
    Duty, PAGE_ROWS, RegisterPage, RegisterQuery, RegisterRow, RegisteredRight, RightEventKind, csv,
};
use crate::permit::Key;
use crate::store::RightEvent;

const RESPONSIBLE_USER: StaticText =
    StaticText::new("Vastuukäyttäjä", "Ansvarig användare", "Responsible user");
const RIGHTS_GRANTER: StaticText = StaticText::new(
    "Käyttöoikeuksien myöntäjä",
    "Den som beviljar användarrätter",
    "Rights granter",
);
const USERNAME: StaticText = StaticText::new("Käyttäjätunnus", "Användarnamn", "Username");
const SET_UP: StaticText = StaticText::new(
    "Palvelun käyttöönotto",
    "Tjänstens ibruktagande",
    "Set up of the service",
);
const APPROVED: StaticText = StaticText::new(
    "{asker}, hyväksynyt {by}",
    "{asker}, godkänd av {by}",
    "{asker}, approved by {by}",
);
const GIVEN: StaticText = StaticText::new("Annettu", "Beviljad", "Given");
const CHANGED: StaticText = StaticText::new("Muutettu", "Ändrad", "Changed");
const ENDED: StaticText = StaticText::new("Päätetty", "Avslutad", "Ended");
const HEADINGS: [StaticText; 9] = [
    StaticText::new("Aika", "Tid", "Time"),
    StaticText::new("Organisaatio", "Organisation", "Organisation"),
    StaticText::new("Henkilö", "Person", "Person"),
    StaticText::new("Käyttäjätunnus", "Användarnamn", "Username"),
    StaticText::new("Oikeus", "Rätt", "Right"),
    StaticText::new("Tapahtuma", "Händelse", "Event"),
    StaticText::new("Voimassaolo", "Giltighet", "Validity"),
    StaticText::new("Peruste", "Grund", "Reason"),
    StaticText::new("Tekijä", "Utförd av", "Done by"),
];

/// What happened, in words.
fn kind_name(kind: RightEventKind, language: Language) -> &'static str {
    match kind {
        RightEventKind::Given => GIVEN,
        RightEventKind::Changed => CHANGED,
        RightEventKind::Ended => ENDED,
    }
    .get(language)
}

impl Service {
    /// A row in words, for somebody of the organisation `viewer`.
    pub(super) fn register_row(
        &self,
        directory: &Directory,
        event: &RightEvent,
        viewer: &Key,
        language: Language,
    ) -> RegisterRow {
        let user = directory.user(&event.username);
        let organisation_name = |id: &Key| {
            directory
                .organisation(id)
                .map(|organisation| organisation.name.get(language).to_owned())
                .unwrap_or_default()
        };
        let right = match &event.right {
            RegisteredRight::Role { permit, role } => role_name(directory, permit, role, language),
            RegisteredRight::Duty(Duty::ResponsibleUser) => RESPONSIBLE_USER.get(language).to_owned(),
            RegisteredRight::Duty(Duty::RightsGranter) => RIGHTS_GRANTER.get(language).to_owned(),
            RegisteredRight::AuthorityRole(role) => role.name(language).to_owned(),
            RegisteredRight::Username => USERNAME.get(language).to_owned(),
        };
        let named = |by: &Key| who(directory, by, &event.organisation, viewer, language);
        let by = match (&event.by, &event.requested_by) {
            (None, _) => SET_UP.get(language).to_owned(),
            (Some(by), None) => named(by),
            (Some(by), Some(asker)) => APPROVED
                .get(language)
                .replace("{by}", &named(by))
                .replace("{asker}", &named(asker)),
        };
        RegisterRow {
            time: local_minute(event.time, language),
            person: user.as_ref().map(|user| user.name.clone()).unwrap_or_default(),
            username: user.map(|user| user.login.clone()).unwrap_or_default(),
            organisation: organisation_name(&event.organisation),
            right,
            kind: event.kind,
            validity: event
                .valid_from
                .zip(event.valid_until)
                .map(|(from, until)| validity(from, until, language))
                .unwrap_or_default(),
            reason: event.reason.clone(),
            by,
        }
    }

    /// All rows that match, newest first: the own organisation's, or the whole register for
    /// the authority.
    async fn register(
        &self,
        request: &RequestContext,
        query: &RegisterQuery,
    ) -> Result<Vec<RegisterRow>, Problem> {
        let (_, user) = self.signed_in(request)?;
        let directory: Arc<Directory> = self.directory.get();
        let events = if AuthorityAct::SeeRegister.is_open_to(&user.authority_roles) {
            self.store.list_all_right_events().await?
        } else {
            let actor = self.actor(request, Act::SeeRegister)?;
            let mut events = Vec::new();
            for organisation in directory.with_merged(&actor.user.organisation) {
                events.extend(
                    self.store
                        .list_right_events_of_organisation(&organisation)
                        .await?,
                );
            }
            events.sort_by_key(|event| std::cmp::Reverse(event.time));
            events
        };
        let search = query.search.trim().to_lowercase();
        Ok(events
            .into_iter()
            .filter(|event| {
                let day = local_day(event.time);
                query.kind.is_none_or(|kind| kind == event.kind)
                    && query.from.is_none_or(|from| from <= day)
                    && query.until.is_none_or(|until| day <= until)
            })
            .map(|event| self.register_row(&directory, &event, &user.organisation, request.language))
            .filter(|row| {
                search.is_empty()
                    || [&row.person, &row.username, &row.organisation, &row.right]
                        .into_iter()
                        .any(|text| text.to_lowercase().contains(&search))
            })
            .collect())
    }

    /// A page of the access-rights register.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_register(
        &self,
        request: &RequestContext,
        query: RegisterQuery,
    ) -> Result<RegisterPage, Problem> {
        let rows = self.register(request, &query).await?;
        let pages = rows.len().div_ceil(PAGE_ROWS).max(1);
        let page = usize::try_from(query.page).unwrap_or(0).min(pages - 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(RegisterPage {
            total: count(rows.len()),
            pages: count(pages),
            page: count(page),
            rows: rows.into_iter().skip(page * PAGE_ROWS).take(PAGE_ROWS).collect(),
        })
    }

    /// The rows that match, as comma-separated values.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn export_register(
        &self,
        request: &RequestContext,
        query: RegisterQuery,
    ) -> Result<String, Problem> {
        let rows = self.register(request, &query).await?;
        let (_, user) = self.signed_in(request)?;
        self.audit(
            request,
            Some(&user.id),
            "register.exported",
            Some(&rows.len().to_string()),
        );
        let headings = HEADINGS.map(|heading| heading.get(request.language));
        Ok(csv(&headings, &rows, |row| {
            kind_name(row.kind, request.language).to_owned()
        }))
    }
}
