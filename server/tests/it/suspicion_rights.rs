//! Who may lock and open whose username (S78, domain.md §2).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::error::Problem;
use luotain::store::Lock;
use serde_json::{Value, json};

use crate::management::target;
use crate::support::{Client, TestApp, problem};
use crate::suspicion::{report, unlock};

async fn locked(authority: &mut Client) -> Value {
    let (status, rows) = authority.post("/api/authority/locked/list", &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{rows}");
    rows
}

async fn open(authority: &mut Client, target: &Value) -> (StatusCode, Value) {
    authority
        .post(
            "/api/authority/locked/open",
            &json!({ "target": target, "checked": "henkilökortista, paikan päällä" }),
        )
        .await
}

#[tokio::test]
async fn nobody_opens_a_username_of_another_organisation_or_without_the_duty() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut stranger, _) = app.signed_in("pankki.vastuu").await;
    let (mut colleague, _) = app.signed_in("kunta.kysely2").await;
    report(&mut client).await;
    let target = target(&mut responsible, "kunta-kysely1").await;
    for client in [&mut stranger, &mut colleague] {
        let (status, answer) = unlock(client, &target).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::NOT_FOUND, "not-found")
        );
    }
    let lock = json!({ "target": target, "reason": "kiusaksi" });
    for client in [&mut stranger, &mut colleague] {
        let (status, _) = client.post("/api/management/person/lock", &lock).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_rights_granter_opens_a_query_users_username_but_not_a_responsible_users() {
    let app = TestApp::new().await;
    let mut user = app
        .store
        .list_users()
        .await
        .unwrap()
        .into_iter()
        .find(|user| user.login == "kunta.kysely2")
        .unwrap();
    user.is_rights_granter = true;
    app.store.update_user(&user).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (mut granter, _) = app.signed_in("kunta.kysely2").await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    report(&mut client).await;
    report(&mut responsible).await;
    let of_client = target(&mut granter, "kunta-kysely1").await;
    let of_responsible = target(&mut granter, "kunta-vastuu").await;
    let (status, answer) = unlock(&mut granter, &of_responsible).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("responsible-user-only"))
    );
    assert_eq!(unlock(&mut granter, &of_client).await.0, StatusCode::OK);
    // The granter, too, is told of the suspicion.
    let told = app.store.list_outbox().await.unwrap();
    assert!(told.iter().any(|message| message.to.starts_with("kunta.kysely2")));
}

#[tokio::test]
async fn the_authority_sees_all_locks_and_opens_a_responsible_user_but_no_query_user() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    assert_eq!(locked(&mut authority).await, json!([]));
    report(&mut responsible).await;
    report(&mut client).await;
    let rows = locked(&mut authority).await;
    let by_name = |name: &str| {
        rows.as_array()
            .unwrap()
            .iter()
            .find(|row| row["username"] == name)
            .unwrap()
            .clone()
    };
    let (of_client, of_responsible) = (by_name("kunta.kysely1"), by_name("kunta.vastuu"));
    assert_eq!(of_client["may_open"], false);
    assert_eq!(of_responsible["may_open"], true);
    let (status, _) = open(&mut authority, &of_client["target"]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, answer) = open(&mut authority, &of_responsible["target"]).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(locked(&mut authority).await.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn nobody_opens_or_locks_their_own_username_through_the_management_service() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let own = target(&mut responsible, "kunta-vastuu").await;
    let lock = json!({ "target": own, "reason": "oma" });
    for (path, body) in [
        ("/api/management/person/lock", &lock),
        (
            "/api/management/person/unlock",
            &json!({ "target": own, "checked": "tunnen itseni" }),
        ),
    ] {
        let (status, answer) = responsible.post(path, body).await;
        assert_eq!(
            (status, &answer["problem"]["detail"]),
            (StatusCode::FORBIDDEN, &json!("own-rights")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn when_nobody_is_left_who_may_open_it_the_operator_opens_the_authoritys_own_username() {
    let app = TestApp::new().await;
    let (mut authority, mut key) = app.signed_in("viranomainen").await;
    report(&mut authority).await;
    for (login, checked, refused) in [
        ("ei.ketaan", "henkilökortista", Problem::NotFound),
        ("kunta.vastuu", "henkilökortista", Problem::Changed),
    ] {
        let outcome = app.service.unlock_as_operator(login, checked).await;
        assert_eq!(outcome, Err(refused), "{login}");
    }
    let unsaid = app.service.unlock_as_operator("viranomainen", "").await;
    assert!(matches!(unsaid, Err(Problem::Reason(_))));
    let opened = app
        .service
        .unlock_as_operator("viranomainen", "henkilökortista")
        .await;
    assert_eq!(opened, Ok(()));
    let secret = crate::management::invitation_among(&app, "viranomainen", "on avattu").await;
    let mut client = app.client();
    let (_, stage) = client.give_password("viranomainen", &secret).await;
    assert_eq!(stage, "new-password");
    let (_, stage) = client.set_password("jokin aivan toinen pitkä lause").await;
    assert_eq!(stage, "use-key", "the key is asked for as before");
    assert_eq!(client.use_key(&mut key).await.1, "signed-in");
}

#[tokio::test]
async fn a_session_that_slipped_past_the_lock_does_not_come_alive_at_the_opening() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    // As a sign-in that was under way leaves it: the lock is there, and so is the session.
    let users = app.store.list_users().await.unwrap();
    let mut user = users
        .into_iter()
        .find(|user| user.login == "kunta.kysely1")
        .unwrap();
    user.locked = Some(Lock {
        time: luotain::service::Clock::now(&*app.clock),
        by: user.id.clone(),
    });
    app.store.update_user(&user).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (status, _) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let target = target(&mut responsible, "kunta-kysely1").await;
    assert_eq!(unlock(&mut responsible, &target).await.0, StatusCode::OK);
    let (status, _) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
