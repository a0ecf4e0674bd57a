//! The levers of an emergency: each one's effect on sign-in, query, management and open sessions,
//! at the very next request. No clock moves.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use luotain::access::AuthorityRole;
use luotain::environment::Environment;
use luotain::log::ChangeAct;
use serde_json::{Value, json};

use crate::management::{give, target};
use crate::support::{Client, Query, SoftKey, TestApp, own_password, problem};

pub const NOTICE: &str = "Tietoturvapoikkeama, palvelu avataan iltapäivällä.";

pub fn notice() -> Value {
    json!({ "fi": NOTICE, "sv": "Säkerhetsavvikelse.", "en": "A security incident." })
}

pub async fn pull(client: &mut Client, lever: Value) -> (StatusCode, Value) {
    client
        .post(
            "/api/authority/emergency/pull",
            &json!({ "lever": lever, "notice": notice(), "reason": "poikkeama" }),
        )
        .await
}

pub async fn release(client: &mut Client, lever: Value) -> (StatusCode, Value) {
    client
        .post(
            "/api/authority/emergency/release",
            &json!({ "lever": lever, "reason": "poikkeama on ohi" }),
        )
        .await
}

pub async fn end_sessions(client: &mut Client, organisation: Value) -> (StatusCode, Value) {
    client
        .post(
            "/api/authority/emergency/end-sessions",
            &json!({ "organisation": organisation, "reason": "poikkeama" }),
        )
        .await
}

pub async fn view(client: &mut Client) -> Value {
    let (status, view) = client.post("/api/authority/emergency/view", &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{view}");
    view
}

pub async fn sign_in(app: &TestApp, username: &str, key: &mut SoftKey) -> (Client, StatusCode, Value) {
    let mut client = app.client();
    let (status, answer) = client.give_password(username, &own_password(username)).await;
    if status != StatusCode::OK {
        return (client, status, answer);
    }
    let (status, answer) = client.use_key(key).await;
    (client, status, answer)
}

/// Gives social work to a person of the municipality.
async fn change(client: &mut Client) -> (StatusCode, Value) {
    let subject = target(client, "kunta-kysely2").await;
    let dates = ("2026-11-23", "2027-06-30");
    give(client, &subject, ("kunta", "sosiaalityo"), dates).await
}

fn closed(answer: &(StatusCode, Value)) {
    assert_eq!(answer.0, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.1);
    assert_eq!(problem(&answer.1), "closed-by-order");
    assert_eq!(answer.1["problem"]["detail"]["fi"], NOTICE);
}

fn read_only(answer: &(StatusCode, Value)) {
    assert_eq!(answer.0, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.1);
    assert_eq!(problem(&answer.1), "read-only");
    assert_eq!(answer.1["problem"]["detail"]["sv"], "Säkerhetsavvikelse.");
}

#[tokio::test]
async fn closed_queries_answer_nobody_in_either_environment_and_everything_else_goes_on() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (mut user, mut key) = app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let pulled = pull(&mut authority, json!({ "kind": "queries" })).await;
    assert_eq!(pulled.0, StatusCode::OK, "{}", pulled.1);
    let training = Query {
        environment: "training",
        ..Query::customer_service(&code)
    };
    for query in [Query::customer_service(&code), training] {
        closed(&user.find_person(&query).await);
    }
    for environment in Environment::ALL {
        assert_eq!(app.entries(environment).await, 0);
    }
    assert_eq!(change(&mut responsible).await.0, StatusCode::OK);
    assert_eq!(sign_in(&app, "kunta.kysely1", &mut key).await.1, StatusCode::OK);
    // Users read why on the front page.
    let (_, bulletins) = user
        .post("/api/bulletins/list", &json!({ "environment": "production" }))
        .await;
    assert_eq!(bulletins[0]["title"], "Kyselyt on suljettu");
    assert_eq!(bulletins[0]["text"], NOTICE);

    let released = release(&mut authority, json!({ "kind": "queries" })).await;
    assert_eq!(released.0, StatusCode::OK, "{}", released.1);
    assert_eq!(
        user.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn while_changes_are_stopped_nobody_changes_anything_and_queries_and_sign_ins_go_on() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (mut user, mut key) = app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let mut newcomer = app.client();
    newcomer
        .give_password("pankki.kysely1", &app.temporary_password("pankki.kysely1"))
        .await;
    assert_eq!(
        pull(&mut authority, json!({ "kind": "read-only" })).await.0,
        StatusCode::OK
    );
    read_only(&change(&mut responsible).await);
    read_only(&newcomer.set_password(&own_password("pankki.kysely1")).await);
    read_only(&user.link_key(&mut SoftKey::default(), "Toinen").await);
    read_only(&user.post("/api/user/enrolment/dismiss", &json!({})).await);
    let appointed = json!({
        "organisation": "kunta", "reason": "organisaation hakemus",
        "person": {
            "code": code, "name": "Raija Ruukki", "email": "raija@kuusela.example", "language": "fi",
        },
    });
    read_only(
        &authority
            .post("/api/authority/responsible-user/appoint", &appointed)
            .await,
    );
    assert_eq!(
        user.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
    assert_eq!(sign_in(&app, "kunta.kysely1", &mut key).await.1, StatusCode::OK);
    assert_eq!(
        release(&mut authority, json!({ "kind": "read-only" })).await.0,
        StatusCode::OK
    );
    assert_eq!(change(&mut responsible).await.0, StatusCode::OK);
    let (status, _) = newcomer.set_password(&own_password("pankki.kysely1")).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn an_administrator_gets_to_the_levers_with_a_temporary_password_though_changes_are_stopped() {
    let app = TestApp::new().await;
    let mut users = app.store.list_users().await.unwrap();
    let user = users
        .iter_mut()
        .find(|user| user.login == "pankki.kysely1")
        .unwrap();
    user.authority_roles = BTreeSet::from([AuthorityRole::Administrator]);
    app.store.update_user(user).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (mut authority, _) = app.signed_in("viranomainen").await;
    assert_eq!(
        pull(&mut authority, json!({ "kind": "read-only" })).await.0,
        StatusCode::OK
    );
    let (mut second, _) = app.signed_in("pankki.kysely1").await;
    assert_eq!(
        release(&mut second, json!({ "kind": "read-only" })).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn nobody_of_a_closed_organisation_signs_in_or_goes_on_until_it_is_opened() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (mut user, mut key) = app.signed_in("kunta.kysely1").await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let mut half = app.client();
    half.give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let lever = json!({ "kind": "organisation", "of": "kunta" });
    let pulled = pull(&mut authority, lever.clone()).await;
    assert_eq!(pulled.0, StatusCode::OK, "{}", pulled.1);
    // The open session, the half-made one and a new one.
    let (status, answer) = user.find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
    let (_, watch) = user.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch, json!("ended-by-authority"));
    let (status, _) = half.post("/api/sign-in/key/start", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (_, status, answer) = sign_in(&app, "kunta.kysely1", &mut key).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::FORBIDDEN, "organisation-closed")
    );
    // It is told to those only who have the password.
    let (_, answer) = app
        .client()
        .give_password("kunta.kysely1", "väärä salasana 123")
        .await;
    assert_eq!(problem(&answer), "wrong-credentials");
    // Others are not hit.
    assert_eq!(bank.find_person(&Query::bank(&code)).await.0, StatusCode::OK);
    let seen = view(&mut authority).await;
    assert_eq!(seen["pulled"][0]["lever"], lever);
    assert_eq!(seen["pulled"][0]["organisation"], "Kuuselan kunta");
    assert_eq!(seen["pulled"][0]["by"], "Aino Valvoja");
    assert_eq!(seen["pulled"][0]["reason"], "poikkeama");

    assert_eq!(release(&mut authority, lever).await.0, StatusCode::OK);
    // The old session does not come back; a new one begins.
    let (status, _) = user.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (mut again, status, answer) = sign_in(&app, "kunta.kysely1", &mut key).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(
        again.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn all_sessions_end_at_once_but_that_of_the_one_who_ends_them_and_do_not_come_back() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (mut user, mut key) = app.signed_in("kunta.kysely1").await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let seen = view(&mut authority).await;
    assert_eq!(seen["sessions"], 2);
    let ended = end_sessions(&mut authority, json!("pankki")).await;
    assert_eq!(ended, (StatusCode::OK, json!(1)));
    let (status, _) = bank.find_person(&Query::bank(&code)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        user.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
    assert_eq!(
        end_sessions(&mut authority, Value::Null).await,
        (StatusCode::OK, json!(1))
    );
    let (status, _) = user.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (_, watch) = user.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch, json!("ended-by-authority"));
    // The store has the own one only, so a restart brings none back.
    assert_eq!(app.store.list_sessions().await.unwrap().len(), 1);
    view(&mut authority).await;
    assert_eq!(sign_in(&app, "kunta.kysely1", &mut key).await.1, StatusCode::OK);
    let changes = app.changes().await;
    let told = changes
        .iter()
        .find(|(_, change)| change.act == ChangeAct::SessionsEnded)
        .unwrap();
    assert_eq!(told.1.details[0].after.as_deref(), Some("1"));
    assert_eq!(told.1.reason.as_deref(), Some("poikkeama"));
}

#[tokio::test]
async fn levers_outlive_a_restart() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (mut user, _) = app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    for lever in [json!({ "kind": "queries" }), json!({ "kind": "read-only" })] {
        assert_eq!(pull(&mut authority, lever).await.0, StatusCode::OK);
    }
    app.service.settle_changes().await;
    let next = app.restarted().await;
    for client in [&mut user, &mut responsible] {
        client.router = next.router.clone();
    }
    closed(&user.find_person(&Query::customer_service(&code)).await);
    read_only(&change(&mut responsible).await);
}

#[tokio::test]
async fn every_lever_and_its_end_is_told_with_its_reason_and_what_users_read() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    for lever in [
        json!({ "kind": "queries" }),
        json!({ "kind": "read-only" }),
        json!({ "kind": "organisation", "of": "pankki" }),
    ] {
        assert_eq!(pull(&mut authority, lever.clone()).await.0, StatusCode::OK);
        assert_eq!(release(&mut authority, lever).await.0, StatusCode::OK);
    }
    let told: Vec<_> = app
        .changes()
        .await
        .into_iter()
        .take(6)
        .map(|(_, change)| (change.act, change.reason.unwrap(), change.details.len()))
        .collect();
    let expected = [
        (ChangeAct::OrganisationOpened, "poikkeama on ohi".to_owned(), 0),
        (ChangeAct::OrganisationClosed, "poikkeama".to_owned(), 0),
        (ChangeAct::ReadOnlyEnded, "poikkeama on ohi".to_owned(), 0),
        (ChangeAct::ReadOnlyBegun, "poikkeama".to_owned(), 3),
        (ChangeAct::QueriesOpened, "poikkeama on ohi".to_owned(), 0),
        (ChangeAct::QueriesClosed, "poikkeama".to_owned(), 3),
    ];
    assert_eq!(told, expected);
}
