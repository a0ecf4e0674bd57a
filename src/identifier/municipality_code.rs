//! The municipality code (kuntanumero).

use super::inline::{Inline, characters, number};
use super::{IdentifierError, identifier_conversions, normalise};

/// A municipality code: 3 digits with leading zeros (X).
///
/// Present, abolished and ceded municipalities have codes, so which municipality a code means
/// depends on the date; the type knows the form only. Read from what
/// [`normalise()`](super::normalise()) makes: white space away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MunicipalityCode(Inline<3>);

identifier_conversions!(shown MunicipalityCode);

impl MunicipalityCode {
    /// Reads a code.
    ///
    /// # Errors
    /// The length, then the digits. `91` is too short: nothing is added to what was given.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        number(&characters::<3>(&text)?, 1)?;
        Ok(Self(Inline::new(&text)))
    }

    /// Makes the code of a number.
    ///
    /// # Errors
    /// [`IdentifierError::Range`] above 999.
    pub fn from_number(number: u16) -> Result<Self, IdentifierError> {
        if number > 999 {
            return Err(IdentifierError::Range { min: 0, max: 999 });
        }
        Ok(Self(Inline::new(&format!("{number:03}"))))
    }

    /// The code at the start of a property identifier, which is known to be three digits.
    pub(super) fn of_three_digits(digits: &str) -> Self {
        Self(Inline::new(digits))
    }

    /// The code in its normal form, 3 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The code as a number, 0–999.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.0
            .as_str()
            .bytes()
            .fold(0, |number, byte| number * 10 + u16::from(byte - b'0'))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::ExpectedCharacter;
    use super::*;

    #[test]
    fn known_codes_are_accepted() {
        for text in ["091", "837", "297", "167", "743"] {
            let parsed = MunicipalityCode::parse(text).unwrap();
            assert_eq!(parsed.as_str(), text);
            assert_eq!(MunicipalityCode::from_number(parsed.number()).unwrap(), parsed);
        }
    }

    #[test]
    fn faults_are_told_precisely() {
        let refusal = |value: &str| MunicipalityCode::parse(value).unwrap_err();
        assert_eq!(refusal("91"), IdentifierError::length(3, 3, 2));
        assert_eq!(refusal("0091"), IdentifierError::length(3, 3, 4));
        assert_eq!(
            refusal("O91"),
            IdentifierError::character(1, ExpectedCharacter::Digit)
        );
        assert_eq!(refusal(""), IdentifierError::Empty);
        assert!(MunicipalityCode::from_number(1000).is_err());
        assert!(serde_json::from_str::<MunicipalityCode>("91").is_err());
    }
}
