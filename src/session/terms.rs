//! The terms of use: their version, their text on the way to the page, and who accepted what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The version of the terms of use in force: the day from which they hold. Whoever accepted
/// another version is asked again at the next sign-in (S76, S77). A test holds it against the
/// text, so that no change of the text goes unnoticed.
pub const TERMS_VERSION: &str = "2026-11-24";

/// That a version of the terms was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedTerms {
    /// Which version.
    pub version: String,
    /// When.
    pub time: DateTime<Utc>,
}

impl AcceptedTerms {
    /// The version in force, accepted at `time`.
    #[must_use]
    pub fn now(time: DateTime<Utc>) -> Self {
        Self {
            version: TERMS_VERSION.to_owned(),
            time,
        }
    }

    /// Whether it is the version in force.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.version == TERMS_VERSION
    }
}

/// The terms in the language of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsText {
    /// The version, to be sent back with the acceptance.
    pub version: String,
    /// The text.
    pub blocks: Vec<TextBlock>,
}

/// A block of a long text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "block", content = "of")]
pub enum TextBlock {
    /// A heading of the second level.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list, item by item.
    List {
        /// Whether its items are numbered.
        numbered: bool,
        /// The items.
        items: Vec<Vec<Span>>,
    },
}

/// A piece of text within a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Where it leads, if it is a link.
    pub href: Option<String>,
}
