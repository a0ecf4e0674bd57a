//! Persons are found by the whole name they bear or once bore.

use super::*;

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
