//! The demonstration: organisations with permits of clearly different content, their
//! people, the authority, bulletins, and the named test persons.
//!
//! Everything here is invented, and every person has a test identity code.

mod person_roles;
mod places;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use luotain::access::AuthorityRole;
use luotain::billing::FeeClass;
use luotain::environment::Environment;
use luotain::identifier::{BusinessId, PersonalIdentityCode};
use luotain::language::{Language, Text};
use luotain::management::{Duty, RegisteredRight, RightEventKind};
use luotain::permit::{
    CustomerOrg, DataPermit, Key, Operation, OrganisationCare, PlaceContent, Purpose, QueryRole,
    ReferenceRule, UserRight,
};
use luotain::register::DataGroup;
use luotain::service::{Entropy, hash_password, local_day};
use luotain::session::AcceptedTerms;
use luotain::store::{Bulletin, Records, RightEvent, Store, StoredPassword, UserRow, durable};
use luotain::synthetic::{Item, personas};
use serde::Serialize;
use uuid::Uuid;

/// The characters of temporary passwords: none that are mistaken for each other.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
/// The one user who has not accepted the terms of use yet, so that their acceptance can be seen.
const NEW_TO_THE_TERMS: &str = "seurakunta.kysely2";
/// How long the demonstration's temporary passwords may be used.
const TEMPORARY: TimeDelta = TimeDelta::days(365);

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
    let mut permits = permits(day)?;
    person_roles::extend(&mut permits)?;
    for permit in permits.into_iter().chain(places::permits(day)?) {
        store.create_permit(&permit, &[]).await?;
    }
    for bulletin in bulletins(day)? {
        store.update_bulletin(&bulletin).await?;
    }
    let mut users = Vec::new();
    for (number, user) in (1..).zip(USERS.iter().chain(places::USERS)) {
        users.push(create_user(store, user, number, now, entropy).await?);
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

fn groups(list: &[DataGroup]) -> BTreeSet<DataGroup> {
    list.iter().copied().collect()
}

fn permits(day: NaiveDate) -> anyhow::Result<Vec<DataPermit>> {
    use DataGroup::{
        Addresses, Bans, Birth, Children, Citizenship, ContinuingPoa, Custody, Death, FormerNames,
        Guardianship, HomeMunicipality, Household, Identity, Languages, MaritalStatus, Marriages, Migration,
        Name, Parents, RegisterOffice, Religion, Residence, Sex,
    };
    let purpose = |id, name: Text| -> anyhow::Result<Purpose> { Ok(Purpose { id: key(id)?, name }) };
    let role = |id, name: Text, list: &[DataGroup], reference| -> anyhow::Result<QueryRole> {
        Ok(QueryRole {
            id: key(id)?,
            name,
            operations: BTreeSet::from([Operation::PersonByCode]),
            groups: groups(list),
            places: PlaceContent::default(),
            history: false,
            contact_under_non_disclosure: false,
            dead: false,
            under_15: false,
            replacement_of_passive_code: false,
            withheld: false,
            reference,
        })
    };
    let from = day.checked_sub_days(Days::new(200)).unwrap_or(day);
    let until = day.checked_add_days(Days::new(900));
    Ok(vec![
        DataPermit {
            id: key("kunta")?,
            number: "LUO/1042/2026".to_owned(),
            version: 1,
            organisation: key("kunta")?,
            name: Text::new(
                "Kunnan tietolupa",
                "Kommunens datatillstånd",
                "The municipality's data permit",
            ),
            purposes: vec![
                purpose(
                    "asukaspalvelu",
                    Text::new(
                        "Asukkaan palvelupyynnön käsittely",
                        "Behandling av invånarens servicebegäran",
                        "Handling a resident's service request",
                    ),
                )?,
                purpose(
                    "lastensuojelu",
                    Text::new(
                        "Lastensuojeluasian selvittäminen",
                        "Utredning av ett barnskyddsärende",
                        "Inquiry into a child welfare matter",
                    ),
                )?,
                purpose(
                    "varhaiskasvatus",
                    Text::new(
                        "Varhaiskasvatuksen järjestäminen",
                        "Ordnande av småbarnspedagogik",
                        "Arranging early childhood education",
                    ),
                )?,
            ],
            roles: vec![
                QueryRole {
                    dead: true,
                    under_15: true,
                    replacement_of_passive_code: true,
                    ..role(
                        "asiakaspalvelu",
                        Text::new("Asiakaspalvelu", "Kundtjänst", "Customer service"),
                        &[
                            Identity,
                            Name,
                            Birth,
                            Death,
                            HomeMunicipality,
                            Addresses,
                            Languages,
                            MaritalStatus,
                            Bans,
                        ],
                        ReferenceRule::Optional,
                    )?
                },
                QueryRole {
                    history: true,
                    contact_under_non_disclosure: true,
                    dead: true,
                    under_15: true,
                    replacement_of_passive_code: true,
                    ..role(
                        "sosiaalityo",
                        Text::new("Sosiaalityö", "Socialt arbete", "Social work"),
                        &[
                            Identity,
                            Name,
                            FormerNames,
                            Birth,
                            Death,
                            Sex,
                            HomeMunicipality,
                            Addresses,
                            Residence,
                            Languages,
                            Citizenship,
                            MaritalStatus,
                            Marriages,
                            Parents,
                            Children,
                            Custody,
                            Guardianship,
                            ContinuingPoa,
                            Household,
                            Migration,
                            Bans,
                        ],
                        ReferenceRule::Required,
                    )?
                },
            ],
            fee_class: FeeClass::Free,
            valid_from: from,
            valid_until: None,
            ended_from: None,
            asks_approval: false,
        },
        DataPermit {
            id: key("pankki")?,
            number: "LUO/2203/2026".to_owned(),
            version: 1,
            organisation: key("pankki")?,
            name: Text::new(
                "Pankin tietolupa",
                "Bankens datatillstånd",
                "The bank's data permit",
            ),
            purposes: vec![
                purpose(
                    "tunteminen",
                    Text::new("Asiakkaan tunteminen", "Kundkännedom", "Knowing the customer"),
                )?,
                purpose(
                    "luotto",
                    Text::new(
                        "Luottohakemuksen käsittely",
                        "Behandling av kreditansökan",
                        "Handling a credit application",
                    ),
                )?,
            ],
            roles: vec![role(
                "asiakastieto",
                Text::new(
                    "Asiakastietojen tarkistus",
                    "Kontroll av kunduppgifter",
                    "Checking customer data",
                ),
                &[Identity, Name, Addresses, Guardianship, ContinuingPoa],
                ReferenceRule::Required,
            )?],
            fee_class: FeeClass::Private,
            valid_from: from,
            valid_until: until,
            ended_from: None,
            asks_approval: false,
        },
        DataPermit {
            id: key("seurakunta")?,
            number: "LUO/3310/2026".to_owned(),
            version: 2,
            organisation: key("seurakunta")?,
            name: Text::new(
                "Seurakunnan tietolupa",
                "Församlingens datatillstånd",
                "The parish's data permit",
            ),
            purposes: vec![purpose(
                "jasenyys",
                Text::new(
                    "Jäsenyyden ja kirkollisten toimitusten hoito",
                    "Skötsel av medlemskap och kyrkliga förrättningar",
                    "Membership and church ceremonies",
                ),
            )?],
            roles: vec![QueryRole {
                history: true,
                under_15: true,
                replacement_of_passive_code: true,
                ..role(
                    "jasenrekisteri",
                    Text::new("Jäsenrekisteri", "Medlemsregister", "Membership register"),
                    &[
                        Identity,
                        Name,
                        FormerNames,
                        Birth,
                        HomeMunicipality,
                        Addresses,
                        Languages,
                        MaritalStatus,
                        Parents,
                        Children,
                        Religion,
                        RegisterOffice,
                    ],
                    ReferenceRule::Optional,
                )?
            }],
            fee_class: FeeClass::Public,
            valid_from: from,
            valid_until: until,
            ended_from: None,
            // So that approval can be tried: a parish gives rights with the authority's consent.
            asks_approval: true,
        },
        DataPermit {
            id: key("hyvinvointi")?,
            number: "LUO/6630/2026".to_owned(),
            version: 1,
            organisation: key("hyvinvointi")?,
            name: Text::new(
                "Hyvinvointialueen tietolupa",
                "Välfärdsområdets datatillstånd",
                "The wellbeing services county's data permit",
            ),
            purposes: vec![purpose(
                "hoito",
                Text::new(
                    "Asiakkaan hoidon ja palvelujen järjestäminen",
                    "Ordnande av klientens vård och service",
                    "Arranging a client's care and services",
                ),
            )?],
            roles: vec![
                role(
                    "asiakasohjaus",
                    Text::new("Asiakasohjaus", "Klienthandledning", "Client guidance"),
                    &[Identity, Name, HomeMunicipality, Addresses, Languages],
                    ReferenceRule::Optional,
                )?,
                QueryRole {
                    under_15: true,
                    replacement_of_passive_code: true,
                    ..role(
                        "terveydenhuolto",
                        Text::new("Terveydenhuolto", "Hälso- och sjukvård", "Health care"),
                        &[
                            Identity,
                            Name,
                            Birth,
                            Death,
                            HomeMunicipality,
                            Addresses,
                            Languages,
                            Parents,
                            Children,
                            Custody,
                            Guardianship,
                        ],
                        ReferenceRule::Required,
                    )?
                },
            ],
            fee_class: FeeClass::Free,
            valid_from: from,
            valid_until: until,
            ended_from: None,
            asks_approval: false,
        },
    ])
}

fn bulletins(day: NaiveDate) -> anyhow::Result<Vec<Bulletin>> {
    let before = |days| day.checked_sub_days(Days::new(days)).unwrap_or(day);
    Ok(vec![
        Bulletin {
            id: key("tervetuloa")?,
            title: Text::new(
                "Luotain on otettu käyttöön",
                "Luotain har tagits i bruk",
                "Luotain is in use",
            ),
            text: Text::new(
                "Voit hakea yksittäisiä, ajantasaisia tietoja väestötietojärjestelmästä niissä kyselyrooleissa, jotka organisaatiosi vastuukäyttäjä on sinulle antanut.\nHarjoittele ensin koulutusympäristössä. Sen valitset vasemman valikon alareunasta.",
                "Du kan söka enskilda, aktuella uppgifter i befolkningsdatasystemet i de förfrågningsroller som din organisations ansvariga användare har gett dig.\nÖva först i utbildningsmiljön. Du väljer den längst ner i menyn till vänster.",
                "You can look up single, current data of the Population Information System in the query roles that your organisation's responsible user has given you.\nPractise first in the training environment. Choose it at the bottom of the menu on the left.",
            ),
            from: before(6),
            until: None,
            is_disruption: false,
            is_pinned: true,
            environment: None,
        },
        Bulletin {
            id: key("huoltokatko")?,
            title: Text::new(
                "Huoltokatko lauantaina",
                "Driftsavbrott på lördag",
                "Maintenance on Saturday",
            ),
            text: Text::new(
                "Palvelu ei ole käytettävissä lauantaina klo 6–8 ylläpitotöiden vuoksi.",
                "Tjänsten är inte tillgänglig på lördag kl. 6–8 på grund av underhåll.",
                "The service is not available on Saturday from 6 to 8 am because of maintenance.",
            ),
            from: before(1),
            until: day.checked_add_days(Days::new(7)),
            is_disruption: true,
            is_pinned: false,
            environment: Some(Environment::Production),
        },
    ])
}

struct DemoUserSpec {
    login: &'static str,
    name: &'static str,
    organisation: &'static str,
    duty: &'static str,
    is_responsible_user: bool,
    roles: &'static [(&'static str, &'static str)],
}

const fn user(
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

const USERS: &[DemoUserSpec] = &[
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

async fn create_user(
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
