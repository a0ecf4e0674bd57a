//! The catalogue of practice cases: of the training register, and of nothing else.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::environment::Environment;
use serde_json::{Value, json};

use crate::places::body;
use crate::support::{Client, Query, TestApp, problem};

async fn list(client: &mut Client, environment: &str) -> (StatusCode, Value) {
    client
        .post(
            "/api/training/practice/list",
            &json!({ "environment": environment }),
        )
        .await
}

/// The examples of a case, each as it is told.
fn examples<'a>(cases: &'a Value, code: &str) -> Vec<&'a str> {
    let mut cases = cases.as_array().unwrap().iter();
    let case = cases.find(|case| case["code"] == code).unwrap();
    let examples = case["examples"].as_array().unwrap().iter();
    examples
        .map(|example| example["told"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_cases_are_those_of_the_training_register_each_with_what_to_practise_with() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, cases) = list(&mut client, "training").await;
    assert_eq!(status, StatusCode::OK, "{cases}");
    for (case, person) in [
        ("plain", "plain"),
        ("non-disclosure", "nonDisclosure"),
        ("same-dwelling", "sameDwelling"),
        ("passive-code", "passive"),
        ("dead", "dead"),
        ("under-fifteen", "under15"),
        ("alternating-residence", "altResidence"),
        ("guardianship", "guardianship"),
        ("two-citizenships", "twoCitizenships"),
        ("no-fixed-dwelling", "noFixedDwelling"),
        ("abroad", "abroad"),
        ("institution", "institution"),
        ("former-name", "plain"),
        ("adopted", "adopted"),
        ("withheld", "withheld"),
        ("owner", "plain"),
    ] {
        let code = app.code(person);
        assert!(examples(&cases, case).contains(&code.as_str()), "{case}");
    }
    assert!(examples(&cases, "protected-resident").contains(&"Torikatu 22 C 45 90100"));
    assert_eq!(examples(&cases, "protected-owner"), ["749-999-756-1"]);
    assert!(examples(&cases, "split-apartment").contains(&"Keskuskatu 3 A 4a 33960"));
    assert!(examples(&cases, "several-owners").contains(&"837-999-100-1"));
    assert!(examples(&cases, "namesakes").contains(&"Virtanen, Matti Johannes, 1960-01-01"));
    assert_eq!(examples(&cases, "client-identifier")[0].len(), 9);
    for case in ["demolished", "property-by-address"] {
        assert!(!examples(&cases, case).is_empty(), "{case}");
    }
    // This register has none of these, and the list says so.
    for case in ["taken-into-care", "parcel", "many-apartments"] {
        assert!(examples(&cases, case).is_empty(), "{case}");
    }
    assert!(cases.as_array().unwrap().len() >= 25);
    // Again, and in another language: the same examples.
    client.headers.insert("accept-language", "sv".parse().unwrap());
    let (_, swedish) = list(&mut client, "training").await;
    assert_eq!(swedish[1]["title"], "Spärrmarkering");
    assert_eq!(swedish[1]["examples"], cases[1]["examples"]);
    for environment in Environment::ALL {
        assert_eq!(app.entries(environment).await, 0, "nothing was disclosed");
    }
}

#[tokio::test]
async fn what_a_case_gives_is_what_the_query_of_its_operation_takes() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (_, cases) = list(&mut client, "training").await;
    for case in ["plain", "non-disclosure", "under-fifteen", "dead"] {
        for code in examples(&cases, case) {
            let query = Query {
                environment: "training",
                ..Query::social_work(code)
            };
            let (status, answer) = client.find_person(&query).await;
            assert_eq!(
                (status, &answer["answer"]["kind"]),
                (StatusCode::OK, &json!("found")),
                "{case}"
            );
        }
    }
    let (mut technical, _) = app.signed_in("tekninen.kysely1").await;
    let of = |code: &str| -> Value {
        let cases = cases.as_array().unwrap();
        let case = cases.iter().find(|case| case["code"] == code).unwrap();
        case["examples"][0]["criteria"].clone()
    };
    for (code, by) in [
        ("protected-resident", "address"),
        ("split-apartment", "address"),
        ("several-owners", "property"),
        ("protected-owner", "property"),
        ("property-by-address", "property-address"),
        ("demolished", "building"),
    ] {
        let mut criteria = of(code);
        criteria["by"] = json!(by);
        let mut query = body("rakennusvalvonta", &criteria);
        query["query"]["environment"] = json!("training");
        let (status, answer) = technical.post("/api/query/place", &query).await;
        assert_eq!(
            (status, &answer["answer"]["kind"]),
            (StatusCode::OK, &json!("found")),
            "{code}: {answer}"
        );
        assert!(!answer.to_string().contains("Korhonen"), "{code}: protected");
    }
    let names = of("namesakes");
    let query = json!({ "query": {
        "environment": "training", "permit": "kunta", "role": "sosiaalityo", "purpose": "lastensuojelu",
        "reference": "KUU 12/2026", "surname": names["surname"], "firstNames": names["first_names"],
        "birthDate": names["birth_date"],
    } });
    let (status, answer) = client.post("/api/query/person/identify", &query).await;
    assert_eq!(status, StatusCode::OK);
    assert!(["several", "too-many"].contains(&answer["answer"]["kind"].as_str().unwrap()));
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn of_production_nothing_is_listed_and_without_a_query_role_nothing_either() {
    let app = TestApp::new().await;
    let (status, answer) = list(&mut app.client(), "training").await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = list(&mut client, "production").await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::NOT_FOUND, "not-found")
    );
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (status, answer) = list(&mut authority, "training").await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("right-not-held"))
    );
    let (status, _, page) = client.get("/production/practice").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "the page is of training only");
    assert!(!page.contains(&app.code("plain")));
    let (status, _, page) = client.get("/training/practice").await;
    assert_eq!(status, StatusCode::OK);
    // The cases come after the page is alive, as every register result does (D9).
    assert!(!page.contains(&app.code("plain")));
}
