//! The files of the short texts, as a browser loads them.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use luotain::language::Language;
use luotain_app::locales::file::TextFile;
use luotain_app::locales::{file_in, texts_in};

use crate::support::{Client, TestApp};

fn with(client: &Client, name: HeaderName, value: &str) -> Client {
    let mut client = client.clone();
    let value = HeaderValue::from_str(value).unwrap_or_else(|_| unreachable!());
    client.headers.insert(name, value);
    client
}

#[tokio::test]
async fn a_page_names_the_file_of_its_language_and_everybody_gets_it() {
    let app = TestApp::new().await;
    for language in Language::ALL {
        let mut client = with(&app.client(), header::ACCEPT_LANGUAGE, language.code());
        let (_, _, html) = client.get("/sign-in").await;
        let path = TextFile::of(language).path();
        // In the mode in which the program asks for it, so that what the script loads is what it
        // gets; and not by the page itself, which is to be painted first.
        let link = html.split("<link").find(|link| link.contains("id=\"texts\""));
        let link = link.unwrap_or_default();
        for part in [
            format!("href=\"{path}\""),
            "as=\"fetch\"".to_owned(),
            "crossorigin=\"anonymous\"".to_owned(),
        ] {
            assert!(link.contains(&part), "{part} is not in {link}");
        }
        assert!(
            !link[..link.find('>').unwrap_or_default()].contains("rel="),
            "{link}"
        );
        let (status, headers, file) = client.get(&path).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        assert_eq!(file, file_in(language));
        assert!(file.lines().any(|line| line == texts_in(language).sign_in.title));
    }
}

#[tokio::test]
async fn a_file_of_texts_is_kept_for_good_since_its_name_is_its_content() {
    let app = TestApp::new().await;
    let path = TextFile::of(Language::Sv).path();
    let mut tags = std::collections::BTreeSet::new();
    for (accepted, form) in [("gzip, br", Some("br")), ("gzip", None)] {
        let mut client = with(&app.client(), header::ACCEPT_ENCODING, accepted);
        let (status, headers, body) = client.get(&path).await;
        let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(status, StatusCode::OK);
        assert_eq!(header(header::CONTENT_ENCODING), form);
        assert_eq!(header(header::VARY), Some("accept-encoding"));
        assert_eq!(
            header(header::CACHE_CONTROL),
            Some("public, max-age=31536000, immutable")
        );
        assert_eq!(form.is_none(), body == file_in(Language::Sv));
        let tag = header(header::ETAG).unwrap_or_default().to_owned();
        let mut again = with(&client, header::IF_NONE_MATCH, &tag);
        let (status, headers, body) = again.get(&path).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(headers[header::ETAG], tag);
        let mut other = with(&client, header::IF_NONE_MATCH, "\"other\"");
        assert_eq!(other.get(&path).await.0, StatusCode::OK);
        tags.insert(tag);
    }
    assert_eq!(tags.len(), 2, "each form has a tag of its own");
}

#[tokio::test]
async fn a_file_of_texts_of_another_version_is_not_found() {
    let app = TestApp::new().await;
    for name in ["fi-0000000000000000.txt", "fi", "../pkg/luotain.css", "xx-0.txt"] {
        let (status, headers, _) = app.client().get(&format!("/texts/{name}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn texts_are_for_our_own_pages_only() {
    let app = TestApp::new().await;
    let path = TextFile::of(Language::Fi).path();
    let mut foreign = with(&app.client(), header::ORIGIN, "https://evil.example");
    let (_, headers, _) = foreign.get(&path).await;
    // A browser gives it to no other site, and nothing here says otherwise.
    assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    let (status, _) = foreign.post(&path, &serde_json::json!({})).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
