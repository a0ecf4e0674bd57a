//! The register's repositories, on a store in memory and one on the disk.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod updates;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::identifier::{
    ApartmentAddressPart, BuildingId, MunicipalityCode, PermanentApartmentId, PersonalIdentityCode,
    PropertyBasedBuildingId, PropertyId,
};
use crate::register::codes::{NameKind, OwnerRole, Sex};
use crate::register::exchange::Counts;
use crate::register::groups::{FormerName, FormerNamesGroup, ResidencePlace};
use crate::register::record::RecordKey;
use crate::register::{
    Address, Apartment, ApartmentGroup, BilingualName, Building, BuildingGroup, Folded, Grouped,
    NonDisclosure, PartialDate, Person, Property, PropertyGroup, RegisterRecord, StreetNumber, Versioned,
    sample,
};

const HERE: Environment = Environment::Training;

async fn store() -> Store {
    Store::open(&Settings::in_memory()).await.unwrap()
}

fn building_id(serial: u32) -> BuildingId {
    BuildingId::from_serial(190_000_000 + serial).unwrap()
}

fn property_id(unit: u16) -> PropertyId {
    PropertyId::from_parts(MunicipalityCode::parse("837").unwrap(), 123, 45, unit).unwrap()
}

fn part(text: &str) -> Option<ApartmentAddressPart> {
    Some(ApartmentAddressPart::parse(text).unwrap())
}

fn code(serial: u16) -> PersonalIdentityCode {
    PersonalIdentityCode::from_parts(NaiveDate::from_ymd_opt(1994, 5, 1).unwrap(), '-', serial).unwrap()
}

fn address(fi: &str, sv: &str, number: &str, postcode: &str) -> Address {
    Address {
        street: BilingualName::new(fi, sv),
        number: number.into(),
        postcode: postcode.into(),
        ..Address::default()
    }
}

/// A building in Tampere with one address.
fn building_at(serial: u32, address: Address) -> Building {
    Building {
        id: Some(building_id(serial)),
        property_based_id: None,
        property: None,
        owners: Vec::new(),
        addresses: vec![address],
        ..sample::building()
    }
}

fn at(municipality: &str, street: &str, number: &str) -> AddressCriteria {
    AddressCriteria {
        place: AddressPlace::Municipality(MunicipalityCode::parse(municipality).unwrap()),
        street: Folded::of(street),
        number: StreetNumber::of(number),
    }
}

async fn found(store: &Store, criteria: &AddressCriteria) -> Vec<u32> {
    let found = store.list_buildings_at(HERE, criteria, 100).await.unwrap();
    assert!(!found.more);
    found
        .addresses
        .iter()
        .map(|address| address.building.serial() - 190_000_000)
        .collect()
}

/// A person who lives in a place and bears a name.
fn person(serial: u16, surname: &str, first_names: &str) -> Person {
    let mut person = sample::person();
    person.code = code(serial);
    person.groups.former_names = None;
    let name = person.groups.name.as_mut().unwrap();
    surname.clone_into(&mut name.surname);
    first_names.clone_into(&mut name.first_names);
    person.groups.residence.as_mut().unwrap().places.clear();
    person
}

fn lives_at(mut person: Person, building: BuildingId, apartment: &str) -> Person {
    let place = ResidencePlace {
        building: Some(building),
        apartment: part(apartment),
        ..ResidencePlace::default()
    };
    let from = Some(PartialDate::parse("2020-01-01").unwrap());
    let places = &mut person.groups.residence.as_mut().unwrap().places;
    places.push(Versioned::active(place, from));
    person
}

fn called(surname: &str, first_names: &str) -> NameCriteria {
    NameCriteria {
        surname: Folded::of(surname),
        first_names: Folded::of(first_names),
        birth_date: NaiveDate::from_ymd_opt(1994, 5, 1).unwrap(),
    }
}

async fn serials(store: &Store, criteria: &NameCriteria, former: bool) -> Vec<u16> {
    let hits = store.list_persons_by_name(HERE, criteria, former).await.unwrap();
    assert!(!hits.more);
    hits.hits.iter().map(|hit| hit.code.serial()).collect()
}

#[tokio::test]
async fn a_building_is_found_by_each_of_its_identifiers() {
    let store = store().await;
    let building = sample::building();
    store
        .create_buildings(HERE, std::slice::from_ref(&building))
        .await
        .unwrap();
    let id = building.id.unwrap();
    let whole = store
        .find_building(HERE, id, &BuildingGroup::all())
        .await
        .unwrap();
    assert!(whole == Some(building.clone()));
    let by_old = store.list_buildings_by_property_based_id(HERE, building.property_based_id.unwrap());
    assert_eq!(by_old.await.unwrap(), [id]);
    let on = store.list_buildings_on(HERE, building.property.unwrap());
    assert_eq!(on.await.unwrap(), [id]);
    let all = BuildingGroup::all();
    let nowhere = store.find_building(HERE, building_id(1), &all);
    assert!(nowhere.await.unwrap().is_none());
    let other = store.find_building(Environment::Production, id, &all);
    assert!(other.await.unwrap().is_none());
}

#[tokio::test]
async fn a_building_that_came_to_another_property_keeps_its_old_identifier() {
    let store = store().await;
    let (old, new) = (property_id(6), property_id(60));
    let building = Building {
        property_based_id: Some(PropertyBasedBuildingId::from_property(&old, 2).unwrap()),
        property: Some(new),
        ..sample::building()
    };
    store
        .create_buildings(HERE, std::slice::from_ref(&building))
        .await
        .unwrap();
    let id = building.id.unwrap();
    assert_eq!(store.list_buildings_on(HERE, new).await.unwrap(), [id]);
    assert!(store.list_buildings_on(HERE, old).await.unwrap().is_empty());
    let by_old = store.list_buildings_by_property_based_id(HERE, building.property_based_id.unwrap());
    assert_eq!(by_old.await.unwrap(), [id]);
}

#[tokio::test]
async fn only_the_groups_that_were_asked_for_are_read() {
    let store = store().await;
    let (building, property) = (sample::building(), sample::property());
    store
        .create_buildings(HERE, std::slice::from_ref(&building))
        .await
        .unwrap();
    store
        .create_properties(HERE, std::slice::from_ref(&property))
        .await
        .unwrap();
    for group in BuildingGroup::ALL {
        let asked = BTreeSet::from([*group]);
        let read = store
            .find_building(HERE, building.id.unwrap(), &asked)
            .await
            .unwrap();
        assert!(read == Some(building.take_only(&asked)), "{group:?}");
    }
    for group in PropertyGroup::ALL {
        let asked = BTreeSet::from([*group]);
        let read = store
            .find_property(HERE, property.id.unwrap(), &asked)
            .await
            .unwrap();
        assert!(read == Some(property.take_only(&asked)), "{group:?}");
    }
    let none = store
        .find_building(HERE, building.id.unwrap(), &BTreeSet::new())
        .await;
    assert!(none.unwrap() == Some(Building::default()));
}

#[tokio::test]
async fn an_address_is_found_by_either_name_in_any_spelling() {
    let store = store().await;
    let buildings = [
        building_at(1, address("Hämeenkatu", "Tavastgatan", "12", "33100")),
        building_at(2, address("Hämeenkatu", "Tavastgatan", "12 b", "33100")),
        building_at(3, address("Hämeenkatu", "Tavastgatan", "14-18", "33200")),
        building_at(4, address("Hämeenkatunkuja", "", "12", "33100")),
        building_at(5, address("Itä-Linja", "", "", "33100")),
    ];
    store.create_buildings(HERE, &buildings).await.unwrap();
    for street in ["Hämeenkatu", "HAMEENKATU", "tavastgatan", " hämeenkatu "] {
        assert_eq!(found(&store, &at("837", street, "12")).await, [1, 2], "{street}");
    }
    assert_eq!(found(&store, &at("837", "Hämeenkatu", "12 B")).await, [2]);
    assert_eq!(found(&store, &at("837", "Hämeenkatu", "16")).await, [3]);
    assert_eq!(found(&store, &at("837", "Hämeenkatu", "12–14")).await, [1, 2, 3]);
    assert!(found(&store, &at("837", "Hämeenkatu", "17")).await.is_empty());
    assert_eq!(found(&store, &at("837", "Hämeenkatu", "")).await, [1, 2, 3]);
    assert_eq!(found(&store, &at("837", "ita linja", "")).await, [5]);
    assert!(found(&store, &at("837", "Hämeenk", "12")).await.is_empty());
    assert!(found(&store, &at("091", "Hämeenkatu", "12")).await.is_empty());
    assert!(found(&store, &at("837", "", "12")).await.is_empty());
}

#[tokio::test]
async fn a_postcode_stands_in_the_place_of_the_municipality() {
    let store = store().await;
    let buildings = [
        building_at(1, address("Rantatie", "", "1", "33100")),
        building_at(2, address("Rantatie", "", "1", "33200")),
    ];
    store.create_buildings(HERE, &buildings).await.unwrap();
    let by_postcode = |postcode: &str| AddressCriteria {
        place: AddressPlace::Postcode(postcode.into()),
        street: Folded::of("Rantatie"),
        number: StreetNumber::of("1"),
    };
    assert_eq!(found(&store, &by_postcode("33200")).await, [2]);
    assert!(found(&store, &by_postcode("00100")).await.is_empty());
}

#[tokio::test]
async fn a_street_is_known_by_its_whole_name_in_its_municipality_and_postcode() {
    let store = store().await;
    let here = building_at(1, address("Hämeenkatu", "Tavastgatan", "1", "33100"));
    store.create_buildings(HERE, &[here]).await.unwrap();
    let is_known = async |place: AddressPlace, street: &str| {
        store
            .find_street(HERE, &place, &Folded::of(street))
            .await
            .unwrap()
    };
    let town = |code: &str| AddressPlace::Municipality(MunicipalityCode::parse(code).unwrap());
    let area = |code: &str| AddressPlace::Postcode(code.to_owned());
    assert!(is_known(town("837"), "HAMEENKATU").await && is_known(town("837"), "tavastgatan").await);
    assert!(is_known(area("33100"), "Hämeenkatu").await);
    for (place, street) in [
        (town("837"), "Hämeenk"),
        (town("837"), "Hämeenkatu 1"),
        (town("837"), ""),
        (town("091"), "Hämeenkatu"),
        (area("33200"), "Hämeenkatu"),
    ] {
        assert!(!is_known(place, street).await, "{street}");
    }
}

#[tokio::test]
async fn more_buildings_than_the_limit_are_told() {
    let store = store().await;
    let buildings: Vec<Building> = (1..=5)
        .map(|number| building_at(number, address("Rantatie", "", &number.to_string(), "33100")))
        .collect();
    store.create_buildings(HERE, &buildings).await.unwrap();
    let street = at("837", "Rantatie", "");
    let some = store.list_buildings_at(HERE, &street, 3).await.unwrap();
    assert!(some.more && some.addresses.len() == 3);
    let all = store.list_buildings_at(HERE, &street, 5).await.unwrap();
    assert!(!all.more && all.addresses.len() == 5);
}

#[tokio::test]
async fn streets_are_completed_by_both_names_within_the_municipality() {
    let store = store().await;
    let buildings = [
        building_at(1, address("Hämeenkatu", "Tavastgatan", "1", "33100")),
        building_at(2, address("Hämeenkatu", "Tavastgatan", "2", "33100")),
        building_at(3, address("Hämeentie", "", "3", "33100")),
    ];
    store.create_buildings(HERE, &buildings).await.unwrap();
    let streets = async |begins: &str, limit| -> Vec<String> {
        let tampere = MunicipalityCode::parse("837").unwrap();
        let streets = store
            .list_streets(HERE, tampere, &Folded::of(begins), limit)
            .await;
        streets
            .unwrap()
            .into_iter()
            .map(|street| street.name.fi)
            .collect()
    };
    assert_eq!(streets("häm", 10).await, ["Hämeenkatu", "Hämeentie"]);
    assert_eq!(streets("häm", 1).await, ["Hämeenkatu"]);
    assert_eq!(streets("tavast", 10).await, ["Hämeenkatu"]);
    assert_eq!(streets("hämeenti", 10).await, ["Hämeentie"]);
    assert_eq!(streets("x", 10).await, Vec::<String>::new());
}

#[tokio::test]
async fn apartments_are_found_by_building_part_and_permanent_identifier() {
    let store = store().await;
    let apartment = |text: Option<&str>, id: &str| Apartment {
        part: text.and_then(part),
        id: Some(PermanentApartmentId::parse(id).unwrap()),
        residents: Vec::new(),
        ..sample::apartment()
    };
    // B001 and B001a share the beginning of their text; B001 was joined anew under another identifier.
    let apartments = [
        apartment(Some("B001"), "H000000001"),
        apartment(Some("B001"), "H000000002"),
        apartment(Some("B001a"), "H000000003"),
        apartment(None, "H000000004"),
    ];
    store.create_apartments(HERE, &apartments).await.unwrap();
    let all = ApartmentGroup::ALL.iter().copied().collect();
    let building = sample::building().id.unwrap();
    let ids = |found: Vec<Apartment>| -> Vec<String> {
        found.iter().map(|one| one.id.unwrap().to_string()).collect()
    };
    let listed = store.list_apartments(HERE, building, &all).await.unwrap();
    assert_eq!(
        ids(listed),
        ["H000000004", "H000000001", "H000000002", "H000000003"]
    );
    let at_part = store.list_apartments_at(HERE, building, part("B 1"), &all).await;
    assert_eq!(ids(at_part.unwrap()), ["H000000001", "H000000002"]);
    let without = store.list_apartments_at(HERE, building, None, &all).await;
    assert_eq!(ids(without.unwrap()), ["H000000004"]);
    let one = store
        .find_apartment(HERE, apartments[2].id.unwrap(), &all)
        .await
        .unwrap();
    assert!(one == Some(apartments[2].clone()));
    let none = PermanentApartmentId::parse("H999999999").unwrap();
    assert!(store.find_apartment(HERE, none, &all).await.unwrap().is_none());
}

#[tokio::test]
async fn residents_are_the_persons_who_live_there_now() {
    let store = store().await;
    let building = building_id(7);
    let mut gone = lives_at(person(904, "Mäki", "Olli"), building, "A1");
    gone.groups.residence.as_mut().unwrap().places[0] = Versioned::passive(
        gone.groups.residence.as_ref().unwrap().places[0].value.clone(),
        None,
        Some(PartialDate::parse("2021").unwrap()),
    );
    let mut passive = lives_at(person(905, "Mäki", "Olli"), building, "A1");
    passive.facts.passive = Some(crate::register::PassiveCode::default());
    let persons = [
        lives_at(person(901, "Mäki", "Ada"), building, "A1"),
        lives_at(person(902, "Mäki", "Eero"), building, "A1"),
        lives_at(person(903, "Salo", "Aino"), building, "A2"),
        lives_at(person(906, "Salo", "Aino"), building_id(8), "A1"),
        gone,
        passive,
    ];
    store.create_persons(HERE, &persons).await.unwrap();
    let all = store.list_residents(HERE, building).await.unwrap();
    let serials: Vec<u16> = all.iter().map(|resident| resident.code.serial()).collect();
    assert_eq!(serials, [901, 902, 903]);
    assert_eq!(all[2].apartment, part("A2"));
    let of_one = store
        .list_residents_at(HERE, building, part("A 1"))
        .await
        .unwrap();
    assert_eq!(of_one.len(), 2);
    assert!(of_one[0].is_current(NaiveDate::from_ymd_opt(2025, 1, 1).unwrap()));
    assert!(
        store
            .list_residents_at(HERE, building, None)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_protected_resident_changes_nothing_in_the_store_s_work() {
    let building = building_id(7);
    let mut outcomes = Vec::new();
    for protected in [false, true] {
        let store = store().await;
        let mut persons = [
            lives_at(person(901, "Mäki", "Ada"), building, "A1"),
            lives_at(person(902, "Mäki", "Eero"), building, "A1"),
        ];
        if protected {
            persons[1].facts.non_disclosure = Some(NonDisclosure {
                from: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap(),
                until: None,
            });
        }
        store.create_persons(HERE, &persons).await.unwrap();
        let at_address = building_at(7, address("Rantatie", "", "1", "33100"));
        store.create_buildings(HERE, &[at_address]).await.unwrap();
        let (residents, work) = counted(async {
            let found = store
                .list_buildings_at(HERE, &at("837", "Rantatie", "1"), 10)
                .await
                .unwrap();
            let mut residents = Vec::new();
            for address in found.addresses {
                for resident in store.list_residents(HERE, address.building).await.unwrap() {
                    // The protected one is left out by the reader, after the same reads.
                    let found = store.find_person(HERE, resident.code, &BTreeSet::new()).await;
                    residents.push((resident, found.unwrap().unwrap().facts));
                }
            }
            residents
        })
        .await;
        let hidden = residents
            .iter()
            .filter(|(_, facts)| facts.non_disclosure.is_some())
            .count();
        assert_eq!(hidden, usize::from(protected));
        outcomes.push((residents.len(), work));
    }
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(outcomes[0].1, Work { calls: 4, rows: 5 });
}

#[tokio::test]
async fn a_person_s_holdings_are_found_and_representatives_own_nothing() {
    let store = store().await;
    let mut building = sample::building();
    let mut agent = building.owners[0].clone();
    agent.role = Some(OwnerRole::Representative);
    agent.person.as_mut().unwrap().code = Some(code(950));
    building.owners.push(agent);
    let twice = building.owners[0].clone();
    building.owners.push(twice);
    store
        .create_buildings(HERE, std::slice::from_ref(&building))
        .await
        .unwrap();
    store
        .create_properties(HERE, &[sample::property()])
        .await
        .unwrap();
    let owner = building.owners[0].person.as_ref().unwrap().code.unwrap();
    assert_eq!(
        store.list_owned(HERE, owner).await.unwrap(),
        [
            Owned::Building(building.id.unwrap()),
            Owned::Property(sample::property().id.unwrap())
        ]
    );
    assert!(store.list_owned(HERE, code(950)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_person_is_identified_by_whole_name_and_date() {
    let store = store().await;
    let mut other_day = person(904, "Mäki-Salo", "Ada Maria");
    other_day.facts.birth_date = NaiveDate::from_ymd_opt(1994, 5, 2).unwrap();
    let persons = [
        person(901, "Mäki-Salo", "Ada Maria"),
        person(902, "MAKI SALO", "Ada Maria"),
        person(903, "Mäki-Salo", "Ada"),
        other_day,
    ];
    store.create_persons(HERE, &persons).await.unwrap();
    for (surname, first) in [
        ("Mäki-Salo", "Ada Maria"),
        ("maki salo", "ADA-MARIA"),
        (" Mäki  Salo ", "ada maria"),
    ] {
        assert_eq!(serials(&store, &called(surname, first), false).await, [901, 902]);
    }
    assert_eq!(serials(&store, &called("Mäki-Salo", "Ada"), false).await, [903]);
    for (surname, first) in [
        ("Mäki", "Ada"),
        ("Ada", "Mäki-Salo"),
        ("Mäki-Salo", "A"),
        ("%", "*"),
    ] {
        assert!(serials(&store, &called(surname, first), false).await.is_empty());
    }
}

#[tokio::test]
async fn a_former_name_is_found_only_where_it_may_be() {
    let store = store().await;
    let mut married = person(901, "Salo", "Ada");
    let former = |name: &str, kind| {
        Versioned::passive(
            FormerName {
                name: name.into(),
                kind: Some(kind),
                way: None,
            },
            None,
            None,
        )
    };
    married.groups.former_names = Some(FormerNamesGroup {
        names: vec![
            former("Mäki", NameKind::LastSurnameAsUnmarried),
            former("Aada", NameKind::FormerFirstNames),
            former("Kylä", NameKind::FormerIntermediate),
        ],
    });
    store.create_persons(HERE, &[married]).await.unwrap();
    assert_eq!(serials(&store, &called("Salo", "Ada"), false).await, [901]);
    for (surname, first) in [("Mäki", "Ada"), ("Mäki", "Aada"), ("Salo", "Aada")] {
        assert_eq!(serials(&store, &called(surname, first), true).await, [901]);
        assert!(serials(&store, &called(surname, first), false).await.is_empty());
    }
    assert!(serials(&store, &called("Kylä", "Ada"), true).await.is_empty());
}

#[tokio::test]
async fn narrowing_compares_after_the_same_reads() {
    let store = store().await;
    let persons = [person(901, "Mäki", "Ada"), person(902, "Mäki", "Ada")];
    store.create_persons(HERE, &persons).await.unwrap();
    let (hits, work) = counted(store.list_persons_by_name(HERE, &called("Mäki", "Ada"), false)).await;
    let hits = hits.unwrap().hits;
    assert_eq!(work, Work { calls: 1, rows: 2 });
    let hit = &hits[0];
    let born = hit.birth_municipality;
    assert!(hit.sex.is_some() && born.is_some() && hit.home_municipality.is_some());
    let fits = |narrowing: Narrowing| hit.fits(&narrowing);
    assert!(fits(Narrowing::default()));
    assert!(fits(Narrowing {
        sex: hit.sex,
        home_municipality: hit.home_municipality,
        birth_municipality: born,
    }));
    let other = if hit.sex == Some(Sex::Male) {
        Sex::Female
    } else {
        Sex::Male
    };
    assert!(!fits(Narrowing {
        sex: Some(other),
        ..Narrowing::default()
    }));
    assert!(!fits(Narrowing {
        home_municipality: Some(MunicipalityCode::parse("999").unwrap()),
        ..Narrowing::default()
    }));
}

#[tokio::test]
async fn names_are_added_to_persons_of_an_older_folder_once() {
    let store = store().await;
    let persons = [person(901, "Mäki", "Ada")];
    for _ in 0..2 {
        store.create_person_names(HERE, &persons).await.unwrap();
    }
    assert_eq!(serials(&store, &called("Mäki", "Ada"), false).await, [901]);
}

fn everything() -> Records {
    let mut apartment = sample::apartment();
    apartment.residents.clear();
    [
        RegisterRecord::from(lives_at(person(901, "Mäki", "Ada"), building_id(7), "A1")),
        sample::building().into(),
        apartment.into(),
        sample::property().into(),
    ]
    .into_iter()
    .collect()
}

#[tokio::test]
async fn a_batch_is_written_whole_or_not_at_all() {
    let store = store().await;
    store
        .create_properties(HERE, &[sample::property()])
        .await
        .unwrap();
    let mark = ImportMark {
        line: 5,
        ..ImportMark::default()
    };
    assert!(
        store
            .create_records(HERE, &everything(), Some(&mark))
            .await
            .is_err()
    );
    let counts = store.count_records(HERE).await.unwrap();
    assert_eq!(
        counts,
        Counts {
            properties: 1,
            ..Counts::default()
        }
    );
    assert_eq!(store.find_import_mark(HERE).await.unwrap(), None);
    assert!(serials(&store, &called("Mäki", "Ada"), false).await.is_empty());
    assert!(
        store
            .list_residents(HERE, building_id(7))
            .await
            .unwrap()
            .is_empty()
    );

    let mut rest = everything();
    rest.properties.clear();
    store.create_records(HERE, &rest, Some(&mark)).await.unwrap();
    assert_eq!(store.count_records(HERE).await.unwrap().total(), 4);
    assert_eq!(store.find_import_mark(HERE).await.unwrap(), Some(mark));
    assert_eq!(serials(&store, &called("Mäki", "Ada"), false).await, [901]);
}

#[tokio::test]
async fn a_record_without_its_identifier_is_refused_before_anything_is_written() {
    let store = store().await;
    let buildings = [sample::building(), Building::default()];
    assert!(matches!(
        store.create_buildings(HERE, &buildings).await,
        Err(StoreError::NoIdentifier { table: "building" })
    ));
    assert!(matches!(
        store.create_apartments(HERE, &[Apartment::default()]).await,
        Err(StoreError::NoIdentifier { .. })
    ));
    assert!(matches!(
        store.create_properties(HERE, &[Property::default()]).await,
        Err(StoreError::NoIdentifier { .. })
    ));
    assert_eq!(store.count_records(HERE).await.unwrap().total(), 0);
}

#[tokio::test]
async fn whole_registers_are_listed_page_by_page_in_the_order_of_their_keys() {
    let store = store().await;
    let buildings: Vec<Building> = [9, 3, 5, 1, 7]
        .map(|serial| building_at(serial, address("Rantatie", "", "1", "33100")))
        .to_vec();
    store.create_buildings(HERE, &buildings).await.unwrap();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = store
            .list_records(HERE, RecordKind::Building, after, 2)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = last.key();
        seen.extend(page);
    }
    let serials: Vec<_> = seen.iter().map(RegisterRecord::key).collect();
    let expected: Vec<_> = [1, 3, 5, 7, 9]
        .map(|serial| Some(RecordKey::Building(building_id(serial))))
        .to_vec();
    assert_eq!(serials, expected);
}

#[tokio::test]
async fn every_kind_of_record_is_listed_and_found_as_it_was_written() {
    let store = store().await;
    store.create_records(HERE, &everything(), None).await.unwrap();
    let written = everything();
    let expected: [RegisterRecord; 4] = [
        written.persons[0].clone().into(),
        written.buildings[0].clone().into(),
        written.apartments[0].clone().into(),
        written.properties[0].clone().into(),
    ];
    for (kind, record) in RecordKind::ALL.into_iter().zip(expected) {
        let listed = store.list_records(HERE, kind, None, 10).await.unwrap();
        assert!(listed == [record.clone()], "{kind:?}");
        let found = store.find_record(HERE, record.key().unwrap()).await.unwrap();
        assert!(found == Some(record), "{kind:?}");
    }
}

#[tokio::test]
async fn the_day_of_the_register_is_kept() {
    let store = store().await;
    assert_eq!(store.find_register_day(HERE).await.unwrap(), None);
    for text in ["2025-05-15", "2026-01-31"] {
        let day: NaiveDate = text.parse().unwrap();
        store.update_register_day(HERE, day).await.unwrap();
        assert_eq!(store.find_register_day(HERE).await.unwrap(), Some(day));
    }
    assert_eq!(
        store.find_register_day(Environment::Production).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn what_was_written_to_the_disk_is_there_after_a_restart() {
    let folder = std::env::temp_dir().join(format!("luotain-buildings-{}", std::process::id()));
    let settings = Settings {
        block_cache: 16 << 20,
        memtable: 64 << 20,
        ..Settings::for_folder(&folder)
    };
    let store = Store::open(&settings).await.unwrap();
    store.create_records(HERE, &everything(), None).await.unwrap();
    store.close().await;

    let store = Store::open(&settings).await.unwrap();
    let building = sample::building();
    let read = store
        .find_building(HERE, building.id.unwrap(), &BuildingGroup::all())
        .await;
    assert!(read.unwrap() == Some(building));
    assert_eq!(serials(&store, &called("Mäki", "Ada"), false).await, [901]);
    assert_eq!(store.list_residents(HERE, building_id(7)).await.unwrap().len(), 1);
    let street = at("837", "rakennus-katu-fi", "12");
    assert_eq!(
        store
            .list_buildings_at(HERE, &street, 5)
            .await
            .unwrap()
            .addresses
            .len(),
        1
    );
    store.close().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The engine's own transactions and SurrealQL must write and read the same.
#[tokio::test]
async fn both_ways_to_the_records_agree() {
    for writes_embedded in [true, false] {
        let mut store = store().await;
        let mut embedded = store.embedded.take();
        if writes_embedded {
            std::mem::swap(&mut store.embedded, &mut embedded);
        }
        let mark = ImportMark {
            line: 3,
            ..ImportMark::default()
        };
        store
            .create_records(HERE, &everything(), Some(&mark))
            .await
            .unwrap();
        std::mem::swap(&mut store.embedded, &mut embedded);

        for record in everything().into_records() {
            let found = store.find_record(HERE, record.key().unwrap()).await.unwrap();
            assert!(found == Some(record));
        }
        let building = sample::building();
        let id = building.id.unwrap();
        let few = BTreeSet::from([BuildingGroup::State]);
        let found = store.find_building(HERE, id, &few).await.unwrap();
        assert!(found == Some(building.take_only(&few)));
        let apartment = sample::apartment().id.unwrap();
        let details = BTreeSet::from([ApartmentGroup::Details]);
        let found = store.find_apartment(HERE, apartment, &details).await.unwrap();
        assert!(found == Some(sample::apartment().take_only(&details)));
        assert_eq!(serials(&store, &called("Mäki", "Ada"), false).await, [901]);
        assert_eq!(store.list_residents(HERE, building_id(7)).await.unwrap().len(), 1);
        assert_eq!(
            store
                .list_buildings_on(HERE, building.property.unwrap())
                .await
                .unwrap(),
            [id]
        );
        assert_eq!(store.find_import_mark(HERE).await.unwrap(), Some(mark));
        // A second time is refused whole, whichever way it comes.
        assert!(store.create_records(HERE, &everything(), None).await.is_err());
    }
}
