//! Who may see what of places: roles that may not, and persons who are left out without a trace.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::NaiveDate;
use luotain::environment::Environment;
use luotain::identifier::{ApartmentAddressPart, BuildingId, PersonalIdentityCode};
use luotain::language::Language;
use luotain::log::Receipt;
use luotain::permit::{Key, PlaceContent, PlaceGroup};
use luotain::query::places::PlaceQuery;
use luotain::register::codes::ResidenceKind;
use luotain::register::groups::{NameGroup, ResidenceGroup, ResidencePlace};
use luotain::register::{
    Apartment, ApartmentGroup, BuildingGroup, NonDisclosure, Owner, Person, PersonFacts, PersonGroups,
    Property, PropertyGroup, Relative, Versioned,
};
use luotain::service::{RequestContext, Token};
use luotain::store::{Records, Work, counted};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::places::{at, body, buildings, by_id, find, sections};
use crate::support::{Client, SoftKey, TestApp, problem};

#[tokio::test]
async fn nobody_signed_out_asks_or_completes() {
    let app = TestApp::new().await;
    let mut client = app.client();
    let query = body("rakennusvalvonta", &by_id("103515074X"));
    let completion = json!({ "query": { "text": "a" } });
    for (path, body) in [
        ("/api/query/place", &query),
        ("/api/places/municipalities", &completion),
        ("/api/places/streets", &completion),
    ] {
        let (status, answer) = client.post(path, body).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::UNAUTHORIZED, "signed-out"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_role_that_may_not_is_refused_without_an_answer_or_an_entry() {
    let app = TestApp::new().await;
    let (mut technical, _) = app.signed_in("tekninen.kysely1").await;
    let (mut addresses, _) = app.signed_in("tekninen.kysely2").await;
    let (mut agent, _) = app.signed_in("kiinteisto.kysely1").await;
    let property = json!({ "by": "property", "identifier": "837-999-100-1" });
    let apartment = json!({ "by": "apartment", "identifier": "H900000001" });
    let cases: [(&mut Client, &str, Value, &str); 6] = [
        // Held, without the operation.
        (
            &mut technical.clone(),
            "osoitetiedot",
            property.clone(),
            "operation-not-in-role",
        ),
        (
            &mut technical,
            "pelastustoimi",
            property.clone(),
            "operation-not-in-role",
        ),
        // The operation without the content: this role sees buildings and no apartments.
        (
            &mut agent.clone(),
            "kohdetiedot",
            apartment,
            "operation-not-in-role",
        ),
        (
            &mut agent,
            "kohdetiedot",
            at("Tampere", "Koivukuja", "7", ""),
            "operation-not-in-role",
        ),
        // Not held, and of another organisation.
        (
            &mut addresses.clone(),
            "rakennusvalvonta",
            property.clone(),
            "right-not-held",
        ),
        (&mut addresses, "kohdetiedot", property, "right-not-held"),
    ];
    for (client, role, criteria, refusal) in cases {
        let (status, answer) = client.post("/api/query/place", &body(role, &criteria)).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{role}: {answer}");
        assert_eq!(answer["problem"]["detail"], refusal, "{role}");
    }
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn a_query_without_the_reference_that_the_role_needs_is_refused() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let mut query = body("rakennusvalvonta", &at("Tampere", "Koivukuja", "7", ""));
    query["query"]["reference"] = json!(" ");
    let (status, answer) = client.post("/api/query/place", &query).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::BAD_REQUEST, &json!({ "reference": "missing" }))
    );
}

#[tokio::test]
async fn protected_residents_are_left_out_and_with_the_right_and_the_key_marked() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("tekninen.kysely1").await;
    let home = at("Oulu", "Torikatu", "22", "C 45");
    let hidden = find(&mut client, "rakennusvalvonta", home.clone()).await;
    assert_eq!(hidden["answer"]["kind"], "found");
    assert_eq!(hidden["answer"]["notices"], json!([]));
    let residents = |answer: &Value| {
        let list = answer["answer"]["sections"].as_array().unwrap();
        list.iter()
            .find(|section| section["group"] == "apartment.residents")
            .unwrap()["current"]
            .as_array()
            .map_or(0, Vec::len)
    };
    assert_eq!(residents(&hidden), 0);
    for text in ["Korhonen", &app.code("nonDisclosure"), &app.code("sameDwelling")] {
        assert!(!hidden.to_string().contains(text), "{text}");
    }
    let entry = |answer: &Value| {
        let receipt = Receipt::parse(answer["receipt"].as_str().unwrap()).unwrap();
        let verified = receipt.verify(&app.verifiers[&Environment::Production]).unwrap();
        verified.into_entry()
    };
    let of_hidden = entry(&hidden);
    assert_eq!(
        (of_hidden.subjects.len(), of_hidden.non_disclosure_seen),
        (0, false)
    );

    // The right alone does not show them: the key has to be used for this very answer.
    let closed = find(&mut client, "pelastustoimi", home).await;
    assert_eq!(
        closed["answer"]["notices"],
        json!([{ "notice": "non-disclosure-to-confirm" }])
    );
    assert_eq!(residents(&closed), 0);
    assert!(!closed.to_string().contains("Korhonen"));
    let kept = closed["answer"]["kept"].as_str().unwrap().to_owned();
    let (status, shown) = open_with_key(&mut client, &mut key, &kept).await;
    assert_eq!(status, StatusCode::OK, "{shown}");
    assert_eq!(
        shown["answer"]["notices"],
        json!([{ "notice": "non-disclosure-shown" }])
    );
    assert_eq!(residents(&shown), 2);
    assert!(shown.to_string().contains("turvakielto on voimassa"));
    let of_shown = entry(&shown);
    assert_eq!((of_shown.subjects.len(), of_shown.non_disclosure_seen), (2, true));
    assert_eq!(of_shown.price_item, None, "not charged");
}

/// Uses the key for one kept answer on a place.
pub async fn open_with_key(client: &mut Client, key: &mut SoftKey, kept: &str) -> (StatusCode, Value) {
    let answer = client.step_up_answer(key, kept).await;
    client
        .post(
            "/api/query/place/confirm",
            &json!({ "id": kept, "answer": answer }),
        )
        .await
}

#[tokio::test]
async fn a_key_opens_the_one_answer_that_it_was_asked_for_and_in_no_other_session() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("tekninen.kysely1").await;
    let home = at("Oulu", "Torikatu", "22", "C 45");
    let mut kept = Vec::new();
    for _ in 0..2 {
        let answer = find(&mut client, "pelastustoimi", home.clone()).await;
        kept.push(answer["answer"]["kept"].as_str().unwrap().to_owned());
    }
    let path = "/api/query/place/confirm";
    let answer = client.step_up_answer(&mut key, &kept[0]).await;
    // For another answer, and then once more: the question is used up.
    for id in [&kept[1], &kept[0]] {
        let (status, refused) = client.post(path, &json!({ "id": id, "answer": answer })).await;
        assert_eq!(
            (status, problem(&refused).as_str()),
            (StatusCode::CONFLICT, "challenge-expired")
        );
    }
    // On the page of persons it opens nothing.
    let answer = client.step_up_answer(&mut key, &kept[0]).await;
    let (status, _) = client
        .post(
            "/api/query/confirm/finish",
            &json!({ "id": kept[0], "answer": answer }),
        )
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (mut other, _) = app.signed_in("tekninen.vastuu").await;
    let (status, _) = other
        .post("/api/query/confirm/start", &json!({ "id": kept[1] }))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, listed) = client.post("/api/query/kept/list", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|one| one["is_place"] == true));
}

fn code(serial: u16) -> PersonalIdentityCode {
    PersonalIdentityCode::from_parts(NaiveDate::from_ymd_opt(1977, 7, 7).unwrap(), 'U', serial).unwrap()
}

/// What becomes of the second of two residents, who also owns the house.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Second {
    Plain,
    OwnBan,
    DwellingBan,
    Absent,
}

/// A house with two who live there, on a property of its own.
fn house(second: Second) -> Records {
    let mut records = buildings(198_300_000, ("790", "Sastamala"), "Salainen tie", &["3"]);
    let building = BuildingId::from_serial(198_300_000).unwrap();
    let part = ApartmentAddressPart::parse("A 1").ok();
    let ban = Some(NonDisclosure {
        from: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap(),
        until: None,
    });
    let person = |serial: u16, surname: &str| Person {
        code: code(serial),
        facts: PersonFacts::new(NaiveDate::from_ymd_opt(1977, 7, 7).unwrap()),
        groups: PersonGroups {
            name: Some(NameGroup {
                surname: surname.to_owned(),
                first_names: "Etu Nimi".to_owned(),
                ..NameGroup::default()
            }),
            residence: Some(ResidenceGroup {
                places: vec![Versioned::active(
                    ResidencePlace {
                        kind: Some(ResidenceKind::Permanent),
                        building: Some(building),
                        apartment: part,
                        ..ResidencePlace::default()
                    },
                    None,
                )],
            }),
            ..PersonGroups::default()
        },
    };
    let mut other = person(982, "Piilonen");
    match second {
        Second::OwnBan => other.facts.non_disclosure = ban,
        Second::DwellingBan => other.facts.dwelling_non_disclosure = ban,
        Second::Plain | Second::Absent => {}
    }
    records.persons.push(person(981, "Avoinen"));
    records.apartments.push(Apartment {
        building: Some(building),
        part,
        ..Apartment::default()
    });
    let mut property = Property {
        id: records.buildings[0].property,
        buildings: vec![building],
        ..Property::default()
    };
    if second != Second::Absent {
        records.persons.push(other);
        let owner = Owner {
            person: Some(Relative {
                surname: "Piilonen".to_owned(),
                first_names: "Etu Nimi".to_owned(),
                code: Some(code(982)),
                ..Relative::default()
            }),
            ..Owner::default()
        };
        records.buildings[0].owners.push(owner.clone());
        property.owners.push(owner);
    }
    records.properties.push(property);
    records
}

/// What is answered, but for time, request and receipt; and the store's work for it.
async fn answered(second: Second, criteria: Value) -> (Value, Work) {
    let app = TestApp::new().await;
    app.store
        .create_records(Environment::Production, &house(second), None)
        .await
        .unwrap();
    let (client, _) = app.signed_in("tekninen.kysely1").await;
    let context = RequestContext {
        id: String::new(),
        token: client.cookie.as_deref().and_then(Token::parse),
        source: "192.0.2.1".to_owned(),
        browser: String::new(),
        language: Language::Fi,
    };
    let query: PlaceQuery =
        serde_json::from_value(body("rakennusvalvonta", &criteria)["query"].clone()).unwrap();
    let (disclosed, work) = counted(app.service.find_place(&context, query)).await;
    let (answer, _) = disclosed.unwrap().into_parts();
    let mut answer = serde_json::to_value(answer).unwrap();
    for varying in ["extracted_at", "kept"] {
        answer[varying] = json!(null);
    }
    (answer, work)
}

#[tokio::test]
async fn a_protected_resident_or_owner_costs_the_same_work_and_leaves_the_body_of_one_who_is_not_there() {
    let address = at("Sastamala", "Salainen tie", "3", "A 1");
    let building = BuildingId::from_serial(198_300_000).unwrap();
    let of_apartment = json!({ "by": "apartment-of", "building": building.as_str(), "part": "A 1" });
    let property = house(Second::Absent).properties[0].id.unwrap();
    let by_property = json!({ "by": "property", "identifier": property.short() });
    let by_property_address = json!({
        "by": "property-address", "municipality": "Sastamala", "street": "Salainen tie", "number": "3",
    });
    for criteria in [
        address,
        by_id(building.as_str()),
        of_apartment,
        by_property,
        by_property_address,
    ] {
        let (plain, work) = answered(Second::Plain, criteria.clone()).await;
        assert!(
            plain.to_string().contains("Piilonen"),
            "the test sees whom it looks for"
        );
        let (absent, _) = answered(Second::Absent, criteria.clone()).await;
        for second in [Second::OwnBan, Second::DwellingBan] {
            let (protected, same_work) = answered(second, criteria.clone()).await;
            assert_eq!(protected, absent, "{second:?} {criteria}");
            assert_eq!(same_work, work, "{second:?} {criteria}");
        }
    }
}

/// Gives building control another content.
pub async fn change_role(app: &TestApp, places: PlaceContent) {
    let permits = app.store.list_permits().await.unwrap();
    let newest = permits
        .into_iter()
        .filter(|permit| permit.id.as_str() == "tekninen")
        .max_by_key(|permit| permit.version);
    let mut permit = newest.unwrap();
    permit.version += 1;
    let role = Key::parse("rakennusvalvonta").unwrap();
    for found in permit.roles.iter_mut().filter(|found| found.id == role) {
        found.places = places.clone();
    }
    app.store.create_permit(&permit, &[]).await.unwrap();
    app.service.reload_directory().await.unwrap();
}

/// Whatever content a permit gives: the sections of the HTTP answer are exactly the groups given, and a
/// kind of place of which nothing is given is refused.
#[test]
fn the_sections_of_an_answer_are_the_groups_that_the_permit_gives() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = runtime.block_on(TestApp::new());
    let (client, _) = runtime.block_on(app.signed_in("tekninen.kysely1"));
    let questions = [
        at("Tampere", "Koivukuja", "7", ""),
        at("Pirkkala", "Keskuskatu", "3", "A 4a"),
        json!({ "by": "property", "identifier": "837-999-100-1" }),
    ];
    let mut runner = TestRunner::new(Config {
        cases: 40,
        failure_persistence: None,
        ..Config::default()
    });
    let strategy = (
        proptest::collection::btree_set(proptest::sample::select(BuildingGroup::ALL), 0..6),
        proptest::collection::btree_set(proptest::sample::select(ApartmentGroup::ALL), 0..3),
        proptest::collection::btree_set(proptest::sample::select(PropertyGroup::ALL), 0..4),
        any::<bool>(),
        0_usize..3,
    );
    runner
        .run(&strategy, |(building, apartment, property, residents, which)| {
            let content = PlaceContent {
                building,
                apartment,
                property,
                residents,
            };
            runtime.block_on(change_role(&app, content.clone()));
            let query = body("rakennusvalvonta", &questions[which]);
            let (status, answer) = runtime.block_on(client.clone().post("/api/query/place", &query));
            let asked: Vec<PlaceGroup> = match which {
                0 => PlaceGroup::of_building().collect(),
                1 => PlaceGroup::of_apartment().collect(),
                _ => PlaceGroup::of_property().collect(),
            };
            let given: BTreeSet<String> = asked
                .into_iter()
                .filter(|group| content.gives(*group))
                .map(PlaceGroup::code)
                .collect();
            if given.is_empty() {
                prop_assert_eq!(status, StatusCode::FORBIDDEN);
                return Ok(());
            }
            prop_assert_eq!(status, StatusCode::OK);
            let shown: BTreeSet<String> = sections(&answer)
                .into_iter()
                // Of a building the list of its apartments comes with their own group.
                .filter(|code| which != 0 || code != "apartment.identity")
                .collect();
            prop_assert_eq!(shown, given);
            Ok(())
        })
        .unwrap();
}
