//! Who sets which keys are accepted, what must be confirmed first, and what a kind that is
//! switched off takes with it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Client, SoftKey, TestApp, own_password, problem};

const ALL: [&str; 3] = ["device-passkey", "synced-passkey", "security-key"];

fn change(kinds: &[&str], revision: u32, confirmed: &Value) -> Value {
    json!({ "change": {
        "kinds": kinds, "attested_only": false, "revision": revision,
        "reason": "organisaation ohje", "confirmed": confirmed,
    } })
}

/// Waits until a username's audit rows hold an event so many times: they are written beside the
/// answers.
pub async fn audited(app: &TestApp, id: &str, event: &str, times: usize) {
    let id = luotain::permit::Key::parse(id).unwrap();
    let mut events = Vec::new();
    for _ in 0..10_000 {
        events = app.store.list_audit_events(&id).await.unwrap();
        if events.iter().filter(|found| *found == event).count() == times {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("not {times} times {event} in {events:?}");
}

async fn link_at(client: &mut Client, attachment: &str) -> SoftKey {
    use webauthn_authenticator_rs::WebauthnAuthenticator;
    use webauthn_authenticator_rs::prelude::Url;
    let mut key = SoftKey::default();
    let (status, question) = client.post("/api/user/key/link/start", &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{question}");
    let mut options: webauthn_rs_proto::CreationChallengeResponse =
        serde_json::from_value(question["options"].clone()).unwrap();
    if let Some(selection) = &mut options.public_key.authenticator_selection {
        selection.authenticator_attachment = None;
    }
    let origin = Url::parse(crate::support::ORIGIN).unwrap();
    let credential = key.0.do_registration(origin, options).unwrap();
    let answer = json!({ "answer": {
        "id": question["id"], "credential": credential, "name": "Avain", "attachment": attachment,
    } });
    let (status, answer) = client.post("/api/user/key/link/finish", &answer).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    key
}

/// A user who goes through the first sign-in with a key of one kind.
async fn with_key_at(app: &TestApp, username: &str, attachment: &str) -> (Client, SoftKey) {
    let mut client = app.client();
    client
        .give_password(username, &app.temporary_password(username))
        .await;
    client.set_password(&own_password(username)).await;
    let key = link_at(&mut client, attachment).await;
    (client, key)
}

async fn is_signed_in(client: &mut Client) -> bool {
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    view["stage"] == "signed-in"
}

#[tokio::test]
async fn a_responsible_user_is_told_who_would_be_locked_out_before_anything_is_done() {
    let app = TestApp::new().await;
    let (mut responsible, _) = with_key_at(&app, "kunta.vastuu", "platform").await;
    let (_, _) = with_key_at(&app, "kunta.kysely1", "platform").await;
    let (_, _) = app.signed_in("kunta.kysely2").await;
    // Another organisation's people are not counted.
    let (_, _) = with_key_at(&app, "pankki.kysely1", "platform").await;

    let asked = change(&["security-key"], 0, &Value::Null);
    let (status, outcome) = responsible.post("/api/management/keys/update", &asked).await;
    assert_eq!(status, StatusCode::OK, "{outcome}");
    let impact = json!({ "users": 3, "unsure": 1, "sessions": 0, "own": true });
    assert_eq!(outcome, json!({ "outcome": "confirm", "impact": impact }));
    let (_, policy) = responsible.post("/api/management/keys/find", &json!({})).await;
    assert_eq!(policy["revision"], 0, "nothing was done");

    // Consent to less than what it does is none.
    let less = json!({ "users": 3, "unsure": 1, "sessions": 0, "own": false });
    let half = change(&["security-key"], 0, &less);
    let (_, outcome) = responsible.post("/api/management/keys/update", &half).await;
    assert_eq!(outcome["outcome"], "confirm");
    let agreed = change(&["security-key"], 0, &impact);
    let (status, outcome) = responsible.post("/api/management/keys/update", &agreed).await;
    assert_eq!((status, &outcome["outcome"]), (StatusCode::OK, &json!("done")));
    let (_, policy) = responsible.post("/api/management/keys/find", &json!({})).await;
    assert_eq!(policy["accepted"]["policy"]["kinds"], json!(["security-key"]));
    assert_eq!(policy["changed"]["reason"], "organisaation ohje");
    assert!(is_signed_in(&mut responsible).await, "open sessions go on");

    // The page that is older than the policy overwrites nothing.
    let (status, answer) = responsible
        .post("/api/management/keys/update", &change(&ALL, 0, &Value::Null))
        .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "changed")
    );
    // Letting everything in again hits nobody and needs no word.
    let (_, outcome) = responsible
        .post("/api/management/keys/update", &change(&ALL, 1, &Value::Null))
        .await;
    assert_eq!(outcome["outcome"], "done");
    audited(&app, "kunta-vastuu", "key-policy.changed", 2).await;
}

#[tokio::test]
async fn a_policy_that_cannot_be_met_is_refused_with_what_is_wrong() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let send = |kinds: Value, attested: bool, reason: &str| {
        json!({ "change": {
            "kinds": kinds, "attested_only": attested, "revision": 0, "reason": reason, "confirmed": null,
        } })
    };
    for (body, code, detail) in [
        (send(json!([]), false, "ohje"), "key-policy", json!("no-kind")),
        (
            send(json!(["synced-passkey"]), true, "ohje"),
            "key-policy",
            json!("attested-needs-device"),
        ),
        // No root is configured here.
        (send(json!(ALL), true, "ohje"), "key-policy", json!("no-roots")),
        (send(json!(ALL), false, ""), "reason", json!("missing")),
        (send(json!(["card"]), false, "ohje"), "malformed", Value::Null),
    ] {
        let (status, answer) = responsible.post("/api/management/keys/update", &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
        assert_eq!(problem(&answer), code);
        assert_eq!(answer["problem"]["detail"], detail, "{answer}");
    }
    assert!(app.store.list_key_policies().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_authority_sets_any_organisations_policy_and_nobody_elses_does() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let mut body = change(&["security-key"], 0, &Value::Null);
    body["organisation"] = json!("pankki");
    let (status, outcome) = authority.post("/api/authority/keys/update", &body).await;
    assert_eq!((status, &outcome["outcome"]), (StatusCode::OK, &json!("done")));
    let (_, rules) = authority.post("/api/authority/keys/list", &json!({})).await;
    let bank = rules["policies"]
        .as_array()
        .unwrap()
        .iter()
        .find(|policy| policy["organisation"] == "pankki");
    assert_eq!(
        bank.unwrap()["accepted"]["policy"]["kinds"],
        json!(["security-key"])
    );
    body["organisation"] = json!("ei-ole");
    let (status, _) = authority.post("/api/authority/keys/update", &body).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // A responsible user's function takes no organisation: only the own one is changed.
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    body["organisation"] = json!("kunta");
    body["change"]["confirmed"] = json!({ "users": 9, "unsure": 0, "sessions": 0, "own": true });
    responsible.post("/api/management/keys/update", &body).await;
    let changed: Vec<_> = app.store.list_key_policies().await.unwrap();
    assert!(changed.iter().all(|row| row.organisation.as_str() != "kunta"));
}

#[tokio::test]
async fn a_kind_that_is_switched_off_ends_its_sessions_and_signs_nobody_in_until_it_is_back() {
    let app = TestApp::new().await;
    let (mut authority, _) = with_key_at(&app, "viranomainen", "cross-platform").await;
    let (mut inside, mut inside_key) = with_key_at(&app, "kunta.kysely1", "platform").await;
    let (mut outside, _) = with_key_at(&app, "pankki.kysely1", "cross-platform").await;
    let (mut unknown, _) = app.signed_in("kunta.kysely2").await;

    let mut body = json!({ "kind": "device-passkey", "reason": "haavoittuvuus", "confirmed": null });
    let (status, outcome) = authority.post("/api/authority/keys/switch-off", &body).await;
    assert_eq!(status, StatusCode::OK, "{outcome}");
    assert_eq!(
        outcome,
        json!({ "outcome": "confirm", "impact": { "users": 2, "unsure": 1, "sessions": 2, "own": false } })
    );
    assert!(is_signed_in(&mut inside).await, "nothing was done");
    body["confirmed"] = outcome["impact"].clone();
    let (_, outcome) = authority.post("/api/authority/keys/switch-off", &body).await;
    assert_eq!(outcome["outcome"], "done");

    // No clock has moved. A key of unknown kind counts as one of those.
    assert!(!is_signed_in(&mut inside).await);
    assert!(!is_signed_in(&mut unknown).await);
    assert!(is_signed_in(&mut outside).await && is_signed_in(&mut authority).await);
    let (status, _) = inside.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    let mut again = app.client();
    again
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (status, answer) = again.post("/api/sign-in/key/start", &json!({})).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        answer["problem"]["detail"],
        json!({ "switched-off": ["synced-passkey", "security-key"] })
    );
    // It is off already.
    let (status, answer) = authority.post("/api/authority/keys/switch-off", &body).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "changed")
    );

    let on = json!({ "kind": "device-passkey", "reason": "korjattu" });
    let (status, answer) = authority.post("/api/authority/keys/switch-on", &on).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(!is_signed_in(&mut inside).await, "what ended stays ended");
    let mut back = app.client();
    back.give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(back.use_key(&mut inside_key).await.1, "signed-in");
    for event in ["key-kind.switched-off", "key-kind.switched-on"] {
        audited(&app, "viranomainen", event, 1).await;
    }
}

#[tokio::test]
async fn a_sign_in_under_way_when_a_kind_is_switched_off_opens_nothing() {
    let app = TestApp::new().await;
    let (mut authority, _) = with_key_at(&app, "viranomainen", "cross-platform").await;
    let (_, mut key) = with_key_at(&app, "kunta.kysely1", "platform").await;
    let mut client = app.client();
    client
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    // The question is asked before, and answered after.
    let answer = client
        .key_answer("/api/sign-in/key/start", &mut key, crate::support::ORIGIN)
        .await;
    let body = json!({
        "kind": "device-passkey", "reason": "haavoittuvuus",
        "confirmed": { "users": 9, "unsure": 9, "sessions": 9, "own": false },
    });
    let (_, outcome) = authority.post("/api/authority/keys/switch-off", &body).await;
    assert_eq!(outcome["outcome"], "done");
    let (status, refused) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(
        (status, problem(&refused).as_str()),
        (StatusCode::FORBIDDEN, "key-not-accepted")
    );
    assert!(!is_signed_in(&mut client).await);
}

#[tokio::test]
async fn nobody_switches_off_the_kind_of_their_own_last_key_nor_the_last_kind() {
    let app = TestApp::new().await;
    let (mut authority, _) = with_key_at(&app, "viranomainen", "platform").await;
    let off = |kind: &str| {
        json!({
            "kind": kind, "reason": "haavoittuvuus",
            "confirmed": { "users": 99, "unsure": 99, "sessions": 99, "own": true },
        })
    };
    let (status, answer) = authority
        .post("/api/authority/keys/switch-off", &off("device-passkey"))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(answer["problem"]["detail"], "own-keys", "{answer}");
    // With a key of another kind it goes, and the own session with it.
    let mut stick = link_at(&mut authority, "cross-platform").await;
    for kind in ["synced-passkey", "device-passkey"] {
        assert!(is_signed_in(&mut authority).await);
        let (_, outcome) = authority.post("/api/authority/keys/switch-off", &off(kind)).await;
        assert_eq!(outcome["outcome"], "done", "{kind}");
    }
    assert!(!is_signed_in(&mut authority).await);
    let mut back = app.client();
    back.give_password("viranomainen", &own_password("viranomainen"))
        .await;
    assert_eq!(back.use_key(&mut stick).await.1, "signed-in");
    let (_, answer) = back
        .post("/api/authority/keys/switch-off", &off("security-key"))
        .await;
    assert_eq!(answer["problem"]["detail"], "no-kind", "{answer}");
}
