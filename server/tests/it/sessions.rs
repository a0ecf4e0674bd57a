//! Sessions: their end by time, by sign-out, by their owner.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp, own_password, problem};

async fn is_open(client: &mut Client) -> bool {
    client.post("/api/session/remaining", &json!({})).await.1 != Value::Null
}

#[tokio::test]
async fn thirty_minutes_without_use_end_a_session_and_use_prolongs_it() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    app.clock.advance(TimeDelta::minutes(29));
    assert_eq!(
        client.post("/api/session/extend", &json!({})).await.0,
        StatusCode::OK
    );
    app.clock.advance(TimeDelta::minutes(29));
    // Looking at the time left does not prolong it.
    assert_eq!(
        client.post("/api/session/remaining", &json!({})).await.1[0],
        json!(60)
    );
    app.clock.advance(TimeDelta::seconds(60));
    assert!(!is_open(&mut client).await);
    let (status, answer) = client.post("/api/session/extend", &json!({})).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
}

#[tokio::test]
async fn ten_hours_end_a_session_however_much_it_is_used() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for _ in 0..29 {
        app.clock.advance(TimeDelta::minutes(20));
        assert_eq!(
            client.post("/api/session/extend", &json!({})).await.0,
            StatusCode::OK
        );
    }
    app.clock.advance(TimeDelta::minutes(20));
    assert!(!is_open(&mut client).await);
}

#[tokio::test]
async fn a_stolen_cookie_is_worthless_after_sign_out() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let mut thief = client.clone();
    assert_eq!(
        client.post("/api/session/sign-out", &json!({})).await.0,
        StatusCode::OK
    );
    assert_eq!(client.cookie, None);
    assert!(!is_open(&mut thief).await);
    assert_eq!(
        thief.post("/api/user/services", &json!({})).await.0,
        StatusCode::UNAUTHORIZED
    );
    assert!(
        app.store
            .list_sessions()
            .await
            .is_ok_and(|sessions| sessions.is_empty())
    );
}

#[tokio::test]
async fn a_clock_set_back_does_not_open_a_session_that_was_signed_out_of_after_its_time() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let mut thief = client.clone();
    app.clock.advance(TimeDelta::minutes(31));
    assert_eq!(
        client.post("/api/session/sign-out", &json!({})).await.0,
        StatusCode::OK
    );
    app.clock.advance(TimeDelta::minutes(-10));
    assert!(!is_open(&mut thief).await);
}

#[tokio::test]
async fn the_owner_sees_and_ends_own_sessions_and_no_others() {
    let app = TestApp::new().await;
    let (mut office, mut key) = app.signed_in("kunta.kysely1").await;
    let (mut stranger, _) = app.signed_in("kunta.kysely2").await;
    let mut home = app.client();
    home.give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    home.use_key(&mut key).await;

    let (_, services) = office.post("/api/user/services", &json!({})).await;
    let sessions = services["sessions"].as_array().cloned().unwrap_or_default();
    assert_eq!(sessions.len(), 2);
    let homes = sessions
        .iter()
        .find(|session| session["is_this"] == false)
        .map(|session| session["id"].clone());
    let end = json!({ "id": homes });
    assert_eq!(
        stranger.post("/api/user/session/end", &end).await.0,
        StatusCode::NOT_FOUND
    );
    assert!(is_open(&mut home).await);
    assert_eq!(office.post("/api/user/session/end", &end).await.0, StatusCode::OK);
    assert!(!is_open(&mut home).await);
    assert!(is_open(&mut office).await);
    assert!(is_open(&mut stranger).await);
}

#[tokio::test]
async fn an_unfinished_sign_in_ends_after_a_quarter_of_an_hour() {
    let app = TestApp::new().await;
    let mut client = app.client();
    client
        .give_password("kunta.kysely1", &app.temporary_password("kunta.kysely1"))
        .await;
    app.clock.advance(TimeDelta::minutes(15));
    assert_eq!(
        client.set_password(&own_password("kunta.kysely1")).await.0,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn the_token_is_stored_nowhere() {
    let app = TestApp::new().await;
    let (client, _) = app.signed_in("kunta.kysely1").await;
    let sessions = app.store.list_sessions().await.unwrap_or_default();
    assert_eq!(sessions.len(), 1);
    let token = client.cookie.unwrap_or_default();
    assert!(!token.is_empty() && sessions.iter().all(|session| session.digest != token));
}
