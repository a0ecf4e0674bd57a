//! The operator's log and the metrics hold nothing of anybody (ASVS 14.2.4, 16.2.5): everything
//! that they say, at the most talkative level, is read after a run of everything.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use axum::middleware::from_fn_with_state;
use luotain::environment::Environment;
use luotain_server::operator_log::asked;
use luotain_server::watch::{self, Watch};
use serde_json::json;
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

use crate::management::{add, first_sign_in, give, invitation, target};
use crate::person_identification::{add_namesakes, namesakes, plain};
use crate::places::{at, body};
use crate::support::{Client, Query, TestApp, kept_of, own_password};

/// All that was said.
#[derive(Clone, Default)]
struct Words(Arc<Mutex<Vec<u8>>>);

impl Words {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Words {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Words {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Takes what this thread says from now on, as the program would tell it.
fn listen(level: &str) -> (Words, (tracing::subscriber::DefaultGuard, tracing::Dispatch)) {
    // While there is one subscriber only, a place in the code that is first come to on the thread of
    // another test asks the subscriber of that thread whether to tell, and keeps its no for all.
    let second = tracing::Dispatch::new(tracing_subscriber::registry());
    let words = Words::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(asked(level).filter)
        .with_writer(words.clone())
        .json()
        .flatten_event(true)
        .finish();
    let told = tracing::subscriber::set_default(subscriber);
    (words, (told, second))
}

/// Whoever or whatever must not be told of.
#[derive(Default)]
struct Secrets(BTreeSet<String>);

impl Secrets {
    fn add(&mut self, secret: impl Into<String>) {
        let secret = secret.into();
        assert!(secret.chars().count() > 3, "{secret} would be found anywhere");
        self.0.insert(secret.to_lowercase());
    }

    /// An identity code in the forms in which it may be written.
    fn add_code(&mut self, code: &str) {
        self.add(code);
        self.add(code.replace(|sign: char| !sign.is_ascii_digit(), ""));
    }

    fn add_client(&mut self, client: &Client) {
        self.add(client.cookie.clone().unwrap());
    }

    /// The first of them that stands in a text, if any does.
    fn in_text(&self, text: &str) -> Option<&str> {
        let text = text.to_lowercase();
        self.0
            .iter()
            .map(String::as_str)
            .find(|secret| text.contains(secret))
    }
}

/// What a person's users type in and the register answers.
const NAMES: [&str; 13] = [
    "Mäkinen",
    "Antti Olavi",
    "Kaima",
    "Toivo Tapani",
    "Koivukuja",
    "Tiina Testaaja",
    "tiina.testaaja@kuusela.example",
    "Kaisa Kysyjä",
    "Veikko Vastuu",
    "KUU 12/2026",
    "12.5.1984",
    "1984-05-12",
    "salalause",
];

#[tokio::test]
async fn nothing_of_anybody_stands_in_the_log_or_the_metrics_at_any_level() {
    let (words, told) = listen("trace");
    let mut app = TestApp::new().await;
    let watch = Watch::new(Arc::clone(&app.service), &std::env::temp_dir());
    app.router = app
        .router
        .clone()
        .layer(from_fn_with_state(Arc::clone(&watch), watch::count));
    let mut secrets = Secrets::default();
    for name in NAMES {
        secrets.add(name);
    }
    let codes: Vec<String> = app
        .persons
        .values()
        .map(|code| code.as_str().to_owned())
        .collect();
    for code in &codes {
        secrets.add_code(code);
    }
    for username in [
        "kunta.kysely1",
        "kunta.kysely2",
        "kunta.vastuu",
        "pankki.kysely2",
        "tekninen.kysely1",
    ] {
        secrets.add(app.temporary_password(username));
    }

    sign_ins_that_fail(&app, &mut secrets).await;
    persons(&app, &codes, &mut secrets).await;
    places(&app, &mut secrets).await;
    people(&app, &mut secrets).await;
    addresses_with_codes_in_them(&app, &codes).await;
    failures(&app, &codes).await;

    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let metrics = watch::routes(watch).oneshot(request).await.unwrap();
    let metrics = axum::body::to_bytes(metrics.into_body(), usize::MAX)
        .await
        .unwrap();
    let metrics = String::from_utf8_lossy(&metrics).into_owned();
    let text = words.text();

    // They told of all of it …
    for told in [
        "\"http.route\":\"/api/query/person\"",
        "\"http.route\":\"/api/query/person/identify\"",
        "\"http.route\":\"/api/query/person/hit\"",
        "\"http.route\":\"/api/query/person/ownership\"",
        "\"http.route\":\"/api/query/place\"",
        "\"http.route\":\"/api/management/person/create\"",
        "\"http.route\":\"none\"",
        "queries are closed",
    ] {
        assert!(text.contains(told), "{told} is not told");
    }
    assert!(metrics.contains("endpoint=\"query/person\""), "{metrics}");
    // … and named nobody.
    for (place, text) in [("log", &text), ("metrics", &metrics)] {
        let lines = text
            .lines()
            .filter_map(|line| Some((secrets.in_text(line)?, line)));
        let found: Vec<_> = lines.collect();
        assert!(found.is_empty(), "in the {place}: {found:#?}");
    }

    // One who tells is found.
    tracing::warn!(code = codes[0].as_str(), "found");
    drop(told);
    assert!(secrets.in_text(&words.text()).is_some());
}

/// Wrong passwords, a wrong key, links and codes that open nothing.
async fn sign_ins_that_fail(app: &TestApp, secrets: &mut Secrets) {
    for (username, password) in [
        ("kunta.kysely1", "väärä mutta pitkä salasana"),
        ("ei.ketaan", "toinen väärä salasana"),
        ("010190-999W", "kolmas väärä salasana"),
    ] {
        secrets.add(password);
        let (status, _) = app.client().give_password(username, password).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    secrets.add_code("010190-999W");
    let reset = json!({ "reset": {
        "username": "kunta.kysely1", "secret": "bcdfghjklmnpqrstvwxzbcdfghjklmnp",
        "password": own_password("kunta.kysely1"), "repeated": own_password("kunta.kysely1"),
    } });
    secrets.add("bcdfghjklmnpqrstvwxz");
    let order = json!({ "username": "pankki.kysely1" });
    for (path, body) in [("password-reset", reset), ("password-order", order)] {
        app.client().post(&format!("/api/sign-in/{path}"), &body).await;
    }
    let (mut client, _) = app.signed_in("pankki.kysely2").await;
    client.post("/api/session/sign-out", &json!({})).await;
    client
        .give_password("pankki.kysely2", &own_password("pankki.kysely2"))
        .await;
    let code = json!({ "code": "bcdf-ghjk-lmnp-qrst-vwxz" });
    client.post("/api/sign-in/enrolment", &code).await;
    client.post("/api/sign-in/key/start", &json!({})).await;
    let forged = b"{\"answer\":{\"id\":\"x\",\"credential\":{}}}";
    client.post_raw("/api/sign-in/key/finish", forged.to_vec()).await;
}

/// Every named person in two roles, by code, by name, by what they own; answers opened again.
async fn persons(app: &TestApp, codes: &[String], secrets: &mut Secrets) {
    let namesake_codes = Mutex::new(Vec::new());
    add_namesakes(app, 2, |_, person| {
        namesake_codes.lock().unwrap().push(person.code)
    })
    .await;
    for code in namesake_codes.into_inner().unwrap() {
        secrets.add_code(code.as_str());
    }
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    secrets.add_client(&client);
    for code in codes {
        for query in [
            Query::customer_service(code),
            Query::social_work(code),
            Query::bank(code),
        ] {
            let (_, answer) = client.find_person(&query).await;
            if answer["answer"]["kept"].is_string() {
                // Asked for all of them, given for those under a non-disclosure.
                let kept = json!({ "id": kept_of(&answer) });
                client.post("/api/query/confirm/start", &kept).await;
                client.post("/api/query/kept/open", &kept).await;
            }
        }
        let wrong = Query {
            reference: code,
            ..Query::customer_service(code)
        };
        assert_eq!(client.find_person(&wrong).await.0, StatusCode::BAD_REQUEST);
        let training = Query {
            environment: "training",
            ..Query::customer_service(code)
        };
        assert_eq!(client.find_person(&training).await.0, StatusCode::OK);
    }
    let protected = app.code("nonDisclosure");
    let (_, answer) = client.find_person(&Query::social_work(&protected)).await;
    let (status, opened) = client.open_with_key(&mut key, &kept_of(&answer)).await;
    assert_eq!(status, StatusCode::OK, "{opened}");
    secrets.add_code("131052-308T");
    for code in ["131052-308T", "010190-999K", "'; DELETE person; -- 131052"] {
        client.find_person(&Query::customer_service(code)).await;
        let broken = format!("{{\"query\":{{\"code\":\"{code}\"");
        client.post_raw("/api/query/person", broken.into_bytes()).await;
    }
    plain().found(&mut client).await;
    let list = namesakes().found(&mut client).await;
    let mut hit = namesakes().body();
    hit["query"]["hit"] = list["answer"]["hits"][0]["id"].clone();
    let (status, opened) = client.post("/api/query/person/hit", &hit).await;
    assert_eq!(status, StatusCode::OK, "{opened}");
    let wrong = json!({ "id": kept_of(&opened) });
    client.post("/api/query/kept/wrong-person", &wrong).await;
    let own = json!({ "environment": "production", "day": null, "before": null });
    for (path, body) in [
        ("query/own", &own),
        ("query/kept/list", &json!({})),
        ("user/services", &json!({})),
    ] {
        let (status, answer) = client.post(&format!("/api/{path}"), body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    client
        .post(
            "/api/query/person/ownership",
            &Query::social_work(&codes[0]).body(),
        )
        .await;
    let (status, _, _) = client.get("/production/query/kunta/asiakaspalvelu").await;
    assert_eq!(status, StatusCode::OK);
    secrets.add_client(&client);
}

/// A building by address and by identifier, a property, an apartment, streets.
async fn places(app: &TestApp, secrets: &mut Secrets) {
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    secrets.add_client(&client);
    for criteria in [
        at("Tampere", "Koivukuja", "7", ""),
        at("Tampere", "Koivukuja", "7", "A 1"),
        at("Tampere", "Ei sellaista Koivukujaa", "7", ""),
        json!({ "by": "building", "identifier": "Koivukuja 7" }),
        json!({ "by": "property", "identifier": "837-123-45-6" }),
    ] {
        client
            .post("/api/query/place", &body("rakennusvalvonta", &criteria))
            .await;
    }
    for path in ["municipalities", "streets"] {
        let typed = json!({ "typed": "Koivukuja", "municipality": "837" });
        client.post(&format!("/api/places/{path}"), &typed).await;
    }
}

/// A person is brought in, gets a right, signs in, loses a key, is locked and ended.
async fn people(app: &TestApp, secrets: &mut Secrets) {
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    secrets.add_client(&responsible);
    let (status, created) = add(&mut responsible, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let id = created["id"].as_str().unwrap().to_owned();
    secrets.add(invitation(app, &id).await);
    let aim = target(&mut responsible, &id).await;
    let role = ("kunta", "asiakaspalvelu");
    give(&mut responsible, &aim, role, ("2026-11-23", "2027-06-30")).await;
    let (mut client, _) = first_sign_in(app, &id, created["username"].as_str().unwrap()).await;
    secrets.add_client(&client);
    let aim = target(&mut responsible, &id).await;
    let order = json!({ "target": aim, "checked": "tunnettu henkilökohtaisesti" });
    let (_, code) = responsible.post("/api/management/enrolment/issue", &order).await;
    secrets.add(code["code"].as_str().unwrap());
    client
        .post("/api/suspicion/report", &json!({ "confirmed": true }))
        .await;
    let aim = target(&mut responsible, &id).await;
    let end = json!({ "target": aim, "reason": "lähtee organisaatiosta" });
    let (status, answer) = responsible.post("/api/management/person/end", &end).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (mut authority, _) = app.signed_in("viranomainen").await;
    secrets.add_client(&authority);
    authority.post("/api/authority/outbox/list", &json!({})).await;
}

/// What people paste into the address bar, and what a stranger sends from elsewhere.
async fn addresses_with_codes_in_them(app: &TestApp, codes: &[String]) {
    let mut client = app.client();
    for code in codes {
        for path in [
            format!("/{code}"),
            format!("/help/{code}"),
            format!("/language/{code}"),
            format!("/texts/{code}"),
            format!("/pkg/{code}"),
            format!("/api/{code}"),
            format!("/api/query/person?code={code}"),
            format!("/production/query/{code}/{code}"),
        ] {
            let (status, _, _) = client.get(&path).await;
            assert_ne!(status, StatusCode::OK, "{path}");
        }
    }
    let mut foreign = app.client();
    foreign
        .headers
        .insert("origin", HeaderValue::from_static("https://evil.example"));
    foreign.find_person(&Query::customer_service(&codes[0])).await;
}

/// A full disk and a stopped writer.
async fn failures(app: &TestApp, codes: &[String]) {
    let (mut client, _) = app.signed_in("kunta.kysely2").await;
    let fails = &app.shelves[&Environment::Production].fails;
    fails.store(true, Ordering::SeqCst);
    for code in codes {
        let (status, _) = client.find_person(&Query::customer_service(code)).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
    app.kill_writers();
    client.find_person(&Query::customer_service(&codes[0])).await;
}

#[tokio::test]
async fn attempts_past_the_rules_are_told() {
    let (words, _told) = listen("");
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    assert!(!words.text().contains("refused"), "{}", words.text());

    let mut foreign = client.clone();
    foreign
        .headers
        .insert("origin", HeaderValue::from_static("https://evil.example"));
    foreign.find_person(&Query::customer_service(&code)).await;
    client.post_raw("/api/query/person", b"{".to_vec()).await;
    client.post_raw("/api/query/person", vec![b' '; 65 * 1024]).await;
    client.find_person(&Query::bank(&code)).await;
    client.post("/api/authority/changes/list", &json!({})).await;
    for _ in 0..7 {
        app.client()
            .give_password("kunta.kysely2", "väärä mutta pitkä salasana")
            .await;
    }
    let text = words.text();
    for (route, status) in [
        ("query/person", 403),
        ("query/person", 400),
        ("query/person", 413),
        ("authority/changes/list", 404),
        ("sign-in/password", 401),
        ("sign-in/password", 429),
    ] {
        let mut lines = text
            .lines()
            .filter(|line| line.contains("\"message\":\"refused\""));
        let told = lines.any(|line| {
            line.contains(&format!("\"http.route\":\"/api/{route}\""))
                && line.contains(&format!("\"http.status\":{status}"))
        });
        assert!(told, "{route} {status} is not told: {text}");
    }
}
