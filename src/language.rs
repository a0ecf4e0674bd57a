//! The three languages that every text of the service exists in.

use serde::{Deserialize, Serialize};

/// A language of the service. Finnish is the original of every text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Language {
    /// All languages in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// The ISO 639-1 code: `fi`, `sv` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language with this ISO 639-1 code, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language's own name for itself, as a language menu shows it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Fi => "Suomi",
            Self::Sv => "Svenska",
            Self::En => "English",
        }
    }
}

/// A stored text in all three languages, such as the name of a role or purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// The Finnish original.
    pub fi: String,
    /// The Swedish text.
    pub sv: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// Makes a text of its three versions.
    pub fn new(fi: impl Into<String>, sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            fi: fi.into(),
            sv: sv.into(),
            en: en.into(),
        }
    }

    /// The text in `language`; the Finnish original where that version is empty.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let text = match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        };
        if text.is_empty() { &self.fi } else { text }
    }
}

/// A text known at compile time in all three languages, such as the name of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaticText {
    /// The Finnish original.
    pub fi: &'static str,
    /// The Swedish text.
    pub sv: &'static str,
    /// The English text.
    pub en: &'static str,
}

impl StaticText {
    /// Makes a text of its three versions, in the order fi, sv, en.
    #[must_use]
    pub const fn new(fi: &'static str, sv: &'static str, en: &'static str) -> Self {
        Self { fi, sv, en }
    }

    /// The text in `language`.
    #[must_use]
    pub const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Fi => self.fi,
            Language::Sv => self.sv,
            Language::En => self.en,
        }
    }
}
