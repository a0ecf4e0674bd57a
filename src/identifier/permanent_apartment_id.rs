//! The permanent apartment identifier (pysyvä huoneistotunnus, VTJ-PHT).

use super::inline::{Inline, characters};
use super::{ExpectedCharacter, IdentifierError, identifier_conversions, normalise};

/// A permanent apartment identifier: 10 digits or capital letters.
///
/// It carries no information. No source gives its form, so it is an opaque string without a check
/// (OURS, Q13). Read from what [`normalise()`](super::normalise()) makes: white space away,
/// capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PermanentApartmentId(Inline<10>);

identifier_conversions!(shown PermanentApartmentId);

impl PermanentApartmentId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// The length, then the kind of each character.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        for (index, byte) in characters::<10>(&text)?.iter().enumerate() {
            if !byte.is_ascii_alphanumeric() {
                return Err(IdentifierError::character(
                    index + 1,
                    ExpectedCharacter::DigitOrLetter,
                ));
            }
        }
        Ok(Self(Inline::new(&text)))
    }

    /// The identifier in its normal form, 10 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_or_letters_are_accepted() {
        assert_eq!(
            PermanentApartmentId::parse(" h90000001k ").unwrap().as_str(),
            "H90000001K"
        );
        assert!(PermanentApartmentId::parse("1234567890").is_ok());
    }

    #[test]
    fn faults_are_told_precisely() {
        let refusal = |value: &str| PermanentApartmentId::parse(value).unwrap_err();
        assert_eq!(refusal("H900"), IdentifierError::length(10, 10, 4));
        assert_eq!(
            refusal("H9000000-K"),
            IdentifierError::character(9, ExpectedCharacter::DigitOrLetter)
        );
        assert_eq!(
            refusal("H9000000ÄK"),
            IdentifierError::character(9, ExpectedCharacter::DigitOrLetter)
        );
        assert_eq!(refusal(""), IdentifierError::Empty);
    }
}
