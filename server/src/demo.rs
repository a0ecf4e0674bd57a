//! The demonstration: organisations with permits of clearly different content, their
//! people, the authority, bulletins, and the named test persons.
//!
//! Everything here is invented, and every person has a test identity code.

mod bulletins;
mod permits;
mod person_roles;
mod places;
mod users;

use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use luotain::environment::Environment;
use luotain::identifier::{BusinessId, PersonalIdentityCode};
use luotain::language::Text;
use luotain::permit::{CustomerOrg, Key, OrganisationCare};
use luotain::service::{Entropy, local_day};
use luotain::store::{Records, Store, durable};
use luotain::synthetic::{Item, personas};
use serde::Serialize;

pub(crate) use users::first_events;

/// A username with its temporary password, as printed once and kept in the data folder.
#[derive(Clone, Debug, Serialize)]
pub struct DemoUser {
    /// The login name.
    pub username: String,
    /// The temporary password.
    pub password: String,
    /// The organisation's name.
    pub organisation: String,
    /// What the user is there.
    pub duty: String,
    /// The roles held.
    pub roles: Vec<DemoRole>,
}

/// A role of a permit, by their keys.
#[derive(Clone, Debug, Serialize)]
pub struct DemoRole {
    /// The permit's key.
    pub permit: String,
    /// The role's key.
    pub role: String,
}

/// A named test person.
#[derive(Clone, Debug, Serialize)]
pub struct DemoPerson {
    /// The identity code.
    pub code: String,
    /// Call name and surname.
    pub name: String,
}

/// Fills an empty directory and both registers' named persons.
///
/// # Errors
/// What the store says.
pub async fn create(
    store: &Store,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
) -> anyhow::Result<Vec<DemoUser>> {
    let day = local_day(now);
    for organisation in organisations()?.into_iter().chain(places::organisations()?) {
        store.update_organisation(&organisation, &[]).await?;
    }
    let mut permits = permits::permits(day)?;
    person_roles::extend(&mut permits)?;
    for permit in permits.into_iter().chain(places::permits(day)?) {
        store.create_permit(&permit, &[]).await?;
    }
    for bulletin in bulletins::bulletins(day)? {
        store.update_bulletin(&bulletin).await?;
    }
    let mut users = Vec::new();
    for (number, user) in (1..).zip(users::USERS.iter().chain(places::USERS)) {
        users.push(users::create_user(store, user, number, now, entropy).await?);
    }
    Ok(users)
}

/// Loads the named persons with their buildings into a register, before or after the generated ones.
///
/// # Errors
/// What the store says.
pub async fn create_personas(store: &Store, environment: Environment, day: NaiveDate) -> anyhow::Result<()> {
    let personas = personas(day);
    let households = personas.households.into_iter().map(Item::Household);
    let records: Records = households
        .chain(personas.built)
        .flat_map(Item::into_records)
        .collect();
    store.create_records(environment, &records, None).await?;
    store
        .create_records(environment, &places::street()?, None)
        .await?;
    // The persons are made as of the day.
    store.update_register_day(environment, day).await?;
    Ok(())
}

/// The named persons, for the operator and the browser tests.
#[must_use]
pub fn named_persons(day: NaiveDate) -> Vec<(&'static str, PersonalIdentityCode)> {
    personas(day).named
}

/// Writes the passwords and the named persons into the data folder, readable by its owner.
///
/// # Errors
/// If a file cannot be written.
pub fn keep(folder: &Path, users: &[DemoUser], day: NaiveDate) -> anyhow::Result<()> {
    let personas = personas(day);
    let name_of = |code: PersonalIdentityCode| {
        let person = personas
            .households
            .iter()
            .flatten()
            .find(|person| person.code == code);
        let name = person.and_then(|person| person.groups.name.as_ref());
        name.map(|name| format!("{} {}", name.call_name, name.surname))
            .unwrap_or_default()
    };
    let persons: std::collections::BTreeMap<_, _> = personas
        .named
        .iter()
        .map(|(key, code)| {
            (
                *key,
                DemoPerson {
                    code: code.as_str().to_owned(),
                    name: name_of(*code),
                },
            )
        })
        .collect();
    durable::replace(
        &folder.join("demo-persons.json"),
        &serde_json::to_vec_pretty(&persons)?,
        0o600,
    )
    .context("keep the persons")?;
    // Last: this file says that the demonstration is whole.
    durable::replace(
        &folder.join("demo-users.json"),
        &serde_json::to_vec_pretty(users)?,
        0o600,
    )
    .context("keep the passwords")
}

fn key(text: &str) -> anyhow::Result<Key> {
    Ok(Key::parse(text)?)
}

fn organisations() -> anyhow::Result<Vec<CustomerOrg>> {
    let organisation = |id, name: Text, serial, is_authority| -> anyhow::Result<CustomerOrg> {
        Ok(CustomerOrg {
            id: key(id)?,
            name,
            business_id: BusinessId::from_serial(serial)?,
            is_authority,
            care: OrganisationCare::default(),
        })
    };
    Ok(vec![
        organisation(
            "viranomainen",
            Text::new(
                "Rekisteriviranomainen",
                "Registermyndigheten",
                "Register authority",
            ),
            9_000_000,
            true,
        )?,
        organisation(
            "kunta",
            Text::new("Kuuselan kunta", "Granby kommun", "Municipality of Kuusela"),
            9_000_100,
            false,
        )?,
        organisation(
            "pankki",
            Text::new(
                "Pohjantähti Pankki Oyj",
                "Polstjärnan Bank Abp",
                "Polaris Bank Plc",
            ),
            9_000_200,
            false,
        )?,
        organisation(
            "seurakunta",
            Text::new("Kuuselan seurakunta", "Granby församling", "Parish of Kuusela"),
            9_000_300,
            false,
        )?,
        // Nobody is in it yet: where the authority appoints the first responsible user.
        organisation(
            "hyvinvointi",
            Text::new(
                "Lehtorannan hyvinvointialue",
                "Lövstrands välfärdsområde",
                "Wellbeing services county of Lehtoranta",
            ),
            9_000_700,
            false,
        )?,
    ])
}
