//! What is round every public page: head, bar with the languages, footer.

use luotain::language::Language;

use super::html::Html;
use super::markdown::{write_email, write_phone};
use super::texts::{self, PublicTexts};
use super::{Contact, PublicPage};
use crate::locales::footer_links;

/// The service's name, the same in every language.
pub(super) const SERVICE: &str = "Luotain";

/// For whom and where a page is made.
pub(super) struct Frame<'a> {
    pub(super) language: Language,
    pub(super) contact: &'a Contact,
    pub(super) signed_in: bool,
    /// Where a change of language comes back to: one of our own paths, never what was asked.
    pub(super) path: &'a str,
}

impl Frame<'_> {
    /// The whole document with `content` as its main part.
    pub(super) fn page(
        &self,
        title: &str,
        window_title: &str,
        description: &str,
        content: impl FnOnce(&mut Html),
    ) -> PublicPage {
        let texts = texts::of(self.language);
        let mut html = Html::default();
        html.literal("<!DOCTYPE html>\n");
        html.element("html", &[("lang", self.language.code())], |html| {
            html.element("head", &[], |html| head(html, window_title, description));
            html.element("body", &[], |html| {
                html.link("#content", &[("class", "skip")], texts.skip);
                html.element("header", &[("class", "bar")], |html| self.bar(html, texts));
                html.element(
                    "main",
                    &[("class", "public"), ("id", "content"), ("tabindex", "-1")],
                    content,
                );
                html.element("footer", &[("class", "footer")], |html| self.footer(html, texts));
            });
        });
        html.literal("\n");
        PublicPage {
            html: html.into_string(),
            title: title.to_owned(),
        }
    }

    fn bar(&self, html: &mut Html, texts: &PublicTexts) {
        html.link("/", &[("class", "service")], SERVICE);
        html.element("nav", &[("aria-label", texts.languages)], |html| {
            html.list(&[("class", "languages")], &Language::ALL, |html, language| {
                let code = language.code();
                let mut attributes = vec![("lang", code), ("hreflang", code)];
                if *language == self.language {
                    attributes.push(("aria-current", "true"));
                }
                let href = format!("/language/{code}?back={}", self.path);
                html.link(&href, &attributes, language.own_name());
            });
        });
        if self.signed_in {
            html.link("/", &[], texts.to_service);
        } else {
            html.link("/sign-in", &[], texts.sign_in);
        }
    }

    fn footer(&self, html: &mut Html, texts: &PublicTexts) {
        html.element("div", &[("class", "columns")], |html| {
            html.element("section", &[], |html| {
                html.element("h2", &[], |html| html.text(texts.support));
                contact_list(html, texts, self.contact);
            });
            for list in footer_links(self.language) {
                html.element("section", &[], |html| {
                    html.element("h2", &[], |html| html.text(list.heading));
                    html.list(&[], list.links, |html, link| {
                        // A page in another language says so to screen readers and search engines.
                        let language = link.foreign_language(self.language);
                        let attributes: Vec<_> =
                            language.map(|code| ("hreflang", code)).into_iter().collect();
                        html.link(link.href, &attributes, link.label);
                    });
                });
            }
        });
    }
}

/// The phone number and the e-mail address of customer support (S63, S64, S72).
pub(super) fn contact_list(html: &mut Html, texts: &PublicTexts, contact: &Contact) {
    html.element("ul", &[("class", "contact")], |html| {
        html.element("li", &[], |html| {
            html.text(texts.phone);
            html.literal(" ");
            write_phone(html, &contact.phone);
        });
        html.element("li", &[], |html| {
            html.text(texts.email);
            html.literal(" ");
            write_email(html, &contact.email);
        });
    });
}

fn head(html: &mut Html, title: &str, description: &str) {
    html.literal("<meta charset=\"utf-8\">");
    html.literal("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.element("title", &[], |html| html.text(title));
    html.open("meta", &[("name", "description"), ("content", description)]);
    html.open("link", &[("rel", "stylesheet"), ("href", "/pkg/luotain.css")]);
    html.open(
        "link",
        &[
            ("rel", "icon"),
            ("href", "/favicon.svg"),
            ("type", "image/svg+xml"),
        ],
    );
}
