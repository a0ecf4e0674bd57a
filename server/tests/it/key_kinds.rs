//! Kinds of key (domain.md §3): what is known of one, when it is known, and what follows from it
//! at linking and at sign-in. Attested keys against roots of the test's own.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use luotain::access::{KeyKind, KeyPolicy};
use luotain::permit::Key;
use luotain::service::AttestationRoots;
use luotain::session::AcceptedTerms;
use luotain::store::KeyPolicyRow;
use serde_json::{Value, json};
use webauthn_authenticator_rs::WebauthnAuthenticator;
use webauthn_authenticator_rs::prelude::Url;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;
use webauthn_authenticator_rs::softtoken::SoftToken;
use webauthn_rs_proto::RegisterPublicKeyCredential;

use crate::key_rules::audited;
use crate::management::target;
use crate::support::{Client, ORIGIN, SoftKey, TestApp, own_password, problem};

const USERNAME: &str = "kunta.kysely1";
const ID: &str = "kunta-kysely1";

/// Answers the question of a linking with `key`, after `edit` has been at it, as a browser that
/// says that the key is at `attachment`.
async fn link<K: WebauthnAuthenticator>(
    client: &mut Client,
    key: &mut K,
    attachment: Option<&str>,
    edit: impl FnOnce(&mut RegisterPublicKeyCredential),
) -> (StatusCode, Value) {
    let (status, question) = client.post("/api/user/key/link/start", &json!({})).await;
    if status != StatusCode::OK {
        return (status, question);
    }
    let options = serde_json::from_value(question["options"].clone()).unwrap();
    // The software keys do not say where they are, and refuse to be asked.
    let mut options: webauthn_rs_proto::CreationChallengeResponse = options;
    if let Some(selection) = &mut options.public_key.authenticator_selection {
        selection.authenticator_attachment = None;
    }
    let mut credential = key.do_registration(Url::parse(ORIGIN).unwrap(), options).unwrap();
    edit(&mut credential);
    let answer = json!({ "answer": {
        "id": question["id"], "credential": credential, "name": "Avain", "attachment": attachment,
    } });
    client.post("/api/user/key/link/finish", &answer).await
}

/// Signs in with password and key, as a browser that says that the key is at `attachment`.
async fn sign_in<K: WebauthnAuthenticator>(
    app: &TestApp,
    username: &str,
    key: &mut K,
    attachment: Option<&str>,
) -> (Client, StatusCode, Value) {
    let mut client = app.client();
    let (status, stage) = client.give_password(username, &own_password(username)).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("use-key")));
    let (status, question) = client.post("/api/sign-in/key/start", &json!({})).await;
    if status != StatusCode::OK {
        return (client, status, question);
    }
    let options = serde_json::from_value(question["options"].clone()).unwrap();
    let credential = key
        .do_authentication(Url::parse(ORIGIN).unwrap(), options)
        .unwrap();
    let answer = json!({ "answer": {
        "id": question["id"], "credential": credential, "attachment": attachment,
    } });
    let (status, answer) = client.post("/api/sign-in/key/finish", &answer).await;
    (client, status, answer)
}

/// Makes an answer say that its key may be copied between devices. What would sign for its
/// flags is taken out, as a browser does that hands no attestation over.
fn synced(credential: &mut RegisterPublicKeyCredential) {
    let object = &credential.response.attestation_object;
    let name = b"\x68authData\x58";
    let at = object
        .windows(name.len())
        .position(|window| window == name)
        .unwrap()
        + name.len();
    let length = usize::from(object[at]);
    let mut data = object[at + 1..at + 1 + length].to_vec();
    // Backup eligibility and backup state (WebAuthn Level 3, 6.1), after the hash of the host.
    data[32] |= 0b0001_1000;
    let mut bare = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
    bare.push(object[at]);
    bare.extend(data);
    credential.response.attestation_object = bare;
}

/// The keys of User Services.
async fn keys(client: &mut Client) -> Vec<Value> {
    let (_, services) = client.post("/api/user/services", &json!({})).await;
    services["keys"].as_array().cloned().unwrap()
}

async fn kinds(client: &mut Client) -> Vec<Value> {
    let keys = keys(client).await;
    keys.iter().map(|key| key["kind"].clone()).collect()
}

/// Sets the municipality's policy past the pages.
async fn set_policy(app: &TestApp, kinds: &[KeyKind], attested_only: bool) {
    let organisation = Key::parse("kunta").unwrap();
    let before = app.store.list_key_policies().await.unwrap();
    let row = KeyPolicyRow {
        organisation: organisation.clone(),
        policy: KeyPolicy::new(kinds.iter().copied().collect(), attested_only).unwrap(),
        time: DateTime::<Utc>::UNIX_EPOCH,
        by: Key::parse("kunta-vastuu").unwrap(),
        reason: "testi".to_owned(),
        revision: before
            .iter()
            .find(|row| row.organisation == organisation)
            .map_or(1, |row| row.revision + 1),
    };
    assert!(app.store.update_key_policy(&row).await.unwrap());
    app.service.reload_directory().await.unwrap();
}

/// Why a key was not accepted, and what would be.
fn refusal(answer: &Value) -> (String, Value) {
    assert_eq!(problem(answer), "key-not-accepted", "{answer}");
    match &answer["problem"]["detail"] {
        Value::Object(fields) => {
            let (why, instead) = fields.iter().next().unwrap();
            (why.clone(), instead.clone())
        }
        why => (why.as_str().unwrap().to_owned(), Value::Null),
    }
}

#[tokio::test]
async fn the_kind_is_known_from_linking_and_shown_to_the_owner_and_the_responsible_user() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    for attachment in ["platform", "cross-platform"] {
        let linked = link(&mut client, &mut SoftPasskey::new(true), Some(attachment), |_| {}).await;
        assert_eq!(linked.0, StatusCode::OK, "{}", linked.1);
    }
    let linked = link(&mut client, &mut SoftPasskey::new(true), Some("platform"), synced).await;
    assert_eq!(linked.0, StatusCode::OK, "{}", linked.1);
    // The first came from a browser that says nothing.
    let mut shown = kinds(&mut client).await;
    let expected = [
        json!(null),
        json!("device-passkey"),
        json!("security-key"),
        json!("synced-passkey"),
    ];
    shown.sort_by_key(|kind| kind.to_string());
    let mut sorted = expected.to_vec();
    sorted.sort_by_key(|kind| kind.to_string());
    assert_eq!(shown, sorted);
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_, person) = responsible
        .post("/api/management/person/find", &json!({ "id": ID }))
        .await;
    let mut theirs: Vec<_> = person["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["kind"].clone())
        .collect();
    theirs.sort_by_key(|kind| kind.to_string());
    assert_eq!(theirs, sorted);
}

#[tokio::test]
async fn a_key_of_unknown_kind_gets_its_kind_at_the_next_sign_in_and_keeps_it() {
    let app = TestApp::new().await;
    let (_, mut key) = app.signed_in(USERNAME).await;
    let (mut client, status, _) = sign_in(&app, USERNAME, &mut key.0, Some("cross-platform")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(kinds(&mut client).await, [json!("security-key")]);
    // Another browser that says otherwise makes it no other key.
    let (mut client, status, _) = sign_in(&app, USERNAME, &mut key.0, Some("platform")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(kinds(&mut client).await, [json!("security-key")]);
}

#[tokio::test]
async fn a_place_that_is_none_is_malformed() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    let (status, answer) = link(
        &mut client,
        &mut SoftPasskey::new(true),
        Some("käsilaukku"),
        |_| {},
    )
    .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::BAD_REQUEST, "malformed")
    );
}

#[tokio::test]
async fn a_key_of_a_kind_that_the_organisation_does_not_let_in_cannot_be_linked() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    set_policy(&app, &[KeyKind::SecurityKey], false).await;
    let instead = ("kind".to_owned(), json!(["security-key"]));
    for (attachment, edit) in [
        (Some("platform"), (|_| {}) as fn(&mut RegisterPublicKeyCredential)),
        (None, |_| {}),
        (Some("cross-platform"), synced),
    ] {
        let (status, answer) = link(&mut client, &mut SoftPasskey::new(true), attachment, edit).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{attachment:?}");
        assert_eq!(refusal(&answer), instead, "{attachment:?}");
    }
    assert_eq!(keys(&mut client).await.len(), 1);
    let (status, answer) = link(
        &mut client,
        &mut SoftPasskey::new(true),
        Some("cross-platform"),
        |_| {},
    )
    .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    // The question leads the browser to the one place that is accepted.
    let (_, question) = client.post("/api/user/key/link/start", &json!({})).await;
    let selection = &question["options"]["publicKey"]["authenticatorSelection"];
    assert_eq!(selection["authenticatorAttachment"], "cross-platform");
    audited(&app, ID, "key.link-refused", 3).await;
}

#[tokio::test]
async fn a_key_that_is_not_let_in_any_more_completes_no_sign_in_and_a_code_leads_on() {
    let app = TestApp::new().await;
    let (mut open, mut key) = app.signed_in(USERNAME).await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    set_policy(&app, &[KeyKind::SecurityKey], false).await;

    // Its kind shows at this sign-in only, and the answer is in order: no guess is counted.
    for _ in 0..6 {
        let (mut client, status, answer) = sign_in(&app, USERNAME, &mut key.0, Some("platform")).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
        assert_eq!(refusal(&answer), ("kind".to_owned(), json!(["security-key"])));
        let (_, view) = client.post("/api/session/view", &json!({})).await;
        assert_eq!(view["stage"], "use-key");
        // From then on nothing is asked of the key.
        let (status, answer) = client.post("/api/sign-in/key/start", &json!({})).await;
        assert_eq!(
            (status, refusal(&answer).0.as_str()),
            (StatusCode::FORBIDDEN, "kind")
        );
    }
    // Whoever is signed in goes on, and sees it.
    let own = keys(&mut open).await;
    assert_eq!(own[0]["accepted"], json!(false), "{own:?}");

    // The way out: a code in the place of the key, and then a key that is let in.
    let target = target(&mut responsible, ID).await;
    let order = json!({ "target": target, "checked": "henkilökortti nähty" });
    let (status, code) = responsible.post("/api/management/enrolment/issue", &order).await;
    assert_eq!(status, StatusCode::OK, "{code}");
    let mut client = app.client();
    client.give_password(USERNAME, &own_password(USERNAME)).await;
    let (status, stage) = client
        .post("/api/sign-in/enrolment", &json!({ "code": code["code"] }))
        .await;
    assert_eq!((status, stage), (StatusCode::OK, json!("link-key")));
    let (status, answer) = link(&mut client, &mut SoftPasskey::new(true), Some("platform"), |_| {}).await;
    assert_eq!(
        (status, refusal(&answer).0.as_str()),
        (StatusCode::FORBIDDEN, "kind")
    );
    let mut stick = SoftPasskey::new(true);
    let (status, stage) = link(&mut client, &mut stick, Some("cross-platform"), |_| {}).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    let (_, status, _) = sign_in(&app, USERNAME, &mut stick, None).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn only_keys_that_may_be_accepted_are_asked_for_and_whoever_is_signed_in_can_link_one() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    let mut inside = SoftPasskey::new(true);
    link(&mut client, &mut inside, Some("platform"), |_| {}).await;
    set_policy(&app, &[KeyKind::SecurityKey], false).await;
    let asked = |question: &Value| {
        question["options"]["publicKey"]["allowCredentials"]
            .as_array()
            .unwrap()
            .len()
    };
    let mut later = app.client();
    later.give_password(USERNAME, &own_password(USERNAME)).await;
    // The first key is of unknown kind and may be one; the second is not.
    let (_, question) = later.post("/api/sign-in/key/start", &json!({})).await;
    assert_eq!(asked(&question), 1);
    // A change in an open session may still be confirmed with either.
    let (_, question) = client.post("/api/user/confirm/start", &json!({})).await;
    assert_eq!(asked(&question), 2);
}

#[tokio::test]
async fn the_key_linked_last_is_the_one_that_is_tried() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let mut second = SoftKey::default();
    client.link_key(&mut second, "Toinen").await;
    let answer = client.key_answer("/api/user/key/try", &mut second, ORIGIN).await;
    let (status, _) = client.post("/api/user/key/tried", &answer).await;
    assert_eq!(status, StatusCode::OK);
    let used: Vec<_> = keys(&mut client)
        .await
        .iter()
        .map(|key| key["last_used"].is_null())
        .collect();
    assert_eq!(used, [true, false]);
}

#[tokio::test]
async fn a_key_can_be_tried_before_the_terms_are_accepted_and_opens_nothing_by_that() {
    let app = TestApp::new().await;
    // Terms that were accepted before are not those of now.
    let earlier = AcceptedTerms {
        version: "2020-01-01".to_owned(),
        time: DateTime::<Utc>::UNIX_EPOCH,
    };
    let id = Key::parse(ID).unwrap();
    app.store.accept_terms(&id, &earlier).await.unwrap();
    let mut client = Client {
        reads_terms: false,
        ..app.client()
    };
    client
        .give_password(USERNAME, &app.temporary_password(USERNAME))
        .await;
    client.set_password(&own_password(USERNAME)).await;
    // Before a key is linked there is nothing to try.
    let (status, answer) = client.post("/api/user/key/try", &json!({})).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "wrong-step")
    );
    let mut key = SoftKey::default();
    let (_, stage) = client.link_key(&mut key, "Avain").await;
    assert_eq!(stage, "accept-terms");
    let answer = client.key_answer("/api/user/key/try", &mut key, ORIGIN).await;
    let (status, answer) = client.post("/api/user/key/tried", &answer).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["stage"], "accept-terms");
    assert_eq!(client.accept_terms().await.1, "signed-in");
}

/// A key of a maker, and the maker's root.
fn attested_key() -> (SoftToken, String) {
    let (token, _) = SoftToken::new(true).unwrap();
    let kept = serde_json::to_value(&token).unwrap();
    let der = URL_SAFE_NO_PAD.decode(kept["ca_cert"].as_str().unwrap()).unwrap();
    let text = STANDARD.encode(der);
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line))
        .collect();
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        lines.join("\n")
    );
    (token, pem)
}

#[tokio::test]
async fn with_roots_a_key_is_linked_only_if_its_attestation_leads_to_one() {
    let (mut ours, root) = attested_key();
    let (mut strange, _) = attested_key();
    let roots = AttestationRoots::parse([("valmistaja".to_owned(), root)]).unwrap();
    let app = TestApp::with_roots(roots).await;
    let (mut client, _) = app.signed_in(USERNAME).await;
    set_policy(&app, &KeyKind::ALL, true).await;
    let (_, accepted) = client.post("/api/user/key/accepted", &json!({})).await;
    assert_eq!(accepted["roots"][0]["name"], "valmistaja");

    let none = |credential: &mut RegisterPublicKeyCredential| {
        synced(credential);
    };
    let refused = [
        (
            "without a maker",
            link(
                &mut client,
                &mut SoftPasskey::new(true),
                Some("cross-platform"),
                |_| {},
            )
            .await,
        ),
        (
            "of another maker",
            link(&mut client, &mut strange, Some("cross-platform"), |_| {}).await,
        ),
        (
            "with its attestation taken out",
            link(
                &mut client,
                &mut SoftPasskey::new(true),
                Some("cross-platform"),
                none,
            )
            .await,
        ),
    ];
    for (what, (status, answer)) in refused {
        assert_eq!(status, StatusCode::FORBIDDEN, "{what}: {answer}");
        assert_eq!(
            refusal(&answer),
            ("not-attested".to_owned(), json!(["valmistaja"])),
            "{what}"
        );
    }
    let (status, answer) = link(&mut client, &mut ours, Some("cross-platform"), |_| {}).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let shown = keys(&mut client).await;
    let ours_shown = shown.iter().find(|key| !key["attested"].is_null()).unwrap();
    assert_eq!(ours_shown["attested"]["root"], "valmistaja");
    // The model is known because it is attested.
    let model = webauthn_authenticator_rs::softtoken::AAGUID.to_string();
    assert_eq!(ours_shown["attested"]["model"], json!(model));

    let (_, status, _) = sign_in(&app, USERNAME, &mut ours, None).await;
    assert_eq!(status, StatusCode::OK);
    // The key linked before has no attestation: it is not asked for any more.
    let mut later = app.client();
    later.give_password(USERNAME, &own_password(USERNAME)).await;
    let (_, question) = later.post("/api/sign-in/key/start", &json!({})).await;
    assert_eq!(
        question["options"]["publicKey"]["allowCredentials"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn without_roots_a_policy_that_asks_for_attestation_lets_nobody_link_and_says_why() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in(USERNAME).await;
    set_policy(&app, &KeyKind::ALL, true).await;
    let (status, answer) = client.post("/api/user/key/link/start", &json!({})).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
    assert_eq!(refusal(&answer), ("no-roots".to_owned(), Value::Null));
    let (_, status, answer) = sign_in(&app, USERNAME, &mut key.0, None).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
}
