//! Rights that wait for the authority's approval: asked for, approved, rejected, withdrawn, and
//! what has happened meanwhile. The parish's permit asks for approval.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::{Days, TimeDelta};
use luotain::access::AuthorityRole;
use luotain::permit::DataPermit;
use luotain::service::{Clock, local_day};
use serde_json::{Value, json};

use crate::management::{add, find, first_sign_in, give, target};
use crate::support::{Client, Query, TestApp, problem};

const ROLE: (&str, &str) = ("seurakunta", "jasenrekisteri");
const DAYS: (&str, &str) = ("2026-11-23", "2027-06-30");

/// A person whom the parish's responsible user has added: the username's key and the login name.
pub async fn newcomer(app: &TestApp, responsible: &mut Client) -> (String, String) {
    let (status, created) = add(responsible, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let text = |name: &str| created[name].as_str().unwrap().to_owned();
    (text("id"), text("username"))
}

pub async fn ask(client: &mut Client, id: &str) -> (StatusCode, Value) {
    let target = target(client, id).await;
    give(client, &target, ROLE, DAYS).await
}

async fn queue(client: &mut Client, state: Value) -> Vec<Value> {
    let query = json!({ "query": {
        "search": "", "state": state, "sort": "time", "descending": false, "page": 0,
    } });
    let (status, page) = client.post("/api/authority/requests/list", &query).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page["rows"].as_array().unwrap().clone()
}

pub async fn waiting(client: &mut Client) -> Vec<Value> {
    queue(client, json!("waiting")).await
}

pub async fn decide(client: &mut Client, what: &str, row: &Value) -> (StatusCode, Value) {
    let body = json!({ "target": row["target"], "reason": "hakemus tarkistettu" });
    client
        .post(&format!("/api/authority/request/{what}"), &body)
        .await
}

/// A request that waits, with the two who may do something about it.
pub async fn asked(app: &TestApp) -> (Client, Client, String, String) {
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    let (mut approver, _) = app.signed_in("viranomainen.hyvaksyja").await;
    let (id, username) = newcomer(app, &mut responsible).await;
    let (status, outcome) = ask(&mut responsible, &id).await;
    assert_eq!((status, outcome), (StatusCode::OK, json!("requested")));
    assert_eq!(waiting(&mut approver).await.len(), 1);
    (responsible, approver, id, username)
}

/// Puts a further version of the parish's permit in force.
async fn change_permit(app: &TestApp, change: impl FnOnce(&mut DataPermit)) {
    let permits = app.store.list_permits().await.unwrap();
    let mut permit = permits
        .into_iter()
        .filter(|permit| permit.id.as_str() == "seurakunta")
        .max_by_key(|permit| permit.version)
        .unwrap();
    permit.version += 1;
    change(&mut permit);
    app.store.create_permit(&permit, &[]).await.unwrap();
    app.service.reload_directory().await.unwrap();
}

#[tokio::test]
async fn a_right_that_needs_approval_holds_only_after_it_and_both_are_named_and_told() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, username) = asked(&app).await;
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["rights"], json!([]), "a request is no right");
    assert_eq!(person["requests"][0]["state"], "waiting");
    assert_eq!(person["requests"][0]["may_act"], true);
    let (mut user, _) = first_sign_in(&app, &id, &username).await;
    let code = app.code("abroad");
    let (status, answer) = user.find_person(&Query::parish(&code)).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::FORBIDDEN, "refused".to_owned())
    );

    let rows = waiting(&mut approver).await;
    let row = &rows[0];
    assert_eq!(
        (&row["organisation"], &row["person"], &row["by"], &row["kind"]),
        (
            &json!("Kuuselan seurakunta"),
            &json!("Tiina Testaaja"),
            &json!("Risto Ruusu"),
            &json!("give"),
        ),
        "{row}"
    );
    let (status, answer) = decide(&mut approver, "approve", row).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    // No clock has moved: the next query is answered.
    let (status, answer) = user.find_person(&Query::parish(&code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(waiting(&mut approver).await.is_empty());
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["rights"][0]["until"], "2027-06-30");
    assert_eq!(person["rights"][0]["by"], "Risto Ruusu", "who asked for it");
    assert_eq!(person["requests"][0]["state"], "approved");
    assert_eq!(
        person["requests"][0]["decision"]["by"], "Rekisteriviranomainen",
        "to the customer the authority is one"
    );

    // The register names both and keeps both reasons; the authority sees who of its own it was.
    let query = json!({ "query": {
        "search": "jäsenrekisteri", "kind": "given", "from": null, "until": null, "page": 0,
    } });
    let (_, page) = responsible.post("/api/management/register/list", &query).await;
    let named = page["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|row| row["by"] == "Risto Ruusu, hyväksynyt Rekisteriviranomainen");
    let reason = named.map(|row| row["reason"].clone());
    assert_eq!(
        reason,
        Some(json!("uusi tehtävä / hakemus tarkistettu")),
        "{page}"
    );
    let (_, page) = approver.post("/api/authority/register/list", &query).await;
    let by_name = "Risto Ruusu, hyväksynyt Hilkka Hyväksyjä";
    let mut rows = page["rows"].as_array().into_iter().flatten();
    assert!(rows.any(|row| row["by"] == by_name), "{page}");
    let messages = app.store.list_outbox().await.unwrap();
    let told: Vec<&str> = messages
        .iter()
        .filter(|message| message.subject == "Käyttöoikeus on hyväksytty")
        .map(|message| message.to.as_str())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&"tiina.testaaja@kuusela.example"));
    assert!(told.contains(&"seurakunta.vastuu@seurakunta.example"));
    // Decided once.
    let (status, answer) = decide(&mut approver, "reject", row).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
}

#[tokio::test]
async fn a_rejected_request_gives_nothing_and_the_reason_is_told() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, _) = asked(&app).await;
    let rows = waiting(&mut approver).await;
    let body = json!({ "target": rows[0]["target"], "reason": "  " });
    let (status, answer) = approver.post("/api/authority/request/reject", &body).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::BAD_REQUEST, "reason".to_owned())
    );
    let (status, answer) = decide(&mut approver, "reject", &rows[0]).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["rights"], json!([]));
    assert_eq!(person["requests"][0]["state"], "rejected");
    assert_eq!(person["requests"][0]["decision"]["reason"], "hakemus tarkistettu");
    let messages = app.store.list_outbox().await.unwrap();
    let told = messages
        .iter()
        .filter(|message| message.text.contains("hakemus tarkistettu"))
        .count();
    assert_eq!(told, 2);
    // It may be asked for again.
    assert_eq!(ask(&mut responsible, &id).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_request_is_withdrawn_by_the_organisation_and_then_cannot_be_approved() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, _) = asked(&app).await;
    let row = waiting(&mut approver).await.remove(0);
    let (status, answer) = ask(&mut responsible, &id).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::BAD_REQUEST, &json!("request-waits")),
        "one request at a time"
    );
    let (mut town, _) = app.signed_in("kunta.vastuu").await;
    let withdraw = json!({ "target": row["target"] });
    let (status, _) = town.post("/api/management/request/withdraw", &withdraw).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "another organisation's");
    let (status, answer) = responsible
        .post("/api/management/request/withdraw", &withdraw)
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer) = decide(&mut approver, "approve", &row).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
    let person = find(&mut responsible, &id).await;
    assert_eq!(
        (&person["rights"], &person["requests"][0]["state"]),
        (&json!([]), &json!("withdrawn"))
    );
}

#[tokio::test]
async fn what_has_ended_meanwhile_refuses_the_approval_and_says_which() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, _) = asked(&app).await;
    change_permit(&app, |permit| {
        permit.ended_from = Some(local_day(app.clock.now()));
    })
    .await;
    let rows = waiting(&mut approver).await;
    assert_eq!(
        rows[0]["obstacle"], "permit-ended",
        "seen before anything is pressed"
    );
    let (status, answer) = decide(&mut approver, "approve", &rows[0]).await;
    assert_eq!(
        (status, &answer["problem"]),
        (
            StatusCode::CONFLICT,
            &json!({ "code": "request", "detail": "permit-ended" })
        )
    );
    change_permit(&app, |permit| permit.ended_from = None).await;
    let ending = target(&mut responsible, &id).await;
    let (status, answer) = responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": ending, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer) = decide(&mut approver, "approve", &rows[0]).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::CONFLICT, &json!("person-ended"))
    );
    let users = app.store.list_users().await.unwrap();
    let user = users.iter().find(|user| user.id.as_str() == id).unwrap();
    assert!(user.rights.is_empty(), "nothing half-written");
    let (status, _) = decide(&mut approver, "reject", &rows[0]).await;
    assert_eq!(status, StatusCode::OK, "it can still be put away");
}

#[tokio::test]
async fn what_was_asked_before_a_person_left_is_not_given_after_the_return() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, _) = asked(&app).await;
    let row = waiting(&mut approver).await.remove(0);
    let ending = target(&mut responsible, &id).await;
    responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": ending, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    assert_eq!(waiting(&mut approver).await[0]["obstacle"], "person-ended");
    let (again, _) = newcomer(&app, &mut responsible).await;
    assert_eq!(again, id, "the same username");
    assert!(waiting(&mut approver).await.is_empty());
    let (status, answer) = decide(&mut approver, "approve", &row).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
    assert_eq!(find(&mut responsible, &id).await["rights"], json!([]));
}

#[tokio::test]
async fn a_request_approved_days_later_begins_then() {
    let app = TestApp::new().await;
    let (_, _, id, _) = asked(&app).await;
    app.clock.advance(TimeDelta::days(3));
    let (mut approver, _) = app.signed_in("viranomainen").await;
    let rows = waiting(&mut approver).await;
    let (status, answer) = decide(&mut approver, "approve", &rows[0]).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let users = app.store.list_users().await.unwrap();
    let user = users.iter().find(|user| user.id.as_str() == id).unwrap();
    let today = local_day(app.clock.now());
    assert_eq!(user.rights[0].valid_from, today);
}

#[tokio::test]
async fn changing_and_renewing_ask_too_and_ending_does_not() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    let (mut approver, _) = app.signed_in("viranomainen.hyvaksyja").await;
    let before = find(&mut responsible, "seurakunta-kysely1").await;
    let held = before["rights"][0].clone();
    let target_now = target(&mut responsible, "seurakunta-kysely1").await;
    let until = local_day(app.clock.now())
        .checked_add_days(Days::new(360))
        .unwrap();
    let (status, outcome) = responsible
        .post(
            "/api/management/right/update",
            &json!({
                "target": target_now, "reason": "tehtävä jatkuu",
                "dates": { "permit": "seurakunta", "role": "jasenrekisteri", "from": held["from"], "until": until },
            }),
        )
        .await;
    assert_eq!((status, outcome), (StatusCode::OK, json!("requested")));
    let renewed = target(&mut responsible, "seurakunta-kysely2").await;
    let (status, answer) = responsible
        .post(
            "/api/management/rights/renew",
            &json!({
                "renewals": [{ "target": renewed, "permit": "seurakunta", "role": "jasenrekisteri" }],
                "until": until, "reason": "vuosittainen tarkistus",
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(
        (&answer["done"], &answer["requested"], &answer["refused"]),
        (&json!(0), &json!(1), &json!([]))
    );
    let person = find(&mut responsible, "seurakunta-kysely1").await;
    assert_eq!(person["rights"][0]["until"], held["until"], "as before");
    for row in waiting(&mut approver).await {
        assert_eq!(row["kind"], "change");
        let (status, answer) = decide(&mut approver, "approve", &row).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }
    for id in ["seurakunta-kysely1", "seurakunta-kysely2"] {
        let person = find(&mut responsible, id).await;
        assert_eq!(person["rights"][0]["until"], json!(until), "{id}");
    }
    // Less is given at once.
    let ending = target(&mut responsible, "seurakunta-kysely1").await;
    let (status, answer) = responsible
        .post(
            "/api/management/right/end",
            &json!({
                "target": ending, "permit": "seurakunta", "role": "jasenrekisteri",
                "last": null, "reason": "tehtävä päättyi",
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let person = find(&mut responsible, "seurakunta-kysely1").await;
    assert_eq!(person["rights"], json!([]));
}

#[tokio::test]
async fn nobody_decides_on_their_own_right_nor_on_what_they_asked_for() {
    let app = TestApp::new().await;
    let (_, _, id, _) = asked(&app).await;
    // The same persons, with a second username at the authority.
    let users = app.store.list_users().await.unwrap();
    let code_of = |wanted: &str| users.iter().find(|user| user.id.as_str() == wanted).unwrap().code;
    let subject = code_of(&id);
    let asker = code_of("seurakunta-vastuu");
    let (mut client, _) = app.signed_in("viranomainen").await;
    for code in [subject, asker] {
        let mut users = app.store.list_users().await.unwrap();
        let approver = users
            .iter_mut()
            .find(|user| user.login == "viranomainen")
            .unwrap();
        approver.code = code;
        approver.authority_roles = [AuthorityRole::RightApprover].into();
        app.store.update_user(approver).await.unwrap();
        app.service.reload_directory().await.unwrap();
        let rows = waiting(&mut client).await;
        assert_eq!(rows[0]["may_act"], false);
        for what in ["approve", "reject"] {
            let (status, answer) = decide(&mut client, what, &rows[0]).await;
            assert_eq!(
                (status, &answer["problem"]["detail"]),
                (StatusCode::FORBIDDEN, &json!("own-rights")),
                "{what}"
            );
        }
    }
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_told() {
    let app = TestApp::new().await;
    let (_, mut one, id, _) = asked(&app).await;
    let (mut two, _) = app.signed_in("viranomainen").await;
    let row = waiting(&mut one).await.remove(0);
    let (first, second) = tokio::join!(
        decide(&mut one, "approve", &row),
        decide(&mut two, "reject", &row)
    );
    let mut statuses = [first.0, second.0];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
    let rows = queue(&mut one, Value::Null).await;
    assert_eq!(rows.len(), 1);
    let users = app.store.list_users().await.unwrap();
    let user = users.iter().find(|user| user.id.as_str() == id).unwrap();
    assert_eq!(user.rights.is_empty(), rows[0]["state"] == "rejected");
}

#[tokio::test]
async fn the_queue_is_searched_sorted_and_read_by_the_auditor_who_decides_nothing() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, _, _) = asked(&app).await;
    app.clock.advance(TimeDelta::minutes(1));
    let (status, created) = add(&mut responsible, &app.code("abroad"), "Aapo Aapinen").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let (status, answer) = ask(&mut responsible, created["id"].as_str().unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let mut list = async |search: &str, sort: &str, descending: bool| {
        let query = json!({ "query": {
            "search": search, "state": "waiting", "sort": sort, "descending": descending, "page": 9,
        } });
        let (_, page) = approver.post("/api/authority/requests/list", &query).await;
        let rows = page["rows"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row["person"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(list("", "time", false).await, ["Tiina Testaaja", "Aapo Aapinen"]);
    assert_eq!(
        list("", "person", false).await,
        ["Aapo Aapinen", "Tiina Testaaja"]
    );
    assert_eq!(list("", "person", true).await, ["Tiina Testaaja", "Aapo Aapinen"]);
    assert_eq!(list("aapI", "time", false).await, ["Aapo Aapinen"]);
    let (mut auditor, _) = app.signed_in("viranomainen.tarkastaja").await;
    let rows = waiting(&mut auditor).await;
    assert_eq!((rows.len(), &rows[0]["may_act"]), (2, &json!(false)));
    let (status, _) = decide(&mut auditor, "approve", &rows[0]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
