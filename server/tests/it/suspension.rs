//! A responsible user always (S18): thirty days without one suspend the permits, an appointment
//! lifts it, and both are in the organisation's history.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::environment::Environment;
use luotain::permit::{CustomerOrg, Key};
use serde_json::{Value, json};

use crate::support::{Client, Query, SoftKey, TestApp, own_password};

async fn end_responsible(app: &TestApp, authority: &mut Client, login: &str) {
    let users = app.store.list_users().await.unwrap();
    let user = users.iter().find(|user| user.login == login).unwrap();
    let body = json!({
        "target": { "id": user.id.as_str(), "revision": user.revision }, "reason": "organisaation ilmoitus",
    });
    let (status, answer) = authority.post("/api/authority/responsible-user/end", &body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

async fn appoint(app: &TestApp, authority: &mut Client) {
    let body = json!({
        "organisation": "kunta",
        "person": {
            "code": app.code("plain"), "name": "Uusi Vastaava",
            "email": "uusi.vastaava@kuusela.example", "language": "fi",
        },
        "reason": "organisaation hakemus 20.11.2026",
    });
    let (status, answer) = authority
        .post("/api/authority/responsible-user/appoint", &body)
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

/// Signs in again with password and key: the days between have ended every session.
async fn again(app: &TestApp, username: &str, key: &mut SoftKey) -> Client {
    let mut client = app.client();
    let (status, _) = client.give_password(username, &own_password(username)).await;
    assert_eq!(status, StatusCode::OK);
    let (status, stage) = client.use_key(key).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    client
}

async fn history(authority: &mut Client) -> Vec<String> {
    let (status, page) = authority
        .post("/api/authority/organisation/find", &json!({ "id": "kunta" }))
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["what"].as_str().unwrap().to_owned())
        .collect()
}

const PEOPLE: &str = "/api/management/people/list";

fn everybody() -> Value {
    json!({ "query": {
        "search": "", "role": null, "state": null, "expiring": false, "unused": false,
        "sort": "name", "descending": false, "page": 0,
    } })
}

#[tokio::test]
async fn thirty_days_without_a_responsible_user_suspend_the_permits_and_an_appointment_lifts_it() {
    let app = TestApp::new().await;
    let users = app.store.list_users().await.unwrap();
    let mut granter = users
        .iter()
        .find(|user| user.login == "kunta.kysely2")
        .unwrap()
        .clone();
    granter.is_rights_granter = true;
    app.store.update_user(&granter).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let code = app.code("abroad");
    let (mut authority, mut authority_key) = app.signed_in("viranomainen").await;
    let (_, mut user_key) = app.signed_in("kunta.kysely1").await;
    let (mut granter, mut granter_key) = app.signed_in("kunta.kysely2").await;
    let (_, page) = granter.post(PEOPLE, &everybody()).await;
    assert_eq!(page["warning"], Value::Null);
    end_responsible(&app, &mut authority, "kunta.vastuu").await;

    // Told at once to those who can do something about it.
    let (_, page) = granter.post(PEOPLE, &everybody()).await;
    assert_eq!(
        page["warning"],
        json!({ "since": "23.11.2026", "suspends_on": "23.12.2026", "is_suspended": false })
    );
    assert_eq!(
        history(&mut authority).await,
        ["Organisaatiolla ei ole vastuukäyttäjää"]
    );

    app.clock.advance(TimeDelta::days(29));
    app.service.watch_responsible_users().await.unwrap();
    let mut user = again(&app, "kunta.kysely1", &mut user_key).await;
    let (status, answer) = user.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    app.clock.advance(TimeDelta::days(1));
    // The dates suspend, whether or not it has been noted.
    let mut user = again(&app, "kunta.kysely1", &mut user_key).await;
    let entries = app.entries(Environment::Production).await;
    for environment in ["production", "training"] {
        let query = Query {
            environment,
            ..Query::customer_service(&code)
        };
        let (status, answer) = user.find_person(&query).await;
        assert_eq!(
            (status, &answer["problem"]),
            (
                StatusCode::FORBIDDEN,
                &json!({ "code": "refused", "detail": "permit-suspended" })
            )
        );
    }
    assert_eq!(app.entries(Environment::Production).await, entries);
    for _ in 0..3 {
        app.service.watch_responsible_users().await.unwrap();
    }
    let mut authority = again(&app, "viranomainen", &mut authority_key).await;
    assert_eq!(
        history(&mut authority).await,
        [
            "Tietoluvat keskeytetty, koska vastuukäyttäjä puuttuu",
            "Organisaatiolla ei ole vastuukäyttäjää",
        ],
        "noted once, however often it is looked at"
    );
    let mut granter = again(&app, "kunta.kysely2", &mut granter_key).await;
    let (_, page) = granter.post(PEOPLE, &everybody()).await;
    assert_eq!(page["warning"]["is_suspended"], true);
    // Another organisation goes on.
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let (status, answer) = bank.find_person(&Query::bank(&code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    // No clock moves: the next query is answered.
    appoint(&app, &mut authority).await;
    let (status, answer) = user.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    // The clock stands still, so what was noted a moment ago may come before or after it.
    let noted = history(&mut authority).await;
    let ended = "Tietolupien keskeytys päättynyt, vastuukäyttäjä nimetty".to_owned();
    assert!(noted.contains(&ended), "{noted:?}");
    let (_, page) = granter.post(PEOPLE, &everybody()).await;
    assert_eq!(page["warning"], Value::Null);
}

#[tokio::test]
async fn a_watch_that_finds_nothing_new_writes_nothing() {
    let app = TestApp::new().await;
    // One of the demonstration's organisations has nobody yet: its days count, the others' do not.
    let is_without = |organisation: &CustomerOrg| organisation.id.as_str() == "hyvinvointi";
    let before = app.store.list_organisations().await.unwrap();
    for _ in 0..3 {
        app.service.sweep().await;
        app.clock.advance(TimeDelta::days(20));
    }
    let mut after = app.store.list_organisations().await.unwrap();
    let mut before = before;
    before.retain(|organisation| !is_without(organisation));
    let without = after.iter().find(|organisation| is_without(organisation));
    assert!(without.is_some_and(|organisation| organisation.care.watch.suspended_from.is_some()));
    after.retain(|organisation| !is_without(organisation));
    before.sort_by(|a, b| a.id.cmp(&b.id));
    after.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(before, after);
    for organisation in ["kunta", "pankki", "seurakunta"] {
        let id = Key::parse(organisation).unwrap();
        assert!(app.store.list_organisation_events(&id).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn only_the_authority_ends_the_last_responsible_user() {
    let app = TestApp::new().await;
    let users = app.store.list_users().await.unwrap();
    let mut granter = users
        .iter()
        .find(|user| user.login == "kunta.kysely2")
        .unwrap()
        .clone();
    granter.is_rights_granter = true;
    app.store.update_user(&granter).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (mut granter, _) = app.signed_in("kunta.kysely2").await;
    let (status, answer) = granter
        .post(
            "/api/management/person/end",
            &json!({ "target": { "id": "kunta-vastuu", "revision": 0 }, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("authority-only"))
    );
}
