//! The change log: what was done and its entry never part, and "who changed this" tells it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::log::{ChangeAct, Detail, Subject};
use luotain::service::log_verify::{Witness, verify_changes};
use luotain::store::{ChangeShelf, LogShelf};
use serde_json::{Value, json};

use crate::management::{add, find, give, target};
use crate::support::{Client, Query, TestApp, change_signer, own_password};

const PERSON: &str = "kunta-kysely2";

pub async fn who_changed(client: &mut Client, of: Value) -> (StatusCode, Value) {
    client
        .post(
            "/api/management/changes/list",
            &json!({ "of": of, "before": null }),
        )
        .await
}

pub async fn log(client: &mut Client, query: Value) -> (StatusCode, Value) {
    let mut full = json!({
        "actor": "", "person": "", "organisation": null, "act": "", "from": null, "until": null,
        "before": null,
    });
    for (name, value) in query.as_object().unwrap() {
        full[name] = value.clone();
    }
    client
        .post("/api/authority/changes/list", &json!({ "query": full }))
        .await
}

fn acts(page: &Value) -> Vec<&str> {
    page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["act"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn who_changed_a_right_when_why_and_from_what_to_what_stands_on_the_persons_page() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.vastuu").await;
    let subject = target(&mut client, PERSON).await;
    let dates = ("2026-11-23", "2027-06-30");
    let given = give(&mut client, &subject, ("kunta", "sosiaalityo"), dates).await;
    assert_eq!(given.0, StatusCode::OK, "{}", given.1);
    let subject = target(&mut client, PERSON).await;
    let changed = client
        .post(
            "/api/management/right/update",
            &json!({
                "target": subject,
                "dates": { "permit": "kunta", "role": "sosiaalityo", "from": "2026-11-23", "until": "2027-08-31" },
                "reason": "tehtävä jatkuu",
            }),
        )
        .await;
    assert_eq!(changed.0, StatusCode::OK, "{}", changed.1);
    let (status, page) = who_changed(&mut client, json!({ "kind": "person", "id": PERSON })).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_eq!(acts(&page), ["Oikeutta muutettu", "Oikeus annettu"]);
    let row = &page["rows"][0];
    assert_eq!(row["actor"], "Veikko Vastuu (kunta.vastuu)");
    assert_eq!(row["reason"], "tehtävä jatkuu");
    assert_eq!(row["time"], "23.11.2026 klo 11.00.00");
    let field = &row["fields"][0];
    assert!(
        field["field"].as_str().unwrap().starts_with("Sosiaalityö"),
        "{field}"
    );
    assert_eq!(field["before"], "23.11.2026–30.6.2027");
    assert_eq!(field["after"], "23.11.2026–31.8.2027");
    assert_eq!(page["older"], Value::Null);
    // Looking left an entry, which the next look shows.
    let (_, page) = who_changed(&mut client, json!({ "kind": "person", "id": PERSON })).await;
    assert_eq!(acts(&page)[0], "Muutoslokia luettu");
}

#[tokio::test]
async fn an_act_whose_program_dies_before_the_tree_has_its_entry_is_told_by_the_next_one() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.vastuu").await;
    let before = app.changes().await.len();
    app.kill_change_writer();
    let (status, created) = add(&mut client, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let id = created["id"].as_str().unwrap().to_owned();
    let subject = target(&mut client, &id).await;
    let dates = ("2026-11-23", "2027-06-30");
    let given = give(&mut client, &subject, ("kunta", "asiakaspalvelu"), dates).await;
    assert_eq!(given.0, StatusCode::OK);
    // Both were answered; neither entry is in the tree, and neither is lost.
    let waiting = app.store.list_waiting_changes(100).await.unwrap();
    assert_eq!(waiting.len(), 2);
    let shelf = ChangeShelf(Arc::clone(&app.store));
    assert_eq!(shelf.find_head().await.unwrap().size, before as u64);

    let next = app.restarted().await;
    let changes = next.changes().await;
    assert_eq!(changes.len(), before + 2);
    let newest: Vec<_> = changes.iter().take(2).map(|(_, change)| change.act).collect();
    assert_eq!(newest, [ChangeAct::RightsGiven, ChangeAct::PersonAdded]);
    for (_, change) in &changes[..2] {
        assert_eq!(change.subject, Subject::Username(id.clone()));
        assert_eq!(change.actor.as_deref(), Some("kunta-vastuu"));
    }
    assert_eq!(next.store.count_waiting_changes().await.unwrap(), 0);
    let note = next.change_copy.note.lock().unwrap().clone().unwrap();
    let witness = Witness::parse(&note, change_signer().verifier()).unwrap();
    let verified = verify_changes(&shelf, &[witness], |_| {}).await.unwrap();
    assert_eq!(verified.size, (before + 2) as u64);
}

#[tokio::test]
async fn entries_that_wait_in_vain_are_told_to_the_authority() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("viranomainen").await;
    let (_, page) = log(&mut client, json!({})).await;
    assert_eq!(page["waiting"], 0);
    app.kill_change_writer();
    log(&mut client, json!({})).await;
    let (_, page) = log(&mut client, json!({})).await;
    assert_eq!(page["waiting"], 2, "that of each look before");
}

#[tokio::test]
async fn a_second_place_that_fails_loses_no_entry_and_stops_no_act() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.vastuu").await;
    let before = app.changes().await.len();
    app.change_copy.fails.store(true, Ordering::SeqCst);
    for (role, until) in [("sosiaalityo", "2027-06-30")] {
        let subject = target(&mut client, PERSON).await;
        let given = give(&mut client, &subject, ("kunta", role), ("2026-11-23", until)).await;
        assert_eq!(given.0, StatusCode::OK, "{}", given.1);
    }
    app.service.settle_changes().await;
    app.change_copy.fails.store(false, Ordering::SeqCst);
    let (_, _) = client.post("/api/session/sign-out", &json!({})).await;
    let changes = app.changes().await;
    let newest: Vec<_> = changes.iter().take(2).map(|(_, change)| change.act).collect();
    assert_eq!(newest, [ChangeAct::SignOut, ChangeAct::RightsGiven]);
    assert_eq!(changes.len(), before + 2);
}

#[tokio::test]
async fn a_change_that_is_refused_leaves_no_entry_of_a_change() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.vastuu").await;
    let old = target(&mut client, PERSON).await;
    let dates = ("2026-11-23", "2027-06-30");
    give(&mut client, &old, ("kunta", "sosiaalityo"), dates).await;
    let count = app.changes().await.len();
    // Held against the revision that an older page showed.
    let (status, _) = give(&mut client, &old, ("kunta", "sosiaalityo"), dates).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(app.changes().await.len(), count);
}

#[tokio::test]
async fn sign_ins_failures_keys_passwords_and_refused_queries_are_told() {
    let app = TestApp::new().await;
    let (mut client, mut key) = app.signed_in("kunta.kysely2").await;
    let (status, _) = client.find_person(&Query::social_work(&app.code("plain"))).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    client.post("/api/session/sign-out", &json!({})).await;
    app.client()
        .give_password("kunta.kysely2", "väärä salasana")
        .await;
    app.client().give_password("ei.ketaan", "väärä salasana").await;
    client
        .give_password("kunta.kysely2", &own_password("kunta.kysely2"))
        .await;
    client.use_key(&mut key).await;
    // Refusals are told beside the answer.
    let expected = [
        "key.linked",
        "password.set",
        "query.refused",
        "sign-in.done",
        "sign-in.refused",
        "sign-out",
    ];
    let told = loop {
        let mut told = app
            .store
            .list_audit_events(&luotain::permit::Key::parse(PERSON).unwrap())
            .await
            .unwrap();
        if told.iter().filter(|act| *act == "sign-in.refused").count() == 1
            && told.contains(&"query.refused".to_owned())
        {
            told.sort_unstable();
            told.dedup();
            break told;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(told, expected);
    let nobody = loop {
        let changes = app.changes().await;
        let found = changes
            .into_iter()
            .find(|(_, change)| change.subject == Subject::None);
        if let Some((_, change)) = found {
            break change;
        }
        tokio::task::yield_now().await;
    };
    // What was typed in the place of a username is nobody's business: it may be a password.
    assert_eq!(
        (nobody.act, nobody.actor, nobody.details),
        (ChangeAct::SignInRefused, None, Vec::new())
    );
}

#[tokio::test]
async fn the_log_is_narrowed_by_actor_subject_act_organisation_and_day_and_turned_page_by_page() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_bank, _) = app.signed_in("pankki.kysely1").await;
    let subject = target(&mut responsible, PERSON).await;
    let dates = ("2026-11-23", "2027-06-30");
    give(&mut responsible, &subject, ("kunta", "sosiaalityo"), dates).await;
    app.clock.advance(TimeDelta::days(1));
    let (mut client, _) = app.signed_in("viranomainen").await;
    for (query, expected) in [
        (
            json!({ "actor": "Kunta.Vastuu ", "person": "kunta.kysely2" }),
            vec!["Oikeus annettu"],
        ),
        (
            json!({ "person": "kunta.kysely2", "act": "sign-in.done" }),
            vec![],
        ),
        (
            json!({ "organisation": "pankki", "act": "sign-in.done" }),
            vec!["Kirjautuminen"],
        ),
        (
            json!({ "organisation": "kunta", "act": "rights.given", "until": "2026-11-23" }),
            vec!["Oikeus annettu"],
        ),
        (json!({ "act": "rights.given", "from": "2026-11-24" }), vec![]),
        (json!({ "actor": "ei.ketaan" }), vec![]),
        (json!({ "act": "no-such-act" }), vec![]),
    ] {
        let (status, page) = log(&mut client, query.clone()).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert_eq!(acts(&page), expected, "{query}");
        assert_eq!(page["acts"].as_array().unwrap().len(), ChangeAct::ALL.len());
    }
    // More than a page of looks.
    for _ in 0..30 {
        log(&mut client, json!({})).await;
    }
    let mut before = Value::Null;
    let mut numbers = Vec::new();
    loop {
        let query = json!({ "actor": "viranomainen", "act": "changes.read", "before": before });
        let (_, page) = log(&mut client, query).await;
        let rows = page["rows"].as_array().unwrap();
        numbers.extend(rows.iter().map(|row| row["number"].as_u64().unwrap()));
        before = page["older"].clone();
        if before.is_null() {
            break;
        }
        assert_eq!(rows.len(), 25);
    }
    assert!(numbers.is_sorted_by(|a, b| a > b), "{numbers:?}");
    // Six pages that named somebody or an act we have, thirty more, and the first of two turned.
    assert!(numbers.len() > 30, "{numbers:?}");
}

#[tokio::test]
async fn the_log_as_a_file_has_all_that_matches_and_its_making_is_told() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let subject = target(&mut responsible, PERSON).await;
    let dates = ("2026-11-23", "2027-06-30");
    give(&mut responsible, &subject, ("kunta", "sosiaalityo"), dates).await;
    let (mut client, _) = app.signed_in("viranomainen").await;
    let query = json!({
        "actor": "kunta.vastuu", "person": "", "organisation": null, "act": "rights.given",
        "from": null, "until": null, "before": 1,
    });
    let (status, text) = client
        .post("/api/authority/changes/export", &json!({ "query": query }))
        .await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let text = text.as_str().unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("\"Oikeus annettu\";\"Lauri Luotettava (kunta.kysely2)\""),
        "{text}"
    );
    assert!(text.contains("uusi tehtävä"), "{text}");
    let changes = app.changes().await;
    let (_, newest) = &changes[0];
    assert_eq!(newest.act, ChangeAct::ChangesExported);
    assert_eq!(newest.details, [Detail::after("rows", "1")]);
}

#[tokio::test]
async fn no_identity_code_and_no_secret_stands_in_the_log() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (_, created) = add(&mut responsible, &app.code("plain"), "Tiina Testaaja").await;
    let id = created["id"].as_str().unwrap().to_owned();
    let secret = crate::management::invitation(&app, &id).await;
    let subject = target(&mut responsible, &id).await;
    let ended = responsible
        .post(
            "/api/management/person/end",
            &json!({ "target": subject, "reason": "lähtee organisaatiosta" }),
        )
        .await;
    assert_eq!(ended.0, StatusCode::OK, "{}", ended.1);
    assert_eq!(find(&mut responsible, &id).await["state"], "ended");
    for (_, change) in app.changes().await {
        let payload = String::from_utf8_lossy(&change.encode().unwrap()).into_owned();
        for hidden in [app.code("plain"), secret.clone(), own_password("kunta.vastuu")] {
            assert!(!payload.contains(&hidden), "{change:?}");
        }
    }
}

#[tokio::test]
async fn a_person_is_told_of_in_the_organisation_that_it_concerned() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.vastuu").await;
    let (_, page) = who_changed(&mut client, json!({ "kind": "organisation", "id": "kunta" })).await;
    // Nothing was done to the organisation itself.
    assert_eq!(acts(&page), Vec::<&str>::new());
    let (status, page) = who_changed(&mut client, json!({ "kind": "permit", "id": "kunta" })).await;
    assert_eq!((status, acts(&page)), (StatusCode::OK, Vec::new()));
}
