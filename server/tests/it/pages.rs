//! Pages as they leave the server: headers, languages, and who gets which.

use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use chrono::Days;
use luotain::environment::Environment;
use luotain::language::{Language, Text};
use luotain::permit::Key;
use luotain::service::{Clock, local_day};
use luotain::store::Bulletin;
use luotain_app::locales::footer_links;

use crate::support::{Client, TestApp};

/// Asks for pages in a language from now on.
fn speak(client: &mut Client, language: Language) {
    client
        .headers
        .insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
}

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
            .is_ok_and(|cookie| cookie.starts_with("__Host-luotain-language=sv;"))
    );
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "/%255Cevil.example",
        "/%2Fevil.example",
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
async fn the_menu_is_folded_behind_its_button_until_it_is_pressed() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for path in [
        "/",
        "/training",
        "/user",
        "/production/query/kunta/asiakaspalvelu",
    ] {
        let (_, _, html) = client.get(path).await;
        let tag_with = |mark: &str| {
            let mut tags = html.split('<').filter_map(|tag| tag.split('>').next());
            tags.find(|tag| tag.contains(mark)).unwrap_or_default()
        };
        let button = tag_with("class=\"menu-button\"");
        assert!(button.contains("aria-expanded=\"false\""), "{path}: {button}");
        assert!(button.contains("aria-controls=\"main-menu\""), "{path}: {button}");
        let menu = tag_with("id=\"main-menu\"");
        assert!(
            menu.starts_with("nav ") && !menu.contains("open"),
            "{path}: {menu}"
        );
    }
}

#[tokio::test]
async fn signed_in_pages_link_to_the_same_laws_and_services_as_the_public_ones() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for language in Language::ALL {
        speak(&mut client, language);
        for path in ["/production", "/user", "/sign-in", "/help"] {
            let (_, _, html) = client.get(path).await;
            let (_, footer) = html.split_once("<footer").unwrap_or_default();
            for list in footer_links(language) {
                assert!(footer.contains(list.heading), "{path} {language:?}");
                for link in list.links {
                    assert!(
                        footer.contains(&format!("href=\"{}\"", link.href)) && footer.contains(link.label),
                        "{path} {language:?} {link:?}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn bulletins_in_force_are_on_the_front_page_in_the_readers_language() {
    let app = TestApp::new().await;
    let today = local_day(app.clock.now());
    let bulletin = |id: &str, from, until, environment| Bulletin {
        id: Key::parse(id).unwrap_or_else(|_| unreachable!()),
        title: Text::new(
            format!("otsikko-{id}"),
            format!("rubrik-{id}"),
            format!("title-{id}"),
        ),
        text: Text::new(
            format!("teksti-{id}"),
            format!("brodtext-{id}"),
            format!("words-{id}"),
        ),
        from,
        until,
        is_disruption: false,
        is_pinned: false,
        environment,
    };
    let (before, after) = (today - Days::new(1), today + Days::new(1));
    for bulletin in [
        bulletin("now", before, Some(today), None),
        bulletin("over", before, Some(before), None),
        bulletin("coming", after, None, None),
        bulletin("training", before, None, Some(Environment::Training)),
    ] {
        assert!(app.store.update_bulletin(&bulletin).await.is_ok());
    }
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for (language, heading, title, text) in [
        (Language::Fi, "Tiedotteet", "otsikko", "teksti"),
        (Language::Sv, "Meddelanden", "rubrik", "brodtext"),
        (Language::En, "Bulletins", "title", "words"),
    ] {
        speak(&mut client, language);
        for (path, has_training) in [("/", false), ("/production", false), ("/training", true)] {
            let (status, _, html) = client.get(path).await;
            assert_eq!(status, StatusCode::OK);
            assert!(html.contains(heading), "{path}");
            assert!(html.contains(&format!("{title}-now")) && html.contains(&format!("{text}-now")));
            assert_eq!(
                html.contains(&format!("{title}-training")),
                has_training,
                "{path}"
            );
            for hidden in ["over", "coming"] {
                assert!(!html.contains(&format!("{title}-{hidden}")), "{path} {hidden}");
            }
        }
    }
}

#[tokio::test]
async fn an_environment_that_does_not_exist_is_not_found() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for (mut client, words) in [
        (app.client(), "Sivua ei löydy"),
        (client.clone(), "Sivua ei löytynyt"),
    ] {
        for path in [
            "/xyz/query/a/b",
            "/xyz/query/kunta/asiakaspalvelu",
            "/Training/query/kunta/asiakaspalvelu",
            "/production./query/kunta/asiakaspalvelu",
        ] {
            let (status, _, html) = client.get(path).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(html.contains(words), "{path}");
        }
    }
    // A role that one does not hold is another matter: the address is right.
    let (status, _, html) = client.get("/training/query/kunta/ei-ole").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("Sinulla ei ole oikeutta tähän kyselyrooliin"));
}

/// Asks for the style sheet of a folder as a browser with these headers would.
async fn style_sheet(
    app: &TestApp,
    site: &Path,
    headers: &[(HeaderName, &str)],
) -> (StatusCode, HeaderMap, String) {
    let mut client = Client {
        router: app.router_with_site(site),
        ..app.client()
    };
    for (name, value) in headers {
        let value = HeaderValue::from_str(value).unwrap_or_else(|_| unreachable!());
        client.headers.insert(name.clone(), value);
    }
    client.get("/pkg/luotain.css").await
}

#[tokio::test]
async fn the_browsers_files_are_sent_compressed_and_asked_about_at_each_load() {
    let app = TestApp::new().await;
    let site = std::env::temp_dir().join(format!("luotain-site-{}", std::process::id()));
    let pkg = site.join("pkg");
    let written = std::fs::create_dir_all(&pkg)
        .and_then(|()| std::fs::write(pkg.join("luotain.css"), "plain"))
        .and_then(|()| std::fs::write(pkg.join("luotain.css.br"), "brotli"))
        .and_then(|()| std::fs::write(pkg.join("luotain.css.gz"), "gzipped"));
    assert!(written.is_ok());
    let mut tags = std::collections::BTreeSet::new();
    for (accepted, form, body) in [
        ("br, gzip", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzipped"),
        ("identity", None, "plain"),
    ] {
        let (status, headers, sent) = style_sheet(&app, &site, &[(header::ACCEPT_ENCODING, accepted)]).await;
        assert_eq!((status, sent.as_str()), (StatusCode::OK, body));
        let header = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header(header::CONTENT_ENCODING), form);
        assert_eq!(header(header::CONTENT_TYPE), Some("text/css; charset=utf-8"));
        assert_eq!(header(header::CACHE_CONTROL), Some("no-cache"));
        assert_eq!(header(header::VARY), Some("accept-encoding"));
        let tag = header(header::ETAG).unwrap_or_default().to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");

        // What the browser has is not sent again, whatever the time says.
        let again = [
            (header::ACCEPT_ENCODING, accepted),
            (header::IF_NONE_MATCH, tag.as_str()),
        ];
        let (status, headers, sent) = style_sheet(&app, &site, &again).await;
        assert_eq!((status, sent.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(headers[header::ETAG], tag);
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
        let old = [
            (header::ACCEPT_ENCODING, accepted),
            (header::IF_NONE_MATCH, "W/\"old\""),
            (header::IF_MODIFIED_SINCE, "Fri, 01 Jan 2100 00:00:00 GMT"),
        ];
        assert_eq!(style_sheet(&app, &site, &old).await.0, StatusCode::OK);
        tags.insert(tag);
    }
    assert_eq!(tags.len(), 3, "each form has a tag of its own");
    let (_, headers, _) = app.client().get("/help").await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert!(std::fs::remove_dir_all(&site).is_ok());
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_in_words() {
    let app = TestApp::new().await;
    let (status, _, html) = app.client().get("/help/olematon").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("<h1"));
}

#[tokio::test]
async fn a_receipt_can_be_checked_by_everybody_with_the_keys_of_both_logs() {
    let app = TestApp::new().await;
    let keys: Vec<String> = Environment::ALL
        .iter()
        .map(|environment| app.verifiers[environment].to_text())
        .collect();
    let (mut signed_in, _) = app.signed_in("kunta.kysely1").await;
    for client in [&mut app.client(), &mut signed_in] {
        let (status, headers, html) = client.get("/receipt").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(keys.iter().all(|key| html.contains(key.as_str())), "{html}");
        let (status, headers, text) = client.get("/log/keys").await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        let all: Vec<String> = keys
            .iter()
            .cloned()
            .chain([app.service.change_log_key()])
            .collect();
        assert_eq!(text.lines().collect::<Vec<_>>(), all);
        let (status, answer) = client.post("/api/log/keys", &serde_json::json!({})).await;
        assert_eq!(
            (status, answer[1]["key"].as_str()),
            (StatusCode::OK, Some(keys[1].as_str()))
        );
    }
}
