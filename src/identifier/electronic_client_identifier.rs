//! The electronic client identifier (sähköinen asiointitunnus, SATU).

use super::inline::{Inline, characters, number};
use super::{IdentifierError, Realm, check_character, identifier_conversions, normalise};

/// An electronic client identifier: 8 digits and a check character over them, 9 characters (X).
///
/// Real ones lie in 10000001–89999999; 90000001–99999999 are tests (OURS). Personal data, as the
/// personal identity code. Read from what [`normalise()`](super::normalise()) makes: white space
/// away, capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElectronicClientIdentifier(Inline<9>);

identifier_conversions!(masked ElectronicClientIdentifier, "*********");

impl ElectronicClientIdentifier {
    /// The lowest number.
    pub const FIRST_SERIAL: u32 = 10_000_001;
    /// The first number that no real person has.
    pub const FIRST_TEST_SERIAL: u32 = 90_000_001;
    /// The highest number.
    pub const LAST_SERIAL: u32 = 99_999_999;

    /// Reads an identifier.
    ///
    /// # Errors
    /// Looks at, in this order: the length, the digits, the range, the check character.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        let [digits @ .., check] = characters::<9>(&text)?;
        let made = Self::from_number(number(&digits, 1)?)?;
        match made.0.as_str().chars().next_back() {
            Some(expected) if expected != char::from(check) => {
                Err(IdentifierError::CheckCharacter { expected })
            }
            _ => Ok(made),
        }
    }

    /// Makes the identifier of a number.
    ///
    /// # Errors
    /// [`IdentifierError::Range`] outside 10000001–99999999, [`IdentifierError::NotIssued`] for
    /// 90000000, which lies between the real and the test numbers.
    pub fn from_serial(serial: u32) -> Result<Self, IdentifierError> {
        Self::from_number(u64::from(serial))
    }

    fn from_number(number: u64) -> Result<Self, IdentifierError> {
        if number == u64::from(Self::FIRST_TEST_SERIAL) - 1 {
            return Err(IdentifierError::NotIssued);
        }
        if !(u64::from(Self::FIRST_SERIAL)..=u64::from(Self::LAST_SERIAL)).contains(&number) {
            return Err(IdentifierError::Range {
                min: Self::FIRST_SERIAL,
                max: Self::LAST_SERIAL,
            });
        }
        Ok(Self(Inline::new(&format!(
            "{number:08}{}",
            check_character(number)
        ))))
    }

    /// The identifier in its normal form, 9 characters. Personal data.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The number before the check character.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.0
            .as_str()
            .bytes()
            .take(8)
            .fold(0, |serial, byte| serial * 10 + u32::from(byte - b'0'))
    }

    /// [`Realm::Test`] from 90000001 up, else [`Realm::Real`].
    #[must_use]
    pub fn realm(&self) -> Realm {
        if self.serial() >= Self::FIRST_TEST_SERIAL {
            Realm::Test
        } else {
            Realm::Real
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::ExpectedCharacter;
    use super::*;

    const RANGE: IdentifierError = IdentifierError::Range {
        min: 10_000_001,
        max: 99_999_999,
    };

    #[test]
    fn known_valid_identifiers_are_accepted() {
        for (text, realm) in [
            ("10000001N", Realm::Real),
            ("200000009", Realm::Real),
            ("12345678N", Realm::Real),
            ("89999999S", Realm::Real),
            ("999999904", Realm::Test),
        ] {
            let parsed = ElectronicClientIdentifier::parse(text).unwrap();
            assert_eq!(parsed.as_str(), text);
            assert_eq!(parsed.realm(), realm);
            assert_eq!(
                ElectronicClientIdentifier::from_serial(parsed.serial()).unwrap(),
                parsed
            );
        }
    }

    #[test]
    fn faults_are_told_precisely() {
        let refusal = |value: &str| ElectronicClientIdentifier::parse(value).unwrap_err();
        assert_eq!(
            refusal("10000001A"),
            IdentifierError::CheckCharacter { expected: 'N' }
        );
        assert_eq!(refusal(""), IdentifierError::Empty);
        assert_eq!(refusal("10000001"), IdentifierError::length(9, 9, 8));
        assert_eq!(
            refusal("1000000IN"),
            IdentifierError::character(8, ExpectedCharacter::Digit)
        );
        assert_eq!(refusal("10000000M"), RANGE);
    }

    #[test]
    fn numbers_at_the_edges_of_the_ranges() {
        let made = ElectronicClientIdentifier::from_serial;
        for serial in [0, 10_000_000, 100_000_000, u32::MAX] {
            assert_eq!(made(serial), Err(RANGE));
        }
        assert_eq!(made(90_000_000), Err(IdentifierError::NotIssued));
        assert_eq!(made(89_999_999).unwrap().realm(), Realm::Real);
        assert_eq!(made(90_000_001).unwrap().realm(), Realm::Test);
        assert!(made(99_999_999).is_ok());
    }

    #[test]
    fn debug_and_errors_show_a_mask() {
        let identifier = ElectronicClientIdentifier::parse("10000001n").unwrap();
        assert_eq!(format!("{identifier:?}"), "ElectronicClientIdentifier(*********)");
        let error = serde_json::from_str::<ElectronicClientIdentifier>(r#""10000001A""#).unwrap_err();
        assert!(!error.to_string().contains("1000"));
    }
}
