//! The part of an address that tells the apartment: staircase, number and splitting letter.

use std::fmt;

use super::inline::Inline;
use super::{ExpectedCharacter, IdentifierError, normalise_keeping_case};

/// The apartment within an address: staircase letter (one capital A–Ö), apartment number (000–999)
/// and splitting letter (one small a–ö), each of which may be missing, but not all (X).
///
/// Read from what [`normalise_keeping_case()`](super::normalise_keeping_case()) makes: white space
/// away. A small staircase letter before a number becomes a capital, and the number gets its
/// leading zeros. The splitting letter must be small: `12 B` may mean staircase B as well, and
/// nothing is guessed about where someone lives. A letter alone is a staircase if it is a capital,
/// else a splitting letter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApartmentAddressPart {
    stair: Option<char>,
    number: Option<u16>,
    split: Option<char>,
    text: Inline<7>,
}

impl ApartmentAddressPart {
    /// The highest apartment number.
    pub const LAST_NUMBER: u16 = 999;

    /// Reads an apartment: `B012a`, `B 12 a`, `12`, `B`.
    ///
    /// # Errors
    /// The first character that does not fit its place, or a number of more than three digits.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise_keeping_case(value);
        let characters: Vec<char> = text.chars().collect();
        if characters.is_empty() {
            return Err(IdentifierError::Empty);
        }
        let has_number = characters.iter().any(char::is_ascii_digit);
        let mut at = 0;

        let mut stair = None;
        if let Some(first) = characters.first().filter(|first| !first.is_ascii_digit()) {
            // Without a number after it, only its case tells a staircase from a splitting letter.
            let letter = if has_number { capital(*first) } else { *first };
            if is_stair(letter) {
                stair = Some(letter);
                at += 1;
            } else if has_number || !is_split(letter) {
                return Err(IdentifierError::character(1, ExpectedCharacter::StairLetter));
            }
        }

        let digits = characters
            .iter()
            .skip(at)
            .take_while(|character| character.is_ascii_digit())
            .count();
        if has_number && digits == 0 {
            return Err(IdentifierError::character(at + 1, ExpectedCharacter::Digit));
        }
        if digits > 3 {
            return Err(range_error());
        }
        let number = (digits > 0).then(|| {
            let spelt = characters.iter().skip(at).take(digits);
            spelt.fold(0, |number, digit| {
                number * 10 + u16::try_from(digit.to_digit(10).unwrap_or(0)).unwrap_or(0)
            })
        });
        at += digits;

        let split = characters.get(at).copied();
        if split.is_some_and(|letter| !is_split(letter)) {
            return Err(IdentifierError::character(at + 1, ExpectedCharacter::SplitLetter));
        }
        if characters.len() > at + 1 {
            return Err(IdentifierError::character(at + 2, ExpectedCharacter::Nothing));
        }
        Ok(Self::of_checked(stair, number, split))
    }

    /// Makes the part of an address from its staircase letter (capital), number and splitting
    /// letter (small).
    ///
    /// # Errors
    /// [`IdentifierError::Empty`] if all are missing, [`IdentifierError::Range`] for a number
    /// above 999, [`IdentifierError::Character`] for a letter that is none (position in `B012a`).
    pub fn new(
        stair: Option<char>,
        number: Option<u16>,
        split: Option<char>,
    ) -> Result<Self, IdentifierError> {
        if stair.is_none() && number.is_none() && split.is_none() {
            return Err(IdentifierError::Empty);
        }
        if stair.is_some_and(|letter| !is_stair(letter)) {
            return Err(IdentifierError::character(1, ExpectedCharacter::StairLetter));
        }
        if number.is_some_and(|number| number > Self::LAST_NUMBER) {
            return Err(range_error());
        }
        if split.is_some_and(|letter| !is_split(letter)) {
            return Err(IdentifierError::character(5, ExpectedCharacter::SplitLetter));
        }
        Ok(Self::of_checked(stair, number, split))
    }

    fn of_checked(stair: Option<char>, number: Option<u16>, split: Option<char>) -> Self {
        let mut text = String::with_capacity(7);
        text.extend(stair);
        if let Some(number) = number {
            text.push_str(&format!("{number:03}"));
        }
        text.extend(split);
        Self {
            stair,
            number,
            split,
            text: Inline::new(&text),
        }
    }

    /// The normal form, `B012a`; what is missing is left out.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The form that an address shows, `B 12a`.
    #[must_use]
    pub fn show(&self) -> String {
        let mut text = String::new();
        text.extend(self.stair);
        if self.stair.is_some() && (self.number.is_some() || self.split.is_some()) {
            text.push(' ');
        }
        if let Some(number) = self.number {
            text.push_str(&number.to_string());
        }
        text.extend(self.split);
        text
    }

    /// The staircase letter, a capital A–Ö.
    #[must_use]
    pub const fn stair(&self) -> Option<char> {
        self.stair
    }

    /// The apartment number, 0–999.
    #[must_use]
    pub const fn number(&self) -> Option<u16> {
        self.number
    }

    /// The splitting letter, a small a–ö.
    #[must_use]
    pub const fn split(&self) -> Option<char> {
        self.split
    }
}

super::identifier_conversions!(common ApartmentAddressPart);

impl fmt::Debug for ApartmentAddressPart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ApartmentAddressPart({})", self.as_str())
    }
}

/// As [`show`](ApartmentAddressPart::show): `B 12a`.
impl fmt::Display for ApartmentAddressPart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.show())
    }
}

const fn range_error() -> IdentifierError {
    IdentifierError::Range {
        min: 0,
        max: ApartmentAddressPart::LAST_NUMBER as u32,
    }
}

const fn is_stair(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'Å' | 'Ä' | 'Ö')
}

const fn is_split(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'å' | 'ä' | 'ö')
}

/// The capital of a letter a–ö. Not `to_uppercase`, which also turns other letters into A–Z.
const fn capital(letter: char) -> char {
    match letter {
        'å' => 'Å',
        'ä' => 'Ä',
        'ö' => 'Ö',
        other => other.to_ascii_uppercase(),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn parsed(value: &str) -> ApartmentAddressPart {
        ApartmentAddressPart::parse(value).unwrap()
    }

    fn refusal(value: &str) -> IdentifierError {
        ApartmentAddressPart::parse(value).unwrap_err()
    }

    #[test]
    fn known_valid_apartment_is_accepted() {
        let apartment = parsed("B 012 a");
        assert_eq!(
            (apartment.stair(), apartment.number(), apartment.split()),
            (Some('B'), Some(12), Some('a'))
        );
        assert_eq!(apartment.as_str(), "B012a");
        assert_eq!(apartment.show(), "B 12a");
        assert_eq!(
            apartment,
            ApartmentAddressPart::new(Some('B'), Some(12), Some('a')).unwrap()
        );
    }

    #[test]
    fn each_part_may_be_missing() {
        for (text, normal, shown) in [
            ("b12a", "B012a", "B 12a"),
            ("B 1", "B001", "B 1"),
            ("12", "012", "12"),
            ("12 b", "012b", "12b"),
            ("B", "B", "B"),
            ("b", "b", "b"),
            ("Ba", "Ba", "B a"),
            ("ö 3 å", "Ö003å", "Ö 3å"),
            ("A\u{308} 3", "Ä003", "Ä 3"),
            ("000", "000", "0"),
        ] {
            let apartment = parsed(text);
            assert_eq!(apartment.as_str(), normal);
            assert_eq!(apartment.show(), shown);
            assert_eq!(parsed(normal), apartment);
            assert_eq!(
                ApartmentAddressPart::new(apartment.stair(), apartment.number(), apartment.split()).unwrap(),
                apartment
            );
        }
    }

    #[test]
    fn faults_are_told_precisely() {
        use ExpectedCharacter::{Digit, Nothing, SplitLetter, StairLetter};
        assert_eq!(refusal("12 b B"), IdentifierError::character(4, Nothing));
        assert_eq!(refusal("12 B"), IdentifierError::character(3, SplitLetter));
        assert_eq!(refusal("BB 12"), IdentifierError::character(2, Digit));
        assert_eq!(refusal("B-12"), IdentifierError::character(2, Digit));
        assert_eq!(refusal("Ñ 12"), IdentifierError::character(1, StairLetter));
        assert_eq!(refusal("ab"), IdentifierError::character(2, Nothing));
        assert_eq!(refusal("B 1234"), IdentifierError::Range { min: 0, max: 999 });
        assert_eq!(refusal(" "), IdentifierError::Empty);
    }

    #[test]
    fn parts_of_a_wrong_kind_are_refused() {
        let made = ApartmentAddressPart::new;
        assert_eq!(made(None, None, None), Err(IdentifierError::Empty));
        assert!(made(Some('b'), None, None).is_err());
        assert!(made(None, Some(1000), None).is_err());
        assert!(made(None, None, Some('A')).is_err());
    }

    #[test]
    fn serialises_in_its_normal_form() {
        let apartment: ApartmentAddressPart = serde_json::from_str(r#""B 12 a""#).unwrap();
        assert_eq!(serde_json::to_string(&apartment).unwrap(), r#""B012a""#);
        assert_eq!(apartment.to_string(), "B 12a");
        assert!(serde_json::from_str::<ApartmentAddressPart>(r#""12 b B""#).is_err());
    }
}
