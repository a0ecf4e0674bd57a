//! The business id (Y-tunnus) of an organisation.

use super::inline::{Inline, characters, number};
use super::{ExpectedCharacter, IdentifierError, identifier_conversions, normalise};

/// A business id: 7 digits, a hyphen and a check digit; 9 characters.
///
/// The check is modulo 11 with the weights 7 9 10 5 8 4 2; numbers with the remainder 1 are not
/// used. It catches every changed digit and every two different neighbours swapped. Read from
/// what [`normalise()`](super::normalise()) makes: white space away, dashes to `-`. There is no
/// range for tests.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BusinessId(Inline<9>);

identifier_conversions!(shown BusinessId);

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

impl BusinessId {
    /// The highest number.
    pub const LAST_SERIAL: u32 = 9_999_999;

    /// Reads a business id.
    ///
    /// # Errors
    /// Looks at, in this order: the length (an id without its hyphen is told as a missing hyphen),
    /// the kind of each character, the number, the check digit.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdentifierError::character(8, ExpectedCharacter::Dash));
        }
        let [digits @ .., dash, check] = characters::<9>(&text)?;
        let serial = number(&digits, 1)?;
        if dash != b'-' {
            return Err(IdentifierError::character(8, ExpectedCharacter::Dash));
        }
        number(&[check], 9)?;
        let made = Self::from_serial(u32::try_from(serial).unwrap_or(u32::MAX))?;
        match made.0.as_str().chars().next_back() {
            Some(expected) if expected != char::from(check) => {
                Err(IdentifierError::CheckCharacter { expected })
            }
            _ => Ok(made),
        }
    }

    /// Makes the business id of a number of at most seven digits.
    ///
    /// # Errors
    /// [`IdentifierError::Range`] outside 1–9999999, [`IdentifierError::NotIssued`] where the
    /// remainder is 1 (about one number in eleven).
    pub fn from_serial(serial: u32) -> Result<Self, IdentifierError> {
        if serial == 0 || serial > Self::LAST_SERIAL {
            return Err(IdentifierError::Range {
                min: 1,
                max: Self::LAST_SERIAL,
            });
        }
        let digits = format!("{serial:07}");
        let sum: u32 = digits
            .bytes()
            .zip(WEIGHTS)
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        let check = match sum % 11 {
            0 => 0,
            1 => return Err(IdentifierError::NotIssued),
            remainder => 11 - remainder,
        };
        Ok(Self(Inline::new(&format!("{digits}-{check}"))))
    }

    /// The business id in its normal form, 9 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The number before the hyphen.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.0
            .as_str()
            .bytes()
            .take(7)
            .fold(0, |serial, byte| serial * 10 + u32::from(byte - b'0'))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn known_valid_ids_are_accepted() {
        for text in ["0245437-2", "1234567-1", "1000002-0"] {
            let parsed = BusinessId::parse(text).unwrap();
            assert_eq!(parsed.as_str(), text);
            assert_eq!(BusinessId::from_serial(parsed.serial()).unwrap(), parsed);
        }
        assert_eq!(
            BusinessId::parse(" 0245437 – 2").unwrap().to_string(),
            "0245437-2"
        );
    }

    #[test]
    fn faults_are_told_precisely() {
        let refusal = |value: &str| BusinessId::parse(value).unwrap_err();
        assert_eq!(
            refusal("0245437-3"),
            IdentifierError::CheckCharacter { expected: '2' }
        );
        for check in 0..10 {
            assert_eq!(refusal(&format!("1000008-{check}")), IdentifierError::NotIssued);
        }
        assert_eq!(
            refusal("02454372"),
            IdentifierError::character(8, ExpectedCharacter::Dash)
        );
        assert_eq!(
            refusal("024543772"),
            IdentifierError::character(8, ExpectedCharacter::Dash)
        );
        assert_eq!(refusal("245437-2"), IdentifierError::length(9, 9, 8));
        assert_eq!(
            refusal("0245437-A"),
            IdentifierError::character(9, ExpectedCharacter::Digit)
        );
        assert_eq!(
            refusal("0000000-0"),
            IdentifierError::Range {
                min: 1,
                max: 9_999_999
            }
        );
        assert_eq!(refusal(""), IdentifierError::Empty);
    }

    #[test]
    fn invalid_id_fails_to_deserialise() {
        assert!(serde_json::from_str::<BusinessId>(r#""0245437-3""#).is_err());
        assert!(serde_json::from_str::<BusinessId>(r#""0245437-2""#).is_ok());
    }
}
