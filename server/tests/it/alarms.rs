//! Alarms: each is caused and seen on the page, in the figures and by mail; queries are closed where
//! that follows, and open again without a restart.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use luotain::alarms::{Alarm, BackupReading, DiskPlace, DiskReading, Limits, MEGABYTE, MemoryReading};
use luotain::environment::Environment;
use luotain::log::{ChangeAct, Checkpoint, Frontier, NoteSigner, Subject};
use luotain::service::{AlarmSettings, Clock, Probes};
use luotain_server::alarms::Machine;
use luotain_server::backups::{Newest, Schedule, keep_taking};
use luotain_server::launch::Fixed;
use luotain_server::mail::{Security, SmtpCarrier};
use luotain_server::watch::{Watch, routes};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::emergency::{pull, release, sign_in};
use crate::log_durable::Folder;
use crate::management::add;
use crate::smtp_server::{Mood, SmtpServer, Tls};
use crate::support::{Client, Query, SoftKey, TestApp, problem};

const DUTY: &str = "paivystys@viranomainen.example";

/// A machine that says what it is told to say.
struct Told {
    disks: Mutex<Vec<DiskReading>>,
    memory: Mutex<Option<MemoryReading>>,
    backups: Mutex<Option<BackupReading>>,
}

impl Told {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            disks: Mutex::new(vec![disk(DiskPlace::Data, 80_000)]),
            memory: Mutex::new(Some(memory(8_000, 200))),
            backups: Mutex::new(None),
        })
    }

    fn free(&self, place: DiskPlace, megabytes: u64) {
        *self.disks.lock().unwrap() = vec![disk(place, megabytes)];
    }
}

impl Probes for Told {
    fn disks(&self) -> Vec<DiskReading> {
        self.disks.lock().unwrap().clone()
    }

    fn memory(&self) -> Option<MemoryReading> {
        *self.memory.lock().unwrap()
    }

    fn backups(&self) -> Option<BackupReading> {
        *self.backups.lock().unwrap()
    }
}

fn disk(place: DiskPlace, megabytes: u64) -> DiskReading {
    DiskReading {
        place,
        free: megabytes * MEGABYTE,
        size: 100_000 * MEGABYTE,
    }
}

fn memory(limit: u64, largest_table: u64) -> MemoryReading {
    MemoryReading {
        limit: limit * MEGABYTE,
        largest_table: largest_table * MEGABYTE,
    }
}

/// An application whose alarms are looked for, with an administrator who watches.
struct Watched {
    app: TestApp,
    told: Arc<Told>,
    authority: Client,
    key: SoftKey,
    watch: Router,
}

fn settings() -> AlarmSettings {
    AlarmSettings {
        limits: Limits::default(),
        addresses: vec![DUTY.to_owned()],
    }
}

fn watch_of(app: &TestApp) -> Router {
    routes(Watch::new(Arc::clone(&app.service), &std::env::temp_dir()))
}

impl Watched {
    async fn new() -> Self {
        let told = Told::new();
        let watched = Self::with(told.clone(), told).await;
        watched.app.service.look_for_alarms().await;
        watched
    }

    async fn with(probes: Arc<dyn Probes>, told: Arc<Told>) -> Self {
        let app = TestApp::new().await;
        app.service.set_up_alarms(settings(), probes);
        let (authority, key) = app.signed_in("viranomainen").await;
        Self {
            watch: watch_of(&app),
            app,
            told,
            authority,
            key,
        }
    }

    /// Time passes; the administrator's session may have ended meanwhile.
    async fn pass(&mut self, time: TimeDelta) {
        self.app.clock.advance(time);
        let (client, status, answer) = sign_in(&self.app, "viranomainen", &mut self.key).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        self.authority = client;
    }

    async fn page(&mut self) -> Value {
        let (status, page) = self
            .authority
            .post("/api/authority/status/view", &json!({}))
            .await;
        assert_eq!(status, StatusCode::OK, "{page}");
        page
    }

    async fn ask(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = self.watch.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// Looks, and holds page and figures to exactly these alarms; the page as it is then.
    async fn seen(&mut self, expected: &[Alarm]) -> Value {
        self.app.service.look_for_alarms().await;
        let page = self.page().await;
        let (_, figures) = self.ask("/metrics").await;
        for alarm in Alarm::ALL {
            let is_on = expected.contains(&alarm);
            let figure = format!("luotain_alarm{{name=\"{}\"}} {}", alarm.code(), u8::from(is_on));
            assert!(figures.contains(&figure), "{figure} in {figures}");
            let shown = shown(&page, alarm);
            assert_eq!(shown["since"].is_string(), is_on, "{shown}");
            let has_findings = !shown["findings"].as_array().unwrap().is_empty();
            assert_eq!(has_findings, is_on, "{shown}");
        }
        page
    }

    /// Holds page, readiness and queries in production to being open or closed.
    async fn is_open(&mut self, officer: &mut Client, expected: bool) {
        let page = self.page().await;
        assert_eq!(page["closed"] == json!([]), expected, "{}", page["closed"]);
        let (status, words) = self.ask("/readyz").await;
        let entries = self.app.entries(Environment::Production).await;
        let code = self.app.code("plain");
        let (answered, answer) = officer.find_person(&Query::customer_service(&code)).await;
        let entries = self.app.entries(Environment::Production).await - entries;
        if expected {
            assert_eq!(
                (status, answered),
                (StatusCode::OK, StatusCode::OK),
                "{words} {answer}"
            );
            assert_eq!(entries, 1);
        } else {
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{words}");
            assert!(words.starts_with("queries are closed: production"), "{words}");
            assert_eq!(answered, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
            assert_eq!(problem(&answer), "queries-closed");
            assert!(
                !answer.to_string().contains("sections"),
                "no answer without an entry"
            );
            // An entry may be there whose answer never left, where the second place failed after it.
            assert!(entries <= 1);
        }
    }

    /// What mail says to those on duty: the subjects, oldest first.
    async fn mailed(&self) -> Vec<String> {
        let mut messages = self.app.store.list_outbox().await.unwrap();
        messages.retain(|message| message.to == DUTY);
        messages.sort_by_key(|message| message.time);
        messages.into_iter().map(|message| message.subject).collect()
    }
}

fn shown(page: &Value, alarm: Alarm) -> Value {
    page["alarms"]
        .as_array()
        .unwrap()
        .iter()
        .find(|shown| shown["code"] == alarm.code())
        .unwrap()
        .clone()
}

fn fact(page: &Value, label: &str) -> String {
    let facts = page["facts"].as_array().unwrap();
    let fact = facts.iter().find(|fact| fact["label"] == label).unwrap();
    fact["lines"].to_string()
}

#[tokio::test]
async fn a_service_at_rest_has_no_alarm_and_tells_how_it_is() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    let page = watched.seen(&[]).await;
    assert_eq!(page["alarms"].as_array().unwrap().len(), Alarm::ALL.len());
    assert_eq!(page["past"], json!([]));
    assert!(fact(&page, "Versio").contains(env!("CARGO_PKG_VERSION")));
    assert!(fact(&page, "Käynnistetty").contains("23.11.2026 klo 11.00"));
    assert!(fact(&page, "Vapaa levytila").contains("Datakansio: 80\u{a0}Gt vapaana, kaikkiaan 100\u{a0}Gt"));
    assert!(fact(&page, "Viimeisin varmuuskopio").contains("backup-folder"));
    assert!(fact(&page, "Lähtevät viestit").contains("Odottaa lähettämistä: 0"));
    watched.is_open(&mut officer, true).await;
    watched.app.service.look_for_alarms().await;
    let page = watched.page().await;
    let logs = fact(&page, "Lokit ja niiden varmistuspaikka");
    assert!(logs.contains("Tuotanto: 1 merkintää, varmistettu 1"), "{logs}");
    assert!(fact(&page, "Kello").contains("Tuotanto: uusin merkintä 23.11.2026 klo 11.00.00"));
    assert_eq!(watched.mailed().await, Vec::<String>::new());
    let (_, figures) = watched.ask("/metrics").await;
    let looked = watched.app.clock.now().timestamp();
    assert!(figures.contains(&format!("luotain_alarms_looked_timestamp_seconds {looked}")));
}

#[tokio::test]
async fn a_store_that_takes_no_entry_is_an_alarm_until_it_does_and_needs_no_query_to_open() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    let fails = Arc::clone(&watched.app.shelves[&Environment::Production].fails);
    fails.store(true, Ordering::SeqCst);
    watched.is_open_after_a_query(&mut officer).await;
    let page = watched.seen(&[Alarm::LogStopped]).await;
    assert_eq!(page["closed"].as_array().unwrap().len(), 1);
    assert_eq!(page["closed"][0]["environment"], "Tuotanto");
    assert_eq!(page["alarms"][0]["code"], "log-stopped", "what is on comes first");
    watched.is_open(&mut officer, false).await;
    let (_, words) = watched.ask("/readyz").await;
    assert!(words.contains("alarm: log-stopped"), "{words}");
    // The other environment goes on.
    let code = watched.app.code("plain");
    let training = Query {
        environment: "training",
        ..Query::customer_service(&code)
    };
    assert_eq!(officer.find_person(&training).await.0, StatusCode::OK);
    // However often it is looked: reading alone does not open it.
    watched.seen(&[Alarm::LogStopped]).await;

    fails.store(false, Ordering::SeqCst);
    watched.seen(&[]).await;
    assert_eq!(watched.ask("/readyz").await.0, StatusCode::OK);
    watched.is_open(&mut officer, true).await;
}

impl Watched {
    /// A fault of the store shows with the first query.
    async fn is_open_after_a_query(&mut self, officer: &mut Client) {
        let code = self.app.code("plain");
        let (_, answer) = officer.find_person(&Query::customer_service(&code)).await;
        assert_eq!(problem(&answer), "queries-closed");
    }
}

#[tokio::test]
async fn a_writer_that_has_ended_is_an_alarm_before_anybody_asks() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    watched.app.kill_writers();
    let page = watched.seen(&[Alarm::LogStopped]).await;
    assert_eq!(page["closed"].as_array().unwrap().len(), 2);
    watched.is_open(&mut officer, false).await;
    let (_, figures) = watched.ask("/metrics").await;
    assert!(
        figures.contains("luotain_log_open{log=\"production\"} 0"),
        "{figures}"
    );
}

#[tokio::test]
async fn a_second_place_that_cannot_be_written_is_found_and_told_before_anybody_asks() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    watched.is_open(&mut officer, true).await;
    let fails = Arc::clone(&watched.app.copies[&Environment::Production].fails);
    fails.store(true, Ordering::SeqCst);
    let page = watched.seen(&[Alarm::CopiesUnreachable]).await;
    let alarm = shown(&page, Alarm::CopiesUnreachable);
    assert_eq!(alarm["urgency"], "now");
    assert_eq!(alarm["since"], "23.11.2026 klo 11.00");
    assert!(
        alarm["findings"][0].as_str().unwrap().starts_with("Tuotanto: "),
        "{alarm}"
    );
    watched.is_open(&mut officer, false).await;
    fails.store(false, Ordering::SeqCst);
    let page = watched.seen(&[]).await;
    assert_eq!(
        page["past"][0]["title"],
        "Lokien varmistuspaikka ei ole käytettävissä"
    );
    watched.is_open(&mut officer, true).await;
    // The same for the change log, which closes nothing.
    watched.app.change_copy.fails.store(true, Ordering::SeqCst);
    watched.seen(&[Alarm::CopiesUnreachable]).await;
    watched.is_open(&mut officer, true).await;
    watched.app.change_copy.fails.store(false, Ordering::SeqCst);
    watched.seen(&[]).await;
}

#[tokio::test]
async fn a_second_place_with_another_log_is_an_alarm_of_its_own() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    watched.is_open(&mut officer, true).await;
    let place = Arc::clone(&watched.app.copies[&Environment::Production].note);
    let right = place.lock().unwrap().clone();
    let stranger = NoteSigner::from_seed("localhost/log/production", [99; 32]).unwrap();
    let foreign = Checkpoint::new("localhost/log/production", 0, Frontier::new().root())
        .and_then(|checkpoint| checkpoint.sign(&stranger))
        .unwrap();
    *place.lock().unwrap() = Some(foreign.clone());
    watched.seen(&[Alarm::LogContradicted]).await;
    watched.is_open(&mut officer, false).await;
    // It is evidence: nothing is written over it.
    assert_eq!(*place.lock().unwrap(), Some(foreign));
    *place.lock().unwrap() = None;
    watched.seen(&[Alarm::CopiesUnreachable]).await;
    *place.lock().unwrap() = right;
    watched.seen(&[]).await;
    watched.is_open(&mut officer, true).await;
}

#[tokio::test]
async fn a_disk_that_fills_up_is_told_and_then_closes_queries_until_there_is_room() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    watched.told.free(DiskPlace::Data, 4_000);
    let page = watched.seen(&[Alarm::DiskLow]).await;
    assert_eq!(shown(&page, Alarm::DiskLow)["urgency"], "today");
    watched.is_open(&mut officer, true).await;
    watched.told.free(DiskPlace::Data, 400);
    let page = watched.seen(&[Alarm::DiskFull]).await;
    assert_eq!(page["closed"].as_array().unwrap().len(), 2);
    watched.is_open(&mut officer, false).await;
    // Everything else keeps working.
    let (status, _) = officer.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    watched.told.free(DiskPlace::Data, 80_000);
    watched.seen(&[]).await;
    watched.is_open(&mut officer, true).await;
    watched.told.free(DiskPlace::Backups, 1);
    watched.seen(&[Alarm::DiskLow]).await;
    watched.is_open(&mut officer, true).await;
}

#[tokio::test]
async fn memory_that_will_not_do_for_the_stores_next_merge_is_told_before_it_happens() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    let page = watched.seen(&[]).await;
    assert!(fact(&page, "Muisti").contains("Käytettävissä 8000\u{a0}Mt."));
    *watched.told.memory.lock().unwrap() = Some(memory(4_000, 9_850));
    let page = watched.seen(&[Alarm::MemoryShort]).await;
    let alarm = shown(&page, Alarm::MemoryShort);
    assert_eq!(alarm["urgency"], "today");
    assert_eq!(
        alarm["findings"][0],
        "Käytettävissä 4000\u{a0}Mt. Taulujen yhdistäminen voi tarvita 5940\u{a0}Mt."
    );
    watched.is_open(&mut officer, true).await;
    assert_eq!(
        watched.mailed().await,
        ["Luotain: hälytys, larm, alarm – Muisti ei ehkä riitä"]
    );
    // What the system does not tell for a moment leaves it as it was.
    *watched.told.memory.lock().unwrap() = None;
    watched.app.service.look_for_alarms().await;
    assert!(watched.app.service.alarms().is_on(Alarm::MemoryShort));
    *watched.told.memory.lock().unwrap() = Some(memory(8_000, 9_850));
    watched.seen(&[]).await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_closes_queries_until_it_is_right() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    watched.is_open(&mut officer, true).await;
    watched.app.clock.advance(TimeDelta::minutes(-10));
    let page = watched.seen(&[Alarm::ClockBack]).await;
    assert_eq!(
        shown(&page, Alarm::ClockBack)["findings"][0],
        "Kello on jäljessä 600 sekuntia."
    );
    watched.is_open(&mut officer, false).await;
    watched.app.clock.advance(TimeDelta::minutes(10));
    watched.seen(&[]).await;
    watched.is_open(&mut officer, true).await;
}

#[tokio::test]
async fn the_tolerance_of_the_clock_is_what_is_set() {
    let told = Told::new();
    let app = TestApp::new().await;
    let limits = Limits {
        clock_tolerance: TimeDelta::minutes(15),
        ..Limits::default()
    };
    let with = AlarmSettings { limits, ..settings() };
    app.service.set_up_alarms(with, told);
    let (mut officer, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    for minutes in [0, -10] {
        app.clock.advance(TimeDelta::minutes(minutes));
        app.service.look_for_alarms().await;
        let (status, answer) = officer.find_person(&Query::customer_service(&code)).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    assert!(!app.service.alarms().is_on(Alarm::ClockBack));
    app.clock.advance(TimeDelta::minutes(-6));
    app.service.look_for_alarms().await;
    assert!(app.service.alarms().is_on(Alarm::ClockBack));
}

#[tokio::test]
async fn a_backup_that_fails_and_is_overdue_is_told_and_one_that_is_taken_ends_it() {
    let place = Folder::new("alarm-backups");
    // A file where the folder should be, as if a disk were not mounted.
    let folder = place.0.join("backups");
    std::fs::write(&folder, "").unwrap();
    let newest: Arc<Newest> = Arc::default();
    let every = Duration::from_secs(24 * 3600);
    let machine = Machine::new(&place.0, &place.0).with_backups(&folder, every, Arc::clone(&newest));
    let mut watched = Watched::with(Arc::new(machine), Told::new()).await;
    let fixed = Fixed {
        relying_party: "localhost".to_owned(),
        log_origin: "localhost/log".to_owned(),
    };
    let schedule = Schedule {
        folder: folder.clone(),
        every,
        keep: 2,
    };
    let (store, told) = (Arc::clone(&watched.app.store), Arc::clone(&newest));
    let failing = tokio::spawn(keep_taking(
        store,
        fixed.clone(),
        place.0.clone(),
        schedule.clone(),
        told,
    ));
    while newest.failing_since().is_none() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    failing.abort();
    watched.app.service.look_for_alarms().await;
    assert!(watched.app.service.alarms().is_on(Alarm::BackupFailed));
    assert!(!watched.app.service.alarms().is_on(Alarm::BackupOverdue));

    // Two days later there is still none.
    let app = &watched.app;
    app.clock.advance(TimeDelta::hours(49));
    app.service.look_for_alarms().await;
    let (_, figures) = watched.ask("/metrics").await;
    for alarm in [Alarm::BackupFailed, Alarm::BackupOverdue] {
        let figure = format!("luotain_alarm{{name=\"{}\"}} 1", alarm.code());
        assert!(figures.contains(&figure), "{figures}");
    }
    watched.pass(TimeDelta::zero()).await;
    let page = watched.page().await;
    assert_eq!(
        shown(&page, Alarm::BackupOverdue)["findings"],
        json!(["Yhtään varmuuskopiota ei ole."])
    );
    assert!(shown(&page, Alarm::BackupFailed)["since"].is_string());

    // The disk is there again.
    std::fs::remove_file(&folder).unwrap();
    let (store, told) = (Arc::clone(&watched.app.store), Arc::clone(&newest));
    let taking = tokio::spawn(keep_taking(store, fixed, place.0.clone(), schedule, told));
    while newest.taken().is_none() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    taking.abort();
    assert_eq!(newest.failing_since(), None);
    watched.app.service.look_for_alarms().await;
    let alarms = watched.app.service.alarms();
    assert!(!alarms.is_on(Alarm::BackupFailed));
    let page = watched.page().await;
    assert!(fact(&page, "Viimeisin varmuuskopio").contains("todettu eheäksi"));
}

#[tokio::test]
async fn mail_that_does_not_go_out_is_shown_and_not_told_by_mail() {
    let mut watched = Watched::new().await;
    let server = SmtpServer::start(Tls::None).await;
    let carrier = SmtpCarrier::new(
        "localhost",
        server.port,
        Security::None,
        None,
        "Luotain <luotain@agency.example>".parse().unwrap(),
        None,
    )
    .unwrap();
    let (mut responsible, _) = watched.app.signed_in("kunta.vastuu").await;
    let (status, created) = add(&mut responsible, &watched.app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    // Waiting without a server is no fault, however long.
    watched.pass(TimeDelta::hours(3)).await;
    watched.seen(&[]).await;
    server.set(Mood::Later);
    watched.app.service.send_mail(&carrier).await.unwrap();
    let page = watched.seen(&[Alarm::MailStuck]).await;
    assert!(
        shown(&page, Alarm::MailStuck)["findings"][0]
            .as_str()
            .unwrap()
            .starts_with("Jumissa olevia viestejä: 1.")
    );
    assert!(fact(&page, "Lähtevät viestit").contains("Odottaa lähettämistä: 1"));
    assert_eq!(watched.mailed().await, Vec::<String>::new());
    server.set(Mood::Takes);
    watched.app.clock.advance(TimeDelta::minutes(2));
    watched.app.service.send_mail(&carrier).await.unwrap();
    watched.seen(&[]).await;
    // Nobody goes through the outbox any more.
    watched.pass(TimeDelta::minutes(31)).await;
    watched.seen(&[Alarm::MailStuck]).await;
}

#[tokio::test]
async fn a_change_log_that_cannot_be_written_is_told_and_closes_nothing() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    watched.app.kill_change_writer();
    let page = watched.seen(&[Alarm::ChangeLogWaits]).await;
    assert!(
        shown(&page, Alarm::ChangeLogWaits)["findings"][0]
            .as_str()
            .unwrap()
            .starts_with("Muutosloki: ")
    );
    watched.is_open(&mut officer, true).await;
}

#[tokio::test]
async fn the_begin_and_the_end_of_an_alarm_stand_in_the_change_log() {
    let mut watched = Watched::new().await;
    let fails = Arc::clone(&watched.app.copies[&Environment::Training].fails);
    fails.store(true, Ordering::SeqCst);
    watched.seen(&[Alarm::CopiesUnreachable]).await;
    watched.seen(&[Alarm::CopiesUnreachable]).await;
    fails.store(false, Ordering::SeqCst);
    watched.app.clock.advance(TimeDelta::minutes(5));
    watched.seen(&[]).await;
    let told: Vec<_> = watched
        .app
        .changes()
        .await
        .into_iter()
        .filter(|(_, change)| matches!(change.act, ChangeAct::AlarmBegun | ChangeAct::AlarmEnded))
        .map(|(_, change)| {
            assert_eq!(change.actor, None);
            let detail = change.details[0].after.clone().unwrap();
            (change.act, change.subject, detail)
        })
        .collect();
    let subject = Subject::Setting("alarm/copies-unreachable".to_owned());
    assert_eq!(
        told,
        [
            (
                ChangeAct::AlarmEnded,
                subject.clone(),
                "2026-11-23T09:00:00Z".to_owned()
            ),
            (ChangeAct::AlarmBegun, subject, "training:copy".to_owned()),
        ]
    );
    // In words, on the authority's page.
    let query = json!({ "query": {
        "actor": "", "person": "", "organisation": null, "act": "alarm.ended",
        "from": null, "until": null, "before": null,
    } });
    let (status, page) = watched
        .authority
        .post("/api/authority/changes/list", &query)
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_eq!(
        page["rows"][0]["subject"],
        "Lokien varmistuspaikka ei ole käytettävissä"
    );
    assert_eq!(page["rows"][0]["fields"][0]["after"], "23.11.2026 klo 11.00");
}

#[tokio::test]
async fn mail_tells_of_begin_and_end_and_a_flapping_alarm_is_told_once_an_hour() {
    let mut watched = Watched::new().await;
    for _ in 0..5 {
        watched.told.free(DiskPlace::Data, 4_000);
        watched.seen(&[Alarm::DiskLow]).await;
        watched.told.free(DiskPlace::Data, 80_000);
        watched.app.clock.advance(TimeDelta::minutes(2));
        watched.seen(&[]).await;
    }
    assert_eq!(
        watched.mailed().await,
        ["Luotain: hälytys, larm, alarm – Levytila on vähissä"]
    );
    let messages = watched.app.store.list_outbox().await.unwrap();
    let text = &messages[0].text;
    for part in [
        "Hälytys alkoi 23.11.2026 klo 11.00: Levytila on vähissä.",
        "Datakansio: 4000\u{a0}Mt vapaana",
        "Diskutrymmet håller på att ta slut",
        "Make room or enlarge the disk today.",
        "http://localhost:3000/authority/status",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // An hour after the first mail it is told how it stands by then.
    watched.pass(TimeDelta::minutes(50)).await;
    watched.seen(&[]).await;
    watched.seen(&[]).await;
    assert_eq!(
        watched.mailed().await[1..],
        ["Luotain: hälytys ohi, larm över, alarm over – Levytila on vähissä"]
    );
    // Another alarm is not held back by it.
    watched.app.kill_change_writer();
    watched.seen(&[Alarm::ChangeLogWaits]).await;
    assert_eq!(watched.mailed().await.len(), 3);
}

#[tokio::test]
async fn an_alarm_outlives_a_restart_with_its_beginning_and_is_not_told_twice() {
    let mut watched = Watched::new().await;
    let fails = Arc::clone(&watched.app.copies[&Environment::Production].fails);
    fails.store(true, Ordering::SeqCst);
    watched.seen(&[Alarm::CopiesUnreachable]).await;
    watched.app.service.settle_changes().await;
    watched.app.clock.advance(TimeDelta::minutes(20));
    let next = watched.app.restarted().await;
    next.service
        .set_up_alarms(settings(), Arc::clone(&watched.told) as Arc<dyn Probes>);
    watched.watch = watch_of(&next);
    watched.authority.router = next.router.clone();
    watched.app = next;
    let page = watched.seen(&[Alarm::CopiesUnreachable]).await;
    assert_eq!(
        shown(&page, Alarm::CopiesUnreachable)["since"],
        "23.11.2026 klo 11.00"
    );
    assert_eq!(watched.mailed().await.len(), 1);
    let begun = watched.app.changes().await;
    let begun = begun
        .iter()
        .filter(|(_, change)| change.act == ChangeAct::AlarmBegun);
    assert_eq!(begun.count(), 1);
    fails.store(false, Ordering::SeqCst);
    watched.seen(&[]).await;
    let kept = watched.app.store.list_alarm_episodes(10).await.unwrap();
    assert_eq!(kept.len(), 1);
    let lasted = |until: Option<DateTime<Utc>>| until.unwrap() - kept[0].since;
    assert_eq!(lasted(kept[0].until), TimeDelta::minutes(20));
}

#[tokio::test]
async fn only_those_who_may_see_the_state_are_shown_it_and_told_of_an_alarm() {
    let mut watched = Watched::new().await;
    let (mut officer, _) = watched.app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = watched.app.signed_in("kunta.vastuu").await;
    let (mut approver, _) = watched.app.signed_in("viranomainen.hyvaksyja").await;
    let (mut auditor, _) = watched.app.signed_in("viranomainen.tarkastaja").await;
    watched.told.free(DiskPlace::Data, 4_000);
    watched.seen(&[Alarm::DiskLow]).await;
    for client in [&mut officer, &mut responsible, &mut approver] {
        let (status, _) = client.post("/api/authority/status/view", &json!({})).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (_, watch) = client.post("/api/session/watch", &json!({})).await;
        assert_eq!(watch["signed-in"]["has_alarm"], false);
        let (_, _, html) = client.get("/user").await;
        assert!(!html.contains("alarm-banner"));
    }
    for client in [&mut auditor, &mut watched.authority] {
        let (status, _) = client.post("/api/authority/status/view", &json!({})).await;
        assert_eq!(status, StatusCode::OK);
        let (_, watch) = client.post("/api/session/watch", &json!({})).await;
        assert_eq!(watch["signed-in"]["has_alarm"], true);
        let (_, _, html) = client.get("/user").await;
        assert!(html.contains("alarm-banner"));
        // The page itself shows the alarms.
        let (_, _, html) = client.get("/authority/status").await;
        assert!(!html.contains("alarm-banner"));
    }
    watched.told.free(DiskPlace::Data, 80_000);
    watched.seen(&[]).await;
    let (_, watch) = auditor.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch["signed-in"]["has_alarm"], false);
}

#[tokio::test]
async fn queries_closed_by_order_are_told_with_the_words_for_users() {
    let mut watched = Watched::new().await;
    let lever = json!({ "kind": "queries" });
    assert_eq!(
        pull(&mut watched.authority, lever.clone()).await.0,
        StatusCode::OK
    );
    let page = watched.seen(&[]).await;
    let closed = page["closed"].as_array().unwrap();
    assert_eq!(closed.len(), 2);
    assert!(
        closed[0]["reasons"][0]
            .as_str()
            .unwrap()
            .contains("Tietoturvapoikkeama")
    );
    assert_eq!(release(&mut watched.authority, lever).await.0, StatusCode::OK);
    assert_eq!(watched.seen(&[]).await["closed"], json!([]));
}
