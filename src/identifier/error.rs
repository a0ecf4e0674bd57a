//! Why a value is not a valid identifier, as data that a page translates.

use serde::{Deserialize, Serialize};

use crate::language::{Language, StaticText};

/// Why a value is not a valid identifier. Never holds the value.
///
/// Positions count from 1 in the [normal form](super::normalise()), so without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierError {
    /// Nothing was given, or white space only.
    #[error("the identifier is missing")]
    Empty,
    /// The value has the form of no identifier. Only [`recognise`](super::recognise()) says this.
    #[error("the value has the form of no identifier")]
    Form,
    /// The number of characters is wrong.
    #[error("the identifier has {found} characters, expected {expected_min} to {expected_max}")]
    Length {
        /// The fewest characters that a valid identifier has.
        expected_min: u16,
        /// The most characters that a valid identifier has.
        expected_max: u16,
        /// How many characters there were.
        found: u16,
    },
    /// The number of parts between dashes is wrong.
    #[error("the identifier has {found} parts between dashes, expected {expected}")]
    Parts {
        /// How many parts there must be.
        expected: u16,
        /// How many there were.
        found: u16,
    },
    /// A part between dashes has a wrong number of characters.
    #[error("part {part} has {found} characters, expected {expected_min} to {expected_max}")]
    Part {
        /// Which part, counted from 1.
        part: u16,
        /// The fewest characters of the part.
        expected_min: u16,
        /// The most characters of the part.
        expected_max: u16,
        /// How many characters there were.
        found: u16,
    },
    /// A character is not of the kind that belongs in its place.
    #[error("character {position} is wrong")]
    Character {
        /// The place of the character, counted from 1.
        position: u16,
        /// What belongs there.
        expected: ExpectedCharacter,
    },
    /// The sign of the century is missing or is none that the century has.
    #[error("character {position} is not a sign of the century")]
    Sign {
        /// The place of the sign, counted from 1.
        position: u16,
    },
    /// The date of birth does not exist in the century that the sign tells.
    #[error("the date does not exist")]
    ImpossibleDate,
    /// The individual number of a personal identity code is outside its range.
    #[error("the individual number is not from {min:03} to {max}")]
    Serial {
        /// The lowest number.
        min: u16,
        /// The highest number.
        max: u16,
    },
    /// The number in the identifier is outside its range.
    #[error("the number is not from {min} to {max}")]
    Range {
        /// The lowest number.
        min: u32,
        /// The highest number.
        max: u32,
    },
    /// The number is one that no check digit exists for, so that it is never given out.
    #[error("the number is never given out")]
    NotIssued,
    /// The check character does not agree with the rest.
    #[error("the check character does not agree with the rest")]
    CheckCharacter {
        /// What the check character of the other characters would be.
        expected: char,
    },
}

/// What kind of character belongs in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedCharacter {
    /// A digit 0–9.
    Digit,
    /// The digit 0.
    Zero,
    /// The digit 1.
    One,
    /// A capital letter A–Z.
    Letter,
    /// A digit 0–9 or a capital letter A–Z.
    DigitOrLetter,
    /// A capital letter A–Ö.
    StairLetter,
    /// A small letter a–ö.
    SplitLetter,
    /// A hyphen.
    Dash,
    /// No character: the identifier ends before it.
    Nothing,
}

impl ExpectedCharacter {
    /// The kind as it stands in the sentences of [`IdentifierError::message`].
    const fn text(self) -> StaticText {
        match self {
            Self::Digit => StaticText::new("numero", "en siffra", "a digit"),
            Self::Zero => StaticText::new("numero 0", "siffran 0", "the digit 0"),
            Self::One => StaticText::new("numero 1", "siffran 1", "the digit 1"),
            Self::Letter => StaticText::new("iso kirjain A–Z", "en stor bokstav A–Z", "a capital letter A–Z"),
            Self::DigitOrLetter => StaticText::new(
                "numero tai kirjain A–Z",
                "en siffra eller en bokstav A–Z",
                "a digit or a letter A–Z",
            ),
            Self::StairLetter => {
                StaticText::new("iso kirjain A–Ö", "en stor bokstav A–Ö", "a capital letter A–Ö")
            }
            Self::SplitLetter => {
                StaticText::new("pieni kirjain a–ö", "en liten bokstav a–ö", "a small letter a–ö")
            }
            Self::Dash => StaticText::new("yhdysmerkki (-)", "ett bindestreck (-)", "a hyphen (-)"),
            Self::Nothing => StaticText::new("tyhjä", "tomt", "empty"),
        }
    }
}

impl IdentifierError {
    /// The stable code of the reason, for translation keys, statistics and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "identifier-empty",
            Self::Form => "identifier-form",
            Self::Length { .. } => "identifier-length",
            Self::Parts { .. } => "identifier-parts",
            Self::Part { .. } => "identifier-part",
            Self::Character { .. } => "identifier-character",
            Self::Sign { .. } => "identifier-sign",
            Self::ImpossibleDate => "identifier-impossible-date",
            Self::Serial { .. } => "identifier-serial",
            Self::Range { .. } => "identifier-range",
            Self::NotIssued => "identifier-not-issued",
            Self::CheckCharacter { .. } => "identifier-check-character",
        }
    }

    /// The reason and its remedy in one or two sentences.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Fi => self.finnish(),
            Language::Sv => self.swedish(),
            Language::En => self.english(),
        }
    }

    fn finnish(&self) -> String {
        match *self {
            Self::Empty => "Tunnus puuttuu. Kirjoita tunnus.".to_owned(),
            Self::Form => "Arvo ei vastaa minkään tunnuksen muotoa. Tarkista, että tunnus on kirjoitettu \
                 kokonaan ja ettei siinä ole muuta tekstiä."
                .to_owned(),
            Self::Length {
                expected_min,
                expected_max,
                found,
            } => {
                let expected = span(expected_min, expected_max);
                if found < expected_min {
                    format!(
                        "Tunnus on liian lyhyt: merkkejä on {found}, mutta niitä pitää olla {expected}. \
                         Lisää puuttuvat merkit."
                    )
                } else if found > expected_max {
                    format!(
                        "Tunnus on liian pitkä: merkkejä on {found}, mutta niitä saa olla {expected}. \
                         Poista ylimääräiset merkit."
                    )
                } else {
                    format!("Tunnuksen pituus on väärä: merkkejä on {found}. Vertaa tunnusta lähteeseen.")
                }
            }
            Self::Parts { expected, found } => format!(
                "Tunnuksessa pitää olla {expected} yhdysmerkein erotettua osaa, mutta niitä on {found}. \
                 Tarkista yhdysmerkit."
            ),
            Self::Part {
                part,
                expected_min,
                expected_max,
                found,
            } => format!(
                "Tunnuksen {part}. osassa on merkkejä {found}, mutta niitä pitää olla {}. \
                 Tarkista yhdysmerkein erotetut osat.",
                span(expected_min, expected_max)
            ),
            Self::Character {
                position,
                expected: ExpectedCharacter::Nothing,
            } => {
                format!("Tunnuksen {position}. merkki on ylimääräinen. Poista se.")
            }
            Self::Character { position, expected } => {
                format!(
                    "Tunnuksen {position}. merkin pitää olla {}. Korjaa merkki.",
                    expected.text().fi
                )
            }
            Self::Sign { position } => format!(
                "Tunnuksen {position}. merkin pitää olla syntymävuosisadan välimerkki: 1800-luvulla +, \
                 1900-luvulla - tai Y, X, W, V tai U, 2000-luvulla A, B, C, D, E tai F. \
                 Lisää tai korjaa välimerkki."
            ),
            Self::ImpossibleDate => "Tunnuksen alussa olevaa syntymäaikaa ei ole olemassa. Tarkista päivä, \
                 kuukausi ja vuosi (ppkkvv) sekä välimerkki."
                .to_owned(),
            Self::Serial { min, max } => format!(
                "Yksilönumeron pitää olla {min:03}–{max:03}. Tarkista kolme numeroa välimerkin jälkeen."
            ),
            Self::Range { min, max } => {
                format!("Tunnuksen numeron pitää olla välillä {min}–{max}. Tarkista numerot.")
            }
            Self::NotIssued => "Tällä numerolla ei anneta tunnuksia. Tarkista numerot.".to_owned(),
            Self::CheckCharacter { expected } => format!(
                "Tunnuksessa on kirjoitusvirhe: sen muiden merkkien perusteella tarkistusmerkki olisi \
                 {expected}. Vertaa jokaista merkkiä lähteeseen."
            ),
        }
    }

    fn swedish(&self) -> String {
        match *self {
            Self::Empty => "Beteckningen saknas. Skriv beteckningen.".to_owned(),
            Self::Form => "Värdet har inte samma form som någon beteckning. Kontrollera att hela \
                 beteckningen är skriven och att ingen annan text finns med."
                .to_owned(),
            Self::Length {
                expected_min,
                expected_max,
                found,
            } => {
                let expected = span(expected_min, expected_max);
                if found < expected_min {
                    format!(
                        "Beteckningen är för kort: den har {found} tecken men ska ha {expected}. \
                         Lägg till de tecken som saknas."
                    )
                } else if found > expected_max {
                    format!(
                        "Beteckningen är för lång: den har {found} tecken men ska ha {expected}. \
                         Ta bort de tecken som är för mycket."
                    )
                } else {
                    format!("Beteckningen har fel längd: {found} tecken. Jämför beteckningen med källan.")
                }
            }
            Self::Parts { expected, found } => format!(
                "Beteckningen ska ha {expected} delar med bindestreck emellan men har {found}. \
                 Kontrollera bindestrecken."
            ),
            Self::Part {
                part,
                expected_min,
                expected_max,
                found,
            } => format!(
                "Del {part} av beteckningen har {found} tecken men ska ha {}. \
                 Kontrollera delarna mellan bindestrecken.",
                span(expected_min, expected_max)
            ),
            Self::Character {
                position,
                expected: ExpectedCharacter::Nothing,
            } => {
                format!("Tecken {position} i beteckningen är överflödigt. Ta bort det.")
            }
            Self::Character { position, expected } => {
                format!(
                    "Tecken {position} i beteckningen ska vara {}. Rätta tecknet.",
                    expected.text().sv
                )
            }
            Self::Sign { position } => format!(
                "Tecken {position} i beteckningen ska vara skiljetecknet för födelseseklet: + på 1800-talet, \
                 - eller Y, X, W, V eller U på 1900-talet, A, B, C, D, E eller F på 2000-talet. \
                 Lägg till eller rätta skiljetecknet."
            ),
            Self::ImpossibleDate => {
                "Födelsetiden i början av beteckningen finns inte. Kontrollera dag, månad \
                 och år (ddmmåå) samt skiljetecknet."
                    .to_owned()
            }
            Self::Serial { min, max } => format!(
                "Individnumret ska vara {min:03}–{max:03}. Kontrollera de tre siffrorna efter skiljetecknet."
            ),
            Self::Range { min, max } => {
                format!("Numret i beteckningen ska vara {min}–{max}. Kontrollera siffrorna.")
            }
            Self::NotIssued => "Inga beteckningar ges med detta nummer. Kontrollera siffrorna.".to_owned(),
            Self::CheckCharacter { expected } => format!(
                "Beteckningen innehåller ett skrivfel: enligt de övriga tecknen skulle kontrolltecknet vara \
                 {expected}. Jämför varje tecken med källan."
            ),
        }
    }

    fn english(&self) -> String {
        match *self {
            Self::Empty => "The identifier is missing. Enter it.".to_owned(),
            Self::Form => "The value does not look like any identifier. Check that the whole identifier is \
                 there and no other text with it."
                .to_owned(),
            Self::Length {
                expected_min,
                expected_max,
                found,
            } => {
                let expected = span(expected_min, expected_max);
                if found < expected_min {
                    format!(
                        "The identifier is too short: the number of characters is {found} and must be \
                         {expected}. Add what is missing."
                    )
                } else if found > expected_max {
                    format!(
                        "The identifier is too long: the number of characters is {found} and must be \
                         {expected}. Remove what does not belong to it."
                    )
                } else {
                    format!(
                        "The identifier has a wrong length: the number of characters is {found}. \
                         Compare it with its source."
                    )
                }
            }
            Self::Parts { expected, found } => format!(
                "The number of parts between hyphens is {found} and must be {expected}. Check the hyphens."
            ),
            Self::Part {
                part,
                expected_min,
                expected_max,
                found,
            } => format!(
                "The number of characters in part {part} is {found} and must be {}. \
                 Check the parts between the hyphens.",
                span(expected_min, expected_max)
            ),
            Self::Character {
                position,
                expected: ExpectedCharacter::Nothing,
            } => {
                format!("Character {position} of the identifier is one too many. Remove it.")
            }
            Self::Character { position, expected } => {
                format!(
                    "Character {position} of the identifier must be {}. Correct it.",
                    expected.text().en
                )
            }
            Self::Sign { position } => format!(
                "Character {position} must be the sign of the century of birth: + for the 1800s; - or Y, X, \
                 W, V or U for the 1900s; A, B, C, D, E or F for the 2000s. Add or correct the sign."
            ),
            Self::ImpossibleDate => {
                "The date of birth at the start of the code does not exist. Check the day, \
                 month and year (DDMMYY) and the sign of the century."
                    .to_owned()
            }
            Self::Serial { min, max } => format!(
                "The individual number must be {min:03}–{max:03}. Check the three digits after the sign of \
                 the century."
            ),
            Self::Range { min, max } => {
                format!("The number in the identifier must be {min}–{max}. Check the digits.")
            }
            Self::NotIssued => "No identifier is given with this number. Check the digits.".to_owned(),
            Self::CheckCharacter { expected } => format!(
                "The identifier has a typing error: by its other characters, the check character would be \
                 {expected}. Compare each character with the source."
            ),
        }
    }

    /// A [`IdentifierError::Length`] from counts; what is longer than 65 535 is told as that.
    pub(super) fn length(expected_min: usize, expected_max: usize, found: usize) -> Self {
        Self::Length {
            expected_min: small(expected_min),
            expected_max: small(expected_max),
            found: small(found),
        }
    }

    /// A [`IdentifierError::Part`] from counts.
    pub(super) fn part(part: usize, expected_min: usize, expected_max: usize, found: usize) -> Self {
        Self::Part {
            part: small(part),
            expected_min: small(expected_min),
            expected_max: small(expected_max),
            found: small(found),
        }
    }

    /// A [`IdentifierError::Character`] at the 1-based `position`.
    pub(super) fn character(position: usize, expected: ExpectedCharacter) -> Self {
        Self::Character {
            position: small(position),
            expected,
        }
    }

    /// The same error for an identifier that stands `by` characters into a longer one.
    pub(super) fn moved(self, by: u16) -> Self {
        match self {
            Self::Character { position, expected } => Self::Character {
                position: position.saturating_add(by),
                expected,
            },
            Self::Sign { position } => Self::Sign {
                position: position.saturating_add(by),
            },
            other => other,
        }
    }
}

/// A count as it is kept in an error.
pub(super) fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// `11` or `11–16`.
fn span(min: u16, max: u16) -> String {
    if min == max {
        min.to_string()
    } else {
        format!("{min}–{max}")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    /// One error of each kind, and each shape of sentence.
    fn examples() -> Vec<IdentifierError> {
        let mut examples = vec![
            IdentifierError::Empty,
            IdentifierError::Form,
            IdentifierError::length(11, 11, 1),
            IdentifierError::length(11, 16, 10),
            IdentifierError::length(11, 11, 12),
            IdentifierError::length(14, 20, 17),
            IdentifierError::Parts {
                expected: 4,
                found: 3,
            },
            IdentifierError::part(2, 1, 3, 4),
            IdentifierError::Sign { position: 7 },
            IdentifierError::ImpossibleDate,
            IdentifierError::Serial { min: 2, max: 999 },
            IdentifierError::Range {
                min: 10_000_001,
                max: 99_999_999,
            },
            IdentifierError::NotIssued,
            IdentifierError::CheckCharacter { expected: 'T' },
        ];
        use ExpectedCharacter::{
            Dash, Digit, DigitOrLetter, Letter, Nothing, One, SplitLetter, StairLetter, Zero,
        };
        for expected in [
            Digit,
            Zero,
            One,
            Letter,
            DigitOrLetter,
            StairLetter,
            SplitLetter,
            Dash,
            Nothing,
        ] {
            examples.push(IdentifierError::character(3, expected));
        }
        examples
    }

    #[test]
    fn every_error_has_a_sentence_and_a_remedy_in_each_language() {
        for error in examples() {
            let mut messages = Language::ALL.map(|language| error.message(language)).to_vec();
            for message in &messages {
                assert!(
                    message.ends_with('.') && message.matches(". ").count() >= 1,
                    "{message}"
                );
                assert!(!message.contains("  "), "{message}");
            }
            messages.dedup();
            assert_eq!(messages.len(), 3, "{error:?}");
        }
    }

    #[test]
    fn an_error_survives_the_wire() {
        for error in examples() {
            let text = serde_json::to_string(&error).unwrap();
            assert_eq!(serde_json::from_str::<IdentifierError>(&text).unwrap(), error);
        }
        assert_eq!(
            serde_json::to_string(&IdentifierError::ImpossibleDate).unwrap(),
            r#""impossible-date""#
        );
    }

    #[test]
    fn codes_are_stable_and_distinct() {
        let mut codes: Vec<_> = examples().iter().map(IdentifierError::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(
            codes,
            [
                "identifier-character",
                "identifier-check-character",
                "identifier-empty",
                "identifier-form",
                "identifier-impossible-date",
                "identifier-length",
                "identifier-not-issued",
                "identifier-part",
                "identifier-parts",
                "identifier-range",
                "identifier-serial",
                "identifier-sign",
            ]
        );
    }

    #[test]
    fn messages_name_what_is_wrong() {
        assert_eq!(
            IdentifierError::length(11, 11, 10).message(Language::Fi),
            "Tunnus on liian lyhyt: merkkejä on 10, mutta niitä pitää olla 11. Lisää puuttuvat merkit."
        );
        assert_eq!(
            IdentifierError::character(3, ExpectedCharacter::Digit).message(Language::Sv),
            "Tecken 3 i beteckningen ska vara en siffra. Rätta tecknet."
        );
        assert_eq!(
            IdentifierError::Serial { min: 2, max: 999 }.message(Language::En),
            "The individual number must be 002–999. Check the three digits after the sign of the century."
        );
    }
}
