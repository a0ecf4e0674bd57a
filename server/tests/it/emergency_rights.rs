//! Who pulls the levers of an emergency, and with what: administrators, a key, a reason, a notice.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::emergency::Lever;
use luotain::language::Text;
use luotain::log::{Change, ChangeAct};
use luotain::permit::Key;
use luotain::store::PulledLever;
use luotain_server::launch::DataFolder;
use serde_json::{Value, json};

use crate::emergency::{NOTICE, end_sessions, notice, pull, release, view};
use crate::log_durable::Folder;
use crate::support::{TestApp, problem};

#[tokio::test]
async fn a_lever_needs_a_key_just_used_a_reason_and_a_notice_in_every_language() {
    let app = TestApp::new().await;
    let (mut authority, mut key) = app.signed_in("viranomainen").await;
    app.clock.advance(TimeDelta::minutes(6));
    let queries = json!({ "kind": "queries" });
    for answer in [
        pull(&mut authority, queries.clone()).await,
        release(&mut authority, queries.clone()).await,
        end_sessions(&mut authority, Value::Null).await,
    ] {
        assert_eq!(problem(&answer.1), "reauthentication-needed");
    }
    // To look needs no key.
    assert_eq!(view(&mut authority).await["pulled"], json!([]));
    authority.confirm(&mut key).await;
    let body = |notice: Value, reason: &str| json!({ "lever": queries, "notice": notice, "reason": reason });
    let path = "/api/authority/emergency/pull";
    let (_, answer) = authority.post(path, &body(notice(), " ")).await;
    assert_eq!(problem(&answer), "reason");
    let partly = json!({ "fi": NOTICE, "sv": "", "en": "A security incident." });
    let (_, answer) = authority.post(path, &body(partly, "poikkeama")).await;
    assert_eq!(problem(&answer), "notice");
    assert_eq!(answer["problem"]["detail"], json!(["sv", "missing"]));
    let with_code = json!({ "fi": "Häiriö 010594Y9032", "sv": "Störning", "en": "Disruption" });
    let (status, _) = authority.post(path, &body(with_code, "poikkeama")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(view(&mut authority).await["pulled"], json!([]));
}

#[tokio::test]
async fn a_lever_is_pulled_once_and_the_authority_cannot_be_closed() {
    let app = TestApp::new().await;
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let queries = json!({ "kind": "queries" });
    let (_, answer) = release(&mut authority, queries.clone()).await;
    assert_eq!(problem(&answer), "changed");
    assert_eq!(pull(&mut authority, queries.clone()).await.0, StatusCode::OK);
    let (_, answer) = pull(&mut authority, queries).await;
    assert_eq!(problem(&answer), "changed");
    for id in ["viranomainen", "ei-olemassa"] {
        let lever = json!({ "kind": "organisation", "of": id });
        assert_eq!(pull(&mut authority, lever).await.0, StatusCode::NOT_FOUND);
        assert_eq!(
            end_sessions(&mut authority, json!("ei-olemassa")).await.0,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn only_administrators_of_the_authority_see_or_pull_levers() {
    let app = TestApp::new().await;
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    for answer in [
        responsible
            .post("/api/authority/emergency/view", &json!({}))
            .await,
        pull(&mut responsible, json!({ "kind": "queries" })).await,
        release(&mut responsible, json!({ "kind": "queries" })).await,
        end_sessions(&mut responsible, Value::Null).await,
    ] {
        assert_eq!(answer.0, StatusCode::NOT_FOUND, "{}", answer.1);
    }
}

#[tokio::test]
async fn the_command_puts_a_lever_back_and_its_entry_waits_for_the_next_start() {
    let folder = Folder::new("emergency-command");
    let data = DataFolder::open(&folder.0).unwrap();
    let store = data.open_store().await.unwrap();
    let pulled = PulledLever {
        lever: Lever::ReadOnly,
        since: "2026-11-23T09:00:00Z".parse().unwrap(),
        by: Key::parse("viranomainen").unwrap(),
        reason: "poikkeama".to_owned(),
        notice: Text::default(),
    };
    store.update_lever(&pulled, &[]).await.unwrap();
    store.close().await;
    drop(data);
    let run = |lever: &str| {
        Command::new(env!("CARGO_BIN_EXE_luotain"))
            .args([
                "emergency",
                "release",
                "--lever",
                lever,
                "--reason",
                "avain katosi",
                "--data",
            ])
            .arg(&folder.0)
            .output()
            .unwrap()
    };
    assert!(!run("queries").status.success(), "it is not pulled");
    assert!(!run("everything").status.success(), "there is no such lever");
    let output = run("read-only");
    assert!(output.status.success(), "{output:?}");
    let store = DataFolder::open(&folder.0).unwrap().open_store().await.unwrap();
    assert!(store.list_levers().await.unwrap().is_empty());
    let waiting = store.list_waiting_changes(10).await.unwrap();
    let changes: Vec<_> = waiting
        .into_iter()
        .map(|waiting| Change::decode(&waiting.into_payload()).unwrap())
        .collect();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].act, ChangeAct::ReadOnlyEnded);
    assert_eq!(changes[0].reason.as_deref(), Some("avain katosi"));
    store.close().await;
}
