//! A day as it travels, `2027-03-01`, for fields that the browser reads on every page: the
//! calendar's own reader knows all notations there are, and weighed on each first load.

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

/// Writes a day of the years 0–9999.
///
/// # Errors
/// What the serializer gives.
pub fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Reads a day.
///
/// # Errors
/// It is not written so, or there is no such day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom("a day is written YYYY-MM-DD"))
}

fn parse(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-').map(|part| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u16>().ok()).flatten()
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_so_written = text.len() == 10 && parts.next().is_none();
    is_so_written
        .then(|| NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Serialize, Deserialize)]
    struct Day(#[serde(with = "super")] NaiveDate);

    #[test]
    fn a_day_is_written_as_the_calendar_writes_it_and_read_back() {
        for (year, month, day) in [(2027, 3, 1), (1900, 12, 31), (9999, 1, 9), (1, 2, 28)] {
            let Some(day) = NaiveDate::from_ymd_opt(year, month, day) else {
                unreachable!();
            };
            let written = serde_json::to_string(&Day(day)).ok();
            assert_eq!(written, serde_json::to_string(&day).ok());
            let read: Option<Day> = written.and_then(|text| serde_json::from_str(&text).ok());
            assert_eq!(read, Some(Day(day)));
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2027-02-29",
            "2027-13-01",
            "2027-3-01",
            "27-03-01",
            "2027-03-01-1",
            "2027-03-1x",
            "+027-03-01",
            "2027/03/01",
            "2027-03-01T00",
        ] {
            let read: Result<Day, _> = serde_json::from_str(&format!("{text:?}"));
            assert!(read.is_err(), "{text}");
        }
    }
}
