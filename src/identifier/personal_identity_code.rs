//! The personal identity code (henkilötunnus, HETU).

use chrono::{Datelike, NaiveDate};

use super::inline::{Inline, characters, number, spelt_number};
use super::{IdentifierError, Realm, check_character, identifier_conversions, normalise};

/// A personal identity code: `DDMMYY`, sign of the century, `NNN`, check character; 11 characters
/// (A128 s. 2, A886 table).
///
/// The check character is over `DDMMYYNNN`: the sign is not in it, so a wrong sign of the same
/// century gives another person's valid code. The code is unique only with the sign.
/// A date of birth in the register may differ from the date in the code; both are kept.
/// Nothing is inferred about sex (HE 132/2022).
///
/// Read from what [`normalise()`](super::normalise()) makes: white space away, dashes to `-`,
/// capitals. Whether the date lies in the future is not looked at: there is no clock here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonalIdentityCode(Inline<11>);

identifier_conversions!(masked PersonalIdentityCode, "******-****");

/// The place of the sign, counted from 1.
const SIGN: u16 = 7;

impl PersonalIdentityCode {
    /// The lowest and the highest individual number.
    const SERIALS: (u16, u16) = (2, 999);

    /// The first individual number that no real person has: 900–999 are temporary, artificial
    /// and test codes.
    pub const FIRST_TEST_SERIAL: u16 = 900;

    /// Reads a code.
    ///
    /// # Errors
    /// Looks at, in this order: the length (a code without its sign is told as
    /// [`IdentifierError::Sign`]), the kind of each character, the sign, the date, the individual
    /// number, the check character.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise(value);
        if lacks_sign(&text) {
            return Err(IdentifierError::Sign { position: SIGN });
        }
        let bytes: [u8; 11] = characters(&text)?;
        let [d1, d2, m1, m2, y1, y2, sign, n1, n2, n3, check] = bytes;
        let date_digits = number(&[d1, d2, m1, m2, y1, y2], 1)?;
        let century = century(char::from(sign)).ok_or(IdentifierError::Sign { position: SIGN })?;
        let serial = number(&[n1, n2, n3], 8)?;
        date(century, &bytes).ok_or(IdentifierError::ImpossibleDate)?;
        if !u16::try_from(serial).is_ok_and(Self::is_valid_serial) {
            return Err(serial_error());
        }
        let expected = check_character(date_digits * 1000 + serial);
        if char::from(check) != expected {
            return Err(IdentifierError::CheckCharacter { expected });
        }
        Ok(Self(Inline::new(&text)))
    }

    /// Makes the code of a date of birth, a sign of its century and an individual number 002–999.
    ///
    /// # Errors
    /// [`IdentifierError::ImpossibleDate`] for a year outside 1800–2099, [`IdentifierError::Sign`]
    /// for a sign of another century, [`IdentifierError::Serial`].
    pub fn from_parts(date: NaiveDate, sign: char, serial: u16) -> Result<Self, IdentifierError> {
        let signs = Self::signs_for_year(date.year());
        if signs.is_empty() {
            return Err(IdentifierError::ImpossibleDate);
        }
        if !signs.contains(&sign) {
            return Err(IdentifierError::Sign { position: SIGN });
        }
        if !Self::is_valid_serial(serial) {
            return Err(serial_error());
        }
        let (day, month, year) = (date.day(), date.month(), date.year().rem_euclid(100));
        let digits = format!("{day:02}{month:02}{year:02}");
        let serial = format!("{serial:03}");
        let check = check_character(spelt_number(&[&digits, &serial]));
        Ok(Self(Inline::new(&format!("{digits}{sign}{serial}{check}"))))
    }

    /// The signs that a year of birth may have; none outside 1800–2099. The signs after the first
    /// are legal from 1.1.2023 (D12).
    #[must_use]
    pub const fn signs_for_year(year: i32) -> &'static [char] {
        match year {
            1800..=1899 => &['+'],
            1900..=1999 => &['-', 'Y', 'X', 'W', 'V', 'U'],
            2000..=2099 => &['A', 'B', 'C', 'D', 'E', 'F'],
            _ => &[],
        }
    }

    /// Whether an individual number exists: 002–999.
    #[must_use]
    pub const fn is_valid_serial(serial: u16) -> bool {
        Self::SERIALS.0 <= serial && serial <= Self::SERIALS.1
    }

    /// The code in its normal form, 11 characters. Personal data: never into a log or an error.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The date in the code.
    #[must_use]
    pub fn birth_date(&self) -> NaiveDate {
        // `parse` and `from_parts` let only existing dates in, so the default is never used.
        century(self.sign())
            .and_then(|century| date(century, self.bytes()))
            .unwrap_or_default()
    }

    /// The sign of the century: one of `+`, `-YXWVU`, `ABCDEF`.
    #[must_use]
    pub fn sign(&self) -> char {
        self.bytes().get(6).copied().map_or('-', char::from)
    }

    /// The individual number, 2–999.
    #[must_use]
    pub fn serial(&self) -> u16 {
        self.bytes()
            .iter()
            .skip(7)
            .take(3)
            .fold(0, |serial, byte| serial * 10 + u16::from(byte - b'0'))
    }

    /// [`Realm::Test`] for individual numbers 900–999, else [`Realm::Real`].
    #[must_use]
    pub fn realm(&self) -> Realm {
        if self.serial() >= Self::FIRST_TEST_SERIAL {
            Realm::Test
        } else {
            Realm::Real
        }
    }

    fn bytes(&self) -> &[u8] {
        self.0.as_str().as_bytes()
    }
}

/// The first year of the century that a sign tells.
const fn century(sign: char) -> Option<i32> {
    match sign {
        '+' => Some(1800),
        '-' | 'U'..='Y' => Some(1900),
        'A'..='F' => Some(2000),
        _ => None,
    }
}

/// The date that the first six bytes, which are digits, tell in a century; `None` if there is none.
fn date(century: i32, bytes: &[u8]) -> Option<NaiveDate> {
    let two = |at: usize| Some(u32::from(bytes.get(at)? - b'0') * 10 + u32::from(bytes.get(at + 1)? - b'0'));
    NaiveDate::from_ymd_opt(century + i32::try_from(two(4)?).ok()?, two(2)?, two(0)?)
}

/// Whether the value is a code of which only the sign is missing: nine digits and a character.
fn lacks_sign(text: &str) -> bool {
    text.chars().count() == 10 && text.bytes().take(9).all(|byte| byte.is_ascii_digit())
}

const fn serial_error() -> IdentifierError {
    let (min, max) = PersonalIdentityCode::SERIALS;
    IdentifierError::Serial { min, max }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::ExpectedCharacter;
    use super::*;

    fn refusal(value: &str) -> IdentifierError {
        PersonalIdentityCode::parse(value).unwrap_err()
    }

    #[test]
    fn known_valid_codes_are_accepted() {
        for (code, year, month, day, serial, realm) in [
            ("131052-308T", 1952, 10, 13, 308, Realm::Real),
            ("010188-916P", 1988, 1, 1, 916, Realm::Test),
            ("010190-999W", 1990, 1, 1, 999, Realm::Test),
            ("010190Y999W", 1990, 1, 1, 999, Realm::Test),
            ("010594Y9032", 1994, 5, 1, 903, Realm::Test),
            ("290200A902D", 2000, 2, 29, 902, Realm::Test),
            ("290200B902D", 2000, 2, 29, 902, Realm::Test),
            ("240612A915X", 2012, 6, 24, 915, Realm::Test),
            ("170745X918U", 1945, 7, 17, 918, Realm::Test),
            ("280215F933M", 2015, 2, 28, 933, Realm::Test),
            ("010199+9001", 1899, 1, 1, 900, Realm::Test),
        ] {
            let parsed = PersonalIdentityCode::parse(code).unwrap();
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(parsed.as_str(), code);
            assert_eq!(parsed.birth_date(), date);
            assert_eq!(parsed.sign(), char::from(code.as_bytes()[6]));
            assert_eq!(parsed.serial(), serial);
            assert_eq!(parsed.realm(), realm);
            assert_eq!(
                PersonalIdentityCode::from_parts(date, parsed.sign(), serial).unwrap(),
                parsed
            );
        }
    }

    #[test]
    fn wrong_check_character_is_told_with_the_right_one() {
        assert_eq!(
            refusal("010190-999K"),
            IdentifierError::CheckCharacter { expected: 'W' }
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(refusal("290200-902D"), IdentifierError::ImpossibleDate);
        assert_eq!(refusal("310288-916V"), IdentifierError::ImpossibleDate);
        assert_eq!(refusal("000188-916V"), IdentifierError::ImpossibleDate);
    }

    #[test]
    fn unknown_or_missing_sign_is_told_as_such() {
        assert_eq!(refusal("290200G902D"), IdentifierError::Sign { position: 7 });
        assert_eq!(refusal("010188916P"), IdentifierError::Sign { position: 7 });
        assert_eq!(refusal("0101881916P"), IdentifierError::Sign { position: 7 });
    }

    #[test]
    fn other_faults_are_told_precisely() {
        use ExpectedCharacter::Digit;
        assert_eq!(refusal(" \u{200B} "), IdentifierError::Empty);
        assert_eq!(refusal("010188-916"), IdentifierError::length(11, 11, 10));
        assert_eq!(refusal("01011988-916P"), IdentifierError::length(11, 11, 13));
        assert_eq!(refusal("O10188-916P"), IdentifierError::character(1, Digit));
        assert_eq!(refusal("010188-91ÄP"), IdentifierError::character(10, Digit));
        assert_eq!(
            refusal("010188-001P"),
            IdentifierError::Serial { min: 2, max: 999 }
        );
        assert_eq!(
            refusal("010188-000P"),
            IdentifierError::Serial { min: 2, max: 999 }
        );
    }

    #[test]
    fn the_same_digits_with_another_sign_are_another_person() {
        let first = PersonalIdentityCode::parse("290200A902D").unwrap();
        let second = PersonalIdentityCode::parse("290200B902D").unwrap();
        assert_ne!(first, second);
        assert!(first < second);
    }

    #[test]
    fn pasted_code_is_brought_to_its_normal_form() {
        let code = PersonalIdentityCode::parse("\u{FEFF} 131052\u{2013}308 t\u{A0}\n").unwrap();
        assert_eq!(code.as_str(), "131052-308T");
    }

    #[test]
    fn parts_of_another_century_are_refused() {
        let date = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let made = PersonalIdentityCode::from_parts;
        assert_eq!(
            made(date(1990), 'A', 900),
            Err(IdentifierError::Sign { position: 7 })
        );
        assert_eq!(
            made(date(1990), '-', 1),
            Err(IdentifierError::Serial { min: 2, max: 999 })
        );
        assert_eq!(
            made(date(1990), '-', 1000),
            Err(IdentifierError::Serial { min: 2, max: 999 })
        );
        assert_eq!(made(date(1799), '+', 900), Err(IdentifierError::ImpossibleDate));
        assert_eq!(made(date(2100), 'A', 900), Err(IdentifierError::ImpossibleDate));
    }

    #[test]
    fn every_sign_tells_the_century_of_its_years() {
        for year in [1800, 1899, 1900, 1999, 2000, 2099] {
            for sign in PersonalIdentityCode::signs_for_year(year) {
                assert_eq!(century(*sign), Some(year / 100 * 100));
            }
        }
    }

    #[test]
    fn debug_shows_a_mask() {
        let code = PersonalIdentityCode::parse("131052-308T").unwrap();
        assert_eq!(format!("{code:?}"), "PersonalIdentityCode(******-****)");
    }

    #[test]
    fn invalid_code_fails_to_deserialise_without_an_echo() {
        for value in [
            r#""131052-308K""#,
            "131052308",
            r#"["131052-308T"]"#,
            r#"{"131052-308T": 1}"#,
        ] {
            let error = serde_json::from_str::<PersonalIdentityCode>(value)
                .unwrap_err()
                .to_string();
            assert!(!error.contains("131052") && !error.contains("308"), "{error}");
        }
        let code: PersonalIdentityCode = serde_json::from_str(r#""131052-308T""#).unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), r#""131052-308T""#);
    }

    #[test]
    fn code_needs_no_heap() {
        assert_eq!(size_of::<PersonalIdentityCode>(), 12);
    }
}
