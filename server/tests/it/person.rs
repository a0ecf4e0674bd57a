//! Person by identity code: what each role gets, and what the log has of it.

use axum::http::StatusCode;
use luotain::environment::Environment;
use luotain::log::Receipt;
use serde_json::{Value, json};

use crate::support::{Query, TestApp, groups_of, kept_of, problem};

#[tokio::test]
async fn a_found_person_shows_exactly_the_roles_groups_and_hides_the_rest_with_the_reason() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["answer"]["kind"], "found");
    assert_eq!(answer["answer"]["asked"][0]["value"], json!(code));
    assert_eq!(
        groups_of(&answer),
        [
            "identity",
            "name",
            "birth",
            "death",
            "homeMunicipality",
            "addresses",
            "languages",
            "maritalStatus",
            "bans"
        ]
    );
    let hidden = answer["answer"]["hidden"].as_array().cloned().unwrap_or_default();
    assert_eq!(hidden.len(), 1);
    assert_eq!(hidden[0]["groups"].as_array().map(Vec::len), Some(28 - 9));
    assert_eq!(answer["answer"]["price"], "0,00 €");
    assert_eq!(answer["answer"]["officer"], "Kaisa Kysyjä");
}

#[tokio::test]
async fn each_organisation_gets_its_own_content_and_price() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let (_, answer) = bank.find_person(&Query::bank(&code)).await;
    assert_eq!(
        groups_of(&answer),
        ["identity", "name", "addresses", "guardianship", "continuingPoa"]
    );
    assert_eq!(answer["answer"]["price"], "0,39 €");
    let (mut parish, _) = app.signed_in("seurakunta.kysely1").await;
    let (_, answer) = parish.find_person(&Query::parish(&code)).await;
    assert!(groups_of(&answer).contains(&"religion".to_owned()));
    assert_eq!(answer["answer"]["price"], "0,074 €");
    let training = Query {
        environment: "training",
        ..Query::parish(&code)
    };
    let (_, answer) = parish.find_person(&training).await;
    assert_eq!(answer["answer"]["price"], "0,00 €");
    assert_eq!(answer["answer"]["environment"], "training");
}

#[tokio::test]
async fn the_receipt_proves_the_entry_under_the_logs_key_and_says_what_was_shown() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    for _ in 0..3 {
        client.find_person(&Query::customer_service(&code)).await;
    }
    let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
    let text = answer["receipt"].as_str().unwrap_or_default();
    let receipt = Receipt::parse(text).unwrap_or_else(|error| unreachable!("{error}"));
    let verified = receipt
        .verify(&app.verifiers[&Environment::Production])
        .unwrap_or_else(|error| unreachable!("{error}"));
    assert_eq!(verified.index(), 3);
    let entry = verified.entry();
    assert_eq!(entry.username, "kunta-kysely1");
    assert_eq!(entry.criteria, [("personalIdentityCode".to_owned(), code)]);
    assert_eq!(entry.result, "found");
    assert_eq!(entry.groups_shown, groups_of(&answer));
    assert_eq!(entry.purpose, "asukaspalvelu");
    assert_eq!(entry.reference.as_deref(), Some("KUU 12/2026"));
    assert!(receipt.verify(&app.verifiers[&Environment::Training]).is_err());
}

#[tokio::test]
async fn training_never_reaches_the_production_log_nor_the_other_way() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    client
        .find_person(&Query {
            environment: "training",
            ..Query::customer_service(&code)
        })
        .await;
    assert_eq!(
        (
            app.entries(Environment::Production).await,
            app.entries(Environment::Training).await
        ),
        (0, 1)
    );
    client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (
            app.entries(Environment::Production).await,
            app.entries(Environment::Training).await
        ),
        (1, 1)
    );
}

/// What differs between answers without data: request, time, receipt and the code itself.
fn comparable(mut answer: Value) -> Value {
    answer["receipt"] = json!(null);
    answer["answer"]["extracted_at"] = json!(null);
    answer["answer"]["asked"] = json!(null);
    answer
}

#[tokio::test]
async fn what_a_role_may_not_see_answers_exactly_like_not_found() {
    let app = TestApp::new().await;
    // The bank may see neither the dead, children, passive codes nor withheld persons.
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let (status, missing) = bank.find_person(&Query::bank("010594Y9032")).await;
    assert_eq!(
        (status, &missing["answer"]["kind"]),
        (StatusCode::OK, &json!("no-data"))
    );
    for person in ["dead", "under15", "passive", "withheld"] {
        let code = app.code(person);
        let (status, answer) = bank.find_person(&Query::bank(&code)).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(comparable(answer), comparable(missing.clone()), "{person}");
    }
    // The parish may not see the dead.
    let (mut parish, _) = app.signed_in("seurakunta.kysely1").await;
    let (_, missing) = parish.find_person(&Query::parish("010594Y9032")).await;
    let code = app.code("dead");
    let (_, answer) = parish.find_person(&Query::parish(&code)).await;
    assert_eq!(comparable(answer), comparable(missing));
    // Each of them is an entry, priced alike.
    assert_eq!(app.entries(Environment::Production).await, 7);
}

#[tokio::test]
async fn a_refused_persons_receipt_does_not_tell_what_the_answer_does_not() {
    let app = TestApp::new().await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let code = app.code("withheld");
    let (_, answer) = bank.find_person(&Query::bank(&code)).await;
    let entry = Receipt::parse(answer["receipt"].as_str().unwrap_or_default())
        .ok()
        .and_then(|receipt| receipt.verify(&app.verifiers[&Environment::Production]).ok())
        .map(luotain::log::VerifiedReceipt::into_entry)
        .unwrap_or_else(|| unreachable!());
    assert_eq!(
        (
            entry.result.as_str(),
            entry.subjects.len(),
            entry.groups_shown.len()
        ),
        ("no-data", 0, 0)
    );
}

#[tokio::test]
async fn dead_child_and_passive_code_are_told_to_a_role_that_may_know() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let dead = app.code("dead");
    let (_, answer) = client.find_person(&Query::customer_service(&dead)).await;
    assert_eq!(answer["answer"]["notices"], json!(["dead"]));
    let child = app.code("under15");
    let (_, answer) = client.find_person(&Query::customer_service(&child)).await;
    assert_eq!(answer["answer"]["notices"], json!(["under-fifteen"]));
    let passive = app.code("passive");
    let (_, answer) = client.find_person(&Query::customer_service(&passive)).await;
    assert_eq!(answer["answer"]["kind"], "passive-code");
    assert!(answer["answer"]["replaced_by"].is_string());
    assert_eq!(answer["answer"]["sections"], json!([]));
}

#[tokio::test]
async fn history_is_given_only_to_a_role_that_has_it() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let former = |answer: &Value| -> usize {
        let sections = answer["answer"]["sections"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        sections
            .iter()
            .map(|section| section["history"].as_array().map_or(0, Vec::len))
            .sum()
    };
    let (_, without) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(former(&without), 0);
    let (_, with) = client.find_person(&Query::social_work(&code)).await;
    assert!(former(&with) > 0);
}

#[tokio::test]
async fn under_a_non_disclosure_only_the_contact_address_is_left() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("kunta.kysely1").await;
    for person in ["nonDisclosure", "sameDwelling"] {
        let code = app.code(person);
        let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
        assert!(
            answer["answer"]["notices"]
                .to_string()
                .contains("non-disclosure-hidden"),
            "{person}"
        );
        let groups = groups_of(&answer);
        assert!(!groups.contains(&"homeMunicipality".to_owned()), "{person}");
        let (_, closed) = client.find_person(&Query::social_work(&code)).await;
        let (_, open) = client.open_with_key(&mut key, &kept_of(&closed)).await;
        assert!(
            open["answer"]["notices"]
                .to_string()
                .contains("non-disclosure-shown"),
            "{person}"
        );
        assert!(
            groups_of(&open).contains(&"homeMunicipality".to_owned()),
            "{person}"
        );
        // The home address that the one role sees is nowhere in the other's answer.
        let municipality = open["answer"]["sections"]
            .as_array()
            .and_then(|sections| {
                sections
                    .iter()
                    .find(|section| section["group"] == "homeMunicipality")
            })
            .and_then(|section| section["current"][0]["fields"][0]["value"].as_str())
            .unwrap_or("?")
            .to_owned();
        let street = first_street(&open);
        assert!(
            !answer["answer"]["sections"].to_string().contains(&street),
            "{person}: {street}"
        );
        assert!(!municipality.is_empty());
    }
}

/// The first line of the first address that is no contact address.
fn first_street(answer: &Value) -> String {
    answer["answer"]["sections"]
        .as_array()
        .and_then(|sections| sections.iter().find(|section| section["group"] == "addresses"))
        .and_then(|section| section["current"][0]["fields"].as_array())
        .and_then(|fields| {
            fields
                .iter()
                .filter_map(|field| field["value"].as_str())
                .find(|value| value.contains(char::is_numeric))
        })
        .unwrap_or("?")
        .to_owned()
}

#[tokio::test]
async fn an_answer_is_in_the_language_chosen() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let mut titles = Vec::new();
    for language in ["fi", "sv", "en"] {
        client.headers.insert(
            "accept-language",
            language.parse().unwrap_or_else(|_| unreachable!()),
        );
        let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
        titles.push(
            answer["answer"]["sections"][1]["title"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    assert_eq!(titles, ["Nimi", "Namn", "Name"]);
}

#[tokio::test]
async fn real_codes_are_refused_by_a_register_of_test_persons() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = client.find_person(&Query::customer_service("131052-308T")).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::BAD_REQUEST, "test-identifiers-only")
    );
    assert_eq!(app.entries(Environment::Production).await, 0);
}
