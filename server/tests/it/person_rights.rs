//! Who may ask: rights apart from behaviour, so that a gap is seen in the list of files.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use luotain::environment::Environment;
use luotain::permit::{DataPermit, Key};
use luotain::register::DataGroup;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::{Client, Query, TestApp, groups_of, problem};

#[tokio::test]
async fn nobody_signed_out_asks() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (status, answer) = app.client().find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
}

#[tokio::test]
async fn a_role_that_one_does_not_hold_is_refused_without_an_answer_or_an_entry() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely2").await;
    // Not held; of another organisation; not there at all: the same answer.
    let unknown = Query {
        permit: "olematon",
        ..Query::customer_service(&code)
    };
    for query in [Query::social_work(&code), Query::bank(&code), unknown] {
        let (status, answer) = client.find_person(&query).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert_eq!(
            answer["problem"],
            json!({ "code": "refused", "detail": "right-not-held" })
        );
    }
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn a_purpose_outside_the_permit_is_refused() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = client
        .find_person(&Query {
            purpose: "uteliaisuus",
            ..Query::customer_service(&code)
        })
        .await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("purpose-not-in-permit"))
    );
    assert_eq!(app.entries(Environment::Production).await, 0);
}

async fn change_permit(app: &TestApp, change: impl FnOnce(&mut DataPermit)) {
    let permits = app.store.list_permits().await.unwrap_or_default();
    let newest = permits
        .into_iter()
        .filter(|permit| permit.id.as_str() == "kunta")
        .max_by_key(|permit| permit.version);
    let mut permit = newest.unwrap_or_else(|| unreachable!());
    permit.version += 1;
    change(&mut permit);
    app.store
        .create_permit(&permit, &[])
        .await
        .unwrap_or_else(|error| unreachable!("{error}"));
    app.service
        .reload_directory()
        .await
        .unwrap_or_else(|error| unreachable!("{error}"));
}

#[tokio::test]
async fn an_expired_permit_is_refused_at_once() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    change_permit(&app, |permit| permit.valid_until = permit.valid_from.succ_opt()).await;
    let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("permit-not-in-force"))
    );
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["permits"], json!([]), "nor does the menu offer it");
}

#[tokio::test]
async fn a_missing_reference_is_refused_where_the_role_needs_one() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = client
        .find_person(&Query {
            reference: " ",
            ..Query::social_work(&code)
        })
        .await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::BAD_REQUEST, &json!({ "reference": "missing" }))
    );
    let (status, _) = client
        .find_person(&Query {
            reference: " ",
            ..Query::customer_service(&code)
        })
        .await;
    assert_eq!(status, StatusCode::OK);
    let named = Query {
        reference: "asia 010190-999W",
        ..Query::customer_service(&code)
    };
    let (_, answer) = client.find_person(&named).await;
    assert_eq!(
        answer["problem"]["detail"],
        json!({ "reference": "identity-code" })
    );
}

#[tokio::test]
async fn only_responsible_users_see_the_organisations_permits() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (status, permits) = responsible.post("/api/permits/list", &json!({})).await;
    assert_eq!(
        (status, permits.as_array().map(Vec::len)),
        (StatusCode::OK, Some(1))
    );
    let (mut user, _) = app.signed_in("kunta.kysely1").await;
    assert_eq!(
        user.post("/api/permits/list", &json!({})).await.0,
        StatusCode::NOT_FOUND
    );
}

/// Every value that an answer shows of a group.
fn values(answer: &Value, group: &str) -> Option<Value> {
    answer["answer"]["sections"]
        .as_array()?
        .iter()
        .find(|section| section["group"] == group)
        .cloned()
}

/// Whatever groups a permit gives, and whoever is asked for: the fields of the HTTP answer
/// are among the permitted, and taking one group away takes just that group away.
#[test]
fn the_fields_in_the_answer_are_a_subset_of_the_permitted() {
    let runtime = tokio::runtime::Runtime::new().unwrap_or_else(|error| unreachable!("{error}"));
    let app = runtime.block_on(TestApp::new());
    let (client, _) = runtime.block_on(app.signed_in("kunta.kysely1"));
    let people: Vec<String> = app
        .persons
        .values()
        .map(|code| code.as_str().to_owned())
        .collect();
    let mut runner = TestRunner::new(Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    });
    let strategy = (
        proptest::collection::btree_set(proptest::sample::select(DataGroup::ALL), 1..28),
        any::<[bool; 6]>(),
        proptest::sample::select(people),
        any::<proptest::sample::Index>(),
    );
    runner
        .run(&strategy, |(groups, flags, code, pick)| {
            let gone = groups.iter().nth(pick.index(groups.len())).copied();
            let whole = runtime.block_on(answer_with(&app, &client, &groups, flags, &code));
            let shown: BTreeSet<String> = groups_of(&whole).into_iter().collect();
            let permitted: BTreeSet<String> = groups.iter().map(|group| group.code().to_owned()).collect();
            prop_assert!(shown.is_subset(&permitted));
            let fewer: BTreeSet<DataGroup> = groups
                .iter()
                .copied()
                .filter(|group| Some(*group) != gone)
                .collect();
            let less = runtime.block_on(answer_with(&app, &client, &fewer, flags, &code));
            let left: BTreeSet<String> = groups_of(&less).into_iter().collect();
            let expected: BTreeSet<String> = shown
                .iter()
                .filter(|code| gone.is_none_or(|gone| code.as_str() != gone.code()))
                .cloned()
                .collect();
            prop_assert_eq!(&left, &expected);
            for group in &left {
                prop_assert_eq!(values(&whole, group), values(&less, group));
            }
            Ok(())
        })
        .unwrap_or_else(|error| unreachable!("{error}"));
}

async fn answer_with(
    app: &TestApp,
    client: &Client,
    groups: &BTreeSet<DataGroup>,
    flags: [bool; 6],
    code: &str,
) -> Value {
    let role = Key::parse("asiakaspalvelu").unwrap_or_else(|_| unreachable!());
    change_permit(app, |permit| {
        for found in permit.roles.iter_mut().filter(|found| found.id == role) {
            found.groups.clone_from(groups);
            [
                found.history,
                found.contact_under_non_disclosure,
                found.dead,
                found.under_15,
                found.replacement_of_passive_code,
                found.withheld,
            ] = flags;
        }
    })
    .await;
    let (status, answer) = client.clone().find_person(&Query::customer_service(code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}
