//! The building identifier that is based on the property (the older of the two building ids).

use super::inline::{Inline, characters, number, spelt_number};
use super::property_id::packed_digits;
use super::{
    ExpectedCharacter, IdentifierError, PropertyId, check_character, identifier_conversions, normalise,
};

/// A building identifier `KKK-SSS-RRRR-YYYY-T-nnn`: the property, a check character and the number
/// of the building on it; 23 characters (X).
///
/// No source tells how T is computed. Ours is modulo 31 over the 14 digits, so the type takes any
/// digit or letter there and only [`check_agrees`](Self::check_agrees) tells whether it is ours
/// (OURS, Q13). Accepted are the dashed form with or without leading zeros and the packed form of
/// 18 characters. Read from what [`normalise()`](super::normalise()) makes: white space away,
/// dashes to `-`, capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PropertyBasedBuildingId(Inline<23>);

identifier_conversions!(shown PropertyBasedBuildingId);

impl PropertyBasedBuildingId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// Looks at the number of parts and their lengths, or at the whole length where there are no
    /// dashes, then at each character.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [packed] => {
                let bytes: [u8; 18] = characters(packed)?;
                number(&bytes[..14], 1)?;
                if !bytes[14].is_ascii_alphanumeric() {
                    return Err(IdentifierError::character(15, ExpectedCharacter::DigitOrLetter));
                }
                let building = number(&bytes[15..], 16)?;
                Ok(Self::join(&text, char::from(bytes[14]), building))
            }
            [property @ .., check, building] if property.len() == 4 => {
                let packed = packed_digits(property)?;
                let start = property.iter().map(|part| part.len() + 1).sum::<usize>() + 1;
                let mut checks = check.chars();
                let check = match (checks.next(), checks.next()) {
                    (Some(check), None) if check.is_ascii_alphanumeric() => check,
                    (Some(_), None) => {
                        return Err(IdentifierError::character(
                            start,
                            ExpectedCharacter::DigitOrLetter,
                        ));
                    }
                    _ => return Err(IdentifierError::part(5, 1, 1, check.chars().count())),
                };
                let found = building.chars().count();
                if !(1..=3).contains(&found) {
                    return Err(IdentifierError::part(6, 1, 3, found));
                }
                Ok(Self::join(
                    &packed,
                    check,
                    number(building.as_bytes(), start + 2)?,
                ))
            }
            _ => Err(IdentifierError::Parts {
                expected: 6,
                found: super::error::small(parts.len()),
            }),
        }
    }

    /// Makes the identifier of building `number` on a property, with our check character.
    /// A parcel is left out: the number is counted on the property.
    ///
    /// # Errors
    /// [`IdentifierError::Range`] for a number above 999.
    pub fn from_property(property: &PropertyId, number: u16) -> Result<Self, IdentifierError> {
        if number > 999 {
            return Err(IdentifierError::Range { min: 0, max: 999 });
        }
        let packed = property.packed();
        Ok(Self::join(
            packed,
            check_character(spelt_number(&[packed])),
            u64::from(number),
        ))
    }

    /// The normal form of checked parts; of `packed` the first 14 digits count.
    fn join(packed: &str, check: char, building: u64) -> Self {
        let part = |start: usize, end: usize| packed.get(start..end).unwrap_or_default();
        let (municipality, area, group, unit) = (part(0, 3), part(3, 6), part(6, 10), part(10, 14));
        Self(Inline::new(&format!(
            "{municipality}-{area}-{group}-{unit}-{check}-{building:03}"
        )))
    }

    /// The identifier in its normal form, dashed, 23 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The property on which the building was when it got the identifier.
    #[must_use]
    pub fn property(&self) -> PropertyId {
        PropertyId::of_dashed(self.as_str().get(..17).unwrap_or_default())
    }

    /// The check character T.
    #[must_use]
    pub fn check(&self) -> char {
        self.as_str().chars().nth(18).unwrap_or_default()
    }

    /// Whether T is what our rule gives. Real identifiers are never refused on it.
    #[must_use]
    pub fn check_agrees(&self) -> bool {
        check_character(spelt_number(&[self.property().packed()])) == self.check()
    }

    /// The number of the building on the property, 0–999.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.as_str()
            .bytes()
            .skip(20)
            .fold(0, |number, byte| number * 10 + u16::from(byte - b'0'))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn dashed_short_and_packed_forms_are_the_same_building() {
        for text in [
            "837-123-0045-0006-V-001",
            "837-123-45-6-v-1",
            "83712300450006V001",
        ] {
            let building = PropertyBasedBuildingId::parse(text).unwrap();
            assert_eq!(building.as_str(), "837-123-0045-0006-V-001");
            assert_eq!(building.as_str().len(), 23);
            assert_eq!(building.property().as_str(), "83712300450006");
            assert_eq!((building.check(), building.number()), ('V', 1));
            assert!(building.check_agrees());
            assert_eq!(
                PropertyBasedBuildingId::from_property(&building.property(), 1).unwrap(),
                building
            );
        }
    }

    #[test]
    fn real_input_is_not_refused_on_our_check_character() {
        let building = PropertyBasedBuildingId::parse("837-123-0045-0006-K-001").unwrap();
        assert!(!building.check_agrees());
    }

    #[test]
    fn faults_are_told_precisely() {
        use ExpectedCharacter::{Digit, DigitOrLetter};
        let refusal = |value: &str| PropertyBasedBuildingId::parse(value).unwrap_err();
        assert_eq!(refusal(""), IdentifierError::Empty);
        assert_eq!(
            refusal("837-123-45-6-V"),
            IdentifierError::Parts {
                expected: 6,
                found: 5
            }
        );
        assert_eq!(refusal("837-1234-45-6-V-1"), IdentifierError::part(2, 1, 3, 4));
        assert_eq!(refusal("837-123-45-6-VV-1"), IdentifierError::part(5, 1, 1, 2));
        assert_eq!(refusal("837-123-45-6-V-1000"), IdentifierError::part(6, 1, 3, 4));
        assert_eq!(
            refusal("837-123-45-6-Ä-1"),
            IdentifierError::character(14, DigitOrLetter)
        );
        assert_eq!(
            refusal("837-123-45-6-V-O1"),
            IdentifierError::character(16, Digit)
        );
        assert_eq!(refusal("83712300450006V00"), IdentifierError::length(18, 18, 17));
        assert_eq!(
            refusal("83712300450006V0A1"),
            IdentifierError::character(17, Digit)
        );
    }

    #[test]
    fn parcel_is_left_out_of_the_building() {
        let parcel = PropertyId::parse("837-123-45-6-M601").unwrap();
        let building = PropertyBasedBuildingId::from_property(&parcel, 12).unwrap();
        assert_eq!(building.as_str(), "837-123-0045-0006-V-012");
        assert!(PropertyBasedBuildingId::from_property(&parcel, 1000).is_err());
    }
}
