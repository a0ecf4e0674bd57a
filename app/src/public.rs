//! The public pages: whole HTML documents without any script (D14), made on the server from
//! the bundled texts in `texts/`. They work before sign-in and where the browser runs no WASM.

mod blocks;
mod html;
mod layout;
mod markdown;
mod texts;

use luotain::language::{Language, StaticText};
use luotain::session::{TERMS_VERSION, TermsText};

use layout::Frame;
use markdown::Document;

/// How customer support is reached, from the server's configuration (S63, S64, S72).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The phone number as people read it, such as `0295 000 000`.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
}

/// A whole page, ready to be sent as `text/html; charset=utf-8`. It holds no script and no
/// style of its own, so it needs no nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPage {
    /// The document, from `<!DOCTYPE html>` on.
    pub html: String,
    /// The page's heading.
    pub title: String,
}

/// A long text in the three languages, served at a path of its own.
struct Guide {
    path: &'static str,
    text: StaticText,
}

// `include_str!` wants literals, hence a macro and not a function.
macro_rules! text {
    ($name:literal) => {
        StaticText::new(
            include_str!(concat!("../texts/fi/", $name, ".md")),
            include_str!(concat!("../texts/sv/", $name, ".md")),
            include_str!(concat!("../texts/en/", $name, ".md")),
        )
    };
}

const FRONT: StaticText = text!("front");
const TERMS: StaticText = text!("terms");
const HELP: &str = "/help";

/// The guides in the order in which the index lists them.
const GUIDES: [Guide; 7] = [
    Guide {
        path: "/help/sign-in-help",
        text: text!("sign-in-help"),
    },
    Guide {
        path: "/help/security-keys",
        text: text!("security-keys"),
    },
    Guide {
        path: "/help/instructions-query",
        text: text!("instructions-query"),
    },
    Guide {
        path: "/help/responsible-users",
        text: text!("responsible-users"),
    },
    Guide {
        path: "/help/faq",
        text: text!("faq"),
    },
    Guide {
        path: "/help/terms",
        text: TERMS,
    },
    Guide {
        path: "/help/accessibility",
        text: text!("accessibility"),
    },
];

/// The public page at `path`; none where there is no such page. The front page `/` is public
/// only for those who are not signed in: for the others the app has a page of its own there.
#[must_use]
pub fn page(path: &str, language: Language, contact: &Contact, signed_in: bool) -> Option<PublicPage> {
    let frame = Frame {
        language,
        contact,
        signed_in,
        path,
    };
    match path {
        "/" if signed_in => None,
        "/" => Some(front(&frame)),
        HELP => Some(index(&frame)),
        _ => GUIDES
            .iter()
            .find(|guide| guide.path == path)
            .map(|found| guide(&frame, found)),
    }
}

/// The terms of use, to be accepted at sign-in. The same text as the public page.
#[must_use]
pub fn terms(language: Language) -> TermsText {
    TermsText {
        version: TERMS_VERSION.to_owned(),
        blocks: blocks::blocks(&read(&TERMS, language).events),
    }
}

/// The page for a path that does not exist; to be sent with status 404. It does not repeat
/// the path, which may hold anything.
#[must_use]
pub fn not_found(language: Language, contact: &Contact, signed_in: bool) -> PublicPage {
    let texts = texts::of(language);
    message(
        &Frame {
            language,
            contact,
            signed_in,
            path: "/",
        },
        texts.not_found_title,
        &[texts.not_found],
        None,
    )
}

/// The page for a page load that failed with an HTTP status; 403, 413, 429 and 503 have words
/// of their own, all others read as a failure of the service. `request` is the id of the
/// request, for support; it may be empty.
#[must_use]
pub fn error_page(
    language: Language,
    status: u16,
    request: &str,
    contact: &Contact,
    signed_in: bool,
) -> PublicPage {
    let texts = texts::of(language);
    let (title, text) = match status {
        404 => return not_found(language, contact, signed_in),
        403 => (texts.forbidden_title, texts.forbidden),
        413 => (texts.too_large_title, texts.too_large),
        429 => (texts.too_many_title, texts.too_many),
        503 => (texts.unavailable_title, texts.unavailable),
        _ => (texts.failure_title, texts.failure),
    };
    let frame = Frame {
        language,
        contact,
        signed_in,
        path: "/",
    };
    message(
        &frame,
        title,
        &[text, texts.if_it_goes_on],
        Some(request).filter(|id| !id.is_empty()),
    )
}

fn front(frame: &Frame<'_>) -> PublicPage {
    let texts = texts::of(frame.language);
    let document = read(&FRONT, frame.language);
    let title = document.title();
    let description = document.summary(frame.contact);
    frame.page(&title, &title, &description, |html| {
        document.write_lead(html, frame.contact);
        html.element("p", &[("class", "actions")], |html| {
            html.link("/sign-in", &[("class", "button")], texts.sign_in);
            html.literal(" ");
            html.link(
                "/help/sign-in-help",
                &[],
                &read(&GUIDES[0].text, frame.language).title(),
            );
        });
        html.element(
            "section",
            &[("class", "card"), ("aria-labelledby", "support")],
            |html| {
                html.element("h2", &[("id", "support")], |html| html.text(texts.support));
                html.element("p", &[], |html| html.text(texts.support_lead));
                layout::contact_list(html, texts, frame.contact);
            },
        );
        document.write_rest(html, frame.contact, &|text| path_of(text, frame.language));
    })
}

fn guide(frame: &Frame<'_>, guide: &Guide) -> PublicPage {
    let texts = texts::of(frame.language);
    let document = read(&guide.text, frame.language);
    let title = document.title();
    let description = document.summary(frame.contact);
    frame.page(&title, &texts.titled(&title), &description, |html| {
        document.write_lead(html, frame.contact);
        let chapters = document.chapters();
        if chapters.len() > 3 {
            html.element(
                "nav",
                &[("class", "card"), ("aria-labelledby", "contents")],
                |html| {
                    html.element("h2", &[("id", "contents")], |html| html.text(texts.on_this_page));
                    html.list(&[], &chapters, |html, chapter| {
                        html.link(&format!("#{}", chapter.id), &[], &chapter.text);
                    });
                },
            );
        }
        document.write_rest(html, frame.contact, &|text| path_of(text, frame.language));
        html.element(
            "nav",
            &[("class", "guides"), ("aria-labelledby", "guides")],
            |html| {
                html.element("h2", &[("id", "guides")], |html| html.text(texts.other_guides));
                let others: Vec<_> = GUIDES.iter().filter(|other| other.path != guide.path).collect();
                html.list(&[], &others, |html, other| {
                    html.link(other.path, &[], &read(&other.text, frame.language).title());
                });
            },
        );
    })
}

fn index(frame: &Frame<'_>) -> PublicPage {
    let texts = texts::of(frame.language);
    frame.page(
        texts.help_title,
        &texts.titled(texts.help_title),
        texts.help_lead,
        |html| {
            html.element("h1", &[], |html| html.text(texts.help_title));
            html.element("p", &[("class", "lead")], |html| html.text(texts.help_lead));
            for guide in &GUIDES {
                let document = read(&guide.text, frame.language);
                html.element("h2", &[], |html| html.link(guide.path, &[], &document.title()));
                html.element("p", &[], |html| html.text(&document.summary(frame.contact)));
            }
        },
    )
}

fn message(frame: &Frame<'_>, title: &str, paragraphs: &[&str], request: Option<&str>) -> PublicPage {
    let texts = texts::of(frame.language);
    let description = paragraphs.first().copied().unwrap_or(title);
    frame.page(title, &texts.titled(title), description, |html| {
        html.element("h1", &[], |html| html.text(title));
        for paragraph in paragraphs {
            html.element("p", &[], |html| html.text(paragraph));
        }
        layout::contact_list(html, texts, frame.contact);
        if let Some(request) = request {
            html.element("p", &[], |html| {
                html.element("small", &[], |html| {
                    html.text(texts.request_id);
                    html.literal(" ");
                    html.element("code", &[], |html| html.text(request));
                });
            });
        }
        html.list(
            &[],
            &[("/", texts.to_front), (HELP, texts.help_title)],
            |html, (path, label)| {
                html.link(path, &[], label);
            },
        );
    })
}

fn read(text: &StaticText, language: Language) -> Document<'static> {
    Document::read(text.get(language))
}

/// The path of the guide with this title, so that an emphasised title becomes a link.
fn path_of(title: &str, language: Language) -> Option<&'static str> {
    GUIDES
        .iter()
        .find(|guide| read(&guide.text, language).title() == title)
        .map(|guide| guide.path)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests;
