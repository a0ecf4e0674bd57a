//! Customer support (S72; domain.md §2): finds a username, sees how it stands and no more than that,
//! orders a link for a new password, and replaces a lost key after checking who asks.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use luotain::log::{ChangeAct, Subject};
use serde_json::{Value, json};

use crate::changes::who_changed;
use crate::management::{add, find as find_person, target};
use crate::support::{Client, SoftKey, TestApp, own_password, problem};

const OWNER: &str = "kunta.kysely1";
const OWNER_ID: &str = "kunta-kysely1";
const CHECKED: &str = "soitettu takaisin vaihteen kautta";

async fn search(support: &mut Client, text: &str) -> Vec<Value> {
    let (status, found) = support
        .post("/api/authority/support/list", &json!({ "search": text }))
        .await;
    assert_eq!(status, StatusCode::OK, "{found}");
    found["rows"].as_array().unwrap().clone()
}

async fn account(support: &mut Client, id: &str) -> Value {
    let (status, account) = support
        .post("/api/authority/support/find", &json!({ "id": id }))
        .await;
    assert_eq!(status, StatusCode::OK, "{account}");
    account
}

async fn send_link(support: &mut Client, id: &str) -> Value {
    let (status, outcome) = support
        .post("/api/authority/support/password", &json!({ "id": id }))
        .await;
    assert_eq!(status, StatusCode::OK, "{outcome}");
    outcome
}

async fn issue(support: &mut Client, target: &Value, checked: &str) -> (StatusCode, Value) {
    let body = json!({ "target": target, "checked": checked });
    support.post("/api/authority/support/enrolment", &body).await
}

fn keys_of(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_username_is_found_by_part_of_it_or_of_the_name_and_shows_no_more_than_needed() {
    let app = TestApp::new().await;
    let _ = app.signed_in(OWNER).await;
    let (mut support, _) = app.signed_in("viranomainen.tuki").await;
    for text in ["kaisa", " KYSYJÄ "] {
        let rows = search(&mut support, text).await;
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0]["username"], OWNER);
        assert_eq!(rows[0]["organisation"], "Kuuselan kunta");
    }
    // The very username comes first, before another that holds it.
    let rows = search(&mut support, "Kunta.Kysely1").await;
    let found: Vec<&Value> = rows.iter().map(|row| &row["username"]).collect();
    assert_eq!(found, [OWNER, "seurakunta.kysely1"]);
    assert!(search(&mut support, "ky").await.is_empty(), "too short");
    assert!(search(&mut support, "ei ketään").await.is_empty());
    let account = account(&mut support, OWNER_ID).await;
    assert_eq!(account["row"]["state"], "active");
    assert_eq!(account["email"], "k…@kunta.example");
    assert_eq!(account["keys"][0]["name"], "Avain");
    assert_eq!(account["no_link"], Value::Null);
    assert_eq!(
        keys_of(&account),
        BTreeSet::from([
            "row",
            "locked",
            "email",
            "invitation",
            "keys",
            "no_link",
            "may_issue"
        ])
    );
    assert_eq!(
        keys_of(&account["row"]),
        BTreeSet::from(["target", "name", "username", "organisation", "state"])
    );
    let users = app.store.list_users().await.unwrap();
    let owner = users.iter().find(|user| user.login == OWNER).unwrap();
    let text = account.to_string();
    assert!(
        !text.contains(owner.code.as_str()) && !text.contains(&owner.email),
        "{text}"
    );
}

#[tokio::test]
async fn a_link_for_a_new_password_goes_to_the_work_address_and_support_is_named() {
    let app = TestApp::new().await;
    let _ = app.signed_in(OWNER).await;
    let (mut support, _) = app.signed_in("viranomainen.tuki").await;
    assert_eq!(send_link(&mut support, OWNER_ID).await, "sent");
    assert_eq!(send_link(&mut support, OWNER_ID).await, "sent-already");
    let links: Vec<_> = app
        .store
        .list_outbox()
        .await
        .unwrap()
        .into_iter()
        .filter(|message| message.text.contains("/password/new#password="))
        .collect();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].to, "kunta.kysely1@kunta.example");
    let changes = app.changes().await;
    let (_, ordered) = changes
        .iter()
        .find(|(_, change)| change.act == ChangeAct::PasswordOrdered)
        .unwrap();
    assert_eq!(ordered.actor.as_deref(), Some("viranomainen-tuki"));
    assert_eq!(ordered.subject, Subject::Username(OWNER_ID.to_owned()));
    let count = changes
        .iter()
        .filter(|(_, change)| change.act == ChangeAct::PasswordOrdered)
        .count();
    assert_eq!(count, 1, "what was not done is not told as done");
}

#[tokio::test]
async fn a_lost_key_is_replaced_once_the_identity_was_checked_and_the_owner_is_told() {
    let app = TestApp::new().await;
    let (mut old, _) = app.signed_in(OWNER).await;
    let (mut support, _) = app.signed_in("viranomainen.tuki").await;
    let target = account(&mut support, OWNER_ID).await["row"]["target"].clone();
    for (checked, detail) in [("  ", "missing"), ("hän on 010190-999W", "identity-code")] {
        let (status, answer) = issue(&mut support, &target, checked).await;
        assert_eq!(
            (status, &answer["problem"]),
            (
                StatusCode::BAD_REQUEST,
                &json!({ "code": "reason", "detail": detail })
            )
        );
    }
    let (status, ordered) = issue(&mut support, &target, CHECKED).await;
    assert_eq!(status, StatusCode::OK, "{ordered}");
    let (status, answer) = issue(&mut support, &target, CHECKED).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned()),
        "as of an earlier revision"
    );
    let code = ordered["code"].as_str().unwrap();

    // The owner hears of it by mail at once; neither code nor identity code is in it.
    let messages = app.store.list_outbox().await.unwrap();
    let told: Vec<_> = messages
        .iter()
        .filter(|message| message.subject.contains("korvaava koodi"))
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, "kunta.kysely1@kunta.example");
    assert!(
        told[0].text.contains("Rekisteriviranomainen tilasi"),
        "{}",
        told[0].text
    );
    assert!(!told[0].text.contains(code) && !told[0].text.contains(&code.replace('-', "")));

    let mut client = app.client();
    let (_, stage) = client.give_password(OWNER, &own_password(OWNER)).await;
    assert_eq!(stage, json!("use-key"), "the password is still needed");
    let (status, stage) = client
        .post("/api/sign-in/enrolment", &json!({ "code": code }))
        .await;
    assert_eq!((status, stage), (StatusCode::OK, json!("link-key")));
    let (status, stage) = client.link_key(&mut SoftKey::default(), "Uusi").await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    let (status, _) = old.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["enrolment"]["by"], "Rekisteriviranomainen");

    let changes = app.changes().await;
    let (_, issued) = changes
        .iter()
        .find(|(_, change)| change.act == ChangeAct::EnrolmentIssued)
        .unwrap();
    assert_eq!(issued.actor.as_deref(), Some("viranomainen-tuki"));
    assert_eq!(issued.subject, Subject::Username(OWNER_ID.to_owned()));
    assert_eq!(issued.reason.as_deref(), Some(CHECKED));
}

#[tokio::test]
async fn support_does_not_help_itself_by_whatever_username() {
    let app = TestApp::new().await;
    let _ = app.signed_in(OWNER).await;
    let (mut support, _) = app.signed_in("viranomainen.tuki").await;
    // The same person, with a second username at a customer.
    let mut users = app.store.list_users().await.unwrap();
    let own = users
        .iter()
        .find(|user| user.login == "viranomainen.tuki")
        .unwrap();
    let code = own.code;
    let second = users.iter_mut().find(|user| user.login == OWNER).unwrap();
    second.code = code;
    app.store.update_user(second).await.unwrap();
    app.service.reload_directory().await.unwrap();
    for id in ["viranomainen-tuki", OWNER_ID] {
        let target = json!({ "id": id, "revision": 0 });
        for (endpoint, body) in [
            ("find", json!({ "id": id })),
            ("password", json!({ "id": id })),
            ("enrolment", json!({ "target": target, "checked": CHECKED })),
        ] {
            let (status, answer) = support
                .post(&format!("/api/authority/support/{endpoint}"), &body)
                .await;
            assert_eq!(
                (status, &answer["problem"]["detail"]),
                (StatusCode::FORBIDDEN, &json!("own-rights")),
                "{endpoint} {id}"
            );
        }
    }
}

#[tokio::test]
async fn what_support_cannot_do_for_a_username_is_said() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut support, _) = app.signed_in("viranomainen.tuki").await;
    let (_, created) = add(&mut responsible, &app.code("plain"), "Tiina Testaaja").await;
    let id = created["id"].as_str().unwrap().to_owned();
    let invited = account(&mut support, &id).await;
    assert_eq!(
        (&invited["no_link"], &invited["may_issue"], &invited["keys"]),
        (&json!("first-sign-in"), &json!(false), &json!([]))
    );
    assert_eq!(
        send_link(&mut support, &id).await,
        json!({ "not": "first-sign-in" })
    );
    let (status, answer) = issue(&mut support, &invited["row"]["target"], CHECKED).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );

    let _ = app.signed_in(OWNER).await;
    let lock = json!({ "target": target(&mut responsible, OWNER_ID).await, "reason": "epäily" });
    let (status, answer) = responsible.post("/api/management/person/lock", &lock).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let locked = account(&mut support, OWNER_ID).await;
    assert_eq!(
        (&locked["no_link"], &locked["row"]["state"]),
        (&json!("locked"), &json!("locked"))
    );
    assert_eq!(
        send_link(&mut support, OWNER_ID).await,
        json!({ "not": "locked" })
    );

    let end = json!({ "target": target(&mut responsible, &id).await, "reason": "lähtee" });
    let (status, answer) = responsible.post("/api/management/person/end", &end).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let ended = account(&mut support, &id).await;
    assert_eq!(
        (&ended["no_link"], &ended["may_issue"]),
        (&json!("ended"), &json!(false))
    );
    assert_eq!(send_link(&mut support, &id).await, json!({ "not": "ended" }));
    let messages = app.store.list_outbox().await.unwrap();
    assert!(
        messages
            .iter()
            .all(|message| !message.text.contains("#password="))
    );
}

#[tokio::test]
async fn to_the_organisation_support_is_the_authority_and_its_looks_are_its_own_affair() {
    let app = TestApp::new().await;
    let _ = app.signed_in(OWNER).await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut support, _) = app.signed_in("viranomainen.tuki").await;
    account(&mut support, OWNER_ID).await;
    send_link(&mut support, OWNER_ID).await;
    assert_eq!(find_person(&mut responsible, OWNER_ID).await["username"], OWNER);
    let of = json!({ "kind": "person", "id": OWNER_ID });
    let (_, page) = who_changed(&mut responsible, of).await;
    let rows = page["rows"].as_array().unwrap();
    let ordered = rows
        .iter()
        .find(|row| row["act"] == "Uusi salasana tilattu")
        .unwrap();
    assert_eq!(
        (&ordered["actor"], &ordered["source"]),
        (&json!("Rekisteriviranomainen"), &json!(""))
    );
    assert!(
        rows.iter()
            .all(|row| row["act"] != "Asiakastuki katsoi käyttäjätunnusta"),
        "{rows:?}"
    );
    // The authority's own log has the look under both names.
    let changes = app.changes().await;
    let (_, look) = changes
        .iter()
        .find(|(_, change)| change.act == ChangeAct::SupportLooked)
        .unwrap();
    assert_eq!(look.actor.as_deref(), Some("viranomainen-tuki"));
    assert_eq!(look.subject, Subject::Username(OWNER_ID.to_owned()));
}
