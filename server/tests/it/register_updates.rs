//! Updates of a register while it is queried: the next query has them, and nobody comes to them by HTTP.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::log::{ChangeAct, Detail, Subject};
use luotain::register::exchange::{ChangeId, RegisterUpdate, write_update};
use luotain::register::record::RecordKey;
use luotain::register::{NonDisclosure, Person, RegisterRecord};
use luotain::service::Clock;
use luotain_server::updates::socket::{self, Applier};
use luotain_server::updates::{Options, Outcome};
use serde_json::{Value, json};

use crate::log_durable::Folder;
use crate::person_identification::{Search, kind, plain};
use crate::support::{CountingEntropy, Query, TestApp, groups_of};

/// A service that takes updates in a folder, until the test ends.
struct Updated {
    app: TestApp,
    folder: Folder,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Updated {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Updated {
    async fn new(name: &str) -> Self {
        let app = TestApp::new().await;
        // The registers stand as of the day before.
        app.clock.advance(TimeDelta::days(1));
        let folder = Folder::new(name);
        let applier = Applier {
            folder: folder.0.clone(),
            store: Arc::clone(&app.store),
            service: Arc::clone(&app.service),
            clock: app.clock.clone(),
            entropy: Arc::new(CountingEntropy::default()),
        };
        let listener = socket::listen(&folder.0).unwrap();
        let task = tokio::spawn(socket::serve(listener, applier));
        Self { app, folder, task }
    }

    fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    async fn send(&self, text: &str, options: Options) -> anyhow::Result<(Outcome, Vec<(u64, String)>)> {
        let path = self.folder.0.join("updates.jsonl");
        std::fs::write(&path, text)?;
        let mut told = Vec::new();
        let report = |line, reason: &str| told.push((line, reason.to_owned()));
        let outcome = socket::send(&self.folder.0, File::open(&path)?, options, |_, _| {}, report).await?;
        Ok((outcome.unwrap(), told))
    }

    /// Applies records as they are from now on.
    async fn apply(&self, change: &str, records: Vec<RegisterRecord>) -> Outcome {
        let lines: Vec<String> = records
            .into_iter()
            .map(|record| {
                write_update(&RegisterUpdate {
                    change: ChangeId::parse(change).unwrap(),
                    effective: self.now(),
                    record,
                })
                .unwrap()
            })
            .collect();
        let (outcome, told) = self.send(&file_of(&lines), Options::default()).await.unwrap();
        assert!(told.is_empty(), "{told:?}");
        outcome
    }

    /// A person as the production register has them.
    async fn person(&self, name: &str) -> Person {
        let key = RecordKey::Person(PersonalIdentityCode::parse(&self.app.code(name)).unwrap());
        let found = self.app.store.find_record(Environment::Production, key).await;
        match found.unwrap() {
            Some(RegisterRecord::Person(person)) => *person,
            _ => unreachable!("no person {name}"),
        }
    }
}

fn file_of(lines: &[String]) -> String {
    let mut text = String::from(
        "{\"format\":\"luotain-update\",\"version\":1,\"environment\":\"production\",\"day\":\"2026-11-24\"}\n",
    );
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text + &format!("{{\"end\":{{\"records\":{}}}}}\n", lines.len())
}

fn ban() -> Option<NonDisclosure> {
    Some(NonDisclosure {
        from: NaiveDate::from_ymd_opt(2026, 11, 24)?,
        until: None,
    })
}

fn notices(answer: &Value) -> String {
    answer["answer"]["notices"].to_string()
}

#[tokio::test]
async fn the_next_query_has_the_new_name_the_ban_and_the_day_of_the_register() {
    let updated = Updated::new("updated-query").await;
    let (mut client, _) = updated.app.signed_in("kunta.kysely1").await;
    let code = updated.app.code("plain");
    let query = Query::customer_service(&code);
    let (_, before) = client.find_person(&query).await;
    assert!(groups_of(&before).contains(&"homeMunicipality".to_owned()));
    assert_eq!(before["answer"]["register_day"], "23.11.2026");
    assert_eq!(kind(&plain().found(&mut client).await), "found");
    let renamed = Search {
        surname: "Uusinimi",
        ..plain()
    };
    assert_eq!(kind(&renamed.found(&mut client).await), "no-data");

    let mut person = updated.person("plain").await;
    person.groups.former_names = None;
    person.groups.name.as_mut().unwrap().surname = "Uusinimi".to_owned();
    let outcome = updated.apply("name", vec![person.clone().into()]).await;
    assert_eq!(outcome.taken.persons, 1);
    assert_eq!(kind(&renamed.found(&mut client).await), "found");
    assert_eq!(kind(&plain().found(&mut client).await), "no-data");
    let (_, after) = client.find_person(&query).await;
    assert_eq!(after["answer"]["register_day"], "24.11.2026");
    assert!(after.to_string().contains("Uusinimi"));

    updated.app.clock.advance(TimeDelta::minutes(1));
    person.facts.non_disclosure = ban();
    updated.apply("ban", vec![person.into()]).await;
    let (_, banned) = client.find_person(&query).await;
    assert!(notices(&banned).contains("non-disclosure-hidden"), "{banned}");
    assert!(!groups_of(&banned).contains(&"homeMunicipality".to_owned()));
}

#[tokio::test]
async fn whoever_lives_with_a_newly_protected_person_is_protected_though_only_that_one_was_sent() {
    let updated = Updated::new("updated-dwelling").await;
    let (mut client, _) = updated.app.signed_in("kunta.kysely1").await;
    let code = updated.app.code("plain");
    let query = Query::customer_service(&code);
    let (_, before) = client.find_person(&query).await;
    assert!(!notices(&before).contains("non-disclosure"), "{before}");

    let plain = updated.person("plain").await;
    let mut flatmate = updated.person("abroad").await;
    flatmate.groups.residence.clone_from(&plain.groups.residence);
    flatmate.facts.non_disclosure = ban();
    updated.apply("move", vec![flatmate.into()]).await;
    let (_, after) = client.find_person(&query).await;
    assert!(notices(&after).contains("non-disclosure-hidden"), "{after}");
    assert!(!groups_of(&after).contains(&"homeMunicipality".to_owned()));
}

#[tokio::test]
async fn each_run_is_in_the_change_log_without_a_word_of_any_person() {
    let updated = Updated::new("updated-log").await;
    let person = updated.person("plain").await;
    let outcome = updated.apply("once", vec![person.clone().into()]).await;
    let changes = updated.app.changes().await;
    let (_, newest) = &changes[0];
    assert_eq!(newest.act, ChangeAct::RegisterUpdated);
    assert_eq!(newest.subject, Subject::Register("production".to_owned()));
    assert_eq!(newest.actor, None);
    assert!(newest.details.contains(&Detail::after("file", outcome.digest)));
    assert!(newest.details.contains(&Detail::after("updates-taken", "1")));
    let operator = newest.details.iter().find(|detail| detail.field == "operator");
    assert!(operator.unwrap().after.as_ref().unwrap().starts_with("uid "));
    let payload = String::from_utf8_lossy(&newest.encode().unwrap()).into_owned();
    assert!(
        !payload.contains(person.code.as_str()) && !payload.contains("Mäkinen"),
        "{newest:?}"
    );

    // An administrator reads it in words.
    let (mut client, _) = updated.app.signed_in("viranomainen").await;
    let (status, page) = crate::changes::log(&mut client, json!({ "act": "register.updated" })).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_eq!(page["rows"][0]["act"], "Väestötiedot päivitetty tiedostosta");
    assert!(page.to_string().contains("Päivityksiä viety"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_is_told_to_the_command_and_the_service_goes_on() {
    let updated = Updated::new("updated-wrong").await;
    let good = write_update(&RegisterUpdate {
        change: ChangeId::parse("good").unwrap(),
        effective: updated.now(),
        record: updated.person("plain").await.into(),
    })
    .unwrap();
    let bad = good.replace("\"effective\":\"2026", "\"effective\":\"2027");
    let (outcome, told) = updated
        .send(&file_of(&[bad.clone(), good.clone()]), Options::default())
        .await
        .unwrap();
    assert_eq!((outcome.taken.persons, outcome.refused), (1, 1));
    assert_eq!(told[0].0, 2);
    assert!(told[0].1.starts_with("effective: "), "{told:?}");
    let strict = Options {
        strict: true,
        ..Options::default()
    };
    let (outcome, told) = updated
        .send(&file_of(&[good.clone(), bad]), strict)
        .await
        .unwrap();
    assert_eq!((outcome.written, told.len()), (false, 1));

    let cut_off = file_of(std::slice::from_ref(&good)).replace("{\"end\"", "{\"e\"");
    let error = updated.send(&cut_off, Options::default()).await.unwrap_err();
    assert!(error.to_string().contains("the file is cut off"), "{error}");
    // What is no command of ours.
    {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let path = updated.folder.0.join("luotain.socket");
        let mut stream = tokio::net::UnixStream::connect(&path).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.contains("read the options of the command"), "{answer}");
    }
    let (outcome, _) = updated.send(&file_of(&[good]), Options::default()).await.unwrap();
    assert_eq!((outcome.known, outcome.refused), (1, 0));
    // Nothing of what was sent is left in the folder.
    let names: Vec<_> = std::fs::read_dir(&updated.folder.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[tokio::test]
async fn only_the_owner_of_the_folder_reaches_the_socket_and_no_route_leads_to_it() {
    let updated = Updated::new("updated-rights").await;
    let socket = updated.folder.0.join("luotain.socket");
    let mode = std::fs::metadata(&socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let (mut client, _) = updated.app.signed_in("viranomainen").await;
    let text = file_of(&[]);
    for path in [
        "/api/register/apply",
        "/api/authority/register/apply",
        "/register/apply",
    ] {
        let (status, answer) = client.post_raw(path, text.clone().into_bytes()).await;
        assert!(status.is_client_error(), "{path}: {status} {answer}");
    }
    let (status, _) = client.post("/api/register/apply", &json!({ "file": text })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // Where nobody listens, that is said and not taken for a failure.
    let nobody = Folder::new("updated-nobody");
    let path = updated.folder.0.join("updates.jsonl");
    std::fs::write(&path, text).unwrap();
    let sent = send_nowhere(&nobody.0, &path).await;
    assert!(sent.is_none());
}

async fn send_nowhere(folder: &Path, file: &Path) -> Option<Outcome> {
    let file = File::open(file).unwrap();
    socket::send(folder, file, Options::default(), |_, _| {}, |_, _| {})
        .await
        .unwrap()
}
