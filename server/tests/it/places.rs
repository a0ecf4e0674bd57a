//! Buildings, apartments and properties: what each way of asking gives, and what the log has of it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::environment::Environment;
use luotain::identifier::{BuildingId, PropertyId};
use luotain::log::{Receipt, VerifiedReceipt};
use luotain::register::{Address, BilingualName, Building, Municipality};
use luotain::store::Records;
use serde_json::{Value, json};

use crate::support::{Client, TestApp, problem};

/// A query in a role of the demonstration.
pub fn body(role: &str, criteria: &Value) -> Value {
    let (permit, purpose) = match role {
        "kohdetiedot" => ("kiinteisto", "valitys"),
        _ => ("tekninen", "valvonta"),
    };
    json!({ "query": {
        "environment": "production", "permit": permit, "role": role, "purpose": purpose,
        "reference": "KUU 12/2026", "criteria": criteria,
    } })
}

/// Asks in a role and expects an answer.
pub async fn find(client: &mut Client, role: &str, criteria: Value) -> Value {
    let (status, answer) = client.post("/api/query/place", &body(role, &criteria)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

/// The criteria of an address.
pub fn at(municipality: &str, street: &str, number: &str, apartment: &str) -> Value {
    json!({
        "by": "address", "municipality": municipality, "street": street, "number": number,
        "apartment": apartment,
    })
}

pub fn by_id(identifier: &str) -> Value {
    json!({ "by": "building", "identifier": identifier })
}

/// The codes of the sections of an answer.
pub fn sections(answer: &Value) -> Vec<String> {
    answer["answer"]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["group"].as_str().unwrap().to_owned())
        .collect()
}

/// The value of a row with this label, wherever it stands.
fn value(answer: &Value, label: &str) -> Option<String> {
    fn search(value: &Value, label: &str) -> Option<String> {
        if value["label"] == label {
            return value["value"].as_str().map(str::to_owned);
        }
        match value {
            Value::Array(items) => items.iter().find_map(|item| search(item, label)),
            Value::Object(fields) => fields.values().find_map(|item| search(item, label)),
            _ => None,
        }
    }
    search(&answer["answer"]["sections"], label)
}

fn entry_of(app: &TestApp, answer: &Value) -> luotain::log::Entry {
    let receipt = Receipt::parse(answer["receipt"].as_str().unwrap()).unwrap();
    receipt
        .verify(&app.verifiers[&Environment::Production])
        .map(VerifiedReceipt::into_entry)
        .unwrap()
}

/// The building in which `plain` lives.
async fn plain_building(client: &mut Client) -> String {
    let answer = find(client, "rakennusvalvonta", at("Tampere", "Koivukuja", "7", "")).await;
    value(&answer, "Pysyvä rakennustunnus").unwrap()
}

#[tokio::test]
async fn a_building_shows_exactly_the_roles_groups_and_hides_the_rest_with_the_reason() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let id = plain_building(&mut client).await;
    let all = find(&mut client, "rakennusvalvonta", by_id(&id)).await;
    assert_eq!(all["answer"]["kind"], "found");
    assert_eq!(
        sections(&all),
        [
            "building.identity",
            "building.location",
            "building.state",
            "building.structure",
            "building.owners",
            "apartment.identity"
        ]
    );
    assert_eq!(all["answer"]["hidden"], json!([]));
    assert_eq!(all["answer"]["price"], "0,00 €");
    assert_eq!(all["answer"]["address"][0], "Koivukuja 7");
    assert!(all["answer"]["sections"].to_string().contains("Mäkinen"));

    let few = find(&mut client, "osoitetiedot", by_id(&id.to_lowercase())).await;
    assert_eq!(
        sections(&few),
        [
            "building.identity",
            "building.location",
            "building.state",
            "apartment.identity"
        ]
    );
    assert!(
        !few.to_string().contains("Mäkinen"),
        "neither owners nor residents"
    );
    assert_eq!(
        few["answer"]["hidden"][0]["groups"],
        json!(["Rakenne ja varusteet", "Rakennuksen omistajat"])
    );
}

#[tokio::test]
async fn the_old_identifier_leads_to_the_same_building_and_none_to_no_data() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let id = plain_building(&mut client).await;
    let by_new = find(&mut client, "rakennusvalvonta", by_id(&id)).await;
    let old = value(&by_new, "Sijaintikiinteistöön perustuva rakennustunnus").unwrap();
    let by_old = find(&mut client, "rakennusvalvonta", by_id(&old)).await;
    assert_eq!(by_old["answer"]["sections"], by_new["answer"]["sections"]);
    let nobody = BuildingId::from_serial(199_999_999).unwrap();
    let none = find(&mut client, "rakennusvalvonta", by_id(nobody.as_str())).await;
    assert_eq!(none["answer"]["kind"], "no-data");
    assert_eq!(none["answer"]["sections"], json!([]));
    assert_eq!(entry_of(&app, &none).result, "no-data");
}

#[tokio::test]
async fn a_wrong_identifier_is_refused_with_the_right_check_character_and_costs_nothing() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let (status, answer) = client
        .post(
            "/api/query/place",
            &body("rakennusvalvonta", &by_id("100012345A")),
        )
        .await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::BAD_REQUEST, "place")
    );
    assert_eq!(
        answer["problem"]["detail"]["identifier"]["check-character"]["expected"],
        "N"
    );
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn an_address_is_found_in_any_spelling_by_municipality_or_postcode() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let id = plain_building(&mut client).await;
    for criteria in [
        at("837", "KOIVUKUJA", "7", ""),
        at("tammerfors", " koivukuja ", "0007", ""),
        json!({ "by": "address", "postcode": "33 540", "street": "Koivukuja", "number": "7" }),
        json!({ "by": "address", "municipality": "Tampere", "postcode": "33540", "street": "koivukuja" }),
    ] {
        let answer = find(&mut client, "osoitetiedot", criteria.clone()).await;
        assert_eq!(answer["answer"]["kind"], "found", "{criteria}");
        assert_eq!(
            value(&answer, "Pysyvä rakennustunnus"),
            Some(id.clone()),
            "{criteria}"
        );
    }
    let other = json!({
        "by": "address", "municipality": "Tampere", "postcode": "33100", "street": "Koivukuja", "number": "7",
    });
    let answer = find(&mut client, "osoitetiedot", other).await;
    assert_eq!(answer["answer"]["kind"], "no-data");
}

#[tokio::test]
async fn an_unknown_street_or_municipality_is_told_at_its_field_and_not_charged() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    for (criteria, told) in [
        (at("Tampere", "Olematonkatu", "1", ""), "street-unknown"),
        (at("Tampere", "Koivukuj", "7", ""), "street-unknown"),
        (at("Tamper", "Koivukuja", "7", ""), "municipality-unknown"),
        (at("", "Koivukuja", "7", ""), "place-missing"),
        (at("Tampere", "Koivu*", "7", ""), "street-wildcard"),
        (at("Tampere", "Koivukuja", "b", ""), "number"),
        (at("Tampere", "Koivukuja", "", "A 1"), "number-missing"),
    ] {
        let (status, answer) = client
            .post("/api/query/place", &body("rakennusvalvonta", &criteria))
            .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{criteria}");
        assert_eq!(answer["problem"]["detail"], told, "{criteria}");
    }
    assert_eq!(app.entries(Environment::Production).await, 0);
}

/// Buildings on one street of a municipality, one to each number.
pub fn buildings(serial: u32, municipality: (&str, &str), street: &str, numbers: &[&str]) -> Records {
    let (code, name) = municipality;
    let buildings = (serial..).zip(numbers).map(|(serial, number)| Building {
        id: BuildingId::from_serial(serial).ok(),
        property: PropertyId::parse(&format!("{code}-1-{}-1", serial % 9000)).ok(),
        municipality: Some(Municipality {
            code: code.parse().ok(),
            name: BilingualName::new(name, name),
        }),
        addresses: vec![Address {
            street: BilingualName::new(street, ""),
            number: (*number).to_owned(),
            postcode: "38200".to_owned(),
            post_office: BilingualName::new(name, name),
            ..Address::default()
        }],
        ..Building::default()
    });
    Records {
        buildings: buildings.collect(),
        ..Records::default()
    }
}

#[tokio::test]
async fn an_abolished_municipality_is_found_under_its_successor_and_said_so() {
    let app = TestApp::new().await;
    let records = buildings(198_000_000, ("790", "Sastamala"), "Vanha Kirkkotie", &["4"]);
    app.store
        .create_records(Environment::Production, &records, None)
        .await
        .unwrap();
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let answer = find(
        &mut client,
        "osoitetiedot",
        at("Vammala", "Vanha Kirkkotie", "4", ""),
    )
    .await;
    assert_eq!(answer["answer"]["kind"], "found");
    assert_eq!(
        answer["answer"]["notices"],
        json!([{ "notice": "merged", "former": "Vammala", "present": "Sastamala", "year": 2008 }])
    );
    let present = find(
        &mut client,
        "osoitetiedot",
        at("Sastamala", "Vanha Kirkkotie", "4", ""),
    )
    .await;
    assert_eq!(present["answer"]["notices"], json!([]));
}

#[tokio::test]
async fn several_places_are_listed_and_more_than_ten_are_not() {
    let app = TestApp::new().await;
    let numbers = [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12-14b", "12 a",
    ];
    let records = buildings(198_100_000, ("790", "Sastamala"), "Pitkäkatu", &numbers);
    app.store
        .create_records(Environment::Production, &records, None)
        .await
        .unwrap();
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let many = find(&mut client, "osoitetiedot", at("Sastamala", "Pitkäkatu", "", "")).await;
    assert_eq!(many["answer"]["kind"], "too-many");
    assert_eq!((&many["answer"]["hits"], sections(&many).len()), (&json!([]), 0));
    let two = find(
        &mut client,
        "osoitetiedot",
        at("Sastamala", "pitkakatu", "12", ""),
    )
    .await;
    assert_eq!(two["answer"]["kind"], "several");
    let hits = two["answer"]["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 2);
    // Opening one is a query of its own.
    let id = hits[0]["open"]["target"]["id"].as_str().unwrap();
    assert_eq!(hits[0]["open"]["target"]["to"], "building");
    let opened = find(&mut client, "osoitetiedot", by_id(id)).await;
    assert_eq!(opened["answer"]["kind"], "found");
    let span = find(
        &mut client,
        "osoitetiedot",
        at("Sastamala", "Pitkäkatu", "12–14 b", ""),
    )
    .await;
    assert_eq!(span["answer"]["kind"], "found");
    let entry = entry_of(&app, &many);
    assert_eq!(
        (
            entry.operation.as_str(),
            entry.result.as_str(),
            entry.groups_shown.len()
        ),
        ("building-identification", "too-many", 0)
    );
}

#[tokio::test]
async fn an_apartment_shows_its_residents_to_a_role_that_may_see_them() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let here = |apartment| at("Pirkkala", "Keskuskatu", "3", apartment);
    let answer = find(&mut client, "rakennusvalvonta", here("a 004 a")).await;
    assert_eq!(answer["answer"]["kind"], "found");
    assert_eq!(
        sections(&answer),
        ["apartment.identity", "apartment.details", "apartment.residents"]
    );
    let residents = &answer["answer"]["sections"][2]["current"];
    assert_eq!(residents.as_array().unwrap().len(), 1);
    assert!(residents.to_string().contains("Ahonen Jenna Maria"));
    let code = app.code("splitApartment");
    assert_eq!(
        residents[0]["moves"][0]["target"],
        json!({ "to": "person", "code": code })
    );
    let entry = entry_of(&app, &answer);
    assert_eq!(entry.subjects.len(), 1);
    assert_eq!(entry.subjects[0].as_str(), code);
    assert_eq!(entry.groups_shown, sections(&answer));
    assert_eq!(
        entry.criteria,
        [
            ("municipality", "Pirkkala"),
            ("street", "Keskuskatu"),
            ("number", "3"),
            ("apartment", "A004a")
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );

    // By its own identifier and as a part of its building it is the same.
    let permanent = value(&answer, "Pysyvä huoneistotunnus").unwrap();
    let by_permanent = json!({ "by": "apartment", "identifier": permanent });
    let same = find(&mut client, "rakennusvalvonta", by_permanent).await;
    assert_eq!(same["answer"]["sections"], answer["answer"]["sections"]);
    let building = value(&answer, "Pysyvä rakennustunnus").unwrap();
    let of = json!({ "by": "apartment-of", "building": building, "part": "A4a" });
    let same = find(&mut client, "rakennusvalvonta", of).await;
    assert_eq!(same["answer"]["sections"], answer["answer"]["sections"]);

    let without = find(&mut client, "osoitetiedot", here("A 4a")).await;
    assert_eq!(sections(&without), ["apartment.identity", "apartment.details"]);
    assert!(!without.to_string().contains("Ahonen"));
    assert_eq!(without["answer"]["hidden"][0]["groups"], json!(["Asukkaat"]));
}

#[tokio::test]
async fn an_apartment_that_is_no_more_needs_the_right_to_history_and_has_no_residents() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let whole = at("Pirkkala", "Keskuskatu", "3", "A 4");
    let with = find(&mut client, "rakennusvalvonta", whole.clone()).await;
    assert_eq!(with["answer"]["kind"], "found");
    assert_eq!(with["answer"]["sections"][2]["current"], Value::Null);
    let without = find(&mut client, "osoitetiedot", whole).await;
    assert_eq!(without["answer"]["kind"], "no-data");
}

#[tokio::test]
async fn a_demolished_building_is_shown_and_said_to_be_gone() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let answer = find(
        &mut client,
        "osoitetiedot",
        at("Hämeenlinna", "Vanajantie", "6", ""),
    )
    .await;
    assert_eq!(answer["answer"]["kind"], "found");
    assert_eq!(answer["answer"]["notices"], json!([{ "notice": "gone" }]));
}

#[tokio::test]
async fn a_property_is_found_in_each_form_and_by_address_with_owners_and_buildings() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kiinteisto.kysely1").await;
    let by_address = json!({
        "by": "property-address", "municipality": "Tampere", "street": "Koivukuja", "number": "7",
    });
    let answer = find(&mut client, "kohdetiedot", by_address).await;
    assert_eq!(
        sections(&answer),
        ["property.identity", "property.contents", "property.owners"]
    );
    assert_eq!(answer["answer"]["price"], "0,39 €");
    let text = answer.to_string();
    assert!(text.contains("Mäkinen Antti Olavi") && text.contains("Mäkinen Laura Kristiina"));
    assert!(
        !text.contains(&app.code("plain")),
        "a role without identity codes gets none"
    );
    assert_eq!(
        entry_of(&app, &answer).subjects.len(),
        2,
        "the log knows who was shown"
    );

    let short = value(&answer, "Kiinteistötunnus").unwrap();
    let packed = PropertyId::parse(&short).unwrap();
    for identifier in [&short, packed.as_str(), &packed.long()] {
        let criteria = json!({ "by": "property", "identifier": identifier });
        let same = find(&mut client, "kohdetiedot", criteria).await;
        assert_eq!(
            same["answer"]["sections"], answer["answer"]["sections"],
            "{identifier}"
        );
        let entry = entry_of(&app, &same);
        assert_eq!(entry.price_item.as_deref(), Some("data-query"));
        assert_eq!(entry.price_thousandths, 390);
    }
    let contents = &answer["answer"]["sections"][1]["current"][0];
    assert_eq!(contents["moves"][0]["target"]["to"], "building");
    let owners = &answer["answer"]["sections"][2]["current"];
    assert_eq!(owners[0]["moves"], Value::Null, "no way to a person in this role");
}

#[tokio::test]
async fn training_is_free_and_never_reaches_the_production_log() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kiinteisto.kysely1").await;
    let criteria = json!({
        "by": "property-address", "municipality": "Tampere", "street": "Koivukuja", "number": "7",
    });
    let mut query = body("kohdetiedot", &criteria);
    query["query"]["environment"] = json!("training");
    let (status, answer) = client.post("/api/query/place", &query).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(
        (&answer["answer"]["kind"], &answer["answer"]["price"]),
        (&json!("found"), &json!("0,00 €"))
    );
    assert_eq!(
        (
            app.entries(Environment::Production).await,
            app.entries(Environment::Training).await
        ),
        (0, 1)
    );
}

#[tokio::test]
async fn an_answer_is_in_the_language_chosen() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("tekninen.kysely1").await;
    let mut titles = Vec::new();
    for language in ["fi", "sv", "en"] {
        client
            .headers
            .insert("accept-language", language.parse().unwrap());
        let answer = find(&mut client, "osoitetiedot", at("Tampere", "Koivukuja", "7", "")).await;
        titles.push(
            answer["answer"]["sections"][1]["title"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(
        titles,
        [
            "Sijainti ja osoitteet",
            "Läge och adresser",
            "Location and addresses"
        ]
    );
}

#[tokio::test]
async fn municipalities_and_streets_are_completed_a_few_at_a_time() {
    let app = TestApp::new().await;
    let streets: Vec<Records> = (0..30)
        .map(|number| {
            buildings(
                198_200_000 + number,
                ("790", "Sastamala"),
                &format!(
                    "Rantatie {}",
                    char::from(b'a' + u8::try_from(number % 26).unwrap())
                ),
                &["1"],
            )
        })
        .collect();
    for records in streets {
        app.store
            .create_records(Environment::Production, &records, None)
            .await
            .unwrap();
    }
    let (mut client, _) = app.signed_in("tekninen.kysely2").await;
    let (_, names) = client
        .post(
            "/api/places/municipalities",
            &json!({ "query": { "text": "vamma" } }),
        )
        .await;
    assert_eq!(
        names,
        json!([{ "name": "Vammala", "note": "liitetty: Sastamala" }])
    );
    let street = |environment: &str, municipality: &str, text: &str| json!({ "query": { "environment": environment, "municipality": municipality, "text": text } });
    let (_, names) = client
        .post("/api/places/streets", &street("production", "Vammala", "RANTA"))
        .await;
    assert_eq!(names.as_array().map(Vec::len), Some(8));
    for (environment, municipality, text) in [
        ("training", "Sastamala", "Ranta"),
        ("production", "Sastamala", ""),
        ("production", "Olematon", "Ranta"),
        ("production", "Sastamala", "antatie"),
    ] {
        let (status, names) = client
            .post("/api/places/streets", &street(environment, municipality, text))
            .await;
        assert_eq!(
            (status, names),
            (StatusCode::OK, json!([])),
            "{municipality} {text}"
        );
    }
    assert_eq!(app.entries(Environment::Production).await, 0);
}
