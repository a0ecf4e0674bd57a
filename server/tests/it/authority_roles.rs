//! The authority's own people: roles given and ended by an administrator, never the own, and
//! never so that no administrator is left.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::management::first_sign_in;
use crate::support::{Client, TestApp, problem};

async fn people(client: &mut Client) -> Vec<Value> {
    let (status, page) = client.post("/api/authority/people/list", &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page["people"].as_array().unwrap().clone()
}

async fn person(client: &mut Client, username: &str) -> Value {
    people(client)
        .await
        .into_iter()
        .find(|person| person["username"] == username)
        .unwrap()
}

async fn set(client: &mut Client, target: &Value, roles: &[&str]) -> (StatusCode, Value) {
    let body = json!({ "target": target, "roles": roles, "reason": "tehtävä vaihtuu" });
    client.post("/api/authority/people/roles", &body).await
}

fn detail(answer: &Value) -> &Value {
    &answer["problem"]["detail"]
}

#[tokio::test]
async fn a_role_opens_its_pages_at_once_and_its_end_closes_them() {
    let app = TestApp::new().await;
    let (mut administrator, _) = app.signed_in("viranomainen").await;
    let (mut other, _) = app.signed_in("viranomainen.tarkastaja").await;
    let create = json!({
        "name": { "fi": "Uusi kunta", "sv": "", "en": "" }, "business_id": "9000400-4", "reason": "hakemus 1.11.",
    });
    let (status, _) = other.post("/api/authority/organisation/create", &create).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let row = person(&mut administrator, "viranomainen.tarkastaja").await;
    assert_eq!(row["roles"], json!(["auditor"]));
    let (status, answer) = set(&mut administrator, &row["target"], &["permit-handler", "auditor"]).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer) = other.post("/api/authority/organisation/create", &create).await;
    assert_ne!(status, StatusCode::NOT_FOUND, "{answer}");
    let (status, answer) = set(&mut administrator, &row["target"], &[]).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned()),
        "as of an earlier revision"
    );
    let row = person(&mut administrator, "viranomainen.tarkastaja").await;
    let (status, _) = set(&mut administrator, &row["target"], &[]).await;
    assert_eq!(status, StatusCode::OK);
    for endpoint in [
        "organisations/list",
        "register/list",
        "requests/list",
        "people/list",
    ] {
        let (status, _) = other
            .post(&format!("/api/authority/{endpoint}"), &json!({}))
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{endpoint}");
    }
    // Each step has its row.
    let query = json!({ "query": {
        "search": "tarkka", "kind": null, "from": null, "until": null, "page": 0,
    } });
    let (_, page) = administrator.post("/api/authority/register/list", &query).await;
    let rows: Vec<(String, String)> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            (text("kind"), text("right"))
        })
        .collect();
    for expected in [
        ("given", "Lupakäsittelijä"),
        ("ended", "Lupakäsittelijä"),
        ("ended", "Tarkastaja"),
    ] {
        assert!(
            rows.contains(&(expected.0.to_owned(), expected.1.to_owned())),
            "{expected:?} in {rows:?}"
        );
    }
}

#[tokio::test]
async fn nobody_changes_their_own_roles_nor_those_of_a_customer() {
    let app = TestApp::new().await;
    let (mut administrator, _) = app.signed_in("viranomainen").await;
    let own = person(&mut administrator, "viranomainen").await;
    assert_eq!(
        (&own["is_self"], &own["may_change"]),
        (&json!(true), &json!(false))
    );
    let (status, answer) = set(&mut administrator, &own["target"], &["auditor"]).await;
    assert_eq!(
        (status, detail(&answer)),
        (StatusCode::FORBIDDEN, &json!("own-rights"))
    );
    let body = json!({ "target": own["target"], "reason": "lähtee virastosta" });
    let (status, answer) = administrator.post("/api/authority/people/end", &body).await;
    assert_eq!(
        (status, detail(&answer)),
        (StatusCode::FORBIDDEN, &json!("own-rights"))
    );
    let stranger = json!({ "id": "kunta-kysely1", "revision": 0 });
    let (status, _) = set(&mut administrator, &stranger, &["administrator"]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // Who is an administrator by mistake at a customer changes nothing there either.
    let mut users = app.store.list_users().await.unwrap();
    let user = users
        .iter_mut()
        .find(|user| user.login == "kunta.kysely2")
        .unwrap();
    user.authority_roles = [luotain::access::AuthorityRole::Administrator].into();
    app.store.update_user(user).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (mut wrong, _) = app.signed_in("kunta.kysely2").await;
    let (status, _) = set(&mut wrong, &stranger, &["administrator"]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_administrator_is_always_left() {
    let app = TestApp::new().await;
    let (mut one, _) = app.signed_in("viranomainen").await;
    let (mut two, _) = app.signed_in("viranomainen.hyvaksyja").await;
    let row = person(&mut one, "viranomainen.hyvaksyja").await;
    let (status, answer) = set(&mut one, &row["target"], &["administrator"]).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (first, second) = (
        person(&mut one, "viranomainen.hyvaksyja").await["target"].clone(),
        person(&mut two, "viranomainen").await["target"].clone(),
    );
    // Each ends the other at the same moment: one of the two stays.
    let end = |target: &Value| json!({ "target": target, "reason": "lähtee virastosta" });
    let (first_end, second_end) = (end(&first), end(&second));
    let (a, b) = tokio::join!(
        one.post("/api/authority/people/end", &first_end),
        two.post("/api/authority/people/end", &second_end)
    );
    let done = [a.0, b.0]
        .into_iter()
        .filter(|status| *status == StatusCode::OK)
        .count();
    assert_eq!(done, 1, "{a:?} {b:?}");
    let users = app.store.list_users().await.unwrap();
    let left = users
        .iter()
        .filter(|user| {
            user.ended_at.is_none()
                && user
                    .authority_roles
                    .contains(&luotain::access::AuthorityRole::Administrator)
        })
        .count();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn a_person_comes_into_the_authority_without_a_role_and_is_ended_at_once() {
    let app = TestApp::new().await;
    let (mut administrator, _) = app.signed_in("viranomainen").await;
    let body = json!({ "person": {
        "code": app.code("plain"), "name": "Uusi Virkamies", "email": "uusi@virasto.example", "language": "fi",
    } });
    let (status, created) = administrator.post("/api/authority/people/create", &body).await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let id = created["id"].as_str().unwrap().to_owned();
    let username = created["username"].as_str().unwrap().to_owned();
    let (mut client, _) = first_sign_in(&app, &id, &username).await;
    let (status, _) = client.post("/api/authority/organisations/list", &json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let row = person(&mut administrator, &username).await;
    assert_eq!(row["roles"], json!([]));
    let (status, answer) = set(&mut administrator, &row["target"], &["supervisor"]).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, _) = client.post("/api/authority/organisations/list", &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let row = person(&mut administrator, &username).await;
    let end = json!({ "target": row["target"], "reason": "lähtee virastosta" });
    let (status, answer) = administrator.post("/api/authority/people/end", &end).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, _) = client.post("/api/authority/organisations/list", &json!({})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    // Who comes back has none of the old roles.
    let (status, _) = administrator.post("/api/authority/people/create", &body).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(person(&mut administrator, &username).await["roles"], json!([]));
}

#[tokio::test]
async fn the_billing_officer_changes_invoicing_and_nothing_else() {
    let app = TestApp::new().await;
    let (mut administrator, _) = app.signed_in("viranomainen").await;
    let row = person(&mut administrator, "viranomainen.tarkastaja").await;
    set(&mut administrator, &row["target"], &["billing-officer"]).await;
    let (mut officer, _) = app.signed_in("viranomainen.tarkastaja").await;
    let (_, page) = officer
        .post("/api/authority/organisation/find", &json!({ "id": "pankki" }))
        .await;
    assert_eq!(
        (&page["may_change"], &page["may_change_invoicing"]),
        (&json!(false), &json!(true))
    );
    let target = json!({ "id": "pankki", "revision": page["revision"] });
    let invoicing = json!({
        "target": target, "reason": "pankin ilmoitus 20.11.",
        "invoicing": [{ "lines": ["PL 1", "00100 HELSINKI"], "e_invoice": "", "operator": "", "reference": "PT-1" }],
    });
    let (status, answer) = officer
        .post("/api/authority/organisation/invoicing", &invoicing)
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let contacts = json!({
        "target": target, "business_id": page["business_id"], "contacts": [], "reason": "pankin ilmoitus",
    });
    let (status, _) = officer
        .post("/api/authority/organisation/update", &contacts)
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
