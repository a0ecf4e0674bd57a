//! Sending the outbox: by real SMTP, past every kind of failure, and without a secret left behind.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::TimeDelta;
use lettre::transport::smtp::authentication::Credentials;
use luotain::management::{DeliveryState, MailProblem};
use luotain::permit::Key;
use luotain::service::mail::MailRound;
use luotain::store::OutboxEntry;
use luotain_server::mail::{Security, SmtpCarrier};
use serde_json::{Value, json};

use crate::management::{add, first_sign_in, target};
use crate::smtp_server::{Mood, SmtpServer, Tls, header, text};
use crate::support::{Client, TestApp, problem};

fn carrier_with(server: &SmtpServer, security: Security, password: Option<&str>) -> SmtpCarrier {
    SmtpCarrier::new(
        "localhost",
        server.port,
        security,
        password.map(|password| Credentials::new("luotain".to_owned(), password.to_owned())),
        "Luotain <luotain@agency.example>".parse().unwrap(),
        Some(&server.root),
    )
    .unwrap()
}

fn carrier(server: &SmtpServer) -> SmtpCarrier {
    carrier_with(server, Security::None, None)
}

/// A person with an invitation in the outbox: id and username.
async fn invited(app: &TestApp) -> (String, String, Client) {
    let (mut responsible, _) = app.signed_in("kunta.vastuu").await;
    let (status, created) = add(&mut responsible, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{created}");
    let part = |name: &str| created[name].as_str().unwrap().to_owned();
    (part("id"), part("username"), responsible)
}

async fn only_entry(app: &TestApp) -> OutboxEntry {
    let mut entries = app.store.list_outbox_entries().await.unwrap();
    assert_eq!(entries.len(), 1);
    entries.remove(0)
}

async fn page(app: &TestApp) -> (Client, Value) {
    let (mut authority, _) = app.signed_in("viranomainen").await;
    let (status, page) = authority.post("/api/authority/outbox/list", &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    (authority, page)
}

const SENT: MailRound = MailRound { sent: 1, failed: 0 };
const FAILED: MailRound = MailRound { sent: 0, failed: 1 };
const NOTHING: MailRound = MailRound { sent: 0, failed: 0 };

#[tokio::test]
async fn a_message_is_sent_as_plain_text_and_its_secret_is_erased() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    let (id, username, _) = invited(&app).await;
    let before = only_entry(&app).await;
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(SENT));

    let received = server.received();
    assert_eq!(received.len(), 1);
    let message = &received[0];
    assert_eq!(header(message, "To"), "tiina.testaaja@kuusela.example");
    assert_eq!(header(message, "From"), "Luotain <luotain@agency.example>");
    assert!(header(message, "Content-Type").starts_with("text/plain; charset=utf-8"));
    assert_eq!(
        header(message, "Message-ID"),
        format!("<{}@agency.example>", before.message.id.as_str())
    );
    let words = text(message);
    assert!(words.contains("Hei Tiina Testaaja,"), "{words}");
    let (_, secret) = words.split_once("/sign-in#invitation=").unwrap();
    let secret: String = secret.chars().take_while(char::is_ascii_alphabetic).collect();

    // The store keeps that it was sent, and nothing of what was in it.
    let after = only_entry(&app).await;
    assert_eq!(after.state, DeliveryState::Sent);
    assert_eq!(after.message.text, "");
    assert!(app.store.list_outbox().await.unwrap().is_empty());
    let (mut authority, page) = page(&app).await;
    assert_eq!(page["rows"][0]["state"], "sent");
    assert_eq!(page["is_sending"], true);
    let read = json!({ "id": before.message.id });
    let (status, _) = authority.post("/api/authority/outbox/read", &read).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // A second round has nothing to do.
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(NOTHING));

    let (status, _) = app.client().give_password(&username, &secret).await;
    assert_eq!(status, StatusCode::OK, "the link that was sent works: {id}");
}

#[tokio::test]
async fn without_a_mail_server_messages_wait_and_are_told_to_the_authority() {
    let app = TestApp::new().await;
    let (id, username, _) = invited(&app).await;
    let (_, page) = page(&app).await;
    assert_eq!(page["is_sending"], false);
    assert_eq!(page["rows"][0]["state"], "waiting");
    first_sign_in(&app, &id, &username).await;
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again_after_growing_delays_and_in_the_end_stuck() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    server.set(Mood::Later);
    // A notice, which has no link that lapses meanwhile.
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    report(&mut client).await;
    let carrier = carrier(&server);
    let messages = u32::try_from(app.store.list_outbox().await.unwrap().len()).unwrap();
    let mut waits = Vec::new();
    for _ in 0..7 {
        let round = app.service.send_mail(&carrier).await.unwrap();
        assert_eq!((round.sent, round.failed), (0, messages));
        let entries = app.store.list_outbox_entries().await.unwrap();
        let failure = entries[0].failure.unwrap();
        assert_eq!((failure.problem, failure.status), (MailProblem::Later, Some(450)));
        let wait =
            entries.iter().map(|entry| entry.due).max().unwrap() - luotain::service::Clock::now(&*app.clock);
        waits.push(wait);
        // Not before its time.
        assert_eq!(app.service.send_mail(&carrier).await, Ok(NOTHING));
        app.clock.advance(wait);
    }
    assert!(waits.windows(2).all(|pair| pair[0] < pair[1]), "{waits:?}");
    app.service.send_mail(&carrier).await.unwrap();
    let entries = app.store.list_outbox_entries().await.unwrap();
    assert!(
        entries
            .iter()
            .all(|entry| entry.state == DeliveryState::Stuck && entry.tries == 8)
    );
    app.clock.advance(TimeDelta::days(2));
    assert_eq!(app.service.send_mail(&carrier).await, Ok(NOTHING));

    // The authority sends it again once the server is well.
    server.set(Mood::Takes);
    let (mut authority, page) = page(&app).await;
    assert_eq!(page["rows"][0]["may_send_again"], true);
    assert!(!page.to_string().contains("secret words"), "{page}");
    let again = json!({ "id": page["rows"][0]["id"] });
    let (status, answer) = authority.post("/api/authority/outbox/send-again", &again).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(app.service.send_mail(&carrier).await, Ok(SENT));
    // Once is enough.
    let (status, answer) = authority.post("/api/authority/outbox/send-again", &again).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::CONFLICT, "changed")
    );
}

async fn report(client: &mut Client) {
    let (status, answer) = client
        .post("/api/suspicion/report", &json!({ "confirmed": true }))
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

#[tokio::test]
async fn a_refusal_for_good_is_not_tried_again_by_itself() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    server.set(Mood::Refuses);
    invited(&app).await;
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(FAILED));
    let entry = only_entry(&app).await;
    assert_eq!(entry.state, DeliveryState::Stuck);
    assert_eq!(
        entry.failure.map(|failure| (failure.problem, failure.status)),
        Some((MailProblem::Refused, Some(550)))
    );
    app.clock.advance(TimeDelta::hours(30));
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(NOTHING));
}

#[tokio::test]
async fn a_message_that_was_taken_unseen_goes_again_under_the_same_id() {
    // What a cut connection leaves is what a crash leaves: the server has it, we do not know.
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    server.set(Mood::BreaksOffAfterwards);
    invited(&app).await;
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(FAILED));
    let entry = only_entry(&app).await;
    assert_eq!(entry.state, DeliveryState::Waiting);
    assert!(!entry.message.text.is_empty(), "it is still to be sent");
    server.set(Mood::Takes);
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(SENT));
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(
        received[0], received[1],
        "id, date and text are those of the first copy"
    );
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_asked_once_a_round() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    server.set(Mood::BreaksOff);
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    report(&mut client).await;
    assert!(app.store.list_outbox().await.unwrap().len() > 1);
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(FAILED));
    let failures: Vec<_> = app
        .store
        .list_outbox_entries()
        .await
        .unwrap()
        .into_iter()
        .filter_map(|entry| entry.failure)
        .collect();
    assert_eq!(failures.len(), 1);
    assert!(failures[0].is_of_server(), "{failures:?}");
}

#[tokio::test]
async fn a_link_that_lapsed_is_not_sent_and_is_erased() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    invited(&app).await;
    app.clock.advance(TimeDelta::hours(72));
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(FAILED));
    assert!(server.received().is_empty());
    let entry = only_entry(&app).await;
    assert_eq!(
        (entry.state, entry.message.text.as_str()),
        (DeliveryState::Stuck, "")
    );
    assert_eq!(
        entry.failure.map(|failure| failure.problem),
        Some(MailProblem::Lapsed)
    );
    let (mut authority, page) = page(&app).await;
    assert_eq!(page["rows"][0]["may_send_again"], false);
    let again = json!({ "id": entry.message.id });
    let (status, _) = authority.post("/api/authority/outbox/send-again", &again).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn of_two_invitations_only_the_newer_is_sent() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    let (id, _, mut responsible) = invited(&app).await;
    let again = json!({ "target": target(&mut responsible, &id).await });
    let (status, answer) = responsible.post("/api/management/person/invite", &again).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(SENT));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn tls_from_the_beginning_and_starttls_hide_user_password_and_message() {
    for (tls, security) in [
        (Tls::FromTheBeginning, Security::Tls),
        (Tls::Starttls, Security::Starttls),
    ] {
        let app = TestApp::new().await;
        let server = SmtpServer::start(tls).await;
        server.ask_for_password("postin salasana");
        invited(&app).await;
        let carrier = carrier_with(&server, security, Some("postin salasana"));
        assert_eq!(app.service.send_mail(&carrier).await, Ok(SENT), "{tls:?}");
        assert_eq!(server.received().len(), 1);
        let overheard = server.overheard();
        assert!(
            !overheard.contains("AUTH") && !overheard.contains("kuusela.example"),
            "{overheard}"
        );
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_neither_password_nor_message() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    server.ask_for_password("postin salasana");
    invited(&app).await;
    let carrier = carrier_with(&server, Security::Starttls, Some("postin salasana"));
    assert_eq!(app.service.send_mail(&carrier).await, Ok(FAILED));
    assert_eq!(
        only_entry(&app).await.failure.map(|failure| failure.problem),
        Some(MailProblem::Encryption)
    );
    assert!(server.received().is_empty());
    assert!(!server.overheard().contains("AUTH"), "{}", server.overheard());
}

#[tokio::test]
async fn a_server_with_a_certificate_of_a_stranger_gets_nothing() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::FromTheBeginning).await;
    let other = SmtpServer::start(Tls::FromTheBeginning).await;
    invited(&app).await;
    let carrier = SmtpCarrier::new(
        "localhost",
        server.port,
        Security::Tls,
        None,
        "luotain@agency.example".parse().unwrap(),
        Some(&other.root),
    )
    .unwrap();
    assert_eq!(app.service.send_mail(&carrier).await, Ok(FAILED));
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_wrong_password_of_ours_is_no_fault_of_the_message() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::Starttls).await;
    server.ask_for_password("postin salasana");
    invited(&app).await;
    let wrong = carrier_with(&server, Security::Starttls, Some("väärä"));
    assert_eq!(app.service.send_mail(&wrong).await, Ok(FAILED));
    let entry = only_entry(&app).await;
    assert_eq!(
        entry.failure.map(|failure| failure.problem),
        Some(MailProblem::SignIn)
    );
    assert_eq!(entry.state, DeliveryState::Waiting);
    app.clock.advance(TimeDelta::minutes(1));
    let right = carrier_with(&server, Security::Starttls, Some("postin salasana"));
    assert_eq!(app.service.send_mail(&right).await, Ok(SENT));
}

#[tokio::test]
async fn what_was_sent_is_forgotten_after_a_month() {
    let app = TestApp::new().await;
    let server = SmtpServer::start(Tls::None).await;
    invited(&app).await;
    assert_eq!(app.service.send_mail(&carrier(&server)).await, Ok(SENT));
    app.clock.advance(TimeDelta::days(29));
    app.service.sweep().await;
    assert_eq!(app.store.list_outbox_entries().await.unwrap().len(), 1);
    app.clock.advance(TimeDelta::days(2));
    app.service.sweep().await;
    assert!(app.store.list_outbox_entries().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_used_invitation_leaves_the_notices_alone() {
    let app = TestApp::new().await;
    let (id, username, _) = invited(&app).await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    report(&mut client).await;
    let notices = app.store.list_outbox().await.unwrap().len() - 1;
    first_sign_in(&app, &id, &username).await;
    let left = app.store.list_outbox().await.unwrap();
    assert_eq!(left.len(), notices);
    assert!(
        left.iter()
            .all(|message| message.username != Key::parse(&id).unwrap())
    );
}
