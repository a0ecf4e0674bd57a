//! Buildings, apartments and properties are found by each way in, and who lives there and owns them.

use super::*;

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
