//! Who may identify, and that an identification neither confirms nor denies beyond the right.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::permit::Key;
use luotain::query::{Asking, IdentificationQuery, WrittenCriteria};
use luotain::register::PassiveCode;
use luotain::service::{QueryLimits, RequestContext, Token};
use luotain::store::{Work, counted};
use serde_json::{Value, json};

use crate::person_identification::{Search, add_namesakes, kind, namesakes, plain};
use crate::support::{Client, Query, TestApp, entry_of, problem};

/// A client identifier of nobody's.
const CLIENT: &str = "99999999D";

#[tokio::test]
async fn nobody_signed_out_identifies() {
    let app = TestApp::new().await;
    let (status, answer) = plain().ask(&mut app.client()).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "signed-out")
    );
}

#[tokio::test]
async fn a_role_without_an_operation_is_refused_it_before_anything_is_read() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut income_support, _) = app.signed_in("kunta.kysely3").await;
    let search = Search {
        role: "toimeentulotuki",
        ..plain()
    };
    let refused = json!({ "code": "refused", "detail": "operation-not-in-role" });
    let (status, answer) = search.ask(&mut income_support).await;
    assert_eq!((status, &answer["problem"]), (StatusCode::FORBIDDEN, &refused));
    // Customer service may not ask what a person owns, nor by client identifier.
    let (mut service, _) = app.signed_in("kunta.kysely1").await;
    let query = Query::customer_service(&code);
    let (status, answer) = service.post("/api/query/person/ownership", &query.body()).await;
    assert_eq!((status, &answer["problem"]), (StatusCode::FORBIDDEN, &refused));
    let (status, answer) = service.find_person(&Query::customer_service(CLIENT)).await;
    assert_eq!((status, &answer["problem"]), (StatusCode::FORBIDDEN, &refused));
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn the_menu_offers_just_the_operations_and_criteria_of_the_role() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    let role = |id: &str| -> Value {
        let roles = view["permits"][0]["roles"].as_array().unwrap().clone();
        roles.into_iter().find(|role| role["id"] == id).unwrap()
    };
    let operations = |role: &Value| -> Vec<String> {
        let offers = role["offers"].as_array().unwrap().iter();
        offers
            .map(|offer| offer["operation"].as_str().unwrap().to_owned())
            .collect()
    };
    let service = role("asiakaspalvelu");
    assert_eq!(operations(&service), ["person-by-code", "person-identification"]);
    assert_eq!(
        service["narrowing"],
        json!(["home-municipality", "birth-municipality"])
    );
    assert_eq!(
        role("sosiaalityo")["narrowing"],
        json!(["sex", "home-municipality", "birth-municipality"])
    );
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let (_, view) = bank.post("/api/session/view", &json!({})).await;
    let offers = &view["permits"][0]["roles"][0]["offers"];
    assert_eq!(offers[0]["price"]["fi"], "0,39 €");
    assert_eq!(offers[1]["price"]["fi"], "0,67 €");
}

/// What differs between two answers without data: receipt, time and what was asked.
fn comparable(mut answer: Value) -> Value {
    for field in ["extracted_at", "asked"] {
        answer["answer"][field] = Value::Null;
    }
    answer["receipt"] = Value::Null;
    answer
}

/// The ways in which somebody is kept from a role that has no right to them.
const KEPT: [&str; 4] = ["withheld", "dead", "under 15", "passive"];

async fn add_kept(app: &TestApp, why: &'static str) {
    add_namesakes(app, 1, |_, person| match why {
        "withheld" => person.facts.withheld = true,
        "dead" => person.facts.dead = true,
        "passive" => person.facts.passive = Some(PassiveCode::default()),
        _ => {
            // The day of birth that is searched stays; the person is a child by the facts.
            let day = NaiveDate::from_ymd_opt(2020, 2, 3).unwrap();
            person.code = PersonalIdentityCode::from_parts(day, 'A', 901).unwrap();
            person.facts.birth_date = day;
        }
    })
    .await;
}

fn search_for(why: &str) -> Search {
    match why {
        "under 15" => Search::of("Kaima", "Toivo Tapani", "3.2.2020"),
        _ => namesakes(),
    }
    .bank()
}

#[tokio::test]
async fn whoever_the_role_may_not_see_is_as_if_not_there() {
    for why in KEPT {
        let app = TestApp::new().await;
        let (mut bank, _) = app.signed_in("pankki.kysely1").await;
        let missing = search_for(why).found(&mut bank).await;
        assert_eq!(kind(&missing), "no-data");
        add_kept(&app, why).await;
        let answer = search_for(why).found(&mut bank).await;
        assert_eq!(comparable(answer.clone()), comparable(missing.clone()), "{why}");
        let (with, without) = (entry_of(&answer), entry_of(&missing));
        assert_eq!(with.price_thousandths, without.price_thousandths);
        assert_eq!((with.result, with.subjects), (without.result, without.subjects));
    }
}

/// The service's own call, so that its work can be counted.
async fn work_of(app: &TestApp, client: &Client, search: &Search) -> Work {
    let request = RequestContext {
        id: "test".to_owned(),
        token: client.cookie.as_deref().and_then(Token::parse),
        source: "127.0.0.1".to_owned(),
        browser: String::new(),
        language: luotain::language::Language::Fi,
    };
    let query = IdentificationQuery {
        asking: Asking {
            environment: Environment::Production,
            permit: Key::parse(search.permit).unwrap(),
            role: Key::parse(search.role).unwrap(),
            purpose: Key::parse(search.purpose).unwrap(),
            reference: "KUU 12/2026".to_owned(),
        },
        criteria: WrittenCriteria {
            surname: search.surname.to_owned(),
            first_names: search.first_names.to_owned(),
            birth_date: search.birth_date.to_owned(),
            ..WrittenCriteria::default()
        },
    };
    let (answer, work) = counted(app.service.identify_person(&request, query)).await;
    assert_eq!(answer.unwrap().answer().kind.code(), "no-data");
    work
}

#[tokio::test]
async fn whoever_the_role_may_not_see_costs_the_same_work_as_nobody() {
    for why in KEPT {
        let app = TestApp::new().await;
        let (bank, _) = app.signed_in("pankki.kysely1").await;
        let none = work_of(&app, &bank, &search_for(why)).await;
        add_kept(&app, why).await;
        let one = work_of(&app, &bank, &search_for(why)).await;
        // The same calls. Of rows there are those of the person: the name and the facts, and of a
        // passive code not even they.
        assert_eq!(one.calls, none.calls, "{why}");
        assert!(none.calls >= 13, "two searches and eleven looks");
        let own = if why == "passive" { 0 } else { 2 };
        assert_eq!(one.rows - none.rows, own, "{why}");
    }
}

#[tokio::test]
async fn a_hit_that_the_role_may_not_see_is_not_counted_among_the_others() {
    let app = TestApp::new().await;
    add_namesakes(&app, 12, |number, person| person.facts.withheld = number > 0).await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let answer = namesakes().bank().found(&mut bank).await;
    assert_eq!(kind(&answer), "found", "eleven others do not make it too many");
}

#[tokio::test]
async fn after_too_many_misses_no_more_are_taken_for_a_while_and_nothing_is_charged() {
    let app = TestApp::with_limits(QueryLimits {
        misses_hour: 3,
        ..QueryLimits::default()
    })
    .await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let nobody = Search::of("Olematon", "Olli", "1.1.1970").bank();
    for _ in 0..3 {
        // A hit does not count.
        assert_eq!(kind(&plain().bank().found(&mut bank).await), "found");
        assert_eq!(kind(&nobody.found(&mut bank).await), "no-data");
    }
    let code = app.code("plain");
    let (status, answer) = nobody.ask(&mut bank).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "miss-quota")
    );
    // Neither by code, whoever is asked for; but another user goes on, and so does training.
    let (status, _) = bank.find_person(&Query::bank(&code)).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    let (mut other, _) = app.signed_in("pankki.kysely2").await;
    assert_eq!(kind(&nobody.found(&mut other).await), "no-data");
    let training = Search {
        environment: "training",
        ..nobody.clone()
    };
    assert_eq!(kind(&training.found(&mut bank).await), "no-data");
    assert_eq!(app.entries(Environment::Production).await, 7);
    app.clock.advance(TimeDelta::minutes(20));
    assert_eq!(
        bank.post("/api/session/extend", &json!({})).await.0,
        StatusCode::OK
    );
    app.clock.advance(TimeDelta::minutes(20));
    assert_eq!(
        bank.post("/api/session/extend", &json!({})).await.0,
        StatusCode::OK
    );
    app.clock.advance(TimeDelta::minutes(21));
    assert_eq!(kind(&nobody.found(&mut bank).await), "no-data");
}

#[tokio::test]
async fn misses_at_the_same_moment_do_not_pass_the_quota_together() {
    let app = TestApp::with_limits(QueryLimits {
        misses_hour: 3,
        ..QueryLimits::default()
    })
    .await;
    let (bank, _) = app.signed_in("pankki.kysely1").await;
    let asked: Vec<_> = (0..9)
        .map(|_| {
            let mut bank = bank.clone();
            let nobody = Search::of("Olematon", "Olli", "1.1.1970").bank();
            tokio::spawn(async move { nobody.ask(&mut bank).await.0 })
        })
        .collect();
    let mut answered = 0;
    for one in asked {
        match one.await.unwrap() {
            StatusCode::OK => answered += 1,
            status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    assert_eq!(answered, 3);
    assert_eq!(app.entries(Environment::Production).await, 3);
}

#[tokio::test]
async fn many_queries_within_an_hour_are_told_to_who_makes_them() {
    let app = TestApp::with_limits(QueryLimits {
        warn_hour: 3,
        ..QueryLimits::default()
    })
    .await;
    let code = app.code("plain");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let mut told = Vec::new();
    for _ in 0..4 {
        let (_, answer) = client.find_person(&Query::customer_service(&code)).await;
        told.push(answer["answer"]["many"].clone());
    }
    assert_eq!(told, [json!(null), json!(null), json!(3), json!(4)]);
}
