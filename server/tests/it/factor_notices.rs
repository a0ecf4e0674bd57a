//! The owner is told, by mail, of what changed in that by which the username signs in.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::store::OutboxMessage;
use serde_json::json;

use crate::management::target;
use crate::support::{SoftKey, TestApp, own_password, problem};

/// The messages that wait for a username, oldest first.
async fn told(app: &TestApp, username: &str) -> Vec<OutboxMessage> {
    let mut messages = app.store.list_outbox().await.unwrap();
    messages.retain(|message| message.username.as_str() == username);
    messages.sort_by_key(|message| message.time);
    messages
}

#[tokio::test]
async fn the_owner_is_told_of_every_key_that_comes_or_goes() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    assert!(
        told(&app, "kunta-kysely1").await.is_empty(),
        "the first key is no change"
    );
    let mut second = SoftKey::default();
    client.link_key(&mut second, "Varalla {name}").await;
    let [linked] = <[_; 1]>::try_from(told(&app, "kunta-kysely1").await).unwrap();
    assert!(linked.subject.contains("on liitetty avain"), "{}", linked.subject);
    assert!(linked.text.contains("”Varalla {name}”") && linked.text.contains("/suspicion"));

    let (_, services) = client.post("/api/user/services", &json!({})).await;
    let first = json!({ "id": services["keys"][0]["id"] });
    let (status, answer) = client.post("/api/user/key/remove", &first).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let messages = told(&app, "kunta-kysely1").await;
    assert_eq!(messages.len(), 2);
    assert!(
        messages
            .iter()
            .any(|message| message.subject.contains("on poistettu avain"))
    );

    // What is refused is not told.
    let last = json!({ "id": services["keys"][1]["id"] });
    let (_, answer) = client.post("/api/user/key/remove", &last).await;
    assert_eq!(problem(&answer), "last-key");
    assert_eq!(told(&app, "kunta-kysely1").await.len(), 2);

    // A code for a lost key is told, and so is the key that takes its place.
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let aim = target(&mut responsible, "kunta-kysely1").await;
    let order = json!({ "target": aim, "checked": "henkilökortista, paikan päällä" });
    let (_, ordered) = responsible.post("/api/management/enrolment/issue", &order).await;
    assert_eq!(told(&app, "kunta-kysely1").await.len(), 3);
    let mut again = app.client();
    again
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let code = json!({ "code": ordered["code"] });
    assert_eq!(
        again.post("/api/sign-in/enrolment", &code).await.0,
        StatusCode::OK
    );
    let (status, stage) = again.link_key(&mut SoftKey::default(), "Uusi").await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    let messages = told(&app, "kunta-kysely1").await;
    assert_eq!(messages.len(), 4);
    assert!(messages.iter().any(|message| message.text.contains("”Uusi”")));
}

#[tokio::test]
async fn the_old_address_is_told_of_a_new_one() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let update = async |responsible: &mut crate::support::Client, email: &str, name: &str| {
        let aim = target(responsible, "kunta-kysely1").await;
        let body = json!({ "target": aim, "details": { "name": name, "email": email, "language": "sv" } });
        let (status, answer) = responsible.post("/api/management/person/update", &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    };
    let person = crate::management::find(&mut responsible, "kunta-kysely1").await;
    let old = person["email"].as_str().unwrap().to_owned();
    update(&mut responsible, &old, "Kaisa Kyselijä").await;
    assert!(
        told(&app, "kunta-kysely1").await.is_empty(),
        "the address is the same"
    );
    update(&mut responsible, "kaisa.uusi@kuusela.example", "Kaisa Kyselijä").await;
    let [message] = <[_; 1]>::try_from(told(&app, "kunta-kysely1").await).unwrap();
    assert_eq!(message.to, old);
    assert!(
        !message.text.contains("kaisa.uusi"),
        "the new address is not told to the old one"
    );
}
