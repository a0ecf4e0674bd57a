//! Export and import through their functions, on stores in memory and files in a folder of the test's.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use luotain::environment::Environment;
use luotain::identifier::{BuildingId, PersonalIdentityCode, PropertyId};
use luotain::register::exchange::{Counts, VERSION};
use luotain::register::{
    Address, Apartment, BilingualName, Building, Person, PersonFacts, PersonGroups, Property, RegisterRecord,
};
use luotain::store::{Settings, Store};
use luotain::synthetic::population;

use super::export::{export, export_file};
use super::import::{Options, Outcome, import_file};
use super::load::{BATCH, load};
use crate::demo;

const HERE: Environment = Environment::Training;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 5, 15).unwrap()
}

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("luotain-register-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn store() -> Store {
    Store::open(&Settings::in_memory()).await.unwrap()
}

fn places() -> Vec<RegisterRecord> {
    let building = BuildingId::from_serial(190_000_001).unwrap();
    let property = PropertyId::parse("837-123-45-6").unwrap();
    let address = Address {
        street: BilingualName::new("Hämeenkatu", "Tavastgatan"),
        number: "12-14a".into(),
        postcode: "33100".into(),
        ..Address::default()
    };
    vec![
        Building {
            id: Some(building),
            property: Some(property),
            addresses: vec![address.clone()],
            floors: Some(4),
            ..Building::default()
        }
        .into(),
        Apartment {
            building: Some(building),
            part: "A 1".parse().ok(),
            address,
            rooms: Some(2),
            ..Apartment::default()
        }
        .into(),
        Property {
            id: Some(property),
            name: "Mäkelä".into(),
            buildings: vec![building],
            ..Property::default()
        }
        .into(),
    ]
}

/// A store with a few persons and places.
async fn filled(persons: u64) -> Store {
    let store = store().await;
    let records = population(persons, 7, day())
        .flatten()
        .map(RegisterRecord::from)
        .chain(places());
    let loaded = load(&store, store.preparer(HERE), records, |_| {}).await.unwrap();
    assert_eq!(loaded.total(), persons + 3);
    store.update_register_day(HERE, day()).await.unwrap();
    store
}

async fn exported(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    let other_day = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    export(store, HERE, other_day, &mut out, |_, _| {}).await.unwrap();
    out
}

/// Imports and gives what was told of each refused line.
async fn imported(
    store: &Store,
    file: &Path,
    options: Options,
) -> anyhow::Result<(Outcome, Vec<(u64, String)>)> {
    let mut told = Vec::new();
    let report = |line, reason: &str| told.push((line, reason.to_owned()));
    let outcome = import_file(store, file, options, |_, _| {}, report).await?;
    Ok((outcome, told))
}

/// A file with the lines of records between header and end.
fn file_of(lines: &[&str], environment: &str) -> String {
    let count = lines.len();
    let mut text = format!(
        r#"{{"format":"luotain-register","version":1,"environment":"{environment}","day":"2025-05-15","counts":{{"persons":{count}}}}}"#
    );
    for line in lines {
        text.push('\n');
        text.push_str(line);
    }
    text.push_str(&format!("\n{{\"end\":{{\"records\":{count}}}}}\n"));
    text
}

fn line_of(code: &str) -> String {
    format!(r#"{{"kind":"person","record":{{"code":"{code}","facts":{{"birthDate":"1994-05-01"}}}}}}"#)
}

#[tokio::test]
async fn a_register_exported_and_imported_elsewhere_exports_the_same_bytes() {
    let folder = Folder::new("round-trip");
    let first = exported(&filled(150).await).await;
    let file = folder.file("register.jsonl", &first);
    let elsewhere = store().await;
    let (outcome, told) = imported(&elsewhere, &file, Options::default()).await.unwrap();
    assert!(told.is_empty());
    assert_eq!(
        outcome.loaded,
        Counts {
            persons: 150,
            buildings: 1,
            apartments: 1,
            properties: 1
        }
    );
    assert!(exported(&elsewhere).await == first);
}

#[tokio::test]
async fn a_generated_register_holds_its_buildings_and_comes_back_the_same() {
    let folder = Folder::new("generated");
    let store = store().await;
    super::generate(&store, HERE, 300, 5, day()).await.unwrap();
    let counts = store.count_records(HERE).await.unwrap();
    assert_eq!(counts.persons, 300);
    assert!(counts.buildings > 0 && counts.apartments > 0 && counts.properties > 0);
    demo::create_personas(&store, HERE, day()).await.unwrap();
    let original = exported(&store).await;
    let file = folder.file("register.jsonl", &original);
    let elsewhere = Store::open(&Settings::in_memory()).await.unwrap();
    let (outcome, told) = imported(&elsewhere, &file, Options::default()).await.unwrap();
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(outcome.loaded, store.count_records(HERE).await.unwrap());
    assert!(exported(&elsewhere).await == original);
}

#[tokio::test]
async fn an_export_is_there_whole_for_its_owner_alone_and_replaces_nothing() {
    let folder = Folder::new("export");
    let file = folder.0.join("register.jsonl");
    let store = filled(20).await;
    let written = export_file(&store, HERE, day(), &file, |_, _| {}).await.unwrap();
    assert_eq!(written.total(), 23);
    assert!(std::fs::read(&file).unwrap() == exported(&store).await);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = export_file(&store, HERE, day(), &file, |_, _| {}).await;
    assert!(again.unwrap_err().to_string().contains("is there already"));
}

#[tokio::test]
async fn a_dry_run_tells_what_would_be_done_and_does_nothing() {
    let folder = Folder::new("dry-run");
    let file = folder.file("register.jsonl", exported(&filled(20).await).await);
    let store = store().await;
    let dry = Options {
        dry_run: true,
        ..Options::default()
    };
    let (outcome, _) = imported(&store, &file, dry).await.unwrap();
    assert_eq!(outcome.loaded.total(), 23);
    assert_eq!(store.count_records(HERE).await.unwrap().total(), 0);
    assert_eq!(store.find_import_mark(HERE).await.unwrap(), None);
    imported(&store, &file, Options::default()).await.unwrap();
    let (outcome, _) = imported(&store, &file, dry).await.unwrap();
    assert_eq!((outcome.loaded.total(), outcome.unchanged), (0, 23));
}

#[tokio::test]
async fn bad_lines_are_told_with_number_and_reason_and_the_good_ones_are_loaded() {
    let folder = Folder::new("bad-lines");
    let good = line_of("010594Y9032");
    let wrong_check = line_of("010594Y903X");
    let misspelt = good.replace(r#"}}}"#, r#"},"grups":{"name":{"surname":"Mäki"}}}}"#);
    let lines = [
        good.as_str(),
        "",
        wrong_check.as_str(),
        "{",
        misspelt.as_str(),
        good.as_str(),
    ];
    // The empty line is no record.
    let text = file_of(&lines, "training")
        .replace(r#"{"persons":6}"#, r#"{"persons":5}"#)
        .replace(r#"{"records":6}"#, r#"{"records":5}"#);
    let file = folder.file("register.jsonl", text);
    let store = store().await;
    let (outcome, told) = imported(&store, &file, Options::default()).await.unwrap();
    let numbers: Vec<u64> = told.iter().map(|(line, _)| *line).collect();
    assert_eq!(numbers, [4, 5, 6, 7]);
    assert!(told[0].1.starts_with("record.code: invalid PersonalIdentityCode"));
    assert!(told[1].1.contains("no JSON"));
    assert!(told[2].1.starts_with("record: holds a field"));
    assert_eq!(told[3].1, "the same identifier stands on line 2");
    assert!(told.iter().all(|(_, reason)| !reason.contains("010594")));
    assert_eq!((outcome.loaded.persons, outcome.refused), (1, 4));
    assert_eq!(store.count_records(HERE).await.unwrap().persons, 1);
}

#[tokio::test]
async fn a_killed_import_goes_on_where_it_stopped() {
    let folder = Folder::new("killed");
    let count = BATCH as u64 + 500;
    let original = exported(&filled(count).await).await;
    let file = folder.file("register.jsonl", &original);
    let store = Arc::new(store().await);
    let killed = {
        let (store, file) = (Arc::clone(&store), file.clone());
        tokio::spawn(async move {
            // The first batch is written when the progress is told.
            let outcome = import_file(
                &store,
                &file,
                Options::default(),
                |_, _| panic!("killed"),
                |_, _| {},
            )
            .await;
            outcome.map(|outcome| outcome.refused)
        })
    };
    assert!(killed.await.unwrap_err().is_panic());
    assert_eq!(store.count_records(HERE).await.unwrap().total(), BATCH as u64);

    let other = folder.file("other.jsonl", file_of(&[&line_of("010594Y9032")], "training"));
    let refused = imported(&store, &other, Options::default()).await.unwrap_err();
    assert!(
        refused.to_string().contains("was interrupted after line"),
        "{refused}"
    );

    let (outcome, told) = imported(&store, &file, Options::default()).await.unwrap();
    assert_eq!(outcome.resumed_after, Some(BATCH as u64 + 1));
    assert_eq!(outcome.loaded.total(), count + 3);
    assert_eq!((outcome.unchanged, told.len()), (0, 0));
    assert!(exported(&store).await == original);
}

#[tokio::test]
async fn a_file_imported_before_changes_nothing() {
    let folder = Folder::new("twice");
    let original = exported(&filled(30).await).await;
    let file = folder.file("register.jsonl", &original);
    let store = store().await;
    imported(&store, &file, Options::default()).await.unwrap();
    let (outcome, _) = imported(&store, &file, Options::default()).await.unwrap();
    assert!(outcome.was_finished);
    assert_eq!(outcome.loaded.total(), 33);
    // From its start all the same: everything is there and the same.
    let again = Options {
        from_line: Some(2),
        ..Options::default()
    };
    let (outcome, told) = imported(&store, &file, again).await.unwrap();
    assert_eq!((outcome.loaded.total(), outcome.unchanged), (0, 33));
    assert!(told.is_empty());
    assert!(exported(&store).await == original);
}

#[tokio::test]
async fn another_record_under_the_same_identifier_is_refused() {
    let folder = Folder::new("other-content");
    let store = store().await;
    let one = folder.file("one.jsonl", file_of(&[&line_of("010594Y9032")], "training"));
    imported(&store, &one, Options::default()).await.unwrap();
    let changed = line_of("010594Y9032").replace("1994-05-01", "1994-05-02");
    let new = line_of("010594Y904J");
    let valid = PersonalIdentityCode::from_parts("1994-05-01".parse().unwrap(), 'Y', 904).unwrap();
    let new = new.replace("010594Y904J", valid.as_str());
    let two = folder.file("two.jsonl", file_of(&[&changed, &new], "training"));
    for dry_run in [true, false] {
        let options = Options {
            dry_run,
            ..Options::default()
        };
        let (outcome, told) = imported(&store, &two, options).await.unwrap();
        assert_eq!(
            told,
            [(2, "is in the register already, with other content".to_owned())]
        );
        assert_eq!((outcome.loaded.persons, outcome.refused), (1, 1));
    }
    assert_eq!(store.count_records(HERE).await.unwrap().persons, 2);
}

#[tokio::test]
async fn an_import_begins_at_the_line_that_it_is_told() {
    let folder = Folder::new("from-line");
    let original = exported(&filled(10).await).await;
    let file = folder.file("register.jsonl", original);
    let store = store().await;
    let from = |line| Options {
        from_line: Some(line),
        ..Options::default()
    };
    let (outcome, _) = imported(&store, &file, from(9)).await.unwrap();
    assert_eq!((outcome.loaded.persons, outcome.loaded.total()), (3, 6));
    let none = imported(&store, &file, from(99)).await.unwrap_err();
    assert!(none.to_string().contains("none with number 99"), "{none}");
}

#[tokio::test]
async fn files_that_are_cut_off_binary_or_newer_are_refused_and_nothing_is_written() {
    let folder = Folder::new("refused");
    let original = exported(&filled(10).await).await;
    let text = String::from_utf8(original.clone()).unwrap();
    let without_end = text.rsplit_once("{\"end\"").unwrap().0;
    let store = store().await;
    let cases: [(&[u8], &str); 8] = [
        (&original[..original.len() / 2], "cut off"),
        (&original[..original.len() - 1], "cut off"),
        (without_end.as_bytes(), "cut off"),
        (b"", "no register file"),
        (b"\x7FELF\x02\x01\x01\x00\x00\xFF\xFE", "no register file"),
        (&[0; 4096], "no register file"),
        (
            text.replacen("\"version\":1", "\"version\":2", 1)
                .leak()
                .as_bytes(),
            "has version 2",
        ),
        (
            text.replacen("\"persons\":10", "\"persons\":11", 1)
                .leak()
                .as_bytes(),
            "the header counts 14 records, the end line 13",
        ),
    ];
    assert_eq!(VERSION, 1);
    for (content, words) in cases {
        let file = folder.file("register.jsonl", content);
        let refused = imported(&store, &file, Options::default()).await.unwrap_err();
        let told = format!("{refused:#}");
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(store.count_records(HERE).await.unwrap().total(), 0);
    assert_eq!(store.find_import_mark(HERE).await.unwrap(), None);
}

#[tokio::test]
async fn a_file_of_another_register_is_refused() {
    let folder = Folder::new("other-register");
    let file = folder.file(
        "register.jsonl",
        file_of(&[&line_of("010594Y9032")], "production"),
    );
    let store = store().await;
    let options = Options {
        environment: Some(HERE),
        ..Options::default()
    };
    let refused = imported(&store, &file, options).await.unwrap_err();
    assert!(refused.to_string().contains("is of the production register"));
}

#[tokio::test]
async fn real_persons_come_only_into_production_and_only_where_the_folder_allows_it() {
    let folder = Folder::new("real");
    let real = line_of("131052-308T");
    for (environment, real_persons, loaded) in [
        ("training", true, 0),
        ("production", false, 0),
        ("production", true, 1),
    ] {
        let store = store().await;
        let file = folder.file("register.jsonl", file_of(&[&real], environment));
        let options = Options {
            real_persons,
            ..Options::default()
        };
        let (outcome, told) = imported(&store, &file, options).await.unwrap();
        assert_eq!(outcome.loaded.persons, loaded, "{environment} {real_persons}");
        assert_eq!(outcome.refused, 1 - loaded);
        assert!(
            told.iter()
                .all(|(_, reason)| reason.contains("real person") && !reason.contains("131052"))
        );
    }
}

#[tokio::test]
async fn an_end_line_that_counts_wrongly_is_told() {
    let folder = Folder::new("wrong-count");
    let line = line_of("010594Y9032");
    let text = file_of(&[&line], "training")
        .replace(r#"{"persons":1}"#, r#"{"persons":2}"#)
        .replace(r#"{"records":1}"#, r#"{"records":2}"#);
    let file = folder.file("register.jsonl", text);
    let (outcome, told) = imported(&store().await, &file, Options::default()).await.unwrap();
    assert_eq!((outcome.loaded.persons, outcome.refused), (1, 1));
    assert!(told[0].1.contains("counts 2 records, but 1 stand"), "{told:?}");
}

#[tokio::test]
async fn loading_stops_at_a_record_that_is_there_and_keeps_whole_batches() {
    let store = store().await;
    let person = |serial| -> RegisterRecord {
        let code = PersonalIdentityCode::from_parts(day(), 'A', serial).unwrap();
        Person {
            code,
            facts: PersonFacts::new(day()),
            groups: PersonGroups::default(),
        }
        .into()
    };
    let records = [person(901), person(902), person(901)];
    assert!(
        load(&store, store.preparer(HERE), records.into_iter(), |_| {})
            .await
            .is_err()
    );
    assert_eq!(store.count_records(HERE).await.unwrap().total(), 0);
}
