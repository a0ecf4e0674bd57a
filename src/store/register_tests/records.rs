//! Whole records: batches, lists of all, and what is there after a restart.

use super::*;

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
