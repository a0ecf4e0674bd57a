//! Of the demonstration: two organisations that look up buildings, apartments and properties, in four
//! roles of clearly different content.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use luotain::billing::FeeClass;
use luotain::identifier::{BuildingId, BusinessId, MunicipalityCode};
use luotain::language::Text;
use luotain::permit::{CustomerOrg, DataPermit, Operation, PlaceContent, Purpose, QueryRole, ReferenceRule};
use luotain::register::codes::{BuildingClass, BuildingState, InUseState};
use luotain::register::{
    Address, ApartmentGroup, BilingualName, Building, BuildingGroup, DataGroup, Municipality, PropertyGroup,
};
use luotain::store::Records;

use super::key;
use super::users::{DemoUserSpec, user};

/// Their users.
pub(super) const USERS: &[DemoUserSpec] = &[
    user(
        "tekninen.vastuu",
        "Tauno Tontti",
        "tekninen",
        "responsible user",
        true,
        &[("tekninen", "rakennusvalvonta")],
    ),
    user(
        "tekninen.kysely1",
        "Raija Raksa",
        "tekninen",
        "query user",
        false,
        &[
            ("tekninen", "rakennusvalvonta"),
            ("tekninen", "osoitetiedot"),
            ("tekninen", "pelastustoimi"),
        ],
    ),
    user(
        "tekninen.kysely2",
        "Olli Osoite",
        "tekninen",
        "query user",
        false,
        &[("tekninen", "osoitetiedot")],
    ),
    user(
        "kiinteisto.vastuu",
        "Pirjo Piha",
        "kiinteisto",
        "responsible user",
        true,
        &[("kiinteisto", "kohdetiedot")],
    ),
    user(
        "kiinteisto.kysely1",
        "Veera Välittäjä",
        "kiinteisto",
        "query user",
        false,
        &[("kiinteisto", "kohdetiedot")],
    ),
];

/// The organisations.
pub(super) fn organisations() -> anyhow::Result<Vec<CustomerOrg>> {
    Ok(vec![
        CustomerOrg {
            id: key("tekninen")?,
            name: Text::new(
                "Kuuselan tekninen toimi",
                "Granby tekniska väsende",
                "Technical services of Kuusela",
            ),
            business_id: BusinessId::from_serial(9_000_400)?,
            is_authority: false,
            care: luotain::permit::OrganisationCare::default(),
        },
        CustomerOrg {
            id: key("kiinteisto")?,
            name: Text::new(
                "Kotipiha Kiinteistönvälitys Oy",
                "Hemgården Fastighetsförmedling Ab",
                "Homeyard Estate Agents Ltd",
            ),
            business_id: BusinessId::from_serial(9_000_500)?,
            is_authority: false,
            care: luotain::permit::OrganisationCare::default(),
        },
    ])
}

/// A street with more houses than a search lists, in a municipality into which others were merged.
pub(super) fn street() -> anyhow::Result<Records> {
    let name = BilingualName::new("Sastamala", "Sastamala");
    let numbers = (1..=12).map(|number| (number, (2 * number).to_string()));
    let numbers = numbers.chain([(13, "26-28b".to_owned())]);
    let houses = numbers.map(|(serial, number)| {
        Ok(Building {
            id: Some(BuildingId::from_serial(199_950_000 + serial)?),
            municipality: Some(Municipality {
                code: Some(MunicipalityCode::parse("790")?),
                name: name.clone(),
            }),
            addresses: vec![Address {
                street: BilingualName::new("Kuuselankatu", "Granvägen"),
                number,
                postcode: "38200".to_owned(),
                post_office: name.clone(),
                ..Address::default()
            }],
            class: BuildingClass::parse("0110").ok(),
            state: Some(BuildingState::Finished),
            in_use: Some(InUseState::Empty),
            ..Building::default()
        })
    });
    Ok(Records {
        buildings: houses.collect::<anyhow::Result<_>>()?,
        ..Records::default()
    })
}

fn set<T: Ord + Copy>(list: &[T]) -> BTreeSet<T> {
    list.iter().copied().collect()
}

fn role(
    id: &str,
    name: Text,
    operations: &[Operation],
    groups: &[DataGroup],
    places: PlaceContent,
) -> anyhow::Result<QueryRole> {
    Ok(QueryRole {
        id: key(id)?,
        name,
        operations: set(operations),
        groups: set(groups),
        places,
        history: false,
        contact_under_non_disclosure: false,
        dead: false,
        under_15: false,
        replacement_of_passive_code: false,
        withheld: false,
        reference: ReferenceRule::Required,
    })
}

fn purpose(id: &str, name: Text) -> anyhow::Result<Purpose> {
    Ok(Purpose { id: key(id)?, name })
}

/// The permits: building control sees all but what a non-disclosure hides; address data are places
/// without persons; rescue services see residents under non-disclosure, too; an estate agent sees
/// properties with their owners, and pays.
pub(super) fn permits(day: NaiveDate) -> anyhow::Result<Vec<DataPermit>> {
    use BuildingGroup::{Identity, Location, State, Structure};
    use Operation::{
        BuildingById, BuildingIdentification, PersonByCode, PropertyById, PropertyIdentification,
    };
    let from = day.checked_sub_days(Days::new(200)).unwrap_or(day);
    Ok(vec![
        DataPermit {
            id: key("tekninen")?,
            number: "LUO/4417/2026".to_owned(),
            version: 1,
            organisation: key("tekninen")?,
            name: Text::new(
                "Teknisen toimen tietolupa",
                "Tekniska väsendets datatillstånd",
                "The technical services' data permit",
            ),
            purposes: vec![
                purpose(
                    "valvonta",
                    Text::new(
                        "Rakentamisen ja rakennusten valvonta",
                        "Tillsyn över byggande och byggnader",
                        "Supervision of construction and buildings",
                    ),
                )?,
                purpose(
                    "osoitteet",
                    Text::new(
                        "Osoitejärjestelmän ylläpito",
                        "Underhåll av adressystemet",
                        "Keeping the address system",
                    ),
                )?,
                purpose(
                    "pelastus",
                    Text::new(
                        "Pelastustehtävän hoitaminen",
                        "Skötsel av ett räddningsuppdrag",
                        "A rescue task",
                    ),
                )?,
            ],
            roles: vec![
                QueryRole {
                    history: true,
                    dead: true,
                    under_15: true,
                    ..role(
                        "rakennusvalvonta",
                        Text::new("Rakennusvalvonta", "Byggnadstillsyn", "Building control"),
                        &[
                            PersonByCode,
                            BuildingById,
                            BuildingIdentification,
                            PropertyById,
                            PropertyIdentification,
                        ],
                        &[DataGroup::Identity, DataGroup::Name, DataGroup::Birth],
                        PlaceContent {
                            building: BuildingGroup::all(),
                            apartment: ApartmentGroup::all(),
                            property: PropertyGroup::all(),
                            residents: true,
                        },
                    )?
                },
                QueryRole {
                    reference: ReferenceRule::Optional,
                    ..role(
                        "osoitetiedot",
                        Text::new("Osoitetiedot", "Adressuppgifter", "Address data"),
                        &[BuildingById, BuildingIdentification],
                        &[],
                        PlaceContent {
                            building: set(&[Identity, Location, State]),
                            apartment: ApartmentGroup::all(),
                            ..PlaceContent::default()
                        },
                    )?
                },
                QueryRole {
                    contact_under_non_disclosure: true,
                    under_15: true,
                    ..role(
                        "pelastustoimi",
                        Text::new("Pelastustoimi", "Räddningsväsendet", "Rescue services"),
                        &[BuildingById, BuildingIdentification],
                        &[DataGroup::Name, DataGroup::Birth],
                        PlaceContent {
                            building: set(&[Identity, Location, State, Structure]),
                            apartment: set(&[ApartmentGroup::Identity]),
                            residents: true,
                            ..PlaceContent::default()
                        },
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
            id: key("kiinteisto")?,
            number: "LUO/5520/2026".to_owned(),
            version: 1,
            organisation: key("kiinteisto")?,
            name: Text::new(
                "Kiinteistönvälittäjän tietolupa",
                "Fastighetsförmedlarens datatillstånd",
                "The estate agent's data permit",
            ),
            purposes: vec![purpose(
                "valitys",
                Text::new(
                    "Välitystoimeksiannon hoitaminen",
                    "Skötsel av ett förmedlingsuppdrag",
                    "Handling an assignment",
                ),
            )?],
            roles: vec![role(
                "kohdetiedot",
                Text::new("Kohdetiedot", "Objektuppgifter", "Data of the object"),
                &[BuildingById, PropertyById, PropertyIdentification],
                &[],
                PlaceContent {
                    building: set(&[Identity, Location, State, Structure]),
                    property: PropertyGroup::all(),
                    ..PlaceContent::default()
                },
            )?],
            fee_class: FeeClass::Private,
            valid_from: from,
            valid_until: day.checked_add_days(Days::new(900)),
            ended_from: None,
            asks_approval: false,
        },
    ])
}
