//! Each official's own entries of the log.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::person_identification::plain;
use crate::places::{at, by_id, find};
use crate::support::{Client, Query, TestApp};

async fn own(client: &mut Client, environment: &str, day: Option<&str>, before: Option<u64>) -> Value {
    let body = json!({ "environment": environment, "day": day, "before": before });
    let (status, answer) = client.post("/api/query/own", &body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

fn numbers(page: &Value) -> Vec<u64> {
    let entries = page["entries"].as_array().unwrap().iter();
    entries.map(|entry| entry["index"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn one_sees_ones_own_entries_newest_first_with_the_criteria_masked() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (mut other, _) = app.signed_in("kunta.kysely2").await;
    client.find_person(&Query::customer_service(&code)).await;
    other.find_person(&Query::customer_service(&code)).await;
    plain().found(&mut client).await;
    let training = Query {
        environment: "training",
        ..Query::customer_service(&code)
    };
    client.find_person(&training).await;
    let page = own(&mut client, "production", None, None).await;
    assert_eq!(numbers(&page), [2, 0]);
    assert_eq!(page["before"], Value::Null);
    let [identification, by_code] = &page["entries"].as_array().unwrap()[..] else {
        unreachable!()
    };
    assert_eq!(
        identification["criteria"],
        json!(["sukunimi M.", "etunimet A.O.", "syntymävuosi 1984"])
    );
    assert_eq!(by_code["criteria"], json!(["henkilötunnus 120584-****"]));
    assert_eq!(by_code["operation"], "Henkilö henkilötunnuksella");
    assert_eq!(by_code["role"], "Asiakaspalvelu");
    assert_eq!(by_code["reference"], "KUU 12/2026");
    assert!(!page.to_string().contains(&code) && !page.to_string().contains("kinen"));
    assert_eq!(numbers(&own(&mut other, "production", None, None).await), [1]);
    assert_eq!(numbers(&own(&mut client, "training", None, None).await), [0]);
}

#[tokio::test]
async fn the_criteria_of_places_are_masked_so_that_no_home_is_found_by_them() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let home = at("Pirkkala", "Keskuskatu", "3", "A 4a");
    find(&mut client, "rakennusvalvonta", home).await;
    find(&mut client, "rakennusvalvonta", by_id("1999000003")).await;
    let property = json!({ "by": "property", "identifier": "837-999-100-1" });
    find(&mut client, "rakennusvalvonta", property).await;
    let page = own(&mut client, "production", None, None).await;
    let criteria: Vec<&Value> = page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["criteria"])
        .collect();
    assert_eq!(
        criteria,
        [
            &json!(["kiinteistötunnus 837-****"]),
            &json!(["pysyvä rakennustunnus 199900****"]),
            &json!([
                "kunta Pirkkala",
                "katu Keskuskatu",
                "talon numero ****",
                "huoneisto ****"
            ]),
        ]
    );
    let text = page.to_string();
    assert!(
        !text.contains("837-999") && !text.contains("1999000003"),
        "{text}"
    );
}

#[tokio::test]
async fn the_list_is_read_by_day_and_in_pages_until_its_end() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    for _ in 0..60 {
        client.find_person(&Query::customer_service(&code)).await;
    }
    let first = own(&mut client, "production", None, None).await;
    assert_eq!(numbers(&first), (10..60).rev().collect::<Vec<_>>());
    let before = first["before"].as_u64();
    let rest = own(&mut client, "production", None, before).await;
    assert_eq!(numbers(&rest), (0..10).rev().collect::<Vec<_>>());
    assert_eq!(rest["before"], Value::Null);

    app.clock.advance(TimeDelta::days(1));
    client
        .give_password("kunta.kysely1", &crate::support::own_password("kunta.kysely1"))
        .await;
    assert_eq!(client.use_key(&mut key).await.0, StatusCode::OK);
    client.find_person(&Query::customer_service(&code)).await;
    let today = own(&mut client, "production", Some("2026-11-24"), None).await;
    assert_eq!(numbers(&today), [60]);
    let before = own(&mut client, "production", Some("2026-11-22"), None).await;
    assert_eq!(numbers(&before), Vec::<u64>::new());
    let yesterday = own(&mut client, "production", Some("2026-11-23"), Some(5)).await;
    assert_eq!(numbers(&yesterday), [4, 3, 2, 1, 0]);
}

#[tokio::test]
async fn nobody_signed_out_reads_the_list() {
    let app = TestApp::new().await;
    let body = json!({ "environment": "production", "day": null, "before": null });
    let (status, _) = app.client().post("/api/query/own", &body).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
