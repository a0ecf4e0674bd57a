//! Answers on places opened again: as those of persons, asked anew and logged.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::environment::Environment;
use luotain::permit::PlaceContent;
use serde_json::{Value, json};

use crate::places::{at, buildings, find};
use crate::places_rights::{change_role, open_with_key};
use crate::support::{Client, TestApp, entry_of, kept_of, problem};

async fn again(client: &mut Client, kept: &str) -> (StatusCode, Value) {
    client
        .post("/api/query/kept/open-place", &json!({ "id": kept }))
        .await
}

#[tokio::test]
async fn a_places_answer_opens_again_without_charge_and_is_logged_as_opened_again() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kiinteisto.kysely1").await;
    let by_address = json!({
        "by": "property-address", "municipality": "Tampere", "street": "Koivukuja", "number": "7",
    });
    let first = find(&mut client, "kohdetiedot", by_address).await;
    assert_eq!(first["answer"]["price"], "0,39 €");
    let kept = kept_of(&first);
    let (status, second) = again(&mut client, &kept).await;
    assert_eq!(status, StatusCode::OK, "{second}");
    assert_eq!(second["answer"]["sections"], first["answer"]["sections"]);
    assert_eq!(kept_of(&second), kept, "it stays under its id");
    assert_eq!(second["answer"]["price"], "0,00 €");
    let (one, two) = (entry_of(&first), entry_of(&second));
    assert_eq!((two.price_thousandths, two.price_item.as_deref()), (0, None));
    assert_eq!(
        two.criteria.last(),
        Some(&("refersTo".to_owned(), "0".to_owned())),
        "the entry names the first one"
    );
    assert_eq!(two.criteria[..one.criteria.len()], one.criteria);
    assert_eq!((two.subjects, two.operation), (one.subjects, one.operation));

    let (_, list) = client.post("/api/query/kept/list", &json!({})).await;
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
    assert_eq!(
        (&list[0]["id"], &list[0]["is_place"]),
        (&json!(kept), &json!(true))
    );
    let asked = list[0]["asked"].as_str().unwrap();
    assert!(asked.contains("katu Koivukuja, talon numero ****"), "{asked}");
    // On the page of persons it opens nothing.
    let (status, _) = client.post("/api/query/kept/open", &json!({ "id": kept })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_of_places_opens_again_and_no_data_and_too_many_do_not() {
    let app = TestApp::new().await;
    let numbers: Vec<String> = (1..=11).map(|number| number.to_string()).collect();
    let mut numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    numbers.extend(["30 a", "30 b"]);
    let records = buildings(198_400_000, ("790", "Sastamala"), "Pitkäkatu", &numbers);
    app.store
        .create_records(Environment::Production, &records, None)
        .await
        .unwrap();
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let street = |number| at("Sastamala", "Pitkäkatu", number, "");
    let two = find(&mut client, "osoitetiedot", street("30")).await;
    assert_eq!(two["answer"]["kind"], "several");
    let (status, same) = again(&mut client, &kept_of(&two)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(same["answer"]["hits"], two["answer"]["hits"]);
    for (number, kind) in [("", "too-many"), ("99", "no-data")] {
        let answer = find(&mut client, "osoitetiedot", street(number)).await;
        assert_eq!(
            (&answer["answer"]["kind"], answer["answer"].get("kept")),
            (&json!(kind), None)
        );
    }
}

#[tokio::test]
async fn a_places_answer_opens_for_its_own_session_only_and_while_the_role_holds() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let home = at("Tampere", "Koivukuja", "7", "");
    let kept = kept_of(&find(&mut client, "rakennusvalvonta", home.clone()).await);
    let (mut other, _) = app.signed_in("tekninen.kysely2").await;
    for (is_own, id) in [(false, kept.as_str()), (true, "olematon"), (true, "")] {
        let asker = if is_own { &mut client } else { &mut other };
        let (status, answer) = again(asker, id).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::NOT_FOUND, "not-found")
        );
    }
    // A content that the permit has lost is not opened again either.
    change_role(&app, PlaceContent::default()).await;
    let entries = app.entries(Environment::Production).await;
    let (status, answer) = again(&mut client, &kept).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("operation-not-in-role"))
    );

    let of_other_role = kept_of(&find(&mut client, "osoitetiedot", home).await);
    let (mut responsible, _) = app.signed_in("tekninen.vastuu").await;
    let (_, person) = responsible
        .post(
            "/api/management/person/find",
            &json!({ "id": "tekninen-kysely1" }),
        )
        .await;
    let ended = json!({
        "target": { "id": "tekninen-kysely1", "revision": person["revision"] }, "permit": "tekninen",
        "role": "osoitetiedot", "last": null, "reason": "tehtävä vaihtuu",
    });
    let (status, told) = responsible.post("/api/management/right/end", &ended).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let (status, answer) = again(&mut client, &of_other_role).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("right-not-held"))
    );
    assert_eq!(
        app.entries(Environment::Production).await,
        entries + 1,
        "only what was answered"
    );
}

#[tokio::test]
async fn what_the_key_showed_is_hidden_again_when_the_answer_is_opened_again() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("tekninen.kysely1").await;
    let home = at("Oulu", "Torikatu", "22", "C 45");
    let closed = find(&mut client, "pelastustoimi", home).await;
    let kept = kept_of(&closed);
    let (status, shown) = open_with_key(&mut client, &mut key, &kept).await;
    assert_eq!(status, StatusCode::OK, "{shown}");
    assert!(shown.to_string().contains("Korhonen"));
    assert_eq!(kept_of(&shown), kept);
    let (status, hidden) = again(&mut client, &kept).await;
    assert_eq!(status, StatusCode::OK, "{hidden}");
    assert_eq!(hidden["answer"]["notices"], closed["answer"]["notices"]);
    assert!(!hidden.to_string().contains("Korhonen"));
    assert!(!entry_of(&hidden).non_disclosure_seen);
}

#[tokio::test]
async fn nobody_signed_out_opens_an_answer_again() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let answer = find(&mut client, "osoitetiedot", at("Tampere", "Koivukuja", "7", "")).await;
    let kept = kept_of(&answer);
    client.post("/api/session/sign-out", &json!({})).await;
    assert_eq!(again(&mut client, &kept).await.0, StatusCode::UNAUTHORIZED);
}
