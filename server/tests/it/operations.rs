//! The property of the first issue over all operations: whatever a role has, no answer shows more.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::permit::{Key, Operation, PlaceContent, PlaceGroup, QueryRole};
use luotain::register::{ApartmentGroup, BuildingGroup, DataGroup, PropertyGroup};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use serde_json::{Value, json};

use crate::support::{Client, TestApp, entry_of};

/// The permanent identifier of the building in which the plain persona lives, and its property.
const BUILDING: &str = "1999000003";
const PROPERTY: &str = "837-999-100-1";

/// What a role is given.
#[derive(Clone, Debug)]
struct Content {
    operations: BTreeSet<Operation>,
    groups: BTreeSet<DataGroup>,
    places: PlaceContent,
    flags: [bool; 6],
}

fn content() -> impl Strategy<Value = Content> {
    let operations = proptest::sample::subsequence(Operation::ALL.to_vec(), 0..=Operation::ALL.len());
    let groups = proptest::sample::subsequence(DataGroup::ALL.to_vec(), 0..=DataGroup::ALL.len());
    let building = proptest::sample::subsequence(BuildingGroup::ALL.to_vec(), 0..=BuildingGroup::ALL.len());
    let apartment =
        proptest::sample::subsequence(ApartmentGroup::ALL.to_vec(), 0..=ApartmentGroup::ALL.len());
    let property = proptest::sample::subsequence(PropertyGroup::ALL.to_vec(), 0..=PropertyGroup::ALL.len());
    let places = (building, apartment, property, any::<bool>()).prop_map(
        |(building, apartment, property, residents)| PlaceContent {
            building: building.into_iter().collect(),
            apartment: apartment.into_iter().collect(),
            property: property.into_iter().collect(),
            residents,
        },
    );
    (operations, groups, places, any::<[bool; 6]>()).prop_map(|(operations, groups, places, flags)| Content {
        operations: operations.into_iter().collect(),
        groups: groups.into_iter().collect(),
        places,
        flags,
    })
}

/// A question of each operation: its path and what it asks, about somebody or something there is.
fn question(operation: Operation, code: &str, client_identifier: &str) -> (&'static str, Value) {
    let place = |criteria: Value| ("/api/query/place", json!({ "criteria": criteria }));
    match operation {
        Operation::PersonByCode => ("/api/query/person", json!({ "code": code })),
        Operation::PersonByClientIdentifier => ("/api/query/person", json!({ "code": client_identifier })),
        Operation::PersonOwnership => ("/api/query/person/ownership", json!({ "code": code })),
        Operation::PersonIdentification => (
            "/api/query/person/identify",
            json!({ "surname": "Mäkinen", "firstNames": "Antti Olavi", "birthDate": "12.5.1984" }),
        ),
        Operation::BuildingById => place(json!({ "by": "building", "identifier": BUILDING })),
        Operation::BuildingIdentification => place(json!({
            "by": "address", "municipality": "Pirkkala", "street": "Keskuskatu", "number": "3",
            "apartment": "A 4a",
        })),
        Operation::PropertyById => place(json!({ "by": "property", "identifier": PROPERTY })),
        Operation::PropertyIdentification => place(json!({
            "by": "property-address", "municipality": "Tampere", "street": "Koivukuja", "number": "7",
        })),
    }
}

async fn give(app: &TestApp, content: &Content) {
    let permits = app.store.list_permits().await.unwrap();
    let newest = permits
        .into_iter()
        .filter(|permit| permit.id.as_str() == "kunta")
        .max_by_key(|permit| permit.version);
    let mut permit = newest.unwrap();
    permit.version += 1;
    let id = Key::parse("asiakaspalvelu").unwrap();
    let role: &mut QueryRole = permit.roles.iter_mut().find(|role| role.id == id).unwrap();
    role.operations.clone_from(&content.operations);
    role.groups.clone_from(&content.groups);
    role.places.clone_from(&content.places);
    [
        role.history,
        role.contact_under_non_disclosure,
        role.dead,
        role.under_15,
        role.replacement_of_passive_code,
        role.withheld,
    ] = content.flags;
    app.store.create_permit(&permit, &[]).await.unwrap();
    app.service.reload_directory().await.unwrap();
}

async fn ask(client: &Client, (path, asked): (&str, Value)) -> (StatusCode, Value) {
    let mut query = json!({
        "environment": "production", "permit": "kunta", "role": "asiakaspalvelu",
        "purpose": "asukaspalvelu", "reference": "KUU 12/2026",
    });
    for (name, value) in asked.as_object().unwrap() {
        query[name] = value.clone();
    }
    client.clone().post(path, &json!({ "query": query })).await
}

/// The groups that may be shown in an answer of an operation.
fn permitted(operation: Operation, content: &Content) -> BTreeSet<String> {
    let of_places = |groups: Vec<PlaceGroup>| -> BTreeSet<String> {
        let given = groups.into_iter().filter(|group| content.places.gives(*group));
        given.map(PlaceGroup::code).collect()
    };
    let apartments = [PlaceGroup::Apartment(ApartmentGroup::Identity)];
    match operation {
        Operation::PersonByCode
        | Operation::PersonByClientIdentifier
        | Operation::PersonIdentification
        | Operation::PersonOwnership => {
            let about = operation.groups();
            let groups = content.groups.iter();
            let groups = groups.filter(|group| about.is_none_or(|about| about.contains(group)));
            groups.map(|group| group.code().to_owned()).collect()
        }
        Operation::BuildingById => of_places(PlaceGroup::of_building().chain(apartments).collect()),
        Operation::BuildingIdentification => of_places(PlaceGroup::of_apartment().collect()),
        Operation::PropertyById | Operation::PropertyIdentification => {
            of_places(PlaceGroup::of_property().collect())
        }
    }
}

fn shown(answer: &Value) -> BTreeSet<String> {
    let sections = answer["answer"]["sections"].as_array().unwrap();
    let groups = sections.iter().map(|section| section["group"].as_str().unwrap());
    groups.map(str::to_owned).collect()
}

fn holds(
    operation: Operation,
    content: &Content,
    (status, answer): &(StatusCode, Value),
    entries: (u64, u64),
) -> TestCaseResult {
    let permitted = permitted(operation, content);
    let gives_nothing = match operation {
        // The list of a building's apartments alone makes no building.
        Operation::BuildingById => content.places.building.is_empty(),
        Operation::BuildingIdentification | Operation::PropertyById | Operation::PropertyIdentification => {
            permitted.is_empty()
        }
        _ => false,
    };
    if !content.operations.contains(&operation) || gives_nothing {
        prop_assert_eq!(*status, StatusCode::FORBIDDEN);
        prop_assert_eq!(&answer["problem"]["detail"], "operation-not-in-role");
        prop_assert!(!answer.to_string().contains("sections"));
        prop_assert_eq!(entries.0, entries.1, "what is refused is not in the log");
        return Ok(());
    }
    prop_assert_eq!(*status, StatusCode::OK, "{}", answer);
    let shown = shown(answer);
    prop_assert!(shown.is_subset(&permitted), "{shown:?} of {permitted:?}");
    let logged: BTreeSet<String> = entry_of(answer).groups_shown.into_iter().collect();
    prop_assert_eq!(&logged, &shown, "the log says what was shown");
    prop_assert_eq!(entries.1, entries.0 + 1);
    // The plain person, whom nothing keeps from a role, and the places around: all that is permitted.
    if answer["answer"]["kind"] == "found" {
        prop_assert_eq!(&shown, &permitted);
    }
    // Names of persons come with the groups that name them, and else nowhere.
    let names_persons = match operation {
        Operation::BuildingById => content.places.building.contains(&BuildingGroup::Owners),
        Operation::BuildingIdentification => content.places.residents,
        Operation::PropertyById | Operation::PropertyIdentification => {
            content.places.property.contains(&PropertyGroup::Owners)
        }
        _ => true,
    };
    let told = answer["answer"]["sections"].to_string();
    prop_assert!(names_persons || !(told.contains("Mäkinen") || told.contains("Ahonen")));
    Ok(())
}

#[test]
fn whatever_a_role_has_each_operation_shows_that_and_no_more_and_others_are_refused() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = runtime.block_on(TestApp::new());
    let (client, _) = runtime.block_on(app.signed_in("kunta.kysely1"));
    let code = app.code("plain");
    let client_identifier = runtime.block_on(async {
        let identity = BTreeSet::from([DataGroup::Identity]);
        let code = PersonalIdentityCode::parse(&code).unwrap();
        let found = app
            .store
            .find_person(Environment::Production, code, &identity)
            .await
            .unwrap()
            .unwrap();
        let identity = found.groups.identity.unwrap();
        identity.electronic_identifiers[0].value.as_str().to_owned()
    });
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&content(), |content| {
            runtime.block_on(give(&app, &content));
            for operation in Operation::ALL {
                let before = runtime.block_on(app.entries(Environment::Production));
                let question = question(operation, &code, &client_identifier);
                let answer = runtime.block_on(ask(&client, question));
                let after = runtime.block_on(app.entries(Environment::Production));
                holds(operation, &content, &answer, (before, after))?;
            }
            Ok(())
        })
        .unwrap();
}
