//! The terms of use (S76, S77, S113): the session is not complete before they are accepted.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::access::Callers;
use luotain::permit::Key;
use luotain::service::Clock;
use luotain::session::{AcceptedTerms, TERMS_VERSION};
use luotain::store::{Settings, Store};
use luotain_app::api::rights::RIGHTS;
use luotain_server::demo;
use serde_json::json;

use crate::support::{Client, CountingEntropy, ORIGIN, SoftKey, TestApp, own_password, problem};

fn id() -> Key {
    Key::parse("kunta-kysely1").unwrap()
}

/// A user who accepted an earlier version, signed in up to the terms.
async fn at_the_terms(app: &TestApp) -> (Client, SoftKey) {
    let earlier = AcceptedTerms {
        version: "2020-01-01".to_owned(),
        time: app.clock.now(),
    };
    app.store.accept_terms(&id(), &earlier).await.unwrap();
    let mut client = app.client();
    client.reads_terms = false;
    let mut key = SoftKey::default();
    client
        .give_password("kunta.kysely1", &app.temporary_password("kunta.kysely1"))
        .await;
    client.set_password(&own_password("kunta.kysely1")).await;
    let (status, stage) = client.link_key(&mut key, "Avain").await;
    assert_eq!((status, stage), (StatusCode::OK, json!("accept-terms")));
    (client, key)
}

#[tokio::test]
async fn nothing_is_open_before_the_terms_are_accepted() {
    let app = TestApp::new().await;
    let (mut client, _) = at_the_terms(&app).await;
    for row in RIGHTS {
        if matches!(row.callers, Callers::Anybody | Callers::Session) {
            continue;
        }
        let (status, _) = client.post(&format!("/api/{}", row.endpoint), &json!({})).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{}", row.endpoint);
    }
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(
        (&view["stage"], &view["name"]),
        (&json!("accept-terms"), &json!(""))
    );
    // No further key, either.
    let (status, _) = client.post("/api/user/key/link/start", &json!({})).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, headers, _) = client.get("/user").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(headers["location"].to_str().unwrap().starts_with("/sign-in"));
}

#[tokio::test]
async fn acceptance_completes_the_session_and_keeps_version_and_time() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_the_terms(&app).await;
    let half_way = client.cookie.clone();
    let (status, stage) = client.accept_terms().await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    assert_ne!(client.cookie, half_way, "each step has a session of its own");
    assert_eq!(
        client.post("/api/user/services", &json!({})).await.0,
        StatusCode::OK
    );
    let kept = app.store.find_accepted_terms(&id()).await.unwrap().unwrap();
    assert_eq!(
        (kept.version.as_str(), kept.time),
        (TERMS_VERSION, app.clock.now())
    );
    // The next sign-in does not ask again.
    let mut later = app.client();
    later.reads_terms = false;
    later
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(later.use_key(&mut key).await.1, "signed-in");
}

#[tokio::test]
async fn a_new_key_can_be_tried_before_the_terms_are_accepted_and_accepts_nothing() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_the_terms(&app).await;
    let answer = client.key_answer("/api/user/key/try", &mut key, ORIGIN).await;
    let (status, _) = client.post("/api/user/confirm/finish", &answer).await;
    assert_eq!(status, StatusCode::OK);
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["stage"], "accept-terms");
    let (status, _) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(client.accept_terms().await.1, "signed-in");
    // With the password alone no key is tried.
    let mut half = app.client();
    half.give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (status, answer) = half.post("/api/user/key/try", &json!({})).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "wrong-step")
    );
}

#[tokio::test]
async fn when_the_terms_change_they_are_asked_for_again() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    let earlier = AcceptedTerms {
        version: "2020-01-01".to_owned(),
        time: app.clock.now(),
    };
    app.store.accept_terms(&id(), &earlier).await.unwrap();
    // A session that is open goes on; the next sign-in asks.
    assert_eq!(
        client.post("/api/user/services", &json!({})).await.0,
        StatusCode::OK
    );
    let mut later = app.client();
    later.reads_terms = false;
    later
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(later.use_key(&mut key).await.1, "accept-terms");
    assert_eq!(later.accept_terms().await.1, "signed-in");
}

#[tokio::test]
async fn other_terms_than_those_in_force_and_an_earlier_step_accept_nothing() {
    let app = TestApp::new().await;
    let (mut client, _) = at_the_terms(&app).await;
    let other = json!({ "version": "2020-01-01" });
    let (status, answer) = client.post("/api/sign-in/terms/accept", &other).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "wrong-step")
    );
    // The password alone does not get past the key by way of the terms.
    let mut thief = app.client();
    let (_, stage) = thief
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(stage, "use-key");
    let (status, answer) = thief.accept_terms().await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "wrong-step")
    );
    let kept = app.store.find_accepted_terms(&id()).await.unwrap().unwrap();
    assert_eq!(kept.version, "2020-01-01");
}

#[tokio::test]
async fn who_does_not_accept_signs_out_and_stays_out() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_the_terms(&app).await;
    let (status, _) = client.post("/api/session/sign-out", &json!({})).await;
    assert_eq!((status, client.cookie.clone()), (StatusCode::OK, None));
    let mut later = app.client();
    later.reads_terms = false;
    later
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(later.use_key(&mut key).await.1, "accept-terms");
}

#[tokio::test]
async fn a_sign_in_counts_only_once_the_terms_are_accepted() {
    let app = TestApp::new().await;
    let (mut client, _) = at_the_terms(&app).await;
    let times = app.store.list_last_sign_ins(&[id()]).await.unwrap();
    assert!(times.is_empty());
    client.accept_terms().await;
    let times = app.store.list_last_sign_ins(&[id()]).await.unwrap();
    assert_eq!(times.get(&id()), Some(&app.clock.now()));
}

#[tokio::test]
async fn the_terms_can_be_read_by_everybody() {
    let app = TestApp::new().await;
    let (status, terms) = app.client().post("/api/sign-in/terms/find", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(terms["version"], TERMS_VERSION);
    assert!(terms["blocks"].to_string().contains("PIN-koodi on paljastunut"));
}

#[tokio::test]
async fn one_user_of_the_demonstration_has_the_terms_still_to_accept() {
    let store = Store::open(&Settings::in_memory()).await.unwrap();
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-23T09:00:00Z")
        .unwrap()
        .to_utc();
    demo::create(&store, now, &CountingEntropy::default())
        .await
        .unwrap();
    let mut without = Vec::new();
    for user in store.list_users().await.unwrap() {
        if store.find_accepted_terms(&user.id).await.unwrap().is_none() {
            without.push(user.login);
        }
    }
    assert_eq!(without, ["seurakunta.kysely2"]);
}
