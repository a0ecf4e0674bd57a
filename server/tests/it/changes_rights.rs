//! Who may read what of the change log.

#![expect(clippy::panic, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::access::AuthorityRole;
use serde_json::{Value, json};

use crate::changes::{log, who_changed};
use crate::support::TestApp;

#[tokio::test]
async fn a_responsible_user_reads_of_the_own_organisation_only() {
    let app = TestApp::new().await;
    let (mut own, _) = app.signed_in("kunta.vastuu").await;
    let (mut other, _) = app.signed_in("pankki.vastuu").await;
    for of in [
        json!({ "kind": "person", "id": "kunta-kysely1" }),
        json!({ "kind": "organisation", "id": "kunta" }),
        json!({ "kind": "permit", "id": "kunta" }),
    ] {
        assert_eq!(who_changed(&mut own, of.clone()).await.0, StatusCode::OK, "{of}");
        assert_eq!(
            who_changed(&mut other, of.clone()).await.0,
            StatusCode::NOT_FOUND,
            "{of}"
        );
    }
    for of in [
        json!({ "kind": "person", "id": "ei-ketaan" }),
        json!({ "kind": "permit", "id": "ei-mitaan" }),
        json!({ "kind": "organisation", "id": "viranomainen" }),
    ] {
        assert_eq!(
            who_changed(&mut own, of.clone()).await.0,
            StatusCode::NOT_FOUND,
            "{of}"
        );
    }
}

#[tokio::test]
async fn query_users_and_customers_read_neither_list() {
    let app = TestApp::new().await;
    let (mut user, _) = app.signed_in("kunta.kysely1").await;
    let own = json!({ "kind": "person", "id": "kunta-kysely1" });
    assert_eq!(who_changed(&mut user, own).await.0, StatusCode::NOT_FOUND);
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    assert_eq!(log(&mut responsible, json!({})).await.0, StatusCode::NOT_FOUND);
    let of = json!({ "of": { "kind": "organisation", "id": "kunta" }, "before": null });
    let (status, _) = responsible.post("/api/authority/changes/of", &of).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // What was refused at the door is in the log.
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let refused = loop {
        let query = json!({ "actor": "kunta.vastuu", "act": "function.refused" });
        let (_, page) = log(&mut authority, query).await;
        let count = page["rows"].as_array().map_or(0, Vec::len);
        if count == 2 {
            break count;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(refused, 2);
}

#[tokio::test]
async fn to_a_customer_the_authority_is_one_and_what_it_looks_at_is_its_own_affair() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let person = json!({ "kind": "person", "id": "kunta-vastuu" });
    let look = json!({ "of": person, "before": null });
    assert_eq!(
        authority.post("/api/authority/changes/of", &look).await.0,
        StatusCode::OK
    );
    let (_, found) = authority
        .post("/api/authority/organisations/list", &json!({}))
        .await;
    let target = found
        .as_array()
        .into_iter()
        .flatten()
        .find(|organisation| organisation["id"] == "kunta")
        .map(|organisation| organisation["responsible"][0]["target"].clone())
        .unwrap_or_default();
    // Somebody else answers for it afterwards, so that there is one to look.
    let (status, answer) = authority
        .post(
            "/api/authority/responsible-user/appoint",
            &json!({
                "organisation": "kunta", "reason": "organisaation hakemus",
                "person": {
                    "code": app.code("plain"), "name": "Raija Ruukki",
                    "email": "raija.ruukki@kuusela.example", "language": "fi",
                },
            }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer) = authority
        .post(
            "/api/authority/responsible-user/end",
            &json!({ "target": target, "reason": "tehtävä päättyy" }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let id = answer_id(&app, "kunta.rruukki").await;
    let username = "kunta.rruukki";
    let (mut customer, _) = crate::management::first_sign_in(&app, &id, username).await;
    let (status, page) = who_changed(&mut customer, person.clone()).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    let rows = page["rows"].as_array().cloned().unwrap_or_default();
    assert!(
        rows.iter().all(|row| row["act"] != "Muutoslokia luettu"),
        "{rows:?}"
    );
    let change = rows
        .iter()
        .find(|row| row["act"] == "Vastuukäyttäjän tehtävä muutettu")
        .cloned()
        .unwrap_or_default();
    assert_eq!(change["actor"], "Rekisteriviranomainen", "{change}");
    assert_eq!(change["source"], "");
    assert_eq!(change["request"], "");
    assert_eq!(change["fields"][0]["before"], "kyllä");
    assert_eq!(change["fields"][0]["after"], "");
    // The authority knows who it was.
    let (_, page) = authority.post("/api/authority/changes/of", &look).await;
    let newest = page["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|row| row["act"] == "Vastuukäyttäjän tehtävä muutettu");
    assert_eq!(
        newest.map(|row| row["actor"].clone()),
        Some(Value::from("Aino Valvoja (viranomainen)"))
    );
}

#[tokio::test]
async fn the_auditor_and_the_supervisor_read_the_whole_log_and_no_other_role_but_the_administrator() {
    let app = TestApp::new().await;
    let (mut reader, _) = app.signed_in("viranomainen.tarkastaja").await;
    let _ = app.signed_in("kunta.kysely1").await;
    let export = json!({ "query": {
        "actor": "kunta.kysely1", "person": "", "organisation": null, "act": "sign-in.done",
        "from": null, "until": null, "before": null,
    } });
    for role in AuthorityRole::ALL {
        let mut users = app.store.list_users().await.unwrap_or_default();
        let Some(user) = users
            .iter_mut()
            .find(|user| user.login == "viranomainen.tarkastaja")
        else {
            panic!("the demonstration has an auditor");
        };
        user.authority_roles = [role].into();
        assert!(app.store.update_user(user).await.is_ok());
        assert!(app.service.reload_directory().await.is_ok());
        let reads = matches!(
            role,
            AuthorityRole::Auditor | AuthorityRole::Supervisor | AuthorityRole::Administrator
        );
        let expected = if reads {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        let (status, page) = log(&mut reader, json!({ "actor": "kunta.kysely1" })).await;
        assert_eq!(status, expected, "{role:?}: {page}");
        let (status, text) = reader.post("/api/authority/changes/export", &export).await;
        assert_eq!(status, expected, "{role:?}: {text}");
        if reads {
            // That the log was read is in the log, under the reader's name.
            let (_, page) = log(
                &mut reader,
                json!({ "actor": "viranomainen.tarkastaja", "act": "changes.exported" }),
            )
            .await;
            assert_ne!(page["rows"], json!([]), "{role:?}");
        }
    }
}

/// The key of a username.
async fn answer_id(app: &TestApp, login: &str) -> String {
    let users = app.store.list_users().await.unwrap_or_default();
    users
        .into_iter()
        .find(|user| user.login == login)
        .map(|user| user.id.as_str().to_owned())
        .unwrap_or_default()
}
