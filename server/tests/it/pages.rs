//! Pages as they leave the server: headers, languages, and who gets which.

use axum::http::{StatusCode, header};

use crate::support::TestApp;

#[tokio::test]
async fn the_front_page_is_public_and_needs_no_script() {
    let app = TestApp::new().await;
    for (language, words) in [
        ("fi", "lang=\"fi\""),
        ("sv", "lang=\"sv\""),
        ("en", "lang=\"en\""),
    ] {
        let mut client = app.client();
        client.headers.insert(
            header::ACCEPT_LANGUAGE,
            language.parse().unwrap_or_else(|_| unreachable!()),
        );
        let (status, headers, html) = client.get("/").await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            html.contains(words) && html.contains("0295 000 000") && html.contains("tuki@luotain.example")
        );
        assert!(!html.contains("<script"));
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn signed_in_pages_send_strangers_to_the_sign_in_page() {
    let app = TestApp::new().await;
    let (status, headers, _) = app.client().get("/production/query/kunta/asiakaspalvelu").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(
        headers[header::LOCATION],
        "/sign-in?next=/production/query/kunta/asiakaspalvelu"
    );
}

#[tokio::test]
async fn pages_carry_a_strict_policy_with_a_fresh_nonce() {
    let app = TestApp::new().await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let (status, headers, html) = app.client().get("/sign-in").await;
        assert_eq!(status, StatusCode::OK);
        let policy = headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap_or_default()
            .to_owned();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "*", "data:"] {
            assert!(!policy.contains(forbidden), "{policy}");
        }
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap_or_default()
            .to_owned();
        assert!(nonce.len() >= 16 && html.contains(&nonce));
        seen.insert(nonce);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
    }
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn the_language_is_remembered_and_leads_back_to_our_own_pages_only() {
    let app = TestApp::new().await;
    let (status, headers, _) = app.client().get("/language/sv?back=/help").await;
    assert_eq!(
        (status, headers[header::LOCATION].to_str().ok()),
        (StatusCode::SEE_OTHER, Some("/help"))
    );
    assert!(
        headers[header::SET_COOKIE]
            .to_str()
            .is_ok_and(|cookie| cookie.starts_with("luotain-language=sv;"))
    );
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "/%0d%0aset-cookie:x",
    ] {
        let (_, headers, _) = app.client().get(&format!("/language/sv?back={elsewhere}")).await;
        assert_eq!(headers[header::LOCATION], "/", "{elsewhere}");
    }
    assert_eq!(app.client().get("/language/xx").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_signed_in_page_holds_no_register_data() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let (status, _, html) = client.get("/production/query/kunta/asiakaspalvelu").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Kaisa Kysyjä"));
    for code in app.persons.values() {
        assert!(!html.contains(code.as_str()));
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_in_words() {
    let app = TestApp::new().await;
    let (status, _, html) = app.client().get("/help/olematon").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("<h1"));
}
