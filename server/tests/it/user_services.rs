//! User Services: own keys (S79–S82).

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, SoftKey, TestApp, own_password, problem};

async fn keys(client: &mut Client) -> Vec<Value> {
    client.post("/api/user/services", &json!({})).await.1["keys"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

#[tokio::test]
async fn several_keys_may_be_linked_named_and_used() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let mut second = SoftKey::default();
    assert_eq!(
        client.link_key(&mut second, "Varalla oleva avain").await.0,
        StatusCode::OK
    );
    let linked = keys(&mut client).await;
    assert_eq!(linked.len(), 2);
    let rename = json!({ "id": linked[1]["id"], "name": "Laatikossa" });
    assert_eq!(
        client.post("/api/user/key/rename", &rename).await.0,
        StatusCode::OK
    );
    assert_eq!(keys(&mut client).await[1]["name"], "Laatikossa");
    let mut later = app.client();
    later
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(later.use_key(&mut second).await.1, "signed-in");
}

#[tokio::test]
async fn the_last_key_cannot_be_removed_and_a_removed_one_does_not_sign_in() {
    let app = TestApp::new().await;
    let (mut client, mut first) = app.signed_in("kunta.kysely1").await;
    let only = json!({ "id": keys(&mut client).await[0]["id"] });
    let (status, answer) = client.post("/api/user/key/remove", &only).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "last-key")
    );
    client.link_key(&mut SoftKey::default(), "Toinen").await;
    assert_eq!(client.post("/api/user/key/remove", &only).await.0, StatusCode::OK);
    assert_eq!(keys(&mut client).await.len(), 1);
    let mut later = app.client();
    later
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (_, question) = later.post("/api/sign-in/key/start", &json!({})).await;
    let options = serde_json::from_value(question["options"].clone());
    let answered = options.ok().and_then(|options| {
        use webauthn_authenticator_rs::WebauthnAuthenticator;
        let origin = webauthn_authenticator_rs::prelude::Url::parse(crate::support::ORIGIN).ok()?;
        first.0.do_authentication(origin, options).ok()
    });
    assert!(answered.is_none(), "the removed key is not asked for any more");
}

#[tokio::test]
async fn changes_need_the_key_within_the_last_five_minutes() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    app.clock.advance(TimeDelta::minutes(5));
    let rename = json!({ "id": keys(&mut client).await[0]["id"], "name": "Uusi nimi" });
    for (path, body) in [
        ("/api/user/key/rename", &rename),
        ("/api/user/key/remove", &rename),
        ("/api/user/key/link/start", &json!({})),
    ] {
        let (status, answer) = client.post(path, body).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::UNAUTHORIZED, "reauthentication-needed"),
            "{path}"
        );
    }
    let before = client.cookie.clone();
    assert_eq!(client.confirm(&mut key).await.0, StatusCode::OK);
    assert_ne!(client.cookie, before);
    assert_eq!(
        client.post("/api/user/key/rename", &rename).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn somebody_elses_key_is_not_found() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (mut stranger, _) = app.signed_in("kunta.kysely2").await;
    let theirs = json!({ "id": keys(&mut client).await[0]["id"], "name": "Minun nyt" });
    assert_eq!(
        stranger.post("/api/user/key/rename", &theirs).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        stranger.post("/api/user/key/remove", &theirs).await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_key_needs_a_name_of_one_line() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let id = keys(&mut client).await[0]["id"].clone();
    for name in ["", "   ", "a\nb", &"x".repeat(61)] {
        let (status, answer) = client
            .post("/api/user/key/rename", &json!({ "id": id, "name": name }))
            .await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::BAD_REQUEST, "name")
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_keys_removed_at_once_one_stays() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for round in 0..20 {
        let linked = client.link_key(&mut SoftKey::default(), "Toinen").await;
        assert_eq!(linked.0, StatusCode::OK, "{linked:?}");
        let both = keys(&mut client).await;
        assert_eq!(both.len(), 2);
        let removals: Vec<_> = both
            .iter()
            .map(|key| {
                let (mut client, key) = (client.clone(), json!({ "id": key["id"] }));
                tokio::spawn(async move { client.post("/api/user/key/remove", &key).await.0 })
            })
            .collect();
        let mut statuses = Vec::new();
        for removal in removals {
            statuses.extend(removal.await);
        }
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT], "round {round}");
        assert_eq!(keys(&mut client).await.len(), 1, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_first_keys_linked_at_once_one_is_the_first() {
    let app = TestApp::new().await;
    let username = "kunta.kysely1";
    let mut first = app.client();
    first
        .give_password(username, &app.temporary_password(username))
        .await;
    first.set_password(&own_password(username)).await;
    // Whoever knows the password too stands at the same step.
    let mut second = app.client();
    let (_, stage) = second.give_password(username, &own_password(username)).await;
    assert_eq!(stage, "link-key");
    let linking: Vec<_> = [first, second]
        .into_iter()
        .map(|mut client| {
            tokio::spawn(async move { client.link_key(&mut SoftKey::default(), "Avain").await.0 })
        })
        .collect();
    let mut linked = 0;
    for link in linking {
        linked += usize::from(link.await.is_ok_and(|status| status == StatusCode::OK));
    }
    assert_eq!(linked, 1);
    let id = luotain::permit::Key::parse("kunta-kysely1").unwrap_or_else(|_| unreachable!());
    assert!(app.store.list_keys(&id).await.is_ok_and(|keys| keys.len() == 1));
}
