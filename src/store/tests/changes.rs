//! The change log on the disk: whoever changes it is found, also where only the ways to an entry
//! were changed; and the trail that it has replaced is taken over.

use surrealdb::types::{Bytes, SurrealValue};

use super::*;
use crate::log::{Change, ChangeAct, Detail, LogName, Subject};
use crate::permit::Key;
use crate::service::ChangeWriter;
use crate::service::log_verify::{LogFault, Verified, verify_changes};
use crate::store::query::{field, run, values};
use crate::store::{ChangeFilter, ChangeShelf, StoreError, Waiting};

fn signer() -> NoteSigner {
    NoteSigner::from_seed("localhost/log/changes", [3; 32]).unwrap()
}

fn change(number: u8) -> Change {
    let text = |text: &str| Some(text.to_owned());
    Change {
        id: [number; 16],
        time_micros: 1_790_000_000_000_000 + i64::from(number),
        act: if number.is_multiple_of(3) {
            ChangeAct::RightsChanged
        } else {
            ChangeAct::SignInDone
        },
        actor: text("kunta-vastuu"),
        actor_organisation: text("kunta"),
        subject: Subject::Username(format!("kunta-kysely{}", number % 2)),
        organisation: text("kunta"),
        details: vec![Detail::after("email", format!("user{number}@kuusela.example"))],
        reason: text("tehtävä jatkuu"),
        source_address: "192.0.2.7".to_owned(),
        request_id: format!("r-{number}"),
    }
}

async fn begin(store: &Arc<Store>, folder: &Folder) -> (ChangeWriter, tokio::task::JoinHandle<()>) {
    let entropy: Arc<dyn Entropy> = Arc::new(Counting(AtomicU64::new(5)));
    let copy = CopyFolder::open(&folder.copies(), LogName::Changes).unwrap();
    ChangeWriter::start(Arc::clone(store), copy, signer(), entropy)
        .await
        .unwrap()
}

async fn end((writer, task): (ChangeWriter, tokio::task::JoinHandle<()>)) {
    writer.settle().await;
    drop(writer);
    task.await.unwrap();
}

/// A store with a change log of 30 entries in three batches.
async fn written(folder: &Folder) -> Arc<Store> {
    let store = folder.open().await.unwrap();
    let writer = begin(&store, folder).await;
    for batch in 0..3_u8 {
        let entries: Vec<Waiting> = (batch * 10..batch * 10 + 10)
            .map(|number| Waiting::new(&change(number), u64::from(number)).unwrap())
            .collect();
        store.create_changes(&entries).await.unwrap();
        writer.0.settle().await;
    }
    end(writer).await;
    store
}

async fn verified(store: &Arc<Store>) -> Result<Verified, LogFault> {
    verify_changes(&ChangeShelf(Arc::clone(store)), &[], |_| {}).await
}

#[tokio::test]
async fn entries_are_found_by_every_way_newest_first_and_verify() {
    let folder = Folder::in_memory("changes");
    let store = written(&folder).await;
    assert_eq!(verified(&store).await.unwrap().size, 30);
    let key = |text: &str| Some(Key::parse(text).unwrap());
    let everything = ChangeFilter::default();
    let cases = [
        (everything.clone(), 30),
        (
            ChangeFilter {
                actor: key("kunta-vastuu"),
                ..everything.clone()
            },
            30,
        ),
        (
            ChangeFilter {
                actor: key("kunta-kysely1"),
                ..everything.clone()
            },
            0,
        ),
        (
            ChangeFilter {
                organisation: key("kunta"),
                before: Some(4),
                ..everything.clone()
            },
            4,
        ),
        (
            ChangeFilter {
                subject: Some(Subject::Username("kunta-kysely1".to_owned())),
                ..everything.clone()
            },
            15,
        ),
        (
            ChangeFilter {
                acts: vec![ChangeAct::RightsChanged],
                ..everything.clone()
            },
            10,
        ),
        (
            ChangeFilter {
                from: Some(1_790_000_000_000_010),
                until: Some(1_790_000_000_000_012),
                ..everything.clone()
            },
            2,
        ),
    ];
    for (filter, expected) in cases {
        let found = store.list_changes(&filter, 100).await.unwrap();
        assert_eq!(found.len(), expected, "{filter:?}");
        assert!(found.is_sorted_by(|a, b| a.0 > b.0));
        for (number, found) in found {
            assert_eq!(found, change(u8::try_from(number).unwrap()));
        }
    }
    let few = store.list_changes(&everything, 3).await.unwrap();
    assert_eq!(
        few.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [29, 28, 27]
    );
}

#[tokio::test]
async fn a_changed_entry_is_found_and_is_not_shown() {
    let folder = Folder::in_memory("changes-payload");
    let store = written(&folder).await;
    let sql = "SELECT payloads FROM ONLY log_payload:10";
    let row: Option<Object> = run(&store.directory, sql, Object::new())
        .await
        .unwrap()
        .take(0)
        .unwrap();
    let payloads: Bytes = field("log_payload", &mut row.unwrap(), "payloads").unwrap();
    let mut payloads = payloads.to_vec();
    // Another e-mail address in the first entry of the batch.
    let place = payloads.windows(6).position(|bytes| bytes == b"user10").unwrap();
    payloads[place + 5] = b'1';
    let bound = values([("payloads", Bytes::from(payloads).into_value())]);
    let sql = "UPDATE log_payload:10 SET payloads = $payloads";
    run(&store.directory, sql, bound).await.unwrap();
    assert!(matches!(verified(&store).await, Err(LogFault::Payload(10))));
    let refused = store.list_changes(&ChangeFilter::default(), 30).await;
    assert!(
        matches!(refused, Err(StoreError::Unreadable { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_way_that_was_changed_taken_away_or_added_is_found() {
    let forgeries = [
        "DELETE change_way WHERE act = 'rights.changed' AND batch = 20",
        "UPDATE change_way SET act = 'sign-in.done' WHERE batch = 10",
        "CREATE change_way:['actor', 'kunta-kysely1', '00000000000000000003'] SET batch = 0, time = 1, \
            act = 'sign-in.done', actor = 'kunta-kysely1', subject = '', organisation = ''",
    ];
    for (forgery, first) in forgeries.into_iter().zip([20, 10, 30]) {
        let folder = Folder::in_memory("changes-ways");
        let store = written(&folder).await;
        run(&store.directory, forgery, Object::new()).await.unwrap();
        let outcome = verified(&store).await;
        assert!(
            matches!(outcome, Err(LogFault::Ways(found)) if found == first),
            "{forgery}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_batch_that_was_taken_away_is_found_and_the_log_does_not_go_on() {
    let folder = Folder::in_memory("changes-cut");
    let store = written(&folder).await;
    let sql = "DELETE log_batch:20; DELETE log_payload:20; UPDATE log_head:head SET size = 20";
    run(&store.directory, sql, Object::new()).await.unwrap();
    assert!(verified(&store).await.is_err());
    let copy = CopyFolder::open(&folder.copies(), LogName::Changes).unwrap();
    let entropy: Arc<dyn Entropy> = Arc::new(Counting(AtomicU64::new(5)));
    let refused = ChangeWriter::start(store, copy, signer(), entropy).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn an_entry_that_waits_is_taken_in_once_however_often_the_program_dies() {
    let folder = Folder::in_memory("changes-again");
    let store = folder.open().await.unwrap();
    for number in 0..20_u8 {
        let waiting = Waiting::new(&change(number), u64::from(number)).unwrap();
        store.create_changes(&[waiting]).await.unwrap();
        let (writer, task) = begin(&store, &folder).await;
        // Struck at whatever point the writer has come to.
        for _ in 0..number {
            tokio::task::yield_now().await;
        }
        task.abort();
        let _ = task.await;
        drop(writer);
    }
    end(begin(&store, &folder).await).await;
    let found = store.list_changes(&ChangeFilter::default(), 100).await.unwrap();
    let numbers: Vec<u8> = found.iter().rev().map(|(_, change)| change.id[0]).collect();
    assert_eq!(numbers, (0..20).collect::<Vec<u8>>());
    assert_eq!(verified(&store).await.unwrap().size, 20);
}

#[tokio::test]
async fn the_same_entry_is_never_taken_in_twice() {
    let folder = Folder::in_memory("changes-twice");
    let store = written(&folder).await;
    // As if a queue of before had been put back.
    let waiting = Waiting::new(&change(3), 0).unwrap();
    store.create_changes(&[waiting]).await.unwrap();
    end(begin(&store, &folder).await).await;
    assert_eq!(store.count_waiting_changes().await.unwrap(), 1);
    assert_eq!(verified(&store).await.unwrap().size, 30);
}

#[tokio::test]
async fn the_trail_of_before_becomes_entries_in_its_order() {
    let folder = Folder::in_memory("changes-old");
    let store = folder.open().await.unwrap();
    let old = [
        (
            3,
            Some("kunta-kysely1"),
            "key.removed",
            r#"{"request":"r-3","source":"192.0.2.9","of":"abc"}"#,
        ),
        (
            1,
            None,
            "sign-in.refused",
            r#"{"request":"r-1","source":"192.0.2.9","of":null}"#,
        ),
        (
            2,
            Some("kunta-kysely1"),
            "enrolment.ordered",
            r#"{"request":"r-2","source":"192.0.2.9","of":"by x"}"#,
        ),
        (
            4,
            None,
            "register.imported",
            r#"{"environment":"training","records":"7 persons"}"#,
        ),
    ];
    for (time, username, event, detail) in old {
        let bound = values([
            ("time", i64::from(time).into_value()),
            ("username", username.map(str::to_owned).into_value()),
            ("event", event.into_value()),
            ("detail", detail.into_value()),
        ]);
        let sql = "CREATE audit SET time = $time, username = $username, event = $event, detail = $detail";
        run(&store.directory, sql, bound).await.unwrap();
    }
    end(begin(&store, &folder).await).await;
    assert!(store.list_old_audit_rows(10).await.unwrap().is_empty());
    let found = store.list_changes(&ChangeFilter::default(), 10).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .rev()
        .map(|(_, change)| (change.time_micros, change.act, change.request_id.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, ChangeAct::SignInRefused, "r-1"),
            (2, ChangeAct::EnrolmentIssued, "r-2"),
            (3, ChangeAct::KeyRemoved, "r-3"),
            (4, ChangeAct::RegisterImported, ""),
        ]
    );
    assert_eq!(found[0].1.subject, Subject::Register("training".to_owned()));
    assert_eq!(found[0].1.details, [Detail::after("records", "7 persons")]);
    // A second start finds nothing to take over.
    end(begin(&store, &folder).await).await;
    assert_eq!(verified(&store).await.unwrap().size, 4);
}
