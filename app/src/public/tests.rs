//! Every page in every language.

use super::html::Html;
use super::*;

fn contact() -> Contact {
    Contact {
        phone: "0295 000 000".to_owned(),
        email: "tuki@luotain.example".to_owned(),
    }
}

fn paths() -> Vec<&'static str> {
    ["/", HELP]
        .into_iter()
        .chain(GUIDES.iter().map(|guide| guide.path))
        .collect()
}

fn all_pages() -> Vec<(String, Language, PublicPage)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        for path in paths() {
            pages.push((
                path.to_owned(),
                language,
                page(path, language, &contact(), false).unwrap(),
            ));
        }
        for status in [403, 404, 413, 429, 500, 503] {
            let page = error_page(language, status, "0f3a", &contact(), false);
            pages.push((status.to_string(), language, page));
        }
    }
    pages
}

/// The start tags of a document, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .collect()
}

#[test]
fn every_page_is_a_document_in_its_language() {
    for (path, language, page) in all_pages() {
        let start = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">",
            language.code()
        );
        assert!(page.html.starts_with(&start), "{path}");
        assert!(page.html.contains("name=\"viewport\""), "{path}");
        assert!(page.html.ends_with("</html>\n"), "{path}");
        assert!(!page.title.is_empty(), "{path}");
    }
}

#[test]
fn every_page_has_one_main_heading_and_no_level_is_skipped() {
    for (path, language, page) in all_pages() {
        let levels: Vec<u8> = tags(&page.html)
            .into_iter()
            .filter_map(|tag| tag.strip_prefix('h')?.split(' ').next()?.parse().ok())
            .collect();
        assert_eq!(levels.first(), Some(&1), "{path} {language:?}");
        assert_eq!(
            levels.iter().filter(|level| **level == 1).count(),
            1,
            "{path} {language:?}"
        );
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{path} {language:?} {levels:?}"
        );
    }
}

#[test]
fn no_page_has_script_style_or_event_handlers() {
    for (path, _, page) in all_pages() {
        for tag in tags(&page.html) {
            assert!(
                !tag.starts_with("script") && !tag.starts_with("style"),
                "{path} {tag}"
            );
            // Odd pieces are values; the last word before each is the attribute's name.
            let names = tag
                .split('"')
                .step_by(2)
                .filter_map(|piece| piece.split(' ').next_back());
            for name in names.filter(|name| name.ends_with('=')) {
                assert!(!name.starts_with("on") && name != "style=", "{path} {tag}");
            }
            assert!(!tag.contains("javascript:"), "{path} {tag}");
        }
    }
}

#[test]
fn no_placeholder_and_no_markdown_is_left() {
    for (path, _, page) in all_pages() {
        for leftover in ["{", "}", "**", "](", "`"] {
            assert!(!page.html.contains(leftover), "{path} {leftover}");
        }
    }
}

#[test]
fn every_element_that_opens_closes() {
    for (path, _, page) in all_pages() {
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(&page.html) {
            let name = tag.split(' ').next().unwrap();
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{path}");
            } else if !["!DOCTYPE", "meta", "link", "br", "hr"].contains(&name) {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{path} {open:?}");
    }
}

#[test]
fn every_id_stands_once_and_every_link_within_a_page_has_its_target() {
    for (path, language, page) in all_pages() {
        let ids: Vec<&str> = page
            .html
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path} {language:?} {ids:?}");
        for target in page
            .html
            .split("href=\"#")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            assert!(ids.contains(&target), "{path} {target}");
        }
    }
}

#[test]
fn links_to_our_own_pages_lead_somewhere() {
    for (path, _, document) in all_pages() {
        for target in document
            .html
            .split("href=\"/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            let target = format!("/{target}");
            let is_known = paths().contains(&target.as_str())
                || ["/sign-in", "/pkg/luotain.css", "/favicon.svg"].contains(&target.as_str())
                || Language::ALL.iter().any(|language| {
                    target
                        .strip_prefix(&format!("/language/{}?back=", language.code()))
                        .is_some_and(|back| paths().contains(&back))
                });
            assert!(is_known, "{path} {target}");
        }
    }
}

#[test]
fn links_to_other_sites_tell_them_nothing() {
    for (path, _, page) in all_pages() {
        for tag in tags(&page.html)
            .into_iter()
            .filter(|tag| tag.contains("href=\"http"))
        {
            assert!(tag.contains("href=\"https://"), "{path} {tag}");
            assert!(tag.contains("rel=\"external noreferrer\""), "{path} {tag}");
        }
    }
}

#[test]
fn every_page_has_laws_sister_services_and_contact() {
    for (path, _, page) in all_pages() {
        for needle in [
            "661",
            "1050",
            "1070",
            "dvv.fi/",
            "/help/accessibility",
            "/help/terms",
        ] {
            assert!(page.html.contains(needle), "{path} {needle}");
        }
        assert!(
            page.html
                .contains("<a href=\"tel:0295000000\" class=\"phone\">0295 000 000</a>"),
            "{path}"
        );
        assert!(
            page.html
                .contains("<a href=\"mailto:tuki@luotain.example\">tuki@luotain.example</a>"),
            "{path}"
        );
    }
}

#[test]
fn contact_data_that_are_no_number_and_no_address_are_escaped_text() {
    let odd = Contact {
        phone: "<b>1</b>".to_owned(),
        email: "\"><script>@x".to_owned(),
    };
    let page = page("/help/faq", Language::Fi, &odd, false).unwrap();
    assert!(!page.html.contains("<b>") && !page.html.contains("<script"));
    assert!(!page.html.contains("tel:") && !page.html.contains("mailto:"));
    assert!(page.html.contains("&lt;b&gt;1&lt;/b&gt;"));
}

#[test]
fn raw_html_in_a_text_is_dropped() {
    let document =
        Document::read("# A\n\n<script>x</script>\n\nb <img src=x> *c*\n\n## D\n\n<div>\n\ne\n\n</div>\n");
    let mut html = Html::default();
    document.write_lead(&mut html, &contact());
    document.write_rest(&mut html, &contact(), &|_| None);
    assert_eq!(
        html.into_string(),
        "<h1 id=\"a\">A</h1><p>b  <em>c</em></p><h2 id=\"d\">D</h2><p>e</p>"
    );
}

#[test]
fn a_guide_that_is_named_is_linked() {
    for language in Language::ALL {
        let faq = page("/help/faq", language, &contact(), false).unwrap();
        let (main, _) = faq.html.split_once("<nav class=\"guides\"").unwrap();
        assert!(main.contains("href=\"/help/security-keys\""), "{language:?}");
    }
}

#[test]
fn front_page_is_public_only_before_sign_in() {
    assert!(page("/", Language::Fi, &contact(), true).is_none());
    let front = page("/", Language::Fi, &contact(), false).unwrap();
    assert!(
        front
            .html
            .contains("<a href=\"/sign-in\" class=\"button\">Kirjaudu sisään</a>")
    );
}

#[test]
fn signed_in_reader_is_not_asked_to_sign_in() {
    let guide = page("/help/faq", Language::En, &contact(), true).unwrap();
    assert!(!guide.html.contains("href=\"/sign-in\""));
    assert!(guide.html.contains(">To the service</a>"));
}

#[test]
fn unknown_paths_have_no_page() {
    for path in [
        "",
        "/help/",
        "/help/../secret",
        "/help/FAQ",
        "/sign-in",
        "/user",
        "/help/sign-in-help/x",
    ] {
        assert!(page(path, Language::Fi, &contact(), false).is_none(), "{path}");
    }
}

#[test]
fn error_page_names_the_request_and_escapes_it() {
    let page = error_page(Language::En, 500, "<1>", &contact(), false);
    assert!(page.html.contains("<code>&lt;1&gt;</code>"));
    assert!(
        !error_page(Language::En, 500, "", &contact(), false)
            .html
            .contains("<code>")
    );
}

#[test]
fn the_three_languages_of_a_text_have_the_same_shape() {
    for text in GUIDES.iter().map(|guide| &guide.text).chain([&FRONT]) {
        let shapes: Vec<Vec<String>> = Language::ALL
            .into_iter()
            .map(|language| {
                let mut html = Html::default();
                let document = read(text, language);
                document.write_lead(&mut html, &contact());
                document.write_rest(&mut html, &contact(), &|_| None);
                tags(&html.into_string())
                    .into_iter()
                    .map(|tag| tag.split(' ').next().unwrap().to_owned())
                    .filter(|name| name.starts_with('h') || name == "li")
                    .collect()
            })
            .collect();
        assert_eq!(shapes[0], shapes[1]);
        assert_eq!(shapes[0], shapes[2]);
    }
}
