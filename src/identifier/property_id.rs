//! The property identifier (kiinteistötunnus).

use super::inline::{Inline, characters, number};
use super::{ExpectedCharacter, IdentifierError, MunicipalityCode, identifier_conversions, normalise};

/// A property identifier `KKK-SSS-RRRR-YYYY`: municipality, area, group and unit, 14 digits when
/// packed; with a parcel `-Xnnnn` more (X). It has no check digit.
///
/// Groups 9901–9909 are streets, squares, parks and other public areas; see
/// [`is_public_area`](Self::is_public_area). Accepted are the packed form, the dashed form with or
/// without leading zeros (`837-123-45-6`), and both with a parcel (`837-123-45-6-M601`; packed
/// `83712300450006-M601`, or without a dash if the parcel has all its four digits). Read from what
/// [`normalise()`](super::normalise()) makes: white space away, dashes to `-`, capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PropertyId(Inline<20>);

identifier_conversions!(shown PropertyId);

/// An unseparated parcel of a property (määräala): a letter, in practice M, and a number to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Parcel {
    letter: char,
    number: u16,
}

/// The digits of municipality, area, group and unit.
const WIDTHS: [usize; 4] = [3, 3, 4, 4];

impl Parcel {
    /// Makes a parcel of its letter A–Z and number 0–9999.
    ///
    /// # Errors
    /// [`IdentifierError::Character`] (position 1), [`IdentifierError::Range`].
    pub fn new(letter: char, number: u16) -> Result<Self, IdentifierError> {
        if !letter.is_ascii_uppercase() {
            return Err(IdentifierError::character(1, ExpectedCharacter::Letter));
        }
        in_range(number, 9999)?;
        Ok(Self { letter, number })
    }

    /// The letter, in practice `M`.
    #[must_use]
    pub const fn letter(self) -> char {
        self.letter
    }

    /// The number, 0–9999.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// Reads `Xnnnn` with one to four digits; `text` is part `part` and starts at `start` (1-based).
    fn read(text: &str, part: usize, start: usize) -> Result<Self, IdentifierError> {
        let found = text.chars().count();
        if !(2..=5).contains(&found) {
            return Err(IdentifierError::part(part, 2, 5, found));
        }
        let letter = text.chars().next().unwrap_or_default();
        let digits: String = text.chars().skip(1).collect();
        let parcel = number(digits.as_bytes(), start + 1)?;
        Self::new(letter, u16::try_from(parcel).unwrap_or(u16::MAX))
            .map_err(|_| IdentifierError::character(start, ExpectedCharacter::Letter))
    }
}

impl PropertyId {
    /// Reads an identifier in any of the accepted forms.
    ///
    /// # Errors
    /// Looks at the number of parts and their lengths, or at the whole length where there are no
    /// dashes, then at each character.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [packed] => Self::read_packed(packed),
            [packed, parcel] if packed.chars().count() == 14 => {
                let property = Self::read_packed(packed)?;
                Ok(property.with_parcel(Parcel::read(parcel, 2, 16)?))
            }
            [_, _, _, _] => Ok(Self(Inline::new(&packed_digits(&parts)?))),
            [four @ .., parcel] if four.len() == 4 => {
                let property = Self(Inline::new(&packed_digits(four)?));
                let start = text.chars().count() - parcel.chars().count() + 1;
                Ok(property.with_parcel(Parcel::read(parcel, 5, start)?))
            }
            _ => Err(IdentifierError::Parts {
                expected: 4,
                found: super::error::small(parts.len()),
            }),
        }
    }

    /// Reads the form without dashes: 14 digits, or 14 digits, a letter and 4 digits.
    fn read_packed(text: &str) -> Result<Self, IdentifierError> {
        match text.chars().nth(14) {
            Some(letter) if !letter.is_ascii_digit() => {
                let bytes: [u8; 19] = characters(text)?;
                number(&bytes[..14], 1)?;
                let parcel: String = text.chars().skip(14).collect();
                let packed: String = text.chars().take(14).collect();
                Ok(Self(Inline::new(&packed)).with_parcel(Parcel::read(&parcel, 2, 15)?))
            }
            _ => {
                number(&characters::<14>(text)?, 1)?;
                Ok(Self(Inline::new(text)))
            }
        }
    }

    /// Makes the identifier of its parts.
    ///
    /// # Errors
    /// [`IdentifierError::Range`]: area at most 999, group and unit at most 9999.
    pub fn from_parts(
        municipality: MunicipalityCode,
        area: u16,
        group: u16,
        unit: u16,
    ) -> Result<Self, IdentifierError> {
        in_range(area, 999)?;
        in_range(group, 9999)?;
        in_range(unit, 9999)?;
        Ok(Self(Inline::new(&format!(
            "{municipality}{area:03}{group:04}{unit:04}"
        ))))
    }

    /// The property in a building identifier, which is known to be a long form without a parcel.
    pub(super) fn of_dashed(long: &str) -> Self {
        Self(Inline::new(&long.replace('-', "")))
    }

    /// The identifier of a parcel of this property.
    #[must_use]
    pub fn with_parcel(self, parcel: Parcel) -> Self {
        Self(Inline::new(&format!(
            "{}-{}{:04}",
            self.packed(),
            parcel.letter,
            parcel.number
        )))
    }

    /// The identifier of the property itself, without a parcel.
    #[must_use]
    pub fn without_parcel(self) -> Self {
        Self(Inline::new(self.packed()))
    }

    /// The normal form: 14 digits, and `-Xnnnn` if it is a parcel's.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The 14 digits of the property, without a parcel.
    #[must_use]
    pub fn packed(&self) -> &str {
        self.as_str().get(..14).unwrap_or_default()
    }

    /// The municipality in the identifier, which may be one that has since been abolished.
    #[must_use]
    pub fn municipality(&self) -> MunicipalityCode {
        MunicipalityCode::of_three_digits(self.packed().get(..3).unwrap_or_default())
    }

    /// The area within the municipality (village or part of town), 0–999.
    #[must_use]
    pub fn area(&self) -> u16 {
        self.digits(3, 3)
    }

    /// The group (house or block), 0–9999.
    #[must_use]
    pub fn group(&self) -> u16 {
        self.digits(6, 4)
    }

    /// The unit (farm or plot), 0–9999.
    #[must_use]
    pub fn unit(&self) -> u16 {
        self.digits(10, 4)
    }

    /// The parcel, if the identifier is a parcel's.
    #[must_use]
    pub fn parcel(&self) -> Option<Parcel> {
        let letter = self.as_str().chars().nth(15)?;
        Some(Parcel {
            letter,
            number: self.digits(16, 4),
        })
    }

    /// Whether the group is one of 9901–9909: streets, squares, parks, sports, leisure, traffic,
    /// hazard, special and water areas (X).
    #[must_use]
    pub fn is_public_area(&self) -> bool {
        (9901..=9909).contains(&self.group())
    }

    /// The short form that people write, `837-123-45-6` or `837-123-45-6-M601`.
    #[must_use]
    pub fn short(&self) -> String {
        let number = self.digits(0, 3);
        let short = format!("{number}-{}-{}-{}", self.area(), self.group(), self.unit());
        match self.parcel() {
            Some(parcel) => format!("{short}-{}{}", parcel.letter, parcel.number),
            None => short,
        }
    }

    /// The long form with leading zeros, `837-123-0045-0006` or `837-123-0045-0006-M0601`.
    #[must_use]
    pub fn long(&self) -> String {
        let number = self.digits(0, 3);
        let long = format!(
            "{number:03}-{:03}-{:04}-{:04}",
            self.area(),
            self.group(),
            self.unit()
        );
        match self.parcel() {
            Some(parcel) => format!("{long}-{}{:04}", parcel.letter, parcel.number),
            None => long,
        }
    }

    /// The number that `count` digits from byte `start` of the normal form spell.
    fn digits(&self, start: usize, count: usize) -> u16 {
        let bytes = self.as_str().bytes().skip(start).take(count);
        bytes.fold(0, |number, byte| number * 10 + u16::from(byte - b'0'))
    }
}

/// The 14 digits of four parts that each have at least one digit and at most their full width.
pub(super) fn packed_digits(parts: &[&str]) -> Result<String, IdentifierError> {
    let mut packed = String::with_capacity(14);
    let mut start = 1;
    for (index, (part, width)) in parts.iter().zip(WIDTHS).enumerate() {
        let found = part.chars().count();
        if found == 0 || found > width {
            return Err(IdentifierError::part(index + 1, 1, width, found));
        }
        packed.push_str(&format!("{:0width$}", number(part.as_bytes(), start)?));
        start += found + 1;
    }
    Ok(packed)
}

fn in_range(number: u16, max: u16) -> Result<(), IdentifierError> {
    if number > max {
        Err(IdentifierError::Range {
            min: 0,
            max: u32::from(max),
        })
    } else {
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn parsed(value: &str) -> PropertyId {
        PropertyId::parse(value).unwrap()
    }

    fn refusal(value: &str) -> IdentifierError {
        PropertyId::parse(value).unwrap_err()
    }

    #[test]
    fn short_long_and_packed_forms_are_the_same_property() {
        for text in [
            "837-123-45-6",
            "83712300450006",
            "837-123-0045-0006",
            "837 – 123–45–6 ",
        ] {
            let property = parsed(text);
            assert_eq!(property.as_str(), "83712300450006");
            assert_eq!(property.short(), "837-123-45-6");
            assert_eq!(property.long(), "837-123-0045-0006");
            assert_eq!(property.municipality().as_str(), "837");
            assert_eq!((property.area(), property.group(), property.unit()), (123, 45, 6));
            assert_eq!(property.parcel(), None);
        }
        let municipality = MunicipalityCode::parse("837").unwrap();
        assert_eq!(
            PropertyId::from_parts(municipality, 123, 45, 6).unwrap(),
            parsed("837-123-45-6")
        );
    }

    #[test]
    fn leading_zero_of_the_municipality_may_be_left_out() {
        let property = parsed("91-8-115-2");
        assert_eq!(property.as_str(), "09100801150002");
        assert_eq!(property.short(), "91-8-115-2");
        assert_eq!(property.municipality().as_str(), "091");
    }

    #[test]
    fn parcel_is_added_with_a_letter() {
        for text in [
            "837-123-45-6-M601",
            "837-123-0045-0006-m0601",
            "83712300450006-M601",
            "83712300450006M0601",
        ] {
            let property = parsed(text);
            assert_eq!(property.as_str(), "83712300450006-M0601");
            assert_eq!(property.short(), "837-123-45-6-M601");
            assert_eq!(property.long(), "837-123-0045-0006-M0601");
            let parcel = property.parcel().unwrap();
            assert_eq!((parcel.letter(), parcel.number()), ('M', 601));
            assert_eq!(property.without_parcel(), parsed("837-123-45-6"));
            assert_eq!(property.without_parcel().with_parcel(parcel), property);
        }
    }

    #[test]
    fn faults_are_told_precisely() {
        use ExpectedCharacter::{Digit, Letter};
        assert_eq!(refusal("837-1234-45-6"), IdentifierError::part(2, 1, 3, 4));
        assert_eq!(refusal("837--45-6"), IdentifierError::part(2, 1, 3, 0));
        assert_eq!(
            refusal("837-123-45"),
            IdentifierError::Parts {
                expected: 4,
                found: 3
            }
        );
        assert_eq!(
            refusal("837-123-45-6-M601-1"),
            IdentifierError::Parts {
                expected: 4,
                found: 6
            }
        );
        assert_eq!(refusal("837-123-4S-6"), IdentifierError::character(10, Digit));
        assert_eq!(
            refusal("837-123-45-6-6601"),
            IdentifierError::character(14, Letter)
        );
        assert_eq!(
            refusal("837-123-45-6-M6O1"),
            IdentifierError::character(16, Digit)
        );
        assert_eq!(refusal("837-123-45-6-M"), IdentifierError::part(5, 2, 5, 1));
        assert_eq!(refusal("8371230045006"), IdentifierError::length(14, 14, 13));
        assert_eq!(refusal("837123004500066"), IdentifierError::length(14, 14, 15));
        assert_eq!(refusal("83712300450006M601"), IdentifierError::length(19, 19, 18));
        assert_eq!(refusal("8371230045000Ä"), IdentifierError::character(14, Digit));
        assert_eq!(refusal(" "), IdentifierError::Empty);
    }

    #[test]
    fn parts_outside_their_range_are_refused() {
        let municipality = MunicipalityCode::parse("837").unwrap();
        for (area, group, unit) in [(1000, 0, 0), (0, 10_000, 0), (0, 0, 10_000)] {
            assert!(PropertyId::from_parts(municipality, area, group, unit).is_err());
        }
        assert!(Parcel::new('m', 1).is_err());
        assert!(Parcel::new('M', 10_000).is_err());
    }

    #[test]
    fn groups_of_streets_and_parks_are_public_areas() {
        assert!(parsed("91-8-9901-0").is_public_area());
        assert!(parsed("91-8-9909-0").is_public_area());
        assert!(!parsed("91-8-9910-0").is_public_area());
    }

    #[test]
    fn serialises_in_its_normal_form() {
        let property: PropertyId = serde_json::from_str(r#""837-123-45-6""#).unwrap();
        assert_eq!(serde_json::to_string(&property).unwrap(), r#""83712300450006""#);
        assert_eq!(format!("{property:?}"), "PropertyId(83712300450006)");
    }
}
