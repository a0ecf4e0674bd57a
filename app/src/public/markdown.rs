//! The bundled long texts: from Markdown to escaped HTML. Raw HTML and images in a text are
//! dropped, and the placeholders of the contact data become links.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, TextMergeStream};

use super::Contact;
use super::html::Html;

/// A text as the parser sees it. The first heading is the page's title, what follows up to
/// the second heading is its lead.
pub(super) struct Document<'a> {
    pub(super) events: Vec<Event<'a>>,
    headings: Vec<Heading>,
}

/// A heading with its text and the id that a link names.
pub(super) struct Heading {
    level: HeadingLevel,
    pub(super) text: String,
    pub(super) id: String,
}

/// Contact data in a text.
#[derive(Clone, Copy)]
enum Placeholder {
    Phone,
    Email,
}

impl Placeholder {
    const ALL: [(&'static str, Self); 2] =
        [("{support_phone}", Self::Phone), ("{support_email}", Self::Email)];
}

impl<'a> Document<'a> {
    /// Reads a text.
    pub(super) fn read(markdown: &'a str) -> Self {
        let events: Vec<_> = TextMergeStream::new(Parser::new(markdown)).collect();
        let mut headings: Vec<Heading> = Vec::new();
        let mut inside = false;
        for event in &events {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    inside = true;
                    headings.push(Heading {
                        level: *level,
                        text: String::new(),
                        id: String::new(),
                    });
                }
                Event::End(TagEnd::Heading(_)) => inside = false,
                Event::Text(text) | Event::Code(text) if inside => {
                    if let Some(heading) = headings.last_mut() {
                        heading.text.push_str(text);
                    }
                }
                _ => {}
            }
        }
        for index in 0..headings.len() {
            let id = slug(&headings[index].text);
            let is_taken = headings[..index].iter().any(|other| other.id == id);
            headings[index].id = if is_taken { format!("{id}-{index}") } else { id };
        }
        Self { events, headings }
    }

    /// The text of the first heading.
    pub(super) fn title(&self) -> String {
        self.headings
            .first()
            .map(|heading| heading.text.clone())
            .unwrap_or_default()
    }

    /// The headings of the second level.
    pub(super) fn chapters(&self) -> Vec<&Heading> {
        self.headings
            .iter()
            .filter(|heading| heading.level == HeadingLevel::H2)
            .collect()
    }

    /// The first paragraph as plain text.
    pub(super) fn summary(&self, contact: &Contact) -> String {
        let mut summary = String::new();
        let paragraph = self
            .events
            .iter()
            .skip_while(|event| !matches!(event, Event::Start(Tag::Paragraph)))
            .take_while(|event| !matches!(event, Event::End(TagEnd::Paragraph)));
        for event in paragraph {
            match event {
                Event::Text(text) | Event::Code(text) => summary.push_str(text),
                Event::SoftBreak | Event::HardBreak => summary.push(' '),
                _ => {}
            }
        }
        for (name, placeholder) in Placeholder::ALL {
            summary = summary.replace(name, placeholder.value(contact));
        }
        summary
    }

    /// Writes the first heading and its lead.
    pub(super) fn write_lead(&self, html: &mut Html, contact: &Contact) {
        let (lead, _) = self.events.split_at(self.lead_length());
        Writer {
            html,
            contact,
            path_of: &|_| None,
            headings: self.headings.iter(),
        }
        .write(lead);
    }

    /// Writes what follows the lead. An emphasised text for which `path_of` knows a path
    /// becomes a link to it: guides name each other by title.
    pub(super) fn write_rest(
        &self,
        html: &mut Html,
        contact: &Contact,
        path_of: &dyn Fn(&str) -> Option<&'static str>,
    ) {
        let (lead, rest) = self.events.split_at(self.lead_length());
        let mut headings = self.headings.iter();
        // The lead's headings are counted off.
        for event in lead {
            if matches!(event, Event::Start(Tag::Heading { .. })) {
                headings.next();
            }
        }
        Writer {
            html,
            contact,
            path_of,
            headings,
        }
        .write(rest);
    }

    fn lead_length(&self) -> usize {
        let is_second = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { level, .. }) if *level != HeadingLevel::H1);
        self.events
            .iter()
            .position(is_second)
            .unwrap_or(self.events.len())
    }
}

struct Writer<'w> {
    html: &'w mut Html,
    contact: &'w Contact,
    path_of: &'w dyn Fn(&str) -> Option<&'static str>,
    headings: std::slice::Iter<'w, Heading>,
}

impl Writer<'_> {
    fn write(&mut self, events: &[Event<'_>]) {
        let mut rest = events;
        while let [event, after @ ..] = rest {
            rest = after;
            if let (Event::Start(Tag::Emphasis), [Event::Text(title), Event::End(_), after @ ..]) =
                (event, after)
                && let Some(path) = (self.path_of)(title)
            {
                self.html.link(path, &[], title);
                rest = after;
            } else {
                self.write_event(event);
            }
        }
    }

    fn write_event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) => self.html.element("code", &[], |html| html.text(code)),
            Event::SoftBreak => self.html.literal("\n"),
            Event::HardBreak => self.html.literal("<br>"),
            Event::Rule => self.html.literal("<hr>"),
            // Raw HTML never reaches a page; the rest are extensions that are off.
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                let id = self.headings.next().map_or("", |heading| heading.id.as_str());
                self.html.open(heading_name(*level), &[("id", id)]);
            }
            Tag::List(Some(first)) if *first != 1 => self.html.open("ol", &[("start", &first.to_string())]),
            Tag::Link { dest_url, .. } => self.html.open_link(dest_url, &[]),
            other => {
                if let Some(name) = element_name(other.to_end()) {
                    self.html.open(name, &[]);
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if let Some(name) = element_name(tag) {
            self.html.close(name);
        }
    }

    fn text(&mut self, text: &str) {
        let first = Placeholder::ALL
            .iter()
            .filter_map(|(name, placeholder)| text.find(name).map(|at| (at, *name, *placeholder)))
            .min_by_key(|(at, ..)| *at);
        let Some((at, name, placeholder)) = first else {
            return self.html.text(text);
        };
        self.html.text(&text[..at]);
        placeholder.write(self.html, self.contact);
        self.text(&text[at + name.len()..]);
    }
}

impl Placeholder {
    fn value(self, contact: &Contact) -> &str {
        match self {
            Self::Phone => &contact.phone,
            Self::Email => &contact.email,
        }
    }

    fn write(self, html: &mut Html, contact: &Contact) {
        match self {
            Self::Phone => write_phone(html, &contact.phone),
            Self::Email => write_email(html, &contact.email),
        }
    }
}

/// Writes a phone number, as a link where it is one.
pub(super) fn write_phone(html: &mut Html, phone: &str) {
    let number: String = phone
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == '+')
        .collect();
    let is_number = phone
        .chars()
        .all(|character| number.contains(character) || " -()".contains(character));
    if is_number && number.len() >= 3 {
        html.link(&format!("tel:{number}"), &[("class", "phone")], phone);
    } else {
        html.text(phone);
    }
}

/// Writes an e-mail address, as a link where it is one.
pub(super) fn write_email(html: &mut Html, email: &str) {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "@.-_+".contains(character);
    if email.contains('@') && email.chars().all(is_plain) {
        html.link(&format!("mailto:{email}"), &[], email);
    } else {
        html.text(email);
    }
}

fn heading_name(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h1",
        HeadingLevel::H2 => "h2",
        HeadingLevel::H3 => "h3",
        HeadingLevel::H4 => "h4",
        HeadingLevel::H5 => "h5",
        HeadingLevel::H6 => "h6",
    }
}

fn element_name(tag: TagEnd) -> Option<&'static str> {
    match tag {
        TagEnd::Paragraph => Some("p"),
        TagEnd::Heading(level) => Some(heading_name(level)),
        TagEnd::List(true) => Some("ol"),
        TagEnd::List(false) => Some("ul"),
        TagEnd::Item => Some("li"),
        TagEnd::Emphasis => Some("em"),
        TagEnd::Strong => Some("strong"),
        TagEnd::Link => Some("a"),
        TagEnd::BlockQuote(_) => Some("blockquote"),
        TagEnd::CodeBlock => Some("pre"),
        _ => None,
    }
}

/// A heading's text as an id: letters and digits in lower case, the rest as hyphens.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
