//! The management service: bringing people in, giving and ending rights, lost keys, the
//! access-rights register (S18, S73, S74, S92, S94–S96, S105).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::environment::Environment;
use luotain::permit::Key;
use serde_json::{Value, json};

use crate::support::{Client, Query, SoftKey, TestApp, own_password, problem};

/// A person of the register who has nothing special.
const NAME: &str = "Tiina Testaaja";

pub async fn add(client: &mut Client, code: &str, name: &str) -> (StatusCode, Value) {
    client
        .post(
            "/api/management/person/create",
            &json!({ "person": {
                "code": code, "name": name, "email": "tiina.testaaja@kuusela.example", "language": "fi",
            } }),
        )
        .await
}

pub async fn find(client: &mut Client, id: &str) -> Value {
    let (status, person) = client
        .post("/api/management/person/find", &json!({ "id": id }))
        .await;
    assert_eq!(status, StatusCode::OK, "{person}");
    person
}

pub async fn target(client: &mut Client, id: &str) -> Value {
    let person = find(client, id).await;
    json!({ "id": id, "revision": person["revision"] })
}

pub async fn give(
    client: &mut Client,
    target: &Value,
    (permit, role): (&str, &str),
    (from, until): (&str, &str),
) -> (StatusCode, Value) {
    client
        .post(
            "/api/management/right/give",
            &json!({
                "target": target,
                "dates": { "permit": permit, "role": role, "from": from, "until": until },
                "reason": "uusi tehtävä",
            }),
        )
        .await
}

/// The secret of the newest invitation to a username.
pub async fn invitation(app: &TestApp, id: &str) -> String {
    invitation_among(app, id, "").await
}

/// The secret of the newest link to a temporary password whose subject has these words.
pub async fn invitation_among(app: &TestApp, id: &str, subject: &str) -> String {
    let messages = app.store.list_outbox().await.unwrap();
    let message = messages
        .iter()
        .find(|message| {
            message.username.as_str() == id
                && message.subject.contains(subject)
                && message.text.contains("#invitation=")
        })
        .unwrap();
    let (_, rest) = message.text.split_once("/sign-in#invitation=").unwrap();
    rest.chars().take_while(char::is_ascii_alphabetic).collect()
}

/// Goes through the first sign-in with an invitation.
pub async fn first_sign_in(app: &TestApp, id: &str, username: &str) -> (Client, SoftKey) {
    let secret = invitation(app, id).await;
    let mut client = app.client();
    let mut key = SoftKey::default();
    let (status, stage) = client.give_password(username, &secret).await;
    assert_eq!((status, stage), (StatusCode::OK, json!("new-password")));
    let (status, _) = client.set_password(&own_password(username)).await;
    assert_eq!(status, StatusCode::OK);
    let (status, stage) = client.link_key(&mut key, "Avain").await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    (client, key)
}

/// A new person of the municipality with customer service, signed in.
async fn newcomer(app: &TestApp, responsible: &mut Client) -> (String, String, Client, SoftKey) {
    let (status, created) = add(responsible, &app.code("plain"), NAME).await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let id = created["id"].as_str().unwrap().to_owned();
    let username = created["username"].as_str().unwrap().to_owned();
    let target = target(responsible, &id).await;
    let given = give(
        responsible,
        &target,
        ("kunta", "asiakaspalvelu"),
        ("2026-11-23", "2027-06-30"),
    )
    .await;
    assert_eq!(given.0, StatusCode::OK, "{}", given.1);
    let (client, key) = first_sign_in(app, &id, &username).await;
    (id, username, client, key)
}

#[tokio::test]
async fn a_responsible_user_brings_a_person_in_who_then_queries_and_is_ended_at_once() {
    let app = TestApp::new().await;
    let code = app.code("nonDisclosure");
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (id, username, mut client, _) = newcomer(&app, &mut responsible).await;
    assert_eq!(username, "kunta.ttestaaja");

    let (status, _) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::OK);
    let (status, answer) = client.find_person(&Query::social_work(&code)).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::FORBIDDEN, "refused".to_owned())
    );
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["state"], "active");
    assert_eq!(person["keys"].as_array().map(Vec::len), Some(1));
    assert_eq!(person["sessions"].as_array().map(Vec::len), Some(1));
    assert_eq!(person["invitation"], Value::Null);

    let (_, watch) = client.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch["signed-in"]["roles"], json!([["kunta", "asiakaspalvelu"]]));
    let entries = app.entries(Environment::Production).await;
    let target = target(&mut responsible, &id).await;
    let (status, answer) = responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": target, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    // No clock has moved: the very next request is refused, and the open page is told why.
    let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::UNAUTHORIZED, "signed-out".to_owned())
    );
    assert_eq!(app.entries(Environment::Production).await, entries);
    let (_, watch) = client.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch, json!("username-ended"));
    let (status, _) = app
        .client()
        .give_password(&username, &own_password(&username))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let key = Key::parse(&id).unwrap();
    assert!(app.store.list_keys(&key).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_right_that_is_ended_is_gone_at_the_next_request_while_the_session_goes_on() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, _) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::OK);
    let target = target(&mut responsible, "kunta-kysely1").await;
    let (status, answer) = responsible
        .post(
            "/api/management/right/end",
            &json!({
                "target": target, "permit": "kunta", "role": "asiakaspalvelu",
                "last": null, "reason": "tehtävä vaihtuu",
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer) = client.find_person(&Query::customer_service(&code)).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::FORBIDDEN, "refused".to_owned())
    );
    let (_, watch) = client.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch["signed-in"]["roles"], json!([["kunta", "sosiaalityo"]]));
    let (status, _) = client.find_person(&Query::social_work(&code)).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn watching_a_session_does_not_prolong_it() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for _ in 0..4 {
        app.clock.advance(TimeDelta::minutes(10));
        client.post("/api/session/watch", &json!({})).await;
    }
    let (_, watch) = client.post("/api/session/watch", &json!({})).await;
    assert_eq!(watch, json!("none"));
}

#[tokio::test]
async fn unknown_dead_passive_and_underage_people_are_refused_alike_and_a_protected_one_is_not_told_apart() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let mut refusals = Vec::new();
    for code in [
        "010170+901K".to_owned(),
        app.code("dead"),
        app.code("passive"),
        app.code("under15"),
        "010170+902L".to_owned(),
    ] {
        let (status, mut answer) = add(&mut responsible, &code, NAME).await;
        answer["request"] = Value::Null;
        refusals.push((status, answer));
    }
    assert_eq!(refusals[0].1["problem"], json!({ "code": "person-not-usable" }));
    assert!(
        refusals.iter().all(|refusal| *refusal == refusals[0]),
        "{refusals:?}"
    );
    // Guessing gets slow.
    let (status, _) = add(&mut responsible, &app.code("plain"), NAME).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    app.clock.advance(TimeDelta::minutes(1));
    let mut answers = Vec::new();
    for person in ["plain", "nonDisclosure", "withheld"] {
        let (status, answer) = add(&mut responsible, &app.code(person), "Sama Nimi").await;
        let mut fields: Vec<String> = answer.as_object().unwrap().keys().cloned().collect();
        fields.sort();
        answers.push((status, fields));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(answers[0].0, StatusCode::OK);
}

#[tokio::test]
async fn the_invitation_goes_to_the_work_address_and_works_once() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_, created) = add(&mut responsible, &app.code("plain"), NAME).await;
    assert_eq!(
        created.as_object().map(serde_json::Map::len),
        Some(2),
        "no password: {created}"
    );
    let id = created["id"].as_str().unwrap().to_owned();
    let username = created["username"].as_str().unwrap().to_owned();
    let messages = app.store.list_outbox().await.unwrap();
    assert_eq!(messages[0].to, "tiina.testaaja@kuusela.example");
    assert!(
        !messages[0].text.contains(&username),
        "the username comes another way"
    );
    let first = invitation(&app, &id).await;

    // Sent again, the earlier link is dead.
    let again = target(&mut responsible, &id).await;
    let (status, answer) = responsible
        .post("/api/management/person/invite", &json!({ "target": again }))
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, _) = app.client().give_password(&username, &first).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let second = invitation(&app, &id).await;
    let (mut client, _) = first_sign_in(&app, &id, &username).await;
    assert_eq!(client.get("/").await.0, StatusCode::OK);
    let (status, _) = app.client().give_password(&username, &second).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "used");
    assert!(app.store.list_outbox().await.unwrap().is_empty());
    // An own password is never replaced by others.
    let now = target(&mut responsible, &id).await;
    let (status, answer) = responsible
        .post("/api/management/person/invite", &json!({ "target": now }))
        .await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
}

#[tokio::test]
async fn an_invitation_lapses_after_three_days() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_, created) = add(&mut responsible, &app.code("plain"), NAME).await;
    let secret = invitation(&app, created["id"].as_str().unwrap()).await;
    app.clock.advance(TimeDelta::hours(72));
    let (status, _) = app
        .client()
        .give_password(created["username"].as_str().unwrap(), &secret)
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_forgotten_username_is_found_by_name() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let query = |search: &str| {
        json!({ "query": {
            "search": search, "role": null, "state": null, "expiring": false, "unused": false,
            "sort": "name", "descending": false, "page": 0,
        } })
    };
    let (status, page) = responsible
        .post("/api/management/people/list", &query("luoTETTAva"))
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_eq!(page["total"], 1);
    assert_eq!(page["rows"][0]["username"], "kunta.kysely2");
    let (_, page) = responsible
        .post("/api/management/people/list", &query("Tiski"))
        .await;
    assert_eq!(page["total"], 0, "another organisation's people are not found");
}

#[tokio::test]
async fn people_are_filtered_sorted_and_paged() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let ending = target(&mut responsible, "kunta-kysely2").await;
    let (status, answer) = responsible
        .post(
            "/api/management/right/end",
            &json!({
                "target": ending, "permit": "kunta", "role": "asiakaspalvelu",
                "last": "2026-12-10", "reason": "määräaikainen tehtävä",
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let mut list = async |changes: Value| {
        let mut query = json!({
            "search": "", "role": null, "state": null, "expiring": false, "unused": false,
            "sort": "name", "descending": false, "page": 0,
        });
        for (key, value) in changes.as_object().unwrap() {
            query[key] = value.clone();
        }
        let (status, page) = responsible
            .post("/api/management/people/list", &json!({ "query": query }))
            .await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let names: Vec<String> = page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["username"].as_str().unwrap().to_owned())
            .collect();
        (page["total"].as_u64().unwrap(), names)
    };
    let (total, names) = list(json!({})).await;
    assert_eq!((total, names.len()), (4, 4));
    assert_eq!(
        names,
        ["kunta.kysely1", "kunta.kysely2", "kunta.kysely3", "kunta.vastuu"],
        "by name"
    );
    let (_, turned) = list(json!({ "descending": true })).await;
    let by_name = ["kunta.vastuu", "kunta.kysely3", "kunta.kysely2", "kunta.kysely1"];
    assert_eq!(turned, by_name);
    assert_eq!(
        list(json!({ "role": ["kunta", "sosiaalityo"] })).await.1,
        ["kunta.kysely1"]
    );
    assert_eq!(list(json!({ "state": "active" })).await.1, ["kunta.vastuu"]);
    assert_eq!(list(json!({ "state": "invited" })).await.0, 3);
    assert_eq!(list(json!({ "expiring": true })).await.1, ["kunta.kysely2"]);
    let (_, by_end) = list(json!({ "sort": "expiry" })).await;
    assert_eq!(by_end[0], "kunta.kysely2", "whose right ends first");
    assert_eq!(list(json!({ "unused": true })).await.0, 3);
    assert_eq!(
        list(json!({ "page": 7 })).await.0,
        4,
        "a page that is not there is the last"
    );
}

#[tokio::test]
async fn many_rights_are_renewed_at_once_and_the_refused_are_named() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    app.clock.advance(TimeDelta::minutes(1));
    let one = target(&mut responsible, "kunta-kysely1").await;
    let own = target(&mut responsible, "kunta-vastuu").await;
    let renewal = |target: &Value, role: &str| json!({ "target": target, "permit": "kunta", "role": role });
    let (status, renewed) = responsible
        .post(
            "/api/management/rights/renew",
            &json!({
                "renewals": [
                    renewal(&one, "asiakaspalvelu"), renewal(&one, "sosiaalityo"), renewal(&own, "asiakaspalvelu"),
                    renewal(&json!({ "id": "kunta-kysely2", "revision": 7 }), "asiakaspalvelu"),
                    renewal(&json!({ "id": "pankki-kysely1", "revision": 0 }), "asiakastieto"),
                ],
                "until": "2027-11-22", "reason": "vuosittainen tarkistus",
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{renewed}");
    assert_eq!(renewed["done"], 2);
    let mut refused = renewed["refused"].as_array().unwrap().clone();
    refused.sort_by_key(ToString::to_string);
    assert_eq!(
        refused,
        [
            json!(["", "not-allowed"]),
            json!(["Lauri Luotettava", "changed"]),
            json!(["Veikko Vastuu", "not-allowed"]),
        ]
    );
    let person = find(&mut responsible, "kunta-kysely1").await;
    for right in person["rights"].as_array().unwrap() {
        assert_eq!(right["until"], "2027-11-22");
        assert_eq!(right["reason"], "vuosittainen tarkistus");
        assert_eq!(right["by"], "Veikko Vastuu");
    }
}

#[tokio::test]
async fn a_lost_key_is_replaced_with_a_code_that_works_once_and_the_owner_is_told() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (mut old, mut old_key) = app.signed_in("kunta.kysely1").await;
    let target = target(&mut responsible, "kunta-kysely1").await;
    let order = json!({ "target": target, "checked": "henkilökortista, paikan päällä" });
    let (status, ordered) = responsible.post("/api/management/enrolment/issue", &order).await;
    assert_eq!(status, StatusCode::OK, "{ordered}");
    let code = ordered["code"].as_str().unwrap().to_owned();

    let mut client = app.client();
    let (status, _) = client
        .post("/api/sign-in/enrolment", &json!({ "code": code }))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "not without the password");
    let (_, stage) = client
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    assert_eq!(stage, json!("use-key"));
    let (status, answer) = client
        .post(
            "/api/sign-in/enrolment",
            &json!({ "code": "bcdf-bcdf-bcdf-bcdf-bcdf" }),
        )
        .await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::UNAUTHORIZED, "enrolment-code".to_owned())
    );
    let (status, stage) = client
        .post("/api/sign-in/enrolment", &json!({ "code": code.to_uppercase() }))
        .await;
    assert_eq!((status, stage), (StatusCode::OK, json!("link-key")));
    let mut key = SoftKey::default();
    let (status, stage) = client.link_key(&mut key, "Uusi avain").await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));

    // The lost key and what was open with it are dead; the owner is told who ordered the code.
    let (status, _) = old.post("/api/user/services", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (_, services) = client.post("/api/user/services", &json!({})).await;
    assert_eq!(services["keys"].as_array().map(Vec::len), Some(1));
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["enrolment"]["by"], "Veikko Vastuu");
    let (status, _) = client.post("/api/user/enrolment/dismiss", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let (_, view) = client.post("/api/session/view", &json!({})).await;
    assert_eq!(view["enrolment"], Value::Null);

    // Once, and never for the old key again.
    let mut thief = app.client();
    thief
        .give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (status, _) = thief
        .post("/api/sign-in/enrolment", &json!({ "code": code }))
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let (status, _) = thief.link_key(&mut old_key, "Vanha").await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_enrolment_code_lapses_after_a_day_and_helps_nobody_else() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let _ = app.signed_in("kunta.kysely1").await;
    let _ = app.signed_in("kunta.kysely2").await;
    let target = target(&mut responsible, "kunta-kysely1").await;
    let (_, ordered) = responsible
        .post(
            "/api/management/enrolment/issue",
            &json!({ "target": target, "checked": "henkilökortista" }),
        )
        .await;
    let code = json!({ "code": ordered["code"] });
    let mut other = app.client();
    other
        .give_password("kunta.kysely2", &own_password("kunta.kysely2"))
        .await;
    let (status, _) = other.post("/api/sign-in/enrolment", &code).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    app.clock.advance(TimeDelta::hours(24));
    let mut late = app.client();
    late.give_password("kunta.kysely1", &own_password("kunta.kysely1"))
        .await;
    let (status, _) = late.post("/api/sign-in/enrolment", &code).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_register_keeps_every_right_with_who_and_why_after_it_has_ended() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (id, _, _, _) = newcomer(&app, &mut responsible).await;
    let target = target(&mut responsible, &id).await;
    responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": target, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    let query =
        json!({ "query": { "search": "testaaja", "kind": null, "from": null, "until": null, "page": 0 } });
    let (status, page) = responsible.post("/api/management/register/list", &query).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let rows: Vec<(String, String, String, String)> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            (text("kind"), text("right"), text("reason"), text("by"))
        })
        .collect();
    let role = "Asiakaspalvelu (LUO/1042/2026)";
    for expected in [
        ("given", "Käyttäjätunnus", "", "Veikko Vastuu"),
        ("given", role, "uusi tehtävä", "Veikko Vastuu"),
        ("ended", role, "lähtee organisaatiosta", "Veikko Vastuu"),
        (
            "ended",
            "Käyttäjätunnus",
            "lähtee organisaatiosta",
            "Veikko Vastuu",
        ),
    ] {
        let (kind, right, reason, by) = expected;
        let expected = (
            kind.to_owned(),
            right.to_owned(),
            reason.to_owned(),
            by.to_owned(),
        );
        assert!(rows.contains(&expected), "{expected:?} in {rows:?}");
    }
    assert_eq!(page["total"], 4);
    let (status, csv) = responsible.post("/api/management/register/export", &query).await;
    assert_eq!(status, StatusCode::OK);
    let csv = csv.as_str().unwrap();
    assert_eq!(csv.lines().count(), 5);
    assert!(csv.starts_with("\u{feff}\"Aika\";") && csv.contains("\"lähtee organisaatiosta\""));

    // The other organisation sees nothing of it; the authority finds it.
    let (mut bank, _) = app.signed_in("pankki.vastuu").await;
    let (_, page) = bank.post("/api/management/register/list", &query).await;
    assert_eq!(page["total"], 0);
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (_, page) = authority.post("/api/authority/register/list", &query).await;
    assert_eq!(page["total"], 4);
}

#[tokio::test]
async fn a_person_has_a_username_and_rights_of_its_own_in_each_organisation() {
    let app = TestApp::new().await;
    let code = app.code("plain");
    let (mut town, _) = app.signed_in("kunta.vastuu").await;
    let (_, _, mut old, _) = newcomer(&app, &mut town).await;
    let (mut bank, _) = app.signed_in("pankki.vastuu").await;
    let (status, created) = add(&mut bank, &code, NAME).await;
    assert_eq!(
        status,
        StatusCode::OK,
        "nothing is told of the other organisation: {created}"
    );
    let id = created["id"].as_str().unwrap().to_owned();
    let username = created["username"].as_str().unwrap().to_owned();
    assert_eq!(username, "pankki.ttestaaja");
    let (mut new, _) = first_sign_in(&app, &id, &username).await;
    // No right moves along.
    let subject = app.code("abroad");
    for query in [Query::bank(&subject), Query::customer_service(&subject)] {
        assert_eq!(new.find_person(&query).await.0, StatusCode::FORBIDDEN);
    }
    // The old organisation's rights stay until that organisation ends them.
    assert_eq!(
        old.find_person(&Query::customer_service(&subject)).await.0,
        StatusCode::OK
    );
    let (status, answer) = add(&mut bank, &code, NAME).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "person-here".to_owned())
    );
}

#[tokio::test]
async fn a_person_who_comes_back_gets_the_same_username_without_the_old_rights_or_keys() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (id, username, _, _) = newcomer(&app, &mut responsible).await;
    let ending = target(&mut responsible, &id).await;
    responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": ending, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    let (status, again) = add(&mut responsible, &app.code("plain"), NAME).await;
    assert_eq!(status, StatusCode::OK, "{again}");
    assert_eq!(
        (again["id"].as_str(), again["username"].as_str()),
        (Some(&*id), Some(&*username))
    );
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["rights"], json!([]));
    assert_eq!(person["keys"], json!([]));
    let (mut client, _) = first_sign_in(&app, &id, &username).await;
    let subject = app.code("abroad");
    assert_eq!(
        client.find_person(&Query::customer_service(&subject)).await.0,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_authority_appoints_and_ends_responsible_users_and_sees_who_is_without() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let organisation = |organisations: &Value| {
        organisations
            .as_array()
            .unwrap()
            .iter()
            .find(|organisation| organisation["id"] == "kunta")
            .unwrap()
            .clone()
    };
    let (_, organisations) = authority
        .post("/api/authority/organisations/list", &json!({}))
        .await;
    assert_eq!(
        organisations.as_array().map(Vec::len),
        Some(6),
        "the authority itself is not a customer"
    );
    let town = organisation(&organisations);
    assert_eq!(town["responsible"][0]["name"], "Veikko Vastuu");
    let end = json!({ "target": town["responsible"][0]["target"], "reason": "organisaation ilmoitus" });
    let (status, answer) = authority.post("/api/authority/responsible-user/end", &end).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (_, organisations) = authority
        .post("/api/authority/organisations/list", &json!({}))
        .await;
    assert_eq!(organisation(&organisations)["responsible"], json!([]));

    let (status, created) = authority
        .post(
            "/api/authority/responsible-user/appoint",
            &json!({
                "organisation": "kunta",
                "person": {
                    "code": app.code("plain"), "name": "Uusi Vastaava",
                    "email": "uusi.vastaava@kuusela.example", "language": "sv",
                },
                "reason": "organisaation hakemus 20.11.2026",
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let id = created["id"].as_str().unwrap().to_owned();
    let (mut responsible, _) = first_sign_in(&app, &id, created["username"].as_str().unwrap()).await;
    // From an organisation with nobody but a responsible user: people come in and get roles.
    let (status, person) = add(&mut responsible, &app.code("abroad"), "Ensimmäinen Käyttäjä").await;
    assert_eq!(status, StatusCode::OK, "{person}");
    let (_, organisations) = authority
        .post("/api/authority/organisations/list", &json!({}))
        .await;
    assert_eq!(
        organisation(&organisations)["responsible"][0]["username"],
        created["username"]
    );
    // To the customer the authority is one.
    let query =
        json!({ "query": { "search": "vastaava", "kind": null, "from": null, "until": null, "page": 0 } });
    let (_, page) = responsible.post("/api/management/register/list", &query).await;
    assert_eq!(page["rows"][0]["by"], "Rekisteriviranomainen");
}

#[tokio::test]
async fn messages_are_seen_by_the_administrator_alone() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    add(&mut responsible, &app.code("plain"), NAME).await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (status, page) = authority.post("/api/authority/outbox/list", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(page["rows"][0]["to"], "tiina.testaaja@kuusela.example");
    assert!(
        !page.to_string().contains("invitation="),
        "the list does not hold the text"
    );
    let read = json!({ "id": page["rows"][0]["id"] });
    let (status, text) = authority.post("/api/authority/outbox/read", &read).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.as_str().unwrap().contains("/sign-in#invitation="));
    let (status, _) = responsible.post("/api/authority/outbox/read", &read).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
