//! The own sign-ins and the attempts that failed, in User Services: the owner sees them all, with
//! the key and where they came from, and nobody else's (S78, ASVS 6.3.5).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, SoftKey, TestApp, own_password};

const USERNAME: &str = "kunta.kysely1";

async fn page(client: &mut Client, before: Value) -> Value {
    let (status, page) = client
        .post("/api/user/sign-ins/list", &json!({ "before": before }))
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page
}

/// The rows, once there are so many: failures are told beside the answer.
async fn rows(client: &mut Client, count: usize) -> Vec<Value> {
    loop {
        let page = page(client, Value::Null).await;
        let rows = page["rows"].as_array().unwrap().clone();
        assert!(rows.len() <= count, "{rows:?}");
        if rows.len() == count {
            return rows;
        }
        tokio::task::yield_now().await;
    }
}

async fn sign_in(app: &TestApp, key: &mut SoftKey) -> Client {
    let mut client = app.client();
    client.give_password(USERNAME, &own_password(USERNAME)).await;
    let (status, stage) = client.use_key(key).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    client
}

#[tokio::test]
async fn the_owner_sees_good_and_failed_sign_ins_with_the_key_newest_first() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in(USERNAME).await;
    let first = rows(&mut client, 1).await;
    assert_eq!(
        (&first[0]["done"], &first[0]["key"], &first[0]["time"]),
        (&json!(true), &json!("Avain"), &json!("23.11.2026 klo 11.00"))
    );
    app.clock.advance(TimeDelta::minutes(1));
    let (status, _) = app.client().give_password(USERNAME, "väärä salasana").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let failed = rows(&mut client, 2).await;
    assert_eq!(
        (&failed[0]["done"], &failed[0]["event"], &failed[0]["key"]),
        (&json!(false), &json!("Kirjautuminen epäonnistui"), &json!(""))
    );
    assert_eq!(failed[1], first[0]);
    // The right password, and an answer of the key that was made for another site.
    app.clock.advance(TimeDelta::minutes(1));
    let mut robber = app.client();
    robber.give_password(USERNAME, &own_password(USERNAME)).await;
    let answer = robber
        .key_answer("/api/sign-in/key/start", &mut key, "http://localhost:9999")
        .await;
    let (status, _) = robber.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let refused = rows(&mut client, 3).await;
    assert_eq!(
        (&refused[0]["done"], &refused[0]["event"], &refused[0]["key"]),
        (&json!(false), &json!("Avaimen käyttö hylätty"), &json!("Avain"))
    );
    // A later sign-in names the key, too, as it is called by then.
    let (_, services) = client.post("/api/user/services", &json!({})).await;
    let rename = json!({ "id": services["keys"][0]["id"], "name": "Laatikossa" });
    let (status, _) = client.post("/api/user/key/rename", &rename).await;
    assert_eq!(status, StatusCode::OK);
    let mut later = sign_in(&app, &mut key).await;
    let told = rows(&mut later, 4).await;
    assert_eq!(told[0]["key"], "Laatikossa");
    assert_eq!(told[3]["key"], "Avain", "as it was then");
}

#[tokio::test]
async fn nobody_sees_the_sign_ins_of_another() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    let (mut other, _) = app.signed_in("kunta.kysely2").await;
    app.client().give_password(USERNAME, "väärä salasana").await;
    rows(&mut client, 2).await;
    assert_eq!(rows(&mut other, 1).await[0]["done"], true);
    // Whose they are cannot be asked for, and a number of the log opens nothing of others.
    let forged = json!({ "before": 1_000_000, "username": "kunta-kysely1", "id": "kunta-kysely1" });
    let (status, page) = other.post("/api/user/sign-ins/list", &forged).await;
    if status == StatusCode::OK {
        assert_eq!(page["rows"].as_array().map(Vec::len), Some(1));
    }
    let before = json!({ "before": 0 });
    let (_, page) = other.post("/api/user/sign-ins/list", &before).await;
    assert_eq!((&page["rows"], &page["older"]), (&json!([]), &Value::Null));
    // Nor by whoever has only the password.
    let mut half = app.client();
    half.give_password(USERNAME, &own_password(USERNAME)).await;
    let (status, _) = half
        .post("/api/user/sign-ins/list", &json!({ "before": null }))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn older_sign_ins_are_turned_page_by_page() {
    let app = TestApp::new().await;
    let (_, mut key) = app.signed_in(USERNAME).await;
    let mut client = app.client();
    for _ in 0..12 {
        app.clock.advance(TimeDelta::minutes(1));
        client = sign_in(&app, &mut key).await;
    }
    let first = page(&mut client, Value::Null).await;
    let second = page(&mut client, first["older"].clone()).await;
    let times: Vec<String> = [&first, &second]
        .into_iter()
        .flat_map(|page| page["rows"].as_array().unwrap())
        .map(|row| row["time"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(first["rows"].as_array().map(Vec::len), Some(10));
    assert_eq!(second["older"], Value::Null);
    let expected: Vec<String> = (0..=12)
        .rev()
        .map(|minute| format!("23.11.2026 klo 11.{minute:02}"))
        .collect();
    assert_eq!(times, expected);
}
