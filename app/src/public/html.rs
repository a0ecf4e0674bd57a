//! A writer of HTML in which only literals of this program can be markup: every value is
//! escaped on its way in.

/// A piece of HTML being written.
#[derive(Debug, Default)]
pub(super) struct Html(String);

/// An attribute's name and its value.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// Writes a value as text.
    pub(super) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
    }

    /// Writes markup of ours; being `'static` it cannot hold a value.
    pub(super) fn literal(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            self.text(value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Writes an element with its content.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        content(self);
        self.close(name);
    }

    /// Writes a link. One that leaves the service says so and tells the other site nothing.
    pub(super) fn link(&mut self, href: &str, attributes: &[Attribute<'_>], label: &str) {
        self.open_link(href, attributes);
        self.text(label);
        self.close("a");
    }

    /// Opens a link as [`Html::link`] does.
    pub(super) fn open_link(&mut self, href: &str, attributes: &[Attribute<'_>]) {
        let mut all = vec![("href", href)];
        if href.starts_with("https://") {
            all.push(("rel", "external noreferrer"));
        }
        all.extend_from_slice(attributes);
        self.open("a", &all);
    }

    /// Writes an unordered list.
    pub(super) fn list<T>(
        &mut self,
        attributes: &[Attribute<'_>],
        items: &[T],
        mut write: impl FnMut(&mut Self, &T),
    ) {
        self.element("ul", attributes, |html| {
            for item in items {
                html.element("li", &[], |html| write(html, item));
            }
        });
    }

    /// What was written.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}
