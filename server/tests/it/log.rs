//! No disclosure without an entry (D5, D15).

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::environment::Environment;
use luotain::service::log_verify::{Witness, verify};
use serde_json::json;

use crate::support::{Query, TestApp, problem};

#[tokio::test]
async fn a_full_disk_closes_queries_and_an_emptied_one_opens_them() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let shelf = &app.shelves[&Environment::Production];
    shelf.fails.store(true, Ordering::SeqCst);
    let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "queries-closed")
    );
    assert!(!answer.to_string().contains("sections"));
    // Everything else keeps working.
    assert_eq!(
        client.post("/api/user/services", &json!({})).await.0,
        StatusCode::OK
    );
    let training = Query {
        environment: "training",
        ..Query::customer_service(&code)
    };
    assert_eq!(client.find_person(&training).await.0, StatusCode::OK);
    shelf.fails.store(false, Ordering::SeqCst);
    assert_eq!(
        client.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
    assert_eq!(app.entries(Environment::Production).await, 1);
}

#[tokio::test]
async fn a_second_place_that_fails_closes_queries() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    app.copies[&Environment::Production]
        .fails
        .store(true, Ordering::SeqCst);
    let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(problem(&answer), "queries-closed");
    app.copies[&Environment::Production]
        .fails
        .store(false, Ordering::SeqCst);
    // The entry was durable; its answer never left. The next one stands behind it.
    assert_eq!(
        client.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
    assert_eq!(app.entries(Environment::Production).await, 2);
}

#[tokio::test]
async fn a_stopped_writer_closes_queries_for_every_outcome() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    app.kill_writers();
    tokio::task::yield_now().await;
    for person in ["plain", "nonDisclosure", "dead", "under15", "passive", "withheld"] {
        let code = app.code(person);
        let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "queries-closed"),
            "{person}"
        );
    }
    let (_, answer) = client.find_person(&Query::customer_service("010594Y9032")).await;
    assert_eq!(
        problem(&answer),
        "queries-closed",
        "not found is a disclosure too"
    );
}

#[tokio::test]
async fn a_clock_set_back_closes_queries() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    assert_eq!(
        client.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
    app.clock.advance(TimeDelta::minutes(-10));
    let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(problem(&answer), "queries-closed");
    app.clock.advance(TimeDelta::minutes(11));
    assert_eq!(
        client.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::OK
    );
}

#[tokio::test]
async fn every_answer_of_many_at_once_has_its_own_entry_and_receipt() {
    let app = TestApp::new().await;
    let (client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (mut client, code) = (client.clone(), code.clone());
        asking.spawn(async move { client.find_person(&Query::customer_service(&code)).await });
    }
    let mut indexes = std::collections::BTreeSet::new();
    let verifier = &app.verifiers[&Environment::Production];
    while let Some(Ok((status, answer))) = asking.join_next().await {
        assert_eq!(status, StatusCode::OK);
        let receipt = luotain::log::Receipt::parse(answer["receipt"].as_str().unwrap_or_default());
        let verified = receipt.ok().and_then(|receipt| receipt.verify(verifier).ok());
        indexes.extend(verified.map(|verified| verified.index()));
    }
    assert_eq!(indexes, (0..100).collect());
    assert_eq!(app.entries(Environment::Production).await, 100);
    let shelf = &app.shelves[&Environment::Production];
    let note = app.copies[&Environment::Production]
        .note
        .lock()
        .ok()
        .and_then(|note| note.clone())
        .unwrap_or_default();
    let witness = Witness::parse(&note, verifier).unwrap_or_else(|error| unreachable!("{error}"));
    let verified = verify(shelf, &[witness], |_| {})
        .await
        .unwrap_or_else(|error| unreachable!("{error}"));
    assert_eq!((verified.size, verified.with_payload), (100, 100));
}

#[tokio::test]
async fn every_entry_has_a_salt_of_its_own() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let mut salts = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
        let receipt = luotain::log::Receipt::parse(answer["receipt"].as_str().unwrap_or_default());
        salts.extend(receipt.map(|receipt| *receipt.salt.as_bytes()));
    }
    // Without it, whoever guesses what was asked could prove it from the commitment alone.
    assert_eq!(salts.len(), 5);
}
