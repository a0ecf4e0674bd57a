//! The reason that is given for a change of rights, and how an identity was checked.

use serde::Serialize;

use super::reference::{ReferenceProblem, holds_identity_code};

/// A reason: 3–200 characters on one line, without a personal identity code, since it stays in
/// the access-rights register for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Reason(String);

impl Reason {
    /// The most characters.
    pub const LONGEST: usize = 200;

    /// Validates what was written; outer white space is cut off.
    ///
    /// # Errors
    /// The [`ReferenceProblem`], which is the same for a reason.
    pub fn parse(text: &str) -> Result<Self, ReferenceProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ReferenceProblem::Missing);
        }
        if text.chars().any(char::is_control) {
            return Err(ReferenceProblem::ControlCharacter);
        }
        if !(3..=Self::LONGEST).contains(&text.chars().count()) {
            return Err(ReferenceProblem::Length);
        }
        if holds_identity_code(text) {
            return Err(ReferenceProblem::IdentityCode);
        }
        Ok(Self(text.to_owned()))
    }

    /// The reason as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The reason, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_words_without_an_identity_code() {
        assert!(Reason::parse(" uusi tehtävä ").is_ok_and(|reason| reason.as_str() == "uusi tehtävä"));
        for (text, problem) in [
            ("  ", ReferenceProblem::Missing),
            ("ab", ReferenceProblem::Length),
            ("rivi\nrivi", ReferenceProblem::ControlCharacter),
            ("koskee 010190-999W", ReferenceProblem::IdentityCode),
        ] {
            assert_eq!(Reason::parse(text), Err(problem), "{text}");
        }
        assert_eq!(Reason::parse(&"x".repeat(201)), Err(ReferenceProblem::Length));
    }
}
