//! Test data: a person with every field of every group filled in, with something in force and
//! something ended wherever the register keeps history.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use chrono::NaiveDate;

use super::{
    Address, Apartment, BilingualName, Building, Municipality, NonDisclosure, Organisation, Owner,
    PartialDate, Person, PersonFacts, PersonGroups, Property, Relative, Validity, Versioned,
};
use super::{codes::*, groups::*};
use crate::identifier::{
    ApartmentAddressPart, BuildingId, BusinessId, ElectronicClientIdentifier, MunicipalityCode,
    PermanentApartmentId, PersonalIdentityCode, PropertyBasedBuildingId, PropertyId, ResidenceCode,
};

/// The day of the tests.
pub(super) fn today() -> NaiveDate {
    day(2025, 5, 15)
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn code(text: &str) -> PersonalIdentityCode {
    PersonalIdentityCode::parse(text).unwrap()
}

fn date(text: &str) -> Option<PartialDate> {
    Some(PartialDate::parse(text).unwrap())
}

fn country(code: &str) -> Option<Country> {
    Some(Country::parse(code).unwrap())
}

/// One value in force and one that has ended.
fn both<T>(now: T, before: T) -> Vec<Versioned<T>> {
    vec![
        Versioned {
            value: now,
            from: date("2015-03-01"),
            to: date("2031"),
            validity: Validity::Active,
        },
        Versioned {
            value: before,
            from: date("2001-03"),
            to: date("2015-02-28"),
            validity: Validity::Passive,
        },
    ]
}

fn name(stem: &str) -> BilingualName {
    BilingualName::new(format!("{stem}-fi"), format!("{stem}-sv"))
}

fn municipality(code: &str, stem: &str) -> Municipality {
    Municipality {
        code: Some(MunicipalityCode::parse(code).unwrap()),
        name: name(stem),
    }
}

/// A relative with a ban in force, all fields set.
pub(super) fn relative(stem: &str) -> Relative {
    Relative {
        surname: format!("{stem}-sukunimi"),
        first_names: format!("{stem}-etunimet"),
        code: Some(code("010594Y9032")),
        birth_date: date("1994-05-01"),
        non_disclosure: Some(NonDisclosure {
            from: day(2024, 1, 1),
            until: Some(day(2026, 12, 31)),
        }),
        ..Relative::default()
    }
}

fn address(stem: &str) -> Address {
    Address {
        street: name(&format!("{stem}-katu")),
        number: "12".into(),
        apartment: Some(ApartmentAddressPart::parse("B 012 a").unwrap()),
        line: format!("{stem}-PL 1"),
        postcode: "00100".into(),
        post_office: name(&format!("{stem}-toimipaikka")),
        foreign_lines: vec![format!("{stem}-rivi")],
        country: country("752"),
        country_text: String::new(),
    }
}

fn address_in_words(stem: &str) -> Address {
    Address {
        country: None,
        country_text: format!("{stem}-valtio"),
        ..address(stem)
    }
}

fn place(stem: &str) -> ResidencePlace {
    ResidencePlace {
        kind: Some(ResidenceKind::Permanent),
        residence_code: Some(ResidenceCode::parse("103515074X1B012a").unwrap()),
        building: Some(BuildingId::parse("103515074X").unwrap()),
        apartment: Some(ApartmentAddressPart::parse("B 012 a").unwrap()),
        permanent_apartment: Some(PermanentApartmentId::parse("ABCDE12345").unwrap()),
        property: Some(PropertyId::parse("837-123-45-6").unwrap()),
        municipality: Some(municipality("837", stem)),
        address: address(stem),
        institution: true,
        institution_name: format!("{stem}-laitos"),
        no_fixed_dwelling: true,
        move_notice: Some(MoveNotice::Accepted),
    }
}

fn custody(stem: &str) -> CustodyRelation {
    CustodyRelation {
        relative: relative(stem),
        role: Some(CustodyRole::Mother),
        kind: Some(CustodyKind::ByOrder),
        duration: Some(CustodyDuration::Temporarily),
        tasks_divided: true,
        tasks_text: format!("{stem}-jako"),
        child_residence: Some(ChildResidence::Alternating),
        rights: vec![CustodyRightRow {
            right: Some(CustodyRight::Passport),
            value: Some(CustodyRightValue::Unknown),
        }],
    }
}

fn organisation(stem: &str) -> Option<Organisation> {
    Some(Organisation {
        name: name(stem),
        business_id: Some(BusinessId::parse("1234567-1").unwrap()),
    })
}

fn guardian(stem: &str) -> Guardian {
    Guardian {
        kind: Some(GuardianKind::Company),
        person: Some(relative(stem)),
        organisation: organisation(stem),
        tasks_divided: true,
        tasks_text: format!("{stem}-tehtävät"),
    }
}

fn order(stem: &str) -> GuardianshipOrder {
    GuardianshipOrder {
        restriction: Some(GuardianshipRestriction::Partly),
        guardians: both(guardian(stem), guardian(&format!("{stem}-entinen"))),
    }
}

fn attorney(stem: &str) -> Attorney {
    Attorney {
        person: Some(relative(stem)),
        organisation: organisation(stem),
        tasks_divided: true,
        tasks_text: format!("{stem}-tehtävät"),
    }
}

fn adoption() -> Option<Adoption> {
    Some(Adoption {
        note: Some(AdoptionNote::Adopted),
        date: date("2004-09"),
    })
}

fn marriage(stem: &str) -> Marriage {
    Marriage {
        order: 2,
        spouse: relative(stem),
        begun: Some(WayBegun::CivilWedding),
        ended: Some(WayEnded::Divorce),
        legal_separation: date("2014-01-01"),
    }
}

fn voting_right(stem: &str) -> VotingRight {
    VotingRight {
        basis: Some(VotingRightBasis::EuCitizen),
        district_code: "837001A".into(),
        district: name(&format!("{stem}-alue")),
        constituency_code: "07".into(),
        constituency: name(&format!("{stem}-piiri")),
    }
}

fn holding(stem: &str, building: Option<&str>) -> Holding {
    Holding {
        building: building.map(|id| BuildingId::parse(id).unwrap()),
        property: Some(PropertyId::parse("837-123-45-6").unwrap()),
        name: format!("{stem}-tila"),
        municipality: Some(municipality("837", stem)),
        address: address(stem),
    }
}

fn citizenship(code: &str, stem: &str) -> Citizenship {
    Citizenship {
        country: country(code),
        country_text: format!("{stem}-kansalaisuus"),
        kept_at_22: Some(true),
        kept_on: date("2020-02-02"),
    }
}

fn foreign_number(stem: &str) -> ForeignNumber {
    ForeignNumber {
        country: country("233"),
        number: format!("{stem}-numero"),
    }
}

fn person_address(kind: AddressKind, best: bool, address: Address) -> PersonAddress {
    PersonAddress {
        kind: Some(kind),
        best,
        address,
    }
}

/// A membership told by code only needs its name to be empty, which the presenter's own test covers.
fn membership(stem: &str) -> ReligiousMembership {
    ReligiousMembership {
        kind: Some(ReligionKind::Other),
        code: "123".into(),
        name: name(stem),
    }
}

fn former_name(stem: &str) -> FormerName {
    FormerName {
        name: stem.into(),
        kind: Some(NameKind::FormerSurname),
        way: Some(NameChange::SurnameByNotice),
    }
}

/// Every group with every field set, but for the flags that replace a name.
pub(crate) fn full_groups() -> PersonGroups {
    let satu = |text: &str| ElectronicClientIdentifier::parse(text).unwrap();
    let language = |code: &str, text: &str| SpokenLanguage {
        code: Some(LanguageCode::parse(code).unwrap()),
        text: text.into(),
    };
    let with_adoption = |stem: &str| Parent {
        relative: relative(stem),
        adoption: adoption(),
    };
    let adopted = |stem: &str| Child {
        relative: relative(stem),
        adoption: adoption(),
    };
    let mut no_names = relative("nimetön");
    no_names.surname.clear();
    no_names.first_names.clear();
    no_names.no_surname = true;
    no_names.no_first_names = true;
    let year_end = |year, stem: &str| YearEndMunicipality {
        year,
        municipality: municipality("091", stem),
    };
    let mut former_codes = both(
        FormerCode {
            code: Some(code("290200A902D")),
            corrected: true,
        },
        FormerCode {
            code: Some(code("290200B902D")),
            corrected: true,
        },
    );
    // Former codes and names are former whatever their validity code says.
    former_codes
        .iter_mut()
        .for_each(|row| row.validity = Validity::Active);
    let mut former_names = both(former_name("muinainen"), former_name("vanha"));
    former_names
        .iter_mut()
        .for_each(|row| row.validity = Validity::Active);
    let mut addresses: Vec<_> = AddressKind::ALL
        .iter()
        .flat_map(|kind| {
            // The register's flag is on an address that the ranking alone would not choose.
            let best = *kind == AddressKind::TemporaryDomestic;
            both(
                person_address(*kind, best, address(kind.code())),
                person_address(
                    *kind,
                    false,
                    address_in_words(&format!("{}-entinen", kind.code())),
                ),
            )
        })
        .collect();
    addresses.push(Versioned::active(
        person_address(AddressKind::TemporaryForeign, false, address_in_words("sanoin")),
        None,
    ));
    PersonGroups {
        identity: Some(IdentityGroup {
            code: Some(code("170745X918U")),
            validity: Validity::Active,
            former_codes,
            electronic_identifiers: both(satu("999999904"), satu("12345678N")),
            foreign_numbers: both(foreign_number("nyt"), foreign_number("ennen")),
            individual_identifier: "00000V00000X".into(),
        }),
        name: Some(NameGroup {
            surname: "Sukunimi".into(),
            first_names: "Etu Nimet".into(),
            call_name: "Kutsuma".into(),
            intermediate_name: "Väli".into(),
            patronymic: "Isäntytär".into(),
            own_surname: "Oma".into(),
            no_surname: false,
            no_first_names: false,
            spelling_detail: true,
            spelling_text: "Kirjoitusasu".into(),
            from: date("2015-03-01"),
            relatives: vec![
                NamedRelative {
                    kind: Some(RelativeKind::Spouse),
                    relative: relative("puoliso"),
                },
                NamedRelative {
                    kind: Some(RelativeKind::Child),
                    relative: no_names,
                },
            ],
        }),
        former_names: Some(FormerNamesGroup { names: former_names }),
        birth: Some(BirthGroup {
            date: date("1945-07-17"),
            municipality: Some(municipality("091", "syntymä")),
            foreign_place: "Paikka".into(),
            country: country("233"),
            country_text: "Valtio".into(),
        }),
        death: Some(DeathGroup {
            dead: true,
            date: date("2025-01"),
            declared_dead: date("2025-02-03"),
        }),
        sex: Some(SexGroup {
            sexes: both(Sex::Female, Sex::Male),
            change_confirmed: date("2015-03-01"),
        }),
        home_municipality: Some(HomeMunicipalityGroup {
            municipalities: both(municipality("837", "koti"), municipality("091", "entinen")),
            year_ends: vec![year_end(2024, "vuosi"), year_end(2023, "edellinen")],
            temporary: both(
                municipality("297", "tilapäinen"),
                municipality("167", "tilapäinen-entinen"),
            ),
            population_registration: both(municipality("743", "kirja"), municipality("091", "kirja-entinen")),
        }),
        addresses: Some(AddressesGroup { addresses }),
        residence: Some(ResidenceGroup {
            places: both(place("asunto"), place("entinen-asunto")),
        }),
        migration: Some(MigrationGroup {
            moved_to_finland: date("1990"),
            moves: both(
                CountryMove {
                    country_from: country("233"),
                    country_to: country("246"),
                },
                CountryMove {
                    country_from: country("752"),
                    country_to: country("233"),
                },
            ),
            absences: both(Absence::HomeInNordicCountry, Absence::RegisteredAbsent),
            removed_from_register: date("2024-12-31"),
        }),
        languages: Some(LanguagesGroup {
            mother_tongues: both(language("fi", "kveeni"), language("et", "murre")),
            service_languages: both(ServiceLanguage::Swedish, ServiceLanguage::Finnish),
        }),
        citizenship: Some(CitizenshipGroup {
            citizenships: both(citizenship("246", "nyt"), citizenship("233", "ennen")),
        }),
        occupation: Some(OccupationGroup {
            occupations: both("timpuri".into(), "oppilas".into()),
        }),
        marital_status: Some(MaritalStatusGroup {
            statuses: both(MaritalStatus::Married, MaritalStatus::Divorced),
        }),
        marriages: Some(MarriagesGroup {
            marriages: both(marriage("puoliso"), marriage("ex")),
        }),
        parents: Some(ParentsGroup {
            parents: both(with_adoption("äiti"), with_adoption("biologinen")),
        }),
        children: Some(ChildrenGroup {
            children: both(adopted("lapsi"), adopted("annettu")),
            count: Some(2),
            minors: Some(1),
        }),
        custody: Some(CustodyGroup {
            guardians: both(custody("huoltaja"), custody("entinen-huoltaja")),
            dependants: both(custody("huollettava"), custody("entinen-huollettava")),
        }),
        taken_into_care: Some(TakenIntoCareGroup {
            taken: Some(true),
            orders: both(
                CareOrder {
                    body: "Hyvinvointialue".into(),
                },
                CareOrder { body: "Kunta".into() },
            ),
        }),
        guardianship: Some(GuardianshipGroup {
            orders: both(order("määräys"), order("entinen-määräys")),
        }),
        continuing_poa: Some(ContinuingPoaGroup {
            in_force: Some(true),
            attorneys: both(attorney("valtuutettu"), attorney("entinen-valtuutettu")),
        }),
        religion: Some(ReligionGroup {
            memberships: both(membership("yhteisö"), membership("entinen-yhteisö")),
        }),
        voting: Some(VotingGroup {
            rights: both(voting_right("ääni"), voting_right("entinen-ääni")),
        }),
        household: Some(HouseholdGroup {
            members: vec![
                relative("asuja"),
                Relative {
                    non_disclosure: None,
                    ..relative("toinen")
                },
            ],
            minors: Some(1),
        }),
        ownership: Some(OwnershipGroup {
            owns_buildings: Some(true),
            owns_properties: Some(false),
            building_count: Some(1),
            property_count: Some(0),
            holdings: [
                both(
                    holding("rakennus", Some("103515074X")),
                    holding("entinen-rakennus", Some("1035150826")),
                ),
                both(holding("maa", None), holding("entinen-maa", None)),
            ]
            .concat(),
        }),
        bans: Some(BansGroup {
            non_disclosure: Some(NonDisclosure {
                from: day(2024, 1, 1),
                until: Some(day(2026, 12, 31)),
            }),
            former_non_disclosures: vec![NonDisclosure {
                from: day(2019, 1, 1),
                until: Some(day(2023, 12, 31)),
            }],
            disclosure_bans: both(DisclosureBan::DirectMarketing, DisclosureBan::Genealogy),
        }),
        register_office: Some(RegisterOfficeGroup {
            offices: both(RegisterOffice::Mainland, RegisterOffice::Aland),
        }),
        email: Some(EmailGroup {
            addresses: both("nyt@example.fi".into(), "ennen@example.fi".into()),
        }),
    }
}

/// A living person with every group.
pub(crate) fn person() -> Person {
    Person {
        code: code("010594Y9032"),
        facts: PersonFacts::new(day(1994, 5, 1)),
        groups: full_groups(),
    }
}

fn owner(stem: &str) -> Owner {
    Owner {
        role: Some(OwnerRole::Owner),
        kind: Some(OwnerKind::PrivatePerson),
        person: Some(relative(stem)),
        estate: true,
        organisation: organisation(stem),
        address: format!("{stem}-katu 1, 00100 Helsinki"),
    }
}

/// A building with every field.
pub(crate) fn building() -> Building {
    Building {
        id: Some(BuildingId::parse("103515074X").unwrap()),
        property_based_id: Some(
            PropertyBasedBuildingId::from_property(&PropertyId::parse("837-123-45-6").unwrap(), 1).unwrap(),
        ),
        property: Some(PropertyId::parse("837-123-45-6").unwrap()),
        municipality: Some(municipality("837", "kunta")),
        addresses: vec![address("rakennus")],
        north: Some(6_822_000),
        east: Some(327_000),
        class: Some(BuildingClass::parse("0121").unwrap()),
        main_use: Some(MainUse::parse("039").unwrap()),
        project_id: "hanke-1".into(),
        permit_id: "lupa-1".into(),
        state: Some(BuildingState::Finished),
        state_date: date("1986-04-01"),
        completed: date("1986-03"),
        in_use: Some(InUseState::PermanentLiving),
        builder: Some(BuilderType::Commercial),
        construction_way: Some(ConstructionWay::Elements),
        floors: Some(4),
        floor_area: Some(1_800),
        gross_floor_area: Some(1_700),
        total_area: Some(2_100),
        basement_area: Some(300),
        volume: Some(6_300),
        bearing_material: Some(BearingMaterial::Concrete),
        facade: Some(FacadeMaterial::Brick),
        heating_way: Some(HeatingWay::CentralWater),
        heat_source: Some(HeatSource::District),
        connections: vec![NetworkConnection::Sewer],
        equipment: vec![Equipment::Lift],
        energy_class: Some(EnergyClass::C),
        fire_class: Some(FireClass::P1),
        owners: vec![owner("omistaja")],
        apartment_count: Some(24),
        voting_district_code: "837001A".into(),
        voting_district: name("alue"),
        sub_area: "837001".into(),
    }
}

/// An apartment of that building with every field, residents too.
pub(crate) fn apartment() -> Apartment {
    Apartment {
        id: Some(PermanentApartmentId::parse("ABCDE12345").unwrap()),
        building: Some(BuildingId::parse("103515074X").unwrap()),
        part: Some(ApartmentAddressPart::parse("B 012 a").unwrap()),
        address: address("huoneisto"),
        kind: Some(ApartmentType::Dwelling),
        area: Some("58.5".parse().unwrap()),
        rooms: Some(2),
        kitchen: Some(KitchenType::Kitchen),
        equipment: vec![ApartmentEquipment::Wc],
        tenure: Some(Tenure::Owned),
        in_use: Some(InUseState::PermanentLiving),
        from: date("1986-03"),
        to: date("2090"),
        residents: vec![relative("asukas")],
    }
}

/// The property of that building with every field.
pub(crate) fn property() -> Property {
    let id = PropertyId::parse("837-123-45-6").unwrap();
    Property {
        id: Some(id),
        name: "Mäkelä".into(),
        municipality: Some(municipality("837", "kunta")),
        area: Some(4_200),
        owners: vec![owner("omistaja")],
        buildings: vec![BuildingId::parse("103515074X").unwrap()],
        parcels: vec![PropertyId::parse("837-123-45-6-M601").unwrap()],
    }
}
