//! Which test codes were given: a counter a day, whatever the size of the population.

use chrono::{Datelike, NaiveDate};

use super::draft::{Day, date, number_of};
use crate::identifier::{ElectronicClientIdentifier, PersonalIdentityCode};

/// The individual numbers that the population gets; 990–999 are the personas'.
const SERIALS: std::ops::RangeInclusive<u16> = 900..=989;

/// Gives every person a code of its own, in the order of the stream.
///
/// A day and sign has 90 serials here; a day of the 1900s or 2000s six signs, hence 540 codes.
pub(super) struct Codes {
    first: Day,
    /// Codes given, by day since `first`.
    given: Vec<u16>,
    persons: u32,
}

impl Codes {
    /// Codes of births from 1900 to `last`.
    pub(super) fn new(last: Day) -> Self {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).map_or(0, number_of);
        let days = usize::try_from(last - first).unwrap_or(0) + 1;
        Self {
            first,
            given: vec![0; days],
            persons: 0,
        }
    }

    /// A code of the day of birth; of the next day with one left if that day has none, else of one
    /// before. None when no day has any left.
    pub(super) fn give(&mut self, birth: Day) -> Option<PersonalIdentityCode> {
        let wanted = usize::try_from(birth - self.first)
            .unwrap_or(0)
            .min(self.given.len() - 1);
        (wanted..self.given.len())
            .chain((0..wanted).rev())
            .find_map(|place| self.give_of(place))
    }

    fn give_of(&mut self, place: usize) -> Option<PersonalIdentityCode> {
        let day = date(self.first + i32::try_from(place).ok()?);
        let signs = PersonalIdentityCode::signs_for_year(day.year());
        let given = self.given.get_mut(place)?;
        let (count, turn) = (usize::from(*given), place % 90);
        // The start is turned by the day, so that the first codes have all signs and many serials.
        let sign = *signs.get((count + turn) % signs.len().max(1))?;
        let round = count / signs.len();
        if round >= SERIALS.len() {
            return None;
        }
        *given += 1;
        let serial = SERIALS.start() + u16::try_from((round + turn * 7) % SERIALS.len()).ok()?;
        PersonalIdentityCode::from_parts(day, sign, serial).ok()
    }

    /// The next client identifier; none after the 9.9 millionth.
    pub(super) fn give_electronic(&mut self) -> Option<ElectronicClientIdentifier> {
        self.persons += 1;
        let serial = ElectronicClientIdentifier::FIRST_TEST_SERIAL + self.persons - 1;
        if serial >= LAST_ELECTRONIC {
            None
        } else {
            ElectronicClientIdentifier::from_serial(serial).ok()
        }
    }
}

/// From here on the client identifiers are the personas'.
pub(super) const LAST_ELECTRONIC: u32 = 99_990_000;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_day_has_540_codes_and_then_the_next_day_helps_out() {
        let last = number_of(NaiveDate::from_ymd_opt(2025, 5, 15).unwrap());
        let mut codes = Codes::new(last);
        let given: Vec<_> = (0..1200).map(|_| codes.give(last - 1).unwrap()).collect();
        assert_eq!(given.iter().collect::<HashSet<_>>().len(), 1200);
        let of = |day: Day| given.iter().filter(|code| code.birth_date() == date(day)).count();
        assert_eq!((of(last - 1), of(last), of(last - 2)), (540, 540, 120));
        assert!(given.iter().all(|code| SERIALS.contains(&code.serial())));
        assert!(
            given[..6]
                .iter()
                .map(PersonalIdentityCode::sign)
                .collect::<HashSet<_>>()
                .len()
                == 6
        );
    }
}
