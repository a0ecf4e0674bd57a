//! Of the demonstration: the permits of the organisations that look up persons.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use luotain::billing::FeeClass;
use luotain::language::Text;
use luotain::permit::{DataPermit, Operation, PlaceContent, Purpose, QueryRole, ReferenceRule};
use luotain::register::DataGroup;

use super::key;

fn groups(list: &[DataGroup]) -> BTreeSet<DataGroup> {
    list.iter().copied().collect()
}

pub(super) fn permits(day: NaiveDate) -> anyhow::Result<Vec<DataPermit>> {
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
