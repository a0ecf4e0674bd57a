//! The permanent building identifier (pysyvä rakennustunnus, VTJ-PRT).

use super::inline::{Inline, characters, number};
use super::{ExpectedCharacter, IdentifierError, Realm, check_character, identifier_conversions, normalise};

/// A permanent building identifier: 9 digits of which the first is 1, and a check character over
/// them; 10 characters (D13 X E K).
///
/// 190000000–199999999 is our range for synthetic buildings (OURS). Read from what
/// [`normalise()`](super::normalise()) makes: white space away, capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BuildingId(Inline<10>);

identifier_conversions!(shown BuildingId);

impl BuildingId {
    /// The lowest nine-digit number.
    pub const FIRST_SERIAL: u32 = 100_000_000;
    /// The first nine-digit number that we give to synthetic buildings.
    pub const FIRST_TEST_SERIAL: u32 = 190_000_000;
    /// The highest nine-digit number.
    pub const LAST_SERIAL: u32 = 199_999_999;

    /// Reads an identifier.
    ///
    /// # Errors
    /// Looks at, in this order: the length, the digits, the first digit, the check character.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        let [digits @ .., check] = characters::<10>(&text)?;
        let number = number(&digits, 1)?;
        if digits[0] != b'1' {
            return Err(IdentifierError::character(1, ExpectedCharacter::One));
        }
        let expected = check_character(number);
        if char::from(check) != expected {
            return Err(IdentifierError::CheckCharacter { expected });
        }
        Ok(Self(Inline::new(&text)))
    }

    /// Makes the identifier of a nine-digit number.
    ///
    /// # Errors
    /// [`IdentifierError::Range`] outside 100000000–199999999.
    pub fn from_serial(serial: u32) -> Result<Self, IdentifierError> {
        if !(Self::FIRST_SERIAL..=Self::LAST_SERIAL).contains(&serial) {
            return Err(IdentifierError::Range {
                min: Self::FIRST_SERIAL,
                max: Self::LAST_SERIAL,
            });
        }
        Ok(Self(Inline::new(&format!(
            "{serial}{}",
            check_character(u64::from(serial))
        ))))
    }

    /// The identifier in its normal form, 10 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The nine-digit number before the check character.
    #[must_use]
    pub fn serial(&self) -> u32 {
        self.0
            .as_str()
            .bytes()
            .take(9)
            .fold(0, |serial, byte| serial * 10 + u32::from(byte - b'0'))
    }

    /// [`Realm::Test`] for `19xxxxxxx`, else [`Realm::Real`].
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
    use super::*;

    #[test]
    fn known_valid_identifiers_are_accepted() {
        for text in [
            "1035150826",
            "103515074X",
            "100012345N",
            "182736459F",
            "1234567892",
        ] {
            let parsed = BuildingId::parse(text).unwrap();
            assert_eq!(parsed.as_str(), text);
            assert_eq!(parsed.realm(), Realm::Real);
            assert_eq!(BuildingId::from_serial(parsed.serial()).unwrap(), parsed);
        }
    }

    #[test]
    fn faults_are_told_precisely() {
        let refusal = |value: &str| BuildingId::parse(value).unwrap_err();
        // DVV's printed example fails its own check (D13).
        assert_eq!(
            refusal("100012345A"),
            IdentifierError::CheckCharacter { expected: 'N' }
        );
        assert_eq!(
            refusal("123456789A"),
            IdentifierError::CheckCharacter { expected: '2' }
        );
        assert_eq!(
            refusal("203515074X"),
            IdentifierError::character(1, ExpectedCharacter::One)
        );
        assert_eq!(refusal("10351507"), IdentifierError::length(10, 10, 8));
        assert_eq!(
            refusal("1O3515074X"),
            IdentifierError::character(2, ExpectedCharacter::Digit)
        );
        assert_eq!(refusal(" "), IdentifierError::Empty);
    }

    #[test]
    fn synthetic_range_is_told_as_test() {
        assert_eq!(BuildingId::from_serial(189_999_999).unwrap().realm(), Realm::Real);
        assert_eq!(BuildingId::from_serial(190_000_000).unwrap().realm(), Realm::Test);
        assert!(BuildingId::from_serial(99_999_999).is_err());
        assert!(BuildingId::from_serial(200_000_000).is_err());
    }

    #[test]
    fn small_check_letter_becomes_a_capital() {
        let building: BuildingId = serde_json::from_str(r#"" 103515074x""#).unwrap();
        assert_eq!(building.to_string(), "103515074X");
        assert_eq!(format!("{building:?}"), "BuildingId(103515074X)");
        assert!(serde_json::from_str::<BuildingId>(r#""103515074Y""#).is_err());
    }
}
