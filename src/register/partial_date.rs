//! Dates of which only the year, or the year and month, may be known.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::Language;

/// Why a text is not a [`PartialDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartialDateError {
    /// The text is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[error("a date is written YYYY, YYYY-MM or YYYY-MM-DD")]
    WrongForm,
    /// The calendar has no such day or month.
    #[error("the calendar has no such date")]
    ImpossibleDate,
}

/// A date with the precision of a year, month or day [X, C]; `1956` < `1956-03` < `1956-03-07`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: u16,
    /// 0 where unknown, so that the order is that of the ISO text.
    month: u8,
    /// 0 where unknown.
    day: u8,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of years 1–9999.
    ///
    /// # Errors
    /// Another form, or a day or month that the calendar does not have.
    pub fn parse(text: &str) -> Result<Self, PartialDateError> {
        let shape_is_right = matches!(text.len(), 4 | 7 | 10)
            && text.bytes().enumerate().all(|(place, byte)| match place {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shape_is_right {
            return Err(PartialDateError::WrongForm);
        }
        let number =
            |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u16>().ok());
        let year = number(0, 4).ok_or(PartialDateError::WrongForm)?;
        let month = number(5, 7);
        let day = number(8, 10);
        let real = NaiveDate::from_ymd_opt(
            i32::from(year),
            u32::from(month.unwrap_or(1)),
            u32::from(day.unwrap_or(1)),
        );
        if year == 0 || real.is_none() {
            return Err(PartialDateError::ImpossibleDate);
        }
        let small = |part: Option<u16>| part.and_then(|part| u8::try_from(part).ok()).unwrap_or(0);
        Ok(Self {
            year,
            month: small(month),
            day: small(day),
        })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The whole date, if the day is known.
    #[must_use]
    pub fn full(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(i32::from(self.year), u32::from(self.month), u32::from(self.day))
    }

    /// The ISO text, which is also the serialised form.
    #[must_use]
    pub fn iso(self) -> String {
        self.iso_in_place().as_str().to_owned()
    }

    /// A record has dozens of dates: its JSON is written without a text on the heap for each.
    fn iso_in_place(self) -> IsoText {
        let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or(0);
        let mut bytes = *b"0000-00-00";
        for (at, part) in [1000, 100, 10, 1].into_iter().enumerate() {
            bytes[at] = digit(self.year / part);
        }
        for (at, part) in [(5, self.month), (8, self.day)] {
            bytes[at] = digit(u16::from(part / 10));
            bytes[at + 1] = digit(u16::from(part));
        }
        let length = match (self.month, self.day) {
            (0, _) => 4,
            (_, 0) => 7,
            _ => 10,
        };
        IsoText { bytes, length }
    }

    /// Whether even the last day that the date can mean lies before `day`.
    #[must_use]
    pub fn ended_before(self, day: NaiveDate) -> bool {
        let last = |part: u8, greatest: u32| if part == 0 { greatest } else { u32::from(part) };
        (i32::from(self.year), last(self.month, 12), last(self.day, 31))
            < (day.year(), day.month(), day.day())
    }

    /// The date as read: `7.3.1956` (fi, sv), `7 March 1956` (en); shorter where less is known.
    #[must_use]
    pub fn format(self, language: Language) -> String {
        let Self { year, month, day } = self;
        if month == 0 {
            return year.to_string();
        }
        match (language, day) {
            (Language::En, 0) => format!("{} {year}", month_in_english(month)),
            (Language::En, _) => format!("{day} {} {year}", month_in_english(month)),
            (Language::Fi | Language::Sv, 0) => format!("{month}/{year}"),
            (Language::Fi | Language::Sv, _) => format!("{day}.{month}.{year}"),
        }
    }
}

/// An ISO date, or the beginning of one.
struct IsoText {
    bytes: [u8; 10],
    length: usize,
}

impl IsoText {
    fn as_str(&self) -> &str {
        // Digits and hyphens only, so the default is never used.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// English month name of months 1–12.
const fn month_in_english(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

impl From<NaiveDate> for PartialDate {
    /// Years outside 1–9999, which the register does not hold, are cut to that range.
    fn from(date: NaiveDate) -> Self {
        let small = |part: u32| u8::try_from(part).unwrap_or(1);
        let year = u16::try_from(date.year().clamp(1, 9999)).unwrap_or(1);
        Self {
            year,
            month: small(date.month()),
            day: small(date.day()),
        }
    }
}

impl fmt::Debug for PartialDate {
    /// A date of birth is personal, so no date shows itself.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PartialDate(..)")
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.iso_in_place().as_str())
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_keep_their_precision() {
        for text in ["1956", "1956-03", "1956-03-07", "2024-02-29"] {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!(date.iso(), text);
            assert_eq!(serde_json::to_string(&date).unwrap(), format!("\"{text}\""));
            assert_eq!(
                serde_json::from_str::<PartialDate>(&format!("\"{text}\"")).unwrap(),
                date
            );
        }
    }

    #[test]
    fn impossible_and_misshapen_dates_are_refused() {
        for text in [
            "",
            "56",
            "1956-3",
            "1956/03",
            "1956-03-7",
            "1956-03-07T",
            "195a",
            "ääää",
        ] {
            assert_eq!(
                PartialDate::parse(text),
                Err(PartialDateError::WrongForm),
                "{text}"
            );
        }
        for text in [
            "0000",
            "1956-00",
            "1956-13",
            "1900-02-29",
            "2023-04-31",
            "2023-04-00",
        ] {
            assert_eq!(
                PartialDate::parse(text),
                Err(PartialDateError::ImpossibleDate),
                "{text}"
            );
        }
    }

    #[test]
    fn dates_sort_as_their_iso_texts() {
        let texts = ["1956", "1956-03", "1956-03-07", "1956-12", "1957"];
        let dates: Vec<_> = texts
            .iter()
            .map(|text| PartialDate::parse(text).unwrap())
            .collect();
        assert!(dates.is_sorted());
    }

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let day = PartialDate::parse("1956-03-07").unwrap();
        assert_eq!(day.format(Language::Fi), "7.3.1956");
        assert_eq!(day.format(Language::Sv), "7.3.1956");
        assert_eq!(day.format(Language::En), "7 March 1956");
        let month = PartialDate::parse("1956-03").unwrap();
        assert_eq!(month.format(Language::Fi), "3/1956");
        assert_eq!(month.format(Language::En), "March 1956");
        assert_eq!(PartialDate::parse("1956").unwrap().format(Language::Sv), "1956");
    }

    #[test]
    fn a_partial_date_has_ended_only_when_its_last_possible_day_has() {
        let day = NaiveDate::from_ymd_opt(2024, 6, 15).unwrap();
        for (text, ended) in [
            ("2024", false),
            ("2023", true),
            ("2024-06", false),
            ("2024-05", true),
        ] {
            assert_eq!(
                PartialDate::parse(text).unwrap().ended_before(day),
                ended,
                "{text}"
            );
        }
        assert!(PartialDate::parse("2024-06-14").unwrap().ended_before(day));
        assert!(!PartialDate::parse("2024-06-15").unwrap().ended_before(day));
    }
}
