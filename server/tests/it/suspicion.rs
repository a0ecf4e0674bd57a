//! A suspicion that somebody else knows a username or password (S78): locked at once, told to
//! those who are needed, opened by somebody who has checked the identity.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use axum::http::StatusCode;
use luotain::permit::Key;
use luotain::store::counted;
use serde_json::{Value, json};

use crate::management::{find, target};
use crate::support::{Client, Query, TestApp, own_password, problem};

pub async fn report(client: &mut Client) -> (StatusCode, Value) {
    client
        .post("/api/suspicion/report", &json!({ "confirmed": true }))
        .await
}

pub async fn unlock(client: &mut Client, target: &Value) -> (StatusCode, Value) {
    client
        .post(
            "/api/management/person/unlock",
            &json!({ "target": target, "checked": "henkilökortista, paikan päällä" }),
        )
        .await
}

async fn report_with_password(client: &mut Client, username: &str, password: &str) -> (StatusCode, Value) {
    client
        .post(
            "/api/suspicion/report-with-password",
            &json!({ "credentials": { "username": username, "password": password } }),
        )
        .await
}

/// The secret of the link that an opened username got.
async fn renewal(app: &TestApp, id: &str) -> String {
    crate::management::invitation_among(app, id, "on avattu").await
}

#[tokio::test]
async fn the_owner_locks_the_username_at_once_and_every_session_of_it_ends() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut first, mut key) = app.signed_in("kunta.kysely1").await;
    let mut second = app.client();
    second
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    second.use_key(&mut key).await;
    let mut half = app.client();
    half.give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let other_copy = first.clone();

    assert_eq!(report(&mut first).await, (StatusCode::OK, Value::Null));
    assert_eq!(first.cookie, None);
    // No clock has moved.
    for mut client in [second.clone(), other_copy] {
        let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::UNAUTHORIZED, "signed-out")
        );
    }
    let (status, _) = half.post("/api/sign-in/key/start", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (_, watch) = second.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch, json!("username-locked"));
    let (status, answer) = app
        .client()
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "wrong-credentials")
    );
}

#[tokio::test]
async fn responsible_users_the_authority_and_the_owner_are_told() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    report(&mut client).await;
    let mut told: Vec<_> = app
        .store
        .list_outbox()
        .await
        .unwrap()
        .into_iter()
        .map(|message| message.to)
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "kunta.kysely1@kunta.example",
            "kunta.vastuu@kunta.example",
            "viranomainen.hyvaksyja@viranomainen.example",
            "viranomainen@viranomainen.example",
        ]
    );
    let messages = app.store.list_outbox().await.unwrap();
    let to_responsible = messages
        .iter()
        .find(|message| message.to.starts_with("kunta.vastuu"))
        .unwrap();
    assert!(
        to_responsible
            .text
            .contains("kunta.kysely1 (Kaisa Kysyjä, Kuuselan kunta)")
    );
}

#[tokio::test]
async fn a_responsible_user_sees_the_lock_and_opens_it_after_checking_the_identity() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    report(&mut client).await;
    let person = find(&mut responsible, "kunta-kysely1").await;
    assert_eq!(person["state"], "locked");
    assert_eq!(person["lock"]["by"], Value::Null, "by the owner");
    assert_eq!(person["lock"]["time"], "23.11.2026 klo 11.00");
    let acts = person["acts"].to_string();
    assert!(
        acts.contains("unlock-person") && !acts.contains("\"lock-person\""),
        "{acts}"
    );

    let target = target(&mut responsible, "kunta-kysely1").await;
    let no_check = json!({ "target": target, "checked": " " });
    let (status, answer) = responsible.post("/api/management/person/unlock", &no_check).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::BAD_REQUEST, "reason")
    );
    assert_eq!(unlock(&mut responsible, &target).await.0, StatusCode::OK);

    // The old password is dead; the link sets a new one, and the key is asked for as before.
    let mut again = app.client();
    let (status, _) = again
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let secret = renewal(&app, "kunta-kysely1").await;
    let (status, stage) = again.give_password("kunta.kysely1", &secret).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("new-password")));
    let (_, stage) = again.set_password("kokonaan toinen pitkä lause").await;
    assert_eq!(stage, "use-key");
    assert_eq!(again.use_key(&mut key).await.1, "signed-in");
    let person = find(&mut responsible, "kunta-kysely1").await;
    assert_eq!(
        (&person["state"], &person["lock"]),
        (&json!("active"), &Value::Null)
    );
    // Rights are as they were.
    let code = app.code("plain");
    let (status, _) = again.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_responsible_user_locks_for_one_who_phones() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let target = target(&mut responsible, "kunta-kysely1").await;
    let lock = json!({ "target": target, "reason": "soitti ja epäilee" });
    let (status, answer) = responsible.post("/api/management/person/lock", &lock).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, _) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let person = find(&mut responsible, "kunta-kysely1").await;
    assert_eq!(person["lock"]["by"], "Veikko Vastuu");
    // A second lock from a page that does not know of the first does nothing.
    let (status, answer) = responsible.post("/api/management/person/lock", &lock).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "changed")
    );
}

#[tokio::test]
async fn with_username_and_password_the_answer_is_the_same_and_only_the_right_ones_lock() {
    let app = TestApp::new().await;
    let (mut open, _) = app.signed_in("kunta.kysely1").await;
    let right = own_password("kunta.kysely1");
    let mut answers = Vec::new();
    for (username, password) in [
        ("ei.ketaan", "aivan väärä salasana"),
        ("kunta.kysely1", "aivan väärä salasana"),
        ("kunta.kysely1", right.as_str()),
    ] {
        let mut client = app.client();
        let before = app.service.passwords().verifications();
        let (answer, work) = counted(report_with_password(&mut client, username, password)).await;
        let hashed = app.service.passwords().verifications() - before;
        answers.push((answer, work, hashed));
        if password != right {
            let (status, _) = open.post("/api/user/services", &json!({})).await;
            assert_eq!(status, StatusCode::OK, "{username} is not locked by a stranger");
        }
    }
    assert_eq!(answers[0].0, (StatusCode::OK, Value::Null));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    // The lock itself is made beside the answer.
    let locked = async {
        while open.post("/api/user/services", &json!({})).await.0 == StatusCode::OK {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), locked)
        .await
        .unwrap();
}

#[tokio::test]
async fn guessing_by_reports_is_counted_with_guessing_by_sign_ins() {
    let app = TestApp::new().await;
    let mut client = app.client();
    for _ in 0..5 {
        report_with_password(&mut client, "kunta.kysely1", "väärä arvaus kerta kaikkiaan").await;
    }
    let (status, _) = report_with_password(&mut client, "kunta.kysely1", "väärä arvaus").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    let (status, _) = client
        .give_password("kunta.kysely1", &app.temporary_password("kunta.kysely1"))
        .await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_report_without_confirmation_does_nothing() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = client
        .post("/api/suspicion/report", &json!({ "confirmed": false }))
        .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::BAD_REQUEST, "malformed")
    );
    assert_eq!(
        client.post("/api/user/services", &json!({})).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_link_ordered_before_the_lock_is_worthless_after_the_opening() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    app.client()
        .post(
            "/api/sign-in/password-order",
            &json!({ "username": "kunta.kysely1" }),
        )
        .await;
    let wait = async {
        loop {
            let messages = app.store.list_outbox().await.unwrap();
            let link = messages
                .iter()
                .find_map(|message| message.text.split_once("#password="));
            if let Some((_, rest)) = link {
                return rest
                    .chars()
                    .take_while(char::is_ascii_alphabetic)
                    .collect::<String>();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let secret = tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
    report(&mut client).await;
    let target = target(&mut responsible, "kunta-kysely1").await;
    assert_eq!(unlock(&mut responsible, &target).await.0, StatusCode::OK);
    let reset = json!({ "reset": {
        "secret": secret, "username": "kunta.kysely1",
        "password": "tunkeutujan oma salalause", "repeated": "tunkeutujan oma salalause",
    } });
    let (status, _) = app.client().post("/api/sign-in/password-reset", &reset).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_lock_stands_in_the_store_and_a_directory_read_again_knows_it() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    report(&mut client).await;
    let users = app.store.list_users().await.unwrap();
    let locked: Vec<_> = users.iter().filter(|user| user.locked.is_some()).collect();
    assert_eq!(locked.len(), 1);
    assert_eq!(locked[0].id, Key::parse("kunta-kysely1").unwrap());
    app.service.reload_directory().await.unwrap();
    let (status, _) = app
        .client()
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
