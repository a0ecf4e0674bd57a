//! Of the demonstration: its users, who may sign in with a temporary password each.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use luotain::access::AuthorityRole;
use luotain::identifier::PersonalIdentityCode;
use luotain::language::Language;
use luotain::management::{Duty, RegisteredRight, RightEventKind};
use luotain::permit::UserRight;
use luotain::service::{Entropy, hash_password, local_day};
use luotain::session::AcceptedTerms;
use luotain::store::{RightEvent, Store, StoredPassword, UserRow};
use uuid::Uuid;

use super::{DemoRole, DemoUser, key, organisations, places};

/// The characters of temporary passwords: none that are mistaken for each other.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
/// The one user who has not accepted the terms of use yet, so that their acceptance can be seen.
const NEW_TO_THE_TERMS: &str = "seurakunta.kysely2";
/// How long the demonstration's temporary passwords may be used.
const TEMPORARY: TimeDelta = TimeDelta::days(365);

pub(super) struct DemoUserSpec {
    login: &'static str,
    name: &'static str,
    organisation: &'static str,
    duty: &'static str,
    is_responsible_user: bool,
    roles: &'static [(&'static str, &'static str)],
}

pub(super) const fn user(
    login: &'static str,
    name: &'static str,
    organisation: &'static str,
    duty: &'static str,
    is_responsible_user: bool,
    roles: &'static [(&'static str, &'static str)],
) -> DemoUserSpec {
    DemoUserSpec {
        login,
        name,
        organisation,
        duty,
        is_responsible_user,
        roles,
    }
}

pub(super) const USERS: &[DemoUserSpec] = &[
    user(
        "viranomainen",
        "Aino Valvoja",
        "viranomainen",
        "authority user",
        false,
        &[],
    ),
    user(
        "kunta.vastuu",
        "Veikko Vastuu",
        "kunta",
        "responsible user",
        true,
        &[("kunta", "asiakaspalvelu")],
    ),
    user(
        "kunta.kysely1",
        "Kaisa Kysyjä",
        "kunta",
        "query user",
        false,
        &[("kunta", "asiakaspalvelu"), ("kunta", "sosiaalityo")],
    ),
    user(
        "kunta.kysely2",
        "Lauri Luotettava",
        "kunta",
        "query user",
        false,
        &[("kunta", "asiakaspalvelu")],
    ),
    user(
        "pankki.vastuu",
        "Päivi Pankki",
        "pankki",
        "responsible user",
        true,
        &[("pankki", "asiakastieto")],
    ),
    user(
        "pankki.kysely1",
        "Timo Tiski",
        "pankki",
        "query user",
        false,
        &[("pankki", "asiakastieto")],
    ),
    user(
        "pankki.kysely2",
        "Sari Saldo",
        "pankki",
        "query user",
        false,
        &[("pankki", "asiakastieto")],
    ),
    user(
        "seurakunta.vastuu",
        "Risto Ruusu",
        "seurakunta",
        "responsible user",
        true,
        &[("seurakunta", "jasenrekisteri")],
    ),
    user(
        "seurakunta.kysely1",
        "Hanna Hymni",
        "seurakunta",
        "query user",
        false,
        &[("seurakunta", "jasenrekisteri")],
    ),
    user(
        "seurakunta.kysely2",
        "Eero Ehtoo",
        "seurakunta",
        "query user",
        false,
        &[("seurakunta", "jasenrekisteri")],
    ),
    user(
        "kunta.kysely3",
        "Terhi Tuki",
        "kunta",
        "query user",
        false,
        &[("kunta", "toimeentulotuki")],
    ),
    user(
        "viranomainen.kasittelija",
        "Liisa Lupanen",
        "viranomainen",
        "permit handler of the authority",
        false,
        &[],
    ),
    user(
        "viranomainen.hyvaksyja",
        "Hilkka Hyväksyjä",
        "viranomainen",
        "right approver of the authority",
        false,
        &[],
    ),
    user(
        "viranomainen.tarkastaja",
        "Tauno Tarkka",
        "viranomainen",
        "auditor of the authority",
        false,
        &[],
    ),
    user(
        "viranomainen.tuki",
        "Tuulia Tukija",
        "viranomainen",
        "customer support of the authority",
        false,
        &[],
    ),
    user(
        "viranomainen.sisalto",
        "Siiri Sisältö",
        "viranomainen",
        "content editor of the authority",
        false,
        &[],
    ),
];

/// The roles within the authority: the first of its people has them all, so that everything can
/// be tried, the others one each.
fn authority_roles(login: &str) -> BTreeSet<AuthorityRole> {
    match login {
        "viranomainen" => AuthorityRole::ALL.into(),
        "viranomainen.kasittelija" => [AuthorityRole::PermitHandler].into(),
        "viranomainen.hyvaksyja" => [AuthorityRole::RightApprover].into(),
        "viranomainen.tarkastaja" => [AuthorityRole::Auditor].into(),
        "viranomainen.tuki" => [AuthorityRole::CustomerSupport].into(),
        "viranomainen.sisalto" => [AuthorityRole::ContentEditor].into(),
        _ => BTreeSet::new(),
    }
}

pub(super) async fn create_user(
    store: &Store,
    spec: &DemoUserSpec,
    number: u16,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
) -> anyhow::Result<DemoUser> {
    let password = temporary_password(entropy)?;
    let day = local_day(now);
    let born = NaiveDate::from_ymd_opt(1980, 1, u32::from(number)).context("a birth date")?;
    let organisation = organisations()?
        .into_iter()
        .chain(places::organisations()?)
        .find(|row| row.id.as_str() == spec.organisation);
    let rights = spec
        .roles
        .iter()
        .map(|(permit, role)| {
            Ok(UserRight {
                permit: key(permit)?,
                role: key(role)?,
                valid_from: day.checked_sub_days(Days::new(30)).unwrap_or(day),
                valid_until: day.checked_add_days(Days::new(335)).unwrap_or(day),
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut handle = [0; 16];
    entropy.fill(&mut handle)?;
    let row = UserRow {
        id: key(&spec.login.replace('.', "-"))?,
        login: spec.login.to_owned(),
        code: PersonalIdentityCode::from_parts(born, 'U', 990)?,
        name: spec.name.to_owned(),
        organisation: key(spec.organisation)?,
        handle: Uuid::from_bytes(handle),
        language: Language::Fi,
        rights,
        is_responsible_user: spec.is_responsible_user,
        ended_at: None,
        is_rights_granter: false,
        authority_roles: authority_roles(spec.login),
        email: format!("{}@{}.example", spec.login, spec.organisation),
        revision: 0,
        enrolment: None,
        locked: None,
    };
    let hash = hash_password(password.as_bytes(), entropy).context("hash a password")?;
    store
        .create_user(
            &row,
            &StoredPassword {
                hash,
                temporary_until: Some(now + TEMPORARY),
            },
        )
        .await?;
    if spec.login != NEW_TO_THE_TERMS {
        store.accept_terms(&row.id, &AcceptedTerms::now(now), &[]).await?;
    }
    store
        .create_right_events(&first_events(&row, now, entropy)?)
        .await?;
    Ok(DemoUser {
        username: spec.login.to_owned(),
        password,
        organisation: organisation.map(|row| row.name.fi).unwrap_or_default(),
        duty: spec.duty.to_owned(),
        roles: spec
            .roles
            .iter()
            .map(|(permit, role)| DemoRole {
                permit: (*permit).to_owned(),
                role: (*role).to_owned(),
            })
            .collect(),
    })
}

/// What the access-rights register says of a user's first rights.
pub(crate) fn first_events(
    user: &UserRow,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
) -> anyhow::Result<Vec<RightEvent>> {
    let duty = user
        .is_responsible_user
        .then_some((RegisteredRight::Duty(Duty::ResponsibleUser), None));
    let within = user
        .authority_roles
        .iter()
        .map(|role| (RegisteredRight::AuthorityRole(*role), None));
    let roles = user.rights.iter().map(|right| {
        (
            RegisteredRight::Role {
                permit: right.permit.clone(),
                role: right.role.clone(),
            },
            Some((right.valid_from, right.valid_until)),
        )
    });
    std::iter::once((RegisteredRight::Username, None))
        .chain(duty)
        .chain(within)
        .chain(roles)
        .map(|(right, dates)| {
            let mut id = [0; 16];
            entropy.fill(&mut id)?;
            Ok(RightEvent {
                id: key(&Uuid::from_bytes(id).simple().to_string())?,
                time: now,
                username: user.id.clone(),
                organisation: user.organisation.clone(),
                right,
                kind: RightEventKind::Given,
                valid_from: dates.map(|(from, _)| from),
                valid_until: dates.map(|(_, until)| until),
                reason: String::new(),
                by: None,
                requested_by: None,
            })
        })
        .collect()
}

/// Sixteen characters of 80 random bits.
fn temporary_password(entropy: &dyn Entropy) -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes)?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect())
}
