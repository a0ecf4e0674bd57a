//! Whether each right under a permit needs the authority's approval: switched by a permit handler,
//! with a reason; and who is told when a request begins to wait (D3).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::language::Language;
use luotain::log::{ChangeAct, Detail, Subject};
use luotain::store::UserRow;
use serde_json::{Value, json};

use crate::approvals::{ask, asked, decide, newcomer, waiting};
use crate::changes::who_changed;
use crate::management::{find, target};
use crate::support::{Client, TestApp, problem};

async fn permit(client: &mut Client) -> Value {
    let (status, page) = client
        .post("/api/authority/organisation/find", &json!({ "id": "seurakunta" }))
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page["permits"][0].clone()
}

async fn switch(client: &mut Client, target: &Value, asks: bool) -> (StatusCode, Value) {
    let body = json!({ "target": target, "asks": asks, "reason": "lupaehdon muutos 20.11." });
    client.post("/api/authority/permit/approval", &body).await
}

async fn change_user(app: &TestApp, login: &str, change: impl FnOnce(&mut UserRow)) {
    let mut users = app.store.list_users().await.unwrap();
    let user = users.iter_mut().find(|user| user.login == login).unwrap();
    change(user);
    app.store.update_user(user).await.unwrap();
    app.service.reload_directory().await.unwrap();
}

#[tokio::test]
async fn once_approval_is_given_up_rights_are_given_at_once_and_the_change_is_told() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, _) = asked(&app).await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let shown = permit(&mut handler).await;
    assert_eq!(
        (
            &shown["asks_approval"],
            &shown["waiting"],
            &shown["may_change_approval"]
        ),
        (&json!(true), &json!(1), &json!(true))
    );
    let (status, answer) = switch(&mut handler, &shown["target"], false).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, answer) = switch(&mut handler, &shown["target"], false).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned()),
        "as of an earlier version"
    );
    let now = permit(&mut handler).await;
    assert_eq!(
        (&now["asks_approval"], &now["waiting"]),
        (&json!(false), &json!(1)),
        "what waits goes on waiting"
    );
    assert_eq!(waiting(&mut approver).await.len(), 1);

    // Given directly, the request is taken back with it: nothing is decided twice.
    let old = waiting(&mut approver).await.remove(0);
    let (status, outcome) = ask(&mut responsible, &id).await;
    assert_eq!((status, outcome), (StatusCode::OK, json!("done")));
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["rights"].as_array().map(Vec::len), Some(1));
    assert_eq!(person["requests"][0]["state"], "withdrawn");
    assert!(waiting(&mut approver).await.is_empty());
    let (status, answer) = decide(&mut approver, "approve", &old).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
    let changes = app.changes().await;
    let newest: Vec<ChangeAct> = changes.iter().take(2).map(|(_, change)| change.act).collect();
    assert_eq!(newest, [ChangeAct::RightsGiven, ChangeAct::RightRequestWithdrawn]);

    let (_, told) = changes
        .iter()
        .find(|(_, change)| change.act == ChangeAct::PermitChanged)
        .unwrap();
    assert_eq!(told.actor.as_deref(), Some("viranomainen-kasittelija"));
    assert_eq!(told.subject, Subject::Permit("seurakunta".to_owned()));
    assert_eq!(told.reason.as_deref(), Some("lupaehdon muutos 20.11."));
    let detail = Detail {
        field: "asks-approval".to_owned(),
        before: Some("yes".to_owned()),
        after: None,
    };
    assert!(told.details == [detail], "{:?}", told.details);
    let (_, page) = who_changed(&mut responsible, json!({ "kind": "permit", "id": "seurakunta" })).await;
    let row = &page["rows"][0];
    assert_eq!(
        (&row["act"], &row["actor"], &row["reason"]),
        (
            &json!("Tietolupaa muutettu"),
            &json!("Rekisteriviranomainen"),
            &json!("lupaehdon muutos 20.11.")
        )
    );
    assert_eq!(row["fields"][0]["before"], "kyllä");
}

#[tokio::test]
async fn what_waits_when_approval_is_given_up_can_still_be_decided_or_withdrawn() {
    let app = TestApp::new().await;
    let (mut responsible, mut approver, id, _) = asked(&app).await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let shown = permit(&mut handler).await;
    switch(&mut handler, &shown["target"], false).await;
    let row = waiting(&mut approver).await.remove(0);
    assert_eq!(row["obstacle"], Value::Null);
    let (status, answer) = decide(&mut approver, "approve", &row).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let person = find(&mut responsible, &id).await;
    assert_eq!(person["rights"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn once_approval_is_asked_for_the_next_right_waits_and_those_held_stay() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let shown = permit(&mut handler).await;
    switch(&mut handler, &shown["target"], false).await;
    let (id, _) = newcomer(&app, &mut responsible).await;
    let shown = permit(&mut handler).await;
    let (status, answer) = switch(&mut handler, &shown["target"], true).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let (status, outcome) = ask(&mut responsible, &id).await;
    assert_eq!((status, outcome), (StatusCode::OK, json!("requested")));
    let held = find(&mut responsible, "seurakunta-kysely1").await;
    assert_eq!(held["rights"][0]["in_force"], true);
}

#[tokio::test]
async fn only_permit_handlers_switch_it_with_a_reason_and_never_for_their_own_organisation() {
    let app = TestApp::new().await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let (mut approver, _) = app.signed_in("viranomainen.hyvaksyja").await;
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    let shown = permit(&mut approver).await;
    assert_eq!(shown["may_change_approval"], false);
    for other in [&mut approver, &mut responsible] {
        let (status, _) = switch(other, &shown["target"], false).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let without = json!({ "target": shown["target"], "asks": false, "reason": " " });
    let (status, answer) = handler.post("/api/authority/permit/approval", &without).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::BAD_REQUEST, "reason".to_owned())
    );
    let nowhere = json!({ "id": "ei-mitaan", "version": 1 });
    assert_eq!(
        switch(&mut handler, &nowhere, false).await.0,
        StatusCode::NOT_FOUND
    );
    let (status, answer) = switch(&mut handler, &shown["target"], true).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned()),
        "it is so already"
    );
    // The same person has a username in the organisation itself.
    let users = app.store.list_users().await.unwrap();
    let own = users
        .iter()
        .find(|user| user.login == "viranomainen.kasittelija")
        .unwrap()
        .code;
    change_user(&app, "seurakunta.kysely2", |user| user.code = own).await;
    assert_eq!(permit(&mut handler).await["may_change_approval"], false);
    let (status, answer) = switch(&mut handler, &shown["target"], false).await;
    assert_eq!(
        (status, &answer["problem"]["detail"]),
        (StatusCode::FORBIDDEN, &json!("own-rights"))
    );
    assert_eq!(permit(&mut handler).await["asks_approval"], true);
}

#[tokio::test]
async fn those_who_may_decide_are_told_in_their_language_when_a_request_begins_to_wait() {
    let app = TestApp::new().await;
    change_user(&app, "viranomainen.hyvaksyja", |user| {
        user.language = Language::Sv
    })
    .await;
    let _ = asked(&app).await;
    let told: Vec<(String, String, String)> = app
        .store
        .list_outbox()
        .await
        .unwrap()
        .into_iter()
        .filter(|message| message.text.contains("/authority/requests"))
        .map(|message| (message.to, message.subject, message.text))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    for (to, subject, words) in [
        (
            "viranomainen@viranomainen.example",
            "Käyttöoikeus odottaa hyväksyntää",
            ["Henkilö: Tiina Testaaja", "Pyytäjä: Risto Ruusu"],
        ),
        (
            "viranomainen.hyvaksyja@viranomainen.example",
            "En användarrätt väntar på godkännande",
            ["Person: Tiina Testaaja", "Rätt: Medlemsregister (LUO/3310/2026)"],
        ),
    ] {
        let (_, told_subject, text) = told.iter().find(|(told, _, _)| told == to).unwrap();
        assert_eq!(told_subject, subject);
        for word in words {
            assert!(text.contains(word), "{text}");
        }
        assert!(!text.contains(&app.code("plain")), "{text}");
    }
}

#[tokio::test]
async fn an_approver_who_may_not_decide_a_request_is_not_told_of_it() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    let (id, _) = newcomer(&app, &mut responsible).await;
    // The person for whom it is, and the one who asks, approve rights at the authority, too.
    let users = app.store.list_users().await.unwrap();
    let code_of = |wanted: &str| users.iter().find(|user| user.id.as_str() == wanted).unwrap().code;
    let (person, asker) = (code_of(&id), code_of("seurakunta-vastuu"));
    change_user(&app, "viranomainen", |user| user.code = person).await;
    change_user(&app, "viranomainen.hyvaksyja", |user| user.code = asker).await;
    let (status, outcome) = ask(&mut responsible, &id).await;
    assert_eq!((status, outcome), (StatusCode::OK, json!("requested")));
    let messages = app.store.list_outbox().await.unwrap();
    assert!(
        messages
            .iter()
            .all(|message| !message.text.contains("/authority/requests"))
    );
}

#[tokio::test]
async fn of_many_rights_asked_for_at_once_each_approver_gets_one_message() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("seurakunta.vastuu").await;
    let mut renewals = Vec::new();
    for id in ["seurakunta-kysely1", "seurakunta-kysely2"] {
        let target = target(&mut responsible, id).await;
        renewals.push(json!({ "target": target, "permit": "seurakunta", "role": "jasenrekisteri" }));
    }
    let (status, answer) = responsible
        .post(
            "/api/management/rights/renew",
            &json!({ "renewals": renewals, "until": "2027-11-20", "reason": "vuosittainen tarkistus" }),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["requested"], 2);
    let messages = app.store.list_outbox().await.unwrap();
    let mut told: Vec<&str> = messages
        .iter()
        .filter(|message| message.text.contains("/authority/requests"))
        .map(|message| message.to.as_str())
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "viranomainen.hyvaksyja@viranomainen.example",
            "viranomainen@viranomainen.example"
        ]
    );
}
