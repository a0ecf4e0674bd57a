//! Local time of the register: Finland's.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Helsinki;

use crate::language::Language;

/// The local day at a moment: what validity is measured by.
#[must_use]
pub fn local_day(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Helsinki).date_naive()
}

/// The moment at which a local day begins; none for a day that no calendar has.
pub(super) fn day_begins(day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = day.and_hms_opt(0, 0, 0)?;
    midnight
        .and_local_timezone(Helsinki)
        .earliest()
        .map(|begin| begin.to_utc())
}

/// A moment as people read it, to the second.
pub(super) fn local_second(moment: DateTime<Utc>, language: Language) -> String {
    let local = moment.with_timezone(&Helsinki);
    match language {
        Language::Fi => local.format("%-d.%-m.%Y klo %-H.%M.%S"),
        Language::Sv => local.format("%-d.%-m.%Y kl. %-H.%M.%S"),
        Language::En => local.format("%-d %B %Y at %H:%M:%S"),
    }
    .to_string()
}

/// A moment as people read it, to the minute.
pub(super) fn local_minute(moment: DateTime<Utc>, language: Language) -> String {
    let local = moment.with_timezone(&Helsinki);
    match language {
        Language::Fi => local.format("%-d.%-m.%Y klo %-H.%M"),
        Language::Sv => local.format("%-d.%-m.%Y kl. %-H.%M"),
        Language::En => local.format("%-d %B %Y at %H:%M"),
    }
    .to_string()
}

/// A local day as people read it.
pub(super) fn local_date(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => day.format("%-d.%-m.%Y"),
        Language::En => day.format("%-d %B %Y"),
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_local_day_changes_at_midnight_in_finland() {
        let evening = DateTime::from_timestamp(1_763_935_200 - 1, 0).unwrap_or_default(); // 23.11.2025 21.59.59 UTC
        assert_eq!(local_day(evening).to_string(), "2025-11-23");
        let midnight = DateTime::from_timestamp(1_763_935_200, 0).unwrap_or_default();
        assert_eq!(local_day(midnight).to_string(), "2025-11-24");
        assert_eq!(local_second(midnight, Language::Fi), "24.11.2025 klo 0.00.00");
        assert_eq!(day_begins(local_day(midnight)), Some(midnight));
    }
}
