//! Telling what kind of identifier a value is.

use serde::{Deserialize, Serialize};

use super::{
    ApartmentAddressPart, BuildingId, BusinessId, ElectronicClientIdentifier, IdentifierError,
    IdentifierKind, MunicipalityCode, PermanentApartmentId, PersonalIdentityCode, PropertyBasedBuildingId,
    PropertyId, ResidenceCode, check_character, normalise, normalise_keeping_case,
};
use crate::language::Language;

/// A value that was recognised. `Debug` masks what is personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recognised {
    /// A personal identity code.
    PersonalIdentityCode(PersonalIdentityCode),
    /// An electronic client identifier.
    ElectronicClientIdentifier(ElectronicClientIdentifier),
    /// A permanent building identifier.
    BuildingId(BuildingId),
    /// A building identifier based on the property.
    PropertyBasedBuildingId(PropertyBasedBuildingId),
    /// A property identifier.
    PropertyId(PropertyId),
    /// An apartment in an address.
    ApartmentAddressPart(ApartmentAddressPart),
    /// A permanent apartment identifier.
    PermanentApartmentId(PermanentApartmentId),
    /// A residence code.
    ResidenceCode(ResidenceCode),
    /// A business id.
    BusinessId(BusinessId),
    /// A municipality code.
    MunicipalityCode(MunicipalityCode),
}

impl Recognised {
    /// The kind of the identifier.
    #[must_use]
    pub const fn kind(&self) -> IdentifierKind {
        match self {
            Self::PersonalIdentityCode(_) => IdentifierKind::PersonalIdentityCode,
            Self::ElectronicClientIdentifier(_) => IdentifierKind::ElectronicClientIdentifier,
            Self::BuildingId(_) => IdentifierKind::BuildingId,
            Self::PropertyBasedBuildingId(_) => IdentifierKind::PropertyBasedBuildingId,
            Self::PropertyId(_) => IdentifierKind::PropertyId,
            Self::ApartmentAddressPart(_) => IdentifierKind::ApartmentAddressPart,
            Self::PermanentApartmentId(_) => IdentifierKind::PermanentApartmentId,
            Self::ResidenceCode(_) => IdentifierKind::ResidenceCode,
            Self::BusinessId(_) => IdentifierKind::BusinessId,
            Self::MunicipalityCode(_) => IdentifierKind::MunicipalityCode,
        }
    }

    /// The identifier in its normal form. Personal data if its kind is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::PersonalIdentityCode(identifier) => identifier.as_str(),
            Self::ElectronicClientIdentifier(identifier) => identifier.as_str(),
            Self::BuildingId(identifier) => identifier.as_str(),
            Self::PropertyBasedBuildingId(identifier) => identifier.as_str(),
            Self::PropertyId(identifier) => identifier.as_str(),
            Self::ApartmentAddressPart(identifier) => identifier.as_str(),
            Self::PermanentApartmentId(identifier) => identifier.as_str(),
            Self::ResidenceCode(identifier) => identifier.as_str(),
            Self::BusinessId(identifier) => identifier.as_str(),
            Self::MunicipalityCode(identifier) => identifier.as_str(),
        }
    }
}

/// Why a value was not recognised. Never holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[error("{error}")]
pub struct Unrecognised {
    /// The kind that the value most resembles; none if it resembles nothing.
    pub resembles: Option<IdentifierKind>,
    /// Why it is not a valid identifier of that kind.
    pub error: IdentifierError,
}

impl Unrecognised {
    /// The kind that the value most resembles, the reason and the remedy.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let reason = self.error.message(language);
        match self.resembles {
            Some(kind) => format!("{}: {reason}", kind.name().get(language)),
            None => reason,
        }
    }
}

/// Tells what kind of identifier a value is, by its form, and validates it as that kind.
///
/// Forms that overlap are told apart so: nine digits and a character are a permanent building
/// identifier, never a permanent apartment identifier, of which nothing but the length is known;
/// three digits are a municipality code, so an apartment needs a letter; eight digits are a
/// business id that lacks its hyphen, unless they can only be the start of a client identifier;
/// fourteen digits are a residence code if they begin with a valid building identifier, which one
/// in 31 property identifiers of the municipalities 100–199 does by chance (dashes tell).
///
/// # Errors
/// [`Unrecognised`] with the kind that the value most resembles and what is wrong with it as such.
pub fn recognise(value: &str) -> Result<Recognised, Unrecognised> {
    let resembles = resembling(value);
    let parsed = match resembles {
        Some(kind) => parse_as(kind, value),
        None if normalise(value).is_empty() => Err(IdentifierError::Empty),
        None => Err(IdentifierError::Form),
    };
    parsed.map_err(|error| Unrecognised { resembles, error })
}

fn parse_as(kind: IdentifierKind, value: &str) -> Result<Recognised, IdentifierError> {
    Ok(match kind {
        IdentifierKind::PersonalIdentityCode => {
            Recognised::PersonalIdentityCode(PersonalIdentityCode::parse(value)?)
        }
        IdentifierKind::ElectronicClientIdentifier => {
            Recognised::ElectronicClientIdentifier(ElectronicClientIdentifier::parse(value)?)
        }
        IdentifierKind::BuildingId => Recognised::BuildingId(BuildingId::parse(value)?),
        IdentifierKind::PropertyBasedBuildingId => {
            Recognised::PropertyBasedBuildingId(PropertyBasedBuildingId::parse(value)?)
        }
        IdentifierKind::PropertyId => Recognised::PropertyId(PropertyId::parse(value)?),
        IdentifierKind::ApartmentAddressPart => {
            Recognised::ApartmentAddressPart(ApartmentAddressPart::parse(value)?)
        }
        IdentifierKind::PermanentApartmentId => {
            Recognised::PermanentApartmentId(PermanentApartmentId::parse(value)?)
        }
        IdentifierKind::ResidenceCode => Recognised::ResidenceCode(ResidenceCode::parse(value)?),
        IdentifierKind::BusinessId => Recognised::BusinessId(BusinessId::parse(value)?),
        IdentifierKind::MunicipalityCode => Recognised::MunicipalityCode(MunicipalityCode::parse(value)?),
    })
}

/// The kind whose form the value has or comes nearest to.
fn resembling(value: &str) -> Option<IdentifierKind> {
    // Longer than any identifier with a slip of the finger: not worth a look.
    const LONGEST: usize = 32;

    let characters: Vec<char> = normalise(value).chars().collect();
    if characters.is_empty() || characters.len() > LONGEST {
        return None;
    }
    if characters.contains(&'-') {
        with_dashes(&characters)
    } else {
        without_dashes(value, &characters)
    }
}

fn with_dashes(characters: &[char]) -> Option<IdentifierKind> {
    let parts: Vec<&[char]> = characters.split(|character| *character == '-').collect();
    let digits = |index: usize| parts.get(index).map_or(0, |part| count_digits(part));
    match parts.len() {
        // Six digits of a date and the sign; a business id that lacks a digit has a check digit only.
        2 if digits(0) >= 14 => Some(IdentifierKind::PropertyId),
        2 if parts[1].len() <= 2 && (5..=8).contains(&digits(0)) => Some(IdentifierKind::BusinessId),
        2 if (4..=8).contains(&parts[0].len()) && digits(0) >= 4 => {
            Some(IdentifierKind::PersonalIdentityCode)
        }
        3..=5 if digits(0) > 0 => Some(IdentifierKind::PropertyId),
        6 if digits(0) > 0 => Some(IdentifierKind::PropertyBasedBuildingId),
        _ => None,
    }
}

fn without_dashes(value: &str, characters: &[char]) -> Option<IdentifierKind> {
    let length = characters.len();
    let leading = characters
        .iter()
        .take_while(|character| character.is_ascii_digit())
        .count();
    let digits = count_digits(characters);
    let has_sign = leading == 6 && matches!(characters.get(6), Some('+' | 'A'..='F' | 'U'..='Y'));

    match length {
        1..=3 if digits == length => Some(IdentifierKind::MunicipalityCode),
        1..=5 if digits < length => {
            // A value without digits is a word unless it is an apartment to the letter.
            let apartment = ApartmentAddressPart::parse(value).is_ok();
            (apartment || digits > 0).then_some(IdentifierKind::ApartmentAddressPart)
        }
        8 if digits == 8 => Some(eight_digits(characters)),
        9 if leading >= 7 => Some(IdentifierKind::ElectronicClientIdentifier),
        10 if leading >= 9 => Some(nine_digits(value, characters)),
        9..=12 if has_sign => Some(IdentifierKind::PersonalIdentityCode),
        10 if digits > 0 && characters.iter().all(char::is_ascii_alphanumeric) => {
            Some(IdentifierKind::PermanentApartmentId)
        }
        14 if digits == 14 && ResidenceCode::parse(value).is_ok() => Some(IdentifierKind::ResidenceCode),
        11..=16 if (9..13).contains(&leading) && characters.first() == Some(&'1') => {
            Some(IdentifierKind::ResidenceCode)
        }
        11..=16 if ResidenceCode::parse(&normalise_keeping_case(value)).is_ok() => {
            Some(IdentifierKind::ResidenceCode)
        }
        18 if digits >= 17 => Some(IdentifierKind::PropertyBasedBuildingId),
        13.. if digits == length || leading == 14 => Some(IdentifierKind::PropertyId),
        10..=12 if leading >= 5 && digits >= 8 => Some(IdentifierKind::PersonalIdentityCode),
        _ => None,
    }
}

/// Eight digits: a business id without its hyphen, or a client identifier without its check.
fn eight_digits(characters: &[char]) -> IdentifierKind {
    let (serial, check): (String, String) = (
        characters.iter().take(7).collect(),
        characters.iter().skip(7).collect(),
    );
    let business = BusinessId::parse(&format!("{serial}-{check}")).is_ok();
    if business || characters.first() == Some(&'0') {
        IdentifierKind::BusinessId
    } else {
        IdentifierKind::ElectronicClientIdentifier
    }
}

/// Nine digits and a character: a building, or a personal identity code without its sign if the
/// check agrees or no building begins so and the date could be one.
fn nine_digits(value: &str, characters: &[char]) -> IdentifierKind {
    let digit = |index: usize| {
        characters
            .get(index)
            .and_then(|character| character.to_digit(10))
            .unwrap_or(0)
    };
    let day = digit(0) * 10 + digit(1);
    let month = digit(2) * 10 + digit(3);
    let date = (1..=31).contains(&day) && (1..=12).contains(&month);
    let number = (0..9).fold(0, |number, index| number * 10 + u64::from(digit(index)));
    let agrees = characters.get(9) == Some(&check_character(number));
    // A building and a code have the same check over the same digits, so a first digit 1 with an
    // agreeing check is a valid building.
    if BuildingId::parse(value).is_err() && date && (agrees || digit(0) != 1) {
        IdentifierKind::PersonalIdentityCode
    } else {
        IdentifierKind::BuildingId
    }
}

fn count_digits(characters: &[char]) -> usize {
    characters
        .iter()
        .filter(|character| character.is_ascii_digit())
        .count()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::ExpectedCharacter;
    use super::IdentifierKind as Kind;
    use super::*;

    #[test]
    fn every_kind_is_recognised_by_its_form() {
        for (value, kind, normal) in [
            (" 131052-308t ", Kind::PersonalIdentityCode, "131052-308T"),
            ("010594y9032", Kind::PersonalIdentityCode, "010594Y9032"),
            ("290200A902D", Kind::PersonalIdentityCode, "290200A902D"),
            ("010199+9001", Kind::PersonalIdentityCode, "010199+9001"),
            ("12345678N", Kind::ElectronicClientIdentifier, "12345678N"),
            ("999999904", Kind::ElectronicClientIdentifier, "999999904"),
            ("103515074x", Kind::BuildingId, "103515074X"),
            ("1234567892", Kind::BuildingId, "1234567892"),
            (
                "837-123-45-6-V-1",
                Kind::PropertyBasedBuildingId,
                "837-123-0045-0006-V-001",
            ),
            (
                "83712300450006V001",
                Kind::PropertyBasedBuildingId,
                "837-123-0045-0006-V-001",
            ),
            ("837-123-45-6", Kind::PropertyId, "83712300450006"),
            ("83712300450006", Kind::PropertyId, "83712300450006"),
            ("837-123-45-6-M601", Kind::PropertyId, "83712300450006-M0601"),
            ("83712300450006-M601", Kind::PropertyId, "83712300450006-M0601"),
            ("83712300450006M0601", Kind::PropertyId, "83712300450006-M0601"),
            ("B 12 a", Kind::ApartmentAddressPart, "B012a"),
            ("12 b", Kind::ApartmentAddressPart, "012b"),
            ("H90000001K", Kind::PermanentApartmentId, "H90000001K"),
            ("103515074X1B012a", Kind::ResidenceCode, "103515074X1B012a"),
            ("103515074X1 012 ", Kind::ResidenceCode, "103515074X1012"),
            ("10351508261", Kind::ResidenceCode, "10351508261"),
            ("10351508261012", Kind::ResidenceCode, "10351508261012"),
            ("20075200000000", Kind::ResidenceCode, "20075200000000"),
            ("0245437–2", Kind::BusinessId, "0245437-2"),
            ("091", Kind::MunicipalityCode, "091"),
        ] {
            let recognised = recognise(value).unwrap();
            assert_eq!(
                (recognised.kind(), recognised.as_str()),
                (kind, normal),
                "{value}"
            );
        }
    }

    #[test]
    fn refused_value_is_told_what_it_most_resembles() {
        use ExpectedCharacter::{Dash, Nothing, One};
        for (value, kind, error) in [
            (
                "010190-999K",
                Kind::PersonalIdentityCode,
                IdentifierError::CheckCharacter { expected: 'W' },
            ),
            (
                "290200-902D",
                Kind::PersonalIdentityCode,
                IdentifierError::ImpossibleDate,
            ),
            (
                "290200G902D",
                Kind::PersonalIdentityCode,
                IdentifierError::Sign { position: 7 },
            ),
            (
                "310288-916V",
                Kind::PersonalIdentityCode,
                IdentifierError::ImpossibleDate,
            ),
            (
                "010188916P",
                Kind::PersonalIdentityCode,
                IdentifierError::Sign { position: 7 },
            ),
            (
                "010188-916",
                Kind::PersonalIdentityCode,
                IdentifierError::length(11, 11, 10),
            ),
            (
                "010594Y903",
                Kind::PersonalIdentityCode,
                IdentifierError::length(11, 11, 10),
            ),
            (
                "10000001A",
                Kind::ElectronicClientIdentifier,
                IdentifierError::CheckCharacter { expected: 'N' },
            ),
            (
                "10000001",
                Kind::ElectronicClientIdentifier,
                IdentifierError::length(9, 9, 8),
            ),
            (
                "100012345A",
                Kind::BuildingId,
                IdentifierError::CheckCharacter { expected: 'N' },
            ),
            (
                "123456789A",
                Kind::BuildingId,
                IdentifierError::CheckCharacter { expected: '2' },
            ),
            ("203515074X", Kind::BuildingId, IdentifierError::character(1, One)),
            (
                "837-1234-45-6",
                Kind::PropertyId,
                IdentifierError::part(2, 1, 3, 4),
            ),
            (
                "12 b B",
                Kind::ApartmentAddressPart,
                IdentifierError::character(4, Nothing),
            ),
            (
                "0245437-3",
                Kind::BusinessId,
                IdentifierError::CheckCharacter { expected: '2' },
            ),
            ("1000008-5", Kind::BusinessId, IdentifierError::NotIssued),
            ("245437-2", Kind::BusinessId, IdentifierError::length(9, 9, 8)),
            ("02454372", Kind::BusinessId, IdentifierError::character(8, Dash)),
            ("91", Kind::MunicipalityCode, IdentifierError::length(3, 3, 2)),
            (
                "103515074Y1B012a",
                Kind::ResidenceCode,
                IdentifierError::CheckCharacter { expected: 'X' },
            ),
        ] {
            assert_eq!(
                recognise(value),
                Err(Unrecognised {
                    resembles: Some(kind),
                    error
                }),
                "{value}"
            );
        }
    }

    #[test]
    fn letters_with_combining_marks_are_recognised_as_the_letters_they_are() {
        for value in ["A\u{30A}012a\u{308}", "10351508261A\u{30A}012a\u{308}"] {
            let composed = normalise_keeping_case(value);
            assert!(recognise(&composed).is_ok());
            assert_eq!(recognise(value), recognise(&composed));
        }
    }

    #[test]
    fn value_without_any_form_is_told_as_such() {
        assert_eq!(
            recognise("  "),
            Err(Unrecognised {
                resembles: None,
                error: IdentifierError::Empty
            })
        );
        for value in [
            "Mannerheimintie",
            "helsinkiin",
            "-",
            "--------",
            "ÅÄÖ",
            &"1".repeat(100),
        ] {
            assert_eq!(
                recognise(value),
                Err(Unrecognised {
                    resembles: None,
                    error: IdentifierError::Form
                })
            );
        }
    }

    #[test]
    fn message_names_the_kind_before_the_reason() {
        let refused = recognise("91").unwrap_err();
        assert_eq!(
            refused.message(Language::En),
            "municipality code: The identifier is too short: the number of characters is 2 and must be 3. \
             Add what is missing."
        );
        assert!(
            refused
                .message(Language::Sv)
                .starts_with("kommunnummer: Beteckningen är för kort")
        );
    }
}
