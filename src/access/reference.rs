//! The reference of the case that a query is made for.

use serde::{Deserialize, Serialize};

use crate::identifier::{PersonalIdentityCode, normalise};

/// A case number or the like: 3–60 characters, without a personal identity code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Reference(String);

/// Why a reference was not taken. Never holds what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceProblem {
    /// The role needs a reference and none was given.
    #[error("a reference is needed")]
    Missing,
    /// Shorter than 3 or longer than 60 characters.
    #[error("a reference has 3–60 characters")]
    Length,
    /// A line break or another control character stands in it.
    #[error("a reference is one line of text")]
    ControlCharacter,
    /// A personal identity code stands in it; references are shown in statistics.
    #[error("a reference may not hold a personal identity code")]
    IdentityCode,
}

impl Reference {
    /// Validates what the user wrote; outer white space is cut off.
    ///
    /// # Errors
    /// The [`ReferenceProblem`], `Missing` for an empty text.
    pub fn parse(text: &str) -> Result<Self, ReferenceProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ReferenceProblem::Missing);
        }
        if text.chars().any(char::is_control) {
            return Err(ReferenceProblem::ControlCharacter);
        }
        if !(3..=60).contains(&text.chars().count()) {
            return Err(ReferenceProblem::Length);
        }
        if holds_identity_code(text) {
            return Err(ReferenceProblem::IdentityCode);
        }
        Ok(Self(text.to_owned()))
    }

    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether any eleven neighbouring characters read as a personal identity code, spaces and
/// unusual dashes aside.
pub(super) fn holds_identity_code(text: &str) -> bool {
    let characters: Vec<char> = normalise(text).chars().collect();
    characters
        .windows(11)
        .any(|window| PersonalIdentityCode::parse(&window.iter().collect::<String>()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_is_taken_without_its_outer_spaces() {
        assert_eq!(
            Reference::parse("  HEL 2026-001234 ").map(|r| r.0),
            Ok("HEL 2026-001234".to_owned())
        );
    }

    #[test]
    fn an_identity_code_in_a_reference_is_refused_wherever_it_stands() {
        for text in [
            "010190-999W",
            "asia 010190-999w/1",
            "x010190-999Wx",
            "0101 90 – 999W",
        ] {
            assert_eq!(Reference::parse(text), Err(ReferenceProblem::IdentityCode));
        }
    }

    #[test]
    fn an_empty_short_long_or_broken_reference_says_what_is_wrong() {
        assert_eq!(Reference::parse("  "), Err(ReferenceProblem::Missing));
        assert_eq!(Reference::parse("ab"), Err(ReferenceProblem::Length));
        assert_eq!(Reference::parse(&"a".repeat(61)), Err(ReferenceProblem::Length));
        assert_eq!(
            Reference::parse("abc\ndef"),
            Err(ReferenceProblem::ControlCharacter)
        );
    }
}
