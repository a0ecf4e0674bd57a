//! Answers opened again, the wrong person, and the key for data under a non-disclosure.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::environment::Environment;
use serde_json::{Value, json};

use crate::person_identification::{add_namesakes, kind, namesakes, plain};
use crate::support::{Client, ORIGIN, Query, SoftKey, TestApp, entry_of, groups_of, kept_of, problem};

async fn again(client: &mut Client, kept: &str) -> (StatusCode, Value) {
    client.post("/api/query/kept/open", &json!({ "id": kept })).await
}

#[tokio::test]
async fn an_answer_opens_again_without_charge_and_is_logged_as_opened_again() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let (_, first) = bank.find_person(&Query::bank(&code)).await;
    let kept = kept_of(&first);
    let (status, second) = again(&mut bank, &kept).await;
    assert_eq!(status, StatusCode::OK, "{second}");
    assert_eq!(second["answer"]["sections"], first["answer"]["sections"]);
    assert_eq!(kept_of(&second), kept, "it stays under its id");
    assert_eq!(second["answer"]["price"], "0,00 €");
    let entry = entry_of(&second);
    assert_eq!((entry.price_thousandths, entry.price_item.as_deref()), (0, None));
    assert_eq!(
        entry.criteria,
        [
            ("personalIdentityCode".to_owned(), code),
            ("refersTo".to_owned(), "0".to_owned())
        ]
    );
    assert_eq!(entry.subjects, entry_of(&first).subjects);
    let (_, list) = bank.post("/api/query/kept/list", &json!({})).await;
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
    assert_eq!(list[0]["id"], json!(kept));
    assert!(list[0]["asked"].as_str().unwrap().contains("120584-****"));
    assert!(!list.to_string().contains(&app.code("plain")));
}

#[tokio::test]
async fn an_identification_and_its_hits_open_again_under_new_ids_of_the_hits() {
    let app = TestApp::new().await;
    add_namesakes(&app, 2, |_, _| {}).await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let list = namesakes().found(&mut client).await;
    let (status, second) = again(&mut client, &kept_of(&list)).await;
    assert_eq!((status, kind(&second)), (StatusCode::OK, "several"));
    let mut body = namesakes().body();
    body["query"]["hit"] = second["answer"]["hits"][0]["id"].clone();
    let (status, opened) = client.post("/api/query/person/hit", &body).await;
    assert_eq!((status, kind(&opened)), (StatusCode::OK, "found"));
    let (status, second) = again(&mut client, &kept_of(&opened)).await;
    assert_eq!((status, kind(&second)), (StatusCode::OK, "found"));
    assert_eq!(second["answer"]["summary"], opened["answer"]["summary"]);
}

#[tokio::test]
async fn an_answer_opens_for_its_own_session_only_and_while_the_role_holds() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
    let kept = kept_of(&answer);
    let (mut other, mut key) = app.signed_in("kunta.kysely2").await;
    for (is_own, kept) in [(false, kept.as_str()), (true, "olematon"), (true, "")] {
        let asker = if is_own { &mut client } else { &mut other };
        let (status, answer) = again(asker, kept).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::NOT_FOUND, "not-found")
        );
    }
    // Confirming with the key gives the session another token; what it kept stays.
    let (_, answer) = other.find_person(&Query::customer_service(&code)).await;
    assert_eq!(other.confirm(&mut key).await.0, StatusCode::OK);
    assert_eq!(again(&mut other, &kept_of(&answer)).await.0, StatusCode::OK);

    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_, person) = responsible
        .post("/api/management/person/find", &json!({ "id": "kunta-kysely1" }))
        .await;
    let ended = json!({
        "target": { "id": "kunta-kysely1", "revision": person["revision"] }, "permit": "kunta",
        "role": "asiakaspalvelu", "last": null, "reason": "tehtävä vaihtuu",
    });
    let (status, told) = responsible.post("/api/management/right/end", &ended).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let entries = app.entries(Environment::Production).await;
    let (status, answer) = again(&mut client, &kept).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::FORBIDDEN, "refused")
    );
    assert_eq!(app.entries(Environment::Production).await, entries);
    // The note on a wrong person can be made all the same.
    let note = client
        .post("/api/query/kept/wrong-person", &json!({ "id": kept }))
        .await;
    assert_eq!(note.0, StatusCode::OK, "{}", note.1);
}

#[tokio::test]
async fn what_a_session_kept_goes_with_it() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    let answer = plain().found(&mut client).await;
    let kept = kept_of(&answer);
    client.post("/api/session/sign-out", &json!({})).await;
    assert_eq!(again(&mut client, &kept).await.0, StatusCode::UNAUTHORIZED);
    let password = crate::support::own_password("kunta.kysely1");
    client.give_password("kunta.kysely1", &password).await;
    assert_eq!(client.use_key(&mut key).await.0, StatusCode::OK);
    assert_eq!(again(&mut client, &kept).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_wrong_person_is_noted_once_in_an_entry_that_names_the_first() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("pankki.kysely1").await;
    client.find_person(&Query::bank(&code)).await;
    let (_, answer) = client.find_person(&Query::bank(&code)).await;
    let kept = json!({ "id": kept_of(&answer) });
    let (status, index) = client.post("/api/query/kept/wrong-person", &kept).await;
    assert_eq!((status, index), (StatusCode::OK, json!(2)));
    let (_, again) = client.post("/api/query/kept/wrong-person", &kept).await;
    assert_eq!(again, json!(2), "a second press notes nothing more");
    assert_eq!(app.entries(Environment::Production).await, 3);
    let (_, own) = client
        .post(
            "/api/query/own",
            &json!({ "environment": "production", "day": null, "before": null }),
        )
        .await;
    let note = &own["entries"][0];
    assert_eq!((&note["index"], &note["refers_to"]), (&json!(2), &json!(1)));
    assert_eq!(note["price"], "0,00 €");
}

#[tokio::test]
async fn data_under_a_non_disclosure_show_only_after_the_key_and_are_marked_in_the_log() {
    let app = TestApp::new().await;
    let code = app.code("nonDisclosure");
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    let (_, closed) = client.find_person(&Query::social_work(&code)).await;
    assert_eq!(closed["answer"]["notices"], json!(["non-disclosure-to-confirm"]));
    assert!(!groups_of(&closed).contains(&"homeMunicipality".to_owned()));
    assert!(!entry_of(&closed).non_disclosure_seen);
    let kept = kept_of(&closed);
    let (status, open) = client.open_with_key(&mut key, &kept).await;
    assert_eq!(status, StatusCode::OK, "{open}");
    assert_eq!(open["answer"]["notices"], json!(["non-disclosure-shown"]));
    assert!(groups_of(&open).contains(&"homeMunicipality".to_owned()));
    let entry = entry_of(&open);
    assert!(entry.non_disclosure_seen);
    assert_eq!(entry.price_thousandths, 0);
    assert!(entry.criteria.contains(&("refersTo".to_owned(), "0".to_owned())));
    // It holds for that act alone: opened again, they are hidden again.
    let (_, closed) = again(&mut client, &kept).await;
    assert_eq!(closed["answer"]["notices"], json!(["non-disclosure-to-confirm"]));
}

#[tokio::test]
async fn a_keys_answer_opens_the_one_answer_that_it_was_asked_for_and_confirms_nothing_else() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    let mut kept = Vec::new();
    for person in ["nonDisclosure", "sameDwelling"] {
        let code = app.code(person);
        let (_, answer) = client.find_person(&Query::social_work(&code)).await;
        kept.push(kept_of(&answer));
    }
    let finish = |id: &str, answer: &Value| json!({ "id": id, "answer": answer });
    let path = "/api/query/confirm/finish";
    let is_refused = |(status, answer): (StatusCode, Value)| {
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::CONFLICT, "challenge-expired")
        );
    };
    // For another answer.
    let answer = client.step_up_answer(&mut key, &kept[0]).await;
    is_refused(client.post(path, &finish(&kept[1], &answer)).await);
    is_refused(client.post(path, &finish(&kept[0], &answer)).await);
    // As the general confirmation of a change.
    let answer = client.step_up_answer(&mut key, &kept[0]).await;
    is_refused(
        client
            .post("/api/user/confirm/finish", &json!({ "answer": answer }))
            .await,
    );
    // The general confirmation for an answer.
    let general = client
        .key_answer("/api/user/confirm/start", &mut key, ORIGIN)
        .await;
    is_refused(client.post(path, &finish(&kept[0], &general["answer"])).await);
    // Twice.
    let answer = client.step_up_answer(&mut key, &kept[0]).await;
    assert_eq!(
        client.post(path, &finish(&kept[0], &answer)).await.0,
        StatusCode::OK
    );
    is_refused(client.post(path, &finish(&kept[0], &answer)).await);
    // Too late.
    let answer = client.step_up_answer(&mut key, &kept[0]).await;
    app.clock.advance(chrono::TimeDelta::seconds(121));
    is_refused(client.post(path, &finish(&kept[0], &answer)).await);
}

#[tokio::test]
async fn a_role_without_the_right_and_another_session_are_not_asked_for_a_key() {
    let app = TestApp::new().await;
    let code = app.code("nonDisclosure");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (_, masked) = client.find_person(&Query::customer_service(&code)).await;
    let (_, closed) = client.find_person(&Query::social_work(&code)).await;
    let (mut other, _) = app.signed_in("kunta.kysely2").await;
    for (client, kept) in [(&mut client, kept_of(&masked)), (&mut other, kept_of(&closed))] {
        let (status, _) = client
            .post("/api/query/confirm/start", &json!({ "id": kept }))
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_key_that_is_not_the_users_opens_nothing() {
    let app = TestApp::new().await;
    let code = app.code("nonDisclosure");
    let (mut client, mut own) = app.signed_in("kunta.kysely1").await;
    let (_, closed) = client.find_person(&Query::social_work(&code)).await;
    let kept = kept_of(&closed);
    let mut answer = client.step_up_answer(&mut own, &kept).await;
    // The signature of another question.
    let general = client
        .key_answer("/api/user/confirm/start", &mut own, ORIGIN)
        .await;
    answer["credential"] = general["answer"]["credential"].clone();
    let entries = app.entries(Environment::Production).await;
    let (status, told) = client
        .post(
            "/api/query/confirm/finish",
            &json!({ "id": kept, "answer": answer }),
        )
        .await;
    assert_eq!(
        (status, problem(&told).as_str()),
        (StatusCode::UNAUTHORIZED, "key-refused")
    );
    assert_eq!(app.entries(Environment::Production).await, entries);
    drop::<SoftKey>(own);
}
