//! What hostile and mistaken clients send.

use axum::http::{HeaderValue, Method, StatusCode};
use luotain::environment::Environment;
use serde_json::json;

use crate::support::{Query, TestApp, problem};

#[tokio::test]
async fn malformed_codes_are_refused_with_the_reason_and_cost_nothing() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for code in [
        "",
        "010190",
        "310288-916V",
        "010190-999K",
        "290200G902D",
        "010188916P",
        "'; DELETE person; --",
    ] {
        let (status, answer) = client.find_person(&Query::customer_service(code)).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::BAD_REQUEST, "identifier"),
            "{code}"
        );
        assert!(
            code.is_empty() || !answer.to_string().contains(code),
            "an error repeats what was sent"
        );
    }
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn a_code_pasted_with_spaces_and_a_long_dash_is_taken() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    let pasted = format!(
        "  {}\u{a0}{} ",
        code[..6].to_lowercase(),
        code[6..].replace('-', "–").to_lowercase()
    );
    let (status, answer) = client.find_person(&Query::customer_service(&pasted)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["answer"]["asked"][0]["value"], json!(code));
}

#[tokio::test]
async fn a_body_over_64_kilobytes_is_refused_before_it_is_read() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, answer) = client.post_raw("/api/query/person", vec![b' '; 65 * 1024]).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    );
}

#[tokio::test]
async fn forged_bodies_are_refused_without_repeating_them() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for body in [
        "",
        "null",
        "[]",
        "{",
        r#"{"query":{"code":"010190-999W"}}"#,
        r#"{"query":{"permit":"../../x","code":"010190-999W"}}"#,
    ] {
        let (status, answer) = client
            .post_raw("/api/query/person", body.as_bytes().to_vec())
            .await;
        assert!(status.is_client_error() || status.is_server_error());
        assert_ne!(status, StatusCode::OK);
        assert!(!answer.to_string().contains("010190-999W"), "{answer}");
    }
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn calls_from_another_site_are_refused() {
    let app = TestApp::new().await;
    let (client, _) = app.signed_in("kunta.kysely1").await;
    let code = app.code("plain");
    for origin in ["https://evil.example", "null", "http://localhost:3001", ""] {
        let mut foreign = client.clone();
        foreign.headers.insert(
            "origin",
            HeaderValue::from_static(match origin {
                "https://evil.example" => "https://evil.example",
                "null" => "null",
                "http://localhost:3001" => "http://localhost:3001",
                _ => "",
            }),
        );
        let (status, answer) = foreign.find_person(&Query::customer_service(&code)).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::FORBIDDEN, "foreign-origin"),
            "{origin}"
        );
    }
    let mut framed = client;
    framed
        .headers
        .insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    assert_eq!(
        framed.find_person(&Query::customer_service(&code)).await.0,
        StatusCode::FORBIDDEN
    );
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn server_functions_answer_to_post_only() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, _, _) = client.get("/api/query/person?code=010190-999W").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn other_methods_than_ours_are_refused() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for method in [
        Method::TRACE,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
        Method::CONNECT,
    ] {
        for path in [
            "/",
            "/help",
            "/user",
            "/sign-in",
            "/api/query/person",
            "/pkg/luotain.css",
            "/olematon",
        ] {
            let status = client.try_method(method.clone(), path).await;
            assert!(status.is_client_error(), "{method} {path}: {status}");
        }
    }
}

#[tokio::test]
async fn a_made_up_cookie_opens_nothing() {
    let app = TestApp::new().await;
    for cookie in ["", "x", &"0".repeat(64), &"f".repeat(64), "../../etc/passwd"] {
        let mut client = app.client();
        client.cookie = Some((*cookie).to_owned());
        assert_eq!(client.post("/api/session/view", &json!({})).await.1, json!(null));
    }
}
