//! Files of updates, on stores in memory.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs::File;
use std::io::Write;
use std::sync::{Arc, Mutex};

use luotain::identifier::PersonalIdentityCode;
use luotain::log::Change;
use luotain::register::exchange::{ChangeId, write_update};
use luotain::register::{Person, PersonFacts, PersonGroups, RegisterRecord};
use luotain::store::{Records, Settings};

use super::*;
use crate::system::SystemEntropy;

const HERE: Environment = Environment::Training;

fn now() -> DateTime<Utc> {
    "2026-09-02T12:00:00Z".parse().unwrap()
}

async fn store() -> Store {
    Store::open(&Settings::in_memory()).await.unwrap()
}

fn ground(store: &Store) -> Ground<'_> {
    Ground {
        store,
        entropy: &SystemEntropy,
        now: now(),
        real_persons: false,
        operator: "uid 7",
    }
}

fn person(serial: u16, surname: &str) -> Person {
    let birth = "1994-05-01".parse().unwrap();
    let mut groups = PersonGroups::default();
    groups.name.get_or_insert_default().surname = surname.to_owned();
    Person {
        code: PersonalIdentityCode::from_parts(birth, '-', serial).unwrap(),
        facts: PersonFacts::new(birth),
        groups,
    }
}

fn line(serial: u16, surname: &str, effective: &str, change: &str) -> String {
    write_update(&RegisterUpdate {
        change: ChangeId::parse(change).unwrap(),
        effective: effective.parse().unwrap(),
        record: person(serial, surname).into(),
    })
    .unwrap()
}

fn text_of(lines: &[String]) -> String {
    let mut text = String::from(
        "{\"format\":\"luotain-update\",\"version\":1,\"environment\":\"training\",\"day\":\"2026-09-02\"}\n",
    );
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text + &format!("{{\"end\":{{\"records\":{}}}}}\n", lines.len())
}

/// A file that is gone with its handle.
fn file(text: &str) -> File {
    static NEXT: Mutex<u32> = Mutex::new(0);
    let number = {
        let mut next = NEXT.lock().unwrap();
        *next += 1;
        *next
    };
    let path = std::env::temp_dir().join(format!("luotain-updates-{}-{number}", std::process::id()));
    let mut options = File::options();
    let mut file = options
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)
        .unwrap();
    std::fs::remove_file(&path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

type Told = Vec<(u64, String)>;

async fn applied(store: &Store, text: &str, options: Options) -> anyhow::Result<(Outcome, Told)> {
    let mut told = Vec::new();
    let report = |line, reason: &str| told.push((line, reason.to_owned()));
    let outcome = apply(ground(store), file(text), options, |_, _| {}, report).await?;
    Ok((outcome, told))
}

async fn surname(store: &Store, serial: u16) -> Option<String> {
    let key = RegisterRecord::from(person(serial, "")).key().unwrap();
    match store.find_record(HERE, key).await.unwrap()? {
        RegisterRecord::Person(person) => person.groups.name.map(|name| name.surname),
        _ => None,
    }
}

/// What waits for the change log: the codes of the details and their values.
async fn entries(store: &Store) -> Vec<Vec<(String, String)>> {
    let waiting = store.list_waiting_changes(100).await.unwrap();
    waiting
        .into_iter()
        .map(|entry| {
            let change = Change::decode(&entry.into_payload()).unwrap();
            assert_eq!(change.act, ChangeAct::RegisterUpdated);
            assert_eq!(change.subject, Subject::Register("training".to_owned()));
            let details = change.details.into_iter();
            details
                .map(|detail| (detail.field, detail.after.unwrap_or_default()))
                .collect()
        })
        .collect()
}

#[tokio::test]
async fn the_same_file_a_second_time_changes_nothing_and_is_told_all_the_same() {
    let store = store().await;
    store
        .update_register_day(HERE, "2026-08-01".parse().unwrap())
        .await
        .unwrap();
    let text = text_of(&[
        line(901, "Mäki", "2026-09-01T08:00:00Z", "a"),
        line(901, "Laakso", "2026-09-01T09:00:00Z", "b"),
        line(902, "Salo", "2026-09-01T08:00:00Z", "a"),
    ]);
    // Empty lines are passed over, after the end line too.
    let spaced = text.replace('\n', "\n\n");
    let (spaced, told) = applied(
        &store,
        &spaced,
        Options {
            dry_run: true,
            ..Options::default()
        },
    )
    .await
    .unwrap();
    assert_eq!((spaced.taken.persons, told.len()), (3, 0));
    let (outcome, told) = applied(&store, &text, Options::default()).await.unwrap();
    assert_eq!((outcome.taken.persons, told.len()), (3, 0));
    assert_eq!(surname(&store, 901).await.as_deref(), Some("Laakso"));
    let day = store.find_register_day(HERE).await.unwrap();
    assert_eq!(day, "2026-09-02".parse().ok());
    // Later: among entries of one moment there is no order.
    let later = Ground {
        now: now() + chrono::TimeDelta::minutes(1),
        ..ground(&store)
    };
    let again = apply(later, file(&text), Options::default(), |_, _| {}, |_, _| {});
    let again = again.await.unwrap();
    assert_eq!((again.taken.total(), again.known, again.outdated), (0, 2, 1));
    assert_eq!(
        again.to_string(),
        "0 persons, 0 buildings, 0 apartments, 0 properties taken into the training register; 2 were in it already, 1 were outdated; 0 lines refused"
    );
    let entries = entries(&store).await;
    assert_eq!(entries.len(), 2);
    let expected = [
        ("file", outcome.digest.as_str()),
        ("operator", "uid 7"),
        ("register-day", "2026-09-02"),
        ("updates-taken", "3"),
        ("updates-known", "0"),
        ("updates-outdated", "0"),
        ("lines-refused", "0"),
    ];
    assert_eq!(
        entries[0],
        expected.map(|(field, value)| (field.to_owned(), value.to_owned()))
    );
}

#[tokio::test]
async fn an_older_update_that_comes_late_overwrites_nothing() {
    let store = store().await;
    let newer = text_of(&[line(901, "Laakso", "2026-09-01T09:00:00Z", "b")]);
    let older = text_of(&[line(901, "Mäki", "2026-09-01T08:00:00Z", "c")]);
    applied(&store, &newer, Options::default()).await.unwrap();
    let (outcome, _) = applied(&store, &older, Options::default()).await.unwrap();
    assert_eq!((outcome.taken.total(), outcome.outdated), (0, 1));
    assert_eq!(surname(&store, 901).await.as_deref(), Some("Laakso"));
}

#[tokio::test]
async fn bad_lines_are_told_with_number_field_and_reason_and_the_others_are_taken() {
    let store = store().await;
    let good = line(901, "Mäki", "2026-09-01T08:00:00Z", "a");
    let lines = [
        good.clone(),
        good.replace("Mäki", "Salo"),
        good.replace("2026-09-01", "2026-09-03"),
        good.replace("2026-09-01", "2026-09-41"),
        good.replace(r#""change":"a""#, r#""change":"""#),
        good.replace("surname", "surnam"),
        "{".to_owned(),
        line(902, "Niemi", "2026-09-01T08:00:00Z", "a"),
    ];
    let (outcome, told) = applied(&store, &text_of(&lines), Options::default())
        .await
        .unwrap();
    assert_eq!((outcome.taken.persons, outcome.refused), (2, 6));
    let expected = [
        (3, "change: the same change brought another content"),
        (4, "effective: lies in the future"),
        (5, "effective: a time is written"),
        (6, "change: a change id has"),
        (7, "record.groups.name: holds a field that is not known"),
        (8, "the line is no JSON"),
    ];
    assert_eq!(told.len(), expected.len());
    for ((line, reason), (number, words)) in told.iter().zip(expected) {
        assert!(*line == number && reason.starts_with(words), "{line}: {reason}");
        assert!(!reason.contains("010594") && !reason.contains("Salo"), "{reason}");
    }
    assert_eq!(surname(&store, 901).await.as_deref(), Some("Mäki"));
    assert_eq!(surname(&store, 902).await.as_deref(), Some("Niemi"));
    let entry = &entries(&store).await[0];
    assert!(entry.contains(&("lines-refused".to_owned(), "6".to_owned())));
}

#[tokio::test]
async fn strict_writes_nothing_if_a_line_is_refused_and_a_dry_run_never_does() {
    let store = store().await;
    let mut lines: Vec<String> = (0..LOT + 3)
        .map(|number| {
            let serial = 900 + u16::try_from(number % 90).unwrap();
            let hour = format!("2026-08-{:02}T08:00:00Z", 1 + number / 90);
            line(serial, "Mäki", &hour, "a")
        })
        .collect();
    let good = text_of(&lines);
    lines.push("{}".to_owned());
    let bad = text_of(&lines);
    let strict = Options {
        strict: true,
        ..Options::default()
    };
    let dry = Options {
        dry_run: true,
        ..Options::default()
    };
    for (text, options, refused) in [(&bad, strict, 1), (&bad, dry, 1), (&good, dry, 0)] {
        let (outcome, told) = applied(&store, text, options).await.unwrap();
        assert_eq!(
            (told.len(), outcome.refused, outcome.written),
            (refused, refused as u64, false)
        );
        assert_eq!(outcome.taken.persons, LOT as u64 + 3);
        assert_eq!(store.count_persons(HERE).await.unwrap(), 0);
        assert!(entries(&store).await.is_empty());
        assert_eq!(store.find_register_day(HERE).await.unwrap(), None);
    }
    let (outcome, _) = applied(&store, &good, strict).await.unwrap();
    assert!(outcome.written);
    assert_eq!(outcome.taken.persons, LOT as u64 + 3);
    assert_eq!(store.count_persons(HERE).await.unwrap(), 90);
}

#[tokio::test]
async fn a_file_that_is_not_whole_or_of_another_register_is_refused_before_anything_is_written() {
    let store = store().await;
    let text = text_of(&[line(901, "Mäki", "2026-09-01T08:00:00Z", "a")]);
    let end = text.find("{\"end\"").unwrap();
    let no_end = &text[..end];
    let two_ends = format!("{text}{{\"end\":{{\"records\":1}}}}\n");
    for (text, words) in [
        ("", "the file is empty"),
        ("PK\u{1}", "this is no file of updates"),
        (no_end, "the file is cut off"),
        (&text[..text.len() - 4], "the file is cut off"),
        (
            &text.replace("\"records\":1", "\"records\":2"),
            "the end line counts 2",
        ),
        (&two_ends, "the end line counts 1 updates, but 2"),
        (
            &text.replace("\"day\":\"2026-09-02\"", "\"day\":\"2026-09-03\""),
            "the header's day lies",
        ),
        (
            &text.replace("\"version\":1", "\"version\":9"),
            "the file has version 9",
        ),
    ] {
        let error = applied(&store, text, Options::default()).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    let production = Options {
        environment: Some(Environment::Production),
        ..Options::default()
    };
    let error = applied(&store, &text, production).await.unwrap_err();
    assert!(error.to_string().contains("of the training register"), "{error}");
    assert_eq!(store.count_persons(HERE).await.unwrap(), 0);
    assert!(entries(&store).await.is_empty());
}

#[tokio::test]
async fn real_persons_come_into_production_only_and_only_if_the_folder_allows_it() {
    let store = store().await;
    let real = RegisterUpdate {
        change: ChangeId::parse("a").unwrap(),
        effective: "2026-09-01T08:00:00Z".parse().unwrap(),
        record: Person {
            code: PersonalIdentityCode::parse("131052-308T").unwrap(),
            ..person(901, "Mäki")
        }
        .into(),
    };
    let training = text_of(&[write_update(&real).unwrap()]);
    let production = training.replace("training", "production");
    for (text, allowed, taken) in [
        (&training, true, 0),
        (&production, false, 0),
        (&production, true, 1),
    ] {
        let ground = Ground {
            real_persons: allowed,
            ..ground(&store)
        };
        let outcome = apply(ground, file(text), Options::default(), |_, _| {}, |_, _| {}).await;
        assert_eq!(outcome.unwrap().taken.persons, taken);
    }
}

#[tokio::test]
async fn a_run_that_is_cut_off_between_two_lots_is_told_and_completed_by_the_next() {
    let lines: Vec<String> = (0..3 * LOT + 7)
        .map(|number| {
            let serial = 900 + u16::try_from(number % 100).unwrap();
            let time = now() - TimeDelta::hours(1 + i64::try_from(number).unwrap());
            let surname = format!("Mäki{number}");
            line(serial.min(999), &surname, &time.to_rfc3339(), "a")
        })
        .collect();
    let text = text_of(&lines);
    let cut_off = Arc::new(store().await);
    let (same, file_of_it) = (Arc::clone(&cut_off), file(&text));
    let run = tokio::spawn(async move {
        apply(
            ground(&same),
            file_of_it,
            Options::default(),
            |_, _| panic!("cut off after the first lot"),
            |_, _| {},
        )
        .await
    });
    assert!(run.await.unwrap_err().is_panic());
    assert_eq!(cut_off.find_register_day(HERE).await.unwrap(), None);
    let told = entries(&cut_off).await;
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(&("begun".to_owned(), "yes".to_owned())));
    applied(&cut_off, &text, Options::default()).await.unwrap();

    let whole = store().await;
    applied(&whole, &text, Options::default()).await.unwrap();
    for serial in 900..1000 {
        assert_eq!(surname(&cut_off, serial).await, surname(&whole, serial).await);
    }
    assert_eq!(surname(&whole, 901).await.as_deref(), Some("Mäki1"));
    assert_eq!(
        cut_off.find_register_day(HERE).await.unwrap(),
        "2026-09-02".parse().ok()
    );
    // And once more by a load of the whole: what is in the register already is not written again.
    let records: Records = [RegisterRecord::from(person(901, "Other"))].into_iter().collect();
    assert!(whole.create_records(HERE, &records, None).await.is_err());
}
