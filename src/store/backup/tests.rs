//! A backup is whole and of one moment, or it is refused.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::PathBuf;

use super::*;
use crate::environment::Environment;
use crate::register::sample;
use crate::store::durable;

fn head() -> BackupHead {
    BackupHead {
        time: "2026-11-24T10:00:00Z".to_owned(),
        program: "0.1.0".to_owned(),
        fixed: serde_json::json!({ "relying_party": "luotain.example" }),
        checkpoints: vec!["note".to_owned()],
        handovers: BTreeMap::from([("production".to_owned(), "record".to_owned())]),
        schema: SchemaVersions::KNOWN,
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("luotain-backup-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    durable::make_folder(&folder).unwrap();
    folder
}

async fn backup_of(store: &Store) -> Vec<u8> {
    let mut file = Vec::new();
    store.write_backup(&head(), &mut file).await.unwrap();
    file
}

#[tokio::test]
async fn a_restored_store_answers_as_the_one_that_was_backed_up_while_it_went_on() {
    let folder = folder("restore");
    let store = Store::open(&Settings::for_folder(folder.join("old")))
        .await
        .unwrap();
    let first = sample::person();
    let second = crate::register::Person {
        code: crate::identifier::PersonalIdentityCode::parse("010190-999W").unwrap(),
        ..sample::person()
    };
    store
        .create_persons(Environment::Production, std::slice::from_ref(&first))
        .await
        .unwrap();
    let file = backup_of(&store).await;
    // What comes later is not in it.
    store
        .create_persons(Environment::Production, std::slice::from_ref(&second))
        .await
        .unwrap();
    store.close().await;

    assert_eq!(verify_backup(file.as_slice()).unwrap().0, head());
    let settings = Settings::for_folder(folder.join("new"));
    Store::restore_backup(&settings, &folder.join("new"), file.as_slice())
        .await
        .unwrap();
    let restored = Store::open(&settings).await.unwrap();
    let all = crate::register::DataGroup::ALL.iter().copied().collect();
    let found = restored
        .find_person(Environment::Production, first.code, &all)
        .await
        .unwrap();
    assert_eq!(found.map(|found| found.groups), Some(first.groups));
    assert!(
        restored
            .find_person(Environment::Production, second.code, &all)
            .await
            .unwrap()
            .is_none()
    );
    restored.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_backup_that_is_cut_or_changed_anywhere_is_refused() {
    let store = Store::open(&Settings::in_memory()).await.unwrap();
    let whole = backup_of(&store).await;
    assert!(verify_backup(whole.as_slice()).is_ok());
    let step = (whole.len() / 97).max(1);
    for at in (0..whole.len()).step_by(step) {
        assert!(verify_backup(&whole[..at]).is_err(), "cut at {at}");
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        assert!(verify_backup(changed.as_slice()).is_err(), "changed at {at}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert!(verify_backup(longer.as_slice()).is_err());
}

#[tokio::test]
async fn a_backup_of_a_newer_format_and_a_full_folder_are_refused() {
    let folder = folder("refused");
    let store = Store::open(&Settings::in_memory()).await.unwrap();
    let mut file = backup_of(&store).await;
    std::fs::write(folder.join("something"), "x").unwrap();
    let settings = Settings::for_folder(&folder);
    assert!(matches!(
        Store::restore_backup(&settings, &folder, file.as_slice()).await,
        Err(BackupError::NotEmpty)
    ));
    file[18] = 2;
    assert!(matches!(
        verify_backup(file.as_slice()),
        Err(BackupError::NewerFormat(2))
    ));
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_store_whose_restoring_was_cut_off_does_not_open() {
    let folder = folder("half");
    let store = Store::open(&Settings::in_memory()).await.unwrap();
    let file = backup_of(&store).await;
    let settings = Settings::for_folder(folder.join("new"));
    durable::make_folder(&folder.join("new")).unwrap();
    let datastore = crate::store::open::build(&settings).await.unwrap();
    let mut reader = Reader::start(file.as_slice()).unwrap();
    let mut some = Vec::new();
    while let Some((key, value)) = reader.next().unwrap() {
        if key_role(&key) == KeyRole::Data && some.len() < 20 {
            some.push((key, value));
        }
    }
    write(&datastore, some).await.unwrap();
    datastore.shutdown().await.unwrap();
    assert!(Store::open(&settings).await.is_err());
    std::fs::remove_dir_all(folder).unwrap();
}
