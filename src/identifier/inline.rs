//! Storage and deserialisation that all identifier types share.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use super::IdentifierError;

/// Text of at most `N` bytes kept in place, so that identifiers are `Copy` and never on the heap.
///
/// The bytes after `length` are zero, which makes the derived order the order of the texts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Inline<const N: usize> {
    bytes: [u8; N],
    length: u8,
}

impl<const N: usize> Inline<N> {
    /// Keeps `text`; what would not fit is cut, at a character boundary. Callers pass what fits.
    pub(super) fn new(text: &str) -> Self {
        let mut inline = Self {
            bytes: [0; N],
            length: 0,
        };
        for character in text.chars() {
            let start = usize::from(inline.length);
            let end = start + character.len_utf8();
            if end > N {
                break;
            }
            character.encode_utf8(&mut inline.bytes[start..end]);
            inline.length = u8::try_from(end).unwrap_or(u8::MAX);
        }
        inline
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        // Only `new` writes the bytes, and only whole characters, so the default is never used.
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

/// Reads a string and parses it; any failure is told without the value that caused it.
///
/// The parse result is carried out of the visitor as a value, because formats put the value that
/// they met (a number where a string should be) into errors of their own.
pub(super) fn deserialise<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    name: &'static str,
    parse: fn(&str) -> Result<T, IdentifierError>,
) -> Result<T, D::Error> {
    struct Parse<T> {
        name: &'static str,
        parse: fn(&str) -> Result<T, IdentifierError>,
    }

    impl<T> Visitor<'_> for Parse<T> {
        type Value = Result<T, IdentifierError>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "{} as text", self.name)
        }

        fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
            Ok((self.parse)(value))
        }
    }

    match deserializer.deserialize_str(Parse { name, parse }) {
        Ok(Ok(identifier)) => Ok(identifier),
        Ok(Err(reason)) => Err(D::Error::custom(format_args!("invalid {name}: {reason}"))),
        Err(_) => Err(D::Error::custom(format_args!("expected {name} as text"))),
    }
}

/// The `N` characters of a normalised value as bytes.
///
/// A character outside ASCII becomes `?`, which no identifier allows, so that the check of its
/// place refuses it with the right position.
pub(super) fn characters<const N: usize>(text: &str) -> Result<[u8; N], IdentifierError> {
    let found = text.chars().count();
    if found == 0 {
        return Err(IdentifierError::Empty);
    }
    if found != N {
        return Err(IdentifierError::length(N, N, found));
    }
    let mut bytes = [b'?'; N];
    for (byte, character) in bytes.iter_mut().zip(text.chars()) {
        if let Ok(ascii) = u8::try_from(character)
            && ascii.is_ascii()
        {
            *byte = ascii;
        }
    }
    Ok(bytes)
}

/// The number that the ASCII digits `bytes` spell; `start` is the 1-based place of the first.
pub(super) fn number(bytes: &[u8], start: usize) -> Result<u64, IdentifierError> {
    use super::ExpectedCharacter::Digit;

    let mut number = 0_u64;
    for (index, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_digit() {
            return Err(IdentifierError::character(start + index, Digit));
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    Ok(number)
}

/// The number that the digits of several texts spell one after another.
pub(super) fn spelt_number(texts: &[&str]) -> u64 {
    texts
        .iter()
        .flat_map(|text| text.bytes())
        .filter(u8::is_ascii_digit)
        .fold(0, |number, byte| number * 10 + u64::from(byte - b'0'))
}
