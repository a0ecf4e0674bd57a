//! Signing in: first time, later, and every way in which it must not work.

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::service::Clock;
use serde_json::json;

use crate::support::{Client, ORIGIN, SoftKey, TestApp, own_password, problem};

#[tokio::test]
async fn first_sign_in_forces_a_new_password_and_a_key() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(view["stage"], "signed-in");
    assert_eq!(view["name"], "Kaisa Kysyjä");
    assert_eq!(view["permits"][0]["roles"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn later_sign_in_takes_password_and_key_and_gives_a_new_session_at_each_step() {
    let app = TestApp::new().await;
    let (first, mut key) = app.signed_in("kunta.kysely1").await;
    let mut client = app.client();
    let (_, stage) = client
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(stage, "use-key");
    let half_way = client.cookie.clone();
    let (_, stage) = client.use_key(&mut key).await;
    assert_eq!(stage, "signed-in");
    assert_ne!(client.cookie, half_way);
    assert_ne!(client.cookie, first.cookie);
    // The cookie of the half-way session opens nothing any more.
    let mut old = Client {
        cookie: half_way,
        ..client.clone()
    };
    assert_eq!(old.post("/api/session/view", &json!({})).await.1, json!(null));
}

#[tokio::test]
async fn password_alone_opens_nothing_and_tells_nothing() {
    let app = TestApp::new().await;
    app.signed_in("kunta.kysely1").await;
    let mut client = app.client();
    client
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["name"], "");
    assert_eq!(view["permits"], json!([]));
    let (status, answer) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
    // Nor may the password alone link another key.
    let (status, answer) = client.post("/api/user/key/link/start", &json!({})).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "wrong-step")
    );
}

#[tokio::test]
async fn unknown_user_and_wrong_password_answer_alike_after_equal_work() {
    let app = TestApp::new().await;
    let mut client = app.client();
    let before = app.service.passwords().verifications();
    let unknown = client.give_password("ei.ketaan", "aivan väärä salasana").await;
    let between = app.service.passwords().verifications();
    let mut wrong = client
        .give_password("kunta.kysely1", "aivan väärä salasana")
        .await;
    let after = app.service.passwords().verifications();
    assert_eq!(between - before, after - between);
    wrong.1["request"] = unknown.1["request"].clone();
    assert_eq!(unknown, wrong);
    assert_eq!(problem(&unknown.1), "wrong-credentials");
}

#[tokio::test]
async fn lapsed_temporary_password_is_a_wrong_password() {
    let app = TestApp::new().await;
    app.clock.advance(TimeDelta::days(366));
    let (status, answer) = app
        .client()
        .give_password("kunta.kysely1", &app.temporary_password("kunta.kysely1"))
        .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "wrong-credentials")
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_but_the_owner_elsewhere_gets_in() {
    let app = TestApp::new().await;
    let mut stranger = app.client();
    for _ in 0..5 {
        stranger
            .give_password("kunta.kysely1", "väärä arvaus kerta kaikkiaan")
            .await;
    }
    let (status, answer) = stranger
        .give_password("kunta.kysely1", "väärä arvaus kerta kaikkiaan")
        .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too-many-attempts")
    );
    assert!(
        answer["problem"]["detail"]
            .as_u64()
            .is_some_and(|seconds| seconds > 0)
    );
    // Guessing also stops for the right password until the wait is over.
    app.clock.advance(TimeDelta::seconds(40));
    let (status, _) = stranger
        .give_password("kunta.kysely1", &app.temporary_password("kunta.kysely1"))
        .await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn the_owner_sees_failures_at_the_next_sign_in_once() {
    let app = TestApp::new().await;
    let (_, mut key) = app.signed_in("kunta.kysely1").await;
    let mut stranger = app.client();
    stranger
        .give_password("kunta.kysely1", "väärä arvaus kerta kaikkiaan")
        .await;
    stranger
        .give_password("kunta.kysely1", "väärä arvaus kerta kaikkiaan")
        .await;
    let id = luotain::permit::Key::parse("kunta-kysely1").unwrap_or_else(|_| unreachable!());
    // The count is written after the answer.
    while app
        .store
        .find_password(&id)
        .await
        .ok()
        .flatten()
        .is_none_or(|(_, failures)| failures.count < 2)
    {
        tokio::task::yield_now().await;
    }
    for (round, expected) in [json!(2), json!(null)].into_iter().enumerate() {
        let mut client = app.client();
        client
            .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
            .await;
        client.use_key(&mut key).await;
        let (_, view) = client.post("/api/session/view", &json!({})).await;
        assert_eq!(view["failures"]["count"], expected, "round {round}");
    }
}

#[tokio::test]
async fn weak_new_passwords_are_refused_with_the_reason() {
    let app = TestApp::new().await;
    let mut client = app.client();
    client
        .give_password("kunta.kysely1", &app.temporary_password("kunta.kysely1"))
        .await;
    let temporary = app.temporary_password("kunta.kysely1");
    let long = "ö".repeat(129);
    for (password, reason) in [
        ("lyhyt", "too-short"),
        (long.as_str(), "too-long"),
        ("password1234", "common"),
        ("minä kunta.kysely1 tässä", "holds-username"),
        (temporary.as_str(), "unchanged"),
    ] {
        let (status, answer) = client.set_password(password).await;
        assert_eq!(
            (status, &answer["problem"]["detail"]),
            (StatusCode::BAD_REQUEST, &json!(reason))
        );
    }
    let differ = json!({ "password": own_password("x"), "repeated": own_password("y") });
    let (_, answer) = client.post("/api/sign-in/new-password", &differ).await;
    assert_eq!(answer["problem"]["detail"], "differ");
    assert_eq!(
        client.set_password(&own_password("kunta.kysely1")).await.0,
        StatusCode::OK
    );
}

async fn at_key_step(app: &TestApp) -> (Client, SoftKey) {
    let (_, key) = app.signed_in("kunta.kysely1").await;
    let mut client = app.client();
    client
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    (client, key)
}

#[tokio::test]
async fn a_question_to_a_key_is_answered_once() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let answer = client
        .key_answer("/api/sign-in/key/start", &mut key, ORIGIN)
        .await;
    let half_way = client.cookie.clone();
    assert_eq!(
        client.post("/api/sign-in/key/finish", &answer).await.0,
        StatusCode::OK
    );
    // Replayed, both by the new session and by the old cookie.
    let (status, _) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(status, StatusCode::CONFLICT);
    client.cookie = half_way;
    let (status, _) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_question_to_a_key_lives_two_minutes() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let answer = client
        .key_answer("/api/sign-in/key/start", &mut key, ORIGIN)
        .await;
    app.clock.advance(TimeDelta::seconds(120));
    let (status, refused) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(
        (status, problem(&refused).as_str()),
        (StatusCode::CONFLICT, "challenge-expired")
    );
}

#[tokio::test]
async fn a_question_belongs_to_its_session() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let answer = client
        .key_answer("/api/sign-in/key/start", &mut key, ORIGIN)
        .await;
    let mut other = app.client();
    other
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (_, refused) = other.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(problem(&refused), "challenge-expired");
}

#[tokio::test]
async fn a_key_of_somebody_else_is_refused() {
    let app = TestApp::new().await;
    let (_, mut others) = app.signed_in("kunta.kysely2").await;
    let (mut client, _) = at_key_step(&app).await;
    let (_, question) = client.post("/api/sign-in/key/start", &json!({})).await;
    // Another's key does not even answer a question that names the owner's; so its own
    // answer to its own question is sent in the place of it.
    let mut colleague = app.client();
    colleague
        .give_password("kunta.kysely2", &own_password("kunta.kysely2"))
        .await;
    let mut answer = colleague
        .key_answer("/api/sign-in/key/start", &mut others, ORIGIN)
        .await;
    answer["answer"]["id"] = question["id"].clone();
    let (status, refused) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(
        (status, problem(&refused).as_str()),
        (StatusCode::UNAUTHORIZED, "key-refused")
    );
}

#[tokio::test]
async fn an_answer_made_for_another_origin_is_refused() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let answer = client
        .key_answer("/api/sign-in/key/start", &mut key, "http://localhost:9999")
        .await;
    let (_, refused) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(problem(&refused), "key-refused");
}

#[tokio::test]
async fn an_answer_without_user_verification_is_refused() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let mut answer = client
        .key_answer("/api/sign-in/key/start", &mut key, ORIGIN)
        .await;
    // The flags are the byte after the 32 of the relying party's hash; bit 2 is UV. Clearing
    // it breaks the signature too, which is the point: it cannot be cleared unseen.
    let data = answer["answer"]["credential"]["response"]["authenticatorData"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let mut bytes =
        base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &data).unwrap_or_default();
    assert!(bytes.len() >= 37);
    bytes[32] &= !0b100;
    answer["answer"]["credential"]["response"]["authenticatorData"] = json!(base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        bytes
    ));
    let (_, refused) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(problem(&refused), "key-refused");
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused_and_written_to_the_audit_log() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let id = luotain::permit::Key::parse("kunta-kysely1").unwrap_or_else(|_| unreachable!());
    assert_eq!(client.use_key(&mut key).await.0, StatusCode::OK);
    // The store is told of a use far ahead, as if a copy of the key had been used.
    advance_counter(&app, &id).await;

    let mut client = app.client();
    client
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (status, refused) = client.use_key(&mut key).await;
    assert_eq!(
        (status, problem(&refused).as_str()),
        (StatusCode::UNAUTHORIZED, "key-refused")
    );
    let went_back = async || {
        app.store
            .list_audit_events(&id)
            .await
            .unwrap_or_default()
            .contains(&"key.counter-went-back".to_owned())
    };
    while !went_back().await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_ended_username_gets_in_nowhere_and_its_sessions_end() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    assert_eq!(app.service.end_username("kunta.kysely1").await, Ok(()));
    let (status, answer) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
    let (_, answer) = app
        .client()
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(problem(&answer), "wrong-credentials");
    assert!(app.clock.now().timestamp() > 0);
}

/// Puts the counter of a username's only key far ahead, as a use elsewhere would.
async fn advance_counter(app: &TestApp, id: &luotain::permit::Key) {
    let mut row = app
        .store
        .list_keys(id)
        .await
        .ok()
        .and_then(|mut keys| keys.pop())
        .unwrap_or_else(|| unreachable!());
    let mut stored = serde_json::to_value(&row.passkey).unwrap_or_default();
    stored["cred"]["counter"] = json!(4_000_000);
    row.passkey = serde_json::from_value(stored).unwrap_or(row.passkey);
    assert!(app.store.update_key(&row, &[]).await.is_ok_and(|written| written));
}

#[tokio::test]
async fn a_counter_is_held_against_the_key_as_stored_when_its_answer_comes() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let id = luotain::permit::Key::parse("kunta-kysely1").unwrap_or_else(|_| unreachable!());
    // The question was put before the key was used elsewhere, so what it knows is old.
    let answer = client
        .key_answer("/api/sign-in/key/start", &mut key, ORIGIN)
        .await;
    advance_counter(&app, &id).await;
    let (status, refused) = client.post("/api/sign-in/key/finish", &answer).await;
    assert_eq!(
        (status, problem(&refused).as_str()),
        (StatusCode::UNAUTHORIZED, "key-refused")
    );
    while !app
        .store
        .list_audit_events(&id)
        .await
        .unwrap_or_default()
        .contains(&"key.counter-went-back".to_owned())
    {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_step_of_sign_in_is_taken_once() {
    let app = TestApp::new().await;
    let username = "kunta.kysely1";
    // Two browsers in which the temporary password was given, each asking twice at once.
    let mut clients = Vec::new();
    for _ in 0..2 {
        let mut client = app.client();
        client
            .give_password(username, &app.temporary_password(username))
            .await;
        clients.extend([client.clone(), client]);
    }
    let steps: Vec<_> = clients
        .into_iter()
        .zip(0_u8..)
        .map(|(mut client, number)| {
            let password = format!("{} {number}", own_password(username));
            tokio::spawn(async move {
                let (status, _) = client.set_password(&password).await;
                (status, client, password)
            })
        })
        .collect();
    let mut taken = Vec::new();
    for step in steps {
        let Ok((status, client, password)) = step.await else {
            continue;
        };
        match status {
            StatusCode::OK => taken.push((client, password)),
            StatusCode::UNAUTHORIZED | StatusCode::CONFLICT => {}
            status => unreachable!("{status}"),
        }
    }
    assert_eq!(taken.len(), 1, "one of four at once goes on");
    let (mut client, password) = taken.remove(0);
    let linked = client.link_key(&mut SoftKey::default(), "Avain").await;
    assert_eq!(linked.0, StatusCode::OK);
    // Its password, too, is the one that was stored.
    let (_, stage) = app.client().give_password(username, &password).await;
    assert_eq!(stage, "use-key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_answers_of_a_key_to_one_session_sign_in_once() {
    let app = TestApp::new().await;
    let (mut client, mut key) = at_key_step(&app).await;
    let before = app.store.list_sessions().await.map(|sessions| sessions.len());
    let mut answers = Vec::new();
    for _ in 0..2 {
        answers.push(
            client
                .key_answer("/api/sign-in/key/start", &mut key, ORIGIN)
                .await,
        );
    }
    let steps: Vec<_> = answers
        .into_iter()
        .map(|answer| {
            let mut client = client.clone();
            tokio::spawn(async move { client.post("/api/sign-in/key/finish", &answer).await.0 })
        })
        .collect();
    let mut signed_in = 0;
    for step in steps {
        signed_in += usize::from(step.await.is_ok_and(|status| status == StatusCode::OK));
    }
    assert_eq!(signed_in, 1);
    // The half-way session became the signed-in one; none was added.
    let after = app.store.list_sessions().await.map(|sessions| sessions.len());
    assert_eq!(before.ok(), after.ok());
}
