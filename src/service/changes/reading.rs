//! Reading the change log: "who changed this", and the authority's page of the whole log.
//!
//! Whoever looks is told of in the log itself, before the answer. To a customer the authority is
//! one: who there did something, from where, and what it looked at is its own affair.

use chrono::{DateTime, Days};

use super::super::directory::Directory;
use super::super::local_time::{day_begins, local_second};
use super::super::{RequestContext, Service};
use super::{Told, words};
use crate::access::{Act, AuthorityAct, Callers};
use crate::changes::{
    CHANGE_ROWS, ChangeRow, ChangedField, ChangesOf, ChangesPage, ChangesQuery, EXPORT_ROWS,
};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::log::{Change, ChangeAct, Detail, Subject};
use crate::management::csv_table;
use crate::permit::Key;
use crate::store::ChangeFilter;

const HEADINGS: [StaticText; 10] = [
    StaticText::new("Numero", "Nummer", "Number"),
    StaticText::new("Aika", "Tid", "Time"),
    StaticText::new("Tekijä", "Utförd av", "Done by"),
    StaticText::new("Tapahtuma", "Händelse", "Event"),
    StaticText::new("Kohde", "Objekt", "Subject"),
    StaticText::new("Ennen", "Före", "Before"),
    StaticText::new("Jälkeen", "Efter", "After"),
    StaticText::new("Peruste", "Grund", "Reason"),
    StaticText::new("Osoite", "Adress", "Address"),
    StaticText::new("Tapahtumatunnus", "Händelse-id", "Reference"),
];
const NOBODY: StaticText = StaticText::new(
    "Palvelu tai komento",
    "Tjänsten eller ett kommando",
    "The service or a command",
);
const UNKNOWN: StaticText = StaticText::new("Ei kirjautunut", "Inte inloggad", "Not signed in");

/// Who looks.
#[derive(Clone, Copy)]
enum Reader<'a> {
    /// A responsible user of this organisation.
    Customer(&'a Key),
    /// The authority.
    Authority,
}

impl Reader<'_> {
    /// Whether the reader may know who did it and from where.
    fn knows_actor(self, change: &Change) -> bool {
        match self {
            Self::Authority => true,
            Self::Customer(own) => change
                .actor_organisation
                .as_deref()
                .is_none_or(|organisation| organisation == own.as_str()),
        }
    }

    /// Whether the reader may know of the entry at all.
    fn sees(self, change: &Change) -> bool {
        let is_look = matches!(
            change.act,
            ChangeAct::ChangesRead | ChangeAct::ChangesExported | ChangeAct::SupportLooked
        );
        !is_look || self.knows_actor(change)
    }
}

fn row(
    directory: &Directory,
    (number, change): (u64, &Change),
    reader: Reader<'_>,
    language: Language,
) -> ChangeRow {
    let knows_actor = reader.knows_actor(change);
    let actor = match (&change.actor, &change.actor_organisation) {
        (Some(actor), _) if knows_actor => words::person_name(directory, actor),
        (_, Some(organisation)) => words::organisation_name(directory, organisation, language),
        _ if change.source_address.is_empty() => NOBODY.get(language).to_owned(),
        _ => UNKNOWN.get(language).to_owned(),
    };
    let value = |detail: &Detail, text: &Option<String>| {
        text.as_deref()
            .map(|text| words::value(directory, &detail.field, text, language))
            .unwrap_or_default()
    };
    let told = |text: &str| {
        if knows_actor {
            text.to_owned()
        } else {
            String::new()
        }
    };
    ChangeRow {
        number,
        time: DateTime::from_timestamp_micros(change.time_micros)
            .map(|time| local_second(time, language))
            .unwrap_or_default(),
        actor,
        subject: words::subject_name(directory, &change.subject, language),
        act: change.act.name(language).to_owned(),
        fields: change
            .details
            .iter()
            .map(|detail| ChangedField {
                field: words::field_name(directory, detail, language),
                before: value(detail, &detail.before),
                after: value(detail, &detail.after),
            })
            .collect(),
        reason: change.reason.clone().unwrap_or_default(),
        source: told(&change.source_address),
        request: told(&change.request_id),
    }
}

impl Service {
    /// What was done to a person, to the organisation itself or to a permit of the own
    /// organisation, newest first.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for others than responsible users and for other organisations.
    pub async fn list_own_changes(
        &self,
        request: &RequestContext,
        of: ChangesOf,
        before: Option<u64>,
    ) -> Result<ChangesPage, Problem> {
        let actor = match &of {
            ChangesOf::Person(id) => self.act_on(request, Act::SeeRegister, id)?.0,
            ChangesOf::Organisation(_) | ChangesOf::Permit(_) => self.actor(request, Act::SeeRegister)?,
        };
        let own = &actor.user.organisation;
        let directory = self.directory.get();
        let is_own = match &of {
            ChangesOf::Person(_) => true,
            ChangesOf::Organisation(id) => id == own,
            ChangesOf::Permit(id) => directory
                .permit(id)
                .is_some_and(|permit| permit.organisation == *own),
        };
        if !is_own {
            return Err(Problem::NotFound);
        }
        let filter = ChangeFilter {
            subject: Some(subject_of(&of)),
            // What happened while a person was with another organisation is that one's.
            organisation: Some(own.clone()),
            before,
            ..ChangeFilter::default()
        };
        self.look(request, &actor.user.id, filter, Reader::Customer(own))
            .await
    }

    /// As [`Self::list_own_changes`], for the authority and of any organisation.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_changes_of(
        &self,
        request: &RequestContext,
        of: ChangesOf,
        before: Option<u64>,
    ) -> Result<ChangesPage, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::AuthorityFor(AuthorityAct::SeeRegister))?;
        let filter = ChangeFilter {
            subject: Some(subject_of(&of)),
            before,
            ..ChangeFilter::default()
        };
        self.look(request, &user.id, filter, Reader::Authority).await
    }

    /// A page of the whole change log, for the authority.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_change_log(
        &self,
        request: &RequestContext,
        query: ChangesQuery,
    ) -> Result<ChangesPage, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::AuthorityFor(AuthorityAct::SeeChanges))?;
        let language = request.language;
        let mut page = match self.filter_of(&query) {
            Some(filter) => self.look(request, &user.id, filter, Reader::Authority).await?,
            None => ChangesPage {
                rows: Vec::new(),
                older: None,
                acts: Vec::new(),
                organisations: Vec::new(),
                waiting: self.store.count_waiting_changes().await?,
            },
        };
        page.acts = ChangeAct::ALL
            .iter()
            .map(|act| (act.code().to_owned(), act.name(language).to_owned()))
            .collect();
        page.organisations = self
            .directory
            .get()
            .organisations()
            .map(|organisation| {
                (
                    organisation.id.clone(),
                    organisation.name.get(language).to_owned(),
                )
            })
            .collect();
        page.organisations.sort_by_key(|(_, name)| name.to_lowercase());
        Ok(page)
    }

    /// The entries that match as comma-separated values, the newest 10 000 at most.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn export_change_log(
        &self,
        request: &RequestContext,
        query: ChangesQuery,
    ) -> Result<String, Problem> {
        let (_, user) = self.signed_in(request)?;
        self.check_caller(request, Callers::AuthorityFor(AuthorityAct::SeeChanges))?;
        self.changes.settle().await;
        let filter = self.filter_of(&query).map(|filter| ChangeFilter {
            before: None,
            ..filter
        });
        let found = match filter {
            Some(filter) => self.store.list_changes(&filter, EXPORT_ROWS).await?,
            None => Vec::new(),
        };
        let told = Told {
            subject: Subject::Log("changes".to_owned()),
            details: vec![Detail::after("rows", found.len().to_string())],
            ..Told::of(ChangeAct::ChangesExported)
        };
        self.record(request, Some(&user.id), told).await?;
        let (directory, language) = (self.directory.get(), request.language);
        let headings = HEADINGS.map(|heading| heading.get(language));
        let rows = found.iter().map(|(number, change)| {
            let row = row(&directory, (*number, change), Reader::Authority, language);
            let side = |pick: fn(&ChangedField) -> &String| {
                let parts: Vec<String> = row
                    .fields
                    .iter()
                    .filter(|field| !pick(field).is_empty())
                    .map(|field| format!("{}: {}", field.field, pick(field)))
                    .collect();
                parts.join("; ")
            };
            let (before, after) = (side(|field| &field.before), side(|field| &field.after));
            vec![
                row.number.to_string(),
                row.time,
                row.actor,
                row.act,
                row.subject,
                before,
                after,
                row.reason,
                row.source,
                row.request,
            ]
        });
        Ok(csv_table(&headings, rows))
    }

    /// The store's filter for what a page asks; none if it names a login that nobody has.
    fn filter_of(&self, query: &ChangesQuery) -> Option<ChangeFilter> {
        let directory = self.directory.get();
        let login = |text: &str| -> Option<Option<Key>> {
            let text = text.trim().to_lowercase();
            if text.is_empty() {
                return Some(None);
            }
            directory.user_by_login(&text).map(|user| Some(user.id.clone()))
        };
        let acts = match query.act.as_str() {
            "" => Vec::new(),
            code => vec![ChangeAct::from_code(code)?],
        };
        let micros = |day| day_begins(day).map(|time| time.timestamp_micros());
        let next = |day: chrono::NaiveDate| day.checked_add_days(Days::new(1));
        Some(ChangeFilter {
            subject: login(&query.person)?.map(|id| Subject::Username(id.as_str().to_owned())),
            actor: login(&query.actor)?,
            organisation: query.organisation.clone(),
            acts,
            from: query.from.and_then(micros),
            until: query.until.and_then(next).and_then(micros),
            before: query.before,
        })
    }

    /// Tells that somebody looks, then looks.
    async fn look(
        &self,
        request: &RequestContext,
        by: &Key,
        filter: ChangeFilter,
        reader: Reader<'_>,
    ) -> Result<ChangesPage, Problem> {
        // What was done before this request is seen by it.
        self.changes.settle().await;
        let mut found = self.store.list_changes(&filter, CHANGE_ROWS + 1).await?;
        let waiting = self.store.count_waiting_changes().await?;
        let told = Told {
            subject: filter
                .subject
                .unwrap_or_else(|| Subject::Log("changes".to_owned())),
            ..Told::of(ChangeAct::ChangesRead)
        };
        self.record(request, Some(by), told).await?;
        let has_older = found.len() > CHANGE_ROWS;
        found.truncate(CHANGE_ROWS);
        let older = found.last().map(|(number, _)| *number).filter(|_| has_older);
        let directory = self.directory.get();
        Ok(ChangesPage {
            rows: found
                .iter()
                .filter(|(_, change)| reader.sees(change))
                .map(|(number, change)| row(&directory, (*number, change), reader, request.language))
                .collect(),
            older,
            acts: Vec::new(),
            organisations: Vec::new(),
            waiting,
        })
    }
}

fn subject_of(of: &ChangesOf) -> Subject {
    match of {
        ChangesOf::Person(id) => Subject::Username(id.as_str().to_owned()),
        ChangesOf::Organisation(id) => Subject::Organisation(id.as_str().to_owned()),
        ChangesOf::Permit(id) => Subject::Permit(id.as_str().to_owned()),
    }
}
