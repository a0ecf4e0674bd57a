//! What those who manage may not: own rights, rights outside the permit or its dates, another
//! organisation's people, responsible users, and what somebody else has changed meanwhile.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::access::AuthorityRole;
use serde_json::{Value, json};

use crate::management::{add, find, give, target};
use crate::support::{Client, TestApp, problem};

/// The acts of the management service on a person, as a page would send them.
fn acts(target: &Value) -> Vec<(&'static str, Value)> {
    let dates =
        json!({ "permit": "kunta", "role": "sosiaalityo", "from": "2026-11-23", "until": "2027-01-31" });
    let held =
        json!({ "permit": "kunta", "role": "asiakaspalvelu", "from": "2026-10-24", "until": "2027-01-31" });
    let why = "uusi tehtävä";
    vec![
        (
            "management/person/update",
            json!({ "target": target, "details": { "name": "Toinen Nimi", "email": "a@b.example", "language": "fi" } }),
        ),
        ("management/person/invite", json!({ "target": target })),
        (
            "management/person/end",
            json!({ "target": target, "reason": why }),
        ),
        (
            "management/right/give",
            json!({ "target": target, "dates": dates, "reason": why }),
        ),
        (
            "management/right/update",
            json!({ "target": target, "dates": held, "reason": why }),
        ),
        (
            "management/right/end",
            json!({ "target": target, "permit": "kunta", "role": "asiakaspalvelu", "last": null, "reason": why }),
        ),
        (
            "management/enrolment/issue",
            json!({ "target": target, "checked": why }),
        ),
    ]
}

async fn refused(client: &mut Client, target: &Value, expected: (StatusCode, Value)) {
    for (endpoint, body) in acts(target) {
        let (status, answer) = client.post(&format!("/api/{endpoint}"), &body).await;
        assert_eq!((status, answer["problem"].clone()), expected, "{endpoint}");
    }
}

#[tokio::test]
async fn nobody_acts_on_their_own_rights() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let before = find(&mut responsible, "kunta-vastuu").await;
    assert_eq!(before["is_self"], true);
    assert_eq!(before["acts"], json!(["see-people", "see-register"]));
    let own = json!({ "id": "kunta-vastuu", "revision": before["revision"] });
    let own_rights = json!({ "code": "management", "detail": "own-rights" });
    refused(
        &mut responsible,
        &own,
        (StatusCode::FORBIDDEN, own_rights.clone()),
    )
    .await;
    let granter = json!({ "target": own, "grants": true, "reason": "lisää tehtäviä" });
    let (status, answer) = responsible.post("/api/management/granter/change", &granter).await;
    assert_eq!((status, &answer["problem"]), (StatusCode::FORBIDDEN, &own_rights));
    assert_eq!(find(&mut responsible, "kunta-vastuu").await, before);
}

#[tokio::test]
async fn the_authority_does_not_appoint_itself() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let users = app.store.list_users().await.unwrap();
    let own = users.iter().find(|user| user.login == "viranomainen").unwrap();
    let (status, answer) = authority
        .post(
            "/api/authority/responsible-user/appoint",
            &json!({
                "organisation": "kunta",
                "person": {
                    "code": own.code.as_str(), "name": "Aino Valvoja",
                    "email": "aino@viranomainen.example", "language": "fi",
                },
                "reason": "hakemus 20.11.2026",
            }),
        )
        .await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("own-rights"))
    );
    // Nor does it add people to itself, or manage an organisation's rights.
    let target = json!({ "id": "kunta-kysely1", "revision": 0 });
    refused(
        &mut authority,
        &target,
        (StatusCode::NOT_FOUND, json!({ "code": "not-found" })),
    )
    .await;
}

#[tokio::test]
async fn another_organisations_people_are_as_if_they_did_not_exist() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let not_found = (StatusCode::NOT_FOUND, json!({ "code": "not-found" }));
    for id in ["pankki-kysely1", "ei-ole"] {
        let target = json!({ "id": id, "revision": 0 });
        refused(&mut responsible, &target, not_found.clone()).await;
        let (status, answer) = responsible
            .post("/api/management/person/find", &json!({ "id": id }))
            .await;
        assert_eq!((status, answer["problem"].clone()), not_found, "{id}");
    }
}

#[tokio::test]
async fn a_right_outside_the_permit_or_its_dates_is_refused_with_the_reason() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let target_now = target(&mut responsible, "kunta-kysely2").await;
    let role = ("kunta", "sosiaalityo");
    for (right, dates, detail) in [
        (
            ("pankki", "asiakastieto"),
            ("2026-11-23", "2027-01-31"),
            json!("not-in-permit"),
        ),
        (
            ("kunta", "ei-ole"),
            ("2026-11-23", "2027-01-31"),
            json!("not-in-permit"),
        ),
        (role, ("2026-11-22", "2027-01-31"), json!("from-past")),
        (role, ("2026-12-02", "2026-12-01"), json!("crossed")),
        (
            role,
            ("2026-11-23", "2027-11-24"),
            json!({ "too-long": "2027-11-23" }),
        ),
        (
            ("kunta", "asiakaspalvelu"),
            ("2026-11-23", "2027-01-31"),
            json!("held-already"),
        ),
    ] {
        let (status, answer) = give(&mut responsible, &target_now, right, dates).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{right:?} {dates:?}");
        assert_eq!(answer["problem"], json!({ "code": "right", "detail": detail }));
    }
    let (status, _) = give(&mut responsible, &target_now, role, ("2026-11-23", "2027-11-23")).await;
    assert_eq!(status, StatusCode::OK);

    let (status, answer) = responsible
        .post(
            "/api/management/right/give",
            &json!({
                "target": target_now,
                "dates": { "permit": "kunta", "role": "sosiaalityo", "from": "2026-11-23", "until": "2027-01-31" },
                "reason": "koskee 010190-999W",
            }),
        )
        .await;
    assert_eq!(
        (status, &answer["problem"]),
        (
            StatusCode::BAD_REQUEST,
            &json!({ "code": "reason", "detail": "identity-code" })
        )
    );
}

#[tokio::test]
async fn a_right_never_outlasts_its_permit_nor_begins_before_it_and_its_dates_are_checked_on_a_change() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    // The permit gets a last day, and begins later than today.
    let permits = app.store.list_permits().await.unwrap();
    let mut permit = permits
        .into_iter()
        .find(|permit| permit.id.as_str() == "kunta")
        .unwrap();
    permit.version += 1;
    permit.valid_until = "2027-01-15".parse().ok();
    app.store.create_permit(&permit, &[]).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let target_now = target(&mut responsible, "kunta-kysely2").await;
    let role = ("kunta", "sosiaalityo");
    let given = give(&mut responsible, &target_now, role, ("2026-11-23", "2027-01-16")).await;
    assert_eq!(
        (given.0, &given.1["problem"]["detail"]),
        (StatusCode::BAD_REQUEST, &json!({ "after-permit": "2027-01-15" }))
    );
    for (from, until, detail) in [
        (
            "2026-10-24",
            "2027-01-16",
            json!({ "after-permit": "2027-01-15" }),
        ),
        ("2026-10-24", "2026-11-22", json!("until-past")),
        ("2026-11-25", "2027-01-15", json!("begun")),
    ] {
        let (status, answer) = responsible
            .post(
                "/api/management/right/update",
                &json!({
                    "target": target_now, "reason": "tehtävä jatkuu",
                    "dates": { "permit": "kunta", "role": "asiakaspalvelu", "from": from, "until": until },
                }),
            )
            .await;
        assert_eq!(
            (status, &answer["problem"]["detail"]),
            (StatusCode::BAD_REQUEST, &detail),
            "{from}–{until}"
        );
    }
    permit.version += 1;
    permit.valid_from = "2026-12-01".parse().unwrap();
    app.store.create_permit(&permit, &[]).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let given = give(&mut responsible, &target_now, role, ("2026-11-30", "2027-01-15")).await;
    assert_eq!(
        (given.0, &given.1["problem"]["detail"]),
        (StatusCode::BAD_REQUEST, &json!({ "before-permit": "2026-12-01" }))
    );
    // A day that there is not is no date at all.
    let given = give(&mut responsible, &target_now, role, ("2026-12-01", "2027-02-30")).await;
    assert!(given.0.is_client_error(), "{}", given.1);
    assert_eq!(
        target(&mut responsible, "kunta-kysely2").await,
        target_now,
        "nothing was written"
    );
}

#[tokio::test]
async fn of_two_changes_at_once_the_second_is_told_and_overwrites_nothing() {
    let app = TestApp::new().await;
    let (mut one, _) = app.signed_in("kunta.vastuu").await;
    // A second responsible user of the same organisation.
    let mut users = app.store.list_users().await.unwrap();
    let other = users
        .iter_mut()
        .find(|user| user.login == "kunta.kysely1")
        .unwrap();
    other.is_responsible_user = true;
    app.store.update_user(other).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (mut two, _) = app.signed_in("kunta.kysely1").await;

    let seen_by_both = target(&mut one, "kunta-kysely2").await;
    let end = |last: Value| {
        json!({
            "target": seen_by_both, "permit": "kunta", "role": "asiakaspalvelu",
            "last": last, "reason": "tehtävä vaihtuu",
        })
    };
    let (status, _) = one
        .post("/api/management/right/end", &end(json!("2026-12-31")))
        .await;
    assert_eq!(status, StatusCode::OK);
    let (status, answer) = two.post("/api/management/right/end", &end(Value::Null)).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
    let person = find(&mut two, "kunta-kysely2").await;
    assert_eq!(person["rights"][0]["until"], "2026-12-31");

    // At the same moment, too: one of the two is done, one is told.
    let seen = target(&mut one, "kunta-kysely2").await;
    let body = json!({
        "target": seen,
        "dates": { "permit": "kunta", "role": "sosiaalityo", "from": "2026-11-23", "until": "2027-01-31" },
        "reason": "uusi tehtävä",
    });
    let (first, second) = tokio::join!(
        one.post("/api/management/right/give", &body),
        two.post("/api/management/right/give", &body)
    );
    let mut statuses = [first.0, second.0];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
}

#[tokio::test]
async fn only_the_authority_ends_a_responsible_user_and_a_granter_does_not_touch_one() {
    let app = TestApp::new().await;
    let mut users = app.store.list_users().await.unwrap();
    for user in &mut users {
        match user.login.as_str() {
            "kunta.kysely1" => user.is_responsible_user = true,
            "kunta.kysely2" => user.is_rights_granter = true,
            _ => continue,
        }
        app.store.update_user(user).await.unwrap();
    }
    app.service.reload_directory().await.unwrap();
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let _ = app.signed_in("kunta.kysely1").await;
    let other = target(&mut responsible, "kunta-kysely1").await;
    let (status, answer) = responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": other, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("authority-only"))
    );
    let (mut granter, _) = app.signed_in("kunta.kysely2").await;
    for (endpoint, body) in acts(&other) {
        let (status, answer) = granter.post(&format!("/api/{endpoint}"), &body).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{endpoint}: {answer}");
    }
    // What concerns people, rights and keys of others is the granter's; the rest is not there.
    let (status, created) = add(&mut granter, &app.code("plain"), "Myönnetty Henkilö").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    for endpoint in [
        "management/register/list",
        "management/granter/change",
        "permits/list",
    ] {
        let (status, _) = granter.post(&format!("/api/{endpoint}"), &json!({})).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{endpoint}");
    }
}

#[tokio::test]
async fn the_finer_rules_do_not_rely_on_the_door() {
    // A right approver who is not of the authority's administrators asks the service itself.
    let app = TestApp::new().await;
    let mut users = app.store.list_users().await.unwrap();
    let user = users
        .iter_mut()
        .find(|user| user.login == "viranomainen")
        .unwrap();
    user.authority_roles = [AuthorityRole::Administrator].into();
    app.store.update_user(user).await.unwrap();
    app.service.reload_directory().await.unwrap();
    let (mut administrator, _) = app.signed_in("viranomainen").await;
    let (status, _) = administrator
        .post("/api/authority/organisations/list", &json!({}))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let context = luotain::service::RequestContext {
        id: String::new(),
        token: administrator
            .cookie
            .as_deref()
            .and_then(luotain::service::Token::parse),
        source: "192.0.2.1".to_owned(),
        browser: String::new(),
        language: luotain::language::Language::Fi,
    };
    assert!(app.service.list_organisations(&context).await.is_err());
    assert!(
        app.service
            .list_people(&context, Default::default())
            .await
            .is_err()
    );
    assert!(app.service.list_outbox(&context).await.is_ok());
}
