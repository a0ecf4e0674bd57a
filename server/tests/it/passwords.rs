//! A forgotten password (S71): the same answer for everybody, a link that works once, and a key
//! that is never skipped.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::permit::Key;
use luotain::store::counted;
use serde_json::{Value, json};

use crate::management::{add, target};
use crate::support::{Client, SoftKey, TestApp, own_password, problem};

const NEW: &str = "aivan uusi salalause tästä";

async fn order(client: &mut Client, username: &str) -> (StatusCode, Value) {
    client
        .post("/api/sign-in/password-order", &json!({ "username": username }))
        .await
}

async fn reset(client: &mut Client, secret: &str, username: &str, password: &str) -> (StatusCode, Value) {
    let reset = json!({ "reset": {
        "secret": secret, "username": username, "password": password, "repeated": password,
    } });
    client.post("/api/sign-in/password-reset", &reset).await
}

/// The secrets of the links that wait for a username; there is at most one.
async fn secrets(app: &TestApp, id: &str) -> Vec<String> {
    let messages = app.store.list_outbox().await.unwrap();
    messages
        .iter()
        .filter(|message| message.username.as_str() == id)
        .filter_map(|message| message.text.split_once("/password/new#password="))
        .map(|(_, rest)| rest.chars().take_while(char::is_ascii_alphabetic).collect())
        .collect()
}

/// The secret of a username's link, once it is there: it is written after the answer.
async fn secret(app: &TestApp, id: &str) -> String {
    let wait = async {
        loop {
            if let Some(secret) = secrets(app, id).await.pop() {
                return secret;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap()
}

/// Time for what is done after an answer; used where nothing is expected to come of it.
async fn settle(app: &TestApp, username: &str, orders: usize) {
    let id = Key::parse(username).unwrap();
    let wait = async {
        loop {
            let events = app.store.list_audit_events(&id).await.unwrap();
            if events.iter().filter(|event| *event == "password.ordered").count() >= orders {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
    tokio::time::sleep(Duration::from_millis(150)).await;
}

/// A user who has finished the first sign-in, signed in, and a link ordered for them.
async fn ordered(app: &TestApp) -> (Client, SoftKey, String) {
    let (client, key) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = order(&mut app.client(), " Kunta.Kysely1 ").await;
    assert_eq!((status, answer), (StatusCode::OK, Value::Null));
    (client, key, secret(app, "kunta-kysely1").await)
}

#[tokio::test]
async fn a_link_sets_a_password_ends_the_sessions_and_does_not_skip_the_key() {
    let app = TestApp::new().await;
    let (mut open, mut key, secret) = ordered(&app).await;
    let mut client = app.client();
    let (status, answer) = reset(&mut client, &secret, "kunta.kysely1", NEW).await;
    assert_eq!((status, answer), (StatusCode::OK, Value::Null));
    assert_eq!(client.cookie, None, "nobody is signed in by it");

    let (status, _) = open.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "open sessions have ended");
    let (status, _) = app
        .client()
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "the old password is dead");
    let (status, stage) = client.give_password("kunta.kysely1", NEW).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("use-key")));
    let (status, _) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(client.use_key(&mut key).await.1, "signed-in");

    // The owner is told, and the link is not in the outbox any more.
    let messages = app.store.list_outbox().await.unwrap();
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].subject.contains("on vaihdettu"),
        "{}",
        messages[0].subject
    );
    assert!(messages[0].text.contains("/suspicion"));
}

#[tokio::test]
async fn a_link_works_once_for_its_username_within_an_hour() {
    let app = TestApp::new().await;
    let (_, _, secret) = ordered(&app).await;
    app.signed_in("kunta.kysely2").await;
    let mut client = app.client();
    for (link, username) in [
        (secret.as_str(), "kunta.kysely2"),
        (secret.as_str(), "ei.ketaan"),
        ("bcdfghjkmnpqrstvbcdfghjkmnpqrstv", "kunta.kysely1"),
        ("", "kunta.kysely1"),
    ] {
        let (status, answer) = reset(&mut client, link, username, NEW).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::UNAUTHORIZED, "password-link"),
            "{username}"
        );
    }
    app.clock.advance(TimeDelta::minutes(59));
    assert_eq!(
        reset(&mut client, &secret, "kunta.kysely1", NEW).await.0,
        StatusCode::OK
    );
    let (status, _) = reset(&mut client, &secret, "kunta.kysely1", "jokin toinen pitkä lause").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "used");
    assert_eq!(client.give_password("kunta.kysely1", NEW).await.0, StatusCode::OK);

    order(&mut client, "kunta.kysely2").await;
    let late = self::secret(&app, "kunta-kysely2").await;
    app.clock.advance(TimeDelta::minutes(60));
    let (status, _) = reset(&mut client, &late, "kunta.kysely2", NEW).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "lapsed");
}

#[tokio::test]
async fn only_the_newest_link_is_good_and_a_mailbox_is_not_filled() {
    let app = TestApp::new().await;
    let (_, _, first) = ordered(&app).await;
    // Within five minutes nothing more is sent, and the link that is on its way stays good.
    order(&mut app.client(), "kunta.kysely1").await;
    settle(&app, "kunta-kysely1", 2).await;
    assert_eq!(secrets(&app, "kunta-kysely1").await, std::slice::from_ref(&first));
    app.clock.advance(TimeDelta::minutes(5));
    order(&mut app.client(), "kunta.kysely1").await;
    settle(&app, "kunta-kysely1", 3).await;
    let second = secrets(&app, "kunta-kysely1").await;
    assert_eq!(second.len(), 1);
    assert_ne!(second[0], first);
    let (status, _) = reset(&mut app.client(), &first, "kunta.kysely1", NEW).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    // Six a day.
    let mut last = second;
    for number in 4..12 {
        app.clock.advance(TimeDelta::minutes(40));
        order(&mut app.client(), "kunta.kysely1").await;
        settle(&app, "kunta-kysely1", number).await;
        let now = secrets(&app, "kunta-kysely1").await;
        // The first two orders brought two links; four more come.
        assert_eq!(now != last, number < 8, "order {number}");
        last = now;
    }
}

#[tokio::test]
async fn every_username_gets_the_same_answer_after_the_same_work() {
    let app = TestApp::new().await;
    app.signed_in("kunta.kysely1").await;
    app.signed_in("kunta.kysely2").await;
    app.service.end_username("kunta.kysely2").await.unwrap();
    let mut answers = Vec::new();
    for username in ["kunta.kysely1", "kunta.kysely2", "pankki.kysely1", "ei.ketaan"] {
        let mut client = app.client();
        let before = app.service.passwords().verifications();
        let (answer, work) = counted(order(&mut client, username)).await;
        answers.push((answer, work, app.service.passwords().verifications() - before));
    }
    assert_eq!(answers[0].0, (StatusCode::OK, Value::Null));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn a_wrong_username_costs_the_link_nothing_and_the_server_the_same() {
    let app = TestApp::new().await;
    ordered(&app).await;
    let wrong = "bcdfghjkmnpqrstvbcdfghjkmnpqrstv";
    let mut answers = Vec::new();
    for username in ["kunta.kysely1", "ei.ketaan"] {
        let mut client = app.client();
        let (mut answer, work) = counted(reset(&mut client, wrong, username, NEW)).await;
        answer.1["request"] = Value::Null;
        answers.push((answer, work));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_weak_password_is_refused_before_the_link_is_used() {
    let app = TestApp::new().await;
    let (_, _, secret) = ordered(&app).await;
    let mut client = app.client();
    for (password, reason) in [
        ("lyhyt", "too-short"),
        ("kunta.kysely1 ja muuta", "holds-username"),
    ] {
        let (status, answer) = reset(&mut client, &secret, "kunta.kysely1", password).await;
        assert_eq!(
            (status, &answer["problem"]["detail"]),
            (StatusCode::BAD_REQUEST, &json!(reason))
        );
    }
    let differ = json!({ "reset": {
        "secret": secret, "username": "kunta.kysely1", "password": NEW, "repeated": "jotain muuta pitkää",
    } });
    let (_, answer) = client.post("/api/sign-in/password-reset", &differ).await;
    assert_eq!(answer["problem"]["detail"], "differ");
    assert_eq!(
        reset(&mut client, &secret, "kunta.kysely1", NEW).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn no_link_goes_to_the_ended_the_locked_and_those_who_have_not_finished_the_first_sign_in() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    app.signed_in("kunta.kysely2").await;
    app.service.end_username("kunta.kysely2").await.unwrap();
    let (status, _) = client
        .post("/api/suspicion/report", &json!({ "confirmed": true }))
        .await;
    assert_eq!(status, StatusCode::OK);
    // An own password, but no key.
    let mut half = app.client();
    half.give_password("pankki.kysely2", &app.temporary_password("pankki.kysely2"))
        .await;
    half.set_password(&own_password("pankki.kysely2")).await;
    for (username, id) in [
        ("kunta.kysely1", "kunta-kysely1"),
        ("kunta.kysely2", "kunta-kysely2"),
        ("pankki.kysely1", "pankki-kysely1"),
        ("pankki.kysely2", "pankki-kysely2"),
    ] {
        assert_eq!(order(&mut app.client(), username).await.0, StatusCode::OK);
        settle(&app, id, 1).await;
        assert!(secrets(&app, id).await.is_empty(), "{username}");
    }
}

#[tokio::test]
async fn one_who_has_set_a_password_and_lost_it_before_linking_a_key_is_invited_again() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_, created) = add(&mut responsible, &app.code("plain"), "Tiina Testaaja").await;
    let (id, username) = (
        created["id"].as_str().unwrap().to_owned(),
        created["username"].as_str().unwrap().to_owned(),
    );
    let first = crate::management::invitation(&app, &id).await;
    let mut client = app.client();
    client.give_password(&username, &first).await;
    client.set_password(&own_password(&username)).await;
    let again = json!({ "target": target(&mut responsible, &id).await });
    let (status, answer) = responsible.post("/api/management/person/invite", &again).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    crate::management::first_sign_in(&app, &id, &username).await;
}

#[tokio::test]
async fn a_link_ordered_before_everything_was_ended_opens_nothing_afterwards() {
    let app = TestApp::new().await;
    let (_, _, secret) = ordered(&app).await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let target = target(&mut responsible, "kunta-kysely1").await;
    let end = json!({ "target": target, "reason": "lähtee organisaatiosta" });
    let (status, _) = responsible.post("/api/management/person/end", &end).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = reset(&mut app.client(), &secret, "kunta.kysely1", NEW).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(secrets(&app, "kunta-kysely1").await.is_empty());
}

#[tokio::test]
async fn ordering_is_slowed_down_alike_for_known_and_unknown_usernames() {
    let app = TestApp::new().await;
    app.signed_in("kunta.kysely1").await;
    for username in ["kunta.kysely1", "ei.ketaan"] {
        let mut statuses = Vec::new();
        for _ in 0..6 {
            statuses.push(order(&mut app.client(), username).await.0);
        }
        assert_eq!(statuses[..5], [StatusCode::OK; 5], "{username}");
        assert_eq!(statuses[5], StatusCode::TOO_MANY_REQUESTS, "{username}");
    }
    // Signing in goes on as before.
    let (status, _) = app
        .client()
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn guessing_a_link_is_slowed_down_as_guessing_a_password_is() {
    let app = TestApp::new().await;
    ordered(&app).await;
    let mut client = app.client();
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(reset(&mut client, "bcdf", "kunta.kysely1", NEW).await.0);
    }
    assert_eq!(statuses[5], StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_pages_for_those_who_cannot_sign_in_are_public_and_name_the_support_phone() {
    let app = TestApp::new().await;
    for path in ["/sign-in", "/password/order", "/password/new", "/suspicion"] {
        let (status, headers, page) = app.client().get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(page.contains("0295 000 000"), "{path}");
        assert!(
            headers["cache-control"].to_str().unwrap().contains("no-store"),
            "{path}"
        );
    }
}
